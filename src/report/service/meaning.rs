//! How the figures are meant: words, colours, formulas, conventions.

use crate::eval::verdict::Verdict;
use crate::model::{Formula, NormId, Subject};
use crate::report::doc::scribe::Topic;
use crate::report::doc::{consequences, conventions, entitlements, measures};
use crate::report::page::{Block, Inline, Section, Text, paragraph, plain};

use super::charts::measured;
use super::desk::Desk;

pub(super) fn section(desk: &Desk<'_>) -> Section {
    let mut blocks = vec![Block::Terms(words(desk))];
    blocks.extend(colours(desk));
    blocks.extend(formulas(desk));
    blocks.push(Block::Heading(plain(desk.say("report.conventions"))));
    for entry in conventions::entries(&desk.scribe) {
        blocks.extend(entry.blocks);
    }
    if desk.findings.model.applies.is_some() {
        let scope = entitlements::entries(&desk.scribe).into_iter().filter(|entry| entry.topic == Topic::Terms);
        blocks.extend(scope.flat_map(|entry| entry.blocks));
    }
    let mut rules = vec!["meaning.settled", "meaning.rounding", "meaning.trend", "meaning.order"];
    if floored(desk) {
        rules.push("report.floored");
    }
    let items = rules.iter().map(|key| vec![paragraph(desk.say(key))]).collect();
    blocks.push(Block::List { first: None, items });
    desk.section(desk.say("report.meaning"), 1, blocks)
}

/// The verdicts that this report has, and what each says.
fn words(desk: &Desk<'_>) -> Vec<(Text, Vec<Block>)> {
    let all = [
        (Verdict::Met, "meaning.met"),
        (Verdict::Breached, "meaning.breached"),
        (Verdict::Undecided, "meaning.undecided"),
        (Verdict::Empty, "meaning.empty"),
        (Verdict::Measured, "meaning.measured"),
    ];
    let has = |verdict| {
        let norms = &desk.period.norms;
        let mut all = norms.iter().flat_map(|norm| norm.requirements.iter().map(|one| one.verdict));
        norms.iter().any(|norm| norm.verdict == verdict) || all.any(|one| one == Some(verdict))
    };
    let used = all.into_iter().filter(|(verdict, _)| has(*verdict));
    used.map(|(verdict, key)| (vec![desk.verdict(verdict)], vec![paragraph(desk.say(key))])).collect()
}

/// When a norm has which colour.
fn colours(desk: &Desk<'_>) -> Vec<Block> {
    let statuses = consequences::statuses(&desk.scribe);
    statuses.into_iter().flat_map(|entry| std::iter::once(Block::Heading(entry.title)).chain(entry.blocks)).collect()
}

/// The formulas of the measures that norms are about.
fn formulas(desk: &Desk<'_>) -> Vec<Block> {
    let model = desk.findings.model;
    let used: Vec<u32> = desk.period.norms.iter().flat_map(|verdict| of_norm(desk, verdict.norm)).collect();
    let entries = measures::entries(&desk.scribe).into_iter().zip(0_u32..);
    let kept: Vec<Block> = entries
        .filter(|(_, n)| used.contains(n))
        .flat_map(|(entry, _)| {
            let title = Block::Paragraph(vec![Inline::Strong(entry.title)]);
            std::iter::once(title).chain(entry.blocks)
        })
        .collect();
    if kept.is_empty() || model.measures.is_empty() {
        return Vec::new();
    }
    std::iter::once(Block::Heading(plain(desk.say("topic.measures")))).chain(kept).collect()
}

fn of_norm(desk: &Desk<'_>, norm: NormId) -> Vec<u32> {
    let subjects = desk.norm(norm).requirements.iter().map(|one| &one.subject);
    let formula = subjects.filter_map(|subject| match subject {
        Subject::Formula { value, component } => Some((value, *component)),
        Subject::EachMember(_, value) => Some((value, None)),
        Subject::Timed(_)
        | Subject::Cadence(_)
        | Subject::EachRow { .. }
        | Subject::Obliged(_)
        | Subject::NotAgreed
        | Subject::NoNorm => None,
    });
    let of = |(value, component): (&Formula, _)| measured(value, component).map(|(measure, _)| measure.0);
    formula.filter_map(of).collect()
}

/// Whether any value was lifted to zero.
fn floored(desk: &Desk<'_>) -> bool {
    let mut all = desk.period.norms.iter().flat_map(|norm| &norm.requirements);
    all.any(|one| one.actual.as_ref().is_some_and(|actual| actual.floored))
}
