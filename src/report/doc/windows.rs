//! Windows: a grid of the week for those that share one, and each in words.

use std::collections::BTreeSet;

use crate::model::{Days, HolidaysId, Model, Window, WindowBody, WindowExpr, WindowId};

use super::chapters::{capital, title};
use super::scribe::{Entry, Scribe, Topic};
use super::week::{self, WeekSet};
use crate::report::dates;
use crate::report::page::{Block, Inline, Text, Week, WeekDay, paragraph, plain};

/// Windows of one clause whose hours never meet are drawn in one week.
struct Group {
    clause: Option<String>,
    windows: Vec<(WindowId, Option<WeekSet>)>,
}

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let model = scribe.model;
    let mut groups: Vec<Group> = Vec::new();
    for (n, window) in model.windows.iter().enumerate() {
        let id = WindowId(u32::try_from(n).expect("a model counts its items in 32 bits"));
        let set = week::of_window(model, id, None).filter(|set| !set.is_empty());
        let last = groups
            .last_mut()
            .filter(|group| group.clause == window.declared.clause && fits(model, group, id, set.as_ref()));
        match last {
            Some(group) => group.windows.push((id, set)),
            None => groups.push(Group { clause: window.declared.clause.clone(), windows: vec![(id, set)] }),
        }
    }
    groups.iter().map(|group| entry(scribe, group)).collect()
}

/// Whether a window is drawn in the week of the group: at no moment is another one open, and they tell time alike.
fn fits(model: &Model, group: &Group, id: WindowId, set: Option<&WeekSet>) -> bool {
    let Some(set) = set else { return false };
    group.windows.len() < 4
        && group.windows.iter().all(|(other, drawn)| {
            let same_zone = model.window(*other).zone == model.window(id).zone;
            same_zone && drawn.as_ref().is_some_and(|drawn| drawn.intersection(set).is_empty())
        })
}

fn entry(scribe: &Scribe<'_>, group: &Group) -> Entry {
    let model = scribe.model;
    let windows: Vec<&Window> = group.windows.iter().map(|(id, _)| model.window(*id)).collect();
    let first = windows.first().expect("a group holds a window");
    let names: Vec<String> = windows.iter().map(|window| scribe.window_title(window)).collect();
    let mut blocks = Vec::new();
    if group.windows.iter().all(|(_, set)| set.is_some()) {
        blocks.push(Block::Week(grid(scribe, group, &names)));
    }
    match windows.as_slice() {
        [only] => blocks.extend(in_words(scribe, only)),
        several => {
            let terms = several.iter().map(|window| (title(&scribe.window_title(window)), in_words(scribe, window)));
            blocks.push(Block::Terms(terms.collect()));
        }
    }
    let ids: BTreeSet<WindowId> = group.windows.iter().map(|(id, _)| *id).collect();
    for ensure in &model.ensures {
        if ensure.windows.first().is_some_and(|id| ids.contains(id)) {
            let names: Vec<String> =
                ensure.windows.iter().map(|id| model.window(*id).declared.title().to_owned()).collect();
            blocks.push(paragraph(scribe.fill("hours.ensured", &[("windows", &scribe.words.and(&names))])));
        }
    }
    let title: Text = plain(scribe.words.and(&names));
    Entry { clause: group.clause.clone(), topic: Topic::Hours, at: first.declared.span, title, blocks }
}

