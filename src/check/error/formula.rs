use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Units and kinds in expressions.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum FormulaError {
    /// Two sides of one comparison, sum or difference that differ in unit.
    #[error("{what}: the left side is {left}, the right side {right}")]
    #[diagnostic(code("SLA0360"))]
    UnitsDiffer {
        /// `these cannot be compared`
        what: &'static str,
        /// `a percentage`
        left: String,
        /// `a duration`
        right: String,
        /// Left side.
        #[label(primary, "{left}")]
        left_span: Span,
        /// Right side.
        #[label("{right}")]
        right_span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// Arithmetic that gives nothing with a unit.
    #[error("{left} {op} {right} has no meaning")]
    #[diagnostic(code("SLA0361"))]
    NoSuchArithmetic {
        /// `a percentage`
        left: String,
        /// `times`
        op: &'static str,
        /// `a duration`
        right: String,
        /// The whole.
        #[label("this has no unit")]
        span: Span,
        /// What would be right.
        #[help]
        help: String,
    },
    /// A figure where time is needed.
    #[error("{found} is not a set of intervals")]
    #[diagnostic(
        code("SLA0362"),
        help("`within`, `outside` and `or` work on windows, outages, maintenance, `period`, and steps made of them")
    )]
    NotASet {
        /// `a percentage`
        found: String,
        /// Where.
        #[label("a set of intervals is needed here")]
        span: Span,
    },
    /// Time where a figure is needed.
    #[error("a set of intervals is not a figure")]
    #[diagnostic(code("SLA0363"))]
    NotAFigure {
        /// Where.
        #[label("a figure is needed here")]
        span: Span,
        /// What would be right.
        #[help]
        help: String,
    },
    /// A measure of a component, without a component.
    #[error("`{name}` is measured for each component")]
    #[diagnostic(code("SLA0364"))]
    NeedsComponent {
        /// The measure.
        name: String,
        /// Where.
        #[label("of which component?")]
        span: Span,
        /// What would be right.
        #[help]
        help: String,
    },
    /// `m of x` where `m` is about the whole contract.
    #[error("`{name}` is not measured for a component")]
    #[diagnostic(code("SLA0365"), help("leave the `of …` out, or declare it as `measure {name} of component -> …`"))]
    NotOfComponent {
        /// The measure.
        name: String,
        /// Where.
        #[label("this measure is about the whole contract")]
        span: Span,
    },
    /// A list of values where one is needed.
    #[error("`{text}` is a list of figures, one for each component of the group")]
    #[diagnostic(
        code("SLA0366"),
        help("make one figure of them: `mean {text}`, `lowest …`, `highest …`, `product …`, `sum …` or `redundant …`")
    )]
    ListOfFigures {
        /// As written.
        text: String,
        /// Where.
        #[label("one figure is needed here")]
        span: Span,
    },
    /// A measure word over something that it cannot measure.
    #[error("`{word}` cannot be taken of {found}")]
    #[diagnostic(code("SLA0367"))]
    CannotAggregate {
        /// `count`
        word: String,
        /// What stands there.
        found: String,
        /// Where.
        #[label("{found}")]
        span: Span,
        /// What would be right.
        #[help]
        help: String,
    },
    /// `where`, `with` or `lasting` after something that has no rows.
    #[error("`{word}` picks rows, and there are none here")]
    #[diagnostic(code("SLA0368"), help("{help}"))]
    NoRows {
        /// `where`
        word: &'static str,
        /// What it stands after.
        #[label("not the rows of one table")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// Something that is neither true nor false, where a condition is needed.
    #[error("`{text}` is not a condition")]
    #[diagnostic(code("SLA0369"))]
    NotACondition {
        /// As written.
        text: String,
        /// Where.
        #[label("a condition is needed here, such as `cause is ours`")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// In a condition, something other than a column on the left.
    #[error("a condition begins with a column of the row")]
    #[diagnostic(code("SLA0370"))]
    ColumnFirst {
        /// Where.
        #[label("a column is needed here, and on the other side a value")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// A column compared with a value of another type.
    #[error("`{column}` is {kind}, and {value} is not")]
    #[diagnostic(code("SLA0371"))]
    ColumnType {
        /// The column.
        column: String,
        /// `a percentage`, `one of …`
        kind: String,
        /// `a duration`
        value: String,
        /// The value.
        #[label("compared with {value}")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// `<` on a column whose values have no order.
    #[error("the values of `{column}` have no order")]
    #[diagnostic(code("SLA0372"))]
    NoOrder {
        /// The column.
        column: String,
        /// The comparison.
        #[label("`{op}` needs values in an order")]
        span: Span,
        /// As written.
        op: &'static str,
        /// What would be right.
        #[help]
        help: String,
    },
    /// A measure without `result`, or one whose result is of another unit than declared.
    #[error("{why}")]
    #[diagnostic(code("SLA0373"))]
    MeasureResult {
        /// What is wrong.
        why: String,
        /// Where.
        #[label(primary, "{label}")]
        span: Span,
        /// At the place.
        label: String,
        /// The declared unit.
        #[label("declared here")]
        declared: Option<Span>,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// A literal that is not a figure.
    #[error("{found} cannot be reckoned with")]
    #[diagnostic(code("SLA0374"), help("{help}"))]
    NotReckonable {
        /// `2 workdays`, `a date`
        found: String,
        /// Where.
        #[label("a percentage, a duration or a number is needed here")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// A step that builds on the result.
    #[error("`{step}` builds on `result`")]
    #[diagnostic(
        code("SLA0375"),
        help("`result` is the value of the measure and comes last: give what both need a name of its own")
    )]
    BuildsOnResult {
        /// The step.
        step: String,
        /// Where.
        #[label("the result is used here")]
        span: Span,
    },
    /// A condition where a figure or a set is needed.
    #[error("`{text}` is a condition, not a figure")]
    #[diagnostic(
        code("SLA0376"),
        help("conditions stand after `where` and `with`, and a comparison once in each line of a norm")
    )]
    ConditionHere {
        /// As written.
        text: String,
        /// Where.
        #[label("a figure or a set of intervals is needed here")]
        span: Span,
    },
    /// A clock, which has a reading for every ticket, as one figure.
    #[error("the clock `{name}` gives a time for each ticket")]
    #[diagnostic(
        code("SLA0378"),
        help(
            "make one figure of them: `mean {text}`, `median {text}`, `longest {text}`; or judge each in a norm: `clock {name}`"
        )
    )]
    ClockOfEach {
        /// The clock.
        name: String,
        /// As written.
        text: String,
        /// Where.
        #[label("one figure is needed here")]
        span: Span,
    },
    /// A clock of one ticket kind, asked of another.
    #[error("the clock `{clock}` runs for `{its}`, not for `{asked}`")]
    #[diagnostic(code("SLA0377"))]
    OtherTicket {
        /// The clock.
        clock: String,
        /// Its ticket kind.
        its: String,
        /// The kind that was asked for.
        asked: String,
        /// Where.
        #[label(primary, "a clock of `{asked}` is needed here")]
        span: Span,
        /// The clock.
        #[label("declared for `{its}` here")]
        declared: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// Something that is not made of windows, where a window is needed.
    #[error("`{text}` is not a window")]
    #[diagnostic(code("SLA0354"), help("{help}"))]
    NotAWindow {
        /// What would be right.
        help: String,
        /// As written.
        text: String,
        /// Where.
        #[label("a window is needed here")]
        span: Span,
    },
}
