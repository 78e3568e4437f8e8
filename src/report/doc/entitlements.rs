//! What each plan gives a right to, which tickets the contract is about, and what its norms are for.

use crate::model::{Applies, Entitled, Entitlements, Objective, Predicate};

use super::predicates::Table as Columns;
use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, Side, Table, Text, paragraph, plain};

pub(in crate::report) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let entitlements = scribe.model.entitlements.iter().map(|one| self::entitlements(scribe, one));
    let objectives = scribe.model.objectives.iter().map(|one| objective(scribe, one));
    entitlements.chain(objectives).chain(scribe.model.applies.iter().map(|one| applies(scribe, one))).collect()
}

/// A row for each right, a column for each plan.
fn entitlements(scribe: &Scribe<'_>, one: &Entitlements) -> Entry {
    let cell = |cell: &Entitled| {
        plain(match cell {
            Entitled::Yes => scribe.say("entitled.yes"),
            Entitled::No => scribe.say("entitled.no"),
            Entitled::Text(text) => text,
            Entitled::NotAgreed => scribe.say("norm.not_agreed"),
        })
    };
    let plans = scribe.model.plans.iter().map(|plan| (plain(plan.declared.title()), 1));
    let head: Vec<(Text, usize)> = std::iter::once((plain(scribe.say("entitled.what")), 1)).chain(plans).collect();
    let rows = one
        .rows
        .iter()
        .map(|row| std::iter::once(plain(row.what.clone())).chain(row.cells.iter().map(cell)).collect::<Vec<Text>>());
    let sides = std::iter::once(Side::Left).chain(scribe.model.plans.iter().map(|_| Side::Centre)).collect();
    let table = Table { caption: None, head: vec![head], names: 1, sides, rows: rows.collect() };
    Entry {
        clause: one.clause.clone(),
        topic: Topic::Norms,
        at: one.span,
        title: plain(one.label.as_deref().unwrap_or(scribe.say("entitled.title"))),
        blocks: vec![Block::Table(table)],
    }
}

fn objective(scribe: &Scribe<'_>, one: &Objective) -> Entry {
    let norms = scribe.model.norms.iter().filter(|norm| norm.objective.as_deref() == Some(&one.name));
    let names: Vec<String> = norms.map(|norm| norm.declared.title().to_owned()).collect();
    let text = scribe.fill("objective.shown_by", &[("norms", &scribe.words.and(&names))]);
    Entry {
        clause: one.clause.clone(),
        topic: Topic::Norms,
        at: one.span,
        title: plain(one.name.clone()),
        blocks: vec![paragraph(text)],
    }
}

fn applies(scribe: &Scribe<'_>, one: &Applies) -> Entry {
    let kinds = scribe.model.tickets.iter().zip(&one.filters);
    let items = kinds.filter(|(_, filter)| **filter != Predicate::True).map(|(kind, filter)| {
        let condition = scribe.condition(filter, Columns::of(kind));
        let values = [("kind", kind.declared.title()), ("condition", &*condition)];
        vec![paragraph(scribe.fill("applies.only", &values))]
    });
    let blocks = vec![Block::List { first: None, items: items.collect() }];
    let title = plain(scribe.say("applies.title"));
    Entry { clause: None, topic: Topic::Terms, at: one.span, title, blocks }
}
