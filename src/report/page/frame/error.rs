//! What can be wrong with a template, and with how a project wants its pages to look.

use miette::Diagnostic;
use minijinja::{Error, ErrorKind};

use crate::diagnostic::did_you_mean;
use crate::source::Span;

use super::Frame;
use super::names::{BUILT_IN, NAMES};
use super::offer::{PARTS, TOP};

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Diagnostic)]
pub enum FrameError {
    /// A text that is no template.
    #[error("this is not a template: {why}")]
    #[diagnostic(
        code("SLA0480"),
        help(
            "`{{{{ title }}}}` writes a value, `{{% for section in sections %}} … {{% endfor %}}` repeats, `{{% if logo %}} … {{% endif %}}` chooses"
        )
    )]
    Syntax {
        /// What the reader of templates says.
        why: String,
        /// Where.
        #[label("here")]
        span: Span,
    },
    /// A name that means nothing.
    #[error("there is no {what}")]
    #[diagnostic(code("SLA0481"))]
    Unknown {
        /// What kind of name, and the name: "filter `uper`".
        what: String,
        /// What to write instead.
        #[help]
        help: Option<String>,
        /// Where.
        #[label("not known")]
        span: Span,
    },
    /// Something that cannot be done.
    #[error("the template cannot be filled in: {why}")]
    #[diagnostic(code("SLA0482"), help("{help}"))]
    Failed {
        /// Why not.
        why: String,
        /// Where to look.
        help: String,
        /// Where.
        #[label("this cannot be done")]
        span: Span,
    },
    /// A template that goes on and on.
    #[error("the template works without end")]
    #[diagnostic(
        code("SLA0483"),
        help("loops within loops, and templates that include themselves, take too long: take one away")
    )]
    Endless {
        /// Where.
        #[label("it was here when it was stopped")]
        span: Span,
    },
    /// A file that nothing uses.
    #[error("`templates/{name}` is used by nothing")]
    #[diagnostic(code("SLA0484"), severity(Warning), help("{help}"))]
    Unused {
        /// The file.
        name: String,
        /// What it should have been called.
        help: String,
    },
    /// A colour that cannot be read.
    #[error("`{written}` is hard to read {page}")]
    #[diagnostic(
        code("SLA0486"),
        severity(Warning),
        help("the nearest colour with a contrast of 4.5 to 1 (WCAG, AA) is `{nearest}`")
    )]
    Contrast {
        /// As written.
        written: String,
        /// `on white`
        page: &'static str,
        /// The nearest one that can be read.
        nearest: String,
        /// Where.
        #[label("less than 4.5 to 1 against the page")]
        span: Span,
    },
}

impl FrameError {
    /// Where it stands, for what stands in a file.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Syntax { span, .. }
            | Self::Unknown { span, .. }
            | Self::Failed { span, .. }
            | Self::Endless { span }
            | Self::Contrast { span, .. } => Some(*span),
            Self::Unused { .. } => None,
        }
    }
}

