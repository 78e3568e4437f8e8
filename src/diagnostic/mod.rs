//! Coded diagnostics: every message has a code, a place and a page in `docs/errors/`.
//!
//! Each pass has an enum of its own (`thiserror` for the words, `miette` for code, labels and help); a
//! [`Diagnostics`] bag gathers what a pass finds, so that one run shows everything.

mod allow;
pub mod code;
pub mod lint;
pub mod render;
mod suggest;
pub mod suggestion;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::source::{SourceId, Span};

pub use allow::{Allow, AllowLint, Over};
pub use suggest::{did_you_mean, nearest};
pub use suggestion::{Applicability, Edit, Suggestion};

/// What a pass's error enum must be.
pub trait Problem: miette::Diagnostic + Send + Sync + 'static {}

impl<T: miette::Diagnostic + Send + Sync + 'static> Problem for T {}

/// Where the labels of a diagnostic point.
#[derive(Debug, Clone)]
pub enum Place {
    /// Into a source text of the [`crate::source::SourceMap`].
    Source(SourceId),
    /// Into lines cut out of a file too large to keep: a row of evidence.
    Excerpt(Excerpt),
    /// Nowhere in particular: a missing file.
    Nowhere,
}

/// Lines cut out of a file.
#[derive(Debug, Clone)]
pub struct Excerpt {
    /// The file as the user knows it.
    pub name: Arc<str>,
    /// 1-based number of the first line kept.
    pub first_line: usize,
    /// The lines; label offsets count from its start.
    pub text: Arc<str>,
}

/// One diagnostic and where it points.
#[derive(Debug)]
pub struct Reported {
    /// Where its labels point.
    pub place: Place,
    /// Its words.
    pub diagnostic: Box<dyn Problem>,
    /// How grave it is here: a lint may be denied.
    severity: miette::Severity,
    /// What to write instead.
    suggestion: Option<Suggestion>,
}

impl Reported {
    /// `SLA0203`; empty only for a diagnostic without a code, which would be a defect.
    pub fn code(&self) -> String {
        self.diagnostic.code().map(|code| code.to_string()).unwrap_or_default()
    }

    /// How grave it is, by its own kind or by the levels of this run.
    pub fn severity(&self) -> miette::Severity {
        self.severity
    }

    /// Whether it makes the contract or the evidence invalid.
    pub fn is_error(&self) -> bool {
        self.severity == miette::Severity::Error
    }

    /// The name of its lint: how it is allowed or denied.
    pub fn lint(&self) -> Option<&'static str> {
        lint::name_of(&self.diagnostic.code()?.to_string())
    }

    /// Its primary label, or else the first one.
    fn label(&self) -> Option<miette::LabeledSpan> {
        let mut labels: Vec<_> = self.diagnostic.labels().into_iter().flatten().collect();
        let primary = labels.iter().position(miette::LabeledSpan::primary).unwrap_or(0);
        (!labels.is_empty()).then(|| labels.swap_remove(primary))
    }

    /// Offset of its primary label, or else of the first one, for ordering: a doubled name is told where it stands the
    /// second time.
    pub fn offset(&self) -> u32 {
        self.label().map_or(0, |label| Span::from(&label).start)
    }
}

/// What the passes found.
#[derive(Debug, Default)]
pub struct Diagnostics {
    all: Vec<Reported>,
}

impl Diagnostics {
    /// Adds a diagnostic whose labels lie in the text that `span` lies in.
    pub fn push(&mut self, span: Span, problem: impl Problem) {
        self.push_in(Place::Source(span.source), problem);
    }

    /// Adds a diagnostic and what to write instead.
    pub fn push_with(&mut self, span: Span, problem: impl Problem, suggestion: Option<Suggestion>) {
        self.push(span, problem);
        if let Some(last) = self.all.last_mut() {
            last.suggestion = suggestion;
        }
    }

    /// Adds a diagnostic with any place.
    pub fn push_in(&mut self, place: Place, problem: impl Problem) {
        let severity = problem.severity().unwrap_or_default();
        self.all.push(Reported { place, diagnostic: Box::new(problem), severity, suggestion: None });
    }

    /// Adds all of `other`.
    pub fn append(&mut self, mut other: Diagnostics) {
        self.all.append(&mut other.all);
    }

    /// Takes away all but the first `count` and returns the others.
    pub fn split_off(&mut self, count: usize) -> Self {
        Self { all: self.all.split_off(count.min(self.all.len())) }
    }

    /// Gives the files of excerpts another name: a path as seen from elsewhere.
    pub fn rename_excerpts(&mut self, rename: impl Fn(&str) -> String) {
        for reported in &mut self.all {
            if let Place::Excerpt(excerpt) = &mut reported.place {
                excerpt.name = rename(&excerpt.name).into();
            }
        }
    }

    /// Whether any of them is an error (not a warning).
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(Reported::is_error)
    }

    /// How many there are, warnings too.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// In the order found.
    pub fn iter(&self) -> impl Iterator<Item = &Reported> {
        self.all.iter()
    }

    /// Without those that were found before: a file that several contracts use is read with each of them.
    pub fn once_each(mut self) -> Self {
        let mut seen = BTreeSet::new();
        self.all.retain(|reported| {
            let labels = reported.diagnostic.labels().into_iter().flatten();
            let spans: Vec<Span> = labels.map(|label| Span::from(&label)).collect();
            match &reported.place {
                Place::Source(id) => seen.insert((*id, spans, reported.code(), reported.diagnostic.to_string())),
                Place::Excerpt(_) | Place::Nowhere => true,
            }
        });
        self
    }

    /// In source order: by text, then by first label. Excerpts keep the order found and come last.
    pub fn sorted(mut self) -> Self {
        self.all.sort_by_key(|reported| match &reported.place {
            Place::Nowhere => (0, 0, 0),
            Place::Source(id) => (1, id.0, reported.offset()),
            Place::Excerpt(_) => (2, 0, 0),
        });
        self
    }
}
