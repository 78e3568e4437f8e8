//! For programs: schema `sla.due/1`.

use serde::Serialize;
use serde_json::Value;

use crate::eval::{Now, OpenTicket, RungStanding, RunningClock};
use crate::report::json::{Contract, contract, seconds};

use super::{Ahead, Line, What};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    contract: Contract<'a>,
    as_of: String,
    tickets: Vec<TicketOut<'a>>,
}

#[derive(Serialize)]
struct TicketOut<'a> {
    ticket: &'a str,
    kind: &'a str,
    priority: Option<&'a str>,
    opened: String,
    clocks: Vec<ClockOut<'a>>,
    escalation: Vec<StepOut<'a>>,
    unknown: Vec<&'a str>,
    file: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct ClockOut<'a> {
    clock: &'a str,
    started: String,
    elapsed_s: Value,
    paused_s: Value,
    state: &'static str,
    reason: Option<&'a str>,
    opens: Option<String>,
    deadlines: Vec<DeadlineOut<'a>>,
}

#[derive(Serialize)]
struct DeadlineOut<'a> {
    what: &'static str,
    bound: String,
    norms: Vec<&'a str>,
    deadline: Option<String>,
    left_s: Value,
    overdue: bool,
    missed: bool,
    moves: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit_s: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wanted: Option<u32>,
}

#[derive(Serialize)]
struct StepOut<'a> {
    escalation: &'a str,
    step: &'a str,
    contact: Option<&'a str>,
    state: &'static str,
    at: Option<String>,
}

/// One object, ending in a newline. Tickets stand nearest deadline first.
pub fn render(ahead: &Ahead<'_>) -> String {
    let header = &ahead.model().header;
    let document = Document {
        schema: "sla.due/1",
        contract: contract(&ahead.findings),
        as_of: header.zone.rfc3339(ahead.at()),
        tickets: ahead.nearest_first().into_iter().filter_map(|ticket| one(ahead, ticket)).collect(),
    };
    let mut out = serde_json::to_string_pretty(&document).expect("strings and numbers always serialise");
    out.push('\n');
    out
}

fn one<'a>(ahead: &Ahead<'a>, ticket: &'a OpenTicket<'a>) -> Option<TicketOut<'a>> {
    let row = ahead.row(ticket)?;
    let (model, zone) = (ahead.model(), ahead.model().header.zone);
    let (file, line) = ahead.findings.row(row.row);
    let step = |rung: &'a crate::eval::Rung<'a>| {
        let (state, at) = match rung.standing {
            RungStanding::Reached(at) => ("reached", Some(at)),
            RungStanding::Ahead(at) => ("ahead", at),
            RungStanding::Stopped => ("stopped", None),
            RungStanding::NoLimit => ("no limit", None),
            RungStanding::Unknown => ("unknown", None),
        };
        StepOut {
            escalation: &rung.escalation.declared.name,
            step: &rung.step.label,
            contact: rung.step.contact.as_deref(),
            state,
            at: at.map(|at| zone.rfc3339(at)),
        }
    };
    Some(TicketOut {
        ticket: &row.id,
        kind: &model.ticket_kind(row.kind).declared.name,
        priority: ahead.priority(ticket),
        opened: zone.rfc3339(row.opened),
        clocks: ticket.clocks.iter().map(|clock| of_clock(ahead, ticket, row, clock)).collect(),
        escalation: ticket.rungs.iter().map(step).collect(),
        unknown: ticket.unknown.iter().map(|norm| model.norm(*norm).declared.name.as_str()).collect(),
        file,
        line,
    })
}

fn of_clock<'a>(
    ahead: &Ahead<'a>,
    ticket: &'a OpenTicket<'a>,
    row: &'a crate::evidence::Ticket,
    clock: &'a RunningClock,
) -> ClockOut<'a> {
    let (model, zone) = (ahead.model(), ahead.model().header.zone);
    let reasons = &model.ticket_kind(row.kind).reasons;
    let (state, reason, opens) = match clock.now {
        Now::Runs => ("runs", None, None),
        Now::Waits(reason) => ("waits", reasons.get(reason.index()).map(|reason| reason.name.as_str()), None),
        Now::Closed(opens) => ("closed", None, opens),
    };
    let stops = clock.deadlines.iter().map(What::Stop).chain(clock.owed.iter().map(What::Update));
    ClockOut {
        clock: &model.clock(clock.clock).declared.name,
        started: zone.rfc3339(clock.started),
        elapsed_s: seconds(clock.elapsed),
        paused_s: seconds(clock.paused),
        state,
        reason,
        opens: opens.map(|at| zone.rfc3339(at)),
        deadlines: stops.map(|what| of_line(ahead, &Line { ticket, row, clock, what })).collect(),
    }
}

fn of_line<'a>(ahead: &Ahead<'a>, line: &Line<'a>) -> DeadlineOut<'a> {
    let zone = ahead.model().header.zone;
    let (what, missed, limit, since, given, wanted) = match line.what {
        What::Stop(deadline) => ("stop", deadline.missed, Some(deadline.limit), None, None, None),
        What::Update(owed) => ("update", false, None, Some(owed.from), owed.given, Some(owed.wanted)),
    };
    DeadlineOut {
        what,
        bound: ahead.bound(line),
        norms: ahead.norms(line).into_iter().map(|declared| declared.name.as_str()).collect(),
        deadline: line.at().map(|at| zone.rfc3339(at)),
        left_s: seconds(line.left(ahead.at())),
        overdue: line.is_overdue(ahead.at()),
        missed,
        moves: line.moves(),
        limit_s: limit.map(seconds),
        since: since.map(|at| zone.rfc3339(at)),
        given,
        wanted,
    }
}
