use chrono::{DateTime, Utc};

use super::Elapsed;

/// A moment in UTC: microseconds since 1970-01-01T00:00:00Z, without leap seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// First instant that calendars and evidence may hold: 1990-01-01T00:00:00Z.
    pub const FIRST: Self = Self(631_152_000_000_000);
    /// First instant after the last one that calendars and evidence may hold: 2101-01-01T00:00:00Z.
    pub const END: Self = Self(4_133_980_800_000_000);

    /// From microseconds since the epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// From whole seconds since the epoch, or `None` past the range.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        seconds.checked_mul(1_000_000).map(Self)
    }

    /// Microseconds since the epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// `self + amount`, or `None` past the range.
    pub fn checked_add(self, amount: Elapsed) -> Option<Self> {
        self.0.checked_add(amount.micros()).map(Self)
    }

    /// `self - amount`, or `None` past the range.
    pub fn checked_sub(self, amount: Elapsed) -> Option<Self> {
        self.0.checked_sub(amount.micros()).map(Self)
    }

    /// Real time from `self` until `later` (negative when `later` is earlier), kept inside the range.
    pub fn until(self, later: Instant) -> Elapsed {
        Elapsed::from_micros(later.0.saturating_sub(self.0))
    }

    /// As a chrono value; `None` only past chrono's range.
    pub fn to_utc(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_micros(self.0)
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(moment: DateTime<Utc>) -> Self {
        Self(moment.timestamp_micros())
    }
}

#[test]
fn the_bounds_are_those_dates() {
    let shown = |instant: Instant| instant.to_utc().map(|moment| moment.to_rfc3339());
    assert_eq!(shown(Instant::FIRST).as_deref(), Some("1990-01-01T00:00:00+00:00"));
    assert_eq!(shown(Instant::END).as_deref(), Some("2101-01-01T00:00:00+00:00"));
}
