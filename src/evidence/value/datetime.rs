//! A timestamp taken apart. The days of a date are counted here, so that millions of them cost little.

/// A timestamp as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::evidence) struct Written {
    /// Local microseconds since 1970-01-01T00:00:00.
    pub micros: i64,
    /// Seconds east of UTC.
    pub offset: Option<i32>,
}

/// Why a text is not a timestamp of the form asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::evidence) enum Misread {
    /// It has another form.
    Form,
    /// The form fits, but there is no such date or time of day.
    NoSuchMoment,
    /// The fraction of its seconds is finer than a microsecond.
    TooFine,
}

/// The numbers of a timestamp, not checked yet.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Numbers {
    pub year: i64,
    pub month: i64,
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    pub micros: i64,
    pub offset: Option<i32>,
}

impl Numbers {
    /// As local microseconds.
    pub(super) fn written(self) -> Result<Written, Misread> {
        let Self { year, month, day, hour, minute, second, micros, offset } = self;
        let exists = (1..=12).contains(&month)
            && day >= 1
            && day <= days_of_month(year, month)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second);
        if !exists {
            return Err(Misread::NoSuchMoment);
        }
        let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
        Ok(Written { micros: seconds * 1_000_000 + micros, offset })
    }
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01, proleptic Gregorian; years from 0 to 9999.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let day_of_year = (153 * m + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// RFC 3339, or ISO 8601 without an offset: `2024-03-01 18:00`, with `T` or a space, seconds and their fraction optional.
/// Every number is padded.
pub(in crate::evidence) fn read_iso(text: &[u8]) -> Result<Written, Misread> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T' | b't' | b' ', h1, h2, b':', n1, n2, rest @ ..] = text else {
        return Err(Misread::Form);
    };
    let mut numbers = Numbers {
        year: two(*y1, *y2)? * 100 + two(*y3, *y4)?,
        month: two(*m1, *m2)?,
        day: two(*d1, *d2)?,
        hour: two(*h1, *h2)?,
        minute: two(*n1, *n2)?,
        ..Numbers::default()
    };
    let mut rest = rest;
    if let [b':', s1, s2, after @ ..] = rest {
        numbers.second = two(*s1, *s2)?;
        rest = after;
        if let [b'.' | b',', after @ ..] = rest {
            (numbers.micros, rest) = fraction(after)?;
        }
    }
    if !rest.is_empty() {
        let (seconds, after) = offset(rest)?;
        if !after.is_empty() {
            return Err(Misread::Form);
        }
        numbers.offset = Some(seconds);
    }
    numbers.written()
}

fn two(a: u8, b: u8) -> Result<i64, Misread> {
    if a.is_ascii_digit() && b.is_ascii_digit() {
        Ok(i64::from(a - b'0') * 10 + i64::from(b - b'0'))
    } else {
        Err(Misread::Form)
    }
}

/// The digits of a fraction as microseconds; zeros past the sixth are no loss.
pub(super) fn fraction(text: &[u8]) -> Result<(i64, &[u8]), Misread> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(digits);
    if digits.is_empty() {
        return Err(Misread::Form);
    }
    let (kept, beyond) = digits.split_at(digits.len().min(6));
    if beyond.iter().any(|digit| *digit != b'0') {
        return Err(Misread::TooFine);
    }
    let padding = std::iter::repeat_n(&b'0', 6 - kept.len());
    let micros = kept.iter().chain(padding).fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    Ok((micros, rest))
}

/// `Z`, `+01:00`, `+0100` or `+01`, at most 18 hours; `-00:00` is UTC.
pub(super) fn offset(text: &[u8]) -> Result<(i32, &[u8]), Misread> {
    let (sign, hours, minutes, rest) = match text {
        [b'Z' | b'z', rest @ ..] => return Ok((0, rest)),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2, rest @ ..] => (*sign, two(*h1, *h2)?, two(*m1, *m2)?, rest),
        [sign @ (b'+' | b'-'), h1, h2, m1, m2, rest @ ..] if m1.is_ascii_digit() => {
            (*sign, two(*h1, *h2)?, two(*m1, *m2)?, rest)
        }
        [sign @ (b'+' | b'-'), h1, h2, rest @ ..] => (*sign, two(*h1, *h2)?, 0, rest),
        _ => return Err(Misread::Form),
    };
    let seconds = i32::try_from(hours * 3600 + minutes * 60).map_err(|_| Misread::Form)?;
    if minutes > 59 || seconds > 18 * 3600 {
        return Err(Misread::NoSuchMoment);
    }
    Ok((if sign == b'-' { -seconds } else { seconds }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn the_default_form_is_strict() {
        let form = Err(Misread::Form);
        let cases = [
            ("2024-03-01 18:00", Ok(None)),
            ("2024-03-01T18:00:30", Ok(None)),
            ("2024-03-01T18:00:30.123456", Ok(None)),
            ("2024-03-01T18:00:30,5", Ok(None)),
            ("2024-03-01T18:00:30.1234560000", Ok(None)),
            ("2024-03-01T18:00:30.1234561", Err(Misread::TooFine)),
            ("2024-03-01T18:00:00Z", Ok(Some(0))),
            ("2024-03-01T18:00:00-00:00", Ok(Some(0))),
            ("2024-03-01T18:00:00.000+0100", Ok(Some(3600))),
            ("2024-03-01T18:00:00-09:30", Ok(Some(-34_200))),
            ("2024-03-01T18:00+01", Ok(Some(3600))),
            ("2023-12-06T9:15:00-00:00", form),
            ("2024-8-13T15:00:00", form),
            ("2024-08-13T015:00:00+02:00", form),
            ("2024-03-01", form),
            ("2024-03-01  18:00", form),
            ("2024-03-01T18:00:00 Z", form),
            ("2024-03-01T18:00:00+1:00", form),
            ("2024-03-01T18:00:00.", form),
            ("29/2/2016 01:16", form),
            ("2024-02-30 18:00", Err(Misread::NoSuchMoment)),
            ("2023-02-29 18:00", Err(Misread::NoSuchMoment)),
            ("2024-13-01 18:00", Err(Misread::NoSuchMoment)),
            ("2024-03-01 24:00", Err(Misread::NoSuchMoment)),
            ("2024-03-01 23:59:60", Err(Misread::NoSuchMoment)),
            ("2024-03-01 18:00+19:00", Err(Misread::NoSuchMoment)),
            ("", form),
        ];
        for (text, want) in cases {
            assert_eq!(read_iso(text.as_bytes()).map(|written| written.offset), want, "{text:?}");
        }
        let written = read_iso(b"1970-01-02T00:00:01.25").unwrap();
        assert_eq!(written.micros, 86_401_250_000);
    }

    #[test]
    fn every_day_counts_as_chrono_counts_it() {
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        let mut date = NaiveDate::from_ymd_opt(1988, 1, 1).unwrap();
        while date < NaiveDate::from_ymd_opt(2102, 1, 1).unwrap() {
            let text = format!("{date} 00:00");
            let days = (date - epoch).num_days();
            assert_eq!(read_iso(text.as_bytes()).unwrap().micros, days * 86_400_000_000, "{text}");
            date = date.succ_opt().unwrap();
        }
    }
}
