use super::{Interval, IntervalSet, Schedule};
use crate::quantity::{Elapsed, Instant};

/// A clock that was started: it runs while its schedule is open and nothing pauses it (semantics 3.3, 3.5).
#[derive(Debug, Clone)]
pub struct Run<'s> {
    schedule: &'s Schedule,
    start: Instant,
    /// From the start on; what of them lies outside the schedule takes nothing out.
    pauses: IntervalSet,
}

/// What a clock does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// It runs.
    Running,
    /// It is open, and paused.
    Paused,
    /// Its schedule is closed.
    Closed,
}

/// A stretch in which a clock does one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// From when to when.
    pub interval: Interval,
    /// What it does.
    pub state: ClockState,
}

impl<'s> Run<'s> {
    /// Started at `start`, with pauses that may overlap; one that is still open is given as running to the moment of
    /// evaluation.
    pub fn new(schedule: &'s Schedule, start: Instant, pauses: impl IntoIterator<Item = Interval>) -> Self {
        let pauses = pauses.into_iter().filter_map(|pause| Interval::new(pause.start().max(start), pause.end()));
        Self { schedule, start, pauses: IntervalSet::from_unsorted(pauses) }
    }

    /// When it was started.
    pub fn start(&self) -> Instant {
        self.start
    }

    /// When its schedule is open.
    pub fn schedule(&self) -> &'s Schedule {
        self.schedule
    }

    /// Time on the clock at `until`.
    pub fn elapsed(&self, until: Instant) -> Elapsed {
        let open = self.schedule.elapsed(self.start, until);
        open.checked_sub(self.paused(until)).unwrap_or(Elapsed::ZERO)
    }

    /// Schedule time that pauses have taken out by `until`.
    pub fn paused(&self, until: Instant) -> Elapsed {
        let begun = self.pauses.iter().take_while(|pause| pause.start() < until);
        begun.map(|pause| self.schedule.elapsed(pause.start(), pause.end().min(until))).sum()
    }

    /// **The deadline**: the first instant at which `limit` is used up. At closing or at the beginning of a pause, not
    /// when the clock runs again. Of no limit at all: when the clock first runs. `None`: after the last calendar year.
    pub fn deadline(&self, limit: Elapsed) -> Option<Instant> {
        if limit <= Elapsed::ZERO {
            return self.next_run(self.start);
        }
        let mut total = self.schedule.total_at(self.start).checked_add(limit.micros())?;
        for pause in self.pauses.iter() {
            if self.schedule.reach(total)? <= pause.start() {
                break;
            }
            total = total.checked_add(self.schedule.elapsed(pause.start(), pause.end()).micros())?;
        }
        self.schedule.reach(total)
    }

    /// **The lapse**: from when on no stop can be in time. Under `<` (`strict`) that is the deadline; under `<=` the
    /// instant at which the clock next runs after it, and a stop at that very instant still is in time.
    pub fn lapse(&self, limit: Elapsed, strict: bool) -> Option<Instant> {
        let deadline = self.deadline(limit)?;
        if strict { Some(deadline) } else { self.next_run(deadline) }
    }

    /// The first instant from `at` on (and from the start on) at which it runs.
    pub fn next_run(&self, at: Instant) -> Option<Instant> {
        let mut at = at.max(self.start);
        loop {
            at = self.schedule.first_opening(at)?;
            match self.pauses.at(at) {
                Some(pause) => at = pause.end(),
                None => return Some(at),
            }
        }
    }

    /// What it does from `from` (or its start, when that is later) up to `to`, without gaps, in order of time.
    pub fn segments(&self, from: Instant, to: Instant) -> Vec<Segment> {
        let from = from.max(self.start);
        let open = self.schedule.open().clip(from, to);
        let paused = open.intersection(&self.pauses);
        let closed = IntervalSet::between(from, to).difference(&open);
        let running = open.difference(&paused);
        let mut segments: Vec<Segment> =
            [(running, ClockState::Running), (paused, ClockState::Paused), (closed, ClockState::Closed)]
                .iter()
                .flat_map(|(set, state)| set.iter().map(|interval| Segment { interval, state: *state }))
                .collect();
        segments.sort_unstable_by_key(|segment| segment.interval);
        segments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(n: i64) -> Instant {
        Instant::from_micros(n)
    }

    fn spans(all: &[(i64, i64)]) -> Vec<Interval> {
        all.iter().filter_map(|(from, to)| Interval::new(at(*from), at(*to))).collect()
    }

    /// Open 10–20 and 30–40.
    fn schedule() -> Schedule {
        Schedule::new(IntervalSet::from_unsorted(spans(&[(10, 20), (30, 40)])))
    }

    #[test]
    fn deadline_and_lapse() {
        // start, pauses, limit, deadline, lapse under <=
        type Case = (i64, &'static [(i64, i64)], i64, Option<i64>, Option<i64>);
        let cases: [Case; 9] = [
            (12, &[], 8, Some(20), Some(30)),
            (12, &[], 5, Some(17), Some(17)),
            (5, &[], 10, Some(20), Some(30)),
            (12, &[(14, 16)], 2, Some(14), Some(16)),
            (12, &[(14, 16)], 3, Some(17), Some(17)),
            (12, &[(14, 35)], 2, Some(14), Some(35)),
            (12, &[(8, 15), (14, 16)], 4, Some(20), Some(30)),
            (12, &[], 19, None, None),
            (12, &[], 0, Some(12), Some(12)),
        ];
        let schedule = schedule();
        for (start, pauses, limit, deadline, lapse) in cases {
            let limit = Elapsed::from_micros(limit);
            let run = Run::new(&schedule, at(start), spans(pauses));
            assert_eq!(run.deadline(limit), deadline.map(at), "{start} {pauses:?} {limit:?}");
            assert_eq!(run.lapse(limit, true), deadline.map(at), "{start} {pauses:?} {limit:?}");
            assert_eq!(run.lapse(limit, false), lapse.map(at), "{start} {pauses:?} {limit:?}");
        }
    }

    #[test]
    fn a_timeline_has_no_gaps() {
        let schedule = schedule();
        let states: Vec<(i64, i64, ClockState)> = Run::new(&schedule, at(12), spans(&[(15, 33)]))
            .segments(at(0), at(36))
            .iter()
            .map(|it| (it.interval.start().micros(), it.interval.end().micros(), it.state))
            .collect();
        let want = [
            (12, 15, ClockState::Running),
            (15, 20, ClockState::Paused),
            (20, 30, ClockState::Closed),
            (30, 33, ClockState::Paused),
            (33, 36, ClockState::Running),
        ];
        assert_eq!(states, want);
    }
}
