use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// The header, the conventions, and what is said of the contract as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum HeaderError {
    /// No `timezone` line.
    #[error("the contract does not say in which time zone its hours are")]
    #[diagnostic(code("SLA0301"), help("add a line such as `timezone Europe/Amsterdam` to the header"))]
    NoTimezone {
        /// The header.
        #[label("no `timezone` line in this header")]
        span: Span,
    },
    /// A name that is not a time zone.
    #[error("`{name}` is {why}")]
    #[diagnostic(code("SLA0302"))]
    UnknownZone {
        /// As written.
        name: String,
        /// What is wrong with it.
        why: String,
        /// Where.
        #[label("not a time zone")]
        span: Span,
        /// What would be right.
        #[help]
        did_you_mean: Option<String>,
    },
    /// `CET`: two readings.
    #[error("`{name}` can be read in two ways")]
    #[diagnostic(
        code("SLA0303"),
        help(
            "write `{fixed}` for that time all year, or `{named}` for the clock on the wall, with its daylight saving"
        )
    )]
    AmbiguousZone {
        /// As written.
        name: String,
        /// The offset.
        fixed: &'static str,
        /// A place that keeps that time.
        named: &'static str,
        /// Where.
        #[label("all year, or only in winter?")]
        span: Span,
    },
    /// Not an ISO 4217 code.
    #[error("`{code}` is not a currency")]
    #[diagnostic(code("SLA0304"))]
    UnknownCurrency {
        /// As written.
        code: String,
        /// Where.
        #[label("not a code of ISO 4217")]
        span: Span,
        /// What would be right.
        #[help]
        did_you_mean: Option<String>,
    },
    /// A language that reports are not written in.
    #[error("`{name}` is not a locale that reports can be written in")]
    #[diagnostic(code("SLA0305"), help("one of {}", crate::check::typed::Locale::codes()))]
    UnknownLocale {
        /// As written.
        name: String,
        /// Where.
        #[label("not known")]
        span: Span,
    },
    /// `effective from` inside a period.
    #[error("the contract takes effect inside a period")]
    #[diagnostic(code("SLA0306"), help("a period is judged whole: let the contract begin on {before} or {after}"))]
    EffectiveInsidePeriod {
        /// First day of the period that holds the date.
        before: String,
        /// First day of the next one.
        after: String,
        /// The date.
        #[label(primary, "not the first day of {period}")]
        span: Span,
        /// `a month`
        period: String,
    },
    /// A range of dates that ends before it begins.
    #[error("these dates end before they begin")]
    #[diagnostic(code("SLA0307"), help("the first date comes first; both are included"))]
    DatesReversed {
        /// The later one, written first.
        #[label("from here")]
        from: Span,
        /// The earlier one.
        #[label(primary, "back to here")]
        to: Span,
    },
    /// A word that this line does not take.
    #[error("{what} cannot be `{value}`")]
    #[diagnostic(code("SLA0309"))]
    UnknownChoice {
        /// `` `empty` ``
        what: String,
        /// As written.
        value: String,
        /// Where.
        #[label("not one of its words")]
        span: Span,
        /// What would be right.
        #[help]
        choices: String,
    },
    /// A line that may stand once stands twice.
    #[error("{what} is said twice")]
    #[diagnostic(code("SLA0310"), help("keep the one that holds"))]
    SaidTwice {
        /// `` `timezone` ``
        what: String,
        /// The second.
        #[label(primary, "said again")]
        second: Span,
        /// The first.
        #[label("said here first")]
        first: Span,
    },
    /// `1 workday = 0s`, `1 workday = 30h`
    #[error("a workday cannot last {length}")]
    #[diagnostic(code("SLA0311"), help("a workday is more than nothing and at most `24h`"))]
    WorkdayLength {
        /// As written.
        length: String,
        /// Where.
        #[label("not the length of a day's work")]
        span: Span,
    },
}
