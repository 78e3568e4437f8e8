//! The tables as the rooms after this one read them.

use crate::model::{
    AmountId, AnyColumn, ColumnId, ComponentId, EventId, GroupId, JudgementId, MetricId, PlanId, PriorityId, ReasonId,
    TicketKindId, ValueId,
};
use crate::quantity::{Elapsed, Instant, Ratio};

/// All evidence of one run. A table that is `None` was not given: what needs it is undecided. A table that is given
/// and empty is complete evidence that nothing happened (semantics 5.4).
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// In order of opening, then id.
    pub tickets: Option<Vec<Ticket>>,
    /// Sorted by ticket, then `from`. Those derived from the status log are among them.
    pub waits: Option<Vec<Wait>>,
    /// Sorted by ticket, then instant, then row.
    pub updates: Option<Vec<Update>>,
    /// Sorted by ticket, then instant, then row.
    pub changes: Option<Vec<Change>>,
    /// Sorted by `from`, then `to`, then whose, then row.
    pub outages: Option<Vec<IntervalRow>>,
    /// Sorted by `from`, then `to`, then whose, then row.
    pub maintenance: Option<Vec<IntervalRow>>,
    /// Sorted by instant, then row.
    pub events: Option<Vec<EventRow>>,
    /// Sorted by amount, then `from`, then row.
    pub amounts: Option<Vec<AmountRow>>,
    /// Sorted by instant, then row: of several answers to one question the last one counts.
    pub judgements: Option<Vec<JudgementRow>>,
    /// Sorted by metric, then component, then instant, then row.
    pub samples: Option<Vec<Sample>>,
    /// The files that were read, in reading order.
    pub files: Vec<EvidenceFile>,
}

/// One file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceFile {
    /// `tickets`, `changes`, …
    pub table: String,
    /// Path as given in the project, `/`-separated.
    pub file: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Data rows in it.
    pub rows: u64,
    /// Those skipped as bad (`--bad-rows skip`): each is a *maybe* of every norm over its table.
    pub rejected: u64,
    /// Those that `only` in the project leaves out, those that belong to such a ticket, those that a later row of the same
    /// ticket replaces (`keep = "last"`), and log rows without a status.
    pub out_of_scope: u64,
    /// Good ones that belong to a ticket that was skipped as bad: left out with it, no maybes of their own.
    pub dropped: u64,
}

/// Where a row stands: index into [`Evidence::files`] and 1-based line (for JSON: position) of its first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// Index into [`Evidence::files`].
    pub file: u32,
    /// 1-based line.
    pub line: u32,
}

/// Index into [`Evidence::tickets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketIx(pub u32);

/// One ticket.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// As in the export.
    pub id: Box<str>,
    /// Its kind.
    pub kind: TicketKindId,
    /// When it was opened.
    pub opened: Instant,
    /// First response.
    pub responded: Option<Instant>,
    /// Last known resolution (the only one, when there is no change log).
    pub resolved: Option<Instant>,
    /// Closure.
    pub closed: Option<Instant>,
    /// As recorded, where a log tells of it the first one there; `None`: missing.
    pub priority: Option<PriorityId>,
    /// As recorded; `None`: missing.
    pub component: Option<ComponentId>,
    /// Its plan; `None` in a contract without plans.
    pub plan: Option<PlanId>,
    /// One a declared column of its kind.
    pub cells: Box<[Cell]>,
    /// Where it was read.
    pub row: RowRef,
}

/// The value of a declared column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// No value.
    Missing,
    /// Of an enumeration.
    Value(ValueId),
    /// Of a yes/no column.
    YesNo(bool),
    /// Of a percent (1 is 100 %) or number column.
    Number(Box<Ratio>),
    /// Text.
    Text(Box<str>),
    /// Duration.
    Elapsed(Elapsed),
    /// Instant.
    Instant(Instant),
}

/// Time during which a ticket waited on somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Whose.
    pub ticket: TicketIx,
    /// Start.
    pub from: Instant,
    /// End; `None`: still waiting.
    pub to: Option<Instant>,
    /// Why.
    pub reason: ReasonId,
    /// Where it was read.
    pub row: RowRef,
}

