use crate::quantity::{Elapsed, Instant};

/// Time from `start` up to, not including, `end`; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    start: Instant,
    end: Instant,
}

impl Interval {
    /// `[start, end)`, or `None` where that is empty.
    pub fn new(start: Instant, end: Instant) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// Its first instant.
    pub fn start(self) -> Instant {
        self.start
    }

    /// The first instant after it.
    pub fn end(self) -> Instant {
        self.end
    }

    /// How long it is.
    pub fn length(self) -> Elapsed {
        self.start.until(self.end)
    }

    /// Whether `at` lies in it.
    pub fn contains(self, at: Instant) -> bool {
        self.start <= at && at < self.end
    }

    /// What it has in common with `other`.
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }
}

/// A set of instants as intervals: sorted, and with time between each and the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IntervalSet(Vec<Interval>);

impl IntervalSet {
    /// The empty set.
    pub const EMPTY: Self = Self(Vec::new());

    /// `[start, end)`; empty when `end` is not after `start`.
    pub fn between(start: Instant, end: Instant) -> Self {
        Self(Interval::new(start, end).into_iter().collect())
    }

    /// All time that calendars know: `[Instant::FIRST, Instant::END)`.
    pub fn all_time() -> Self {
        Self::between(Instant::FIRST, Instant::END)
    }

    /// The union of intervals in any order, overlapping or touching.
    pub fn from_unsorted(intervals: impl IntoIterator<Item = Interval>) -> Self {
        let mut all: Vec<Interval> = intervals.into_iter().collect();
        if !all.is_sorted() {
            all.sort_unstable();
        }
        Self::merged(all)
    }

    /// Merges what overlaps or touches; `sorted` is in order of start.
    fn merged(sorted: impl IntoIterator<Item = Interval>) -> Self {
        let mut set: Vec<Interval> = Vec::new();
        for next in sorted {
            match set.last_mut() {
                Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
                Some(_) | None => set.push(next),
            }
        }
        Self(set)
    }

    /// In either.
    pub fn union(&self, other: &Self) -> Self {
        let (mut left, mut right) = (self.0.iter().copied().peekable(), other.0.iter().copied().peekable());
        Self::merged(std::iter::from_fn(move || match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if b < a => right.next(),
            (Some(_), _) => left.next(),
            (None, _) => right.next(),
        }))
    }

    /// In both.
    pub fn intersection(&self, other: &Self) -> Self {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut set = Vec::new();
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            set.extend(a.intersection(**b));
            if a.end < b.end {
                left.next()
            } else {
                right.next()
            };
        }
        Self(set)
    }

    /// In `self` and not in `other`.
    pub fn difference(&self, other: &Self) -> Self {
        let mut holes = other.0.iter().peekable();
        let mut set = Vec::new();
        for piece in &self.0 {
            let mut from = piece.start;
            while holes.next_if(|hole| hole.end <= from).is_some() {}
            // A hole that runs on into the next piece is looked at again there.
            while let Some(hole) = holes.peek().filter(|hole| hole.start < piece.end) {
                set.extend(Interval::new(from, hole.start));
                from = from.max(hole.end);
                if hole.end > piece.end {
                    break;
                }
                holes.next();
            }
            set.extend(Interval::new(from, piece.end));
        }
        Self(set)
    }

    /// What lies in `[start, end)`; found by bisection, so cheap on a long set.
    pub fn clip(&self, start: Instant, end: Instant) -> Self {
        let Some(frame) = Interval::new(start, end) else { return Self::EMPTY };
        Self(self.touching(frame).iter().filter_map(|piece| piece.intersection(frame)).collect())
    }

    /// The intervals that have time in common with `frame`, whole.
    pub(super) fn touching(&self, frame: Interval) -> &[Interval] {
        let first = self.0.partition_point(|piece| piece.end <= frame.start);
        let after = self.0.partition_point(|piece| piece.start < frame.end);
        self.0.get(first..after).unwrap_or_default()
    }

    /// The interval that `at` lies in.
    pub fn at(&self, at: Instant) -> Option<Interval> {
        let index = self.0.partition_point(|piece| piece.end <= at);
        self.0.get(index).copied().filter(|piece| piece.contains(at))
    }

    /// Whether `at` lies in the set.
    pub fn contains(&self, at: Instant) -> bool {
        self.at(at).is_some()
    }

    /// Total length.
    pub fn length(&self) -> Elapsed {
        self.0.iter().map(|piece| piece.length()).sum()
    }

    /// In order of time.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Interval> + ExactSizeIterator + '_ {
        self.0.iter().copied()
    }

    /// In order of time.
    pub fn as_slice(&self) -> &[Interval] {
        &self.0
    }

    /// How many intervals.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Interval> for IntervalSet {
    fn from_iter<I: IntoIterator<Item = Interval>>(iter: I) -> Self {
        Self::from_unsorted(iter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every set of instants 0 to 5 as an `IntervalSet` and as bits.
    fn worlds() -> impl Iterator<Item = (IntervalSet, u32)> + Clone {
        (0..64).map(|bits| (set(bits), bits))
    }

    fn set(bits: u32) -> IntervalSet {
        let piece = |n: i64| Interval::new(Instant::from_micros(n), Instant::from_micros(n + 1));
        (0..6).rev().filter(|n| bits & (1 << n) != 0).filter_map(piece).collect()
    }

    #[test]
    fn the_algebra_agrees_with_bits() {
        for (a, x) in worlds() {
            for (b, y) in worlds() {
                assert_eq!(a.union(&b), set(x | y), "{x:b} or {y:b}");
                assert_eq!(a.intersection(&b), set(x & y), "{x:b} within {y:b}");
                assert_eq!(a.difference(&b), set(x & !y), "{x:b} outside {y:b}");
            }
        }
    }

    #[test]
    fn clipping_length_and_membership_agree_with_bits() {
        let at = Instant::from_micros;
        for (a, x) in worlds() {
            assert_eq!(a.length().micros(), i64::from(x.count_ones()));
            for n in 0..6 {
                assert_eq!(a.contains(at(n)), x & (1 << n) != 0, "{n} in {x:b}");
                for m in 0..7 {
                    let frame = (n..m).fold(0, |bits, k| bits | 1 << k);
                    assert_eq!(a.clip(at(n), at(m)), set(x & frame), "{x:b} in {n}..{m}");
                }
            }
        }
    }
}
