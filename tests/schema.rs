//! `sla schema`: what it asks for is what the readers take.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a step that fails is a test that fails"
)]

#[path = "support/ran.rs"]
mod ran;

use std::fs;
use std::path::{Path, PathBuf};

use ran::sla;
use serde_json::Value;

/// The folders of all examples.
fn examples() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["examples", "examples/cloud"] {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        found.extend(entries.filter(|path| path.join("sla.toml").is_file()));
    }
    found.sort();
    assert!(found.len() > 8, "{found:?}");
    found
}

fn schema(project: &Path, arguments: &[&str]) -> String {
    let ran = sla(Path::new("."), &[&["schema", project.to_str().unwrap()], arguments].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", project.display());
    ran.out
}

/// The tables of a list of headings: name, headings, and the row that stands behind `# `.
fn tables(text: &str) -> Vec<(String, String, String)> {
    let blocks = text.split("\n\n").map(|block| block.trim_end().lines().collect::<Vec<_>>());
    blocks
        .map(|lines| {
            let name = lines[0].strip_prefix("# ").unwrap().split_once(".csv: ").unwrap().0.to_owned();
            let head = lines[lines.len() - 2].to_owned();
            let row = lines[lines.len() - 1].strip_prefix("# ").unwrap().to_owned();
            (name, head, row)
        })
        .collect()
}

#[test]
fn the_rows_that_it_shows_are_taken() {
    for project in examples() {
        let contract = sla(Path::new("."), &["check", project.to_str().unwrap()]);
        assert_eq!(contract.code, 0);
        let folder = tempfile::tempdir().unwrap();
        let mut toml = String::from("contract = \"contract.sla\"\n");
        // A contract may use or amend others: the whole tree of examples is there.
        copy(Path::new("examples"), &folder.path().join("examples"));
        let there = folder.path().join(&project);
        for (name, head, row) in tables(&schema(&project, &["--csv"])) {
            fs::write(there.join(format!("{name}.csv")), format!("{head}\n{row}\n")).unwrap();
            toml.push_str(&format!("[evidence.{name}]\nfiles = [\"{name}.csv\"]\n"));
            if name == "changes" {
                // The example of a contract without priorities tells a status.
                toml.push_str("open = [\"New\"]\n");
            }
        }
        let own = fs::read_to_string(project.join("sla.toml")).unwrap();
        let contract = own.lines().find(|line| line.starts_with("contract")).unwrap();
        toml = toml.replacen("contract = \"contract.sla\"", contract, 1);
        fs::write(there.join("sla.toml"), &toml).unwrap();
        let ran = sla(&there, &["eval", "--period", "2024", "--quiet"]);
        let ran = if ran.err.contains("SLA0465") || ran.err.contains("SLA0457") {
            sla(&there, &["eval", "--quiet"])
        } else {
            ran
        };
        let refused = ran.code == 4 || ran.err.contains("SLA05");
        assert!(!refused, "{}\n{toml}\n{}", project.display(), ran.err);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn a_column_that_it_requires_is_missed() {
    let text = schema(Path::new("examples/first"), &["--csv"]);
    let (_, head, row) = tables(&text).into_iter().find(|(name, ..)| name == "tickets").unwrap();
    for required in ["ticket", "opened", "resolved", "priority"] {
        let at = head.split(',').position(|name| name == required).unwrap();
        let without = |line: &str| {
            line.split(',').enumerate().filter(|(n, _)| *n != at).map(|(_, cell)| cell).collect::<Vec<_>>().join(",")
        };
        let folder = tempfile::tempdir().unwrap();
        fs::copy("examples/first/contract.sla", folder.path().join("contract.sla")).unwrap();
        let rows = format!("{}\n{}\n", without(&head), without(&row));
        fs::write(folder.path().join("tickets.csv"), rows).unwrap();
        let ran = sla(folder.path(), &["eval", "contract.sla", "--evidence", "."]);
        assert_eq!(ran.code, 4, "{required}: {}", ran.err);
    }
}

#[test]
fn it_is_a_schema_of_what_it_says() {
    for project in examples() {
        let found: Value = serde_json::from_str(&schema(&project, &[])).unwrap();
        assert_eq!(found["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let listed = tables(&schema(&project, &["--csv"]));
        let properties = found["properties"].as_object().unwrap();
        assert_eq!(properties.len(), listed.len(), "{}", project.display());
        for (name, head, row) in listed {
            let items = &properties[&name]["items"];
            let columns = items["properties"].as_object().unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
            let cells = reader.records().next().unwrap().unwrap();
            let head: Vec<&str> = head.split(',').collect();
            assert_eq!(columns.len(), head.len(), "{name}");
            for required in items["required"].as_array().unwrap() {
                let at = head.iter().position(|one| *one == required).unwrap();
                assert!(!cells[at].is_empty(), "{name}.{required} of {}", project.display());
            }
            for (column, cell) in head.iter().zip(&cells) {
                let shape = &columns[*column];
                if let Some(values) = shape.get("enum") {
                    assert!(values.as_array().unwrap().iter().any(|one| one == cell), "{name}.{column}: {cell}");
                }
            }
        }
    }
}

#[test]
fn in_both_forms() {
    insta::with_settings!({ snapshot_path => "../snapshots/schema", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("first.csv", schema(Path::new("examples/first"), &["--csv"]));
        insta::assert_snapshot!("first.json", schema(Path::new("examples/first"), &[]));
        insta::assert_snapshot!("mextra.csv", schema(Path::new("examples/mextra"), &["--csv"]));
    });
}
