use clap::ValueEnum;

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;
use crate::eval::verdict::{Verdict, Verdicts};
use crate::eval::{Request, evaluate};
use crate::report::{Findings, json, text, tickets};

use super::evidence::{EvidenceArgs, read};
use super::exit::{Exit, Stop};
use super::period::PeriodArgs;
use super::plan::PlanArgs;
use super::progress::Progress;
use super::project::{ProjectArgs, locate};
use super::session::Session;

/// Judge the norms of a contract over evidence
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    project: ProjectArgs,
    #[command(flatten)]
    period: PeriodArgs,
    #[command(flatten)]
    plan: PlanArgs,
    #[command(flatten)]
    evidence: EvidenceArgs,
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
    let mut located = locate(session, &args.project)?;
    let contract = located.contract(session)?;
    let plan = args.plan.of(&contract.model, &mut located)?;
    let progress = if session.is_watched() { Progress::new() } else { Progress::none() };
    let (evidence, told) = read(session, &located, &contract.model, &args.evidence, &progress)?;
    progress.judging();
    let model = told.as_ref().unwrap_or(&contract.model);
    let calendar = Calendar::new(model);
    let (periods, as_of) = args.period.choose(&calendar, &evidence)?;
    let request = Request { periods, as_of, plan, readings: args.tickets };
    let verdicts = evaluate(model, &calendar, &evidence, &request);
    drop(progress);
    show_problems(session, &verdicts);
    let findings = Findings {
        model,
        sources: &session.sources,
        contract: &located.contract_name,
        sha256: &contract.sha256,
        others: &contract.others,
        evidence: &evidence,
        verdicts: &verdicts,
    };
    let result = match (args.tickets, args.format) {
        (true, _) => tickets::render(&findings),
        (false, Form::Json) => json::render(&findings),
        (false, Form::Text) => text::render(&findings, session.paint()),
    };
    session.result(&result);
    Ok(exit(&verdicts))
}

/// Values that could not be had.
pub(super) fn show_problems(session: &mut Session, verdicts: &Verdicts) {
    let mut problems = Diagnostics::default();
    for problem in &verdicts.problems {
        problems.push(problem.span(), problem.clone());
    }
    session.show(&problems);
}

/// Breached before undecided before the rest, over all periods.
fn exit(verdicts: &Verdicts) -> Exit {
    let worst = verdicts.periods.iter().flat_map(|period| &period.norms).map(|norm| norm.verdict).min();
    match worst {
        Some(Verdict::Breached) => Exit::Failed,
        Some(Verdict::Undecided) => Exit::Undecided,
        Some(Verdict::Met | Verdict::Empty | Verdict::Measured) | None => Exit::Done,
    }
}
