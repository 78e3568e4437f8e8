//! Slices of a period, each good or bad by its samples. Slices are as long as the contract says in real time, from the
//! start of the period on, and half-open; the last one is cut where the period is no multiple.

use crate::calendar::{Interval, IntervalSet};
use crate::eval::frame::Frame;
use crate::eval::samples::{Held, between, held, picked, statistic};
use crate::eval::truth::Truth;
use crate::evidence::Sample;
use crate::model::{SampleField, SampleStatistic, SliceFate, SliceSide, SliceTest, Slices};
use crate::quantity::{Elapsed, Instant, Ratio};

/// What a slice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Good for certain.
    Good,
    /// Bad for certain.
    Bad,
    /// Left out.
    Out,
    /// It may be any of these.
    Open,
}

/// What a slice adds to figures over ratios.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Requests {
    /// So many good ones of so many.
    Counted(u128, u128),
    /// All good, or all bad, whatever they were.
    Taken(bool),
    /// Left out.
    Out,
    /// Nobody knows.
    Open,
}

/// One slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slice {
    /// Its time.
    pub(super) time: Interval,
    /// What it is.
    pub(super) state: State,
    /// What of its requests.
    pub(super) requests: Requests,
    /// It is not over yet.
    pub(super) to_come: bool,
}

/// The slices of a period.
#[derive(Debug, Clone)]
pub(super) struct Sliced {
    /// In order of time.
    pub(super) slices: Vec<Slice>,
    /// How long the last one is, where it is cut.
    pub(super) cut: Option<Elapsed>,
}

impl Sliced {
    /// Of the samples of one metric and component, in order of time.
    pub(super) fn new(slices: &Slices, requests: bool, samples: &[Sample], frame: &Frame) -> Self {
        let (from, to) = (frame.period.from, frame.period.to);
        let mut rest = between(samples, from, frame.end);
        let (mut all, mut start, mut cut) = (Vec::new(), from, None);
        while start < to {
            let whole = start.checked_add(slices.length).unwrap_or(to);
            if whole > to {
                cut = Some(start.until(to));
            }
            let end = whole.min(to);
            let Some(time) = Interval::new(start, end) else { break };
            let (here, after) = rest.split_at(rest.partition_point_near(end));
            rest = after;
            let (state, requests) =
                if end > frame.end { (State::Open, Requests::Open) } else { judged(slices, requests, here) };
            all.push(Slice { time, state, requests, to_come: end > frame.end });
            start = end;
        }
        let mut sliced = Self { slices: all, cut };
        if let Some(run) = slices.run {
            sliced.only_runs(run);
        }
        sliced
    }

    /// Bad slices in runs shorter than this are good; where slices that may be bad would make the run long enough, that is
    /// open.
    fn only_runs(&mut self, least: Elapsed) {
        let must = self.runs(least, |state| state == State::Bad);
        let may = self.runs(least, |state| matches!(state, State::Bad | State::Open));
        for ((slice, must), may) in self.slices.iter_mut().zip(must).zip(may) {
            slice.state = match (slice.state, must, may) {
                (State::Bad, true, _) => State::Bad,
                (State::Bad, false, true) => State::Open,
                (State::Bad, false, false) => State::Good,
                (other @ (State::Good | State::Out | State::Open), ..) => other,
            };
        }
    }

    /// For each slice, whether it lies in a run of such slices that is at least so long.
    fn runs(&self, least: Elapsed, such: impl Fn(State) -> bool) -> Vec<bool> {
        let mut marks = vec![false; self.slices.len()];
        let mut index = 0;
        for run in self.slices.chunk_by(|a, b| such(a.state) == such(b.state)) {
            let length: Elapsed = run.iter().map(|slice| slice.time.length()).sum();
            let marked = run.first().is_some_and(|first| such(first.state)) && length >= least;
            for mark in marks.iter_mut().skip(index).take(run.len()) {
                *mark = marked;
            }
            index += run.len();
        }
        marks
    }

    /// How many slices are in this state.
    pub(super) fn count(&self, state: State) -> u64 {
        self.slices.iter().filter(|slice| slice.state == state).count() as u64
    }

    /// How many slices are not over yet.
    pub(super) fn to_come(&self) -> u64 {
        self.slices.iter().filter(|slice| slice.to_come).count() as u64
    }

    /// The time of all slices in one of these states.
    pub(super) fn time(&self, states: &[State]) -> IntervalSet {
        let such = self.slices.iter().filter(|slice| states.contains(&slice.state));
        IntervalSet::from_unsorted(such.map(|slice| slice.time))
    }

    /// Runs of slices in a state: the first instant, the first after it, and how many they are.
    pub(super) fn stretches(&self, state: State) -> Vec<(Instant, Instant, u64)> {
        let runs = self.slices.chunk_by(|a, b| (a.state == state) == (b.state == state));
        runs.filter_map(|run| {
            let (first, last) = (run.first()?, run.last()?);
            (first.state == state).then(|| (first.time.start(), last.time.end(), run.len() as u64))
        })
        .collect()
    }
}

