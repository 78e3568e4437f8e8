//! Rows of events, amounts, judgements, samples and components.

use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// What can be wrong with a row of something that the contract declares. Labels count from the start of the row.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub(in crate::evidence) enum DeclaredError {
    /// Something that the contract does not declare.
    #[error("`{text}` is not {what} of the contract")]
    #[diagnostic(
        code("SLA0555"),
        help("{help}; rows that the contract is not about are left out with `only.{column} = [\"…\"]`")
    )]
    NotDeclared {
        text: String,
        what: &'static str,
        column: String,
        help: String,
        #[label("not declared in the contract")]
        span: Span,
    },
    /// An amount without a time, or with two.
    #[error("this row {why}")]
    #[diagnostic(
        code("SLA0556"),
        help("an amount is of a `period`, or holds `from` the beginning of one on, and perhaps `to` that of another")
    )]
    AmountSpan {
        why: &'static str,
        #[label("either `period`, or `from` and `to`")]
        span: Span,
    },
    /// An amount of a part of a period, or of several.
    #[error("{why}")]
    #[diagnostic(
        code("SLA0557"),
        help(
            "an amount is per period, such as `{example}`: nothing says how much of it a part is, or how much each of several"
        )
    )]
    NotAPeriod {
        why: String,
        example: String,
        #[label("which period is that?")]
        span: Span,
    },
    /// Less than no money, or less than no time.
    #[error("`{text}` in `{column}` is less than nothing")]
    #[diagnostic(code("SLA0558"), help("money and times are zero or more; a credit is worked out, it is no evidence"))]
    Negative {
        text: String,
        column: String,
        #[label("below zero")]
        span: Span,
    },
    /// Not money of the contract.
    #[error("`{text}` in `{column}` is not an amount in {currency}")]
    #[diagnostic(code("SLA0560"), help("{help}; `{currency}` may stand before or behind it"))]
    NotMoney {
        text: String,
        column: String,
        currency: String,
        help: &'static str,
        #[label("how much {currency} is that?")]
        span: Span,
    },
    /// A sample with the columns of another unit.
    #[error("a sample of `{metric}` holds {holds}")]
    #[diagnostic(
        code("SLA0561"),
        help(
            "the unit of the metric says what: `requests` are `good` and `total`, all others a `value`; leave the other cells empty"
        )
    )]
    OtherReading {
        metric: String,
        holds: &'static str,
        #[label("not this, or not this alone")]
        span: Span,
    },
    /// More good ones than there are.
    #[error("more are good than there are")]
    #[diagnostic(code("SLA0562"), help("`total` counts all, the good ones among them; are the two columns swapped?"))]
    GoodBeyondTotal {
        #[label("`good`")]
        good: Span,
        #[label("`total`")]
        total: Span,
    },
    /// Not a whole number.
    #[error("`{text}` in `{column}` is not a count")]
    #[diagnostic(code("SLA0563"), help("accepted: a whole number, zero or more, without separators"))]
    NotACount {
        text: String,
        column: String,
        #[label("how many is that?")]
        span: Span,
    },
    /// A component for a metric that has none.
    #[error("`{metric}` is not measured of components, and this row names one")]
    #[diagnostic(
        code("SLA0564"),
        help(
            "declare `metric {metric} of component`, so that each is judged by itself; or say `absent = [\"component\"]` \
             to take all samples together"
        )
    )]
    OfNoComponent {
        metric: String,
        #[label("a component")]
        span: Span,
    },
    /// Two amounts at the same time.
    #[error("`{amount}` holds at this time already, by {first}")]
    #[diagnostic(code("SLA0559"), help("an amount has one value at a time: end the first where the second begins"))]
    AmountTwice {
        amount: String,
        first: String,
        #[label("the second time")]
        span: Span,
    },
    /// A component twice in one group.
    #[error("`{component}` belongs to this group already, by {first}")]
    #[diagnostic(code("SLA0565"), help("a component joins a group once: keep one row, from its first to its last day"))]
    MemberTwice {
        component: String,
        first: String,
        #[label("the second time")]
        span: Span,
    },
    /// A component with the name of a group.
    #[error("`{name}` is the name of a group")]
    #[diagnostic(code("SLA0566"), help("components and groups share their names: rename one of them"))]
    NameOfGroup {
        name: String,
        #[label("a component is named here")]
        span: Span,
    },
}
