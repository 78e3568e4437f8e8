//! A clock on a ticket: from when to when it ran, as far as that was known at each instant.

use std::sync::Arc;

use smallvec::SmallVec;

use crate::calendar::{Calendar, Interval, Run, Schedule, Workdays};
use crate::eval::history::{ClockAnswer, History, TicketFacts};
use crate::eval::population::Standing;
use crate::evidence::Wait;
use crate::model::{ByPlan, Clock, ClockId, Limit, Model, PlanId, PriorityAt, PriorityId};
use crate::quantity::{Elapsed, Instant};

/// A clock of the contract with its schedule at hand.
#[derive(Debug)]
pub(super) struct Timepiece<'m> {
    /// Which.
    pub(super) id: ClockId,
    /// The clock.
    pub(super) clock: &'m Clock,
    /// The plan of the tickets that it is for.
    plan: Option<PlanId>,
    /// When it counts.
    pub(super) schedule: Arc<Schedule>,
    /// Since when the contract holds.
    pub(super) since: Option<Instant>,
}

impl<'m> Timepiece<'m> {
    /// The clock with this id, for tickets of a plan.
    pub(super) fn new(model: &'m Model, calendar: &Calendar<'_>, id: ClockId, plan: Option<PlanId>) -> Self {
        let clock = model.clock(id);
        let since = model.header.effective_from.map(|day| calendar.zone().midnight(day));
        Self { id, clock, plan, schedule: calendar.schedule(clock.counting.of(plan)), since }
    }

    /// The same clock for tickets of each plan.
    pub(super) fn of_each_plan(model: &'m Model, calendar: &Calendar<'_>, id: ClockId) -> Vec<Self> {
        let plans = (0u32..).zip(&model.plans).map(|(plan, _)| Some(PlanId(plan)));
        let plans: Vec<Option<PlanId>> = if model.plans.is_empty() { vec![None] } else { plans.collect() };
        plans.into_iter().map(|plan| Self::new(model, calendar, id, plan)).collect()
    }

    /// The days on which its window opens.
    pub(super) fn workdays(&self, calendar: &Calendar<'_>) -> Arc<Workdays> {
        calendar.workdays(self.clock.counting.of(self.plan))
    }

    /// When it starts whose `from` is at `at`.
    pub(super) fn start(&self, calendar: &Calendar<'_>, at: Instant) -> Option<Instant> {
        calendar.clock_start(self.clock.outside.as_ref().map(|outside| *outside.of(self.plan)), at)
    }

    /// A run of it from `start`, with the waits that pause it; of those, what lies before `known`.
    pub(super) fn run(&self, start: Instant, waits: &[Wait], known: Instant) -> Run<'_> {
        let pausing = waits.iter().filter(|wait| self.clock.pausing.contains(&wait.reason));
        let pauses = pausing.filter_map(|wait| Interval::new(wait.from, wait.to.unwrap_or(known).min(known)));
        Run::new(&self.schedule, start, pauses)
    }

    /// A limit as time on the clock. One that ends after 2100 is longer than anything that calendars know.
    pub(super) fn limit(&self, calendar: &Calendar<'_>, limit: &ByPlan<Limit>, start: Instant) -> Elapsed {
        match limit.of(self.plan) {
            Limit::Elapsed(elapsed) => *elapsed,
            limit @ (Limit::Calendar { .. } | Limit::EndOfWorkday { .. }) => calendar
                .limit_on_clock(self.clock.counting.of(self.plan), limit, start)
                .unwrap_or(Elapsed::from_micros(i64::MAX)),
        }
    }
}

/// A clock that was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Started {
    /// Index of its run.
    run: usize,
    /// The stop that counts; `None` while it runs.
    pub(super) stop: Option<Instant>,
    /// Time on it at the stop.
    pub(super) elapsed: Elapsed,
}

/// What is known of a clock on a ticket from an instant on, until the next epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Epoch {
    /// Known at every instant after this one.
    pub(super) from: Instant,
    /// The clock; `None` before it starts.
    pub(super) started: Option<Started>,
    /// The version of the ticket whose columns decide which bounds apply.
    decides: usize,
    /// The version known then.
    now: usize,
    /// The priority that decides which bounds apply.
    pub(super) priority: Standing,
}

/// A clock on a ticket.
#[derive(Debug)]
pub(super) struct Course<'a> {
    /// The ticket.
    pub(super) history: &'a History<'a>,
    /// The clock.
    pub(super) timepiece: &'a Timepiece<'a>,
    /// In order of time, one a version at most; the first begins when the ticket was opened.
    pub(super) epochs: SmallVec<[Epoch; 3]>,
    runs: SmallVec<[Run<'a>; 1]>,
}

