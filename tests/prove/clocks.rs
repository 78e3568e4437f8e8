//! Hours over which clocks go forward or back, beside a walk from minute to minute with the rules of the zone alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use sla::calendar::Calendar;
use sla::model::WindowId;
use sla::source::SourceMap;

use crate::cases::cases;

/// In Europe and America by an hour, on Lord Howe by half an hour, at midnight in Beirut, Santiago and Havana, often in
/// Casablanca, and by a whole day in Apia.
const ZONES: [&str; 8] = [
    "Europe/Amsterdam",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "America/Santiago",
    "America/Havana",
    "Africa/Casablanca",
    "Pacific/Apia",
];

/// How many of the changes a case looks at, one after the other from a random one on.
const LOOKED_AT: usize = 12;

/// Minutes since 1970 in UTC, and what the wall shows then, in minutes of the same kind.
type Minute = (i64, i64);

/// The hours in which clocks change, by their first minute, from 1990 to 2098.
static CHANGES: LazyLock<BTreeMap<&'static str, Vec<i64>>> = LazyLock::new(|| {
    let walk = |name: &&'static str| {
        let zone: Tz = name.parse().unwrap();
        // 1990-01-31, from midnight to midnight.
        let days = (10_562_400..).step_by(1440).take(365 * 108);
        let offset = |minute: &i64| wall(zone, *minute) - minute;
        let of_day = days.filter(|minute| offset(minute) != offset(&(minute + 1440)));
        let hour = |day: i64| (day..).step_by(60).find(|minute| offset(minute) != offset(&(minute + 60)));
        (*name, of_day.filter_map(hour).collect())
    };
    ZONES.iter().map(walk).collect()
});

/// The minutes from three days before an hour to three days after it.
fn around(zone: &str, hour: i64) -> Vec<Minute> {
    let zone = zone.parse().unwrap();
    (hour - 4320..hour + 4320).map(|minute| (minute, wall(zone, minute))).collect()
}

fn wall(zone: Tz, minute: i64) -> i64 {
    let utc: DateTime<Utc> = DateTime::from_timestamp(minute * 60, 0).unwrap();
    utc.with_timezone(&zone).naive_local().and_utc().timestamp() / 60
}

/// When the wall first shows a time; where it skips that time, so long after the last minute before the gap.
fn instant(minutes: &[Minute], time: i64) -> i64 {
    let shown = minutes.iter().find(|(_, wall)| *wall == time);
    shown.map_or_else(
        || {
            let before = minutes.iter().take_while(|(_, wall)| *wall < time).last().unwrap();
            before.0 + (time - before.1)
        },
        |(minute, _)| *minute,
    )
}

/// Hours of a window: weekdays from Monday as bits, minutes of the day, how many of them.
#[derive(Debug, Clone)]
struct Line {
    weekdays: u8,
    from: i64,
    length: i64,
}

/// Stretches around one change that nothing is left of, and those that are twice as long or more: the first minute on the
/// wall, and the last.
fn walked(minutes: &[Minute], lines: &[Line]) -> (BTreeSet<(i64, i64)>, BTreeSet<(i64, i64)>) {
    let middle = minutes[minutes.len() / 2].1;
    let days = (middle / 1440 - 2)..=(middle / 1440 + 2);
    let mut on_wall = BTreeSet::new();
    let mut spans = Vec::new();
    for day in days {
        for line in lines {
            // 1970-01-01 was a Thursday.
            if line.weekdays & (1 << (day + 3).rem_euclid(7)) == 0 {
                continue;
            }
            let (from, to) = (day * 1440 + line.from, day * 1440 + line.from + line.length);
            on_wall.extend(from..to);
            spans.push((from, to));
        }
    }
    let (mut emptied, mut doubled) = (BTreeSet::new(), BTreeSet::new());
    let mut rest: Vec<i64> = on_wall.into_iter().collect();
    while let Some(first) = rest.first().copied() {
        let run = rest.iter().zip(first..).take_while(|(minute, next)| **minute == *next).count();
        let last = first + run as i64;
        rest.drain(..run);
        let own = spans.iter().filter(|(from, _)| (first..last).contains(from));
        let open: BTreeSet<i64> = own.flat_map(|(from, to)| instant(minutes, *from)..instant(minutes, *to)).collect();
        let length = open.len() as i64;
        if length == 0 {
            emptied.insert((first, last));
        }
        if length >= 2 * (last - first) {
            doubled.insert((first, last));
        }
    }
    (emptied, doubled)
}

