//! The norms in the contract's own order and numbering: for each a table, what was missed, and how it went before.

use std::collections::BTreeMap;

use crate::eval::verdict::{NormVerdict, RequirementVerdict};
use crate::model::{Norm, Requirement, Subject};
use crate::report::doc::clauses::Number;
use crate::report::page::{Block, Inline, Section, Side, Text, paragraph, plain};
use crate::report::{rounding, text};

use super::desk::{Desk, table};
use super::{charts, misses, rows, strips};

/// Norms under one clause number.
#[derive(Default)]
struct Clause<'a> {
    number: String,
    title: Option<String>,
    norms: Vec<&'a NormVerdict>,
}

/// A section for every clause that has norms, below those of the clauses that hold it; then the norms without a number.
pub(super) fn sections(desk: &Desk<'_>) -> Vec<Section> {
    let model = desk.findings.model;
    let mut clauses: BTreeMap<Number, Clause<'_>> = BTreeMap::new();
    let mut unnumbered = Vec::new();
    for verdict in text::as_written(model, &desk.period.norms) {
        let norm = desk.norm(verdict.norm);
        let row = || norm.requirements.iter().find_map(|row| row.clause.clone());
        match norm.declared.clause.clone().or_else(row) {
            Some(number) => {
                let clause = clauses.entry(Number::of(&number)).or_default();
                clause.number = number;
                clause.norms.push(verdict);
            }
            None => unnumbered.push(verdict),
        }
    }
    for prose in &model.prose {
        let number = Number::of(&prose.number);
        let holds = clauses.keys().any(|one| *one == number || within(one, &number));
        if let (true, Some(title)) = (holds, &prose.title) {
            let clause = clauses.entry(number).or_default();
            clause.number.clone_from(&prose.number);
            clause.title = Some(title.clone());
        }
    }
    let numbers: Vec<Number> = clauses.keys().cloned().collect();
    let mut sections: Vec<Section> = clauses
        .into_iter()
        .map(|(number, clause)| {
            let (title, blocks) = of_norms(desk, clause.title, &clause.norms);
            let depth = number.depth(&numbers);
            Section { number: Some(clause.number), title, anchor: String::new(), depth, blocks }
        })
        .collect();
    for verdict in unnumbered {
        let (title, blocks) = of_norms(desk, None, &[verdict]);
        sections.push(desk.section(title, 1, blocks));
    }
    sections
}

/// Whether one number lies within another: `1.2.1` in `1.2`.
fn within(inner: &Number, outer: &Number) -> bool {
    inner.depth(&[outer.clone(), inner.clone()]) > 1
}

fn of_norms(desk: &Desk<'_>, title: Option<String>, norms: &[&NormVerdict]) -> (String, Vec<Block>) {
    let alone = title.is_none() && norms.len() == 1;
    let mut blocks = Vec::new();
    for verdict in norms {
        let name = desk.norm(verdict.norm).declared.title();
        if !alone && title.as_deref() != Some(name) {
            blocks.push(Block::Heading(plain(name)));
        }
        blocks.extend(of_norm(desk, verdict));
    }
    let first = norms.first().map(|verdict| desk.norm(verdict.norm).declared.title().to_owned());
    (title.or(first).unwrap_or_default(), blocks)
}

/// Everything about one norm.
fn of_norm(desk: &Desk<'_>, verdict: &NormVerdict) -> Vec<Block> {
    let norm = desk.norm(verdict.norm);
    let mut blocks = vec![Block::Paragraph(standing(desk, norm, verdict))];
    blocks.push(requirements(desk, norm, verdict));
    if let Some(source) = &norm.source {
        blocks.push(paragraph(desk.fill("norm.source", &[("source", source)])));
    }
    blocks.extend(misses::table(desk, norm, verdict));
    blocks.extend(rows::blocks(desk, norm, verdict));
    blocks.extend(charts::of_norm(desk, norm, verdict));
    blocks.extend(strips::of_norm(desk, norm));
    blocks
}

