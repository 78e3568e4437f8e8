//! How many or how much a bound allows, exactly.

use crate::eval::derive::{Keeps, Margin, Of, Open, Things};
use crate::eval::verdict::{Counts, Exact};
use crate::model::Comparison;
use crate::quantity::Ratio;

/// What a quantity has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// Which side of the bound is good.
    pub(super) side: Keeps,
    /// Whether the bound itself is.
    pub(super) reached: bool,
    /// In microseconds, where it is time.
    pub(super) bound: Ratio,
}

impl Target {
    /// `None`: neither side of it is better than the other.
    pub(super) fn new(op: Comparison, bound: Ratio) -> Option<Self> {
        let (side, reached) = match op {
            Comparison::Less => (Keeps::AtMost, false),
            Comparison::AtMost => (Keeps::AtMost, true),
            Comparison::More => (Keeps::AtLeast, false),
            Comparison::AtLeast => (Keeps::AtLeast, true),
            Comparison::Equal | Comparison::NotEqual => return None,
        };
        Some(Self { side, reached, bound })
    }

    /// The same for something that falls as this rises.
    pub(super) fn turned(self, bound: Ratio) -> Self {
        let side = match self.side {
            Keeps::AtMost => Keeps::AtLeast,
            Keeps::AtLeast => Keeps::AtMost,
        };
        Self { side, bound, ..self }
    }

    /// Whether a value is what it has to be.
    pub(super) fn takes(&self, value: &Ratio) -> bool {
        match self.side {
            Keeps::AtMost => *value < self.bound || (self.reached && *value == self.bound),
            Keeps::AtLeast => *value > self.bound || (self.reached && *value == self.bound),
        }
    }

    /// The last whole number that is; `None`: past 64 bits.
    pub(super) fn last_whole(&self) -> Option<i64> {
        let at = |units: num_bigint::BigInt| i64::try_from(units).ok();
        let step = i64::from(!self.reached && self.bound.is_whole());
        match self.side {
            Keeps::AtMost => at(self.bound.scaled_floor(0))?.checked_sub(step),
            Keeps::AtLeast => at(self.bound.scaled_ceil(0))?.checked_add(step),
        }
    }
}

/// Of a share of counted things: how many may miss, or how many may count.
pub(super) fn of_share(things: Things, counts: &Counts, target: &Target) -> Option<Margin> {
    let (good, total) = (i64::try_from(counts.good).ok()?, i64::try_from(counts.total).ok()?);
    if total == 0 || good > total {
        return None;
    }
    let wanted = target.bound.mul(&Ratio::whole(total)).ok()?;
    let last = Target { bound: wanted, ..target.clone() }.last_whole()?;
    let (of, value, limit) = match target.side {
        Keeps::AtLeast => (Of::Missed, total - good, Some(total.saturating_sub(last))),
        Keeps::AtMost => (Of::Matching, good, Some(last.min(total))),
    };
    Some(Margin {
        of,
        component: None,
        things,
        side: Keeps::AtMost,
        value: Exact::Count(value),
        limit: limit.filter(|limit| *limit >= 0).map(|limit| Exact::Count(limit.min(total))),
        reached: true,
        whole: Some(Exact::Count(total)),
        nearest: Vec::new(),
    })
}

/// Of things that may be added to a share, how many have to be good.
pub(super) fn open(counts: &Counts, maybe: u64, target: &Target) -> Option<Open> {
    if maybe == 0 {
        return None;
    }
    let total = i64::try_from(counts.total.checked_add(maybe)?).ok()?;
    let (good, most) = (i64::try_from(counts.good).ok()?, i64::try_from(maybe).ok()?);
    let wanted = target.bound.mul(&Ratio::whole(total)).ok()?;
    let last = Target { bound: wanted, ..target.clone() }.last_whole()?;
    let needed = match target.side {
        Keeps::AtLeast => Some(last.saturating_sub(good).max(0)).filter(|needed| *needed <= most),
        Keeps::AtMost => Some(last.saturating_sub(good).min(most)).filter(|needed| *needed >= 0),
    };
    Some(Open { things: maybe, needed: needed.and_then(|needed| u64::try_from(needed).ok()), side: target.side })
}

/// Of a count.
pub(super) fn of_count(things: Things, value: &Ratio, target: &Target) -> Option<Margin> {
    let value = crate::eval::worth::whole(value)?;
    let limit = target.last_whole()?;
    let limit = Some(limit).filter(|limit| *limit >= 0 || target.side == Keeps::AtLeast);
    Some(Margin {
        of: Of::Number,
        component: None,
        things,
        side: target.side,
        value: Exact::Count(value),
        limit: limit.map(Exact::Count),
        reached: true,
        whole: None,
        nearest: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Comparison::{AtLeast, AtMost, Less, More};

    /// Every share of up to 12 things under every bound of twelfths and tenths, against trying all numbers of misses.
    #[test]
    fn what_is_allowed_is_found_by_trying() {
        let bounds = (0..=13).flat_map(|n| [Ratio::new(n, 12), Ratio::new(n, 10)]);
        for (bound, op) in bounds.flat_map(|bound| [AtLeast, More, AtMost, Less].map(|op| (bound.clone(), op))) {
            let target = Target::new(op, bound.clone()).expect("a side");
            for (total, good) in (1..=12u64).flat_map(|total| (0..=total).map(move |good| (total, good))) {
                let counts = Counts { good, total, ..Counts::default() };
                let margin = of_share(Things::Tickets, &counts, &target).expect("something was counted");
                let holds = |good: u64| op.holds(&Ratio::new(i128::from(good), i128::from(total)), &bound);
                let kept = |against: &u64| match target.side {
                    Keeps::AtLeast => holds(total - against),
                    Keeps::AtMost => holds(*against),
                };
                let most = (0..=total).filter(kept).max().map(|most| Exact::Count(i64::try_from(most).expect("few")));
                assert_eq!(margin.limit, most, "{good}/{total} {op:?} {bound}");
                assert_eq!(margin.holds(), holds(good), "{good}/{total} {op:?} {bound}");
            }
        }
    }

    /// How many of those that are open have to be good, against trying all numbers of them.
    #[test]
    fn what_is_open_is_found_by_trying() {
        for (bound, op) in (0..=12).flat_map(|n| [AtLeast, More, AtMost, Less].map(|op| (Ratio::new(n, 10), op))) {
            let target = Target::new(op, bound.clone()).expect("a side");
            let worlds = (0..6u64).flat_map(|total| (0..=total).map(move |good| (total, good)));
            for ((total, good), maybe) in worlds.flat_map(|world| (1..5u64).map(move |maybe| (world, maybe))) {
                let counts = Counts { good, total, ..Counts::default() };
                let share = |more: &u64| Ratio::new(i128::from(good + more), i128::from(total + maybe));
                let kept = (0..=maybe).filter(|more| op.holds(&share(more), &bound));
                let want = if target.side == Keeps::AtLeast { kept.min() } else { kept.max() };
                let got = open(&counts, maybe, &target).and_then(|open| open.needed);
                assert_eq!(got, want, "{good}/{total} + {maybe} {op:?} {bound}");
            }
        }
    }
}
