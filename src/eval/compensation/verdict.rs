//! What settlement finds: amounts with every step to them, rights, colours. Plain data: `report` words it, JSON mirrors
//! it.

use crate::eval::verdict::{Actual, Verdict};
use crate::evidence::RowRef;
use crate::model::{AmountId, CompensationId, EventId, JudgementId, NormId, Over};
use crate::quantity::{Elapsed, Instant, Ratio, RatioError};

/// A sum of money, or a share of a fee (1 is 100 %), that is never below zero and may not be known exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    /// The least that it can be.
    pub low: Ratio,
    /// The most that it can be; `None`: without end.
    pub high: Option<Ratio>,
}

impl Between {
    /// Nothing, for certain.
    pub const NOTHING: Self = Self { low: Ratio::ZERO, high: Some(Ratio::ZERO) };
    /// Anything at all.
    pub const ANY: Self = Self { low: Ratio::ZERO, high: None };

    /// Just this.
    pub fn just(value: Ratio) -> Self {
        Self { high: Some(value.clone()), low: value }
    }

    /// The one value that it can be.
    pub fn exact(&self) -> Option<&Ratio> {
        self.high.as_ref().filter(|high| **high == self.low)
    }

    /// Whether it is nothing for certain.
    pub fn is_nothing(&self) -> bool {
        self.exact().is_some_and(Ratio::is_zero)
    }

    /// One or the other.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.zip(other.high).map(|(a, b)| a.max(b)) }
    }

    /// The larger of both.
    #[must_use]
    pub fn larger(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.zip(other.high).map(|(a, b)| a.max(b)) }
    }

    /// The smaller of both.
    #[must_use]
    pub fn smaller(self, other: Self) -> Self {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { low: self.low.min(other.low), high }
    }

    /// Both together.
    ///
    /// # Errors
    ///
    /// A fraction with more than a million bits; the same for the other operations.
    pub fn plus(&self, other: &Self) -> Result<Self, RatioError> {
        let high = match (&self.high, &other.high) {
            (Some(a), Some(b)) => Some(a.add(b)?),
            _ => None,
        };
        Ok(Self { low: self.low.add(&other.low)?, high })
    }

    /// What is left of it once the other is taken out; never below nothing.
    ///
    /// # Errors
    ///
    /// See [`Between::plus`].
    pub fn less(&self, other: &Self) -> Result<Self, RatioError> {
        let left = |a: &Ratio, b: &Ratio| Ok(a.sub(b)?.max(Ratio::ZERO));
        let low = other.high.as_ref().map_or(Ok(Ratio::ZERO), |most| left(&self.low, most))?;
        let high = self.high.as_ref().map(|high| left(high, &other.low)).transpose()?;
        Ok(Self { low, high })
    }

    /// One times the other. Nothing of anything is nothing.
    ///
    /// # Errors
    ///
    /// See [`Between::plus`].
    pub fn times(&self, other: &Self) -> Result<Self, RatioError> {
        if self.is_nothing() || other.is_nothing() {
            return Ok(Self::NOTHING);
        }
        let high = match (&self.high, &other.high) {
            (Some(a), Some(b)) => Some(a.mul(b)?),
            _ => None,
        };
        Ok(Self { low: self.low.mul(&other.low)?, high })
    }

    /// Both ends through a function that never decreases.
    #[must_use]
    pub fn map(&self, f: impl Fn(&Ratio) -> Ratio) -> Self {
        Self { low: f(&self.low), high: self.high.as_ref().map(f) }
    }
}

/// What is due: a share of the fee, and money beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Of the fee; 1 is 100 %.
    pub share: Between,
    /// In the contract's currency.
    pub money: Between,
}

impl Due {
    /// Nothing, for certain.
    pub const NOTHING: Self = Self { share: Between::NOTHING, money: Between::NOTHING };

    /// Whether it is nothing for certain.
    pub fn is_nothing(&self) -> bool {
        self.share.is_nothing() && self.money.is_nothing()
    }

