//! The table `changes`: what became of a ticket's fields over time.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::model::{ColumnId, Model, PriorityId, TicketKindId};
use crate::quantity::Instant;

use super::choice::Choice;
use super::columns::{Columns, Need, check_declared, check_names, check_values};
use super::error::EvidenceError;
use super::fields::{Field, TypedField};
use super::format::{Row, Said};
use super::found::{Found, Refused, span_of};
use super::of_ticket::{Owner, Tickets};
use super::project::{Table, TableSource};
use super::reader::{Outcome, TableReader};
use super::scope::Scope;
use super::statuses::{Meaning, State, StatusTable};
use super::style::Style;
use super::table::{Cell, RowRef, TicketIx};

const COLUMNS: [&str; 4] = ["ticket", "at", "field", "value"];

/// A row of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Logged {
    /// In reading order.
    pub ticket: TicketIx,
    pub at: Instant,
    pub entry: Entry,
    pub row: RowRef,
}

/// What a row of the log says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    /// The status.
    Status(Meaning),
    /// The priority (`None`: missing).
    Priority(Option<PriorityId>),
    /// A declared column.
    Column(ColumnId, Cell),
}

impl Logged {
    /// What it says, where that cannot have been before its ticket was opened and was.
    pub(super) fn is_too_early(&self, opened: Instant) -> Option<&'static str> {
        let what = match &self.entry {
            Entry::Status(Meaning { state: State::Resolved, .. }) => "resolved",
            Entry::Status(Meaning { state: State::Closed, .. }) => "closed",
            Entry::Status(_) | Entry::Priority(_) | Entry::Column(..) => return None,
        };
        (self.at < opened).then_some(what)
    }
}

/// Reads rows of `changes`.
pub(super) struct ChangeReader<'m, T> {
    model: &'m Model,
    tickets: T,
    columns: Columns,
    style: Style,
    scope: Scope,
    ticket: Field,
    at: Field,
    field: Field,
    /// The value of a row, read as a status.
    status: Field,
    /// The value of a row, read as a priority.
    priority: Field,
    priorities: Choice<PriorityId>,
    /// The value of a row, read as a declared column: by ticket kind, then column.
    declared: Vec<Vec<TypedField>>,
    statuses: StatusTable,
}

impl<'m, T: Tickets> ChangeReader<'m, T> {
    /// For one `[evidence.changes]`.
    pub(super) fn new(model: &'m Model, tickets: T, source: &TableSource, problems: &mut Diagnostics) -> Self {
        let names: BTreeSet<&str> =
            model.tickets.iter().flat_map(|kind| &kind.columns).map(|column| column.declared.name.as_str()).collect();
        let fields: Vec<&str> = ["status", "priority"].into_iter().chain(names).collect();
        let valued: Vec<&str> = fields.iter().copied().chain(["field"]).collect();
        check_names(source, &COLUMNS, &valued, problems);
        check_values(source, "field", fields.iter().copied(), problems);

        let mut columns = Columns::new(Table::Changes);
        let scope = Scope::new(source, &COLUMNS, &mut columns);
        let mut field = |name: &str| Field::new(source, name, columns.want(source, name, Need::Required));
        let (ticket, at, field, value) = (field("ticket"), field("at"), field("field"), field("value"));
        let as_column = |name: &str| Field::new(source, name, value.origin().clone());
        let priorities = Choice::of_levels(&model.priorities, PriorityId);
        check_values(source, "priority", priorities.names(), problems);
        let declared: Vec<Vec<TypedField>> = model
            .tickets
            .iter()
            .map(|kind| {
                let columns = kind.columns.iter();
                columns.map(|column| TypedField::new(as_column(&column.declared.name), column)).collect()
            })
            .collect();
        check_declared(source, declared.iter().flatten(), problems);
        let statuses = StatusTable::new(model, &source.statuses, source.span, problems);
        let style = Style::new(source, model.header.zone);
        let (status, priority) = (as_column("status"), as_column("priority"));
        Self {
            model,
            tickets,
            columns,
            style,
            scope,
            ticket,
            at,
            field,
            status,
            priority,
            priorities,
            declared,
            statuses,
        }
    }

    /// Warns of statuses in `sla.toml` that seem misspelt.
    pub(super) fn warn(&self, unlisted: &BTreeSet<String>, problems: &mut Diagnostics) {
        self.statuses.warn(unlisted, problems);
    }

