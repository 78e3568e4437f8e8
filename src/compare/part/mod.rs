//! What a part of a contract means: the part without places, wording and order, its references in other terms.
//!
//! Two parts mean the same when their [`Part::part`] values are equal. Every structure is taken apart field by field, so
//! that a new field does not compile until somebody has decided what it means.

mod calendar;
mod compensation;
mod formula;
mod items;
mod leaves;
mod norm;
mod tests;
mod tickets;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    ClockId, ColumnKind, IntervalTable, MetricId, Model, PlanId, Predicate, ReasonId, Step, StepId, StepValue,
    TicketKindId,
};

/// A kind of item that others refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Plan,
    Priority,
    Holidays,
    Window,
    Component,
    Group,
    Ticket,
    Clock,
    Event,
    Amount,
    Judgement,
    Metric,
    Slices,
    Measure,
    Norm,
    Compensation,
}

/// An item that others refer to: its kind and its place in the model.
pub(super) type Node = (Kind, u32);

/// A table with columns of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Table {
    Ticket(u32),
    Interval(IntervalTable),
    Metric(u32),
}

impl Table {
    pub(super) fn ticket(kind: TicketKindId) -> Self {
        Self::Ticket(kind.0)
    }

    pub(super) fn metric(metric: MetricId) -> Self {
        Self::Metric(metric.0)
    }
}

/// What the columns of one table, their values and its reasons for waiting are called in the terms of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub columns: Vec<u32>,
    pub values: Vec<Vec<u32>>,
    pub reasons: Vec<u32>,
}

/// What each reference of one model is called in the terms of a comparison; what is not in it keeps its number.
#[derive(Debug, Clone, Default)]
pub(super) struct Terms {
    pub nodes: BTreeMap<Kind, Vec<u32>>,
    pub columns: BTreeMap<Table, Columns>,
}

/// Number of steps that are put in the place of their names before that is given up.
const MOST_INLINED: u32 = 20_000;

/// How the parts of one model are read.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub model: &'a Model,
    terms: &'a Terms,
    /// Whose columns are meant.
    table: Option<Table>,
    /// The measure whose steps stand for their values.
    steps: Option<&'a [Step]>,
    budget: Option<&'a Cell<u32>>,
    /// One node that is called otherwise.
    mark: Option<(Node, u32)>,
    /// Whether conditions that hold of every ticket in scope are said.
    scope_said: bool,
    /// The plan that the row of a norm is about.
    plan: Option<PlanId>,
    /// Gathers the nodes that are referred to.
    seen: Option<&'a RefCell<BTreeSet<Node>>>,
}

impl<'a> View<'a> {
    pub(super) fn new(model: &'a Model, terms: &'a Terms) -> Self {
        Self {
            model,
            terms,
            table: None,
            steps: None,
            budget: None,
            mark: None,
            scope_said: false,
            plan: None,
            seen: None,
        }
    }

    pub(super) fn at(self, table: Table) -> Self {
        Self { table: Some(table), ..self }
    }

    pub(super) fn at_clock(self, clock: ClockId) -> Self {
        self.at(Table::ticket(self.model.clock(clock).ticket))
    }

    /// As [`View::at`], with the conditions that every ticket meets.
    pub(super) fn at_scope(self, table: Table) -> Self {
        Self { table: Some(table), scope_said: true, ..self }
    }

    /// As seen from the row of a plan: what holds for others does not matter in it.
    pub(super) fn for_plan(self, plan: Option<PlanId>) -> Self {
        Self { plan, ..self }
    }

    pub(super) fn marking(self, node: Node, called: u32) -> Self {
        Self { mark: Some((node, called)), ..self }
    }

    pub(super) fn gathering(self, seen: &'a RefCell<BTreeSet<Node>>) -> Self {
        Self { seen: Some(seen), ..self }
    }

    fn node(self, kind: Kind, id: u32) -> u32 {
        if let Some(seen) = self.seen {
            seen.borrow_mut().insert((kind, id));
        }
        if let Some((node, called)) = self.mark
            && node == (kind, id)
        {
            return called;
        }
        self.terms.nodes.get(&kind).and_then(|all| all.get(id as usize)).copied().unwrap_or(id)
    }

