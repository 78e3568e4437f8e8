//! What is shown of contracts before any evidence is there: the source, then what its author sees.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::type_complexity,
    reason = "a test reads the files that it is about, and a step that fails is a test that fails"
)]

#[path = "support/cases.rs"]
mod cases;
#[path = "prove/clocks.rs"]
mod clocks;
#[path = "support/pages.rs"]
mod pages;
#[path = "support/shown.rs"]
mod shown;
#[path = "prove/worlds.rs"]
mod worlds;

use std::collections::{BTreeMap, BTreeSet};

use pages::completed;
use shown::{compiled, drawn, settings, shown};
use sla::assemble::{Library, Unavailable};
use sla::diagnostic::code::{self, Page};
use sla::source::SourceMap;

#[test]
fn bad_contracts() {
    settings("prove").bind(|| {
        insta::glob!("cases/prove/bad/*.sla", |path| insta::assert_snapshot!(shown(path)));
    });
}

#[test]
fn good_contracts() {
    insta::glob!("cases/prove/good/*.sla", |path| {
        let (_, sources, result) = compiled(path);
        let problems = result.map_or_else(|problems| problems, |(_, warnings)| warnings);
        assert_eq!(drawn(&problems, &sources), "", "{}", path.display());
    });
}

/// What a worked example of the help says is so.
#[test]
fn examples_that_are_offered_hold() {
    let (text, mut sources, result) = compiled("tests/cases/prove/bad/hours_or_days.sla".as_ref());
    let (_, notes) = result.expect("only notes");
    let offered = notes.iter().filter_map(|note| note.diagnostic.help()).map(|help| help.to_string());
    let tests: Vec<String> = offered.filter_map(|help| Some(help[help.find("test \"")?..].to_owned())).collect();
    assert_eq!(tests.len(), 1, "{tests:?}");
    let id = sources.add("with_tests.sla", &format!("{text}\n{}\n", tests.join("\n\n")));
    let (model, notes) = sla::compile(&sources, id).unwrap_or_else(|all| panic!("{}", drawn(&all, &sources)));
    assert_eq!(notes.len(), 1, "the other norm is as it was: {}", drawn(&notes, &sources));
    let calendar = sla::calendar::Calendar::new(&model);
    for test in &model.tests {
        let outcome = sla::eval::run_test(&model, &calendar, &sources, test).unwrap();
        assert!(outcome.passed(), "{:?}", outcome.expectations);
    }
}

/// Files by name.
struct Shelf(BTreeMap<String, String>);

impl Library for Shelf {
    fn find(&self, _: Option<&str>, _: &str, path: &str) -> Result<(String, String), Unavailable> {
        let missing = || Unavailable::Unreadable("there is no such file or folder".to_owned());
        self.0.get(path).map(|text| (path.to_owned(), text.clone())).ok_or_else(missing)
    }

    fn beside(&self, _: Option<&str>, _: &str, _: &str) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

/// The codes of a part of a page: its first contract, with the files that it names, over the definitions of the language's
/// page where it is no whole contract.
fn codes(part: &str, whole: &str) -> BTreeSet<String> {
    let mut main = None;
    let mut others = BTreeMap::new();
    for block in part.split("```sla").skip(1) {
        let (name, rest) = block.split_once('\n').expect("a block");
        let text = rest.split("```").next().unwrap_or_default().to_owned();
        match name.trim() {
            "" => main = main.or(Some(text)),
            name => drop(others.insert(name.to_owned(), text)),
        }
    }
    let main = main.expect("a contract");
    let text = completed(&main, whole);
    let mut sources = SourceMap::default();
    let id = sources.add("page.sla", &text);
    let problems = match sla::compile_with(&mut sources, id, &Shelf(others)) {
        Ok((_, warnings)) => warnings,
        Err(problems) => panic!("{}", drawn(&problems, &sources)),
    };
    problems.iter().map(|problem| problem.code()).collect()
}

/// Codes of this room: SLA0800 to SLA0804 are about `allow`.
fn of_room() -> impl Iterator<Item = &'static Page> {
    code::pages().filter(|page| ("SLA0805".."SLA0870").contains(&page.code))
}

#[test]
fn pages_show_what_they_say() {
    let language = std::fs::read_to_string("docs/language.md").unwrap();
    let whole = language.split("```sla\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let mut wrong = Vec::new();
    for page in of_room() {
        let (bad, good) = page.text.split_once("## Instead").expect("two parts");
        let (bad, good) = (codes(bad, whole), codes(good, whole));
        // A page cannot show 20 000 combinations.
        if !bad.contains(page.code) && page.code != "SLA0812" {
            wrong.push(format!("{}: its example gives {bad:?}", page.code));
        }
        // What a part of a contract leans on and does not use is beside its point.
        if good.iter().any(|code| code != "SLA0355") {
            wrong.push(format!("{}: what is right gives {good:?}", page.code));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_code_has_a_case() {
    let mut found = BTreeSet::new();
    for path in glob::glob("tests/cases/prove/bad/*.sla").unwrap() {
        let (_, _, result) = compiled(&path.unwrap());
        let problems = result.map_or_else(|problems| problems, |(_, warnings)| warnings);
        found.extend(problems.iter().map(|problem| problem.code()));
    }
    // SLA0843 takes two files: its page shows them.
    let missing: Vec<&str> =
        of_room().map(|page| page.code).filter(|code| !found.contains(*code) && *code != "SLA0843").collect();
    assert!(missing.is_empty(), "{missing:?}");
}
