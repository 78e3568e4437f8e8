//! Limits on time in words.

use crate::model::{CalendarUnit, Limit, WindowExpr};

use super::scribe::Scribe;

impl Scribe<'_> {
    /// `4u`, `2 werkdagen`, `einde van de volgende werkdag`; with whose days, unless those are its `own`.
    pub(in crate::report) fn limit(&self, limit: &Limit, own: &[&WindowExpr]) -> String {
        match limit {
            Limit::Elapsed(elapsed) => self.elapsed(*elapsed),
            Limit::Calendar { count, unit, days_of } => {
                let length = self.calendar(*count, *unit);
                match unit {
                    CalendarUnit::Workday if !own.contains(&days_of) => {
                        self.fill("limit.days_of", &[("length", &length), ("window", &self.window(days_of))])
                    }
                    CalendarUnit::Workday
                    | CalendarUnit::Day
                    | CalendarUnit::Week
                    | CalendarUnit::Month
                    | CalendarUnit::Year => length,
                }
            }
            Limit::EndOfWorkday { count, days_of } => {
                let end = match count {
                    0 => self.say("limit.end_of_today").to_owned(),
                    1 => self.say("limit.end_of_next").to_owned(),
                    count => self.fill("limit.end_of", &[("n", &count.to_string())]),
                };
                match own.contains(&days_of) {
                    true => end,
                    false => self.fill("limit.days_of", &[("length", &end), ("window", &self.window(days_of))]),
                }
            }
        }
    }

    /// `1 werkdag`, `2 weken`
    pub(in crate::report) fn calendar(&self, count: u32, unit: CalendarUnit) -> String {
        let (one, many) = match unit {
            CalendarUnit::Workday => ("unit.workday", "unit.workdays"),
            CalendarUnit::Day => ("unit.day", "unit.days"),
            CalendarUnit::Week => ("unit.week", "unit.weeks"),
            CalendarUnit::Month => ("unit.month", "unit.months"),
            CalendarUnit::Year => ("unit.year", "unit.years"),
        };
        format!("{count}\u{a0}{}", self.say(if count == 1 { one } else { many }))
    }
}
