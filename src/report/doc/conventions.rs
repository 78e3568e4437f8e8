//! What contracts leave open, as it is in force here.

use crate::model::{CountedBy, Empty, PriorityAt, Reopened};
use crate::source::{SourceId, Span};

use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, Text, paragraph};

pub(in crate::report) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let conventions = &scribe.model.conventions;
    let mut sentences = vec![scribe.empty(conventions.empty)];
    if !scribe.model.tickets.is_empty() {
        sentences.push(scribe.counted_by(conventions.counted_by));
        if !scribe.model.priorities.is_empty() {
            sentences.push(scribe.say(priority_key(conventions.priority)).to_owned());
        }
        sentences.push(
            scribe
                .say(match conventions.reopened {
                    Reopened::FirstStop => "conventions.first_stop",
                    Reopened::LastStop => "conventions.last_stop",
                })
                .to_owned(),
        );
    }
    if !scribe.model.measures.is_empty() {
        sentences.push(scribe.say("conventions.merged").to_owned());
        sentences.push(scribe.say("conventions.notation").to_owned());
    }
    if let Some(length) = conventions.workday {
        sentences.push(scribe.fill("conventions.workday", &[("length", &scribe.elapsed(length))]));
    }
    let items = sentences.into_iter().map(|sentence| vec![paragraph(sentence)]).collect();
    let blocks = vec![Block::List { first: None, items }];
    let at = Span::new(SourceId(0), 0, 0);
    vec![Entry { clause: None, topic: Topic::Conventions, at, title: Text::new(), blocks }]
}

fn priority_key(priority: PriorityAt) -> &'static str {
    match priority {
        PriorityAt::Start => "conventions.priority_start",
        PriorityAt::Stop => "conventions.priority_stop",
        PriorityAt::Highest => "conventions.priority_highest",
    }
}

impl Scribe<'_> {
    /// What nothing-to-judge is.
    pub(in crate::report) fn empty(&self, empty: Empty) -> String {
        self.say(match empty {
            Empty::Met => "conventions.empty_met",
            Empty::Breached => "conventions.empty_breached",
            Empty::NotJudged => "conventions.empty_not_judged",
            Empty::Undecided => "conventions.empty_undecided",
        })
        .to_owned()
    }

    /// Which instant puts a ticket into a period.
    pub(in crate::report) fn counted_by(&self, counted_by: CountedBy) -> String {
        self.say(match counted_by {
            CountedBy::Settled => "conventions.settled",
            CountedBy::Opened => "conventions.opened",
            CountedBy::Resolved => "conventions.resolved",
            CountedBy::Closed => "conventions.closed",
        })
        .to_owned()
    }
}
