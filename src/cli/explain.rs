use clap::ValueEnum;

use crate::calendar::Calendar;
use crate::diagnostic::{code, did_you_mean, lint, render};
use crate::eval::verdict::Verdicts;
use crate::eval::{Request, Timeline, derive, evaluate, ladders, timeline};
use crate::evidence::{Evidence, TicketIx};
use crate::model::{ClockId, CompensationId, Locale, MeasureId, Model, NormId, Subject};
use crate::quantity::Instant;
use crate::report::service::{self, Clocked, Explained, Wanted, explanation};
use crate::report::{explain, json, page};

use super::error::UsageError;
use super::eval::show_problems;
use super::exit::{Exit, Stop};
use super::fail_on::FailOnArgs;
use super::given::GivenArgs;
use super::output::OutputArgs;
use super::period::{PeriodArgs, of_ticket};
use super::session::Session;

/// Take a verdict apart, or show the page of a diagnostic code
///
/// `sla explain oplostijden` shows how that norm came out and why; with `--ticket INC1` that ticket's timeline, with the
/// sum to check by hand. `sla explain SLA0203` shows the page of a code, and `sla explain --list` all codes.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A norm, measure, compensation or right of the contract, or a diagnostic code
    #[arg(value_name = "WHAT", required_unless_present = "list")]
    what: Option<String>,
    /// List all diagnostic codes: level, title and the name of the lint
    #[arg(long, conflicts_with_all = ["what", "ticket", "fail_on", "output"])]
    list: bool,
    #[command(flatten)]
    given: GivenArgs,
    #[command(flatten)]
    period: PeriodArgs,
    /// Draw the timeline of this ticket under the clocks of the norm
    ///
    /// Default of the period: the one in which the last thing happened to the ticket.
    #[arg(long, value_name = "ID")]
    ticket: Option<String>,
    /// Form of the explanation
    ///
    /// Default: by the name of the output, or else `text`.
    #[arg(long, value_enum, value_name = "FORM", conflicts_with = "list")]
    format: Option<Form>,
    #[command(flatten)]
    output: OutputArgs,
    /// Language of the words and numbers
    ///
    /// Default: the contract's; on a terminal, English words and the contract's numbers, as `eval` has them.
    #[arg(long, value_parser = super::language::parser(), value_name = "LANGUAGE", conflicts_with = "list")]
    locale: Option<Locale>,
    #[command(flatten)]
    fail_on: FailOnArgs,
}

