//! Moments in cells.

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// What can be wrong with a moment. Labels count from the start of the row.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub(in crate::evidence) enum MomentError {
    /// Another form than expected.
    #[error("`{text}` in `{column}` is not a timestamp of the form asked for")]
    #[diagnostic(code("SLA0540"), help("{help}"))]
    NotAMoment {
        text: String,
        column: String,
        expected: String,
        help: String,
        #[label("expected {expected}")]
        span: Span,
    },
    /// 30 February.
    #[error("there is no `{text}`: a date or a time of day that does not exist")]
    #[diagnostic(code("SLA0541"), help("{help}"))]
    NoSuchMoment {
        text: String,
        read_as: String,
        help: String,
        #[label("in no calendar{read_as}")]
        span: Span,
    },
    /// Spring.
    #[error("`{text}` does not exist in {zone}: clocks jump over it")]
    #[diagnostic(
        code("SLA0542"),
        help("export with offsets (`+01:00`), or say in which zone the export is with `timezone`")
    )]
    Gap {
        text: String,
        zone: String,
        #[label("no clock there showed it")]
        span: Span,
    },
    /// Autumn.
    #[error("`{text}` exists twice in {zone}: clocks go back over it")]
    #[diagnostic(
        code("SLA0543"),
        help(
            "write `{earlier}` or `{later}`, or export with offsets; where it is known which of the two an export means, say `ambiguous = \"earlier\"` or `\"later\"`"
        )
    )]
    Fold {
        text: String,
        zone: String,
        earlier: String,
        later: String,
        #[label("which of the two?")]
        span: Span,
    },
    /// 1899 or 9999.
    #[error("`{text}` lies outside 1990 to 2100")]
    #[diagnostic(code("SLA0544"), help("a stand-in for no value? then say `missing = [\"{text}\"]`"))]
    OutOfRange {
        text: String,
        #[label("outside every calendar")]
        span: Span,
    },
    /// Nanoseconds.
    #[error("`{text}` is finer than a microsecond")]
    #[diagnostic(code("SLA0545"), help("write at most six digits of a second: cutting some off could turn a verdict"))]
    TooFine {
        text: String,
        #[label("more than six digits")]
        span: Span,
    },
    /// `TZID` of a calendar.
    #[error("`{zone}` is no time zone that is known here")]
    #[diagnostic(
        code("SLA0546"),
        help(
            "known are the names of the time zone database, such as `Europe/Amsterdam`, and those that Outlook writes most; export the calendar in UTC, or with such a name"
        )
    )]
    UnknownZone {
        zone: String,
        #[label("when is that in `{zone}`?")]
        span: Span,
    },
    /// `RRULE` of a calendar.
    #[error("when this event repeats cannot be told: {why}")]
    #[diagnostic(code("SLA0547"), help("{help}"))]
    Repeats {
        why: String,
        help: &'static str,
        #[label("this")]
        span: Span,
    },
}
