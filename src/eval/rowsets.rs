//! Outages and maintenance as sets of time (semantics 5.1): rows by column, merged per component, by length of the whole
//! merged row as known at the end of the period.

use crate::calendar::{Calendar, Interval};
use crate::eval::extent::Extent;
use crate::eval::frame::Frame;
use crate::eval::judgements::Judgements;
use crate::eval::population::{RowFacts, asks_people, holds};
use crate::eval::truth::Truth;
use crate::evidence::{Cell, Evidence, IntervalRow, Owner};
use crate::model::{ColumnId, ComponentId, IntervalTable, JudgementId, Life, Model, RowOwner, RowSet, Weight};
use crate::quantity::{Elapsed, Instant, Ratio};

/// One table with what makes it quick to look at.
#[derive(Debug)]
struct Table<'a> {
    /// All of its rows.
    all: Line<'a>,
    /// Those about each component, on its own or as a member of a group.
    about: Vec<Line<'a>>,
    /// How many rows were skipped as bad.
    skipped: u64,
}

/// Some rows of a table, in order of their start.
#[derive(Debug, Clone, Default)]
struct Line<'a> {
    /// Each with its number in the table.
    rows: Vec<(usize, &'a IntervalRow)>,
    /// The latest end of any row up to this one.
    reach: Vec<Instant>,
}

impl<'a> Line<'a> {
    /// Adds a row that starts no earlier than the last one.
    fn push(&mut self, number: usize, row: &'a IntervalRow) {
        let end = row.to.unwrap_or(Instant::from_micros(i64::MAX));
        self.reach.push(self.reach.last().map_or(end, |reach| end.max(*reach)));
        self.rows.push((number, row));
    }

    /// The first row that was not over before `from`, or that later rows link to one that was not.
    fn first(&self, from: Instant) -> usize {
        let linked = |index: usize| {
            let before = index.checked_sub(1).and_then(|before| self.reach.get(before));
            self.rows.get(index).zip(before).is_some_and(|((_, row), reach)| row.from <= *reach)
        };
        let mut first = self.reach.partition_point(|reach| *reach < from);
        while linked(first) {
            first -= 1;
        }
        first
    }

    /// Those that matter in a period, as known at its evaluation.
    fn of(&self, frame: &Frame) -> &[(usize, &'a IntervalRow)] {
        let after = self.rows.partition_point(|(_, row)| row.from < frame.end);
        self.rows.get(self.first(frame.period.from)..after).unwrap_or_default()
    }
}

impl<'a> Table<'a> {
    fn new(model: &Model, rows: &'a [IntervalRow], skipped: u64) -> Self {
        let mut table = Self { all: Line::default(), about: vec![Line::default(); model.components.len()], skipped };
        for (number, row) in rows.iter().enumerate() {
            table.all.push(number, row);
            let mut about = |id: ComponentId| {
                if let Some(line) = table.about.get_mut(id.index()) {
                    line.push(number, row);
                }
            };
            match row.of {
                Owner::Component(id) => about(id),
                Owner::Group(group) => model.group(group).members.iter().copied().for_each(about),
                Owner::All => (0u32..).zip(&model.components).for_each(|(id, _)| about(ComponentId(id))),
            }
        }
        table
    }
}

/// The tables whose rows are intervals.
#[derive(Debug)]
pub(super) struct Tables<'a> {
    model: &'a Model,
    calendar: &'a Calendar<'a>,
    outages: Option<Table<'a>>,
    maintenance: Option<Table<'a>>,
    judgements: Option<Judgements<'a>>,
    /// Answers were skipped as bad: any of them may be the last one about any row.
    unheard: bool,
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
    /// From when to when it counts: what it is about may be there only then.
    pub(super) there: (Instant, Instant),
}

/// Whose rows are merged with each other, and when it is there: one component; without any, all rows.
type Whose = (Option<ComponentId>, Life);

