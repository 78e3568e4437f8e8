//! Time that counts in whole or in part: a set of which each instant has a weight from 0 to 1 (semantics 5.4).

use std::collections::BTreeSet;

use crate::calendar::{Interval, IntervalSet};
use crate::quantity::{Instant, Ratio, RatioError};

/// Time with weights. What is in neither part does not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// What counts in whole.
    whole: IntervalSet,
    /// What counts in part: in order, apart from each other and from the whole; neighbours of one weight are one.
    partly: Vec<(Interval, Ratio)>,
}

impl From<IntervalSet> for Extent {
    fn from(whole: IntervalSet) -> Self {
        Self { whole, partly: Vec::new() }
    }
}

impl Extent {
    /// Pieces in any order; where they overlap, the heaviest counts.
    pub(super) fn of(pieces: impl IntoIterator<Item = (Interval, Ratio)>) -> Self {
        let (whole, partly): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|(_, weight)| *weight >= Ratio::ONE);
        let whole = IntervalSet::from_unsorted(whole.into_iter().map(|(piece, _)| piece));
        if partly.is_empty() {
            return whole.into();
        }
        let cuts: BTreeSet<Instant> = partly.iter().flat_map(|(piece, _)| [piece.start(), piece.end()]).collect();
        let mut pieces: Vec<(Interval, Ratio)> = Vec::new();
        for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
            let here = partly.iter().filter(|(piece, _)| piece.contains(*from)).map(|(_, weight)| weight);
            if let (Some(weight), Some(piece)) = (here.max(), Interval::new(*from, *to)) {
                pieces.push((piece, weight.clone()));
            }
        }
        let partly = Self { whole: IntervalSet::EMPTY, partly: pieces };
        Self::from(whole).union(&partly)
    }

    /// The weight of an instant.
    pub(super) fn at(&self, at: Instant) -> Ratio {
        if self.whole.contains(at) {
            return Ratio::ONE;
        }
        let index = self.partly.partition_point(|(piece, _)| piece.end() <= at);
        let found = self.partly.get(index).filter(|(piece, _)| piece.contains(at));
        found.map_or(Ratio::ZERO, |(_, weight)| weight.clone())
    }

    /// Where the weight may change.
    pub(super) fn edges(&self) -> impl Iterator<Item = Instant> + '_ {
        self.pieces().flat_map(|piece| [piece.start(), piece.end()])
    }

    /// Every piece that counts at all.
    fn pieces(&self) -> impl Iterator<Item = Interval> + '_ {
        self.whole.iter().chain(self.partly.iter().map(|(piece, _)| *piece))
    }

    /// All time that counts at all.
    pub(super) fn support(&self) -> IntervalSet {
        if self.partly.is_empty() { self.whole.clone() } else { self.pieces().collect() }
    }

    /// Its pieces in order of time, whatever they weigh.
    pub(super) fn stretches(&self) -> Vec<(Instant, Instant)> {
        let pieces = self.whole.iter().chain(self.partly.iter().map(|(piece, _)| *piece));
        let mut all: Vec<(Instant, Instant)> = pieces.map(|piece| (piece.start(), piece.end())).collect();
        all.sort_unstable();
        all
    }

    fn combine(&self, other: &Self, f: impl Fn(Ratio, Ratio) -> Ratio) -> Self {
        let cuts: BTreeSet<Instant> = self.edges().chain(other.edges()).collect();
        let (mut whole, mut partly) = (Vec::new(), Vec::<(Interval, Ratio)>::new());
        for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
            let weight = f(self.at(*from), other.at(*from));
            let Some(piece) = Interval::new(*from, *to).filter(|_| weight > Ratio::ZERO) else { continue };
            if weight >= Ratio::ONE {
                whole.push(piece);
                continue;
            }
            match partly.last_mut() {
                Some((last, before)) if last.end() == piece.start() && *before == weight => {
                    *last = Interval::new(last.start(), piece.end()).expect("two pieces are longer than one");
                }
                Some(_) | None => partly.push((piece, weight)),
            }
        }
        Self { whole: IntervalSet::from_unsorted(whole), partly }
    }

    fn is_plain(&self, other: &Self) -> bool {
        self.partly.is_empty() && other.partly.is_empty()
    }

    /// `or`: the larger weight.
    pub(super) fn union(&self, other: &Self) -> Self {
        if self.is_plain(other) {
            return self.whole.union(&other.whole).into();
        }
        self.combine(other, Ord::max)
    }

    /// `within`: the smaller weight.
    pub(super) fn intersection(&self, other: &Self) -> Self {
        if self.is_plain(other) {
            return self.whole.intersection(&other.whole).into();
        }
        self.combine(other, Ord::min)
    }

    /// `outside`: at most what the other leaves.
    pub(super) fn difference(&self, other: &Self) -> Self {
        if self.is_plain(other) {
            return self.whole.difference(&other.whole).into();
        }
        self.combine(other, |a, b| a.min(rest(&b)))
    }

    /// Where this weighs more than the other.
    pub(super) fn above(&self, other: &Self) -> IntervalSet {
        if self.is_plain(other) {
            return self.whole.difference(&other.whole);
        }
        self.combine(other, |a, b| if a > b { Ratio::ONE } else { Ratio::ZERO }).whole
    }

    /// What lies in `[from, to)`.
    pub(super) fn clip(&self, from: Instant, to: Instant) -> Self {
        let Some(frame) = Interval::new(from, to) else { return Self::default() };
        let partly =
            self.partly.iter().filter_map(|(piece, weight)| Some((piece.intersection(frame)?, weight.clone())));
        Self { whole: self.whole.clip(from, to), partly: partly.collect() }
    }

    /// How long it is, in microseconds: a part of an hour counts as such a part.
    pub(super) fn length(&self) -> Result<Ratio, RatioError> {
        let whole = Ratio::whole(self.whole.length().micros());
        self.partly
            .iter()
            .try_fold(whole, |sum, (piece, weight)| sum.add(&weight.mul(&Ratio::whole(piece.length().micros()))?))
    }
}

/// What a weight leaves.
pub(super) fn rest(weight: &Ratio) -> Ratio {
    Ratio::ONE.sub(weight).unwrap_or(Ratio::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weights in quarters for the instants 0 to 3.
    fn world(quarters: [i128; 4]) -> Extent {
        let piece = |n: i64| Interval::new(Instant::from_micros(n), Instant::from_micros(n + 1)).unwrap();
        Extent::of((0..).zip(quarters).map(|(n, weight)| (piece(n), Ratio::new(weight, 4))))
    }

    #[test]
    fn the_algebra_agrees_with_weights() {
        let worlds = [[0, 1, 4, 2], [3, 3, 0, 4], [2, 1, 1, 0], [4, 4, 4, 4], [0, 0, 0, 0], [1, 4, 1, 3]];
        for a in worlds {
            for b in worlds {
                let both = |f: fn(i128, i128) -> i128| world(std::array::from_fn(|n| f(a[n], b[n])));
                assert_eq!(world(a).union(&world(b)), both(std::cmp::max), "{a:?} or {b:?}");
                assert_eq!(world(a).intersection(&world(b)), both(std::cmp::min), "{a:?} within {b:?}");
                assert_eq!(world(a).difference(&world(b)), both(|a, b| a.min(4 - b)), "{a:?} outside {b:?}");
            }
            let sum: i128 = a.iter().sum();
            assert_eq!(world(a).length(), Ok(Ratio::new(sum, 4)));
        }
    }
}
