//! Local time to UTC by the hundred thousand: the offsets of a zone as one short table.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::dates::{self, Day};
use crate::model::Zone;
use crate::quantity::Instant;

/// The offsets of a zone over all days that may matter. It answers as [`Zone::instant`] does, only faster.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Offsets {
    /// In order of time: each holds from the end of the one before it.
    spans: Vec<Span>,
    /// For every day: the offset, where it is the same from midnight to midnight.
    steady: Vec<Option<i64>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    /// First local second after it, by its own clock. `i64::MAX` for the last span.
    local_end: i64,
    /// First local second of it, by its own clock. `i64::MIN` for the first span.
    local_start: i64,
    /// Seconds east of UTC.
    offset: i64,
}

impl Offsets {
    /// Of this zone. Those of a named zone are worked out once in a run of the program.
    pub(super) fn of(zone: Zone) -> Arc<Self> {
        static KNOWN: OnceLock<Mutex<BTreeMap<&'static str, Arc<Offsets>>>> = OnceLock::new();
        match zone {
            Zone::Fixed(_) => Arc::new(Self::worked_out(zone)),
            Zone::Named(tz) => {
                let mut known = KNOWN.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
                Arc::clone(known.entry(tz.name()).or_insert_with(|| Arc::new(Self::worked_out(zone))))
            }
        }
    }

    /// The instant `seconds` after midnight of a day (more than a day's seconds are the days after it), read as
    /// [`Zone::instant`] does.
    pub(super) fn instant(&self, day: Day, seconds: u32) -> Instant {
        let local = day.at(seconds);
        let steady = || *self.steady.get(day.later(seconds / 86_400).index()?)?;
        steady().map_or_else(|| self.looked_up(local), |offset| instant_at(local, offset))
    }

    /// The instant of a local second, read as RFC 5545 does: in a gap with the offset before it, in a fold the first
    /// occurrence.
    fn looked_up(&self, local: i64) -> Instant {
        let index = self.spans.partition_point(|span| span.local_end <= local);
        let offset = match self.spans.get(index) {
            Some(span) if span.local_start <= local => span.offset,
            Some(_) | None => index.checked_sub(1).and_then(|it| self.spans.get(it)).map_or(0, |span| span.offset),
        };
        instant_at(local, offset)
    }

    /// Looks at every midnight in UTC and, where the offset differs from the day before, for the second of the change.
    /// No zone changes its clocks twice within less than a week between 1990 and 2100.
    fn worked_out(zone: Zone) -> Self {
        let offset_at = |utc: i64| Instant::from_unix(utc).map_or(0, |instant| i64::from(zone.offset_at(instant)));
        let mut spans: Vec<Span> = Vec::new();
        let mut current = Span { local_start: i64::MIN, local_end: i64::MAX, offset: 0 };
        let mut before = None;
        for midnight in dates::all().map(|day| day.at(0)) {
            let offset = offset_at(midnight);
            match before {
                None => current.offset = offset,
                Some(earlier) if offset != current.offset => {
                    let change = first_second(earlier, midnight, |utc| offset_at(utc) == offset);
                    spans.push(Span { local_end: change + current.offset, ..current });
                    current = Span { local_start: change + offset, local_end: i64::MAX, offset };
                }
                Some(_) => {}
            }
            before = Some(midnight);
        }
        spans.push(current);
        let steady = |day: Day| {
            let inside = |span: &&Span| span.local_start <= day.at(0) && day.at(86_400) < span.local_end;
            let first = spans.partition_point(|span| span.local_end <= day.at(0));
            spans.get(first).filter(inside).map(|span| span.offset)
        };
        let steady = dates::all().map(steady).collect();
        Self { spans, steady }
    }
}

fn instant_at(local: i64, offset: i64) -> Instant {
    Instant::from_unix(local - offset).expect("a second near the years 1990 to 2100")
}

/// The first second after `low`, up to `high`, at which `changed` holds; it does at `high`.
fn first_second(mut low: i64, mut high: i64, changed: impl Fn(i64) -> bool) -> i64 {
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if changed(middle) { high = middle } else { low = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Timelike};

    use super::*;
    use crate::quantity::zone;

    /// Every quarter of an hour of the days on which the offset changes, and one time on every other day.
    #[test]
    fn the_table_agrees_with_the_zone() {
        for name in ["Europe/Amsterdam", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "-09:30"] {
            let zone = zone::parse(name).unwrap();
            let offsets = Offsets::of(zone);
            let agree = |local: i64| {
                let naive = DateTime::from_timestamp(local, 0).unwrap().naive_utc();
                let (day, seconds) = (Day::of(naive.date()), naive.num_seconds_from_midnight());
                assert_eq!(offsets.instant(day, seconds), zone.instant(naive), "{name} {naive}");
                assert_eq!(offsets.instant(day.before(), seconds + 86_400), zone.instant(naive), "{name} {naive}");
            };
            dates::all().step_by(5).for_each(|day| agree(day.at(9 * 3600)));
            let edges = offsets.spans.iter().flat_map(|span| [span.local_start, span.local_end]);
            for edge in edges.filter(|edge| ![i64::MIN, i64::MAX].contains(edge)) {
                (-8..8).for_each(|quarter| agree(edge + quarter * 900));
            }
        }
    }
}
