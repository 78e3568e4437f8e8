//! The worked examples of a contract: its `test` blocks.

use crate::calendar::Period;
use crate::eval::explain::Timeline;
use crate::eval::verdict::{Actual, NormVerdict, Verdict};
use crate::quantity::{Elapsed, Instant};
use crate::source::Span;

/// What a test gave.
#[derive(Debug, Clone)]
pub struct TestOutcome {
    /// The period judged.
    pub period: Period,
    /// The moment of evaluation.
    pub as_of: Instant,
    /// One an expectation, in their order.
    pub expectations: Vec<ExpectationOutcome>,
}

impl TestOutcome {
    /// Whether everything came out as expected.
    pub fn passed(&self) -> bool {
        self.expectations.iter().all(|expectation| expectation.passed)
    }
}

/// What an expectation gave.
#[derive(Debug, Clone)]
pub struct ExpectationOutcome {
    /// Where it is written.
    pub span: Span,
    /// Whether it came out as expected.
    pub passed: bool,
    /// What came out.
    pub found: Found,
    /// The ticket taken apart, for an expectation about a ticket whose clock started.
    pub timeline: Option<Timeline>,
}

/// What came out instead of, or just as, what was expected.
#[derive(Debug, Clone)]
pub enum Found {
    /// A norm's verdict, with its requirements.
    Verdict(Verdict, NormVerdict),
    /// A clock's reading; `None`: the clock never started.
    Elapsed(Option<Elapsed>),
    /// A deadline; `None`: no bound of the norm applies to the ticket.
    Deadline(Option<Instant>),
    /// A value; `None`: it cannot be had.
    Value(Option<Actual>),
}
