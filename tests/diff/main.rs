//! What changed in meaning: cases by hand, and properties over every contract of the repository.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test reads the files that it is about, and a step that fails is a test that fails"
)]

#[path = "../support/cases.rs"]
mod cases;
mod mutations;
mod oracle;
mod same;

use std::fs;
use std::path::{Path, PathBuf};

use sla::compare::{Change, Class, Differences, Effect, compare, json, markdown, text};
use sla::diagnostic::Diagnostics;
use sla::model::Model;
use sla::report::Paint;
use sla::source::SourceMap;

/// A contract, compiled.
fn compiled(text: &str) -> Result<Model, Diagnostics> {
    let mut sources = SourceMap::default();
    let id = sources.add("contract.sla", text);
    sla::compile(&sources, id).map(|(model, _)| model)
}

fn model(text: &str) -> Model {
    match compiled(text) {
        Ok(model) => model,
        Err(problems) => {
            let said: Vec<String> =
                problems.iter().filter(|it| it.is_error()).map(|it| it.diagnostic.to_string()).collect();
            panic!("{said:#?}\n{text}")
        }
    }
}

fn differences(old: &str, new: &str) -> Differences {
    compare(&model(old), &model(new))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn case(name: &str, version: &str) -> String {
    read(format!("tests/cases/diff/{name}/{version}.sla"))
}

fn cases() -> Vec<String> {
    let folders = fs::read_dir("tests/cases/diff").unwrap();
    let mut names: Vec<String> =
        folders.map(|folder| folder.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Every contract of the examples that is one text, and both versions of every case.
fn contracts() -> Vec<(PathBuf, String)> {
    let mut folders = vec![PathBuf::from("examples"), PathBuf::from("tests/cases/diff")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "sla") {
                let text = read(&path);
                let alone = !text.lines().any(|line| line.starts_with("amends ") || line.starts_with("use "));
                found.extend(alone.then_some((path, text)));
            }
        }
    }
    found.sort();
    found
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots/diff");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn cases_as_text() {
    settings().bind(|| {
        for name in cases() {
            let found = differences(&case(&name, "old"), &case(&name, "new"));
            let shown = text(&found, Paint::PLAIN);
            assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
            insta::assert_snapshot!(name.as_str(), shown);
        }
    });
}

#[test]
fn one_case_in_every_form() {
    settings().bind(|| {
        let found = differences(&case("desk", "old"), &case("desk", "new"));
        insta::assert_snapshot!("desk_markdown", markdown(&found));
        let data = json(&found, "old.sla", "new.sla");
        let tree: serde_json::Value = serde_json::from_str(&data).unwrap();
        assert_eq!(tree["schema"], "sla.differences/1");
        assert_eq!(tree["changes"].as_array().map(Vec::len), Some(found.changes.len()));
        insta::assert_snapshot!("desk_json", data);
    });
}

/// What is better one way is worse the other way round, for every pair of versions.
#[test]
fn the_way_back_is_mirrored() {
    for name in cases() {
        let (old, new) = (model(&case(&name, "old")), model(&case(&name, "new")));
        let count = |found: &Differences, effect: &str| {
            found.changes.iter().filter(|change| change.effect.word() == effect).count()
        };
        let (there, back) = (compare(&old, &new), compare(&new, &old));
        let shown = || format!("{name}\n{}\n{}", text(&there, Paint::PLAIN), text(&back, Paint::PLAIN));
        assert_eq!(count(&there, "better"), count(&back, "worse"), "{}", shown());
        assert_eq!(count(&there, "worse"), count(&back, "better"), "{}", shown());
        assert_eq!(there.changes_meaning(), back.changes_meaning(), "{}", shown());
    }
}

#[test]
fn words_only_do_not_change_the_meaning() {
    let found = differences(&case("text_only", "old"), &case("text_only", "new"));
    assert!(!found.changes.is_empty() && !found.changes_meaning(), "{}", text(&found, Paint::PLAIN));
    assert!(
        found.changes.iter().all(|change: &Change| change.class == Class::Text && change.effect == Effect::Neither)
    );
}

/// The page shows what the program prints.
#[test]
fn the_page_shows_what_is_printed() {
    let page = read("docs/diff.md");
    let block = |head: &str| {
        let (_, rest) = page.split_once(head).unwrap_or_else(|| panic!("{head}"));
        rest.split_once("```").unwrap().0.to_owned()
    };
    let found = differences(&block("```contract old.sla\n"), &block("```contract new.sla\n"));
    assert_eq!(block("```console\n$ sla diff old.sla new.sla\n"), text(&found, Paint::PLAIN));
}
