//! Targets that planned maintenance alone breaks, or the calendar by itself: every measure is computed for periods in
//! which nothing fails.

use std::collections::BTreeSet;

use super::error::Unmeant;
use super::order::SOME_YEAR;
use super::words;
use crate::calendar::{Calendar, Interval, IntervalSet, Period};
use crate::diagnostic::Diagnostics;
use crate::model::{
    Comparison, Formula, FormulaKind, GroupAggregate, GroupId, IntervalTable, Model, PeriodKind, Predicate,
    Requirement, RowAggregate, RowRule, RowSet, SetExpr, Step, StepValue, Subject, Unit, WindowExpr, WindowId,
};
use crate::quantity::{Elapsed, Ratio};

/// Words by which people name a window for maintenance, in the languages that contracts are written in here.
const MAINTENANCE: [&str; 5] = ["maintenance", "onderhoud", "wartung", "entretien", "patch"];

/// Computes every bounded figure for a year in which nothing fails, and then with all maintenance that is planned.
pub(super) fn prove(calendar: &Calendar<'_>, found: &mut Diagnostics) {
    let model = calendar.model();
    let periods = first_year(calendar);
    let windows: Vec<WindowId> =
        if limits_maintenance(model) { Vec::new() } else { planned(model).into_iter().collect() };
    for norm in model.norms.iter().filter(|norm| !norm.kpi && !norm.aim && norm.every.is_none()) {
        for requirement in &norm.requirements {
            let Some(broken) = broken(calendar, &periods, &windows, requirement) else { continue };
            let span = requirement.span;
            let window = broken.window.map(|id| model.window(id).declared.span);
            let problem = Unmeant::MaintenanceBreaks {
                witness: broken.witness,
                span,
                window: window.and_then(|window| words::beside(span, window)),
                help: match broken.window {
                    Some(_) => {
                        "leave it out of what is promised: `service is period outside …`, and take shares of `service`"
                    }
                    None => {
                        "time that the formula never counts as good is time that is never promised: take shares of what is left"
                    }
                },
            };
            found.push(span, problem);
        }
    }
}

/// A target that cannot be kept.
struct Broken {
    witness: String,
    window: Option<WindowId>,
}

fn broken(
    calendar: &Calendar<'_>,
    periods: &[Period],
    windows: &[WindowId],
    requirement: &Requirement,
) -> Option<Broken> {
    let Subject::Formula { value, component: _ } = &requirement.subject else { return None };
    let bound = requirement.bound.as_ref().filter(|_| matches!(value.unit, Unit::Percent | Unit::Elapsed))?;
    let limit = bound.value.ratio();
    let shown = |at: &Ratio| match value.unit {
        Unit::Percent => words::percent_apart(at, &limit),
        Unit::Elapsed | Unit::Count | Unit::Number => words::value_of(value.unit, at),
    };
    let promised = format!("`{} {}` is promised", bound.op.symbol(), words::value(&bound.value));
    let worst = |window: Option<WindowId>| {
        let all = periods.iter().filter_map(|period| {
            // Whether the conditions on maintenance hold is not known: the target must break either way.
            let values = [true, false].map(|filters| Quiet { calendar, period, window, filters }.formula(value, &[]));
            let values: Vec<Ratio> = values.into_iter().collect::<Option<_>>()?;
            let breaks = values.iter().all(|value| !bound.op.holds(value, &limit));
            Some((values.into_iter().next().filter(|_| breaks)?, period))
        });
        match bound.op {
            Comparison::AtLeast | Comparison::More => all.min_by(|a, b| a.0.cmp(&b.0)),
            Comparison::AtMost | Comparison::Less | Comparison::Equal | Comparison::NotEqual => {
                all.max_by(|a, b| a.0.cmp(&b.0))
            }
        }
    };
    let good_when_quiet = match bound.op {
        Comparison::AtLeast | Comparison::More => value.unit == Unit::Percent,
        Comparison::AtMost | Comparison::Less => value.unit == Unit::Elapsed,
        Comparison::Equal | Comparison::NotEqual => false,
    };
    if let Some((at, period)) = worst(None) {
        if !good_when_quiet {
            return None;
        }
        let witness = format!("when nothing fails at all, {} is {}, and {promised}", period.label, shown(&at));
        return Some(Broken { witness, window: None });
    }
    windows.iter().find_map(|id| {
        let (at, period) = worst(Some(*id))?;
        let taken = calendar.window(*id).open().clip(period.from, period.to).length();
        let witness = format!(
            "`{}` alone is {taken} of the {} of {}: {}, and {promised}",
            calendar.model().window(*id).declared.name,
            period.from.until(period.to),
            period.label,
            shown(&at)
        );
        Some(Broken { witness, window: Some(*id) })
    })
}

