use std::io::Read;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::syntax::format::{Formatted, format};

use super::exit::{Exit, Stop};
use super::paths;
use super::session::Session;
use super::unified::unified;

/// Lay contracts out in the one canonical way
///
/// Keeps comments and never changes meaning. Files are rewritten in place; `-` reads standard input and writes
/// standard output. An item with a mistake in it stays as it is, and the mistake is shown.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Contracts, or folders: every `*.sla` below; `-` for standard input
    ///
    /// Default: the contract of the project you stand in, or else the folder.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Change nothing: show what would change as a diff, and exit with 1 if anything would
    #[arg(long, visible_alias = "diff")]
    check: bool,
    /// Change nothing: list the files that would change, and exit with 1 if there are any
    #[arg(short, long)]
    list: bool,
}

impl Args {
    fn rewrites(&self) -> bool {
        !self.check && !self.list
    }

    /// Shows what would become of a text.
    fn show(&self, session: &mut Session, name: &str, text: &str, formatted: &str) {
        if self.list {
            session.result(&format!("{name}\n"));
        } else {
            let paint = session.paint();
            session.result(&unified(name, text, formatted, paint));
        }
    }
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    if args.paths == [Path::new("-")] {
        return standard_input(session, args);
    }
    let contracts = paths::contracts(session, &args.paths)?;
    let mut changed = Vec::new();
    let mut problems = Diagnostics::default();
    // Every file is read before the first is written.
    for path in &contracts {
        let bytes = paths::bytes(path).map_err(|error| paths::unreadable(path, &error))?;
        let text = paths::text(path, &bytes)?;
        let formatted = formatted(session, &paths::shown(path), &text);
        problems.append(formatted.problems);
        if formatted.text != text {
            changed.push((path, text, formatted.text));
        }
    }
    for (path, text, formatted) in &changed {
        if args.rewrites() {
            paths::replace(path, formatted.as_bytes())?;
            session.say(&format!("formatted {}", paths::shown(path)));
        } else {
            args.show(session, &paths::shown(path), text, formatted);
        }
    }
    let files = |count| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    let all = files(contracts.len());
    match (changed.len(), args.rewrites()) {
        (0, _) if problems.has_errors() => {}
        (0, _) => session.say(&format!("{all} in the canonical layout")),
        (count, false) => session.say(&format!("{count} of {all} would change")),
        (count, true) => session.say(&format!("{count} of {all} changed")),
    }
    end(session, args, problems, !changed.is_empty())
}

fn standard_input(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    let mut bytes = Vec::new();
    let name = "standard input";
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| paths::unreadable(Path::new(name), &error))?;
    let text = paths::text(Path::new(name), &bytes)?;
    let formatted = formatted(session, name, &text);
    let changes = formatted.text != text;
    if args.rewrites() {
        session.result(&formatted.text);
    } else if changes {
        args.show(session, name, &text, &formatted.text);
    }
    end(session, args, formatted.problems, changes)
}

fn formatted(session: &mut Session, name: &str, text: &str) -> Formatted {
    let source = session.sources.add(name, text);
    format(source, text)
}

/// Mistakes weigh more than what would change.
fn end(session: &Session, args: &Args, problems: Diagnostics, changes: bool) -> Result<Exit, Stop> {
    if problems.has_errors() {
        session.say("items with a mistake in them are left as they are");
        return Err(Stop::new(Exit::Contract, problems.sorted()));
    }
    Ok(if changes && !args.rewrites() { Exit::Failed } else { Exit::Done })
}
