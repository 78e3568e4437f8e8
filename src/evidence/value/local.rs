use std::sync::OnceLock;
use std::sync::atomic::{AtomicI32, Ordering};

use chrono::{DateTime, NaiveDateTime};

use super::datetime::Written;
use crate::calendar::Unclear;
use crate::model::Zone;
use crate::quantity::Instant;

/// Why a timestamp is not one instant that evidence may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::evidence) enum NoInstant {
    /// A local time that does not exist, or exists twice.
    Unclear(Unclear),
    /// Before 1990 or after 2100.
    OutOfRange,
}

/// Local times of one zone. Remembers the offset of every day that has only one, since asking the time zone database
/// takes longer than reading the rest of a row.
#[derive(Debug)]
pub(in crate::evidence) struct LocalTimes {
    zone: Zone,
    /// Made when the first one is asked for.
    offset_of_day: OnceLock<Box<[AtomicI32]>>,
}

const DAY: i64 = 86_400_000_000;
/// Local days from 1989-12-31 to 2101-01-01.
const FIRST_DAY: i64 = 7304;
const DAYS: usize = 40_544;
const NOT_ASKED: i32 = i32::MAX;
const SEVERAL: i32 = i32::MIN;

impl LocalTimes {
    pub(in crate::evidence) fn new(zone: Zone) -> Self {
        Self { zone, offset_of_day: OnceLock::new() }
    }

    /// The zone.
    pub(in crate::evidence) fn zone(&self) -> Zone {
        self.zone
    }

    /// The instant of a timestamp: by its own offset, or else by this zone.
    pub(in crate::evidence) fn instant(&self, written: Written) -> Result<Instant, NoInstant> {
        let instant = match written.offset.or_else(|| self.known_offset(written.micros)) {
            Some(seconds) => Instant::from_micros(written.micros - i64::from(seconds) * 1_000_000),
            None => {
                let local = naive(written.micros).ok_or(NoInstant::OutOfRange)?;
                self.zone.exactly(local).map_err(NoInstant::Unclear)?
            }
        };
        if (Instant::FIRST..Instant::END).contains(&instant) { Ok(instant) } else { Err(NoInstant::OutOfRange) }
    }

    /// The one offset of the local day, if there is only one.
    fn known_offset(&self, local: i64) -> Option<i32> {
        if let Zone::Fixed(seconds) = self.zone {
            return Some(seconds);
        }
        let day = local.div_euclid(DAY);
        let days = self.offset_of_day.get_or_init(|| (0..DAYS).map(|_| AtomicI32::new(NOT_ASKED)).collect());
        let slot = days.get(usize::try_from(day - FIRST_DAY).ok()?)?;
        let mut offset = slot.load(Ordering::Relaxed);
        if offset == NOT_ASKED {
            offset = self.only_offset(day).unwrap_or(SEVERAL);
            slot.store(offset, Ordering::Relaxed);
        }
        (offset != SEVERAL).then_some(offset)
    }

    /// The offset at both midnights of a day when they agree. (No zone has moved there and back within a day.)
    fn only_offset(&self, day: i64) -> Option<i32> {
        let at = |day: i64| {
            let instant = self.zone.exactly(naive(day * DAY)?).ok()?;
            i32::try_from((day * DAY - instant.micros()) / 1_000_000).ok()
        };
        at(day).filter(|offset| at(day + 1) == Some(*offset))
    }
}

fn naive(micros: i64) -> Option<NaiveDateTime> {
    DateTime::from_timestamp_micros(micros).map(|moment| moment.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::zone;

    #[test]
    fn remembered_offsets_are_those_of_the_database() {
        for name in ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "+05:45"] {
            let zone = zone::parse(name).unwrap();
            let times = LocalTimes::new(zone);
            // Every 7 h 13 min from 1990 to 2100, and around the changes of 2011 and 2024 every 15 min.
            let coarse = (0..133_000).map(|n| 631_152_000_000_000 + n * 25_980_000_000);
            let fine = [1_293_840_000_000_000, 1_704_067_200_000_000].into_iter();
            let fine = fine.flat_map(|from| (0..35_200).map(move |n| from + n * 900_000_000));
            for micros in coarse.chain(fine) {
                let want = zone.exactly(naive(micros).unwrap()).map_err(NoInstant::Unclear);
                let got = times.instant(Written { micros, offset: None });
                if got != Err(NoInstant::OutOfRange) {
                    assert_eq!(got, want, "{name} {micros}");
                }
            }
        }
    }

    #[test]
    fn only_from_1990_to_2100() {
        let times = LocalTimes::new(Zone::Fixed(3600));
        let at = |micros, offset| times.instant(Written { micros, offset }).is_ok();
        let first = Instant::FIRST.micros();
        let end = Instant::END.micros();
        assert!(at(first, Some(0)) && !at(first - 1, Some(0)) && !at(first, None));
        assert!(at(end - 1, Some(0)) && !at(end, Some(0)) && at(end, None) && !at(i64::MAX / 4, None));
    }
}