/// The periods of the first year of the contract.
fn first_year(calendar: &Calendar<'_>) -> Vec<Period> {
    let header = &calendar.model().header;
    let from = header.effective_from.or_else(|| chrono::NaiveDate::from_ymd_opt(SOME_YEAR, 1, 1));
    let Some(from) = from else { return Vec::new() };
    let count = match header.period {
        PeriodKind::Month => 12,
        PeriodKind::Quarter { .. } => 4,
        PeriodKind::HalfYear => 2,
        PeriodKind::Year { .. } => 1,
    };
    let periods = calendar.periods();
    let first = periods.containing(calendar.zone().midnight(from));
    std::iter::successors(Some(first), |period| Some(periods.next(period))).take(count).collect()
}

/// Windows in which maintenance is planned: named so, or what a measure cuts maintenance to.
fn planned(model: &Model) -> BTreeSet<WindowId> {
    let mut windows = BTreeSet::new();
    for (id, window) in (0..).map(WindowId).zip(&model.windows) {
        let names = [Some(window.declared.name.as_str()), window.declared.label.as_deref()];
        let named = names.into_iter().flatten().map(str::to_lowercase);
        if named.into_iter().any(|name| MAINTENANCE.iter().any(|word| name.contains(word))) {
            windows.insert(id);
        }
    }
    for step in model.measures.iter().flat_map(|measure| &measure.steps) {
        each_set(&step.value, &mut |set| {
            if let SetExpr::Intersection(a, b) = set {
                for (rows, window) in [(a, b), (b, a)] {
                    if let (SetExpr::Rows(rows), SetExpr::Window(WindowExpr::Window(id))) = (&**rows, &**window)
                        && rows.table == IntervalTable::Maintenance
                    {
                        windows.insert(*id);
                    }
                }
            }
        });
    }
    windows
}

fn each_set(value: &StepValue, each: &mut dyn FnMut(&SetExpr)) {
    fn of(set: &SetExpr, each: &mut dyn FnMut(&SetExpr)) {
        each(set);
        match set {
            SetExpr::Union(a, b) | SetExpr::Intersection(a, b) | SetExpr::Difference(a, b) => {
                of(a, each);
                of(b, each);
            }
            SetExpr::Quorum(_, _, inner) | SetExpr::First(_, _, inner) => of(inner, each),
            SetExpr::Period | SetExpr::Window(_) | SetExpr::Rows(_) | SetExpr::Slices(..) | SetExpr::Step(_) => {}
        }
    }
    fn in_formula(formula: &Formula, each: &mut dyn FnMut(&SetExpr)) {
        match &formula.kind {
            FormulaKind::Length(set) => of(set, each),
            FormulaKind::ShareOfSets(a, b) => {
                of(a, each);
                of(b, each);
            }
            FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
                in_formula(a, each);
                in_formula(b, each);
            }
            FormulaKind::Rounded(inner, _)
            | FormulaKind::Together(_, inner)
            | FormulaKind::OverLast(_, inner)
            | FormulaKind::OverAny(_, _, inner) => in_formula(inner, each),
            FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Step(_)
            | FormulaKind::Measure(..)
            | FormulaKind::OverGroup(..)
            | FormulaKind::Rows(..)
            | FormulaKind::Tickets(_)
            | FormulaKind::Samples(_)
            | FormulaKind::Slices(_)
            | FormulaKind::Events(_) => {}
        }
    }
    match value {
        StepValue::Set(set) => of(set, each),
        StepValue::Formula(formula) => in_formula(formula, each),
    }
}

