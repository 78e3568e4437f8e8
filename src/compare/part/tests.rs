//! Worked examples.

use super::{Part, Table, View, structures, unordered};
use crate::model::{
    ColumnId, Expectation, ExpectationKind, GivenAmount, GivenCell, GivenChange, GivenChangeKind, GivenEvent,
    GivenInterval, GivenJudgement, GivenReading, GivenSample, GivenSpan, GivenTicket, GivenUpdate, GivenWait,
    GivenWhen, Test, ValueId,
};

structures! {
    Test {
        name, span, period, as_of;
        unordered tickets, intervals, waits, updates, changes, events, amounts, judgements, samples, expectations
    }
    GivenUpdate { ticket, kind, at }
    GivenChange { ticket, kind, at, change }
    GivenEvent { span, event, at, component }
    GivenAmount { amount, span, over, value }
    GivenJudgement { span, judgement, subject, at, answer, by, reason }
    Expectation { span, kind; wording text }
}

impl Part for GivenTicket {
    fn part(&self, view: View<'_>) -> Self {
        let Self { kind, id, span, moments, priority, component, plan, cells } = self;
        let inside = view.at(Table::ticket(*kind));
        Self {
            kind: kind.part(view),
            id: id.clone(),
            span: span.part(view),
            moments: unordered(moments.part(inside)),
            priority: priority.part(view),
            component: component.part(view),
            plan: plan.part(view),
            cells: given(cells, inside),
        }
    }
}

fn given(cells: &[(ColumnId, GivenCell)], view: View<'_>) -> Vec<(ColumnId, GivenCell)> {
    let cell = |(column, cell): &(ColumnId, GivenCell)| {
        let cell = match cell {
            GivenCell::Value(value) => GivenCell::Value(ValueId(view.value(column.0, value.0))),
            GivenCell::YesNo(_)
            | GivenCell::Number(_)
            | GivenCell::Text(_)
            | GivenCell::Elapsed(_)
            | GivenCell::Instant(_) => cell.clone(),
        };
        (column.part(view), cell)
    };
    unordered(cells.iter().map(cell).collect())
}

impl Part for GivenInterval {
    fn part(&self, view: View<'_>) -> Self {
        let Self { id, table, span, of, from, to, announced, cells } = self;
        Self {
            id: id.clone(),
            table: *table,
            span: span.part(view),
            of: unordered(of.part(view)),
            from: from.part(view),
            to: to.part(view),
            announced: announced.part(view),
            cells: given(cells, view.at(Table::Interval(*table))),
        }
    }
}

impl Part for GivenWait {
    fn part(&self, view: View<'_>) -> Self {
        let Self { ticket, kind, from, to, reason } = self;
        Self {
            ticket: ticket.clone(),
            kind: kind.part(view),
            from: from.part(view),
            to: to.part(view),
            reason: reason.part(view.at(Table::ticket(*kind))),
        }
    }
}

impl Part for GivenChangeKind {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Priority(level) => Self::Priority(level.part(view)),
            Self::Reopened => Self::Reopened,
            Self::Resolved => Self::Resolved,
            Self::Closed => Self::Closed,
        }
    }
}

impl Part for GivenSpan {
    fn part(&self, _: View<'_>) -> Self {
        match self {
            Self::Period(period) => Self::Period(period.clone()),
            Self::From(from, to) => Self::From(*from, *to),
        }
    }
}

impl Part for GivenSample {
    fn part(&self, view: View<'_>) -> Self {
        let Self { span, metric, component, when, reading, cells } = self;
        Self {
            span: span.part(view),
            metric: metric.part(view),
            component: component.part(view),
            when: when.part(view),
            reading: reading.part(view),
            cells: given(cells, view.at(Table::metric(*metric))),
        }
    }
}

impl Part for GivenWhen {
    fn part(&self, _: View<'_>) -> Self {
        match *self {
            Self::At(at) => Self::At(at),
            Self::Every { from, to, every } => Self::Every { from, to, every },
        }
    }
}

impl Part for GivenReading {
    fn part(&self, _: View<'_>) -> Self {
        match self {
            Self::Value(value) => Self::Value(value.clone()),
            Self::Counts { good, total } => Self::Counts { good: *good, total: *total },
            Self::Missing => Self::Missing,
        }
    }
}

impl Part for ExpectationKind {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Verdict(norm, verdict) => Self::Verdict(norm.part(view), *verdict),
            Self::Elapsed(clock, ticket, elapsed) => Self::Elapsed(clock.part(view), ticket.clone(), *elapsed),
            Self::Deadline(norm, ticket, at) => Self::Deadline(norm.part(view), ticket.clone(), *at),
            Self::Exactly(formula, value) => Self::Exactly(formula.part(view), value.part(view)),
            Self::Shown(formula, value, decimals) => Self::Shown(formula.part(view), value.part(view), *decimals),
            Self::Amount(id, period, amount) => Self::Amount(id.part(view), period.part(view), amount.part(view)),
            // Told by its name where rights are compared.
            Self::Right(_, expected) => Self::Right(0, *expected),
            Self::Colour(norm, colour) => Self::Colour(norm.part(view), colour.clone()),
        }
    }
}
