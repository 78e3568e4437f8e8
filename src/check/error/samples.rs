use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Slices, figures over samples, and how often and how long those count.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum SampleError {
    /// Slices that nothing makes good or bad, or both.
    #[error("{why}")]
    #[diagnostic(code("SLA0750"), help("{help}"))]
    Rule {
        /// What is wrong.
        why: String,
        /// Where.
        #[label("{label}")]
        span: Span,
        /// At the place.
        label: &'static str,
        /// What would be right.
        help: &'static str,
    },
    /// A figure that samples or slices of a metric do not have.
    #[error("{what} `{name}` have no `{figure}`")]
    #[diagnostic(code("SLA0751"), help("{help}"))]
    NoFigure {
        /// `samples of`, `slices of`, `the slices`
        what: &'static str,
        /// The metric or slices.
        name: String,
        /// As written.
        figure: String,
        /// Where.
        #[label("not measured")]
        span: Span,
        /// What there is.
        help: String,
    },
    /// Many samples or slices where one figure is needed.
    #[error("{what} `{name}` are many values")]
    #[diagnostic(code("SLA0751"), help("{help}"))]
    Many {
        /// `samples of`, `the slices`
        what: &'static str,
        /// The metric or slices.
        name: String,
        /// Where.
        #[label("one figure is needed here")]
        span: Span,
        /// What there is.
        help: String,
    },
    /// One component, of a metric that is not `of component`.
    #[error("`{name}` is not measured for a component")]
    #[diagnostic(code("SLA0365"), help("leave the `of …` out, or declare it as `metric {name} of component {{ … }}`"))]
    NotOfComponent {
        /// The metric.
        name: String,
        /// Where.
        #[label("this is about the whole contract")]
        span: Span,
    },
    /// A `where` beside a requirement that is not about slices in the line of a norm.
    #[error("the `where` of this norm says nothing about this requirement")]
    #[diagnostic(
        code("SLA0338"),
        help(
            "it picks the samples of `… of slices of …`: put the condition into the requirement, or into a norm of its own"
        )
    )]
    WhereNotApplied {
        /// The requirement.
        #[label(primary, "about something else")]
        span: Span,
        /// The `where`.
        #[label("picks samples")]
        filter: Span,
    },
    /// A length that makes no slices, or a run that is none.
    #[error("{why}")]
    #[diagnostic(code("SLA0752"), help("{help}"))]
    Length {
        /// What is wrong.
        why: String,
        /// Where.
        #[label("too short")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// A period of its own that does not fit the periods of the contract.
    #[error("`every {own}` does not end with the periods of the contract")]
    #[diagnostic(
        code("SLA0753"),
        help(
            "a norm is judged in the period in which its own ends: take one that is made of whole periods of the contract"
        )
    )]
    Every {
        /// `half-year`
        own: &'static str,
        /// Where.
        #[label("the contract is judged every {period}")]
        span: Span,
        /// `quarter`
        period: &'static str,
    },
    /// An age in a norm that looks at no latest value.
    #[error("nothing in this norm can be stale")]
    #[diagnostic(
        code("SLA0754"),
        help("it says how old the last value may be that `latest` takes, such as `latest grade >= 7`")
    )]
    NothingStale {
        /// Where.
        #[label("this norm has no `latest`")]
        span: Span,
    },
}