/// Whether the contract itself says how often maintenance may be, or how long: then it does not fill its window.
fn limits_maintenance(model: &Model) -> bool {
    let is_maintenance = |rows: &RowSet| rows.table == IntervalTable::Maintenance;
    model.norms.iter().filter(|norm| !norm.kpi).flat_map(|norm| &norm.requirements).any(|row| match &row.subject {
        Subject::EachRow { rows, rule: RowRule::Lasts(..) } => is_maintenance(rows),
        Subject::Formula { value, component: _ } => {
            if let FormulaKind::Rows(_, rows) | FormulaKind::Length(SetExpr::Rows(rows)) = &value.kind {
                is_maintenance(rows)
            } else {
                false
            }
        }
        Subject::Timed(_)
        | Subject::EachMember(..)
        | Subject::EachRow { .. }
        | Subject::Obliged(_)
        | Subject::Cadence(_)
        | Subject::NotAgreed
        | Subject::NoNorm => false,
    })
}

/// A period in which nothing fails: no outage at all, and maintenance in all of a window, or none.
struct Quiet<'c, 'm> {
    calendar: &'c Calendar<'m>,
    period: &'c Period,
    window: Option<WindowId>,
    /// Whether conditions on maintenance hold.
    filters: bool,
}

impl<'m> Quiet<'_, 'm> {
    /// The value of a figure, time in seconds; `None`: it is made of more than time.
    fn formula(&self, formula: &Formula, steps: &'m [Step]) -> Option<Ratio> {
        let both = |a: &Formula, b: &Formula| Some((self.formula(a, steps)?, self.formula(b, steps)?));
        match &formula.kind {
            FormulaKind::Literal(value) => Some(value.ratio()),
            FormulaKind::DaysOfPeriod => Some(Ratio::whole(self.period.days())),
            FormulaKind::Step(id) => match &steps.get(id.index())?.value {
                StepValue::Formula(formula) => self.formula(formula, steps),
                StepValue::Set(_) => None,
            },
            FormulaKind::Length(set) => self.length(set, steps),
            FormulaKind::Add(a, b) => both(a, b).and_then(|(a, b)| a.add(&b).ok()),
            FormulaKind::Sub(a, b) => both(a, b).and_then(|(a, b)| a.sub(&b).ok()),
            FormulaKind::Mul(a, b) => both(a, b).and_then(|(a, b)| a.mul(&b).ok()),
            FormulaKind::Div(a, b) => both(a, b).and_then(|(a, b)| a.div(&b).ok()),
            FormulaKind::ShareOfSets(a, b) => self.length(a, steps)?.div(&self.length(b, steps)?).ok(),
            FormulaKind::Rounded(inner, decimals) => {
                let decimals = if inner.unit == Unit::Percent { decimals.checked_add(2)? } else { *decimals };
                Some(Ratio::from_scaled(self.formula(inner, steps)?.scaled_half_up(decimals), decimals))
            }
            FormulaKind::Measure(id, _) => {
                let measure = self.calendar.model().measure(*id);
                let StepValue::Formula(result) = &measure.steps.last()?.value else { return None };
                let value = self.formula(result, &measure.steps)?;
                Some(if measure.unit == Unit::Percent { value.max(Ratio::ZERO) } else { value })
            }
            FormulaKind::OverGroup(aggregate, id, group) => {
                let measure = self.calendar.model().measure(*id);
                let StepValue::Formula(result) = &measure.steps.last()?.value else { return None };
                let value = self.formula(result, &measure.steps)?.max(Ratio::ZERO);
                self.over(*aggregate, &value, *group)
            }
            FormulaKind::Rows(RowAggregate::Count, rows) if rows.table == IntervalTable::Outages => Some(Ratio::ZERO),
            FormulaKind::Rows(..)
            | FormulaKind::Tickets(_)
            | FormulaKind::Samples(_)
            | FormulaKind::Slices(_)
            | FormulaKind::Events(_)
            | FormulaKind::OverLast(..)
            | FormulaKind::OverAny(..) => None,
            FormulaKind::Together(_, inner) => (inner.unit == Unit::Percent).then(|| self.formula(inner, steps))?,
        }
    }

    /// Of a group whose members all have one value.
    fn over(&self, aggregate: GroupAggregate, value: &Ratio, group: GroupId) -> Option<Ratio> {
        let members = self.calendar.model().group(group).members.len();
        match aggregate {
            GroupAggregate::Mean | GroupAggregate::Lowest | GroupAggregate::Highest => Some(value.clone()),
            GroupAggregate::Product => (0..members).try_fold(Ratio::ONE, |product, _| product.mul(value).ok()),
            GroupAggregate::Redundant | GroupAggregate::Sum => None,
        }
    }

    fn length(&self, set: &SetExpr, steps: &'m [Step]) -> Option<Ratio> {
        Some(self.set(set, steps)?.clip(self.period.from, self.period.to).length().seconds())
    }

    /// A set in the period.
    fn set(&self, set: &SetExpr, steps: &'m [Step]) -> Option<IntervalSet> {
        let within = |of: &WindowExpr| self.calendar.schedule(of).open().clip(self.period.from, self.period.to);
        match set {
            SetExpr::Period => Some(IntervalSet::between(self.period.from, self.period.to)),
            SetExpr::Window(of) => Some(within(of)),
            SetExpr::Rows(rows) => self.rows(rows),
            SetExpr::Step(id) => match &steps.get(id.index())?.value {
                StepValue::Set(set) => self.set(set, steps),
                StepValue::Formula(_) => None,
            },
            SetExpr::Union(a, b) => Some(self.set(a, steps)?.union(&self.set(b, steps)?)),
            SetExpr::Intersection(a, b) => Some(self.set(a, steps)?.intersection(&self.set(b, steps)?)),
            SetExpr::Difference(a, b) => Some(self.set(a, steps)?.difference(&self.set(b, steps)?)),
            SetExpr::Quorum(least, group, inner) => {
                let members = self.calendar.model().group(*group).members.len();
                let enough = usize::try_from(*least).is_ok_and(|least| least <= members);
                if enough { self.set(inner, steps) } else { Some(IntervalSet::EMPTY) }
            }
            // A budget of nothing is nothing.
            SetExpr::First(_, _, inner) => self.set(inner, steps).filter(IntervalSet::is_empty),
            SetExpr::Slices(..) => None,
        }
    }

    fn rows(&self, rows: &RowSet) -> Option<IntervalSet> {
        let Some(window) = self.window.filter(|_| rows.table == IntervalTable::Maintenance) else {
            return Some(IntervalSet::EMPTY);
        };
        if rows.weight.is_some() {
            return None;
        }
        if rows.filter != Predicate::True && !self.filters {
            return Some(IntervalSet::EMPTY);
        }
        let open = self.calendar.window(window).open().clip(self.period.from, self.period.to);
        let fits = |length: Elapsed| {
            rows.at_least.is_none_or(|least| least <= length) && rows.at_most.is_none_or(|most| length <= most)
        };
        let fitting: Vec<Interval> = open.iter().filter(|interval| fits(interval.length())).collect();
        Some(IntervalSet::from_unsorted(fitting))
    }
}
