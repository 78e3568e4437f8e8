//! Judging a contract over evidence.

mod explain;
mod trial;
pub mod verdict;

pub use explain::Timeline;
pub use trial::{ExpectationOutcome, Found, TestOutcome};

use crate::calendar::Period;
use crate::quantity::Instant;

/// What to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The periods, in order of time.
    pub periods: Vec<Period>,
    /// The moment of evaluation of the periods that are not over by then.
    pub as_of: Instant,
}