fn grid(scribe: &Scribe<'_>, group: &Group, names: &[String]) -> Week {
    let sets: Vec<&WeekSet> = group.windows.iter().filter_map(|(_, set)| set.as_ref()).collect();
    let row = |name: String, sets: &[&WeekSet], day: u32| {
        let mut spans: Vec<(usize, u32, u32)> = sets
            .iter()
            .enumerate()
            .flat_map(|(n, set)| set.day(day).into_iter().map(move |(from, to)| (n, from, to)))
            .collect();
        spans.sort_by_key(|(_, from, _)| *from);
        WeekDay { name, spans }
    };
    let mut days: Vec<WeekDay> =
        (0..7).map(|day| row(capital(scribe.words.nth("date.weekdays", day as usize)), &sets, day)).collect();
    for list in lists(scribe.model, group) {
        let on_list: Option<Vec<WeekSet>> =
            group.windows.iter().map(|(id, _)| week::of_window(scribe.model, *id, Some(list))).collect();
        let Some(on_list) = on_list else { continue };
        let on_list: Vec<&WeekSet> = on_list.iter().collect();
        let name = capital(&scribe.list(list));
        let rows: Vec<WeekDay> = (0..7).map(|day| row(name.clone(), &on_list, day)).collect();
        // A row for the list says something only where it says the same of every day that it changes.
        let changed: Vec<&WeekDay> =
            rows.iter().zip(&days).filter(|(row, day)| row.spans != day.spans).map(|(row, _)| row).collect();
        if let Some(first) = changed.first()
            && changed.iter().all(|row| row == first)
        {
            days.push((*first).clone());
        }
    }
    let zone = group.windows.first().map(|(id, _)| scribe.model.window(*id).zone.to_string()).unwrap_or_default();
    let zone_words = plain(scribe.fill("hours.local", &[("zone", &zone)]));
    Week {
        caption: zone_words,
        day: scribe.say("hours.day").to_owned(),
        windows: names.to_vec(),
        days,
        closed: scribe.say("hours.closed").to_owned(),
    }
}

/// Holiday lists that the windows of a group go by.
fn lists(model: &Model, group: &Group) -> BTreeSet<HolidaysId> {
    let mut found = BTreeSet::new();
    for (id, _) in &group.windows {
        of_window(model, *id, &mut found);
    }
    found
}

fn of_window(model: &Model, id: WindowId, found: &mut BTreeSet<HolidaysId>) {
    match &model.window(id).body {
        WindowBody::Lines { regular, dated: _ } => {
            for line in regular {
                found.extend(line.closed.iter().copied());
                found.extend(line.days.iter().filter_map(|days| match days {
                    Days::Holidays(list) => Some(*list),
                    Days::Weekdays(..) | Days::NthWeekday(..) | Days::AfterNthWeekday(..) => None,
                }));
            }
        }
        WindowBody::Algebra(expr) => of_expr(model, expr, found),
    }
}

fn of_expr(model: &Model, expr: &WindowExpr, found: &mut BTreeSet<HolidaysId>) {
    match expr {
        WindowExpr::Window(id) => of_window(model, *id, found),
        WindowExpr::Always => {}
        WindowExpr::Union(a, b) | WindowExpr::Intersection(a, b) | WindowExpr::Difference(a, b) => {
            of_expr(model, a, found);
            of_expr(model, b, found);
        }
    }
}

/// The lines of a window, or what it is made of.
fn in_words(scribe: &Scribe<'_>, window: &Window) -> Vec<Block> {
    let mut lines: Vec<Text> = match &window.body {
        WindowBody::Algebra(expr) => vec![plain(capital(&scribe.window(expr)))],
        WindowBody::Lines { regular, dated } => {
            let regular = regular.iter().map(|line| plain(scribe.line(line)));
            let dated = dated.iter().map(|(first, last, spans)| {
                let date = |date| dates::date(&scribe.words, date);
                let days = match first == last {
                    true => date(*first),
                    false => scribe.fill("date.range", &[("from", &date(*first)), ("to", &date(*last))]),
                };
                let spans: Vec<String> = spans.iter().map(|span| dates::hours(span.from, span.to)).collect();
                let hours =
                    if spans.is_empty() { scribe.say("hours.closed").to_owned() } else { scribe.words.and(&spans) };
                plain(scribe.fill("hours.dated", &[("days", &days), ("hours", &hours)]))
            });
            regular.chain(dated).collect()
        }
    };
    if window.zone != scribe.model.header.zone {
        lines.push(vec![Inline::Plain(scribe.fill("hours.zone", &[("zone", &window.zone.to_string())]))]);
    }
    match <[Text; 1]>::try_from(lines) {
        Ok([only]) => vec![Block::Paragraph(only)],
        Err(lines) => vec![Block::List {
            first: None,
            items: lines.into_iter().map(|line| vec![Block::Paragraph(line)]).collect(),
        }],
    }
}
