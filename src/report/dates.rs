//! Dates and hours in full.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::report::words::Words;

/// `1 januari 2024`
pub(super) fn date(words: &Words, date: NaiveDate) -> String {
    let year = date.year().to_string();
    words.fill("date.long", &[("day", &date.day().to_string()), ("month", month(words, date.month())), ("year", &year)])
}

/// `1 januari`
pub(super) fn day_of_year(words: &Words, month_number: u32, day: u32) -> String {
    words.fill("date.day", &[("day", &day.to_string()), ("month", month(words, month_number))])
}

/// `januari`
pub(super) fn month(words: &Words, number: u32) -> &str {
    words.nth("date.months", number as usize - 1)
}

/// `maandag`
pub(super) fn weekday(words: &Words, weekday: Weekday) -> &str {
    words.nth("date.weekdays", weekday.num_days_from_monday() as usize)
}

/// `09:00`, seconds only where there are any.
pub(super) fn time(seconds: u32) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { format!("{hours:02}:{minutes:02}") } else { format!("{hours:02}:{minutes:02}:{rest:02}") }
}

/// `09:00–17:30`
pub(super) fn hours(from: u32, to: u32) -> String {
    format!("{}–{}", time(from), time(to))
}
