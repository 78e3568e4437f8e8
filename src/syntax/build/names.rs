//! Rules about names that the grammar cannot say.

use std::collections::BTreeSet;

use super::node::Node;
use super::{Builder, literal};
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::syntax::error::SyntaxError;

const MEASURE_WORDS: [&str; 13] = [
    "length",
    "count",
    "longest",
    "shortest",
    "share",
    "mean",
    "median",
    "percentile",
    "sum",
    "lowest",
    "highest",
    "product",
    "redundant",
];

const WEEKDAYS: [&str; 14] = [
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const VERDICTS: [&str; 5] = ["met", "breached", "undecided", "empty", "measured"];

impl Builder {
    /// A name where it is declared: measure words, weekdays and verdicts would be read as such.
    pub(super) fn declared(&mut self, node: &Node<'_>) -> Name {
        let name = literal::name(node);
        let word = name.value.as_str();
        let taken = [
            (MEASURE_WORDS.as_slice(), "a measure word"),
            (WEEKDAYS.as_slice(), "a weekday"),
            (VERDICTS.as_slice(), "a verdict"),
        ]
        .into_iter()
        .find(|(words, _)| words.contains(&word));
        if let Some((_, what)) = taken.filter(|_| !node.text().starts_with('`')) {
            let problem = SyntaxError::TakenName { word: word.to_owned(), what, span: name.span };
            self.report(name.span, problem);
        }
        name
    }

    /// Reports a writer's name, first on its line, that is one or two slips away from a keyword of its block. Backticks
    /// say that it is meant, and so does an item that declares it.
    pub(super) fn check_spelling(&mut self, node: &Node<'_>, block: &str, keywords: &[&str]) -> bool {
        let written = node.text();
        if self.known.contains(written) {
            return false;
        }
        let Some(keyword) = misspelt(written, keywords) else { return false };
        let (word, block, span) = (written.to_owned(), block.to_owned(), node.span());
        let help = Some(format!("did you mean `{keyword}`? as a name of your own, write it between backticks"));
        self.report(span, SyntaxError::UnknownClause { word, block, span, help });
        true
    }

    /// Keeps the first of a clause that stands once, and reports any other.
    pub(super) fn once<T>(
        &mut self,
        slot: &mut Option<T>,
        clause: &'static str,
        span: Span,
        value: T,
        place: impl Fn(&T) -> Span,
    ) {
        match slot {
            Some(first) => {
                let first = place(first);
                self.report(span, SyntaxError::Twice { clause, span, first });
            }
            None => *slot = Some(value),
        }
    }
}

/// The keyword that `written` is nearly: one or two edits away, one for a short keyword.
pub(in crate::syntax) fn misspelt<'k>(written: &str, keywords: &[&'k str]) -> Option<&'k str> {
    let distance = |keyword: &str| strsim::osa_distance(written, keyword);
    let near = |keyword: &&str| match keyword.chars().count() {
        0..=2 => false,
        3..=4 => distance(keyword) == 1,
        _ => (1..=2).contains(&distance(keyword)),
    };
    keywords.iter().copied().filter(near).min_by_key(|keyword| distance(keyword))
}

/// The names that items of a file declare.
pub(super) type Known = BTreeSet<String>;
