use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// What days and hours come to, and hardly anybody means.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum TimeError {
    /// Clocks go forward over all of the hours of a window.
    #[error("`{name}` does not open from {hours} on {day}: clocks go forward over that time")]
    #[diagnostic(
        code("SLA0840"),
        severity(Warning),
        help(
            "{often}{also}; write hours that clocks do not skip, or keep to winter time all year: `window {name} zone {winter} …`"
        )
    )]
    Emptied {
        /// The window.
        name: String,
        /// The first day while the contract holds, with its weekday.
        day: String,
        /// `02:00 to 03:00`, by the clock on the wall.
        hours: String,
        /// How many such days there are.
        often: String,
        /// The first day on which the hours last twice as long, where there is one.
        also: String,
        /// The window's zone without summer time: `+01:00`.
        winter: String,
        /// The name of the window.
        #[label("its hours do not come on that day")]
        span: Span,
    },
    /// Clocks go back over all of the hours of a window.
    #[error("`{name}` is open from {hours} on {day} for {open}, not for {written}: clocks go back over that time")]
    #[diagnostic(
        code("SLA0841"),
        severity(Warning),
        help(
            "{often}; write hours that do not come twice, or keep to winter time all year: `window {name} zone {winter} …`"
        )
    )]
    Doubled {
        /// The window.
        name: String,
        /// The first day while the contract holds, with its weekday.
        day: String,
        /// `02:00 to 03:00`, by the clock on the wall.
        hours: String,
        /// How long that is on other days.
        written: String,
        /// How long it is on that day.
        open: String,
        /// How many such days there are.
        often: String,
        /// The window's zone without summer time: `+01:00`.
        winter: String,
        /// The name of the window.
        #[label("its hours pass twice on that day")]
        span: Span,
    },
    /// A list names the holidays of some years, and not those of another in which the contract holds.
    #[error("`{name}` lists no day of {year}, a year in which the contract holds")]
    #[diagnostic(
        code("SLA0842"),
        severity(Warning),
        help(
            "{witness}list the days of {year} too; what comes back every year has lines such as `yearly {comes_back}` and `public NL`"
        )
    )]
    NoHolidays {
        /// The list.
        name: String,
        /// The first year of which no day is listed.
        year: i32,
        /// The last day that is listed, or the first.
        listed: String,
        /// What a window does on such a day, as a sentence; may be empty.
        witness: String,
        /// `12-25`
        comes_back: String,
        /// The name of the list.
        #[label("{listed}")]
        span: Span,
    },
    /// No version of a contract holds between the end of the one and the beginning of the next.
    #[error("from {from} to {to} neither `{base}` nor this amendment holds")]
    #[diagnostic(
        code("SLA0843"),
        severity(Warning),
        help(
            "a ticket of {from} has no bound, and no report judges that day: write `effective from {from}`, or let the other one hold longer"
        )
    )]
    NothingHolds {
        /// The file of the contract that is amended.
        base: String,
        /// The first day.
        from: chrono::NaiveDate,
        /// The last day.
        to: chrono::NaiveDate,
        /// The days of the amendment.
        #[label("this begins later than the day after")]
        span: Span,
    },
    /// The last day of a contract lies inside a period.
    #[error("the contract ends on {last}, and {period} is judged until {until}")]
    #[diagnostic(
        code("SLA0844"),
        severity(Warning),
        help(
            "what happens on {after} counts although the contract no longer holds: end it with a period, on {before} or {until}"
        )
    )]
    EndsInside {
        /// Its last day.
        last: chrono::NaiveDate,
        /// The period: `2026-12`.
        period: String,
        /// The last day of the period.
        until: chrono::NaiveDate,
        /// The day after the last one.
        after: String,
        /// The last day of the period before.
        before: chrono::NaiveDate,
        /// The days of the contract.
        #[label("inside {period}")]
        span: Span,
    },
    /// A bound of so many times 24 hours on a clock that does not run all day.
    #[error("`{bound}` of {window} runs from {start} until {due}")]
    #[diagnostic(code("SLA0845"), severity(Advice), help("{help}"))]
    HoursOrDays {
        /// `24h`
        bound: String,
        /// `` `office` ``
        window: String,
        /// A beginning, with its weekday.
        start: String,
        /// What the deadline then is.
        due: String,
        /// What may be meant, and how it is written.
        help: String,
        /// The bound, or the row that it stands in.
        #[label("some read {days} into it; these are hours of {window}, which is open for {open} a day")]
        span: Span,
        /// `1 day`
        days: String,
        /// How long the window is open on a day, at most.
        open: String,
    },
}
