use miette::Diagnostic;
use thiserror::Error;

use crate::source::Span;

/// What a contract says that cannot be meant, with a witness in its own units.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub(super) enum Unmeant {
    /// A value that meets a norm, and is paid for.
    #[error("{witness}: `{norm}` is met, and {amount} is due")]
    #[diagnostic(
        code("SLA0810"),
        severity(Warning),
        help("what meets the norm usually costs nothing: let the rows that cost something begin where the norm ends")
    )]
    MetAndCredited {
        /// `43 minutes of downtime in a 30-day month is 99.9005%`
        witness: String,
        /// The norm.
        norm: String,
        /// `10%`
        amount: String,
        /// The row.
        #[label(primary, "{amount} is due here")]
        span: Span,
        /// The requirement.
        #[label("and this is met")]
        met: Option<Span>,
    },
    /// A line of rules that no ticket comes to.
    #[error("this line never decides: {witness}")]
    #[diagnostic(code("SLA0811"), severity(Warning), help("{help}"))]
    NeverDecides {
        /// A ticket that it is about, and what becomes of that.
        witness: String,
        /// The line.
        #[label(primary, "decides for no ticket")]
        span: Span,
        /// The line that comes before it.
        #[label("{how}")]
        first: Option<Span>,
        /// `this line decides first`
        how: &'static str,
        /// What would be right.
        help: &'static str,
    },
    /// Rules with more combinations than can be tried.
    #[error("the rules for `{ticket}` have too many combinations to be proved")]
    #[diagnostic(
        code("SLA0812"),
        severity(Advice),
        help(
            "nothing is wrong for that reason: after 20 000 combinations it is left open whether every line can decide"
        )
    )]
    NotProved {
        /// The ticket kind.
        ticket: String,
        /// The rules.
        #[label("these ask for too many columns at once")]
        span: Span,
    },
    /// Two bounds that no value keeps.
    #[error("no value meets both of these: {witness}")]
    #[diagnostic(
        code("SLA0815"),
        severity(Warning),
        help("every period would breach one of the two: correct the one that was meant otherwise")
    )]
    Contradiction {
        /// `3 breaks `>= 5`, and 5 breaks `<= 3``
        witness: String,
        /// The second bound.
        #[label(primary, "this bound")]
        span: Span,
        /// The first bound.
        #[label("and this one")]
        first: Option<Span>,
    },
    /// A higher priority that may take longer than a lower one.
    #[error("`{higher}` may take longer than `{lower}`: {witness}")]
    #[diagnostic(
        code("SLA0816"),
        severity(Warning),
        help("the more urgent priority usually has less time: are the two limits exchanged?")
    )]
    Slower {
        /// The more urgent priority.
        higher: String,
        /// The less urgent one.
        lower: String,
        /// `10h against 8h`
        witness: String,
        /// The limit of the higher one.
        #[label(primary, "`{higher}`")]
        span: Span,
        /// The limit of the lower one.
        #[label("`{lower}`")]
        other: Option<Span>,
    },
    /// A response that may take longer than the resolution.
    #[error("the response may come after the resolution: {witness}")]
    #[diagnostic(
        code("SLA0817"),
        severity(Warning),
        help("who has resolved a ticket in time has also responded in time: this bound never decides anything there")
    )]
    ResponseAfterResolution {
        /// `of `P1`, 8h to respond and 4h to resolve`
        witness: String,
        /// The limit on the response.
        #[label(primary, "to respond")]
        span: Span,
        /// The limit on the resolution.
        #[label("to resolve")]
        other: Option<Span>,
    },
    /// A percentage of so few that it means all of them.
    #[error("{bound} of at most {most} {what} means all of them: {witness}")]
    #[diagnostic(
        code("SLA0818"),
        severity(Warning),
        help("write `100%` if that is meant, or a percentage that leaves room for one")
    )]
    AllOfFew {
        /// `95%`
        bound: String,
        /// How many there are at most.
        most: i64,
        /// `slices`
        what: &'static str,
        /// `30 of 31 is 96.77%`
        witness: String,
        /// The requirement.
        #[label("one that is bad breaches this")]
        span: Span,
    },
    /// A priority that no norm of a clock is about.
    #[error("no norm says how long `{clock}` may take for `{priority}`")]
    #[diagnostic(
        code("SLA0819"),
        severity(Warning),
        help("add a row for it; where nothing is promised, a table says so with `none`")
    )]
    NoNorm {
        /// The clock.
        clock: String,
        /// The priority.
        priority: String,
        /// A norm of that clock.
        #[label("this one is about other priorities")]
        span: Span,
    },
    /// A target that planned maintenance, or the calendar alone, breaks.
    #[error("{witness}")]
    #[diagnostic(code("SLA0820"), severity(Warning), help("{help}"))]
    MaintenanceBreaks {
        /// `the maintenance window of March 2026 alone is 93h of 744h: 87.5%`
        witness: String,
        /// The requirement.
        #[label(primary, "this target cannot be kept then")]
        span: Span,
        /// The window.
        #[label("planned maintenance")]
        window: Option<Span>,
        /// What would be right.
        help: &'static str,
    },
    /// A promise about a whole above what its parts promise.
    #[error("{promised} is promised of the whole, and its parts promise {allowed}: {witness}")]
    #[diagnostic(
        code("SLA0821"),
        severity(Warning),
        help("promise more of the parts, or no more of the whole than they give")
    )]
    AboveParts {
        /// `99.95%`
        promised: String,
        /// `99.8001%`
        allowed: String,
        /// `` `portal` 99.9%, `search` 99.9% ``
        witness: String,
        /// The promise.
        #[label(primary, "the whole")]
        span: Span,
        /// The promise about a part.
        #[label("a part")]
        part: Option<Span>,
    },
}
