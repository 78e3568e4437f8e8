//! The periods that norms are judged over.

use chrono::{Datelike, NaiveDate};

use crate::model::{BudgetSpan, PeriodKind, Zone};
use crate::quantity::{Elapsed, Instant};

/// One judged period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// `2019-06`, `2019-Q2`, `2019-H1`, `2019`.
    pub label: String,
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its last day.
    pub last_day: NaiveDate,
    /// Its first month.
    start: Month,
}

impl Period {
    /// How many calendar days it has, whatever the clocks do.
    pub fn days(&self) -> i64 {
        (self.last_day - self.first_day).num_days() + 1
    }

    /// Another stretch of time, under the same name.
    pub fn stretched(&self, from: Instant, to: Instant, zone: Zone) -> Self {
        let first_day = zone.local(from).date();
        let last = to.checked_sub(Elapsed::from_micros(1)).filter(|last| from <= *last);
        let last_day = match last {
            Some(last) => zone.local(last).date(),
            None => first_day.pred_opt().unwrap_or(first_day),
        };
        Self { label: self.label.clone(), from, to, first_day, last_day, start: self.start }
    }

    /// Whether an instant lies in it.
    pub fn contains(&self, at: Instant) -> bool {
        self.from <= at && at < self.to
    }
}

/// Why a text does not name periods of this contract.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Not `2019-06`, `2019-Q2`, `2019-H1`, `2019`, or two of them with `..` between.
    #[error("`{0}` is not a period such as `2019-06`, `2019-Q2`, `2019-H1`, `2019` or `2019-06..2019-08`")]
    Malformed(String),
    /// Part of a period: `2019-06` of a contract with quarters.
    #[error("`{written}` does not begin and end with periods of this contract, such as `{nearest}`")]
    NotWhole {
        /// What was asked for.
        written: String,
        /// The contract's period in which it begins.
        nearest: String,
    },
    /// The last comes before the first.
    #[error("`{0}` ends before it begins")]
    Backwards(String),
    /// Before 1990 or after 2100.
    #[error("`{0}` lies outside the years 1990 to 2100")]
    OutOfRange(String),
}

/// Months since year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Month(i32);

impl Month {
    fn of(date: NaiveDate) -> Self {
        Self(date.year() * 12 + date.month0().cast_signed())
    }

    fn later(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// 1 to 12.
    fn number(self) -> u32 {
        self.0.rem_euclid(12).cast_unsigned() + 1
    }

    fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.number(), 1).expect("a month near the years 1990 to 2100")
    }
}

/// The sequence of periods of one contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Periods {
    kind: PeriodKind,
    zone: Zone,
}

impl Periods {
    /// Of this length, beginning at local midnights of this zone.
    pub fn new(kind: PeriodKind, zone: Zone) -> Self {
        Self { kind, zone }
    }

    /// The period in which an instant lies. Instants outside 1990 to 2100 are taken as the nearest inside.
    pub fn containing(&self, at: Instant) -> Period {
        let last = Instant::from_micros(Instant::END.micros() - 1);
        let month = Month::of(self.zone.local(at.clamp(Instant::FIRST, last)).date());
        let into = (month.0 - self.year_starts().0).rem_euclid(self.months());
        self.starting(month.later(-into))
    }

    /// Where the stretch of a budget begins and ends that an instant lies in: a half-year and a year begin with the
    /// contract's year.
    pub fn budget_around(&self, per: BudgetSpan, at: Instant) -> (Instant, Instant) {
        let months = match per {
            BudgetSpan::Period => self.months(),
            BudgetSpan::Month => 1,
            BudgetSpan::Quarter => 3,
            BudgetSpan::HalfYear => 6,
            BudgetSpan::Year => 12,
        };
        let last = Instant::from_micros(Instant::END.micros() - 1);
        let month = Month::of(self.zone.local(at.clamp(Instant::FIRST, last)).date());
        let start = month.later(-(month.0 - self.year_starts().0).rem_euclid(months));
        (self.zone.midnight(start.first_day()), self.zone.midnight(start.later(months).first_day()))
    }

