//! Service level agreements as code: a contract in, evidence in, verdicts out, exact and explained.

pub mod assemble;
pub mod calendar;
pub mod check;
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod eval;
pub mod evidence;
pub mod model;
pub mod prove;
pub mod quantity;
pub mod report;
pub mod resolve;
pub mod source;
pub mod syntax;

use assemble::{Library, Nowhere};
use calendar::Calendar;
use diagnostic::Diagnostics;
use model::Model;
use source::{SourceId, SourceMap};

/// Compiles a contract that is one text: see [`compile_with`]. Where it names other files, none are found.
///
/// # Errors
///
/// Every problem found, in source order.
pub fn compile(sources: &SourceMap, source: SourceId) -> Result<(Model, Diagnostics), Diagnostics> {
    compile_with(&mut sources.clone(), source, &Nowhere)
}

/// Compiles one contract with the files that it uses or amends, which are added to `sources`: parse, assemble, resolve,
/// check, freeze, prove. The diagnostics of a right contract are warnings.
///
/// # Errors
///
/// Every problem found, in source order. Syntax, names and types are one run: what is wrong in one of them does not
/// hide what is wrong in another. Only proofs about windows wait for a contract that is otherwise right.
pub fn compile_with(
    sources: &mut SourceMap,
    source: SourceId,
    library: &dyn Library,
) -> Result<(Model, Diagnostics), Diagnostics> {
    let mut problems = Diagnostics::default();
    let Some(contract) = assemble::assemble(sources, source, library, &mut problems) else {
        return Err(problems.sorted());
    };
    let resolved = resolve::resolve(&contract, &mut problems);
    let allows = resolved.allows.clone();
    let checked = check::check(resolved, &mut problems);
    let shown = |found: Diagnostics| found.allowing(&allows, source).sorted();
    let Some(checked) = checked else { return Err(shown(problems)) };
    let model = Model { amendment: contract.amendment.clone(), ..model::from_checked(checked) };
    let calendar = Calendar::new(&model);
    let windows = calendar::prove(&calendar);
    let sound = !windows.has_errors() && !problems.has_errors();
    problems.append(windows);
    if sound {
        problems.append(prove::prove(&calendar));
    }
    if problems.has_errors() { Err(shown(problems)) } else { Ok((model, shown(problems))) }
}

/// Whether a file only declares what contracts `use`: it can be read, and is neither a contract nor an amendment.
pub fn is_library(sources: &SourceMap, source: SourceId) -> bool {
    let mut problems = Diagnostics::default();
    let text = sources.get(source).map(|source| source.text.clone()).unwrap_or_default();
    let file = syntax::parse(source, &text, &mut problems);
    let is_contract = |item: &syntax::ast::Item| matches!(item, syntax::ast::Item::Contract(_));
    file.is_some_and(|file| problems.is_empty() && file.amends.is_none() && !file.items.iter().any(is_contract))
}
