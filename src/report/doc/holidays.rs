//! Holiday lists: where they come from, and the dates of some years.

use chrono::{Datelike, NaiveDate};

use crate::model::{Holidays, HolidaysId, PublicHolidays};

use super::chapters::capital;
use super::scribe::{Entry, Scribe, Topic};
use crate::report::dates;
use crate::report::page::{Block, Side, Table, Text, plain};

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let ids = (0_u32..).map(HolidaysId);
    scribe.model.holidays.iter().zip(ids).map(|(list, id)| entry(scribe, list, id)).collect()
}

fn entry(scribe: &Scribe<'_>, list: &Holidays, id: HolidaysId) -> Entry {
    let mut blocks = vec![Block::List { first: None, items: items(scribe, list) }];
    let table = dated(scribe, id);
    if !table.rows.is_empty() {
        blocks.push(Block::Table(table));
    }
    let mut entry = Entry::of(&list.declared, Topic::Holidays, blocks);
    entry.title = plain(capital(list.declared.title()));
    entry
}

/// A row a holiday, a column a year.
fn dated(scribe: &Scribe<'_>, id: HolidaysId) -> Table {
    let years: Vec<i32> = (scribe.years.0..=scribe.years.1).collect();
    let mut rows: Vec<(Option<&str>, Vec<Vec<NaiveDate>>)> = Vec::new();
    for (date, label) in scribe.calendar.holidays(id).iter() {
        let Some(year) = years.iter().position(|year| *year == date.year()) else { continue };
        let row = match rows.iter_mut().find(|(known, _)| label.is_some() && *known == label) {
            Some((_, row)) => row,
            None => {
                rows.push((label, vec![Vec::new(); years.len()]));
                rows.last_mut().map(|(_, row)| row).expect("just added")
            }
        };
        if let Some(dates) = row.get_mut(year) {
            dates.push(date);
        }
    }
    rows.sort_by_key(|(_, row)| row.iter().flatten().map(|date| (date.month(), date.day())).min());
    let line = |(label, row): &(Option<&str>, Vec<Vec<NaiveDate>>)| -> Vec<Text> {
        let cells = row.iter().map(|dates| plain(runs(scribe, dates).join(", ")));
        std::iter::once(plain(label.unwrap_or("–"))).chain(cells).collect()
    };
    let heads = years.iter().map(|year| (plain(year.to_string()), 1));
    Table {
        caption: None,
        head: vec![std::iter::once((plain(scribe.say("holidays.day")), 1)).chain(heads).collect()],
        names: 1,
        sides: vec![Side::Left; years.len() + 1],
        rows: rows.iter().map(line).collect(),
    }
}

/// Days in a row as one: `ma 25 december tot en met vr 29 december`.
fn runs(scribe: &Scribe<'_>, days: &[NaiveDate]) -> Vec<String> {
    let shown = |date: &NaiveDate| {
        let day = dates::day_of_year(&scribe.words, date.month(), date.day());
        format!("{} {day}", scribe.words.nth("date.short", date.weekday().num_days_from_monday() as usize))
    };
    days.chunk_by(|a, b| a.succ_opt() == Some(*b))
        .filter_map(|run| match run {
            [] => None,
            [only] => Some(shown(only)),
            [first, .., last] => Some(scribe.fill("date.range", &[("from", &shown(first)), ("to", &shown(last))])),
        })
        .collect()
}

fn items(scribe: &Scribe<'_>, list: &Holidays) -> Vec<Vec<Block>> {
    let date = |date| dates::date(&scribe.words, date);
    let range = |from: String, to: String| {
        if from == to { from } else { scribe.fill("date.range", &[("from", &from), ("to", &to)]) }
    };
    let labelled = |days: String, label: &Option<String>| match label {
        Some(label) => format!("{days}: {label}"),
        None => days,
    };
    let public = list.public.iter().map(|line| public(scribe, line));
    let yearly = list.yearly.iter().map(|(from, to, label)| {
        let day = |month, day| dates::day_of_year(&scribe.words, month, day);
        let days = range(day(from.month, from.day), day(to.month, to.day));
        labelled(scribe.fill("holidays.yearly", &[("days", &days)]), label)
    });
    let on = list.on.iter().map(|(from, to, label)| labelled(range(date(*from), date(*to)), label));
    let except = list.except.iter().map(|(from, to)| {
        let days = range(date(*from), date(*to));
        scribe.fill("holidays.except", &[("days", &days)])
    });
    let lines = public.chain(yearly).chain(on).chain(except);
    lines.map(|line| vec![Block::Paragraph(plain(line))]).collect()
}

fn public(scribe: &Scribe<'_>, line: &PublicHolidays) -> String {
    let mut text = scribe.fill("holidays.public", &[("region", region(scribe, &line.region.value))]);
    let names = |all: &[crate::source::Spanned<String>]| {
        scribe.words.and(&all.iter().map(|one| one.value.replace('_', " ")).collect::<Vec<_>>())
    };
    if !line.with.is_empty() {
        text = scribe.fill("holidays.with", &[("list", &text), ("days", &names(&line.with))]);
    }
    if !line.without.is_empty() {
        text = scribe.fill("holidays.without", &[("list", &text), ("days", &names(&line.without))]);
    }
    text
}

/// The name of a country; of a part of one its code.
fn region<'s>(scribe: &'s Scribe<'_>, code: &'s str) -> &'s str {
    match code {
        "NL" => scribe.say("region.nl"),
        "BE" => scribe.say("region.be"),
        "DE" => scribe.say("region.de"),
        "US" => scribe.say("region.us"),
        "GB-EAW" => scribe.say("region.gb_eaw"),
        "GB-SCT" => scribe.say("region.gb_sct"),
        "GB-NIR" => scribe.say("region.gb_nir"),
        other => other,
    }
}
