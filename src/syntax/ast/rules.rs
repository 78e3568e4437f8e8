//! Rules that give a priority, ladders of escalation, notes on the signed text.

use crate::source::{Span, Spanned};

use super::{Expr, Head, Name, Percent, Text};

/// `rules priority of incident clause "2" { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// From the keyword to the `{`.
    pub span: Span,
    /// The ticket kind.
    pub ticket: Name,
    /// Clause number in the signed text.
    pub clause: Option<Text>,
    /// Its lines.
    pub lines: Vec<RuleLine>,
}

/// One line of `rules`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleLine {
    /// `P1 when omvang is volledig`; `None` is `P4 otherwise`.
    Case {
        /// The line.
        span: Span,
        /// The priority that it gives.
        priority: Name,
        /// To which tickets.
        when: Option<Expr>,
    },
    /// `at most P3 when omgeving is TNI unless gemotiveerd`
    Cap {
        /// The line.
        span: Span,
        /// The most urgent priority that is left.
        priority: Name,
        /// Of which tickets; all, when it says nothing.
        when: Option<Expr>,
        /// Except which.
        unless: Option<Expr>,
    },
}

/// `escalation operationeel "…" clause "4" of incident { … }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalation {
    /// Name, label, clause.
    pub head: Head,
    /// The ticket kind.
    pub ticket: Name,
    /// In the order written.
    pub steps: Vec<EscalationStep>,
}

/// `step "1ste escalatie" contact "2de lijn" at 50% of oplostijden when priority is P1`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalationStep {
    /// The line.
    pub span: Span,
    /// What it is called.
    pub label: Text,
    /// Who is told.
    pub contact: Option<Text>,
    /// The share of the limit that is used up when it is reached, and the norm whose limit that is; at once otherwise.
    pub at: Option<(Spanned<Percent>, Name)>,
    /// For which tickets.
    pub when: Option<Expr>,
}

/// `defect "8.4" "…"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// Clause number in the signed text.
    pub number: Text,
    /// What is wrong with it.
    pub text: Text,
}
