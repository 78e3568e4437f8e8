//! Numbers, percentages, durations and dates as the contract's readers write them.

use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use num_bigint::BigInt;

use crate::model::{Locale, Zone};
use crate::quantity::{Elapsed, Instant};

use super::exact::decimals_of;
use super::words;

/// What one locale puts where.
struct Marks {
    point: &'static str,
    thousands: &'static str,
    percent: &'static str,
    hours: &'static str,
    minutes: &'static str,
    seconds: &'static str,
    /// From Monday on.
    weekdays: Vec<&'static str>,
    /// A date in digits, with places for its parts.
    date: &'static str,
}

fn marks(locale: Locale) -> &'static Marks {
    static MARKS: [OnceLock<Marks>; Locale::ALL.len()] = [const { OnceLock::new() }; Locale::ALL.len()];
    let at = Locale::ALL.iter().position(|one| *one == locale);
    let slot = at.and_then(|at| MARKS.get(at)).expect("a place for every language");
    slot.get_or_init(|| {
        let file = words::file(locale);
        let mark = |key: &str| file.get(key).map(String::as_str).expect("the tests hold the marks of every language");
        Marks {
            point: mark("number.point"),
            thousands: mark("number.thousands"),
            percent: mark("number.percent"),
            hours: mark("duration.hours"),
            minutes: mark("duration.minutes"),
            seconds: mark("duration.seconds"),
            weekdays: mark("date.short").split(", ").collect(),
            date: mark("date.numeric"),
        }
    })
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
    format!("{} {}{}", date(locale, local.date()), time(local), offset_where_needed(zone, instant))
}

/// Hours east of Greenwich at that moment: `+02:00`.
pub fn offset(zone: Zone, at: Instant) -> String {
    let seconds = zone.offset_at(at);
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs());
    format!("{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
}

/// On a day whose hours are set forward or back the offset, for its times are not all that they seem: ` +02:00`.
fn offset_where_needed(zone: Zone, at: Instant) -> String {
    let day = zone.local(at).date();
    let next = day.succ_opt().unwrap_or(day);
    let changes = zone.offset_at(zone.midnight(day)) != zone.offset_at(zone.midnight(next));
    if changes { format!(" {}", offset(zone, at)) } else { String::new() }
}

/// The moments after `from` and up to `to` at which the offset is another than just before.
pub fn changes(zone: Zone, from: Instant, to: Instant) -> Vec<Instant> {
    let mut found = Vec::new();
    let mut day = zone.local(from).date();
    let mut before = from;
    while before < to {
        let Some(next) = day.succ_opt() else { break };
        day = next;
        let after = zone.midnight(day).min(to);
        if zone.offset_at(before) != zone.offset_at(after) {
            let (mut low, mut high) = (before.micros(), after.micros());
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                let same = zone.offset_at(Instant::from_micros(middle)) == zone.offset_at(before);
                if same { low = middle } else { high = middle }
            }
            found.push(Instant::from_micros(high));
        }
        before = after;
    }
    found
}

/// The moment without its date when that is the date of `other`: `12:59`, and `24:00` for the midnight after it.
pub fn moment_after(locale: Locale, zone: Zone, other: Instant, instant: Instant) -> String {
    let (start, end) = (zone.local(other), zone.local(instant));
    let is_midnight_after = end.time() == NaiveTime::MIN && Some(end.date()) == start.date().succ_opt();
    match start.date() == end.date() {
        true => format!("{}{}", time(end), offset_where_needed(zone, instant)),
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
    let digits = marks.date.replace("{year}", &format!("{:04}", date.year()));
    let digits = digits.replace("{month}", &format!("{:02}", date.month()));
    format!("{name} {}", digits.replace("{day}", &format!("{:02}", date.day())))
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
