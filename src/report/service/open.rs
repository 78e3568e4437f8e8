//! What could not be judged, and why.

use crate::eval::verdict::{NormVerdict, Verdict};
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

fn of_norm(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Vec<Vec<Text>> {
    let undecided = verdict
        .requirements
        .iter()
        .filter(|found| found.verdict == Some(Verdict::Undecided) || found.aimed == Some(Verdict::Undecided));
    undecided
        .filter_map(|found| {
            let written = norm.requirements.get(found.index)?;
            let counts = found.counts.unwrap_or_default();
            let mut why: Vec<String> = found.notes.iter().filter_map(|note| remark(desk, note)).collect();
            if counts.pending > 0 {
                why.push(desk.counted(counts.pending, "report.pending_one", "report.pending_many"));
            }
            if counts.maybe > 0 {
                why.push(desk.counted(counts.maybe, "report.maybe_one", "report.maybe_many"));
            }
            if why.is_empty() {
                why.push(desk.say("report.no_value").to_owned());
            }
            let name = desk.name_of(norm, written);
            let row = if name == norm.declared.title() { Text::new() } else { plain(name) };
            Some(vec![vec![Inline::Strong(plain(norm.declared.title()))], row, plain(why.join("; "))])
        })
        .collect()
}

/// Tickets that the contract does not apply to.
fn scope(desk: &Desk<'_>) -> Vec<String> {
    let (Some(applies), Some(outside)) = (&desk.findings.model.applies, desk.period.out_of_scope) else {
        return Vec::new();
    };
    let count = desk.count(outside.tickets);
    let mut lines = vec![desk.fill("report.outside", &[("count", &count), ("condition", &applies.text)])];
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
