//! Figures over tickets, from what the walk over them gathered.

use std::collections::BTreeSet;

use crate::eval::figures::What;
use crate::eval::judge::Judge;
use crate::eval::ledger::Tally;
use crate::eval::range::{End, Range};
use crate::eval::rowsets::NotGiven;
use crate::eval::share;
use crate::eval::statistics;
use crate::eval::verdict::{Counts, Terms};
use crate::eval::worth::{Known, Worth};
use crate::evidence::TicketIx;
use crate::model::{ClockId, CountedBy, Statistic, TicketFigure, TicketFormula};
use crate::quantity::{Elapsed, Ratio, RatioError};

impl Judge<'_> {
    /// The value of a figure over tickets.
    pub(super) fn tickets(&self, formula: &TicketFormula, by: CountedBy) -> Result<Worth, RatioError> {
        if let TicketFigure::Misses(_) = formula.figure {
            return Ok(self.misses(formula, by));
        }
        let number = self.figures.find(formula, by).expect("every figure of a contract is gathered");
        if let Err(missing) = self.needs_of(number) {
            return Ok(missing.into());
        }
        let tally = self.ledger.tally(self.period, number);
        match &formula.figure {
            TicketFigure::Share(_) => Ok(self.share_of(number)),
            TicketFigure::Count(_) => Ok(self.count(tally, false)),
            TicketFigure::CountOpen => Ok(self.count(tally, true)),
            TicketFigure::Clock(clock, statistic) => self.statistic(tally, *clock, *statistic),
            TicketFigure::Misses(_) => unreachable!("misses are several figures"),
        }
    }

    /// How many tickets missed a limit of a norm. Whatever may still belong here, may still end or may turn could be a miss.
    fn misses(&self, formula: &TicketFormula, by: CountedBy) -> Worth {
        let mut tickets: BTreeSet<TicketIx> = BTreeSet::new();
        let (mut open, mut turning) = (0, 0);
        for number in self.figures.all_of(formula, by) {
            let figure = self.figures.get(number);
            if let Err(missing) = self.needs_of(number) {
                return missing.into();
            }
            let tally = self.ledger.tally(self.period, number);
            tickets.extend(tally.missed.iter().map(|miss| miss.ticket));
            open += tally.counts.maybe + if figure.by == CountedBy::Opened { tally.counts.pending } else { 0 };
            turning = self.turning_of(number);
        }
        let missed = tickets.len() as u64;
        let whole = |count: u64| Ratio::new(i128::from(count), 1);
        let most = missed + open + turning + self.skipped("tickets");
        let low = Some(End::at(whole(missed.saturating_sub(turning))));
        let high = self.frame.finished.then(|| End::at(whole(most)));
        Worth::Known(Known::between(whole(missed), Some(Range { low, high })))
    }

    /// Whether the tables are there that a figure needs.
    pub(super) fn needs_of(&self, number: usize) -> Result<(), NotGiven> {
        self.needs(&clocks(&self.figures.get(number).what))?;
        let unheard = self.evidence.judgements.is_none() && self.figures.asks_people(number);
        if unheard { Err(NotGiven("judgements")) } else { Ok(()) }
    }

    /// Skipped rows that may change any ticket under a figure.
    pub(super) fn turning_of(&self, number: usize) -> u64 {
        let judged = if self.figures.asks_people(number) { self.skipped("judgements") } else { 0 };
        self.turning(&clocks(&self.figures.get(number).what)) + judged
    }

    /// Whether the tables are there that these clocks need.
    pub(super) fn needs(&self, clocks: &[ClockId]) -> Result<(), NotGiven> {
        if self.evidence.tickets.is_none() {
            return Err(NotGiven("tickets"));
        }
        match self.evidence.waits {
            None if clocks.iter().any(|clock| self.pauses(*clock)) => Err(NotGiven("waits")),
            Some(_) | None => Ok(()),
        }
    }

    fn pauses(&self, clock: ClockId) -> bool {
        !self.model.clock(clock).pausing.is_empty()
    }

    /// Skipped rows that may change any ticket: of changes, and of waits where these clocks pause.
    pub(super) fn turning(&self, clocks: &[ClockId]) -> u64 {
        let waits = if clocks.iter().any(|clock| self.pauses(*clock)) { self.skipped("waits") } else { 0 };
        self.skipped("changes") + waits
    }

    /// What a figure counted, those that may belong and skipped rows included.
    pub(super) fn counts(&self, number: usize) -> Counts {
        let counts = self.ledger.tally(self.period, number).counts;
        Counts { maybe: counts.maybe + self.skipped("tickets") + self.turning_of(number), ..counts }
    }

    /// A share of tickets, with what it could be.
    pub(super) fn share_of(&self, number: usize) -> Worth {
        let figure = self.figures.get(number);
        let counts = self.ledger.tally(self.period, number).counts;
        // Tickets opened in the period belong to it, so how they will end is open (semantics 4.4).
        let pending = if figure.by == CountedBy::Opened { counts.pending } else { 0 };
        let doubt = share::Doubt {
            maybe: counts.maybe + pending + self.skipped("tickets"),
            turning: self.turning_of(number),
            running: !self.frame.finished,
        };
        let could = share::range(&counts, doubt);
        let terms = Some(Terms::Counts(counts.good, counts.total));
        match share::of(&counts) {
            Some(value) => Worth::Known(Known { terms, ..Known::between(value, could) }),
            None => Worth::Empty { could, terms },
        }
    }

    fn count(&self, tally: &Tally, falls: bool) -> Worth {
        let whole = |count: u64| Ratio::new(i128::from(count), 1);
        let Counts { total, maybe, .. } = tally.counts;
        let changed = self.skipped("changes");
        let least = if falls && !self.frame.finished { 0 } else { total.saturating_sub(changed) };
        let most = total + maybe + self.skipped("tickets") + changed;
        let high = self.frame.finished.then(|| End::at(whole(most)));
        Worth::Known(Known::between(whole(total), Some(Range { low: Some(End::at(whole(least))), high })))
    }

    fn statistic(&self, tally: &Tally, clock: ClockId, statistic: Statistic) -> Result<Worth, RatioError> {
        let mut readings: Vec<Elapsed> = tally.readings.iter().map(|(reading, _)| *reading).collect();
        let mut maybe = tally.maybe_readings.clone();
        readings.sort_unstable();
        maybe.sort_unstable();
        let doubt = statistics::Doubt {
            maybe: &maybe,
            unknown: self.skipped("tickets") + self.turning(&[clock]),
            running: !self.frame.finished,
        };
        let could = statistics::range(statistic, &readings, doubt)?;
        Ok(match statistics::of(statistic, &readings)? {
            Some(value) => Worth::Known(Known::between(value, could)),
            None => Worth::Empty { could, terms: None },
        })
    }
}

/// The clocks that a figure looks at.
pub(super) fn clocks(what: &What<'_>) -> Vec<ClockId> {
    match what {
        What::Kept(clock, _) | What::Readings(clock) | What::Each(clock) => vec![*clock],
        What::With(_, questions) => questions.iter().map(|(clock, ..)| *clock).collect(),
        What::Owed(owed) => vec![owed.clock],
        What::Count(_) | What::CountOpen => Vec::new(),
    }
}
