use miette::Diagnostic;
use thiserror::Error;

use crate::calendar::PeriodError;
use crate::quantity::RatioError;
use crate::source::Span;

/// What an evaluation can complain about. Verdicts that need such a value are undecided.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum EvalError {
    /// A formula divides something by zero.
    #[error("this divides by zero in {period}")]
    #[diagnostic(
        code("SLA0601"),
        severity(Warning),
        help("what needs this value is undecided; a bound on the divisor, or `where`, can keep such periods out")
    )]
    DivisionByZero {
        /// Label of the period.
        period: String,
        /// The formula.
        #[label("the divisor is zero here")]
        span: Span,
    },
    /// A formula has no end of digits.
    #[error("the exact result needs more than a million bits in {period}")]
    #[diagnostic(
        code("SLA0602"),
        severity(Warning),
        help("results are never rounded in secret; say where with `rounded to 6 decimals`")
    )]
    TooLarge {
        /// Label of the period.
        period: String,
        /// The formula.
        #[label("too large to be had exactly")]
        span: Span,
    },
    /// The latest value is too old.
    #[error("the latest value of `{metric}` is stale in {period}: it is of {at}")]
    #[diagnostic(
        code("SLA0604"),
        severity(Warning),
        help(
            "the contract says after how long a value no longer counts; what needs it is undecided until there is a new one"
        )
    )]
    Stale {
        /// Label of the period.
        period: String,
        /// The metric.
        metric: String,
        /// The day of the value.
        at: String,
        /// The figure.
        #[label("no value that still counts")]
        span: Span,
    },
    /// A formula has an operand that is a share or a mean of nothing.
    #[error("an operand of this formula is empty in {period}")]
    #[diagnostic(
        code("SLA0603"),
        severity(Warning),
        help(
            "the convention `empty` is about a whole measure; a share or mean of nothing inside a formula leaves it undecided"
        )
    )]
    EmptyOperand {
        /// Label of the period.
        period: String,
        /// The operand.
        #[label("nothing to measure here")]
        span: Span,
    },
}

impl EvalError {
    /// What went wrong with a fraction at a formula.
    pub(super) fn of_ratio(error: RatioError, period: &str, span: Span) -> Self {
        let period = period.to_owned();
        match error {
            RatioError::DivisionByZero => Self::DivisionByZero { period, span },
            RatioError::TooLarge => Self::TooLarge { period, span },
        }
    }

    /// Where it happened.
    pub fn span(&self) -> Span {
        match self {
            Self::DivisionByZero { span, .. }
            | Self::TooLarge { span, .. }
            | Self::EmptyOperand { span, .. }
            | Self::Stale { span, .. } => *span,
        }
    }
}

/// Why a test cannot be run.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum TestError {
    /// Its `period` is one of this contract, but before 1990 or after 2100.
    #[error("{reason}")]
    #[diagnostic(code("SLA0611"), help("write a period of those years, such as `{example}`"))]
    Period {
        /// What is wrong with it.
        reason: PeriodError,
        /// A period of this contract.
        example: String,
        /// The period as written.
        #[label("no calendar reaches this")]
        span: Span,
    },
    /// It gives neither a moment nor a period.
    #[error("the test `{name}` says neither what happened nor which period is judged")]
    #[diagnostic(code("SLA0612"), help("add a row, such as a ticket, or a line `period {example}`"))]
    NoPeriod {
        /// Its name.
        name: String,
        /// A period of this contract.
        example: String,
        /// The test.
        #[label("nothing here tells the period")]
        span: Span,
    },
}

impl TestError {
    /// Where it is.
    pub fn span(&self) -> Span {
        match self {
            Self::Period { span, .. } | Self::NoPeriod { span, .. } => *span,
        }
    }
}

#[test]
fn what_is_wrong_with_a_fraction_has_a_code_and_a_place() {
    use crate::source::SourceId;
    let span = Span::new(SourceId(0), 3, 9);
    for (error, code) in [(RatioError::DivisionByZero, "SLA0601"), (RatioError::TooLarge, "SLA0602")] {
        let error = EvalError::of_ratio(error, "2024-03", span);
        assert_eq!(error.code().map(|code| code.to_string()).as_deref(), Some(code));
        assert_eq!(error.span(), span);
    }
}
