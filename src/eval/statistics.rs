//! Mean, median, percentile, … of clock readings, exactly.

use crate::eval::range::{End, Range};
use crate::model::Statistic;
use crate::quantity::{Elapsed, Ratio, RatioError};

/// The statistic of readings in order of length, in microseconds. Of nothing, the longest and the sum are 0 and the
/// others are empty (`None`).
pub(super) fn of(statistic: Statistic, sorted: &[Elapsed]) -> Result<Option<Ratio>, RatioError> {
    let nth = |index: usize| sorted.get(index).map(|reading| Ratio::whole(reading.micros()));
    let count = sorted.len();
    match statistic {
        Statistic::Sum => sum(sorted).map(Some),
        Statistic::Longest => Ok(Some(count.checked_sub(1).and_then(nth).unwrap_or(Ratio::ZERO))),
        Statistic::Shortest => Ok(nth(0)),
        Statistic::Mean if count == 0 => Ok(None),
        Statistic::Mean => Ok(Some(sum(sorted)?.div(&whole(count))?)),
        Statistic::Median => match (count.checked_sub(1).and_then(|last| nth(last / 2)), nth(count / 2)) {
            (Some(low), Some(high)) => Ok(Some(low.add(&high)?.div(&Ratio::whole(2))?)),
            _ => Ok(None),
        },
        Statistic::Percentile(percent) => {
            let rank = (u128::from(percent) * count as u128).div_ceil(100).max(1);
            Ok(usize::try_from(rank - 1).ok().and_then(nth))
        }
    }
}

fn whole(count: usize) -> Ratio {
    Ratio::new(count as i128, 1)
}

fn sum(readings: &[Elapsed]) -> Result<Ratio, RatioError> {
    Ok(Ratio::new(readings.iter().map(|reading| i128::from(reading.micros())).sum(), 1))
}

/// What may be added to the readings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Doubt<'a> {
    /// Readings of tickets that may belong here, in order of length.
    pub(super) maybe: &'a [Elapsed],
    /// How many readings may be missing, added or other than they seem: skipped rows.
    pub(super) unknown: u64,
    /// The period still runs.
    pub(super) running: bool,
}

/// What the statistic could be. Skipped rows and the rest of a running period allow any reading, from zero on.
pub(super) fn range(statistic: Statistic, sorted: &[Elapsed], doubt: Doubt<'_>) -> Result<Option<Range>, RatioError> {
    let known = of(statistic, sorted)?;
    if doubt.unknown > 0 {
        return Ok(Some(Range::from(Ratio::ZERO)));
    }
    if doubt.running {
        let zero = Some(End { value: Ratio::ZERO, reached: true });
        let known_end = known.map(End::at);
        return Ok(Some(match statistic {
            Statistic::Sum | Statistic::Longest | Statistic::Percentile(100) => {
                Range { low: known_end.or(zero), high: None }
            }
            Statistic::Shortest => Range { low: zero, high: known_end },
            // With enough readings of nothing a mean comes near to zero.
            Statistic::Mean => {
                let reached = sorted.iter().all(|reading| *reading == Elapsed::ZERO);
                Range { low: Some(End { value: Ratio::ZERO, reached }), high: None }
            }
            Statistic::Median | Statistic::Percentile(_) => Range::from(Ratio::ZERO),
        }));
    }
    if doubt.maybe.len() > MOST_TOLD_APART {
        return coarse(statistic, sorted, doubt.maybe).map(Some);
    }
    // The least is had with the shortest of the maybes, the most with the longest: so many, and no others.
    let mut ends: Vec<Ratio> = known.into_iter().collect();
    for count in 1..=doubt.maybe.len() {
        let (shortest, longest) = (doubt.maybe.get(..count), doubt.maybe.get(doubt.maybe.len() - count..));
        for some in [shortest, longest].into_iter().flatten() {
            ends.extend(of(statistic, &merged(sorted, some))?);
        }
    }
    Ok(ends.iter().min().cloned().zip(ends.into_iter().max()).map(|(low, high)| Range::between(low, high)))
}

