use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Weights, quorums, budgets, and other times than the period.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum AvailabilityError {
    /// Rows that were down in part, where rows count as a whole.
    #[error("{what} takes rows as a whole")]
    #[diagnostic(code("SLA0765"), help("{help}"))]
    WeightedHere {
        /// `a quorum`
        what: &'static str,
        /// Where.
        #[label("rows with a weight")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// A column that says nothing about how much was down.
    #[error("`{name}` is no weight: {why}")]
    #[diagnostic(code("SLA0766"), help("{help}"))]
    NotAWeight {
        /// The column.
        name: String,
        /// `it is a text`
        why: String,
        /// Where.
        #[label("how much of the service was down?")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// `over …` where nothing can be measured over another time.
    #[error("{why}")]
    #[diagnostic(code("SLA0767"), help("{help}"))]
    OverHere {
        /// What is wrong.
        why: String,
        /// Where.
        #[label("over another time than the period")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// A time that `over` cannot take.
    #[error("`{written}` is no time to look back over")]
    #[diagnostic(code("SLA0768"), help("{help}"))]
    NoSuchPast {
        /// As written.
        written: String,
        /// Where.
        #[label("how long is this?")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// More members than there are.
    #[error("the group `{group}` has {members}, never {least}")]
    #[diagnostic(code("SLA0769"), help("write how many of its members it takes, at most all of them"))]
    TooFewMembers {
        /// The group.
        group: String,
        /// `3 components`
        members: String,
        /// As written.
        least: u32,
        /// Where.
        #[label("this never holds")]
        span: Span,
    },
    /// A step that is not about one member.
    #[error("the step `{name}` is not about each member of `{group}`")]
    #[diagnostic(
        code("SLA0770"),
        help("write the set itself: behind `in`, `outages` and `maintenance` are those of each member")
    )]
    StepOfAll {
        /// The step.
        name: String,
        /// The group.
        group: String,
        /// Where.
        #[label("worked out before, and once")]
        span: Span,
    },
    /// Values of which it is not clear what they are together.
    #[error("`together` cannot add these up: {why}")]
    #[diagnostic(code("SLA0771"), help("{help}"))]
    NotTogether {
        /// What is wrong.
        why: &'static str,
        /// Where.
        #[label("one for each member")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// A budget of what is a budget already.
    #[error("a budget of a budget")]
    #[diagnostic(
        code("SLA0772"),
        help("keep one `first … per …`: the tighter of the two, or one for each kind of rows")
    )]
    BudgetOfBudget {
        /// Where.
        #[label("a `first … per …` already")]
        span: Span,
    },
}
