//! The norms in the contract's own order and numbering: for each a table, what was missed, and how it went before.

use std::collections::BTreeMap;

use crate::eval::verdict::{NormVerdict, PeriodVerdicts, RequirementVerdict, Verdict};
use crate::model::{Comparison, Norm, Requirement, Subject};
use crate::report::doc::clauses::Number;
use crate::report::doc::prose;
use crate::report::page::{Block, Inline, Section, Side, Text, paragraph, plain};
use crate::report::{rounding, text};

use super::desk::{Desk, table};
use super::{charts, derivation, misses, rows};

/// Norms under one clause number.
#[derive(Default)]
struct Clause<'a> {
    number: String,
    title: Option<String>,
    /// What the contract says there in words.
    prose: Vec<Block>,
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
        if holds && (prose.title.is_some() || clauses.contains_key(&number)) {
            let clause = clauses.entry(number).or_default();
            clause.number.clone_from(&prose.number);
            clause.title = clause.title.take().or_else(|| prose.title.clone());
            clause.prose.extend(prose.text.as_deref().map(prose::blocks).unwrap_or_default());
        }
    }
    let numbers: Vec<Number> = clauses.keys().cloned().collect();
    let mut sections: Vec<Section> = clauses
        .into_iter()
        .map(|(number, clause)| {
            let (title, of_norms) = of_norms(desk, clause.title, &clause.norms);
            let mut blocks = Vec::new();
            if !clause.prose.is_empty() {
                blocks.push(Block::Quote(clause.prose));
            }
            blocks.extend(of_norms);
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
    if desk.is_alone {
        let to = format!("#{}", derivation::anchor(&norm.declared.name));
        let text = plain(desk.say("derivation.link"));
        blocks.push(Block::Paragraph(vec![Inline::Link { to, text }]));
    }
    if let Some(source) = &norm.source {
        blocks.push(paragraph(desk.fill("norm.source", &[("source", source)])));
    }
    blocks.extend(misses::table(desk, norm, verdict));
    blocks.extend(rows::blocks(desk, norm, verdict));
    if desk.is_last {
        blocks.extend(charts::of_norm(desk, verdict));
    }
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
    more.extend(record(desk, verdict));
    if let Some(objective) = &norm.objective {
        more.push(desk.fill("report.objective", &[("objective", objective)]));
    }
    if !more.is_empty() {
        words.push(Inline::Plain(format!(" · {}", more.join(" · "))));
    }
    words
}

/// How it went before: in how many of the periods shown it was met; how many times in a row it is breached by now.
fn record(desk: &Desk<'_>, verdict: &NormVerdict) -> Option<String> {
    let was = |period: &PeriodVerdicts| desk.norm_in(period, verdict.norm).map(|one| one.verdict);
    let judged: Vec<Verdict> = desk
        .history
        .iter()
        .filter_map(was)
        .filter(|one| matches!(one, Verdict::Met | Verdict::Breached | Verdict::Undecided))
        .collect();
    let in_a_row = judged.iter().rev().take_while(|one| **one == Verdict::Breached).count() as u64;
    if in_a_row > 1 {
        return Some(desk.fill("report.in_a_row", &[("count", &desk.count(in_a_row))]));
    }
    let met = judged.iter().filter(|one| **one == Verdict::Met).count() as u64;
    let values = [desk.count(met), desk.count(judged.len() as u64)];
    let [met, of] = values.each_ref().map(String::as_str);
    (judged.len() > 2).then(|| desk.fill("report.kept", &[("met", met), ("of", of)]))
}

/// What is asked, what came out, and how.
pub(super) fn requirements(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Block {
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
        (desk.before().map(|period| desk.named(period)).unwrap_or_default(), Side::Left),
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
    // That of the norm stands above the table.
    let own_colour = verdict.requirements.iter().any(|one| one.verdict.is_some() && one.status != verdict.status);
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
        if own_colour { plain(desk.status(found.status.as_ref())) } else { Text::new() },
        before(desk, verdict, written, found),
    ]
}

/// What is asked of the row, and the bound apart from it.
pub(super) fn asked(desk: &Desk<'_>, norm: &Norm, written: &Requirement) -> (Text, String) {
    let bound = written.bound.as_ref().map(|bound| desk.scribe.bound(bound)).unwrap_or_default();
    let asked = match &written.subject {
        Subject::Timed(timed) => desk.scribe.within(timed),
        Subject::Formula { .. } | Subject::EachMember(..) => {
            // A row that names its component needs no letter for it; where every row asks what the norm is called, the
            // norm has said it.
            let (head, _) = desk.scribe.requirement(written);
            let full = &desk.words_of(&head);
            let said = full.strip_suffix("(c)").unwrap_or(full);
            let of_all = norm.requirements.iter().all(|one| desk.words_of(&desk.scribe.requirement(one).0) == *full);
            match (of_all && said == norm.declared.title(), said == full) {
                (true, _) => Text::new(),
                (false, true) => head,
                (false, false) => plain(said),
            }
        }
        Subject::Cadence(_) | Subject::EachRow { .. } | Subject::Obliged(_) | Subject::NotAgreed | Subject::NoNorm => {
            desk.scribe.sentence(written)
        }
    };
    (asked, bound)
}

/// The value of the period before, and where it went since: with a sign and a word.
fn before(desk: &Desk<'_>, verdict: &NormVerdict, written: &Requirement, found: &RequirementVerdict) -> Text {
    let past = desk.before().and_then(|period| desk.requirement_in(period, verdict.norm, found.index));
    let (Some(now), Some(was)) = (&found.actual, past.and_then(|past| past.actual.as_ref())) else {
        return Text::new();
    };
    let [up, down] = match written.bound.as_ref().map(|bound| bound.op) {
        Some(Comparison::AtLeast | Comparison::More) => ["report.better", "report.worse"],
        Some(Comparison::AtMost | Comparison::Less) => ["report.worse", "report.better"],
        Some(Comparison::Equal | Comparison::NotEqual) | None => ["report.higher", "report.lower"],
    };
    let (arrow, key) = match charts::compared(&now.value, &was.value) {
        std::cmp::Ordering::Greater => ("↗", up),
        std::cmp::Ordering::Less => ("↘", down),
        std::cmp::Ordering::Equal => ("→", "report.same"),
    };
    let shown = rounding::actual(desk.scribe.locale, was, written.bound.as_ref());
    plain(format!("{shown} {arrow}\u{a0}{}", desk.say(key)))
}
