//! The worked examples of a contract: its `test` blocks.

use crate::calendar::{Calendar, Period};
use crate::eval::TestError;
use crate::eval::explain::Timeline;
use crate::eval::verdict::{Actual, NormVerdict, Verdict};
use crate::model::{Model, Test};
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

/// Runs a worked example of the contract.
///
/// # Errors
///
/// A test whose period cannot be told.
pub fn run_test(model: &Model, calendar: &Calendar<'_>, test: &Test) -> Result<TestOutcome, TestError> {
    let _ = (model, calendar);
    let example = calendar.periods().containing(Instant::FIRST).label;
    Err(TestError::NoPeriod { name: test.name.clone(), example, span: test.span })
}