impl<'a> Course<'a> {
    /// Of a clock on a ticket with these waits.
    pub(super) fn new(
        calendar: &Calendar<'_>,
        timepiece: &'a Timepiece<'a>,
        history: &'a History<'a>,
        waits: &[Wait],
    ) -> Self {
        let mut course = Self { history, timepiece, epochs: SmallVec::new(), runs: SmallVec::new() };
        for (now, version) in history.versions.iter().enumerate() {
            let start = history.endpoint(version, &timepiece.clock.from);
            let start = start.and_then(|at| timepiece.start(calendar, at));
            let stop = history.endpoint(version, &timepiece.clock.to);
            let started = start.map(|start| {
                let run = course.run_from(start, waits);
                let elapsed = stop.map_or(Elapsed::ZERO, |stop| course.run_at(run).elapsed(stop));
                Started { run, stop, elapsed }
            });
            let (decides, priority) = course.deciding(calendar.model(), now, start, stop);
            course.epochs.push(Epoch { from: version.from, started, decides, now, priority });
        }
        course
    }

    /// The priority that decides in every epoch, where that is one and known.
    pub(super) fn only_priority(&self) -> Option<PriorityId> {
        let first = self.epochs.first()?.priority;
        first.known().filter(|_| self.epochs.iter().all(|epoch| epoch.priority == first))
    }

    /// Each start that was ever known, once.
    pub(super) fn starts(&self) -> Vec<Instant> {
        self.runs.iter().map(Run::start).collect()
    }

    /// The run with this start, with all its pauses.
    pub(super) fn run_with_start(&self, start: Instant) -> Option<&Run<'a>> {
        self.runs.iter().find(|run| run.start() == start)
    }

    /// Whether the clock stopped before `from`, and no word of it comes at or after `to`.
    pub(super) fn is_over_by(&self, from: Instant, to: Instant) -> bool {
        let last = self.epochs.last();
        let stopped = |epoch: &Epoch| epoch.started.is_some_and(|it| it.stop.is_some_and(|stop| stop < from));
        last.is_some_and(|last| last.from < to && stopped(last))
    }

    fn run_from(&mut self, start: Instant, waits: &[Wait]) -> usize {
        let known = self.runs.iter().position(|run| run.start() == start);
        known.unwrap_or_else(|| {
            self.runs.push(self.timepiece.run(start, waits, Instant::END));
            self.runs.len() - 1
        })
    }

    fn run_at(&self, index: usize) -> &Run<'a> {
        self.runs.get(index).expect("an index that this course gave")
    }

    /// The run of a started clock, with all its pauses.
    pub(super) fn run(&self, started: Started) -> &Run<'a> {
        self.run_at(started.run)
    }

    /// Which version and which priority decide, by the convention of the contract.
    fn deciding(&self, model: &Model, now: usize, start: Option<Instant>, stop: Option<Instant>) -> (usize, Standing) {
        let index = |at: Option<Instant>| at.map_or(now, |at| self.history.index_at(at).min(now));
        let at_stop = index(stop);
        match model.conventions.priority {
            PriorityAt::Stop => (at_stop, self.history.version(at_stop).priority),
            PriorityAt::Start => (index(start), self.history.version(index(start)).priority),
            PriorityAt::Highest => {
                let had = self.history.versions.get(index(start).min(at_stop)..=at_stop).unwrap_or_default();
                (at_stop, highest(had.iter().map(|version| version.priority)))
            }
        }
    }

    /// The facts that decide which bounds apply in an epoch.
    pub(super) fn facts<'b>(&'b self, epoch: &Epoch, clocks: &'b [ClockAnswer]) -> TicketFacts<'b> {
        let Epoch { decides, now, priority, .. } = *epoch;
        TicketFacts { history: self.history, decides, now, priority, clocks }
    }

    /// The epoch that was known before `end`.
    pub(super) fn before(&self, end: Instant) -> Option<&Epoch> {
        self.epochs.get(self.epochs.partition_point(|epoch| epoch.from < end).checked_sub(1)?)
    }

    /// The epoch that was known just after an instant.
    pub(super) fn at(&self, at: Instant) -> Option<&Epoch> {
        self.epochs.get(self.epochs.partition_point(|epoch| epoch.from <= at).checked_sub(1)?)
    }

    /// The stop that was known before `end`, with the epoch in which it became known.
    pub(super) fn stopped_before(&self, end: Instant) -> Option<&Epoch> {
        let known = self.epochs.partition_point(|epoch| epoch.from < end);
        let stop = |epoch: &Epoch| epoch.started.and_then(|started| started.stop);
        let last = self.epochs.get(known.checked_sub(1)?)?;
        stop(last)?;
        self.epochs.get(..known)?.iter().rev().take_while(|epoch| stop(epoch) == stop(last)).last()
    }
}

/// The most urgent of several. A missing one could have been more urgent than any but the first of all.
fn highest(all: impl Iterator<Item = Standing> + Clone) -> Standing {
    let most = all.clone().filter_map(Standing::known).min();
    match most {
        Some(priority) if priority.0 == 0 => Standing::Known(priority),
        _ if all.clone().any(|standing| standing == Standing::Missing) => Standing::Missing,
        Some(priority) => Standing::Known(priority),
        None => Standing::NotAny,
    }
}
