//! Worked examples.

use crate::quantity::{Elapsed, Ratio};
use crate::source::Span;
use crate::syntax::ast::LocalInstant;

use super::{
    ClockId, ColumnId, ComponentId, Formula, IntervalTable, Moment, NormId, PlanId, PriorityId, ReasonId, TicketKindId,
    Value, ValueId,
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
    /// Changes.
    pub changes: Vec<GivenChange>,
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
}

/// An outage or maintenance row of a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenInterval {
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
