//! Public holidays by rule, for any year from 1990 to 2100.
//!
//! One file per country holds the lines of its law (`rule.rs` is their vocabulary); `region.rs` says
//! which of them hold where. The rules are checked day by day against an independent collection:
//! `tests/holidays.rs`, which also lists where and why the two differ.
//!
//! A future year follows the law as it stands at [`DATA_VERSION`].

use chrono::{Datelike, NaiveDate};

mod be;
mod de;
mod easter;
mod gb;
mod nl;
mod region;
mod rule;
mod us;
mod when;

pub use de::GermanState;
pub use easter::easter_sunday;
pub use region::Region;

use rule::{Choice, Rule};

/// Version of the holiday data, printed in every report: the month up to which announced days and
/// changes of law are in it.
pub const DATA_VERSION: &str = "2026-11";

/// The first year for which holidays are known.
pub const FIRST_YEAR: i32 = 1990;

/// The last year for which holidays are known.
pub const LAST_YEAR: i32 = 2100;

/// A disputed day: in or out is the contract's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOption {
    /// The word as the contract writes it, such as `good_friday`.
    pub name: &'static str,
    /// What the option decides, for messages and documents.
    pub doc: &'static str,
    /// Whether the day counts when the contract says nothing.
    pub default: bool,
}

/// A day off in one region and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicHoliday {
    /// The whole local day, 00:00–24:00.
    pub date: NaiveDate,
    /// Its name in the country's own language (Belgium: in Dutch).
    pub name: &'static str,
}

/// The public holidays of a region in one year, sorted by date, one entry a date and name.
///
/// `with` and `without` hold names from [`Region::options`]; for a name in both, `without` wins.
/// Empty outside [`FIRST_YEAR`]`..=`[`LAST_YEAR`].
pub fn public_holidays(region: Region, year: i32, with: &[&str], without: &[&str]) -> Vec<PublicHoliday> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Vec::new();
    }
    let choice = Choice { options: region.options(), with, without };
    let taken = |rule: &&Rule| rule.option.is_none_or(|option| choice.takes(option));
    // A substitute day may fall in the year beside its holiday: Friday 31 December in the US.
    let mut days: Vec<PublicHoliday> = region
        .rules()
        .into_iter()
        .flatten()
        .filter(taken)
        .flat_map(|rule| (year - 1..=year + 1).flat_map(|of| rule.days(of, &choice)))
        .filter(|day| day.date.year() == year)
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}
