//! The rows of a test as evidence. A table that the test does not mention is there, and empty.

use crate::evidence::{Cell, Change, ChangeKind, Evidence, IntervalRow, Owner, RowRef, Ticket, TicketIx, Wait};
use crate::model::{
    Column, ColumnId, GivenCell, GivenChangeKind, GivenInterval, GivenTicket, IntervalTable, LocalInstant, Model,
    Moment, Test, TicketKindId,
};
use crate::quantity::Instant;

/// What a test gives.
#[derive(Debug)]
pub(super) struct Given {
    /// As evidence.
    pub(super) evidence: Evidence,
    /// Kind and name of each ticket, in the order of the evidence.
    names: Vec<(TicketKindId, String)>,
    /// The last moment given.
    pub(super) last: Option<Instant>,
}

impl Given {
    pub(super) fn new(model: &Model, test: &Test) -> Self {
        let at = |written: LocalInstant| model.header.zone.of_written(written);
        let mut moments: Vec<Instant> = Vec::new();
        let mut tickets: Vec<(Ticket, &GivenTicket)> =
            test.tickets.iter().zip(1u32..).map(|(given, line)| (ticket(model, given, line), given)).collect();
        tickets.sort_by(|(a, _), (b, _)| (a.opened, &a.id, a.row).cmp(&(b.opened, &b.id, b.row)));
        let names: Vec<(TicketKindId, String)> = tickets.iter().map(|(_, it)| (it.kind, it.id.clone())).collect();
        moments.extend(test.tickets.iter().flat_map(|it| &it.moments).map(|(_, written, _)| at(*written)));
        let find = |kind: TicketKindId, id: &str| find(&names, kind, id);
        let mut waits: Vec<Wait> = Vec::new();
        for (given, line) in test.waits.iter().zip(1u32..) {
            let (from, to) = (at(given.from.0), given.to.map(|(to, _)| at(to)));
            moments.extend([Some(from), to].into_iter().flatten());
            let wait = |ticket| Wait { ticket, from, to, reason: given.reason, row: RowRef { file: 0, line } };
            waits.extend(find(given.kind, &given.ticket).map(wait));
        }
        let mut changes: Vec<Change> = Vec::new();
        for (given, line) in test.changes.iter().zip(1u32..) {
            let (instant, kind) = (at(given.at.0), change(given.change));
            moments.push(instant);
            let change = |ticket| Change { ticket, at: instant, kind, row: RowRef { file: 0, line } };
            changes.extend(find(given.kind, &given.ticket).map(change));
        }
        waits.sort_by_key(|wait| (wait.ticket, wait.from, wait.row));
        changes.sort_by_key(|change| (change.ticket, change.at, change.row));
        let (mut outages, mut maintenance) = (Vec::new(), Vec::new());
        for (given, line) in test.intervals.iter().zip(1u32..) {
            let rows = rows(model, given, line);
            moments.extend(rows.iter().flat_map(|row| [Some(row.from), row.to].into_iter().flatten()));
            match given.table {
                IntervalTable::Outages => outages.extend(rows),
                IntervalTable::Maintenance => maintenance.extend(rows),
            }
        }
        outages.sort_by_key(|row: &IntervalRow| (row.from, row.row));
        maintenance.sort_by_key(|row: &IntervalRow| (row.from, row.row));
        let evidence = Evidence {
            tickets: Some(tickets.into_iter().map(|(ticket, _)| ticket).collect()),
            waits: Some(waits),
            changes: Some(changes),
            outages: Some(outages),
            maintenance: Some(maintenance),
            files: Vec::new(),
            ..Evidence::default()
        };
        Self { evidence, names, last: moments.into_iter().max() }
    }

    /// The ticket of this kind and name.
    pub(super) fn ticket(&self, kind: TicketKindId, id: &str) -> Option<TicketIx> {
        find(&self.names, kind, id)
    }
}

fn find(names: &[(TicketKindId, String)], kind: TicketKindId, id: &str) -> Option<TicketIx> {
    let index = names.iter().position(|(of, name)| *of == kind && name == id)?;
    u32::try_from(index).ok().map(TicketIx)
}

fn ticket(model: &Model, given: &GivenTicket, line: u32) -> Ticket {
    let zone = model.header.zone;
    let moment = |wanted: Moment| {
        let written = given.moments.iter().find(|(moment, ..)| *moment == wanted);
        written.map(|(_, written, _)| zone.of_written(*written))
    };
    let first = given.moments.iter().map(|(_, written, _)| zone.of_written(*written)).min();
    let mut cells = cells(&model.ticket_kind(given.kind).columns, &given.cells);
    for (column, cell) in (0u32..).map(ColumnId).zip(&mut cells) {
        if let Some(at) = moment(Moment::Column(column)) {
            *cell = Cell::Instant(at);
        }
    }
    Ticket {
        id: given.id.as_str().into(),
        kind: given.kind,
        opened: moment(Moment::Opened).or(first).unwrap_or(Instant::FIRST),
        responded: moment(Moment::Responded),
        resolved: moment(Moment::Resolved),
        closed: moment(Moment::Closed),
        priority: given.priority,
        component: given.component,
        plan: given.plan,
        cells: cells.into(),
        row: RowRef { file: 0, line },
    }
}

/// One row a component.
fn rows(model: &Model, given: &GivenInterval, line: u32) -> Vec<IntervalRow> {
    let at = |written: LocalInstant| model.header.zone.of_written(written);
    let row = |of: Owner| IntervalRow {
        of,
        from: at(given.from.0),
        to: given.to.map(|(to, _)| at(to)),
        announced: given.announced.map(|(announced, _)| at(announced)),
        cells: cells(model.interval_columns(given.table), &given.cells).into(),
        row: RowRef { file: 0, line },
    };
    match given.of.as_slice() {
        [] => vec![row(Owner::All)],
        components => components.iter().map(|component| row(Owner::Component(*component))).collect(),
    }
}

fn cells(columns: &[Column], given: &[(ColumnId, GivenCell)]) -> Vec<Cell> {
    let mut cells = vec![Cell::Missing; columns.len()];
    for (column, value) in given {
        if let Some(cell) = cells.get_mut(column.index()) {
            *cell = match value {
                GivenCell::Value(value) => Cell::Value(*value),
                GivenCell::YesNo(yes) => Cell::YesNo(*yes),
                GivenCell::Number(number) => Cell::Number(Box::new(number.clone())),
                GivenCell::Text(text) => Cell::Text(text.as_str().into()),
                GivenCell::Elapsed(elapsed) => Cell::Elapsed(*elapsed),
            };
        }
    }
    cells
}

fn change(given: GivenChangeKind) -> ChangeKind {
    match given {
        GivenChangeKind::Priority(priority) => ChangeKind::Priority(Some(priority)),
        GivenChangeKind::Reopened => ChangeKind::Reopened,
        GivenChangeKind::Resolved => ChangeKind::Resolved,
        GivenChangeKind::Closed => ChangeKind::Closed,
    }
}
