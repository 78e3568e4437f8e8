//! Margins in tickets and samples, and the tickets that missed by least.

use std::collections::BTreeMap;

use crate::eval::derive::room::{self, Target};
use crate::eval::derive::solve::known;
use crate::eval::derive::statistic::{self, About};
use crate::eval::derive::{Keeps, Margin, Nearest, Of, Things};
use crate::eval::judge::Judge;
use crate::eval::ledger::Miss;
use crate::eval::samples::{Held, held, picked};
use crate::eval::scene::Scene;
use crate::eval::truth::Truth;
use crate::eval::verdict::Exact;
use crate::evidence::TicketIx;
use crate::model::{
    Formula, SampleFigure, SampleFormula, SampleStatistic, Statistic, TicketFigure, TicketFormula, Unit,
};
use crate::quantity::{Elapsed, Ratio};

impl Judge<'_> {
    pub(super) fn solve_tickets(
        &mut self,
        formula: &Formula,
        tickets: &TicketFormula,
        scene: &Scene<'_>,
        target: &Target,
    ) -> Option<Margin> {
        let mut counted = || room::of_count(Things::Tickets, &known(self.formula(formula, scene))?, target);
        match &tickets.figure {
            TicketFigure::Count(_) | TicketFigure::CountOpen => counted(),
            TicketFigure::Misses(_) => {
                let mut margin = counted()?;
                let numbers: Vec<usize> = self.figures.all_of(tickets, scene.by).collect();
                let misses: Vec<Miss> =
                    numbers.iter().flat_map(|n| self.ledger.tally(self.period, *n).missed.iter().copied()).collect();
                // One that missed two limits would have to keep both.
                let mut worst: BTreeMap<TicketIx, Miss> = BTreeMap::new();
                for miss in misses {
                    let known = worst.entry(miss.ticket).or_insert(miss);
                    if over(known) < over(&miss) {
                        *known = miss;
                    }
                }
                self.name_nearest(&mut margin, worst.into_values().collect());
                Some(margin)
            }
            TicketFigure::Share(_) => {
                let number = self.figures.find(tickets, scene.by)?;
                self.of_figure(number, Things::Tickets, target)
            }
            TicketFigure::Clock(_, statistic) => {
                let number = self.figures.find(tickets, scene.by)?;
                self.needs_of(number).ok()?;
                self.of_readings(number, *statistic, target)
            }
        }
    }

    /// Of a share of tickets, with those that missed by least.
    pub(super) fn of_figure(&self, number: usize, things: Things, target: &Target) -> Option<Margin> {
        self.needs_of(number).ok()?;
        let tally = self.ledger.tally(self.period, number);
        let mut margin = room::of_share(things, &tally.counts, target)?;
        self.name_nearest(&mut margin, tally.missed.clone());
        Some(margin)
    }

    fn of_readings(&self, number: usize, statistic: Statistic, target: &Target) -> Option<Margin> {
        let readings = &self.ledger.tally(self.period, number).readings;
        let count = u64::try_from(readings.len()).ok()?;
        if count == 0 {
            return None;
        }
        let sum = || Ratio::new(readings.iter().map(|(reading, _)| i128::from(reading.micros())).sum(), 1);
        match About::clock(statistic, count) {
            About::Sum => statistic::of_sum(&sum(), 1, target),
            About::Mean => statistic::of_sum(&sum(), count, target),
            About::Other => None,
            About::Rank(rank) => {
                let beyond = readings.iter().filter(|(one, _)| !target.takes(&Ratio::whole(one.micros())));
                let far = beyond.clone().count() as u64;
                let mut margin = statistic::of_rank(Things::Tickets, rank, count, far, target)?;
                let limit = i64::try_from(target.bound.scaled_floor(0)).ok().map(Elapsed::from_micros)?;
                if target.side == Keeps::AtMost {
                    let miss = |(elapsed, ticket): &(Elapsed, TicketIx)| Miss {
                        settled: self.frame.end,
                        ticket: *ticket,
                        elapsed: *elapsed,
                        limit,
                    };
                    self.name_nearest(&mut margin, beyond.map(miss).collect());
                }
                Some(margin)
            }
        }
    }

    pub(super) fn solve_samples(
        &mut self,
        formula: &Formula,
        samples: &SampleFormula,
        scene: &Scene<'_>,
        target: &Target,
    ) -> Option<Margin> {
        match &samples.figure {
            SampleFigure::Latest(_) => None,
            SampleFigure::Share(..) => self.of_terms(Things::Samples, formula, scene, target),
            SampleFigure::Statistic(SampleStatistic::Count) => {
                room::of_count(Things::Samples, &known(self.formula(formula, scene))?, target)
            }
            SampleFigure::Statistic(statistic) => {
                let all = self.samples_of(samples.metric, Self::sampled_component(samples.subject, scene)).ok()?;
                // Samples hold seconds where bounds are microseconds.
                let scale = Ratio::whole(if formula.unit == Unit::Elapsed { Elapsed::SECOND.micros() } else { 1 });
                let bound = Target { bound: target.bound.div(&scale).ok()?, ..target.clone() };
                let (mut count, mut far) = (0_u64, 0_u64);
                for sample in self.here(all).iter().filter(|sample| picked(&samples.filter, sample) == Truth::Yes) {
                    if let Held::Value(value) = held(sample, samples.field) {
                        count += 1;
                        far += u64::from(!bound.takes(&value));
                    }
                }
                match About::samples(*statistic, count) {
                    About::Rank(rank) if count > 0 => statistic::of_rank(Things::Samples, rank, count, far, target),
                    About::Rank(_) | About::Sum | About::Mean | About::Other => None,
                }
            }
        }
    }

    /// The fewest tickets that would have met the bound had they kept their limit, of those that missed it.
    fn name_nearest(&self, margin: &mut Margin, mut misses: Vec<Miss>) {
        let (Exact::Count(value), Some(Exact::Count(limit)), Keeps::AtMost) =
            (&margin.value, &margin.limit, margin.side)
        else {
            return;
        };
        if margin.of == Of::Matching {
            return;
        }
        let excess = usize::try_from(value.saturating_sub(*limit)).unwrap_or(0);
        misses.sort_by(|a, b| {
            let by_id = || self.ticket_id(a).cmp(self.ticket_id(b));
            over(a).cmp(&over(b)).then_with(by_id).then_with(|| a.ticket.cmp(&b.ticket))
        });
        let tickets = self.evidence.tickets.as_deref().unwrap_or_default();
        let named = misses.iter().take(excess).filter_map(|miss| {
            let ticket = tickets.get(miss.ticket.0 as usize)?;
            Some(Nearest { ticket: ticket.id.to_string(), over: over(miss), row: ticket.row })
        });
        margin.nearest = named.collect();
    }
}

fn over(miss: &Miss) -> Elapsed {
    Elapsed::from_micros(miss.elapsed.micros().saturating_sub(miss.limit.micros()).max(0))
}
