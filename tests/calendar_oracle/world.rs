//! The oracle: a stretch of time cut into cells, each painted by asking chrono what the contract's words mean there.
//! It shares no code with `sla::calendar`.

use chrono::{DateTime, Datelike, Days as Later, NaiveDate, NaiveDateTime, Offset, TimeZone, Weekday};
use sla::model::{
    Days, Holidays, HolidaysId, LineSpan, Model, MonthDay, Nth, RegularLine, Window, WindowBody, WindowExpr, Zone,
};
use sla::quantity::Instant;

/// A stretch of time in cells of equal length.
#[derive(Debug, Clone, Copy)]
pub struct World {
    /// Unix seconds of the first cell.
    pub origin: i64,
    /// Seconds in a cell. Everything in the world happens where one cell ends and the next begins.
    pub cell: i64,
    /// How many.
    pub cells: usize,
}

/// For each cell: 0 where closed, otherwise the day (since 0001-01-01) to which the open time belongs.
pub type Painted = Vec<i32>;

impl World {
    pub fn unix(&self, cell: usize) -> i64 {
        self.origin + cell as i64 * self.cell
    }

    pub fn instant(&self, cell: usize) -> Instant {
        Instant::from_unix(self.unix(cell)).unwrap()
    }

    pub fn end(&self) -> Instant {
        self.instant(self.cells)
    }

    /// The cell that begins at `unix`, wherever that is.
    fn cell_of(&self, unix: i64) -> i64 {
        assert_eq!((unix - self.origin).rem_euclid(self.cell), 0, "not between two cells");
        (unix - self.origin).div_euclid(self.cell)
    }

    /// The cell that begins at `unix`, if it lies in the world.
    pub fn inside(&self, unix: i64) -> Option<usize> {
        usize::try_from(self.cell_of(unix)).ok().filter(|cell| *cell <= self.cells)
    }

    /// Every cell of an expression; `windows` are those with lines, painted before.
    pub fn paint(&self, model: &Model, windows: &[Painted], expr: &WindowExpr) -> Painted {
        let paint = |expr: &WindowExpr| self.paint(model, windows, expr);
        let both = |a: &WindowExpr, b: &WindowExpr| paint(a).into_iter().zip(paint(b));
        match expr {
            WindowExpr::Window(id) => match &model.windows[id.0 as usize].body {
                WindowBody::Lines { .. } => windows[id.0 as usize].clone(),
                WindowBody::Algebra(inner) => paint(inner),
            },
            WindowExpr::Always => {
                let day = |cell| local(model.header.zone, self.unix(cell)).date().num_days_from_ce();
                (0..self.cells).map(|cell| if self.known(cell) { day(cell) } else { 0 }).collect()
            }
            WindowExpr::Union(a, b) => both(a, b).map(|(a, b)| if a != 0 { a } else { b }).collect(),
            WindowExpr::Intersection(a, b) => both(a, b).map(|(a, b)| if b != 0 { a } else { 0 }).collect(),
            WindowExpr::Difference(a, b) => both(a, b).map(|(a, b)| if b == 0 { a } else { 0 }).collect(),
        }
    }

    /// Whether calendars reach there: 1990 to 2100 in UTC.
    fn known(&self, cell: usize) -> bool {
        (1990..=2100).contains(&DateTime::from_timestamp(self.unix(cell), 0).unwrap().year())
    }

    /// Every cell of a window with lines.
    pub fn paint_lines(&self, model: &Model, window: &Window) -> Painted {
        let mut painted = vec![0; self.cells];
        let mut day = local(window.zone, self.origin).date() - Later::new(9);
        while day <= local(window.zone, self.unix(self.cells)).date() {
            for (from, to) in spans_on(model, window, day) {
                let cells = self.cell_of(unix(window.zone, from))..self.cell_of(unix(window.zone, to));
                for cell in cells.filter_map(|cell| usize::try_from(cell).ok()) {
                    if cell < self.cells && self.known(cell) {
                        painted[cell] = painted[cell].max(day.num_days_from_ce());
                    }
                }
            }
            day = day + Later::new(1);
        }
        painted
    }
}

