//! The summary: how many norms were kept, which were not, what is near its bound, what changed, and what it costs.

use crate::eval::verdict::{NormVerdict, RequirementVerdict, Verdict};
use crate::model::{Norm, Requirement};
use crate::report::page::{Block, Inline, Section, Side, Text, paragraph, plain};

use super::charts;
use super::close;
use super::desk::{Desk, table};

/// Lines of one kind; the others are counted.
const LISTED: usize = 12;

pub(super) fn sections(desk: &Desk<'_>) -> Vec<Section> {
    let mut blocks = vec![Block::Paragraph(tally(desk))];
    if !desk.period.finished {
        blocks.push(paragraph(desk.say("report.still_running")));
    }
    blocks.extend(listed(desk, "report.breached", of_verdict(desk, Verdict::Breached)));
    blocks.extend(listed(desk, "report.undecided", of_verdict(desk, Verdict::Undecided)));
    blocks.extend(listed(desk, "report.near", near(desk)));
    blocks.extend(listed(desk, "report.changed", changed(desk)));
    blocks.extend(listed(desk, "report.costs", costs(desk)));
    blocks.push(overview(desk));
    if desk.is_last {
        blocks.extend(charts::allowances(desk));
    }
    vec![desk.section(desk.say("report.summary"), 1, blocks)]
}

/// `Aan 6 van de 7 normen is voldaan.`
fn tally(desk: &Desk<'_>) -> Text {
    let of = |verdict| desk.period.norms.iter().filter(|norm| norm.verdict == verdict).count() as u64;
    let (met, breached, undecided) = (of(Verdict::Met), of(Verdict::Breached), of(Verdict::Undecided));
    let judged = met + breached + undecided;
    if judged == 0 {
        return plain(desk.say("report.nothing_judged"));
    }
    let (met, all) = (desk.count(met), desk.count(judged));
    let mut words = vec![Inline::Strong(plain(desk.fill("report.tally", &[("met", &met), ("all", &all)])))];
    let mut more = Vec::new();
    if breached > 0 {
        more.push(desk.counted(breached, "report.tally_breached_one", "report.tally_breached"));
    }
    if undecided > 0 {
        more.push(desk.counted(undecided, "report.tally_undecided_one", "report.tally_undecided"));
    }
    if !more.is_empty() {
        words.push(Inline::Plain(format!(" {}", more.join(" "))));
    }
    words
}

/// A heading and a list; nothing of nothing.
fn listed(desk: &Desk<'_>, title: &str, mut items: Vec<Text>) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    let more = items.len().saturating_sub(LISTED) as u64;
    items.truncate(LISTED);
    if more > 0 {
        items.push(plain(desk.counted(more, "report.more_one", "report.more")));
    }
    let items = items.into_iter().map(|one| vec![Block::Paragraph(one)]).collect();
    vec![Block::Heading(plain(desk.say(title))), Block::List { first: None, items }]
}

/// Requirements of this verdict, each with what came out.
fn of_verdict(desk: &Desk<'_>, verdict: Verdict) -> Vec<Text> {
    each(desk)
        .filter(|(_, _, _, found)| found.verdict == Some(verdict))
        .map(|(norm, _, written, found)| {
            let mut words = vec![Inline::Strong(plain(full_name(desk, norm, written)))];
            let bound = written.bound.as_ref().map(|bound| desk.scribe.bound(bound));
            let actual = found.actual.as_ref().map(|actual| desk.actual(actual, written));
            let said = match (actual, bound) {
                (Some(actual), Some(bound)) => {
                    format!(": {}", desk.fill("report.against", &[("actual", &actual), ("bound", &bound)]))
                }
                (Some(actual), None) => format!(": {actual}"),
                (None, Some(bound)) => format!(": {}", desk.fill("report.no_value_against", &[("bound", &bound)])),
                (None, None) => String::new(),
            };
            let terms = desk.terms(found);
            let terms = if terms.is_empty() { terms } else { format!(" ({terms})") };
            words.push(Inline::Plain(format!("{said}{terms}")));
            words
        })
        .collect()
}

