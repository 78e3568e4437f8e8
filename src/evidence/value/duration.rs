use crate::evidence::project::DurationUnit;
use crate::quantity::{Elapsed, Ratio};

use super::read_number;

/// `1h30m`, `45s`, `1:30:00`, `PT1H30M`, and with a unit from the project a bare whole number; `None` for anything else.
///
/// `1:30` is refused: it may be hours and minutes, or minutes and seconds.
pub(in crate::evidence) fn read_duration(text: &str, bare: Option<DurationUnit>) -> Option<Elapsed> {
    if let Some(unit) = bare
        && let Some(count) = whole(text)
    {
        return Elapsed::from_seconds(count.checked_mul(seconds_of(unit))?);
    }
    match text.strip_prefix("PT") {
        Some(iso) if !iso.contains(|c: char| c.is_ascii_lowercase()) => parts(&iso.to_ascii_lowercase()),
        Some(_) => None,
        None if text.contains(':') => clock(text),
        None => parts(text),
    }
}

/// A measured time in seconds: a bare number of which `bare` make a second, `0.85s`, `850ms`, or as [`read_duration`].
pub(in crate::evidence) fn read_time(text: &str, comma: bool, bare: i128) -> Option<Ratio> {
    let of = |number: &str, unit: i128| {
        read_number(number.trim_end_matches(' '), comma).ok()?.mul(&Ratio::new(1, unit)).ok()
    };
    let suffixed = match text.strip_suffix('s') {
        None => of(text, bare),
        Some(rest) => rest.strip_suffix('m').map_or_else(|| of(rest, 1), |number| of(number, 1000)),
    };
    suffixed.or_else(|| Some(Ratio::new(read_duration(text, None)?.micros().into(), 1_000_000)))
}

fn seconds_of(unit: DurationUnit) -> i64 {
    match unit {
        DurationUnit::Seconds => 1,
        DurationUnit::Minutes => 60,
        DurationUnit::Hours => 3600,
    }
}

/// `1h30m`: units descending, each at most once.
fn parts(text: &str) -> Option<Elapsed> {
    let mut rest = text;
    let mut seconds: i64 = 0;
    for (unit, length) in [('h', 3600), ('m', 60), ('s', 1)] {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (count, after) = rest.split_at_checked(digits)?;
        if let Some(after) = after.strip_prefix(unit) {
            seconds = seconds.checked_add(whole(count)?.checked_mul(length)?)?;
            rest = after;
        }
        if rest.is_empty() {
            return Elapsed::from_seconds(seconds);
        }
    }
    None
}

/// `h:mm:ss`
fn clock(text: &str) -> Option<Elapsed> {
    let mut parts = text.split(':');
    let (h, m, s) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || m.len() != 2 || s.len() != 2 {
        return None;
    }
    let (h, m, s) = (whole(h)?, whole(m)?, whole(s)?);
    if m > 59 || s > 59 {
        return None;
    }
    Elapsed::from_seconds(h.checked_mul(3600)?.checked_add(m * 60 + s)?)
}

fn whole(text: &str) -> Option<i64> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[test]
fn durations() {
    use DurationUnit::{Hours, Minutes, Seconds};
    let cases = [
        ("1h30m", None, Some(5400)),
        ("90m", None, Some(5400)),
        ("1h5s", None, Some(3605)),
        ("45s", None, Some(45)),
        ("1:30:05", None, Some(5405)),
        ("100:00:00", None, Some(360_000)),
        ("PT1H30M", None, Some(5400)),
        ("90", Some(Seconds), Some(90)),
        ("90", Some(Minutes), Some(5400)),
        ("2", Some(Hours), Some(7200)),
        ("1h", Some(Minutes), Some(3600)),
        ("90", None, None),
        ("1:30", None, None),
        ("1:3:5", None, None),
        ("1:60:00", None, None),
        ("30m1h", None, None),
        ("1h1h", None, None),
        ("1.5h", None, None),
        ("PT1h", None, None),
        ("P1D", None, None),
        ("1d", None, None),
        ("h", None, None),
        ("", None, None),
        ("9999999999999999h", None, None),
    ];
    for (text, unit, want) in cases {
        let want = want.and_then(Elapsed::from_seconds);
        assert_eq!(read_duration(text, unit), want, "{text:?}");
    }
}

#[test]
fn measured_times() {
    let cases = [
        ("0.85", false, 1, Some(Ratio::new(85, 100))),
        ("850", false, 1000, Some(Ratio::new(85, 100))),
        ("850ms", false, 1, Some(Ratio::new(85, 100))),
        ("0.85s", false, 1000, Some(Ratio::new(85, 100))),
        ("0,85 s", true, 1, Some(Ratio::new(85, 100))),
        ("1m30s", false, 1000, Some(Ratio::whole(90))),
        ("1:00:05", false, 1, Some(Ratio::whole(3605))),
        ("-1", false, 1, Some(Ratio::whole(-1))),
        ("0,85", false, 1, None),
        ("1:05", false, 1, None),
        ("fast", false, 1, None),
        ("s", false, 1, None),
    ];
    for (text, comma, bare, want) in cases {
        assert_eq!(read_time(text, comma, bare), want, "{text:?}");
    }
}
