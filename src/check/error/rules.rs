use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Rules that give a priority, and ladders of escalation.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum RulesError {
    /// Rules without an `otherwise`.
    #[error("the rules for `{ticket}` leave some tickets without a priority{witness}")]
    #[diagnostic(code("SLA0735"), help("end the cases with the priority of all other tickets: `{last} otherwise`"))]
    NoOtherwise {
        /// The ticket kind.
        ticket: String,
        /// Such a ticket: ``: `impact` is `narrow` ``; empty where only missing values make one.
        witness: String,
        /// The least urgent priority.
        last: String,
        /// The `rules` line.
        #[label("no line says `otherwise`")]
        span: Span,
    },
    /// A line of rules that cannot decide anything.
    #[error("{why}")]
    #[diagnostic(code("SLA0736"))]
    NeverDecides {
        /// What is wrong.
        why: String,
        /// The line.
        #[label(primary, "never decides")]
        span: Span,
        /// The line that decides before it.
        #[label("this line decides first")]
        first: Option<Span>,
        /// What would be right.
        #[help]
        help: Option<String>,
    },
    /// A rule that asks for what it decides, or for what is not known of a ticket by itself.
    #[error("a rule cannot ask for {what}")]
    #[diagnostic(code("SLA0737"), help("{help}"))]
    CannotAsk {
        /// `the priority that it gives`
        what: &'static str,
        /// The condition.
        #[label("asked here")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// A norm that no time limit of a ticket can be taken from.
    #[error("{why}")]
    #[diagnostic(code("SLA0738"), help("{help}"))]
    NoLimit {
        /// What is wrong.
        why: String,
        /// Where it is used.
        #[label(primary, "needs limits on the time of a ticket")]
        span: Span,
        /// The norm.
        #[label("declared here")]
        declared: Span,
        /// What would be right.
        help: String,
    },
}
