//! The small vocabulary in which the holiday laws are written down.
//!
//! A [`Rule`] says when a day falls ([`When`]), in which years it holds ([`Years`]), what happens
//! when it meets a weekend ([`Shift`]), and which option of the contract, if any, decides on it.

use chrono::{Datelike, NaiveDate, Weekday};

use super::when::{When, Years, later};
use super::{DayOption, PublicHoliday};

/// Option: the holiday's own date also counts when a substitute day was appointed for it.
pub(super) const WEEKEND_DATES: &str = "weekend_dates";
/// Option: a substitute day counts that was appointed for a Saturday.
pub(super) const SATURDAY_OBSERVED: &str = "saturday_observed";

/// One line of a holiday law.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    name: &'static str,
    when: When,
    years: Years,
    shift: Shift,
    pub(super) option: Option<&'static str>,
}

/// What happens when a holiday meets a weekend; numbers are days to add.
#[derive(Debug, Clone, Copy)]
enum Shift {
    /// Nothing.
    Stays,
    /// On a Sunday it is kept on another day instead.
    Moves { sunday: i64 },
    /// A substitute day is appointed.
    Substituted { name: &'static str, saturday: i64, sunday: i64 },
}

/// The options a contract switched, over the defaults of its region.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice<'a> {
    pub(super) options: &'static [DayOption],
    pub(super) with: &'a [&'a str],
    pub(super) without: &'a [&'a str],
}

impl Choice<'_> {
    /// Whether the days under `option` count. A region that does not offer the option has them.
    pub(super) fn takes(&self, option: &str) -> bool {
        if self.without.contains(&option) {
            return false;
        }
        self.with.contains(&option) || self.options.iter().find(|known| known.name == option).is_none_or(|o| o.default)
    }
}

/// A holiday on the same month and day in every year.
pub(super) const fn fixed(name: &'static str, month: u32, day: u32) -> Rule {
    Rule::new(name, When::Fixed { month, day })
}

/// A holiday `days` after Easter Sunday; negative is before.
pub(super) const fn easter(name: &'static str, days: i64) -> Rule {
    Rule::new(name, When::Easter { days })
}

/// A holiday on the `nth` such weekday of a month, from 1.
pub(super) const fn nth(name: &'static str, nth: u8, weekday: Weekday, month: u32) -> Rule {
    Rule::new(name, When::Nth { nth, weekday, month })
}

/// A holiday on the last such weekday of a month.
pub(super) const fn last(name: &'static str, weekday: Weekday, month: u32) -> Rule {
    Rule::new(name, When::Last { weekday, month })
}

/// A holiday on the last such weekday that comes before a month and day.
pub(super) const fn before(name: &'static str, weekday: Weekday, month: u32, day: u32) -> Rule {
    Rule::new(name, When::Before { weekday, month, day })
}

/// A holiday `days` after the `nth` such weekday of a month.
pub(super) const fn after_nth(name: &'static str, days: i64, nth: u8, weekday: Weekday, month: u32) -> Rule {
    Rule::new(name, When::AfterNth { days, nth, weekday, month })
}

/// A holiday of one day in one year.
pub(super) const fn once(name: &'static str, year: i32, month: u32, day: u32) -> Rule {
    fixed(name, month, day).since(year).until(year)
}

impl Rule {
    const fn new(name: &'static str, when: When) -> Rule {
        Rule { name, when, years: Years::ALL, shift: Shift::Stays, option: None }
    }

    /// The first year in which it holds.
    pub(super) const fn since(mut self, year: i32) -> Rule {
        self.years.first = year;
        self
    }

    /// The last year in which it holds.
    pub(super) const fn until(mut self, year: i32) -> Rule {
        self.years.last = year;
        self
    }

    /// Only in years that leave `rest` when divided by `years`.
    pub(super) const fn every(mut self, years: i32, rest: i32) -> Rule {
        self.years.every = years;
        self.years.rest = rest;
        self
    }

    /// Not in these years.
    pub(super) const fn except(mut self, years: &'static [i32]) -> Rule {
        self.years.except = years;
        self
    }

    /// Only where the contract, or the default of the region, takes `option`.
    pub(super) const fn under(mut self, option: &'static str) -> Rule {
        self.option = Some(option);
        self
    }

    /// On a Sunday it is kept `days` later instead; negative is earlier.
    pub(super) const fn sunday_moves(mut self, days: i64) -> Rule {
        self.shift = Shift::Moves { sunday: days };
        self
    }

    /// On a Saturday or Sunday a substitute day called `name` follows so many days later.
    pub(super) const fn substituted(mut self, name: &'static str, saturday: i64, sunday: i64) -> Rule {
        self.shift = Shift::Substituted { name, saturday, sunday };
        self
    }

    /// The days this rule gives for `year`. A substitute day may fall in the year beside it.
    pub(super) fn days(&self, year: i32, choice: &Choice<'_>) -> Vec<PublicHoliday> {
        let own = self.years.hold(year).then(|| self.when.date(year)).flatten();
        let Some(date) = own else { return Vec::new() };
        match self.shift {
            Shift::Stays => vec![self.on(date)],
            Shift::Moves { sunday } => {
                let days = if date.weekday() == Weekday::Sun { sunday } else { 0 };
                later(date, days).map(|kept| self.on(kept)).into_iter().collect()
            }
            Shift::Substituted { name, saturday, sunday } => {
                let days = match date.weekday() {
                    Weekday::Sat if choice.takes(SATURDAY_OBSERVED) => saturday,
                    Weekday::Sun => sunday,
                    Weekday::Sat | Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => {
                        return vec![self.on(date)];
                    }
                };
                let own = choice.takes(WEEKEND_DATES).then(|| self.on(date));
                let substitute = later(date, days).map(|date| PublicHoliday { date, name });
                own.into_iter().chain(substitute).collect()
            }
        }
    }

    fn on(&self, date: NaiveDate) -> PublicHoliday {
        PublicHoliday { date, name: self.name }
    }
}
