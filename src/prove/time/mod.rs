//! What days and hours come to: changes of clocks, lists of holidays that run out, dates that leave gaps, bounds in whole
//! days on a window that is not open all day.

mod clocks;
mod effective;
mod error;
mod holidays;
mod hours;

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;

pub use error::TimeError;

/// All findings about time.
pub(super) fn prove(calendar: &Calendar<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    clocks::prove(calendar, &mut found);
    holidays::prove(calendar, &mut found);
    effective::prove(calendar.model(), &mut found);
    hours::prove(calendar, &mut found);
    found
}
