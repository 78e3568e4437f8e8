//! `conventions { … }`: what contracts leave open.

use std::collections::BTreeMap;

use super::checker::Checker;
use super::error::HeaderError;
use super::typed::{Conventions, CountedBy, Empty, PriorityAt, Reopened};
use crate::quantity::Elapsed;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Convention, Name};

const KEYS: [&str; 6] = ["empty", "counted by", "priority", "reopened", "overlap", "1 workday ="];

/// The defaults of edition 1.
pub(super) const DEFAULTS: Conventions = Conventions {
    empty: Empty::Met,
    counted_by: CountedBy::Settled,
    priority: PriorityAt::Stop,
    reopened: Reopened::LastStop,
    workday: None,
};

impl Checker<'_, '_> {
    /// The conventions in force.
    pub(super) fn conventions(&mut self) {
        let mut conventions = DEFAULTS;
        let mut said: BTreeMap<String, Span> = BTreeMap::new();
        for line in self.items.conventions.into_iter().flat_map(|part| &part.item.lines) {
            let (key, place) = match line {
                Convention::Choice { key, value: _ } => (key.value.as_str(), key.span),
                Convention::Workday { span, length: _ } => ("1 workday =", *span),
            };
            if let Some(first) = said.get(key) {
                self.report(place, HeaderError::SaidTwice { what: format!("`{key}`"), second: place, first: *first });
                continue;
            }
            said.insert(key.to_owned(), place);
            match line {
                Convention::Choice { key, value } => self.convention(&mut conventions, key, value),
                Convention::Workday { span: _, length } => conventions.workday = self.workday(length),
            }
        }
        self.facts.conventions = conventions;
    }

    fn convention(&mut self, conventions: &mut Conventions, key: &Name, value: &Name) {
        match key.value.as_str() {
            "empty" => conventions.empty = self.empty(value).unwrap_or(conventions.empty),
            "counted by" => conventions.counted_by = self.counted_by(value).unwrap_or(conventions.counted_by),
            "priority" => {
                let words =
                    [("at start", PriorityAt::Start), ("at stop", PriorityAt::Stop), ("highest", PriorityAt::Highest)];
                conventions.priority = self.choice("`priority`", value, &words).unwrap_or(conventions.priority);
            }
            "reopened" => {
                let words = [("first stop", Reopened::FirstStop), ("last stop", Reopened::LastStop)];
                conventions.reopened = self.choice("`reopened`", value, &words).unwrap_or(conventions.reopened);
            }
            // Outages on one component always count once; the line may say so.
            "overlap" => {
                self.choice("`overlap`", value, &[("merged", ())]);
            }
            _ => {
                self.choice("a convention", key, &KEYS.map(|key| (key, ())));
            }
        }
    }

    /// `empty met`, in the conventions or in a norm.
    pub(super) fn empty(&mut self, value: &Name) -> Option<Empty> {
        let words = [
            ("met", Empty::Met),
            ("breached", Empty::Breached),
            ("not judged", Empty::NotJudged),
            ("undecided", Empty::Undecided),
        ];
        self.choice("`empty`", value, &words)
    }

    /// `counted by opened`, in the conventions or in a norm.
    pub(super) fn counted_by(&mut self, value: &Name) -> Option<CountedBy> {
        let words = [
            ("settled", CountedBy::Settled),
            ("opened", CountedBy::Opened),
            ("resolved", CountedBy::Resolved),
            ("closed", CountedBy::Closed),
        ];
        self.choice("`counted by`", value, &words)
    }

    /// What the written words choose among `words`.
    pub(super) fn choice<T: Copy>(&mut self, what: &str, value: &Name, words: &[(&str, T)]) -> Option<T> {
        let chosen = words.iter().find(|(word, _)| *word == value.value).map(|(_, choice)| *choice);
        if chosen.is_none() {
            let choices = one_of(words.iter().map(|(word, _)| *word));
            let problem = HeaderError::UnknownChoice {
                what: what.to_owned(),
                value: value.value.clone(),
                span: value.span,
                choices,
            };
            self.report(value.span, problem);
        }
        chosen
    }

    fn workday(&mut self, length: &Spanned<Elapsed>) -> Option<Elapsed> {
        let day = Elapsed::from_micros(86_400_000_000);
        if length.value > Elapsed::ZERO && length.value <= day {
            return Some(length.value);
        }
        let problem = HeaderError::WorkdayLength { length: length.value.to_string(), span: length.span };
        self.report(length.span, problem);
        None
    }
}

/// `` one of `a`, `b` ``
pub(super) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.as_slice() {
        [only] => format!("it can only be {only}"),
        _ => format!("one of {}", words.join(", ")),
    }
}
