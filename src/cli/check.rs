use std::path::PathBuf;

use crate::diagnostic::Diagnostics;
use crate::diagnostic::render::summary;
use crate::report::amended;

use super::compiled::compile_all;
use super::exit::{Exit, Stop};
use super::fix::mend;
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
    /// Write what can mean nothing else as the language has it
    ///
    /// `17u30` becomes `17:30` and `99,5%` becomes `99.5%`; where several things can be meant, nothing is changed. What
    /// is left is shown.
    #[arg(long)]
    fix: bool,
    /// Change nothing: show what `--fix` would change, and exit with 1 if anything would
    #[arg(long, requires = "fix")]
    diff: bool,
    #[command(flatten)]
    lints: LintArgs,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    let contracts = if args.fix {
        let mended = mend(session, &args.paths)?;
        if args.diff {
            let paint = session.paint();
            session.result(&mended.diff(paint));
            session.say(&mended.counted("would fix"));
            return Ok(if mended.is_any() { Exit::Failed } else { Exit::Done });
        }
        mended.write()?;
        session.say(&mended.counted("fixed"));
        mended.contracts
    } else {
        compile_all(session, &args.paths)?
    };
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
    let sure: usize = problems.certain().values().map(Vec::len).sum();
    if sure > 0 && !args.fix {
        let mends = if sure == 1 { "1 mistake has" } else { &format!("{sure} mistakes have") };
        session.say(&format!("{mends} one sure reading: `sla check --fix` writes it"));
    }
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