/// Of more maybes than this, only the shortest and the longest of all readings are looked at.
const MOST_TOLD_APART: usize = 32;

fn coarse(statistic: Statistic, sorted: &[Elapsed], maybe: &[Elapsed]) -> Result<Range, RatioError> {
    let end = |reading: Option<&Elapsed>| Ratio::whole(reading.map_or(0, |reading| reading.micros()));
    let shortest = end(sorted.first().min(maybe.first()).or(maybe.first()));
    let longest = end(sorted.last().max(maybe.last()));
    Ok(match statistic {
        Statistic::Sum => Range::between(sum(sorted)?, sum(sorted)?.add(&sum(maybe)?)?),
        Statistic::Longest => Range::between(end(sorted.last()), longest),
        Statistic::Shortest => Range::between(shortest, end(sorted.first().or(maybe.last()))),
        Statistic::Mean | Statistic::Median | Statistic::Percentile(_) => Range::between(shortest, longest),
    })
}

fn merged(a: &[Elapsed], b: &[Elapsed]) -> Vec<Elapsed> {
    let mut all = [a, b].concat();
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(all: &[i64]) -> Vec<Elapsed> {
        all.iter().map(|n| Elapsed::from_micros(*n)).collect()
    }

    #[test]
    fn by_hand() {
        type Case = (Statistic, &'static [i64], Option<(i128, i128)>);
        let cases: [Case; 12] = [
            (Statistic::Mean, &[1, 2, 4], Some((7, 3))),
            (Statistic::Median, &[1, 2, 4], Some((2, 1))),
            (Statistic::Median, &[1, 2, 4, 9], Some((3, 1))),
            (Statistic::Percentile(95), &[1, 2, 4, 9], Some((9, 1))),
            (Statistic::Percentile(50), &[1, 2, 4, 9], Some((2, 1))),
            (Statistic::Percentile(1), &[1, 2, 4, 9], Some((1, 1))),
            (Statistic::Longest, &[1, 2], Some((2, 1))),
            (Statistic::Shortest, &[1, 2], Some((1, 1))),
            (Statistic::Sum, &[], Some((0, 1))),
            (Statistic::Longest, &[], Some((0, 1))),
            (Statistic::Mean, &[], None),
            (Statistic::Percentile(95), &[], None),
        ];
        for (statistic, all, want) in cases {
            let want = want.map(|(n, d)| Ratio::new(n, d));
            assert_eq!(of(statistic, &readings(all)), Ok(want), "{statistic:?} of {all:?}");
        }
    }

    #[test]
    fn ends_are_those_of_all_completions() {
        let (sure, maybe) = (readings(&[3, 5, 5, 8]), readings(&[1, 4, 6, 20]));
        let all = [
            Statistic::Mean,
            Statistic::Median,
            Statistic::Percentile(90),
            Statistic::Percentile(25),
            Statistic::Longest,
            Statistic::Shortest,
            Statistic::Sum,
        ];
        for (statistic, sure) in
            all.into_iter().flat_map(|it| (0..5).map(move |n| (it, n))).map(|(it, n)| (it, &sure[..n]))
        {
            let of_some = |bits: u32| {
                let some: Vec<Elapsed> = (0..4).filter(|n| bits >> n & 1 == 1).map(|n| maybe[n]).collect();
                of(statistic, &merged(sure, &some)).unwrap()
            };
            let values: Vec<Ratio> = (0..16).filter_map(of_some).collect();
            let doubt = Doubt { maybe: &maybe, unknown: 0, running: false };
            let want = Range::between(values.iter().min().unwrap().clone(), values.iter().max().unwrap().clone());
            assert_eq!(range(statistic, sure, doubt), Ok(Some(want)), "{statistic:?}");
        }
    }
}
