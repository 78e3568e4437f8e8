//! Logs of outages and maintenance: rows that say the status of a component from a moment on, until the next one.

use std::collections::BTreeSet;

use super::columns::{Columns, Need};
use super::fields::Field;
use super::format::Row;
use super::found::{Found, Refused};
use super::project::TableSource;
use super::style::Style;
use super::table::IntervalRow;

/// The columns that only a log has: the status, and what the rows that follow each other are about.
pub(super) const COLUMNS: [&str; 2] = ["status", "incident"];

/// How the rows of a log are read.
pub(super) struct StateColumns {
    status: Field,
    incident: Field,
    ends: BTreeSet<String>,
}

/// A row as it stands in the file.
#[derive(Debug, Clone)]
pub(super) struct ReadRow {
    /// Without an end, where it is one of a log.
    pub row: IntervalRow,
    /// What a log says of it; `None` for a finished interval.
    pub state: Option<State>,
}

/// What a row of a log says besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    /// Rows of one component and one incident follow each other; empty where the log names no incidents.
    pub incident: Box<str>,
    /// Whether what came before is over with it, and nothing begins.
    pub ends: bool,
}

impl StateColumns {
    /// `None` for a source that lists finished intervals.
    pub(super) fn new(source: &TableSource, columns: &mut Columns) -> Option<Self> {
        let ends = source.ends.as_ref()?.iter().map(|status| status.value.trim().to_owned()).collect();
        let status = Field::new(source, "status", columns.want(source, "status", Need::Required));
        let need = if source.columns.contains_key("incident") { Need::Judged } else { Need::Optional };
        let incident = Field::new(source, "incident", columns.want(source, "incident", need));
        Some(Self { status, incident, ends })
    }

    /// What a row says.
    pub(super) fn state(&self, row: &Row<'_>, style: &Style, found: &mut Found) -> Result<State, Refused> {
        let status = self.status.required(row, style, found)?;
        let incident = self.incident.said(row, style).map(|said| said.text.as_ref().into()).unwrap_or_default();
        Ok(State { incident, ends: self.ends.contains(&*status.text) })
    }
}

/// The intervals that follow from the rows of logs, which are in reading order: each lasts until the next one of its
/// component and incident, and the last one goes on. Those that say the same are one.
pub(super) fn derive(mut rows: Vec<ReadRow>) -> Vec<IntervalRow> {
    let key = |read: &ReadRow| (read.row.of, read.state.as_ref().map(|state| state.incident.clone()));
    rows.sort_by_cached_key(|read| (key(read), read.row.from));
    let mut intervals = Vec::new();
    for log in rows.chunk_by(|a, b| key(a) == key(b)) {
        let mut open: Option<IntervalRow> = None;
        for ReadRow { row, state } in log {
            let ends = state.as_ref().is_some_and(|state| state.ends);
            let goes_on = |before: &IntervalRow| !ends && before.cells == row.cells;
            if open.as_ref().is_some_and(goes_on) {
                continue;
            }
            if let Some(before) = open.take().filter(|before| before.from < row.from) {
                intervals.push(IntervalRow { to: Some(row.from), ..before });
            }
            open = (!ends).then(|| row.clone());
        }
        intervals.extend(open);
    }
    intervals
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::evidence::{Cell, Owner, RowRef};
    use crate::model::{ComponentId, ValueId};
    use crate::quantity::Instant;

    /// `component`, `incident`, `at`, and the status: `None` ends.
    type Told = (u32, u8, i64, Option<u32>);

    fn row((component, incident, at, status): Told) -> ReadRow {
        let cells: Vec<Cell> = status.map(ValueId).map(Cell::Value).into_iter().collect();
        let state = State { incident: incident.to_string().into(), ends: status.is_none() };
        let row = IntervalRow {
            id: None,
            of: Owner::Component(ComponentId(component)),
            from: Instant::from_unix(at).expect("a moment"),
            to: None,
            announced: None,
            cells: cells.into(),
            row: RowRef { file: 0, line: 1 },
        };
        ReadRow { row, state: Some(state) }
    }

    /// The status that the last row up to a moment told.
    fn status_at(told: &[Told], component: u32, incident: u8, second: i64) -> Option<u32> {
        let mine = told.iter().filter(|(c, i, at, _)| (*c, *i) == (component, incident) && *at <= second);
        // Of two at one moment the one that stands last.
        mine.fold(
            None,
            |best: Option<&Told>, one| if best.is_some_and(|best| best.2 > one.2) { best } else { Some(one) },
        )
        .and_then(|told| told.3)
    }

    proptest! {
        #[test]
        fn each_second_has_the_status_that_was_told_last(
            told in prop::collection::vec((0..2u32, 0..2u8, 0..12i64, prop::option::of(0..2u32)), 0..12),
        ) {
            let intervals = derive(told.iter().map(|told| row(*told)).collect());
            for interval in &intervals {
                prop_assert!(interval.to.is_none_or(|to| interval.from < to));
            }
            for component in 0..2 {
                for second in 0..14 {
                    let at = Instant::from_unix(second).expect("a moment");
                    let mut found: Vec<Option<u32>> = intervals
                        .iter()
                        .filter(|one| one.of == Owner::Component(ComponentId(component)))
                        .filter(|one| one.from <= at && one.to.is_none_or(|to| at < to))
                        .map(|one| one.cells.first().and_then(|cell| {
                            if let Cell::Value(value) = cell { Some(value.0) } else { None }
                        }))
                        .collect();
                    let mut want: Vec<Option<u32>> = (0..2u8)
                        .map(|incident| status_at(&told, component, incident, second))
                        .filter(Option::is_some)
                        .collect();
                    found.sort_unstable();
                    want.sort_unstable();
                    prop_assert_eq!(found, want, "{} at {}", component, second);
                }
            }
        }
    }
}
