use clap::CommandFactory;

use super::Command;
use super::error::UsageError;
use super::exit::{Exit, Stop};
use super::session::Session;

/// Print a manual page
///
/// `sla man | man -l -` reads it; `sla man eval` is the page of a verb.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Verb that the page is about; default: the whole program
    #[arg(value_name = "VERB", value_parser = verbs())]
    verb: Option<String>,
}

fn verbs() -> clap::builder::PossibleValuesParser {
    ["check", "fmt", "test", "eval", "explain", "completions", "man"].into()
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    let mut command = Command::command();
    command.build();
    let page = match &args.verb {
        None => command,
        Some(verb) => command.find_subcommand(verb).expect("the parser takes only verbs").clone(),
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page)
        .render(&mut roff)
        .map_err(|error| UsageError::Unwritable { path: "the page".to_owned(), reason: error.to_string() })?;
    session.result_bytes(&roff);
    Ok(Exit::Done)
}
