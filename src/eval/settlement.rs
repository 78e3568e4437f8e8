//! When the outcome of a ticket is certain (semantics 4.2, 4.3).
//!
//! Good settles at the stop; a miss at its lapse, but never before the change of priority or the reopening that made the
//! bound apply. A story tells how a ticket stands under one bound from each instant on, as far as it was known then.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::calendar::Calendar;
use crate::eval::course::Course;
use crate::eval::population::{Standing, holds};
use crate::eval::truth::Truth;
use crate::model::{ByPlan, Limit, Predicate};
use crate::quantity::{Elapsed, Instant};

/// How a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Neither good nor missed yet.
    Pending,
    /// Good.
    Good,
    /// Missed.
    Missed,
    /// Settled, and a missing value hides how.
    Hidden,
}

/// How a ticket stands from an instant on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chapter {
    /// Known at every instant after this one; of a settled state, when it settled.
    pub(super) from: Instant,
    /// Whether the ticket belongs here.
    pub(super) belongs: Truth,
    /// How it stands.
    pub(super) state: State,
}

/// How a ticket stands over time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Story {
    chapters: SmallVec<[Chapter; 2]>,
}

impl Story {
    /// Goes on with another chapter; what says the same as the last one says nothing new, and what begins with it replaces it.
    pub(super) fn push(&mut self, next: Chapter) {
        while self.chapters.last().is_some_and(|last| last.from >= next.from) {
            self.chapters.pop();
        }
        let same = |last: &Chapter| (last.belongs, last.state) == (next.belongs, next.state);
        let absent = self.chapters.is_empty() && next.belongs == Truth::No;
        if !absent && !self.chapters.last().is_some_and(same) {
            self.chapters.push(next);
        }
    }

    /// The chapter that was known before `end`, while the ticket belonged or may have belonged here.
    pub(super) fn before(&self, end: Instant) -> Option<&Chapter> {
        let index = self.chapters.partition_point(|chapter| chapter.from < end).checked_sub(1)?;
        self.chapters.get(index).filter(|chapter| chapter.belongs != Truth::No)
    }

    /// In order of time.
    pub(super) fn chapters(&self) -> &[Chapter] {
        &self.chapters
    }

    /// Whether the ticket never belonged here.
    pub(super) fn is_empty(&self) -> bool {
        self.chapters.is_empty()
    }
}

/// A limit on a clock: good when kept.
#[derive(Debug, Clone)]
pub(super) struct Bar<'m> {
    /// `<`, otherwise `<=`.
    pub(super) strict: bool,
    /// The limit.
    pub(super) limit: Cow<'m, ByPlan<Limit>>,
}

impl Bar<'_> {
    /// Whether a stopped clock kept it.
    pub(super) fn is_kept(&self, elapsed: Elapsed, limit: Elapsed) -> bool {
        if self.strict { elapsed < limit } else { elapsed <= limit }
    }
}

/// How a ticket stands under a limit, among those that `filter` takes. `watches`: the filter asks which moments are known.
pub(super) fn story(
    calendar: &Calendar<'_>,
    course: &Course<'_>,
    bar: &Bar<'_>,
    filter: &Predicate,
    watches: bool,
) -> Story {
    let mut story = Story::default();
    let mut membership: Option<(Standing, usize, Truth)> = None;
    let mut limits: Option<(Instant, Elapsed)> = None;
    for (index, epoch) in course.epochs.iter().enumerate() {
        let Some(started) = epoch.started else {
            story.push(Chapter { from: epoch.from, belongs: Truth::No, state: State::Pending });
            continue;
        };
        // A ticket takes its bounds from the version in force at its clock's start (semantics 8.2).
        if course.timepiece.since.is_some_and(|since| course.run(started).start() < since) {
            story.push(Chapter { from: epoch.from, belongs: Truth::No, state: State::Pending });
            continue;
        }
        let facts = course.facts(epoch, &[]);
        let edition = course.history.version(facts.decides).edition;
        let belongs = match membership {
            Some((priority, known, truth)) if !watches && (priority, known) == (epoch.priority, edition) => truth,
            Some(_) | None => holds(filter, &facts),
        };
        membership = Some((epoch.priority, edition, belongs));
        if belongs == Truth::No {
            story.push(Chapter { from: epoch.from, belongs, state: State::Pending });
            continue;
        }
        let run = course.run(started);
        let limit = match limits {
            Some((start, limit)) if start == run.start() => limit,
            Some(_) | None => course.timepiece.limit(calendar, &bar.limit, run.start()),
        };
        limits = Some((run.start(), limit));
        let mut tell = |from, state| story.push(Chapter { from, belongs, state });
        if started.stop.is_some() {
            tell(epoch.from, if bar.is_kept(started.elapsed, limit) { State::Good } else { State::Missed });
            continue;
        }
        let next = course.epochs.get(index + 1);
        // What is kept at a stop in the next epoch's first instant has not lapsed before.
        let kept = next.is_some_and(|next| {
            next.started.is_some_and(|then| {
                then.stop == Some(next.from)
                    && course.run(then).start() == run.start()
                    && bar.is_kept(then.elapsed, limit)
            })
        });
        let lapse = if kept { None } else { run.lapse(limit, bar.strict) };
        match lapse {
            Some(lapse) if lapse <= epoch.from => tell(epoch.from, State::Missed),
            Some(lapse) if next.is_none_or(|next| lapse < next.from) => {
                tell(epoch.from, State::Pending);
                tell(lapse, State::Missed);
            }
            Some(_) | None => tell(epoch.from, State::Pending),
        }
    }
    story
}
