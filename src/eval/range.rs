//! What a value could still be: everything between two ends, as missing rows, missing values and the rest of a running
//! period allow. A range may be wider than the truth, never narrower, so what it decides is certain.

use crate::model::Comparison;
use crate::quantity::{Ratio, RatioError};

/// An end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct End {
    /// The value.
    pub(super) value: Ratio,
    /// Whether it can be reached, or only come near to.
    pub(super) reached: bool,
}

/// From an end to an end; `None`: without end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Range {
    /// The least.
    pub(super) low: Option<End>,
    /// The most.
    pub(super) high: Option<End>,
}

impl End {
    /// An end that can be reached.
    pub(super) fn at(value: Ratio) -> Self {
        Self { value, reached: true }
    }
}

impl Range {
    /// Anything at all.
    pub(super) const ANY: Self = Self { low: None, high: None };

    /// Just one value.
    pub(super) fn just(value: &Ratio) -> Self {
        Self::between(value.clone(), value.clone())
    }

    /// Both ends included.
    pub(super) fn between(low: Ratio, high: Ratio) -> Self {
        Self { low: Some(End::at(low)), high: Some(End::at(high)) }
    }

    /// At least this.
    pub(super) fn from(low: Ratio) -> Self {
        Self { low: Some(End::at(low)), high: None }
    }

    /// Whether a value in it may satisfy a bound, and whether one may fail it.
    pub(super) fn against(&self, op: Comparison, bound: &Ratio) -> (bool, bool) {
        let beyond = |end: &Option<End>, past: fn(&Ratio, &Ratio) -> bool, or_at: bool| {
            end.as_ref().is_none_or(|end| past(&end.value, bound) || (or_at && end.reached && end.value == *bound))
        };
        let below = |or_at| beyond(&self.low, |a, b| a < b, or_at);
        let above = |or_at| beyond(&self.high, |a, b| a > b, or_at);
        let at = below(true) && above(true);
        let only = self.low == self.high && at;
        match op {
            Comparison::Less => (below(false), above(true)),
            Comparison::AtMost => (below(true), above(false)),
            Comparison::More => (above(false), below(true)),
            Comparison::AtLeast => (above(true), below(false)),
            Comparison::Equal => (at, !only),
            Comparison::NotEqual => (!only, at),
        }
    }

    /// The same with a function that never decreases on both ends.
    pub(super) fn map(&self, f: impl Fn(&Ratio) -> Ratio) -> Self {
        let end = |end: &Option<End>| {
            end.as_ref().map(|end| {
                let value = f(&end.value);
                // A step of the function may be reached by what comes near to the end.
                End { reached: end.reached || value != end.value, value }
            })
        };
        Self { low: end(&self.low), high: end(&self.high) }
    }

    /// With the other sign.
    pub(super) fn neg(&self) -> Self {
        let end = |end: &Option<End>| end.as_ref().map(|end| End { value: end.value.neg(), reached: end.reached });
        Self { low: end(&self.high), high: end(&self.low) }
    }

    pub(super) fn add(&self, other: &Self) -> Result<Self, RatioError> {
        let sum = |a: &Option<End>, b: &Option<End>| match (a, b) {
            (Some(a), Some(b)) => Ok(Some(End { value: a.value.add(&b.value)?, reached: a.reached && b.reached })),
            _ => Ok(None),
        };
        Ok(Self { low: sum(&self.low, &other.low)?, high: sum(&self.high, &other.high)? })
    }

    pub(super) fn sub(&self, other: &Self) -> Result<Self, RatioError> {
        self.add(&other.neg())
    }

    pub(super) fn mul(&self, other: &Self) -> Result<Self, RatioError> {
        if let (Some(a), Some(b), Some(c), Some(d)) = (&self.low, &self.high, &other.low, &other.high) {
            let mut ends = Vec::new();
            for (x, y) in [(a, c), (a, d), (b, c), (b, d)] {
                ends.push(End { value: x.value.mul(&y.value)?, reached: x.reached && y.reached });
            }
            // Of equal ends one that can be reached.
            let low = ends.iter().min_by_key(|end| (&end.value, !end.reached)).cloned();
            let high = ends.iter().max_by_key(|end| (&end.value, end.reached)).cloned();
            return Ok(Self { low, high });
        }
        match (&self.low, &other.low) {
            (Some(a), Some(b)) if !a.value.is_negative() && !b.value.is_negative() => {
                Ok(Self::from(a.value.mul(&b.value)?))
            }
            _ => Ok(Self::ANY),
        }
    }

