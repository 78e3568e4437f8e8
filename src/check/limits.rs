//! Limits on time: elapsed, or by the calendar (semantics 3.4).

use super::checker::Checker;
use super::error::ClockError;
use super::typed::{CalendarUnit, ClockId, Limit, WindowExpr};
use super::words;
use crate::quantity::Elapsed;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Name, TimeBound};

/// Whose days a limit goes by when it names no window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DaysOf {
    /// Those of a clock's window.
    Clock(ClockId),
    /// Nobody's: notice is given by the calendar.
    Calendar,
    /// The clock is poisoned.
    Unknown,
}

impl Checker<'_, '_> {
    /// A limit as the calendar takes it; reports days that are not clear.
    pub(super) fn limit(&mut self, bound: &Spanned<TimeBound>, days_of: DaysOf) -> Option<Limit> {
        if self.is_slip(bound.span) {
            return None;
        }
        match &bound.value {
            TimeBound::Elapsed(elapsed) => {
                self.some_time(*elapsed > Elapsed::ZERO, bound.span).then_some(Limit::Elapsed(*elapsed))
            }
            TimeBound::Calendar { count, unit, window } => {
                let right = self.some_time(*count > 0, bound.span);
                let limit = self.calendar_limit(bound, *count, *unit, window.as_ref(), days_of);
                limit.filter(|_| right)
            }
            TimeBound::NotAgreed => {
                self.not_a_limit(bound.span);
                None
            }
            TimeBound::EndOfWorkday(count) => {
                let days_of = self.workdays(bound, *count, None, days_of)?;
                Some(Limit::EndOfWorkday { count: *count, days_of })
            }
        }
    }

    /// Where a limit is needed to go on, `not agreed yet` is none.
    fn not_a_limit(&mut self, span: Span) {
        let help = "`not agreed yet` may stand in a cell or a line of a norm";
        self.report(span, ClockError::NoTime { span, help });
    }

    /// Whether there is any; reports where there is none.
    pub(super) fn some_time(&mut self, some: bool, span: Span) -> bool {
        if !some {
            let help = "write how long it may take; `by end of workday 0` is the same day";
            self.report(span, ClockError::NoTime { span, help });
        }
        some
    }

    fn calendar_limit(
        &mut self,
        bound: &Spanned<TimeBound>,
        count: u32,
        unit: CalendarUnit,
        window: Option<&Name>,
        days_of: DaysOf,
    ) -> Option<Limit> {
        match (unit, window) {
            (CalendarUnit::Workday, None) => match self.facts.conventions.workday {
                Some(day) => day.checked_mul(i64::from(count)).map(Limit::Elapsed),
                None => {
                    let days_of = self.workdays(bound, count, None, days_of)?;
                    Some(Limit::Calendar { count, unit, days_of })
                }
            },
            (CalendarUnit::Workday, Some(window)) => {
                let days_of = self.workdays(bound, count, Some(window), days_of)?;
                Some(Limit::Calendar { count, unit, days_of })
            }
            // Only workdays are of a window; of anything else it is not clear what is meant.
            (CalendarUnit::Day | CalendarUnit::Week | CalendarUnit::Month | CalendarUnit::Year, Some(_)) => {
                self.which_days(bound, count, days_of);
                None
            }
            (CalendarUnit::Day, None) => {
                let counting = self.counting(days_of)?;
                if self.opens_every_day(&counting) == Some(false) {
                    self.which_days(bound, count, days_of);
                    return None;
                }
                Some(Limit::Calendar { count, unit, days_of: counting })
            }
            (CalendarUnit::Week | CalendarUnit::Month | CalendarUnit::Year, None) => {
                Some(Limit::Calendar { count, unit, days_of: self.counting(days_of)? })
            }
        }
    }

    fn which_days(&mut self, bound: &Spanned<TimeBound>, count: u32, days_of: DaysOf) {
        let problem = ClockError::WhichDays {
            written: words::time_bound(&bound.value),
            count,
            workdays: if count == 1 { "workday" } else { "workdays" },
            span: bound.span,
            counting: self.counting_span(days_of),
        };
        self.report(bound.span, problem);
    }

    /// The window whose opening days are the workdays of `bound`.
    fn workdays(
        &mut self,
        bound: &Spanned<TimeBound>,
        count: u32,
        window: Option<&Name>,
        days_of: DaysOf,
    ) -> Option<WindowExpr> {
        let of = match (window, days_of) {
            (Some(window), _) => WindowExpr::Window(self.window_id(window)?),
            (None, DaysOf::Calendar) => {
                let written = words::time_bound(&bound.value);
                self.report(bound.span, ClockError::WhoseWorkdays { written, span: bound.span });
                return None;
            }
            (None, DaysOf::Clock(_) | DaysOf::Unknown) => self.counting(days_of)?,
        };
        // A lost line may be the one that makes a workday a length of time.
        if self.opens_every_day(&of) == Some(true) && !self.names.lost().contains("workday") {
            let problem = ClockError::EveryDayIsAWorkday {
                written: words::time_bound(&bound.value),
                what: if window.is_some() { "a window" } else { "a clock" },
                count,
                days: if count == 1 { "day" } else { "days" },
                workdays: if count == 1 { "workday" } else { "workdays" },
                span: bound.span,
                counting: window.map(|name| name.span).or_else(|| self.counting_span(days_of)),
            };
            self.report(bound.span, problem);
            return None;
        }
        Some(of)
    }

    fn counting(&self, days_of: DaysOf) -> Option<WindowExpr> {
        match days_of {
            DaysOf::Clock(id) => Some(self.facts.clock_facts.get(id.index())?.counting.as_ref()?.of(self.plan).clone()),
            DaysOf::Calendar => Some(WindowExpr::Always),
            DaysOf::Unknown => None,
        }
    }

    fn counting_span(&self, days_of: DaysOf) -> Option<Span> {
        match days_of {
            DaysOf::Clock(id) => self.items.clocks.get(id.index())?.item.counting.as_ref().map(|expr| expr.span),
            DaysOf::Calendar | DaysOf::Unknown => None,
        }
    }
}
