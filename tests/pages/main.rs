//! The pages of HTML, read by a browser's parser, and beside them the Markdown and CSV: nothing that somebody else wrote is read as
//! more than text.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::wildcard_enum_match_arm,
    reason = "a test reads the files that it is about, and the trees of parsers, and fails where they lack something"
)]

mod contrast;
mod dom;
mod hostile;
mod paper;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

use dom::Page;

/// What `sla` prints.
fn sla(arguments: &[&str]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_sla")).args(arguments).output().unwrap();
    assert!(ran.status.success(), "sla {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// The folders in `examples/` with an `sla.toml`.
fn examples() -> Vec<String> {
    let mut folders = vec![PathBuf::from("examples")];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name == "sla.toml") {
                found.push(path.parent().unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_page_of_every_example_is_sound() {
    for example in examples() {
        for verb in ["report", "doc"] {
            let html = sla(&[verb, &example, "--format", "html"]);
            sound(&format!("{verb} {example}"), &Page::read(&html));
        }
    }
}

#[test]
fn a_report_of_several_periods_is_sound() {
    let html = sla(&["report", "examples/digid", "--period", "2019-05..2019-06", "--format", "html"]);
    sound("digid", &Page::read(&html));
}

/// What every page must be: without errors, its headings in order, and whole in itself.
fn sound(name: &str, page: &Page) {
    assert_eq!(page.errors, [""; 0], "{name}");
    let mut level = 0;
    let mut ids = BTreeSet::new();
    for element in &page.elements {
        if let Some(heading) = element.name.strip_prefix('h').and_then(|digit| digit.parse::<usize>().ok()) {
            assert!(heading <= level + 1, "{name}: h{heading} after h{level}: {}", element.text);
            assert!(!element.text.trim().is_empty(), "{name}: a heading without words");
            level = heading;
        }
        if let Some(id) = element.attribute("id") {
            assert!(ids.insert(id), "{name}: `{id}` twice");
            assert!(!id.is_empty() && !id.contains(char::is_whitespace), "{name}: `{id}` is no id");
        }
    }
    let count =
        |wanted: &str| page.elements.iter().filter(|element| element.name == wanted && !element.is_foreign).count();
    assert_eq!((count("h1"), count("main"), count("title")), (1, 1, 1), "{name}");
    for element in &page.elements {
        if let Some(to) = element.attribute("href").and_then(|href| href.strip_prefix('#')) {
            assert!(ids.contains(to), "{name}: a link to `{to}`");
        }
        for named_by in ["aria-labelledby", "aria-describedby"] {
            for id in element.attribute(named_by).unwrap_or_default().split_whitespace() {
                assert!(ids.contains(id), "{name}: {named_by} `{id}`");
            }
        }
        let has_name = element.attribute("aria-label").is_some_and(|label| !label.trim().is_empty());
        match element.name.as_str() {
            "th" => assert!(element.attribute("scope").is_some(), "{name}: {}", element.text),
            "svg" => assert!(element.attribute("role") == Some("img") && has_name, "{name}: a drawing without a name"),
            "img" => assert!(element.attribute("alt").is_some(), "{name}: a picture without words"),
            _ if element.attribute("tabindex").is_some() => {
                assert!(element.attribute("role") == Some("group") && has_name, "{name}: {}", element.text);
            }
            _ => {}
        }
    }
    let language = page.elements[0].attribute("lang").unwrap();
    assert_eq!((page.elements[0].name.as_str(), language.len()), ("html", 2), "{name}");
}

/// Every row of a report as Markdown says what it says as HTML: two ways to the same text.
#[test]
fn markdown_says_what_html_says() {
    for example in ["digid", "mextra", "cloud-kpi", "first"] {
        let example = Path::new("examples").join(example);
        let example = example.to_str().unwrap();
        let html = Page::read(&sla(&["report", example, "--format", "html"]));
        let markdown = sla(&["report", example, "--format", "markdown"]);
        hostile::same_rows(example, &html, &markdown);
    }
}
