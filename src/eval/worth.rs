//! The value of a formula: as known now, what it could still be, and how it reads.

use crate::eval::error::EvalError;
use crate::eval::partition::{Linear, Partition};
use crate::eval::range::Range;
use crate::eval::rowsets::NotGiven;
use crate::eval::verdict::{Actual, Exact, Terms};
use crate::model::Unit;
use crate::quantity::{Elapsed, Ratio, RatioError};

/// What came of a formula. Durations are in microseconds.
#[derive(Debug, Clone)]
pub(super) enum Worth {
    /// A value.
    Known(Known),
    /// A share or a mean of nothing (semantics 2.5); with what it could be, where rows may be missing or still come.
    Empty {
        /// What it could be; `None`: empty for certain.
        could: Option<Range>,
        /// A share, which shows as 100 % (0/0).
        terms: Option<Terms>,
    },
    /// There is no value.
    Absent(Absent),
}

/// Why there is no value.
#[derive(Debug, Clone)]
pub(super) enum Absent {
    /// A table that it needs was not given.
    NotGiven(&'static str),
    /// It cannot be had; why was noted.
    Impossible(EvalError),
}

/// A value.
#[derive(Debug, Clone)]
pub(super) struct Known {
    /// With what is known for certain.
    pub(super) value: Ratio,
    /// What it could be.
    pub(super) could: Could,
    /// Both terms as counted, of a share.
    pub(super) terms: Option<Terms>,
    /// A percentage below zero was lifted to 0.
    pub(super) floored: bool,
}

/// What a value could be.
#[derive(Debug, Clone)]
pub(super) enum Could {
    /// Just what it is.
    Just,
    /// A sum of lengths of the measure at hand.
    Linear(Linear),
    /// Something between two ends.
    Between(Range),
}

impl From<NotGiven> for Worth {
    fn from(NotGiven(table): NotGiven) -> Self {
        Self::Absent(Absent::NotGiven(table))
    }
}

impl Known {
    /// A value that is certain.
    pub(super) fn just(value: Ratio) -> Self {
        Self { value, could: Could::Just, terms: None, floored: false }
    }

    /// A value that could be something else.
    pub(super) fn between(value: Ratio, could: Option<Range>) -> Self {
        let just = Range::just(&value);
        let could = could.filter(|range| *range != just).map_or(Could::Just, Could::Between);
        Self { value, could, terms: None, floored: false }
    }

    /// What it could be, as a range.
    pub(super) fn range(&self, partition: Option<&Partition>) -> Result<Range, RatioError> {
        match (&self.could, partition) {
            (Could::Just, _) => Ok(Range::just(&self.value)),
            (Could::Between(range), _) => Ok(range.clone()),
            (Could::Linear(linear), Some(partition)) => partition.range(linear),
            (Could::Linear(_), None) => Ok(Range::ANY),
        }
    }

    /// As a sum of lengths, where it is one.
    fn linear(&self, partition: &Partition) -> Option<Linear> {
        match &self.could {
            Could::Just => Some(partition.fixed(&self.value)),
            Could::Linear(linear) => Some(linear.clone()),
            Could::Between(_) => None,
        }
    }

    /// `self + other`
    pub(super) fn add(&self, other: &Self, partition: Option<&Partition>) -> Result<Self, RatioError> {
        let value = self.value.add(&other.value)?;
        let linear = |a: Linear, b: Linear, _: &Partition| Ok(Some(Could::Linear(a.plus(&b)?)));
        self.with(other, value, partition, linear, Range::add)
    }

    /// `self - other`
    pub(super) fn sub(&self, other: &Self, partition: Option<&Partition>) -> Result<Self, RatioError> {
        let value = self.value.sub(&other.value)?;
        let linear =
            |a: Linear, b: Linear, _: &Partition| Ok(Some(Could::Linear(a.plus(&b.scaled(&Ratio::whole(-1))?)?)));
        self.with(other, value, partition, linear, Range::sub)
    }

    /// `self * other`
    pub(super) fn mul(&self, other: &Self, partition: Option<&Partition>) -> Result<Self, RatioError> {
        let value = self.value.mul(&other.value)?;
        let linear = |a: Linear, b: Linear, _: &Partition| match (&self.could, &other.could) {
            (Could::Just, Could::Linear(_)) => Ok(Some(Could::Linear(b.scaled(&self.value)?))),
            (Could::Linear(_), Could::Just) => Ok(Some(Could::Linear(a.scaled(&other.value)?))),
            _ => Ok(None),
        };
        self.with(other, value, partition, linear, Range::mul)
    }

