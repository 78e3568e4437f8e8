use super::datetime::{self, Misread, Numbers, Written};

/// A `datetime` format, taken apart once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::evidence) enum Format {
    /// `iso` (the default): RFC 3339 or ISO 8601 local.
    Iso,
    /// `unix`, `unix_ms`: whole seconds or milliseconds since 1970-01-01T00:00:00Z.
    Unix {
        /// Microseconds of one.
        unit: i64,
    },
    /// `%d/%m/%Y %H:%M`
    Items(Vec<Item>),
}

/// A piece of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::evidence) enum Item {
    /// This byte.
    Byte(u8),
    /// One or more spaces.
    Space,
    /// `%Y`: four digits.
    Year,
    /// `%y`: two digits; 90 to 99 are 1990 to 1999, all others from 2000 on.
    ShortYear,
    /// `%m`
    Month,
    /// `%b`, `%B`: English, short or whole.
    MonthName,
    /// `%d`, `%e`
    Day,
    /// `%H`, `%k`
    Hour,
    /// `%I`, `%l`: 1 to 12.
    HalfDayHour,
    /// `%p`, `%P`: AM or PM.
    HalfDay,
    /// `%M`
    Minute,
    /// `%S`
    Second,
    /// `%f`: the digits after the mark.
    Fraction,
    /// `%.f`: the mark and digits, or nothing.
    OptionalFraction,
    /// `%z`, `%:z`
    Offset,
}

/// Why a text is not a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(in crate::evidence) enum FormatError {
    /// `%Q`
    #[error("`{0}` is not known here")]
    Unknown(String),
    /// `%Z`
    #[error("`%Z` names a zone, and names such as `CET` or `IST` have two readings")]
    ZoneName,
    /// The same twice.
    #[error("`{0}` is given twice")]
    Twice(&'static str),
    /// Not a whole moment.
    #[error("{0} is not given, so this is not a moment")]
    Lacks(&'static str),
    /// `%I` without `%p`.
    #[error("`%I` counts to 12, so it needs `%p`, and `%H` does not go with it")]
    HalfDay,
    /// Not ASCII.
    #[error("`{0}` cannot stand in a format")]
    Text(char),
}

/// What [`Format::compile`] takes, for help lines.
pub(in crate::evidence) const ACCEPTED: &str = "`%Y` `%y` `%m` `%b` `%d` `%H` `%I` `%p` `%M` `%S` `%f` `%.f` `%z`, their \
    short forms `%F` `%T` `%R`, or one of the words `iso`, `unix`, `unix_ms`";

impl Format {
    /// Takes `text` apart.
    ///
    /// # Errors
    ///
    /// See [`FormatError`].
    pub(in crate::evidence) fn compile(text: &str) -> Result<Self, FormatError> {
        match text {
            "iso" => return Ok(Self::Iso),
            "unix" => return Ok(Self::Unix { unit: 1_000_000 }),
            "unix_ms" => return Ok(Self::Unix { unit: 1_000 }),
            _ => {}
        }
        let mut items = Vec::new();
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            match c {
                '%' => items.extend_from_slice(conversion(&mut rest)?),
                ' ' if items.last() == Some(&Item::Space) => {}
                ' ' => items.push(Item::Space),
                c if c.is_ascii_graphic() => items.push(Item::Byte(c as u8)),
                c => return Err(FormatError::Text(c)),
            }
        }
        complete(&items)?;
        Ok(Self::Items(items))
    }

    /// Reads a timestamp of this form.
    ///
    /// # Errors
    ///
    /// See [`Misread`].
    pub(in crate::evidence) fn read(&self, text: &[u8]) -> Result<Written, Misread> {
        match self {
            Self::Iso => datetime::read_iso(text),
            Self::Unix { unit } => {
                let (digits, sign) = text.strip_prefix(b"-").map_or((text, 1), |rest| (rest, -1));
                let count = number(digits, 1, 18).filter(|(_, rest)| rest.is_empty()).ok_or(Misread::Form)?.0;
                let micros = count.checked_mul(sign * unit).ok_or(Misread::NoSuchMoment)?;
                Ok(Written { micros, offset: Some(0) })
            }
            Self::Items(items) => read_items(items, text),
        }
    }
}

/// Whether two formats differ only in whether day or month comes first: nothing in a text could tell them apart.
pub(in crate::evidence) fn same_but_for_day_and_month(a: &Format, b: &Format) -> bool {
    let (Format::Items(a), Format::Items(b)) = (a, b) else { return false };
    let blind = |item: &Item| if *item == Item::Month { Item::Day } else { *item };
    a != b && a.iter().map(blind).eq(b.iter().map(blind))
}

