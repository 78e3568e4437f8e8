//! Rows that belong to a ticket: which one, and what to do when it is not there.

use crate::diagnostic::nearest;
use crate::evidence::TicketIx;

use super::error::EvidenceError;
use super::fields::Field;
use super::format::Row;
use super::found::{Found, span_of};
use super::index::{Known, LeftOut, TicketIndex};
use super::reader::Outcome;
use super::style::Style;
use super::table::Ticket;

/// The tickets in reading order, and their index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tickets<'t> {
    pub all: &'t [Ticket],
    pub index: &'t TicketIndex,
}

impl<'t> Tickets<'t> {
    /// The ticket of a row, or what becomes of a row without one.
    pub(super) fn of_row<T>(
        &self,
        field: &Field,
        row: &Row<'_>,
        style: &Style,
        found: &mut Found,
    ) -> Result<(TicketIx, &'t Ticket), Outcome<T>> {
        let id = field.required(row, style, found).map_err(|_| Outcome::Bad)?;
        match self.index.find(self.all, &id.text, &mut found.hint) {
            Known::Ticket(position) => {
                self.all.get(position as usize).map(|ticket| (TicketIx(position), ticket)).ok_or(Outcome::Bad)
            }
            Known::LeftOut(LeftOut::OutOfScope) => Err(Outcome::OutOfScope),
            Known::LeftOut(LeftOut::Refused) | Known::Perhaps => Err(Outcome::Dropped),
            Known::No => {
                let near = self.near(&id.text);
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "are the files of the two tables from the same export?".to_owned(),
                };
                found.push(
                    row,
                    EvidenceError::UnknownTicket { id: id.text.to_string(), help, span: span_of(Some(&id), row) },
                );
                Err(Outcome::Bad)
            }
        }
    }

    /// A ticket with an identifier that differs in its capitals or its leading zeros.
    fn near(&self, id: &str) -> Option<&'t str> {
        const FEW: usize = 1_000;
        let few = self.all.get(..self.all.len().min(FEW))?;
        nearest(id, few.iter().map(|ticket| &*ticket.id)).filter(|near| near.eq_ignore_ascii_case(id))
    }
}
