//! What a contract promises about its windows, proved over every instant from 1990 to 2100.

use super::error::CalendarError;
use super::holidays::{DayOption, Region};
use super::{Calendar, Interval, IntervalSet, spell};
use crate::diagnostic::{Diagnostics, did_you_mean, nearest};
use crate::model::{Ensure, HolidaysId, PublicHolidays, Window, WindowExpr, WindowId, Zone};
use crate::quantity::Instant;
use crate::source::Spanned;

/// Proves every `ensure … cover the week exactly once`, and warns of windows that never open.
///
/// Holiday regions and options that the calendar does not know come first: where there are any, nothing can be proved.
pub fn prove(calendar: &Calendar<'_>) -> Diagnostics {
    let model = calendar.model();
    let mut found = Diagnostics::default();
    for line in model.holidays.iter().flat_map(|list| &list.public) {
        check_public(line, &mut found);
    }
    if found.has_errors() {
        return found;
    }
    for ensure in &model.ensures {
        prove_cover(calendar, ensure, &mut found);
    }
    for (index, window) in model.windows.iter().enumerate() {
        let id = WindowId(u32::try_from(index).unwrap_or(u32::MAX));
        if calendar.window(id).open().is_empty() {
            let Window { declared, .. } = window;
            found.push(declared.span, CalendarError::NeverOpen { name: declared.name.clone(), span: declared.span });
        }
    }
    found
}

fn check_public(line: &PublicHolidays, found: &mut Diagnostics) {
    let Spanned { value: code, span } = &line.region;
    let Some(region) = Region::from_code(code) else {
        let help = unknown_region(code);
        found.push(*span, CalendarError::UnknownRegion { code: code.clone(), span: *span, help });
        return;
    };
    let known = || region.options().iter().map(|option: &DayOption| option.name);
    for Spanned { value: option, span } in line.with.iter().chain(&line.without) {
        if !known().any(|name| name == option) {
            let help = match known().next() {
                None => "it has none: use `on`, `yearly` and `except` lines".to_owned(),
                Some(_) => did_you_mean(option, known()).unwrap_or_else(|| {
                    let all: Vec<String> = known().map(|name| format!("`{name}`")).collect();
                    format!("its options are {}", all.join(", "))
                }),
            };
            let (region, option, span) = (region.name(), option.clone(), *span);
            found.push(span, CalendarError::UnknownOption { region, option, span, help });
        }
    }
}

fn unknown_region(code: &str) -> String {
    let upper = code.to_uppercase();
    if Region::from_code(&upper).is_some() {
        return format!("codes are written in capitals: `{upper}`");
    }
    if upper == "GB" || upper == "UK" {
        return "its parts differ: write `GB-EAW` (England and Wales), `GB-SCT` (Scotland) or `GB-NIR` (Northern Ireland)"
            .to_owned();
    }
    let suggestion = nearest(code, Region::all().map(Region::code)).map(|code| format!("did you mean `{code}`? "));
    format!(
        "{}known are `NL`, `BE`, `DE`, the states of Germany such as `DE-BY`, `GB-EAW`, `GB-SCT`, `GB-NIR` and `US`; \
         write other days as `on` and `yearly` lines",
        suggestion.unwrap_or_default()
    )
}

/// Looks for the first time that none of the windows covers and the first that two of them do.
fn prove_cover(calendar: &Calendar<'_>, ensure: &Ensure, found: &mut Diagnostics) {
    let mut covered = IntervalSet::EMPTY;
    let mut twice = IntervalSet::EMPTY;
    for id in &ensure.windows {
        let schedule = calendar.window(*id);
        twice = twice.union(&covered.intersection(schedule.open()));
        covered = covered.union(schedule.open());
    }
    let gaps = IntervalSet::all_time().difference(&covered);
    let (zone, read_in) = zone_of_message(calendar, ensure);
    let place = |id: WindowId| calendar.model().window(id).declared.span;

    if let Some((gap, count)) = worth_showing(calendar, &gaps) {
        let closes = |id: WindowId| calendar.window(id).last_closing(gap.start()) == Some(gap.start());
        let opens = |id: WindowId| calendar.window(id).is_open(gap.end());
        let mut windows = ensure.windows.iter().copied();
        let problem = CalendarError::Gap {
            when: spelt(calendar, zone, gap),
            often: often("gap", count),
            read_in: read_in.clone(),
            ensure: ensure.span,
            closing: windows.clone().find(|id| closes(*id)).map(place),
            opening: windows.find(|id| opens(*id)).map(place),
        };
        found.push(ensure.span, problem);
    }

    if let Some((overlap, count)) = worth_showing(calendar, &twice) {
        let mut open =
            ensure.windows.iter().filter_map(|id| Some((*id, calendar.window(*id).open().at(overlap.start())?)));
        if let (Some((first, one)), Some((second, other))) = (open.next(), open.next()) {
            let name = |id: WindowId| calendar.model().window(id).declared.name.clone();
            let problem = CalendarError::Overlap {
                when: spelt(calendar, zone, one.intersection(other).unwrap_or(overlap)),
                often: often("overlap", count),
                read_in,
                first: name(first),
                second: name(second),
                ensure: ensure.span,
                first_span: place(first),
                second_span: place(second),
            };
            found.push(ensure.span, problem);
        }
    }
}

/// The first interval in which a reader will see the mistake, and how many there are from then on: the first while the
/// contract holds, if there is one then; and not one cut short because calendars begin with 1990.
fn worth_showing(calendar: &Calendar<'_>, wrong: &IntervalSet) -> Option<(Interval, usize)> {
    let since = |from: Instant| wrong.iter().position(|interval| interval.start() >= from);
    let whole = || wrong.iter().position(|interval| interval.start() > Instant::FIRST);
    let index = since(calendar.holds_from()).or_else(whole).unwrap_or_default();
    Some((*wrong.as_slice().get(index)?, wrong.len() - index))
}

/// The windows' own zone where they share one; otherwise the contract's, and the message says so.
fn zone_of_message(calendar: &Calendar<'_>, ensure: &Ensure) -> (Zone, String) {
    let mut zones = ensure.windows.iter().map(|id| calendar.zone_of(&WindowExpr::Window(*id)));
    match zones.next() {
        Some(zone) if zones.all(|other| other == zone) => (zone, String::new()),
        Some(_) | None => (calendar.zone(), format!("; times are in `{}`", calendar.zone())),
    }
}

fn often(what: &str, times: usize) -> String {
    match times {
        1 => format!("it is the only {what} until the end of 2100"),
        more => format!("it is the first of {more} {what}s until the end of 2100"),
    }
}

/// `Saturday 2024-01-06 00:00 to 09:00`, with the name of a holiday.
fn spelt(calendar: &Calendar<'_>, zone: Zone, interval: Interval) -> String {
    let from = zone.local(interval.start());
    let mut lists = (0..).map(HolidaysId).take(calendar.model().holidays.len());
    let holiday = lists.find_map(|list| calendar.holidays(list).label(from.date()).map(|name| format!(" ({name})")));
    format!("{}{}", spell::interval(zone, interval), holiday.unwrap_or_default())
}
