//! Compensation with its arithmetic, and rights.

use crate::eval::compensation::{CompensationVerdict, Holds, RightVerdict};
use crate::report::compensation::{Speech, level};
use crate::report::page::{Block, Inline, Mark, Section, Side, Text, paragraph, plain};

use super::desk::{Desk, table};

/// Rows listed one by one in an amount's arithmetic.
pub(super) fn sections(desk: &Desk<'_>) -> Vec<Section> {
    let speech = desk.speech();
    let mut sections = Vec::new();
    if !desk.period.compensation.is_empty() {
        let mut blocks = vec![amounts(desk, &speech)];
        for verdict in desk.period.compensation.iter().filter(|verdict| !verdict.amount.is_nothing()) {
            blocks.extend(arithmetic(desk, &speech, verdict));
        }
        sections.push(desk.section(desk.say("report.compensation"), 1, blocks));
    }
    if !desk.period.rights.is_empty() {
        let rows = desk.period.rights.iter().filter_map(|right| right_row(desk, right)).collect();
        let head = |key: &str| (desk.say(key).to_owned(), Side::Left);
        let columns = vec![head("report.right"), head("report.condition"), head("report.arises")];
        sections.push(desk.section(desk.say("report.rights"), 1, vec![table(None, columns, 1, rows)]));
    }
    sections
}

/// Every compensation and what it comes to.
fn amounts(desk: &Desk<'_>, speech: &Speech<'_, '_>) -> Block {
    let head = |key: &str, side| (desk.say(key).to_owned(), side);
    let columns = vec![
        (String::new(), Side::Left),
        head("report.clause", Side::Left),
        head("report.amount", Side::Right),
        head("report.claim", Side::Left),
    ];
    let rows = desk.period.compensation.iter().map(|verdict| {
        let written = desk.findings.model.compensation(verdict.compensation);
        let shown = speech.headline(verdict);
        let known = verdict.amount.exact().is_some();
        vec![
            plain(written.declared.title()),
            plain(written.declared.clause.clone().unwrap_or_default()),
            if known { plain(shown) } else { vec![Inline::Verdict(Mark::Unsure, shown)] },
            speech.claim(written, verdict.claim).map(plain).unwrap_or_default(),
        ]
    });
    table(None, columns, 1, rows.collect())
}

/// One compensation: what it comes to, the claim, and how.
pub(super) fn one(desk: &Desk<'_>, verdict: &CompensationVerdict) -> Vec<Block> {
    let speech = desk.speech();
    let written = desk.findings.model.compensation(verdict.compensation);
    let shown = speech.headline(verdict);
    let known = verdict.amount.exact().is_some();
    let mut blocks = vec![Block::Paragraph(if known {
        vec![Inline::Strong(plain(shown))]
    } else {
        vec![Inline::Verdict(Mark::Unsure, shown)]
    })];
    blocks.extend(speech.claim(written, verdict.claim).map(paragraph));
    blocks.extend(arithmetic(desk, &speech, verdict));
    blocks
}

/// Every step to an amount.
fn arithmetic(desk: &Desk<'_>, speech: &Speech<'_, '_>, verdict: &CompensationVerdict) -> Vec<Block> {
    let written = desk.findings.model.compensation(verdict.compensation);
    let mut items: Vec<Vec<Block>> = Vec::new();
    for reason in &verdict.because {
        let line = paragraph(speech.line(written, reason));
        match (level(reason), items.last_mut()) {
            (0, _) | (_, None) => items.push(vec![line]),
            (_, Some(item)) => match item.last_mut() {
                Some(Block::List { items, .. }) => items.push(vec![line]),
                Some(_) | None => item.push(Block::List { first: None, items: vec![vec![line]] }),
            },
        }
    }
    vec![
        Block::Heading(plain(desk.fill("report.how", &[("name", written.declared.title())]))),
        Block::List { first: Some(1), items },
    ]
}

pub(super) fn right_row(desk: &Desk<'_>, right: &RightVerdict) -> Option<Vec<Text>> {
    let written = desk.findings.model.rights.get(right.right)?;
    let (mark, key) = match right.arises {
        Holds::Yes => (Mark::Bad, "report.does_arise"),
        Holds::No | Holds::NotJudged => (Mark::Plain, "report.does_not_arise"),
        Holds::Unknown => (Mark::Unsure, "verdict.undecided"),
    };
    Some(vec![
        plain(written.declared.title()),
        plain(desk.scribe.outcome(&written.when)),
        vec![Inline::Verdict(mark, desk.say(key).to_owned())],
    ])
}