    fn columns(self) -> Option<&'a Columns> {
        self.terms.columns.get(&self.table?)
    }

    fn column(self, id: u32) -> u32 {
        self.columns().and_then(|known| known.columns.get(id as usize)).copied().unwrap_or(id)
    }

    fn value(self, column: u32, id: u32) -> u32 {
        let values = self.columns().and_then(|known| known.values.get(column as usize));
        values.and_then(|values| values.get(id as usize)).copied().unwrap_or(id)
    }

    fn reason(self, id: ReasonId) -> ReasonId {
        ReasonId(self.columns().and_then(|known| known.reasons.get(id.index())).copied().unwrap_or(id.0))
    }

    /// The value of a step, to stand in its place.
    fn step(self, id: StepId) -> Option<&'a StepValue> {
        let budget = self.budget?;
        budget.set(budget.get().checked_sub(1)?);
        self.steps?.get(id.index()).map(|step| &step.value)
    }

    /// `with` sees the steps of one measure in the place of their names.
    fn inlining<T>(self, steps: &[Step], with: impl FnOnce(View<'_>) -> T) -> T {
        let budget = Cell::new(MOST_INLINED);
        with(View { steps: Some(steps), budget: Some(&budget), ..self })
    }

    /// Conditions that every ticket of the table meets anyway: it would not be in scope.
    fn in_scope(self) -> Option<&'a Predicate> {
        let Some(Table::Ticket(kind)) = self.table.filter(|_| !self.scope_said) else { return None };
        self.model.applies.as_ref()?.filters.get(kind as usize)
    }

    /// An attribute of a row of a norm and its value, in the terms of the comparison.
    fn attribute(self, attribute: &str, value: &str) -> (String, String) {
        let model = self.model;
        let place = |found: Option<usize>, kind: Kind| {
            let id = found.and_then(|n| u32::try_from(n).ok());
            (attribute.to_owned(), id.map_or_else(|| value.to_owned(), |id| format!("#{}", self.node(kind, id))))
        };
        match attribute {
            "priority" => place(model.priorities.iter().position(|it| it.name == value), Kind::Priority),
            "component" => place(model.components.iter().position(|it| it.declared.name == value), Kind::Component),
            "plan" => place(model.plans.iter().position(|it| it.declared.name == value), Kind::Plan),
            _column => self.column_attribute(attribute, value),
        }
    }

    fn column_attribute(self, attribute: &str, value: &str) -> (String, String) {
        let columns = match self.table {
            Some(Table::Ticket(kind)) => self.model.tickets.get(kind as usize).map(|kind| kind.columns.as_slice()),
            Some(Table::Interval(table)) => Some(self.model.interval_columns(table)),
            Some(Table::Metric(metric)) => self.model.metrics.get(metric as usize).map(|it| it.columns.as_slice()),
            None => None,
        };
        let columns = columns.unwrap_or_default();
        let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let Some(n) = columns.iter().position(|column| column.declared.name == attribute) else {
            return (attribute.to_owned(), value.to_owned());
        };
        let levels = columns.get(n).and_then(|column| match &column.kind {
            ColumnKind::Enumeration(levels) => Some(levels),
            ColumnKind::YesNo
            | ColumnKind::Percent
            | ColumnKind::Number
            | ColumnKind::Text
            | ColumnKind::Duration
            | ColumnKind::Instant => None,
        });
        let value_at = levels.and_then(|levels| levels.iter().position(|level| level.name == value));
        let shown = value_at.map_or_else(|| value.to_owned(), |v| format!("#{}", self.value(at(n), at(v))));
        (format!("#{}", self.column(at(n))), shown)
    }
}

/// Something a contract says.
pub(super) trait Part {
    /// What it means, in the terms of a view.
    #[must_use]
    fn part(&self, view: View<'_>) -> Self;
}

/// Structures, field by field. `plain` fields are parts; `wording` says the same in words and is left out; the order of
/// `unordered` ones is none of its meaning.
macro_rules! structures {
    ($($ty:ident {
        $($kept:ident),* $(; wording $($wording:ident),+)? $(; unordered $($unordered:ident),+)? $(,)?
    })*) => {$(
        impl $crate::compare::part::Part for $ty {
            fn part(&self, view: $crate::compare::part::View<'_>) -> Self {
                let Self { $($kept,)* $($($wording: _,)+)? $($($unordered,)+)? } = self;
                Self {
                    $($kept: $kept.part(view),)*
                    $($($wording: Default::default(),)+)?
                    $($($unordered: $crate::compare::part::unordered($unordered.part(view)),)+)?
                }
            }
        }
    )*};
}
pub(super) use formula::{conditions, operands};
pub(super) use norm::of_norm;
use structures;

/// In an order that does not depend on the order written.
fn unordered<T: std::fmt::Debug>(mut parts: Vec<T>) -> Vec<T> {
    if parts.len() > 1 {
        parts.sort_by_cached_key(|part| format!("{part:?}"));
    }
    parts
}
