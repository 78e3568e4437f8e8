use std::io::Read;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::syntax::format::format;

use super::diff::unified;
use super::exit::{Exit, Stop};
use super::paths;
use super::session::Session;

/// Lay contracts out in the one canonical way
///
/// Keeps comments and never changes meaning. Files are rewritten in place; `-` reads standard input and writes
/// standard output.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Contracts, or folders: every `*.sla` below; `-` for standard input
    ///
    /// Default: the contract of the project you stand in, or else the folder.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Change nothing: list the files that are not in the canonical layout, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Change nothing: show what would change, and exit with 1 if anything would
    #[arg(long, conflicts_with = "check")]
    diff: bool,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    if args.paths == [Path::new("-")] {
        return standard_input(session, args);
    }
    let contracts = paths::contracts(session, &args.paths)?;
    let mut changed = Vec::new();
    let mut problems = Diagnostics::default();
    for path in &contracts {
        let bytes = paths::bytes(path).map_err(|error| paths::unreadable(path, &error))?;
        let text = paths::text(path, &bytes)?;
        match formatted(session, &paths::shown(path), &text) {
            Ok(formatted) if formatted == text => {}
            Ok(formatted) => changed.push((path, text, formatted)),
            Err(found) => problems.append(found),
        }
    }
    // A run that finds a problem changes no file at all.
    if problems.has_errors() {
        return Err(Stop::new(Exit::Contract, problems.sorted()));
    }
    let rewrites = !args.check && !args.diff;
    for (path, text, formatted) in &changed {
        if args.diff {
            session.result(&unified(&paths::shown(path), text, formatted));
        } else if args.check {
            session.result(&format!("{}\n", paths::shown(path)));
        } else {
            paths::write(path, formatted.as_bytes())?;
            session.say(&format!("formatted {}", paths::shown(path)));
        }
    }
    let files = |count| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    match (changed.len(), rewrites) {
        (0, _) => session.say(&format!("{} in the canonical layout", files(contracts.len()))),
        (count, false) => session.say(&format!("{} of {} would change", count, files(contracts.len()))),
        (count, true) => session.say(&format!("{} of {} changed", count, files(contracts.len()))),
    }
    Ok(if !rewrites && !changed.is_empty() { Exit::Failed } else { Exit::Done })
}

fn standard_input(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    let mut bytes = Vec::new();
    let name = Path::new("standard input");
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| paths::unreadable(name, &error))?;
    let text = paths::text(name, &bytes)?;
    let formatted =
        formatted(session, "standard input", &text).map_err(|problems| Stop::new(Exit::Contract, problems.sorted()))?;
    if args.diff {
        session.result(&unified("standard input", &text, &formatted));
    } else if !args.check {
        session.result(&formatted);
    }
    Ok(if (args.check || args.diff) && formatted != text { Exit::Failed } else { Exit::Done })
}

fn formatted(session: &mut Session, name: &str, text: &str) -> Result<String, Diagnostics> {
    let source = session.sources.add(name, text);
    let kept = session.sources.get(source).expect("just added").text.clone();
    format(source, &kept)
}
