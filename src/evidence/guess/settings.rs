//! What a file tells without doubt: how it is written, which columns are which, and values that differ in case only.

use std::collections::BTreeMap;

use super::Looked;
use super::facts::Facts;
use super::mapping::{Mapped, Mapping};
use super::moments::{Decision, Moments};
use super::page::{Page, key, list, text};
use crate::evidence::project::{Format, Table, preset_like};
use crate::evidence::schema::Holds;

pub(super) fn write(page: &mut Page, looked: &Looked, mapping: &Mapping<'_>, several: bool) {
    let table = mapping.table.table;
    let name = table.name();
    page.line(&if several { format!("[[evidence.{name}]]") } else { format!("[evidence.{name}]") });
    page.setting("files", &list(std::slice::from_ref(&looked.name), false));
    of_file(page, looked, table);
    let headers: Vec<&str> = looked.facts.iter().map(|facts| facts.name.as_str()).collect();
    if let Some(preset) = preset_like(table, &headers) {
        page.question(&format!("Its headers are those of the preset \"{preset}\", which knows more of such exports:"));
        page.offer("preset", &text(preset));
    }
    datetime(page, mapping);
    decimal(page, mapping);
    let missing = missing(mapping);
    if !missing.is_empty() {
        let counted = missing.iter().map(|(word, (count, column))| format!("{} ({count} in {column})", text(word)));
        page.remark(&format!("Taken for \"no value\": {}.", counted.collect::<Vec<_>>().join(", ")));
        page.setting("missing", &list(&missing.keys().map(|word| (*word).to_owned()).collect::<Vec<_>>(), false));
    }
    columns(page, mapping);
    for (mapped, found) in mapping.columns.iter().filter_map(|mapped| Some((mapped, mapped.found?))) {
        for (from, to) in same_but_for_case(mapped, found) {
            page.setting(&format!("values.{}.{}", key(&mapped.shape.name), key(&from)), &text(&to));
        }
    }
}

/// Which column is which.
fn columns(page: &mut Page, mapping: &Mapping<'_>) {
    let found = || mapping.columns.iter().filter_map(|mapped| Some((mapped, mapped.found?)));
    let alike = found().filter(|(mapped, found)| found.name == mapped.shape.name && mapped.others.is_empty());
    let alike: Vec<String> = alike.map(|(_, found)| text(&found.name)).collect();
    if !alike.is_empty() {
        page.remark(&format!("Called as in the contract: {}.", alike.join(", ")));
    }
    for (mapped, found) in found() {
        let others: Vec<String> = mapped.others.iter().map(|other| text(&other.name)).collect();
        let remark = match others.as_slice() {
            [] if mapped.is_by_values => "  # by its values".to_owned(),
            [] => String::new(),
            others => format!("  # or {}?", others.join(", ")),
        };
        if found.name != mapped.shape.name || !others.is_empty() {
            page.line(&format!("columns.{} = {}{remark}", key(&mapped.shape.name), text(&found.name)));
        }
    }
}

/// What the name of the file does not tell.
fn of_file(page: &mut Page, looked: &Looked, table: Table) {
    let (word, usual) = match looked.grid.format {
        Format::Csv => ("csv", b','),
        Format::Tsv => ("tsv", b'\t'),
        Format::Json => ("json", b','),
        Format::Jsonl => ("jsonl", b','),
        Format::Toml => ("toml", b','),
        Format::Ics => ("ics", b','),
    };
    if !looked.grid.is_told {
        page.setting("format", &text(word));
    }
    if looked.grid.delimiter != usual {
        page.setting("delimiter", &text(&char::from(looked.grid.delimiter).to_string()));
    }
    if let Some(rows) = looked.grid.key.as_deref().filter(|key| *key != table.name()) {
        page.setting("rows", &text(rows));
    }
}

/// How the moments of all mapped columns are written.
fn datetime(page: &mut Page, mapping: &Mapping<'_>) {
    let of_moments = mapping.columns.iter().filter(|mapped| mapped.shape.holds == Holds::Instant);
    let mut all = Moments::default();
    for found in of_moments.filter_map(|mapped| mapped.found) {
        all.merge(&found.moments, &found.name);
        if let Some(bad) = &found.moments.unread {
            let (value, column, line) = (text(&bad.text), text(&found.name), bad.line);
            page.remark(&format!("{value} in {column} (line {line}) is no moment: such rows will be refused."));
        }
    }
    write_datetime(page, &all);
}

