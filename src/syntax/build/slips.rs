//! Forms that people write and the language refuses, and the right form of each.

use chrono::{Datelike, NaiveDate};

use crate::quantity::Elapsed;
use crate::source::Span;
use crate::syntax::error::LiteralError;
use crate::syntax::weekdays::{english_weekday, is_one_day};

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
            right: has_each_once(written).then(|| value.to_string()),
        }),
    }
}

const LONGEST_MICROS: i128 = 100 * 366 * 86_400 * 1_000_000;

/// Whether no unit stands twice: `1h1h` may be a slip of another kind.
fn has_each_once(written: &str) -> bool {
    ['h', 'm', 's'].into_iter().all(|unit| written.matches(unit).count() <= 1)
}

fn split_units(written: &str) -> impl Iterator<Item = (&str, char)> {
    written.split_inclusive(['h', 'm', 's']).filter_map(|part| {
        let unit = part.chars().next_back()?;
        Some((part.get(..part.len() - 1)?, unit))
    })
}

/// `5d`, `5 min`, `4 hours`, `1h30`, `3rd`
pub(super) fn wrong_unit(written: &str, span: Span) -> LiteralError {
    if let Some(right) = one_word(written) {
        let elapsed = right_elapsed(&right, span);
        let help = Some(format!("write `{elapsed}`"));
        let right = has_each_once(&right).then_some(elapsed);
        return LiteralError::WrongDuration { written: written.to_owned(), span, help, right };
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
    let right = match help.as_deref().map(|help| (help, help.matches('`').count())) {
        Some((help, 2)) => help.split('`').nth(1).map(str::to_owned),
        Some(_) | None => None,
    };
    // `1,500 hours` may be many, a part of a week is none, `3M` may be months, and `an` is a word.
    let thousands =
        written.split_once(',').is_some_and(|(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count() > 2);
    let part = number.contains('.') && clock_unit(&lower).is_none();
    let right = right.filter(|_| !thousands && !part && !["M", "an"].contains(&unit));
    LiteralError::WrongUnit { written: written.to_owned(), problem, span, help, right }
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
    let both = ends.map(|(first, last)| format!("{first}..{last}"));
    let help = both.as_ref().map(|both| format!("write `{both}`"));
    let words = [written.get(..first_ends), written.get(last_begins..)];
    let sure = words.into_iter().flatten().any(is_one_day);
    LiteralError::ForeignDay { span, help, right: both.filter(|_| sure) }
}

/// `first za of month`
pub(super) fn foreign_day(written: &str, span: Span) -> LiteralError {
    let day = english_weekday(written);
    let help = day.map(|day| format!("write `{day}`"));
    let right = day.filter(|_| is_one_day(written)).map(str::to_owned);
    LiteralError::ForeignDay { span, help, right }
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

/// Whether a time of day, right or not, can be read in one way: `9.5` may be half past nine.
pub(super) fn has_one_reading(written: &str) -> bool {
    let digits: Vec<&str> =
        written.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let whole = match digits.as_slice() {
        [_] => true,
        [_, minutes] => minutes.len() == 2,
        _ => false,
    };
    let right = right_time(written);
    let Some((hours, minutes)) = right.split_once(':') else { return false };
    let exists = hours.parse::<u32>().ok().zip(minutes.parse::<u32>().ok());
    // `13pm` and `0am` are slips of another kind.
    let half = written.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == ' ');
    let of_half_day = written.to_lowercase().ends_with(['m']);
    let hour: u32 =
        half.split(|letter: char| !letter.is_ascii_digit()).next().and_then(|hour| hour.parse().ok()).unwrap_or(99);
    whole && exists.is_some_and(|(h, m)| m < 60 && h * 60 + m <= 24 * 60) && (!of_half_day || (1..=12).contains(&hour))
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
        let right = date.format("%Y-%m-%d").to_string();
        return LiteralError::WrongDate { span, help: Some(format!("write `{right}`")), right: Some(right) };
    }
    let parts: Vec<u32> = written.split(['-', '/', '.']).filter_map(|part| part.parse().ok()).collect();
    let right = |year: u32, month: u32, day: u32| {
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        Some(date.format("%Y-%m-%d").to_string())
    };
    let forms: Vec<String> = match parts.as_slice() {
        [year, month, day] if *year > 31 => right(*year, *month, *day).into_iter().collect(),
        [a, b, year] if a == b => right(*year, *b, *a).into_iter().collect(),
        [a, b, year] => [right(*year, *b, *a), right(*year, *a, *b)].into_iter().flatten().collect(),
        _ => Vec::new(),
    };
    let help = match forms.as_slice() {
        [] => "write the year, the month and the day, as in `2024-03-01`".to_owned(),
        [only] => format!("write `{only}`"),
        [first, ..] => format!("write `{first}`, or `{}` if the month comes first here", forms.last().unwrap_or(first)),
    };
    let right = if forms.len() == 1 { forms.into_iter().next() } else { None };
    LiteralError::WrongDate { span, help: Some(help), right }
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
