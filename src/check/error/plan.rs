use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Plans, and what depends on them.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum PlanError {
    /// Plans are spoken of, and there are none.
    #[error("the contract declares no plans")]
    #[diagnostic(code("SLA0720"), help("declare them: `plan standard \"Standard\", dedicated \"Dedicated\"`"))]
    NoPlans {
        /// Where.
        #[label("which plan?")]
        span: Span,
    },
    /// A window by plan where no ticket and no row says which plan.
    #[error("`{name}` depends on the plan, and here nothing says which plan")]
    #[diagnostic(
        code("SLA0721"),
        help(
            "a window `by plan` stands where a ticket decides, as in the `counting` of a clock, or in a row of one plan; elsewhere name a window that all plans share"
        )
    )]
    WhichPlan {
        /// The window.
        name: String,
        /// Its use.
        #[label(primary, "the window of which plan?")]
        span: Span,
        /// Its declaration.
        #[label("by plan")]
        declared: Option<Span>,
    },
    /// A line of a plan in a window that is not by plan, or a window by plan without the lines of one.
    #[error("{why}")]
    #[diagnostic(code("SLA0722"), help("{help}"))]
    WindowLines {
        /// What is wrong.
        why: String,
        /// Where.
        #[label("{label}")]
        span: Span,
        /// At the place.
        label: &'static str,
        /// What would be right.
        help: String,
    },
}