    /// `self / other`; `other` is not zero.
    pub(super) fn div(&self, other: &Self, partition: Option<&Partition>) -> Result<Self, RatioError> {
        let value = self.value.div(&other.value)?;
        let linear = |a: Linear, b: Linear, partition: &Partition| match (&self.could, &other.could) {
            (Could::Linear(_), Could::Just) => Ok(Some(Could::Linear(a.scaled(&Ratio::ONE.div(&other.value)?)?))),
            _ => Ok(Some(Could::Between(partition.quotient(&a, &b)?))),
        };
        self.with(other, value, partition, linear, Range::div)
    }

    fn with(
        &self,
        other: &Self,
        value: Ratio,
        partition: Option<&Partition>,
        linear: impl Fn(Linear, Linear, &Partition) -> Result<Option<Could>, RatioError>,
        range: impl Fn(&Range, &Range) -> Result<Range, RatioError>,
    ) -> Result<Self, RatioError> {
        if let (Could::Just, Could::Just) = (&self.could, &other.could) {
            return Ok(Self::just(value));
        }
        if let Some(partition) = partition
            && let (Some(a), Some(b)) = (self.linear(partition), other.linear(partition))
            && let Some(could) = linear(a, b, partition)?
        {
            return Ok(Self { value, could, terms: None, floored: false });
        }
        let could = range(&self.range(partition)?, &other.range(partition)?)?;
        Ok(Self::between(value, Some(could)))
    }

    /// The value of a function that never decreases.
    pub(super) fn map(&self, partition: Option<&Partition>, f: impl Fn(&Ratio) -> Ratio) -> Result<Self, RatioError> {
        let could = match self.could {
            Could::Just => Could::Just,
            Could::Linear(_) | Could::Between(_) => Could::Between(self.range(partition)?.map(&f)),
        };
        Ok(Self { value: f(&self.value), could, terms: None, floored: self.floored })
    }

    /// As what a measure of this unit yields: a percentage is not below zero (semantics 5.5), and what it could be is a range.
    pub(super) fn finished(self, unit: Unit, partition: Option<&Partition>) -> Result<Self, RatioError> {
        let range = self.range(partition)?;
        let negative = self.value.is_negative();
        if unit != Unit::Percent {
            return Ok(Self { could: Self::between(self.value.clone(), Some(range)).could, ..self });
        }
        let floor = |value: &Ratio| value.clone().max(Ratio::ZERO);
        let value = floor(&self.value);
        let could = Self::between(value.clone(), Some(range.map(floor))).could;
        let terms = self.terms.filter(|_| !negative);
        Ok(Self { value, could, terms, floored: self.floored || negative })
    }

    /// For the reader.
    pub(super) fn actual(&self, unit: Unit) -> Actual {
        Actual { value: exact(unit, &self.value), terms: self.terms.clone(), vacuous: false, floored: self.floored }
    }
}

impl Worth {
    /// For the reader; a share of nothing shows as 100 % (0/0) (semantics 2.7).
    pub(super) fn actual(&self, unit: Unit) -> Option<Actual> {
        match self {
            Self::Known(known) => Some(known.actual(unit)),
            Self::Empty { terms: Some(terms), .. } => Some(Actual {
                value: exact(unit, &Ratio::ONE),
                terms: Some(terms.clone()),
                vacuous: true,
                floored: false,
            }),
            Self::Empty { terms: None, .. } | Self::Absent(_) => None,
        }
    }
}

/// A value with its unit. A count that is not whole, or past 64 bits, is a number.
pub(super) fn exact(unit: Unit, value: &Ratio) -> Exact {
    match unit {
        Unit::Percent => Exact::Percent(value.clone()),
        Unit::Elapsed => Exact::Seconds(seconds(value)),
        Unit::Number => Exact::Number(value.clone()),
        Unit::Count => whole(value).map_or_else(|| Exact::Number(value.clone()), Exact::Count),
    }
}

/// As a whole number of 64 bits, where it is one.
pub(super) fn whole(value: &Ratio) -> Option<i64> {
    value.is_whole().then(|| value.terms().0.parse().ok()).flatten()
}

/// Microseconds as seconds. Only a fraction near the limit of size cannot be divided; it shows as it is.
fn seconds(micros: &Ratio) -> Ratio {
    micros.div(&Ratio::whole(Elapsed::SECOND.micros())).unwrap_or_else(|_| micros.clone())
}
