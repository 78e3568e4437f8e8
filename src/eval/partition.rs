//! What lengths of sets could still be, when some time may or may not be in some of them.
//!
//! The period is cut into classes: time in which every set of a measure has the same standing. Where standings are open, the
//! lengths are linear in how much of the class goes which way, so a sum of lengths has its ends at pure choices, and so
//! has a quotient of two (found by Dinkelbach's method, in exact fractions).

use std::collections::BTreeMap;

use crate::eval::extent::{Extent, rest};
use crate::eval::range::Range;
use crate::model::{MeasureSubject, RowSet, SetExpr, SliceSide, SlicesId, WindowExpr};
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
    /// A quorum or a budget.
    Made(&'m SetExpr),
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
    /// How much an instant weighs, by how much it weighs in each leaf.
    fn weight(&self, leaf: &impl Fn(usize) -> Ratio) -> Ratio {
        match self {
            Self::Period => Ratio::ONE,
            Self::Leaf(number) => leaf(*number),
            Self::Union(a, b) => a.weight(leaf).max(b.weight(leaf)),
            Self::Intersection(a, b) => a.weight(leaf).min(b.weight(leaf)),
            Self::Difference(a, b) => a.weight(leaf).min(rest(&b.weight(leaf))),
        }
    }
}

/// The least and the most that an instant may weigh in a leaf.
type Standing = (Ratio, Ratio);

/// What must be in a leaf, what may be in it, and whether time may be in it in part.
pub(super) type Scope = (Extent, Extent, bool);

/// Time in which every leaf has the same standing.
#[derive(Debug)]
struct Class {
    /// What every leaf may weigh, in every way that counts (see [`Partition::new`]).
    choices: Vec<Vec<Ratio>>,
    /// In microseconds.
    length: Ratio,
}

/// A period cut into classes.
#[derive(Debug)]
pub(super) struct Partition(Vec<Class>);

/// More ways than these, in which time of a class may stand, are not told apart.
const MOST_CHOICES: usize = 256;

/// A sum of lengths: a fixed part, and for each class and choice what a microsecond of it adds.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    fixed: Ratio,
    weights: Vec<Vec<Ratio>>,
}

impl Partition {
    /// Of `[from, to)`, by what must be and what may be in each leaf. `None` when too much is open at one time.
    ///
    /// Lengths of sets are sums of pieces that are straight between the weights of leaves, their remainders and a half:
    /// so a sum of lengths has its ends where every open leaf weighs one of these. Of time that is in a leaf or not there
    /// are just the two.
    pub(super) fn new(from: Instant, to: Instant, leaves: &[Scope]) -> Option<Self> {
        let edges = leaves.iter().flat_map(|(must, may, _)| must.edges().chain(may.edges()));
        let mut cuts: Vec<Instant> = edges.filter(|at| from < *at && *at < to).chain([from, to]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut classes: BTreeMap<Vec<Standing>, Elapsed> = BTreeMap::new();
        for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
            let standing = |(must, may, _): &Scope| (must.at(*start), may.at(*start));
            let length = classes.entry(leaves.iter().map(standing).collect()).or_default();
            *length = [*length, start.until(*end)].into_iter().sum();
        }
        let partly: Vec<bool> = leaves.iter().map(|(.., partly)| *partly).collect();
        let class = |(standings, length): (Vec<Standing>, Elapsed)| {
            Some(Class { choices: choices(&standings, &partly)?, length: Ratio::whole(length.micros()) })
        };
        classes.into_iter().map(class).collect::<Option<Vec<Class>>>().map(Self)
    }

    /// The length of a set.
    pub(super) fn length(&self, gate: &Gate) -> Linear {
        let weights = self.0.iter().map(|class| {
            let weight =
                |choice: &Vec<Ratio>| gate.weight(&|number: usize| choice.get(number).cloned().unwrap_or(Ratio::ZERO));
            class.choices.iter().map(weight).collect()
        });
        Linear { fixed: Ratio::ZERO, weights: weights.collect() }
    }

    /// A number, whatever the choices.
    pub(super) fn fixed(&self, value: &Ratio) -> Linear {
        let weights = self.0.iter().map(|class| vec![Ratio::ZERO; class.choices.len()]);
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

/// Every way in which the leaves of a class may weigh, as far as it makes ends; `None` of too many.
fn choices(standings: &[Standing], partly: &[bool]) -> Option<Vec<Vec<Ratio>>> {
    let half = Ratio::new(1, 2);
    let ends = || standings.iter().flat_map(|(low, high)| [low, high]);
    let mut all = vec![Vec::new()];
    for ((low, high), partly) in standings.iter().zip(partly) {
        let mut weights = vec![low.clone(), high.clone()];
        if *partly && low != high {
            let inner = ends().flat_map(|end| [end.clone(), rest(end)]).chain([half.clone()]);
            weights.extend(inner.filter(|weight| low < weight && weight < high));
        }
        weights.sort();
        weights.dedup();
        if all.len() * weights.len() > MOST_CHOICES {
            return None;
        }
        let with = |choice: &Vec<Ratio>| {
            let choice = choice.clone();
            weights.clone().into_iter().map(move |weight| choice.iter().cloned().chain([weight]).collect())
        };
        all = all.iter().flat_map(with).collect();
    }
    Some(all)
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
