//! The formula with its numbers.

use crate::eval::derive::Worked;
use crate::eval::judge::Judge;
use crate::eval::scene::{Done, Scene};
use crate::eval::worth::{Known, Worth, exact};
use crate::model::{ComponentId, Formula, FormulaKind, MeasureId, SetExpr, StepValue, Unit};

impl<'a> Judge<'a> {
    /// The value of a formula and of its parts.
    pub(super) fn worked<'m>(&mut self, formula: &'m Formula, scene: &Scene<'m>) -> Worked
    where
        'a: 'm,
    {
        let worth = self.formula(formula, scene);
        let parts = match &formula.kind {
            FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
                vec![self.worked(a, scene), self.worked(b, scene)]
            }
            FormulaKind::ShareOfSets(a, b) => {
                vec![self.worked_length(formula, a, scene), self.worked_length(formula, b, scene)]
            }
            FormulaKind::Rounded(inner, _) => vec![self.worked(inner, scene)],
            FormulaKind::Measure(id, subject) => {
                let component = self.subject(*subject, scene);
                self.worked_measure(*id, component, scene).into_iter().collect()
            }
            FormulaKind::OverGroup(_, id, group) => match self.members(*group, scene) {
                Err(_) => Vec::new(),
                Ok(scenes) => scenes
                    .iter()
                    .map(|member| {
                        let worth = self.measure(*id, member.component, member.by, &member.frame).worth;
                        Worked { value: value(&worth, formula.unit), parts: Vec::new() }
                    })
                    .collect(),
            },
            FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Step(_)
            | FormulaKind::Length(_)
            | FormulaKind::Rows(..)
            | FormulaKind::Tickets(_)
            | FormulaKind::Samples(_)
            | FormulaKind::Slices(_)
            | FormulaKind::Events(_)
            | FormulaKind::Together(..)
            | FormulaKind::OverLast(..)
            | FormulaKind::OverAny(..) => Vec::new(),
        };
        Worked { value: value(&worth, formula.unit), parts }
    }

    fn worked_length(&mut self, formula: &Formula, set: &SetExpr, scene: &Scene<'_>) -> Worked {
        let worth = self.length(formula, set, scene);
        Worked { value: value(&worth, Unit::Elapsed), parts: Vec::new() }
    }

    /// What a measure's result is made of.
    fn worked_measure(&mut self, id: MeasureId, component: Option<ComponentId>, scene: &Scene<'_>) -> Option<Worked> {
        let (formula, inner) = self.inside(id, component, scene)?;
        Some(self.worked(formula, &inner))
    }

    /// The result of a measure, and where it stands: after all steps before it.
    pub(super) fn inside(
        &mut self,
        id: MeasureId,
        component: Option<ComponentId>,
        scene: &Scene<'_>,
    ) -> Option<(&'a Formula, Scene<'a>)> {
        let measure = self.model.measure(id);
        let component = component.filter(|_| measure.of_component);
        let frame = self.frame_of(component, &scene.frame);
        let mut inner = Scene::of_measure(component, scene.by, frame, &measure.steps);
        inner.done = self.measure(id, component, scene.by, &scene.frame).steps().to_vec();
        match &measure.steps.last()?.value {
            StepValue::Formula(formula) => Some((formula, inner)),
            StepValue::Set(_) => None,
        }
    }

    /// The value of a step before.
    pub(super) fn of_step<'m>(scene: &Scene<'m>, id: crate::model::StepId) -> Option<(&'m Formula, Known)> {
        match (scene.step(id), scene.done(id)) {
            (StepValue::Formula(formula), Done::Worth(Worth::Known(known))) => Some((formula, known.clone())),
            (StepValue::Formula(_) | StepValue::Set(_), Done::Worth(_) | Done::Set(_)) => None,
        }
    }
}

fn value(worth: &Worth, unit: Unit) -> Option<crate::eval::verdict::Exact> {
    match worth {
        Worth::Known(known) => Some(exact(unit, &known.value)),
        Worth::Empty { .. } | Worth::Absent(_) => None,
    }
}
