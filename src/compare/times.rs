//! Windows and holiday lists as sets of time, over the years in which the contracts hold.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};

use super::change::{Change, Effect};
use super::part::{Kind, Part};
use super::places::Uses;
use super::trend::{Growth, TWO_WAYS};
use super::words::length;
use super::{Comparing, names};
use crate::calendar::{Interval, IntervalSet, Schedule, holidays::DATA_VERSION};
use crate::model::{HolidaysId, Model, WindowBody, WindowExpr, WindowId, Zone};
use crate::quantity::{Elapsed, Instant};

/// So many weeks are looked at to tell how many hours an ordinary one has.
const WEEKS: u32 = 260;
/// So many days are listed; the others are counted.
const LISTED: usize = 3;

pub(super) const GAINED_AND_LOST: &str = "some hours are gained and others lost";

pub(super) fn compare(comparing: &Comparing<'_>) {
    for (old, new) in comparing.pairs(Kind::Holidays) {
        list(comparing, HolidaysId(old), HolidaysId(new));
    }
    for (old, new) in comparing.pairs(Kind::Window) {
        window(comparing, WindowId(old), WindowId(new));
    }
    for kind in [Kind::Holidays, Kind::Window] {
        names::come_and_go(comparing, kind, false);
    }
}

fn list(comparing: &Comparing<'_>, old: HolidaysId, new: HolidaysId) {
    let (was, now) = (comparing.old.holiday_list(old), comparing.new.holiday_list(new));
    if comparing.same(was, now) {
        return;
    }
    let subject = comparing.subject((Kind::Holidays, new.0));
    let first_old = u32::try_from(comparing.new.holidays.len()).unwrap_or(u32::MAX);
    let (was, now) = (comparing.calendar.holidays(HolidaysId(first_old + old.0)), comparing.calendar.holidays(new));
    let years = comparing.years();
    let within = |date: &NaiveDate| years.contains(*date);
    let gained: Vec<NaiveDate> =
        now.iter().map(|(day, _)| day).filter(|day| !was.contains(*day) && within(day)).collect();
    let lost: Vec<NaiveDate> =
        was.iter().map(|(day, _)| day).filter(|day| !now.contains(*day) && within(day)).collect();
    if gained.is_empty() && lost.is_empty() {
        let called = |day: &(NaiveDate, Option<&str>)| was.label(day.0) != day.1 && within(&day.0);
        if now.iter().any(|day| called(&day)) {
            comparing.push(Change::text(&subject, "some of its days have another name"));
        } else if was.iter().ne(now.iter()) {
            comparing.push(Change::text(&subject, "other days only in years in which the contract does not hold"));
        }
        return;
    }
    let node = (Kind::Holidays, new.0);
    let class = comparing.class_of(Some((Kind::Holidays, old.0)), Some(node));
    let before = more_days(comparing.old, &comparing.old_uses, old);
    let more = more_days(comparing.new, &comparing.new_uses, new).and(before, TWO_WAYS);
    let effect = match (gained.is_empty(), lost.is_empty()) {
        (false, false) if more == Effect::Neither => Effect::Neither,
        (false, false) => Effect::unclear("some days are added and others removed"),
        (true, _) => more.mirrored(),
        (false, true) => more,
    };
    let shown = |days: &[NaiveDate], dates: &crate::calendar::HolidayDates, what: &str| -> Vec<String> {
        let ahead = days.iter().position(|day| *day >= years.shown_from).unwrap_or_default();
        let days = days.get(ahead..).unwrap_or_default();
        let listed = days.iter().take(LISTED).map(|day| {
            let name = dates.label(*day).map(|name| format!(" ({name})")).unwrap_or_default();
            format!("{what}: {} {day}{name}", weekday(day.weekday()))
        });
        let mut lines: Vec<String> = listed.collect();
        let more = days.len().saturating_sub(LISTED);
        if let (Some(last), true) = (lines.last_mut(), more > 0) {
            last.push_str(&format!(", and {more} more days"));
        }
        lines
    };
    let mut witnesses = shown(&lost, was, "no longer");
    witnesses.extend(shown(&gained, now, "now"));
    let many = |days: &[NaiveDate]| if days.len() == 1 { "1 day".to_owned() } else { format!("{} days", days.len()) };
    let what = match (gained.is_empty(), lost.is_empty()) {
        (false, true) => format!("{} more", many(&gained)),
        (true, _) => format!("{} fewer", many(&lost)),
        (false, false) => format!("{} more and {} fewer", many(&gained), many(&lost)),
    };
    let reaches = comparing.reaches(node);
    let what = format!("{what}, {}", years.words());
    comparing.push(Change { reaches, ..Change::new(&subject, what, class, effect).shown_by(witnesses) });
}

