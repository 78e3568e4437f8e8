//! What to write instead, as data: edits of the text, and whether they can be made without asking.

use std::collections::BTreeMap;

use super::{Diagnostics, Reported, suggest};
use crate::source::{SourceId, SourceMap, Span};

/// A text to put in the place of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Whether a suggestion can be followed without asking the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Nothing else can be meant: what was written has this one reading.
    Certain,
    /// It may be meant.
    Maybe,
}

/// Edits that belong together: all of them are made or none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    /// In the order of the text, without overlap, all in one text.
    pub edits: Vec<Edit>,
    /// Whether they can be made without asking.
    pub applicability: Applicability,
}

impl Suggestion {
    /// `text` in the place of `span`, which can mean nothing else.
    pub fn certain(span: Span, text: impl Into<String>) -> Self {
        Self { edits: vec![Edit { span, text: text.into() }], applicability: Applicability::Certain }
    }

    /// `text` in the place of `span`, which may be meant.
    pub fn maybe(span: Span, text: impl Into<String>) -> Self {
        Self { edits: vec![Edit { span, text: text.into() }], applicability: Applicability::Maybe }
    }

    /// `text` in the place of `span`.
    pub fn new(span: Span, text: impl Into<String>, certain: bool) -> Self {
        if certain { Self::certain(span, text) } else { Self::maybe(span, text) }
    }
}

/// `text` with the edits of `suggestions`, and how many of these were followed: of two that touch the same text the one
/// that begins first. All other text stays as it is, byte for byte.
pub fn follow<'s>(text: &str, suggestions: impl IntoIterator<Item = &'s Suggestion>) -> (String, usize) {
    let mut waiting: Vec<&Suggestion> = suggestions.into_iter().collect();
    waiting.sort_by_key(|suggestion| suggestion.edits.first().map(|edit| edit.span));
    let mut taken: BTreeMap<u32, &Edit> = BTreeMap::new();
    let mut followed = 0;
    for suggestion in waiting {
        let fits = |edit: &Edit| text.get(edit.span.start as usize..edit.span.end as usize).is_some();
        let free = |edit: &Edit| {
            let before = taken.range(..=edit.span.start).next_back().map(|(_, other)| other.span);
            let after = taken.range(edit.span.start..).next().map(|(start, _)| *start);
            before.is_none_or(|other| other.end <= edit.span.start && other.start < edit.span.start)
                && after.is_none_or(|start| edit.span.end <= start)
        };
        if !suggestion.edits.is_empty() && suggestion.edits.iter().all(|edit| fits(edit) && free(edit)) {
            taken.extend(suggestion.edits.iter().map(|edit| (edit.span.start, edit)));
            followed += 1;
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in taken.values() {
        out.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        out.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    (out, followed)
}

impl Reported {
    /// What to write instead; where nothing better is known, the nearest name that its help asks about.
    pub fn suggestion(&self, sources: &SourceMap) -> Option<Suggestion> {
        self.suggestion.clone().or_else(|| {
            let help = self.diagnostic.help()?.to_string();
            let meant = suggest::meant(&help)?;
            let span = self.main()?;
            let source = sources.get(span.source)?;
            let written = span.slice(&source.text);
            // A name between quotes is asked about without them.
            let bare = written.trim_matches(['"', '`']);
            suggest::nearest(bare, [meant])?;
            Some(Suggestion::maybe(span, written.replacen(bare, meant, 1)))
        })
    }
}

impl Diagnostics {
    /// The suggestions that can be followed without asking, by text, none twice.
    pub fn certain(&self) -> BTreeMap<SourceId, Vec<Suggestion>> {
        let mut found: BTreeMap<SourceId, Vec<Suggestion>> = BTreeMap::new();
        for suggestion in self.all.iter().filter_map(|reported| reported.suggestion.as_ref()) {
            let Some(first) = suggestion.edits.first() else { continue };
            if suggestion.applicability == Applicability::Certain {
                found.entry(first.span.source).or_default().push(suggestion.clone());
            }
        }
        for suggestions in found.values_mut() {
            suggestions.sort();
            suggestions.dedup();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn suggestion(edits: &[(usize, usize, &str)]) -> Suggestion {
        let edit = |(start, end, text): &(usize, usize, &str)| Edit {
            span: Span::new(SourceId(0), *start, *end),
            text: (*text).to_owned(),
        };
        Suggestion { edits: edits.iter().map(edit).collect(), applicability: Applicability::Certain }
    }

    #[test]
    fn of_two_that_overlap_the_first_is_followed() {
        let all = [suggestion(&[(2, 4, "x")]), suggestion(&[(0, 3, "y")]), suggestion(&[(4, 4, "z"), (5, 6, "")])];
        assert_eq!(follow("abcdef", &all), ("ydze".to_owned(), 2));
        assert_eq!(follow("é", &[suggestion(&[(1, 2, "x")])]), ("é".to_owned(), 0));
    }

    proptest! {
        /// Edits one by one from the end of the text, against all at once.
        #[test]
        fn following_is_replacing_from_the_end(cuts in prop::collection::vec((0_usize..4, 0_usize..4, "[a-c]{0,3}"), 0..6)) {
            let text = "één twee drie vier vijf zes".to_owned();
            let mut edits = Vec::new();
            let mut at = 0;
            for (gap, length, put) in &cuts {
                let start = at + gap + usize::from(!edits.is_empty());
                let end = start + length;
                if text.get(start..end).is_some() {
                    edits.push((start, end, put.as_str()));
                    at = end;
                }
            }
            let mut slow = text.clone();
            edits.iter().rev().for_each(|(start, end, put)| slow.replace_range(*start..*end, put));
            let all: Vec<Suggestion> = edits.iter().rev().map(|edit| suggestion(&[*edit])).collect();
            prop_assert_eq!(follow(&text, &all), (slow, edits.len()));
        }
    }
}