/// Somebody was told how a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Update {
    /// Whose.
    pub ticket: TicketIx,
    /// When.
    pub at: Instant,
    /// Where it was read.
    pub row: RowRef,
}

/// A change of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose.
    pub ticket: TicketIx,
    /// When.
    pub at: Instant,
    /// What.
    pub kind: ChangeKind,
    /// Where it was read.
    pub row: RowRef,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// The priority became this (`None`: missing).
    Priority(Option<PriorityId>),
    /// A column became this.
    Column(ColumnId, Cell),
    /// First answer.
    Responded,
    /// The status became one that counts as resolved.
    Resolved,
    /// The status became one that counts as closed.
    Closed,
    /// The status left resolved or closed.
    Reopened,
}

/// An outage or a maintenance.
#[derive(Debug, Clone)]
pub struct IntervalRow {
    /// Its identifier, where the row has one: what judgements are about. No two rows of a table share one.
    pub id: Option<Box<str>>,
    /// Whose.
    pub of: Owner,
    /// Start.
    pub from: Instant,
    /// End; `None`: still going on.
    pub to: Option<Instant>,
    /// When it was announced (maintenance).
    pub announced: Option<Instant>,
    /// One a declared column of its table.
    pub cells: Box<[Cell]>,
    /// Where it was read.
    pub row: RowRef,
}

/// What an interval row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// One component.
    Component(ComponentId),
    /// Every member of a group.
    Group(GroupId),
    /// The row names none (allowed only where the contract declares no component): about everything.
    All,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// What.
    pub event: EventId,
    /// When.
    pub at: Instant,
    /// To which component, where the row names one.
    pub component: Option<ComponentId>,
    /// Where it was read.
    pub row: RowRef,
}

/// A sum of money over a span of time: a period of the contract, or from an instant to an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountRow {
    /// Which.
    pub amount: AmountId,
    /// From when.
    pub from: Instant,
    /// Until when (exclusive).
    pub to: Instant,
    /// How much per period of the contract, in its currency: an exact decimal, zero or more.
    pub value: Ratio,
    /// Where it was read.
    pub row: RowRef,
}

/// An answer that people gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgementRow {
    /// To which question.
    pub judgement: JudgementId,
    /// About what: the id of a ticket or outage; `None`: about the contract as a whole.
    pub subject: Option<Box<str>>,
    /// When.
    pub at: Instant,
    /// Yes or no.
    pub answer: bool,
    /// Who judged.
    pub by: Option<Box<str>>,
    /// Why.
    pub reason: Option<Box<str>>,
    /// Where it was read.
    pub row: RowRef,
}

/// One measurement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Of what.
    pub metric: MetricId,
    /// Of which component, for a metric `of component`.
    pub component: Option<ComponentId>,
    /// When.
    pub at: Instant,
    /// What was measured.
    pub reading: SampleReading,
    /// One a declared column of the metric.
    pub cells: Box<[Cell]>,
    /// Where it was read.
    pub row: RowRef,
}

/// What a sample holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SampleReading {
    /// Of a metric in seconds or milliseconds (in seconds here), percent (1 is 100 %) or number.
    Value(Ratio),
    /// So many good ones of so many; `good` is at most `total`.
    Counts {
        /// Good ones.
        good: u64,
        /// All.
        total: u64,
    },
    /// The row holds no value.
    Missing,
}

impl Ticket {
    /// The value of a declared column; `Missing` too for a column that it does not have.
    pub fn cell(&self, column: ColumnId) -> &Cell {
        self.cells.get(column.index()).unwrap_or(&Cell::Missing)
    }

    /// Whether a column has no value.
    pub fn lacks(&self, column: AnyColumn) -> bool {
        use crate::model::Moment;
        match column {
            AnyColumn::Column(id) | AnyColumn::Moment(Moment::Column(id)) => *self.cell(id) == Cell::Missing,
            AnyColumn::Priority => self.priority.is_none(),
            AnyColumn::Component => self.component.is_none(),
            AnyColumn::Moment(Moment::Opened) => false,
            AnyColumn::Moment(Moment::Responded) => self.responded.is_none(),
            AnyColumn::Moment(Moment::Resolved) => self.resolved.is_none(),
            AnyColumn::Moment(Moment::Closed) => self.closed.is_none(),
        }
    }
}
