use super::{Interval, IntervalSet};
use crate::quantity::{Elapsed, Instant};

/// When something is open, with running totals: every question is answered by bisection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    open: IntervalSet,
    /// Open microseconds before each interval, and at last all of them: one longer than `open`.
    before: Vec<i64>,
}

impl Schedule {
    /// Of this set.
    pub fn new(open: IntervalSet) -> Self {
        let mut total = 0;
        let mut before = Vec::with_capacity(open.len() + 1);
        before.push(total);
        for piece in open.iter() {
            total += piece.length().micros();
            before.push(total);
        }
        Self { open, before }
    }

    /// When it is open.
    pub fn open(&self) -> &IntervalSet {
        &self.open
    }

    /// Whether it is open at `at`.
    pub fn is_open(&self, at: Instant) -> bool {
        self.open.contains(at)
    }

    /// Open time in `[from, to)`; none when `to` is not after `from`.
    pub fn elapsed(&self, from: Instant, to: Instant) -> Elapsed {
        Elapsed::from_micros((self.total_at(to) - self.total_at(from)).max(0))
    }

    /// The first instant from `at` on at which it is open.
    pub fn first_opening(&self, at: Instant) -> Option<Instant> {
        let index = self.open.as_slice().partition_point(|piece| piece.end() <= at);
        self.open.as_slice().get(index).map(|piece| piece.start().max(at))
    }

    /// The last instant up to `at` by which it had been open: `at` itself while open (or just closing), otherwise the
    /// last closing before it.
    pub fn last_closing(&self, at: Instant) -> Option<Instant> {
        let index = self.open.as_slice().partition_point(|piece| piece.start() < at);
        self.open.as_slice().get(index.checked_sub(1)?).map(|piece| piece.end().min(at))
    }

    /// The **first** instant at which `amount` of open time since `from` is used up: at closing, not at the next
    /// opening (semantics 3.3). No amount at all is used up at the first opening. `None` when calendars end before that.
    pub fn advance(&self, from: Instant, amount: Elapsed) -> Option<Instant> {
        if amount <= Elapsed::ZERO {
            return self.first_opening(from);
        }
        self.reach(self.total_at(from).checked_add(amount.micros())?)
    }

    /// Open microseconds before `at`.
    pub(super) fn total_at(&self, at: Instant) -> i64 {
        let index = self.open.as_slice().partition_point(|piece| piece.end() <= at);
        let whole = self.before.get(index).copied().unwrap_or_default();
        let part = self.open.as_slice().get(index).map_or(0, |piece| piece.start().until(at).micros().max(0));
        whole + part
    }

    /// The first instant before which it was open for `total` microseconds, which is above zero.
    pub(super) fn reach(&self, total: i64) -> Option<Instant> {
        let index = self.before.partition_point(|before| *before < total).checked_sub(1)?;
        let piece: &Interval = self.open.as_slice().get(index)?;
        piece.start().checked_add(Elapsed::from_micros(total - self.before.get(index)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(n: i64) -> Instant {
        Instant::from_micros(n)
    }

    /// Open at 1, 2, 3, 6 and 7.
    fn schedule() -> Schedule {
        let piece = |from, to| Interval::new(at(from), at(to));
        Schedule::new([piece(1, 4), piece(6, 8)].into_iter().flatten().collect())
    }

    #[test]
    fn an_amount_is_used_up_at_closing() {
        let cases = [
            (0, 0, Some(1)),
            (4, 0, Some(6)),
            (2, 0, Some(2)),
            (0, 3, Some(4)),
            (0, 4, Some(7)),
            (2, 2, Some(4)),
            (4, 2, Some(8)),
            (0, 6, None),
            (8, 0, None),
        ];
        for (from, amount, want) in cases {
            let got = schedule().advance(at(from), Elapsed::from_micros(amount));
            assert_eq!(got, want.map(at), "{amount} from {from}");
        }
    }

    #[test]
    fn open_time_openings_and_closings() {
        let schedule = schedule();
        let open = |n: i64| matches!(n, 1..4 | 6..8);
        for from in 0..10 {
            for to in 0..10 {
                let counted = (from..to).filter(|n| open(*n)).count() as i64;
                assert_eq!(schedule.elapsed(at(from), at(to)).micros(), counted, "{from}..{to}");
            }
            assert_eq!(schedule.first_opening(at(from)), (from..10).find(|n| open(*n)).map(at));
            assert_eq!(schedule.last_closing(at(from)), (0..from).rfind(|n| open(*n)).map(|n| at(n + 1)));
        }
    }
}