    /// The one after.
    pub fn next(&self, period: &Period) -> Period {
        self.starting(period.start.later(self.months()))
    }

    /// The first instant of the contract's year in which a period lies: 1 January, unless its quarters or years begin
    /// elsewhere.
    pub fn year_of(&self, period: &Period) -> Instant {
        let starts = self.year_starts();
        let into = (period.start.0 - starts.0).rem_euclid(12);
        self.zone.midnight(period.start.later(-into).first_day())
    }

    /// The one before.
    pub fn previous(&self, period: &Period) -> Period {
        self.starting(period.start.later(-self.months()))
    }

    /// The periods that `text` asks for: `2019-06`, `2019-Q2`, `2019-H1`, `2019`, or a range `2019-06..2019-08` with
    /// both its ends. A longer name stands for the periods in it: `2019` of a contract with months is twelve. Quarters,
    /// halves and years are the contract's: where its year begins in April, `2019` is April 2019 to March 2020.
    ///
    /// # Errors
    ///
    /// See [`PeriodError`].
    pub fn parse(&self, text: &str) -> Result<Vec<Period>, PeriodError> {
        let malformed = || PeriodError::Malformed(text.to_owned());
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (from, _) = self.months_named(first).ok_or_else(malformed)?;
        let (last_from, to) = self.months_named(last).ok_or_else(malformed)?;
        if last_from < from {
            return Err(PeriodError::Backwards(text.to_owned()));
        }
        let known = |day: NaiveDate| (Instant::FIRST..=Instant::END).contains(&self.zone.midnight(day));
        if !known(from.first_day()) || !known(to.first_day()) {
            return Err(PeriodError::OutOfRange(text.to_owned()));
        }
        let whole = |month: Month| (month.0 - self.year_starts().0).rem_euclid(self.months()) == 0;
        if !whole(from) || !whole(to) {
            let nearest = self.containing(self.zone.midnight(from.first_day())).label;
            return Err(PeriodError::NotWhole { written: text.to_owned(), nearest });
        }
        let step = usize::try_from(self.months()).expect("one to twelve");
        Ok((from.0..to.0).step_by(step).map(|month| self.starting(Month(month))).collect())
    }

    /// First month, and the month after the last, of `2019-06`, `2019-Q2`, `2019-H1` or `2019`.
    fn months_named(&self, text: &str) -> Option<(Month, Month)> {
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        if year.len() != 4 || !year.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let january = Month(year.parse::<i32>().ok()? * 12);
        let year = january.later(self.year_starts().0);
        let nth = |text: &str, count: i32| text.parse().ok().filter(|n| (1..=count).contains(n));
        let part = match part {
            None => return Some((year, year.later(12))),
            Some(part) => part,
        };
        let (first, months) = match (part.strip_prefix('Q'), part.strip_prefix('H')) {
            (Some(quarter), _) if quarter.len() == 1 => (year.later((nth(quarter, 4)? - 1) * 3), 3),
            (_, Some(half)) if half.len() == 1 => (year.later((nth(half, 2)? - 1) * 6), 6),
            _ if part.len() == 2 && part.bytes().all(|digit| digit.is_ascii_digit()) => {
                (january.later(nth(part, 12)? - 1), 1)
            }
            _ => return None,
        };
        Some((first, first.later(months)))
    }

    /// Months in a period.
    fn months(&self) -> i32 {
        match self.kind {
            PeriodKind::Month => 1,
            PeriodKind::Quarter { .. } => 3,
            PeriodKind::HalfYear => 6,
            PeriodKind::Year { .. } => 12,
        }
    }

    /// Months after January in which the contract's year begins.
    fn year_starts(&self) -> Month {
        match self.kind {
            PeriodKind::Month | PeriodKind::HalfYear => Month(0),
            PeriodKind::Quarter { first_month } | PeriodKind::Year { first_month } => {
                Month(first_month.saturating_sub(1).min(11).cast_signed())
            }
        }
    }

