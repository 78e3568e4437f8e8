use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// Norms, kpis and their requirements.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum NormError {
    /// A norm that requires nothing.
    #[error("the {what} `{name}` {lacks}")]
    #[diagnostic(code("SLA0340"), help("{help}"))]
    NoRequirement {
        /// `norm`, `kpi`
        what: &'static str,
        /// The norm.
        name: String,
        /// `requires nothing`
        lacks: &'static str,
        /// Its name.
        #[label("nothing to judge here")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// A limit on time without a clock.
    #[error("{what} needs a clock")]
    #[diagnostic(code("SLA0341"), help("{help}"))]
    NoClock {
        /// `a limit on time`, `` `by priority` ``
        what: String,
        /// Where.
        #[label("the norm has no `clock` line")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// A clock in a norm that has no limit on time.
    #[error("no requirement of this norm reads the clock `{name}`")]
    #[diagnostic(code("SLA0342"), help("add a limit on time, such as `90% within 4h`, or leave the clock out"))]
    ClockNotRead {
        /// The clock.
        name: String,
        /// Where.
        #[label("decides nothing here")]
        span: Span,
    },
    /// A `where` beside a requirement that is not about the tickets of the clock.
    #[error("the `where` of this norm says nothing about this requirement")]
    #[diagnostic(
        code("SLA0338"),
        help(
            "it picks the tickets of the clock: put the condition into the requirement, or the requirement into a norm of its own"
        )
    )]
    WhereNotApplied {
        /// The requirement.
        #[label(primary, "about something else")]
        span: Span,
        /// The `where`.
        #[label("picks tickets for limits on time")]
        filter: Span,
    },
    /// A bound in a kpi.
    #[error("a kpi is measured and never judged")]
    #[diagnostic(code("SLA0343"), help("leave out the bound, or make it a `norm`"))]
    BoundInKpi {
        /// Where.
        #[label("a bound to judge by")]
        span: Span,
    },
    /// `by` something that has no list of values.
    #[error("`by {name}`: {why}")]
    #[diagnostic(code("SLA0344"), help("{help}"))]
    NotAnAttribute {
        /// As written.
        name: String,
        /// What is wrong.
        why: String,
        /// Where.
        #[label("not a list of values")]
        span: Span,
        /// What would be right.
        help: &'static str,
    },
    /// Heads that do not fit the attributes.
    #[error("{why}")]
    #[diagnostic(code("SLA0345"), help("{help}"))]
    Heads {
        /// What is wrong.
        why: &'static str,
        /// The header or a head.
        #[label("{label}")]
        span: Span,
        /// At the place.
        label: &'static str,
        /// What would be right.
        help: &'static str,
    },
    /// A cell that says `within` under a head that says `in less than`.
    #[error("the cell says `{cell}`, and its column says `{head}`")]
    #[diagnostic(code("SLA0346"), help("a cell under a head is a bare limit, such as `4h`"))]
    HeadAndCell {
        /// `<`
        cell: &'static str,
        /// `within`
        head: &'static str,
        /// The cell.
        #[label(primary, "`{cell}`")]
        span: Span,
        /// The head.
        #[label("`{head}`")]
        head_span: Span,
    },
    /// A requirement that is not about tickets, by an attribute of tickets.
    #[error("this requirement does not go by `{attribute}`")]
    #[diagnostic(
        code("SLA0347"),
        help("by an attribute of tickets stand limits on time, such as `90% within 4h`; figures go by `component`")
    )]
    NotByAttribute {
        /// The attribute.
        attribute: String,
        /// The requirement.
        #[label(primary, "the same whatever the `{attribute}`")]
        span: Span,
        /// The `by`.
        #[label("by `{attribute}`")]
        by: Span,
    },
    /// `where` in a norm without a clock.
    #[error("this `where` picks tickets, and the norm has no clock")]
    #[diagnostic(code("SLA0348"), help("add `clock …`, or put the condition into the requirement: `outages where …`"))]
    WhereWithoutClock {
        /// The `where`.
        #[label("nothing to pick from")]
        span: Span,
    },
    /// A bound that nothing can reach.
    #[error("`{bound}` can never hold")]
    #[diagnostic(code("SLA0349"), help("{why}"))]
    NeverHolds {
        /// As written.
        bound: String,
        /// Why.
        why: &'static str,
        /// Where.
        #[label("every period would breach this")]
        span: Span,
    },
    /// A bound that everything reaches.
    #[error("`{bound}` can never fail")]
    #[diagnostic(code("SLA0350"), severity(Warning), help("{why}"))]
    NeverFails {
        /// As written.
        bound: String,
        /// Why.
        why: &'static str,
        /// Where.
        #[label("every period meets this")]
        span: Span,
    },
    /// A bound that follows from a stricter one beside it.
    #[error("`{weaker}` follows from `{stronger}`")]
    #[diagnostic(
        code("SLA0351"),
        severity(Warning),
        help("a bound for more tickets is usually looser: are the two limits exchanged?")
    )]
    Implied {
        /// `90% within 6h`
        weaker: String,
        /// `100% within 4h`
        stronger: String,
        /// The weaker one.
        #[label(primary, "this one never decides anything")]
        span: Span,
        /// The stronger one.
        #[label("because of this one")]
        other: Span,
    },
    /// The same requirement twice in one norm.
    #[error("the norm says this twice")]
    #[diagnostic(
        code("SLA0352"),
        severity(Warning),
        help("leave one of them out, or correct the one that was meant otherwise")
    )]
    Doubled {
        /// The second.
        #[label(primary, "the same again")]
        second: Span,
        /// The first.
        #[label("said here first")]
        first: Span,
    },
    /// A bound that is not a fixed value.
    #[error("a bound is a fixed value")]
    #[diagnostic(code("SLA0353"), help("{help}"))]
    BoundNotFixed {
        /// Where.
        #[label("a value such as `99.5%` or `4h` is needed here")]
        span: Span,
        /// What would be right.
        help: String,
    },
    /// A rule about announcements on a table that has none.
    #[error("{table} are not announced")]
    #[diagnostic(code("SLA0339"), help("notice is given of `maintenance`"))]
    NotAnnounced {
        /// `outages`
        table: String,
        /// Where.
        #[label("this table has no announcements")]
        span: Span,
    },
}
