//! The contract header, conventions, prose.

use chrono::NaiveDate;

use crate::quantity::{Elapsed, Zone};
use crate::source::Span;
use crate::syntax::ast::PeriodKind;

use super::locale::Locale;

/// Name, label and place of a declared thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// As the contract names it.
    pub name: String,
    /// What people call it.
    pub label: Option<String>,
    /// Clause number in the signed text.
    pub clause: Option<String>,
    /// Where its name stands.
    pub span: Span,
}

impl Declared {
    /// The label, or else the name.
    pub fn title(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.name)
    }
}

/// The `contract` header with the defaults of the edition filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Name of the contract.
    pub name: String,
    /// Who provides the service.
    pub provider: Option<String>,
    /// Who receives it.
    pub customer: Option<String>,
    /// Version as written.
    pub version: Option<String>,
    /// First day on which it holds.
    pub effective_from: Option<NaiveDate>,
    /// Last day on which it holds.
    pub effective_to: Option<NaiveDate>,
    /// Where those days are written.
    pub effective_span: Option<Span>,
    /// Zone of local times.
    pub zone: Zone,
    /// Language of numbers and words.
    pub locale: Locale,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// Length of the judged periods.
    pub period: PeriodKind,
}

/// What contracts leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conventions {
    /// What 0/0 is.
    pub empty: Empty,
    /// Which instant puts a ticket into a period.
    pub counted_by: CountedBy,
    /// Which priority decides the bound.
    pub priority: PriorityAt,
    /// Which stop counts after a reopening.
    pub reopened: Reopened,
    /// `1 workday = 8h30m`, when the contract declares it: calendar workdays then are elapsed time.
    pub workday: Option<Elapsed>,
}

/// What nothing-to-judge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Empty {
    /// `met` (default)
    Met,
    /// `breached`
    Breached,
    /// `not judged`: verdict `empty`
    NotJudged,
    /// `undecided`
    Undecided,
}

/// Which instant puts a ticket into a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedBy {
    /// `settled` (default; semantics 4.2)
    Settled,
    /// `opened`
    Opened,
    /// `resolved`
    Resolved,
    /// `closed`
    Closed,
}

/// Which priority decides the bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriorityAt {
    /// `at start`
    Start,
    /// `at stop` (default): the priority at the stop, or now while it runs.
    Stop,
    /// `highest` that it had while the clock ran.
    Highest,
}

/// Which stop counts after a reopening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reopened {
    /// `first stop`
    FirstStop,
    /// `last stop` (default)
    LastStop,
}

/// Prose of one clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// Clause number.
    pub number: String,
    /// Heading.
    pub title: Option<String>,
    /// Markdown.
    pub text: Option<String>,
    /// Where.
    pub span: Span,
    /// Where each line of the text stands.
    pub lines: Vec<Span>,
}
