//! The table `updates`: when somebody was told how a ticket stands.

use crate::diagnostic::Diagnostics;
use crate::model::Model;

use super::columns::{Columns, Need, check_names};
use super::fields::Field;
use super::format::Row;
use super::found::Found;
use super::of_ticket::Tickets;
use super::project::{Table, TableSource};
use super::reader::{Outcome, TableReader};
use super::scope::Scope;
use super::style::Style;
use super::table::{RowRef, Update};

const COLUMNS: [&str; 2] = ["ticket", "at"];

/// Reads rows of `updates`.
pub(super) struct UpdateReader<T> {
    tickets: T,
    columns: Columns,
    style: Style,
    scope: Scope,
    ticket: Field,
    at: Field,
}

impl<T: Tickets> UpdateReader<T> {
    /// For one `[evidence.updates]`.
    pub(super) fn new(model: &Model, tickets: T, source: &TableSource, problems: &mut Diagnostics) -> Self {
        check_names(source, &COLUMNS, &COLUMNS, problems);
        let mut columns = Columns::new(Table::Updates);
        let scope = Scope::new(source, &COLUMNS, &mut columns);
        let mut field = |name: &str| Field::new(source, name, columns.want(source, name, Need::Required));
        let (ticket, at) = (field("ticket"), field("at"));
        let style = Style::new(source, model.header.zone);
        Self { tickets, columns, style, scope, ticket, at }
    }
}

impl<T: Tickets> TableReader for UpdateReader<T> {
    type Item = (T::Name, Update);

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
        match self.at.required_instant(row, &self.style, found) {
            Ok(instant) => {
                let update = Update { ticket: of.ticket, at: instant, row: at };
                Outcome::Good { item: (of.name, update), key: (0, 0) }
            }
            Err(_) => Outcome::Bad,
        }
    }

    fn ticket_of(&self, _: &Row<'_>) -> Option<Box<str>> {
        None
    }
}
