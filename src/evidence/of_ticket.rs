//! Rows that belong to a ticket: which one, and what to do when it is not there.

use crate::diagnostic::nearest;
use crate::evidence::TicketIx;
use crate::model::TicketKindId;
use crate::quantity::Instant;

use super::error::EvidenceError;
use super::fields::Field;
use super::format::Row;
use super::found::{Found, span_of};
use super::index::{Known, LeftOut, TicketIndex};
use super::reader::Outcome;
use super::style::Style;
use super::table::Ticket;

/// Which tickets rows may belong to.
pub(super) trait Tickets: Sync {
    /// What a row is kept with, so that its ticket can be found later on.
    type Name: Send;

    /// The ticket of a row, or what becomes of a row without one.
    fn of_row<T>(
        &self,
        field: &Field,
        row: &Row<'_>,
        style: &Style,
        found: &mut Found,
    ) -> Result<Owner<Self::Name>, Outcome<T>>;

    /// The identifier of an owner, for messages.
    fn id(&self, owner: &Owner<Self::Name>) -> String;
}

/// Whose a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owner<N> {
    pub name: N,
    /// In reading order; 0 where the tickets are not known yet.
    pub ticket: TicketIx,
    pub kind: TicketKindId,
    /// When it was opened; the first instant of all where that is not known yet.
    pub opened: Instant,
}

/// The tickets in reading order, and their index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read<'t> {
    pub all: &'t [Ticket],
    pub index: &'t TicketIndex,
}

impl Tickets for Read<'_> {
    type Name = ();

    fn of_row<T>(
        &self,
        field: &Field,
        row: &Row<'_>,
        style: &Style,
        found: &mut Found,
    ) -> Result<Owner<()>, Outcome<T>> {
        let id = field.required(row, style, found).map_err(|_| Outcome::Bad)?;
        match self.index.find(self.all, &id.text, &mut found.hint) {
            Known::Ticket(position) => {
                let ticket = self.all.get(position as usize).ok_or(Outcome::Bad)?;
                Ok(Owner { name: (), ticket: TicketIx(position), kind: ticket.kind, opened: ticket.opened })
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

    fn id(&self, owner: &Owner<()>) -> String {
        self.all.get(owner.ticket.0 as usize).map(|ticket| ticket.id.to_string()).unwrap_or_default()
    }
}

impl<'t> Read<'t> {
    /// A ticket with an identifier that differs in its capitals or its leading zeros.
    fn near(&self, id: &str) -> Option<&'t str> {
        const FEW: usize = 1_000;
        let few = self.all.get(..self.all.len().min(FEW))?;
        nearest(id, few.iter().map(|ticket| &*ticket.id)).filter(|near| near.eq_ignore_ascii_case(id))
    }
}

/// Tickets that are read after the rows which belong to them, all of one kind: any identifier may be that of one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unread(pub TicketKindId);

/// Identifiers of tickets that are not known yet, as the rows of a chunk name them.
#[derive(Debug, Default)]
pub(super) struct Names {
    text: String,
    last: Named,
}

/// One of [`Names`]: where it starts and ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Named(u32, u32);

impl Names {
    /// The name of an identifier; that of the last one, where it is the same.
    fn of(&mut self, id: &str) -> Named {
        if self.get(self.last) != id {
            let start = self.text.len() as u32;
            self.text.push_str(id);
            self.last = Named(start, self.text.len() as u32);
        }
        self.last
    }

    /// The identifier.
    pub(super) fn get(&self, named: Named) -> &str {
        self.text.get(named.0 as usize..named.1 as usize).unwrap_or_default()
    }
}

impl Tickets for Unread {
    type Name = Named;

    fn of_row<T>(
        &self,
        field: &Field,
        row: &Row<'_>,
        style: &Style,
        found: &mut Found,
    ) -> Result<Owner<Named>, Outcome<T>> {
        let id = field.required(row, style, found).map_err(|_| Outcome::Bad)?;
        let name = found.names.of(&id.text);
        Ok(Owner { name, ticket: TicketIx(0), kind: self.0, opened: Instant::FIRST })
    }

    fn id(&self, _: &Owner<Named>) -> String {
        // Nothing is said of tickets that are not known.
        String::new()
    }
}
