//! What the calendar says of contracts: the source, then what its author sees.

use sla::diagnostic::code::pages;
use sla::diagnostic::render::{Format, render};
use sla::source::SourceMap;

/// The diagnostics of a contract.
fn said(text: &str) -> String {
    let mut sources = SourceMap::default();
    let id = sources.add("contract.sla", text);
    let diagnostics = match sla::compile(&sources, id) {
        Ok((_, warnings)) => warnings,
        Err(problems) => problems,
    };
    render(&diagnostics, &sources, Format::Human { colour: false, width: 100 })
}

#[test]
fn bad_contracts() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/calendar");
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("cases/calendar/bad/*.sla", |path| {
            let text = std::fs::read_to_string(path).unwrap();
            insta::assert_snapshot!(format!("{text}\n----\n{}", said(&text)));
        });
    });
}

#[test]
fn good_contracts() {
    insta::glob!("cases/calendar/good/*.sla", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(said(&text), "", "{}", path.display());
    });
}

/// The example on the page of each of the calendar's codes gives that code.
#[test]
fn pages_show_what_they_are_about() {
    let header = "edition 1\ncontract \"Page\" { timezone Europe/Amsterdam; period month }\n";
    for page in pages().filter(|page| page.code.starts_with("SLA038")) {
        let example = page.text.split("```sla\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        assert!(said(&format!("{header}{example}")).contains(page.code), "{}: {example}", page.code);
    }
}
