use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::Kind;
use crate::assemble::Unread;
use crate::source::Span;
use crate::syntax::ast::Lost;

/// What the parser could not read, so that nobody is blamed for what stood in it: words that may be a declaration or a
/// use, clauses that are gone, and places where something stands in for what was meant.
#[derive(Debug, Clone, Default)]
pub struct LostWords {
    words: BTreeSet<String>,
    /// Kinds of items that are gone with their names.
    unnamed: BTreeSet<Kind>,
    /// A whole file is missing.
    incomplete: bool,
    /// An item is gone of which not even the kind is known.
    stray: bool,
    /// Where clauses are gone.
    clauses: Vec<Span>,
    /// Parts that were read although they are wrong.
    slips: Vec<Span>,
}

impl LostWords {
    /// What was lost of all files. A clause that is gone was lost from its beginning on; what was lost in the middle of
    /// one is a slip, and the clause is there.
    /// `incomplete`: a file is missing, which may declare anything.
    pub fn gather(unread: &[Unread], incomplete: bool) -> Self {
        let mut lost = Self { incomplete, ..Self::default() };
        unread.iter().for_each(|unread| lost.add(unread));
        lost
    }

    fn add(&mut self, unread: &Unread) {
        let lost = self;
        let text = &*unread.text;
        for part in &unread.lost {
            if part.item || begins_a_clause(part.span, text) {
                let words = words(part.span.slice(text));
                lost.words.extend(words.map(|word| word.nfc().collect::<String>()));
            }
            match part.item {
                true => {
                    lost.item(part.span.slice(text));
                    lost.joined(part.span.slice(text));
                }
                false if begins_a_clause(part.span, text) => lost.clauses.push(part.span),
                false => {}
            }
            if !part.item {
                lost.slips.push(part.span);
            }
        }
        for span in unread.reported.iter().copied() {
            let known = |part: &Lost| part.span.start <= span.start && span.start <= part.span.end;
            if unread.lost.iter().any(known) {
                continue;
            }
            // A bracket that is missing or too many takes away more than the place where it is reported.
            if begins_a_clause(span, text) || is_bracket(span, text) {
                lost.clauses.push(span);
            } else {
                lost.slips.push(span);
            }
        }
    }

    /// A name that was written in two words may be meant as one: `oplos tijd`.
    fn joined(&mut self, text: &str) {
        let head: Vec<&str> = words(text.lines().next().unwrap_or_default()).take(4).collect();
        for pair in head.windows(2) {
            self.words.extend([pair.concat(), pair.join("_")]);
        }
    }

    fn item(&mut self, text: &str) {
        let keyword = words(text).next().unwrap_or_default();
        let nameless = [
            "contract",
            "conventions",
            "ensure",
            "priorities",
            "outage",
            "maintenance",
            "matrix",
            "rules",
            "clause",
            "defect",
            "status",
            "test",
            "edition",
            "applies",
            "entitlements",
            "allow",
        ];
        let Some(kind) = Kind::declared_by(keyword) else {
            self.stray |= !nameless.contains(&keyword);
            return;
        };
        let heads = text.split_once(keyword).map_or("", |(_, rest)| rest);
        // One `component` line declares several, and so do some others.
        let lists = [Kind::Component, Kind::Plan, Kind::Event, Kind::Amount, Kind::Judgement];
        let several = if lists.contains(&kind) { usize::MAX } else { 1 };
        if heads.splitn(several, ',').any(is_nameless) {
            self.unnamed.insert(kind);
        }
    }

    /// Whether every word of `name` was skipped somewhere.
    pub fn contains(&self, name: &str) -> bool {
        !self.words.is_empty() && words(name).all(|word| self.words.contains(word))
    }

    /// Whether something of one of these kinds is gone with its name, so that any unknown name may be its.
    pub fn may_name(&self, kinds: &[Kind]) -> bool {
        self.incomplete || kinds.iter().any(|kind| self.unnamed.contains(kind))
    }

    /// Whether an item that begins with `keyword` may be among what is gone.
    pub fn may_hold(&self, keyword: &str) -> bool {
        self.stray || self.contains(keyword)
    }

    /// Whether a clause is gone that begins at `start` or behind it, and before `end` in the same file.
    pub fn clause_between(&self, start: Span, end: u32) -> bool {
        self.clauses.iter().any(|clause| clause.source == start.source && (start.start..end).contains(&clause.start))
    }

    /// Whether something that the parser has reported lies in `span` or around it, so that what stands there may not be
    /// what was meant.
    pub fn touches(&self, span: Span) -> bool {
        let within = |inner: Span, outer: Span| {
            inner.source == outer.source && outer.start <= inner.start && inner.end <= outer.end
        };
        self.slips.iter().any(|slip| within(*slip, span) || within(span, *slip))
    }
}

/// Whether a head begins with something other than a name.
fn is_nameless(head: &str) -> bool {
    let head = head.trim_start();
    let named = head.starts_with(|c: char| c == '`' || unicode_ident::is_xid_start(c));
    !named || ["of", "is", "clause", "zone"].contains(&words(head).next().unwrap_or_default())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !unicode_ident::is_xid_continue(c)).filter(|word| !word.is_empty())
}

/// Whether a bracket stands at `span`, or nothing more on its line where one is missing.
fn is_bracket(span: Span, text: &str) -> bool {
    let before = Span { start: 0, end: span.start, ..span }.slice(text);
    let at = text.strip_prefix(before).unwrap_or_default();
    at.trim_start_matches([' ', '\t']).starts_with(['\n', '{', '}', '(', ')']) || at.is_empty()
}

/// Whether nothing but blanks stands before `span` on its line or in its block.
fn begins_a_clause(span: Span, text: &str) -> bool {
    let before = Span { start: 0, end: span.start, ..span }.slice(text).trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', ';', '{'])
}
