//! Whole rows (semantics 5.2): `count` where they start; `longest`, `shortest` and rules on each row where they end, those
//! that go on as they are so far.

use std::collections::BTreeMap;

use crate::eval::frame::Frame;
use crate::eval::judge::Judge;
use crate::eval::range::{End, Range};
use crate::eval::rowsets::{Merged, NotGiven, Part, keeps};
use crate::eval::truth::Truth;
use crate::eval::verdict::{Counts, Note};
use crate::eval::worth::{Known, Worth};
use crate::model::{Comparison, ComponentId, RowAggregate, RowRule, RowSet};
use crate::quantity::{Elapsed, Instant, Ratio};

/// How a row stands under a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Good,
    Bad,
    Pending,
    Maybe,
}

impl Judge<'_> {
    /// A figure over whole merged rows.
    pub(super) fn row_figure(
        &self,
        aggregate: RowAggregate,
        rows: &RowSet,
        bound: Option<ComponentId>,
        frame: &Frame,
    ) -> Result<Worth, NotGiven> {
        let known = self.tables.merged(rows, bound, frame, Truth::Yes)?;
        let kept: Vec<&Merged<'_>> = known.iter().filter(|row| keeps(rows, row.length())).collect();
        let lengths = || kept.iter().filter(|row| ends_in(frame, row.to, row.open)).map(|row| micros(row.length()));
        let value = match aggregate {
            RowAggregate::Count => {
                let count = kept.iter().filter(|row| frame.holds(row.from) && row.begins_there()).count();
                Some(Ratio::new(count as i128, 1))
            }
            RowAggregate::Longest => Some(lengths().max().unwrap_or(Ratio::ZERO)),
            RowAggregate::Shortest => lengths().min(),
        };
        let could = self.row_range(aggregate, rows, (bound, frame), value.as_ref())?;
        Ok(match value {
            Some(value) => Worth::Known(Known::between(value, could)),
            None => Worth::Empty { could, terms: None },
        })
    }

    /// What a figure over rows could be, where something is missing or still to come; `None`: just what it is.
    fn row_range(
        &self,
        aggregate: RowAggregate,
        rows: &RowSet,
        (bound, frame): (Option<ComponentId>, &Frame),
        value: Option<&Ratio>,
    ) -> Result<Option<Range>, NotGiven> {
        let all = self.tables.merged(rows, bound, frame, Truth::Maybe)?;
        let (certain, doubtful): (Vec<&Merged<'_>>, Vec<&Merged<'_>>) = all.iter().partition(|row| row.is_certain());
        let skipped = self.tables.skipped(rows.table);
        let running = !frame.finished;
        if doubtful.is_empty() && skipped == 0 && !running {
            return Ok(None);
        }
        // Rows whose standing nothing can change: a skipped row may touch any other.
        let grows = |row: &Merged<'_>| row.open && running;
        let fixed = |row: &&&Merged<'_>| {
            let longer_is_fine = rows.at_most.is_none();
            keeps(rows, row.length()) && (longer_is_fine || (skipped == 0 && !grows(row)))
        };
        let fixed: Vec<&Merged<'_>> = certain.iter().filter(fixed).copied().collect();
        let lengths = |some: &[&Merged<'_>]| -> Vec<Ratio> {
            let here = some.iter().filter(|row| ends_in(frame, row.to, row.open));
            here.map(|row| micros(row.length())).collect()
        };
        let end = |value: Ratio| Some(End::at(value));
        Ok(Some(match aggregate {
            RowAggregate::Count => {
                let starts = |row: &&&Merged<'_>| frame.holds(row.from) && row.begins_there();
                let least = if skipped > 0 { 0 } else { fixed.iter().filter(starts).count() };
                let parts = all.iter().flat_map(|row| &row.rows).filter(|part| frame.holds(part.row.from));
                let most = parts.count() as i128 + i128::from(skipped);
                let high = if running { None } else { end(Ratio::new(most, 1)) };
                Range { low: end(Ratio::new(least as i128, 1)), high }
            }
            RowAggregate::Longest => {
                let low = lengths(&fixed).into_iter().max().unwrap_or(Ratio::ZERO);
                let most = lengths(&certain).into_iter().chain(lengths(&doubtful)).max().unwrap_or(Ratio::ZERO);
                Range { low: end(low), high: if running || skipped > 0 { None } else { end(most) } }
            }
            RowAggregate::Shortest => {
                let closed: Vec<&Merged<'_>> = fixed.iter().filter(|row| !grows(row)).copied().collect();
                let most = lengths(&closed).into_iter().min().filter(|_| skipped == 0);
                let least = if doubtful.is_empty() && skipped == 0 && !running { value.cloned() } else { None };
                Range { low: end(least.unwrap_or(Ratio::ZERO)), high: most.map(End::at) }
            }
        }))
    }

    /// How the rows of a set stand under a rule, and those that break it.
    pub(super) fn each_row(
        &self,
        rows: &RowSet,
        rule: &RowRule,
        bound: Option<ComponentId>,
    ) -> Result<(Counts, Vec<Note>), NotGiven> {
        let merged = self.tables.merged(rows, bound, self.frame, Truth::Maybe)?;
        let kept = merged.iter().filter(|row| keeps(rows, row.length()) || (row.open && !self.frame.finished));
        let mut standings: Vec<(Standing, Note)> = Vec::new();
        match rule {
            RowRule::Lasts(op, limit) => {
                for row in kept.filter(|row| ends_in(self.frame, row.to, row.open)) {
                    let standing = if row.is_certain() { lasts(*op, row, *limit) } else { Standing::Maybe };
                    standings.push((standing, note(row)));
                }
            }
            RowRule::Announced(_) | RowRule::NotOverlapping(_) => {
                // A row on a group is merged with those of each member, and yet one row.
                let parts: BTreeMap<usize, &Part<'_>> =
                    kept.flat_map(|row| &row.rows).map(|part| (part.number, part)).collect();
                for part in parts.into_values() {
                    let open = part.row.to.is_none_or(|to| to >= self.frame.end);
                    let to = part.row.to.unwrap_or(self.frame.end).min(self.frame.end);
                    if !ends_in(self.frame, to, open) {
                        continue;
                    }
                    let (standing, counted) = self.keeps_rule(rule, part, to, open);
                    let standing = if part.belongs == Truth::Yes { standing } else { Standing::Maybe };
                    let (from, to) = (part.row.from, Some(to).filter(|_| !open));
                    standings.push((standing, Note::Row { from, to, counted, row: part.row.row }));
                }
            }
        }
        let mut counts = Counts { maybe: self.tables.skipped(rows.table), ..Counts::default() };
        for (standing, _) in &standings {
            match standing {
                Standing::Good => counts.good += 1,
                Standing::Bad => {}
                Standing::Pending => counts.pending += 1,
                Standing::Maybe => counts.maybe += 1,
            }
            counts.total += u64::from(matches!(standing, Standing::Good | Standing::Bad));
        }
        let broken = standings.into_iter().filter(|(standing, _)| *standing == Standing::Bad);
        Ok((counts, broken.map(|(_, note)| note).collect()))
    }

    /// How one row as written stands under a rule about such rows, and how much of it counts.
    fn keeps_rule(&self, rule: &RowRule, part: &Part<'_>, to: Instant, open: bool) -> (Standing, Elapsed) {
        let good = |holds: bool| if holds { Standing::Good } else { Standing::Bad };
        match rule {
            RowRule::Announced(notice) => {
                // Not announced is no notice (semantics 3.6).
                let enough = part.row.announced.and_then(|at| self.calendar.after(at, notice));
                (good(enough.is_some_and(|enough| enough <= part.row.from)), part.row.from.until(to))
            }
            RowRule::NotOverlapping(window) => {
                let overlap = self.calendar.schedule(window).elapsed(part.row.from, to);
                let standing =
                    if overlap == Elapsed::ZERO && open { Standing::Pending } else { good(overlap == Elapsed::ZERO) };
                (standing, overlap)
            }
            RowRule::Lasts(..) => (Standing::Pending, Elapsed::ZERO),
        }
    }
}

