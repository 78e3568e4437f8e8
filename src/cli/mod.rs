//! The command line: the only room that reads files and the environment, and that prints.
//!
//! Results go to standard output, everything else to standard error. One file a verb.

mod check;
mod compiled;
mod completions;
mod defect;
mod diff;
mod doc;
mod due;
mod error;
mod eval;
mod evidence;
mod exit;
mod explain;
mod fail_on;
mod files;
mod fix;
mod fmt;
mod given;
mod init_evidence;
mod language;
mod library;
mod lints;
mod look;
mod man;
mod new;
mod output;
mod paths;
mod period;
mod plan;
mod progress;
mod project;
mod report;
mod revision;
mod schema;
mod session;
mod test;
mod unified;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use exit::{Exit, Stop};
use session::Session;

/// Service level agreements as code
#[derive(Debug, Parser)]
#[command(name = "sla", version, term_width = 80, max_term_width = 80, disable_help_subcommand = true)]
#[command(after_help = EXIT_CODES, subcommand_value_name = "VERB", subcommand_help_heading = "Verbs")]
struct Command {
    #[command(subcommand)]
    verb: Verb,
    #[command(flatten)]
    common: Common,
}

/// Heading of the options of every verb.
const COMMON: &str = "Common options";

const EXIT_CODES: &str = "\
Exit codes:
   0  done; for `eval`: every judged norm is met
   1  for `eval`: a norm is breached; for `test`: a test failed;
      for `fmt --check` and `check --fix --diff`: a file would change;
      for `diff`: the meaning differs
   2  wrong usage
   3  the contract is invalid
   4  the evidence is invalid
   5  for `eval`: nothing is breached, but a norm is undecided
  70  a defect of the program itself";

/// Options of every verb.
#[derive(Debug, Clone, Copy, clap::Args)]
struct Common {
    /// When to colour
    #[arg(long, global = true, help_heading = COMMON, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
    /// How problems are shown
    #[arg(long, global = true, help_heading = COMMON, value_enum, default_value_t = ErrorFormat::Human, value_name = "FORMAT")]
    error_format: ErrorFormat,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, help_heading = COMMON, conflicts_with = "verbose")]
    quiet: bool,
    /// Also say what is read and decided
    #[arg(short, long, global = true, help_heading = COMMON)]
    verbose: bool,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How problems are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ErrorFormat {
    /// With the source drawn around each place
    Human,
    /// One line each, for screen readers and logs
    Plain,
    /// A JSON array
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

/// The verbs by name, in the order of [`Verb`]: a verb of the command line cannot list its own siblings.
const VERBS: [&str; 14] = [
    "check",
    "fmt",
    "test",
    "eval",
    "report",
    "explain",
    "due",
    "doc",
    "schema",
    "init-evidence",
    "diff",
    "new",
    "completions",
    "man",
];

#[derive(Debug, Subcommand)]
enum Verb {
    Check(check::Args),
    Fmt(fmt::Args),
    Test(test::Args),
    Eval(eval::Args),
    Report(report::Args),
    Explain(explain::Args),
    Due(due::Args),
    Doc(doc::Args),
    Schema(schema::Args),
    InitEvidence(init_evidence::Args),
    Diff(diff::Args),
    New(new::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    defect::guarded(|| {
        let command = match Command::try_parse() {
            Ok(command) => command,
            Err(error) => return usage(&error),
        };
        let mut session = Session::new(command.common);
        let outcome = run(&mut session, command.verb);
        let exit = outcome.unwrap_or_else(|stop| {
            session.show(&stop.problems);
            stop.exit
        });
        session.finish(exit)
    })
    .into()
}

/// Prints what the argument parser has to say: help and versions are results, all else is wrong usage.
fn usage(error: &clap::Error) -> Exit {
    // A reader that went away is no reason to complain.
    let _ = error.print();
    if error.use_stderr() { Exit::Usage } else { Exit::Done }
}

fn run(session: &mut Session, verb: Verb) -> Result<Exit, Stop> {
    match verb {
        Verb::Check(args) => check::run(session, &args),
        Verb::Fmt(args) => fmt::run(session, &args),
        Verb::Test(args) => test::run(session, &args),
        Verb::Eval(args) => eval::run(session, &args),
        Verb::Report(args) => report::run(session, &args),
        Verb::Explain(args) => explain::run(session, &args),
        Verb::Due(args) => due::run(session, &args),
        Verb::Doc(args) => doc::run(session, &args),
        Verb::Schema(args) => schema::run(session, &args),
        Verb::InitEvidence(args) => init_evidence::run(session, &args),
        Verb::Diff(args) => diff::run(session, &args),
        Verb::New(args) => new::run(session, &args),
        Verb::Completions(args) => Ok(completions::run(session, &args)),
        Verb::Man(args) => man::run(session, &args),
    }
}
