//! What lengths of sets could still be, when some time may or may not be in some of them.
//!
//! The period is cut into classes: time in which every set of a measure has the same standing. Where standings are open, the
//! lengths are linear in how much of the class goes which way, so a sum of lengths has its ends at pure choices, and so
//! has a quotient of two (found by Dinkelbach's method, in exact fractions).

use std::collections::BTreeMap;

use crate::calendar::IntervalSet;
use crate::eval::range::Range;
use crate::model::{MeasureSubject, RowSet, SliceSide, SlicesId, WindowExpr};
use crate::quantity::{Elapsed, Instant, Ratio, RatioError};

/// Sets that are not made of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaf<'m> {
    /// A window.
    Window(&'m WindowExpr),
    /// Rows of a table.
    Rows(&'m RowSet),
    /// Slices of time.
    Slices(SlicesId, MeasureSubject, SliceSide),
}

/// An expression over leaves.
#[derive(Debug, Clone)]
pub(super) enum Gate {
    /// All of the period.
    Period,
    /// A leaf, by number.
    Leaf(usize),
    /// `or`
    Union(Box<Gate>, Box<Gate>),
    /// `within`
    Intersection(Box<Gate>, Box<Gate>),
    /// `outside`
    Difference(Box<Gate>, Box<Gate>),
}

impl Gate {
    fn holds(&self, leaf: &impl Fn(usize) -> bool) -> bool {
        match self {
            Self::Period => true,
            Self::Leaf(number) => leaf(*number),
            Self::Union(a, b) => a.holds(leaf) || b.holds(leaf),
            Self::Intersection(a, b) => a.holds(leaf) && b.holds(leaf),
            Self::Difference(a, b) => a.holds(leaf) && !b.holds(leaf),
        }
    }
}

/// Whether time is in a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Out,
    Open,
    In,
}

/// Time in which every leaf has the same standing.
#[derive(Debug)]
struct Class {
    leaves: Vec<Standing>,
    /// Numbers of the leaves that are open.
    open: Vec<usize>,
    /// In microseconds.
    length: Ratio,
}

/// A period cut into classes.
#[derive(Debug)]
pub(super) struct Partition(Vec<Class>);

/// More open leaves than this at one time are not told apart.
const MOST_OPEN: usize = 6;

/// A sum of lengths: a fixed part, and for each class and choice what a microsecond of it adds.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    fixed: Ratio,
    weights: Vec<Vec<Ratio>>,
}

impl Partition {
    /// Of `[from, to)`, by what must be and what may be in each leaf. `None` when too much is open at one time.
    pub(super) fn new(from: Instant, to: Instant, leaves: &[(IntervalSet, IntervalSet)]) -> Option<Self> {
        let sets = || leaves.iter().flat_map(|(must, may)| [must, may]);
        let ends = sets().flat_map(IntervalSet::iter).flat_map(|piece| [piece.start(), piece.end()]);
        let mut cuts: Vec<Instant> = ends.filter(|at| from < *at && *at < to).chain([from, to]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut classes: BTreeMap<Vec<Standing>, Elapsed> = BTreeMap::new();
        for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
            let standing =
                |(must, may): &(IntervalSet, IntervalSet)| match (must.contains(*start), may.contains(*start)) {
                    (true, _) => Standing::In,
                    (false, true) => Standing::Open,
                    (false, false) => Standing::Out,
                };
            let length = classes.entry(leaves.iter().map(standing).collect()).or_default();
            *length = [*length, start.until(*end)].into_iter().sum();
        }
        let classes = classes.into_iter().map(|(leaves, length)| {
            let open = leaves.iter().enumerate().filter(|(_, standing)| **standing == Standing::Open);
            let open: Vec<usize> = open.map(|(number, _)| number).collect();
            let length = Ratio::whole(length.micros());
            (open.len() <= MOST_OPEN).then_some(Class { leaves, open, length })
        });
        classes.collect::<Option<Vec<Class>>>().map(Self)
    }