/// The verdict, the colour, the objective, and how it was in the period before.
fn standing(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Text {
    let mut words = vec![desk.verdict(verdict.verdict)];
    let colour = desk.status(verdict.status.as_ref());
    let mut more = Vec::new();
    if !colour.is_empty() {
        more.push(desk.fill("report.colour", &[("colour", &colour)]));
    }
    if let Some(own) = &verdict.own {
        let key = if own.due { "report.over" } else { "report.not_due" };
        more.push(desk.fill(key, &[("period", &own.label)]));
    }
    let before = desk.before().and_then(|period| Some((period, desk.norm_in(period, verdict.norm)?)));
    if let Some((period, before)) = before.filter(|(_, before)| before.verdict != verdict.verdict) {
        let (_, was) = desk.verdict_word(before.verdict);
        more.push(desk.fill("report.was", &[("period", &desk.named(period)), ("verdict", &was)]));
    }
    if let Some(objective) = &norm.objective {
        more.push(desk.fill("report.objective", &[("objective", objective)]));
    }
    if !more.is_empty() {
        words.push(Inline::Plain(format!(" · {}", more.join(" · "))));
    }
    words
}

/// What is asked, what came out, and how.
fn requirements(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Block {
    let head = |key: &str, side| (desk.say(key).to_owned(), side);
    let columns = vec![
        (String::new(), Side::Left),
        head("report.asked", Side::Left),
        head("report.bound", Side::Right),
        head("report.actual", Side::Right),
        head("report.counts", Side::Right),
        head("report.pending", Side::Right),
        head("report.maybe", Side::Right),
        head("report.verdict", Side::Left),
        head("report.status", Side::Left),
        head("report.before", Side::Right),
    ];
    let found = verdict.requirements.iter().filter_map(|found| Some((norm.requirements.get(found.index)?, found)));
    let rows = found.map(|(written, found)| row(desk, norm, verdict, written, found)).collect();
    table(None, columns, 1, rows)
}

fn row(
    desk: &Desk<'_>,
    norm: &Norm,
    verdict: &NormVerdict,
    written: &Requirement,
    found: &RequirementVerdict,
) -> Vec<Text> {
    let if_any = |n: u64| if n == 0 { Text::new() } else { plain(desk.count(n)) };
    let counts = found.counts.unwrap_or_default();
    let (asked, bound) = asked(desk, norm, written);
    let actual = found.actual.as_ref().map(|actual| desk.actual(actual, written));
    vec![
        plain(desk.row_name(written)),
        asked,
        plain(bound),
        actual.map(plain).unwrap_or_default(),
        plain(desk.terms(found)),
        if_any(counts.pending),
        if_any(counts.maybe),
        desk.outcome(found),
        plain(desk.status(found.status.as_ref())),
        before(desk, verdict, written, found),
    ]
}

/// What is asked of the row, and the bound apart from it.
pub(super) fn asked(desk: &Desk<'_>, norm: &Norm, written: &Requirement) -> (Text, String) {
    let bound = written.bound.as_ref().map(|bound| desk.scribe.bound(bound)).unwrap_or_default();
    let asked = match &written.subject {
        Subject::Timed(timed) => desk.scribe.within(timed),
        Subject::Formula { .. } | Subject::EachMember(..) => {
            // Of a row that names the component, and of the only line of a norm, the name of the measure will do.
            let (head, _) = desk.scribe.requirement(written);
            let said = desk.words_of(&head);
            if norm.requirements.len() == 1 && said == norm.declared.title() { Text::new() } else { head }
        }
        Subject::Cadence(_) | Subject::EachRow { .. } | Subject::Obliged(_) | Subject::NotAgreed | Subject::NoNorm => {
            desk.scribe.sentence(written)
        }
    };
    (asked, bound)
}

/// The value of the period before, with an arrow that says where it went since.
fn before(desk: &Desk<'_>, verdict: &NormVerdict, written: &Requirement, found: &RequirementVerdict) -> Text {
    let past = desk.before().and_then(|period| desk.requirement_in(period, verdict.norm, found.index));
    let (Some(now), Some(was)) = (&found.actual, past.and_then(|past| past.actual.as_ref())) else {
        return Text::new();
    };
    let arrow = match charts::compared(&now.value, &was.value) {
        std::cmp::Ordering::Greater => "↗",
        std::cmp::Ordering::Less => "↘",
        std::cmp::Ordering::Equal => "→",
    };
    let shown = rounding::actual(desk.scribe.locale, was, written.bound.as_ref());
    plain(format!("{shown} {arrow}"))
}