/// The state of a side.
pub(super) fn of_side(side: SliceSide) -> State {
    match side {
        SliceSide::Good => State::Good,
        SliceSide::Bad => State::Bad,
    }
}

/// Looking for a place near the front.
trait NearFront {
    /// How many of the first samples lie before an instant.
    fn partition_point_near(&self, end: Instant) -> usize;
}

impl NearFront for [Sample] {
    fn partition_point_near(&self, end: Instant) -> usize {
        self.iter().take_while(|sample| sample.at < end).count()
    }
}

/// What the samples of a slice make of it.
fn judged(slices: &Slices, requests: bool, samples: &[Sample]) -> (State, Requests) {
    if samples.is_empty() {
        return of_fate(slices.empty);
    }
    let mut kept: Vec<&Sample> = Vec::with_capacity(samples.len());
    let mut open = false;
    for sample in samples {
        match picked(&slices.filter, sample) {
            Truth::Yes => kept.push(sample),
            Truth::Maybe => open = true,
            Truth::No => {}
        }
    }
    let field = if requests { SampleField::Total } else { SampleField::Value };
    if open || kept.iter().any(|sample| held(sample, field) == Held::Unknown) {
        return (State::Open, Requests::Open);
    }
    // Its samples do not satisfy the `where`: it is outside the measure.
    if kept.is_empty() {
        return (State::Out, Requests::Out);
    }
    let (good, total) = counted(&kept);
    if let Some(needs) = slices.needs {
        let had = if needs.requests { total } else { kept.len() as u128 };
        if had < u128::from(needs.count) {
            return of_fate(needs.otherwise);
        }
    }
    if requests && total == 0 {
        return of_fate(slices.empty);
    }
    let holds = |test: &SliceTest| holds(test, &kept, good, total);
    let outcome = if slices.good {
        slices.tests.iter().try_fold(true, |all, test| Some(holds(test)? && all))
    } else {
        slices.tests.iter().try_fold(false, |any, test| Some(holds(test)? || any)).map(|bad| !bad)
    };
    match outcome {
        Some(is_good) => {
            let state = if is_good { State::Good } else { State::Bad };
            (state, if requests { Requests::Counted(good, total) } else { Requests::Out })
        }
        None => (State::Open, Requests::Open),
    }
}

fn of_fate(fate: SliceFate) -> (State, Requests) {
    match fate {
        SliceFate::Good => (State::Good, Requests::Taken(true)),
        SliceFate::Bad => (State::Bad, Requests::Taken(false)),
        SliceFate::LeftOut => (State::Out, Requests::Out),
        SliceFate::Undecided => (State::Open, Requests::Open),
    }
}

/// Good requests, and all.
fn counted(samples: &[&Sample]) -> (u128, u128) {
    use crate::evidence::SampleReading;
    samples.iter().fold((0, 0), |(sum, of), sample| match sample.reading {
        SampleReading::Counts { good, total } => (sum + u128::from(good), of + u128::from(total)),
        SampleReading::Value(_) | SampleReading::Missing => (sum, of),
    })
}

/// Whether a figure over the samples compares as asked; `None`: it cannot be had.
fn holds(test: &SliceTest, samples: &[&Sample], good: u128, total: u128) -> Option<bool> {
    let whole = |count: u128| i128::try_from(count).ok();
    let failed = total.saturating_sub(good);
    let value = match test.field {
        SampleField::Good => Ratio::new(whole(good)?, 1),
        SampleField::Failed => Ratio::new(whole(failed)?, 1),
        SampleField::Total => Ratio::new(whole(total)?, 1),
        SampleField::GoodRatio => Ratio::checked_new(whole(good)?, whole(total)?)?,
        SampleField::FailedRatio => Ratio::checked_new(whole(failed)?, whole(total)?)?,
        SampleField::Value => match (test.statistic, samples) {
            (SampleStatistic::Count, _) => Ratio::new(samples.len() as i128, 1),
            // Of a single value there is only one thing to say.
            (_, [only]) => match &only.reading {
                crate::evidence::SampleReading::Value(value) => return Some(test.op.holds(value, &test.bound)),
                crate::evidence::SampleReading::Counts { .. } | crate::evidence::SampleReading::Missing => return None,
            },
            (asked, _) => {
                let mut values: Vec<Ratio> = samples
                    .iter()
                    .filter_map(|sample| match held(sample, SampleField::Value) {
                        Held::Value(value) => Some(value),
                        Held::Nothing | Held::Unknown => None,
                    })
                    .collect();
                statistic(asked, &mut values).ok().flatten()?
            }
        },
    };
    Some(test.op.holds(&value, &test.bound))
}
