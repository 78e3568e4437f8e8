//! What a template can ask for, under which names.

use std::collections::BTreeMap;

use minijinja::context;
use minijinja::value::Value;

use crate::report::page::tree::{Document, Section};

use super::{Frame, Pieces, SectionPieces, charts};

/// Every name at the top.
pub(super) const TOP: [&str; 13] = [
    "language", "title", "heading", "facts", "cover", "contents", "skip", "sections", "colophon", "css", "logo",
    "accent", "verdicts",
];

/// The parts of what is a thing with parts, by what the built-in templates call it.
pub(super) const PARTS: [(&str, &[&str]); 6] = [
    ("fact", &["name", "value"]),
    ("section", &["number", "title", "anchor", "depth", "listed", "name", "heading", "body", "charts"]),
    ("chart", &["title", "alt", "drawn"]),
    ("logo", &["src", "alt"]),
    ("accent", &["light", "dark"]),
    (
        "loop",
        &[
            "index",
            "index0",
            "revindex",
            "revindex0",
            "first",
            "last",
            "length",
            "depth",
            "previtem",
            "nextitem",
            "cycle",
        ],
    ),
];

/// All of it for one document.
pub(super) fn of(document: &Document, pieces: &Pieces, frame: &Frame, css: String) -> Value {
    let facts = document.cover.iter().zip(&pieces.facts);
    let deepest = listed_to(document);
    let sections = document.sections.iter().zip(&pieces.sections);
    let page = context! {
        language => document.language,
        title => document.title.as_str(),
        heading => drawn(&pieces.heading),
        facts => facts.map(|((name, _), value)| context! { name => name.as_str(), value => drawn(value) }).collect::<Vec<_>>(),
        cover => drawn(&pieces.cover),
        contents => document.contents.as_str(),
        skip => document.skip.as_str(),
        sections => sections.map(|(section, pieces)| self::section(section, deepest, pieces)).collect::<Vec<_>>(),
        colophon => drawn(&pieces.colophon),
        css => Value::from_safe_string(css),
        logo => frame.logo.as_ref().map(|logo| context! { src => logo.src.as_str(), alt => logo.alt.as_str() }),
        accent => frame.accent.as_ref().map(|accent| context! { light => accent.light.as_str(), dark => accent.dark.as_str() }),
    };
    match &frame.verdicts {
        None => page,
        Some(verdicts) => context! { verdicts => data(verdicts), ..page },
    }
}

/// Lines of a list of contents that a reader can take in; beyond them it leaves out the deepest parts.
const LINES: usize = 60;

/// How deep the list of contents goes: as deep as there is, or as still fits; the chapters are always in it.
fn listed_to(document: &Document) -> usize {
    let depths = document.sections.iter().map(|section| section.depth);
    let most = depths.clone().max().unwrap_or(1);
    let count = |deepest: usize| depths.clone().filter(|depth| *depth <= deepest).count();
    (1..=most).rev().find(|deepest| count(*deepest) <= LINES).unwrap_or(1)
}

fn section(section: &Section, deepest: usize, pieces: &SectionPieces) -> Value {
    let found = charts(&section.blocks);
    let charts = found.iter().zip(&pieces.charts).map(|(chart, picture)| {
        context! { title => chart.title.as_str(), alt => chart.alt(), drawn => drawn(picture) }
    });
    context! {
        number => section.number.as_deref(),
        title => section.title.as_str(),
        anchor => section.anchor.as_str(),
        depth => section.depth,
        listed => section.depth <= deepest,
        name => drawn(&pieces.name),
        heading => drawn(&pieces.heading),
        body => drawn(&pieces.body),
        charts => charts.collect::<Vec<_>>(),
    }
}

/// Drawn by us, and escaped.
fn drawn(piece: &str) -> Value {
    Value::from_safe_string(piece.trim_end_matches('\n').to_owned())
}

/// JSON as a template sees it. A number that is no whole one stays as it is written: nothing is rounded here.
fn data(json: &serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::from(()),
        serde_json::Value::Bool(truth) => Value::from(*truth),
        serde_json::Value::Number(number) => {
            number.as_i64().map_or_else(|| Value::from(number.to_string()), Value::from)
        }
        serde_json::Value::String(text) => Value::from(text.as_str()),
        serde_json::Value::Array(items) => Value::from(items.iter().map(data).collect::<Vec<_>>()),
        serde_json::Value::Object(object) => {
            Value::from(object.iter().map(|(key, value)| (key.as_str(), data(value))).collect::<BTreeMap<_, _>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::{Block, Chart, Table};

    /// What messages and `docs/reports.md` say that there is, is there.
    #[test]
    fn the_names_are_those_that_are_offered() {
        let data = Table { caption: None, head: vec![], names: 0, sides: vec![], rows: vec![] };
        let chart = Chart { title: "T".into(), legend: "A".into(), data_title: "D".into(), data, panels: vec![] };
        let section = Section {
            number: None,
            title: "S".into(),
            anchor: "s".into(),
            depth: 1,
            blocks: vec![Block::Quote(vec![Block::Chart(chart)])],
        };
        let document = Document {
            language: "en",
            title: "C".into(),
            cover: vec![("Provider".into(), vec![])],
            contents: "Contents".into(),
            skip: "Skip".into(),
            sections: vec![section],
            colophon: vec![],
        };
        let frame = Frame {
            logo: Some(super::super::Logo { src: String::new(), alt: String::new() }),
            accent: Some(super::super::Accent { light: String::new(), dark: String::new() }),
            verdicts: Some(serde_json::json!({})),
            ..Frame::default()
        };
        let offered = of(&document, &crate::report::page::html::pieces(&document), &frame, String::new());
        let names = |value: &Value| -> Vec<String> {
            let mut names: Vec<String> = value.try_iter().expect("parts").map(|key| key.to_string()).collect();
            names.sort();
            names
        };
        let sorted = |names: &[&str]| -> Vec<String> {
            let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            names.sort();
            names
        };
        let first =
            |value: &Value, of: &str| value.get_attr(of).and_then(|all| all.get_item(&Value::from(0))).expect("one");
        assert_eq!(names(&offered), sorted(&TOP));
        let section = first(&offered, "sections");
        let parts = [
            ("fact", first(&offered, "facts")),
            ("chart", first(&section, "charts")),
            ("section", section),
            ("logo", offered.get_attr("logo").expect("a logo")),
            ("accent", offered.get_attr("accent").expect("an accent")),
        ];
        for (what, value) in parts {
            let known = PARTS.iter().find(|(name, _)| *name == what).expect("known");
            assert_eq!(names(&value), sorted(known.1), "{what}");
        }
    }
}
