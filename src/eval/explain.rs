//! One ticket under one clock, taken apart: what `sla explain NORM --ticket ID` draws.

use crate::calendar::{Calendar, Interval, IntervalSet};
use crate::eval::case::{Case, Which};
use crate::eval::course::{Course, Timepiece};
use crate::eval::figures::{Figure, Figures};
use crate::eval::history::History;
use crate::eval::judgements::Judgements;
use crate::eval::readings;
use crate::eval::settlement::{self, Chapter, Story};
use crate::eval::tickets::front;
use crate::eval::truth::Truth;
use crate::eval::verdict::{BoundReading, Reading};
use crate::evidence::{Evidence, TicketIx, Wait};
use crate::model::{ClockId, Model, PriorityId, ReasonId};
use crate::quantity::{Elapsed, Instant};

/// A ticket under a clock as it stood at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The ticket.
    pub ticket: TicketIx,
    /// The clock.
    pub clock: ClockId,
    /// As it stood here: what happens at or after it is left out.
    pub at: Instant,
    /// When the clock started, after moving to the next opening day where the clock says so; `None`: not yet.
    pub started: Option<Instant>,
    /// The moment that the start follows from, where it was moved.
    pub moved_from: Option<Instant>,
    /// The stop that counts; `None`: it runs.
    pub stopped: Option<Instant>,
    /// Every stop, also those that a reopening undid.
    pub stops: Vec<Instant>,
    /// Every reopening.
    pub reopenings: Vec<Instant>,
    /// The priority from each instant on, the first from the opening of the ticket.
    pub priorities: Vec<(Instant, Option<PriorityId>)>,
    /// The priority that decides the bounds.
    pub priority: Option<PriorityId>,
    /// When the clock's window is open, from the start to [`Timeline::shown_until`].
    pub opening: Vec<Interval>,
    /// Waits that pause the clock, with the reason, cut to the same time.
    pub pauses: Vec<(Interval, ReasonId)>,
    /// When the clock ran: inside the window and not paused, up to the stop or `at`, with the total up to each end.
    pub running: Vec<(Interval, Elapsed)>,
    /// The latest of the stop, `at` while it runs, and every deadline: where a drawing ends.
    pub shown_until: Option<Instant>,
    /// Time on the clock.
    pub elapsed: Elapsed,
    /// Window time taken out by pauses.
    pub paused: Elapsed,
    /// Every bound that applies, in the order of the contract.
    pub bounds: Vec<BoundReading>,
}

/// `ticket` under `clock` as it stood at `at`. `None` for a ticket that does not exist then, or is of another kind.
pub fn timeline(
    model: &Model,
    calendar: &Calendar<'_>,
    evidence: &Evidence,
    ticket: TicketIx,
    clock: ClockId,
    at: Instant,
) -> Option<Timeline> {
    let row = evidence.tickets.as_deref()?.get(ticket.0 as usize)?;
    let mut changes = evidence.changes.as_deref().unwrap_or_default();
    let mut waits = evidence.waits.as_deref().unwrap_or_default();
    let judgements = Judgements::new(evidence);
    let mine = front(&mut changes, |change| change.ticket, ticket);
    let case = Case {
        which: Which::new(ticket),
        history: History::new(calendar, row, mine, judgements.about(&row.id)),
        waits: front(&mut waits, |wait| wait.ticket, ticket),
        updates: &[],
    };
    let now = case.history.before(at).filter(|_| model.clock(clock).ticket == row.kind)?;
    let timepiece = Timepiece::new(model, calendar, clock, row.plan);
    let course = Course::new(calendar, &timepiece, &case.history, case.waits);
    let epoch = course.before(at)?;
    let mut timeline = Timeline {
        ticket,
        clock,
        at,
        started: None,
        moved_from: None,
        stopped: None,
        stops: stops(&course, at),
        reopenings: case.history.reopenings.iter().copied().filter(|reopened| *reopened < at).collect(),
        priorities: priorities(&case.history, at),
        priority: epoch.priority.known(),
        opening: Vec::new(),
        pauses: Vec::new(),
        running: Vec::new(),
        shown_until: None,
        elapsed: Elapsed::ZERO,
        paused: Elapsed::ZERO,
        bounds: Vec::new(),
    };
    let Some(reading) = read(calendar, &case, &course, at) else { return Some(timeline) };
    let start = reading.started;
    let until = reading.stopped.unwrap_or(at).max(start);
    let deadlines = reading.bounds.iter().filter_map(|bound| bound.deadline);
    let shown_until = deadlines.fold(until, Instant::max);
    let from = case.history.endpoint(case.history.version(now), &timepiece.clock.from);
    timeline.started = Some(start);
    timeline.moved_from = from.filter(|from| *from != start);
    timeline.stopped = reading.stopped;
    timeline.opening = timepiece.schedule.open().clip(start, shown_until).iter().collect();
    timeline.pauses = pauses(&timepiece, case.waits, start, until);
    timeline.running = running(&timepiece, &timeline.pauses, start, until);
    timeline.shown_until = Some(shown_until);
    (timeline.elapsed, timeline.paused, timeline.bounds) = (reading.elapsed, reading.paused, reading.bounds);
    Some(timeline)
}

