//! Service level agreements as code: a contract in, evidence in, verdicts out, exact and explained.

pub mod calendar;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod eval;
pub mod evidence;
pub mod model;
pub mod quantity;
pub mod report;
pub mod resolve;
pub mod source;
pub mod syntax;
