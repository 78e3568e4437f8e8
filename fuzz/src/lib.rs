//! What holds of every text, whatever stands in it. The fuzzer tries texts that nobody wrote; `tests/fuzz.rs` tries
//! those that once broke something, and a small corpus.

mod evidence;

use sla::calendar::Calendar;
use sla::compare::{compare, json, markdown as as_markdown, text as as_text};
use sla::diagnostic::Diagnostics;
use sla::diagnostic::render::{Format, render};
use sla::eval::run_test;
use sla::model::{Locale, Model};
use sla::report::Paint;
use sla::report::doc::{Wishes, Worked, document as readable};
use sla::report::page::{html, markdown};
use sla::source::{SourceId, SourceMap};
use sla::syntax;

pub use evidence::evidence;

/// The name under which a text is read.
const NAME: &str = "contract.sla";

/// Parsing ends; it says something about every text of which it reads nothing, in order, with labels that lie on
/// whole characters; and all of it can be shown in every form.
///
/// # Panics
///
/// Where that does not hold.
pub fn parse(text: &str) {
    let mut sources = SourceMap::default();
    let source = sources.add(NAME, text);
    let text = kept(text);
    let mut problems = Diagnostics::default();
    let file = syntax::parse(source, text, &mut problems);
    let lost = file.as_ref().map_or(0, |file| file.lost.len());
    assert!(file.is_some() || !problems.is_empty() || is_blank(text), "nothing read and nothing said");
    assert!(lost == 0 || !problems.is_empty(), "lost in silence");
    can_be_shown(&problems, &sources, text);
}

/// Compiling ends, with a contract or with errors, and what it says can be shown.
///
/// # Panics
///
/// Where that does not hold.
pub fn check(text: &str) {
    let mut sources = SourceMap::default();
    let source = sources.add(NAME, text);
    let text = kept(text);
    match sla::compile(&sources, source) {
        Ok((_, warnings)) => {
            assert!(!warnings.has_errors(), "a contract with errors");
            can_be_shown(&warnings, &sources, text);
        }
        Err(problems) => {
            assert!(problems.has_errors(), "no contract and no error");
            can_be_shown(&problems, &sources, text);
        }
    }
}

/// A text has one layout, reached at once, with as much wrong with it; of a text that parses it has the same comments and
/// the same meaning.
///
/// # Panics
///
/// Where that does not hold.
pub fn layout(text: &str) {
    let once = syntax::format::format(SourceId(0), text);
    let twice = syntax::format::format(SourceId(0), &once.text);
    assert_eq!(twice.text, once.text, "a second time");
    assert_eq!(twice.problems.has_errors(), once.problems.has_errors(), "errors");
    if !once.problems.has_errors() {
        assert_eq!(comments(text), comments(&once.text), "comments");
        assert_eq!(meaning(text), meaning(&once.text), "meaning");
    }
}

/// A contract that compiles can be written out, in both languages and both forms, the same each time; its worked
/// examples can be run.
///
/// # Panics
///
/// Where that does not hold.
pub fn document(text: &str) {
    let mut sources = SourceMap::default();
    let source = sources.add(NAME, text);
    let Ok((model, _)) = sla::compile(&sources, source) else { return };
    let calendar = Calendar::new(&model);
    let run = |test| run_test(&model, &calendar, &sources, test).map_err(|error| error.to_string());
    let Ok(outcomes) = model.tests.iter().map(run).collect::<Result<Vec<_>, _>>() else { return };
    let worked: Vec<Worked> = outcomes.iter().map(Worked::of).collect();
    for locale in [Locale::Dutch, Locale::English] {
        let written = || written(&model, &calendar, locale, &worked);
        assert_eq!(written(), written(), "the same twice");
    }
}

