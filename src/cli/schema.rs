use std::path::PathBuf;

use crate::evidence::schema;
use crate::report::schema::{as_csv, as_json};

use super::exit::{Exit, Stop};
use super::init_evidence;
use super::output::OutputArgs;
use super::paths;
use super::project::{self, compile};
use super::session::Session;

/// Tell which evidence a contract needs: tables, columns, and what stands in them
///
/// As a JSON Schema of one document with all tables, or as lines of headings for a spreadsheet, each with a row that fits.
/// What the columns of an export are called instead is said in `sla.toml`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Contract, or folder of a project
    ///
    /// Default: the contract of the nearest `sla.toml`.
    path: Option<PathBuf>,
    /// Print lines of headings instead, with comments and examples
    #[arg(long)]
    csv: bool,
    /// Look at exports and write a first sla.toml for them, as `sla init-evidence` does
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with = "csv")]
    guess: Vec<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    if !args.guess.is_empty() {
        return init_evidence::look(session, &args.guess, args.path.as_deref(), &args.output);
    }
    let path = project::contract(session, args.path.as_deref(), "sla schema")?;
    let source = paths::read(&mut session.sources, &path)?;
    let (model, warnings) = compile(session, source)?;
    session.show(&warnings);
    let tables = schema(&model);
    let text = if args.csv { as_csv(&tables) } else { as_json(&model, &tables) };
    args.output.write(session, &text)?;
    Ok(Exit::Done)
}