/// What a missing weight counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    Nothing,
    All,
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

    /// The part of its time that counts; `None` of no length.
    pub(super) fn interval(&self) -> Option<Interval> {
        Interval::new(self.from.max(self.there.0), self.to.min(self.there.1))
    }

    /// Whether it begins while what it is about is there.
    pub(super) fn begins_there(&self) -> bool {
        self.there.0 <= self.from && self.from < self.there.1
    }

    /// Whether some of it lies in the time in which what it is about is there.
    pub(super) fn touches(&self) -> bool {
        self.from < self.there.1 && self.there.0 <= self.to
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
    pub(super) fn new(calendar: &'a Calendar<'a>, evidence: &'a Evidence) -> Self {
        let table = |rows: &'a Option<Vec<IntervalRow>>, table| {
            Some(Table::new(calendar.model(), rows.as_deref()?, skipped(evidence, name(table))))
        };
        Self {
            model: calendar.model(),
            calendar,
            outages: table(&evidence.outages, IntervalTable::Outages),
            maintenance: table(&evidence.maintenance, IntervalTable::Maintenance),
            judgements: evidence.judgements.is_some().then(|| Judgements::new(evidence)),
            unheard: skipped(evidence, "judgements") > 0,
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

    /// Whose rows are merged with each other, in turn.
    fn owners(&self, of: RowOwner, bound: Option<ComponentId>) -> Result<Vec<Whose>, NotGiven> {
        let whole = |id: ComponentId| (Some(id), self.model.component(id).life);
        Ok(match (of, bound) {
            (RowOwner::Component(id), _) => vec![whole(id)],
            // The frame is that of the component.
            (RowOwner::Bound, Some(id)) => vec![(Some(id), Life::default())],
            (RowOwner::Group(id), _) => {
                let group = self.model.group(id);
                if !group.known {
                    return Err(NotGiven("components"));
                }
                group.members.iter().map(|member| (Some(*member), group.life(*member))).collect()
            }
            (RowOwner::All, _) | (RowOwner::Bound, None) if self.model.components.is_empty() => {
                vec![(None, Life::default())]
            }
            (RowOwner::All, _) | (RowOwner::Bound, None) => {
                (0u32..).map(ComponentId).zip(&self.model.components).map(|(id, _)| whole(id)).collect()
            }
        })
    }

    /// What people answer about a row, as known at the evaluation of a period.
    pub(super) fn answer(&self, id: &str, question: JudgementId, frame: &Frame) -> Option<bool> {
        let judgements = self.judgements.as_ref().filter(|_| !self.unheard)?;
        judgements.answer(id, question, frame.end)
    }

    /// Whether a row was announced early enough; never announced is no notice (semantics 3.6).
    fn has_notice(&self, set: &RowSet, row: &IntervalRow) -> bool {
        set.notices.iter().all(|notice| {
            let enough = row.announced.and_then(|at| self.calendar.after(at, notice));
            enough.is_some_and(|enough| enough <= row.from)
        })
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
        if self.judgements.is_none() && asks_people(&set.filter) {
            return Err(NotGiven("judgements"));
        }
        let answer = |id: &str, question| self.answer(id, question, frame);
        let part = |(number, row): &(usize, &'a IntervalRow)| {
            let belongs = holds(&set.filter, &RowFacts { model: self.model, row, answer: &answer });
            let belongs = if self.has_notice(set, row) { belongs } else { Truth::No };
            (belongs >= least).then_some(Part { number: *number, row, belongs })
        };
        let zone = self.calendar.zone();
        let of = |(owner, life): Whose| {
            let line = owner.map_or(Some(&table.all), |id| table.about.get(id.index()));
            let there = frame.within(life, zone).map(|frame| (frame.period.from, frame.period.to));
            let mut rows = match (there, line) {
                (Some(_), Some(line)) => merge(line.of(frame).iter().filter_map(part), frame.end),
                (_, _) => Vec::new(),
            };
            // Only lengths are cut at the edges of the period: what was there all along is not cut here.
            if let Some(there) = there.filter(|_| life != Life::default()) {
                rows.iter_mut().for_each(|row| row.there = there);
                rows.retain(Merged::touches);
            }
            rows
        };
        Ok(self.owners(set.of, bound)?.into_iter().flat_map(of).collect())
    }

    /// The time of rows that belong here for certain, within the period.
    pub(super) fn known(&self, set: &RowSet, bound: Option<ComponentId>, frame: &Frame) -> Result<Extent, NotGiven> {
        let merged = self.merged(set, bound, frame, Truth::Yes)?;
        let kept = merged.iter().filter(|row| keeps(set, row.length()));
        let pieces = kept.flat_map(|row| pieces(set, row, &row.rows, frame, Missing::Nothing));
        Ok(Extent::of(pieces).clip(frame.period.from, frame.period.to))
    }

    /// What is in the set whatever is missing or still to come, and what may be in it; within the period.
    pub(super) fn could(
        &self,
        set: &RowSet,
        bound: Option<ComponentId>,
        frame: &Frame,
    ) -> Result<(Extent, Extent), NotGiven> {
        let (mut must, mut may) = (Vec::new(), Vec::new());
        for row in self.merged(set, bound, frame, Truth::Maybe)? {
            let grows = row.open && !frame.finished;
            let most = || pieces(set, &row, &row.rows, frame, Missing::All);
            let least = || pieces(set, &row, &row.rows, frame, Missing::Nothing);
            if !row.is_certain() {
                may.extend(most());
                // More rows make it longer, never shorter.
                if set.at_most.is_none() {
                    let certain = row.rows.iter().filter(|part| part.belongs == Truth::Yes).copied();
                    for part in merge(certain, frame.end).into_iter().filter(|row| keeps(set, row.length())) {
                        let part = Merged { there: row.there, ..part };
                        must.extend(pieces(set, &part, &part.rows, frame, Missing::Nothing));
                    }
                }
            } else if !grows {
                if keeps(set, row.length()) {
                    must.extend(least());
                    may.extend(most());
                }
            } else if set.at_most.is_none_or(|most| row.length() <= most) {
                may.extend(most());
                if set.at_most.is_none() && keeps(set, row.length()) {
                    must.extend(least());
                }
            }
        }
        let (from, to) = (frame.period.from, frame.period.to);
        if !frame.finished {
            may.extend(Interval::new(frame.end.max(from), to).map(|piece| (piece, Ratio::ONE)));
        }
        if self.skipped(set.table) > 0 {
            may.extend(Interval::new(from, to).map(|piece| (piece, Ratio::ONE)));
        }
        let clip = |pieces: Vec<(Interval, Ratio)>| Extent::of(pieces).clip(from, to);
        Ok((clip(must), clip(may)))
    }
}

/// Whether a merged row of this length is in the set.
pub(super) fn keeps(set: &RowSet, length: Elapsed) -> bool {
    set.at_least.is_none_or(|least| length >= least) && set.at_most.is_none_or(|most| length <= most)
}

const ALWAYS: (Instant, Instant) = (Instant::from_micros(i64::MIN), Instant::from_micros(i64::MAX));

/// The time of a merged row as it counts: without weights all of it, else that of each of its rows.
fn pieces(
    set: &RowSet,
    merged: &Merged<'_>,
    rows: &[Part<'_>],
    frame: &Frame,
    missing: Missing,
) -> Vec<(Interval, Ratio)> {
    let Some(whole) = merged.interval() else { return Vec::new() };
    let Some(weight) = &set.weight else { return vec![(whole, Ratio::ONE)] };
    let piece = |part: &Part<'_>| {
        let to = part.row.to.map_or(frame.end, |to| to.min(frame.end));
        let piece = Interval::new(part.row.from, to)?.intersection(whole)?;
        let weight = weight_of(weight, part.row).or((missing == Missing::All).then_some(Ratio::ONE))?;
        Some((piece, weight)).filter(|(_, weight)| *weight > Ratio::ZERO)
    };
    rows.iter().filter_map(piece).collect()
}

/// How much of the service a row was about, from 0 to 1; `None`: it does not say.
pub(super) fn weight_of(weight: &Weight, row: &IntervalRow) -> Option<Ratio> {
    let number = |column: ColumnId| match row.cells.get(column.index()) {
        Some(Cell::Number(number)) => Some(number.as_ref().clone()),
        Some(_) | None => None,
    };
    let share = match weight {
        Weight::Share(column) => number(*column)?,
        Weight::Of(column, total) => number(*column)?.div(total).ok()?,
        Weight::OfColumn(column, total) => {
            let total = number(*total).filter(|total| *total > Ratio::ZERO)?;
            number(*column)?.div(&total).ok()?
        }
    };
    Some(share.clamp(Ratio::ZERO, Ratio::ONE))
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
            Some(_) | None => merged.push(Merged { from, to, open, rows: vec![part], there: ALWAYS }),
        }
    }
    merged
}