/// A contract differs neither from itself nor from its layout; whether two differ in meaning does not depend on which is
/// the old one; and what differs can be shown.
///
/// # Panics
///
/// Where that does not hold.
pub fn differences(text: &str) {
    let Some(model) = compiled(text) else { return };
    assert!(compare(&model, &model).changes.is_empty(), "from itself");
    let laid_out = compiled(&syntax::format::format(SourceId(0), text).text).expect("the layout of a contract is one");
    assert!(compare(&model, &laid_out).changes.is_empty(), "from its layout");
    // Other numbers, and nothing else: 9 % is 8 %, and 19:00 is 18:00.
    let Some(other) = compiled(&text.replace('9', "8")) else { return };
    let (there, back) = (compare(&model, &other), compare(&other, &model));
    assert_eq!(there.changes_meaning(), back.changes_meaning(), "there and back");
    for differences in [there, back] {
        as_text(&differences, Paint { colour: false });
        as_markdown(&differences);
        json(&differences, NAME, NAME);
    }
}

/// The contract, where it is one.
fn compiled(text: &str) -> Option<Model> {
    let mut sources = SourceMap::default();
    let source = sources.add(NAME, text);
    sla::compile(&sources, source).ok().map(|(model, _)| model)
}

fn written(model: &Model, calendar: &Calendar<'_>, locale: Locale, worked: &[Worked]) -> (String, String) {
    let wishes = Wishes { locale: Some(locale), years: None };
    let document = readable(model, calendar, wishes, worked);
    (markdown(&document), html(&document))
}

/// The text without the mark of its encoding: places are counted in that.
fn kept(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Holds `problems` against the text, and draws them in every form.
fn can_be_shown(problems: &Diagnostics, sources: &SourceMap, text: &str) {
    let mut last = 0;
    for problem in problems.iter() {
        let labels: Vec<_> = problem.diagnostic.labels().into_iter().flatten().collect();
        let told = labels.iter().find(|label| label.primary()).or(labels.first());
        if let Some(told) = told {
            assert!(told.offset() >= last, "out of order: {}", problem.diagnostic);
            last = told.offset();
        }
        for label in &labels {
            let range = label.offset()..label.offset() + label.len();
            assert!(text.get(range.clone()).is_some(), "{range:?}: {}", problem.diagnostic);
        }
    }
    let human = Format::Human { colour: true, width: 80 };
    for format in [human, Format::Plain, Format::Json, Format::Sarif, Format::Github] {
        render(problems, sources, format);
    }
}

/// Whether a text holds nothing but blanks, ends of clauses and comments.
fn is_blank(text: &str) -> bool {
    let code = text.trim_start_matches('\u{feff}').lines().map(|line| line.split('#').next().unwrap_or_default());
    code.flat_map(str::chars).all(|letter| letter.is_whitespace() || letter == ';')
}

/// The tree of a text that parses, in words, without the places.
fn meaning(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let mut problems = Diagnostics::default();
    let tree = format!("{:?}", syntax::parse(SourceId(0), &text, &mut problems));
    let mut pieces = tree.split("Span { source: SourceId(0), start: ");
    let mut bare = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        bare.push_str(piece.split_once(" }").map_or(piece, |(_, after)| after));
    }
    bare
}

/// The comments of a text that parses, in order.
fn comments(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut lines = text.split(['\n', '\r']);
    while let Some(line) = lines.next() {
        let (mut quote, mut escaped) = (None, false);
        let mut opened = 0;
        for (at, letter) in line.char_indices() {
            match (quote, letter) {
                (Some('"'), '\\') if !escaped => {
                    escaped = true;
                    continue;
                }
                (Some(open), letter) if letter == open && !escaped => quote = None,
                (Some(_), _) => {}
                (None, '#') => {
                    found.push(line.get(at..).unwrap_or_default().trim_end());
                    break;
                }
                (None, '"') if line.get(at..).is_some_and(|rest| rest.starts_with("\"\"\"")) => {
                    opened = at + 3;
                    break;
                }
                (None, '"' | '`') => quote = Some(letter),
                (None, _) => {}
            }
            escaped = false;
        }
        if opened > 0 {
            // Prose, to the line that holds nothing but its end.
            lines.by_ref().find(|line| line.trim_matches([' ', '\t']) == "\"\"\"");
        }
    }
    found
}
