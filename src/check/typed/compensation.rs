//! What a breach costs, and what else follows from verdicts. Verdicts come first: nothing here decides one
//! (semantics 6.3).

use crate::quantity::{Elapsed, Ratio};
use crate::source::Span;

use super::{
    AmountId, CalendarUnit, ClockId, ComponentId, Declared, EventId, Formula, JudgementId, NormId, Predicate, RowSet,
    Value,
};

/// `compensation credits { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compensation {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// `of monthly_fee of the next period`: what percentages are of. There is one wherever one is needed.
    pub fee: Option<Fee>,
    /// `opens …`: nothing is due before.
    pub opens: Option<Opening>,
    /// In the order written; one or more.
    pub rules: Vec<PayRule>,
    /// How several rules make one amount.
    pub combine: Combine,
    /// In the order written, in which they apply (semantics 6.4).
    pub caps: Vec<Cap>,
    /// `pays nothing below 1 EUR`: less than this is nothing.
    pub least: Option<Ratio>,
    /// `ends when …`: from the first period in which this holds, a ladder starts anew and what `opens` opened is closed.
    pub ends: Option<Condition>,
    /// How it is claimed; `None`: it need not be.
    pub claim: Option<Claim>,
}

/// What percentages are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fee {
    /// Which amount of the evidence.
    pub amount: AmountId,
    /// Of the period after the judged one.
    pub next_period: bool,
}

/// `opens 3 months after first event a with at least 2 event b since unless judged c`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Where it is written.
    pub span: Span,
    /// How long after: a calendar duration, 0 when not written.
    pub after: (u32, CalendarUnit),
    /// The first one of this event since the last time it ended.
    pub event: EventId,
    /// At least so many of these events since that one, up to the end of the judged period.
    pub with: Vec<(u32, EventId)>,
    /// Not when people judge so: the last answer by the end of the judged period is yes.
    pub unless: Option<JudgementId>,
}

/// How several rules make one amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combine {
    /// `added together`; of one rule no other is possible.
    Added,
    /// `the highest`
    Highest,
}

/// A rule that pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayRule {
    /// Where it is written.
    pub span: Span,
    /// As written, on one line.
    pub text: String,
    /// What it pays.
    pub pay: Pay,
}

/// How much a rule pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pay {
    /// `5% when oplostijden breached`, `500 EUR when …`
    Flat {
        /// How much.
        worth: Worth,
        /// When.
        when: Condition,
    },
    /// `ladder 5%, then 5% more for each further period with oplostijden breached`: `first` in the first period of
    /// an unbroken row in which `when` holds (and compensation is open), `more` added for each further one.
    Ladder {
        /// In the first.
        first: Worth,
        /// More in each further one.
        more: Worth,
        /// When a period counts.
        when: Condition,
    },
    /// `by beschikbaarheid of portaal { from 99.99% : none … }`
    Tiers {
        /// What decides the row.
        value: Formula,
        /// The component that an unbound measure in `value` is bound to.
        component: Option<ComponentId>,
        /// Rows.
        tiers: Vec<Tier>,
    },
    /// `5% per started 2h beyond 4h of longest outages`, `1% per 0.1% below 99.5% of m`
    PerStep {
        /// For each step.
        worth: Worth,
        /// How long a step is.
        step: Value,
        /// Where they begin to count.
        from: Value,
        /// Whether values above or below `from` pay.
        side: Side,
        /// Whether a step counts as soon as it has begun; otherwise when it is full.
        started: bool,
        /// What is measured.
        value: Formula,
        /// The component that an unbound measure in `value` is bound to.
        component: Option<ComponentId>,
    },
    /// `50 EUR per miss of oplostijden beyond 3`
    PerMiss {
        /// For each.
        worth: Worth,
        /// Misses under this norm, counted as its verdict counts them; a ticket that misses two levels counts once.
        norm: NormId,
        /// So many are free.
        beyond: u32,
    },
    /// `10 times monthly_fee for length of uitval beyond 4h`: times × fee × (time − allowance) / length of the period.
    TimeLost {
        /// How many times.
        times: Ratio,
        /// The time: an elapsed time, or a percentage short of 100 % that `check` refuses.
        value: Formula,
        /// The component that an unbound measure in `value` is bound to.
        component: Option<ComponentId>,
        /// The allowance.
        beyond: Elapsed,
    },
    /// `for each incident by hersteltijd { … }`: added over the tickets whose clock stopped in the period (one still
    /// running at the end of the period pays when it stops).
    EachTicket {
        /// The clock.
        clock: ClockId,
        /// Which tickets.
        filter: Predicate,
        /// Rows.
        tiers: Vec<Tier>,
    },
    /// `for each outages of circuit by length { … }`: added over the merged rows that end in the period.
    EachRow {
        /// Which rows.
        rows: RowSet,
        /// Rows.
        tiers: Vec<Tier>,
    },
}

