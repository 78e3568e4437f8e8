//! Updates that are owed while a clock runs, again and again.
//!
//! Each is owed for a span of time, and settles at its end, by what was known then: so a verdict on a finished period
//! never changes (semantics 4.1). A workday is owed for from its opening to the opening of the next one, and only when
//! the clock ran through all of its window: a ticket that was opened, stopped or paused during it owes nothing.

use crate::eval::case::Case;
use crate::eval::course::{Course, Epoch};
use crate::eval::figures::{Figure, What};
use crate::eval::judge::Judge;
use crate::eval::ledger::{Ledger, Owing};
use crate::eval::population::holds;
use crate::eval::rowsets::NotGiven;
use crate::eval::share;
use crate::eval::tickets::Walk;
use crate::eval::truth::Truth;
use crate::eval::verdict::{Counts, Note, Terms};
use crate::eval::worth::{Known, Worth};
use crate::model::{Cadence, Per};
use crate::quantity::{Elapsed, Instant};

/// Time for which updates are owed, to the instant at which that settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    from: Instant,
    to: Instant,
}

impl Walk<'_> {
    /// Adds what a ticket owed under a cadence, and whether it was given.
    pub(super) fn cadence(&self, case: &Case<'_>, course: &Course<'_>, number: usize, ledger: &mut Ledger) {
        let figure = self.figures.get(number);
        let What::Owed(owed) = &figure.what else { return };
        let Some(end) = self.frames.end() else { return };
        match owed.per {
            Per::Workday => self.workdays(case, course, end, |span, epoch| {
                self.settle(case, course, (figure, number), owed, span, epoch, ledger);
            }),
            Per::Elapsed(each) => stretches(course, each, end, |span, epoch| {
                self.settle(case, course, (figure, number), owed, span, epoch, ledger);
            }),
        }
    }

    /// Every workday through all of whose window the clock ran, that settles before `end`.
    fn workdays(&self, case: &Case<'_>, course: &Course<'_>, end: Instant, mut owe: impl FnMut(Span, &Epoch)) {
        let schedule = &course.timepiece.schedule;
        let workdays = course.timepiece.workdays(self.calendar);
        let first = course.starts().into_iter().min().and_then(|start| schedule.first_opening(start));
        let mut day = first.and_then(|opening| workdays.day_of(opening));
        while let Some(today) = day {
            day = workdays.later(today, 1);
            let times = (workdays.opening(today), workdays.closing(today), day.and_then(|day| workdays.opening(day)));
            let (Some(opening), Some(closing), Some(to)) = times else { return };
            if to >= end || course.is_over_by(opening, to) {
                return;
            }
            let Some(epoch) = course.before(to) else { continue };
            let Some(started) = epoch.started else { continue };
            let start = course.run(started).start();
            if start > opening || started.stop.is_some_and(|stop| stop < closing) {
                continue;
            }
            let run = course.timepiece.run(start, case.waits, to);
            if run.paused(opening) == run.paused(closing) {
                owe(Span { from: opening, to }, epoch);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a debt, whose it is, and where it is written down")]
    fn settle(
        &self,
        case: &Case<'_>,
        course: &Course<'_>,
        (figure, number): (&Figure<'_>, usize),
        owed: &Cadence,
        span: Span,
        epoch: &Epoch,
        ledger: &mut Ledger,
    ) {
        // A ticket owes by the version in force at its clock's start (semantics 8.2).
        let starts_before = |since| epoch.started.is_some_and(|started| course.run(started).start() < since);
        if course.timepiece.since.is_some_and(starts_before) {
            return;
        }
        let Some((period, _)) = self.frames.containing(span.to) else { return };
        let given = case.updates.iter().filter(|update| span.from <= update.at && update.at < span.to).count();
        let updates = u64::try_from(given).unwrap_or(u64::MAX);
        let tally = ledger.tally_mut(period, number);
        match holds(&figure.filter, &course.facts(epoch, &[])) {
            Truth::No => {}
            Truth::Maybe => tally.counts.maybe += 1,
            Truth::Yes if updates >= u64::from(owed.count) => {
                tally.counts.good += 1;
                tally.counts.total += 1;
            }
            Truth::Yes => {
                tally.counts.total += 1;
                tally.owing.push(Owing { settled: span.to, ticket: case.which.told(), from: span.from, updates });
            }
        }
    }
}

/// Every full stretch of so much time on the clock that ends before `end`.
fn stretches(course: &Course<'_>, each: Elapsed, end: Instant, mut owe: impl FnMut(Span, &Epoch)) {
    for start in course.starts() {
        let Some(run) = course.run_with_start(start) else { continue };
        let Some(mut from) = run.next_run(start) else { continue };
        for times in 1.. {
            let to = each.checked_mul(times).and_then(|reading| run.deadline(reading));
            let Some(to) = to.filter(|to| *to < end && !course.is_over_by(from, *to)) else { break };
            let known = course.before(to);
            let runs = known.and_then(|epoch| epoch.started).is_some_and(|started| {
                course.run(started).start() == start && started.stop.is_none_or(|stop| stop >= to)
            });
            if let Some(epoch) = known.filter(|_| runs) {
                owe(Span { from, to }, epoch);
            }
            from = to;
        }
    }
}

impl Judge<'_> {
    /// Whether the tables are there that a cadence needs.
    pub(super) fn needs_updates(&self, owed: &Cadence) -> Result<(), NotGiven> {
        self.needs(&[owed.clock])?;
        if self.evidence.updates.is_none() { Err(NotGiven("updates")) } else { Ok(()) }
    }

    /// The share of what was owed that was given, with what it could be.
    pub(super) fn share_given(&self, number: usize, owed: &Cadence) -> (Worth, Counts, Vec<Note>) {
        let tally = self.ledger.tally(self.period, number);
        let counts = tally.counts;
        // A skipped ticket may owe any number of updates; a skipped change or wait may turn any number of debts.
        let turns = self.turning(&[owed.clock]);
        let any = self.skipped("tickets") + turns > 0;
        let doubt = share::Doubt {
            maybe: counts.maybe,
            turning: if turns > 0 { u64::MAX } else { self.skipped("updates") },
            running: any || !self.frame.finished,
        };
        let could = share::range(&counts, doubt);
        let terms = Some(Terms::Counts(counts.good, counts.total));
        let worth = match share::of(&counts) {
            Some(value) => Worth::Known(Known { terms, ..Known::between(value, could) }),
            None => Worth::Empty { could, terms },
        };
        let mut owing = tally.owing.clone();
        owing.sort_unstable();
        let mut notes: Vec<Note> = owing.iter().filter_map(|one| self.owing(one, owed)).collect();
        notes.extend(Some(Note::Unknown(counts.maybe)).filter(|_| counts.maybe > 0));
        let maybe = counts.maybe + self.skipped("tickets") + turns + self.skipped("updates");
        (worth, Counts { maybe, ..counts }, notes)
    }

    fn owing(&self, one: &Owing, owed: &Cadence) -> Option<Note> {
        let ticket = self.evidence.tickets.as_deref()?.get(one.ticket.0 as usize)?;
        let Owing { from, settled, updates, .. } = *one;
        Some(Note::Owed {
            ticket: ticket.id.to_string(),
            from,
            until: settled,
            updates,
            wanted: u64::from(owed.count),
            row: ticket.row,
        })
    }
}
