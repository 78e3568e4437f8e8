//! What to look at: the tickets and rows that weigh, and what is not known.

use std::collections::BTreeSet;

use crate::eval::verdict::{MatrixCheck, NormVerdict, Note, Outcome, PeriodVerdicts};
use crate::evidence::RowRef;
use crate::model::Model;

use super::findings::Findings;
use super::grid::{Cell, Grid, Side};
use super::locale;
use super::paint::{Ink, Paint};
use super::rounding;
use super::text::{measured, row_name};

/// Tickets or rows shown of one requirement; the others are counted.
const SHOWN: usize = 5;

/// Of every requirement that has something to look at, its notes; then where matrices or rules differ.
pub(super) fn render(findings: &Findings<'_>, period: &PeriodVerdicts, paint: Paint) -> String {
    let model = findings.model;
    let mut out = String::new();
    for verdict in &period.norms {
        out.push_str(&of_norm(findings, verdict, paint));
    }
    out.push_str(&scope(findings.model, period, paint));
    for check in period.matrix_checks.iter().filter(|check| check.checked > 0) {
        out.push_str(&matrix(model, check, paint));
    }
    out
}

fn of_norm(findings: &Findings<'_>, verdict: &NormVerdict, paint: Paint) -> String {
    let model = findings.model;
    let norm = model.norm(verdict.norm);
    let heading = |parts: &[&str]| {
        let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        let mut grid = Grid::new(&[("", Side::Left)]);
        grid.row(vec![parts.join(" · ").into()]);
        grid.draw(2, paint)
    };
    let mut out = String::new();
    let shared = shared(verdict);
    if !shared.is_empty() {
        out.push_str(&heading(&[&norm.declared.name, "every requirement"]));
        out.push_str(&of_requirement(findings, &shared, 0, paint));
    }
    for found in &verdict.requirements {
        let Some(written) = norm.requirements.get(found.index) else { continue };
        let pending = found.counts.map_or(0, |counts| counts.pending);
        let own: Vec<&Note> = found.notes.iter().filter(|note| !shared.contains(note)).collect();
        if !own.is_empty() || pending > 0 {
            out.push_str(&heading(&[&norm.declared.name, &row_name(written), &measured(model, norm, written)]));
            out.push_str(&of_requirement(findings, &own, pending, paint));
        }
    }
    out
}

/// What is said of every judged requirement of a norm alike, where there are several: said once.
fn shared(verdict: &NormVerdict) -> Vec<&Note> {
    let judged: Vec<_> = verdict.requirements.iter().filter(|found| found.verdict.is_some()).collect();
    match judged.as_slice() {
        [first, others @ ..] if !others.is_empty() => {
            let missed: Vec<BTreeSet<&str>> = others.iter().map(|other| missed(&other.notes)).collect();
            let may_be = |note: &&Note| {
                let Note::Missed { ticket, .. } = note else { return true };
                missed.iter().all(|missed| missed.contains(ticket.as_str()))
            };
            let is_in_all = |note: &&Note| others.iter().all(|other| other.notes.contains(note));
            first.notes.iter().filter(may_be).filter(is_in_all).collect()
        }
        _ => Vec::new(),
    }
}

/// The tickets that missed: there may be many.
fn missed(notes: &[Note]) -> BTreeSet<&str> {
    notes
        .iter()
        .filter_map(|note| if let Note::Missed { ticket, .. } = note { Some(ticket.as_str()) } else { None })
        .collect()
}

/// Notes, each on a line: rows first, then remarks.
fn of_requirement(findings: &Findings<'_>, notes: &[&Note], pending: u64, paint: Paint) -> String {
    let columns = [("", Side::Left), ("", Side::Left), ("", Side::Left), ("", Side::End)];
    let mut rows = Grid::new(&columns);
    let mut remarks = Grid::new(&[("", Side::Left)]);
    let (mut shown, mut more) = (0, 0);
    for note in notes {
        // Of misses there may be hundreds of thousands.
        if shown == SHOWN && matches!(note, Note::Missed { .. }) {
            more += 1;
            continue;
        }
        match row_cells(findings, note) {
            Some(_) if shown == SHOWN => more += 1,
            Some(cells) => {
                shown += 1;
                rows.row(cells);
            }
            None => remarks.row(vec![remark(findings.model, note).into()]),
        }
    }
    let locale = findings.model.header.locale;
    if more > 0 {
        remarks.row(vec![(format!("and {} more", locale::count(locale, more)), Ink::Faint).into()]);
    }
    if pending > 0 {
        remarks.row(vec![(format!("{} pending", locale::count(locale, pending)), Ink::Unsure).into()]);
    }
    format!("{}{}", rows.draw(4, paint), remarks.draw(4, paint))
}

