#!/usr/bin/env bash
# Whole runs, side by side: this program and, where it is installed, DuckDB on the same files and the same question.
#
#   benches/compare.sh DATA [QUERY.sql [PERIODS]]
#
# DATA holds incidents.csv and pauses.csv (columns as benches/million/sla.toml names them); for DuckDB also the calendar
# tables that QUERY.sql reads, with `$D` for DATA. Prints seconds and peak memory of each of five runs, and the MD5 of
# the sorted lines `yyyymm,priority,total,within`, which must be equal. PERIODS: months of resolution, 2023-01..2026-01.
set -euo pipefail
data=$(realpath "$1")
query=${2:-}
periods=${3:-2023-01..2026-01}
here=$(cd "$(dirname "$0")" && pwd)
project=$(mktemp -d)
trap 'rm -rf "$project"' EXIT
cp "$here"/million/* "$project"
ln -s "$data" "$project/data"

cargo build --quiet --release --manifest-path "$here/../Cargo.toml"
sla=$here/../target/release/sla

# Verdicts may well be "breached" (1): only the figures are compared.
figures() {
    { "$sla" eval "$project" --period "$periods" --format json || true; } | python3 -c '
import json, sys
for period in json.load(sys.stdin)["periods"]:
    for requirement in period["norms"][0]["requirements"]:
        counts = requirement["counts"]
        if counts["total"]:
            print(period["period"].replace("-", ""), requirement["group"]["priority"], counts["total"], counts["good"], sep=",")'
}
duckdb() { python3 -c 'import sys, duckdb
for row in duckdb.connect().execute(open(sys.argv[2]).read().replace("$D", sys.argv[1])).fetchall(): print(*row, sep=",")' "$data" "$query"; }

time_of() { # name, command…: seconds and peak MB of five runs
    local name=$1; shift
    for _ in 1 2 3 4 5; do
        python3 - "$@" <<'PY' | sed "s/^/$name: /"
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{time.perf_counter() - start:.2f} s, {usage.ru_maxrss / 1024:.0f} MB")
PY
    done
}

echo "sla     $(figures | sort | md5sum | cut -c1-32)"
time_of sla "$sla" eval "$project" --period "$periods" --format json
if [ -n "$query" ] && python3 -c 'import duckdb' 2>/dev/null; then
    echo "duckdb  $(duckdb | sort | md5sum | cut -c1-32)"
    export -f duckdb; export data query
    time_of duckdb bash -c duckdb
fi
