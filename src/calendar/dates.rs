//! The local dates that calendars go through.

use chrono::{Datelike, NaiveDate};

/// Days since 0001-01-01 (as chrono counts) of 1989-12-24: a line that opens a week before [`Instant::FIRST`]
/// (somewhere on Earth) may still be open then.
///
/// [`Instant::FIRST`]: crate::quantity::Instant::FIRST
const FIRST_DAY: i32 = 726_460;

/// Days since 0001-01-01 of 2101-01-02, the day after the last that begins anywhere before [`Instant::END`].
///
/// [`Instant::END`]: crate::quantity::Instant::END
const END_DAY: i32 = 767_011;

/// Every date that may matter, in order.
pub(super) fn all() -> impl Iterator<Item = NaiveDate> {
    (FIRST_DAY..END_DAY).filter_map(NaiveDate::from_num_days_from_ce_opt)
}

/// The dates from `first` to `last`, both included, as far as they may matter.
pub(super) fn between(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = first.num_days_from_ce().max(FIRST_DAY);
    let last = last.num_days_from_ce().min(END_DAY - 1);
    (first..=last).filter_map(NaiveDate::from_num_days_from_ce_opt)
}

/// A set of dates, as one flag a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DaySet(Vec<bool>);

impl DaySet {
    pub(super) fn contains(&self, date: NaiveDate) -> bool {
        index(date).and_then(|index| self.0.get(index)).copied().unwrap_or(false)
    }
}

impl FromIterator<NaiveDate> for DaySet {
    fn from_iter<I: IntoIterator<Item = NaiveDate>>(dates: I) -> Self {
        let mut flags = vec![false; usize::try_from(END_DAY - FIRST_DAY).unwrap_or_default()];
        for flag in dates.into_iter().filter_map(index) {
            if let Some(flag) = flags.get_mut(flag) {
                *flag = true;
            }
        }
        Self(flags)
    }
}

fn index(date: NaiveDate) -> Option<usize> {
    usize::try_from(date.num_days_from_ce() - FIRST_DAY).ok()
}

#[test]
fn the_ends_are_those_dates() {
    let ends = (all().next(), all().last()).to_owned();
    assert_eq!(ends, (NaiveDate::from_ymd_opt(1989, 12, 24), NaiveDate::from_ymd_opt(2101, 1, 1)));
}
