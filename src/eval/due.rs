//! What lies ahead of the open tickets: the deadlines of the clocks that run, the updates that are owed next, and how far
//! each has come on the ladders of escalation.
//!
//! All of it as known before one instant. A pause that is not over is taken to end there: while it goes on, the deadlines
//! move along (semantics 3.3, 3.5).

use crate::calendar::{Calendar, Run, Schedule};
use crate::eval::case::{Case, Which};
use crate::eval::course::{Course, Timepiece};
use crate::eval::figures::{Figures, What};
use crate::eval::history::History;
use crate::eval::judgements::Judgements;
use crate::eval::ladder::{self, Rung};
use crate::eval::population::holds;
use crate::eval::settlement::{self, State};
use crate::eval::tickets::front;
use crate::eval::truth::Truth;
use crate::evidence::{Evidence, TicketIx, Update};
use crate::model::{Cadence, ClockId, NormId, Per, PlanId, PriorityId, ReasonId};
use crate::quantity::{Elapsed, Instant};

/// A ticket that was open at an instant, with what lies ahead of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTicket<'m> {
    /// The ticket.
    pub ticket: TicketIx,
    /// Its priority; `None`: missing, or none.
    pub priority: Option<PriorityId>,
    /// The clocks that run on it and have something ahead, in the order of the contract.
    pub clocks: Vec<RunningClock>,
    /// Norms of which nobody knows whether they are about it, for a value is missing; in the order of the contract.
    pub unknown: Vec<NormId>,
    /// Every step of every ladder of escalation that is for it.
    pub rungs: Vec<Rung<'m>>,
}

/// A clock that was started and has not stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningClock {
    /// Which.
    pub clock: ClockId,
    /// When it started.
    pub started: Instant,
    /// Time on it.
    pub elapsed: Elapsed,
    /// Window time taken out by pauses.
    pub paused: Elapsed,
    /// What it does.
    pub now: Now,
    /// Limits on it that apply, in the order of the contract; those that differ in the norm only stand once.
    pub deadlines: Vec<Deadline>,
    /// The update that is owed next, of each norm that asks for updates.
    pub owed: Vec<Owed>,
}

/// What a clock does at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Now {
    /// It runs.
    Runs,
    /// Its window is open, and it is paused.
    Waits(ReasonId),
    /// Its window is closed until then; `None`: until after 2100.
    Closed(Option<Instant>),
}

/// A limit on a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The norms that set it, in the order of the contract; none where only a measure or a compensation asks.
    pub norms: Vec<NormId>,
    /// The requirement that it is, where it is one of the first of these norms.
    pub requirement: Option<usize>,
    /// The limit as time on the clock.
    pub limit: Elapsed,
    /// `<` rather than `<=`.
    pub strict: bool,
    /// The first instant at which it is used up; `None`: after 2100.
    pub at: Option<Instant>,
    /// Whether it is missed for certain.
    pub missed: bool,
}

/// An update that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The norm.
    pub norm: NormId,
    /// The requirement.
    pub requirement: usize,
    /// From when on an update counts.
    pub from: Instant,
    /// Before when it must be given.
    pub at: Instant,
    /// How many were given since `from`; `None`: the evidence has no table `updates`.
    pub given: Option<u64>,
    /// How many are owed.
    pub wanted: u32,
}

/// The tickets of `plan` (`None`: all) that were open at `at`, in the order of the evidence.
pub fn open_tickets<'m>(
    calendar: &Calendar<'m>,
    evidence: &Evidence,
    plan: Option<PlanId>,
    at: Instant,
) -> Vec<OpenTicket<'m>> {
    let model = calendar.model();
    let figures = Figures::new(model);
    let judgements = Judgements::new(evidence);
    let clocks: Vec<Vec<Timepiece<'_>>> =
        (0u32..).zip(&model.clocks).map(|(id, _)| Timepiece::of_each_plan(model, calendar, ClockId(id))).collect();
    let mut changes = evidence.changes.as_deref().unwrap_or_default();
    let mut waits = evidence.waits.as_deref().unwrap_or_default();
    let mut updates = evidence.updates.as_deref().unwrap_or_default();
    let desk = Desk { calendar, figures: &figures, has_updates: evidence.updates.is_some(), at };
    let mut open = Vec::new();
    for (ix, ticket) in (0u32..).map(TicketIx).zip(evidence.tickets.iter().flatten()) {
        let mine = front(&mut changes, |change| change.ticket, ix);
        let case = Case {
            which: Which::new(ix),
            history: History::new(calendar, ticket, mine, judgements.about(&ticket.id)),
            waits: front(&mut waits, |wait| wait.ticket, ix),
            updates: front(&mut updates, |update| update.ticket, ix),
        };
        if plan.is_some() && ticket.plan != plan {
            continue;
        }
        let Some(now) = case.history.before(at).map(|now| case.history.version(now)) else { continue };
        if !now.open {
            continue;
        }
        let mut found = OpenTicket {
            ticket: ix,
            priority: now.priority.known(),
            clocks: Vec::new(),
            unknown: Vec::new(),
            rungs: ladder::of_history(calendar, &case.history, case.waits, at),
        };
        let place = ticket.plan.map_or(0, PlanId::index);
        for timepiece in clocks.iter().filter_map(|plans| plans.get(place)) {
            if timepiece.clock.ticket == ticket.kind {
                found.clocks.extend(desk.clock(&case, timepiece, &mut found.unknown));
            }
        }
        found.unknown.sort_unstable();
        found.unknown.dedup();
        open.push(found);
    }
    open
}

/// What is the same for every ticket.
struct Desk<'a> {
    calendar: &'a Calendar<'a>,
    figures: &'a Figures<'a>,
    has_updates: bool,
    at: Instant,
}

