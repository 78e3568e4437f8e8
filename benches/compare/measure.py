"""Runs this program and DuckDB in turn on the same files, and compares answers, time and memory. See `run`."""
import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import time

PERIODS = "2023-01..2026-01"


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("sla", "project", "data", "here"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--check", action="store_true", help="only compare the answers")
    return parser.parse_args()


def measured(command):
    """Wall and processor seconds, and peak megabytes, of one run whose output goes nowhere."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def counts_of_sla(command):
    """`yyyymm,priority,total,within` of each month and priority, from the verdicts as JSON."""
    # Verdicts may well be "breached" (1): only the counts are compared.
    text = subprocess.run(command + ["--format", "json"], capture_output=True, check=False).stdout
    for period in json.loads(text)["periods"]:
        for requirement in period["norms"][0]["requirements"]:
            counts = requirement["counts"]
            if counts["total"]:
                month = period["period"].replace("-", "")
                yield f'{month},{requirement["group"]["priority"]},{counts["total"]},{counts["good"]}'


def digest(lines):
    return hashlib.md5("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest()


def check(evaluate, query):
    """Stops unless both give the same counts."""
    ours = digest(counts_of_sla(evaluate))
    theirs = digest(subprocess.run(query, capture_output=True, check=True, text=True).stdout.splitlines())
    if ours != theirs:
        sys.exit(f"the answers differ: {ours} and {theirs}")
    print(f"MD5 of the counts of both: {ours}", flush=True)


def main():
    given = arguments()
    evaluate = [given.sla, "eval", given.project, "--period", PERIODS]
    duck = [sys.executable, os.path.join(given.here, "duck.py"), given.data]
    query = os.path.join(given.here, "duckdb_equi.sql")
    if given.check:
        check(evaluate, duck + [query])
        return
    # In a process of its own: the peak of a child is never less than that of its parent when it starts.
    subprocess.run([sys.executable, *sys.argv, "--check"], check=True)
    others = {
        "DuckDB": duck + [query],
        "DuckDB, parse only": duck + [os.path.join(given.here, "scan_parse.sql")],
        "sla eval": evaluate,
        "sla eval --format json": evaluate + ["--format", "json"],
        "sla eval --tickets": evaluate + ["--tickets"],
        "sla report --format text": [given.sla, "report", given.project, "--period", PERIODS, "--format", "text"],
    }
    found = {name: [] for name in others}
    for _ in range(given.runs):
        for name, command in others.items():
            found[name].append(measured(command))
    medians = {name: [statistics.median(column) for column in zip(*rows)] for name, rows in found.items()}
    base = medians["DuckDB"]
    print("\n| | wall, s | × DuckDB | processor, s | × | peak, MB | × |\n| --- | --- | --- | --- | --- | --- | --- |")
    for name, rows in found.items():
        wall, processor, peak = medians[name]
        least, most = min(row[0] for row in rows), max(row[0] for row in rows)
        print(
            f"| {name} | {wall:.2f} ({least:.2f}–{most:.2f}) | {wall / base[0]:.2f} "
            f"| {processor:.2f} | {processor / base[1]:.2f} | {peak:.0f} | {peak / base[2]:.2f} |"
        )


main()
