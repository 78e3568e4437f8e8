//! Bounds in workdays, days, weeks, months and years (semantics 3.4), notice (3.6), and starts moved to a next day.

use std::sync::Arc;

use chrono::{Months, NaiveDate, NaiveDateTime, TimeDelta};

use super::{Calendar, Schedule, Workdays};
use crate::model::{CalendarUnit, Limit, WindowExpr, WindowId};
use crate::quantity::{Elapsed, Instant};

impl Calendar<'_> {
    /// The limit as time on a clock that counts `counting` and starts at `start`: for a calendar duration, the time of
    /// `counting` from the start to where the duration would end without pauses. `None`: after 2100.
    pub fn limit_on_clock(&self, counting: &WindowExpr, limit: &Limit, start: Instant) -> Option<Elapsed> {
        match self.elapsed_limit(limit) {
            Some(elapsed) => Some(elapsed),
            None => Some(self.schedule(counting).elapsed(start, self.calendar_end(limit, start)?)),
        }
    }

    /// The instant that lies `limit` after `from`: notice of that much, given at `from`, is enough for what begins at
    /// or after it. Elapsed limits are real time; workdays that the contract fixes (`1 workday = 8h`) are time of their window.
    pub fn after(&self, from: Instant, limit: &Limit) -> Option<Instant> {
        match (limit, self.elapsed_limit(limit)) {
            (Limit::Elapsed(elapsed), _) => from.checked_add(*elapsed),
            (Limit::Calendar { days_of, .. }, Some(elapsed)) => self.schedule(days_of).advance(from, elapsed),
            (Limit::Calendar { .. } | Limit::EndOfWorkday { .. }, _) => self.calendar_end(limit, from),
        }
    }

    /// The last instant at which something comes `limit` after a period that ended at `end`. Of workdays the first one that
    /// opens at or after the end is day 1, and the limit lasts until the closing of the last of them.
    pub fn after_period(&self, end: Instant, limit: &Limit) -> Option<Instant> {
        match limit {
            Limit::Calendar { count, unit: CalendarUnit::Workday, days_of } if self.elapsed_limit(limit).is_none() => {
                let workdays = self.workdays(days_of);
                let day = workdays.first_from(end)?;
                workdays.closing(workdays.later(day, count.checked_sub(1)?)?)
            }
            Limit::Elapsed(_) | Limit::Calendar { .. } | Limit::EndOfWorkday { .. } => self.after(end, limit),
        }
    }

    /// When a clock starts whose `from` is at `at`: then, or, where the clock says `outside w : next workday` and `at` lies
    /// outside that window, when the window first opens on a later day. `None`: after 2100.
    pub fn clock_start(&self, outside: Option<WindowId>, at: Instant) -> Option<Instant> {
        let Some(window) = outside.map(WindowExpr::Window) else { return Some(at) };
        if self.schedule(&window).is_open(at) {
            return Some(at);
        }
        let workdays = self.workdays(&window);
        let today = workdays.zone().local(at).date();
        workdays.opening(workdays.later(today, 1)?)
    }

    /// The limit, where it is a fixed time.
    fn elapsed_limit(&self, limit: &Limit) -> Option<Elapsed> {
        match limit {
            Limit::Elapsed(elapsed) => Some(*elapsed),
            Limit::Calendar { count, unit: CalendarUnit::Workday, .. } => {
                self.model.conventions.workday?.checked_mul(i64::from(*count))
            }
            Limit::Calendar {
                unit: CalendarUnit::Day | CalendarUnit::Week | CalendarUnit::Month | CalendarUnit::Year,
                ..
            }
            | Limit::EndOfWorkday { .. } => None,
        }
    }

    /// D0 of semantics 3.4: from `start`, rolled to the next opening of the window whose days are counted.
    fn calendar_end(&self, limit: &Limit, start: Instant) -> Option<Instant> {
        match limit {
            Limit::Elapsed(elapsed) => start.checked_add(*elapsed),
            Limit::Calendar { count, unit, days_of } => {
                let from = Rolled::new(start, self.schedule(days_of), self.workdays(days_of))?;
                match unit {
                    CalendarUnit::Workday => from.workdays_later(*count),
                    CalendarUnit::Day => from.days_later(*count),
                    CalendarUnit::Week => from.days_later(count.checked_mul(7)?),
                    CalendarUnit::Month => from.months_later(*count),
                    CalendarUnit::Year => from.months_later(count.checked_mul(12)?),
                }
            }
            Limit::EndOfWorkday { count, days_of } => {
                Rolled::new(start, self.schedule(days_of), self.workdays(days_of))?.end_of_workday(*count)
            }
        }
    }
}

/// A start, rolled to the next opening of a window: its local time, and the workday that it belongs to.
struct Rolled {
    schedule: Arc<Schedule>,
    workdays: Arc<Workdays>,
    local: NaiveDateTime,
    day: NaiveDate,
}

impl Rolled {
    fn new(start: Instant, schedule: Arc<Schedule>, workdays: Arc<Workdays>) -> Option<Self> {
        let opening = schedule.first_opening(start)?;
        let local = workdays.zone().local(opening);
        let day = workdays.day_of(opening)?;
        Some(Self { schedule, workdays, local, day })
    }

    /// The same local time on the `count`-th day after it on which the window opens (after midnight stays after midnight).
    fn workdays_later(&self, count: u32) -> Option<Instant> {
        let day = self.workdays.later(self.day, count)?;
        self.moved(day, self.local.checked_add_signed(day - self.day)?)
    }

    fn end_of_workday(&self, count: u32) -> Option<Instant> {
        self.workdays.closing(self.workdays.later(self.day, count)?)
    }

    fn days_later(&self, days: u32) -> Option<Instant> {
        let local = self.local.checked_add_signed(TimeDelta::try_days(i64::from(days))?)?;
        self.moved(local.date(), local)
    }

    /// The same day of a later month, or the last day of it where that is shorter.
    fn months_later(&self, months: u32) -> Option<Instant> {
        let local = self.local.checked_add_months(Months::new(months))?;
        self.moved(local.date(), local)
    }

    /// Moved into the window: before an opening of `day` to it, after the last of them back to the closing (which comes
    /// before the next opening, semantics 3.3); on a day without any to the next opening. No time of the window lies
    /// between, so that this decides on notice, and never on how much time a clock is given.
    fn moved(&self, day: NaiveDate, local: NaiveDateTime) -> Option<Instant> {
        let at = self.workdays.zone().instant(local);
        if self.schedule.is_open(at) {
            Some(at)
        } else if !self.workdays.opens_on(day) || self.workdays.opens_after(day, at) {
            self.schedule.first_opening(at)
        } else {
            self.schedule.last_closing(at)
        }
    }
}
