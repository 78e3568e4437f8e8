//! Clocks: from when to when, and what counts.

use super::checker::{Checker, ClockFacts, declared};
use super::error::ClockError;
use super::typed::{Clock, ColumnId, ColumnKind, Endpoint, Moment, ReasonId, TicketKindId};
use super::units;
use crate::diagnostic::did_you_mean;
use crate::resolve::{Kind, Part};
use crate::syntax::ast::{self, Name};

/// Moments that every ticket has.
pub(super) const MOMENTS: [(&str, Moment); 4] = [
    ("opened", Moment::Opened),
    ("responded", Moment::Responded),
    ("resolved", Moment::Resolved),
    ("closed", Moment::Closed),
];

impl<'a> Checker<'a, '_> {
    /// All clocks.
    pub(super) fn clocks(&mut self) {
        for part in &self.items.clocks {
            let (facts, clock) = self.clock(*part);
            self.facts.clock_facts.push(facts);
            self.facts.clocks.push(clock);
        }
        // The clock of a cadence is not to be named elsewhere, and its id comes after theirs.
        for part in &self.items.cadences {
            let item = &part.item.clock;
            let (facts, clock) = self.clock(Part { item, damaged: part.damaged });
            self.facts.clock_facts.push(facts);
            self.facts.clocks.push(clock);
        }
    }

    fn clock(&mut self, part: Part<'a, ast::Clock>) -> (ClockFacts, Option<Clock>) {
        let item = part.item;
        let ticket = self.names.look_up(&[Kind::Ticket], &item.ticket, self.out).map(|it| TicketKindId(it.index));
        if !part.damaged {
            self.complete_clock(item);
        }
        let from = item.from.as_ref().and_then(|endpoint| self.endpoint(ticket, endpoint));
        let to = item.to.as_ref().and_then(|endpoint| self.endpoint(ticket, endpoint));
        let counting = item.counting.as_ref();
        let counting = counting.and_then(|expr| self.for_each_plan(|checker| checker.window_expr(expr)));
        let pausing: Vec<_> = item.pausing.iter().map(|reason| self.reason(ticket, reason)).collect();
        let outside = item.outside.as_ref();
        let outside = outside.map(|name| self.for_each_plan(|checker| checker.window_id(name)));
        if let (Some(start), Some(stop), Some(from), Some(to)) = (&from, &to, &item.from, &item.to)
            && start == stop
        {
            let name = item.head.name.value.clone();
            self.report(to.span, ClockError::StandsStill { name, to: to.span, from: from.span });
        }
        let facts = ClockFacts { ticket, counting: counting.clone() };
        let whole = || {
            Some(Clock {
                declared: declared(&item.head),
                ticket: ticket?,
                from: from?,
                to: to?,
                counting: counting?,
                pausing: pausing.into_iter().collect::<Option<_>>()?,
                outside: match outside {
                    Some(id) => Some(id?),
                    None => None,
                },
            })
        };
        (facts, whole())
    }

    fn complete_clock(&mut self, item: &ast::Clock) {
        let lines = [
            (item.from.is_none(), "from", "when it starts", "add a line such as `from opened`"),
            (item.to.is_none(), "to", "when it stops", "add a line such as `to resolved`"),
            (
                item.counting.is_none(),
                "counting",
                "which time counts",
                "add `counting` and a window, or `counting always` for every hour of every day",
            ),
        ];
        let missing = lines.into_iter().filter(|(missing, ..)| *missing);
        for (_, line, what, help) in missing {
            let name = item.head.name.value.clone();
            let span = item.head.name.span;
            self.report(span, ClockError::Incomplete { name, what, span, line, help });
        }
    }

    fn endpoint(&mut self, ticket: Option<TicketKindId>, endpoint: &ast::Endpoint) -> Option<Endpoint> {
        let moments: Vec<Option<Moment>> = endpoint.moments.iter().map(|name| self.moment(ticket, name)).collect();
        Some(Endpoint { pick: endpoint.pick, moments: moments.into_iter().collect::<Option<_>>()? })
    }

    /// A moment that every ticket has, or a column of type instant.
    pub(super) fn moment(&mut self, ticket: Option<TicketKindId>, name: &Name) -> Option<Moment> {
        if let Some((_, moment)) = MOMENTS.iter().find(|(word, _)| *word == name.value) {
            return Some(*moment);
        }
        let facts = self.facts.tickets.get(ticket?.index())?;
        let Some(place) = facts.columns.iter().position(|column| column.declared.name == name.value) else {
            let instants = facts.columns.iter().filter(|column| column.kind == ColumnKind::Instant);
            let known = instants.map(|column| column.declared.name.as_str()).chain(MOMENTS.map(|(word, _)| word));
            let help = did_you_mean(&name.value, known);
            self.unknown_ticket_column(ticket?, name, help);
            return None;
        };
        let column = facts.columns.get(place)?;
        if self.is_unclear(column) {
            return None;
        }
        if column.kind != ColumnKind::Instant {
            let problem = ClockError::NotAMoment {
                name: name.value.clone(),
                span: name.span,
                declared: column.declared.span,
                kind: units::of_column(&column.kind),
            };
            self.report(name.span, problem);
            return None;
        }
        self.names.mark_column(column.declared.span);
        Some(Moment::Column(ColumnId(u32::try_from(place).ok()?)))
    }

    /// A reason for waiting of a ticket kind.
    pub(super) fn reason(&mut self, ticket: Option<TicketKindId>, name: &Name) -> Option<ReasonId> {
        let facts = self.facts.tickets.get(ticket?.index())?;
        let place = facts.reasons.iter().position(|reason| reason.name == name.value);
        if place.is_none() && !ticket.is_some_and(|kind| self.is_damaged(kind)) {
            let of = format!("a reason for waiting of {}", facts.title);
            let help = did_you_mean(&name.value, facts.reasons.iter().map(|reason| reason.name.as_str()))
                .unwrap_or_else(|| format!("add `waiting on {}` to the ticket", name.value));
            self.names.unknown_value(&of, name, Some(help));
        }
        Some(ReasonId(u32::try_from(place?).ok()?))
    }
}
