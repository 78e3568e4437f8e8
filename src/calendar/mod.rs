//! Zones, holidays, windows, periods: from local rules to sets of intervals in UTC, and clocks that run on them.

pub mod holidays;
mod intervals;
mod period;
mod schedule;
mod zone;

pub use intervals::{Interval, IntervalSet};
pub use period::{Period, PeriodError, Periods};
pub use schedule::Schedule;
pub use zone::Unclear;