    /// The length of a set.
    pub(super) fn length(&self, gate: &Gate) -> Linear {
        let weights = self.0.iter().map(|class| {
            let choice = |bits: usize| {
                let leaf = |number: usize| match class.leaves.get(number) {
                    Some(Standing::In) => true,
                    Some(Standing::Open) => {
                        class.open.iter().position(|open| *open == number).is_some_and(|place| bits >> place & 1 == 1)
                    }
                    Some(Standing::Out) | None => false,
                };
                if gate.holds(&leaf) { Ratio::ONE } else { Ratio::ZERO }
            };
            (0..1usize << class.open.len()).map(choice).collect()
        });
        Linear { fixed: Ratio::ZERO, weights: weights.collect() }
    }

    /// A number, whatever the choices.
    pub(super) fn fixed(&self, value: &Ratio) -> Linear {
        let weights = self.0.iter().map(|class| vec![Ratio::ZERO; 1 << class.open.len()]);
        Linear { fixed: value.clone(), weights: weights.collect() }
    }

    /// The most of `linear`, with the choice for each class.
    fn most(&self, linear: &Linear) -> Result<(Ratio, Vec<usize>), RatioError> {
        let mut sum = linear.fixed.clone();
        let mut choices = Vec::with_capacity(self.0.len());
        for (class, weights) in self.0.iter().zip(&linear.weights) {
            let best = weights.iter().enumerate().max_by_key(|(_, weight)| *weight);
            let (choice, weight) = best.expect("a class has at least one choice");
            sum = sum.add(&weight.mul(&class.length)?)?;
            choices.push(choice);
        }
        Ok((sum, choices))
    }

    /// The value of `linear` at a choice for each class.
    fn at(&self, linear: &Linear, choices: &[usize]) -> Result<Ratio, RatioError> {
        let mut sum = linear.fixed.clone();
        for ((class, weights), choice) in self.0.iter().zip(&linear.weights).zip(choices) {
            let weight = weights.get(*choice).expect("a choice of this class");
            sum = sum.add(&weight.mul(&class.length)?)?;
        }
        Ok(sum)
    }

    /// What a sum of lengths could be.
    pub(super) fn range(&self, linear: &Linear) -> Result<Range, RatioError> {
        let (high, _) = self.most(linear)?;
        let (low, _) = self.most(&linear.scaled(&Ratio::whole(-1))?)?;
        Ok(Range::between(low.neg(), high))
    }

    /// What a quotient could be.
    pub(super) fn quotient(&self, above: &Linear, below: &Linear) -> Result<Range, RatioError> {
        let (least, _) = self.most(&below.scaled(&Ratio::whole(-1))?)?;
        if !least.is_negative() {
            return Ok(Range::ANY);
        }
        let high = self.greatest(above, below)?;
        let low = self.greatest(&above.scaled(&Ratio::whole(-1))?, below)?.neg();
        Ok(Range::between(low, high))
    }

    /// The greatest quotient, where `below` is always above zero. Each round is a vertex with a greater quotient, or the end.
    fn greatest(&self, above: &Linear, below: &Linear) -> Result<Ratio, RatioError> {
        let (_, mut choices) = self.most(above)?;
        loop {
            let quotient = self.at(above, &choices)?.div(&self.at(below, &choices)?)?;
            let (surplus, better) = self.most(&above.plus(&below.scaled(&quotient.neg())?)?)?;
            if surplus.is_negative() || surplus.is_zero() {
                return Ok(quotient);
            }
            choices = better;
        }
    }
}

impl Linear {
    pub(super) fn plus(&self, other: &Self) -> Result<Self, RatioError> {
        let add = |(a, b): (&Vec<Ratio>, &Vec<Ratio>)| a.iter().zip(b).map(|(a, b)| a.add(b)).collect();
        let weights = self.weights.iter().zip(&other.weights).map(add).collect::<Result<_, _>>()?;
        Ok(Self { fixed: self.fixed.add(&other.fixed)?, weights })
    }

    pub(super) fn scaled(&self, by: &Ratio) -> Result<Self, RatioError> {
        let scale = |weights: &Vec<Ratio>| weights.iter().map(|weight| weight.mul(by)).collect();
        let weights = self.weights.iter().map(scale).collect::<Result<_, _>>()?;
        Ok(Self { fixed: self.fixed.mul(by)?, weights })
    }
}
