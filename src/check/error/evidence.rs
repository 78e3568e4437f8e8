use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// What the contract declares of its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum EvidenceError {
    /// A metric without a unit.
    #[error("the metric `{metric}` has no unit")]
    #[diagnostic(
        code("SLA0780"),
        help(
            "say what its samples hold: `unit seconds`, `unit milliseconds`, `unit percent`, `unit number`, or \
             `unit requests` for so many good ones of so many"
        )
    )]
    NoUnit {
        /// The metric.
        metric: String,
        /// Its name.
        #[label("seconds, percent, requests?")]
        span: Span,
    },
    /// Money, and no currency or another one.
    #[error("{why}")]
    #[diagnostic(code("SLA0782"), help("{help}"))]
    Currency {
        /// What is wrong.
        why: String,
        /// Where money is spoken of.
        #[label("{label}")]
        span: Span,
        /// At the place.
        label: String,
        /// What would be right.
        help: String,
    },
    /// A metric of components in a contract without any.
    #[error("`{metric}` is measured of components, and the contract declares none")]
    #[diagnostic(code("SLA0781"), help("declare them: `component portal \"Portal\"`; or leave out `of component`"))]
    NoComponents {
        /// The metric.
        metric: String,
        /// `of component`
        #[label("of which?")]
        span: Span,
    },
}
