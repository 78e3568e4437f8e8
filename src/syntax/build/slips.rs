//! Forms that people write and the language refuses, and the right form of each.

use chrono::NaiveDate;

use crate::quantity::Elapsed;
use crate::source::Span;
use crate::syntax::error::LiteralError;
use crate::syntax::weekdays::english_weekday;

/// `1h30m`: units descending, each once, only seconds with decimals.
pub(super) fn elapsed(written: &str, span: Span) -> Result<Elapsed, LiteralError> {
    let mut micros: i128 = 0;
    let mut descending = true;
    let mut last = i128::MAX;
    for (amount, unit) in split_units(written) {
        let unit_micros: i128 = match unit {
            'h' => 3_600_000_000,
            'm' => 60_000_000,
            _ => 1_000_000,
        };
        descending &= unit_micros < last && (unit == 's' || !amount.contains('.'));
        last = unit_micros;
        let (whole, decimals) = amount.split_once('.').unwrap_or((amount, ""));
        let scale = 10_i128.checked_pow(u32::try_from(decimals.len()).unwrap_or(u32::MAX));
        let scaled = format!("{whole}{decimals}").parse::<i128>().ok().and_then(|n| n.checked_mul(unit_micros));
        let part =
            scaled.zip(scale).filter(|(scaled, scale)| scaled % scale == 0).map(|(scaled, scale)| scaled / scale);
        let sum = part.and_then(|part| micros.checked_add(part)).filter(|sum| *sum <= LONGEST_MICROS);
        micros = sum.ok_or_else(|| LiteralError::OutOfRange {
            written: written.to_owned(),
            wanted: "a duration in whole microseconds of at most 100 years",
            span,
        })?;
    }
    let value = Elapsed::from_micros(i64::try_from(micros).unwrap_or(0));
    match descending {
        true => Ok(value),
        false => Err(LiteralError::WrongDuration {
            written: written.to_owned(),
            span,
            help: Some(format!("write `{value}`")),
        }),
    }
}

const LONGEST_MICROS: i128 = 100 * 366 * 86_400 * 1_000_000;

fn split_units(written: &str) -> impl Iterator<Item = (&str, char)> {
    written.split_inclusive(['h', 'm', 's']).filter_map(|part| {
        let unit = part.chars().next_back()?;
        Some((part.get(..part.len() - 1)?, unit))
    })
}

/// `5d`, `5 min`, `4 hours`, `1h30`, `3rd`
pub(super) fn wrong_unit(written: &str, span: Span) -> LiteralError {
    if let Some(right) = one_word(written) {
        let help = Some(format!("write `{}`", right_elapsed(&right, span)));
        return LiteralError::WrongDuration { written: written.to_owned(), span, help };
    }
    let number_ends = written.find(|letter: char| !(letter.is_ascii_digit() || ".,".contains(letter)));
    let (number, unit) = written.split_at(number_ends.unwrap_or(written.len()));
    let unit = unit.trim();
    let number = number.replace(',', ".");
    let short = |letter: &str| Some(format!("write `{}`", right_elapsed(&format!("{number}{letter}"), span)));
    let calendar = |unit: &str| Some(format!("write `{number} {unit}`"));
    let apart = matches!(unit, "h" | "m" | "s");
    let lower = unit.to_lowercase();
    let help = match lower.as_str() {
        of_clock if clock_unit(of_clock).is_some() => clock_unit(of_clock).and_then(short),
        "d" | "day" | "days" | "dag" | "dagen" => Some(format!(
            "write `{number} workdays` or `{number} days`, or `{}` for {number} times 24 hours",
            right_elapsed(&format!("{}h", number.parse::<u64>().unwrap_or(1).saturating_mul(24)), span)
        )),
        "wd" | "bd" | "workday" | "workdays" | "werkdag" | "werkdagen" => calendar("workdays"),
        "w" | "wk" | "wks" | "week" | "weeks" | "weken" => calendar("weeks"),
        "mo" | "mnd" | "month" | "months" | "maand" | "maanden" => calendar("months"),
        "y" | "yr" | "jaar" | "jaren" | "year" | "years" => calendar("years"),
        other => match other.strip_prefix(['h', 'u']).filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())) {
            Some(minutes) => Some(format!("write `{number}h{minutes}m`")),
            None => {
                Some("units are `h`, `m` and `s`, as in `1h30m`, and `workdays`, `days`, `weeks`, `months`".to_owned())
            }
        },
    };
    let problem = if apart { "the unit stands right behind its number" } else { "no such unit" };
    LiteralError::WrongUnit { written: written.to_owned(), problem, span, help }
}

/// The short form of hours, minutes and seconds, as people write them.
fn clock_unit(unit: &str) -> Option<&'static str> {
    match unit {
        "h" | "hour" | "hours" | "hr" | "hrs" | "u" | "uur" | "uren" | "std" | "stunden" | "heures" | "heure" => {
            Some("h")
        }
        "m" | "min" | "mins" | "minute" | "minutes" | "minuut" | "minuten" => Some("m"),
        "s" | "sec" | "secs" | "second" | "seconds" | "seconde" | "seconden" => Some("s"),
        _ => None,
    }
}

