//! The periods asked for, and the moment at which each is evaluated.

use crate::calendar::Period;
use crate::eval::Request;
use crate::model::{Life, Zone};
use crate::quantity::Instant;

/// A period and its moment of evaluation: its own end (semantics 4.1), or as-of while it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    /// The period.
    pub(super) period: Period,
    /// What happens at or after this instant does not exist.
    pub(super) end: Instant,
    /// Whether the period was over by as-of.
    pub(super) finished: bool,
    /// Nothing before this is looked at: the contract, or the component at hand, was not there.
    pub(super) floor: Instant,
}

impl Frame {
    /// Whether an instant lies in the part of the period that is over.
    pub(super) fn holds(&self, at: Instant) -> bool {
        self.period.from <= at && at < self.end.min(self.period.to)
    }

    /// Another stretch of time, as known at the same moment.
    pub(super) fn stretched(&self, from: Instant, to: Instant, zone: Zone) -> Self {
        let from = from.max(self.floor);
        Self { period: self.period.stretched(from, to.max(from), zone), ..self.clone() }
    }

    /// The part of it in which something is there; `None`, when it is not there at all as far as is known.
    pub(super) fn within(&self, life: Life, zone: Zone) -> Option<Self> {
        if life == Life::default() {
            return Some(self.clone());
        }
        let begins = life.from.unwrap_or(self.floor);
        // An end that is not known yet is none (semantics 4.1).
        let ends = life.to.filter(|to| *to < self.end).unwrap_or(Instant::END);
        let (from, to) = (self.period.from.max(begins), self.period.to.min(ends));
        let floor = self.floor.max(begins);
        let there = from < to && begins < self.end;
        there.then(|| Self { floor, period: self.period.stretched(from, to, zone), ..self.clone() })
    }

    /// None of it.
    pub(super) fn nothing(&self, zone: Zone) -> Self {
        Self { period: self.period.stretched(self.period.from, self.period.from, zone), ..self.clone() }
    }
}

/// All of a request, in order of time.
#[derive(Debug)]
pub(super) struct Frames(Vec<Frame>);

impl Frames {
    pub(super) fn new(request: &Request, floor: Instant) -> Self {
        let frame = |period: &Period| Frame {
            end: period.to.min(request.as_of),
            finished: period.to <= request.as_of,
            period: period.clone(),
            floor: floor.min(period.from),
        };
        Self(request.periods.iter().map(frame).collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Frame)> {
        self.0.iter().enumerate()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The last instant of which anything is known; `None` of no periods.
    pub(super) fn end(&self) -> Option<Instant> {
        self.0.iter().map(|frame| frame.end).max()
    }

    /// The period that an instant lies in.
    pub(super) fn containing(&self, at: Instant) -> Option<(usize, &Frame)> {
        let index = self.0.partition_point(|frame| frame.period.from <= at).checked_sub(1)?;
        self.0.get(index).filter(|frame| frame.holds(at)).map(|frame| (index, frame))
    }

    /// Those evaluated after `from`, up to and including `to`: a state known from `from` on, and replaced after `to`, is
    /// the state of these.
    pub(super) fn evaluated(&self, from: Instant, to: Option<Instant>) -> impl Iterator<Item = (usize, &Frame)> {
        let first = self.0.partition_point(|frame| frame.end <= from);
        let rest = self.iter().skip(first);
        rest.take_while(move |(_, frame)| to.is_none_or(|to| frame.end <= to))
    }
}
