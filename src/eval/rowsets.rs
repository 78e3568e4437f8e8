//! Outages and maintenance as sets of time (semantics 5.1): rows by column, merged per component, by length of the whole
//! merged row as known at the end of the period.

use crate::calendar::{Interval, IntervalSet};
use crate::eval::frame::Frame;
use crate::eval::population::{RowFacts, holds, is_about};
use crate::eval::truth::Truth;
use crate::evidence::{Evidence, IntervalRow};
use crate::model::{ComponentId, IntervalTable, Model, RowOwner, RowSet};
use crate::quantity::{Elapsed, Instant};

/// One table with what makes it quick to look at.
#[derive(Debug)]
struct Table<'a> {
    /// In order of their start.
    rows: &'a [IntervalRow],
    /// The latest end of any row up to this one.
    reach: Vec<Instant>,
    /// How many rows were skipped as bad.
    skipped: u64,
}

impl Table<'_> {
    /// The first row that was not over before `from`, or that later rows link to one that was not.
    fn first(&self, from: Instant) -> usize {
        let linked = |index: usize| {
            let before = index.checked_sub(1).and_then(|before| self.reach.get(before));
            self.rows.get(index).zip(before).is_some_and(|(row, reach)| row.from <= *reach)
        };
        let mut first = self.reach.partition_point(|reach| *reach < from);
        while linked(first) {
            first -= 1;
        }
        first
    }
}

/// The tables whose rows are intervals.
#[derive(Debug)]
pub(super) struct Tables<'a> {
    model: &'a Model,
    outages: Option<Table<'a>>,
    maintenance: Option<Table<'a>>,
}

/// A row that belongs or may belong to a set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    /// Its number in the table.
    pub(super) number: usize,
    /// The row.
    pub(super) row: &'a IntervalRow,
    /// Whether it belongs.
    pub(super) belongs: Truth,
}

/// Rows of one component that overlap or touch.
#[derive(Debug, Clone)]
pub(super) struct Merged<'a> {
    /// Start of the first.
    pub(super) from: Instant,
    /// End of the last; the moment of evaluation while one goes on.
    pub(super) to: Instant,
    /// Whether one of them goes on.
    pub(super) open: bool,
    /// The rows.
    pub(super) rows: Vec<Part<'a>>,
}

impl Merged<'_> {
    /// How long it is, as far as known.
    pub(super) fn length(&self) -> Elapsed {
        self.from.until(self.to)
    }

    /// Whether every row of it belongs here for certain.
    pub(super) fn is_certain(&self) -> bool {
        self.rows.iter().all(|part| part.belongs == Truth::Yes)
    }

    /// Its time; `None` of no length.
    pub(super) fn interval(&self) -> Option<Interval> {
        Interval::new(self.from, self.to)
    }
}

/// A table that was not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotGiven(pub(super) &'static str);

/// The name of a table, as in projects and diagnostics.
pub(super) fn name(table: IntervalTable) -> &'static str {
    match table {
        IntervalTable::Outages => "outages",
        IntervalTable::Maintenance => "maintenance",
    }
}

/// How many rows of a table were skipped as bad.
pub(super) fn skipped(evidence: &Evidence, table: &str) -> u64 {
    evidence.files.iter().filter(|file| file.table == table).map(|file| file.rejected).sum()
}

