//! What rules are asked of: the period at hand, or a worked example.

use crate::eval::range::Range;
use crate::eval::verdict::Actual;
use crate::evidence::RowRef;
use crate::model::{CompensationId, ComponentId, Formula, NormId, RowSet};
use crate::quantity::{Elapsed, Instant};

use super::verdict::Between;

/// The facts of one period.
pub(super) trait Facts {
    /// What a formula yields.
    fn value(&mut self, formula: &Formula, component: Option<ComponentId>) -> Found;
    /// Misses under a norm: a ticket that misses two levels counts once.
    fn misses(&mut self, norm: NormId) -> Misses;
    /// The tickets that a rule looks at one by one.
    fn tickets(&mut self, compensation: CompensationId, rule: usize) -> Group;
    /// The merged rows that a rule looks at one by one.
    fn rows(&mut self, rows: &RowSet) -> Group;
    /// How long the period is.
    fn length(&self) -> Elapsed;
}

/// A value, times in microseconds.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// For the reader.
    pub(super) actual: Option<Actual>,
    /// What it could be; `None`: there is nothing to measure, which pays nothing.
    pub(super) could: Option<Range>,
    /// Whether there may be nothing to measure.
    pub(super) perhaps_nothing: bool,
    /// Why it is not known.
    pub(super) missing: Option<String>,
}

/// How many misses.
#[derive(Debug, Clone)]
pub(super) struct Misses {
    pub(super) count: Between,
    /// Why that is not known.
    pub(super) missing: Option<String>,
}

/// Tickets or rows looked at one by one.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub(super) items: Vec<Item>,
    /// Others may come, or are missing.
    pub(super) open: bool,
    /// Even those that are certain may be others than they seem: a missing row may join two.
    pub(super) shaky: bool,
    /// Why it is not known.
    pub(super) missing: Option<String>,
}

/// One of them.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// The id of a ticket.
    pub(super) ticket: Option<String>,
    /// When it ended.
    pub(super) at: Option<Instant>,
    pub(super) length: Elapsed,
    /// How many rows it is made of.
    pub(super) parts: u32,
    /// Whether it belongs here, as it is, for certain.
    pub(super) certain: bool,
    pub(super) row: RowRef,
}