    fn starting(&self, start: Month) -> Period {
        let end = start.later(self.months());
        let first_day = start.first_day();
        // Named after the calendar year in which the contract's year begins.
        let shifted = start.later(-self.year_starts().0);
        let (year, into) = (shifted.year(), shifted.0.rem_euclid(12));
        let label = match self.kind {
            PeriodKind::Month => format!("{year:04}-{:02}", into + 1),
            PeriodKind::Quarter { .. } => format!("{year:04}-Q{}", into / 3 + 1),
            PeriodKind::HalfYear => format!("{year:04}-H{}", into / 6 + 1),
            PeriodKind::Year { .. } => format!("{year:04}"),
        };
        Period {
            label,
            from: self.zone.midnight(first_day),
            to: self.zone.midnight(end.first_day()),
            first_day,
            last_day: end.first_day().pred_opt().expect("a day near the years 1990 to 2100"),
            start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::zone;

    fn periods(kind: PeriodKind) -> Periods {
        Periods::new(kind, zone::parse("Europe/Amsterdam").unwrap())
    }

    fn labels(kind: PeriodKind, text: &str) -> Result<String, PeriodError> {
        let found = periods(kind).parse(text)?;
        Ok(found.iter().map(|period| period.label.as_str()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn march_has_744_hours_by_the_calendar_and_743_by_the_clock() {
        let march = periods(PeriodKind::Month).parse("2019-03").unwrap().remove(0);
        assert_eq!(march.days() * 24, 744);
        assert_eq!(march.from.until(march.to).micros(), 743 * 3_600_000_000);
    }

    #[test]
    fn neighbours() {
        for kind in [PeriodKind::Month, PeriodKind::HalfYear, PeriodKind::Quarter { first_month: 2 }] {
            let periods = periods(kind);
            let one = periods.containing(Instant::from_unix(1_579_000_000).unwrap());
            assert_eq!(periods.containing(one.from), one);
            assert_eq!(periods.next(&one).from, one.to);
            assert_eq!(periods.next(&periods.previous(&one)), one);
        }
    }

    #[test]
    fn what_a_text_asks_for() {
        let (month, quarter) = (PeriodKind::Month, PeriodKind::Quarter { first_month: 1 });
        let (shifted, year) = (PeriodKind::Quarter { first_month: 2 }, PeriodKind::Year { first_month: 4 });
        let cases = [
            (month, "2019-06", "2019-06"),
            (month, "2019-Q2", "2019-04 2019-05 2019-06"),
            (month, "2019-11..2020-01", "2019-11 2019-12 2020-01"),
            (month, "2019-Q4..2020-01", "2019-10 2019-11 2019-12 2020-01"),
            (quarter, "2019-H1", "2019-Q1 2019-Q2"),
            (quarter, "2019-04..2019-06", "2019-Q2"),
            (PeriodKind::HalfYear, "2019", "2019-H1 2019-H2"),
            (shifted, "2019", "2019-Q1 2019-Q2 2019-Q3 2019-Q4"),
            (shifted, "2019-11..2020-01", "2019-Q4"),
            (year, "2018..2019", "2018 2019"),
        ];
        for (kind, text, want) in cases {
            assert_eq!(labels(kind, text).as_deref(), Ok(want), "{text} of {kind:?}");
        }
    }

    #[test]
    fn what_is_refused() {
        let quarter = PeriodKind::Quarter { first_month: 1 };
        for text in
            ["", "19-06", "2019-6", "2019-13", "2019-00", "2019-Q5", "2019-Q+1", "2019-Q2..", "+201", "2019-06-01"]
        {
            assert_eq!(labels(quarter, text), Err(PeriodError::Malformed(text.into())));
        }
        let nearest = "2019-Q2".to_owned();
        assert_eq!(labels(quarter, "2019-06"), Err(PeriodError::NotWhole { written: "2019-06".into(), nearest }));
        assert_eq!(labels(quarter, "2019..2018"), Err(PeriodError::Backwards("2019..2018".into())));
        assert_eq!(labels(quarter, "1989"), Err(PeriodError::OutOfRange("1989".into())));
    }
}