impl Desk<'_> {
    /// A clock on a ticket. `None` where it does not run, or nothing lies ahead.
    fn clock(&self, case: &Case<'_>, timepiece: &Timepiece<'_>, unknown: &mut Vec<NormId>) -> Option<RunningClock> {
        let course = Course::new(self.calendar, timepiece, &case.history, case.waits);
        let epoch = course.before(self.at)?;
        let started = epoch.started.filter(|started| started.stop.is_none())?;
        let run = timepiece.run(course.run(started).start(), case.waits, self.at);
        let deadlines = self.deadlines(&course, &run, unknown);
        let mut owed = Vec::new();
        for (_, figure) in self.figures.iter() {
            let (What::Owed(cadence), Some((norm, requirement))) = (&figure.what, figure.requirement) else { continue };
            // A ticket owes by the version in force at its clock's start (semantics 8.2).
            let is_older = timepiece.since.is_some_and(|since| run.start() < since);
            if cadence.clock != timepiece.id || is_older {
                continue;
            }
            match holds(&figure.filter, &course.facts(epoch, &[])) {
                Truth::No => {}
                Truth::Maybe => unknown.push(norm),
                Truth::Yes => {
                    let given = case.updates.iter().filter(|update| update.at < self.at);
                    let given: Vec<Instant> = given.map(|update: &Update| update.at).collect();
                    owed.extend(self.next_update(timepiece, &run, cadence, &given).map(|(from, at, given)| Owed {
                        norm,
                        requirement,
                        from,
                        at,
                        given: self.has_updates.then_some(given),
                        wanted: cadence.count,
                    }));
                }
            }
        }
        if deadlines.is_empty() && owed.is_empty() {
            return None;
        }
        Some(RunningClock {
            clock: timepiece.id,
            started: run.start(),
            elapsed: run.elapsed(self.at),
            paused: run.paused(self.at),
            now: self.now(case, timepiece, run.schedule()),
            deadlines,
            owed,
        })
    }

    fn now(&self, case: &Case<'_>, timepiece: &Timepiece<'_>, schedule: &Schedule) -> Now {
        let pauses = |wait: &&crate::evidence::Wait| {
            let lasts = wait.to.is_none_or(|to| to >= self.at);
            timepiece.clock.pausing.contains(&wait.reason) && wait.from < self.at && lasts
        };
        match (schedule.is_open(self.at), case.waits.iter().find(pauses)) {
            (false, _) => Now::Closed(schedule.first_opening(self.at)),
            (true, Some(wait)) => Now::Waits(wait.reason),
            (true, None) => Now::Runs,
        }
    }

    fn deadlines(&self, course: &Course<'_>, run: &Run<'_>, unknown: &mut Vec<NormId>) -> Vec<Deadline> {
        let mut all: Vec<Deadline> = Vec::new();
        for (_, figure) in self.figures.iter() {
            let What::Kept(clock, bar) = &figure.what else { continue };
            if *clock != course.timepiece.id || figure.is_of_misses() {
                continue;
            }
            let story = settlement::story(self.calendar, course, bar, &figure.filter, figure.watches);
            let Some(chapter) = story.before(self.at) else { continue };
            if chapter.belongs == Truth::Maybe {
                unknown.extend(figure.norm);
                continue;
            }
            let limit = course.timepiece.limit(self.calendar, &bar.limit, run.start());
            let missed = match chapter.state {
                State::Pending => false,
                State::Missed => true,
                State::Good | State::Hidden => continue,
            };
            let requirement = figure.requirement.map(|(_, requirement)| requirement);
            match all.iter_mut().find(|known| (known.limit, known.strict) == (limit, bar.strict)) {
                Some(known) => {
                    known.norms.extend(figure.norm.filter(|norm| !known.norms.contains(norm)));
                    known.missed |= missed;
                }
                None => all.push(Deadline {
                    norms: figure.norm.into_iter().collect(),
                    requirement,
                    limit,
                    strict: bar.strict,
                    at: run.deadline(limit),
                    missed,
                }),
            }
        }
        all
    }

    /// The first span of time, of those that are not over, for which not enough updates were given: from when to when,
    /// and how many were.
    fn next_update(
        &self,
        timepiece: &Timepiece<'_>,
        run: &Run<'_>,
        owed: &Cadence,
        given: &[Instant],
    ) -> Option<(Instant, Instant, u64)> {
        let count = |from, to| given.iter().filter(|at| from <= **at && **at < to).count() as u64;
        let is_owed = |(from, to)| {
            let given = count(from, to);
            (given < u64::from(owed.count)).then_some((from, to, given))
        };
        match owed.per {
            Per::Elapsed(each) => {
                let over = run.elapsed(self.at).micros().checked_div(each.micros())?;
                let mark = |times: i64| match times {
                    0 => run.next_run(run.start()),
                    times => run.deadline(each.checked_mul(times)?),
                };
                (over..).map_while(|times| Some((mark(times)?, mark(times.checked_add(1)?)?))).find_map(is_owed)
            }
            Per::Workday => {
                let workdays = timepiece.workdays(self.calendar);
                let mut day = workdays.day_of(run.schedule().first_opening(run.start())?);
                while let Some(today) = day {
                    day = workdays.later(today, 1);
                    let (opening, closing) = (workdays.opening(today)?, workdays.closing(today)?);
                    let to = workdays.opening(day?)?;
                    let whole = run.start() <= opening && run.paused(opening) == run.paused(closing);
                    if self.at < to
                        && whole
                        && let Some(found) = is_owed((opening, to))
                    {
                        return Some(found);
                    }
                }
                None
            }
        }
    }
}
