//! The facts of the period at hand.

use std::collections::BTreeSet;

use crate::eval::compensation::facts::{Facts, Found, Group, Item, Misses};
use crate::eval::compensation::verdict::Between;
use crate::eval::judge::Judge;
use crate::eval::range::Range;
use crate::eval::rowsets::keeps;
use crate::eval::scene::Scene;
use crate::eval::truth::Truth;
use crate::eval::worth::{Absent, Worth};
use crate::evidence::TicketIx;
use crate::model::{
    CompensationId, ComponentId, CountedBy, Empty, Formula, FormulaKind, NormId, RowSet, Subject, TicketFigure,
};
use crate::quantity::{Elapsed, Ratio};

/// What is said of a table that was not given.
fn no_table(table: &str) -> String {
    format!("no table `{table}` in the evidence")
}

impl Facts for Judge<'_> {
    fn value(&mut self, formula: &Formula, component: Option<ComponentId>) -> Found {
        let frame = self.frame_of(component, self.frame);
        let scene = Scene::of_formula(component, self.model.conventions.counted_by, frame, formula);
        let worth = self.formula(formula, &scene);
        let worth = self.finished(formula, worth, &scene);
        let actual = worth.actual(formula.unit);
        let found = |could, perhaps_nothing, missing| Found { actual, could, perhaps_nothing, missing };
        match worth {
            Worth::Known(known) => found(Some(known.range(None).unwrap_or(Range::ANY)), false, None),
            Worth::Empty { could: Some(range), .. } => found(Some(range), true, None),
            Worth::Empty { could: None, .. } => match self.model.conventions.empty {
                Empty::Met | Empty::NotJudged if self.frame.finished => found(None, false, None),
                Empty::Met | Empty::NotJudged | Empty::Undecided | Empty::Breached => {
                    found(Some(Range::ANY), true, Some("there is nothing to measure".to_owned()))
                }
            },
            Worth::Absent(Absent::NotGiven(table)) => found(Some(Range::ANY), true, Some(no_table(table))),
            Worth::Absent(Absent::Impossible(error)) => found(Some(Range::ANY), true, Some(error.to_string())),
        }
    }

    fn misses(&mut self, norm: NormId) -> Misses {
        let mut tickets: BTreeSet<TicketIx> = BTreeSet::new();
        let (mut others, mut doubt, mut turning) = (0u64, 0u64, 0u64);
        let written = self.model.norm(norm);
        let unknown = |table| Misses { count: Between::ANY, missing: Some(no_table(table)) };
        for (index, requirement) in written.requirements.iter().enumerate() {
            let number = match &requirement.subject {
                Subject::Timed(_) => self.figures.of_requirement(norm, index),
                Subject::Formula { value, .. } => {
                    if let FormulaKind::Tickets(tickets) = &value.kind
                        && let TicketFigure::Share(_) = &tickets.figure
                    {
                        self.figures.find(tickets, written.counted_by)
                    } else {
                        None
                    }
                }
                Subject::EachRow { rows, rule } => {
                    match self.each_row(rows, rule, None) {
                        Err(missing) => return unknown(missing.0),
                        Ok((counts, _)) => {
                            others += counts.total - counts.good;
                            doubt += counts.maybe;
                            // A skipped row may join two that seem to break the rule.
                            if self.tables.skipped(rows.table) > 0 {
                                turning = u64::MAX;
                            }
                        }
                    }
                    None
                }
                Subject::Obliged(obliged) => {
                    match self.obliged(obliged) {
                        Err(missing) => return unknown(missing.0),
                        Ok((counts, _)) => {
                            others += counts.total - counts.good;
                            turning = turning.max(self.skipped_events());
                        }
                    }
                    None
                }
                Subject::EachMember(..) => return unknown("components"),
                Subject::Cadence(owed) => {
                    if let Err(missing) = self.needs_updates(owed) {
                        return unknown(missing.0);
                    }
                    // A skipped ticket may have missed any number of updates, and a skipped wait or change may excuse them.
                    if self.skipped("tickets") + self.turning(&[owed.clock]) > 0 {
                        return Misses { count: Between::ANY, missing: None };
                    }
                    doubt += self.skipped("updates");
                    turning = turning.max(self.skipped("updates"));
                    self.figures.of_requirement(norm, index)
                }
                // How many miss a limit that nobody has agreed on is anyone's guess.
                Subject::NotAgreed => return Misses { count: Between::ANY, missing: None },
                Subject::NoNorm => None,
            };
            let Some(number) = number else { continue };
            let clocks = crate::eval::tallied::clocks(&self.figures.get(number).what);
            if let Err(missing) = self.needs(&clocks) {
                return unknown(missing.0);
            }
            let tally = self.ledger.tally(self.period, number);
            tickets.extend(tally.missed.iter().map(|miss| miss.ticket));
            others += (tally.counts.total - tally.counts.good).saturating_sub(tally.missed.len() as u64);
            doubt += self.counts(number).maybe;
            turning = turning.max(self.turning(&clocks));
            if written.counted_by == CountedBy::Opened {
                doubt += tally.counts.pending;
            }
        }
        let whole = |n: u64| Ratio::new(i128::from(n), 1);
        let known = tickets.len() as u64 + others;
        let high = self.frame.finished.then(|| whole(known + doubt));
        Misses { count: Between { low: whole(known.saturating_sub(turning)), high }, missing: None }
    }

    fn tickets(&mut self, compensation: CompensationId, rule: usize) -> Group {
        let number = self.figures.of_rule(compensation, rule).expect("every rule over tickets is gathered");
        let clocks = crate::eval::tallied::clocks(&self.figures.get(number).what);
        if let Err(missing) = self.needs(&clocks) {
            return Group { open: true, missing: Some(no_table(missing.0)), ..Group::default() };
        }
        let tickets = self.evidence.tickets.as_deref().unwrap_or_default();
        let mut items = Vec::new();
        for (ix, elapsed, at, belongs) in &self.ledger.tally(self.period, number).each {
            let Some(ticket) = tickets.get(ix.0 as usize) else { continue };
            items.push(Item {
                ticket: Some(ticket.id.to_string()),
                at: Some(*at),
                length: *elapsed,
                parts: 1,
                certain: *belongs == Truth::Yes,
                row: ticket.row,
            });
        }
        items.sort_unstable_by(|a, b| (a.at, &a.ticket).cmp(&(b.at, &b.ticket)));
        let turning = self.turning(&clocks) > 0;
        let open = !self.frame.finished || turning || self.skipped("tickets") > 0;
        Group { items, open, shaky: turning || !self.frame.finished, missing: None }
    }

    fn rows(&mut self, rows: &RowSet) -> Group {
        let merged = match self.tables.merged(rows, None, self.frame, Truth::Maybe) {
            Ok(merged) => merged,
            Err(missing) => return Group { open: true, missing: Some(no_table(missing.0)), ..Group::default() },
        };
        let ended = merged.iter().filter(|row| {
            let may_be_kept = keeps(rows, row.length()) || !row.is_certain();
            !row.open && self.frame.holds(row.to) && may_be_kept
        });
        let mut items: Vec<Item> = ended
            .map(|row| {
                let first = row.rows.first().expect("a merged row is made of rows");
                let parts = u32::try_from(row.rows.len()).unwrap_or(u32::MAX);
                let (length, certain) = (row.length(), row.is_certain());
                Item { ticket: None, at: Some(row.to), length, parts, certain, row: first.row.row }
            })
            .collect();
        items.sort_by_key(|item| (item.at, item.row));
        let skipped = self.tables.skipped(rows.table) > 0;
        Group { items, open: skipped || !self.frame.finished, shaky: skipped, missing: None }
    }

    fn length(&self) -> Elapsed {
        self.frame.period.from.until(self.frame.period.to)
    }
}
