//! Which rows a condition takes: yes, no, or maybe where a value is missing.

use std::cmp::Reverse;

use crate::eval::truth::Truth;
use crate::evidence::{Cell, IntervalRow, Owner};
use crate::model::{
    AnyColumn, ClockId, ColumnId, Comparison, ComponentId, JudgementId, Model, Moment, PlanId, Predicate, PriorityId,
    WindowExpr,
};
use crate::quantity::Elapsed;

/// What is known of a priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Standing {
    /// It has this one.
    Known(PriorityId),
    /// The matrix says `none`: it has no priority, and that is known.
    NotAny,
    /// Evidence does not say.
    Missing,
}

impl Standing {
    /// The priority, when there is one and it is known.
    pub(super) fn known(self) -> Option<PriorityId> {
        match self {
            Self::Known(priority) => Some(priority),
            Self::NotAny | Self::Missing => None,
        }
    }

    /// Whether it satisfies something.
    fn is(self, holds: impl FnOnce(PriorityId) -> bool) -> Truth {
        match self {
            Self::Known(priority) => Truth::of(holds(priority)),
            Self::NotAny => Truth::No,
            Self::Missing => Truth::Maybe,
        }
    }
}

/// The values of one row that a condition may ask for.
pub(super) trait Facts {
    /// The value of a declared column.
    fn cell(&self, column: ColumnId) -> &Cell;
    /// Its priority.
    fn priority(&self) -> Standing;
    /// Whether it is about one of these.
    fn component_in(&self, components: &[ComponentId]) -> Truth;
    /// Whether it is under one of these plans.
    fn plan_in(&self, plans: &[PlanId]) -> Truth;
    /// Whether a column has no value.
    fn lacks(&self, column: AnyColumn) -> bool;
    /// What people judged of it.
    fn judged(&self, question: JudgementId) -> Truth;
    /// Whether a moment of it lies in a window.
    fn within(&self, moment: Moment, window: &WindowExpr) -> Truth;
    /// How a clock of it compares.
    fn clock(&self, clock: ClockId, op: Comparison, limit: Elapsed) -> Truth;
}

/// Whether `predicate` holds of a row.
pub(super) fn holds(predicate: &Predicate, row: &impl Facts) -> Truth {
    match predicate {
        Predicate::True => Truth::Yes,
        Predicate::And(a, b) => holds(a, row).min(holds(b, row)),
        Predicate::Or(a, b) => holds(a, row).max(holds(b, row)),
        Predicate::Not(inner) => holds(inner, row).not(),
        Predicate::OneOf(column, values) => {
            answer(
                row.cell(*column),
                |cell| {
                    if let Cell::Value(value) = cell { Some(values.contains(value)) } else { None }
                },
            )
        }
        Predicate::PriorityIn(list) => row.priority().is(|priority| list.contains(&priority)),
        // The most urgent priority is number 0: "at least as urgent" is "at most that number".
        Predicate::PriorityCompared(op, limit) => {
            row.priority().is(|priority| op.holds(&Reverse(priority), &Reverse(*limit)))
        }
        Predicate::ComponentIn(list) => row.component_in(list),
        Predicate::PlanIn(list) => row.plan_in(list),
        Predicate::YesNo(column, wanted) => {
            answer(row.cell(*column), |cell| if let Cell::YesNo(yes) = cell { Some(yes == wanted) } else { None })
        }
        Predicate::Compared(column, op, limit) => answer(row.cell(*column), |cell| {
            if let Cell::Number(number) = cell { Some(op.holds(number.as_ref(), limit)) } else { None }
        }),
        Predicate::ElapsedCompared(column, op, limit) => answer(row.cell(*column), |cell| {
            if let Cell::Elapsed(elapsed) = cell { Some(op.holds(elapsed, limit)) } else { None }
        }),
        Predicate::TextIs(column, wanted) => {
            answer(row.cell(*column), |cell| if let Cell::Text(text) = cell { Some(**text == **wanted) } else { None })
        }
        Predicate::Missing(column) => Truth::of(row.lacks(*column)),
        Predicate::Judged(question) => row.judged(*question),
        Predicate::Within(moment, window) => row.within(*moment, window),
        Predicate::Clock(clock, op, limit) => row.clock(*clock, *op, *limit),
    }
}

/// Whether a condition asks what people judged.
pub(super) fn asks_people(predicate: &Predicate) -> bool {
    let mut asks = false;
    predicate.leaves(&mut |leaf| asks |= matches!(leaf, Predicate::Judged(_)));
    asks
}

/// What a cell says. Evidence types a cell after its column, so one of another type cannot come up.
fn answer(cell: &Cell, ask: impl FnOnce(&Cell) -> Option<bool>) -> Truth {
    let answer = ask(cell);
    debug_assert!(answer.is_some() || *cell == Cell::Missing, "a cell of another type than its column");
    Truth::known(answer)
}

/// An outage or maintenance as facts.
pub(super) struct RowFacts<'a> {
    /// The contract.
    pub(super) model: &'a Model,
    /// The row.
    pub(super) row: &'a IntervalRow,
    /// What people answer about a row with this identifier; `None`: nobody knows.
    pub(super) answer: &'a dyn Fn(&str, JudgementId) -> Option<bool>,
}

impl Facts for RowFacts<'_> {
    fn cell(&self, column: ColumnId) -> &Cell {
        self.row.cells.get(column.index()).unwrap_or(&Cell::Missing)
    }

    fn priority(&self) -> Standing {
        Standing::Missing
    }

    fn component_in(&self, components: &[ComponentId]) -> Truth {
        Truth::of(components.iter().any(|component| is_about(self.model, self.row.of, *component)))
    }

    fn plan_in(&self, _: &[PlanId]) -> Truth {
        Truth::Maybe
    }

    fn lacks(&self, column: AnyColumn) -> bool {
        match column {
            AnyColumn::Column(id) => *self.cell(id) == Cell::Missing,
            AnyColumn::Component => self.row.of == Owner::All,
            AnyColumn::Priority | AnyColumn::Moment(_) => true,
        }
    }

    fn judged(&self, question: JudgementId) -> Truth {
        Truth::known(self.row.id.as_deref().and_then(|id| (self.answer)(id, question)))
    }

    fn within(&self, _: Moment, _: &WindowExpr) -> Truth {
        Truth::Maybe
    }

    fn clock(&self, _: ClockId, _: Comparison, _: Elapsed) -> Truth {
        Truth::Maybe
    }
}

/// Whether a row counts for a component: an outage on a group counts for each member (semantics 5.4).
pub(super) fn is_about(model: &Model, of: Owner, component: ComponentId) -> bool {
    match of {
        Owner::Component(id) => id == component,
        Owner::Group(id) => model.group(id).members.contains(&component),
        Owner::All => true,
    }
}

#[test]
fn no_priority_is_known_and_a_missing_one_is_not() {
    let urgent = PriorityId(0);
    let cases = [
        (Standing::Known(urgent), Truth::Yes),
        (Standing::Known(PriorityId(1)), Truth::No),
        (Standing::NotAny, Truth::No),
        (Standing::Missing, Truth::Maybe),
    ];
    for (standing, want) in cases {
        assert_eq!(standing.is(|priority| priority == urgent), want, "{standing:?}");
    }
}