fn text(zone: &str, lines: &[Line]) -> String {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let written: Vec<String> = lines
        .iter()
        .map(|line| {
            let on: Vec<&str> =
                days.iter().enumerate().filter(|(n, _)| line.weekdays & (1 << n) != 0).map(|(_, day)| *day).collect();
            let time = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
            let end = (line.from + line.length) % 1440;
            let end = if end == 0 { "24:00".to_owned() } else { time(end) };
            format!("  {} {}-{end}", on.join(", "), time(line.from))
        })
        .collect();
    format!("edition 1\ncontract \"Walk\" {{ timezone {zone} }}\nwindow w {{\n{}\n}}\n", written.join("\n"))
}

fn minutes(time: NaiveDateTime) -> i64 {
    time.and_utc().timestamp() / 60
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    // Mostly near the hours at which clocks change, in quarters of an hour.
    let from = prop_oneof![4 => 0i64..16, 1 => 88i64..96, 1 => 0i64..96];
    let line = (1u8..128, from, 1i64..9).prop_map(|(weekdays, from, length)| Line {
        weekdays,
        from: from * 15,
        length: length * 15,
    });
    prop::collection::vec(line, 1..4)
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn stretches_agree_with_a_walk_by_minutes(
        zone in prop::sample::select(ZONES.to_vec()),
        lines in lines(),
        first in any::<prop::sample::Index>(),
    ) {
        let mut sources = SourceMap::default();
        let id = sources.add("walk.sla", &text(zone, &lines));
        let (model, _) = sla::compile(&sources, id).unwrap();
        let stretches = Calendar::new(&model).stretches(WindowId(0));
        for change in CHANGES[zone].iter().skip(first.index(CHANGES[zone].len())).take(LOOKED_AT) {
            let change = around(zone, *change);
            let middle = change[change.len() / 2].1;
            // What lies within a day of the change: further away the walk may see a part only.
            let near = |(from, to): &(i64, i64)| (middle - 1440..middle + 1440).contains(from) && to - from < 1440;
            let (emptied, doubled) = walked(&change, &lines);
            let of = |wanted: fn(&sla::calendar::Stretch) -> bool| -> BTreeSet<(i64, i64)> {
                let wanted = stretches.iter().filter(|it| wanted(it));
                wanted.map(|it| (minutes(it.from), minutes(it.to))).filter(near).collect()
            };
            let day = NaiveDate::from_num_days_from_ce_opt((middle / 1440 + 719_163) as i32).unwrap();
            prop_assert_eq!(of(sla::calendar::Stretch::is_emptied), emptied.into_iter().filter(near).collect(), "emptied near {}", day);
            prop_assert_eq!(of(sla::calendar::Stretch::is_doubled), doubled.into_iter().filter(near).collect(), "doubled near {}", day);
        }
        // Nothing far from any change.
        let days = CHANGES[zone].iter().map(|hour| DateTime::from_timestamp(hour * 60, 0).unwrap().date_naive());
        let known: BTreeSet<NaiveDate> = days.collect();
        for stretch in stretches.iter().filter(|it| it.is_emptied() || it.is_doubled()) {
            let day = stretch.from.date();
            let around = (-2..=2).filter_map(|n| day.checked_add_signed(TimeDelta::days(n)));
            prop_assert!(day.year() < 1991 || day.year() > 2097 || around.clone().any(|day| known.contains(&day)), "{:?}", stretch);
        }
    }
}