/// Form of the explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For a terminal or a mail: 80 columns
    Text,
    /// One page that needs nothing else
    Html,
    /// For a repository or a wiki
    Markdown,
    /// For programs
    Json,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    if args.list {
        session.result(&list());
        return Ok(Exit::Done);
    }
    let Some(wanted) = &args.what else { return Ok(Exit::Usage) };
    if let Some(code) = as_code(wanted) {
        return match args.of_evidence() {
            Some(option) => Err(UsageError::PageOption { option, code }.into()),
            None => page(session, &code),
        };
    }
    let known = args.given.contract(session)?;
    let what = named(&known.contract.model, wanted)?;
    let (given, progress) = known.read(session)?;
    let (model, evidence) = (given.model(), &given.evidence);
    let calendar = Calendar::new(model);
    let form = form(args)?;
    let locale = args.locale;
    let paint = args.output.paint(session);
    if let Some(ticket) = &args.ticket {
        let (timelines, until) = timelines(args, model, &calendar, evidence, what, ticket)?;
        drop(progress);
        let verdicts = Verdicts { as_of: until, plan: given.plan, periods: Vec::new(), problems: Vec::new() };
        let findings = given.findings(&session.sources, &verdicts);
        let clocked = Clocked { findings, calendar: &calendar, ticket, timelines: &timelines, locale };
        let result = match (form, locale) {
            (Form::Text, None) => {
                let drawn: Vec<String> =
                    timelines.iter().map(|timeline| explain::timeline(model, ticket, timeline, paint)).collect();
                let rungs = timelines.first().map(|first| ladders(&calendar, evidence, first.ticket, until));
                drawn.join("\n") + &explain::ladders(model, &rungs.unwrap_or_default(), paint)
            }
            (Form::Text, Some(_)) => page::text(&service::ticket(&clocked), paint),
            (Form::Html, _) => page::html(&service::ticket(&clocked)),
            (Form::Markdown, _) => page::markdown(&service::ticket(&clocked)),
            (Form::Json, _) => json::explanation::ticket(&findings, ticket, &timelines),
        };
        args.output.write(session, &result)?;
        return Ok(Exit::Done);
    }
    let (periods, as_of) = args.period.choose(&calendar, evidence)?;
    let request = Request { periods, as_of, plan: given.plan, readings: true };
    let verdicts = evaluate(model, &calendar, evidence, &request);
    let derivations = match what {
        Explained::Norm(norm) => derive(model, &calendar, evidence, &request, &[norm]),
        Explained::Measure(_) | Explained::Compensation(_) | Explained::Right(_) => Vec::new(),
    };
    drop(progress);
    show_problems(session, &verdicts);
    let findings = given.findings(&session.sources, &verdicts);
    let wanted = Wanted { findings, calendar: &calendar, asked: verdicts.periods.len(), locale, earlier: None };
    let result = match (form, locale) {
        (Form::Text, None) => match what {
            Explained::Norm(norm) => explain::norm(&findings, &calendar, &derivations, norm, paint),
            Explained::Measure(measure) => explain::measure(&findings, measure, paint),
            Explained::Compensation(id) => explain::compensation(&findings, id, paint),
            Explained::Right(index) => explain::right(&findings, index, paint),
        },
        (Form::Text, Some(_)) => page::text(&explanation(&wanted, what, &derivations), paint),
        (Form::Html, _) => page::html(&explanation(&wanted, what, &derivations)),
        (Form::Markdown, _) => page::markdown(&explanation(&wanted, what, &derivations)),
        (Form::Json, _) => json::explanation::render(&wanted, what, &derivations),
    };
    args.output.write(session, &result)?;
    Ok(match what {
        Explained::Norm(norm) => {
            let all = verdicts.periods.iter().flat_map(|period| &period.norms);
            args.fail_on.exit(all.filter(|found| found.norm == norm))
        }
        Explained::Measure(_) | Explained::Compensation(_) | Explained::Right(_) => Exit::Done,
    })
}

impl Args {
    /// An option that is given and says nothing of the page of a code.
    fn of_evidence(&self) -> Option<&'static str> {
        let given = [
            ("--format", self.format.is_some()),
            ("--output", self.output.file().is_some()),
            ("--locale", self.locale.is_some()),
            ("--ticket", self.ticket.is_some()),
            ("--fail-on", self.fail_on.is_given()),
        ];
        given.into_iter().find(|(_, is_given)| *is_given).map(|(option, _)| option)
    }
}

/// What is asked for, or else what the name of the output says.
fn form(args: &Args) -> Result<Form, UsageError> {
    let known = |ending: &str| match ending {
        "html" | "htm" => Some(Form::Html),
        "md" | "markdown" => Some(Form::Markdown),
        "json" => Some(Form::Json),
        "txt" => Some(Form::Text),
        _ => None,
    };
    let by_name = || args.output.form(known, |path, ending| UsageError::ExplanationEnding { path, ending });
    args.format.map_or_else(|| Ok(by_name()?.unwrap_or(Form::Text)), Ok)
}

/// What a name of the contract stands for.
fn named(model: &Model, name: &str) -> Result<Explained, Stop> {
    let id = |n: usize| u32::try_from(n).expect("a model counts its items in 32 bits");
    if let Some(n) = model.norms.iter().position(|norm| norm.declared.name == name) {
        return Ok(Explained::Norm(NormId(id(n))));
    }
    if let Some(n) = model.measures.iter().position(|measure| measure.declared.name == name) {
        return Ok(Explained::Measure(MeasureId(id(n))));
    }
    if let Some(n) = model.compensations.iter().position(|compensation| compensation.declared.name == name) {
        return Ok(Explained::Compensation(CompensationId(id(n))));
    }
    if let Some(n) = model.rights.iter().position(|right| right.declared.name == name) {
        return Ok(Explained::Right(n));
    }
    let rights = model.rights.iter().map(|right| right.declared.name.as_str());
    let norms = model.norms.iter().map(|norm| norm.declared.name.as_str());
    let compensations = model.compensations.iter().map(|compensation| compensation.declared.name.as_str());
    let known = norms.chain(model.measures.iter().map(|measure| measure.declared.name.as_str())).chain(compensations);
    let known = known.chain(rights);
    Err(UsageError::UnknownName { name: name.to_owned(), help: did_you_mean(name, known) }.into())
}

