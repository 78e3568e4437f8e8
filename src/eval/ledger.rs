//! What one walk over the tickets gathers: a tally for each figure and period, readings, matrix checks.

use crate::eval::figures::Figures;
use crate::eval::frame::Frames;
use crate::eval::matrix;
use crate::eval::truth::Truth;
use crate::eval::verdict::{Counts, MatrixCheck, OutOfScope, Reading};
use crate::evidence::TicketIx;
use crate::model::Model;
use crate::quantity::{Elapsed, Instant};

/// A ticket that missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Miss {
    /// When it settled.
    pub(super) settled: Instant,
    /// Which.
    pub(super) ticket: TicketIx,
    /// Time on the clock at the stop, or at the end of the period while it runs.
    pub(super) elapsed: Elapsed,
    /// The limit in time on the clock.
    pub(super) limit: Elapsed,
}

/// Updates that were owed and not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Owing {
    /// When it settled: the end of the time for which they were owed.
    pub(super) settled: Instant,
    /// Of which ticket.
    pub(super) ticket: TicketIx,
    /// From when on.
    pub(super) from: Instant,
    /// How many were given.
    pub(super) updates: u64,
}

/// One figure in one period.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// Of a share: what counted. Of a count: `total` and `maybe`.
    pub(super) counts: Counts,
    /// The tickets that missed a limit.
    pub(super) missed: Vec<Miss>,
    /// Updates that were owed and not given.
    pub(super) owing: Vec<Owing>,
    /// Readings of tickets that belong here, each with its ticket.
    pub(super) readings: Vec<(Elapsed, TicketIx)>,
    /// Readings of tickets that may belong here.
    pub(super) maybe_readings: Vec<Elapsed>,
    /// Readings one by one: whose, how long, when it stopped, and whether it belongs here.
    pub(super) each: Vec<(TicketIx, Elapsed, Instant, Truth)>,
}

impl Tally {
    fn append(&mut self, mut other: Self) {
        let Counts { good, total, pending, maybe } = other.counts;
        self.counts.good += good;
        self.counts.total += total;
        self.counts.pending += pending;
        self.counts.maybe += maybe;
        self.missed.append(&mut other.missed);
        self.owing.append(&mut other.owing);
        self.readings.append(&mut other.readings);
        self.maybe_readings.append(&mut other.maybe_readings);
        self.each.append(&mut other.each);
    }
}

/// What is gathered over some of the tickets.
#[derive(Debug)]
pub(super) struct Ledger {
    /// By period, then figure.
    tallies: Vec<Vec<Tally>>,
    /// By period.
    readings: Vec<Vec<Reading>>,
    /// By period.
    checks: Vec<Vec<MatrixCheck>>,
    /// By period.
    out_of_scope: Vec<OutOfScope>,
}

impl Ledger {
    pub(super) fn new(model: &Model, frames: &Frames, figures: &Figures<'_>) -> Self {
        Self {
            tallies: vec![vec![Tally::default(); figures.len()]; frames.len()],
            readings: vec![Vec::new(); frames.len()],
            checks: vec![matrix::checks(model); frames.len()],
            out_of_scope: vec![OutOfScope::default(); frames.len()],
        }
    }

    /// Goes on with what later tickets add.
    pub(super) fn append(&mut self, other: Self) {
        for (mine, theirs) in self.tallies.iter_mut().flatten().zip(other.tallies.into_iter().flatten()) {
            mine.append(theirs);
        }
        for (mine, mut theirs) in self.readings.iter_mut().zip(other.readings) {
            mine.append(&mut theirs);
        }
        for (mine, theirs) in self.out_of_scope.iter_mut().zip(other.out_of_scope) {
            mine.tickets += theirs.tickets;
            mine.maybe += theirs.maybe;
        }
        for (mine, mut theirs) in self.checks.iter_mut().flatten().zip(other.checks.into_iter().flatten()) {
            mine.checked += theirs.checked;
            mine.agree += theirs.agree;
            mine.differ.append(&mut theirs.differ);
        }
    }

    /// Gives tickets other numbers: the one that each had before is where its new one stands.
    pub(super) fn renumber(&mut self, numbers: &[TicketIx]) {
        let new = |ticket: &mut TicketIx| {
            if let Some(number) = numbers.get(ticket.0 as usize) {
                *ticket = *number;
            }
        };
        for tally in self.tallies.iter_mut().flatten() {
            tally.missed.iter_mut().for_each(|miss| new(&mut miss.ticket));
            tally.owing.iter_mut().for_each(|owing| new(&mut owing.ticket));
            tally.readings.iter_mut().for_each(|(_, ticket)| new(ticket));
            tally.each.iter_mut().for_each(|(ticket, ..)| new(ticket));
        }
        self.readings.iter_mut().flatten().for_each(|reading| new(&mut reading.ticket));
    }

    /// Whether a recorded priority differs from what is given.
    pub(super) fn has_differences(&self) -> bool {
        self.checks.iter().flatten().any(|check| !check.differ.is_empty())
    }

    /// Puts what is told of tickets in the order of their numbers; `number`: that of an identifier.
    pub(super) fn sort(&mut self, number: impl Fn(&str) -> Option<TicketIx>) {
        for tally in self.tallies.iter_mut().flatten() {
            tally.missed.sort_by_key(|miss| miss.ticket);
            tally.owing.sort_by_key(|owing| owing.ticket);
            tally.readings.sort_by_key(|(_, ticket)| *ticket);
            tally.maybe_readings.sort_unstable();
            tally.each.sort_by_key(|(ticket, ..)| *ticket);
        }
        self.readings.iter_mut().for_each(|readings| readings.sort_by_key(|reading| reading.ticket));
        for check in self.checks.iter_mut().flatten() {
            check.differ.sort_by_cached_key(|(id, ..)| number(id));
        }
    }

    /// The tally of a figure in a period.
    pub(super) fn tally(&self, period: usize, figure: usize) -> &Tally {
        self.tallies.get(period).and_then(|all| all.get(figure)).expect("a figure and period of this ledger")
    }

    pub(super) fn tally_mut(&mut self, period: usize, figure: usize) -> &mut Tally {
        let all = self.tallies.get_mut(period);
        all.and_then(|all| all.get_mut(figure)).expect("a figure and period of this ledger")
    }

    pub(super) fn readings_mut(&mut self, period: usize) -> &mut Vec<Reading> {
        self.readings.get_mut(period).expect("a period of this ledger")
    }

    pub(super) fn checks_mut(&mut self, period: usize) -> &mut Vec<MatrixCheck> {
        self.checks.get_mut(period).expect("a period of this ledger")
    }

    /// Those of a period that the contract does not apply to.
    pub(super) fn out_of_scope(&self, period: usize) -> OutOfScope {
        self.out_of_scope.get(period).copied().unwrap_or_default()
    }

    pub(super) fn out_of_scope_mut(&mut self, period: usize) -> &mut OutOfScope {
        self.out_of_scope.get_mut(period).expect("a period of this ledger")
    }

    /// Takes out the readings and matrix checks of a period.
    pub(super) fn take(&mut self, period: usize) -> (Vec<Reading>, Vec<MatrixCheck>) {
        (std::mem::take(self.readings_mut(period)), std::mem::take(self.checks_mut(period)))
    }
}
