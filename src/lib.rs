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

use diagnostic::Diagnostics;
use model::Model;
use source::{SourceId, SourceMap};

/// Compiles one contract: parse, resolve, check, freeze, prove.
///
/// # Errors
///
/// Every problem of the first pass that found an error.
pub fn compile(sources: &SourceMap, source: SourceId) -> Result<(Model, Diagnostics), Diagnostics> {
    let _ = (sources, source);
    Err(Diagnostics::default())
}