    /// What the row says; `None` when it says nothing.
    fn entry(&self, kind: TicketKindId, row: &Row<'_>, found: &mut Found) -> Result<Option<Entry>, Refused> {
        let field = self.field.required(row, &self.style, found)?;
        match &*field.text {
            "status" => self.status(kind, row, found),
            "priority" => {
                self.priority.choice(row, &self.style, &self.priorities, found).map(|to| Some(Entry::Priority(to)))
            }
            name => self.column(name, &field, kind, row, found),
        }
    }

    fn status(&self, kind: TicketKindId, row: &Row<'_>, found: &mut Found) -> Result<Option<Entry>, Refused> {
        let Some(said) = self.status.said(row, &self.style) else { return Ok(None) };
        match self.statuses.meaning(&said.text, kind, &mut found.unlisted) {
            Some(meaning) => Ok(Some(Entry::Status(meaning))),
            None => {
                let (text, help) = (said.text.to_string(), self.statuses.help(&said.text));
                Err(found.push(row, EvidenceError::UnknownStatus { text, help, span: span_of(Some(&said), row) }))
            }
        }
    }

    fn column(
        &self,
        name: &str,
        said: &Said<'_>,
        kind: TicketKindId,
        row: &Row<'_>,
        found: &mut Found,
    ) -> Result<Option<Entry>, Refused> {
        let declared = self.declared.get(kind.index()).map_or(&[][..], Vec::as_slice);
        let Some((id, column)) = (0..).zip(declared).find(|(_, column)| column.column() == name) else {
            let known = ["status", "priority"].into_iter().chain(declared.iter().map(TypedField::column));
            let help = did_you_mean(name, known).unwrap_or_else(|| "it is not one of the contract's".to_owned());
            let kind = self.model.ticket_kind(kind).declared.name.clone();
            let span = span_of(Some(said), row);
            return Err(found.push(row, EvidenceError::UnknownField { text: name.to_owned(), kind, help, span }));
        };
        column.read(row, &self.style, found).map(|cell| Some(Entry::Column(ColumnId(id), cell)))
    }

    /// A ticket cannot have been resolved before it was opened. (Its first status or priority may be logged earlier.)
    fn after_opening(
        &self,
        logged: &Logged,
        owner: &Owner<T::Name>,
        row: &Row<'_>,
        found: &mut Found,
    ) -> Result<(), Refused> {
        let Some(what) = logged.is_too_early(owner.opened) else { return Ok(()) };
        let (id, opened) = (self.tickets.id(owner), self.style.shown(owner.opened));
        let span = span_of(self.at.said(row, &self.style).as_ref(), row);
        Err(found.push(row, EvidenceError::ChangeBeforeOpened { id, what, opened, span }))
    }

    fn logged(
        &self,
        owner: &Owner<T::Name>,
        row: &Row<'_>,
        at_row: RowRef,
        found: &mut Found,
    ) -> Result<Option<Logged>, Refused> {
        let at = self.at.required_instant(row, &self.style, found);
        let entry = self.entry(owner.kind, row, found);
        let (at, Some(entry)) = (at?, entry?) else { return Ok(None) };
        let logged = Logged { ticket: owner.ticket, at, entry, row: at_row };
        self.after_opening(&logged, owner, row, found)?;
        Ok(Some(logged))
    }
}

impl<T: Tickets> TableReader for ChangeReader<'_, T> {
    type Item = (T::Name, Logged);

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn scope(&self) -> &Scope {
        &self.scope
    }

    fn read(&self, row: &Row<'_>, at: RowRef, found: &mut Found) -> Outcome<Self::Item> {
        if !self.scope.holds(row) {
            return Outcome::OutOfScope;
        }
        let of = match self.tickets.of_row(&self.ticket, row, &self.style, found) {
            Ok(of) => of,
            Err(outcome) => return outcome,
        };
        match self.logged(&of, row, at, found) {
            Ok(Some(logged)) => Outcome::Good { item: (of.name, logged), key: (0, 0) },
            Ok(None) => Outcome::OutOfScope,
            Err(Refused) => Outcome::Bad,
        }
    }

    fn ticket_of(&self, _: &Row<'_>) -> Option<Box<str>> {
        None
    }
}
