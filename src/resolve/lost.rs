use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::source::Span;
use crate::syntax::ast::File;

/// What the parser could not read, so that nobody is blamed for what stood in it: words that may be a declaration or a
/// use, clauses that are gone, and places where something stands in for what was meant.
#[derive(Debug, Clone, Default)]
pub struct LostWords {
    words: BTreeSet<String>,
    /// Clauses that are gone: their beginnings.
    clauses: Vec<u32>,
    /// Parts that were read although they are wrong.
    slips: Vec<Span>,
}

impl LostWords {
    /// What `file` lost of `text`. A clause that is gone was lost from its beginning on; what was lost in the middle of
    /// one is a slip, and the clause is there.
    pub fn gather(file: &File, text: &str) -> Self {
        let mut lost = Self::default();
        for part in &file.lost {
            let gone = part.item || begins_a_clause(part.span, text);
            if gone {
                let words = part.span.slice(text).split(|c: char| !unicode_ident::is_xid_continue(c));
                lost.words.extend(words.filter(|word| !word.is_empty()).map(|word| word.nfc().collect::<String>()));
            }
            if gone && !part.item {
                lost.clauses.push(part.span.start);
            }
            if !part.item {
                lost.slips.push(part.span);
            }
        }
        lost
    }

    /// Whether every word of `name` was skipped somewhere.
    pub fn contains(&self, name: &str) -> bool {
        !self.words.is_empty()
            && name
                .split(|c: char| !unicode_ident::is_xid_continue(c))
                .filter(|word| !word.is_empty())
                .all(|word| self.words.contains(word))
    }

    /// Whether a clause is gone whose first byte lies from `start` on and before `end`.
    pub fn clause_between(&self, start: u32, end: u32) -> bool {
        self.clauses.iter().any(|clause| (start..end).contains(clause))
    }

    /// Whether something in `span` was reported by the parser, so that what stands there may not be what was meant.
    pub fn touches(&self, span: Span) -> bool {
        self.slips.iter().any(|slip| span.start <= slip.start && slip.end <= span.end)
    }
}

/// Whether nothing but blanks stands before `span` on its line or in its block.
fn begins_a_clause(span: Span, text: &str) -> bool {
    let before = Span { start: 0, end: span.start, ..span }.slice(text).trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', ';', '{'])
}
