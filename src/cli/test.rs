use std::path::PathBuf;

use clap::ValueEnum;

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;
use crate::eval::{TestOutcome, coverage, run_test};
use crate::model::{Model, Test};
use crate::report::coverage::{self as covered, Covered};
use crate::report::trial::{self, Ran};

use super::compiled::compile_all;
use super::error::UsageError;
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
    /// Only examples whose name holds this text, in capitals or not; may be given several times
    #[arg(short, long, value_name = "TEXT")]
    filter: Vec<String>,
    /// Run nothing: list the examples
    #[arg(long, conflicts_with_all = ["format", "coverage"])]
    list: bool,
    /// Show what the examples touch, and list what none of them does
    #[arg(long)]
    coverage: bool,
    /// How the outcome is shown
    #[arg(long, value_enum, default_value_t = Format::Text, value_name = "FORMAT")]
    format: Format,
}

/// How the outcome is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For other programs
    Json,
    /// JUnit XML, for CI systems
    Junit,
}

impl Args {
    fn wants(&self, test: &Test) -> bool {
        let name = test.name.to_lowercase();
        self.filter.is_empty() || self.filter.iter().any(|text| name.contains(&text.to_lowercase()))
    }
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    if args.coverage && args.format == Format::Junit {
        return Err(UsageError::CoverageAsJunit.into());
    }
    let mut warnings = Diagnostics::default();
    let mut models = Vec::new();
    for contract in compile_all(session, &args.paths)? {
        let (model, found) = contract.result.map_err(|problems| Stop::new(Exit::Contract, problems.sorted()))?;
        warnings.append(found);
        models.push((shown(&contract.path), model));
    }
    session.show(&warnings.once_each());
    if args.list {
        return Ok(list(session, args, &models));
    }
    let mut problems = Diagnostics::default();
    let mut all = Vec::new();
    for (file, model) in &models {
        let calendar = Calendar::new(model);
        let examples = examples(session, args, (file, model), &calendar, &mut problems);
        all.push((file.as_str(), model, calendar, examples));
    }
    if problems.has_errors() {
        return Err(Stop::new(Exit::Contract, problems));
    }
    session.show(&problems);
    if args.coverage {
        return Ok(show_coverage(session, args, &all));
    }
    let sources = session.sources.clone();
    let ran =
        |(file, model, _, examples): (_, _, _, Vec<(_, TestOutcome)>)| Ran { file, model, sources: &sources, examples };
    let ran: Vec<Ran<'_>> = all.into_iter().map(ran).collect();
    Ok(show(session, args, &ran))
}

fn list(session: &mut Session, args: &Args, models: &[(String, Model)]) -> Exit {
    for test in models.iter().flat_map(|(_, model)| &model.tests).filter(|test| args.wants(test)) {
        session.result(&trial::listed(&session.sources, test));
    }
    Exit::Done
}

/// Runs the examples of a contract that are asked for, and shows how each came out.
fn examples<'m>(
    session: &mut Session,
    args: &Args,
    (file, model): (&str, &'m Model),
    calendar: &Calendar<'_>,
    problems: &mut Diagnostics,
) -> Vec<(&'m Test, TestOutcome)> {
    let wanted: Vec<&Test> = model.tests.iter().filter(|test| args.wants(test)).collect();
    let paint = session.paint();
    let tells = args.format == Format::Text && !args.coverage;
    if tells && !wanted.is_empty() {
        session.result(&trial::heading(file, wanted.len(), paint));
    }
    let mut examples = Vec::new();
    for test in wanted {
        match run_test(model, calendar, &session.sources, test) {
            Ok(outcome) => {
                for problem in &outcome.problems {
                    problems.push(problem.span(), problem.clone());
                }
                if tells {
                    session.result(&trial::line(&test.name, outcome.passed(), paint));
                }
                examples.push((test, outcome));
            }
            Err(error) => problems.push(error.span(), error),
        }
    }
    examples
}

/// Shows what came of all examples.
fn show(session: &mut Session, args: &Args, ran: &[Ran<'_>]) -> Exit {
    let outcomes = || ran.iter().flat_map(|ran| &ran.examples);
    let failed = outcomes().filter(|(_, outcome)| !outcome.passed()).count();
    let written: usize = ran.iter().map(|ran| ran.model.tests.len()).sum();
    let filtered_out = written - outcomes().count();
    match args.format {
        Format::Json => session.result(&trial::json(ran, filtered_out)),
        Format::Junit => session.result(&trial::junit(ran)),
        Format::Text => {
            let paint = session.paint();
            for contract in ran {
                for (test, outcome) in contract.examples.iter().filter(|(_, outcome)| !outcome.passed()) {
                    let failure = trial::failure(contract.model, contract.sources, test, outcome, paint);
                    session.result(&format!("\n{failure}"));
                }
            }
            session.result(&trial::summary(outcomes().count() - failed, failed, filtered_out, paint));
        }
    }
    if failed > 0 { Exit::Failed } else { Exit::Done }
}

/// A contract with its calendar and what came of its examples.
type Tried<'m> = (&'m str, &'m Model, Calendar<'m>, Vec<(&'m Test, TestOutcome)>);

/// Shows what the examples touch. Whether they come true is another question.
fn show_coverage(session: &mut Session, args: &Args, all: &[Tried<'_>]) -> Exit {
    let failed = all.iter().flat_map(|(.., examples)| examples).filter(|(_, outcome)| !outcome.passed()).count();
    if failed > 0 {
        session.say(&format!("{failed} of the examples failed: see `sla test`"));
    }
    let sources = session.sources.clone();
    let covered: Vec<Covered<'_>> = all
        .iter()
        .map(|(file, model, calendar, examples)| Covered {
            file,
            model,
            sources: &sources,
            examples: examples.len(),
            coverage: coverage(calendar, examples),
        })
        .collect();
    if args.format == Format::Json {
        session.result(&covered::json(&covered));
        return Exit::Done;
    }
    let paint = session.paint();
    let texts: Vec<String> = covered.iter().map(|covered| covered::render(covered, paint)).collect();
    session.result(&texts.join("\n"));
    Exit::Done
}
