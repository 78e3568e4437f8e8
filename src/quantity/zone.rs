//! Time zones by name: `Europe/Amsterdam`, `+01:00`, `UTC`. Abbreviations are refused, because they have two readings.

use std::fmt;

use chrono_tz::Tz;

/// A time zone: IANA rules or a fixed offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// `Europe/Amsterdam`
    Named(Tz),
    /// `+01:00` all year: seconds east of UTC, within ±18 h.
    Fixed(i32),
}

/// Why a text does not name one time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// `CET`: people mean either the offset all year or the clock of a place, with its daylight saving.
    #[error("an abbreviation that may mean `{fixed}` all year or `{named}` with its daylight saving")]
    Abbreviation {
        /// The offset, as it would be written.
        fixed: &'static str,
        /// A place that keeps that time, as it would be written.
        named: &'static str,
    },
    /// Begins like an offset, but is not `+hh:mm` or `-hh:mm` within 18 hours.
    #[error("not an offset such as `+01:00`, at most 18 hours")]
    Offset,
    /// Not in the time zone database, or there under a legacy name such as `Etc/GMT+1`, whose sign is the other way round.
    #[error("not a time zone such as `Europe/Amsterdam` or `+01:00`")]
    Unknown,
}

/// Abbreviations with both their readings.
const ABBREVIATIONS: &[(&str, &str, &str)] = &[
    ("ACST", "+09:30", "Australia/Adelaide"),
    ("AEDT", "+11:00", "Australia/Sydney"),
    ("AEST", "+10:00", "Australia/Sydney"),
    ("AKST", "-09:00", "America/Anchorage"),
    ("AST", "-04:00", "America/Halifax"),
    ("AWST", "+08:00", "Australia/Perth"),
    ("BST", "+01:00", "Europe/London"),
    ("CDT", "-05:00", "America/Chicago"),
    ("CEST", "+02:00", "Europe/Amsterdam"),
    ("CET", "+01:00", "Europe/Amsterdam"),
    ("CST", "-06:00", "America/Chicago"),
    ("CST6CDT", "-06:00", "America/Chicago"),
    ("EDT", "-04:00", "America/New_York"),
    ("EEST", "+03:00", "Europe/Helsinki"),
    ("EET", "+02:00", "Europe/Helsinki"),
    ("EST", "-05:00", "America/New_York"),
    ("EST5EDT", "-05:00", "America/New_York"),
    ("GMT", "+00:00", "Europe/London"),
    ("HST", "-10:00", "Pacific/Honolulu"),
    ("IST", "+05:30", "Asia/Kolkata"),
    ("JST", "+09:00", "Asia/Tokyo"),
    ("KST", "+09:00", "Asia/Seoul"),
    ("MDT", "-06:00", "America/Denver"),
    ("MESZ", "+02:00", "Europe/Berlin"),
    ("MET", "+01:00", "Europe/Amsterdam"),
    ("MEZ", "+01:00", "Europe/Berlin"),
    ("MSK", "+03:00", "Europe/Moscow"),
    ("MST", "-07:00", "America/Denver"),
    ("MST7MDT", "-07:00", "America/Denver"),
    ("NZDT", "+13:00", "Pacific/Auckland"),
    ("NZST", "+12:00", "Pacific/Auckland"),
    ("PDT", "-07:00", "America/Los_Angeles"),
    ("PST", "-08:00", "America/Los_Angeles"),
    ("PST8PDT", "-08:00", "America/Los_Angeles"),
    ("SAST", "+02:00", "Africa/Johannesburg"),
    ("SGT", "+08:00", "Asia/Singapore"),
    ("WEST", "+01:00", "Europe/Lisbon"),
    ("WET", "+00:00", "Europe/Lisbon"),
];

const LARGEST_OFFSET: i32 = 18 * 3600;

