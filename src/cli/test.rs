use std::path::PathBuf;

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;
use crate::eval::run_test;
use crate::report::{Ink, trial};

use super::exit::{Exit, Stop};
use super::paths;
use super::project::compile;
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
    let contracts = paths::contracts(session, &args.paths)?;
    let mut warnings = Diagnostics::default();
    let mut models = Vec::new();
    for path in &contracts {
        let source = paths::read(&mut session.sources, path)?;
        let (model, found) = compile(session, source)?;
        warnings.append(found);
        models.push((paths::shown(path), model));
    }
    session.show(&warnings);
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
            let outcome = match run_test(model, &calendar, test) {
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
