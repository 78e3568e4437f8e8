//! Readings: a ticket under a clock with every bound that applies, in the periods in which something of it settled or is
//! pending.

use crate::calendar::Calendar;
use crate::eval::case::Case;
use crate::eval::course::Course;
use crate::eval::figures::Figure;
use crate::eval::ledger::Ledger;
use crate::eval::settlement::{Chapter, State, Story};
use crate::eval::tickets::Walk;
use crate::eval::truth::Truth;
use crate::eval::verdict::{BoundReading, Outcome, Reading};
use crate::quantity::Instant;

/// Lists the readings of a ticket under a clock; `stories` are those of the figures over that clock, in order.
pub(super) fn list(
    walk: &Walk<'_>,
    case: &Case<'_>,
    course: &Course<'_>,
    stories: &[(usize, Story)],
    ledger: &mut Ledger,
) {
    for (period, frame) in walk.frames.evaluated(case.history.ticket.opened, None) {
        let bounds: Vec<(&Figure<'_>, &Chapter)> = stories
            .iter()
            .map(|(number, story)| (walk.figures.get(*number), story))
            .filter(|(figure, _)| figure.requirement.is_some())
            .filter_map(|(figure, story)| Some((figure, story.before(frame.end)?)))
            .filter(|(_, chapter)| chapter.belongs == Truth::Yes)
            .collect();
        let pending = |chapter: &Chapter| chapter.state == State::Pending;
        let settled = bounds.iter().any(|(_, chapter)| !pending(chapter) && frame.holds(chapter.from));
        let stopped = course.stopped_before(frame.end);
        let waits_on = stopped.is_none() && (bounds.is_empty() || bounds.iter().any(|(_, chapter)| pending(chapter)));
        if settled || waits_on || stopped.is_some_and(|epoch| frame.holds(epoch.from)) {
            ledger.readings_mut(period).extend(reading(walk.calendar, case, course, frame.end, &bounds));
        }
    }
}

/// A ticket under a clock, as known before `end`. `None` before the clock starts.
pub(super) fn reading(
    calendar: &Calendar<'_>,
    case: &Case<'_>,
    course: &Course<'_>,
    end: Instant,
    bounds: &[(&Figure<'_>, &Chapter)],
) -> Option<Reading> {
    let epoch = course.before(end)?;
    let started = epoch.started?;
    let until = started.stop.unwrap_or(end);
    let run = course.timepiece.run(course.run(started).start(), case.waits, until.min(end));
    let bounds = bounds.iter().filter_map(|(figure, chapter)| {
        let ((norm, requirement), bar) = (figure.requirement?, figure.what.bar()?);
        let limit = course.timepiece.limit(calendar, &bar.limit, run.start());
        let (outcome, settled) = match chapter.state {
            State::Good => (Outcome::Good, Some(chapter.from)),
            State::Missed => (Outcome::Missed, Some(chapter.from)),
            State::Pending | State::Hidden => (Outcome::Pending, None),
        };
        Some(BoundReading {
            norm,
            requirement,
            limit,
            strict: bar.strict,
            deadline: run.deadline(limit),
            lapse: run.lapse(limit, bar.strict),
            outcome,
            settled,
        })
    });
    Some(Reading {
        ticket: case.which.told(),
        clock: course.timepiece.id,
        priority: epoch.priority.known(),
        started: run.start(),
        stopped: started.stop,
        elapsed: run.elapsed(until),
        paused: run.paused(until),
        bounds: bounds.collect(),
    })
}
