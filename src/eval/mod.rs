//! Judging a contract over evidence.

mod error;
mod explain;
mod trial;
pub mod verdict;

pub use error::{EvalError, TestError};
pub use explain::{Timeline, timeline};
pub use trial::{ExpectationOutcome, Found, TestOutcome, run_test};

use crate::calendar::{Calendar, Period};
use crate::evidence::Evidence;
use crate::model::Model;
use crate::quantity::Instant;
use verdict::Verdicts;

/// What to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The periods, in order of time.
    pub periods: Vec<Period>,
    /// The moment of evaluation of the periods that are not over by then.
    pub as_of: Instant,
    /// Whether to list every reading ([`verdict::PeriodVerdicts::readings`]): many, where there are many tickets.
    pub readings: bool,
}

/// Judges `evidence` by `model`, in every period asked for.
pub fn evaluate(model: &Model, calendar: &Calendar<'_>, evidence: &Evidence, request: &Request) -> Verdicts {
    let _ = (model, calendar, evidence);
    Verdicts { as_of: request.as_of, periods: Vec::new(), problems: Vec::new() }
}
