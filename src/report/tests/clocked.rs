//! Timelines of tickets, made by hand.

use chrono_tz::Europe::Amsterdam;

use super::made::{at, minutes};
use crate::calendar::{Interval, IntervalSet};
use crate::eval::Timeline;
use crate::eval::verdict::*;
use crate::evidence::TicketIx;
use crate::model::*;
use crate::quantity::{Elapsed, Instant};

/// Working days 09:00–17:30 from one local moment to another.
pub(super) fn office_hours(from: &str, to: &str) -> Vec<Interval> {
    let zone = Zone::Named(Amsterdam);
    let days = zone.local(at(from)).date().iter_days().take_while(|day| *day <= zone.local(at(to)).date());
    let weekdays = days.filter(|day| chrono::Datelike::weekday(day).num_days_from_monday() < 5);
    let open = weekdays.filter_map(|day| {
        let hour = |hour, minute| zone.instant(day.and_hms_opt(hour, minute, 0).expect("a time"));
        Interval::new(hour(9, 0), hour(17, 30))
    });
    IntervalSet::from_unsorted(open).clip(at(from), at(to)).iter().collect()
}

pub(super) fn opened_to(
    from: &str,
    stop: Option<&str>,
    pauses: &[(&str, &str)],
    now: &str,
    limits: &[i64],
) -> Timeline {
    let far = "2024-12-31T00:00:00";
    let opening = IntervalSet::from_unsorted(office_hours(from, far));
    let paused = IntervalSet::from_unsorted(pauses.iter().filter_map(|(from, to)| Interval::new(at(from), at(to))));
    let can_run = opening.difference(&paused);
    let mut total = 0;
    let running: Vec<(Interval, Elapsed)> = can_run
        .clip(at(from), at(stop.unwrap_or(now)))
        .iter()
        .map(|interval| {
            total += interval.length().micros();
            (interval, Elapsed::from_micros(total))
        })
        .collect();
    let used_up = |limit: Elapsed| {
        let mut left = limit.micros();
        can_run.iter().find_map(|interval| {
            let length = interval.length().micros();
            left -= length;
            (left <= 0).then(|| Instant::from_micros(interval.end().micros() + left))
        })
    };
    let elapsed = Elapsed::from_micros(total);
    let bounds: Vec<BoundReading> = limits
        .iter()
        .enumerate()
        .map(|(n, hours)| {
            let limit = minutes(hours * 60);
            let missed = elapsed >= limit;
            let deadline = used_up(limit);
            let outcome = match stop {
                _ if missed => Outcome::Missed,
                Some(_) => Outcome::Good,
                None => Outcome::Pending,
            };
            let settled = if missed { deadline } else { stop.map(at) };
            BoundReading {
                norm: NormId(0),
                requirement: n,
                limit,
                strict: true,
                deadline,
                lapse: deadline,
                outcome,
                settled,
            }
        })
        .collect();
    let last = bounds.iter().filter_map(|bound| bound.deadline).chain([at(stop.unwrap_or(now))]).max();
    let shown = opening.clip(at(from), last.unwrap_or(at(now)));
    Timeline {
        ticket: TicketIx(0),
        clock: ClockId(0),
        at: at(now),
        started: Some(at(from)),
        moved_from: None,
        stopped: stop.map(at),
        stops: stop.map(at).into_iter().collect(),
        reopenings: Vec::new(),
        priorities: vec![(at(from), Some(PriorityId(0)))],
        priority: Some(PriorityId(0)),
        paused: paused.intersection(&opening).clip(at(from), at(stop.unwrap_or(now))).length(),
        opening: shown.iter().collect(),
        pauses: paused.iter().map(|interval| (interval, ReasonId(0))).collect(),
        running,
        shown_until: last,
        elapsed,
        bounds,
    }
}
