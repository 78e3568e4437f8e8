//! The service level report: what it prints of real evidence, in every form.
#![expect(clippy::disallowed_methods, reason = "a test reads the files that it is about")]

use std::collections::BTreeSet;
use std::path::Path;

use sha2::{Digest, Sha256};

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

/// A project of one norm, with these tickets.
fn desk(folder: &Path, tickets: &str) {
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("a file is written");
    write(
        "contract.sla",
        "edition 1\n\ncontract \"Desk\" { timezone Europe/Amsterdam }\n\nticket incident\n\n\
         clock time of incident { from opened; to resolved; counting always }\n\n\
         norm fast \"Fast\" { clock time; 90% within 4h }\n",
    );
    write("sla.toml", "contract = \"contract.sla\"\n\n[evidence.tickets]\nfiles = [\"tickets.csv\"]\n");
    write("tickets.csv", &format!("ticket,kind,opened,resolved\n{tickets}"));
}

#[test]
fn what_came_to_light_later_is_listed_beside_what_was_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let at_first = "A-9,incident,2026-01-05T09:00,2026-01-05T10:00\nA-10,incident,2026-02-05T09:00,2026-02-05T10:00\n";
    desk(folder.path(), at_first);
    let earlier = report(folder.path(), &["--period", "2026-01", "--format", "json"]);
    let file = folder.path().join("january.json");
    std::fs::write(&file, earlier).expect("a file is written");
    let since = file.to_str().expect("a path in UTF-8");
    let same = report(folder.path(), &["--period", "2026-02", "--since", since]);
    assert!(same.contains("No figure differs."), "{same}");
    // A ticket of January that was entered too late, and missed.
    desk(folder.path(), &format!("{at_first}A-8,incident,2026-01-06T09:00,2026-01-06T18:00\n"));
    let text = report(folder.path(), &["--period", "2026-02", "--since", since]);
    for words in ["Corrections to earlier months", "100.00%", "50.00%", "new: A-8", "tickets.csv: 3 rows, there were 2"]
    {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let json = report(folder.path(), &["--period", "2026-02", "--since", since, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let figure = &json["corrections"]["figures"][0];
    assert_eq!(figure["was"]["exact"], "1/1");
    assert_eq!(figure["is"]["exact"], "1/2");
    assert_eq!(figure["is"]["verdict"], "breached");
    // Of a contract by another name nothing is compared.
    let other = std::fs::read_to_string(&file).expect("it was written").replace("\"Desk\"", "\"Chair\"");
    std::fs::write(&file, other).expect("a file is written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sla"));
    let ran = command.arg("report").arg(folder.path()).args(["--since", since]).output().expect("the program runs");
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("SLA0477"));
}

#[test]
fn times_on_the_day_when_the_clocks_change_have_their_offset() {
    let folder = tempfile::tempdir().expect("a folder");
    desk(
        folder.path(),
        "A-1,incident,2026-03-28T23:30,2026-03-29T05:30\nA-2,incident,2026-04-02T09:00,2026-04-02T09:01\n",
    );
    let text = report(folder.path(), &["--period", "2026-03"]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Europe/Amsterdam (UTC+01:00; UTC+02:00 from Sun 2026-03-29 03:00 +02:00 on)"), "{text}");
    // Five hours on the clock, not six.
    assert!(text.contains("05:30 +02:00") && text.contains("A-1 5h 4h 1h"), "{text}");
}

#[test]
fn charts_for_programs_hold_what_is_drawn() {
    let json: serde_json::Value = serde_json::from_str(&digid("json")).expect("JSON");
    let charts = json["charts"].as_array().expect("charts");
    let ids: BTreeSet<&str> = charts.iter().filter_map(|chart| chart["id"].as_str()).collect();
    assert_eq!(ids.len(), charts.len(), "each has an id of its own");
    let kinds: BTreeSet<&str> = charts.iter().filter_map(|chart| chart["kind"].as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["allowances", "course", "spread", "strip", "tickets"]));
    let course = charts.iter().find(|chart| chart["id"] == "2019-06.beschikbaar.course").expect("the first norm");
    let june = &course["series"][0]["points"][12];
    assert_eq!((&june["period"], &june["exact"]), (&"2019-06".into(), &"42605/42720".into()));
    assert_eq!(course["series"][0]["bound"]["exact"], "199/200");
    // Every value of a course is that of the verdicts in the same object.
    let periods = json["periods"].as_array().expect("periods");
    for point in course["series"][0]["points"].as_array().expect("points") {
        let period = periods.iter().find(|one| one["period"] == point["period"]).expect("the period is there");
        let norm = period["norms"].as_array().expect("norms").iter().find(|one| one["id"] == "beschikbaar");
        assert_eq!(norm.expect("the norm")["requirements"][0]["actual"]["exact"], point["exact"]);
    }
}

/// As compared: without the version of the program, and of a page without its style and the lines of its drawings.
fn shown(name: &str, text: &str) {
    let text = text.replace(env!("CARGO_PKG_VERSION"), "<version>");
    let text = match (text.find("<style>"), text.find("</style>")) {
        (Some(from), Some(to)) => format!("{}<style>…{}", &text[..from], &text[to..]),
        _ => text,
    };
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !["<rect", "<path", "<line", "<circle"].iter().any(|shape| line.starts_with(shape)))
        .collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/report");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name.to_owned(), lines.join("\n")));
}

#[test]
fn every_example_in_every_form() {
    let mut folders = vec![std::path::PathBuf::from("examples")];
    let mut digests = Vec::new();
    while let Some(folder) = folders.pop() {
        if !folder.join("sla.toml").exists() {
            let inside = std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path());
            folders.extend(inside.filter(|path| path.is_dir()));
            continue;
        }
        let path = folder.to_str().expect("a path in UTF-8").replace('\\', "/");
        let name = path.trim_start_matches("examples/").replace('/', "-");
        for form in ["text", "markdown", "csv"] {
            let text = report(&folder, &["--format", form]);
            shown(&format!("{name}.{form}"), &text);
            let wide = text.lines().find(|line| form == "text" && line.chars().count() > 80);
            assert_eq!(wide, None, "{name}");
        }
        // What is too long to be read again at every change is held by its digest.
        for form in ["html", "json"] {
            let text = report(&folder, &["--format", form]);
            let digest: String = Sha256::digest(&text).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            digests.push(format!("{name:<24} {form:<8} {:>7} bytes  {digest}", text.len()));
        }
    }
    digests.sort();
    shown("digests", &digests.join("\n"));
}

#[test]
fn more_than_a_year_is_told_in_summaries_but_for_its_last_month() {
    let told = |period: &str| {
        let text = report(Path::new("examples/digid"), &["--period", period, "--format", "markdown"]);
        let heads = |of: &str| text.lines().filter(|line| line.starts_with('#') && line.contains(of)).count();
        (heads("1.2.1"), heads("Samenvatting"))
    };
    assert_eq!(told("2018-07..2019-06"), (12, 12));
    assert_eq!(told("2018-06..2019-06"), (1, 13));
}

#[test]
fn every_form_in_every_language() {
    for locale in ["nl", "en", "de"] {
        for form in ["text", "html", "markdown", "json", "csv"] {
            let text = report(Path::new("examples/first"), &["--format", form, "--locale", locale]);
            shown(&format!("first.{locale}.{form}"), &text);
        }
    }
}
