use std::path::PathBuf;

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;
use crate::eval::run_test;
use crate::report::{Ink, trial};

use super::compiled::compile_all;
use super::exit::{Exit, Stop};
use super::paths::shown;
use super::session::Session;

/// Run the worked examples of contracts
///
/// Every `test` block is a small world with what must come out of it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Contracts, or folders: every `*.sla` below
    ///
    /// Default: the contract of the project you stand in, or else the folder.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    let mut warnings = Diagnostics::default();
    let mut models = Vec::new();
    for contract in compile_all(session, &args.paths)? {
        let (model, found) = contract.result.map_err(|problems| Stop::new(Exit::Contract, problems.sorted()))?;
        warnings.append(found);
        models.push((shown(&contract.path), model));
    }
    session.show(&warnings.once_each());
    let paint = session.paint();
    let mut failures = Vec::new();
    let (mut passed, mut failed) = (0, 0);
    let mut problems = Diagnostics::default();
    for (path, model) in &models {
        let calendar = Calendar::new(model);
        if !model.tests.is_empty() {
            session.result(&format!("{}\n", paint.on(Ink::Strong, path)));
        }
        for test in &model.tests {
            let outcome = match run_test(model, &calendar, &session.sources, test) {
                Ok(outcome) => outcome,
                Err(error) => {
                    problems.push(error.span(), error);
                    continue;
                }
            };
            for problem in &outcome.problems {
                problems.push(problem.span(), problem.clone());
            }
            session.result(&trial::line(&test.name, outcome.passed(), paint));
            if outcome.passed() {
                passed += 1;
            } else {
                failed += 1;
                failures.push(trial::failure(model, &session.sources, test, &outcome, paint));
            }
        }
    }
    if problems.has_errors() {
        return Err(Stop::new(Exit::Contract, problems));
    }
    session.show(&problems);
    for failure in &failures {
        session.result(&format!("\n{failure}"));
    }
    session.result(&trial::summary(passed, failed, paint));
    Ok(if failed > 0 { Exit::Failed } else { Exit::Done })
}
