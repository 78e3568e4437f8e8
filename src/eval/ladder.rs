//! How far a ticket has come on the ladders of escalation.

use crate::calendar::Calendar;
use crate::eval::course::{Course, Timepiece};
use crate::eval::history::{History, TicketFacts};
use crate::eval::judgements::Judgements;
use crate::eval::population::holds;
use crate::eval::tickets::front;
use crate::eval::truth::Truth;
use crate::evidence::{Evidence, TicketIx, Wait};
use crate::model::{Escalation, EscalationStep, NormId, Subject};
use crate::quantity::{Elapsed, Instant, Ratio};

/// A step of a ladder, for one ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung<'m> {
    /// The ladder.
    pub escalation: &'m Escalation,
    /// The step.
    pub step: &'m EscalationStep,
    /// How it stands.
    pub standing: RungStanding,
}

/// How a step of a ladder stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RungStanding {
    /// Reached at this instant.
    Reached(Instant),
    /// Not yet: it will be at this instant when nothing stops or pauses the clock; `None`: after 2100.
    Ahead(Option<Instant>),
    /// The clock stopped before.
    Stopped,
    /// No limit of the norm applies to the ticket, or its clock has not started.
    NoLimit,
    /// Evidence does not say whether it is for this ticket.
    Unknown,
}

/// Every step of every ladder that is for this ticket, as it stood at `at`. None for a ticket that does not exist then.
pub fn ladders<'m>(calendar: &Calendar<'m>, evidence: &Evidence, ticket: TicketIx, at: Instant) -> Vec<Rung<'m>> {
    let Some(row) = evidence.tickets.as_deref().and_then(|all| all.get(ticket.0 as usize)) else { return Vec::new() };
    let (judgements, mut changes) = (Judgements::new(evidence), evidence.changes.as_deref().unwrap_or_default());
    let mut waits = evidence.waits.as_deref().unwrap_or_default();
    let mine = front(&mut changes, |change| change.ticket, ticket);
    let waits = front(&mut waits, |wait| wait.ticket, ticket);
    let history = History::new(calendar, row, mine, judgements.about(&row.id));
    of_history(calendar, &history, waits, at)
}

/// The same of a ticket that is at hand.
pub(super) fn of_history<'m>(
    calendar: &Calendar<'m>,
    history: &History<'_>,
    waits: &[Wait],
    at: Instant,
) -> Vec<Rung<'m>> {
    let (model, row) = (calendar.model(), history.ticket);
    let Some(now) = history.before(at) else { return Vec::new() };
    let facts = TicketFacts { history, decides: now, now, priority: history.version(now).priority, clocks: &[] };
    let of_kind = model.escalations.iter().filter(|escalation| escalation.ticket == row.kind);
    let steps = of_kind.flat_map(|escalation| escalation.steps.iter().map(move |step| (escalation, step)));
    let mut rungs = Vec::new();
    for (escalation, step) in steps {
        let standing = match (holds(&step.when, &facts), &step.at) {
            (Truth::No, _) => continue,
            (Truth::Maybe, _) => RungStanding::Unknown,
            (Truth::Yes, None) => RungStanding::Reached(row.opened),
            (Truth::Yes, Some((share, norm))) => used_up(calendar, history, waits, (share, *norm), at),
        };
        rungs.push(Rung { escalation, step, standing });
    }
    rungs
}

/// When a share of the first limit of a norm that applies to the ticket is used up.
fn used_up(
    calendar: &Calendar<'_>,
    history: &History<'_>,
    waits: &[Wait],
    (share, norm): (&Ratio, NormId),
    at: Instant,
) -> RungStanding {
    let model = calendar.model();
    for requirement in &model.norm(norm).requirements {
        let Subject::Timed(timed) = &requirement.subject else { continue };
        let timepiece = Timepiece::new(model, calendar, timed.clock, history.ticket.plan);
        let course = Course::new(calendar, &timepiece, history, waits);
        let Some(epoch) = course.before(at) else { continue };
        let Some(started) = epoch.started else { continue };
        match holds(&timed.filter, &course.facts(epoch, &[])) {
            Truth::Yes => {}
            Truth::No => continue,
            Truth::Maybe => return RungStanding::Unknown,
        }
        let known = course.run(started);
        let limit = timepiece.limit(calendar, &timed.limit, known.start());
        // What lies ahead is as of now: a pause that is not over goes on, and none is added.
        let run = timepiece.run(known.start(), waits, at);
        let reached = part_of(limit, share).and_then(|amount| run.deadline(amount));
        return match (reached, started.stop) {
            (Some(reached), Some(stop)) if reached <= stop => RungStanding::Reached(reached),
            (_, Some(_)) => RungStanding::Stopped,
            (Some(reached), None) if reached < at => RungStanding::Reached(reached),
            (ahead, None) => RungStanding::Ahead(ahead),
        };
    }
    RungStanding::NoLimit
}

/// A share of a limit, to the microsecond; `None` past what calendars know.
fn part_of(limit: Elapsed, share: &Ratio) -> Option<Elapsed> {
    let part = Ratio::whole(limit.micros()).mul(share).ok()?;
    let micros = part.scaled_half_up(0);
    i64::try_from(micros).ok().map(Elapsed::from_micros)
}
