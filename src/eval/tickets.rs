//! The walk over the tickets: each is looked at once, whatever periods are asked for.

use std::num::NonZero;
use std::thread;

use crate::calendar::Calendar;
use crate::eval::Request;
use crate::eval::case::{Case, Kind, Which};
use crate::eval::figures::Figures;
use crate::eval::frame::Frames;
use crate::eval::history::History;
use crate::eval::judgements::Judgements;
use crate::eval::ledger::Ledger;
use crate::evidence::{Change, Evidence, Ticket, TicketIx, Update, Wait};
use crate::model::{Model, PlanId, TicketKindId};

/// Fewer tickets than this are not worth a second thread.
const CHUNK: usize = 4096;

/// What the walk needs at hand.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub(super) model: &'a Model,
    pub(super) calendar: &'a Calendar<'a>,
    pub(super) frames: &'a Frames,
    pub(super) figures: &'a Figures<'a>,
    /// Whether to list readings.
    pub(super) readings: bool,
    /// The plan whose tickets are looked at; `None`: all of them.
    plan: Option<PlanId>,
    /// By kind of ticket.
    pub(super) kinds: Vec<Kind<'a>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        model: &'a Model,
        calendar: &'a Calendar<'a>,
        frames: &'a Frames,
        figures: &'a Figures<'a>,
        request: &Request,
    ) -> Self {
        let readings = request.readings;
        let kinds =
            (0u32..).zip(&model.tickets).map(|(id, _)| Kind::new(model, calendar, figures, TicketKindId(id), readings));
        Self { model, calendar, frames, figures, readings, plan: request.plan, kinds: kinds.collect() }
    }

    /// One with nothing in it.
    pub(super) fn ledger(&self) -> Ledger {
        Ledger::new(self.model, self.frames, self.figures)
    }

    /// Gathers over all tickets.
    pub(super) fn gather(&self, evidence: &Evidence) -> Ledger {
        let tickets = evidence.tickets.as_deref().unwrap_or_default();
        let judgements = &Judgements::new(evidence);
        let threads = thread::available_parallelism().map_or(1, NonZero::get).min(tickets.len().div_ceil(CHUNK)).max(1);
        let chunk = tickets.len().div_ceil(threads).max(1);
        let parts: Vec<(usize, &[Ticket])> =
            tickets.chunks(chunk).enumerate().map(|(number, part)| (number * chunk, part)).collect();
        let mut ledger = self.ledger();
        if let [part] = parts.as_slice() {
            self.part(evidence, judgements, *part, &mut ledger);
            return ledger;
        }
        thread::scope(|scope| {
            let running: Vec<_> = parts
                .iter()
                .map(|part| {
                    scope.spawn(move || {
                        let mut ledger = self.ledger();
                        self.part(evidence, judgements, *part, &mut ledger);
                        ledger
                    })
                })
                .collect();
            for part in running {
                match part.join() {
                    Ok(part) => ledger.append(part),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
        });
        ledger
    }

    fn part(
        &self,
        evidence: &Evidence,
        judgements: &Judgements<'_>,
        (first, tickets): (usize, &[Ticket]),
        ledger: &mut Ledger,
    ) {
        let first = u32::try_from(first).expect("evidence numbers its tickets in 32 bits");
        let mut changes = evidence.changes.as_deref().unwrap_or_default();
        let mut waits = evidence.waits.as_deref().unwrap_or_default();
        let mut updates = evidence.updates.as_deref().unwrap_or_default();
        for (ix, ticket) in (first..).map(TicketIx).zip(tickets) {
            let of_it = OfIt {
                changes: front(&mut changes, |change| change.ticket, ix),
                waits: front(&mut waits, |wait| wait.ticket, ix),
                updates: front(&mut updates, |update| update.ticket, ix),
            };
            self.ticket(ix, ticket, of_it, judgements, ledger);
        }
    }

    /// Looks at one ticket; whether anything is told of it by its number.
    pub(super) fn ticket(
        &self,
        ix: TicketIx,
        ticket: &Ticket,
        of_it: OfIt<'_>,
        judgements: &Judgements<'_>,
        ledger: &mut Ledger,
    ) -> bool {
        if self.plan.is_some() && ticket.plan != self.plan {
            return false;
        }
        let OfIt { changes, waits, updates } = of_it;
        let history = History::new(self.calendar, ticket, changes, judgements.about(&ticket.id));
        let case = Case { which: Which::new(ix), history, waits, updates };
        self.case(&case, ledger);
        case.which.is_told()
    }
}

/// What belongs to a ticket, in order of time.
#[derive(Debug, Clone, Copy)]
pub(super) struct OfIt<'a> {
    pub(super) changes: &'a [Change],
    pub(super) waits: &'a [Wait],
    pub(super) updates: &'a [Update],
}

/// Cuts the rows of a ticket off the front of rows that are in order of ticket.
pub(super) fn front<'a, T>(rows: &mut &'a [T], of: impl Fn(&T) -> TicketIx, ticket: TicketIx) -> &'a [T] {
    if rows.first().is_some_and(|row| of(row) < ticket) {
        *rows = rows.get(rows.partition_point(|row| of(row) < ticket)..).unwrap_or_default();
    }
    let count = rows.iter().take_while(|row| of(row) == ticket).count();
    let (mine, rest) = rows.split_at_checked(count).unwrap_or_default();
    *rows = rest;
    mine
}
