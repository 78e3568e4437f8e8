//! Measures: their steps in order, the last of which is the value; and aggregates over the members of a group.

use crate::eval::frame::Frame;
use crate::eval::judge::{Judge, rank};
use crate::eval::range::Range;
use crate::eval::scene::{Done, Scene};
use crate::eval::verdict::{Actual, MeasureValue, StepReading};
use crate::eval::worth::{Known, Worth, exact};
use crate::model::{
    ComponentId, CountedBy, Formula, GroupAggregate, GroupId, Measure, MeasureId, Step, StepValue, Unit,
};
use crate::quantity::{Ratio, RatioError};

/// What came of a measure.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    /// Its value.
    pub(super) worth: Worth,
    /// Its steps.
    steps: Vec<Done>,
}

impl Measured {
    /// What came of its steps.
    pub(super) fn steps(&self) -> &[Done] {
        &self.steps
    }
}

impl Judge<'_> {
    /// A measure, of a component where it is `of component`.
    pub(super) fn measure(
        &mut self,
        id: MeasureId,
        component: Option<ComponentId>,
        by: CountedBy,
        frame: &Frame,
    ) -> Measured {
        let measure = self.model.measure(id);
        let component = component.filter(|_| measure.of_component);
        let key = (id, component, rank(by), frame.period.from, frame.period.to);
        if let Some(known) = self.measured.get(&key) {
            return known.clone();
        }
        let scene = self.performed(id, component, by, frame);
        let worth = match (scene.done.last().cloned(), measure.steps.last().map(|step| &step.value)) {
            (Some(Done::Worth(worth)), Some(StepValue::Formula(formula))) => self.finished(formula, worth, &scene),
            _ => unreachable!("the last step of a measure is its value"),
        };
        let measured = Measured { worth, steps: scene.done };
        self.measured.insert(key, measured.clone());
        measured
    }

    /// The part of a stretch of time in which a component is there.
    pub(super) fn frame_of(&self, component: Option<ComponentId>, frame: &Frame) -> Frame {
        let Some(component) = component else { return frame.clone() };
        let (life, zone) = (self.model.component(component).life, self.calendar.zone());
        frame.within(life, zone).unwrap_or_else(|| frame.nothing(zone))
    }

    /// A value as it leaves a measure or a requirement.
    pub(super) fn finished(&mut self, formula: &Formula, worth: Worth, scene: &Scene<'_>) -> Worth {
        match worth {
            Worth::Known(known) => self.checked(formula, known.finished(formula.unit, scene.partition())),
            other @ (Worth::Empty { .. } | Worth::Absent(_)) => other,
        }
    }

    /// An aggregate over the members of a group.
    pub(super) fn over_group(
        &mut self,
        formula: &Formula,
        aggregate: GroupAggregate,
        id: MeasureId,
        group: GroupId,
        scene: &Scene<'_>,
    ) -> Worth {
        let mut members = Vec::new();
        let scenes = match self.members(group, scene) {
            Ok(scenes) => scenes,
            Err(missing) => return missing.into(),
        };
        for scene in scenes {
            let worth = self.measure(id, scene.component, scene.by, &scene.frame).worth;
            match self.operand(formula, worth) {
                Ok(known) => members.push(known),
                Err(absent) => return Worth::Absent(absent),
            }
        }
        self.checked_worth(formula, aggregated(aggregate, &members))
    }

    /// For the reader: every measure, of each component where it is `of component`.
    pub(super) fn measures(&mut self) -> Vec<MeasureValue> {
        let components = || (0u32..).map(ComponentId).zip(&self.model.components).map(|(id, _)| Some(id));
        let subjects: Vec<(MeasureId, &Measure, Option<ComponentId>)> = (0u32..)
            .map(MeasureId)
            .zip(&self.model.measures)
            .flat_map(|(id, measure)| {
                let of = if measure.of_component { components().collect() } else { vec![None] };
                of.into_iter().map(move |of| (id, measure, of))
            })
            .collect();
        subjects.into_iter().map(|(id, measure, of)| self.value(id, measure, of)).collect()
    }

    fn value(&mut self, id: MeasureId, measure: &Measure, of: Option<ComponentId>) -> MeasureValue {
        let measured = self.measure(id, of, self.model.conventions.counted_by, self.frame);
        let steps = measure.steps.iter().zip(&measured.steps).map(|(step, done)| match (&step.value, done) {
            (StepValue::Formula(formula), Done::Worth(worth)) => {
                StepReading { name: step.name.clone(), actual: worth.actual(formula.unit), pieces: None }
            }
            (_, Done::Set(Ok(set))) => StepReading {
                name: step.name.clone(),
                actual: Some(Actual {
                    value: exact(Unit::Elapsed, &set.length().unwrap_or(Ratio::ZERO)),
                    terms: None,
                    vacuous: false,
                    floored: false,
                }),
                pieces: Some(set.stretches()),
            },
            (_, Done::Set(Err(_)) | Done::Worth(_)) => {
                StepReading { name: step.name.clone(), actual: None, pieces: None }
            }
        });
        let steps = steps.collect();
        MeasureValue { measure: id, of, actual: measured.worth.actual(measure.unit), steps }
    }
}

impl<'a> Judge<'a> {
    /// A measure with every step worked out, as far as its component is there.
    pub(super) fn performed(
        &mut self,
        id: MeasureId,
        component: Option<ComponentId>,
        by: CountedBy,
        frame: &Frame,
    ) -> Scene<'a> {
        let steps: &'a [Step] = &self.model.measure(id).steps;
        let mut scene = Scene::of_measure(component, by, self.frame_of(component, frame), steps);
        self.perform(&mut scene);
        scene
    }
}

/// Of the values of all members of a group.
fn aggregated(aggregate: GroupAggregate, members: &[Known]) -> Result<Worth, RatioError> {
    let known = |first: Ratio, f: &dyn Fn(&Known, &Known) -> Result<Known, RatioError>| {
        members.iter().try_fold(Known::just(first), |sum, next| f(&sum, next))
    };
    let count = Ratio::new(members.len() as i128, 1);
    let chosen = |least: bool| chosen(members, least);
    let sum = || known(Ratio::ZERO, &|a, b| a.add(b, None));
    let value = match aggregate {
        GroupAggregate::Sum => Some(sum()?),
        GroupAggregate::Mean if members.is_empty() => None,
        GroupAggregate::Mean => Some(sum()?.div(&Known::just(count), None)?),
        GroupAggregate::Product => Some(known(Ratio::ONE, &|a, b| a.mul(b, None))?),
        GroupAggregate::Redundant => {
            let one = Known::just(Ratio::ONE);
            let down = known(Ratio::ONE, &|a, b| a.mul(&one.sub(b, None)?, None))?;
            Some(one.sub(&down, None)?)
        }
        GroupAggregate::Lowest => chosen(true)?,
        GroupAggregate::Highest => chosen(false)?,
    };
    Ok(value.map_or(Worth::Empty { could: None, terms: None }, Worth::Known))
}

/// The lowest or highest of several.
fn chosen(members: &[Known], least: bool) -> Result<Option<Known>, RatioError> {
    let values = members.iter().map(|known| &known.value);
    let Some(value) = (if least { values.min() } else { values.max() }) else { return Ok(None) };
    let ranges = members.iter().map(|known| known.range(None)).collect::<Result<Vec<Range>, RatioError>>()?;
    Ok(Some(Known::between(value.clone(), Range::chosen(&ranges, least))))
}
