//! What of a contract its worked examples touch: norms, rows and cells, bounds, tiers, and the tables that give a priority.
//!
//! A point is touched by what an example asks for, and only by that: a norm by an expectation about it or about what
//! follows from it, a row by something that was judged under it, a bound by a value exactly at it and by one on its
//! other side, a tier by an amount that was taken from it.

mod touch;

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Calendar;
use crate::eval::trial::TestOutcome;
use crate::model::{
    Comparison, CompensationId, Condition, Derivation, Edge, Model, NormId, Pay, PrioritySource, Requirement, Subject,
    Test, TicketKindId, Tier, Value,
};
use crate::quantity::Ratio;
use touch::Touch;

/// Something that an example can touch. Numbers count from 0, in the order of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// A cell of the matrix of a kind of tickets: a ticket of these values.
    Cell(TicketKindId, usize, usize),
    /// A case of the rules of a kind of tickets: a ticket that it decides.
    Case(TicketKindId, usize),
    /// A cap of those rules: a ticket that it takes something off.
    PriorityCap(TicketKindId, usize),
    /// A norm: an expectation about it, or about what follows from it.
    Norm(NormId),
    /// A row or cell of a norm: something judged under it.
    Requirement(NormId, usize),
    /// A limit on a clock: a ticket at it, or on its other side.
    Limit(NormId, usize, Side),
    /// A bound on a measured value: a value at it, or on its other side.
    Bound(NormId, usize, Side),
    /// A rule of a compensation that has no tiers: a period in which it pays.
    Rule(CompensationId, usize),
    /// A tier: a value that stands in it.
    Tier(CompensationId, usize, usize),
    /// Where a tier begins and another ends: a value exactly there.
    Edge(CompensationId, usize, usize),
    /// A cap on an amount: an amount that it takes something off.
    Cap(CompensationId, usize),
    /// A right, by its index in the model: a period in which it arises.
    Right(usize),
}

/// The two values that show where a bound lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Exactly at it.
    At,
    /// Where it gives the other answer than exactly at it.
    Beyond,
}

/// Kinds of points, as they are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Cells and rows of tables that give a priority.
    Priorities,
    /// Norms.
    Norms,
    /// Rows and cells of norms.
    Rows,
    /// Values at and beyond a bound or the end of a tier.
    Boundaries,
    /// Tiers and other rules of compensation, caps and rights.
    Consequences,
}

impl Point {
    /// How it is counted.
    pub fn sort(self) -> Sort {
        match self {
            Self::Cell(..) | Self::Case(..) | Self::PriorityCap(..) => Sort::Priorities,
            Self::Norm(_) => Sort::Norms,
            Self::Requirement(..) => Sort::Rows,
            Self::Limit(..) | Self::Bound(..) | Self::Edge(..) => Sort::Boundaries,
            Self::Rule(..) | Self::Tier(..) | Self::Cap(..) | Self::Right(_) => Sort::Consequences,
        }
    }

    /// The point without which this one cannot be touched.
    pub fn needs(self) -> Option<Self> {
        match self {
            Self::Requirement(norm, _) => Some(Self::Norm(norm)),
            Self::Limit(norm, row, _) | Self::Bound(norm, row, _) => Some(Self::Requirement(norm, row)),
            Self::Cell(..)
            | Self::Case(..)
            | Self::PriorityCap(..)
            | Self::Norm(_)
            | Self::Rule(..)
            | Self::Tier(..)
            | Self::Edge(..)
            | Self::Cap(..)
            | Self::Right(_) => None,
        }
    }
}

/// What the examples of a contract touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Everything that they can touch, in the order of the contract.
    pub points: Vec<Point>,
    touched: BTreeSet<Point>,
}

impl Coverage {
    /// Whether an example touches it.
    pub fn is_touched(&self, point: Point) -> bool {
        self.touched.contains(&point)
    }

    /// So many touched of so many, by kind of point; kinds that the contract has none of are left out.
    pub fn counts(&self) -> BTreeMap<Sort, (usize, usize)> {
        let mut counts: BTreeMap<Sort, (usize, usize)> = BTreeMap::new();
        for point in &self.points {
            let count = counts.entry(point.sort()).or_default();
            count.0 += usize::from(self.is_touched(*point));
            count.1 += 1;
        }
        counts
    }
}

