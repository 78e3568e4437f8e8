use chrono::NaiveDate;

use super::dates::Day;
use super::window::Opening;
use super::{Interval, IntervalSet};
use crate::model::Zone;
use crate::quantity::Instant;

/// The days on which a window opens, and which of its time belongs to which of them (semantics 3.2, 3.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workdays {
    zone: Zone,
    /// All time of the window, in order, each piece with its day; none overlap.
    pieces: Vec<Opening>,
    /// Days with a piece, in order.
    days: Vec<Day>,
}

impl Workdays {
    pub(super) fn new(zone: Zone, pieces: Vec<Opening>) -> Self {
        let mut days: Vec<Day> = pieces.iter().map(|piece| piece.day).collect();
        days.sort_unstable();
        days.dedup();
        Self { zone, pieces, days }
    }

    /// Zone of its days.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// The day to which an instant in the window belongs: that on which it opened.
    pub fn day_of(&self, at: Instant) -> Option<NaiveDate> {
        let index = self.pieces.partition_point(|piece| piece.interval.end() <= at);
        self.pieces.get(index).filter(|piece| piece.interval.contains(at)).map(|piece| piece.day.date())
    }

    /// Whether the window opens on that day.
    pub fn opens_on(&self, day: NaiveDate) -> bool {
        self.days.binary_search(&Day::of(day)).is_ok()
    }

    /// The day on which the window opens for the `count`-th time after `day`; of 0, `day` itself. `None` after 2100.
    pub fn later(&self, day: NaiveDate, count: u32) -> Option<NaiveDate> {
        let Some(back) = usize::try_from(count).ok()?.checked_sub(1) else { return Some(day) };
        let next = self.days.partition_point(|known| *known <= Day::of(day));
        self.days.get(next.checked_add(back)?).map(|day| day.date())
    }

    /// The first day on which the window opens at or after `at`, and not before it. `None` after 2100.
    pub fn first_from(&self, at: Instant) -> Option<NaiveDate> {
        // Time of a day lies near it, also where it keeps the day of another zone.
        let near = Day::of(self.zone.local(at).date()).before().before();
        let first = self.days.partition_point(|known| *known < near);
        let later = self.days.get(first..)?.iter().map(|day| day.date());
        later.into_iter().find(|day| self.opening(*day).is_some_and(|opening| at <= opening))
    }

    /// When the window first opens on that day.
    pub fn opening(&self, day: NaiveDate) -> Option<Instant> {
        self.of_day(day).map(Interval::start).min()
    }

    /// When the last time of that day closes.
    pub fn closing(&self, day: NaiveDate) -> Option<Instant> {
        self.of_day(day).map(Interval::end).max()
    }

    /// Whether the window is yet to open, after `at`, for time of that day.
    pub(super) fn opens_after(&self, day: NaiveDate, at: Instant) -> bool {
        self.of_day(day).any(|piece| piece.start() > at)
    }

    /// Pieces of a day lie within a week after it, or just before it where they keep the day of another zone (in algebra
    /// over windows with zones of their own), so only those are looked at.
    fn of_day(&self, day: NaiveDate) -> impl Iterator<Item = Interval> + '_ {
        let day = Day::of(day);
        let start = Instant::from_unix(day.before().before().at(0)).expect("a day near the years 1990 to 2100");
        let first = self.pieces.partition_point(|piece| piece.interval.end() < start);
        self.pieces
            .iter()
            .skip(first)
            .take_while(move |piece| piece.day.days_after(day) <= 8)
            .filter(move |piece| piece.day == day)
            .map(|piece| piece.interval)
    }
}

/// Gives each instant to the latest of the days whose line is open then.
pub(super) fn apart(openings: impl IntoIterator<Item = Opening>) -> Vec<Opening> {
    let mut pieces: Vec<Opening> = Vec::new();
    let mut cut = Vec::new();
    for next in openings {
        while let Some(piece) = pieces.pop_if(|piece| piece.interval.end() > next.interval.start()) {
            cut.push(piece);
        }
        let part = |piece: &Opening, start: Instant, end: Instant| {
            Interval::new(start, end).map(|interval| Opening { interval, ..*piece })
        };
        let (start, end) = (next.interval.start(), next.interval.end());
        pieces.extend(cut.iter().rev().filter_map(|it| part(it, it.interval.start(), it.interval.end().min(start))));
        pieces.push(next);
        pieces.extend(cut.iter().rev().filter_map(|it| part(it, it.interval.start().max(end), it.interval.end())));
        cut.clear();
    }
    pieces
}

/// The pieces within a set, with their days.
pub(super) fn within(pieces: &[Opening], set: &IntervalSet) -> Vec<Opening> {
    let mut parts = Vec::with_capacity(pieces.len());
    for piece in pieces {
        for other in set.touching(piece.interval) {
            parts.extend(other.intersection(piece.interval).map(|interval| Opening { interval, ..*piece }));
        }
    }
    parts
}
