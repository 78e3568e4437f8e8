//! The readable contract: one tree made from the model (`sections`), drawn twice, as Markdown and as a page of HTML.
//!
//! One file a construct: each gives `Entry` values, and `chapters` puts them in the order of the clauses.

mod amendments;
pub(in crate::report) mod chapters;
pub(in crate::report) mod clauses;
mod clocks;
mod compensation;
mod compensation_examples;
mod components;
pub(in crate::report) mod consequences;
pub(in crate::report) mod conventions;
mod cover;
mod declarations;
pub(in crate::report) mod entitlements;
mod examples;
pub(in crate::report) mod formula;
mod given;
mod holidays;
mod hours;

mod limits;

pub(in crate::report) mod measures;
mod norm_tables;
pub(in crate::report) mod norms;
mod plans;
pub(in crate::report) mod predicates;
pub(in crate::report) mod prose;
mod rules;
mod samples;
pub(in crate::report) mod scribe;
mod sets;
mod tickets;
mod week;
mod windows;

use crate::calendar::Calendar;
use crate::model::{Locale, Model};

use super::page::Document;
use scribe::{Entry, Scribe};

pub use clauses::Number;
pub use examples::Worked;

/// What is asked of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// Language; `None`: the contract's.
    pub locale: Option<Locale>,
    /// First and last year of the dated lists; `None`: the two years from the first day of the contract.
    pub years: Option<(i32, i32)>,
}

/// The readable contract, with what came of its worked examples, in their order; one without is taken to hold.
pub fn document(model: &Model, calendar: &Calendar<'_>, wishes: Wishes, worked: &[Worked]) -> Document {
    let scribe = Scribe::new(model, calendar, wishes, worked);
    let mut entries: Vec<Entry> = [
        windows::entries,
        holidays::entries,
        tickets::entries,
        plans::entries,
        components::entries,
        clocks::entries,
        measures::entries,
        samples::entries,
        norms::entries,
        entitlements::entries,
        rules::entries,
        compensation::entries,
        consequences::entries,
        declarations::entries,
        conventions::entries,
        examples::entries,
    ]
    .into_iter()
    .flat_map(|entries| entries(&scribe))
    .collect();
    amendments::mark(&scribe, &mut entries);
    Document {
        language: scribe.words.language(),
        title: model.header.name.clone(),
        cover: cover::facts(&scribe),
        contents: scribe.words.say("cover.contents").to_owned(),
        skip: scribe.words.say("cover.skip").to_owned(),
        sections: chapters::arranged(&scribe, entries),
        colophon: cover::colophon(&scribe),
    }
}
