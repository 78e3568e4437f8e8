//! Diagnostics as one JSON array.

use serde::Serialize;

use super::spot::{Fix, Spot, Spotted};

#[derive(Serialize)]
struct Item<'a> {
    code: &'a str,
    severity: &'a str,
    /// How it is allowed or denied, for what is no error by itself.
    lint: Option<&'a str>,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end: Option<End>,
    labels: Vec<Label<'a>>,
    help: Option<&'a str>,
    /// What to write instead.
    fix: Option<FixItem<'a>>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Label<'a> {
    /// Where it is not the file of the diagnostic.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: usize,
    column: usize,
    end: End,
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct FixItem<'a> {
    /// `certain`: `sla check --fix` makes it. `maybe`: the writer is asked.
    applicability: &'a str,
    edits: Vec<EditItem<'a>>,
}

#[derive(Serialize)]
struct EditItem<'a> {
    /// Where it is not the file of the diagnostic.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: usize,
    column: usize,
    end: End,
    /// What comes in the place of that.
    text: &'a str,
}

impl<'a> From<&'a Fix> for FixItem<'a> {
    fn from(fix: &'a Fix) -> Self {
        let edit = |(spot, text): &'a (Spot, String)| EditItem {
            file: spot.elsewhere.as_deref(),
            line: spot.line,
            column: spot.column,
            end: spot.into(),
            text,
        };
        Self { applicability: fix.applicability, edits: fix.edits.iter().map(edit).collect() }
    }
}

#[derive(Serialize)]
struct End {
    line: usize,
    column: usize,
}

impl From<&Spot> for End {
    fn from(spot: &Spot) -> Self {
        Self { line: spot.end_line, column: spot.end_column }
    }
}

fn item(spotted: &Spotted) -> Item<'_> {
    let main = spotted.main();
    Item {
        code: &spotted.code,
        severity: spotted.severity,
        lint: spotted.lint,
        message: &spotted.message,
        file: spotted.file.as_deref(),
        line: main.map(|spot| spot.line),
        column: main.map(|spot| spot.column),
        end: main.map(End::from),
        labels: spotted
            .labels
            .iter()
            .map(|spot| Label {
                file: spot.elsewhere.as_deref(),
                line: spot.line,
                column: spot.column,
                end: spot.into(),
                text: spot.text.as_deref(),
            })
            .collect(),
        help: spotted.help.as_deref(),
        fix: spotted.fix.as_ref().map(FixItem::from),
        url: spotted.url.as_deref(),
    }
}

pub(super) fn render(spotted: &[Spotted]) -> String {
    let items: Vec<Item<'_>> = spotted.iter().map(item).collect();
    let mut out = serde_json::to_string_pretty(&items).expect("strings and numbers always serialise");
    out.push('\n');
    out
}