/// Every note of one requirement; misses only where `misses` says so.
pub(super) fn all(findings: &Findings<'_>, notes: &[Note], misses: bool, paint: Paint) -> String {
    let mut rows = Grid::new(&[("", Side::Left), ("", Side::Left), ("", Side::Left), ("", Side::End)]);
    let mut remarks = Grid::new(&[("", Side::Left)]);
    for note in notes.iter().filter(|note| misses || !matches!(note, Note::Missed { .. })) {
        match row_cells(findings, note) {
            Some(cells) => rows.row(cells),
            None => remarks.row(vec![remark(findings.model, note).into()]),
        }
    }
    format!("{}{}", rows.draw(3, paint), remarks.draw(3, paint))
}

/// A ticket or row: what, how much, when, where it was read.
fn row_cells(findings: &Findings<'_>, note: &Note) -> Option<Vec<Cell>> {
    let header = &findings.model.header;
    let duration = |elapsed| locale::duration(header.locale, elapsed);
    let place = |row| Cell::from((place(findings, row), Ink::Faint));
    match note {
        Note::Missed { ticket, elapsed, limit, settled, row } => Some(vec![
            (ticket.clone(), Ink::Bad).into(),
            format!("{} of {}", duration(*elapsed), duration(*limit)).into(),
            format!("missed {}", locale::moment(header.locale, header.zone, *settled)).into(),
            place(*row),
        ]),
        Note::Owed { ticket, from, until, updates, wanted, row } => {
            let end = locale::moment_after(header.locale, header.zone, *from, *until);
            Some(vec![
                (ticket.clone(), Ink::Bad).into(),
                format!("{updates} of {wanted} updates").into(),
                format!("{} – {end}", locale::moment(header.locale, header.zone, *from)).into(),
                place(*row),
            ])
        }
        Note::Row { from, to, counted, row } => {
            let end = match to {
                Some(to) => locale::moment_after(header.locale, header.zone, *from, *to),
                None => "still going on".to_owned(),
            };
            Some(vec![
                findings.table(*row).into(),
                duration(*counted).into(),
                format!("{} – {end}", locale::moment(header.locale, header.zone, *from)).into(),
                place(*row),
            ])
        }
        Note::BadSlices { from, to, slices } => Some(vec![
            (counted(header.locale, *slices, "bad slice"), Ink::Bad).into(),
            duration(from.until(*to)).into(),
            format!(
                "{} – {}",
                locale::moment(header.locale, header.zone, *from),
                locale::moment_after(header.locale, header.zone, *from, *to)
            )
            .into(),
            "".into(),
        ]),
        Note::Obligation { event, period, from, due, done, outcome, row } => {
            let moment = |at| locale::moment(header.locale, header.zone, at);
            let ink = match outcome {
                Outcome::Good => Ink::Plain,
                Outcome::Missed => Ink::Bad,
                Outcome::Pending => Ink::Unsure,
            };
            let title = findings.model.event(*event).declared.title().to_owned();
            let about = period.as_ref().map_or_else(|| format!("since {}", moment(*from)), |it| format!("about {it}"));
            let due = due.map(|due| format!("due {}", moment(due)));
            let how = match done {
                Some(done) => format!("done {}", moment(*done)),
                None if *outcome == Outcome::Missed => format!("missed, {}", due.unwrap_or_default()),
                None => due.unwrap_or_else(|| "due after 2100".to_owned()),
            };
            Some(vec![(title, ink).into(), about.into(), how.into(), row.map_or_else(Cell::default, place)])
        }
        Note::Lacking { from, to, columns, row } => {
            let end = match to {
                Some(to) => locale::moment_after(header.locale, header.zone, *from, *to),
                None => "still going on".to_owned(),
            };
            Some(vec![
                findings.table(*row).into(),
                (format!("without {}", columns.join(", ")), Ink::Unsure).into(),
                format!("{} – {end}", locale::moment(header.locale, header.zone, *from)).into(),
                place(*row),
            ])
        }
        Note::NotAgreed
        | Note::AllOfFew { .. }
        | Note::NoTable(_)
        | Note::Skipped { .. }
        | Note::Unknown(_)
        | Note::Impossible(_)
        | Note::OpenSlices { .. }
        | Note::CutSlice { .. }
        | Note::Stretch { .. }
        | Note::NotThere => None,
    }
}

