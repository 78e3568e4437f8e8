//! The projects in `examples/`: their numbers, their tests, and the commands that their READMEs show.
#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    reason = "a test reads the files that it is about, and fails where they lack something"
)]

mod alone;
#[path = "../support/cases.rs"]
mod cases;
mod coverage;
mod digid;
mod etd;
mod every_verdict;
mod mextra;
mod servicenow;

use std::collections::BTreeMap;
use std::path::PathBuf;

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

/// Folders in `examples/` with an `sla.toml`, in order.
fn projects() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from("examples")];
    while let Some(folder) = folders.pop() {
        if folder.join("sla.toml").exists() {
            found.push(folder);
            continue;
        }
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        folders.extend(entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()));
    }
    found.sort();
    found
}

#[test]
fn tests_in_the_examples_hold() {
    let (output, code) = sla(&["test", "examples"]);
    assert_eq!(code, Some(0), "{output}");
}

/// Each ```` ```console ```` block of a README is a command and what it prints; `…` stands for lines left out.
#[test]
fn readmes_show_what_the_program_prints() {
    let mut folders = vec![PathBuf::from(".")];
    folders.extend(projects());
    for path in folders.iter().map(|folder| folder.join("README.md")) {
        let page = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let blocks: Vec<&str> =
            page.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert!(!blocks.is_empty(), "{} shows a command", path.display());
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
