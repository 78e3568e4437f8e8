//! The service level report: what it prints of real evidence, in every form.
#![expect(clippy::disallowed_methods, reason = "a test reads the files that it is about")]

use std::collections::BTreeSet;
use std::path::Path;

use assert_cmd::Command;

/// What `sla report` prints.
fn report(project: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sla"));
    let ran = command.arg("report").arg(project).args(arguments).output().expect("the program runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("a report is UTF-8")
}

fn digid(form: &str) -> String {
    report(Path::new("examples/digid"), &["--period", "2019-06", "--format", form])
}

/// The printed report of June 2019 (`docs/coverage.md` says where it is from): of each of its rows the name that ours
/// has, and what stands printed beside it.
const PRINTED: [(&str, &[&str]); 13] = [
    ("PI 2.1.1", &["99,5%", "99,73%"]),
    ("PI 2.1.2", &["99,0%", "100,00%"]),
    ("PI 2.1.3", &["99,5%", "100,00%"]),
    ("Hoog", &["binnen 6u", "85,0%", "100,00%", "5/5"]),
    ("Midden", &["binnen 10u", "85,0%", "100,00%", "0/0"]),
    ("Laag", &["binnen 18u", "85,0%", "100,00%", "15/15"]),
    ("Midden", &["binnen 10u", "85,0%", "100,00%", "1/1"]),
    ("Laag", &["binnen 18u", "85,0%", "100,00%", "3/3"]),
    ("binnen 3\u{a0}werkdagen", &["99,0%", "100,00%"]),
    ("aantal*(onderhoud van Productieomgeving", &["2"]),
    ("duur ≤ 6u", &["2/2"]),
    ("niet tijdens Beschikbaarheidsvenster", &["0"]),
    ("aandeel van goede minuten van de proef", &["99,5%", "100,00%"]),
];

#[test]
fn june_2019_prints_every_number_of_the_printed_report() {
    let text = digid("markdown");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with('|'))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    for (name, numbers) in PRINTED {
        let has = |row: &&Vec<&str>| {
            let named = row.iter().any(|cell| cell.starts_with(name) || cell.contains(name));
            named && numbers.iter().all(|number| row.iter().any(|cell| cell.trim_start_matches("≥\u{a0}") == *number))
        };
        assert!(rows.iter().any(|row| has(&row)), "{name} {numbers:?}\n{text}");
    }
    assert!(text.contains("**7 van de 7 normen zijn gehaald.**"), "{text}");
}

#[test]
fn a_page_needs_nothing_and_holds_together() {
    let page = digid("html");
    assert_eq!(page, digid("html"), "the same bytes");
    assert!(!page.contains("<script") && !page.contains("http") && !page.contains("@import"), "self-contained");
    let values = |attribute: &str| -> Vec<String> {
        let opening = format!(" {attribute}=\"");
        let pieces = page.split(&opening).skip(1);
        pieces.filter_map(|piece| Some(piece.split_once('"')?.0.to_owned())).collect()
    };
    let ids = values("id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for link in values("href") {
        assert!(link.strip_prefix('#').is_some_and(|id| unique.contains(&id.to_owned())), "{link}");
    }
    let charts = page.matches("<svg").count();
    assert!(charts > 20, "{charts}");
    assert_eq!(page.matches("role=\"img\" aria-label=\"").count(), charts, "each drawing has a name");
    assert_eq!(page.matches("<figure").count(), page.matches("<details>").count(), "each chart has its data");
}

#[test]
fn text_fits_80_columns() {
    for period in ["2019-03", "2019-06"] {
        let text = report(Path::new("examples/digid"), &["--period", period]);
        let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{wide:#?}");
    }
}

#[test]
fn csv_has_a_line_a_requirement_and_period() {
    let text = report(Path::new("examples/digid"), &["--period", "2019-05..2019-06", "--format", "csv"]);
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let head = lines.headers().expect("a line of headings").clone();
    let column = |name: &str| head.iter().position(|one| one == name).expect("a column");
    let rows: Vec<csv::StringRecord> = lines.records().map(|row| row.expect("a row")).collect();
    let of = |period: &str| rows.iter().filter(|row| &row[column("period")] == period).count();
    // Three components, three priorities twice, questions, two rules, one rule, one share.
    assert_eq!((of("2019-05"), of("2019-06"), rows.len()), (14, 14, 28));
    let first = rows.iter().find(|row| &row[column("period")] == "2019-06").expect("June");
    let cells = ["norm", "op", "bound", "actual", "actual_exact", "verdict"].map(|name| &first[column(name)]);
    assert_eq!(cells, ["beschikbaar", ">=", "199/200", "99,73%", "42605/42720", "met"]);
}

#[test]
fn nothing_from_outside_steers_a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file is written");
    write(
        "contract.sla",
        r#"edition 1

contract "A <script> & \"B\" | C" { timezone Europe/Amsterdam }

priorities high "High <b>" > low "Low | _x_"

ticket incident

clock resolution "Time | *x* <i>" of incident {
  from     opened
  to       resolved
  counting always
}

norm fast "Fast <script>alert(1)</script> & | 😀" {
  clock resolution
  by priority {
         | 100% within
    high | 1h
    low  | 2h
  }
}
"#,
    );
    write("sla.toml", "contract = \"contract.sla\"\n\n[evidence.tickets]\nfiles = [\"t|<i>.csv\"]\n");
    write(
        "t|<i>.csv",
        "ticket,kind,opened,resolved,priority\n\
         <script>1</script>,incident,2026-01-05T09:00,2026-01-05T19:00,high\n\
         \"a|b & \u{202e}c 😀\",incident,2026-01-06T09:00,2026-01-06T19:00,low\n\
         last,incident,2026-02-02T09:00,2026-02-02T09:10,low\n",
    );
    let page = report(folder.path(), &["--period", "2026-01", "--format", "html"]);
    assert!(!page.contains("<script") && !page.contains("<i>") && !page.contains("<b>"), "{page}");
    assert!(page.contains("&lt;script&gt;1&lt;/script&gt;"), "the ticket is there");
    let text = report(folder.path(), &["--period", "2026-01", "--format", "markdown"]);
    for line in text.lines().filter(|line| line.contains("script")) {
        assert!(!line.contains("<script") || line.contains("\\<script"), "{line}");
    }
    let plain = report(folder.path(), &["--period", "2026-01"]);
    assert!(!plain.contains('\u{202e}'), "nothing turns the reading direction");
}