/// `datetime`, with its reasons, or as a question.
pub(super) fn write_datetime(page: &mut Page, moments: &Moments) {
    let order = |format: &str| if format.find("%d") < format.find("%m") { "day" } else { "month" };
    match moments.decide() {
        Decision::Decided(formats, _) if formats.is_empty() || formats == ["iso"] => {}
        Decision::Decided(formats, reasons) => {
            for (format, why) in reasons {
                let (value, column, line) = (text(&why.text), text(&why.column), why.line);
                page.remark(&format!("The {} comes first: line {line} says {value} in {column}.", order(&format)));
            }
            page.setting("datetime", &list(&formats, true));
        }
        Decision::Open(lists) => {
            page.question("Which comes first, the day or the month? No row tells, and it is never guessed.");
            lists.iter().for_each(|formats| page.offer("datetime", &list(formats, true)));
        }
        Decision::Mixed(day, month) => {
            page.question("Which comes first, the day or the month? The rows contradict each other:");
            for (order, why) in [("day", day), ("month", month)] {
                let (value, column, line) = (text(&why.text), text(&why.column), why.line);
                page.remark(&format!("line {line} says {value} in {column}, which only reads with the {order} first."));
            }
            let all: Vec<&str> = moments.formats.iter().map(|fit| fit.text.as_str()).collect();
            all.into_iter().for_each(|format| page.offer("datetime", &text(format)));
        }
    }
}

/// Whether the decimal mark is a comma.
fn decimal(page: &mut Page, mapping: &Mapping<'_>) {
    let is_of_numbers = |mapped: &&Mapped<'_>| {
        matches!(mapped.shape.holds, Holds::Number | Holds::Percent)
            || (mapping.table.table == Table::Samples && mapped.shape.name == "value")
    };
    let found = || mapping.columns.iter().filter(is_of_numbers).filter_map(|mapped| mapped.found);
    let comma = found().find_map(|facts| Some((facts, facts.comma.as_ref()?)));
    let point = found().find_map(|facts| Some((facts, facts.point.as_ref()?)));
    let said = |(facts, (line, value)): (&Facts, &(u32, String))| {
        format!("line {line} says {} in {}", text(value), text(&facts.name))
    };
    match (comma, point) {
        (None, _) => {}
        (Some(comma), None) => {
            page.remark(&format!("The decimal mark is a comma: {}.", said(comma)));
            page.setting("decimal", "\",\"");
        }
        (Some(comma), Some(point)) => {
            page.question(&format!("Is the decimal mark a comma? {}, but {}.", said(comma), said(point)));
            page.offer("decimal", "\",\"");
        }
    }
}

/// Words for "no value" in the mapped columns, with how often they stand in which; none that the contract knows as a
/// value.
pub(super) fn missing(mapping: &Mapping<'_>) -> BTreeMap<&'static str, (u64, String)> {
    let mut words: BTreeMap<&'static str, (u64, String)> = BTreeMap::new();
    let known = |word: &str| {
        mapping.columns.iter().any(|mapped| match &mapped.shape.holds {
            Holds::OneOf(values) => values.iter().any(|value| value == word),
            Holds::Text | Holds::Instant | Holds::Number | Holds::Percent => false,
            Holds::Duration | Holds::YesNo | Holds::Period => false,
        })
    };
    let mut all: Vec<&Facts> = Vec::new();
    for found in mapping.columns.iter().filter_map(|mapped| mapped.found) {
        if all.iter().all(|known| known.name != found.name) {
            all.push(found);
        }
    }
    for found in all {
        for (word, count) in found.missing.iter().filter(|(word, _)| !known(word)) {
            let (sum, columns) = words.entry(word).or_default();
            *sum += count;
            if !columns.is_empty() {
                columns.push_str(", ");
            }
            columns.push_str(&text(&found.name));
        }
    }
    words
}

/// Values that are the contract's but for their case.
fn same_but_for_case(mapped: &Mapped<'_>, found: &Facts) -> Vec<(String, String)> {
    let (Holds::OneOf(accepted), Some(values)) = (&mapped.shape.holds, &found.values) else { return Vec::new() };
    let pair = |value: &str| {
        let to = same(accepted, value)?;
        (to != value).then(|| (value.to_owned(), to.to_owned()))
    };
    values.keys().filter_map(|value| pair(value)).collect()
}

/// The one of `accepted` that is `value` but for case.
pub(super) fn same<'a>(accepted: &'a [String], value: &str) -> Option<&'a str> {
    if let Some(exact) = accepted.iter().find(|known| *known == value) {
        return Some(exact);
    }
    let mut alike = accepted.iter().filter(|known| known.to_lowercase() == value.to_lowercase());
    alike.next().filter(|_| alike.next().is_none()).map(String::as_str)
}
