//! In which period a ticket counts (semantics 4.2 to 4.4).
//!
//! A ticket counts once per norm and level. A miss once counted is final; a good that a reopening turns into a miss
//! counts once more, as a miss.

use crate::calendar::Periods;
use crate::eval::frame::{Frame, Frames};
use crate::eval::history::History;
use crate::eval::settlement::{Chapter, State, Story};
use crate::eval::truth::Truth;
use crate::model::{CountedBy, Moment};
use crate::quantity::Instant;

/// The stories of one ticket under the bounds of one norm and level.
#[derive(Debug)]
pub(super) struct Level<'a> {
    /// Which instant puts the ticket into a period.
    pub(super) by: CountedBy,
    /// The ticket.
    pub(super) history: &'a History<'a>,
    /// Each with what it is about; none are empty.
    pub(super) stories: &'a [(usize, Story)],
    /// The contract's periods: a report closes with each.
    pub(super) periods: Periods,
}

impl Level<'_> {
    /// Calls `add` with what the ticket adds, to which story and in which period.
    pub(super) fn count(&self, frames: &Frames, mut add: impl FnMut(usize, usize, &Frame, &Chapter)) {
        for (subject, story) in self.stories {
            for (index, chapter) in story.chapters().iter().enumerate() {
                let next = story.chapters().get(index + 1).map(|next| next.from);
                if chapter.belongs != Truth::No && chapter.state == State::Pending && self.by != CountedBy::Opened {
                    for (period, frame) in frames.evaluated(chapter.from, next) {
                        add(*subject, period, frame, chapter);
                    }
                }
            }
            for at in self.instants(story) {
                let Some((period, frame)) = frames.containing(at) else { continue };
                let Some(chapter) = self.standing(story, at, frame.end) else { continue };
                let adds = match chapter.state {
                    State::Pending => self.by == CountedBy::Opened,
                    State::Good | State::Missed | State::Hidden => {
                        !self.counted_before(frame.period.from, chapter.state)
                    }
                };
                if adds {
                    add(*subject, period, frame, chapter);
                }
            }
        }
    }

    /// How the ticket stands at `end`, when it is `at` that puts it into a period.
    fn standing<'b>(&self, story: &'b Story, at: Instant, end: Instant) -> Option<&'b Chapter> {
        let chapter = story.before(end)?;
        let puts = match self.by {
            CountedBy::Settled => Some(chapter.from).filter(|_| chapter.state != State::Pending),
            CountedBy::Opened => Some(self.history.ticket.opened),
            CountedBy::Resolved => self.moment(Moment::Resolved, end),
            CountedBy::Closed => self.moment(Moment::Closed, end),
        };
        (puts == Some(at)).then_some(chapter)
    }

    fn moment(&self, moment: Moment, end: Instant) -> Option<Instant> {
        self.history.moment(self.history.version(self.history.before(end)?), moment)
    }

    /// Every instant that could put the ticket into a period.
    fn instants<'b>(&'b self, story: &'b Story) -> impl Iterator<Item = Instant> + 'b {
        let settles = |chapter: &&Chapter| chapter.belongs != Truth::No && chapter.state != State::Pending;
        let settled = story.chapters().iter().filter(settles).map(|chapter| chapter.from);
        let opened = std::iter::once(self.history.ticket.opened);
        let moment = match self.by {
            CountedBy::Settled | CountedBy::Opened => None,
            CountedBy::Resolved => Some(Moment::Resolved),
            CountedBy::Closed => Some(Moment::Closed),
        };
        let mut last = None;
        let moments = self.history.versions.iter().filter_map(move |version| {
            let at = self.history.moment(version, moment?);
            (std::mem::replace(&mut last, at) != at).then_some(at).flatten()
        });
        settled
            .filter(|_| self.by == CountedBy::Settled)
            .chain(opened.filter(|_| self.by == CountedBy::Opened))
            .chain(moments)
    }

    /// Whether a report that closed at or before `from` has counted the ticket already, so that `state` adds nothing.
    fn counted_before(&self, from: Instant, state: State) -> bool {
        self.stories.iter().any(|(_, story)| {
            self.instants(story).filter(|at| *at < from).any(|at| {
                let closed = self.periods.containing(at).to;
                let counted = self.standing(story, at, closed).filter(|it| closed <= from && it.belongs == Truth::Yes);
                counted.is_some_and(|it| it.state == State::Missed || (it.state, state) == (State::Good, State::Good))
            })
        })
    }
}
