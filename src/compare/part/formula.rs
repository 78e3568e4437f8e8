use super::{Part, Table, View, structures, unordered};
use crate::model::{
    AnyColumn, Formula, FormulaKind, Limit, Measure, MeasureSubject, Moment, Needs, Predicate, RowOwner, RowRule,
    RowSet, SampleFigure, SampleFormula, SetExpr, SliceFormula, SliceTest, Slices, Step, StepValue, TicketFigure,
    TicketFormula, ValueId, Weight,
};

structures! {
    Formula { unit, span, kind }
    Needs { count, requests, otherwise }
    SliceTest { statistic, field, op, bound }
}

/// A measure is its result, the steps in the place of their names: how it is cut into steps means nothing.
impl Part for Measure {
    fn part(&self, view: View<'_>) -> Self {
        let Self { declared, of_component, unit, steps } = self;
        let result = view.inlining(steps, |view| steps.last().map(|step| step.part(view)));
        Self {
            declared: declared.part(view),
            of_component: of_component.part(view),
            unit: unit.part(view),
            steps: result.into_iter().collect(),
        }
    }
}

structures! {
    Step { span, value; wording name, text }
}

impl Part for StepValue {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Set(set) => Self::Set(set.part(view)),
            Self::Formula(formula) => Self::Formula(formula.part(view)),
        }
    }
}

impl Part for FormulaKind {
    fn part(&self, view: View<'_>) -> Self {
        let both = |a: &Formula, b: &Formula| (Box::new(a.part(view)), Box::new(b.part(view)));
        match self {
            Self::Literal(value) => Self::Literal(value.part(view)),
            Self::DaysOfPeriod => Self::DaysOfPeriod,
            Self::Step(id) => match view.step(*id) {
                Some(StepValue::Formula(formula)) => formula.kind.part(view),
                Some(StepValue::Set(_)) | None => Self::Step(id.part(view)),
            },
            Self::Length(set) => Self::Length(set.part(view)),
            Self::Add(..) => {
                let parts = unordered(terms(self, true).into_iter().map(|term| term.part(view)).collect());
                folded(parts, |a, b| Self::Add(Box::new(a), Box::new(b)))
            }
            Self::Sub(a, b) => {
                let (a, b) = both(a, b);
                Self::Sub(a, b)
            }
            Self::Mul(..) => {
                let parts = unordered(terms(self, false).into_iter().map(|term| term.part(view)).collect());
                folded(parts, |a, b| Self::Mul(Box::new(a), Box::new(b)))
            }
            Self::Div(a, b) => {
                let (a, b) = both(a, b);
                Self::Div(a, b)
            }
            Self::ShareOfSets(a, b) => Self::ShareOfSets(a.part(view), b.part(view)),
            Self::Rounded(inner, decimals) => Self::Rounded(inner.part(view), decimals.part(view)),
            Self::Measure(id, subject) => Self::Measure(id.part(view), subject.part(view)),
            Self::OverGroup(aggregate, id, group) => {
                Self::OverGroup(aggregate.part(view), id.part(view), group.part(view))
            }
            Self::Rows(aggregate, rows) => Self::Rows(aggregate.part(view), rows.part(view)),
            Self::Tickets(formula) => Self::Tickets(formula.part(view)),
            Self::Samples(formula) => Self::Samples(formula.part(view)),
            Self::Slices(formula) => Self::Slices(formula.part(view)),
            Self::Events(id) => Self::Events(id.part(view)),
            Self::Together(group, inner) => Self::Together(group.part(view), inner.part(view)),
            Self::OverLast(past, inner) => Self::OverLast(past.part(view), inner.part(view)),
            Self::OverAny(length, extreme, inner) => {
                Self::OverAny(length.part(view), extreme.part(view), inner.part(view))
            }
        }
    }
}

/// What a sum adds or a product multiplies, however deep.
fn terms(kind: &FormulaKind, sum: bool) -> Vec<&Formula> {
    let flat = |formula: &'_ Formula| {
        matches!((&formula.kind, sum), (FormulaKind::Add(..), true) | (FormulaKind::Mul(..), false))
    };
    let (FormulaKind::Add(a, b) | FormulaKind::Mul(a, b)) = kind else { return Vec::new() };
    [a, b].into_iter().flat_map(|it| if flat(it) { terms(&it.kind, sum) } else { vec![&**it] }).collect()
}

fn folded(parts: Vec<Formula>, join: impl Fn(Formula, Formula) -> FormulaKind) -> FormulaKind {
    let whole = parts.into_iter().reduce(|a, b| Formula { unit: b.unit, span: b.span, kind: join(a, b) });
    whole.expect("a sum or product has terms").kind
}