/// `data/tickets.csv:13`; of a long path the end, since that tells files apart.
pub(super) fn place(findings: &Findings<'_>, row: RowRef) -> String {
    const WIDEST: usize = 28;
    let (file, line) = findings.row(row);
    // A row of a test stands in no file.
    if file.is_empty() {
        return String::new();
    }
    let letters = file.chars().count();
    if letters <= WIDEST {
        return format!("{file}:{line}");
    }
    let end: String = file.chars().skip(letters + 1 - WIDEST).collect();
    format!("…{end}:{line}")
}

/// `1 slice`, `2 slices`
fn counted(locale: crate::model::Locale, count: u64, what: &str) -> String {
    format!("{} {what}{}", locale::count(locale, count), if count == 1 { "" } else { "s" })
}

fn remark(model: &Model, note: &Note) -> String {
    let header = &model.header;
    let count = |n| locale::count(model.header.locale, n);
    match note {
        Note::NoTable(table) => format!("no table `{table}` in the evidence"),
        Note::Skipped { table, rows, could_turn } => {
            let (what, were) = if *rows == 1 { ("row", "was") } else { ("rows", "were") };
            let so_what = match could_turn {
                None => "and may belong here",
                Some(true) => "and could turn the verdict",
                Some(false) => "and could not turn the verdict",
            };
            format!("{} bad {what} of `{table}` {were} skipped {so_what}", count(*rows))
        }
        Note::Unknown(1) => "1 ticket lacks a value that decides whether it belongs here".to_owned(),
        Note::Unknown(tickets) => {
            format!("{} tickets lack a value that decides whether they belong here", count(*tickets))
        }
        Note::Impossible(reason) => reason.clone(),
        Note::NotAgreed => "the bound is not agreed yet".to_owned(),
        Note::AllOfFew { of, bound } => {
            let bound = rounding::bound(header.locale, bound);
            format!("with only {} to count, {bound} means all of them: one miss breaches it", count(*of))
        }
        Note::Missed { ticket, .. } | Note::Owed { ticket, .. } => ticket.clone(),
        Note::OpenSlices { slices, first } => format!(
            "{} cannot be judged for want of samples, from {} on",
            counted(header.locale, *slices, "slice"),
            locale::moment(header.locale, header.zone, *first)
        ),
        Note::CutSlice { length, of } => format!(
            "the last slice has {} instead of {}",
            locale::duration(header.locale, *length),
            locale::duration(header.locale, *of)
        ),
        Note::Row { .. } | Note::BadSlices { .. } | Note::Obligation { .. } => String::new(),
        Note::Stretch { from, to } => {
            let header = &model.header;
            let moment = |at| locale::moment(header.locale, header.zone, at);
            format!("measured from {} to {}", moment(*from), moment(*to))
        }
        Note::NotThere => "not there in this period".to_owned(),
        Note::Lacking { .. } => String::new(),
    }
}

/// How many tickets the contract does not apply to.
fn scope(model: &Model, period: &PeriodVerdicts, paint: Paint) -> String {
    let (Some(applies), Some(outside)) = (&model.applies, period.out_of_scope) else { return String::new() };
    let count = |n| locale::count(model.header.locale, n);
    let tickets = if outside.tickets == 1 { "ticket" } else { "tickets" };
    let mut out = Grid::new(&[("", Side::Left)]);
    out.row(vec![
        format!("out of scope: {} {tickets} opened here, not `{}`", count(outside.tickets), applies.text).into(),
    ]);
    if outside.maybe > 0 {
        let words = format!("{} more lack a value that decides whether the contract applies", count(outside.maybe));
        out.row(vec![(words, Ink::Unsure).into()]);
    }
    out.draw(2, paint)
}

fn matrix(model: &Model, check: &MatrixCheck, paint: Paint) -> String {
    let count = |n| locale::count(model.header.locale, n);
    let name = |id| model.priority(id).name.as_str();
    let kind = &model.ticket_kind(check.kind).declared.name;
    let by = check.by(model);
    let agree = format!("{} of {}", count(check.agree), count(check.checked));
    let mut out = Grid::new(&[("", Side::Left)]);
    out.row(vec![format!("{by} of {kind}: {agree} recorded priorities are those of the {by}").into()]);
    let mut rows = Grid::new(&[("", Side::Left), ("", Side::Left)]);
    for (ticket, recorded, given) in check.differ.iter().take(SHOWN) {
        let given = given.map_or("no priority", name);
        rows.row(vec![ticket.as_str().into(), format!("recorded {}, by the {by} {given}", name(*recorded)).into()]);
    }
    let more = check.differ.len().saturating_sub(SHOWN);
    if more > 0 {
        rows.row(vec![(format!("and {more} more"), Ink::Faint).into()]);
    }
    format!("{}{}", out.draw(2, paint), rows.draw(4, paint))
}
