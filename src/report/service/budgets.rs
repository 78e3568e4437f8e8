//! Budgets of a contract, `first 10h per year of …`: how much of each is used at the end of the period.

use crate::calendar::{Interval, IntervalSet};
use crate::eval::verdict::{Exact, MeasureValue, PeriodVerdicts, StepReading};
use crate::model::{BudgetSpan, ComponentId, FormulaKind, MeasureId, SetExpr, StepValue};
use crate::quantity::{Elapsed, Instant};

use super::close::Allowance;
use super::desk::Desk;

/// A budget and how it stands.
pub(super) struct Budget {
    /// The measure that it stands in.
    pub measure: MeasureId,
    /// Of which component.
    pub of: Option<ComponentId>,
    /// `the first 10h of each year`
    pub name: String,
    /// The time that it takes in the period, where that is known.
    pub time: Option<IntervalSet>,
    /// Used, up to the end of the period, in the stretch that the budget is for.
    pub allowance: Allowance,
}

/// Every budget that a step of a measure is, once.
pub(super) fn all(desk: &Desk<'_>) -> Vec<Budget> {
    let mut known: Vec<(&SetExpr, Option<ComponentId>)> = Vec::new();
    let mut budgets = Vec::new();
    for value in &desk.period.measures {
        for (n, step) in desk.findings.model.measure(value.measure).steps.iter().enumerate() {
            let Some(set) = first(&step.value) else { continue };
            let SetExpr::First(budget, per, _) = set else { continue };
            if known.contains(&(set, value.of)) {
                continue;
            }
            let Some(used) = used(desk, value, n, *per) else { continue };
            known.push((set, value.of));
            let allowance = Allowance::of_time(desk, used.micros(), budget.micros());
            let name = name(desk, *budget, *per);
            budgets.push(Budget {
                measure: value.measure,
                of: value.of,
                name,
                time: time(desk, value.of, set),
                allowance,
            });
        }
    }
    budgets
}

/// The time that a budget takes of a component, from any step that is the budget itself.
fn time(desk: &Desk<'_>, of: Option<ComponentId>, budget: &SetExpr) -> Option<IntervalSet> {
    let values = desk.period.measures.iter().filter(|value| value.of == of);
    let mut steps = values.flat_map(|value| {
        let written = &desk.findings.model.measure(value.measure).steps;
        written.iter().zip(&value.steps).filter(|(step, _)| first(&step.value) == Some(budget))
    });
    let pieces = steps.find_map(|(_, reading)| reading.pieces.as_ref())?;
    Some(IntervalSet::from_unsorted(pieces.iter().filter_map(|(from, to)| Interval::new(*from, *to))))
}

/// The budget that a step is, or is the length of.
fn first(value: &StepValue) -> Option<&SetExpr> {
    let set = match value {
        StepValue::Set(set) => set,
        StepValue::Formula(formula) => {
            let FormulaKind::Length(set) = &formula.kind else { return None };
            set
        }
    };
    matches!(set, SetExpr::First(..)).then_some(set)
}

/// What the periods since the start of the stretch took from the budget; `None`: one of them does not know.
fn used(desk: &Desk<'_>, value: &MeasureValue, step: usize, per: BudgetSpan) -> Option<Elapsed> {
    let last = Instant::from_micros(desk.period.to.micros() - 1);
    let (from, to) = desk.calendar.periods().budget_around(per, last);
    let mut used = 0_i64;
    for period in desk.history.iter().filter(|period| from < period.to && period.from < to) {
        used = used.checked_add(taken(period, value, step, from)?.micros())?;
    }
    Some(Elapsed::from_micros(used))
}

fn taken(period: &PeriodVerdicts, value: &MeasureValue, step: usize, since: Instant) -> Option<Elapsed> {
    let same = |one: &&MeasureValue| one.measure == value.measure && one.of == value.of;
    let StepReading { actual, pieces, .. } = period.measures.iter().find(same)?.steps.get(step)?;
    if let Some(pieces) = pieces {
        let lengths = pieces.iter().map(|(from, to)| to.micros().saturating_sub((*from).max(since).micros()).max(0));
        return Some(Elapsed::from_micros(lengths.sum()));
    }
    match &actual.as_ref()?.value {
        Exact::Seconds(seconds) => {
            let micros = seconds.mul(&crate::quantity::Ratio::whole(1_000_000)).ok()?;
            Some(Elapsed::from_micros(i64::try_from(micros.scaled_floor(0)).ok()?))
        }
        Exact::Percent(_) | Exact::Count(_) | Exact::Number(_) => None,
    }
}

fn name(desk: &Desk<'_>, budget: Elapsed, per: BudgetSpan) -> String {
    let per = desk.say(match per {
        BudgetSpan::Period => "rows.per_period",
        BudgetSpan::Month => "rows.per_month",
        BudgetSpan::Quarter => "rows.per_quarter",
        BudgetSpan::HalfYear => "rows.per_half_year",
        BudgetSpan::Year => "rows.per_year",
    });
    desk.fill("rows.first", &[("length", &desk.duration(budget)), ("per", per)])
}
