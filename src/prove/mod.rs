//! What can be shown of a contract before any evidence is there. Each finding has a witness: a value, a date or the
//! smallest evidence that shows it.

mod error;
mod few;
mod figures;
mod maintenance;
mod order;
mod promises;
mod prose;
mod rules;
mod tiers;
mod time;
mod uncovered;
mod words;

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;

pub use prose::ProseError;
pub use time::TimeError;

/// All findings about a contract whose windows are sound.
pub fn prove(calendar: &Calendar<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    found.append(time::prove(calendar));
    found.append(prose::prove(calendar.model()));
    let model = calendar.model();
    tiers::prove(model, &mut found);
    rules::prove(model, &mut found);
    figures::prove(model, &mut found);
    order::prove(calendar, &mut found);
    few::prove(model, &mut found);
    uncovered::prove(model, &mut found);
    promises::prove(model, &mut found);
    maintenance::prove(calendar, &mut found);
    found
}