impl Part for MeasureSubject {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Whole => Self::Whole,
            Self::Component(id) => Self::Component(id.part(view)),
            Self::Bound => Self::Bound,
        }
    }
}

impl Part for SetExpr {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Period => Self::Period,
            Self::Window(expr) => Self::Window(expr.part(view)),
            Self::Rows(rows) => Self::Rows(rows.part(view)),
            Self::Slices(id, subject, side) => Self::Slices(id.part(view), subject.part(view), side.part(view)),
            Self::Step(id) => match view.step(*id) {
                Some(StepValue::Set(set)) => set.part(view),
                Some(StepValue::Formula(_)) | None => Self::Step(id.part(view)),
            },
            Self::Union(..) => {
                let parts = unordered(sets(self, true).into_iter().map(|set| set.part(view)).collect());
                let whole = parts.into_iter().reduce(|a, b| Self::Union(Box::new(a), Box::new(b)));
                whole.expect("a union joins two")
            }
            Self::Intersection(..) => {
                let parts = unordered(sets(self, false).into_iter().map(|set| set.part(view)).collect());
                let whole = parts.into_iter().reduce(|a, b| Self::Intersection(Box::new(a), Box::new(b)));
                whole.expect("an intersection joins two")
            }
            Self::Difference(a, b) => Self::Difference(a.part(view), b.part(view)),
            Self::Quorum(count, group, inner) => Self::Quorum(count.part(view), group.part(view), inner.part(view)),
            Self::First(budget, span, inner) => Self::First(budget.part(view), span.part(view), inner.part(view)),
        }
    }
}

/// What a union or an intersection joins, however deep.
fn sets(set: &SetExpr, union: bool) -> Vec<&SetExpr> {
    match (set, union) {
        (SetExpr::Union(a, b), true) | (SetExpr::Intersection(a, b), false) => {
            [sets(a, union), sets(b, union)].concat()
        }
        (other, _) => vec![other],
    }
}

impl Part for RowSet {
    fn part(&self, view: View<'_>) -> Self {
        let Self { table, of, filter, at_least, at_most, notices, weight } = self;
        let inside = view.at(Table::Interval(*table));
        Self {
            table: table.part(view),
            of: of.part(view),
            filter: filter.part(inside),
            at_least: at_least.part(view),
            at_most: at_most.part(view),
            notices: unordered(notices.part(view)),
            weight: weight.part(inside),
        }
    }
}

impl Part for Weight {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Share(column) => Self::Share(column.part(view)),
            Self::Of(column, whole) => Self::Of(column.part(view), whole.part(view)),
            Self::OfColumn(column, whole) => Self::OfColumn(column.part(view), whole.part(view)),
        }
    }
}

impl Part for RowOwner {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::All => Self::All,
            Self::Component(id) => Self::Component(id.part(view)),
            Self::Group(id) => Self::Group(id.part(view)),
            Self::Bound => Self::Bound,
        }
    }
}

impl Part for RowRule {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Lasts(op, length) => Self::Lasts(*op, *length),
            Self::Announced(limit) => Self::Announced(limit.part(view)),
            Self::NotOverlapping(window) => Self::NotOverlapping(window.part(view)),
        }
    }
}

impl Part for Limit {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Elapsed(elapsed) => Self::Elapsed(*elapsed),
            Self::Calendar { count, unit, days_of } => {
                Self::Calendar { count: *count, unit: *unit, days_of: days_of.part(view) }
            }
            Self::EndOfWorkday { count, days_of } => Self::EndOfWorkday { count: *count, days_of: days_of.part(view) },
        }
    }
}

impl Part for Predicate {
    fn part(&self, view: View<'_>) -> Self {
        let parts = conditions(self, view);
        parts.into_iter().reduce(|a, b| Self::And(Box::new(a), Box::new(b))).unwrap_or(Self::True)
    }
}

/// All that must hold, without what holds of every ticket in scope.
pub(in crate::compare) fn conditions(predicate: &Predicate, view: View<'_>) -> Vec<Predicate> {
    let given: Vec<&Predicate> = view.in_scope().map(|scope| operands(scope, true)).unwrap_or_default();
    let own = operands(predicate, true).into_iter().filter(|part| **part != Predicate::True && !given.contains(part));
    let mut parts = unordered(own.map(|part| single(part, view)).collect());
    parts.dedup();
    parts
}

/// What an `and` joins, or an `or`, however deep.
pub(in crate::compare) fn operands(predicate: &Predicate, and: bool) -> Vec<&Predicate> {
    match (predicate, and) {
        (Predicate::And(a, b), true) | (Predicate::Or(a, b), false) => [operands(a, and), operands(b, and)].concat(),
        (other, _) => vec![other],
    }
}