/// `4h 30min`, `4 h 30 m`, `4h30min` as `4h30m`.
fn one_word(written: &str) -> Option<String> {
    let mut right = String::new();
    let mut parts = 0;
    let mut rest = written.trim_start();
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.find(|letter: char| !letter.is_ascii_digit())?);
        let after = after.trim_start();
        let (unit, after) = after.split_at(after.find(|letter: char| !letter.is_alphabetic()).unwrap_or(after.len()));
        right.push_str(number);
        right.push_str(clock_unit(&unit.to_lowercase()).filter(|_| !number.is_empty())?);
        parts += 1;
        rest = after.trim_start();
    }
    (parts > 1).then_some(right)
}

/// `ma..vr`, `Mon to Fri`: a range of days.
pub(super) fn foreign_days(written: &str, span: Span) -> LiteralError {
    let first_ends = written.find(|letter: char| !letter.is_alphabetic()).unwrap_or(written.len());
    let last_begins = written.rfind(|letter: char| !letter.is_alphabetic()).map_or(0, |at| at + 1);
    let ends = english_weekday(written.get(..first_ends).unwrap_or_default())
        .zip(english_weekday(written.get(last_begins..).unwrap_or_default()));
    let help = ends.map(|(first, last)| format!("write `{first}..{last}`"));
    LiteralError::ForeignDay { span, help }
}

/// `first za of month`
pub(super) fn foreign_day(written: &str, span: Span) -> LiteralError {
    LiteralError::ForeignDay { span, help: english_weekday(written).map(|day| format!("write `{day}`")) }
}

/// The right form of a duration whose units are right.
fn right_elapsed(written: &str, span: Span) -> String {
    match elapsed(written, span) {
        Ok(_) => written.to_owned(),
        Err(_) => exact(written).map_or_else(|| written.to_owned(), |value| value.to_string()),
    }
}

/// `1.5h` in whole units.
fn exact(written: &str) -> Option<Elapsed> {
    let (amount, unit) = split_units(written).next()?;
    let seconds = crate::quantity::Ratio::from_decimal(amount)?;
    let factor = match unit {
        'h' => 3600,
        'm' => 60,
        _ => 1,
    };
    let seconds = seconds.mul(&crate::quantity::Ratio::whole(factor)).ok()?;
    let micros = seconds.scaled_half_up(6);
    i64::try_from(micros).ok().map(Elapsed::from_micros)
}

/// `9.00`, `17u30`, `9:00`, `5pm` as `09:00`, `17:30`, `09:00`, `17:00`.
pub(super) fn right_time(written: &str) -> String {
    let lower = written.to_lowercase();
    let (number, afternoon) = match lower.strip_suffix("pm") {
        Some(number) => (number.trim(), true),
        None => (lower.trim_end_matches("am").trim(), false),
    };
    let (hours, minutes) = number.split_once([':', '.', 'u', 'h']).unwrap_or((number, ""));
    let hours: u32 = hours.parse().unwrap_or(0);
    let morning = lower.ends_with("am");
    let hours = match (afternoon, morning, hours) {
        (true, _, 0..=11) => hours + 12,
        (_, true, 12) => 0,
        (_, _, hours) => hours,
    };
    let minutes: u32 = minutes.parse().unwrap_or(0);
    format!("{hours:02}:{minutes:02}")
}

/// `01-03-2024`, `2024/3/1`
pub(super) fn wrong_date(written: &str, span: Span) -> LiteralError {
    let parts: Vec<u32> = written.split(['-', '/', '.']).filter_map(|part| part.parse().ok()).collect();
    let right = |year: u32, month: u32, day: u32| {
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        Some(format!("`{}`", date.format("%Y-%m-%d")))
    };
    let forms: Vec<String> = match parts.as_slice() {
        [year, month, day] if *year > 31 => right(*year, *month, *day).into_iter().collect(),
        [a, b, year] if a == b => right(*year, *b, *a).into_iter().collect(),
        [a, b, year] => [right(*year, *b, *a), right(*year, *a, *b)].into_iter().flatten().collect(),
        _ => Vec::new(),
    };
    let help = match forms.as_slice() {
        [] => "write the year, the month and the day, as in `2024-03-01`".to_owned(),
        [only] => format!("write {only}"),
        [first, ..] => format!("write {first}, or {} if the month comes first here", forms.last().unwrap_or(first)),
    };
    LiteralError::WrongDate { span, help: Some(help) }
}

/// `25-12`, `02-30`
pub(super) fn no_such_month_day(written: &str, span: Span) -> LiteralError {
    let swapped = written.split_once('-').and_then(|(month, day)| {
        NaiveDate::from_ymd_opt(2024, day.parse().ok()?, month.parse().ok()?)?;
        Some(format!("the month comes first: `{day}-{month}`"))
    });
    LiteralError::NoSuchMoment { what: "day of the year", written: written.to_owned(), span, help: swapped }
}

/// `2024-03-01 24:00`
pub(super) fn no_such_time_of_moment(written: &str, date: NaiveDate, span: Span) -> LiteralError {
    let next = date.succ_opt().filter(|_| written == "24:00");
    let help = next.map(|day| format!("the end of the day is `{day} 00:00`"));
    LiteralError::NoSuchMoment { what: "time", written: written.to_owned(), span, help }
}
