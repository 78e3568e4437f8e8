//! What a breach costs, what else follows from verdicts, and how they are coloured.

use crate::quantity::{Elapsed, Ratio};
use crate::source::{Span, Spanned};

use super::{Expr, Head, Literal, Name, Number, Percent, Text, TimeBound};

/// `500 EUR`, `12.50 EUR`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    /// How much.
    pub value: Ratio,
    /// Digits after the point, as written.
    pub decimals: u32,
    /// ISO 4217 code, as written.
    pub currency: String,
}

/// `compensation name "Label" clause "6" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compensation {
    /// Name, label, clause.
    pub head: Head,
    /// Its lines.
    pub lines: Vec<CompensationLine>,
}

/// One line of `compensation`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CompensationLine {
    /// `of monthly_fee of the next period`
    Of {
        /// The line.
        span: Span,
        /// An amount of the evidence.
        amount: Name,
        /// `of the next period`
        next_period: bool,
    },
    /// `opens 3 months after first event a with at least 2 event b since unless judged c`
    Opens(Opens),
    /// `claimed by event a`, `claimed within 30 days after the period`
    Claimed {
        /// The line.
        span: Span,
        /// By what.
        event: Option<Name>,
        /// Within how long.
        within: Option<Spanned<TimeBound>>,
    },
    /// `added together`, `the highest`
    Combine {
        /// The line.
        span: Span,
        /// `the highest`
        highest: bool,
    },
    /// `at most 50% per year`
    AtMost {
        /// The line.
        span: Span,
        /// How much.
        most: Spanned<Worth>,
        /// Over what.
        per: CapPer,
    },
    /// `at most monthly_fee for 90 days`
    AtMostFee {
        /// The line.
        span: Span,
        /// The fee.
        amount: Name,
        /// Of how long.
        length: Spanned<TimeBound>,
    },
    /// `pays nothing below 1 EUR`
    PaysNothing {
        /// The line.
        span: Span,
        /// Below what.
        below: Spanned<Worth>,
    },
    /// `ends when oplostijden met`
    Ends {
        /// The line.
        span: Span,
        /// When.
        when: Condition,
    },
    /// A line that pays.
    Pay(Box<Spanned<Pay>>),
}

/// `opens …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opens {
    /// The clause.
    pub span: Span,
    /// How long after the event; at once, when it says nothing.
    pub after: Option<Spanned<TimeBound>>,
    /// The first one of this event.
    pub event: Name,
    /// At least so many of these since.
    pub with: Vec<(Spanned<u32>, Name)>,
    /// Not when this was judged.
    pub unless: Option<Name>,
}

/// An amount as a contract writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worth {
    /// `5%`
    Share(Percent),
    /// `500 EUR`
    Money(Money),
    /// `not agreed yet`
    NotAgreed,
}

/// What a cap is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CapPer {
    /// Nothing written: the judged period.
    Unsaid,
    /// `per period`
    Period,
    /// `per year`
    Year,
    /// `over any 12 months`
    OverAny(Spanned<TimeBound>),
}

