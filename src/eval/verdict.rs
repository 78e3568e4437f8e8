//! What comes out of an evaluation. Plain data: `report` words it, JSON mirrors it.

use crate::eval::EvalError;
use crate::eval::compensation::{Colour, CompensationVerdict, RightVerdict};
use crate::evidence::RowRef;
use crate::model::{Bound, ClockId, ComponentId, EventId, MeasureId, NormId, PlanId, PriorityId, Value};
use crate::quantity::{Elapsed, Instant, Ratio};

/// Everything that one run found.
#[derive(Debug, Clone)]
pub struct Verdicts {
    /// The moment of evaluation of running periods.
    pub as_of: Instant,
    /// The plan that was judged; `None`: all of them.
    pub plan: Option<PlanId>,
    /// The periods asked for, in order of time.
    pub periods: Vec<PeriodVerdicts>,
    /// Values that could not be had, in order of time; what needs them is undecided.
    pub problems: Vec<EvalError>,
}

/// One period.
#[derive(Debug, Clone)]
pub struct PeriodVerdicts {
    /// `2019-06`, `2019-Q2`, `2019-H1`, `2019`.
    pub label: String,
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
    /// Whether it was over at the moment of evaluation.
    pub finished: bool,
    /// In the order of the contract.
    pub norms: Vec<NormVerdict>,
    /// In the order of the contract; of a measure `of component`, one for each component.
    pub measures: Vec<MeasureValue>,
    /// A ticket and clock each, settled or pending in this period: for `--tickets` and `explain`.
    pub readings: Vec<Reading>,
    /// Of tickets opened in the period, those that the contract does not apply to; `None`: it applies to all.
    pub out_of_scope: Option<OutOfScope>,
    /// Where a checked matrix gives another priority than the recorded one, of tickets opened in the period.
    pub matrix_checks: Vec<MatrixCheck>,
    /// In the order of the contract.
    pub compensation: Vec<CompensationVerdict>,
    /// In the order of the contract.
    pub rights: Vec<RightVerdict>,
}

/// Tickets that a contract does not apply to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutOfScope {
    /// It does not.
    pub tickets: u64,
    /// It may or may not: a value is missing.
    pub maybe: u64,
}

/// The five verdicts. A norm takes the first of these that one of its requirements has (semantics 6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A bound is broken for certain.
    Breached,
    /// Pending tickets or missing evidence could still turn it.
    Undecided,
    /// Every bound holds for certain.
    Met,
    /// Nothing to judge, and the contract says that this is not a pass.
    Empty,
    /// A kpi: measured, not judged.
    Measured,
}

impl Verdict {
    /// As in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Breached => "breached",
            Self::Undecided => "undecided",
            Self::Met => "met",
            Self::Empty => "empty",
            Self::Measured => "measured",
        }
    }
}

/// One norm in one period.
#[derive(Debug, Clone)]
pub struct NormVerdict {
    /// Which.
    pub norm: NormId,
    /// Over all requirements.
    pub verdict: Verdict,
    /// Its own period, of a norm that has one: where it is not due, nothing is judged.
    pub own: Option<OwnPeriod>,
    /// One a requirement of the norm, in its order (`None` cells too); of a judged plan those that are about another plan
    /// are left out.
    pub requirements: Vec<RequirementVerdict>,
    /// Its colour; `None`: it has none, or was not judged.
    pub status: Option<Colour>,
}

/// The period of a norm that has one of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPeriod {
    /// `2019-H1`
    pub label: String,
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
    /// It ends with the period of the contract.
    pub due: bool,
}

/// One requirement in one period.
#[derive(Debug, Clone)]
pub struct RequirementVerdict {
    /// Its index in [`crate::model::Norm::requirements`].
    pub index: usize,
    /// What was measured; `None` when evidence is missing or the value is empty.
    pub actual: Option<Actual>,
    /// Rows counted, where the requirement counts rows.
    pub counts: Option<Counts>,
    /// Its verdict; `None` for a cell that says `none`.
    pub verdict: Option<Verdict>,
    /// Of an `aim`: what the verdict would be if it were one.
    pub aimed: Option<Verdict>,
    /// What to look at and what to know, in order of weight.
    pub notes: Vec<Note>,
    /// Its colour, by its own history; `None`: it has none, or was not judged.
    pub status: Option<Colour>,
}

