//! What can be shown of a contract before any evidence is there. Each finding has a witness: a value, a date or the
//! smallest evidence that shows it.

mod prose;
mod time;

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;

pub use prose::ProseError;
pub use time::TimeError;

/// All findings about a contract whose windows are sound.
pub fn prove(calendar: &Calendar<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    found.append(time::prove(calendar));
    found.append(prose::prove(calendar.model()));
    found
}
