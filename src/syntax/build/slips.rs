//! Forms that people write and the language refuses, and the right form of each.

use chrono::{Datelike, NaiveDate};

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
    let unit = unit.trim().trim_end_matches('.');
    let (unit, window) =
        unit.split_once(" of ").map_or((unit, String::new()), |(unit, of)| (unit, format!(" of {}", of.trim())));
    let comma = number.contains(',');
    let number = number.replace(',', ".");
    let short = |letter: &str| Some(format!("write `{}`", right_elapsed(&format!("{number}{letter}"), span)));
    let calendar = |units: &str| match number.as_str() {
        "1" => Some(format!("write `1 {}{window}`", units.trim_end_matches('s'))),
        number => Some(format!("write `{number} {units}{window}`")),
    };
    let apart = matches!(unit, "h" | "m" | "s");
    let lower = unit.to_lowercase();
    let help = match lower.split_whitespace().collect::<Vec<_>>().join(" ").as_str() {
        of_clock if clock_unit(of_clock).is_some() => clock_unit(of_clock).and_then(short),
        "d" | "day" | "days" | "dag" | "dagen" | "tag" | "tage" | "tagen" | "jour" | "jours" => Some(format!(
            "write {} or {}, or `{}` for {number} times 24 hours",
            calendar("workdays").unwrap_or_default().trim_start_matches("write "),
            calendar("days").unwrap_or_default().trim_start_matches("write "),
            right_elapsed(&format!("{}h", number.parse::<u64>().unwrap_or(1).saturating_mul(24)), span)
        )),
        "wd" | "bd" | "workday" | "workdays" | "werkdag" | "werkdagen" | "werktag" | "werktage" | "werktagen"
        | "arbeitstag" | "arbeitstage" | "arbeitstagen" | "business day" | "business days" | "working day"
        | "working days" | "jour ouvrable" | "jours ouvrables" | "jours ouvrés" => calendar("workdays"),
        "calendar day" | "calendar days" | "kalenderdag" | "kalenderdagen" | "kalendertag" | "kalendertage" => {
            calendar("days")
        }
        "w" | "wk" | "wks" | "week" | "weeks" | "weken" | "woche" | "wochen" | "semaine" | "semaines" => {
            calendar("weeks")
        }
        "mo" | "mnd" | "month" | "months" | "maand" | "maanden" | "monat" | "monate" | "monaten" | "mois" => {
            calendar("months")
        }
        "y" | "yr" | "jaar" | "jaren" | "year" | "years" | "jahr" | "jahre" | "jahren" | "an" | "ans" => {
            calendar("years")
        }
        other => match other.strip_prefix(['h', 'u']).filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())) {
            Some(minutes) => Some(format!("write `{number}h{minutes}m`")),
            None => {
                Some("units are `h`, `m` and `s`, as in `1h30m`, and `workdays`, `days`, `weeks`, `months`".to_owned())
            }
        },
    };
    let problem = match (comma, apart) {
        (true, _) => "written with a comma",
        (false, true) => "the unit stands right behind its number",
        (false, false) => "no unit of the language",
    };
    LiteralError::WrongUnit { written: written.to_owned(), problem, span, help }
}

/// The short form of hours, minutes and seconds, as people write them.
fn clock_unit(unit: &str) -> Option<&'static str> {
    match unit {
        "h" | "hour" | "hours" | "hr" | "hrs" | "u" | "uur" | "uren" | "std" | "stunde" | "stunden" | "heures"
        | "heure" => Some("h"),
        "m" | "min" | "mins" | "minute" | "minutes" | "minuut" | "minuten" => Some("m"),
        "s" | "sec" | "secs" | "second" | "seconds" | "seconde" | "seconden" | "sek" | "sekunde" | "sekunden" => {
            Some("s")
        }
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

/// `8 tot 17`, `von 8 bis 20 Uhr`, `9am to 5pm` as `08:00-17:00`, `08:00-20:00`, `09:00-17:00`.
pub(super) fn right_hours(written: &str) -> String {
    let mut times = Vec::new();
    let mut rest = written;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let from_here = rest.get(at..).unwrap_or_default();
        let mut end = 0;
        for (index, letter) in from_here.char_indices() {
            let digit_follows = from_here
                .get(index + letter.len_utf8()..)
                .is_some_and(|after| after.starts_with(|next: char| next.is_ascii_digit()));
            if !(letter.is_ascii_digit() || ":.uUhH".contains(letter) && digit_follows) {
                break;
            }
            end = index + 1;
        }
        let (number, after) = from_here.split_at(end);
        let half = after.trim_start().get(..2).filter(|half| ["am", "pm"].contains(&half.to_lowercase().as_str()));
        times.push(right_time(&format!("{number}{}", half.unwrap_or_default())));
        rest = after;
    }
    times.join("-")
}

/// `99,5%`, `90 procent` as `99.5`, `90`.
pub(super) fn right_number(written: &str) -> String {
    let end = written.find(|letter: char| !(letter.is_ascii_digit() || ".,".contains(letter)));
    written.get(..end.unwrap_or(written.len())).unwrap_or_default().replace(',', ".")
}