/// What a template reader found, in words and with its place.
pub(super) fn explained(found: &Error, entry: &str, frame: &Frame) -> FrameError {
    let found = innermost(found);
    let name = found.name().unwrap_or(entry);
    let known =
        frame.templates.get(name).or_else(|| frame.templates.get(entry)).or_else(|| frame.templates.values().next());
    let known = known.expect("the built-in templates alone suit every document: a test fills them in");
    let range = found.range().filter(|_| frame.templates.contains_key(name));
    let range = range.filter(|range| known.text.get(range.clone()).is_some()).unwrap_or(0..0);
    let span = Span::new(known.source, range.start, range.end);
    let detail = found.detail().unwrap_or_default();
    #[expect(clippy::wildcard_enum_match_arm, reason = "the kinds are those of another crate, which adds to them")]
    match found.kind() {
        ErrorKind::SyntaxError | ErrorKind::BadEscape => FrameError::Syntax { why: lower(detail), span },
        ErrorKind::UndefinedError => {
            let written = between(detail, '`').unwrap_or_else(|| known.text.get(range).unwrap_or_default());
            FrameError::Unknown { what: format!("value `{written}`"), help: names_like(written), span }
        }
        ErrorKind::UnknownFilter => unknown("filter", detail, &FILTERS, span),
        ErrorKind::UnknownTest => unknown("test", detail, &TESTS, span),
        ErrorKind::UnknownFunction => unknown("function", detail, &FUNCTIONS, span),
        ErrorKind::TemplateNotFound => {
            let written = between(detail, '"').or_else(|| between(detail, '\'')).unwrap_or_default();
            let own = frame.templates.keys().cloned();
            let known: Vec<String> = own.chain(NAMES.map(|name| format!("{BUILT_IN}{name}"))).collect();
            let help = did_you_mean(written, known.iter().map(String::as_str))
                .unwrap_or_else(|| format!("known here: {}", listed(known.iter().map(String::as_str))));
            FrameError::Unknown { what: format!("template `{written}`"), help: Some(help), span }
        }
        ErrorKind::OutOfFuel => FrameError::Endless { span },
        _ if detail.contains("cycle in template inheritance") => FrameError::Failed {
            why: format!("`{name}` extends itself"),
            help: format!("extend the built-in one: `{{% extends \"{BUILT_IN}{name}\" %}}`"),
            span,
        },
        _ => FrameError::Failed {
            why: if detail.is_empty() { found.kind().to_string() } else { lower(detail) },
            help: "`docs/reports.md` lists what a template is given".to_owned(),
            span,
        },
    }
}

/// The error that others only pass on.
fn innermost(found: &Error) -> &Error {
    let mut at = found;
    while let Some(inner) = std::error::Error::source(at).and_then(|inner| inner.downcast_ref::<Error>()) {
        at = inner;
    }
    at
}

/// `filter uper is unknown`
fn unknown(what: &str, detail: &str, known: &[&str], span: Span) -> FrameError {
    let mut words = detail.split(' ').filter(|word| *word != what);
    let name = words.next().unwrap_or_default();
    let help = did_you_mean(name, known.iter().copied())
        .unwrap_or_else(|| format!("known: {}", listed(known.iter().copied())));
    FrameError::Unknown { what: format!("{what} `{name}`"), help: Some(help), span }
}

/// The names that are there, for `title` at the top and for `section.title`.
fn names_like(written: &str) -> Option<String> {
    let Some((of, part)) = written.rsplit_once('.') else {
        let help = did_you_mean(written, TOP);
        return help.or_else(|| Some(format!("known here: {}", listed(TOP))));
    };
    let of = of.rsplit('.').next().unwrap_or_default();
    match PARTS.iter().find(|(name, _)| *name == of) {
        Some((_, parts)) => did_you_mean(part, parts.iter().copied())
            .or_else(|| Some(format!("`{of}` has {}", listed(parts.iter().copied())))),
        None if TOP.contains(&of) && of != "verdicts" => Some(format!("`{of}` has no parts")),
        None => did_you_mean(part, PARTS.iter().flat_map(|(_, parts)| parts.iter().copied())),
    }
}

fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn between(text: &str, mark: char) -> Option<&str> {
    let (_, rest) = text.split_once(mark)?;
    Some(rest.split_once(mark)?.0)
}

/// A sentence that goes on after a colon.
fn lower(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}

/// What Jinja calls its filters; those that are seldom of use here are left out.
const FILTERS: [&str; 39] = [
    "abs",
    "batch",
    "bool",
    "capitalize",
    "count",
    "css_text",
    "default",
    "dictsort",
    "escape",
    "first",
    "float",
    "format",
    "groupby",
    "indent",
    "int",
    "items",
    "join",
    "last",
    "length",
    "lines",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "safe",
    "select",
    "selectattr",
    "slice",
    "sort",
    "sum",
    "title",
    "trim",
    "upper",
];

const TESTS: [&str; 12] = [
    "defined",
    "undefined",
    "none",
    "number",
    "string",
    "sequence",
    "mapping",
    "odd",
    "even",
    "startingwith",
    "endingwith",
    "in",
];

const FUNCTIONS: [&str; 4] = ["range", "dict", "namespace", "super"];
