//! Values that are written in another way than the language does.

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// What can be wrong with a number, a time, a day, a duration or money.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum LiteralError {
    /// `5d`, `5min`, `4 hours`, `4 h`
    #[error("`{written}` is not a duration")]
    #[diagnostic(code("SLA0116"))]
    WrongUnit {
        /// As written.
        written: String,
        /// What is wrong with it.
        problem: &'static str,
        /// Where.
        #[label("{problem}")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
        /// What is surely meant; `None` where there are several readings.
        right: Option<String>,
    },
    /// `30m1h`, `1h90h`, `1.5h`, `1h 30m`
    #[error("`{written}` is not how a duration is written")]
    #[diagnostic(code("SLA0117"))]
    WrongDuration {
        /// As written.
        written: String,
        /// Where.
        #[label("one word: whole hours, minutes, seconds")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
        /// What is surely meant; `None` where there are several readings.
        right: Option<String>,
    },
    /// `99,5%`
    #[error("decimals are written with a point")]
    #[diagnostic(code("SLA0118"), help("write `{right}`"))]
    DecimalComma {
        /// What to write.
        right: String,
        /// Where.
        #[label("decimal comma")]
        span: Span,
    },
    /// `90 procent`, `90 within 4h`
    #[error("percentages are written with `%`")]
    #[diagnostic(code("SLA0138"), help("write `{right}`"))]
    WrongPercent {
        /// What to write.
        right: String,
        /// Where.
        #[label("the sign is missing")]
        span: Span,
    },
    /// `urgent | 4`
    #[error("`{number}` of what?")]
    #[diagnostic(
        code("SLA0139"),
        help("write a unit behind it: `{number}h`, `{number}m`, `{number} workdays`, `{number} days`")
    )]
    NoUnit {
        /// The number.
        number: String,
        /// Where.
        #[label("hours, minutes, workdays or days?")]
        span: Span,
    },
    /// `24/7`
    #[error("`{written}` is not how all hours of the week are written")]
    #[diagnostic(code("SLA0141"), help("write `{right}`"))]
    RoundTheClock {
        /// As written.
        written: String,
        /// What to write.
        right: &'static str,
        /// Where.
        #[label("day and night, every day")]
        span: Span,
    },
    /// `9.00`, `17u30`, `9:00`
    #[error("times of day are written as `09:00`")]
    #[diagnostic(code("SLA0119"), help("write `{right}`"))]
    WrongTime {
        /// What to write.
        right: String,
        /// Where.
        #[label("not a time of day")]
        span: Span,
        /// Whether nothing else can be meant.
        sure: bool,
    },
    /// `mon-fri`
    #[error("a range of days is written with two dots")]
    #[diagnostic(code("SLA0120"), help("write `{right}`"))]
    WrongRange {
        /// What to write.
        right: String,
        /// Where.
        #[label("from one day to another")]
        span: Span,
    },
    /// `ma..vr`, `Mon to Fri`
    #[error("days of the week are written as `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`")]
    #[diagnostic(code("SLA0136"))]
    ForeignDay {
        /// Where.
        #[label("not a day of the language")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
        /// What is surely meant; `None` where there are several readings.
        right: Option<String>,
    },
    /// `25:00`, `2024-02-30`, `13-45`
    #[error("there is no {what} `{written}`")]
    #[diagnostic(code("SLA0121"))]
    NoSuchMoment {
        /// `date`, `time`, `day of the year`.
        what: &'static str,
        /// As written.
        written: String,
        /// Where.
        #[label("does not exist")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// `25 december`, `25/12`
    #[error("days of the year are written as month-day")]
    #[diagnostic(code("SLA0122"))]
    WrongMonthDay {
        /// Where.
        #[label("not a day of the year")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// `01-03-2024`, `2024/03/01`
    #[error("dates are written as year-month-day")]
    #[diagnostic(code("SLA0122"))]
    WrongDate {
        /// Where.
        #[label("not a date")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
        /// What is surely meant; `None` where there are several readings.
        right: Option<String>,
    },
    /// A number that does not fit.
    #[error("`{written}` is not {wanted}")]
    #[diagnostic(code("SLA0123"))]
    OutOfRange {
        /// As written.
        written: String,
        /// What is wanted.
        wanted: &'static str,
        /// Where.
        #[label("out of range")]
        span: Span,
    },
    /// `€500`, `500 euro`, `EUR 500`, `500,00 EUR`
    #[error("`{written}` is not how money is written")]
    #[diagnostic(code("SLA0140"), help("{help}"))]
    WrongMoney {
        /// As written.
        written: String,
        /// What to write.
        help: String,
        /// Where.
        #[label("an amount, a space and the code of the currency")]
        span: Span,
        /// What is surely meant; `None` where there are several readings.
        right: Option<String>,
    },
}