fn window(comparing: &Comparing<'_>, old: WindowId, new: WindowId) {
    let (was, now) = (comparing.old.window(old), comparing.new.window(new));
    if comparing.same(was, now) {
        return;
    }
    let node = (Kind::Window, new.0);
    let subject = comparing.subject(node);
    let (before, after) = (comparing.old_window(old), WindowExpr::Window(new));
    let Some(hours) = comparing.hours(&before, &after) else {
        if comparing.calendar.schedule(&before) != comparing.calendar.schedule(&after) {
            comparing.push(Change::text(&subject, "other hours only in years in which the contract does not hold"));
        }
        return;
    };
    let class = comparing.class_of(Some((Kind::Window, old.0)), Some(node));
    // What depends on it in either contract: the way back is the mirror image.
    let growth = || {
        let before = Growth::of(comparing.old, &comparing.old_uses, old, hours.whole_days).effect();
        Growth::of(comparing.new, &comparing.new_uses, new, hours.whole_days).effect().and(before, TWO_WAYS)
    };
    let effect = hours.effect(growth);
    let reaches = comparing.reaches(node);
    let change = Change::new(&subject, hours.what.clone(), class, effect).shown_by(hours.witnesses);
    comparing.push(Change { reaches, ..change });
}

/// How the hours of one thing differ from those of another.
pub(super) struct Hours {
    /// `4h30m a week more`
    pub what: String,
    pub witnesses: Vec<String>,
    pub gains: bool,
    pub loses: bool,
    /// What is gained or lost are days on which it does not open otherwise.
    pub whole_days: bool,
}

impl Hours {
    /// For whose good that is, when `growth` is what more hours are.
    pub(super) fn effect(&self, growth: impl FnOnce() -> Effect) -> Effect {
        match (self.gains, self.loses, growth()) {
            (_, _, Effect::Neither) => Effect::Neither,
            (true, false, effect) => effect,
            (false, true, effect) => effect.mirrored(),
            (true, true, _) => Effect::unclear(GAINED_AND_LOST),
            // Limits in hours do not ask to which day an hour belongs.
            (false, false, Effect::Better | Effect::Worse) => Effect::Neither,
            (false, false, Effect::Unclear(_)) => Effect::unclear("limits in workdays count other days"),
        }
    }
}

/// The years in which at least one of two contracts holds.
pub(super) struct Years {
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    /// From when on examples are looked for: those of years long past tell nobody anything.
    pub shown_from: NaiveDate,
}

impl Years {
    fn contains(&self, day: NaiveDate) -> bool {
        self.first.is_none_or(|first| first <= day) && self.last.is_none_or(|last| day <= last)
    }

    fn words(&self) -> String {
        match (self.first, self.last) {
            (Some(first), Some(last)) => format!("from {first} to {last}"),
            (Some(first), None) => format!("from {first} to 2100"),
            (None, Some(last)) => format!("from 1990 to {last}"),
            (None, None) => "from 1990 to 2100".to_owned(),
        }
    }
}

