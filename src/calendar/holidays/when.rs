//! The year's place of a holiday, and the years in which it holds.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::easter::easter_sunday;

/// Where in a year a holiday falls.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    /// On the same month and day.
    Fixed { month: u32, day: u32 },
    /// So many days after Easter Sunday; negative is before.
    Easter { days: i64 },
    /// On the `nth` such weekday of a month, from 1.
    Nth { nth: u8, weekday: Weekday, month: u32 },
    /// On the last such weekday that comes before a month and day.
    Before { weekday: Weekday, month: u32, day: u32 },
    /// On the last such weekday of a month.
    Last { weekday: Weekday, month: u32 },
    /// So many days after the `nth` such weekday of a month.
    AfterNth { days: i64, nth: u8, weekday: Weekday, month: u32 },
}

/// In which years a rule holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Years {
    /// The first year.
    pub(super) first: i32,
    /// The last year.
    pub(super) last: i32,
    /// Only years that leave `rest` when divided by `every`.
    pub(super) every: i32,
    /// The remainder that [`Years::every`] asks for.
    pub(super) rest: i32,
    /// Not these.
    pub(super) except: &'static [i32],
}

impl When {
    /// The date in `year`; `None` where it has no such day.
    pub(super) fn date(self, year: i32) -> Option<NaiveDate> {
        match self {
            When::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            When::Easter { days } => later(easter_sunday(year)?, days),
            When::Nth { nth, weekday, month } => NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth),
            When::Last { weekday, month } => {
                [5, 4].into_iter().find_map(|nth| NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth))
            }
            When::Before { weekday, month, day } => {
                let end = NaiveDate::from_ymd_opt(year, month, day)?;
                (1..=7).filter_map(|days| later(end, -days)).find(|d| d.weekday() == weekday)
            }
            When::AfterNth { days, nth, weekday, month } => {
                later(NaiveDate::from_weekday_of_month_opt(year, month, weekday, nth)?, days)
            }
        }
    }
}

impl Years {
    /// All of them.
    pub(super) const ALL: Years = Years { first: i32::MIN, last: i32::MAX, every: 1, rest: 0, except: &[] };

    /// Whether `year` is one of them.
    pub(super) fn hold(&self, year: i32) -> bool {
        (self.first..=self.last).contains(&year)
            && year.rem_euclid(self.every) == self.rest
            && !self.except.contains(&year)
    }
}

/// `date` so many days on; negative is back.
pub(super) fn later(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(TimeDelta::try_days(days)?)
}
