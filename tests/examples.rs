//! The projects in `examples/`: their numbers, their tests, and the commands that their READMEs show.
#![expect(clippy::disallowed_methods, reason = "a test reads the files that it is about")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// What a command prints, and how it ends.
fn sla(arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::cargo_bin("sla").expect("the binary").args(arguments).output().expect("it runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(!text.is_empty() || output.status.success(), "sla {}: {errors}", arguments.join(" "));
    (text, output.status.code())
}

/// Verdicts as JSON.
fn eval(arguments: &[&str]) -> Value {
    let arguments: Vec<&str> = ["eval", "--format", "json"].iter().chain(arguments).copied().collect();
    serde_json::from_str(&sla(&arguments).0).expect("JSON")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn norm<'v>(period: &'v Value, id: &str) -> &'v Value {
    items(&period["norms"]).iter().find(|norm| norm["id"] == id).unwrap_or_else(|| panic!("no norm {id}"))
}

/// Exact and displayed value of a measure, by what it is of.
fn measure(period: &Value, id: &str) -> BTreeMap<String, (String, String)> {
    let of = items(&period["measures"]).iter().filter(|measure| measure["id"] == id);
    of.map(|measure| {
        let actual = &measure["actual"];
        (text(&measure["of"]).to_owned(), (text(&actual["exact"]).to_owned(), text(&actual["display"]).to_owned()))
    })
    .collect()
}

#[test]
fn etd_gives_the_numbers_of_the_text() {
    let verdicts = eval(&["examples/etd", "--period", "2024-03"]);
    let period = &verdicts["periods"][0];
    let roles = measure(period, "rolbeschikbaarheid");
    let want = [
        ("HM1", "744/744", "100%"),
        ("HM2", "742/744", "99,73%"),
        ("HM3", "740/740", "100%"),
        ("AD1", "744/744", "100%"),
        ("AD2", "742/744", "99,73%"),
        ("AD3", "740/742", "99,73%"),
        ("MR1", "742/744", "99,73%"),
        ("MR2", "740/740", "100%"),
        ("MR3", "744/744", "100%"),
        ("DC1", "744/744", "100%"),
    ];
    for (role, exact, display) in want {
        let (found, shown) = &roles[role];
        assert_eq!((found.as_str(), shown.replace(",00", "").as_str()), (exact, display), "{role}");
    }
    let means: Vec<String> = items(&norm(period, "parallel")["requirements"])
        .iter()
        .map(|requirement| text(&requirement["actual"]["display"]).replace(",00", ""))
        .collect();
    assert_eq!(means, ["99,91%", "99,82%", "99,91%", "100%"], "HM, AD, MR, DC");
    assert_eq!(norm(period, "geheel")["requirements"][0]["actual"]["display"], "99,64%");
    assert!(items(&period["norms"]).iter().all(|norm| norm["verdict"] == "measured"), "the text gives no norm");
}

#[test]
fn servicenow_counts_what_the_export_holds() {
    let verdicts = eval(&["examples/servicenow", "--period", "2016-Q1"]);
    let period = &verdicts["periods"][0];
    let found: Vec<(String, u64, u64)> = items(&norm(period, "resolved_within_a_day")["requirements"])
        .iter()
        .map(|requirement| {
            let counts = &requirement["counts"];
            let count = |key: &str| counts[key].as_u64().unwrap_or_default();
            (text(&requirement["group"]["priority"]).to_owned(), count("good"), count("total"))
        })
        .collect();
    let want = [("P1", 13, 57), ("P2", 31, 105), ("P3", 1517, 5101), ("P4", 85, 281)];
    assert_eq!(found, want.map(|(priority, good, total)| (priority.to_owned(), good, total)));
    let matrix = &period["matrices"][0];
    assert_eq!((matrix["agree"].as_u64(), matrix["checked"].as_u64()), (Some(5812), Some(5812)));
    assert_eq!(verdicts["evidence"][0]["rows"], 5812);
    assert_eq!(verdicts["evidence"][0]["rejected"], 0);
}

#[test]
fn mextra_shows_every_norm_met_breached_and_undecided() {
    let verdicts = eval(&["examples/mextra", "--all-periods"]);
    assert_eq!(items(&verdicts["periods"]).len(), 12);
    let mut seen: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut table = String::from("period   ");
    for (at, period) in items(&verdicts["periods"]).iter().enumerate() {
        if at == 0 {
            let names: Vec<String> =
                items(&period["norms"]).iter().map(|norm| format!("{:13}", text(&norm["id"]))).collect();
            table += names.join("").trim_end();
        }
        let mut row = format!("\n{}  ", text(&period["period"]));
        for norm in items(&period["norms"]) {
            seen.entry(text(&norm["id"])).or_default().insert(text(&norm["verdict"]));
            row += &format!("{:13}", text(&norm["verdict"]));
        }
        table += row.trim_end();
    }
    insta::with_settings!({snapshot_path => "../snapshots/examples"}, { insta::assert_snapshot!("mextra_2024", table) });
    for (norm, verdicts) in seen {
        assert_eq!(verdicts, BTreeSet::from(["breached", "met", "undecided"]), "{norm}\n{table}");
    }
}

#[test]
fn tests_in_the_examples_hold() {
    let (output, code) = sla(&["test", "examples"]);
    assert_eq!(code, Some(0), "{output}");
}

/// Each ```` ```console ```` block of a README is a command and what it prints; `…` stands for lines left out.
#[test]
fn readmes_show_what_the_program_prints() {
    for folder in [".", "examples/etd", "examples/first", "examples/mextra", "examples/servicenow"] {
        let path = Path::new(folder).join("README.md");
        let page = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let blocks: Vec<&str> =
            page.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert!(!blocks.is_empty(), "{folder} shows a command");
        for block in blocks {
            let (command, shown) = block.split_once('\n').expect("a command and its output");
            let arguments = command.strip_prefix("$ sla ").expect("a command of sla");
            let (printed, _) = sla(&arguments.split(' ').collect::<Vec<_>>());
            assert_excerpt(shown, &printed, &format!("{}: {command}", path.display()));
        }
    }
}

#[test]
fn the_readme_shows_the_first_contract() {
    let page = std::fs::read_to_string("README.md").expect("the README");
    let shown = page.split("```sla\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a contract");
    assert_eq!(shown, std::fs::read_to_string("examples/first/contract.sla").expect("the example"));
}

fn assert_excerpt(shown: &str, printed: &str, place: &str) {
    let mut rest = printed;
    for (at, part) in shown.split("…\n").map(|part| part.trim_matches('\n')).filter(|part| !part.is_empty()).enumerate()
    {
        let found = rest.find(part);
        let starts_right = at > 0 || shown.starts_with('…') || found == Some(0);
        let Some(found) = found.filter(|_| starts_right) else {
            panic!("{place} prints\n{printed}\nwhich lacks\n{part}");
        };
        rest = &rest[found + part.len()..];
    }
    assert!(shown.trim_end().ends_with('…') || rest.trim().is_empty(), "{place} prints more:\n{rest}");
}
