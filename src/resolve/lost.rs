use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::syntax::ast::File;

/// The words of the text that the parser skipped. Any of them may be a declaration or a use.
#[derive(Debug, Clone, Default)]
pub struct LostWords {
    words: BTreeSet<String>,
}

impl LostWords {
    /// Every word that stands in what `file` lost of `text`.
    pub fn gather(file: &File, text: &str) -> Self {
        let words = file
            .lost
            .iter()
            .flat_map(|lost| lost.span.slice(text).split(|c: char| !unicode_ident::is_xid_continue(c)))
            .filter(|word| !word.is_empty())
            .map(|word| word.nfc().collect())
            .collect();
        Self { words }
    }

    /// Whether every word of `name` was skipped somewhere.
    pub fn contains(&self, name: &str) -> bool {
        !self.words.is_empty()
            && name
                .split(|c: char| !unicode_ident::is_xid_continue(c))
                .filter(|word| !word.is_empty())
                .all(|word| self.words.contains(word))
    }

    /// Whether nothing was skipped.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}
