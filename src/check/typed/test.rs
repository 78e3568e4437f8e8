//! Worked examples.

use crate::quantity::{Elapsed, Ratio};
use crate::source::Span;
use crate::syntax::ast::LocalInstant;

use super::{
    AmountId, ClockId, ColumnId, CompensationId, ComponentId, EventId, Formula, IntervalTable, JudgementId, MetricId,
    Moment, NormId, PlanId, PriorityId, ReasonId, TicketKindId, Value, ValueId,
};

/// A worked example in the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// What it shows.
    pub name: String,
    /// Where.
    pub span: Span,
    /// Tickets, in order of first mention.
    pub tickets: Vec<GivenTicket>,
    /// Outages and maintenance.
    pub intervals: Vec<GivenInterval>,
    /// Waits.
    pub waits: Vec<GivenWait>,
    /// Updates.
    pub updates: Vec<GivenUpdate>,
    /// Changes.
    pub changes: Vec<GivenChange>,
    /// Events.
    pub events: Vec<GivenEvent>,
    /// Amounts of money.
    pub amounts: Vec<GivenAmount>,
    /// Answers that people gave.
    pub judgements: Vec<GivenJudgement>,
    /// Samples, or rows of them.
    pub samples: Vec<GivenSample>,
    /// The period judged as written (`2024-03`, `2024-Q1`, `2024`); `None`: the one that holds the last moment given.
    pub period: Option<(String, Span)>,
    /// `as of`, in the contract's zone.
    pub as_of: Option<(LocalInstant, Span)>,
    /// What must come out.
    pub expectations: Vec<Expectation>,
}

/// A ticket of a test. Moments are local times of the contract's zone; the calendar turns them into instants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenTicket {
    /// Kind.
    pub kind: TicketKindId,
    /// Its word or number.
    pub id: String,
    /// Where.
    pub span: Span,
    /// Built-in and declared moments.
    pub moments: Vec<(Moment, LocalInstant, Span)>,
    /// Recorded priority.
    pub priority: Option<PriorityId>,
    /// Component.
    pub component: Option<ComponentId>,
    /// Plan; `None` in a contract without plans.
    pub plan: Option<PlanId>,
    /// Other columns.
    pub cells: Vec<(ColumnId, GivenCell)>,
}

/// A value in a test's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenCell {
    /// Of an enumeration.
    Value(ValueId),
    /// Of a yes/no column.
    YesNo(bool),
    /// Percent or number.
    Number(Ratio),
    /// Text.
    Text(String),
    /// Duration.
    Elapsed(Elapsed),
    /// Instant.
    Instant(LocalInstant),
}

/// An outage or maintenance row of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenInterval {
    /// What judgements call it.
    pub id: Option<String>,
    /// Table.
    pub table: IntervalTable,
    /// Where.
    pub span: Span,
    /// A component, or a group (each member).
    pub of: Vec<ComponentId>,
    /// Start.
    pub from: (LocalInstant, Span),
    /// End; `None`: open.
    pub to: Option<(LocalInstant, Span)>,
    /// Maintenance only.
    pub announced: Option<(LocalInstant, Span)>,
    /// Other columns.
    pub cells: Vec<(ColumnId, GivenCell)>,
}

/// A wait of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenWait {
    /// Ticket.
    pub ticket: String,
    /// Kind of that ticket.
    pub kind: TicketKindId,
    /// Start.
    pub from: (LocalInstant, Span),
    /// End; `None`: open.
    pub to: Option<(LocalInstant, Span)>,
    /// Reason.
    pub reason: ReasonId,
}

/// An update of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUpdate {
    /// Ticket.
    pub ticket: String,
    /// Kind of that ticket.
    pub kind: TicketKindId,
    /// When.
    pub at: (LocalInstant, Span),
}

/// A change of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenChange {
    /// Ticket.
    pub ticket: String,
    /// Kind of that ticket.
    pub kind: TicketKindId,
    /// When.
    pub at: (LocalInstant, Span),
    /// What becomes of it.
    pub change: GivenChangeKind,
}

/// What a change of a test does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenChangeKind {
    /// `field priority, value hoog`
    Priority(PriorityId),
    /// `field status, value reopened`
    Reopened,
    /// `field status, value resolved`
    Resolved,
    /// `field status, value closed`
    Closed,
}

/// An event of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenEvent {
    /// Where.
    pub span: Span,
    /// Which.
    pub event: EventId,
    /// When.
    pub at: LocalInstant,
    /// To which component.
    pub component: Option<ComponentId>,
}

/// An amount of money of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenAmount {
    /// Which.
    pub amount: AmountId,
    /// Where.
    pub span: Span,
    /// When it holds.
    pub over: GivenSpan,
    /// How much per period.
    pub value: Ratio,
}

/// When an amount of a test holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenSpan {
    /// In this period, as written.
    Period(String),
    /// From a moment on, perhaps to another.
    From(LocalInstant, Option<LocalInstant>),
}

/// An answer that people give in a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenJudgement {
    /// Where.
    pub span: Span,
    /// To which question.
    pub judgement: JudgementId,
    /// About which ticket or outage; `None`: about the contract.
    pub subject: Option<String>,
    /// When.
    pub at: LocalInstant,
    /// Yes or no.
    pub answer: bool,
    /// Who judged.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A sample of a test, or a row of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenSample {
    /// Where.
    pub span: Span,
    /// Of what.
    pub metric: MetricId,
    /// Of which component.
    pub component: Option<ComponentId>,
    /// When.
    pub when: GivenWhen,
    /// What was measured.
    pub reading: GivenReading,
    /// Other columns.
    pub cells: Vec<(ColumnId, GivenCell)>,
}

/// When samples of a test are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenWhen {
    /// Once.
    At(LocalInstant),
    /// One at `from`, and every so often, before `to`.
    Every {
        /// The first.
        from: LocalInstant,
        /// All lie before it.
        to: LocalInstant,
        /// How often; above zero.
        every: Elapsed,
    },
}

/// What a sample of a test holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenReading {
    /// As in the evidence: seconds, 1 for 100 %, or a number.
    Value(Ratio),
    /// So many good ones of so many.
    Counts {
        /// Good ones.
        good: u64,
        /// All.
        total: u64,
    },
    /// Nothing.
    Missing,
}

/// What must come out of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// Where.
    pub span: Span,
    /// The line's text after `expect`.
    pub text: String,
    /// What.
    pub kind: ExpectationKind,
}

/// What must come out of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectationKind {
    /// A norm's verdict.
    Verdict(NormId, ExpectedVerdict),
    /// A clock's reading.
    Elapsed(ClockId, String, Elapsed),
    /// The deadline of a ticket under the first bound of a norm that applies to it.
    Deadline(NormId, String, LocalInstant),
    /// A formula's value, exactly.
    Exactly(Formula, Value),
    /// A formula's value as displayed with this many decimals.
    Shown(Formula, Value, u32),
    /// What a compensation comes to, in the contract's currency; `None`: it is not known.
    Amount(CompensationId, Option<(String, Span)>, Option<Ratio>),
    /// Whether a right arises, by its index in the model.
    Right(usize, ExpectedRight),
    /// The colour of a norm, as the contract names it.
    Colour(NormId, String),
}

/// What may come of a right in a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedRight {
    /// `arises`
    Arises,
    /// `does not arise`
    DoesNotArise,
    /// `undecided`
    Undecided,
}

/// Verdict words in a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedVerdict {
    /// `met`
    Met,
    /// `breached`
    Breached,
    /// `undecided`
    Undecided,
    /// `empty`
    Empty,
    /// `measured`
    Measured,
}
