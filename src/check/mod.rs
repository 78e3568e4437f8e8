//! Units, tables, bounds: a resolved contract becomes a typed one.

pub mod typed;

/// The result of `check`: every item typed. `model` freezes it.
#[derive(Debug, Clone)]
pub struct Checked {
    /// See [`crate::model::Model`] for each field.
    pub header: typed::Header,
    /// What the contract leaves open.
    pub conventions: typed::Conventions,
    /// Holiday lists.
    pub holidays: Vec<typed::Holidays>,
    /// Windows.
    pub windows: Vec<typed::Window>,
    /// Promises about windows.
    pub ensures: Vec<typed::Ensure>,
    /// Priorities, most urgent first.
    pub priorities: Vec<typed::Level>,
    /// Ticket kinds.
    pub tickets: Vec<typed::TicketKind>,
    /// Columns of `outages`.
    pub outage_columns: Vec<typed::Column>,
    /// Columns of `maintenance`.
    pub maintenance_columns: Vec<typed::Column>,
    /// Clocks.
    pub clocks: Vec<typed::Clock>,
    /// Components.
    pub components: Vec<typed::Component>,
    /// Groups.
    pub groups: Vec<typed::Group>,
    /// Measures.
    pub measures: Vec<typed::Measure>,
    /// Norms and kpis.
    pub norms: Vec<typed::Norm>,
    /// Prose.
    pub prose: Vec<typed::Prose>,
    /// Worked examples.
    pub tests: Vec<typed::Test>,
}
