//! A measure step by step, for each component.

use std::collections::BTreeSet;

use crate::eval::verdict::{Actual, Exact, MeasureValue, PeriodVerdicts};
use crate::model::{ComponentId, Formula, FormulaKind, MeasureId, MeasureSubject, Model, StepValue};
use crate::report::findings::Findings;
use crate::report::grid::{Cell, Grid, Side};
use crate::report::paint::Paint;
use crate::report::{exact, rounding, text};

/// The measure in every period judged, with those that it is made of, ending in a newline.
pub fn measure(findings: &Findings<'_>, measure: MeasureId, paint: Paint) -> String {
    let mut out = String::new();
    for period in &findings.verdicts.periods {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{}\n", text::rule(&text::period_title(findings.model, period), paint)));
        let wanted = reached(findings.model, &[(measure, None)]);
        out.push_str(&values(findings, period, &wanted, paint));
    }
    out
}

/// The measures that a formula of a requirement is made of.
pub(in crate::report) fn of_formula(
    findings: &Findings<'_>,
    period: &PeriodVerdicts,
    formula: &Formula,
    component: Option<ComponentId>,
    paint: Paint,
) -> String {
    let model = findings.model;
    values(findings, period, &used(model, formula, component), paint)
}

/// A measure, of one component or (`None`) of all.
type Wanted = (MeasureId, Option<ComponentId>);

/// The measures that a formula is made of and, through them, all that they use, each once.
pub(in crate::report) fn used(
    model: &Model,
    formula: &Formula,
    component: Option<ComponentId>,
) -> Vec<(MeasureId, Option<ComponentId>)> {
    let mut first = Vec::new();
    mentioned(model, formula, component, &mut first);
    reached(model, &first)
}

/// Those asked for and, through them, all that they use, each once; what uses comes before what is used.
fn reached(model: &Model, first: &[Wanted]) -> Vec<Wanted> {
    let mut all: Vec<Wanted> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<Wanted> = first.iter().rev().copied().collect();
    while let Some((id, component)) = waiting.pop() {
        if !seen.insert((id, component)) {
            continue;
        }
        all.push((id, component));
        let mut used = Vec::new();
        for step in &model.measure(id).steps {
            match &step.value {
                StepValue::Formula(formula) => mentioned(model, formula, component, &mut used),
                StepValue::Set(_) => {}
            }
        }
        waiting.extend(used.into_iter().rev());
    }
    all
}

/// The measures that a formula names.
fn mentioned(model: &Model, formula: &Formula, bound: Option<ComponentId>, out: &mut Vec<Wanted>) {
    match &formula.kind {
        FormulaKind::Measure(id, MeasureSubject::Whole) => out.push((*id, None)),
        FormulaKind::Measure(id, MeasureSubject::Component(component)) => out.push((*id, Some(*component))),
        FormulaKind::Measure(id, MeasureSubject::Bound) => out.push((*id, bound)),
        FormulaKind::OverGroup(_, id, group) => {
            out.extend(model.group(*group).members.iter().map(|member| (*id, Some(*member))));
        }
        FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
            mentioned(model, a, bound, out);
            mentioned(model, b, bound, out);
        }
        FormulaKind::Together(group, of) => {
            for member in &model.group(*group).members {
                mentioned(model, of, Some(*member), out);
            }
        }
        FormulaKind::Rounded(of, _) | FormulaKind::OverLast(_, of) | FormulaKind::OverAny(_, _, of) => {
            mentioned(model, of, bound, out)
        }
        FormulaKind::Literal(_)
        | FormulaKind::DaysOfPeriod
        | FormulaKind::Step(_)
        | FormulaKind::Length(_)
        | FormulaKind::ShareOfSets(..)
        | FormulaKind::Rows(..)
        | FormulaKind::Tickets(_)
        | FormulaKind::Samples(_)
        | FormulaKind::Slices(_)
        | FormulaKind::Events(_) => {}
    }
}

fn values(findings: &Findings<'_>, period: &PeriodVerdicts, wanted: &[Wanted], paint: Paint) -> String {
    let mut out = String::new();
    for (id, component) in wanted {
        let is_wanted = |value: &&MeasureValue| value.measure == *id && (component.is_none() || value.of == *component);
        for value in period.measures.iter().filter(is_wanted) {
            out.push_str(&steps(findings, value, paint));
        }
    }
    out
}

/// `beschikbaarheid of HM1`, then each step: its text and its value.
fn steps(findings: &Findings<'_>, value: &MeasureValue, paint: Paint) -> String {
    let model = findings.model;
    let measure = model.measure(value.measure);
    let of = value.of.map(|component| format!(" of {}", model.component(component).declared.name)).unwrap_or_default();
    let mut head = Grid::new(&[("", Side::Left), ("", Side::Left)]);
    let place = findings.place(measure.declared.span);
    head.row(vec![format!("{}{of}", measure.declared.name).into(), text::faint(&place)]);
    let mut grid = Grid::new(&[("", Side::Left), ("", Side::Left), ("", Side::Right), ("", Side::Left)]);
    for (step, reading) in measure.steps.iter().zip(&value.steps) {
        let actual = reading.actual.as_ref();
        let pieces = reading
            .pieces
            .as_ref()
            .map(Vec::len)
            .map(|count| if count == 1 { "1 piece".to_owned() } else { format!("{count} pieces") });
        grid.row(vec![
            step.name.as_str().into(),
            format!("= {}", step.text).into(),
            actual.map_or_else(|| text::faint("none"), |actual| shown(model, actual)),
            pieces.or_else(|| actual.map(terms)).unwrap_or_default().into(),
        ]);
    }
    format!("{}{}", head.draw(3, paint), grid.draw(5, paint))
}

fn shown(model: &Model, actual: &Actual) -> Cell {
    let floored = if actual.floored { " (below zero)" } else { "" };
    format!("{}{floored}", rounding::actual(model.header.locale, actual, None)).into()
}

/// The terms that were counted, or else the exact value where rounding hides it.
fn terms(actual: &Actual) -> String {
    match (&actual.terms, &actual.value) {
        (Some(_), _) => text::counted_terms(actual),
        (None, Exact::Percent(_)) => exact::exactly(actual),
        (None, Exact::Seconds(_) | Exact::Count(_) | Exact::Number(_)) => String::new(),
    }
}
