//! The rows of a test as evidence. A table that the test does not mention is there, and empty.

mod rows;

use crate::evidence::project::Table;
use crate::evidence::{
    Cell, Change, ChangeKind, Evidence, EvidenceFile, IntervalRow, Owner, RowRef, Ticket, TicketIx, Update, Wait,
};
use crate::model::{
    Column, ColumnId, GivenCell, GivenChangeKind, GivenInterval, GivenTicket, IntervalTable, LocalInstant, Model,
    Moment, Test, TicketKindId,
};
use crate::quantity::Instant;
use crate::source::{SourceMap, Span};

/// Where the rows of a test stand: each table of it is a file of its own, the contract.
pub(super) struct Lines<'s> {
    sources: &'s SourceMap,
    test: Span,
}

impl<'s> Lines<'s> {
    /// Of a test that is written at `test`.
    pub(super) fn new(sources: &'s SourceMap, test: Span) -> Self {
        Self { sources, test }
    }

    fn row(&self, table: Table, span: Span) -> RowRef {
        let (line, _) = self.sources.line_column(span.source, span.start);
        let file = Table::ALL.iter().position(|one| *one == table).unwrap_or_default();
        RowRef { file: file as u32, line: line as u32 }
    }

    fn files(&self) -> Vec<EvidenceFile> {
        let name = self.sources.get(self.test.source).map_or("", |source| &source.name);
        let file = |table: Table| EvidenceFile {
            table: table.name().to_owned(),
            file: name.to_owned(),
            sha256: String::new(),
            rows: 0,
            rejected: 0,
            out_of_scope: 0,
            dropped: 0,
        };
        Table::ALL.into_iter().map(file).collect()
    }
}

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
    pub(super) fn new(model: &Model, test: &Test, lines: &Lines<'_>) -> Self {
        let at = |written: LocalInstant| model.header.zone.of_written(written);
        let mut moments: Vec<Instant> = Vec::new();
        let mut tickets: Vec<(Ticket, &GivenTicket)> =
            test.tickets.iter().map(|given| (ticket(model, given, lines), given)).collect();
        tickets.sort_by(|(a, _), (b, _)| (a.opened, &a.id, a.row).cmp(&(b.opened, &b.id, b.row)));
        let names: Vec<(TicketKindId, String)> = tickets.iter().map(|(_, it)| (it.kind, it.id.clone())).collect();
        moments.extend(test.tickets.iter().flat_map(|it| &it.moments).map(|(_, written, _)| at(*written)));
        let find = |kind: TicketKindId, id: &str| find(&names, kind, id);
        let mut waits: Vec<Wait> = Vec::new();
        for given in &test.waits {
            let row = lines.row(Table::Waits, given.from.1);
            let (from, to) = (at(given.from.0), given.to.map(|(to, _)| at(to)));
            moments.extend([Some(from), to].into_iter().flatten());
            let wait = |ticket| Wait { ticket, from, to, reason: given.reason, row };
            waits.extend(find(given.kind, &given.ticket).map(wait));
        }
        let mut updates: Vec<Update> = Vec::new();
        for given in &test.updates {
            let row = lines.row(Table::Updates, given.at.1);
            let instant = at(given.at.0);
            moments.push(instant);
            let update = |ticket| Update { ticket, at: instant, row };
            updates.extend(find(given.kind, &given.ticket).map(update));
        }
        updates.sort_by_key(|update| (update.ticket, update.at, update.row));
        let mut changes: Vec<Change> = Vec::new();
        for given in &test.changes {
            let row = lines.row(Table::Changes, given.at.1);
            let (instant, kind) = (at(given.at.0), change(given.change));
            moments.push(instant);
            let change = |ticket| Change { ticket, at: instant, kind, row };
            changes.extend(find(given.kind, &given.ticket).map(change));
        }
        waits.sort_by_key(|wait| (wait.ticket, wait.from, wait.row));
        changes.sort_by_key(|change| (change.ticket, change.at, change.row));
        let (mut outages, mut maintenance) = (Vec::new(), Vec::new());
        for given in &test.intervals {
            let rows = intervals(model, given, lines);
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
            updates: Some(updates),
            changes: Some(changes),
            outages: Some(outages),
            maintenance: Some(maintenance),
            events: Some(rows::events(model, test, lines)),
            amounts: Some(rows::amounts(model, test, lines)),
            judgements: Some(rows::judgements(model, test, lines)),
            samples: Some(rows::samples(model, test, lines)),
            files: lines.files(),
        };
        moments.extend(evidence.events.iter().flatten().map(|row| row.at));
        moments.extend(evidence.judgements.iter().flatten().map(|row| row.at));
        moments.extend(evidence.samples.iter().flatten().map(|row| row.at));
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

fn ticket(model: &Model, given: &GivenTicket, lines: &Lines<'_>) -> Ticket {
    let zone = model.header.zone;
    let moment = |wanted: Moment| {
        let written = given.moments.iter().find(|(moment, ..)| *moment == wanted);
        written.map(|(_, written, _)| zone.of_written(*written))
    };
    let first = given.moments.iter().map(|(_, written, _)| zone.of_written(*written)).min();
    let mut cells = cells(model, &model.ticket_kind(given.kind).columns, &given.cells);
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
        row: lines.row(Table::Tickets, given.span),
    }
}

/// One row a component.
fn intervals(model: &Model, given: &GivenInterval, lines: &Lines<'_>) -> Vec<IntervalRow> {
    let table = match given.table {
        IntervalTable::Outages => Table::Outages,
        IntervalTable::Maintenance => Table::Maintenance,
    };
    let at = |written: LocalInstant| model.header.zone.of_written(written);
    let row = |of: Owner| IntervalRow {
        id: given.id.as_deref().map(Box::from),
        of,
        from: at(given.from.0),
        to: given.to.map(|(to, _)| at(to)),
        announced: given.announced.map(|(announced, _)| at(announced)),
        cells: cells(model, model.interval_columns(given.table), &given.cells).into(),
        row: lines.row(table, given.span),
    };
    match given.of.as_slice() {
        [] => vec![row(Owner::All)],
        components => components.iter().map(|component| row(Owner::Component(*component))).collect(),
    }
}

fn cells(model: &Model, columns: &[Column], given: &[(ColumnId, GivenCell)]) -> Vec<Cell> {
    let mut cells = vec![Cell::Missing; columns.len()];
    for (column, value) in given {
        if let Some(cell) = cells.get_mut(column.index()) {
            *cell = match value {
                GivenCell::Value(value) => Cell::Value(*value),
                GivenCell::YesNo(yes) => Cell::YesNo(*yes),
                GivenCell::Number(number) => Cell::Number(Box::new(number.clone())),
                GivenCell::Text(text) => Cell::Text(text.as_str().into()),
                GivenCell::Elapsed(elapsed) => Cell::Elapsed(*elapsed),
                GivenCell::Instant(written) => Cell::Instant(model.header.zone.of_written(*written)),
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
