//! How a ticket stands under a condition that is more than one limit: `share of incident with a <= 4h and b <= 8h`.
//!
//! The condition is evaluated with unknown (Kleene) for every clock that has not settled; it settles when its value is
//! known whatever those clocks do. Without any clock it is settled from the opening on.

use std::borrow::Cow;

use crate::calendar::Calendar;
use crate::eval::course::Course;
use crate::eval::figures::Question;
use crate::eval::history::{ClockAnswer, History, TicketFacts};
use crate::eval::population::holds;
use crate::eval::settlement::{self, Bar, Chapter, State, Story};
use crate::eval::truth::Truth;
use crate::model::{ByPlan, ClockId, Comparison, Limit, Predicate};
use crate::quantity::{Elapsed, Instant};

/// How a ticket stands under `condition`, among those that `filter` takes. `courses` holds every clock that it asks for.
pub(super) fn story(
    calendar: &Calendar<'_>,
    history: &History<'_>,
    courses: &[Course<'_>],
    filter: &Predicate,
    condition: &Predicate,
    questions: &[Question],
) -> Story {
    let clocks: Vec<Answers> = questions.iter().map(|question| Answers::new(calendar, courses, *question)).collect();
    let first = questions.first().and_then(|(clock, ..)| course(courses, *clock));
    let mut instants: Vec<Instant> = history.versions.iter().map(|version| version.from).collect();
    instants.extend(clocks.iter().flat_map(Answers::instants));
    instants.sort_unstable();
    instants.dedup();
    let mut story = Story::default();
    for from in instants {
        let answers: Vec<ClockAnswer> = clocks.iter().map(|clock| clock.at(from)).collect();
        let now = history.index_at(from);
        let epoch = first.and_then(|course| course.at(from));
        let facts = match (first, epoch) {
            (Some(course), Some(epoch)) => course.facts(epoch, &answers),
            _ => TicketFacts { history, decides: now, now, priority: history.version(now).priority, clocks: &answers },
        };
        let runs = first.is_none() || epoch.is_some_and(|epoch| epoch.started.is_some());
        let belongs = if runs { holds(filter, &facts) } else { Truth::No };
        let state = match holds(condition, &facts) {
            Truth::Yes => State::Good,
            Truth::No => State::Missed,
            Truth::Maybe if answers.iter().any(|(.., answer)| *answer == Truth::Maybe) => State::Pending,
            Truth::Maybe => State::Hidden,
        };
        story.push(Chapter { from, belongs, state });
    }
    story
}

fn course<'a, 'b>(courses: &'b [Course<'a>], clock: ClockId) -> Option<&'b Course<'a>> {
    courses.iter().find(|course| course.timepiece.id == clock)
}

/// What is known of one clock and limit, over time.
struct Answers {
    question: Question,
    /// Under `<=`.
    at_most: Story,
    /// Under `<`.
    less: Story,
}

impl Answers {
    fn new(calendar: &Calendar<'_>, courses: &[Course<'_>], question: Question) -> Self {
        let (clock, op, limit) = question;
        let tell = |strict| {
            let bar = Bar { strict, limit: Cow::Owned(ByPlan::same(Limit::Elapsed(limit))) };
            course(courses, clock)
                .map(|course| settlement::story(calendar, course, &bar, &Predicate::True, false))
                .unwrap_or_default()
        };
        let (at_most, less) = match op {
            Comparison::AtMost | Comparison::More => (tell(false), Story::default()),
            Comparison::Less | Comparison::AtLeast => (Story::default(), tell(true)),
            Comparison::Equal | Comparison::NotEqual => (tell(false), tell(true)),
        };
        Self { question, at_most, less }
    }

    fn instants(&self) -> impl Iterator<Item = Instant> + '_ {
        [&self.at_most, &self.less].into_iter().flat_map(|story| story.chapters().iter().map(|chapter| chapter.from))
    }

    /// What is known just after an instant.
    fn at(&self, at: Instant) -> ClockAnswer {
        let known = |story: &Story| {
            let after = at.checked_add(Elapsed::from_micros(1)).unwrap_or(at);
            match story.before(after).map(|chapter| chapter.state) {
                Some(State::Good) => Truth::Yes,
                Some(State::Missed) => Truth::No,
                Some(State::Pending | State::Hidden) | None => Truth::Maybe,
            }
        };
        let (clock, op, limit) = self.question;
        let answer = match op {
            Comparison::AtMost => known(&self.at_most),
            Comparison::More => known(&self.at_most).not(),
            Comparison::Less => known(&self.less),
            Comparison::AtLeast => known(&self.less).not(),
            Comparison::Equal => known(&self.at_most).min(known(&self.less).not()),
            Comparison::NotEqual => known(&self.at_most).min(known(&self.less).not()).not(),
        };
        (clock, op, limit, answer)
    }
}
