//! Zones, holidays, windows, periods: from local rules to sets of intervals in UTC, and clocks that run on them.
//!
//! ```text
//! window lines, holiday lists, zone -> openings by day -> IntervalSet -> Schedule -> Run (a clock with pauses)
//!                                                    \-> Workdays -> bounds in workdays, weeks, months
//! ```
//!
//! A window is expanded once, over all of 1990 to 2100; after that every question is a bisection.

mod clock;
mod dates;
mod error;
mod holiday_lists;
pub mod holidays;
mod intervals;
mod life;
mod limit;
mod memo;
mod offsets;
mod period;
mod prove;
mod schedule;
pub mod spell;
mod stretches;
mod window;
mod workdays;
mod zone;

use std::sync::{Arc, OnceLock};

use crate::model::{HolidaysId, Model, WindowBody, WindowExpr, WindowId, Zone};
use crate::quantity::Instant;

pub use clock::{ClockState, Run, Segment};
pub use error::CalendarError;
pub use holiday_lists::HolidayDates;
pub use intervals::{Interval, IntervalSet};
pub use period::{Period, PeriodError, Periods};
pub use prove::prove;
pub use schedule::Schedule;
pub use stretches::Stretch;
pub use workdays::Workdays;
pub use zone::Unclear;

use memo::Memo;
use window::{Lines, Opening};

/// The calendars of one contract. Expands a window when it is first asked for, once; may be shared between threads.
#[derive(Debug)]
pub struct Calendar<'m> {
    model: &'m Model,
    holidays: Vec<OnceLock<HolidayDates>>,
    schedules: Memo<Schedule>,
    workdays: Memo<Workdays>,
}

impl<'m> Calendar<'m> {
    /// Of this contract.
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            holidays: model.holidays.iter().map(|_| OnceLock::new()).collect(),
            schedules: Memo::new(model),
            workdays: Memo::new(model),
        }
    }

    /// The contract.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// The contract's zone.
    pub fn zone(&self) -> Zone {
        self.model.header.zone
    }

    /// The contract's periods.
    pub fn periods(&self) -> Periods {
        Periods::new(self.model.header.period, self.zone())
    }

    /// The dates of a holiday list.
    pub fn holidays(&self, list: HolidaysId) -> &HolidayDates {
        let known = self.holidays.get(list.index()).expect("an id of this model");
        known.get_or_init(|| HolidayDates::of(self.model.holiday_list(list)))
    }

    /// When a window, or what is made of windows, is open.
    pub fn schedule(&self, of: &WindowExpr) -> Arc<Schedule> {
        self.schedules.get(of, || Schedule::new(self.open(of)))
    }

    /// When a window is open.
    pub fn window(&self, window: WindowId) -> Arc<Schedule> {
        self.schedule(&WindowExpr::Window(window))
    }

    /// The days on which a window, or what is made of windows, opens.
    pub fn workdays(&self, of: &WindowExpr) -> Arc<Workdays> {
        self.workdays.get(of, || Workdays::new(self.zone_of(of), self.pieces(of)))
    }

    /// Where local times of a window are read: its own zone; of what is made of windows, the contract's.
    pub fn zone_of(&self, of: &WindowExpr) -> Zone {
        match of {
            WindowExpr::Window(id) => {
                let window = self.model.window(*id);
                match &window.body {
                    WindowBody::Lines { .. } => window.zone,
                    WindowBody::Algebra(_) => self.zone(),
                }
            }
            WindowExpr::Always | WindowExpr::Union(..) | WindowExpr::Intersection(..) | WindowExpr::Difference(..) => {
                self.zone()
            }
        }
    }

    fn open(&self, of: &WindowExpr) -> IntervalSet {
        match of {
            WindowExpr::Window(id) => match &self.model.window(*id).body {
                WindowBody::Lines { .. } => {
                    let all = IntervalSet::from_unsorted(self.openings(*id).into_iter().map(|it| it.interval));
                    all.clip(Instant::FIRST, Instant::END)
                }
                WindowBody::Algebra(expr) => self.schedule(expr).open().clone(),
            },
            WindowExpr::Always => IntervalSet::all_time(),
            WindowExpr::Union(a, b) => self.schedule(a).open().union(self.schedule(b).open()),
            WindowExpr::Intersection(a, b) => self.schedule(a).open().intersection(self.schedule(b).open()),
            WindowExpr::Difference(a, b) => self.schedule(a).open().difference(self.schedule(b).open()),
        }
    }

    /// The time of `of` by day. In a union the first operand's day goes first; `within` and `outside` cut the first
    /// operand's days.
    fn pieces(&self, of: &WindowExpr) -> Vec<Opening> {
        match of {
            WindowExpr::Window(id) => match &self.model.window(*id).body {
                WindowBody::Lines { .. } => {
                    workdays::within(&workdays::apart(self.openings(*id)), &IntervalSet::all_time())
                }
                WindowBody::Algebra(expr) => self.pieces(expr),
            },
            WindowExpr::Always => workdays::within(&window::whole_days(self.zone()), &IntervalSet::all_time()),
            WindowExpr::Union(a, b) => {
                let rest = self.schedule(b).open().difference(self.schedule(a).open());
                let mut pieces = self.pieces(a);
                pieces.extend(workdays::within(&self.pieces(b), &rest));
                pieces.sort_unstable_by_key(|piece| piece.interval);
                pieces
            }
            WindowExpr::Intersection(a, _) | WindowExpr::Difference(a, _) => {
                workdays::within(&self.pieces(a), self.schedule(of).open())
            }
        }
    }

    fn openings(&self, id: WindowId) -> Vec<Opening> {
        let window = self.model.window(id);
        match &window.body {
            WindowBody::Lines { regular, dated } => {
                Lines { zone: window.zone, regular, dated, holidays: |list| self.holidays(list) }.openings()
            }
            WindowBody::Algebra(_) => Vec::new(),
        }
    }
}

#[test]
fn threads_may_share_a_calendar() {
    fn shared<T: Sync>(_: impl Fn() -> T) {}
    fn made<'m>() -> Calendar<'m> {
        unreachable!("only its type matters")
    }
    shared(made);
}
