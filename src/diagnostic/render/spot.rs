//! A diagnostic with its labels turned into lines and columns: what every format but the drawn one needs.

use crate::diagnostic::{Place, Reported};
use crate::source::SourceMap;

/// A diagnostic, placed.
pub(super) struct Spotted {
    pub code: String,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    pub message: String,
    pub help: Option<String>,
    pub url: Option<String>,
    pub file: Option<String>,
    /// The main one first, then in the order declared.
    pub labels: Vec<Spot>,
}

/// A label, placed. Lines and columns are 1-based, columns count characters, the end is one past the last.
#[derive(Clone)]
pub(super) struct Spot {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    pub text: Option<String>,
}

impl Spotted {
    pub(super) fn new(reported: &Reported, sources: &SourceMap) -> Self {
        let (file, text, first_line) = match &reported.place {
            Place::Source(id) => match sources.get(*id) {
                Some(source) => (Some(source.name.to_string()), &*source.text, 1),
                None => (None, "", 1),
            },
            Place::Excerpt(excerpt) => (Some(excerpt.name.to_string()), &*excerpt.text, excerpt.first_line),
            Place::Nowhere => (None, "", 1),
        };
        Self::placed(&*reported.diagnostic, file, text, first_line)
    }

    fn placed(diagnostic: &dyn miette::Diagnostic, file: Option<String>, text: &str, first_line: usize) -> Self {
        let mut labels: Vec<miette::LabeledSpan> = diagnostic.labels().into_iter().flatten().collect();
        labels.sort_by_key(|label| !label.primary());
        if file.is_none() {
            labels.clear();
        }
        Self {
            code: diagnostic.code().map(|code| code.to_string()).unwrap_or_default(),
            severity: severity_word(diagnostic.severity()),
            message: diagnostic.to_string(),
            help: diagnostic.help().map(|help| help.to_string()),
            url: diagnostic.url().map(|url| url.to_string()),
            labels: labels.iter().map(|label| Spot::new(label, text, first_line)).collect(),
            file,
        }
    }

    /// The main label.
    pub(super) fn main(&self) -> Option<&Spot> {
        self.labels.first()
    }
}

impl Spot {
    fn new(label: &miette::LabeledSpan, text: &str, first_line: usize) -> Self {
        let (line, column) = line_column(text, label.offset());
        let (end_line, end_column) = line_column(text, label.offset() + label.len());
        Self {
            line: line + first_line - 1,
            column,
            end_line: end_line + first_line - 1,
            end_column,
            text: label.label().map(str::to_owned),
        }
    }
}

/// `error`, `warning` or `note`, as SARIF calls them.
pub(super) fn severity_word(severity: Option<miette::Severity>) -> &'static str {
    match severity {
        None | Some(miette::Severity::Error) => "error",
        Some(miette::Severity::Warning) => "warning",
        Some(miette::Severity::Advice) => "note",
    }
}

/// 1-based line and column of a byte offset. Past a final newline there is no line to show: the end of the last line
/// stands for it.
pub(super) fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let offset = clamped(text, offset);
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
    (line, column)
}

/// The nearest offset at or before `offset` that starts a character of a line that exists.
pub(super) fn clamped(text: &str, offset: usize) -> usize {
    let offset = if offset >= text.len() { last_line_end(text) } else { offset };
    floor_char(text, offset)
}

/// The start of the character that `offset` lies in.
pub(super) fn floor_char(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|offset| text.is_char_boundary(*offset)).unwrap_or(0)
}

/// Where the last line ends, its newline left out.
fn last_line_end(text: &str) -> usize {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text).len()
}
