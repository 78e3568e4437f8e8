//! What decided a norm beside tickets that missed: outages and maintenance, obligations, updates, bad slices; and what
//! there is to know of its figures.

use crate::eval::verdict::{NormVerdict, Note, Outcome};
use crate::model::Norm;
use crate::report::page::{Block, Inline, Mark, Side, Text, plain};
use crate::report::rounding;

use super::desk::{Desk, table};
use super::misses::{LISTED, place};

/// The rows that weigh, once each, and the remarks.
pub(super) fn blocks(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Vec<Block> {
    let mut rows: Vec<Vec<Text>> = Vec::new();
    let mut remarks: Vec<String> = Vec::new();
    let mut more = 0;
    for found in &verdict.requirements {
        if norm.requirements.get(found.index).is_none() {
            continue;
        }
        for note in &found.notes {
            match row(desk, note) {
                Some(row) if rows.contains(&row) => {}
                Some(_) if rows.len() == LISTED => more += 1,
                Some(row) => rows.push(row),
                None => remarks.extend(remark(desk, note).filter(|one| !remarks.contains(one))),
            }
        }
    }
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        let head = |key: &str, side| (desk.say(key).to_owned(), side);
        let columns = vec![
            head("report.what", Side::Left),
            head("report.how_much", Side::Right),
            head("report.when", Side::Left),
            head("report.read", Side::Left),
        ];
        blocks.push(table(Some(plain(desk.say("report.decisive"))), columns, 1, rows));
    }
    if more > 0 {
        blocks.push(Block::Paragraph(plain(desk.counted(more, "report.more_one", "report.more"))));
    }
    if !remarks.is_empty() {
        let items = remarks.into_iter().map(|one| vec![Block::Paragraph(plain(one))]).collect();
        blocks.push(Block::List { first: None, items });
    }
    blocks
}

/// A row of evidence that weighs: what, how much, when, where it was read.
fn row(desk: &Desk<'_>, note: &Note) -> Option<Vec<Text>> {
    let table_of = |row| plain(desk.say(table_key(desk.findings.table(row))));
    match note {
        Note::Row { from, to, counted, row } => {
            Some(vec![table_of(*row), plain(desk.duration(*counted)), plain(desk.span(*from, *to)), place(desk, *row)])
        }
        Note::Lacking { from, to, columns, row } => Some(vec![
            table_of(*row),
            plain(desk.fill("report.without", &[("columns", &columns.join(", "))])),
            plain(desk.span(*from, *to)),
            place(desk, *row),
        ]),
        Note::Owed { ticket, from, until, updates, wanted, row } => {
            let values = [("updates", desk.count(*updates)), ("wanted", desk.count(*wanted))];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            Some(vec![
                vec![Inline::Strong(plain(ticket.as_str()))],
                plain(desk.fill("report.updates", &values)),
                plain(desk.span(*from, Some(*until))),
                place(desk, *row),
            ])
        }
        Note::BadSlices { from, to, slices } => Some(vec![
            plain(desk.counted(*slices, "report.bad_slice", "report.bad_slices")),
            plain(desk.duration(from.until(*to))),
            plain(desk.span(*from, Some(*to))),
            Text::new(),
        ]),
        Note::Obligation { event, period, from, due, done, outcome, row } => {
            let title = desk.findings.model.event(*event).declared.title();
            let about = match period {
                Some(period) => desk.fill("report.about", &[("period", period)]),
                None => desk.fill("report.since", &[("at", &desk.moment(*from))]),
            };
            let due = due.map(|due| desk.fill("report.due", &[("at", &desk.moment(due))])).unwrap_or_default();
            let (mark, how) = match (outcome, done) {
                (Outcome::Good, Some(done)) => (Mark::Good, desk.fill("report.done", &[("at", &desk.moment(*done))])),
                (Outcome::Missed, Some(done)) => {
                    (Mark::Bad, format!("{}, {due}", desk.fill("report.done", &[("at", &desk.moment(*done))])))
                }
                (Outcome::Missed, None) => (Mark::Bad, format!("{}, {due}", desk.say("report.not_done"))),
                (Outcome::Good | Outcome::Pending, _) => (Mark::Unsure, due),
            };
            Some(vec![
                plain(title),
                plain(about),
                vec![Inline::Verdict(mark, how)],
                row.map(|row| place(desk, row)).unwrap_or_default(),
            ])
        }
        Note::Missed { .. }
        | Note::NotAgreed
        | Note::AllOfFew { .. }
        | Note::OpenSlices { .. }
        | Note::CutSlice { .. }
        | Note::Stretch { .. }
        | Note::NotThere
        | Note::NoTable(_)
        | Note::Skipped { .. }
        | Note::Unknown(_)
        | Note::Impossible(_) => None,
    }
}

/// What a table of evidence is called.
pub(super) fn table_key(table: &str) -> &'static str {
    match table {
        "outages" => "report.outages",
        "maintenance" => "report.maintenance",
        "tickets" => "report.tickets",
        "events" => "report.events",
        "samples" => "report.samples",
        "waits" => "report.waits",
        "updates" => "report.updates_table",
        "changes" => "report.changes",
        "amounts" => "report.amounts",
        "judgements" => "report.judgements",
        "components" => "report.components",
        _ => "report.rows",
    }
}

/// What there is to know of the figures.
pub(super) fn remark(desk: &Desk<'_>, note: &Note) -> Option<String> {
    match note {
        Note::NotAgreed => Some(desk.say("report.not_agreed").to_owned()),
        Note::AllOfFew { of, bound } => {
            let bound = rounding::bound(desk.scribe.locale, bound);
            Some(desk.fill("report.all_of_few", &[("count", &desk.count(*of)), ("bound", &bound)]))
        }
        Note::NoTable(table) => Some(desk.fill("report.no_table", &[("table", table)])),
        Note::Skipped { table, rows, could_turn } => {
            let key = match (could_turn, rows) {
                (None, 1) => "report.skipped_one",
                (None, _) => "report.skipped",
                (Some(true), 1) => "report.skipped_turns_one",
                (Some(true), _) => "report.skipped_turns",
                (Some(false), 1) => "report.skipped_holds_one",
                (Some(false), _) => "report.skipped_holds",
            };
            Some(desk.fill(key, &[("table", table), ("count", &desk.count(*rows))]))
        }
        Note::Unknown(tickets) => Some(desk.counted(*tickets, "report.unknown_one", "report.unknown")),
        Note::Impossible(reason) => Some(reason.clone()),
        Note::OpenSlices { slices, first } => {
            let slices = desk.counted(*slices, "report.slice", "report.slices");
            Some(desk.fill("report.open_slices", &[("slices", &slices), ("at", &desk.moment(*first))]))
        }
        Note::CutSlice { length, of } => {
            Some(desk.fill("report.cut_slice", &[("length", &desk.duration(*length)), ("of", &desk.duration(*of))]))
        }
        Note::Stretch { from, to } => Some(desk.fill("report.stretch", &[("span", &desk.span(*from, Some(*to)))])),
        Note::Missed { .. }
        | Note::Owed { .. }
        | Note::Row { .. }
        | Note::BadSlices { .. }
        | Note::Obligation { .. }
        | Note::Lacking { .. }
        | Note::NotThere => None,
    }
}
