//! Priorities, tables and their columns, matrices, clocks, components.

use crate::quantity::Instant;
use crate::source::Span;
use crate::syntax::ast::Pick;

use super::{
    ByPlan, ColumnId, ComponentId, Declared, PriorityId, PriorityRules, ReasonId, TicketKindId, WindowExpr, WindowId,
};

/// A priority, or a value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// As written and as in evidence.
    pub name: String,
    /// What people call it.
    pub label: Option<String>,
}

/// A column beyond the built-in ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name, label, place.
    pub declared: Declared,
    /// Its type.
    pub kind: ColumnKind,
}

/// The type of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnKind {
    /// One of these.
    Enumeration(Vec<Level>),
    /// `yes/no`
    YesNo,
    /// `percent`
    Percent,
    /// `number`
    Number,
    /// `text`
    Text,
    /// `duration`
    Duration,
    /// `instant`
    Instant,
}

/// A kind of ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketKind {
    /// Name, label, place.
    pub declared: Declared,
    /// Columns beyond the built-in ones.
    pub columns: Vec<Column>,
    /// Reasons that a wait may carry.
    pub reasons: Vec<Level>,
    /// Where the priority comes from.
    pub priority: PrioritySource,
}

/// Where a ticket's priority comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrioritySource {
    /// The `priority` column.
    Recorded,
    /// It follows from other columns.
    Derived(Derivation),
    /// The `priority` column; where what follows from other columns differs is counted.
    Checked(Derivation),
}

/// How a priority follows from other columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Derivation {
    /// By a matrix.
    Matrix(Matrix),
    /// By rules.
    Rules(PriorityRules),
}

impl Derivation {
    /// As the contract calls it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Matrix(_) => "matrix",
            Self::Rules(_) => "rules",
        }
    }
}

/// A total table from two enumeration columns to a priority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// Clause number in the signed text.
    pub clause: Option<String>,
    /// The `matrix` line.
    pub span: Span,
    /// Column of the ticket that the rows go by.
    pub rows: ColumnId,
    /// Column of the ticket that the columns go by.
    pub columns: ColumnId,
    /// `cells[row value][column value]`; `None`: that combination has no priority (cell `none`).
    pub cells: Vec<Vec<Option<PriorityId>>>,
}

/// A clock over one ticket kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// The ticket kind.
    pub ticket: TicketKindId,
    /// Start.
    pub from: Endpoint,
    /// Stop.
    pub to: Endpoint,
    /// When it runs.
    pub counting: ByPlan<WindowExpr>,
    /// Reasons for waiting that pause it.
    pub pausing: Vec<ReasonId>,
    /// A start outside this window is moved to the opening of the window's next day.
    pub outside: Option<ByPlan<WindowId>>,
}

/// Where a clock starts or stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// How several moments make one.
    pub pick: Pick,
    /// The moments.
    pub moments: Vec<Moment>,
}

/// A moment of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// `opened`
    Opened,
    /// `responded`
    Responded,
    /// `resolved`
    Resolved,
    /// `closed`
    Closed,
    /// A column of type instant.
    Column(ColumnId),
}

/// A component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// When it is there.
    pub life: Life,
}

/// When a component is there, or belongs to a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Life {
    /// From when on; `None`: ever since.
    pub from: Option<Instant>,
    /// Until when; `None`: for good.
    pub to: Option<Instant>,
}

/// A group of components.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// In the order written; none twice.
    pub members: Vec<ComponentId>,
    /// Its members are told by the evidence.
    pub from_evidence: bool,
    /// When each member belongs to it; shorter where all do for good.
    pub lives: Vec<Life>,
    /// Whether its members are known by now.
    pub known: bool,
}

impl Group {
    /// When a member belongs to it.
    pub fn life(&self, member: ComponentId) -> Life {
        let place = self.members.iter().position(|id| *id == member);
        place.and_then(|place| self.lives.get(place)).copied().unwrap_or_default()
    }
}

/// Tables whose rows are intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IntervalTable {
    /// `outages`
    Outages,
    /// `maintenance`
    Maintenance,
}

/// Built-in and declared columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnyColumn {
    /// A declared one.
    Column(ColumnId),
    /// `priority`
    Priority,
    /// `component`
    Component,
    /// A moment of a ticket.
    Moment(Moment),
}
