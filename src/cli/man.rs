use std::path::PathBuf;

use clap::CommandFactory;

use super::error::UsageError;
use super::exit::{Exit, Stop};
use super::paths::{self, shown};
use super::session::Session;
use super::{Command, VERBS};

/// Print a manual page
///
/// `sla man | man -l -` reads it, and `sla man eval` is the page of a verb. To install all of them:
/// `sla man -o ~/.local/share/man/man1`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Verb that the page is about; default: the whole program
    #[arg(value_name = "VERB", value_parser = clap::builder::PossibleValuesParser::new(VERBS))]
    verb: Option<String>,
    /// Write every page into this folder instead: `sla.1`, `sla-check.1`, …
    #[arg(short, long, value_name = "DIR", conflicts_with = "verb")]
    output: Option<PathBuf>,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    let mut program = Command::command();
    program.build();
    let Some(folder) = &args.output else {
        let verb = args.verb.as_ref().and_then(|verb| program.find_subcommand(verb));
        let page = page(verb.unwrap_or(&program))?;
        session.result_bytes(&page);
        return Ok(Exit::Done);
    };
    std::fs::create_dir_all(folder)
        .map_err(|error| UsageError::Unwritable { path: shown(folder), reason: paths::why(&error) })?;
    let pages = std::iter::once(&program).chain(program.get_subcommands());
    let mut count = 0;
    for command in pages {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        paths::replace(&folder.join(format!("{name}.1")), &page(command)?)?;
        count += 1;
    }
    session.say(&format!("wrote {count} pages to {}", shown(folder)));
    Ok(Exit::Done)
}

/// A page in the format of `man`.
fn page(command: &clap::Command) -> Result<Vec<u8>, Stop> {
    let mut roff = Vec::new();
    clap_mangen::Man::new(command.clone())
        .render(&mut roff)
        .map_err(|error| UsageError::Unwritable { path: "the page".to_owned(), reason: error.to_string() })?;
    Ok(roff)
}

#[test]
fn every_verb_has_a_page() {
    let program = Command::command();
    let known: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
    assert_eq!(known, VERBS);
}