/// The month that a word of any language begins like.
fn month_of(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    let months: [&[&str]; 12] = [
        &["jan"],
        &["feb", "fév"],
        &["mar", "maa", "mrt", "mär"],
        &["apr", "avr"],
        &["may", "mei", "mai"],
        &["jun", "juin"],
        &["jul", "juil"],
        &["aug", "aoû"],
        &["sep"],
        &["oct", "okt"],
        &["nov"],
        &["dec", "dez", "déc"],
    ];
    (1..).zip(months).find(|(_, starts)| begins(starts)).map(|(month, _)| month)
}

/// `1 maart 2024`, `March 1st`: the numbers in it, and the month.
fn in_words(written: &str) -> Option<(Vec<u32>, u32)> {
    let month = written.split(|letter: char| !letter.is_alphabetic()).find_map(month_of)?;
    let numbers = written.split(|letter: char| !letter.is_ascii_digit()).filter_map(|part| part.parse().ok());
    Some((numbers.collect(), month))
}

/// `25 december`, `25/12`, `24.12.`
pub(super) fn wrong_month_day(written: &str, span: Span) -> LiteralError {
    // 2024 is a leap year: 02-29 exists.
    let right = |month: u32, day: u32| {
        NaiveDate::from_ymd_opt(2024, month, day).map(|date| format!("`{}`", date.format("%m-%d")))
    };
    let numbers: Vec<u32> =
        written.split(|letter: char| !letter.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    let forms: Vec<String> = match (in_words(written), numbers.as_slice()) {
        (Some((days, month)), _) => days.first().and_then(|day| right(month, *day)).into_iter().collect(),
        (None, [first, second]) if written.contains('-') => right(*first, *second).into_iter().collect(),
        (None, [first, second]) if first == second => right(*first, *second).into_iter().collect(),
        (None, [first, second]) => [right(*second, *first), right(*first, *second)].into_iter().flatten().collect(),
        (None, _) => Vec::new(),
    };
    let help = match forms.as_slice() {
        [] => "write the month and the day, as in `12-25`".to_owned(),
        [only] => format!("write {only}"),
        [first, other, ..] => format!("write {first}, or {other} if the month comes first here"),
    };
    LiteralError::WrongMonthDay { span, help: Some(help) }
}

/// `2023-02-29`: how long the month is.
pub(super) fn no_such_date(written: &str, span: Span) -> LiteralError {
    let mut parts = written.split('-');
    let mut next = || parts.next().and_then(|part| part.parse::<u32>().ok());
    let help = next().zip(next()).and_then(|(year, month)| {
        let last = last_of(i32::try_from(year).ok()?, month)?;
        Some(format!("{} has {} days: the last one is `{}`", last.format("%B %Y"), last.day(), last.format("%Y-%m-%d")))
    });
    LiteralError::NoSuchMoment { what: "date", written: written.to_owned(), span, help }
}

/// The last day of a month.
fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    let (next_year, next) = if month == 12 { (year.checked_add(1)?, 1) } else { (year, month.checked_add(1)?) };
    NaiveDate::from_ymd_opt(year, month, 1)?;
    NaiveDate::from_ymd_opt(next_year, next, 1)?.pred_opt()
}

/// `24:30`: the time on the day after.
pub(super) fn past_midnight(written: &str) -> Option<String> {
    let (hours, minutes) = written.split_once(':')?;
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    let early = (24..30).contains(&hours) && minutes < 60;
    early.then(|| format!("a day ends at `24:00`; for the night after it write `{:02}:{minutes:02}`", hours - 24))
}

/// `01-03-2024`, `2024/3/1`, `1 maart 2024`
pub(super) fn wrong_date(written: &str, span: Span) -> LiteralError {
    let words = in_words(written).and_then(|(numbers, month)| match numbers.as_slice() {
        [day, year] => NaiveDate::from_ymd_opt(i32::try_from(*year).ok()?, month, *day),
        _ => None,
    });
    if let Some(date) = words {
        return LiteralError::WrongDate { span, help: Some(format!("write `{}`", date.format("%Y-%m-%d"))) };
    }
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
    let swapped = written.split_once('-').and_then(|(first, second)| {
        let (month, day) = (first.parse::<u32>().ok()?, second.parse::<u32>().ok()?);
        if NaiveDate::from_ymd_opt(2024, day, month).is_some() {
            return Some(format!("the month comes first: `{second}-{first}`"));
        }
        let order = if month > 12 { "the month comes first, and " } else { "" };
        let last = last_of(2024, if month > 12 { day } else { month })?;
        Some(format!(
            "{order}{} has {} days: the last one is `{}`",
            last.format("%B"),
            last.day(),
            last.format("%m-%d")
        ))
    });
    LiteralError::NoSuchMoment { what: "day of the year", written: written.to_owned(), span, help: swapped }
}

/// `2024-03-01 24:00`
pub(super) fn no_such_time_of_moment(written: &str, date: NaiveDate, span: Span) -> LiteralError {
    let next = date.succ_opt().filter(|_| written == "24:00");
    let help = next.map(|day| format!("the end of the day is `{day} 00:00`"));
    LiteralError::NoSuchMoment { what: "time", written: written.to_owned(), span, help }
}
