//! `allow` in a contract: a lint that says nothing of one item or one file, with the reason why.

use thiserror::Error;

use super::lint::UNUSED_ALLOW;
use super::{Diagnostics, Place, Reported, Suggestion};
use crate::source::{SourceId, Span};

/// `allow unused "the desk opens in May"`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allow {
    /// Name of the lint.
    pub lint: &'static str,
    /// What was written.
    pub span: Span,
    /// What to take away with it so that no empty line is left.
    pub line: Span,
    /// What it is about.
    pub over: Over,
}

/// What an `allow` is about; a finding belongs to the place of its main label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Over {
    /// The item below it.
    Item(Span),
    /// The file: above `contract`.
    File(SourceId),
    /// The amendment and all that it amends: above `amends`.
    Everything,
}

impl Over {
    fn covers(self, place: Span) -> bool {
        match self {
            Self::Item(item) => item.source == place.source && item.start <= place.start && place.start < item.end,
            Self::File(source) => source == place.source,
            Self::Everything => true,
        }
    }
}

/// An `allow` that was of no use.
#[derive(Debug, Clone, PartialEq, Eq, Error, miette::Diagnostic)]
pub enum AllowLint {
    /// Nothing that it allows was found.
    #[error("this `allow {lint}` suppresses nothing")]
    #[diagnostic(code("SLA0800"), severity(Warning), help("remove this line"))]
    Unused {
        /// Name of the lint.
        lint: &'static str,
        /// The line.
        #[label("nothing of that kind is found {place}")]
        span: Span,
        /// `in the item below`
        place: &'static str,
    },
}

impl Diagnostics {
    /// Without what `allows` allow. An `allow` of the file `own` that suppresses nothing is a finding, in a contract
    /// that is otherwise right: of another file (one that is used or amended) other contracts may need it, and a
    /// contract with errors was not looked at in full.
    pub fn allowing(mut self, allows: &[Allow], own: SourceId) -> Self {
        let judged = !self.has_errors();
        let (about_allows, others): (Vec<Allow>, Vec<Allow>) =
            allows.iter().partition(|allow| allow.lint == UNUSED_ALLOW);
        let mut unused = self.take_allowed(&others);
        unused.retain(|allow| judged && allow.span.source == own);
        self.report_unused(&unused);
        let mut unused = self.take_allowed(&about_allows);
        unused.retain(|allow| judged && allow.span.source == own);
        self.report_unused(&unused);
        self
    }

    /// Takes away what is allowed, each by the narrowest `allow`, and returns those that took nothing.
    fn take_allowed(&mut self, allows: &[Allow]) -> Vec<Allow> {
        let mut narrowest: Vec<(Allow, bool)> = allows.iter().map(|allow| (*allow, false)).collect();
        narrowest.sort_by_key(|(allow, _)| allow.over);
        self.all.retain(|reported| {
            let (Some(lint), Some(place), false) = (reported.lint(), reported.main(), reported.is_error()) else {
                return true;
            };
            let allowing = narrowest.iter_mut().find(|(allow, _)| allow.lint == lint && allow.over.covers(place));
            allowing.map(|(_, used)| *used = true).is_none()
        });
        narrowest.into_iter().filter(|(_, used)| !used).map(|(allow, _)| allow).collect()
    }

    fn report_unused(&mut self, unused: &[Allow]) {
        for allow in unused {
            let place = match allow.over {
                Over::Item(_) => "in the item below",
                Over::File(_) => "in this file",
                Over::Everything => "in this contract",
            };
            let unused = AllowLint::Unused { lint: allow.lint, span: allow.span, place };
            self.push_with(allow.span, unused, Some(Suggestion::certain(allow.line, "")));
        }
    }
}

impl Reported {
    /// Where its main label points, when that is in a text of the run.
    pub(super) fn main(&self) -> Option<Span> {
        match self.place {
            Place::Source(_) => self.label().map(|label| Span::from(&label)),
            Place::Excerpt(_) | Place::Nowhere => None,
        }
    }
}