/// Good ones of all. For each-row rules a row is what is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that kept the bound.
    pub good: u64,
    /// All that settled in the period.
    pub total: u64,
    /// Still open and neither good nor missed at the end of the period (or at as-of).
    pub pending: u64,
    /// Rows that may or may not belong here, or whose outcome cannot be known: skipped rows, missing values.
    pub maybe: u64,
}

/// A measured value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actual {
    /// Exactly.
    pub value: Exact,
    /// For a share of counted things: both terms as counted, with their unit.
    pub terms: Option<Terms>,
    /// 0/0 shown as 100 %.
    pub vacuous: bool,
    /// A percentage below zero was lifted to 0 (semantics 5.5).
    pub floored: bool,
}

/// An exact value: like [`Value`], but a mean of durations may be a fraction of a microsecond.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exact {
    /// 1 is 100 %.
    Percent(Ratio),
    /// Seconds, exactly.
    Seconds(Ratio),
    /// How many.
    Count(i64),
    /// A number.
    Number(Ratio),
}

impl From<&Value> for Exact {
    fn from(value: &Value) -> Self {
        match value {
            Value::Percent(ratio) => Self::Percent(ratio.clone()),
            Value::Elapsed(elapsed) => Self::Seconds(elapsed.seconds()),
            Value::Count(count) => Self::Count(*count),
            Value::Number(ratio) => Self::Number(ratio.clone()),
        }
    }
}

/// Counted terms of a share: `5/5`, `742/744`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Terms {
    /// Rows.
    Counts(u64, u64),
    /// Lengths: printed in hours, minutes or seconds, whichever is the largest unit in which both are whole.
    Lengths(Elapsed, Elapsed),
}

/// A line for the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A ticket that missed: `over` is how far past the bound it was when it settled.
    Missed {
        /// Ticket.
        ticket: String,
        /// Time on the clock at the stop, or at the end of the period while it runs.
        elapsed: Elapsed,
        /// The limit in time on the clock.
        limit: Elapsed,
        /// When it settled.
        settled: Instant,
        /// Where it was read.
        row: RowRef,
    },
    /// Updates that were owed and not given.
    Owed {
        /// Ticket.
        ticket: String,
        /// From when on.
        from: Instant,
        /// Until when.
        until: Instant,
        /// How many were given.
        updates: u64,
        /// How many were owed.
        wanted: u64,
        /// Where the ticket was read.
        row: RowRef,
    },
    /// The bound, or a limit of it, is not agreed yet.
    NotAgreed,
    /// There are so few that one of them already breaches the bound: 95 % of 3 means all of them.
    AllOfFew {
        /// How many there are.
        of: u64,
        /// The bound, on a percentage.
        bound: Bound,
    },
    /// An outage, maintenance or other row that weighs, or that broke a rule.
    Row {
        /// Start.
        from: Instant,
        /// End.
        to: Option<Instant>,
        /// How much of it counts.
        counted: Elapsed,
        /// Where it was read.
        row: RowRef,
    },
    /// Bad slices in a row.
    BadSlices {
        /// The first instant of the first.
        from: Instant,
        /// The first instant after the last.
        to: Instant,
        /// How many.
        slices: u64,
    },
    /// Slices that cannot be judged, since samples or values of them are missing.
    OpenSlices {
        /// How many.
        slices: u64,
        /// The first instant of the first.
        first: Instant,
    },
    /// The last slice of the period is shorter than the others.
    CutSlice {
        /// How long it is.
        length: Elapsed,
        /// How long the others are.
        of: Elapsed,
    },
    /// Something that had to happen within a time.
    Obligation {
        /// What.
        event: EventId,
        /// The period that it is about; `None`: about an event that asked for it.
        period: Option<String>,
        /// From when on it could be done.
        from: Instant,
        /// By when it had to be; `None`: after 2100.
        due: Option<Instant>,
        /// When it was.
        done: Option<Instant>,
        /// How it stands.
        outcome: Outcome,
        /// Where the event that served it, or else the one that asked for it, was read.
        row: Option<RowRef>,
    },
    /// A row that lacks values which decide whether, or for how much, it belongs here.
    Lacking {
        /// Start.
        from: Instant,
        /// End.
        to: Option<Instant>,
        /// The columns.
        columns: Vec<String>,
        /// Where it was read.
        row: RowRef,
    },
    /// The stretch of time that the value is of, where that is not the period.
    Stretch {
        /// Its first instant.
        from: Instant,
        /// The first instant after it.
        to: Instant,
    },
    /// The component was not there in the period.
    NotThere,
    /// A table that the requirement needs was not given.
    NoTable(&'static str),
    /// Rows of a table were skipped as bad.
    Skipped {
        /// Which table.
        table: &'static str,
        /// How many of its rows.
        rows: u64,
        /// Whether values of theirs could turn the verdict; `None` where nothing is judged.
        could_turn: Option<bool>,
    },
    /// Tickets are missing a value that decides whether they belong here.
    Unknown(u64),
    /// A value could not be had: the words say why.
    Impossible(String),
}

