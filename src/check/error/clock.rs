use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Clocks, and limits on time.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum ClockError {
    /// A clock without `from`, `to` or `counting`.
    #[error("the clock `{name}` does not say {what}")]
    #[diagnostic(code("SLA0330"), help("{help}"))]
    Incomplete {
        /// The clock.
        name: String,
        /// `when it starts`
        what: &'static str,
        /// Its name.
        #[label("no `{line}` line in this clock")]
        span: Span,
        /// `from`
        line: &'static str,
        /// What would be right.
        help: &'static str,
    },
    /// An endpoint that is a column without instants.
    #[error("`{name}` is not a moment")]
    #[diagnostic(
        code("SLA0331"),
        help("a clock runs between `opened`, `responded`, `resolved`, `closed` and columns of type `instant`")
    )]
    NotAMoment {
        /// The column.
        name: String,
        /// Where.
        #[label(primary, "a moment is needed here")]
        span: Span,
        /// The column.
        #[label("declared as {kind}")]
        declared: Span,
        /// `a percentage`
        kind: String,
    },
    /// A clock that stops where it starts.
    #[error("the clock `{name}` stops when it starts")]
    #[diagnostic(code("SLA0332"), help("its time would always be `0s`: let it stop at another moment"))]
    StandsStill {
        /// The clock.
        name: String,
        /// Its stop.
        #[label(primary, "the same moment")]
        to: Span,
        /// Its start.
        #[label("starts here")]
        from: Span,
    },
    /// `5 days` on a clock that does not run every day.
    #[error("`{written}`: which days?")]
    #[diagnostic(
        code("SLA0333"),
        help(
            "the clock does not run every day: write `{count} {workdays}` for days on which it does, or a time such as `40h`"
        )
    )]
    WhichDays {
        /// As written.
        written: String,
        /// How many.
        count: u32,
        /// `workdays`
        workdays: &'static str,
        /// The bound.
        #[label(primary, "days of the calendar, or days of work?")]
        span: Span,
        /// The clock's window.
        #[label("the clock counts only this")]
        counting: Option<Span>,
    },
    /// `2 workdays` on a window that opens every day.
    #[error("`{written}` on {what} that opens every day")]
    #[diagnostic(
        code("SLA0334"),
        help("every day is a workday there: write `{count} {days}`, or say whose workdays: `{count} {workdays} of …`")
    )]
    EveryDayIsAWorkday {
        /// As written.
        written: String,
        /// `a clock`, `a window`
        what: &'static str,
        /// How many.
        count: u32,
        /// `days`
        days: &'static str,
        /// `workdays`
        workdays: &'static str,
        /// The bound.
        #[label(primary, "which days are not workdays?")]
        span: Span,
        /// The clock's window.
        #[label("open every day")]
        counting: Option<Span>,
    },
    /// `within 0h`
    #[error("a limit of no time at all")]
    #[diagnostic(code("SLA0336"), help("{help}"))]
    NoTime {
        /// Where.
        #[label("nothing is done in no time")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// `3 workdays` where no clock says whose.
    #[error("`{written}`: whose workdays?")]
    #[diagnostic(code("SLA0337"), help("no clock counts here, so say whose: `{written} of office`"))]
    WhoseWorkdays {
        /// As written.
        written: String,
        /// Where.
        #[label("no window says which days are workdays")]
        span: Span,
    },
}
