//! Priorities, tickets and other tables, matrices, clocks, components.

use crate::source::{Span, Spanned};

use super::{Expr, Head, Item, Name, Norm, Text};

/// `priorities urgent "Urgent" > hoog > laag`, most urgent first
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priorities {
    /// The word `priorities`.
    pub keyword: Span,
    /// The levels, most urgent first.
    pub levels: Vec<Level>,
}

/// One priority, or one value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its name; quoted or a whole number too.
    pub name: Name,
    /// What people call it.
    pub label: Option<Text>,
}

/// `ticket name "Label" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Name, label, clause.
    pub head: Head,
    /// Columns beyond the built-in ones.
    pub columns: Vec<Column>,
    /// `waiting on klant, derde`: reasons that a wait may carry.
    pub waiting: Vec<Level>,
    /// `priority recorded`, `priority from matrix`, `priority recorded, checked against matrix`, or so with `rules`.
    pub priority: Option<Name>,
}

/// `outage { … }`, `maintenance { … }`: columns beyond the built-in ones
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// `outage` or `maintenance`.
    pub table: Name,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// `impact high | medium | low`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The column.
    pub name: Name,
    /// What people call it.
    pub label: Option<Text>,
    /// Its type.
    pub kind: Spanned<ColumnKind>,
}

/// The type of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnKind {
    /// `high | medium | low`, in this order
    Enumeration(Vec<Level>),
    /// `yes/no`
    YesNo,
    /// `percent`
    Percent,
    /// `number`
    Number,
    /// `text`
    Text,
    /// `duration`: elapsed time such as `1h30m`
    Duration,
    /// `instant`
    Instant,
}

/// `matrix priority of incident from impact, urgency { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// From the keyword to the `{`.
    pub span: Span,
    /// The ticket kind.
    pub ticket: Name,
    /// The column that the rows go by.
    pub rows: Name,
    /// The column that the columns go by.
    pub columns: Name,
    /// Clause number in the signed text.
    pub clause: Option<Text>,
    /// Header row and rows.
    pub table: Grid<Name>,
}

/// A table with a header row: the corner, the column heads, the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid<Cell> {
    /// `impact \ urgency`: the words in the corner, when any.
    pub corner: Vec<Name>,
    /// The header row's place.
    pub header: Span,
    /// The column heads.
    pub heads: Vec<Name>,
    /// The rows.
    pub rows: Vec<GridRow<Cell>>,
}

/// One row of a [`Grid`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow<Cell> {
    /// The row's place.
    pub span: Span,
    /// The value that it is about.
    pub name: Name,
    /// One cell a column head; the count is checked later.
    pub cells: Vec<Cell>,
}

/// `clock name "Label" of incident { from opened; to resolved; counting sw1; pausing while waiting on klant }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// Name, label, clause.
    pub head: Head,
    /// The ticket kind.
    pub ticket: Name,
    /// `from opened`
    pub from: Option<Endpoint>,
    /// `to resolved`
    pub to: Option<Endpoint>,
    /// `counting sw1`: a window, an algebra, or `always`.
    pub counting: Option<Expr>,
    /// `pausing while waiting on klant, derde`
    pub pausing: Vec<Name>,
    /// `from opened, outside sw1 : next workday`: a start outside that window is moved to the opening of the window's
    /// next day
    pub outside: Option<Name>,
}

/// Where a clock starts or stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The clause.
    pub span: Span,
    /// How several moments make one.
    pub pick: Pick,
    /// `opened`, `responded`, `resolved`, `closed`, or a ticket column of type instant.
    pub moments: Vec<Name>,
}

/// How several moments make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// Just the one.
    Only,
    /// `first of a, b`: the earliest that is there.
    First,
    /// `later of a, b`: the latest, once all are there.
    Later,
}

/// One component: `HM1 "Leverancier 1"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Name, label, clause.
    pub head: Head,
}

/// One plan: `dedicated "Dedicated"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Name, label, clause.
    pub head: Head,
}

/// `applies to tickets where kanaal is portaal`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applies {
    /// The words before the condition.
    pub span: Span,
    /// Which tickets; all others are out of scope.
    pub filter: Expr,
}

/// `cadence voortgang of incident { … }`: a clock, and what is owed while it runs
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cadence {
    /// From when to when, and which time counts.
    pub clock: Clock,
    /// What is owed.
    pub norm: Norm,
}

/// `objective "…" clause "1" { norm …; kpi … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    /// What is to be reached.
    pub name: Text,
    /// Clause number in the signed text.
    pub clause: Option<Text>,
    /// Its norms, kpis and cadences.
    pub items: Vec<Item>,
}

/// `entitlements "…" { | standard | dedicated ; "Reviews" | no | yes }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitlements {
    /// The word `entitlements`.
    pub keyword: Span,
    /// What people call it.
    pub label: Option<Text>,
    /// Clause number in the signed text.
    pub clause: Option<Text>,
    /// The header row's place; `None` without one.
    pub header: Option<Span>,
    /// The plans of the columns.
    pub plans: Vec<Name>,
    /// The rows.
    pub rows: Vec<EntitlementRow>,
}

/// One row of `entitlements`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntitlementRow {
    /// The row's place.
    pub span: Span,
    /// What one is entitled to.
    pub what: Text,
    /// The norm or cadence that it must agree with.
    pub norm: Option<Name>,
    /// One a plan; the count is checked later.
    pub cells: Vec<Spanned<Entitled>>,
}

/// A cell of `entitlements`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entitled {
    /// `yes`, `no`
    YesNo(bool),
    /// `"on request"`
    Text(String),
    /// `not agreed yet`
    NotAgreed,
}

/// `group HM "Herkenningsmakelaars" { HM1, HM2, HM3 }`, or `{ members from evidence }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Name, label, clause.
    pub head: Head,
    /// Components.
    pub members: Vec<Name>,
    /// `members from evidence`: where those words stand.
    pub from_evidence: Option<Span>,
}
