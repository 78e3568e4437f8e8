//! Rules that give a priority, ladders of escalation, notes on the signed text.

use crate::quantity::Ratio;
use crate::source::Span;

use super::{Declared, NormId, Predicate, PriorityId, TicketKindId};

/// Rules that give every ticket a priority: the first case that holds, then each cap in turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorityRules {
    /// Clause number in the signed text.
    pub clause: Option<String>,
    /// The `rules` line.
    pub span: Span,
    /// In the order written. The last one holds of every ticket: `P4 otherwise`.
    pub cases: Vec<PriorityCase>,
    /// In the order written.
    pub caps: Vec<PriorityCap>,
}

/// `P1 when omvang is volledig`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorityCase {
    /// The line.
    pub span: Span,
    /// The priority that it gives.
    pub priority: PriorityId,
    /// To which tickets.
    pub when: Predicate,
}

/// `at most P3 when omgeving is TNI unless gemotiveerd`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriorityCap {
    /// The line.
    pub span: Span,
    /// The most urgent priority that is left.
    pub priority: PriorityId,
    /// Of which tickets; `unless` is in it.
    pub when: Predicate,
}

/// A ladder of escalation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalation {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// The ticket kind.
    pub ticket: TicketKindId,
    /// In the order written.
    pub steps: Vec<EscalationStep>,
}

/// A step of a ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalationStep {
    /// The line.
    pub span: Span,
    /// What it is called.
    pub label: String,
    /// Who is told.
    pub contact: Option<String>,
    /// The share of the ticket's limit that is used up when it is reached, and the norm whose limit that is; `None`: it
    /// is reached when the ticket is opened.
    pub at: Option<(Ratio, NormId)>,
    /// Of which tickets.
    pub when: Predicate,
}

/// A note on something in the signed text that contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// Clause number in the signed text.
    pub number: String,
    /// What is wrong with it, in words.
    pub text: String,
    /// Where.
    pub span: Span,
}
