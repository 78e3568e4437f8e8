//! Exports with a row for every update of a ticket: which row counts, what the log tells, and columns that know what
//! came later.

use super::Looked;
use super::facts::Facts;
use super::mapping::Mapping;
use super::moments::Moments;
use super::names::{self, Stage, stage};
use super::page::{Page, key, list, many, text};
use super::settings;
use crate::evidence::project::Table;
use crate::evidence::schema::{Holds, TableShape};

pub(super) fn write(page: &mut Page, looked: &Looked, mapping: &Mapping<'_>, tables: &[TableShape]) {
    let column = |known: &[&str]| {
        let called = |name: &&str| looked.facts.iter().find(|facts| names::plain(&facts.name) == **name);
        known.iter().find_map(called).filter(|facts| !facts.is_double)
    };
    let status = column(names::STATUS).filter(|facts| facts.values.is_some());
    if let Some(status) = status {
        look_ahead(page, looked, mapping, status);
    }
    let Some(ticket) = mapping.found("ticket") else { return };
    let Some(line) = ticket.repeated else { return };
    let name = text(&ticket.name);
    page.question(&format!("Several rows have one value of {name} (the first time in line {line}). If each row is an"));
    page.remark("update of a ticket, the last one is how it stands now:");
    page.offer("keep", "\"last\"");
    let at = names::UPDATE.iter().skip(1).find_map(|name| {
        let called = |facts: &&Facts| names::plain(&facts.name) == *name && facts.is_of_moments();
        looked.facts.iter().find(called).filter(|_| *name != "created at" && *name != "sys created on")
    });
    let (Some(status), Some(at)) = (status, at) else { return };
    page.remark("and the rows before it are a log of what changed. Take away the `#` of these lines too:");
    let log = Log { looked, mapping, ticket, at };
    log.block(page, status, "status");
    log.statuses(page, status, tables);
    if let Some(priority) = mapping.found("priority") {
        log.block(page, priority, "priority");
        page.remark("with `values.priority` as above");
    }
}

/// The log in a file of tickets.
struct Log<'a> {
    looked: &'a Looked,
    mapping: &'a Mapping<'a>,
    ticket: &'a Facts,
    at: &'a Facts,
}

impl Log<'_> {
    fn block(&self, page: &mut Page, value: &Facts, field: &str) {
        page.line("#");
        page.line("# [[evidence.changes]]");
        page.offer("files", &list(std::slice::from_ref(&self.looked.name), false));
        if self.looked.grid.delimiter != b',' {
            page.offer("delimiter", &text(&char::from(self.looked.grid.delimiter).to_string()));
        }
        let mut settings = Page::default();
        let mut moments = Moments::default();
        moments.merge(&self.at.moments, &self.at.name);
        settings::write_datetime(&mut settings, &moments);
        for line in settings.finish().lines() {
            page.line(&if line.starts_with('#') { line.to_owned() } else { format!("# {line}") });
        }
        let missing: Vec<String> = settings::missing(self.mapping).keys().map(|word| (*word).to_owned()).collect();
        if !missing.is_empty() {
            page.offer("missing", &list(&missing, false));
        }
        page.offer("columns.ticket", &text(&self.ticket.name));
        page.offer("columns.at", &text(&self.at.name));
        page.offer("columns.value", &text(&value.name));
        page.offer("defaults.field", &text(field));
    }

    /// What each status means, where its name says it.
    fn statuses(&self, page: &mut Page, status: &Facts, tables: &[TableShape]) {
        let values: Vec<(&str, u64)> =
            status.values.iter().flatten().map(|(value, count)| (value.as_ref(), *count)).collect();
        let of = |wanted: Option<Stage>| {
            let is = move |(value, _): &&(&str, u64)| stage(value) == wanted;
            values.iter().filter(is).collect::<Vec<_>>()
        };
        let named = [("open", Stage::Open), ("resolved", Stage::Resolved), ("closed", Stage::Closed)];
        for (setting, stage) in named {
            let texts: Vec<String> = of(Some(stage)).into_iter().map(|(value, _)| (*value).to_owned()).collect();
            if !texts.is_empty() {
                page.offer(setting, &list(&texts, false));
            }
        }
        let waits = tables.iter().find(|shape| shape.table == Table::Waits);
        let reason = waits.and_then(|shape| shape.columns.iter().find(|column| column.name == "reason"));
        let reasons = match reason.map(|column| &column.holds) {
            Some(Holds::OneOf(reasons)) => format!(" ({})", reasons.join(", ")),
            Some(_) | None => String::new(),
        };
        let waiting = of(Some(Stage::Waiting));
        if !waiting.is_empty() {
            page.question(&format!("For which reason does a ticket wait in each of these{reasons}?"));
        }
        for (value, count) in waiting {
            page.line(&format!("# waits.{} = \"?\"  # {}", key(value), many(*count, "row")));
        }
        let unclear = of(None);
        if !unclear.is_empty() {
            page.question("What do these say: `open`, `resolved`, `closed`, or a reason to wait?");
        }
        for (value, count) in unclear {
            page.remark(&format!("{} ({})", text(value), many(*count, "row")));
        }
    }
}

/// Rows that say when a ticket was resolved while their status says that it is not.
fn look_ahead(page: &mut Page, looked: &Looked, mapping: &Mapping<'_>, status: &Facts) {
    let slot = |facts: &Facts| (0..).zip(&looked.facts).find(|(_, other)| other.name == facts.name).map(|(n, _)| n);
    let Some(status_slot) = slot(status) else { return };
    let mut looks_ahead = false;
    for column in ["resolved", "closed"] {
        let Some(found) = mapping.found(column) else { continue };
        let Some(found_slot) = slot(found) else { continue };
        let (mut count, mut first) = (0, None);
        looked.grid.each(&mut |row| {
            let Some(said) = row.cell(status_slot) else { return };
            let is_open = matches!(stage(&said.text), Some(Stage::Open | Stage::Waiting));
            let is_filled = || {
                let said = row.cell(found_slot);
                said.is_some_and(|said| !said.text.is_empty() && !found.missing.contains_key(said.text.as_ref()))
            };
            if is_open && is_filled() {
                count += 1;
                first.get_or_insert_with(|| (row.number, said.text.to_string()));
            }
        });
        let Some((line, value)) = first else { continue };
        let (name, status) = (text(&found.name), text(&status.name));
        page.remark(&format!(
            "Look out: {name} is filled in {}, whose {status} says that work goes on (line {line}: {}).",
            many(count, "row"),
            text(&value)
        ));
        looks_ahead = true;
    }
    if looks_ahead {
        page.remark("The export looks ahead: it tells what came later than the row. A ticket may have been reopened since; a log");
        page.remark("of changes tells what was so when.");
    }
}