/// Every requirement of the period that there is a line for in the contract.
fn each<'d>(
    desk: &'d Desk<'_>,
) -> impl Iterator<Item = (&'d Norm, &'d NormVerdict, &'d Requirement, &'d RequirementVerdict)> {
    desk.period.norms.iter().flat_map(move |verdict| {
        let norm = desk.norm(verdict.norm);
        let of = move |found| Some((norm, verdict, norm.requirements.get(one_index(found))?, found));
        verdict.requirements.iter().filter_map(of)
    })
}

fn one_index(found: &RequirementVerdict) -> usize {
    found.index
}

/// The norm, and which of its requirements.
pub(super) fn full_name(desk: &Desk<'_>, norm: &Norm, written: &Requirement) -> String {
    let title = norm.declared.title();
    let name = desk.name_of(norm, written);
    if norm.requirements.len() < 2 || name == title { title.to_owned() } else { format!("{title} – {name}") }
}

/// Met, with three quarters or more of what is allowed used up.
fn near(desk: &Desk<'_>) -> Vec<Text> {
    each(desk)
        .filter_map(|(norm, _, written, found)| {
            let allowance = close::near(desk, written, found)?;
            Some(vec![
                Inline::Strong(plain(full_name(desk, norm, written))),
                Inline::Plain(format!(": {}", allowance.words)),
            ])
        })
        .collect()
}

/// Norms whose verdict or colour is another than in the period before.
fn changed(desk: &Desk<'_>) -> Vec<Text> {
    let Some(before) = desk.before() else { return Vec::new() };
    let word = |verdict| desk.verdict_word(verdict).1;
    desk.period
        .norms
        .iter()
        .filter_map(|now| {
            let was = desk.norm_in(before, now.norm)?;
            let colours = [was, now].map(|one| desk.status(one.status.as_ref()));
            let [was_colour, is_colour] = &colours;
            let mut said = Vec::new();
            if was.verdict != now.verdict {
                let (from, to) = (word(was.verdict), word(now.verdict));
                said.push(desk.fill("report.went", &[("from", &from), ("to", &to)]));
            }
            if was_colour != is_colour && !is_colour.is_empty() && !was_colour.is_empty() {
                said.push(desk.fill("report.went", &[("from", was_colour), ("to", is_colour)]));
            }
            if said.is_empty() {
                return None;
            }
            let title = desk.norm(now.norm).declared.title();
            Some(vec![Inline::Strong(plain(title)), Inline::Plain(format!(": {}", said.join(", ")))])
        })
        .collect()
}

/// What is due.
fn costs(desk: &Desk<'_>) -> Vec<Text> {
    let speech = desk.speech();
    let due = desk.period.compensation.iter().filter(|verdict| !verdict.amount.is_nothing());
    due.map(|verdict| {
        let title = desk.findings.model.compensation(verdict.compensation).declared.title();
        vec![Inline::Strong(plain(title)), Inline::Plain(format!(": {}", speech.headline(verdict)))]
    })
    .collect()
}

/// Every norm with its verdict in this period and the one before.
fn overview(desk: &Desk<'_>) -> Block {
    let model = desk.findings.model;
    let before = desk.before();
    let rows = crate::report::text::as_written(model, &desk.period.norms).into_iter().map(|verdict| {
        let norm = desk.norm(verdict.norm);
        let was = before.and_then(|period| desk.norm_in(period, verdict.norm));
        vec![
            plain(norm.declared.clause.clone().unwrap_or_default()),
            plain(norm.declared.title()),
            vec![desk.verdict(verdict.verdict)],
            plain(desk.status(verdict.status.as_ref())),
            was.map(|was| vec![desk.verdict(was.verdict)]).unwrap_or_default(),
        ]
    });
    let head = |key: &str| (desk.say(key).to_owned(), Side::Left);
    let earlier = before.map(|period| desk.named(period)).unwrap_or_default();
    let columns = vec![
        head("report.clause"),
        head("report.norm"),
        (desk.named(desk.period), Side::Left),
        head("report.status"),
        (earlier, Side::Left),
    ];
    table(Some(plain(desk.say("report.overview"))), columns, 2, rows.collect())
}
