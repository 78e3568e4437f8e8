use clap::ValueEnum;

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;
use crate::eval::verdict::Verdicts;
use crate::eval::{Request, evaluate};
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
    let (given, progress) = args.given.contract(session)?.read(session)?;
    let (model, evidence) = (given.model(), &given.evidence);
    let calendar = Calendar::new(model);
    let (periods, as_of) = args.period.choose(&calendar, evidence)?;
    let request = Request { periods, as_of, plan: given.plan, readings: args.tickets };
    let verdicts = evaluate(model, &calendar, evidence, &request);
    drop(progress);
    show_problems(session, &verdicts);
    let findings = given.findings(&session.sources, &verdicts);
    let result = match (args.tickets, args.format) {
        (true, _) => tickets::render(&findings),
        (false, Form::Json) => json::render(&findings),
        (false, Form::Text) => text::render(&findings, session.paint()),
    };
    session.result(&result);
    Ok(exit(verdicts.periods.iter().flat_map(|period| &period.norms)))
}

/// Values that could not be had.
pub(super) fn show_problems(session: &mut Session, verdicts: &Verdicts) {
    let mut problems = Diagnostics::default();
    for problem in &verdicts.problems {
        problems.push(problem.span(), problem.clone());
    }
    session.show(&problems);
}
