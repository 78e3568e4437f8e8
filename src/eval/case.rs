//! One ticket: what it adds to every figure, and in which period.

use std::cell::Cell;

use smallvec::SmallVec;

use crate::calendar::Calendar;
use crate::eval::condition;
use crate::eval::counting::Level;
use crate::eval::course::{Course, Timepiece};
use crate::eval::figures::{Figure, Figures, What};
use crate::eval::frame::Frame;
use crate::eval::history::{History, TicketFacts};
use crate::eval::ledger::{Ledger, Miss};
use crate::eval::matrix;
use crate::eval::population::holds;
use crate::eval::readings;
use crate::eval::settlement::{self, Bar, State, Story};
use crate::eval::tickets::Walk;
use crate::eval::truth::Truth;
use crate::eval::verdict::OutOfScope;
use crate::evidence::{TicketIx, Update, Wait};
use crate::model::{ClockId, CountedBy, Model, Moment, PlanId, TicketKindId};
use crate::quantity::{Elapsed, Instant};

/// What there is to gather over one kind of ticket.
#[derive(Debug)]
pub(super) struct Kind<'a> {
    clocks: Vec<Clocked<'a>>,
    /// Conditions over several clocks, and counts.
    others: Vec<usize>,
}

/// What there is to gather over one clock.
#[derive(Debug)]
struct Clocked<'a> {
    /// For tickets of each plan; one for all in a contract without plans.
    timepieces: Vec<Timepiece<'a>>,
    /// Limits, by level.
    levels: Vec<Vec<usize>>,
    /// Figures over its readings.
    statistics: Vec<usize>,
    /// Updates that are owed while it runs.
    owed: Vec<usize>,
}

impl<'a> Clocked<'a> {
    fn timepiece(&self, plan: Option<PlanId>) -> &Timepiece<'a> {
        let place = plan.map_or(0, PlanId::index);
        self.timepieces.get(place).expect("a ticket has a plan of the contract")
    }
}

impl<'a> Kind<'a> {
    /// Of the figures over a kind; a clock that none asks for is left out, unless every clock is to be listed.
    pub(super) fn new(
        model: &'a Model,
        calendar: &Calendar<'_>,
        figures: &Figures<'_>,
        kind: TicketKindId,
        all_clocks: bool,
    ) -> Self {
        let of_kind = || figures.iter().filter(|(_, figure)| figure.kind == kind);
        let numbers = |what: &dyn Fn(&What<'_>) -> bool| -> Vec<usize> {
            of_kind().filter(|(_, figure)| what(&figure.what)).map(|(number, _)| number).collect()
        };
        let clock = |id: ClockId| {
            let levels = figures.levels(id);
            let statistics = numbers(&|what| matches!(what, What::Readings(of) | What::Each(of) if *of == id));
            let owed = numbers(&|what| matches!(what, What::Owed(owed) if owed.clock == id));
            let asked = of_kind().any(|(_, figure)| figure.what.asks_for(id));
            let clocked =
                || Clocked { timepieces: Timepiece::of_each_plan(model, calendar, id), levels, statistics, owed };
            (asked || all_clocks).then(clocked)
        };
        let ids = (0u32..).map(ClockId).zip(&model.clocks).filter(|(_, clock)| clock.ticket == kind);
        let clocks = ids.filter_map(|(id, _)| clock(id)).collect();
        let others = numbers(&|what| matches!(what, What::With(..) | What::Count(_) | What::CountOpen));
        Self { clocks, others }
    }
}

/// The number of a ticket, and whether anything is told of it by that.
#[derive(Debug)]
pub(super) struct Which {
    ix: TicketIx,
    told: Cell<bool>,
}

impl Which {
    pub(super) fn new(ix: TicketIx) -> Self {
        Self { ix, told: Cell::new(false) }
    }

    /// The number, for something that is told of the ticket.
    pub(super) fn told(&self) -> TicketIx {
        self.told.set(true);
        self.ix
    }

    /// Whether anything is told of it.
    pub(super) fn is_told(&self) -> bool {
        self.told.get()
    }
}

