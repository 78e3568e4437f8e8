//! The lines of a window, opened day by day.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::holiday_lists::HolidayDates;
use super::{Interval, dates};
use crate::model::{DaySpan, Days, HolidaysId, LineSpan, Nth, RegularLine, Zone};

/// A window opens: for how long, and the day that it belongs to (semantics 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opening {
    /// Local date on which it opens.
    pub(super) day: NaiveDate,
    /// How long it stays open.
    pub(super) interval: Interval,
}

/// The lines of a window, and what it takes to read them.
pub(super) struct Lines<'a, F> {
    /// Zone of its local times.
    pub(super) zone: Zone,
    /// Lines that recur.
    pub(super) regular: &'a [RegularLine],
    /// Lines for single days, which replace the others.
    pub(super) dated: &'a [(NaiveDate, NaiveDate, Vec<DaySpan>)],
    /// The dates of a holiday list.
    pub(super) holidays: F,
}

/// A line with its holiday lists looked up.
struct Line<'a> {
    days: Vec<Day<'a>>,
    spans: &'a [LineSpan],
    closed: Vec<&'a HolidayDates>,
}

/// A day selector with its holiday list looked up.
enum Day<'a> {
    Weekdays(Weekday, Weekday),
    Holidays(&'a HolidayDates),
    NthWeekday(Nth, Weekday),
    AfterNthWeekday(Nth, Weekday),
}

impl<'a, F: Fn(HolidaysId) -> &'a HolidayDates> Lines<'a, F> {
    /// Every opening of every line, by day; those of one day in the order of the lines.
    ///
    /// A dated line replaces what all other lines open on its days, closed lists or not; several dated lines for one
    /// day add up. A span that clocks jump over entirely does not open.
    pub(super) fn openings(&self) -> Vec<Opening> {
        let lines: Vec<Line<'a>> = self.regular.iter().map(|line| self.line(line)).collect();
        let dated = self.dated_spans();
        let mut openings = Vec::new();
        for day in dates::all() {
            if let Some(spans) = dated.get(&day) {
                openings.extend(spans.iter().filter_map(|span| self.open(day, *span)));
                continue;
            }
            for line in lines.iter().filter(|line| line.opens_on(day)) {
                openings.extend(line.spans.iter().filter_map(|span| self.open(day, *span)));
            }
        }
        openings
    }

    fn line(&self, line: &'a RegularLine) -> Line<'a> {
        let day = |days: &Days| match *days {
            Days::Weekdays(from, to) => Day::Weekdays(from, to),
            Days::Holidays(list) => Day::Holidays((self.holidays)(list)),
            Days::NthWeekday(nth, weekday) => Day::NthWeekday(nth, weekday),
            Days::AfterNthWeekday(nth, weekday) => Day::AfterNthWeekday(nth, weekday),
        };
        Line {
            days: line.days.iter().map(day).collect(),
            spans: &line.spans,
            closed: line.closed.iter().map(|list| (self.holidays)(*list)).collect(),
        }
    }

    fn dated_spans(&self) -> BTreeMap<NaiveDate, Vec<LineSpan>> {
        let mut spans: BTreeMap<NaiveDate, Vec<LineSpan>> = BTreeMap::new();
        for (first, last, hours) in self.dated {
            for day in dates::between(*first, *last) {
                spans.entry(day).or_default().extend(hours.iter().map(|span| LineSpan {
                    from: span.from,
                    to: span.to,
                    days_later: u32::from(span.to <= span.from),
                }));
            }
        }
        spans
    }

    fn open(&self, day: NaiveDate, span: LineSpan) -> Option<Opening> {
        let local = |days: u32, seconds: u32| {
            let since = TimeDelta::days(i64::from(days)) + TimeDelta::seconds(i64::from(seconds));
            day.and_time(NaiveTime::MIN).checked_add_signed(since)
        };
        let (start, end) = (local(0, span.from)?, local(span.days_later, span.to)?);
        Interval::new(self.zone.instant(start), self.zone.instant(end)).map(|interval| Opening { day, interval })
    }
}

impl Line<'_> {
    fn opens_on(&self, day: NaiveDate) -> bool {
        self.days.iter().any(|days| days.contain(day)) && !self.closed.iter().any(|list| list.contains(day))
    }
}

impl Day<'_> {
    fn contain(&self, day: NaiveDate) -> bool {
        match self {
            Self::Weekdays(from, to) => day.weekday().days_since(*from) <= to.days_since(*from),
            Self::Holidays(dates) => dates.contains(day),
            Self::NthWeekday(nth, weekday) => is_nth(*nth, *weekday, day),
            Self::AfterNthWeekday(nth, weekday) => day.pred_opt().is_some_and(|day| is_nth(*nth, *weekday, day)),
        }
    }
}

/// Every day from midnight to midnight: `always` by day.
pub(super) fn whole_days(zone: Zone) -> Vec<Opening> {
    let open = |day: NaiveDate| {
        let interval = Interval::new(zone.midnight(day), zone.midnight(day.succ_opt()?))?;
        Some(Opening { day, interval })
    };
    dates::all().filter_map(open).collect()
}

/// Whether `day` is the nth such weekday of its month.
fn is_nth(nth: Nth, weekday: Weekday, day: NaiveDate) -> bool {
    day.weekday() == weekday
        && match nth {
            Nth::Nth(n) => day.day0() / 7 + 1 == u32::from(n),
            Nth::Last => day.checked_add_signed(TimeDelta::days(7)).is_none_or(|next| next.month() != day.month()),
        }
}