impl Pay {
    /// Its tiers, where it has some.
    pub fn tiers(&self) -> Option<&[Tier]> {
        match self {
            Self::Tiers { tiers, .. } | Self::EachTicket { tiers, .. } | Self::EachRow { tiers, .. } => Some(tiers),
            Self::Flat { .. }
            | Self::Ladder { .. }
            | Self::PerStep { .. }
            | Self::PerMiss { .. }
            | Self::TimeLost { .. } => None,
        }
    }
}

/// An amount as the contract writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worth {
    /// `5%`: of the fee (1 is 100 %).
    Share(Ratio),
    /// `500 EUR`, in the contract's currency.
    Money(Ratio),
    /// `not agreed yet`: what it would pay is unknown.
    NotAgreed,
}

/// Which side of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// `beyond 4h`
    Above,
    /// `below 99.5%`
    Below,
}

/// `from 99.0% to below 99.99% : 10%`. `check` has proved that rows cover every value exactly once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Where it is written.
    pub span: Span,
    /// As written, on one line.
    pub text: String,
    /// `from`: least value; `None`: none.
    pub low: Option<Edge>,
    /// `to`, `below`: most value; `None`: none.
    pub high: Option<Edge>,
    /// What it pays; `None`: `none`.
    pub worth: Option<Worth>,
    /// `, then 10% more per started 2h`: more for each step beyond `low`.
    pub then: Option<Further>,
}

/// An end of a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Where.
    pub at: Value,
    /// Whether the value itself belongs to the tier.
    pub included: bool,
}

/// `then 10% more per started 2h`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Further {
    /// For each step.
    pub worth: Worth,
    /// How long a step is.
    pub step: Value,
    /// Whether a step counts as soon as it has begun; otherwise when it is full.
    pub started: bool,
}

/// `at most 50%`, `at most 500 EUR per year`, `at most 150% over any 12 months`, `at most monthly_fee for 90 days`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// Where it is written.
    pub span: Span,
    /// As written, on one line.
    pub text: String,
    /// How much.
    pub most: Most,
    /// Of what.
    pub per: CapPer,
}

/// How much a cap leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Most {
    /// `50%`, `500 EUR`
    Worth(Worth),
    /// `monthly_fee for 90 days`: so many days of the fee, which is of all days of its period.
    FeeFor(u32),
}

/// What a cap is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapPer {
    /// The judged period; also when nothing is written.
    Period,
    /// The calendar year in which the judged period ends (of contracts whose year starts elsewhere, that year).
    Year,
    /// The judged period and those before it that begin less than so long before its end.
    OverAny(u32, CalendarUnit),
}

/// How compensation is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// By this event; `None`: `claimed within …` without one, so only the horizon is told.
    pub event: Option<EventId>,
    /// `within 30 days after the period`; `None`: at any time.
    pub within: Option<(u32, CalendarUnit)>,
}

/// What verdicts of this and earlier periods say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// `oplostijden breached`, `oplostijden met`, with how often.
    Norm {
        /// Which.
        norm: NormId,
        /// `breached`, otherwise `met`.
        breached: bool,
        /// How often.
        over: Over,
    },
    /// `judged voortgang`: the last answer by the end of the judged period is yes.
    Judged(JudgementId),
    /// Both.
    And(Box<Condition>, Box<Condition>),
    /// Either.
    Or(Box<Condition>, Box<Condition>),
    /// Not.
    Not(Box<Condition>),
}

/// How often a verdict must have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// In this period.
    This,
    /// `3 periods in a row`: in this period and those before it; `not judged` ones are skipped (semantics 6.3).
    InARow(u32),
    /// `2 of any 3 periods`: in so many of the last so many, this one included, and this period among them.
    OfAny(u32, u32),
}

/// `right opzegging "Opzegging" when …`: a consequence that is not money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// The condition as written, on one line.
    pub text: String,
    /// When it arises.
    pub when: Condition,
}

/// `status { green : this and last period met … }`: of each norm and requirement, the first row that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Where it is written.
    pub span: Span,
    /// The objective whose norms it colours; `None`: those of all that have none of their own.
    pub objective: Option<String>,
    /// Colour, as written, and when. `check` has proved that one of them always holds.
    pub rows: Vec<StatusRow>,
}

/// One colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusRow {
    /// `green`
    pub colour: String,
    /// What people call it.
    pub label: Option<String>,
    /// As written, on one line.
    pub text: String,
    /// When.
    pub when: StatusWhen,
}

/// When a colour holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusWhen {
    /// `this and last period met`, `one of the two met`, `neither met`: exactly so many of this and the last period.
    MetOfTwo(u32),
    /// `this period met`, `this period breached`
    This {
        /// `met`, otherwise `breached`.
        met: bool,
    },
    /// `at least 2 of the last 3 periods met`, this one included.
    AtLeast {
        /// So many.
        count: u32,
        /// Of so many.
        of: u32,
    },
    /// `otherwise`
    Otherwise,
}
