//! Holidays and windows.

use chrono::{NaiveDate, Weekday};

use crate::source::{Span, Spanned};

use super::{Expr, Head, Name, Text};

/// `holidays name { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    /// Name, label, clause.
    pub head: Head,
    /// Its lines.
    pub lines: Vec<HolidayLine>,
}

/// One line of a holiday list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HolidayLine {
    /// `public NL with good_friday without liberation_day`
    Public {
        /// Region code as written: `NL`, `DE-BY`.
        region: Name,
        /// Disputed days switched on.
        with: Vec<Name>,
        /// Disputed days switched off.
        without: Vec<Name>,
    },
    /// `yearly 07-11 "…"`, `yearly 12-25 to 01-01 "…"`
    Yearly {
        /// First day.
        from: Spanned<MonthDay>,
        /// Last day, included; earlier in the year than `from`: over New Year.
        to: Option<Spanned<MonthDay>>,
        /// What it is called.
        label: Option<Text>,
    },
    /// `on 2024-05-10 "…"`, `on 2024-05-10 to 2024-05-12 "…"`
    On {
        /// The days.
        dates: DateRange,
        /// What it is called.
        label: Option<Text>,
    },
    /// `except 2024-05-05`
    Except {
        /// The days.
        dates: DateRange,
        /// Why.
        label: Option<Text>,
    },
}

/// A day of the year, `07-11`; 02-29 is allowed and holds in leap years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

/// `2024-05-10` or `2024-05-10 to 2024-05-12`, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateRange {
    /// First day.
    pub from: Spanned<NaiveDate>,
    /// Last day; `None`: one day.
    pub to: Option<Spanned<NaiveDate>>,
}

/// `window name "Label" clause "8.4" zone +01:00 { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Name, label, clause.
    pub head: Head,
    /// Its own time zone, as written.
    pub zone: Option<Text>,
    /// `by plan`: the ticket's plan decides which lines count.
    pub by_plan: Option<Span>,
    /// Lines or algebra.
    pub body: WindowBody,
}

/// What a window is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WindowBody {
    /// `{ mon..fri 09:00-17:30 closed feestdagen }`
    Lines(Vec<WindowLine>),
    /// `= (sw1 within spits) outside onderhoud`
    Algebra(Expr),
}

/// One line of a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WindowLine {
    /// `mon..fri 09:00-12:00, 13:00-17:30 closed feestdagen`
    Regular {
        /// Which days.
        days: Vec<Spanned<DaySelector>>,
        /// The hours on those days.
        spans: Vec<Spanned<DaySpan>>,
        /// Holiday lists on which this line does not open.
        closed: Vec<Name>,
    },
    /// `third saturday of month 00:00 to sunday 24:00`, `third weekend of month`
    Monthly {
        /// Which one of the month.
        nth: Spanned<Nth>,
        /// A weekday, or the weekend: that Saturday 00:00 to Sunday 24:00, named by its Saturday.
        day: Spanned<MonthlyDay>,
        /// Hours; empty only for a weekend without hours, which is whole.
        spans: Vec<Spanned<DaySpan>>,
        /// `00:00 to sunday 24:00`: open from that time on the day until the weekday and time here.
        until: Option<MonthlyUntil>,
        /// Holiday lists on which this line does not open.
        closed: Vec<Name>,
    },
    /// `on 2024-12-24 09:00-12:00`, `on 2024-12-24 to 2024-12-26 closed`: replaces what the other lines say of those days
    Dated {
        /// The days.
        dates: DateRange,
        /// The hours; empty: closed.
        spans: Vec<Spanned<DaySpan>>,
    },
    /// `closed feestdagen`, for all regular lines of the window
    Closed(Vec<Name>),
    /// `dedicated : mon..fri 08:00-17:00`, in a window `by plan`; a line without plans is of all of them
    OfPlans {
        /// The plans.
        plans: Vec<Name>,
        /// The line; none of this kind itself.
        line: Box<WindowLine>,
    },
}

/// `third saturday of month 00:00 to sunday 24:00`: the part from the first time on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthlyUntil {
    /// Opening time on the day itself, seconds after midnight.
    pub from: Spanned<u32>,
    /// The next such weekday after that day closes it.
    pub weekday: Spanned<Weekday>,
    /// Closing time on it, seconds after midnight, up to 86400.
    pub to: Spanned<u32>,
}

/// `first` to `fifth`, or `last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nth {
    /// 1 to 5.
    Nth(u8),
    /// The last one.
    Last,
}

/// What is counted within a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthlyDay {
    /// `saturday`
    Weekday(Weekday),
    /// `weekend`
    Weekend,
}

/// Which days a regular line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DaySelector {
    /// `daily`
    Daily,
    /// `mon` or `mon..fri`; a range may run over Sunday (`sat..mon`)
    Weekdays {
        /// First weekday.
        from: Weekday,
        /// Last weekday, included.
        to: Weekday,
    },
    /// A holiday list: its days.
    Holidays(String),
}

/// `09:00-17:30` in seconds after local midnight; `to` up to 86400 (`24:00`); `to <= from` is over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySpan {
    /// 0 to 86399.
    pub from: u32,
    /// 0 to 86400.
    pub to: u32,
}

/// `ensure a, b, c cover the week exactly once`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ensure {
    /// The whole line.
    pub span: Span,
    /// The windows.
    pub windows: Vec<Name>,
}
