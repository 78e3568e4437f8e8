use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::compare::{Differences, Effect, compare, json, markdown, text};
use crate::diagnostic::Diagnostics;
use crate::model::Model;
use crate::source::SourceId;

use super::exit::{Exit, Stop};
use super::library::{Beside, Library};
use super::paths;
use super::project;
use super::revision::Revision;
use super::session::Session;

/// Tell what changed in meaning, and for whose good
///
/// Compares two contracts, or one with an older version of itself in git. Changes are grouped by clause; each is one of
/// words, names, verdicts or money, and better or worse for the customer. Formatting, comments and order are no change.
///
/// Exits with 1 where the meaning differs: what is judged, paid or asked of the evidence; with `--deny`, only where a
/// change is such.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The old contract, or a folder with an `sla.toml`; with `--against`, the one to compare
    ///
    /// Default with `--against`: the contract of the project you stand in.
    #[arg(value_name = "OLD", required_unless_present = "against")]
    old: Option<PathBuf>,
    /// The new contract, likewise
    #[arg(value_name = "NEW", required_unless_present = "against", conflicts_with = "against")]
    new: Option<PathBuf>,
    /// Take the old version, with the files that it uses or amends, from this revision in git
    #[arg(long, value_name = "REV")]
    against: Option<String>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t = Form::Text, value_name = "FORM")]
    format: Form,
    /// Exit with 1 only where a change is such
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
}

/// Form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a terminal
    Text,
    /// For other programs
    Json,
    /// For a merge request
    Markdown,
}

/// What to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Worse for the customer
    Worse,
    /// Worse for the customer, or cannot be told
    Unclear,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    let versions = match &args.against {
        Some(revision) => {
            let path = project::contract(session, args.old.as_deref(), "sla diff --against REV")?;
            let revision = Revision::find(revision, &path)?;
            let source = revision.read(session, &path)?;
            (compiled(session, source, &revision), of_file(session, &path)?, source)
        }
        None => {
            let old = project::contract(session, args.old.as_deref(), "sla diff OLD NEW")?;
            let new = project::contract(session, args.new.as_deref(), "sla diff OLD NEW")?;
            let source = paths::read(&mut session.sources, &old)?;
            (compiled(session, source, &Beside::default()), of_file(session, &new)?, source)
        }
    };
    let (old, (new, new_source), old_source) = versions;
    let (old, new) = match (old, new) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let mut problems = Diagnostics::default();
            old.err().into_iter().chain(new.err()).for_each(|found| problems.append(found));
            return Err(Stop::new(Exit::Contract, problems.once_each().sorted()));
        }
    };
    let differences = compare(&old, &new);
    let name = |source: SourceId| session.sources.get(source).map_or(String::new(), |it| it.name.to_string());
    let shown = match args.format {
        Form::Text => text(&differences, session.paint()),
        Form::Json => json(&differences, &name(old_source), &name(new_source)),
        Form::Markdown => markdown(&differences),
    };
    session.result(&shown);
    Ok(if fails(&differences, args.deny) { Exit::Failed } else { Exit::Done })
}

fn fails(differences: &Differences, deny: Option<Deny>) -> bool {
    let any = |is: fn(&Effect) -> bool| differences.changes.iter().any(|change| is(&change.effect));
    match deny {
        None => differences.changes_meaning(),
        Some(Deny::Worse) => any(|effect| *effect == Effect::Worse),
        Some(Deny::Unclear) => any(|effect| matches!(effect, Effect::Worse | Effect::Unclear(_))),
    }
}

/// A contract, or what is wrong with it.
type Version = Result<Model, Diagnostics>;

fn of_file(session: &mut Session, path: &Path) -> Result<(Version, SourceId), Stop> {
    let source = paths::read(&mut session.sources, path)?;
    Ok((compiled(session, source, &Beside::default()), source))
}

/// Warnings are not what is asked for: `sla check` tells them.
fn compiled(session: &mut Session, source: SourceId, library: &dyn Library) -> Version {
    crate::compile_with(&mut session.sources, source, library).map(|(model, _)| model)
}