    /// A divisor that may be zero, or lie on either side of it, leaves anything.
    pub(super) fn div(&self, other: &Self) -> Result<Self, RatioError> {
        let Some(least) = other.low.as_ref().filter(|low| !low.value.is_negative() && !low.value.is_zero()) else {
            return Ok(Self::ANY);
        };
        let low = match &other.high {
            Some(most) => End { value: Ratio::ONE.div(&most.value)?, reached: most.reached },
            None => End { value: Ratio::ZERO, reached: false },
        };
        let high = End { value: Ratio::ONE.div(&least.value)?, reached: least.reached };
        self.mul(&Self { low: Some(low), high: Some(high) })
    }
}

impl Range {
    /// What the lowest (or highest) of several could be; `None` of none.
    pub(super) fn chosen(ranges: &[Self], lowest: bool) -> Option<Self> {
        if !lowest {
            let turned: Vec<Self> = ranges.iter().map(Self::neg).collect();
            return Some(Self::chosen(&turned, true)?.neg());
        }
        let (first, rest) = ranges.split_first()?;
        Some(rest.iter().fold(first.clone(), |chosen, next| Self {
            // Of equal ends: the least of both can be reached when either can; the most only when both can.
            low: match (chosen.low, &next.low) {
                (Some(a), Some(b)) => {
                    Some(if (&a.value, !a.reached) <= (&b.value, !b.reached) { a } else { b.clone() })
                }
                _ => None,
            },
            high: match (chosen.high, &next.high) {
                (Some(a), Some(b)) => Some(if (&a.value, a.reached) <= (&b.value, b.reached) { a } else { b.clone() }),
                (a, b) => a.or_else(|| b.clone()),
            },
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: Option<(i128, bool)>, high: Option<(i128, bool)>) -> Range {
        let end = |end: Option<(i128, bool)>| end.map(|(n, reached)| End { value: Ratio::new(n, 1), reached });
        Range { low: end(low), high: end(high) }
    }

    #[test]
    fn what_a_range_decides() {
        use Comparison::{AtLeast, AtMost, Equal, Less, More, NotEqual};
        let (closed, open) = (range(Some((0, true)), Some((1, true))), range(Some((0, false)), Some((1, false))));
        let (one, none) = (Range::just(&Ratio::ONE), Range::ANY);
        // range, op, bound, may pass, may fail
        let cases = [
            (&closed, AtLeast, 1, true, true),
            (&open, AtLeast, 1, false, true),
            (&closed, More, 1, false, true),
            (&closed, AtLeast, 0, true, false),
            (&open, More, 0, true, false),
            (&closed, More, 0, true, true),
            (&open, Less, 1, true, false),
            (&closed, AtMost, 1, true, false),
            (&open, AtMost, 0, false, true),
            (&closed, Equal, 2, false, true),
            (&one, Equal, 1, true, false),
            (&one, NotEqual, 1, false, true),
            (&open, Equal, 1, false, true),
            (&none, Less, 5, true, true),
        ];
        for (range, op, bound, pass, fail) in cases {
            assert_eq!(range.against(op, &Ratio::new(bound, 1)), (pass, fail), "{range:?} {op:?} {bound}");
        }
    }

    #[test]
    fn arithmetic_keeps_every_value() {
        let ends = || (-2..3).flat_map(|a| (a..3).map(move |b| (a, b)));
        let of = |(a, b): (i128, i128)| range(Some((a, true)), Some((b, true)));
        for (x, y) in ends().flat_map(|x| ends().map(move |y| (x, y))) {
            let (sum, difference) = (of(x).add(&of(y)).unwrap(), of(x).sub(&of(y)).unwrap());
            let (product, quotient) = (of(x).mul(&of(y)).unwrap(), of(x).div(&of(y)).unwrap());
            for (a, b) in (x.0..=x.1).flat_map(|a| (y.0..=y.1).map(move |b| (a, b))) {
                let holds = |range: &Range, value: Ratio| range.against(Comparison::Equal, &value).0;
                assert!(holds(&sum, Ratio::new(a + b, 1)));
                assert!(holds(&difference, Ratio::new(a - b, 1)));
                assert!(holds(&product, Ratio::new(a * b, 1)));
                assert!(b == 0 || holds(&quotient, Ratio::new(a, b)));
            }
        }
    }
}
