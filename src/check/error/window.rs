use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Windows, holidays, and promises about windows.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum WindowError {
    /// `09:00-09:00`
    #[error("these hours open and close at the same time")]
    #[diagnostic(code("SLA0312"), help("write `00:00-24:00` for a whole day; for a day and a night, two spans"))]
    EqualHours {
        /// The span.
        #[label("no time at all, or a whole day?")]
        span: Span,
    },
    /// Two spans of one line that overlap.
    #[error("these hours overlap")]
    #[diagnostic(code("SLA0313"), help("hours on one line follow one another without overlap: correct one of them"))]
    OverlappingHours {
        /// The later one.
        #[label(primary, "opens before the other has closed")]
        second: Span,
        /// The earlier one.
        #[label("the other")]
        first: Span,
    },
    /// A window without a line that opens it.
    #[error("the window `{name}` never opens")]
    #[diagnostic(code("SLA0314"), help("add a line such as `mon..fri 09:00-17:00`"))]
    NeverOpens {
        /// The window.
        name: String,
        /// Its name.
        #[label("no line of this window says when it opens")]
        span: Span,
    },
    /// `third saturday of month 00:00 to saturday 24:00`
    #[error("this could be the same day or a week later")]
    #[diagnostic(code("SLA0315"), help("write the hours of one day as `{from}-{to}`"))]
    SameWeekday {
        /// Opening time.
        from: String,
        /// Closing time.
        to: String,
        /// The weekday after `to`.
        #[label("the day on which the line begins")]
        span: Span,
    },
    /// `ensure a cover …`, `ensure a, a cover …`
    #[error("{why}")]
    #[diagnostic(
        code("SLA0316"),
        help("name every window once; together they cover each moment of the week exactly once")
    )]
    EnsureList {
        /// What is wrong.
        why: String,
        /// Where.
        #[label("{label}")]
        span: Span,
        /// At the place.
        label: String,
    },
    /// A dated line that closes a day, and one that opens it.
    #[error("{day} is closed by one line and open by another")]
    #[diagnostic(code("SLA0318"), help("keep the one that holds: both are dated, so neither goes before the other"))]
    ClosedAndOpen {
        /// The first such day.
        day: chrono::NaiveDate,
        /// The later line's dates.
        #[label(primary, "{second_does}")]
        second: Span,
        /// `closed here`, `open here`
        second_does: &'static str,
        /// The earlier line's dates.
        #[label("{first_does}")]
        first: Span,
        /// `open here`, `closed here`
        first_does: &'static str,
    },
    /// A list of holidays without days.
    #[error("the holidays `{name}` have no day")]
    #[diagnostic(code("SLA0317"), help("add a line such as `public NL` or `on 2024-05-10 \"Bridge day\"`"))]
    NoHolidays {
        /// The list.
        name: String,
        /// Its name.
        #[label("an empty list")]
        span: Span,
    },
}