/// What examples of a contract touch, by what came of them.
pub fn coverage(calendar: &Calendar<'_>, examples: &[(&Test, TestOutcome)]) -> Coverage {
    let mut touched = BTreeSet::new();
    for (test, outcome) in examples {
        Touch { calendar, test, outcome, touched: &mut touched }.all();
    }
    Coverage { points: points(calendar.model()), touched }
}

/// Everything that examples of a contract can touch.
fn points(model: &Model) -> Vec<Point> {
    let mut points = Vec::new();
    for (kind, ticket) in (0u32..).map(TicketKindId).zip(&model.tickets) {
        match &ticket.priority {
            PrioritySource::Recorded => {}
            PrioritySource::Derived(Derivation::Matrix(matrix))
            | PrioritySource::Checked(Derivation::Matrix(matrix)) => {
                for (row, cells) in matrix.cells.iter().enumerate() {
                    points.extend((0..cells.len()).map(|column| Point::Cell(kind, row, column)));
                }
            }
            PrioritySource::Derived(Derivation::Rules(rules)) | PrioritySource::Checked(Derivation::Rules(rules)) => {
                points.extend((0..rules.cases.len()).map(|case| Point::Case(kind, case)));
                points.extend((0..rules.caps.len()).map(|cap| Point::PriorityCap(kind, cap)));
            }
        }
    }
    for (id, norm) in (0u32..).map(NormId).zip(&model.norms) {
        points.push(Point::Norm(id));
        for (row, requirement) in norm.requirements.iter().enumerate() {
            points.extend(of_requirement(id, row, requirement));
        }
    }
    for (id, compensation) in (0u32..).map(CompensationId).zip(&model.compensations) {
        for (number, rule) in compensation.rules.iter().enumerate() {
            let Some(tiers) = rule.pay.tiers() else {
                points.push(Point::Rule(id, number));
                continue;
            };
            for tier in 0..tiers.len() {
                points.push(Point::Tier(id, number, tier));
                points.extend(edge(tiers, tier).map(|_| Point::Edge(id, number, tier)));
            }
        }
        points.extend((0..compensation.caps.len()).map(|cap| Point::Cap(id, cap)));
    }
    points.extend((0..model.rights.len()).map(Point::Right));
    points
}

/// A row or cell of a norm, and the bounds in it.
fn of_requirement(norm: NormId, row: usize, requirement: &Requirement) -> Vec<Point> {
    let sides = [Side::At, Side::Beyond];
    let mut points = match &requirement.subject {
        Subject::NoNorm | Subject::NotAgreed => return Vec::new(),
        Subject::Timed(_) => sides.map(|side| Point::Limit(norm, row, side)).to_vec(),
        Subject::Formula { .. }
        | Subject::EachMember(..)
        | Subject::EachRow { .. }
        | Subject::Obliged(_)
        | Subject::Cadence(_) => Vec::new(),
    };
    points.insert(0, Point::Requirement(norm, row));
    let timed = matches!(requirement.subject, Subject::Timed(_));
    if let Some(bound) = &requirement.bound {
        // All of them kept the limit, or one did not: the limit has said that already.
        let all = timed && bound.op == Comparison::AtLeast && bound.value == Value::Percent(Ratio::ONE);
        points.extend(sides.map(|side| Point::Bound(norm, row, side)).into_iter().filter(|_| !all));
    }
    points
}

/// The lower end of a tier, where another one ends there.
fn edge(tiers: &[Tier], tier: usize) -> Option<&Edge> {
    let low = tiers.get(tier)?.low.as_ref()?;
    let ends = |other: &Tier| other.high.as_ref().is_some_and(|high| high.at == low.at);
    tiers.iter().any(ends).then_some(low)
}

/// The norms that an amount or right follows from.
fn grounds(model: &Model, compensation: CompensationId) -> Vec<NormId> {
    let compensation = model.compensation(compensation);
    let mut norms = Vec::new();
    let mut conditions: Vec<&Condition> = compensation.ends.iter().collect();
    for rule in &compensation.rules {
        match &rule.pay {
            Pay::Flat { when, .. } | Pay::Ladder { when, .. } => conditions.push(when),
            Pay::PerMiss { norm, .. } => norms.push(*norm),
            Pay::Tiers { .. }
            | Pay::PerStep { .. }
            | Pay::TimeLost { .. }
            | Pay::EachTicket { .. }
            | Pay::EachRow { .. } => {}
        }
    }
    for condition in conditions {
        super::compensation::norms(condition, &mut |norm| norms.push(norm));
    }
    norms
}
