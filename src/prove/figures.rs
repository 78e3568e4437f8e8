//! Bounds on one figure that no value keeps together.

use super::error::Unmeant;
use super::words;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Bound, ComponentId, Formula, FormulaKind, MeasureSubject, Model, PeriodKind, Requirement, Subject, Unit,
};
use crate::quantity::Ratio;
use crate::source::{SourceId, Span};

/// A figure without the places at which it is written, bound to its component: what is written twice is equal.
pub(super) fn figure(formula: &Formula, component: Option<ComponentId>) -> Formula {
    let nowhere = Span { source: SourceId(0), start: 0, end: 0 };
    let mut figure = formula.without_places(nowhere);
    if let (FormulaKind::Measure(id, MeasureSubject::Bound), Some(component)) = (&figure.kind, component) {
        figure.kind = FormulaKind::Measure(*id, MeasureSubject::Component(component));
    }
    figure
}

/// A requirement on a figure.
struct Bounded<'m> {
    figure: Formula,
    component: Option<ComponentId>,
    every: Option<PeriodKind>,
    bound: &'m Bound,
    requirement: &'m Requirement,
}

/// Compares every two judged bounds on one figure.
pub(super) fn prove(model: &Model, found: &mut Diagnostics) {
    let mut seen: Vec<Bounded<'_>> = Vec::new();
    for norm in model.norms.iter().filter(|norm| !norm.kpi && !norm.aim) {
        for requirement in &norm.requirements {
            let Subject::Formula { value, component } = &requirement.subject else { continue };
            let Some(bound) = &requirement.bound else { continue };
            let bounded = Bounded {
                figure: figure(value, *component),
                component: *component,
                every: norm.every,
                bound,
                requirement,
            };
            let other = seen.iter().find_map(|other| {
                let same = other.figure == bounded.figure
                    && other.component == bounded.component
                    && other.every == bounded.every
                    && (other.requirement.plan.is_none()
                        || requirement.plan.is_none()
                        || other.requirement.plan == requirement.plan);
                let witness = same.then(|| nothing_keeps(value.unit, other.bound, bound)).flatten()?;
                Some((other, witness))
            });
            if let Some((other, witness)) = other {
                let span = requirement.span;
                let first = words::beside(span, other.requirement.span);
                found.push(span, Unmeant::Contradiction { witness, span, first });
            }
            seen.push(bounded);
        }
    }
}

/// A value for each of two bounds that keeps it and breaks the other, where none keeps both.
fn nothing_keeps(unit: Unit, a: &Bound, b: &Bound) -> Option<String> {
    let (at_a, at_b) = (a.value.ratio(), b.value.ratio());
    let step = match unit {
        Unit::Percent => Ratio::new(1, 1000),
        Unit::Elapsed => Ratio::whole(60),
        Unit::Count | Unit::Number => Ratio::ONE,
    };
    let mut tried = vec![at_a.clone(), at_b.clone()];
    if unit == Unit::Count {
        // Next to a bound stands the next whole number.
        tried.extend([at_a.sub(&step), at_a.add(&step), at_b.sub(&step), at_b.add(&step)].into_iter().flatten());
    } else {
        let (low, high) = if at_a < at_b { (&at_a, &at_b) } else { (&at_b, &at_a) };
        let between = low.add(high).and_then(|sum| sum.div(&Ratio::whole(2)));
        tried.extend([low.sub(&step), between, high.add(&step)].into_iter().flatten());
    }
    tried.retain(|value| !value.is_negative());
    let keeps = |bound: &Bound, value: &Ratio| bound.op.holds(value, &bound.value.ratio());
    if tried.iter().any(|value| keeps(a, value) && keeps(b, value)) {
        return None;
    }
    let only = |one: &Bound, other: &Bound| {
        let value = tried.iter().find(|value| keeps(one, value))?;
        let bound = format!("`{} {}`", other.op.symbol(), words::value(&other.value));
        Some(format!("{} breaks {bound}", words::value_of(unit, value)))
    };
    match (only(a, b), only(b, a)) {
        (Some(first), Some(second)) => Some(format!("{first}, and {second}")),
        // A bound that nothing keeps is told elsewhere.
        (_, _) => None,
    }
}

#[test]
fn bounds_that_leave_nothing() {
    use crate::model::{Comparison, Value};
    let bound = |op, value| Bound { op, value: Value::Count(value), decimals: 0 };
    let (at_least, at_most) = (Comparison::AtLeast, Comparison::AtMost);
    assert_eq!(
        nothing_keeps(Unit::Count, &bound(at_least, 5), &bound(at_most, 3)).as_deref(),
        Some("5 breaks `<= 3`, and 3 breaks `>= 5`")
    );
    assert_eq!(nothing_keeps(Unit::Count, &bound(at_least, 3), &bound(at_most, 3)), None);
    assert!(nothing_keeps(Unit::Count, &bound(Comparison::More, 3), &bound(Comparison::Less, 4)).is_some());
    assert_eq!(nothing_keeps(Unit::Number, &bound(Comparison::More, 3), &bound(Comparison::Less, 4)), None);
}
