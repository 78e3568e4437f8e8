//! From a log of statuses to waits, resolutions, reopenings and priorities.

use std::collections::BTreeMap;

use crate::model::{ColumnId, PriorityId, ReasonId};
use crate::quantity::Instant;

use super::changes::{Entry, Logged};
use super::statuses::State;
use super::table::{Cell, Change, ChangeKind, RowRef, Ticket, TicketIx, Wait};

/// What follows from a log.
#[derive(Debug, Default)]
pub(super) struct Derived {
    pub waits: Vec<Wait>,
    pub changes: Vec<Change>,
}

/// Draws everything from the log, which is sorted by ticket, then instant, then row. Tickets learn from it what their own
/// rows do not say.
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
        history.tell(ticket, derived.changes.get(start..).unwrap_or_default());
    }
    derived
}

/// What is known of one ticket so far.
#[derive(Debug, Default)]
struct History {
    state: Option<State>,
    waiting: Option<(Instant, ReasonId, RowRef)>,
    responded: bool,
    /// First and last.
    priority: Option<[Option<PriorityId>; 2]>,
    /// First and last.
    cells: BTreeMap<ColumnId, [Cell; 2]>,
}

impl History {
    fn take(&mut self, logged: &Logged, derived: &mut Derived) {
        let mut push = |kind| {
            derived.changes.push(Change { ticket: logged.ticket, at: logged.at, kind, row: logged.row });
        };
        match &logged.entry {
            Entry::Priority(priority) => match &mut self.priority {
                Some([_, last]) if last == priority => {}
                known => {
                    let [_, last] = known.get_or_insert([*priority; 2]);
                    *last = *priority;
                    push(ChangeKind::Priority(*priority));
                }
            },
            Entry::Column(id, cell) => match self.cells.get_mut(id) {
                Some([_, last]) if last == cell => {}
                known => {
                    match known {
                        Some([_, last]) => *last = cell.clone(),
                        None => drop(self.cells.insert(*id, [cell.clone(), cell.clone()])),
                    }
                    push(ChangeKind::Column(*id, cell.clone()));
                }
            },
            Entry::Status(meaning) => {
                if meaning.responds && !std::mem::replace(&mut self.responded, true) {
                    push(ChangeKind::Responded);
                }
                if self.state != Some(meaning.state) {
                    self.stop_waiting(logged.ticket, logged.at, &mut derived.waits);
                    self.enter(meaning.state, logged, &mut derived.changes);
                }
            }
        }
    }

    /// A state other than the one before.
    fn enter(&mut self, state: State, logged: &Logged, changes: &mut Vec<Change>) {
        let mut push = |kind| changes.push(Change { ticket: logged.ticket, at: logged.at, kind, row: logged.row });
        let was_done = matches!(self.state, Some(State::Resolved | State::Closed));
        match state {
            // From closed back to resolved, the ticket stays done.
            State::Resolved if was_done => {}
            State::Resolved => push(ChangeKind::Resolved),
            State::Closed => push(ChangeKind::Closed),
            State::Reopened => push(ChangeKind::Reopened),
            State::Open | State::Waiting(_) if was_done => push(ChangeKind::Reopened),
            State::Open | State::Waiting(_) => {}
        }
        if let State::Waiting(reason) = state {
            self.waiting = Some((logged.at, reason, logged.row));
        }
        self.state = Some(state);
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

    /// Tells the ticket what its own row does not say, or says of a time before the last reopening. Of a priority or a
    /// column with a log, the row holds the last value: it is given the first, so that nothing is known before its time.
    fn tell(self, ticket: &mut Ticket, own: &[Change]) {
        let last = |kind: &ChangeKind| own.iter().rev().find(|change| change.kind == *kind).map(|change| change.at);
        let reopened = last(&ChangeKind::Reopened);
        for (moment, kind) in [(&mut ticket.resolved, ChangeKind::Resolved), (&mut ticket.closed, ChangeKind::Closed)] {
            if moment.is_none_or(|recorded| reopened.is_some_and(|reopened| recorded <= reopened)) {
                *moment = (*moment).max(last(&kind));
            }
        }
        let first_response = own.iter().find(|change| change.kind == ChangeKind::Responded).map(|change| change.at);
        ticket.responded = ticket.responded.or(first_response);
        if let Some([first, _]) = self.priority {
            ticket.priority = first;
        }
        for (id, [first, _]) in self.cells {
            if let Some(cell) = ticket.cells.get_mut(id.index()) {
                *cell = first;
            }
        }
    }
}
