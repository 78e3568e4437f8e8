//! A node of pest's tree with its place in the whole text.

use pest::iterators::Pair;

use crate::source::{SourceId, Span};
use crate::syntax::grammar::{Rule, describe};

/// A pest pair, of a whole file or of one clause cut out of it.
#[derive(Debug, Clone)]
pub(in crate::syntax) struct Node<'t> {
    pair: Pair<'t, Rule>,
    source: SourceId,
    /// Where the parsed text begins in the file.
    base: usize,
}

impl<'t> Node<'t> {
    /// `pair` of a text that begins at byte `base` of the file `source`.
    pub(in crate::syntax) fn new(pair: Pair<'t, Rule>, source: SourceId, base: usize) -> Self {
        Self { pair, source, base }
    }

    /// Which rule matched.
    pub(in crate::syntax) fn rule(&self) -> Rule {
        self.pair.as_rule()
    }

    /// The text, without blanks around it.
    pub(super) fn text(&self) -> &'t str {
        let (start, end) = self.bounds();
        self.pair.get_input().get(start..end).unwrap_or_default()
    }

    /// Its place: to the end of its last word or sign.
    pub(in crate::syntax) fn span(&self) -> Span {
        let (start, end) = self.bounds();
        Span::new(self.source, self.base + start, self.base + end)
    }

    /// Pest counts blanks before something optional that is not there; the last word or sign knows better.
    fn bounds(&self) -> (usize, usize) {
        let start = self.pair.as_span().start();
        let mut last = self.pair.clone();
        while let Some(inner) = last.clone().into_inner().rev().find(|inner| !inner.as_str().is_empty()) {
            last = inner;
        }
        (start, last.as_span().end())
    }

    fn with(&self, pair: Pair<'t, Rule>) -> Self {
        Self { pair, source: self.source, base: self.base }
    }

    /// All that is in it, words and signs too.
    pub(super) fn all(&self) -> impl Iterator<Item = Node<'t>> + use<'_, 't> {
        self.pair.clone().into_inner().map(|pair| self.with(pair)).filter(|node| !node.pair.as_str().is_empty())
    }

    /// What is in it, without the words and signs that only hold it together.
    pub(in crate::syntax) fn parts(&self) -> Parts<'t> {
        let parts: Vec<_> = self.all().filter(|node| !node.is_token()).collect();
        Parts { nodes: parts.into_iter().peekable() }
    }

    /// Its first word or sign.
    pub(super) fn keyword(&self) -> Node<'t> {
        self.all().next().unwrap_or_else(|| self.clone())
    }

    /// Its only part.
    pub(super) fn only(&self) -> Node<'t> {
        self.parts().next().unwrap_or_else(|| self.clone())
    }

    /// Whether it holds the word or sign, or the part, `rule`.
    pub(super) fn has(&self, rule: Rule) -> bool {
        self.all().any(|node| node.rule() == rule)
    }

    /// A word or a sign: a leaf that is called by itself.
    fn is_token(&self) -> bool {
        describe(self.rule()).starts_with('`') && self.pair.clone().into_inner().next().is_none()
    }
}

/// The parts of a node, taken from left to right.
#[derive(Debug)]
pub(in crate::syntax) struct Parts<'t> {
    nodes: std::iter::Peekable<std::vec::IntoIter<Node<'t>>>,
}

impl<'t> Parts<'t> {
    /// From nodes that were parsed one by one.
    pub(in crate::syntax) fn from_nodes(nodes: Vec<Node<'t>>) -> Self {
        Self { nodes: nodes.into_iter().peekable() }
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
