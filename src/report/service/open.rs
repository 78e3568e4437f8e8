//! What could not be judged, and why.

use crate::eval::verdict::{NormVerdict, Note, RequirementVerdict, Verdict};
use crate::model::Norm;
use crate::report::page::{Block, Inline, Section, Side, Text, plain};

use super::desk::{Desk, table};
use super::rows::remark;

pub(super) fn sections(desk: &Desk<'_>) -> Vec<Section> {
    let mut blocks = Vec::new();
    let rows: Vec<Vec<Text>> =
        desk.period.norms.iter().flat_map(|verdict| of_norm(desk, desk.norm(verdict.norm), verdict)).collect();
    if !rows.is_empty() {
        let head = |key: &str| (desk.say(key).to_owned(), Side::Left);
        let columns = vec![head("report.norm"), head("report.requirement"), head("report.why_open")];
        blocks.push(table(None, columns, 2, rows));
    }
    let mut remarks = scope(desk);
    remarks.extend(matrices(desk));
    if !remarks.is_empty() {
        let items = remarks.into_iter().map(|one| vec![Block::Paragraph(plain(one))]).collect();
        blocks.push(Block::List { first: None, items });
    }
    if blocks.is_empty() { Vec::new() } else { vec![desk.section(desk.say("report.open"), 1, blocks)] }
}

/// What is undecided of a norm: requirements that are so for the same reason in one line.
fn of_norm(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Vec<Vec<Text>> {
    let is_open = |found: &&RequirementVerdict| {
        found.verdict == Some(Verdict::Undecided) || found.aimed == Some(Verdict::Undecided)
    };
    let mut by_reason: Vec<(String, Vec<String>)> = Vec::new();
    for found in verdict.requirements.iter().filter(is_open) {
        let Some(written) = norm.requirements.get(found.index) else { continue };
        let (why, name) = (why(desk, found), desk.name_of(norm, written));
        match by_reason.iter_mut().find(|(known, _)| *known == why) {
            Some((_, names)) => names.push(name),
            None => by_reason.push((why, vec![name])),
        }
    }
    let line = |(why, names): (String, Vec<String>)| {
        let row = match names.as_slice() {
            [one] if one == norm.declared.title() => Text::new(),
            all if all.len() > 2 && all.len() == norm.requirements.len() => {
                plain(desk.fill("report.all_requirements", &[("count", &desk.count(all.len() as u64))]))
            }
            all => plain(all.join("; ")),
        };
        vec![vec![Inline::Strong(plain(norm.declared.title()))], row, plain(why)]
    };
    by_reason.into_iter().map(line).collect()
}

fn why(desk: &Desk<'_>, found: &RequirementVerdict) -> String {
    let counts = found.counts.unwrap_or_default();
    let mut why: Vec<String> = found.notes.iter().filter_map(|note| remark(desk, note)).collect();
    if counts.pending > 0 {
        why.push(desk.counted(counts.pending, "report.pending_one", "report.pending_many"));
    }
    if counts.maybe > 0 && !found.notes.iter().any(|note| matches!(note, Note::Unknown(_) | Note::Skipped { .. })) {
        why.push(desk.counted(counts.maybe, "report.maybe_one", "report.maybe_many"));
    }
    if why.is_empty() {
        why.push(desk.say("report.no_value").to_owned());
    }
    why.join("; ")
}

/// Tickets that the contract does not apply to.
fn scope(desk: &Desk<'_>) -> Vec<String> {
    let Some(outside) = desk.period.out_of_scope.filter(|outside| outside.tickets > 0 || outside.maybe > 0) else {
        return Vec::new();
    };
    let mut lines = vec![desk.counted(outside.tickets, "report.outside_one", "report.outside")];
    if outside.maybe > 0 {
        lines.push(desk.counted(outside.maybe, "report.outside_maybe_one", "report.outside_maybe"));
    }
    lines
}

/// Where recorded priorities are not those of the matrix or the rules.
fn matrices(desk: &Desk<'_>) -> Vec<String> {
    let model = desk.findings.model;
    let differ = desk.period.matrix_checks.iter().filter(|check| check.checked > check.agree);
    differ
        .map(|check| {
            let kind = model.ticket_kind(check.kind).declared.title();
            let (agree, checked) = (desk.count(check.agree), desk.count(check.checked));
            desk.fill("report.matrix", &[("kind", kind), ("agree", &agree), ("checked", &checked)])
        })
        .collect()
}