/// Reads `Area/City`, `±hh:mm` or `UTC`.
///
/// # Errors
///
/// See [`ZoneError`]. For [`ZoneError::Unknown`], [`names`] has what could have been meant.
pub fn parse(text: &str) -> Result<Zone, ZoneError> {
    if text == "UTC" {
        return Ok(Zone::Named(Tz::UTC));
    }
    if text.starts_with(['+', '-', '−', '±']) {
        return offset(text).map(Zone::Fixed).ok_or(ZoneError::Offset);
    }
    if let Some((_, fixed, named)) = ABBREVIATIONS.iter().find(|(short, ..)| short.eq_ignore_ascii_case(text)) {
        return Err(ZoneError::Abbreviation { fixed, named });
    }
    if !is_area_and_city(text) {
        return Err(ZoneError::Unknown);
    }
    text.parse().map(Zone::Named).map_err(|_| ZoneError::Unknown)
}

/// Every name that [`parse`] takes, for suggestions.
pub fn names() -> impl Iterator<Item = &'static str> {
    chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name()).filter(|name| is_area_and_city(name)).chain(["UTC"])
}

/// Version of the time zone database, printed in every report.
pub const DATABASE_VERSION: &str = chrono_tz::IANA_TZDB_VERSION;

/// `Etc/GMT+1` lies west of Greenwich, against what it seems to say: its area is not one of ours.
fn is_area_and_city(name: &str) -> bool {
    name.contains('/') && !name.starts_with("Etc/")
}

/// `+01:00` in seconds.
fn offset(text: &str) -> Option<i32> {
    let (sign, rest) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (None, Some(rest)) => (-1, rest),
        (None, None) => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let two_digits = |part: &str| match part.as_bytes() {
        [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => part.parse::<i32>().ok(),
        _ => None,
    };
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes).filter(|minutes| *minutes < 60)?);
    let seconds = hours * 3600 + minutes * 60;
    (seconds <= LARGEST_OFFSET).then_some(sign * seconds)
}

/// As the language writes it.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(tz) => f.write_str(tz.name()),
            Self::Fixed(seconds) => {
                let sign = if *seconds < 0 { '-' } else { '+' };
                let minutes = seconds.unsigned_abs() / 60;
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_as_written() {
        let cases = [
            ("Europe/Amsterdam", Ok(Zone::Named(Tz::Europe__Amsterdam))),
            ("America/Argentina/Buenos_Aires", Ok(Zone::Named(Tz::America__Argentina__Buenos_Aires))),
            ("UTC", Ok(Zone::Named(Tz::UTC))),
            ("+01:00", Ok(Zone::Fixed(3600))),
            ("-09:30", Ok(Zone::Fixed(-34_200))),
            ("+18:00", Ok(Zone::Fixed(64_800))),
            ("+18:01", Err(ZoneError::Offset)),
            ("+1:00", Err(ZoneError::Offset)),
            ("+01:60", Err(ZoneError::Offset)),
            ("+0100", Err(ZoneError::Offset)),
            ("−01:00", Err(ZoneError::Offset)),
            ("CET", Err(ZoneError::Abbreviation { fixed: "+01:00", named: "Europe/Amsterdam" })),
            ("est", Err(ZoneError::Abbreviation { fixed: "-05:00", named: "America/New_York" })),
            ("Etc/GMT+1", Err(ZoneError::Unknown)),
            ("Singapore", Err(ZoneError::Unknown)),
            ("Europe/Amsterdm", Err(ZoneError::Unknown)),
            ("", Err(ZoneError::Unknown)),
        ];
        for (text, want) in cases {
            assert_eq!(parse(text), want, "{text}");
        }
    }

    #[test]
    fn every_name_and_reading_is_a_zone_and_shows_as_written() {
        let readings = ABBREVIATIONS.iter().flat_map(|(_, fixed, named)| [*fixed, *named]);
        for name in names().chain(readings) {
            assert_eq!(parse(name).map(|zone| zone.to_string()).as_deref(), Ok(name));
        }
    }
}