/// The reading of a ticket at an instant, with every bound of every norm that applies then.
fn read(calendar: &Calendar<'_>, case: &Case<'_>, course: &Course<'_>, at: Instant) -> Option<Reading> {
    let figures = Figures::new(calendar.model());
    let clock = course.timepiece.id;
    let mut numbers: Vec<usize> = figures.levels(clock).into_iter().flatten().collect();
    numbers.sort_unstable();
    let stories: Vec<(&Figure<'_>, Story)> = numbers
        .into_iter()
        .map(|number| figures.get(number))
        .filter_map(|figure| {
            let story = settlement::story(calendar, course, figure.what.bar()?, &figure.filter, figure.watches);
            Some((figure, story))
        })
        .collect();
    let bounds: Vec<(&Figure<'_>, &Chapter)> = stories
        .iter()
        .filter_map(|(figure, story)| Some((*figure, story.before(at)?)))
        .filter(|(_, chapter)| chapter.belongs == Truth::Yes)
        .collect();
    readings::reading(calendar, case, course, at, &bounds)
}

/// Every stop that was known before `at`, in order.
fn stops(course: &Course<'_>, at: Instant) -> Vec<Instant> {
    let known = course.epochs.iter().take_while(|epoch| epoch.from < at);
    let mut stops: Vec<Instant> = known.filter_map(|epoch| epoch.started?.stop).collect();
    stops.dedup();
    stops
}

/// The priority from each instant on, as known before `at`.
fn priorities(history: &History<'_>, at: Instant) -> Vec<(Instant, Option<PriorityId>)> {
    let known = history.versions.iter().take_while(|version| version.from < at);
    let mut all: Vec<_> = known.map(|version| (version.from, version.priority.known())).collect();
    all.dedup_by_key(|(_, priority)| *priority);
    all
}

/// The waits that pause a clock, within `[from, to)`.
fn pauses(timepiece: &Timepiece<'_>, waits: &[Wait], from: Instant, to: Instant) -> Vec<(Interval, ReasonId)> {
    let pausing = waits.iter().filter(|wait| timepiece.clock.pausing.contains(&wait.reason));
    let piece = |wait: &Wait| Interval::new(wait.from.max(from), wait.to.unwrap_or(to).min(to));
    pausing.filter_map(|wait| Some((piece(wait)?, wait.reason))).collect()
}

/// When a clock ran, with the total up to the end of each piece.
fn running(
    timepiece: &Timepiece<'_>,
    pauses: &[(Interval, ReasonId)],
    from: Instant,
    to: Instant,
) -> Vec<(Interval, Elapsed)> {
    let paused: IntervalSet = pauses.iter().map(|(pause, _)| *pause).collect();
    let ran = timepiece.schedule.open().clip(from, to).difference(&paused);
    let total = ran.iter().scan(Elapsed::ZERO, |total, piece| {
        *total = [*total, piece.length()].into_iter().sum();
        Some((piece, *total))
    });
    total.collect()
}
