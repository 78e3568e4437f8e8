//! Zones, holidays, windows, periods: from local rules to sets of intervals in UTC, and clocks that run on them.
