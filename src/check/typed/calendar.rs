//! Holidays and windows.

use chrono::{NaiveDate, Weekday};

use crate::quantity::Zone;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{DaySpan, MonthDay, Nth};

use super::{Declared, HolidaysId, PlanId, WindowId};

/// A `holidays` list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// Public holidays.
    pub public: Vec<PublicHolidays>,
    /// `yearly`: from, to (included, may run over New Year), label.
    pub yearly: Vec<(MonthDay, MonthDay, Option<String>)>,
    /// `on`: first, last (included), label.
    pub on: Vec<(NaiveDate, NaiveDate, Option<String>)>,
    /// `except`: first, last (included).
    pub except: Vec<(NaiveDate, NaiveDate)>,
}

/// `public NL with good_friday`. The calendar knows the regions and their options, and refuses others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicHolidays {
    /// Region code as written: `NL`, `DE-BY`.
    pub region: Spanned<String>,
    /// Options switched on.
    pub with: Vec<Spanned<String>>,
    /// Options switched off.
    pub without: Vec<Spanned<String>>,
}

/// A window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// The plan whose it is, where the contract says `by plan`: then there is one of this name for each plan.
    pub plan: Option<PlanId>,
    /// Zone of its local times.
    pub zone: Zone,
    /// What it is.
    pub body: WindowBody,
}

/// What a window is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WindowBody {
    /// Weekly, monthly and dated lines. Their union; a dated line replaces all others on its days.
    Lines {
        /// Lines that recur.
        regular: Vec<RegularLine>,
        /// First day, last day (included), hours (none: closed).
        dated: Vec<(NaiveDate, NaiveDate, Vec<DaySpan>)>,
    },
    /// `= a within b`
    Algebra(WindowExpr),
}

/// A line that recurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegularLine {
    /// On which days it opens.
    pub days: Vec<Days>,
    /// Hours on each.
    pub spans: Vec<LineSpan>,
    /// Holiday lists on whose dates it does not open (those of the line and of the whole window).
    pub closed: Vec<HolidaysId>,
}

/// Hours of a line: opens `from` seconds after midnight of the day, closes `to` seconds after midnight of the day
/// `days_later` days on. Belongs to the day on which it opens (semantics 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSpan {
    /// 0 to 86399.
    pub from: u32,
    /// 0 to 86400.
    pub to: u32,
    /// 0 on the same day, 1 over midnight, up to 6.
    pub days_later: u32,
}

/// Which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// From a weekday to a weekday, both included; may run over Sunday.
    Weekdays(Weekday, Weekday),
    /// The dates of a holiday list.
    Holidays(HolidaysId),
    /// `third saturday of month`
    NthWeekday(Nth, Weekday),
    /// The day after it: Sunday of `third weekend of month`, which goes by its Saturday.
    AfterNthWeekday(Nth, Weekday),
}

/// Window algebra.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WindowExpr {
    /// A window.
    Window(WindowId),
    /// All time.
    Always,
    /// `or`
    Union(Box<WindowExpr>, Box<WindowExpr>),
    /// `within`
    Intersection(Box<WindowExpr>, Box<WindowExpr>),
    /// `outside`
    Difference(Box<WindowExpr>, Box<WindowExpr>),
}

/// `ensure … cover the week exactly once`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ensure {
    /// The line.
    pub span: Span,
    /// The windows.
    pub windows: Vec<WindowId>,
}