/// Whether a row ends in the period, or goes on at its evaluation.
fn ends_in(frame: &Frame, to: Instant, open: bool) -> bool {
    frame.holds(to) || (open && frame.period.from < frame.end && frame.end <= frame.period.to)
}

/// Whether a row lasts as long as it should; one that goes on can only get longer.
fn lasts(op: Comparison, row: &Merged<'_>, limit: Elapsed) -> Standing {
    let (length, holds) = (row.length(), op.holds(&row.length(), &limit));
    let certain = match op {
        Comparison::Less | Comparison::AtMost => !holds,
        Comparison::More | Comparison::AtLeast => holds,
        Comparison::Equal | Comparison::NotEqual => length > limit,
    };
    match (holds, row.open && !certain) {
        (_, true) => Standing::Pending,
        (true, false) => Standing::Good,
        (false, false) => Standing::Bad,
    }
}

/// Rows that touch are one, shown where the first of them is written.
fn note(merged: &Merged<'_>) -> Note {
    let first = merged.rows.first().expect("a merged row is made of rows");
    let to = Some(merged.to).filter(|_| !merged.open);
    Note::Row { from: merged.from, to, counted: merged.length(), row: first.row.row }
}

fn micros(length: Elapsed) -> Ratio {
    Ratio::whole(length.micros())
}
