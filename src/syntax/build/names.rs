//! Rules about names that the grammar cannot say.

use std::collections::BTreeSet;

use super::Builder;
use super::node::Node;
use crate::source::Span;
use crate::syntax::error::SyntaxError;

impl Builder {
    /// Reports a writer's name, first on its line, that is one or two slips away from a keyword of its block. Backticks
    /// say that it is meant, and so does an item that declares it.
    pub(super) fn check_spelling(&mut self, node: &Node<'_>, block: &str, keywords: &[&str]) -> bool {
        let written = node.text();
        if written.starts_with('`') || self.known.contains(written) {
            return false;
        }
        let Some(keyword) = misspelt(written, keywords) else { return false };
        let (word, block, span) = (written.to_owned(), block.to_owned(), node.span());
        let help = Some(format!("did you mean `{keyword}`? as a name of your own, write it between backticks"));
        self.report(span, SyntaxError::UnknownClause { word, block, span, help, right: None });
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
