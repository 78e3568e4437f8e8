//! Since when a contract holds, and until when.

use chrono::NaiveDate;

use super::Calendar;
use crate::model::{Model, WindowBody};
use crate::quantity::Instant;

/// The year of edition 1. A contract that names no date at all is looked at from here on: no witness is older than the
/// language.
const YEAR_OF_EDITION: i32 = 2026;

impl Calendar<'_> {
    /// The first day on which the contract holds: `effective from`; or else the first of January of the earliest year in
    /// which it names a date for a window or a holiday; or else that of 2026.
    pub fn first_day(&self) -> NaiveDate {
        let model = self.model();
        model.header.effective_from.unwrap_or_else(|| {
            let year = earliest_date(model).map_or(YEAR_OF_EDITION, |date| chrono::Datelike::year(&date));
            NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN)
        })
    }

    /// The last day on which the contract holds: that of `effective … to`; `None` where it goes on.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.model().header.effective_to
    }

    /// Whether the contract holds on that day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.first_day() <= day && self.last_day().is_none_or(|last| day <= last)
    }

    /// The first instant of the contract, in its own zone.
    pub fn holds_from(&self) -> Instant {
        self.zone().midnight(self.first_day())
    }
}

/// The earliest date that a window or a list of holidays names.
fn earliest_date(model: &Model) -> Option<NaiveDate> {
    let of_windows = model.windows.iter().flat_map(|window| match &window.body {
        WindowBody::Lines { dated, .. } => dated.as_slice(),
        WindowBody::Algebra(_) => &[],
    });
    let of_lists = model.holidays.iter().flat_map(|list| &list.on);
    of_windows.map(|(from, ..)| *from).chain(of_lists.map(|(from, ..)| *from)).min()
}
