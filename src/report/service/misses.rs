//! Tickets that missed: by how much, and why, in a line each.

use crate::eval::verdict::{NormVerdict, Note};
use crate::evidence::RowRef;
use crate::model::{Norm, Requirement};
use crate::quantity::{Elapsed, Instant};
use crate::report::order::natural;
use crate::report::page::{Block, Inline, Side, Text, plain};

use super::desk::{Desk, table as columns_of};

/// Misses listed of one norm; the others are counted.
pub(super) const LISTED: usize = 25;

/// A ticket that missed a bound.
struct Miss<'n> {
    written: &'n Requirement,
    index: usize,
    ticket: &'n str,
    elapsed: Elapsed,
    limit: Elapsed,
    over: Elapsed,
    settled: Instant,
    row: RowRef,
}

/// The misses of a norm, those that took longest beyond their limit first; nothing where there are none.
pub(super) fn table(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Vec<Block> {
    let several = verdict.requirements.len() > 1;
    let mut misses: Vec<Miss<'_>> = Vec::new();
    for found in &verdict.requirements {
        let Some(written) = norm.requirements.get(found.index) else { continue };
        for note in &found.notes {
            if let Note::Missed { ticket, elapsed, limit, settled, row } = note {
                let over = Elapsed::from_micros(elapsed.micros().saturating_sub(limit.micros()).max(0));
                let (elapsed, limit, settled, row) = (*elapsed, *limit, *settled, *row);
                misses.push(Miss { written, index: found.index, ticket, elapsed, limit, over, settled, row });
            }
        }
    }
    misses.sort_by(|a, b| {
        b.over.cmp(&a.over).then_with(|| natural(a.ticket, b.ticket)).then_with(|| a.index.cmp(&b.index))
    });
    let more = misses.len().saturating_sub(LISTED) as u64;
    let line = |miss: &Miss<'_>| {
        vec![
            vec![Inline::Strong(plain(miss.ticket))],
            if several { plain(desk.name_of(norm, miss.written)) } else { Text::new() },
            plain(desk.duration(miss.elapsed)),
            plain(desk.duration(miss.limit)),
            plain(desk.duration(miss.over)),
            plain(why(desk, verdict, miss.index, miss.ticket, desk.moment(miss.settled))),
            place(desk, miss.row),
        ]
    };
    let rows: Vec<Vec<Text>> = misses.iter().take(LISTED).map(line).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = |key: &str, side| (desk.say(key).to_owned(), side);
    let columns = vec![
        head("report.ticket", Side::Left),
        head("report.requirement", Side::Left),
        head("report.elapsed", Side::Right),
        head("report.limit", Side::Right),
        head("report.over_by", Side::Right),
        head("report.why", Side::Left),
        head("report.read", Side::Left),
    ];
    let caption = Some(plain(desk.say("report.misses")));
    let mut blocks = vec![columns_of(caption, columns, 1, rows)];
    if more > 0 {
        blocks.push(Block::Paragraph(plain(desk.counted(more, "report.more_one", "report.more"))));
    }
    blocks
}

/// Stopped after the deadline, or not stopped at all; and what of the time did not count.
fn why(desk: &Desk<'_>, verdict: &NormVerdict, index: usize, ticket: &str, settled: String) -> String {
    let Some(reading) = desk.reading(ticket, verdict.norm, index) else {
        return desk.fill("report.missed_at", &[("at", &settled)]);
    };
    let bound = reading.bounds.iter().find(|bound| bound.norm == verdict.norm && bound.requirement == index);
    let deadline = bound.and_then(|bound| bound.deadline).map(|at| desk.moment(at)).unwrap_or_default();
    let mut why = match reading.stopped {
        Some(stopped) if stopped <= desk.period.to => {
            desk.fill("report.stopped_late", &[("deadline", &deadline), ("stopped", &desk.moment(stopped))])
        }
        Some(_) | None => desk.fill("report.not_stopped", &[("deadline", &deadline)]),
    };
    if reading.paused.micros() > 0 {
        why.push_str("; ");
        why.push_str(&desk.fill("report.paused", &[("length", &desk.duration(reading.paused))]));
    }
    why
}

/// Where something was read: `data/tickets.csv:13`.
pub(super) fn place(desk: &Desk<'_>, row: RowRef) -> Text {
    let (file, line) = desk.findings.row(row);
    if file.is_empty() { Text::new() } else { vec![Inline::Code(format!("{file}:{line}"))] }
}
