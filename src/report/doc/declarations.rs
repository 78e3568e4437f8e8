//! What is recorded beside tickets and outages: events, amounts, judgements, metrics.

use crate::model::{Declared, MetricUnit};

use super::scribe::{Entry, Scribe, Topic};
use super::tickets;
use crate::report::page::{Block, Side, Table, Text, plain};

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let model = scribe.model;
    let row = |declared: &Declared, what: String| -> Vec<Text> { vec![plain(declared.title()), plain(what)] };
    let say = |key| scribe.say(key).to_owned();
    let events = model.events.iter().map(|event| (&event.declared, say("recorded.event")));
    let amounts = model.amounts.iter().map(|amount| (&amount.declared, say("recorded.amount")));
    let judgements = model.judgements.iter().map(|judgement| (&judgement.declared, say("recorded.judgement")));
    let metrics = model.metrics.iter().map(|metric| {
        let unit = scribe.say(match metric.unit {
            MetricUnit::Seconds => "recorded.seconds",
            MetricUnit::Milliseconds => "recorded.milliseconds",
            MetricUnit::Percent => "column.percent",
            MetricUnit::Number => "column.number",
            MetricUnit::Requests => "recorded.requests",
        });
        let key = if metric.of_component { "recorded.metric_of_component" } else { "recorded.metric" };
        (&metric.declared, scribe.fill(key, &[("unit", unit)]))
    });
    let all: Vec<(&Declared, String)> = events.chain(amounts).chain(judgements).chain(metrics).collect();
    let Some((first, _)) = all.first() else { return Vec::new() };
    let at = first.span;
    let table = Table {
        caption: None,
        head: vec![vec![(plain(scribe.say("terms.name")), 1), (plain(scribe.say("recorded.what")), 1)]],
        names: 1,
        sides: vec![Side::Left; 2],
        rows: all.into_iter().map(|(declared, what)| row(declared, what)).collect(),
    };
    let title = plain(scribe.say("recorded.title"));
    let recorded = Entry { clause: None, topic: Topic::Terms, at, title, blocks: vec![Block::Table(table)] };
    let columns = model.metrics.iter().filter(|metric| !metric.columns.is_empty()).map(|metric| {
        let mut entry = Entry::of(&metric.declared, Topic::Terms, vec![tickets::columns(scribe, &metric.columns)]);
        entry.clause = None;
        entry
    });
    std::iter::once(recorded).chain(columns).collect()
}