/// What stands after a `%`.
fn conversion(rest: &mut std::str::Chars<'_>) -> Result<&'static [Item], FormatError> {
    use Item::*;
    let mut written = String::from("%");
    let mut next = || rest.next().inspect(|c| written.push(*c));
    let items: &[Item] = match next() {
        Some('Y') => &[Year],
        Some('y') => &[ShortYear],
        Some('m') => &[Month],
        Some('b' | 'B' | 'h') => &[MonthName],
        Some('d' | 'e') => &[Day],
        Some('H' | 'k') => &[Hour],
        Some('I' | 'l') => &[HalfDayHour],
        Some('p' | 'P') => &[HalfDay],
        Some('M') => &[Minute],
        Some('S') => &[Second],
        Some('f') => &[Fraction],
        Some('F') => &[Year, Byte(b'-'), Month, Byte(b'-'), Day],
        Some('T') => &[Hour, Byte(b':'), Minute, Byte(b':'), Second],
        Some('R') => &[Hour, Byte(b':'), Minute],
        Some('z') => &[Offset],
        Some('%') => &[Byte(b'%')],
        Some('Z') => return Err(FormatError::ZoneName),
        Some(':') if next() == Some('z') => &[Offset],
        Some('.') => match next() {
            Some('f') => &[OptionalFraction],
            Some('3' | '6' | '9') if next() == Some('f') => &[OptionalFraction],
            Some(_) | None => return Err(FormatError::Unknown(written)),
        },
        Some('3' | '6' | '9') if next() == Some('f') => &[Fraction],
        Some(_) | None => return Err(FormatError::Unknown(written)),
    };
    Ok(items)
}

/// Everything that a moment needs, and nothing twice.
fn complete(items: &[Item]) -> Result<(), FormatError> {
    use Item::*;
    let count = |wanted: &[Item]| items.iter().filter(|item| wanted.contains(item)).count();
    let groups: [(&[Item], &'static str); 8] = [
        (&[Year, ShortYear], "the year"),
        (&[Month, MonthName], "the month"),
        (&[Day], "the day"),
        (&[Hour, HalfDayHour], "the hour"),
        (&[Minute], "the minute"),
        (&[Second], "the second"),
        (&[Fraction, OptionalFraction], "the fraction"),
        (&[Offset], "the offset"),
    ];
    for (group, name) in groups {
        match count(group) {
            0 if !matches!(name, "the second" | "the fraction" | "the offset") => return Err(FormatError::Lacks(name)),
            0 | 1 => {}
            _ if name == "the hour" => return Err(FormatError::HalfDay),
            _ => return Err(FormatError::Twice(name)),
        }
    }
    if count(&[HalfDayHour]) != count(&[HalfDay]) { Err(FormatError::HalfDay) } else { Ok(()) }
}

fn read_items(items: &[Item], text: &[u8]) -> Result<Written, Misread> {
    let mut rest = text;
    let mut numbers = Numbers::default();
    let mut afternoon = None;
    for item in items {
        let digits = |least, most| number(rest, least, most).ok_or(Misread::Form);
        rest = match item {
            Item::Byte(byte) => rest.strip_prefix(&[*byte]).ok_or(Misread::Form)?,
            Item::Space => {
                let after = rest.trim_ascii_start();
                if after.len() == rest.len() {
                    return Err(Misread::Form);
                }
                after
            }
            Item::Year => into(&mut numbers.year, digits(4, 4)?),
            Item::ShortYear => {
                let (short, after) = digits(2, 2)?;
                numbers.year = if short >= 90 { 1900 + short } else { 2000 + short };
                after
            }
            Item::Month => into(&mut numbers.month, digits(1, 2)?),
            Item::MonthName => into(&mut numbers.month, month_name(rest).ok_or(Misread::Form)?),
            Item::Day => into(&mut numbers.day, digits(1, 2)?),
            Item::Hour | Item::HalfDayHour => into(&mut numbers.hour, digits(1, 2)?),
            Item::HalfDay => into(afternoon.insert(0), half_day(rest).ok_or(Misread::Form)?),
            Item::Minute => into(&mut numbers.minute, digits(1, 2)?),
            Item::Second => into(&mut numbers.second, digits(1, 2)?),
            Item::Fraction => into(&mut numbers.micros, datetime::fraction(rest)?),
            Item::OptionalFraction => match rest {
                [b'.' | b',', digits @ ..] => into(&mut numbers.micros, datetime::fraction(digits)?),
                _ => rest,
            },
            Item::Offset => {
                let (seconds, after) = datetime::offset(rest)?;
                numbers.offset = Some(seconds);
                after
            }
        };
    }
    if !rest.is_empty() {
        return Err(Misread::Form);
    }
    if let Some(half) = afternoon {
        if !(1..=12).contains(&numbers.hour) {
            return Err(Misread::NoSuchMoment);
        }
        numbers.hour = numbers.hour % 12 + 12 * half;
    }
    numbers.written()
}

fn into<'a>(field: &mut i64, (value, rest): (i64, &'a [u8])) -> &'a [u8] {
    *field = value;
    rest
}

