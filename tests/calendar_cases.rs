//! What the calendar says of contracts: the source, then what its author sees.

#[path = "support/shown.rs"]
mod shown;

use shown::{compiled, drawn, settings, shown};
use sla::diagnostic::code::pages;
use sla::source::SourceMap;

#[test]
fn bad_contracts() {
    settings("calendar").bind(|| {
        insta::glob!("cases/calendar/bad/*.sla", |path| insta::assert_snapshot!(shown(path)));
    });
}

#[test]
fn good_contracts() {
    insta::glob!("cases/calendar/good/*.sla", |path| {
        let (_, sources, result) = compiled(path);
        let problems = result.map_or_else(|problems| problems, |(_, warnings)| warnings);
        assert_eq!(drawn(&problems, &sources), "", "{}", path.display());
    });
}

/// The example on the page of each of the calendar's codes gives that code.
#[test]
fn pages_show_what_they_are_about() {
    let header = "edition 1\ncontract \"Page\" { timezone Europe/Amsterdam; period month }\n";
    for page in pages().filter(|page| page.code.starts_with("SLA038")) {
        let example = page.text.split("```sla\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let mut sources = SourceMap::default();
        let id = sources.add("page.sla", &format!("{header}{example}"));
        let result = sla::compile(&sources, id);
        let problems = result.map_or_else(|problems| problems, |(_, warnings)| warnings);
        assert!(problems.iter().any(|problem| problem.code() == page.code), "{}: {example}", page.code);
    }
}
