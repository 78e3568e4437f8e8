//! A node of pest's tree with its place in the whole text.

use pest::iterators::Pair;

use crate::source::{SourceId, Span};
use crate::syntax::grammar::{Rule, describe};

/// What is missing from a block that was read in pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum Missing {
    /// Nothing.
    Nothing,
    /// Clauses.
    Clauses,
    /// Its head; another one stands in for it, so that at least its clauses are looked at.
    Head,
}

/// A file as its author wrote it.
#[derive(Debug, Clone, Copy)]
pub(in crate::syntax) struct Origin<'t> {
    /// Which.
    pub(in crate::syntax) source: SourceId,
    /// Its text.
    pub(in crate::syntax) text: &'t str,
}

impl Origin<'_> {
    /// The whole characters between two bytes. (What was read in the place of a character can be shorter than it.)
    fn span(self, start: usize, end: usize) -> Span {
        // A place before the file has wrapped: it is the beginning of the file.
        let inside = |at: usize| if isize::try_from(at).is_err() { 0 } else { at.min(self.text.len()) };
        let (start, end) = (inside(start), inside(end));
        let whole = |at: &usize| self.text.is_char_boundary(*at);
        let start = (0..=start).rev().find(whole).unwrap_or(start);
        let end = (end..self.text.len()).find(whole).unwrap_or(end);
        Span::new(self.source, start, end)
    }
}

/// A pest pair, of a whole file or of one clause cut out of it; or a block whose parts were read one by one.
#[derive(Debug, Clone)]
pub(in crate::syntax) enum Node<'t> {
    /// Read as a whole.
    Read {
        /// What pest made of it.
        pair: Pair<'t, Rule>,
        /// The file.
        origin: Origin<'t>,
        /// Where the parsed text begins in the file. (A text whose first word was set right begins as far before its
        /// second word; that may be before the file, so it wraps.)
        base: usize,
    },
    /// Read in pieces.
    Made {
        /// What it would be as a whole.
        rule: Rule,
        /// Its head and clauses, as far as they could be read.
        parts: Vec<Node<'t>>,
        /// Where it begins.
        span: Span,
        /// What of it could not be read.
        lost: Missing,
    },
}

impl<'t> Node<'t> {
    /// `pair` of a text that begins at byte `base` of the file `origin`.
    pub(in crate::syntax) fn new(pair: Pair<'t, Rule>, origin: Origin<'t>, base: usize) -> Self {
        Self::Read { pair, origin, base }
    }

    /// Which rule matched.
    pub(in crate::syntax) fn rule(&self) -> Rule {
        match self {
            Self::Read { pair, .. } => pair.as_rule(),
            Self::Made { rule, .. } => *rule,
        }
    }

    /// What of it could not be read.
    pub(super) fn lost(&self) -> Missing {
        match self {
            Self::Read { .. } => Missing::Nothing,
            Self::Made { lost, .. } => *lost,
        }
    }

    /// The text, without blanks around it.
    pub(super) fn text(&self) -> &'t str {
        match self {
            Self::Read { pair, .. } => {
                let (start, end) = bounds(pair);
                pair.get_input().get(start..end).unwrap_or_default()
            }
            Self::Made { .. } => "",
        }
    }

    /// Its place: to the end of its last word or sign.
    pub(in crate::syntax) fn span(&self) -> Span {
        match self {
            Self::Read { pair, origin, base } => {
                let (start, end) = bounds(pair);
                origin.span(base.wrapping_add(start), base.wrapping_add(end))
            }
            Self::Made { parts, span, .. } => parts.iter().fold(*span, |span, part| span.to(part.span())),
        }
    }

    /// Its place, with the whole line and its end when nothing else stands there.
    pub(super) fn own_line(&self) -> Span {
        let span = self.span();
        let Self::Read { origin: Origin { text, .. }, .. } = self else { return span };
        let (before, after) = (text.get(..span.start as usize), text.get(span.end as usize..));
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        let blank = |c: char| c == ' ' || c == '\t';
        let indent = before.len() - before.trim_end_matches(blank).len();
        let behind = after.len() - after.trim_start_matches(blank).len();
        let rest = after.get(behind..).unwrap_or_default();
        let line_break =
            ["\r\n", "\n", "\r"].iter().find(|ending| rest.starts_with(**ending)).map(|ending| ending.len());
        let begins = before.len() == indent || before.trim_end_matches(blank).ends_with(['\n', '\r']);
        match line_break.filter(|_| begins) {
            Some(length) => Span::new(span.source, span.start as usize - indent, span.end as usize + behind + length),
            None => span,
        }
    }

    /// All that is in it, words and signs too.
    pub(super) fn all(&self) -> Vec<Node<'t>> {
        match self {
            Self::Read { pair, origin, base } => {
                let inner = pair.clone().into_inner().filter(|pair| !pair.as_str().is_empty());
                inner.map(|pair| Self::new(pair, *origin, *base)).collect()
            }
            Self::Made { parts, .. } => parts.clone(),
        }
    }

    /// What is in it, without the words and signs that only hold it together.
    pub(in crate::syntax) fn parts(&self) -> Parts<'t> {
        let mut parts = self.all();
        parts.retain(|node| !node.is_token());
        Parts { nodes: parts.into_iter().peekable(), complete: self.lost() == Missing::Nothing }
    }

    /// Its first word or sign.
    pub(super) fn keyword(&self) -> Node<'t> {
        self.all().into_iter().next().unwrap_or_else(|| self.clone())
    }

    /// Its only part.
    pub(super) fn only(&self) -> Node<'t> {
        self.parts().next().unwrap_or_else(|| self.clone())
    }

    /// Whether it holds the word or sign, or the part, `rule`.
    pub(super) fn has(&self, rule: Rule) -> bool {
        self.all().iter().any(|node| node.rule() == rule)
    }

    /// A word or a sign: a leaf that is called by itself.
    fn is_token(&self) -> bool {
        match self {
            Self::Read { pair, .. } => {
                let words = describe(pair.as_rule());
                let by_itself = words.starts_with('`') && words.ends_with('`') && words.matches('`').count() == 2;
                by_itself && pair.clone().into_inner().next().is_none()
            }
            Self::Made { .. } => false,
        }
    }
}

/// Pest counts blanks before something optional that is not there; the last word or sign knows better.
fn bounds(pair: &Pair<'_, Rule>) -> (usize, usize) {
    let start = pair.as_span().start();
    let mut last = pair.clone();
    while let Some(inner) = last.clone().into_inner().rev().find(|inner| !inner.as_str().is_empty()) {
        last = inner;
    }
    (start, last.as_span().end())
}

/// The parts of a node, taken from left to right.
#[derive(Debug)]
pub(in crate::syntax) struct Parts<'t> {
    nodes: std::iter::Peekable<std::vec::IntoIter<Node<'t>>>,
    /// Whether all parts could be read.
    pub(super) complete: bool,
}

impl<'t> Parts<'t> {
    /// One part: all of `node`.
    pub(super) fn whole(node: &Node<'t>) -> Self {
        Self { nodes: vec![node.clone()].into_iter().peekable(), complete: true }
    }

    /// The next part when it is a `rule`.
    pub(super) fn maybe(&mut self, rule: Rule) -> Option<Node<'t>> {
        self.nodes.next_if(|node| node.rule() == rule)
    }

    /// The next part, which the grammar promises.
    pub(super) fn need(&mut self) -> Node<'t> {
        self.nodes.next().expect("the grammar has this part in every such node")
    }
}

impl<'t> Iterator for Parts<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        self.nodes.next()
    }
}
