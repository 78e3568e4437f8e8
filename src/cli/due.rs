use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::calendar::Calendar;
use crate::eval::open_tickets;
use crate::evidence::Evidence;
use crate::quantity::Instant;
use crate::report::Paint;
use crate::report::due::{Ahead, csv, ics, json, text};

use super::error::UsageError;
use super::evidence::{EvidenceArgs, read};
use super::exit::{Exit, Stop};
use super::paths;
use super::period::{ends, moment};
use super::plan::PlanArgs;
use super::progress::Progress;
use super::project::{ProjectArgs, locate};
use super::session::Session;

/// List the deadlines of open tickets, nearest first
///
/// With what is on each clock and what is left, updates that are owed, and steps of escalation. A clock that waits is
/// shown as if it ran on at once: its deadline moves along while it waits.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    project: ProjectArgs,
    #[command(flatten)]
    plan: PlanArgs,
    #[command(flatten)]
    evidence: EvidenceArgs,
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
    /// Write to this file instead of standard output: whole, or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
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
    let mut located = locate(session, &args.project)?;
    let contract = located.contract(session)?;
    let plan = args.plan.of(&contract.model, &mut located)?;
    let progress = if session.is_watched() { Progress::new() } else { Progress::none() };
    let (evidence, told) = read(session, &located, &contract.model, &args.evidence, &progress)?;
    progress.judging();
    let model = told.as_ref().unwrap_or(&contract.model);
    let calendar = Calendar::new(model);
    let at = match args.as_of.as_deref() {
        Some("now") => now()?,
        Some(text) => moment(text, calendar.zone())?,
        None => after_all(&evidence).ok_or(UsageError::NoMoment)?,
    };
    let tickets = open_tickets(&calendar, &evidence, plan, at);
    drop(progress);
    let ahead = Ahead {
        model,
        contract: &located.contract_name,
        sha256: &contract.sha256,
        evidence: &evidence,
        at,
        tickets: &tickets,
    };
    let paint = if args.output.is_some() { Paint::PLAIN } else { session.paint() };
    let result = match form {
        Form::Text => text(&ahead, paint),
        Form::Json => json(&ahead),
        Form::Csv => csv(&ahead),
        Form::Ics => ics(&ahead),
    };
    match &args.output {
        None => session.result(&result),
        Some(file) => {
            paths::replace(file, result.as_bytes())?;
            session.say(&format!("wrote {}", paths::shown(file)));
        }
    }
    Ok(Exit::Done)
}

/// What is asked for, or else what the name of the output says.
fn form(args: &Args) -> Result<Form, UsageError> {
    let named =
        |file: &Path, ending: &str| UsageError::DueEnding { path: paths::shown(file), ending: ending.to_owned() };
    match (args.format, &args.output) {
        (Some(form), _) => Ok(form),
        (None, None) => Ok(Form::Text),
        (None, Some(file)) => {
            let ending = file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
            match ending.as_deref() {
                Some("json") => Ok(Form::Json),
                Some("csv") => Ok(Form::Csv),
                Some("ics" | "ical") => Ok(Form::Ics),
                Some("txt") | None => Ok(Form::Text),
                Some(other) => Err(named(file, other)),
            }
        }
    }
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
