//! What parses and what does not, and what its author then sees.

#![expect(clippy::disallowed_methods, reason = "a step that fails is a test that fails")]

use sla::diagnostic::Diagnostics;
use sla::diagnostic::render::{Format, render};
use sla::source::SourceMap;
use sla::syntax::ast::File;

fn parsed(name: &str, text: &str) -> (SourceMap, Option<File>, Diagnostics) {
    let mut sources = SourceMap::default();
    let id = sources.add(name, text);
    let text = sources.get(id).map(|source| source.text.clone()).unwrap_or_default();
    let mut problems = Diagnostics::default();
    let file = sla::syntax::parse(id, &text, &mut problems);
    (sources, file, problems)
}

#[test]
fn good_contracts() {
    insta::glob!("cases/syntax/good/*.sla", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let (_, file, problems) = parsed(&path.display().to_string(), &text);
        let words: Vec<String> =
            problems.iter().map(|problem| format!("{} {}", problem.code(), problem.diagnostic)).collect();
        assert!(words.is_empty(), "{}: {words:#?}", path.display());
        assert!(file.is_some());
    });
}

#[test]
fn bad_contracts() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/syntax");
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        insta::glob!("cases/syntax/bad/*.sla", |path| {
            let text = std::fs::read_to_string(path).unwrap();
            let (sources, _, problems) = parsed("contract.sla", &text);
            assert!(!problems.is_empty(), "{}", path.display());
            let seen = render(&problems, &sources, Format::Human { colour: false, width: 100 });
            insta::assert_snapshot!(format!("{text}\n----\n{seen}"));
        });
    });
}

/// Ten mistakes of ten kinds: ten messages, in the order of the text, and everything else is still read.
#[test]
fn ten_mistakes() {
    let (_, file, problems) = parsed("ten", include_str!("cases/syntax/bad/ten_mistakes.sla"));
    let codes: Vec<String> = problems.iter().map(|problem| problem.code()).collect();
    let want =
        ["SLA0103", "SLA0109", "SLA0119", "SLA0101", "SLA0124", "SLA0102", "SLA0106", "SLA0116", "SLA0106", "SLA0114"];
    assert_eq!(codes, want);
    assert_eq!(file.map(|file| file.items.len()), Some(9));
}

/// Every code of the text has a page, and a case that shows it.
#[test]
fn every_code_has_a_page_and_a_case() {
    let mut seen = std::collections::BTreeSet::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/syntax/bad")).unwrap() {
        let (_, _, problems) = parsed("case", &std::fs::read_to_string(entry.unwrap().path()).unwrap());
        seen.extend(problems.iter().map(|problem| problem.code()));
    }
    let pages = sla::diagnostic::code::pages().map(|page| page.code.to_owned());
    let pages: std::collections::BTreeSet<String> = pages.filter(|code| code.starts_with("SLA01")).collect();
    assert_eq!(seen, pages);
}
