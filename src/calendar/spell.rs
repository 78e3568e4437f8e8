//! Days and times in messages: with their weekday, which is what people recognise.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};

use super::Interval;
use crate::model::Zone;

/// `Saturday 2024-01-06`
pub fn day(date: NaiveDate) -> String {
    let weekday = match date.weekday() {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    };
    format!("{weekday} {date}")
}

/// `Saturday 2024-01-06 09:00`
pub fn day_and_time(local: NaiveDateTime) -> String {
    format!("{} {}", day(local.date()), time(local))
}

/// `09:00`, with seconds where there are any.
pub fn time(local: NaiveDateTime) -> String {
    let shown = format!("{:02}:{:02}", local.hour(), local.minute());
    if local.second() == 0 { shown } else { format!("{shown}:{:02}", local.second()) }
}

/// `Saturday 2024-01-06 00:00 to 09:00`, with a second day only where it is another.
pub(super) fn interval(zone: Zone, interval: Interval) -> String {
    let (from, to) = (zone.local(interval.start()), zone.local(interval.end()));
    let ends_at_midnight = to.time() == NaiveTime::MIN && from.date().succ_opt() == Some(to.date());
    let end = if ends_at_midnight {
        "24:00".to_owned()
    } else if to.date() == from.date() {
        time(to)
    } else {
        day_and_time(to)
    };
    format!("{} to {end}", day_and_time(from))
}
