//! What was found wrong so far, and which places need no second message.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::source::Span;
use crate::syntax::error::SyntaxError;

/// Problems of the passes before the grammar, and of the grammar itself.
#[derive(Debug, Default)]
pub(super) struct Faults {
    /// The messages.
    pub(super) problems: Diagnostics,
    /// Where something was reported that may make the grammar fail too.
    places: BTreeSet<usize>,
    /// Where the grammar cannot read any more.
    spoilt: BTreeSet<usize>,
}

impl Faults {
    /// Reports a problem that was set right for the rest of the program.
    pub(super) fn report(&mut self, span: Span, problem: SyntaxError) {
        self.places.insert(span.start as usize);
        let suggestion = problem.suggestion();
        self.problems.push_with(span, problem, suggestion);
    }

    /// Notes a place that a problem reported elsewhere is about too.
    pub(super) fn mark(&mut self, span: Span) {
        self.places.insert(span.start as usize);
    }

    /// Reports a problem after which the clause that it stands in cannot be read.
    pub(super) fn spoil(&mut self, span: Span, problem: SyntaxError) {
        self.spoilt.insert(span.start as usize);
        self.report(span, problem);
    }

    /// Whether something between `start` and `end` was reported before.
    pub(super) fn touch(&self, start: usize, end: usize) -> bool {
        self.places.range(start..=end.max(start)).next().is_some()
    }

    /// Whether the text between `start` and `end` cannot be read.
    pub(super) fn spoil_any(&self, start: usize, end: usize) -> bool {
        self.spoilt.range(start..=end.max(start)).next().is_some()
    }
}
