use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::diagnostic::render::summary;
use crate::report::amended;

use super::compiled::compile_all;
use super::exit::{Exit, Stop};
use super::lints::LintArgs;
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
    #[command(flatten)]
    lints: LintArgs,
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
    let denied_only = !problems.has_errors();
    let problems = problems.at_levels(&args.lints.levels);
    session.show_as_result(&problems);
    for (path, amendment) in &amendments {
        session.say(&amended(&session.sources, &shown(path), amendment));
    }
    let counted = match count {
        1 => "1 contract".to_owned(),
        count => format!("{count} contracts"),
    };
    match (problems.has_errors(), denied_only, problems.is_empty()) {
        (true, true, _) => {
            session.say(&format!("{counted} checked: {}, by lints that are denied", summary(&problems)));
            Ok(Exit::Contract)
        }
        (true, false, _) => Ok(Exit::Contract),
        (false, _, true) => {
            session.say(&format!("{counted} checked: no problems"));
            Ok(Exit::Done)
        }
        (false, _, false) => Ok(Exit::Done),
    }
}
