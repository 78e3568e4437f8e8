//! Rows of tickets that tell more than their own status says has happened: an audit log repeats the last values on every
//! row, and a `resolved_at` of before a reopening may stand on.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;

use super::columns::{Columns, Origin};
use super::error::EvidenceWarning;
use super::fields::Field;
use super::format::Row;
use super::guess::{Stage, stage};
use super::place::in_project;
use super::project::{Statuses, TableSource};
use super::style::Style;
use super::table::{EvidenceFile, RowRef};
use super::tables::unit_of;

/// What exports call the status of a ticket. The first one that a row has is it.
const HEADERS: [&str; 13] = [
    "status",
    "state",
    "incident_state",
    "Status",
    "State",
    "Incident state",
    "Incident State",
    "STATUS",
    "STATE",
    "ticket_status",
    "Ticket status",
    "Toestand",
    "Zustand",
];

/// Watches for rows of one `[evidence.tickets]` that look ahead.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// Where a status may stand, and what it is called there.
    statuses: Vec<(&'static str, Origin)>,
    /// Which of `responded`, `resolved`, `closed` are watched.
    moments: Vec<usize>,
    /// Statuses that a log lists as ones in which work goes on, or is over.
    open: BTreeSet<String>,
    over: BTreeSet<String>,
    /// Of several rows of a ticket the last one counts.
    keep_last: bool,
}

/// A row that looks ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    row: RowRef,
    header: &'static str,
    status: Box<str>,
}

/// The rows seen so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// By moment.
    of: [Rows; 3],
}

#[derive(Debug, Default)]
struct Rows {
    count: u64,
    first: Option<Seen>,
    /// Where the last row of a ticket counts: whether it looks ahead.
    last: BTreeMap<Box<str>, Option<Seen>>,
}

impl Watch {
    /// `judged`: which of the moments come from the rows and are asked for. To be made behind all other columns.
    pub(super) fn new(source: &TableSource, judged: [bool; 3], log: &[&Statuses], columns: &mut Columns) -> Self {
        // A first response is given while work goes on.
        let moments: Vec<usize> =
            judged.iter().enumerate().skip(1).filter(|(_, is)| **is).map(|(moment, _)| moment).collect();
        if moments.is_empty() {
            return Self::default();
        }
        let statuses = HEADERS.into_iter().map(|header| (header, columns.want_if_there(header))).collect();
        let (mut open, mut over) = (BTreeSet::new(), BTreeSet::new());
        for listed in log {
            open.extend(listed.waits.keys().cloned());
            open.extend(listed.open.iter().flatten().chain(&listed.reopened).map(|status| status.value.clone()));
            over.extend(listed.resolved.iter().chain(&listed.closed).map(|status| status.value.clone()));
        }
        Self { statuses, moments, open, over, keep_last: source.keep_last }
    }

    /// Looks at a row of the ticket `id`. `moments`: `responded`, `resolved`, `closed`.
    pub(super) fn see(
        &self,
        id: &str,
        row: &Row<'_>,
        at: RowRef,
        (moments, style): (&[Field; 3], &Style),
        tally: &mut Tally,
    ) {
        if self.moments.is_empty() {
            return;
        }
        let said = self.statuses.iter().find_map(|(header, origin)| {
            let Origin::Slot(slot) = origin else { return None };
            row.cell(*slot).filter(|said| !said.text.is_empty()).map(|said| (*header, said.text))
        });
        let Some((header, status)) = said else { return };
        let is_open = self.says_open(&status);
        for moment in &self.moments {
            let (Some(field), Some(rows)) = (moments.get(*moment), tally.of.get_mut(*moment)) else { continue };
            let looks_ahead = is_open && field.said(row, style).is_some();
            let seen = || Seen { row: at, header, status: status.as_ref().into() };
            if self.keep_last {
                rows.last.insert(id.into(), looks_ahead.then(seen));
            } else if looks_ahead {
                rows.count += 1;
                rows.first.get_or_insert_with(seen);
            }
        }
    }

    /// Whether a status says that work goes on: by the log of the project, or by its name.
    fn says_open(&self, status: &str) -> bool {
        self.open.contains(status)
            || (!self.over.contains(status) && matches!(stage(status), Some(Stage::Open | Stage::Waiting)))
    }

    /// Warns of what was seen.
    pub(super) fn warn(&self, source: &TableSource, tally: &Tally, files: &[EvidenceFile], problems: &mut Diagnostics) {
        for (column, rows) in ["responded", "resolved", "closed"].into_iter().zip(&tally.of) {
            let mut last: Vec<&Seen> = rows.last.values().flatten().collect();
            last.sort_unstable_by_key(|seen| (seen.row.file, seen.row.line));
            let Some(first) = rows.first.as_ref().or(last.first().copied()) else { continue };
            let count = rows.count + last.len() as u64;
            let file = files.get(first.row.file as usize).map_or_else(String::new, |file| file.file.clone());
            let mapped = source.columns.get(column).map(|(_, header)| header);
            let span = mapped.map_or(source.span, |header| header.span);
            let problem = EvidenceWarning::LooksAhead {
                column,
                header: mapped.map_or(column, |header| header.value.as_str()).to_owned(),
                rows: if count == 1 { "1 row".to_owned() } else { format!("{count} rows") },
                status: first.header,
                says: first.status.to_string(),
                unit: unit_of(&file),
                line: first.row.line,
                file,
                span,
            };
            problems.push_in(in_project(span), problem);
        }
    }
}

impl Tally {
    /// Those of rows further on.
    pub(super) fn add(&mut self, further: Self) {
        for (all, further) in self.of.iter_mut().zip(further.of) {
            all.count += further.count;
            all.first = all.first.take().or(further.first);
            for (id, seen) in further.last {
                if seen.is_some() {
                    all.last.insert(id, seen);
                } else {
                    all.last.remove(&id);
                }
            }
        }
    }
}
