//! What the contract declares of its evidence.

use crate::source::Span;

use super::{Column, Head, Name};

/// `metric latency "Latency" of component { unit seconds; load number }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Name, label, clause.
    pub head: Head,
    /// `of component`
    pub of_component: Option<Span>,
    /// The word after `unit`, as written.
    pub unit: Option<Name>,
    /// Columns beyond the built-in ones.
    pub columns: Vec<Column>,
}
