//! What the contract declares of the evidence beside tickets, outages and maintenance: events, amounts, judgements,
//! metrics.

use super::{Column, Declared};

/// `event incidentoverleg "Incidentoverleg"`: something that happens at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Name, label, clause, place.
    pub declared: Declared,
}

/// `amount monthly_fee "Monthly fee"`: a sum of money per period, in the contract's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// Name, label, clause, place.
    pub declared: Declared,
}

/// `judgement progress "Progress was made"`: a yes or no that people give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Name, label, clause, place.
    pub declared: Declared,
}

/// `metric latency { unit seconds; load number }`: what samples measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Name, label, clause, place.
    pub declared: Declared,
    /// Whether its samples name a component.
    pub of_component: bool,
    /// What a sample holds.
    pub unit: MetricUnit,
    /// Columns beyond the built-in ones.
    pub columns: Vec<Column>,
}

/// What a sample of a metric holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricUnit {
    /// `value` in seconds: an elapsed time.
    Seconds,
    /// `value` in milliseconds: an elapsed time.
    Milliseconds,
    /// `value` a percentage.
    Percent,
    /// `value` a bare number.
    Number,
    /// `good` and `total`: how many of how many.
    Requests,
}
