//! The lines of a window, opened day by day.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::Interval;
use super::dates::{self, Day};
use super::holiday_lists::HolidayDates;
use super::offsets::Offsets;
use crate::model::{DaySpan, Days, HolidaysId, LineSpan, Nth, RegularLine, Zone};

/// A window opens: for how long, and the day that it belongs to (semantics 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opening {
    /// Local day on which it opens.
    pub(super) day: Day,
    /// How long it stays open.
    pub(super) interval: Interval,
}

/// Hours of a line on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spell {
    /// Local day on which they begin.
    pub(super) day: Day,
    /// When they begin by the clock on the wall: seconds since 1970-01-01 as it shows them.
    pub(super) from: i64,
    /// When they end by the clock on the wall.
    pub(super) to: i64,
    /// When that is; `None` where clocks jump over all of it.
    pub(super) interval: Option<Interval>,
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

/// A line ready for use.
struct Line<'a> {
    /// Bit 0: Mondays.
    weekdays: u8,
    holidays: Vec<&'a HolidayDates>,
    monthly: Vec<Monthly>,
    spans: &'a [LineSpan],
    closed: Vec<&'a HolidayDates>,
}

/// The nth such weekday of every month, or the day after it.
struct Monthly {
    nth: Nth,
    weekday: Weekday,
    day_after: bool,
}

impl<'a, F: Fn(HolidaysId) -> &'a HolidayDates> Lines<'a, F> {
    /// Every opening of every line, by day; those of one day in the order of the lines. A span that clocks jump over
    /// entirely does not open.
    pub(super) fn openings(&self) -> Vec<Opening> {
        let opening = |spell: Spell| Some(Opening { day: spell.day, interval: spell.interval? });
        self.spells().into_iter().filter_map(opening).collect()
    }

    /// The hours of every line, by day; those of one day in the order of the lines.
    ///
    /// A dated line replaces what all other lines open on its days, closed lists or not; several dated lines for one
    /// day add up.
    pub(super) fn spells(&self) -> Vec<Spell> {
        let lines: Vec<Line<'a>> = self.regular.iter().map(|line| self.line(line)).collect();
        let dated = self.dated_spans();
        let offsets = Offsets::of(self.zone);
        let spell = |day: Day, span: &LineSpan| {
            let end = span.days_later * 86_400 + span.to;
            let interval = Interval::new(offsets.instant(day, span.from), offsets.instant(day, end));
            Spell { day, from: day.at(span.from), to: day.at(end), interval }
        };
        let mut spells = Vec::new();
        for day in dates::all() {
            match dated.get(&day) {
                Some(spans) => spells.extend(spans.iter().map(|span| spell(day, span))),
                None => {
                    for line in lines.iter().filter(|line| line.opens_on(day)) {
                        spells.extend(line.spans.iter().map(|span| spell(day, span)));
                    }
                }
            }
        }
        spells
    }

    fn line(&self, line: &'a RegularLine) -> Line<'a> {
        let lists = |all: &[HolidaysId]| all.iter().map(|list| (self.holidays)(*list)).collect();
        let (spans, closed) = (line.spans.as_slice(), lists(&line.closed));
        let mut ready = Line { weekdays: 0, holidays: Vec::new(), monthly: Vec::new(), spans, closed };
        for days in &line.days {
            match *days {
                Days::Weekdays(from, to) => {
                    let first = from.num_days_from_monday();
                    ready.weekdays |= (first..=first + to.days_since(from)).fold(0, |mask, day| mask | 1 << (day % 7));
                }
                Days::Holidays(list) => ready.holidays.push((self.holidays)(list)),
                Days::NthWeekday(nth, weekday) => ready.monthly.push(Monthly { nth, weekday, day_after: false }),
                Days::AfterNthWeekday(nth, weekday) => ready.monthly.push(Monthly { nth, weekday, day_after: true }),
            }
        }
        ready
    }

    fn dated_spans(&self) -> BTreeMap<Day, Vec<LineSpan>> {
        let mut spans: BTreeMap<Day, Vec<LineSpan>> = BTreeMap::new();
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
}

impl Line<'_> {
    fn opens_on(&self, day: Day) -> bool {
        let named = self.weekdays & (1 << day.weekday()) != 0
            || self.holidays.iter().any(|list| list.has(day))
            || self.monthly.iter().any(|monthly| monthly.is(day));
        named && !self.closed.iter().any(|list| list.has(day))
    }
}

impl Monthly {
    fn is(&self, day: Day) -> bool {
        let day = if self.day_after { day.before() } else { day };
        if !day.is(self.weekday) {
            return false;
        }
        let date = day.date();
        match self.nth {
            Nth::Nth(n) => date.day0() / 7 + 1 == u32::from(n),
            Nth::Last => date.checked_add_signed(TimeDelta::days(7)).is_none_or(|next| next.month() != date.month()),
        }
    }
}

/// Every day from midnight to midnight: `always` by day.
pub(super) fn whole_days(zone: Zone) -> Vec<Opening> {
    let offsets = Offsets::of(zone);
    let open = |day: Day| {
        let interval = Interval::new(offsets.instant(day, 0), offsets.instant(day, 86_400))?;
        Some(Opening { day, interval })
    };
    dates::all().filter_map(open).collect()
}
