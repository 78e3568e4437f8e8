//! `sla explain` in its forms: each kind of measure once, in text, Markdown, JSON and HTML.
#![expect(clippy::disallowed_methods, reason = "a test reads the files that it is about")]

use std::collections::BTreeSet;
use std::path::Path;

use assert_cmd::Command;

/// What is explained of which project, and in which period.
const EXAMPLES: [(&str, &str, &[&str]); 11] = [
    ("share", "digid", &["oplostijden_productie", "--period", "2019-06"]),
    ("availability", "digid", &["beschikbaar", "--period", "2019-06"]),
    ("rows", "digid", &["onderhoud_productie", "--period", "2019-06"]),
    ("slices", "digid", &["verwerking", "--period", "2019-06"]),
    ("percentile", "servicenow", &["speed"]),
    ("missed", "servicenow", &["resolved_within_a_day"]),
    ("product", "etd", &["geheel"]),
    ("requests", "cloud/object-storage", &["committed"]),
    ("time_lost", "cloud/chat-service", &["committed"]),
    ("any_days", "cloud/wavelength-circuit", &["chronic"]),
    ("ticket", "first", &["resolved_in_time", "--ticket", "INC-2"]),
];

fn explain(project: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sla"));
    let (what, rest) = arguments.split_first().expect("something to explain");
    let ran = command.arg("explain").arg(what).arg(project).args(rest).output().expect("the program runs");
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("an explanation is UTF-8")
}

fn in_form(project: &str, arguments: &[&str], more: &[&str]) -> String {
    explain(&Path::new("examples").join(project), &[arguments, more].concat())
}

fn kept(name: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/explain");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown.replace(env!("CARGO_PKG_VERSION"), "<version>")));
}

#[test]
fn each_kind_of_measure_on_a_terminal() {
    for (name, project, arguments) in EXAMPLES {
        let text = in_form(project, arguments, &[]);
        let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{wide:#?}");
        kept(&format!("{name}.txt"), &text);
    }
}

#[test]
fn each_kind_of_measure_for_a_wiki() {
    for (name, project, arguments) in EXAMPLES {
        kept(&format!("{name}.md"), &in_form(project, arguments, &["--format", "markdown"]));
    }
}

#[test]
fn each_kind_of_measure_as_data() {
    for (name, project, arguments) in EXAMPLES {
        let text = in_form(project, arguments, &["--format", "json"]);
        let data: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(data["schema"], "sla.explanation/1");
        if name != "missed" && name != "percentile" {
            kept(&format!("{name}.json"), &text);
        }
    }
}

#[test]
fn pages_hold_together() {
    for (name, project, arguments) in EXAMPLES {
        let page = in_form(project, arguments, &["--format", "html"]);
        assert!(!page.contains("<script") && !page.contains("http"), "{name} is self-contained");
        let values = |attribute: &str| -> Vec<String> {
            let opening = format!(" {attribute}=\"");
            page.split(&opening).skip(1).filter_map(|piece| Some(piece.split_once('"')?.0.to_owned())).collect()
        };
        let ids = values("id");
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: {ids:?}");
        for link in values("href") {
            assert!(link.strip_prefix('#').is_some_and(|id| unique.contains(&id.to_owned())), "{name}: {link}");
        }
        assert_eq!(page.contains("<svg"), name == "ticket", "{name}: a timeline is drawn, and nothing else");
    }
    kept("ticket.html", body(&in_form("first", EXAMPLES[10].2, &["--format", "html"])));
    kept("availability.html", body(&in_form("digid", EXAMPLES[1].2, &["--format", "html"])));
}

/// What is on the page, without how it looks.
fn body(page: &str) -> &str {
    page.split_once("<body>").map_or(page, |(_, body)| body)
}

#[test]
fn a_report_of_one_period_leads_from_figures_to_derivations() {
    let report = |period: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sla"));
        command.args(["report", "examples/digid", "--format", "html", "--period", period]);
        String::from_utf8(command.output().expect("the program runs").stdout).expect("a report is UTF-8")
    };
    let page = report("2019-06");
    for norm in ["beschikbaar", "oplostijden-productie", "onderhoud-preproductie", "verwerking"] {
        assert_eq!(page.matches(&format!(" id=\"d-{norm}\"")).count(), 1, "{norm}");
        assert!(page.matches(&format!("href=\"#d-{norm}\"")).count() >= 2, "from its figures and from the contents");
    }
    assert!(page.contains("sla explain beschikbaar --period 2019-06"), "what to type");
    assert!(!report("2019-05..2019-06").contains("#d-"), "only of one period");
}