impl<'a> Tables<'a> {
    pub(super) fn new(model: &'a Model, evidence: &'a Evidence) -> Self {
        let table = |rows: &'a Option<Vec<IntervalRow>>, table| {
            let rows = rows.as_deref()?;
            let reach = rows.iter().scan(Instant::from_micros(i64::MIN), |latest, row| {
                *latest = (*latest).max(row.to.unwrap_or(Instant::from_micros(i64::MAX)));
                Some(*latest)
            });
            Some(Table { rows, reach: reach.collect(), skipped: skipped(evidence, name(table)) })
        };
        Self {
            model,
            outages: table(&evidence.outages, IntervalTable::Outages),
            maintenance: table(&evidence.maintenance, IntervalTable::Maintenance),
        }
    }

    fn table(&self, table: IntervalTable) -> Result<&Table<'a>, NotGiven> {
        let given = match table {
            IntervalTable::Outages => &self.outages,
            IntervalTable::Maintenance => &self.maintenance,
        };
        given.as_ref().ok_or(NotGiven(name(table)))
    }

    /// How many rows of a table were skipped as bad.
    pub(super) fn skipped(&self, table: IntervalTable) -> u64 {
        self.table(table).map_or(0, |table| table.skipped)
    }

    /// Whose rows are merged with each other: one component each; `None`, where the contract declares none: all rows.
    fn owners(&self, of: RowOwner, bound: Option<ComponentId>) -> Vec<Option<ComponentId>> {
        match (of, bound) {
            (RowOwner::Component(id), _) | (RowOwner::Bound, Some(id)) => vec![Some(id)],
            (RowOwner::Group(id), _) => self.model.group(id).members.iter().copied().map(Some).collect(),
            (RowOwner::All, _) | (RowOwner::Bound, None) if self.model.components.is_empty() => vec![None],
            (RowOwner::All, _) | (RowOwner::Bound, None) => {
                (0u32..).map(ComponentId).zip(&self.model.components).map(|(id, _)| Some(id)).collect()
            }
        }
    }

    /// Merged rows that belong or may belong here, as known at the evaluation of a period, before any filter by length.
    /// Those that were over before the period began are left out.
    pub(super) fn merged(
        &self,
        set: &RowSet,
        bound: Option<ComponentId>,
        frame: &Frame,
        least: Truth,
    ) -> Result<Vec<Merged<'a>>, NotGiven> {
        let table = self.table(set.table)?;
        let first = table.first(frame.period.from);
        let after = table.rows.partition_point(|row| row.from < frame.end);
        let part = |(number, row): (usize, &'a IntervalRow)| {
            let belongs = holds(&set.filter, &RowFacts { model: self.model, row });
            (belongs >= least).then_some(Part { number, row, belongs })
        };
        let rows = table.rows.iter().enumerate().take(after).skip(first);
        let parts: Vec<Part<'a>> = rows.filter_map(part).collect();
        let of = |owner: Option<ComponentId>| {
            let about = |row: &IntervalRow| owner.is_none_or(|id| is_about(self.model, row.of, id));
            merge(parts.iter().filter(|part| about(part.row)).copied(), frame.end)
        };
        Ok(self.owners(set.of, bound).into_iter().flat_map(of).collect())
    }

    /// The time of rows that belong here for certain, within the period.
    pub(super) fn known(
        &self,
        set: &RowSet,
        bound: Option<ComponentId>,
        frame: &Frame,
    ) -> Result<IntervalSet, NotGiven> {
        let merged = self.merged(set, bound, frame, Truth::Yes)?;
        let kept = merged.iter().filter(|row| keeps(set, row.length())).filter_map(Merged::interval);
        Ok(IntervalSet::from_unsorted(kept).clip(frame.period.from, frame.period.to))
    }

    /// What is in the set whatever is missing or still to come, and what may be in it; within the period.
    pub(super) fn could(
        &self,
        set: &RowSet,
        bound: Option<ComponentId>,
        frame: &Frame,
    ) -> Result<(IntervalSet, IntervalSet), NotGiven> {
        let (mut must, mut may) = (Vec::new(), Vec::new());
        for row in self.merged(set, bound, frame, Truth::Maybe)? {
            let grows = row.open && !frame.finished;
            if !row.is_certain() {
                may.extend(row.interval());
                // More rows make it longer, never shorter.
                if set.at_most.is_none() {
                    let certain = row.rows.iter().filter(|part| part.belongs == Truth::Yes).copied();
                    let kept = merge(certain, frame.end).into_iter().filter(|row| keeps(set, row.length()));
                    must.extend(kept.filter_map(|row| row.interval()));
                }
            } else if !grows {
                if keeps(set, row.length()) {
                    must.extend(row.interval());
                    may.extend(row.interval());
                }
            } else if set.at_most.is_none_or(|most| row.length() <= most) {
                may.extend(row.interval());
                if set.at_most.is_none() && keeps(set, row.length()) {
                    must.extend(row.interval());
                }
            }
        }
        let (from, to) = (frame.period.from, frame.period.to);
        if !frame.finished {
            may.extend(Interval::new(frame.end.max(from), to));
        }
        if self.skipped(set.table) > 0 {
            may.extend(Interval::new(from, to));
        }
        let clip = |pieces: Vec<Interval>| IntervalSet::from_unsorted(pieces).clip(from, to);
        Ok((clip(must), clip(may)))
    }
}

/// Whether a merged row of this length is in the set.
pub(super) fn keeps(set: &RowSet, length: Elapsed) -> bool {
    set.at_least.is_none_or(|least| length >= least) && set.at_most.is_none_or(|most| length <= most)
}

/// Merges rows, in order of their start, that overlap or touch.
fn merge<'a>(parts: impl Iterator<Item = Part<'a>>, end: Instant) -> Vec<Merged<'a>> {
    let mut merged: Vec<Merged<'a>> = Vec::new();
    for part in parts {
        let open = part.row.to.is_none_or(|to| to >= end);
        let (from, to) = (part.row.from, part.row.to.map_or(end, |to| to.min(end)));
        match merged.last_mut() {
            Some(last) if from <= last.to => {
                last.to = last.to.max(to);
                last.open |= open;
                last.rows.push(part);
            }
            Some(_) | None => merged.push(Merged { from, to, open, rows: vec![part] }),
        }
    }
    merged
}
