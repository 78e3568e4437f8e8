use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// What is allowed, and probably not meant.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum Lint {
    /// Something declared that nothing uses.
    #[error("the {what} `{name}` is never used")]
    #[diagnostic(code("SLA0355"), severity(Warning), help("{help}"))]
    Unused {
        /// `window`
        what: &'static str,
        /// Its name.
        name: String,
        /// Where.
        #[label("declared here, and named nowhere else")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// A column that nothing asks for; rows of worked examples may still hold it.
    #[error("the column `{name}` is never used")]
    #[diagnostic(
        code("SLA0355"),
        severity(Warning),
        help(
            "ask for it in a condition, a table or a clock, or remove it: the evidence may hold more than the contract names"
        )
    )]
    UnusedColumn {
        /// Its name.
        name: String,
        /// Where.
        #[label("nothing is judged by it")]
        span: Span,
    },
}