/// Local opening and closing of every span that belongs to a day.
fn spans_on(model: &Model, window: &Window, day: NaiveDate) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let WindowBody::Lines { regular, dated } = &window.body else { return vec![] };
    let at = |days: u32, seconds: u32| {
        let midnight = (day + Later::new(u64::from(days))).and_hms_opt(0, 0, 0).unwrap();
        midnight + chrono::Duration::seconds(i64::from(seconds))
    };
    let replaced: Vec<_> = dated.iter().filter(|(first, last, _)| (*first..=*last).contains(&day)).collect();
    if !replaced.is_empty() {
        let hours = replaced.iter().flat_map(|(_, _, hours)| hours);
        return hours.map(|it| (at(0, it.from), at(if it.to > it.from { 0 } else { 1 }, it.to))).collect();
    }
    let opens = |line: &&RegularLine| {
        line.days.iter().any(|days| is_day(model, days, day))
            && !line.closed.iter().any(|list| is_holiday(model, *list, day))
    };
    let span = |it: &LineSpan| (at(0, it.from), at(it.days_later, it.to));
    regular.iter().filter(opens).flat_map(|line| line.spans.iter().map(span)).collect()
}

fn is_day(model: &Model, days: &Days, day: NaiveDate) -> bool {
    match days {
        Days::Weekdays(from, to) => {
            let mut weekday = *from;
            loop {
                if weekday == day.weekday() {
                    return true;
                }
                if weekday == *to {
                    return false;
                }
                weekday = weekday.succ();
            }
        }
        Days::Holidays(list) => is_holiday(model, *list, day),
        Days::NthWeekday(nth, weekday) => nth_of_month(*nth, *weekday, day) == Some(day),
        Days::AfterNthWeekday(nth, weekday) => {
            let before = day - Later::new(1);
            nth_of_month(*nth, *weekday, before) == Some(before)
        }
    }
}

/// The nth such weekday of the month of `day`, by going through the month.
fn nth_of_month(nth: Nth, weekday: Weekday, day: NaiveDate) -> Option<NaiveDate> {
    let all: Vec<NaiveDate> = (1..=31)
        .filter_map(|number| NaiveDate::from_ymd_opt(day.year(), day.month(), number))
        .filter(|day| day.weekday() == weekday)
        .collect();
    match nth {
        Nth::Nth(n) => all.get(usize::from(n) - 1).copied(),
        Nth::Last => all.last().copied(),
    }
}

fn is_holiday(model: &Model, list: HolidaysId, day: NaiveDate) -> bool {
    let Holidays { yearly, on, except, .. } = &model.holidays[list.0 as usize];
    let today = MonthDay { month: day.month(), day: day.day() };
    let in_year = |from: MonthDay, to: MonthDay| {
        if from <= to { from <= today && today <= to } else { today >= from || today <= to }
    };
    !except.iter().any(|(first, last)| (*first..=*last).contains(&day))
        && (on.iter().any(|(first, last, _)| (*first..=*last).contains(&day))
            || yearly.iter().any(|(from, to, _)| in_year(*from, *to)))
}

/// Seconds east of UTC.
fn offset(zone: Zone, unix: i64) -> i64 {
    match zone {
        Zone::Fixed(seconds) => i64::from(seconds),
        Zone::Named(tz) => {
            let utc = DateTime::from_timestamp(unix, 0).unwrap().naive_utc();
            i64::from(tz.offset_from_utc_datetime(&utc).fix().local_minus_utc())
        }
    }
}

pub fn local(zone: Zone, unix: i64) -> NaiveDateTime {
    DateTime::from_timestamp(unix + offset(zone, unix), 0).unwrap().naive_utc()
}

/// RFC 5545: the first instant that shows this local time; where none does, the local time less the offset before the gap.
pub fn unix(zone: Zone, local_time: NaiveDateTime) -> i64 {
    let naive = local_time.and_utc().timestamp();
    let (before, after) = (offset(zone, naive - 36 * 3600), offset(zone, naive + 36 * 3600));
    [before, after]
        .into_iter()
        .map(|offset| naive - offset)
        .filter(|instant| local(zone, *instant) == local_time)
        .min()
        .unwrap_or(naive - before)
}
