//! Promises about a whole, held against those about its parts.

use std::collections::BTreeMap;

use super::error::Unmeant;
use super::words;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Bound, Comparison, ComponentId, Formula, FormulaKind, GroupAggregate, GroupId, MeasureId, MeasureSubject, Model,
    Requirement, Step, StepValue, Subject, Value,
};
use crate::quantity::{Ratio, Sum};

/// What is promised of a measure of one component: the most of several promises.
type Parts<'m> = BTreeMap<(MeasureId, ComponentId), (&'m Ratio, &'m Requirement)>;

/// Compares every promise about a group with what its members promise.
pub(super) fn prove(model: &Model, found: &mut Diagnostics) {
    let judged = || model.norms.iter().filter(|norm| !norm.kpi && !norm.aim && norm.every.is_none());
    let mut parts = Parts::new();
    for requirement in judged().flat_map(|norm| &norm.requirements) {
        let (Some((measure, component)), Some(share)) = (part(requirement), promised(requirement)) else { continue };
        let known = parts.entry((measure, component)).or_insert((share, requirement));
        if *known.0 < *share {
            *known = (share, requirement);
        }
    }
    for requirement in judged().flat_map(|norm| &norm.requirements) {
        let (Subject::Formula { value, component: None }, Some(share)) = (&requirement.subject, promised(requirement))
        else {
            continue;
        };
        let mut whole = Whole { model, parts: &parts, used: Vec::new() };
        let Some(allowed) = whole.least(value, &[]) else { continue };
        if allowed >= *share || whole.used.len() < 2 {
            continue;
        }
        let span = requirement.span;
        let name = |id: ComponentId| &model.component(id).declared.name;
        let of_each: Vec<String> = whole
            .used
            .iter()
            .filter_map(|(measure, id)| {
                Some(format!("`{}` {}", name(*id), words::percent(parts.get(&(*measure, *id))?.0)))
            })
            .collect();
        let first = whole.used.first().and_then(|key| parts.get(key)).map(|(_, requirement)| requirement.span);
        let problem = Unmeant::AboveParts {
            promised: words::percent(share),
            allowed: words::percent_apart(&allowed, share),
            witness: of_each.join(", "),
            span,
            part: first.and_then(|part| words::beside(span, part)),
        };
        found.push(span, problem);
    }
}

/// The measure and the component that a requirement is about.
fn part(requirement: &Requirement) -> Option<(MeasureId, ComponentId)> {
    let Subject::Formula { value, component } = &requirement.subject else { return None };
    match (&value.kind, component) {
        (FormulaKind::Measure(id, MeasureSubject::Component(component)), _)
        | (FormulaKind::Measure(id, MeasureSubject::Bound), Some(component)) => Some((*id, *component)),
        (_, _) => None,
    }
}

/// The percentage that is promised at least.
fn promised(requirement: &Requirement) -> Option<&Ratio> {
    match requirement.bound.as_ref()? {
        Bound { op: Comparison::AtLeast | Comparison::More, value: Value::Percent(share), decimals: _ } => Some(share),
        Bound { .. } => None,
    }
}

/// A figure made of what parts promise.
struct Whole<'m, 'p> {
    model: &'m Model,
    parts: &'p Parts<'m>,
    used: Vec<(MeasureId, ComponentId)>,
}

impl<'m> Whole<'m, '_> {
    /// The least that a percentage can be while every part keeps its promise; `None`: some part promises nothing, or the
    /// figure is not made of parts alone.
    fn least(&mut self, formula: &Formula, steps: &'m [Step]) -> Option<Ratio> {
        match &formula.kind {
            FormulaKind::Literal(Value::Percent(share)) => Some(share.clone()),
            FormulaKind::Measure(id, MeasureSubject::Component(component)) => self.part(*id, *component),
            FormulaKind::Measure(id, MeasureSubject::Whole) => {
                let steps = &self.model.measure(*id).steps;
                let StepValue::Formula(result) = &steps.last()?.value else { return None };
                self.least(result, steps)
            }
            FormulaKind::Step(id) => match &steps.get(id.index())?.value {
                StepValue::Formula(formula) => self.least(formula, steps),
                StepValue::Set(_) => None,
            },
            FormulaKind::Mul(a, b) => self.least(a, steps)?.mul(&self.least(b, steps)?).ok(),
            FormulaKind::OverGroup(aggregate, measure, group) => self.over(*aggregate, *measure, *group),
            FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Length(_)
            | FormulaKind::Add(..)
            | FormulaKind::Sub(..)
            | FormulaKind::Div(..)
            | FormulaKind::ShareOfSets(..)
            | FormulaKind::Rounded(..)
            | FormulaKind::Measure(_, MeasureSubject::Bound)
            | FormulaKind::Rows(..)
            | FormulaKind::Tickets(_)
            | FormulaKind::Samples(_)
            | FormulaKind::Slices(_)
            | FormulaKind::Events(_)
            | FormulaKind::Together(..)
            | FormulaKind::OverLast(..)
            | FormulaKind::OverAny(..) => None,
        }
    }

    fn part(&mut self, measure: MeasureId, component: ComponentId) -> Option<Ratio> {
        let (share, _) = self.parts.get(&(measure, component))?;
        if !self.used.contains(&(measure, component)) {
            self.used.push((measure, component));
        }
        Some((*share).clone())
    }

    fn over(&mut self, aggregate: GroupAggregate, measure: MeasureId, group: GroupId) -> Option<Ratio> {
        let group = self.model.group(group);
        let shares: Vec<Ratio> =
            group.members.iter().map(|member| self.part(measure, *member)).collect::<Option<_>>()?;
        if group.from_evidence || shares.is_empty() {
            return None;
        }
        let product = |shares: &[Ratio]| shares.iter().try_fold(Ratio::ONE, |product, share| product.mul(share).ok());
        match aggregate {
            GroupAggregate::Product => product(&shares),
            GroupAggregate::Lowest => shares.into_iter().min(),
            GroupAggregate::Highest => shares.into_iter().max(),
            GroupAggregate::Mean => {
                let count = u64::try_from(shares.len()).ok()?;
                let mut sum = Sum::default();
                shares.iter().for_each(|share| sum.add(share));
                sum.divided_by(count).ok()
            }
            GroupAggregate::Redundant => {
                let down: Vec<Ratio> = shares.iter().map(|share| Ratio::ONE.sub(share).ok()).collect::<Option<_>>()?;
                Ratio::ONE.sub(&product(&down)?).ok()
            }
            GroupAggregate::Sum => None,
        }
    }
}
