//! The local days that calendars go through, as plain numbers: 40,000 days times every line of every window.

use chrono::{Datelike, NaiveDate, Weekday};

/// A local day: days since 0001-01-01, which is day 1, as chrono counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i32);

/// 1989-12-24: a line that opened a week before [`Instant::FIRST`] (somewhere on Earth) may still be open then.
///
/// [`Instant::FIRST`]: crate::quantity::Instant::FIRST
const FIRST: Day = Day(726_460);

/// 2101-01-02: the day after the last that begins anywhere before [`Instant::END`].
///
/// [`Instant::END`]: crate::quantity::Instant::END
const END: Day = Day(767_011);

/// 1970-01-01.
const EPOCH: Day = Day(719_163);

impl Day {
    /// Of this date.
    pub(super) fn of(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce())
    }

    /// As a date.
    pub(super) fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0).expect("a day near the years 1990 to 2100")
    }

    /// The day before.
    pub(super) fn before(self) -> Self {
        Self(self.0 - 1)
    }

    /// The day so many days after it.
    pub(super) fn later(self, days: u32) -> Self {
        Self(self.0.saturating_add_unsigned(days))
    }

    /// How many days it comes after `other`; below zero when it comes before.
    pub(super) fn days_after(self, other: Self) -> i32 {
        self.0 - other.0
    }

    /// 0 for Monday to 6 for Sunday.
    pub(super) fn weekday(self) -> u32 {
        (self.0 - 1).rem_euclid(7).cast_unsigned()
    }

    /// Whether it is that weekday.
    pub(super) fn is(self, weekday: Weekday) -> bool {
        self.weekday() == weekday.num_days_from_monday()
    }

    /// A local time of it, in seconds since 1970-01-01 by the same clock.
    pub(super) fn at(self, seconds: u32) -> i64 {
        i64::from(self.0 - EPOCH.0) * 86_400 + i64::from(seconds)
    }

    /// Its place among all days.
    pub(super) fn index(self) -> Option<usize> {
        usize::try_from(self.0 - FIRST.0).ok()
    }
}

/// Every day that may matter, in order.
pub(super) fn all() -> impl Iterator<Item = Day> {
    (FIRST.0..END.0).map(Day)
}

/// The days from `first` to `last`, both included, as far as they may matter.
pub(super) fn between(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = Day> {
    let (first, last) = (Day::of(first).max(FIRST), Day::of(last).min(END.before()));
    (first.0..=last.0).map(Day)
}

/// A set of days, one flag each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DaySet(Vec<bool>);

impl DaySet {
    /// Whether it holds the day.
    pub(super) fn contains(&self, day: Day) -> bool {
        day.index().and_then(|index| self.0.get(index)).copied().unwrap_or(false)
    }
}

impl FromIterator<Day> for DaySet {
    fn from_iter<I: IntoIterator<Item = Day>>(days: I) -> Self {
        let mut flags = vec![false; END.index().unwrap_or_default()];
        for index in days.into_iter().filter_map(Day::index) {
            if let Some(flag) = flags.get_mut(index) {
                *flag = true;
            }
        }
        Self(flags)
    }
}

#[test]
fn days_are_those_of_chrono() {
    let ends = (all().next().map(Day::date), all().last().map(Day::date));
    assert_eq!(ends, (NaiveDate::from_ymd_opt(1989, 12, 24), NaiveDate::from_ymd_opt(2101, 1, 1)));
    for day in all().step_by(11) {
        assert_eq!(day.weekday(), day.date().weekday().num_days_from_monday());
        assert_eq!(day.at(3661), day.date().and_hms_opt(1, 1, 1).unwrap().and_utc().timestamp());
    }
}
