//! A diagnostic with its labels turned into lines and columns: what every format but the drawn one needs.

use crate::diagnostic::{Applicability, Edit, Place, Reported, Suggestion};
use crate::source::{SourceId, SourceMap, Span};

/// A diagnostic, placed.
pub(super) struct Spotted {
    pub code: String,
    /// The name of its lint.
    pub lint: Option<&'static str>,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    pub message: String,
    pub help: Option<String>,
    pub url: Option<String>,
    pub file: Option<String>,
    /// The main one first, then in the order declared.
    pub labels: Vec<Spot>,
    /// What to write instead.
    pub fix: Option<Fix>,
}

/// What to write instead, placed.
pub(super) struct Fix {
    /// `certain` or `maybe`.
    pub applicability: &'static str,
    /// Each with the text that comes there.
    pub edits: Vec<(Spot, String)>,
}

/// A label, placed. Lines and columns are 1-based, columns count characters, the end is one past the last.
#[derive(Clone)]
pub(super) struct Spot {
    /// The file, where it is another than that of the diagnostic.
    pub elsewhere: Option<String>,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    /// The same columns in UTF-16 code units, as programs count them that show texts in a browser.
    pub utf16: (usize, usize),
    pub text: Option<String>,
}

impl Spotted {
    pub(super) fn new(reported: &Reported, sources: &SourceMap) -> Self {
        let diagnostic = &*reported.diagnostic;
        let mut labels: Vec<miette::LabeledSpan> = diagnostic.labels().into_iter().flatten().collect();
        labels.sort_by_key(|label| !label.primary());
        let (file, labels) = match &reported.place {
            Place::Source(id) => {
                let spot = |label| Spot::in_source(label, *id, sources);
                (sources.get(*id).map(|source| source.name.to_string()), labels.iter().filter_map(spot).collect())
            }
            Place::Excerpt(excerpt) => {
                let spot = |label| Spot::new(label, &excerpt.text, excerpt.first_line);
                (Some(excerpt.name.to_string()), labels.iter().map(spot).collect())
            }
            Place::Nowhere => (None, Vec::new()),
        };
        Self {
            code: diagnostic.code().map(|code| code.to_string()).unwrap_or_default(),
            lint: reported.lint(),
            severity: severity_word(reported.severity()),
            message: diagnostic.to_string(),
            help: diagnostic.help().map(|help| help.to_string()),
            url: diagnostic.url().map(|url| url.to_string()),
            labels,
            file,
            fix: reported.suggestion(sources).and_then(|suggestion| Fix::new(&suggestion, &reported.place, sources)),
        }
    }

    /// The main label.
    pub(super) fn main(&self) -> Option<&Spot> {
        self.labels.first()
    }
}

impl Fix {
    /// A suggestion about the text `place`.
    fn new(suggestion: &Suggestion, place: &Place, sources: &SourceMap) -> Option<Self> {
        let Place::Source(home) = place else { return None };
        let spot = |edit: &Edit| {
            let source = sources.get(edit.span.source)?;
            let elsewhere = (edit.span.source != *home).then(|| source.name.to_string());
            Some((Spot { elsewhere, ..Spot::at(edit.span, &source.text, 1) }, edit.text.clone()))
        };
        let applicability = match suggestion.applicability {
            Applicability::Certain => "certain",
            Applicability::Maybe => "maybe",
        };
        Some(Self { applicability, edits: suggestion.edits.iter().map(spot).collect::<Option<_>>()? })
    }
}

impl Spot {
    fn new(label: &miette::LabeledSpan, text: &str, first_line: usize) -> Self {
        Self { text: label.label().map(str::to_owned), ..Self::at(Span::from(label), text, first_line) }
    }

    fn at(span: Span, text: &str, first_line: usize) -> Self {
        let (line, column) = line_column(text, span.start as usize);
        let (end_line, end_column) = line_column(text, span.end as usize);
        Self {
            elsewhere: None,
            line: line + first_line - 1,
            column,
            end_line: end_line + first_line - 1,
            end_column,
            utf16: (utf16_column(text, span.start as usize), utf16_column(text, span.end as usize)),
            text: None,
        }
    }

    /// A label of a diagnostic about the text `home`.
    fn in_source(label: &miette::LabeledSpan, home: SourceId, sources: &SourceMap) -> Option<Self> {
        let id = Span::from(label).source;
        let source = sources.get(id)?;
        let elsewhere = (id != home).then(|| source.name.to_string());
        Some(Self { elsewhere, ..Self::new(label, &source.text, 1) })
    }
}

/// `error`, `warning` or `note`, as SARIF calls them.
pub(super) fn severity_word(severity: miette::Severity) -> &'static str {
    match severity {
        miette::Severity::Error => "error",
        miette::Severity::Warning => "warning",
        miette::Severity::Advice => "note",
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

/// 1-based column of a byte offset in UTF-16 code units.
fn utf16_column(text: &str, offset: usize) -> usize {
    let before = text.get(..clamped(text, offset)).unwrap_or(text);
    before.rsplit('\n').next().map_or(0, |rest| rest.encode_utf16().count()) + 1
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
