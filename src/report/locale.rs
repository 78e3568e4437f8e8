//! Numbers, percentages, durations and dates as the contract's readers write them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use num_bigint::BigInt;

use crate::model::{Locale, Zone};
use crate::quantity::{Elapsed, Instant};

use super::exact::decimals_of;

/// What one locale puts where.
struct Marks {
    point: &'static str,
    thousands: &'static str,
    percent: &'static str,
    hours: &'static str,
    minutes: &'static str,
    seconds: &'static str,
    weekdays: [&'static str; 7],
    date: fn(i32, u32, u32) -> String,
}

const DUTCH: Marks = Marks {
    point: ",",
    thousands: ".",
    percent: "%",
    hours: "u",
    minutes: "m",
    seconds: "s",
    weekdays: ["ma", "di", "wo", "do", "vr", "za", "zo"],
    date: |y, m, d| format!("{d:02}-{m:02}-{y:04}"),
};

const ENGLISH: Marks = Marks {
    point: ".",
    thousands: ",",
    percent: "%",
    hours: "h",
    minutes: "m",
    seconds: "s",
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    date: |y, m, d| format!("{y:04}-{m:02}-{d:02}"),
};

const FRENCH: Marks = Marks {
    point: ",",
    thousands: "\u{202f}",
    percent: "\u{a0}%",
    hours: "\u{a0}h",
    minutes: "\u{a0}min",
    seconds: "\u{a0}s",
    weekdays: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
    date: |y, m, d| format!("{d:02}/{m:02}/{y:04}"),
};

const GERMAN: Marks = Marks {
    point: ",",
    thousands: ".",
    percent: "\u{a0}%",
    hours: "\u{a0}h",
    minutes: "\u{a0}min",
    seconds: "\u{a0}s",
    weekdays: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
    date: |y, m, d| format!("{d:02}.{m:02}.{y:04}"),
};

fn marks(locale: Locale) -> &'static Marks {
    match locale {
        Locale::Dutch => &DUTCH,
        Locale::English => &ENGLISH,
        Locale::French => &FRENCH,
        Locale::German => &GERMAN,
    }
}

/// A length of time: `3u 59m`. Hours are not folded into days, for a day of a window is not 24 hours.
pub fn duration(locale: Locale, elapsed: Elapsed) -> String {
    let ratio = elapsed.seconds();
    let decimals = decimals_of(&ratio, 0, 6).unwrap_or(6);
    seconds(locale, &ratio.scaled_half_up(decimals), decimals)
}

/// How many.
pub fn count(locale: Locale, count: u64) -> String {
    number(locale, &BigInt::from(count), 0)
}

/// A moment in the zone: `vr 01-03-2024 18:00`, seconds only where there are any.
pub fn moment(locale: Locale, zone: Zone, instant: Instant) -> String {
    let local = zone.local(instant);
    format!("{} {}", date(locale, local.date()), time(local))
}

/// The moment without its date when that is the date of `other`: `12:59`, and `24:00` for the midnight after it.
pub fn moment_after(locale: Locale, zone: Zone, other: Instant, instant: Instant) -> String {
    let (start, end) = (zone.local(other), zone.local(instant));
    let is_midnight_after = end.time() == NaiveTime::MIN && Some(end.date()) == start.date().succ_opt();
    match start.date() == end.date() {
        true => time(end),
        false if is_midnight_after => "24:00".to_owned(),
        false => moment(locale, zone, instant),
    }
}

/// The date in the zone: `vr 01-03-2024`.
pub fn day(locale: Locale, zone: Zone, instant: Instant) -> String {
    date(locale, zone.local(instant).date())
}

/// The percent sign with the space that goes before it.
pub(super) fn percent_sign(locale: Locale) -> &'static str {
    marks(locale).percent
}

/// A local date: `vr 01-03-2024`.
pub fn date(locale: Locale, date: NaiveDate) -> String {
    let marks = marks(locale);
    let weekday = date.weekday().num_days_from_monday() as usize;
    let name = marks.weekdays.get(weekday).expect("seven weekdays");
    format!("{name} {}", (marks.date)(date.year(), date.month(), date.day()))
}

/// A local time: `18:00`, seconds only where there are any.
pub fn time(local: NaiveDateTime) -> String {
    let micros = local.nanosecond() / 1000 % 1_000_000;
    let mut out = format!("{:02}:{:02}", local.hour(), local.minute());
    if local.second() != 0 || micros != 0 {
        out.push_str(&format!(":{:02}", local.second()));
    }
    if micros != 0 {
        out.push_str(format!(".{micros:06}").trim_end_matches('0'));
    }
    out
}

/// `units ÷ 10^decimals` with the locale's marks.
pub(super) fn number(locale: Locale, units: &BigInt, decimals: u32) -> String {
    let marks = marks(locale);
    let text = plain(units, decimals);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = sign.to_owned();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n) % 3 == 0 {
            out.push_str(marks.thousands);
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out.push_str(marks.point);
        out.push_str(part);
    }
    out
}

/// A decimal with a point and no thousands, with the locale's marks; anything else as it is.
pub(super) fn grouped(locale: Locale, decimal: &str) -> String {
    let (whole, part) = decimal.split_once('.').unwrap_or((decimal, ""));
    let decimals = u32::try_from(part.len()).unwrap_or(0);
    match format!("{whole}{part}").parse::<BigInt>() {
        Ok(units) => number(locale, &units, decimals),
        Err(_) => decimal.to_owned(),
    }
}

/// `units ÷ 10^decimals` with a point and no thousands.
pub(super) fn plain(units: &BigInt, decimals: u32) -> String {
    let text = units.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let decimals = decimals as usize;
    let digits = format!("{digits:0>width$}", width = decimals + 1);
    let (whole, part) = digits.split_at(digits.len() - decimals);
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// `units ÷ 10^decimals` seconds as hours, minutes and seconds.
pub(super) fn seconds(locale: Locale, units: &BigInt, decimals: u32) -> String {
    let marks = marks(locale);
    let text = plain(units, decimals);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let whole: BigInt = whole.parse().expect("digits of a number");
    let (hours, rest) = (&whole / 3600, &whole % 3600);
    let (minutes, seconds): (BigInt, BigInt) = (&rest / 60, &rest % 60);
    let zero = BigInt::from(0);
    let mut parts = Vec::new();
    if hours > zero {
        parts.push(format!("{hours}{}", marks.hours));
    }
    if minutes > zero {
        parts.push(format!("{minutes}{}", marks.minutes));
    }
    if !part.is_empty() {
        parts.push(format!("{seconds}{}{part}{}", marks.point, marks.seconds));
    } else if seconds > zero || parts.is_empty() {
        parts.push(format!("{seconds}{}", marks.seconds));
    }
    format!("{sign}{}", parts.join(" "))
}

#[cfg(test)]
mod tests;
