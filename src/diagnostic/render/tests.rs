//! What each format shows of the same few diagnostics.

use miette::Diagnostic;
use thiserror::Error;

use super::*;
use crate::diagnostic::{Excerpt, Place};
use crate::source::{SourceId, Span};

#[derive(Debug, Error, Diagnostic)]
enum Fault {
    #[error("unknown window `{name}`")]
    #[diagnostic(code("SLA9203"))]
    Unknown {
        name: String,
        #[label("not defined in this contract")]
        span: Span,
        #[help]
        help: Option<String>,
    },
    #[error("two bounds overlap")]
    #[diagnostic(code("SLA9399"), severity(Warning))]
    Overlap {
        #[label("this one starts inside the other")]
        second: Span,
        #[label("the other")]
        first: Span,
    },
}

macro_rules! assert_shown {
    ($shown:expr) => {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../../snapshots/diagnostic");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($shown));
    };
}

const TEXT: &str = "edition 1\n\nnorm a {\n  by priority {\n    P1 | 2h\n  }\n}\nwindow b = (sw1 within sw4)\n";

fn span(text: &str, of: &str) -> Span {
    let start = text.find(of).expect("the text holds it");
    Span::new(SourceId(0), start, start + of.len())
}

fn unknown(span: Span) -> Fault {
    Fault::Unknown { name: "sw4".into(), span, help: Some("did you mean `sw1`?".into()) }
}

fn shown(format: Format, fill: impl FnOnce(&mut Diagnostics)) -> String {
    let mut sources = SourceMap::default();
    sources.add("contract.sla", TEXT);
    let mut diagnostics = Diagnostics::default();
    fill(&mut diagnostics);
    render(&diagnostics, &sources, format)
}

fn both(diagnostics: &mut Diagnostics) {
    diagnostics.push(span(TEXT, "sw4"), unknown(span(TEXT, "sw4")));
    let (first, second) = (span(TEXT, "by priority {\n    P1 | 2h"), span(TEXT, "2h"));
    diagnostics.push(first, Fault::Overlap { second, first });
}

const HUMAN: Format = Format::Human { colour: false, width: 80 };

#[test]
fn drawn() {
    assert_shown!(shown(HUMAN, both));
}

#[test]
fn plain() {
    assert_shown!(shown(Format::Plain, both));
}

#[test]
fn json() {
    assert_shown!(shown(Format::Json, both));
}

#[test]
fn sarif() {
    assert_shown!(shown(Format::Sarif, both).replace(env!("CARGO_PKG_VERSION"), "<version>"));
}

#[test]
fn sarif_carries_the_page_of_a_code() {
    #[derive(Debug, Error, Diagnostic)]
    #[error("cannot read it")]
    #[diagnostic(code("SLA0450"))]
    struct Unreadable;
    let document = shown(Format::Sarif, |diagnostics| diagnostics.push_in(Place::Nowhere, Unreadable));
    let document: serde_json::Value = serde_json::from_str(&document).expect("JSON");
    let rule = &document["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["shortDescription"]["text"], "SLA0450: a file or folder cannot be read");
    assert!(rule["help"]["markdown"].as_str().is_some_and(|text| text.contains("## Instead")));
    assert_eq!(document["runs"][0]["results"][0]["locations"], serde_json::json!([]));
}

#[test]
fn github() {
    assert_shown!(shown(Format::Github, both));
}

#[test]
fn a_label_past_the_final_newline_is_drawn() {
    let end = Span::new(SourceId(0), TEXT.len(), TEXT.len());
    let drawn = shown(HUMAN, |diagnostics| diagnostics.push(end, unknown(end)));
    assert_shown!(drawn);
}

#[test]
fn a_long_row_of_evidence_is_cut_around_its_labels() {
    let row = format!("INC1,{},2024-13-01 09:00,{},P9,\u{1b}[31m{}", "a,".repeat(60), "b,".repeat(70), "c".repeat(90));
    let (first, second) = (span(&row, "2024-13-01 09:00"), span(&row, "P9"));
    for labelled in [vec![first], vec![second, first], vec![Span::new(SourceId(0), row.len(), row.len())]] {
        let place = Place::Excerpt(Excerpt { name: "data/a.csv".into(), first_line: 4711, text: row.as_str().into() });
        let drawn = shown(HUMAN, |diagnostics| match labelled[..] {
            [second, first] => diagnostics.push_in(place, Fault::Overlap { second, first }),
            _ => diagnostics.push_in(place, unknown(labelled[0])),
        });
        for line in drawn.lines() {
            assert!(words::width(line) <= 80, "{} columns: {line}", words::width(line));
        }
        assert_shown!(drawn);
    }
}

#[test]
fn nothing_breaks_on_odd_texts_and_offsets() {
    for text in ["", "\n", "é", "a\r\n", "a\r\nb", "\t\tx\n\n\n", "表".repeat(25).as_str()] {
        for (start, end) in (0..text.len() + 3).flat_map(|start| (start..text.len() + 3).map(move |end| (start, end))) {
            let mut sources = SourceMap::default();
            let mut diagnostics = Diagnostics::default();
            let span = Span::new(sources.add("a.sla", text), start, end);
            diagnostics.push(span, unknown(span));
            for format in [HUMAN, Format::Plain, Format::Json] {
                assert!(render(&diagnostics, &sources, format).contains("unknown window"), "{text:?} {start} {end}");
            }
        }
    }
}

#[test]
fn the_summary_counts() {
    let mut diagnostics = Diagnostics::default();
    assert_eq!(summary(&diagnostics), "");
    both(&mut diagnostics);
    diagnostics.push(span(TEXT, "sw4"), unknown(span(TEXT, "sw4")));
    assert_eq!(summary(&diagnostics), "2 errors, 1 warning");
}

#[test]
fn an_annotation_over_several_lines_has_no_columns_and_its_text_is_escaped() {
    let over = span(TEXT, "by priority {\n    P1 | 2h");
    let name = "100%: a,\r\nb".to_owned();
    let told = shown(Format::Github, |diagnostics| {
        diagnostics.push(over, Fault::Unknown { name, span: over, help: None });
    });
    assert_eq!(
        told,
        "::error file=contract.sla,line=4,endLine=5,title=SLA9203::\
         unknown window `100%25: a,%0D%0Ab`%0Anot defined in this contract\n"
    );
}
