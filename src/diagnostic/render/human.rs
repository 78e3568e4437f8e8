//! The drawn form: miette's graphical handler over lines cut to fit.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};

use super::excerpt::Lines;
use super::spot::severity_word;
use super::words::visible;
use crate::diagnostic::{Diagnostics, Place, Problem, Reported};
use crate::source::{SourceId, SourceMap, Span};

pub(super) fn render(diagnostics: &Diagnostics, sources: &SourceMap, colour: bool, width: usize) -> String {
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(width).with_links(false);
    let mut out = String::new();
    for reported in diagnostics.iter() {
        let drawn = Drawn::new(reported, sources, width);
        handler.render_report(&mut out, &drawn).expect("labels were fitted to the text, and writing to a string");
        out.push('\n');
    }
    out.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

/// A diagnostic with its labels moved to where they stand in the lines shown.
struct Drawn<'a> {
    of: &'a dyn Problem,
    severity: Severity,
    lint: Option<&'static str>,
    lines: Option<Lines>,
    labels: Vec<LabeledSpan>,
    /// Labels in other files, a file each.
    elsewhere: Vec<Elsewhere>,
}

/// What a diagnostic points to in another file.
#[derive(Debug)]
struct Elsewhere {
    lines: Lines,
    labels: Vec<LabeledSpan>,
    name: Arc<str>,
}

impl<'a> Drawn<'a> {
    fn new(reported: &'a Reported, sources: &SourceMap, width: usize) -> Self {
        let of = &*reported.diagnostic;
        let (severity, lint) = (reported.severity(), reported.lint());
        let bare = || Self { of, severity, lint, lines: None, labels: Vec::new(), elsewhere: Vec::new() };
        let (name, text, first_line) = match &reported.place {
            Place::Source(id) => match sources.get(*id) {
                Some(source) => (&source.name, &source.text, 1),
                None => return bare(),
            },
            Place::Excerpt(excerpt) => (&excerpt.name, &excerpt.text, excerpt.first_line),
            Place::Nowhere => return bare(),
        };
        let mut labels: Vec<LabeledSpan> = of.labels().into_iter().flatten().collect();
        if !labels.iter().any(LabeledSpan::primary)
            && let Some(first) = labels.first_mut()
        {
            *first = LabeledSpan::new_primary_with_span(first.label().map(str::to_owned), *first.inner());
        }
        let mut elsewhere = Vec::new();
        if let Place::Source(home) = &reported.place {
            let mut others: BTreeMap<SourceId, Vec<LabeledSpan>> = BTreeMap::new();
            let is_elsewhere = |label: &mut LabeledSpan| Span::from(&*label).source != *home;
            for label in labels.extract_if(.., is_elsewhere) {
                others.entry(Span::from(&label).source).or_default().push(label);
            }
            for (id, labels) in others {
                elsewhere.extend(sources.get(id).map(|source| {
                    let (lines, labels) =
                        Lines::around(&source.name, &source.text, 1, &labels, width.saturating_sub(2));
                    Elsewhere { lines, labels, name: source.name.clone() }
                }));
            }
        }
        let (lines, labels) = Lines::around(name, text, first_line, &labels, width);
        Self { of, severity, lint, lines: Some(lines), labels, elsewhere }
    }
}

impl fmt::Debug for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.of, f)
    }
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(&self.of.to_string()))
    }
}

impl std::error::Error for Drawn<'_> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.of.source()
    }
}

impl Diagnostic for Drawn<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let code = self.of.code()?;
        let lint = self.lint.map(|name| format!(" {name}")).unwrap_or_default();
        Some(Box::new(format!("{}[{code}]{lint}", severity_word(self.severity))))
    }

    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        let help = self.of.help()?;
        Some(Box::new(visible(&help.to_string()).into_owned()))
    }

    fn url<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        self.of.url()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.lines.as_ref().map(|lines| lines as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        if self.labels.is_empty() { None } else { Some(Box::new(self.labels.iter().cloned())) }
    }

    fn related<'b>(&'b self) -> Option<Box<dyn Iterator<Item = &'b dyn Diagnostic> + 'b>> {
        if self.elsewhere.is_empty() {
            return None;
        }
        Some(Box::new(self.elsewhere.iter().map(|other| other as &dyn Diagnostic)))
    }
}

impl fmt::Display for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "in {}", visible(&self.name))
    }
}

impl std::error::Error for Elsewhere {}

impl Diagnostic for Elsewhere {
    fn severity(&self) -> Option<Severity> {
        Some(Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.lines)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
