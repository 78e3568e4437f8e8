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
    /// An entitlement that its norm does not bear out.
    #[error("the row says `{said}` for `{plan}`, and `{norm}` {has}")]
    #[diagnostic(code("SLA0723"), help("correct the row or the norm: a plan has what its norm sets a bound for"))]
    Disagree {
        /// `yes`
        said: &'static str,
        /// The plan.
        plan: String,
        /// The norm.
        norm: String,
        /// `sets no bound for it`
        has: &'static str,
        /// The cell.
        #[label(primary, "`{said}` for `{plan}`")]
        span: Span,
        /// The norm's name.
        #[label("`{norm}` {has}")]
        declared: Span,
    },
    /// A value that is still open.
    #[error("this value is not agreed yet")]
    #[diagnostic(
        code("SLA0724"),
        severity(Warning),
        help("what depends on it is undecided until the parties fill it in")
    )]
    NotAgreed {
        /// Where.
        #[label("still open")]
        span: Span,
    },
    /// A limit in a cadence, or a frequency in a norm.
    #[error("{why}")]
    #[diagnostic(code("SLA0725"), help("{help}"))]
    Owed {
        /// What is wrong.
        why: &'static str,
        /// Where.
        #[label("here")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// A contract without tickets that applies to some of them.
    #[error("the contract declares no tickets")]
    #[diagnostic(code("SLA0726"), help("declare a kind with the column that is asked for, or leave this line out"))]
    NoTickets {
        /// The line.
        #[label("applies to nothing")]
        span: Span,
    },
}