/// A whole number of `least` to `most` digits, as many as there are.
fn number(text: &[u8], least: usize, most: usize) -> Option<(i64, &[u8])> {
    let count = text.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
    if count < least {
        return None;
    }
    let (digits, rest) = text.split_at(count);
    Some((digits.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')), rest))
}

fn month_name(text: &[u8]) -> Option<(i64, &[u8])> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let (word, rest) = text.split_at(letters);
    let is = |name: &&str| {
        let short = name.as_bytes().get(..3).unwrap_or_default();
        word.eq_ignore_ascii_case(name.as_bytes()) || word.eq_ignore_ascii_case(short)
    };
    (1..).zip(NAMES).find(|(_, name)| is(name)).map(|(month, _)| (month, rest))
}

/// 0 before noon, 1 after.
fn half_day(text: &[u8]) -> Option<(i64, &[u8])> {
    match text {
        [b'a' | b'A', b'm' | b'M', rest @ ..] => Some((0, rest)),
        [b'p' | b'P', b'm' | b'M', rest @ ..] => Some((1, rest)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn micros(format: &str, text: &str) -> Result<i64, Misread> {
        Format::compile(format).unwrap().read(text.as_bytes()).map(|written| written.micros)
    }

    #[test]
    fn formats_read_what_strftime_writes() {
        let iso = |text: &str| micros("iso", text);
        let cases = [
            ("%d/%m/%Y %H:%M", "29/2/2016 01:16", iso("2016-02-29 01:16")),
            ("%d/%m/%Y %H:%M", "5/3/2016 12:00", iso("2016-03-05 12:00")),
            ("%m/%d/%Y %H:%M", "5/3/2016 12:00", iso("2016-05-03 12:00")),
            ("%m/%d/%Y %I:%M %p", "5/3/2016 12:00 AM", iso("2016-05-03 00:00")),
            ("%m/%d/%Y %I:%M %p", "5/3/2016 1:05 pm", iso("2016-05-03 13:05")),
            ("%d/%b/%y %l:%M %p", "12/Mar/24 3:04 PM", iso("2024-03-12 15:04")),
            ("%B %d, %Y %R", "September 1, 2024 9:05", iso("2024-09-01 09:05")),
            ("%F %T%.f", "2024-03-01 18:00:00.25", iso("2024-03-01 18:00:00.25")),
            ("%F %T%.f", "2024-03-01 18:00:00", iso("2024-03-01 18:00:00")),
            ("%F %T.%f", "2024-03-01 18:00:00.25", iso("2024-03-01 18:00:00.25")),
            ("%Y-%m-%dT%H:%M:%S%:z", "2023-12-06T9:15:00-00:00", iso("2023-12-06T09:15:00Z")),
            ("%Y%m%d%H%M%S", "20240301180000", iso("2024-03-01 18:00")),
            ("%d.%m.%Y  %H:%M", "01.03.2024   18:00", iso("2024-03-01 18:00")),
            ("unix", "1709316000", iso("2024-03-01 18:00")),
            ("unix_ms", "1709316000000", iso("2024-03-01 18:00")),
            ("unix", "-1", Ok(-1_000_000)),
            ("%d/%m/%Y %H:%M", "29/2/2015 01:16", Err(Misread::NoSuchMoment)),
            ("%d/%m/%Y %H:%M", "12/31/2016 01:16", Err(Misread::NoSuchMoment)),
            ("%m/%d/%Y %I:%M %p", "5/3/2016 13:00 PM", Err(Misread::NoSuchMoment)),
            ("%d/%m/%Y %H:%M", "29/2/16 01:16", Err(Misread::Form)),
            ("%d/%m/%Y %H:%M", "29/2/2016 01:16:00", Err(Misread::Form)),
            ("%d/%m/%Y %H:%M", "29/2/2016T01:16", Err(Misread::Form)),
            ("unix", "17093160.5", Err(Misread::Form)),
        ];
        for (format, text, want) in cases {
            assert_eq!(micros(format, text), want, "{format:?} {text:?}");
        }
    }

    #[test]
    fn formats_that_do_not_make_a_moment_are_refused() {
        let cases = [
            ("%d/%m/%Y", FormatError::Lacks("the hour")),
            ("%H:%M", FormatError::Lacks("the year")),
            ("%Y-%m-%d %I:%M", FormatError::HalfDay),
            ("%Y-%m-%d %H:%M %p", FormatError::HalfDay),
            ("%Y-%m-%d %H:%I:%M %p", FormatError::HalfDay),
            ("%F %T %m", FormatError::Twice("the month")),
            ("%F %T %Z", FormatError::ZoneName),
            ("%F %T %Q", FormatError::Unknown("%Q".into())),
            ("%F %T%.7f", FormatError::Unknown("%.7".into())),
            ("%F %T %", FormatError::Unknown("%".into())),
            ("%F à %T", FormatError::Text('à')),
            ("", FormatError::Lacks("the year")),
        ];
        for (text, want) in cases {
            assert_eq!(Format::compile(text), Err(want), "{text:?}");
        }
    }

    #[test]
    fn day_and_month_are_told_apart_by_nothing() {
        let same =
            |a: &str, b: &str| same_but_for_day_and_month(&Format::compile(a).unwrap(), &Format::compile(b).unwrap());
        assert!(same("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"));
        assert!(!same("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M"));
        assert!(!same("%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M"));
        assert!(!same("%d/%b/%Y %H:%M", "%b/%d/%Y %H:%M"));
    }
}
