//! `20240305T220000Z`, with `TZID`, floating, or a day alone; and durations.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::lines::Line;
use super::times::Key;
use super::windows_zones;
use crate::model::Zone;
use crate::quantity::{Instant, zone};

/// A moment as a calendar writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Of a day, its midnight.
    pub local: NaiveDateTime,
    pub kind: Kind,
}

/// Whose local time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `Z`
    Utc,
    /// `TZID=`
    In(Zone),
    /// That of whoever reads it.
    Floating,
    /// A whole day.
    Day,
}

/// Why a text is no moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unread {
    /// Another form, or no such day.
    Form,
    /// A zone that nobody knows.
    Zone(String),
}

impl Moment {
    /// The value of a line.
    pub(super) fn read(line: &Line<'_>) -> Result<Self, Unread> {
        Self::of(line.value.trim(), line)
    }

    /// Each moment of a line that lists several.
    pub(super) fn list(line: &Line<'_>) -> Result<Vec<Self>, Unread> {
        line.value.split(',').map(|text| Self::of(text.trim(), line)).collect()
    }

    fn of(text: &str, line: &Line<'_>) -> Result<Self, Unread> {
        if line.parameter("VALUE").is_some_and(|value| value.eq_ignore_ascii_case("DATE")) || text.len() == 8 {
            let day = NaiveDate::parse_from_str(text, "%Y%m%d").map_err(|_| Unread::Form)?;
            return Ok(Self { local: day.and_time(NaiveTime::MIN), kind: Kind::Day });
        }
        let (written, is_utc) = text.strip_suffix('Z').map_or((text, false), |text| (text, true));
        if written.len() != 15 {
            return Err(Unread::Form);
        }
        let local = NaiveDateTime::parse_from_str(written, "%Y%m%dT%H%M%S").map_err(|_| Unread::Form)?;
        let kind = match line.parameter("TZID") {
            _ if is_utc => Kind::Utc,
            Some(name) => Kind::In(zone_of(name).ok_or_else(|| Unread::Zone(name.to_owned()))?),
            None => Kind::Floating,
        };
        Ok(Self { local, kind })
    }

    /// In ISO 8601, with an offset where it is known whose time it is.
    pub(super) fn written(&self) -> String {
        let local = || self.local.format("%Y-%m-%dT%H:%M:%S").to_string();
        match self.kind {
            Kind::Utc => format!("{}Z", local()),
            Kind::In(zone) => zone.rfc3339(zone.instant(self.local)),
            Kind::Floating | Kind::Day => local(),
        }
    }

    /// The instant, where it is known whose time it is. A gap and a fold are read as RFC 5545 does.
    pub(super) fn instant(&self) -> Option<Instant> {
        match self.kind {
            Kind::Utc => Some(Zone::Fixed(0).instant(self.local)),
            Kind::In(zone) => Some(zone.instant(self.local)),
            Kind::Floating | Kind::Day => None,
        }
    }

    /// For comparing.
    pub(super) fn key(&self) -> Key {
        self.instant().map_or(Key::Local(self.local), Key::At)
    }

    /// The same kind of moment at another local time.
    pub(super) fn at(self, local: NaiveDateTime) -> Self {
        Self { local, ..self }
    }

    /// The moment so much later: days by the calendar, the rest by the clock.
    pub(super) fn after(self, length: Length) -> Option<Self> {
        let day = if length.days < 0 {
            self.local.checked_sub_days(Days::new(length.days.unsigned_abs()))?
        } else {
            self.local.checked_add_days(Days::new(length.days.unsigned_abs()))?
        };
        let seconds = TimeDelta::try_seconds(length.seconds)?;
        Some(match self.kind {
            Kind::Utc | Kind::Floating | Kind::Day => self.at(day.checked_add_signed(seconds)?),
            Kind::In(zone) => {
                let start = zone.instant(day);
                let end = Instant::from_micros(start.micros().checked_add(seconds.num_microseconds()?)?);
                // By its offset, since a local time may exist twice.
                let offset = zone.offset_at(end);
                Self { local: zone.local(end), kind: Kind::In(Zone::Fixed(offset)) }
            }
        })
    }
}

/// A duration: whole days, and seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Length {
    pub days: i64,
    pub seconds: i64,
}

impl Length {
    /// `P1DT2H`, `PT30M`, `P2W`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut rest = text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?;
        let mut length = Self::default();
        let mut in_time = false;
        if rest.is_empty() {
            return None;
        }
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('T') {
                (in_time, rest) = (true, after);
                continue;
            }
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let number: i64 = rest.get(..digits)?.parse().ok()?;
            let unit = rest.get(digits..=digits)?;
            let (days, seconds) = match (in_time, unit) {
                (false, "W") => (number.checked_mul(7)?, 0),
                (false, "D") => (number, 0),
                (true, "H") => (0, number.checked_mul(3600)?),
                (true, "M") => (0, number.checked_mul(60)?),
                (true, "S") => (0, number),
                (_, _) => return None,
            };
            length.days = length.days.checked_add(days)?;
            length.seconds = length.seconds.checked_add(seconds)?;
            rest = rest.get(digits + 1..)?;
        }
        Some(length)
    }
}

/// The zone of a `TZID`: a name of the time zone database, also behind a prefix (`/example.org/Europe/Amsterdam`), or what
/// Windows calls it.
fn zone_of(name: &str) -> Option<Zone> {
    let name = name.trim();
    let known = |name: &str| zone::parse(name).ok();
    known(name).or_else(|| windows_zones::iana(name).and_then(known)).or_else(|| {
        let parts: Vec<&str> = name.split('/').collect();
        let behind = parts.len().checked_sub(2).and_then(|from| parts.get(from..))?;
        known(&behind.join("/")).filter(|_| name.starts_with('/'))
    })
}
