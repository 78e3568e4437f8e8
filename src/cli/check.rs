use std::path::PathBuf;

use clap::ValueEnum;

use crate::diagnostic::Diagnostics;
use crate::diagnostic::render::summary;
use crate::report::amended;

use super::compiled::compile_all;
use super::exit::{Exit, Stop};
use super::paths::shown;
use super::session::Session;

/// Find every problem in contracts
///
/// Reads, type-checks and lints; needs no evidence. Problems are shown on standard error; for other programs
/// (`--error-format json`, `sarif` or `github`) they are the result, on standard output.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Contracts, or folders: every `*.sla` below
    ///
    /// Default: the contract of the project you stand in, or else the folder.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Take these for errors
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
}

/// What to take for errors.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Deny {
    /// Warnings
    Warnings,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    let contracts = compile_all(session, &args.paths)?;
    let mut problems = Diagnostics::default();
    let mut amendments = Vec::new();
    let count = contracts.len();
    for contract in contracts {
        match contract.result {
            Ok((model, warnings)) => {
                problems.append(warnings);
                amendments.extend(model.amendment.map(|amendment| (contract.path, amendment)));
            }
            Err(found) => problems.append(found),
        }
    }
    let problems = problems.once_each().sorted();
    session.show_as_result(&problems);
    for (path, amendment) in &amendments {
        session.say(&amended(&session.sources, &shown(path), amendment));
    }
    let counted = match count {
        1 => "1 contract".to_owned(),
        count => format!("{count} contracts"),
    };
    let denied = args.deny.is_some() && !problems.is_empty();
    match (problems.has_errors(), denied, problems.is_empty()) {
        (true, _, _) => Ok(Exit::Contract),
        (false, true, _) => {
            session.say(&format!("{counted} checked: {}, and warnings are denied", summary(&problems)));
            Ok(Exit::Contract)
        }
        (false, false, true) => {
            session.say(&format!("{counted} checked: no problems"));
            Ok(Exit::Done)
        }
        (false, false, false) => Ok(Exit::Done),
    }
}
