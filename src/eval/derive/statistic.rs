//! Margins of a median, a percentile, a mean of many readings.

use crate::eval::derive::room::Target;
use crate::eval::derive::{Keeps, Margin, Of, Things};
use crate::eval::verdict::Exact;
use crate::model::{SampleStatistic, Statistic};
use crate::quantity::Ratio;

/// What of the readings a bound is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// The one that stands at this place, from 1, in order of length.
    Rank(u64),
    /// All of them together, that many times the value.
    Sum,
    Mean,
    /// Something between two of them.
    Other,
}

impl About {
    pub(super) fn clock(statistic: Statistic, count: u64) -> Self {
        match statistic {
            Statistic::Mean => Self::Mean,
            Statistic::Median => Self::median(count),
            Statistic::Percentile(percent) => Self::percentile(percent, count),
            Statistic::Longest => Self::Rank(count),
            Statistic::Shortest => Self::Rank(1),
            Statistic::Sum => Self::Sum,
        }
    }

    pub(super) fn samples(statistic: SampleStatistic, count: u64) -> Self {
        match statistic {
            SampleStatistic::Median => Self::median(count),
            SampleStatistic::Percentile(percent) => Self::percentile(percent, count),
            SampleStatistic::Highest => Self::Rank(count),
            SampleStatistic::Lowest => Self::Rank(1),
            SampleStatistic::Count | SampleStatistic::Mean | SampleStatistic::Sum | SampleStatistic::Pooled => {
                Self::Other
            }
        }
    }

    /// Of an even number it is the mean of two.
    fn median(count: u64) -> Self {
        if count % 2 == 1 { Self::Rank(count / 2 + 1) } else { Self::Other }
    }

    /// Nearest rank.
    fn percentile(percent: u32, count: u64) -> Self {
        let rank = (u128::from(percent) * u128::from(count)).div_ceil(100).max(1);
        u64::try_from(rank).map_or(Self::Other, Self::Rank)
    }
}

/// Of `count` readings, of which `beyond` are not what the bound asks: as many may be as the place leaves on that side.
pub(super) fn of_rank(things: Things, rank: u64, count: u64, beyond: u64, target: &Target) -> Option<Margin> {
    let allowed = match target.side {
        Keeps::AtMost => count.checked_sub(rank)?,
        Keeps::AtLeast => rank.checked_sub(1)?,
    };
    let number = |n: u64| i64::try_from(n).ok().map(Exact::Count);
    Some(Margin {
        of: Of::Beyond,
        component: None,
        things,
        side: Keeps::AtMost,
        value: number(beyond)?,
        limit: Some(number(allowed)?),
        reached: true,
        whole: Some(number(count)?),
        nearest: Vec::new(),
    })
}

/// Of all readings together, in microseconds.
pub(super) fn of_sum(sum: &Ratio, times: u64, target: &Target) -> Option<Margin> {
    let limit = target.bound.mul(&Ratio::new(i128::from(times), 1)).ok()?;
    Some(Margin {
        of: Of::Total,
        component: None,
        things: Things::Tickets,
        side: target.side,
        value: crate::eval::worth::exact(crate::model::Unit::Elapsed, sum),
        limit: Some(crate::eval::worth::exact(crate::model::Unit::Elapsed, &limit)),
        reached: target.reached,
        whole: None,
        nearest: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::statistics;
    use crate::model::Comparison::{AtLeast, AtMost, Less, More};
    use crate::quantity::Elapsed;

    /// A bound on a ranked reading holds just where no more readings are beyond it than are allowed: all small worlds.
    #[test]
    fn as_many_beyond_as_the_rank_leaves() {
        let all = [
            Statistic::Median,
            Statistic::Percentile(90),
            Statistic::Percentile(25),
            Statistic::Longest,
            Statistic::Shortest,
        ];
        for (statistic, op) in all.into_iter().flat_map(|one| [AtMost, Less, AtLeast, More].map(|op| (one, op))) {
            for (count, code) in (1..6usize).flat_map(|count| (0..3usize.pow(5)).map(move |code| (count, code))) {
                let mut readings: Vec<Elapsed> = (0..count)
                    .map(|n| {
                        Elapsed::from_micros(
                            i64::try_from(code / 3usize.pow(u32::try_from(n).expect("few")) % 3).expect("few"),
                        )
                    })
                    .collect();
                readings.sort_unstable();
                let bound = Ratio::ONE;
                let target = Target::new(op, bound.clone()).expect("a side");
                let About::Rank(rank) = About::clock(statistic, count as u64) else { continue };
                let value = statistics::of(statistic, &readings).expect("small").expect("of something");
                let beyond = readings.iter().filter(|one| !target.takes(&Ratio::whole(one.micros()))).count();
                let margin = of_rank(Things::Tickets, rank, count as u64, beyond as u64, &target).expect("small");
                assert_eq!(margin.holds(), op.holds(&value, &bound), "{statistic:?} {op:?} {readings:?}");
            }
        }
    }
}
