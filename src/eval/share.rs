//! A share of counted things: best case, worst case, and what a running period leaves open (semantics 6.1, 4.4).

use crate::eval::range::{End, Range};
use crate::eval::verdict::Counts;
use crate::quantity::Ratio;

/// What stands between a count and certainty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Doubt {
    /// Things that may be added, good or not.
    pub(super) maybe: u64,
    /// Things that may turn from good to bad or back: skipped rows of waits and changes.
    pub(super) turning: u64,
    /// The period still runs: anything may be added.
    pub(super) running: bool,
}

/// The share as counted; `None`: of nothing.
pub(super) fn of(counts: &Counts) -> Option<Ratio> {
    Ratio::checked_new(i128::from(counts.good), i128::from(counts.total))
}

/// What the share could be; `None`: nothing could be in it.
///
/// The best case takes every maybe as good, the worst as bad. A row that may turn does most by turning a miss into a good,
/// or a good into a miss; where there is none left, by adding one. In a running period any number of good ones may come:
/// a share comes as near to 1 as one likes, and reaches it only while there is no miss (and likewise 0).
pub(super) fn range(counts: &Counts, doubt: Doubt) -> Option<Range> {
    let Counts { good, total, .. } = *counts;
    let bad = total.saturating_sub(good);
    let Doubt { maybe, turning, running } = doubt;
    if running {
        let end = |value, against: u64| Some(End { value, reached: against <= turning });
        return Some(Range { low: end(Ratio::ZERO, good), high: end(Ratio::ONE, bad) });
    }
    let extreme = |kept: u64, other: u64| {
        let turned = turning.min(other);
        let added = turning - turned + maybe;
        Ratio::checked_new(i128::from(kept) + i128::from(turned + added), i128::from(total) + i128::from(added))
    };
    let best = extreme(good, bad)?;
    let worst = Ratio::ONE.sub(&extreme(bad, good)?).ok()?;
    Some(Range::between(worst, best))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(good: u64, total: u64) -> Counts {
        Counts { good, total, pending: 0, maybe: 0 }
    }

    #[test]
    fn best_and_worst_case_are_those_of_all_completions() {
        for (good, bad, maybe) in (0..5).flat_map(|g| (0..5).flat_map(move |b| (0..4).map(move |m| (g, b, m)))) {
            let shares: Vec<Ratio> = (0..=maybe)
                .filter_map(|more| Ratio::checked_new(i128::from(good + more), i128::from(good + bad + maybe)))
                .collect();
            let want = shares.iter().min().zip(shares.iter().max());
            let doubt = Doubt { maybe, ..Doubt::default() };
            let got = range(&counts(good, good + bad), doubt);
            assert_eq!(got, want.map(|(low, high)| Range::between(low.clone(), high.clone())), "{good} {bad} {maybe}");
        }
    }

    #[test]
    fn one_row_that_may_turn() {
        let doubt = Doubt { turning: 1, ..Doubt::default() };
        let got = range(&counts(3, 4), doubt).unwrap();
        assert_eq!(got, Range::between(Ratio::new(2, 4), Ratio::ONE));
        let got = range(&counts(4, 4), doubt).unwrap();
        assert_eq!(got, Range::between(Ratio::new(3, 4), Ratio::ONE));
    }

    #[test]
    fn a_running_period_can_be_saved_unless_everything_must_be_good() {
        use crate::model::Comparison::{AtLeast, AtMost, More};
        let doubt = Doubt { running: true, ..Doubt::default() };
        let (missed, spotless) = (range(&counts(3, 4), doubt).unwrap(), range(&counts(4, 4), doubt).unwrap());
        assert!(missed.against(AtLeast, &Ratio::new(99, 100)).0);
        assert!(!missed.against(AtLeast, &Ratio::ONE).0);
        assert!(spotless.against(AtLeast, &Ratio::ONE).0);
        assert!(!spotless.against(More, &Ratio::ONE).0);
        assert!(!missed.against(AtMost, &Ratio::ZERO).0);
    }
}
