//! The deadlines of open tickets, nearest first: as text, JSON, lines for a spreadsheet, and events of a calendar.

mod csv;
mod ics;
mod json;
mod text;

pub use csv::render as csv;
pub use ics::render as ics;
pub use json::render as json;
pub use text::render as text;

use crate::eval::{Deadline, Now, OpenTicket, Owed, RunningClock};
use crate::evidence::Ticket;
use crate::model::{Declared, Model, NormId, Per, Subject};
use crate::quantity::{Elapsed, Instant};

use super::findings::{Findings, limit_of};
use super::locale;

/// What lies ahead of the open tickets of a contract, as known before an instant.
#[derive(Debug, Clone, Copy)]
pub struct Ahead<'a> {
    /// The contract and its evidence; of the verdicts only the instant counts.
    pub findings: Findings<'a>,
    /// The open tickets, in the order of the evidence.
    pub tickets: &'a [OpenTicket<'a>],
}

/// Something that must happen to a ticket before an instant.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    ticket: &'a OpenTicket<'a>,
    row: &'a Ticket,
    clock: &'a RunningClock,
    what: What<'a>,
}

/// What must happen.
#[derive(Debug, Clone, Copy)]
enum What<'a> {
    /// The clock must stop.
    Stop(&'a Deadline),
    /// Somebody must give an update.
    Update(&'a Owed),
}

impl<'a> Ahead<'a> {
    fn model(&self) -> &'a Model {
        self.findings.model
    }

    /// The instant.
    fn at(&self) -> Instant {
        self.findings.verdicts.as_of
    }

    /// Everything that must happen, nearest first; of the same instant, in the order of the evidence and of the contract.
    fn lines(&self) -> Vec<Line<'a>> {
        let rows = self.findings.evidence.tickets.as_deref().unwrap_or_default();
        let mut lines = Vec::new();
        for ticket in self.tickets {
            let Some(row) = rows.get(ticket.ticket.0 as usize) else { continue };
            for clock in &ticket.clocks {
                let stops = clock.deadlines.iter().map(What::Stop);
                let all = stops.chain(clock.owed.iter().map(What::Update));
                lines.extend(all.map(|what| Line { ticket, row, clock, what }));
            }
        }
        lines.sort_by_key(|line| line.at().map_or(i64::MAX, Instant::micros));
        lines
    }

    /// Tickets with something ahead, that with the nearest deadline first.
    fn nearest_first(&self) -> Vec<&'a OpenTicket<'a>> {
        let mut seen: Vec<&OpenTicket<'_>> = Vec::new();
        for line in self.lines() {
            // The lines of a ticket share it.
            if !seen.iter().any(|known| std::ptr::eq(*known, line.ticket)) {
                seen.push(line.ticket);
            }
        }
        seen.extend(self.tickets.iter().filter(|ticket| ticket.clocks.is_empty()));
        seen
    }

    fn row(&self, ticket: &OpenTicket<'_>) -> Option<&'a Ticket> {
        self.findings.evidence.tickets.as_deref()?.get(ticket.ticket.0 as usize)
    }

    /// `urgent`
    fn priority(&self, ticket: &OpenTicket<'_>) -> Option<&'a str> {
        ticket.priority.map(|priority| self.model().priority(priority).name.as_str())
    }

    /// `resolution <= 4h`; `1 update per workday`.
    fn bound(&self, line: &Line<'_>) -> String {
        let model = self.model();
        let clock = model.clock(line.clock.clock);
        match line.what {
            What::Stop(deadline) => {
                let requirement = deadline.norms.first().copied().zip(deadline.requirement);
                let words = limit_of(model, clock, requirement, (deadline.strict, deadline.limit));
                format!("{} {words}", clock.declared.name)
            }
            What::Update(owed) => {
                let updates = if owed.wanted == 1 { "1 update".to_owned() } else { format!("{} updates", owed.wanted) };
                let norm = model.norm(owed.norm);
                let written = norm.requirements.get(owed.requirement).map(|requirement| &requirement.subject);
                let Some(Subject::Cadence(cadence)) = written else { return updates };
                let per = match cadence.per {
                    Per::Workday => "workday".to_owned(),
                    Per::Elapsed(each) => each.to_string(),
                };
                format!("{updates} per {per}")
            }
        }
    }

    /// The norms by which it must happen.
    fn norms(&self, line: &Line<'_>) -> Vec<&'a Declared> {
        let of = |norm: &NormId| &self.model().norm(*norm).declared;
        match line.what {
            What::Stop(deadline) => deadline.norms.iter().map(of).collect(),
            What::Update(owed) => vec![of(&owed.norm)],
        }
    }

    /// What the clock does, in a word or two; nothing while it runs.
    fn standing(&self, row: &Ticket, clock: &RunningClock) -> String {
        match clock.now {
            Now::Runs => String::new(),
            Now::Waits(reason) => {
                let kind = self.model().ticket_kind(row.kind);
                format!("waits: {}", kind.reasons.get(reason.index()).map_or("", |reason| &reason.name))
            }
            Now::Closed(Some(opens)) => {
                let header = &self.model().header;
                format!("closed until {}", locale::moment_after(header.locale, header.zone, self.at(), opens))
            }
            Now::Closed(None) => "closed".to_owned(),
        }
    }

    /// How many lines are past their deadline.
    fn overdue(&self, lines: &[Line<'_>]) -> usize {
        lines.iter().filter(|line| line.is_overdue(self.at())).count()
    }
}

impl Line<'_> {
    /// Before when it must happen; `None`: after 2100.
    fn at(&self) -> Option<Instant> {
        match self.what {
            What::Stop(deadline) => deadline.at,
            What::Update(owed) => Some(owed.at),
        }
    }

    /// Whether it is too late.
    fn is_overdue(&self, now: Instant) -> bool {
        match self.what {
            What::Stop(deadline) => deadline.missed || self.left(now) < Elapsed::ZERO,
            What::Update(_) => false,
        }
    }

    /// Time left on the clock for a stop, negative when it is used up; for an update the time until then.
    fn left(&self, now: Instant) -> Elapsed {
        match self.what {
            What::Stop(deadline) => Elapsed::from_micros(deadline.limit.micros() - self.clock.elapsed.micros()),
            What::Update(owed) => now.until(owed.at),
        }
    }

    /// Whether its instant moves along while the clock waits.
    fn moves(&self) -> bool {
        matches!(self.clock.now, Now::Waits(_))
    }
}