impl Comparing<'_> {
    pub(super) fn years(&self) -> Years {
        let (old, new) = (&self.old.header, &self.new.header);
        let first = old.effective_from.zip(new.effective_from).map(|(a, b)| a.min(b));
        let last = old.effective_to.zip(new.effective_to).map(|(a, b)| a.max(b));
        let known = DATA_VERSION.get(..4).and_then(|year| year.parse().ok()).unwrap_or(2026);
        let this_year = NaiveDate::from_ymd_opt(known, 1, 1).expect("a year has a first day");
        let shown_from = old.effective_from.into_iter().chain(new.effective_from).max().unwrap_or(this_year);
        Years { first, last, shown_from }
    }

    /// How the hours of two windows differ while the contracts hold; `None`: not at all. Both are in terms of the
    /// calendar of both contracts.
    pub(super) fn hours(&self, old: &WindowExpr, new: &WindowExpr) -> Option<Hours> {
        let calendar = self.calendar;
        let years = self.years();
        let zone = calendar.zone_of(new);
        let midnight = |day: Option<NaiveDate>, otherwise| day.map_or(otherwise, |day| zone.midnight(day));
        let from = midnight(years.first, Instant::FIRST);
        let to = midnight(years.last.and_then(|day| day.succ_opt()), Instant::END);
        let (was, now) = (calendar.schedule(old), calendar.schedule(new));
        let gained = now.open().difference(was.open()).clip(from, to);
        let lost = was.open().difference(now.open()).clip(from, to);
        let (old_days, new_days) = (calendar.workdays(old), calendar.workdays(new));
        if gained.is_empty() && lost.is_empty() {
            let belong = |at: Instant| old_days.day_of(at) == new_days.day_of(at);
            let moved = was.open().clip(from, to).iter().find(|interval| !belong(interval.start()))?;
            return Some(Hours {
                what: "the same hours, counted to other days".to_owned(),
                witnesses: vec![format!("{}, counted to another day", spell(calendar.zone(), moved, "open", " on"))],
                gains: false,
                loses: false,
                whole_days: false,
            });
        }
        let new_opening = |interval: Interval| !old_days.opens_on(zone.local(interval.start()).date());
        let old_opening = |interval: Interval| !new_days.opens_on(zone.local(interval.start()).date());
        let whole_days = gained.iter().all(new_opening) && lost.iter().all(old_opening);
        let shown_from = zone.midnight(years.shown_from);
        let mut witnesses = Vec::new();
        witnesses.extend(self.example(zone, &lost, shown_from, "closed", ", was open"));
        witnesses.extend(self.example(zone, &gained, shown_from, "open", ", was closed"));
        let what = in_words(zone, &gained, &lost, &years);
        Some(Hours { what, witnesses, gains: !gained.is_empty(), loses: !lost.is_empty(), whole_days })
    }

    /// The first part of a set that a reader will meet, of one day.
    fn example(&self, zone: Zone, set: &IntervalSet, from: Instant, word: &str, was: &str) -> Option<String> {
        let found = set.iter().find(|interval| interval.start() >= from).or_else(|| {
            set.iter().filter_map(|interval| interval.intersection(Interval::new(from, Instant::END)?)).next()
        });
        let found = found.or_else(|| set.iter().next())?;
        let next_day = zone.local(found.start()).date().checked_add_days(Days::new(1))?;
        let day = Interval::new(found.start(), found.end().min(zone.midnight(next_day)))?;
        let date = zone.local(day.start()).date();
        let mut lists = (0..).map(HolidaysId).take(self.calendar.model().holidays.len());
        let holiday = lists.find_map(|list| self.calendar.holidays(list).label(date));
        let holiday = holiday.map(|name| format!(" ({name})")).unwrap_or_default();
        Some(format!("{}{holiday}{was}", spell(zone, day, word, " on")))
    }

    /// More time in which something must not be is a stricter promise.
    pub(super) fn wider(&self, old: &WindowExpr, new: &WindowExpr) -> Effect {
        let (was, now) = (old.part(self.was), new.part(self.now));
        if was == now {
            return Effect::Neither;
        }
        self.hours(&was, &now).map_or(Effect::Neither, |hours| hours.effect(|| Effect::Better))
    }
}

