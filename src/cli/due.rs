use clap::ValueEnum;

use crate::calendar::Calendar;
use crate::eval::open_tickets;
use crate::eval::verdict::Verdicts;
use crate::evidence::Evidence;
use crate::quantity::Instant;
use crate::report::due::{Ahead, csv, ics, json, text};

use super::error::UsageError;
use super::exit::{Exit, Stop};
use super::given::GivenArgs;
use super::output::OutputArgs;
use super::period::{ends, moment};
use super::session::Session;

/// List the deadlines of open tickets, nearest first
///
/// With what is on each clock and what is left, updates that are owed, and steps of escalation. A clock that waits is
/// shown as if it ran on at once: its deadline moves along while it waits.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    given: GivenArgs,
    /// Moment at which tickets are open; `now` reads the clock on the wall
    ///
    /// Local times are in the contract's time zone. Default: the first whole minute after the last thing that happened to
    /// a ticket, so that the same evidence gives the same list.
    #[arg(long, value_name = "INSTANT")]
    as_of: Option<String>,
    /// Form of the list
    ///
    /// Default: by the name of the output, or else `text`.
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Form>,
    #[command(flatten)]
    output: OutputArgs,
}

/// Form of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a terminal: 80 columns
    Text,
    /// For programs: schema sla.due/1
    Json,
    /// For spreadsheets: a line a deadline
    Csv,
    /// For calendars: an event a deadline
    Ics,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    let form = form(args)?;
    let (given, progress) = args.given.contract(session)?.read(session)?;
    let (model, evidence) = (given.model(), &given.evidence);
    let calendar = Calendar::new(model);
    let at = match args.as_of.as_deref() {
        Some("now") => now()?,
        Some(text) => moment(text, calendar.zone())?,
        None => after_all(evidence).ok_or(UsageError::NoMoment)?,
    };
    let tickets = open_tickets(&calendar, evidence, given.plan, at);
    drop(progress);
    let verdicts = Verdicts { as_of: at, plan: given.plan, periods: Vec::new(), problems: Vec::new() };
    let ahead = Ahead { findings: given.findings(&session.sources, &verdicts), tickets: &tickets };
    let result = match form {
        Form::Text => text(&ahead, args.output.paint(session)),
        Form::Json => json(&ahead),
        Form::Csv => csv(&ahead),
        Form::Ics => ics(&ahead),
    };
    args.output.write(session, &result)?;
    Ok(Exit::Done)
}

/// What is asked for, or else what the name of the output says.
fn form(args: &Args) -> Result<Form, UsageError> {
    let known = |ending: &str| match ending {
        "json" => Some(Form::Json),
        "csv" => Some(Form::Csv),
        "ics" | "ical" => Some(Form::Ics),
        "txt" => Some(Form::Text),
        _ => None,
    };
    let by_name = || args.output.form(known, |path, ending| UsageError::DueEnding { path, ending });
    args.format.map_or_else(|| Ok(by_name()?.unwrap_or(Form::Text)), Ok)
}

/// What the clock on the wall says, which was asked for.
#[expect(clippy::disallowed_methods, reason = "somebody asked for it in so many words, and no verdict hangs on it")]
fn now() -> Result<Instant, UsageError> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok();
    let seconds = since.and_then(|since| i64::try_from(since.as_secs()).ok());
    seconds.and_then(Instant::from_unix).ok_or(UsageError::NoMoment)
}

/// The first whole minute after the last thing that happened to a ticket. Dates in columns of the contract's own may be
/// promises, and tell nothing.
fn after_all(evidence: &Evidence) -> Option<Instant> {
    const MINUTE: i64 = 60_000_000;
    let tickets = evidence.tickets.iter().flatten();
    let tickets =
        tickets.flat_map(|ticket| [Some(ticket.opened), ticket.responded, ticket.resolved, ticket.closed]).flatten();
    let waits = evidence.waits.iter().flatten().flat_map(|wait| [Some(wait.from), wait.to]).flatten();
    let changes = evidence.changes.iter().flatten().map(|change| change.at);
    let updates = evidence.updates.iter().flatten().map(|update| update.at);
    let (_, last) = ends(tickets.chain(waits).chain(changes).chain(updates))?;
    Some(Instant::from_micros((last.micros().div_euclid(MINUTE) + 1) * MINUTE))
}
