//! From a log of statuses to waits, resolutions, reopenings and priorities.

use std::collections::BTreeMap;

use crate::model::{ColumnId, PriorityId, ReasonId};
use crate::quantity::Instant;

use super::changes::{Entry, Logged};
use super::statuses::{Meaning, State};
use super::table::{Cell, Change, ChangeKind, RowRef, Ticket, TicketIx, Wait};

/// What follows from a log.
#[derive(Debug, Default)]
pub(super) struct Derived {
    pub waits: Vec<Wait>,
    pub changes: Vec<Change>,
}

/// Draws everything from the log, which is sorted by ticket, then instant, then row. Tickets learn from it what their own
/// rows do not say, and what happened later than they say.
pub(super) fn derive(logged: &[Logged], tickets: &mut [Ticket]) -> Derived {
    let mut derived = Derived::default();
    for log in logged.chunk_by(|a, b| a.ticket == b.ticket) {
        let Some(ticket) = log.first().and_then(|first| tickets.get_mut(first.ticket.0 as usize)) else { continue };
        let start = derived.changes.len();
        let mut history = History::default();
        for entry in log {
            history.take(entry, &mut derived);
        }
        history.end(log, &mut derived);
        let own = derived.changes.get(start..).unwrap_or_default();
        let told = history.tell(ticket, own);
        if !told.is_empty() {
            derived.changes.extend(told);
            if let Some(own) = derived.changes.get_mut(start..) {
                own.sort_by_key(|change| change.at);
            }
        }
    }
    derived
}

/// What is known of one ticket so far.
#[derive(Debug, Default)]
struct History {
    state: Option<State>,
    waiting: Option<(Instant, ReasonId, RowRef)>,
    responded: bool,
    priority: Option<Option<PriorityId>>,
    cells: BTreeMap<ColumnId, Cell>,
}

impl History {
    fn take(&mut self, logged: &Logged, derived: &mut Derived) {
        let mut push = |kind| {
            derived.changes.push(Change { ticket: logged.ticket, at: logged.at, kind, row: logged.row });
        };
        match &logged.entry {
            Entry::Priority(priority) => {
                if self.priority.replace(*priority) != Some(*priority) {
                    push(ChangeKind::Priority(*priority));
                }
            }
            Entry::Column(id, cell) => {
                if self.cells.insert(*id, cell.clone()).as_ref() != Some(cell) {
                    push(ChangeKind::Column(*id, cell.clone()));
                }
            }
            Entry::Status(meaning) => {
                if meaning.responds && !std::mem::replace(&mut self.responded, true) {
                    push(ChangeKind::Responded);
                }
                if self.state != Some(meaning.state) {
                    self.stop_waiting(logged.ticket, logged.at, &mut derived.waits);
                    self.enter(meaning, logged, &mut derived.changes);
                }
            }
        }
    }

    /// A state other than the one before.
    fn enter(&mut self, meaning: &Meaning, logged: &Logged, changes: &mut Vec<Change>) {
        let mut push = |kind| changes.push(Change { ticket: logged.ticket, at: logged.at, kind, row: logged.row });
        let was_done = matches!(self.state, Some(State::Resolved | State::Closed));
        match meaning.state {
            // From closed back to resolved, the ticket stays done.
            State::Resolved if was_done => {}
            State::Resolved => push(ChangeKind::Resolved),
            State::Closed => push(ChangeKind::Closed),
            State::Reopened => push(ChangeKind::Reopened),
            State::Open | State::Waiting(_) => {
                if was_done {
                    push(ChangeKind::Reopened);
                }
                if let State::Waiting(reason) = meaning.state {
                    self.waiting = Some((logged.at, reason, logged.row));
                }
            }
        }
        self.state = Some(meaning.state);
    }

    fn stop_waiting(&mut self, ticket: TicketIx, at: Instant, waits: &mut Vec<Wait>) {
        if let Some((from, reason, row)) = self.waiting.take()
            && from < at
        {
            waits.push(Wait { ticket, from, to: Some(at), reason, row });
        }
    }

    /// A wait that the log does not end goes on.
    fn end(&mut self, log: &[Logged], derived: &mut Derived) {
        if let (Some((from, reason, row)), Some(first)) = (self.waiting.take(), log.first()) {
            derived.waits.push(Wait { ticket: first.ticket, from, to: None, reason, row });
        }
    }

    /// Brings the ticket and its log together: each learns from the other what it lacks. A resolution or closure that only
    /// the ticket's row knows, and that lies after those logged, is returned as a change.
    fn tell(self, ticket: &mut Ticket, own: &[Change]) -> Vec<Change> {
        let mut told = Vec::new();
        let last = |kind: ChangeKind| own.iter().rev().find(|change| change.kind == kind);
        if let Some(of) = own.first().filter(|_| self.state.is_some()).map(|change| change.ticket) {
            for (moment, kind) in
                [(&mut ticket.resolved, ChangeKind::Resolved), (&mut ticket.closed, ChangeKind::Closed)]
            {
                let logged = last(kind.clone()).map(|change| change.at);
                if let Some(at) = moment.filter(|at| logged.is_none_or(|logged| logged < *at)) {
                    told.push(Change { ticket: of, at, kind, row: ticket.row });
                }
                *moment = (*moment).max(logged);
            }
        }
        let first_response = own.iter().find(|change| change.kind == ChangeKind::Responded).map(|change| change.at);
        ticket.responded = match (ticket.responded, first_response) {
            (Some(recorded), Some(logged)) => Some(recorded.min(logged)),
            (recorded, logged) => recorded.or(logged),
        };
        ticket.priority = ticket.priority.or(self.priority.flatten());
        for (id, last) in self.cells {
            if let Some(cell) = ticket.cells.get_mut(id.index())
                && *cell == Cell::Missing
            {
                *cell = last;
            }
        }
        told
    }
}
