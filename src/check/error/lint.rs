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
}