/// One ticket with what belongs to it.
#[derive(Debug)]
pub(super) struct Case<'a> {
    /// Which.
    pub(super) which: Which,
    /// Its history.
    pub(super) history: History<'a>,
    /// Its waits.
    pub(super) waits: &'a [Wait],
    /// Its updates.
    pub(super) updates: &'a [Update],
}

impl Walk<'_> {
    /// Adds a ticket to the ledger.
    pub(super) fn case(&self, case: &Case<'_>, ledger: &mut Ledger) {
        let ticket = case.history.ticket;
        if let Some((period, frame)) = self.frames.containing(ticket.opened)
            && let Some(now) = case.history.before(frame.end)
        {
            self.scope(&case.history, now, ledger.out_of_scope_mut(period));
            if matrix::compare(self.model, &case.history, now, ledger.checks_mut(period)) {
                case.which.told();
            }
        }
        let Some(kind) = self.kinds.get(ticket.kind.index()) else { return };
        let courses: SmallVec<[Course<'_>; 2]> = kind
            .clocks
            .iter()
            .map(|clocked| Course::new(self.calendar, clocked.timepiece(ticket.plan), &case.history, case.waits))
            .collect();
        for (clocked, course) in kind.clocks.iter().zip(&courses) {
            self.clocked(case, clocked, course, ledger);
        }
        for number in &kind.others {
            self.other(case, *number, &courses, ledger);
        }
    }

    /// Counts a ticket that the contract does not apply to.
    fn scope(&self, history: &History<'_>, now: usize, outside: &mut OutOfScope) {
        let Some(applies) = &self.model.applies else { return };
        let filter = applies.filters.get(history.ticket.kind.index());
        match filter.map(|filter| holds(filter, &facts(history, now))) {
            Some(Truth::No) => outside.tickets += 1,
            Some(Truth::Maybe) => outside.maybe += 1,
            Some(Truth::Yes) | None => {}
        }
    }

    fn clocked(&self, case: &Case<'_>, clocked: &Clocked<'_>, course: &Course<'_>, ledger: &mut Ledger) {
        let mut told: Vec<(usize, Story)> = Vec::new();
        let had = course.only_priority();
        for level in &clocked.levels {
            let stories: SmallVec<[(usize, Story); 2]> = level
                .iter()
                .filter_map(|number| {
                    let figure = self.figures.get(*number);
                    if figure.never_takes(had) {
                        return None;
                    }
                    let bar = figure.what.bar()?;
                    let story = settlement::story(self.calendar, course, bar, &figure.filter, figure.watches);
                    (!story.is_empty()).then_some((*number, story))
                })
                .collect();
            let Some((first, _)) = stories.first() else { continue };
            self.count(case, self.figures.get(*first).by, &stories, ledger, |figure, frame| {
                self.miss(course, figure.what.bar()?, frame)
            });
            if self.readings {
                told.extend(stories);
            }
        }
        for number in &clocked.owed {
            self.cadence(case, course, *number, ledger);
        }
        for number in &clocked.statistics {
            self.statistic(case, course, *number, ledger);
        }
        if self.readings {
            told.sort_unstable_by_key(|(number, _)| *number);
            readings::list(self, case, course, &told, ledger);
        }
    }

    /// Counts a ticket where its stories say, with what is to be told of each miss.
    fn count(
        &self,
        case: &Case<'_>,
        by: CountedBy,
        stories: &[(usize, Story)],
        ledger: &mut Ledger,
        miss: impl Fn(&Figure<'_>, &Frame) -> Option<(Elapsed, Elapsed)>,
    ) {
        let level = Level { by, history: &case.history, stories, periods: self.calendar.periods() };
        level.count(self.frames, |number, period, frame, chapter| {
            let figure = self.figures.get(number);
            let tally = ledger.tally_mut(period, number);
            let counts = &mut tally.counts;
            match (chapter.belongs, chapter.state) {
                (Truth::Yes, State::Good) => {
                    counts.good += 1;
                    counts.total += 1;
                }
                (Truth::Yes, State::Missed) => {
                    counts.total += 1;
                    if let Some((elapsed, limit)) = miss(figure, frame) {
                        tally.missed.push(Miss { settled: chapter.from, ticket: case.which.told(), elapsed, limit });
                    }
                }
                (Truth::Yes, State::Pending) => counts.pending += 1,
                (Truth::Yes | Truth::Maybe, State::Hidden) | (Truth::Maybe, State::Good | State::Missed) => {
                    counts.maybe += 1;
                }
                // A ticket opened in the period counts there for certain, if it belongs at all.
                (Truth::Maybe, State::Pending) if by == CountedBy::Opened => counts.maybe += 1,
                (Truth::Maybe, State::Pending) | (Truth::No, _) => {}
            }
        });
    }

    /// Time on the clock and the limit, of a ticket that missed.
    fn miss(&self, course: &Course<'_>, bar: &Bar<'_>, frame: &Frame) -> Option<(Elapsed, Elapsed)> {
        let started = course.before(frame.end)?.started?;
        let run = course.run(started);
        let elapsed = started.stop.map_or_else(|| run.elapsed(frame.end), |_| started.elapsed);
        Some((elapsed, course.timepiece.limit(self.calendar, &bar.limit, run.start())))
    }

    /// Readings of a clock that stopped in the period.
    fn statistic(&self, case: &Case<'_>, course: &Course<'_>, number: usize, ledger: &mut Ledger) {
        let figure = self.figures.get(number);
        let mut last = None;
        for epoch in &course.epochs {
            let stop = epoch.started.and_then(|started| started.stop);
            if stop == last {
                continue;
            }
            last = stop;
            let Some((period, frame)) = stop.and_then(|_| self.frames.containing(epoch.from)) else { continue };
            // A reopening within the period undoes this stop.
            let Some(known) = course.before(frame.end) else { continue };
            let Some(started) = known.started.filter(|started| started.stop == stop) else { continue };
            let tally = ledger.tally_mut(period, number);
            let belongs = holds(&figure.filter, &course.facts(known, &[]));
            if matches!(figure.what, What::Each(_)) {
                if belongs != Truth::No {
                    tally.each.push((case.which.told(), started.elapsed, epoch.from, belongs));
                }
                continue;
            }
            match belongs {
                Truth::Yes => tally.readings.push((started.elapsed, case.which.told())),
                Truth::Maybe => tally.maybe_readings.push(started.elapsed),
                Truth::No => {}
            }
        }
    }

    fn other(&self, case: &Case<'_>, number: usize, courses: &[Course<'_>], ledger: &mut Ledger) {
        let figure = self.figures.get(number);
        match &figure.what {
            What::With(predicate, questions) => {
                let story =
                    condition::story(self.calendar, &case.history, courses, &figure.filter, predicate, questions);
                self.count(case, figure.by, &[(number, story)], ledger, |_, _| None);
            }
            What::Count(moment) => self.moments(case, number, *moment, ledger),
            What::CountOpen => {
                for (period, frame) in self.frames.evaluated(case.history.ticket.opened, None) {
                    if let Some(now) = case.history.before(frame.end).filter(|now| case.history.version(*now).open) {
                        add(ledger, period, number, holds(&figure.filter, &facts(&case.history, now)));
                    }
                }
            }
            What::Kept(..) | What::Owed(_) | What::Readings(_) | What::Each(_) => {}
        }
    }

    /// Counts a ticket in the period in which one of its moments lies.
    fn moments(&self, case: &Case<'_>, number: usize, moment: Moment, ledger: &mut Ledger) {
        let history = &case.history;
        let mut last: Option<Instant> = None;
        for version in &history.versions {
            let at = history.moment(version, moment);
            if at == last {
                continue;
            }
            last = at;
            let Some((period, frame)) = at.and_then(|_| self.frames.containing(version.from)) else { continue };
            let Some(now) = history.before(frame.end) else { continue };
            if history.moment(history.version(now), moment) == at {
                add(ledger, period, number, holds(&self.figures.get(number).filter, &facts(history, now)));
            }
        }
    }
}

fn facts<'a>(history: &'a History<'a>, now: usize) -> TicketFacts<'a> {
    TicketFacts { history, decides: now, now, priority: history.version(now).priority, clocks: &[] }
}

fn add(ledger: &mut Ledger, period: usize, number: usize, belongs: Truth) {
    let counts = &mut ledger.tally_mut(period, number).counts;
    match belongs {
        Truth::Yes => counts.total += 1,
        Truth::Maybe => counts.maybe += 1,
        Truth::No => {}
    }
}
