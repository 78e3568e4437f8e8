//! Plans, and what depends on them.

use crate::model::ByPlan;

use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, paragraph, plain};

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let plans = &scribe.model.plans;
    let Some(first) = plans.first() else { return Vec::new() };
    let items = plans.iter().map(|plan| vec![paragraph(plan.declared.title())]).collect();
    vec![Entry {
        clause: first.declared.clause.clone(),
        topic: Topic::Terms,
        at: first.declared.span,
        title: plain(scribe.say("plan.title")),
        blocks: vec![paragraph(scribe.say("plan.each")), Block::List { first: None, items }],
    }]
}

impl Scribe<'_> {
    /// What a plan decides: once where the words are the same for all, or else plan by plan.
    pub(super) fn by_plan<T>(&self, value: &ByPlan<T>, words: impl Fn(&T) -> String) -> String {
        let said: Vec<String> = value.iter().map(&words).collect();
        match said.as_slice() {
            [only] => only.clone(),
            [first, others @ ..] if others.iter().all(|other| other == first) => {
                self.fill("plan.by_plan", &[("what", first)])
            }
            each => {
                let plans =
                    self.model.plans.iter().zip(each).map(|(plan, words)| {
                        self.fill("plan.for", &[("plan", plan.declared.title()), ("what", words)])
                    });
                plans.collect::<Vec<_>>().join("; ")
            }
        }
    }
}
