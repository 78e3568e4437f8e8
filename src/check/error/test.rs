use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Worked examples in the contract.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum TestError {
    /// A test without `expect`.
    #[error("this test expects nothing")]
    #[diagnostic(code("SLA0356"), help("add what must come out, such as `expect fast met`"))]
    NothingExpected {
        /// Its name.
        #[label("no `expect` line in this test")]
        span: Span,
    },
    /// A row that lacks something, or that is about a ticket that the test does not give.
    #[error("{why}")]
    #[diagnostic(code("SLA0357"))]
    Row {
        /// What is wrong.
        why: String,
        /// Where.
        #[label(primary, "{label}")]
        span: Span,
        /// At the place.
        label: String,
        /// The row it collides with.
        #[label("first given here")]
        first: Option<Span>,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// A value that does not fit its column.
    #[error("`{field}` is {kind}, and {value} is not")]
    #[diagnostic(code("SLA0358"))]
    Value {
        /// The column.
        field: String,
        /// `a moment`
        kind: String,
        /// `a date`
        value: String,
        /// The value.
        #[label("{value}")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// An expectation that can never come true.
    #[error("{why}")]
    #[diagnostic(code("SLA0359"))]
    Impossible {
        /// What is wrong.
        why: String,
        /// Where.
        #[label("this cannot come out")]
        span: Span,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// A period that the contract does not judge.
    #[error("`{written}` is not a period of this contract")]
    #[diagnostic(code("SLA0379"), help("the contract is judged {every}: write a period such as `{example}`"))]
    Period {
        /// As written.
        written: String,
        /// `by the month`
        every: &'static str,
        /// `2024-03`
        example: &'static str,
        /// Where.
        #[label("not such a period")]
        span: Span,
    },
}