fn single(predicate: &Predicate, view: View<'_>) -> Predicate {
    match predicate {
        Predicate::True => Predicate::True,
        Predicate::And(..) => predicate.part(view),
        Predicate::Or(..) => {
            let mut parts: Vec<Predicate> =
                unordered(operands(predicate, false).into_iter().map(|part| part.part(view)).collect());
            parts.dedup();
            let whole = parts.into_iter().reduce(|a, b| Predicate::Or(Box::new(a), Box::new(b)));
            whole.expect("an `or` joins two")
        }
        Predicate::Not(inner) => Predicate::Not(inner.part(view)),
        Predicate::OneOf(column, values) => {
            let mut values: Vec<ValueId> = values.iter().map(|it| ValueId(view.value(column.0, it.0))).collect();
            values.sort_unstable();
            Predicate::OneOf(column.part(view), values)
        }
        Predicate::PriorityIn(levels) => Predicate::PriorityIn(unordered(levels.part(view))),
        Predicate::PriorityCompared(op, level) => Predicate::PriorityCompared(*op, level.part(view)),
        Predicate::ComponentIn(all) => Predicate::ComponentIn(unordered(all.part(view))),
        Predicate::PlanIn(plans) => Predicate::PlanIn(unordered(plans.part(view))),
        Predicate::YesNo(column, yes) => Predicate::YesNo(column.part(view), *yes),
        Predicate::Compared(column, op, figure) => Predicate::Compared(column.part(view), *op, figure.clone()),
        Predicate::ElapsedCompared(column, op, figure) => Predicate::ElapsedCompared(column.part(view), *op, *figure),
        Predicate::TextIs(column, text) => Predicate::TextIs(column.part(view), text.clone()),
        Predicate::Missing(column) => Predicate::Missing(column.part(view)),
        Predicate::Judged(question) => Predicate::Judged(question.part(view)),
        Predicate::Within(moment, window) => Predicate::Within(moment.part(view), window.part(view)),
        Predicate::Clock(clock, op, limit) => Predicate::Clock(clock.part(view), *op, *limit),
    }
}

impl Part for AnyColumn {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Column(id) => Self::Column(id.part(view)),
            Self::Priority => Self::Priority,
            Self::Component => Self::Component,
            Self::Moment(moment) => Self::Moment(moment.part(view)),
        }
    }
}

impl Part for Moment {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Opened => Self::Opened,
            Self::Responded => Self::Responded,
            Self::Resolved => Self::Resolved,
            Self::Closed => Self::Closed,
            Self::Column(id) => Self::Column(id.part(view)),
        }
    }
}

impl Part for TicketFormula {
    fn part(&self, view: View<'_>) -> Self {
        let Self { kind, filter, figure } = self;
        let inside = view.at(Table::ticket(*kind));
        Self { kind: kind.part(view), filter: filter.part(inside), figure: figure.part(inside) }
    }
}

impl Part for TicketFigure {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Count(moment) => Self::Count(moment.part(view)),
            Self::CountOpen => Self::CountOpen,
            Self::Share(predicate) => Self::Share(predicate.part(view)),
            Self::Clock(clock, statistic) => Self::Clock(clock.part(view), *statistic),
            Self::Misses(norm) => Self::Misses(norm.part(view)),
        }
    }
}

impl Part for SampleFormula {
    fn part(&self, view: View<'_>) -> Self {
        let Self { metric, subject, filter, field, figure } = self;
        Self {
            metric: metric.part(view),
            subject: subject.part(view),
            filter: filter.part(view.at(Table::metric(*metric))),
            field: *field,
            figure: figure.part(view),
        }
    }
}

impl Part for SampleFigure {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Statistic(statistic) => Self::Statistic(*statistic),
            Self::Share(op, value) => Self::Share(*op, value.clone()),
            Self::Latest(limit) => Self::Latest(limit.part(view)),
        }
    }
}

structures! {
    SliceFormula { slices, subject, figure }
}

impl Part for Slices {
    fn part(&self, view: View<'_>) -> Self {
        let Self { declared, span, length, metric, filter, tests, good, needs, empty, run } = self;
        Self {
            declared: declared.part(view),
            span: span.part(view),
            length: *length,
            metric: metric.part(view),
            filter: filter.part(view.at(Table::metric(*metric))),
            tests: unordered(tests.part(view)),
            good: *good,
            needs: needs.part(view),
            empty: *empty,
            run: *run,
        }
    }
}