/// The code that `what` is, in capitals: `sla0203`, `SLA0203`.
fn as_code(what: &str) -> Option<String> {
    let upper = what.to_ascii_uppercase();
    let digits = upper.strip_prefix("SLA")?;
    (digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit())).then_some(upper)
}

fn page(session: &mut Session, code: &str) -> Result<Exit, Stop> {
    let Some(page) = code::page(code) else {
        let help = did_you_mean(code, code::pages().map(|page| page.code));
        return Err(UsageError::UnknownCode { code: code.to_owned(), help }.into());
    };
    session.result(&render::page(page.text, session.paint().colour, 80));
    Ok(Exit::Done)
}

/// A line a code: `SLA0355  warning  something that is never used [unused]`.
fn list() -> String {
    let mut pages: Vec<&code::Page> = code::pages().collect();
    pages.sort_by_key(|page| page.code);
    let line = |page: &&code::Page| {
        let lint = lint::name_of(page.code).map(|name| format!(" [{name}]")).unwrap_or_default();
        format!("{}  {:<7}  {}{lint}\n", page.code, page.level(), page.title())
    };
    pages.iter().map(line).collect()
}

/// The timeline of a ticket under every clock of the norm, one at least; and the moment up to which they are known.
fn timelines(
    args: &Args,
    model: &Model,
    calendar: &Calendar<'_>,
    evidence: &Evidence,
    what: Explained,
    ticket: &str,
) -> Result<(Vec<Timeline>, Instant), Stop> {
    let clocks = match what {
        Explained::Norm(norm) => clocks(model, norm),
        Explained::Measure(_) | Explained::Compensation(_) | Explained::Right(_) => Vec::new(),
    };
    let no_clock = |help: &str| UsageError::NoClock {
        norm: args.what.clone().unwrap_or_default(),
        ticket: ticket.to_owned(),
        help: help.into(),
    };
    let tickets = evidence.tickets.as_deref().unwrap_or_default();
    let Some(at) = tickets.iter().position(|row| &*row.id == ticket) else {
        let help = did_you_mean(ticket, tickets.iter().map(|row| &*row.id));
        return Err(UsageError::UnknownTicket { ticket: ticket.to_owned(), help }.into());
    };
    let (found, row) = (TicketIx(u32::try_from(at).expect("tickets are counted in 32 bits")), tickets.get(at));
    let until = match (args.period.as_of(calendar)?, args.period.is_given()) {
        (Some(as_of), _) => as_of,
        (None, true) => args.period.choose(calendar, evidence)?.1,
        (None, false) => {
            let own = row.into_iter().flat_map(of_ticket);
            let waits = evidence.waits.iter().flatten().filter(|wait| wait.ticket == found);
            let waits = waits.flat_map(|wait| [Some(wait.from), wait.to]).flatten();
            let changes =
                evidence.changes.iter().flatten().filter(|change| change.ticket == found).map(|change| change.at);
            let last = own.chain(waits).chain(changes).max().ok_or_else(|| no_clock("it carries no moment"))?;
            calendar.periods().containing(last).to
        }
    };
    if clocks.is_empty() {
        return Err(no_clock("this norm judges no time on a clock").into());
    }
    let found: Vec<Timeline> =
        clocks.into_iter().filter_map(|clock| timeline(model, calendar, evidence, found, clock, until)).collect();
    if found.is_empty() {
        return Err(no_clock("the ticket is of another kind, or does not exist yet at that moment").into());
    }
    Ok((found, until))
}

/// The clocks of a norm, each once, in its order.
fn clocks(model: &Model, norm: NormId) -> Vec<ClockId> {
    let mut clocks = Vec::new();
    for requirement in &model.norm(norm).requirements {
        match &requirement.subject {
            Subject::Timed(timed) if !clocks.contains(&timed.clock) => clocks.push(timed.clock),
            Subject::Cadence(owed) if !clocks.contains(&owed.clock) => clocks.push(owed.clock),
            Subject::Timed(_)
            | Subject::Cadence(_)
            | Subject::Formula { .. }
            | Subject::EachMember(..)
            | Subject::EachRow { .. }
            | Subject::Obliged(_)
            | Subject::NotAgreed
            | Subject::NoNorm => {}
        }
    }
    clocks
}
