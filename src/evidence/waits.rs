//! The table `waits`.

use crate::diagnostic::Diagnostics;
use crate::model::{Model, ReasonId, TicketKindId};

use super::choice::Choice;
use super::columns::{Columns, Need, check_names, check_values};
use super::error::EvidenceError;
use super::fields::{Field, is_backwards};
use super::format::Row;
use super::found::{Found, Refused, span_of};
use super::of_ticket::{Owner, Tickets};
use super::project::{Table, TableSource};
use super::reader::{Outcome, TableReader};
use super::scope::Scope;
use super::style::Style;
use super::table::{RowRef, Wait};

const COLUMNS: [&str; 4] = ["ticket", "from", "to", "reason"];

/// Reads rows of `waits`.
pub(super) struct WaitReader<'m, T> {
    model: &'m Model,
    tickets: T,
    columns: Columns,
    style: Style,
    scope: Scope,
    ticket: Field,
    from: Field,
    to: Field,
    reason: Field,
    /// By ticket kind.
    reasons: Vec<Choice<ReasonId>>,
}

impl<'m, T: Tickets> WaitReader<'m, T> {
    /// For one `[evidence.waits]`.
    pub(super) fn new(model: &'m Model, tickets: T, source: &TableSource, problems: &mut Diagnostics) -> Self {
        check_names(source, &COLUMNS, &COLUMNS, problems);
        let mut columns = Columns::new(Table::Waits);
        let scope = Scope::new(source, &COLUMNS, &mut columns);
        let reasons: Vec<_> = model.tickets.iter().map(|kind| Choice::of_levels(&kind.reasons, ReasonId)).collect();
        check_values(source, "reason", reasons.iter().flat_map(Choice::names), problems);
        let mut field = |name: &str, need| Field::new(source, name, columns.want(source, name, need));
        let ticket = field("ticket", Need::Required);
        let from = field("from", Need::Required);
        let to = field("to", Need::Judged);
        let reason = field("reason", Need::Required);
        let style = Style::new(source, model.header.zone);
        Self { model, tickets, columns, style, scope, ticket, from, to, reason, reasons }
    }

    fn wait(&self, owner: &Owner<T::Name>, row: &Row<'_>, at: RowRef, found: &mut Found) -> Result<Wait, Refused> {
        let from = self.from.required_instant(row, &self.style, found);
        let to = self.to.instant(row, &self.style, found);
        let reason = self.reason(owner.kind, row, found);
        let (from, to) = (from?, to?);
        if is_backwards(from, to) {
            let at = |field: &Field| span_of(field.said(row, &self.style).as_ref(), row);
            return Err(found.push(row, EvidenceError::EndBeforeStart { to: at(&self.to), from: at(&self.from) }));
        }
        Ok(Wait { ticket: owner.ticket, from, to, reason: reason?, row: at })
    }

    fn reason(&self, kind: TicketKindId, row: &Row<'_>, found: &mut Found) -> Result<ReasonId, Refused> {
        let said = self.reason.required(row, &self.style, found)?;
        let choice = self.reasons.get(kind.index()).ok_or(Refused)?;
        choice.get(&said.text).ok_or_else(|| {
            let text = said.text.to_string();
            let kind = self.model.ticket_kind(kind).declared.name.clone();
            let help = choice.help(&text, "reason");
            found.push(row, EvidenceError::UnknownReason { text, kind, help, span: span_of(Some(&said), row) })
        })
    }
}

impl<T: Tickets> TableReader for WaitReader<'_, T> {
    type Item = (T::Name, Wait);

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
        match self.wait(&of, row, at, found) {
            Ok(wait) => Outcome::Good { item: (of.name, wait), key: (0, 0) },
            Err(Refused) => Outcome::Bad,
        }
    }

    fn ticket_of(&self, _: &Row<'_>) -> Option<Box<str>> {
        None
    }
}