    /// Both together.
    ///
    /// # Errors
    ///
    /// See [`Between::plus`].
    pub fn plus(&self, other: &Self) -> Result<Self, RatioError> {
        Ok(Self { share: self.share.plus(&other.share)?, money: self.money.plus(&other.money)? })
    }

    /// One or the other.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { share: self.share.or(other.share), money: self.money.or(other.money) }
    }
}

/// What came of a compensation in one period. It is fixed at the end of the period (semantics 6.4); only the claim, and
/// the fee of a period that had not begun by then, follow the moment of evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompensationVerdict {
    /// Which.
    pub compensation: CompensationId,
    /// What is due, after caps, in whole minor units of the currency.
    pub amount: Between,
    /// The share of the fee that is due, where the amount is a share of it and nothing else: known even while the fee is not.
    pub share: Option<Between>,
    /// How it stands with the claim.
    pub claim: ClaimState,
    /// Every step to the amount, in order.
    pub because: Vec<Reason>,
}

/// How it stands with a claim, at the moment of evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimState {
    /// The period still runs.
    Running,
    /// There is nothing to claim.
    Nothing,
    /// It is due without a claim.
    Due,
    /// It was claimed.
    Claimed {
        /// When.
        at: Instant,
        /// Where that was read.
        row: RowRef,
    },
    /// It can still be claimed.
    Claimable {
        /// Before this instant.
        until: Instant,
    },
    /// It was not claimed, and may be at any time.
    NotClaimed,
    /// It was not claimed in time.
    Lapsed {
        /// Since this instant.
        since: Instant,
    },
    /// It was to be claimed before this instant, and the contract names no event that tells whether it was.
    Past {
        /// That instant.
        until: Instant,
    },
    /// The evidence does not tell.
    Unknown {
        /// Claims after this instant are too late.
        until: Option<Instant>,
    },
}

impl ClaimState {
    /// As in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Nothing => "nothing",
            Self::Due => "due",
            Self::Claimed { .. } => "claimed",
            Self::Claimable { .. } => "claimable",
            Self::NotClaimed => "not claimed",
            Self::Lapsed { .. } => "lapsed",
            Self::Past { .. } => "past",
            Self::Unknown { .. } => "undecided",
        }
    }
}

/// A step on the way to an amount. Rules, tiers and caps are numbers in the compensation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Compensation is open.
    Opened {
        /// Since when.
        since: Instant,
        /// By which event.
        event: EventId,
        /// When that was.
        at: Instant,
    },
    /// Compensation is not open, or may not be.
    NotOpen(Shut),
    /// It ends here: `ends when …` holds.
    Ended,
    /// What percentages are of.
    Fee {
        /// Which amount.
        amount: AmountId,
        /// Of which period.
        period: String,
        /// How much.
        value: Between,
        /// Why it is not known exactly.
        why: Option<NoFee>,
    },
    /// What a rule pays is worked out in the lines that follow.
    Rule {
        /// Its number.
        rule: usize,
    },
    /// Whether the condition of the rule holds.
    Condition(Holds),
    /// What was measured.
    Measured(Measured),
    /// The tier that the value stands in.
    Tier {
        /// Of the rule.
        rule: usize,
        /// Its number.
        tier: usize,
    },
    /// So many steps beyond where they begin to count.
    Steps {
        /// How many.
        steps: Between,
    },
    /// The so-manieth period in a row.
    Rung {
        /// From 1; at least so many.
        least: u64,
        /// At most so many; `None`: nobody knows how many came before.
        most: Option<u64>,
    },
    /// Misses.
    Misses {
        /// All.
        misses: Between,
        /// Those that pay.
        paying: Between,
    },
    /// Time lost, as a share of the period.
    TimeLost {
        /// Time beyond the allowance, in seconds.
        beyond: Between,
        /// Length of the period.
        period: Elapsed,
    },
    /// One of those that a rule looks at one by one.
    Each {
        /// A ticket, by its id.
        ticket: Option<String>,
        /// When it ended: the clock stopped, or the row.
        at: Option<Instant>,
        /// How long.
        length: Elapsed,
        /// Whether it belongs here for certain.
        certain: bool,
        /// The tier, in the rule.
        tier: Option<(usize, usize)>,
        /// What it pays.
        due: Due,
        /// Where it was read.
        row: RowRef,
    },
    /// None of those that a rule looks at one by one.
    NoneOfThem,
    /// A value cannot be had, or evidence is missing.
    Missing(String),
    /// What the rule pays.
    Pays {
        /// How much.
        due: Due,
    },
    /// All rules together.
    Combined {
        /// The highest of them, otherwise their sum.
        highest: bool,
        /// How much.
        due: Due,
    },
    /// A share of the fee in money.
    OfFee {
        /// The share.
        share: Between,
        /// The fee.
        fee: Between,
        /// What that is, money beside it included.
        money: Between,
    },
    /// A cap takes something off.
    Capped {
        /// Its number.
        cap: usize,
        /// What was paid before, of what the cap is over.
        before: Option<Between>,
        /// What is left.
        left: Due,
    },
    /// A cap takes nothing off.
    WithinCap {
        /// Its number.
        cap: usize,
        /// What was paid before, of what the cap is over.
        before: Option<Between>,
    },
    /// Rounded half up to the minor unit of the currency.
    Rounded {
        /// From.
        from: Between,
        /// To.
        to: Between,
    },
    /// Too little to be paid.
    Least {
        /// What it would have been.
        amount: Between,
    },
}