/// For whose good more days in a holiday list are: windows are closed on them, or open on them.
fn more_days(model: &Model, uses: &Uses, list: HolidaysId) -> Effect {
    let mut effect = Effect::Neither;
    for (id, window) in (0..).map(WindowId).zip(&model.windows) {
        let WindowBody::Lines { regular, dated: _ } = &window.body else { continue };
        let closes = |line: &crate::model::RegularLine| line.closed.contains(&list);
        let opens = |line: &crate::model::RegularLine| {
            line.days.iter().any(|days| matches!(days, crate::model::Days::Holidays(on) if *on == list))
        };
        let (closing, opening) = (regular.iter().any(closes), regular.iter().any(opens));
        if !closing && !opening {
            continue;
        }
        let whole_days = regular.iter().all(|line| closes(line) != opens(line));
        let growth = Growth::of(model, uses, id, whole_days).effect();
        let own = match (closing, opening, growth) {
            (_, _, Effect::Neither) => Effect::Neither,
            (true, false, growth) => growth.mirrored(),
            (false, _, growth) => growth,
            (true, true, _) => Effect::unclear(GAINED_AND_LOST),
        };
        effect = effect.and(own, "windows that close on these days, and windows that open on them");
    }
    effect
}

/// `4h30m a week more`, by the change that most weeks have; otherwise on how many days.
fn in_words(zone: Zone, gained: &IntervalSet, lost: &IntervalSet, years: &Years) -> String {
    let start = years.shown_from.week(Weekday::Mon).first_day();
    let usual = |set: &IntervalSet| {
        let schedule = Schedule::new(set.clone());
        let mut counted: BTreeMap<Elapsed, u32> = BTreeMap::new();
        for week in 0..WEEKS {
            let day = start.checked_add_days(Days::new(u64::from(week) * 7));
            let next = start.checked_add_days(Days::new(u64::from(week) * 7 + 7));
            let Some((day, next)) = day.zip(next).filter(|(day, _)| years.contains(*day)) else { continue };
            *counted.entry(schedule.elapsed(zone.midnight(day), zone.midnight(next))).or_default() += 1;
        }
        counted.into_iter().max_by_key(|(_, weeks)| *weeks).map_or(Elapsed::ZERO, |(usual, _)| usual)
    };
    let on_days = |set: &IntervalSet| {
        let mut days: Vec<NaiveDate> = set.iter().map(|interval| zone.local(interval.start()).date()).collect();
        days.dedup();
        if days.len() == 1 { "1 day".to_owned() } else { format!("{} days", days.len()) }
    };
    let part = |set: &IntervalSet, word: &str| {
        if set.is_empty() {
            return None;
        }
        Some(match usual(set) {
            Elapsed::ZERO => format!("{word} hours on {}, {}", on_days(set), years.words()),
            usual => format!("{} a week {word}", length(usual)),
        })
    };
    let parts: Vec<String> = [part(gained, "more"), part(lost, "fewer")].into_iter().flatten().collect();
    parts.join(" and ")
}

/// `closed on Friday 2026-05-15 16:00–17:30`
fn spell(zone: Zone, interval: Interval, word: &str, on: &str) -> String {
    let (from, to) = (zone.local(interval.start()), zone.local(interval.end()));
    let date = from.date();
    let end = if to.time() == NaiveTime::MIN && to.date() > date { "24:00".to_owned() } else { time(to) };
    format!("{word}{on} {} {date} {}–{end}", weekday(date.weekday()), time(from))
}

fn time(local: NaiveDateTime) -> String {
    let shown = format!("{:02}:{:02}", local.hour(), local.minute());
    if local.second() == 0 { shown } else { format!("{shown}:{:02}", local.second()) }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
