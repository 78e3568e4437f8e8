//! Local time and UTC.

use chrono::{
    DateTime, Datelike, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, SecondsFormat,
    TimeDelta, TimeZone, Utc,
};
use chrono_tz::GapInfo;

use crate::model::{LocalInstant, Zone};
use crate::quantity::Instant;

/// A local time that is not one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    /// It does not exist: clocks jump over it.
    Gap,
    /// It exists twice: clocks go back over it.
    Fold {
        /// The first time, in daylight saving time.
        earlier: Instant,
        /// The second time.
        later: Instant,
    },
}

/// Instants further away than any calendar reaches are moved to here, so that chrono can show them.
const FURTHEST_MICROS: i64 = 8_000_000_000_000_000_000;

/// The rules of `chrono_tz` end with 2099. The years 2100 and 2101 have the weekdays of 2094 and 2095, and so their
/// changes of clocks; this is the way between them.
const BACK_TO_RULES: TimeDelta = TimeDelta::days(2191);

impl Zone {
    /// The instant of a local time, read as RFC 5545 does: in a gap with the offset before it, in a fold the first
    /// occurrence. For what a contract says.
    pub fn instant(self, local: NaiveDateTime) -> Instant {
        match self.exactly(local) {
            Ok(instant) => instant,
            Err(Unclear::Fold { earlier, .. }) => earlier,
            Err(Unclear::Gap) => at_offset(local, self.seconds_before_gap(local)),
        }
    }

    /// The instant of a local time, where there is exactly one. For evidence.
    ///
    /// # Errors
    ///
    /// A local time that does not exist or exists twice.
    pub fn exactly(self, local: NaiveDateTime) -> Result<Instant, Unclear> {
        let tz = match self {
            Self::Fixed(seconds) => return Ok(at_offset(local, seconds)),
            Self::Named(tz) => tz,
        };
        match tz.offset_from_local_datetime(&within_rules(local)) {
            MappedLocalTime::Single(offset) => Ok(at_offset(local, offset.fix().local_minus_utc())),
            MappedLocalTime::Ambiguous(one, other) => {
                let one = at_offset(local, one.fix().local_minus_utc());
                let other = at_offset(local, other.fix().local_minus_utc());
                Err(Unclear::Fold { earlier: one.min(other), later: one.max(other) })
            }
            MappedLocalTime::None => Err(Unclear::Gap),
        }
    }

    /// The instant of a moment as written in a contract or a test: its own offset, or else this zone.
    pub fn of_written(self, written: LocalInstant) -> Instant {
        written.offset.map_or_else(|| self.instant(written.local), |seconds| at_offset(written.local, seconds))
    }

    /// The first instant of a local day (where clocks skip midnight, as RFC 5545 reads it).
    pub fn midnight(self, date: NaiveDate) -> Instant {
        self.instant(date.and_time(NaiveTime::MIN))
    }

    /// Seconds east of UTC at an instant.
    pub fn offset_at(self, instant: Instant) -> i32 {
        match self {
            Self::Fixed(seconds) => seconds,
            Self::Named(tz) => {
                tz.offset_from_utc_datetime(&within_rules(utc(instant).naive_utc())).fix().local_minus_utc()
            }
        }
    }

    /// Local date and time.
    pub fn local(self, instant: Instant) -> NaiveDateTime {
        self.with_offset(instant).naive_local()
    }

    /// RFC 3339 with the offset of the moment: `2019-06-01T00:00:00+02:00`.
    pub fn rfc3339(self, instant: Instant) -> String {
        self.with_offset(instant).to_rfc3339_opts(SecondsFormat::AutoSi, false)
    }

    fn with_offset(self, instant: Instant) -> DateTime<FixedOffset> {
        let offset = FixedOffset::east_opt(self.offset_at(instant)).expect("no offset reaches 24 hours");
        utc(instant).with_timezone(&offset)
    }

    fn seconds_before_gap(self, local: NaiveDateTime) -> i32 {
        match self {
            Self::Fixed(seconds) => seconds,
            Self::Named(tz) => GapInfo::new(&within_rules(local), &tz)
                .and_then(|gap| gap.begin)
                .map_or(0, |(_, before)| before.fix().local_minus_utc()),
        }
    }
}

/// A time with the same offset before 2100.
fn within_rules(time: NaiveDateTime) -> NaiveDateTime {
    if time.year() < 2100 { time } else { time.checked_sub_signed(BACK_TO_RULES).unwrap_or(time) }
}

fn utc(instant: Instant) -> DateTime<Utc> {
    let micros = instant.micros().clamp(-FURTHEST_MICROS, FURTHEST_MICROS);
    DateTime::from_timestamp_micros(micros).expect("chrono reaches 262,000 years")
}

fn at_offset(local: NaiveDateTime, seconds: i32) -> Instant {
    let micros = local.and_utc().timestamp_micros();
    Instant::from_micros(micros.saturating_sub(i64::from(seconds) * 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::zone;

    fn local(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn gaps_and_folds_as_rfc_5545() {
        let cases = [
            ("Europe/Amsterdam", "2024-07-01T12:00:00", "2024-07-01T12:00:00+02:00"),
            ("Europe/Amsterdam", "2024-03-31T02:30:00", "2024-03-31T03:30:00+02:00"),
            ("Europe/Amsterdam", "2024-10-27T02:30:00", "2024-10-27T02:30:00+02:00"),
            ("Australia/Lord_Howe", "2024-10-06T02:15:00", "2024-10-06T02:45:00+11:00"),
            ("Pacific/Apia", "2011-12-30T09:00:00", "2011-12-31T09:00:00+14:00"),
            ("Asia/Kathmandu", "2024-01-01T00:00:00", "2024-01-01T00:00:00+05:45"),
            ("-09:30", "2024-01-01T00:00:00.25", "2024-01-01T00:00:00.250-09:30"),
            ("UTC", "2024-01-01T00:00:00", "2024-01-01T00:00:00+00:00"),
        ];
        for (name, text, want) in cases {
            let zone = zone::parse(name).unwrap();
            assert_eq!(zone.rfc3339(zone.instant(local(text))), want, "{name} {text}");
        }
    }

    #[test]
    fn evidence_must_be_clear() {
        let zone = zone::parse("Europe/Amsterdam").unwrap();
        let earlier = Instant::from_unix(1_729_989_000).unwrap();
        let later = Instant::from_unix(1_729_992_600).unwrap();
        assert_eq!(zone.exactly(local("2024-03-31T02:00:00")), Err(Unclear::Gap));
        assert_eq!(zone.exactly(local("2024-10-27T02:30:00")), Err(Unclear::Fold { earlier, later }));
        assert_eq!(
            zone.exactly(local("2024-10-27T03:00:00")).map(|at| zone.local(at)),
            Ok(local("2024-10-27T03:00:00"))
        );
    }

    #[test]
    fn summer_time_to_the_end() {
        let zone = zone::parse("Europe/Amsterdam").unwrap();
        assert_eq!(zone.rfc3339(zone.instant(local("2100-07-01T00:00:00"))), "2100-07-01T00:00:00+02:00");
        assert_eq!(zone.exactly(local("2100-03-28T02:30:00")), Err(Unclear::Gap));
        assert_eq!(zone.rfc3339(Instant::END), "2101-01-01T01:00:00+01:00");
    }
}