#[test]
fn the_language_that_is_asked_for() {
    let english = in_form("digid", EXAMPLES[1].2, &["--locale", "en"]);
    assert!(english.contains("1h 55m of downtime in 712h; the norm allows 3h 33m 36s"), "{english}");
    assert!(english.contains("99.73%"), "{english}");
    let dutch = in_form("digid", EXAMPLES[1].2, &["--locale", "nl"]);
    assert!(dutch.contains("1u 55m uitval op 712u; de norm staat 3u 33m 36s toe"), "{dutch}");
    for text in [english, dutch] {
        let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
        assert!(wide.is_empty(), "{wide:#?}");
    }
}

#[test]
fn a_file_is_written_whole_and_its_name_tells_the_form() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str| {
        let file = folder.path().join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_sla"));
        command.args(["explain", "resolved_in_time", "examples/first", "-o"]).arg(&file);
        (command.output().expect("the program runs").status.code(), std::fs::read_to_string(file).unwrap_or_default())
    };
    assert!(write("a.html").1.starts_with("<!doctype html>"));
    assert!(write("a.md").1.starts_with("# resolved\\_in\\_time\n"));
    assert!(write("a.json").1.starts_with("{\n  \"schema\": \"sla.explanation/1\""));
    assert!(write("a.txt").1.starts_with("── "));
    assert_eq!(write("a.csv"), (Some(2), String::new()));
}

#[test]
fn nothing_from_outside_steers_an_explanation() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file is written");
    write(
        "contract.sla",
        r#"edition 1

contract "A <script> & | C" { timezone Europe/Amsterdam }

ticket incident

clock resolution "Time | *x* <i>" of incident {
  from     opened
  to       resolved
  counting always
}

norm fast "Fast <script>alert(1)</script> & | 😀" {
  clock resolution
  50% within 1h
}
"#,
    );
    write("sla.toml", "contract = \"contract.sla\"\n\n[evidence.tickets]\nfiles = [\"t.csv\"]\n");
    write(
        "t.csv",
        "ticket,kind,opened,resolved\n\
         <script>1</script>,incident,2026-01-05T09:00,2026-01-05T19:00\n\
         \"a|b & \u{202e}c 😀\",incident,2026-01-06T09:00,2026-01-06T19:00\n\
         last,incident,2026-02-02T09:00,2026-02-02T09:10\n",
    );
    let norm = |form: &str| explain(folder.path(), &["fast", "--period", "2026-01", "--format", form]);
    let ticket = |form: &str| explain(folder.path(), &["fast", "--ticket", "<script>1</script>", "--format", form]);
    for page in [norm("html"), ticket("html")] {
        assert!(!page.contains("<script") && !page.contains("<i>"), "{page}");
        assert!(page.contains("&lt;script&gt;1&lt;/script&gt;"), "the ticket is there");
    }
    for text in [norm("markdown"), ticket("markdown")] {
        for line in text.lines().filter(|line| line.contains("script")) {
            assert!(!line.contains("<script") || line.contains("\\<script"), "{line}");
        }
    }
    assert!(!norm("text").contains('\u{202e}') && !ticket("text").contains('\u{202e}'));
    // 2 of 2 missed; half may: the one that missed by least is enough.
    let data: serde_json::Value = serde_json::from_str(&norm("json")).expect("JSON");
    let margin = &data["periods"][0]["derivations"][0]["margin"];
    assert_eq!(margin["nearest"].as_array().map(Vec::len), Some(1), "{margin}");
}
