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

/// Compiles one contract: parse, resolve, check, freeze, prove. The diagnostics of a right contract are warnings.
///
/// # Errors
///
/// Every problem found, in source order. Syntax, names and types are one run: what is wrong in one of them does not
/// hide what is wrong in another. Only proofs about windows wait for a contract that is otherwise right.
pub fn compile(sources: &SourceMap, source: SourceId) -> Result<(Model, Diagnostics), Diagnostics> {
    let mut problems = Diagnostics::default();
    let text = sources.get(source).map(|source| source.text.clone()).unwrap_or_default();
    let Some(file) = syntax::parse(source, &text, &mut problems) else { return Err(problems.sorted()) };
    let resolved = resolve::resolve(&file, source, &text, &mut problems);
    let Some(checked) = check::check(resolved, &mut problems) else { return Err(problems.sorted()) };
    let model = model::from_checked(checked);
    problems.append(calendar::prove(&model));
    if problems.has_errors() { Err(problems.sorted()) } else { Ok((model, problems.sorted())) }
}
