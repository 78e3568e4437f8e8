use clap::ValueEnum;

use crate::diagnostic::Diagnostics;
use crate::eval::verdict::Verdicts;
use crate::report::{json, text, tickets};

use super::exit::{Exit, Stop};
use super::fail_on::exit;
use super::given::GivenArgs;
use super::period::PeriodArgs;
use super::session::Session;

/// Judge the norms of a contract over evidence
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    given: GivenArgs,
    #[command(flatten)]
    period: PeriodArgs,
    /// Form of the verdicts
    #[arg(long, value_enum, default_value_t = Form::Text, value_name = "FORM")]
    format: Form,
    /// Print a JSON line per ticket and clock instead of the verdicts
    #[arg(long, conflicts_with = "format")]
    tickets: bool,
}

/// Form of the verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people: fits 80 columns
    Text,
    /// For programs: schema sla.verdicts/1
    Json,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    let (given, verdicts) = args.given.contract(session)?.judge(session, &args.period, args.tickets)?;
    show_problems(session, &verdicts);
    let findings = given.findings(&session.sources, &verdicts);
    let result = match (args.tickets, args.format) {
        (true, _) => tickets::render(&findings),
        (false, Form::Json) => json::render(&findings),
        (false, Form::Text) => text::render(&findings, session.paint()),
    };
    session.result(&result);
    let exit = exit(verdicts.periods.iter().flat_map(|period| &period.norms));
    // The program ends here: to give back millions of rows one by one takes longer than to leave them.
    std::mem::forget((given, verdicts));
    Ok(exit)
}

/// Values that could not be had.
pub(super) fn show_problems(session: &mut Session, verdicts: &Verdicts) {
    let mut problems = Diagnostics::default();
    for problem in &verdicts.problems {
        problems.push(problem.span(), problem.clone());
    }
    session.show(&problems);
}