/// Whether something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Evidence does not say, or nobody knows what came before.
    Unknown,
    /// A norm that it asks for was not judged in the period.
    NotJudged,
}

impl Holds {
    /// As in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "undecided",
            Self::NotJudged => "not judged",
        }
    }
}

/// Why compensation is not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// The event did not happen yet.
    NoEvent(EventId),
    /// It opens only then.
    NotYet {
        /// When the event was.
        at: Instant,
        /// When it opens; `None`: after 2100.
        opens: Option<Instant>,
    },
    /// Too few of these since the event.
    TooFew {
        /// Of which.
        event: EventId,
        /// How many there were.
        found: u64,
        /// How many there must be.
        needed: u32,
    },
    /// People judged so.
    Judged(JudgementId),
    /// Nobody answered yet, so it may or may not be open.
    Unanswered(JudgementId),
    /// Evidence, or what came before, does not tell.
    Unknown,
}

/// Why a fee is not known exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFee {
    /// The table `amounts` was not given.
    NoTable,
    /// No row covers the whole period.
    NoRow,
    /// The period had not begun at the moment of evaluation, and nothing told its fee yet.
    NotYet,
    /// It changes within the period.
    Changes,
}

/// A value that decides an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// As measured; `None`: there is nothing to measure, or evidence is missing.
    pub actual: Option<Actual>,
    /// Whether it is just that.
    pub certain: bool,
}

/// What came of a right in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightVerdict {
    /// Its index in [`crate::model::Model::rights`].
    pub right: usize,
    /// Whether it arises.
    pub arises: Holds,
    /// What that rests on: each verdict and judgement that its condition names, in the order written.
    pub because: Vec<Ground>,
}

/// A part of a condition, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// `oplostijden breached 2 of any 3 periods`
    Norm {
        /// Of which.
        norm: NormId,
        /// `breached`, otherwise `met`.
        breached: bool,
        /// How often.
        over: Over,
        /// Whether it holds.
        holds: Holds,
        /// The periods that decide it and what they came to, the last one first; `None`: nobody knows.
        verdicts: Vec<(String, Option<Verdict>)>,
        /// Whether periods before them count too, of which nothing is known.
        earlier: bool,
    },
    /// `judged voortgang`
    Judged {
        /// The question.
        judgement: JudgementId,
        /// Whether it holds.
        holds: Holds,
    },
}

/// The colour of a norm or requirement in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colour {
    /// Index in [`crate::model::Model::statuses`].
    pub status: usize,
    /// The rows that it can be, in order: one, unless a verdict or what came before is not known.
    pub rows: Vec<usize>,
}

impl Colour {
    /// The one row that it can be.
    pub fn row(&self) -> Option<usize> {
        match self.rows.as_slice() {
            [row] => Some(*row),
            _ => None,
        }
    }
}
