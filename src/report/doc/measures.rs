//! Measures as equations: what comes out, and what goes into it.

use crate::model::{Measure, StepValue};

use super::formula::Around;
use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, Math, paragraph};

pub(in crate::report) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let entry = |measure: &Measure| Entry::of(&measure.declared, Topic::Measures, equations(scribe, measure));
    scribe.model.measures.iter().map(entry).collect()
}

pub(in crate::report) fn equations(scribe: &Scribe<'_>, measure: &Measure) -> Vec<Block> {
    let around = Around { measure: Some(measure), component: None };
    let right = |value: &StepValue| match value {
        StepValue::Set(set) => scribe.set(set, Some(measure)),
        StepValue::Formula(formula) => scribe.formula(formula, around),
    };
    let equal = |name: Math, value: &StepValue| Math::Row(vec![name, Math::Symbol("="), right(value)]);
    let Some((result, others)) = measure.steps.split_last() else { return Vec::new() };
    let title = measure.declared.title();
    let name = match measure.of_component {
        true => Math::of(title, Math::Name("c".to_owned())),
        false => Math::Name(title.to_owned()),
    };
    let mut blocks = Vec::new();
    if measure.of_component {
        blocks.push(paragraph(scribe.say("measure.of_component")));
    }
    blocks.push(Block::Equations(vec![equal(name, &result.value)]));
    if !others.is_empty() {
        blocks.push(paragraph(scribe.say("measure.where")));
        let lines = others.iter().map(|step| equal(Math::Name(step.name.replace('_', " ")), &step.value));
        blocks.push(Block::Equations(lines.collect()));
    }
    blocks
}