/// A line that pays; its place is that of its first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pay {
    /// `5% when oplostijden breached`
    Flat {
        /// How much.
        worth: Spanned<Worth>,
        /// When.
        when: Condition,
    },
    /// `ladder 5%, then 5% more for each further period with oplostijden breached`
    Ladder {
        /// In the first period.
        first: Spanned<Worth>,
        /// More in each further one.
        more: Spanned<Worth>,
        /// Which periods count.
        when: Condition,
    },
    /// `by beschikbaarheid of portaal { … }`
    Tiers {
        /// What decides the row.
        value: Expr,
        /// Rows.
        tiers: Vec<Tier>,
    },
    /// `for each incident by hersteltijd { … }`, `for each outages of circuit by length { … }`
    Each {
        /// A ticket kind, or rows of a table, with or without `where`.
        of: Expr,
        /// The clock; `None`: `length`.
        clock: Option<Name>,
        /// Rows.
        tiers: Vec<Tier>,
    },
    /// `5% per started 2h beyond 4h of longest outages of portal`
    PerStep {
        /// For each step.
        worth: Spanned<Worth>,
        /// `started`
        started: bool,
        /// How long a step is.
        step: Spanned<Literal>,
        /// `beyond 4h` (above: true), `below 99.5%`
        from: Option<StepFrom>,
        /// What is measured.
        value: Expr,
    },
    /// `50 EUR per miss of oplostijden beyond 3`
    PerMiss {
        /// For each.
        worth: Spanned<Worth>,
        /// Under this norm.
        norm: Name,
        /// So many are free.
        beyond: Option<Spanned<u32>>,
    },
    /// `10 times monthly_fee for length of outages beyond 4h`
    TimeLost {
        /// How many times.
        times: Spanned<Number>,
        /// An amount of the evidence.
        amount: Name,
        /// The time.
        value: Expr,
        /// The allowance.
        beyond: Option<Spanned<Elapsed>>,
    },
}

/// `beyond 4h`, `below 99.5%`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepFrom {
    /// `beyond`, otherwise `below`.
    pub beyond: bool,
    /// Of what.
    pub value: Spanned<Literal>,
}

/// `from 99.0% to below 99.99% : 10%`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// The row.
    pub span: Span,
    /// `from 99.0%` (included), `above 99.0%`
    pub low: Option<Edge>,
    /// `to 99.99%` (included), `to below 99.99%`, `below 99.99%`
    pub high: Option<Edge>,
    /// What it pays; `None`: `none`.
    pub worth: Option<Spanned<Worth>>,
    /// `, then 10% more per started 2h`
    pub then: Option<Then>,
}

/// An end of a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Where.
    pub at: Spanned<Literal>,
    /// Whether the value itself belongs to the row.
    pub included: bool,
}

/// `then 10% more per started 2h`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Then {
    /// For each step.
    pub worth: Spanned<Worth>,
    /// `started`
    pub started: bool,
    /// How long a step is.
    pub step: Spanned<Literal>,
}

/// A condition on verdicts and its place.
pub type Condition = Spanned<ConditionKind>;

/// What verdicts, and people, must have said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConditionKind {
    /// `oplostijden breached 2 of any 3 periods`
    CameOut {
        /// A norm.
        norm: Name,
        /// `breached`, otherwise `met`.
        breached: bool,
        /// How often.
        over: Over,
    },
    /// `judged voortgang`
    Judged(Name),
    /// `a and b`
    And(Box<Condition>, Box<Condition>),
    /// `a or b`
    Or(Box<Condition>, Box<Condition>),
    /// `not a`
    Not(Box<Condition>),
}

/// How often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Over {
    /// Nothing written: in this period.
    This,
    /// `3 periods in a row`
    InARow(Spanned<u32>),
    /// `2 of any 3 periods`
    OfAny(Spanned<u32>, Spanned<u32>),
}

/// `right opzegging "Opzegging" clause "12" when oplostijden breached`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// Name, label, clause.
    pub head: Head,
    /// When it arises.
    pub when: Condition,
}

/// `status { … }`, `status of "Data altijd beschikbaar" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// From the keyword to the `{`.
    pub span: Span,
    /// An objective.
    pub objective: Option<Text>,
    /// Its rows.
    pub rows: Vec<StatusRow>,
}

/// `green "On course" : this and last period met`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusRow {
    /// The row.
    pub span: Span,
    /// The colour.
    pub colour: Name,
    /// What people call it.
    pub label: Option<Text>,
    /// When it holds.
    pub when: StatusWhen,
}

/// When a colour holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusWhen {
    /// `this and last period met` (2), `one of the two met` (1), `neither met` (0)
    MetOfTwo(u32),
    /// `this period met`, `this period breached` (false)
    This(bool),
    /// `at least 2 of the last 3 periods met`
    AtLeast(Spanned<u32>, Spanned<u32>),
    /// `otherwise`
    Otherwise,
}