/// A measure of the contract in one period.
#[derive(Debug, Clone)]
pub struct MeasureValue {
    /// Which.
    pub measure: MeasureId,
    /// Of which component, for a measure `of component`.
    pub of: Option<ComponentId>,
    /// `None`: missing evidence or empty.
    pub actual: Option<Actual>,
    /// Each step in order: its value, or the total length of a set clipped to the period.
    pub steps: Vec<StepReading>,
}

/// The value of a step of a measure.
#[derive(Debug, Clone)]
pub struct StepReading {
    /// Its name.
    pub name: String,
    /// The length of a set, or the value.
    pub actual: Option<Actual>,
    /// For a set: its intervals inside the period, in order, each from its first instant to the first one after it.
    pub pieces: Option<Vec<(Instant, Instant)>>,
}

/// One ticket under one clock.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Index into the evidence's tickets.
    pub ticket: crate::evidence::TicketIx,
    /// The clock.
    pub clock: ClockId,
    /// The priority that decides its bounds.
    pub priority: Option<PriorityId>,
    /// When the clock started.
    pub started: Instant,
    /// When it stopped.
    pub stopped: Option<Instant>,
    /// Time on the clock, up to the stop or the moment of evaluation.
    pub elapsed: Elapsed,
    /// Window time taken out by pauses.
    pub paused: Elapsed,
    /// Every bound that applies.
    pub bounds: Vec<BoundReading>,
}

/// One bound on one ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundReading {
    /// The norm.
    pub norm: NormId,
    /// Index of the requirement.
    pub requirement: usize,
    /// The limit as time on the clock.
    pub limit: Elapsed,
    /// `<` rather than `<=`.
    pub strict: bool,
    /// First instant at which the bound is used up; `None` after 2100.
    pub deadline: Option<Instant>,
    /// First instant from which no stop could still be in time.
    pub lapse: Option<Instant>,
    /// How it stands.
    pub outcome: Outcome,
    /// When that became certain.
    pub settled: Option<Instant>,
}

/// How a ticket stands under a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Stopped in time.
    Good,
    /// Too late for certain.
    Missed,
    /// Neither yet.
    Pending,
}

impl Outcome {
    /// As in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Missed => "missed",
            Self::Pending => "pending",
        }
    }
}

/// Where the priority that a matrix or rules give is another than the recorded one, for a ticket kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixCheck {
    /// The kind.
    pub kind: crate::model::TicketKindId,
    /// How many tickets carry a recorded priority and both attributes.
    pub checked: u64,
    /// How many of those the matrix or the rules agree with.
    pub agree: u64,
    /// Those that differ: ticket, recorded, by the matrix or the rules.
    pub differ: Vec<(String, PriorityId, Option<PriorityId>)>,
}

impl MatrixCheck {
    /// What it was checked against: `matrix` or `rules`.
    pub fn by(&self, model: &crate::model::Model) -> &'static str {
        use crate::model::PrioritySource;
        match &model.ticket_kind(self.kind).priority {
            PrioritySource::Checked(derivation) | PrioritySource::Derived(derivation) => derivation.word(),
            PrioritySource::Recorded => "matrix",
        }
    }
}
