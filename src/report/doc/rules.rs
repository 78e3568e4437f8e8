//! Rules that give a priority, ladders of escalation, notes on the signed text.

use crate::model::{
    Defect, Derivation, Escalation, EscalationStep, Predicate, PriorityRules, PrioritySource, TicketKind,
};

use super::chapters::capital;
use super::predicates::Table as Columns;
use super::prose;
use super::scribe::{Entry, Scribe, Topic};
use super::tickets::label;
use crate::report::page::{Block, Inline, Side, Table, Text, paragraph, plain};

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let model = scribe.model;
    let rules = model.tickets.iter().filter_map(|kind| match &kind.priority {
        PrioritySource::Derived(Derivation::Rules(rules)) | PrioritySource::Checked(Derivation::Rules(rules)) => {
            Some(priority(scribe, kind, rules))
        }
        PrioritySource::Recorded
        | PrioritySource::Derived(Derivation::Matrix(_))
        | PrioritySource::Checked(Derivation::Matrix(_)) => None,
    });
    let ladders = model.escalations.iter().map(|ladder| escalation(scribe, ladder));
    let notes = model.defects.iter().map(|defect| note(scribe, defect));
    rules.chain(ladders).chain(notes).collect()
}

/// The cases as a table in the order in which they are tried, then the caps.
fn priority(scribe: &Scribe<'_>, kind: &TicketKind, rules: &PriorityRules) -> Entry {
    let when = |predicate: &Predicate| match *predicate == Predicate::True {
        true => plain(scribe.say("rules.otherwise")),
        false => alternatives(scribe, predicate, Columns::of(kind)),
    };
    let row = |case: &crate::model::PriorityCase| -> Vec<Text> {
        vec![plain(label(scribe.model.priority(case.priority))), when(&case.when)]
    };
    let table = Table {
        caption: Some(plain(scribe.say("rules.first_counts"))),
        head: vec![vec![(plain(capital(scribe.say("condition.priority"))), 1), (plain(scribe.say("rules.when")), 1)]],
        names: 1,
        sides: vec![Side::Left; 2],
        rows: rules.cases.iter().map(row).collect(),
    };
    let caps = rules.caps.iter().map(|cap| {
        let level = label(scribe.model.priority(cap.priority));
        let in_words = |predicate: &Predicate| scribe.condition(predicate, Columns::of(kind));
        let said = if let Predicate::And(when, but) = &cap.when
            && let Predicate::Not(unless) = &**but
        {
            let words = [("level", level), ("condition", &*in_words(when)), ("unless", &*in_words(unless))];
            scribe.fill("rules.cap_unless", &words)
        } else {
            scribe.fill("rules.cap", &[("level", level), ("condition", &in_words(&cap.when))])
        };
        vec![paragraph(said)]
    });
    let mut blocks = vec![Block::Table(table)];
    if !rules.caps.is_empty() {
        blocks.push(Block::List { first: None, items: caps.collect() });
    }
    Entry {
        clause: rules.clause.clone(),
        topic: Topic::Terms,
        at: rules.span,
        title: plain(scribe.fill("tickets.matrix", &[("kind", kind.declared.title())])),
        blocks,
    }
}

/// What is joined by `or`, each on a line of its own: values of a column may be whole sentences.
fn alternatives(scribe: &Scribe<'_>, predicate: &Predicate, table: Columns<'_>) -> Text {
    let mut parts = Vec::new();
    let mut left = vec![predicate];
    while let Some(part) = left.pop() {
        if let Predicate::Or(a, b) = part {
            left.extend([&**b, &**a]);
        } else {
            parts.push(scribe.condition(part, table));
        }
    }
    let mut text = Text::new();
    for (at, part) in parts.iter().enumerate() {
        if at == 0 {
            text.push(Inline::Plain(capital(part)));
        } else {
            text.push(Inline::Break);
            text.push(Inline::Plain(format!("{} {part}", scribe.say("list.or"))));
        }
    }
    text
}

fn escalation(scribe: &Scribe<'_>, ladder: &Escalation) -> Entry {
    let kind = scribe.model.ticket_kind(ladder.ticket);
    let row = |step: &EscalationStep| -> Vec<Text> {
        let mut when = match &step.at {
            None => scribe.say("escalation.at_once").to_owned(),
            Some((share, norm)) => {
                let share = scribe.value(&crate::model::Value::Percent(share.clone()));
                let norm = scribe.model.norm(*norm).declared.title();
                scribe.fill("escalation.at", &[("share", &share), ("norm", norm)])
            }
        };
        if step.when != Predicate::True {
            let condition = scribe.condition(&step.when, Columns::of(kind));
            when = scribe.fill("escalation.if", &[("when", &when), ("condition", &condition)]);
        }
        vec![plain(step.label.clone()), plain(step.contact.clone().unwrap_or_default()), plain(when)]
    };
    let heads = ["escalation.step", "escalation.contact", "escalation.when"];
    let table = Table {
        caption: Some(plain(kind.declared.title())),
        head: vec![heads.iter().map(|key| (plain(scribe.say(key)), 1)).collect()],
        names: 1,
        sides: vec![Side::Left; 3],
        rows: ladder.steps.iter().map(row).collect(),
    };
    Entry::of(&ladder.declared, Topic::Norms, vec![Block::Table(table)])
}

fn note(scribe: &Scribe<'_>, defect: &Defect) -> Entry {
    let mut text = vec![Inline::Strong(plain(scribe.say("rules.note")))];
    let mut blocks = prose::blocks(&defect.text);
    // The heading runs on into the text, where the text begins with a paragraph.
    if let Some(Block::Paragraph(first)) = blocks.first_mut() {
        text.push(Inline::Plain(" ".to_owned()));
        text.append(first);
        *first = text;
    } else {
        blocks.insert(0, Block::Paragraph(text));
    }
    Entry {
        clause: Some(defect.number.clone()),
        topic: Topic::Notes,
        at: defect.span,
        title: Text::new(),
        blocks: vec![Block::Quote(blocks)],
    }
}
