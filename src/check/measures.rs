//! Measures: steps in order, each a set or a figure, and a result of the declared unit.

use super::checker::{Checker, MeasureFacts, declared};
use super::error::FormulaError;
use super::formulas::{Context, Figure, Local, LocalValue, Typed};
use super::typed::{Measure, Step, StepId, StepValue, Unit};
use super::{units, words};
use crate::resolve::{Orders, Part, holds_condition, names_in};
use crate::syntax::ast;

const UNITS: [(&str, Unit); 4] =
    [("percent", Unit::Percent), ("duration", Unit::Elapsed), ("count", Unit::Count), ("number", Unit::Number)];

impl<'a> Checker<'a, '_> {
    /// All measures: first what they declare, so that each can name any other, then their steps.
    pub(super) fn measures(&mut self, orders: &Orders) {
        for part in &self.items.measures {
            let unit = self.choice("the unit of a measure", &part.item.result, &UNITS);
            let facts = MeasureFacts { of_component: part.item.of_component.is_some(), unit, share: false };
            self.facts.measure_facts.push(facts);
            self.facts.measures.push(None);
        }
        for index in &orders.measures {
            let Some((part, order)) = self.items.measures.get(*index).zip(orders.steps.get(*index)) else { continue };
            let (measure, share) = self.measure_steps(*part, order, *index);
            if let Some(slot) = self.facts.measures.get_mut(*index) {
                *slot = measure;
            }
            if let Some(facts) = self.facts.measure_facts.get_mut(*index) {
                facts.share = share;
            }
        }
    }

    fn measure_steps(
        &mut self,
        part: Part<'a, ast::Measure>,
        order: &[usize],
        index: usize,
    ) -> (Option<Measure>, bool) {
        let measure = part.item;
        let (bound, damaged) = (measure.of_component.is_some(), part.damaged);
        let mut cx = Context { bound, damaged, ..Context::default() };
        // Steps that go in circles are known by name, and poisoned.
        for step in &measure.steps {
            let poisoned = Local { id: StepId(0), value: LocalValue::Poisoned };
            cx.steps.entry(step.name.value.clone()).or_insert(poisoned);
        }
        for step in measure.steps.iter().filter(|step| holds_condition(&step.value)) {
            names_in(&step.value, &mut |name, _| {
                let poisoned = Local { id: StepId(0), value: LocalValue::Poisoned };
                cx.steps.entry(name.to_owned()).or_insert(poisoned);
            });
        }
        let result = measure.steps.iter().position(|step| step.name.value == "result");
        let last = result.filter(|result| order.contains(result));
        let mut steps: Vec<Option<Step>> = Vec::new();
        for index in order.iter().copied().filter(|index| Some(*index) != result).chain(last) {
            let Some(step) = measure.steps.get(index) else { continue };
            if Some(index) != result {
                self.builds_on_result(step);
            }
            let typed = self.typed(&cx, &step.value);
            let Ok(id) = u32::try_from(steps.len()).map(StepId) else { continue };
            let (local, value) = match typed {
                None => (LocalValue::Poisoned, None),
                Some(Typed::Set(set)) => (LocalValue::Set(set.clone()), Some(StepValue::Set(set))),
                Some(Typed::Figure(Figure { formula, share })) => {
                    (LocalValue::Figure { unit: formula.unit, share }, Some(StepValue::Formula(formula)))
                }
            };
            cx.steps.insert(step.name.value.clone(), Local { id, value: local });
            let text = words::expr(&step.value);
            steps.push(value.map(|value| Step { name: step.name.value.clone(), span: step.name.span, text, value }));
        }
        let share = self.measure_result(part, &cx);
        let unit = self.facts.measure_facts.get(index).and_then(|facts| facts.unit);
        let whole = || {
            let steps: Vec<Step> = steps.into_iter().collect::<Option<_>>()?;
            (steps.len() == measure.steps.len()).then_some(())?;
            share?;
            Some(Measure {
                declared: declared(&measure.head),
                of_component: measure.of_component.is_some(),
                unit: unit?,
                steps,
            })
        };
        (whole(), share.unwrap_or(false))
    }

    fn builds_on_result(&mut self, step: &ast::Step) {
        let mut found = None;
        names_in(&step.value, &mut |name, span| {
            if name == "result" {
                found = found.or(Some(span));
            }
        });
        if let Some(span) = found {
            self.report(span, FormulaError::BuildsOnResult { step: step.name.value.clone(), span });
        }
    }

    /// Checks the result against the declared unit; whether it is a share by construction, or `None` when it is wrong.
    fn measure_result(&mut self, part: Part<'a, ast::Measure>, cx: &Context) -> Option<bool> {
        let measure = part.item;
        let name = &measure.head.name;
        let Some(step) = measure.steps.iter().find(|step| step.name.value == "result") else {
            if !part.damaged {
                let problem = FormulaError::MeasureResult {
                    why: format!("the measure `{}` has no `result`", name.value),
                    span: name.span,
                    label: "no line `result is …` in this measure".to_owned(),
                    declared: None,
                    help: Some("its value is the step called `result`: add `result is …`".to_owned()),
                };
                self.report(name.span, problem);
            }
            return None;
        };
        let (_, declared) = UNITS.into_iter().find(|(word, _)| *word == measure.result.value)?;
        match cx.steps.get("result").map(|local| &local.value)? {
            LocalValue::Poisoned => None,
            LocalValue::Figure { unit, share } if *unit == declared => Some(*share),
            LocalValue::Figure { unit, share: _ } => {
                let help = match (declared, unit) {
                    (Unit::Percent, Unit::Elapsed) => {
                        Some("say of what it is a share: `… as share of service`".to_owned())
                    }
                    (_, unit) => Some(format!("declare the measure as `-> {}`", unit.name())),
                };
                let found = units::of_unit(*unit);
                let problem = FormulaError::MeasureResult {
                    why: format!(
                        "`{}` is declared as {}, and its result is {found}",
                        name.value,
                        units::of_unit(declared)
                    ),
                    span: step.value.span,
                    label: found.to_owned(),
                    declared: Some(measure.result.span),
                    help,
                };
                self.report(step.value.span, problem);
                None
            }
            LocalValue::Set(_) => {
                let problem = FormulaError::MeasureResult {
                    why: format!("the result of `{}` is a set of intervals, not a figure", name.value),
                    span: step.value.span,
                    label: "time, not yet measured".to_owned(),
                    declared: Some(measure.result.span),
                    help: Some("measure it: `length of …`, or `… as share of …`".to_owned()),
                };
                self.report(step.value.span, problem);
                None
            }
        }
    }

    /// A formula outside any measure, in a requirement or a test.
    pub(super) fn outside_measures(&mut self, bound: bool, expr: &ast::Expr) -> Option<Figure> {
        self.figure(&Context { bound, ..Context::default() }, expr)
    }
}
