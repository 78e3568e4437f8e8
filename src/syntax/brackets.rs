//! Which bracket closes which, before the grammar reads anything: so that a missing one stays a local mistake, and
//! nothing nests without a bound.
//!
//! Where the brackets of a file do not fit, layout decides: an item keyword in the first column ends every block, a
//! `}` to the left of its `{` belongs to an outer one, and a block ends where its lines are no longer indented.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{SourceId, Span};
use crate::syntax::MAX_DEPTH;
use crate::syntax::error::SyntaxError;
use crate::syntax::fault::Faults;
use crate::syntax::lines::Lines;
use crate::syntax::recover::items;
use crate::syntax::scan::Kind;

/// What stands between two brackets, in token numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inside {
    /// The first token inside.
    pub(super) start: usize,
    /// One past the last token inside.
    pub(super) end: usize,
    /// The first token after the closing bracket.
    pub(super) after: usize,
}

/// The brackets of a file.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    /// Blocks by the number of their `{`; of a missing `{`, by that of the line end where it should stand.
    pub(super) blocks: BTreeMap<usize, Inside>,
    /// Parentheses by the number of their `(`.
    pub(super) parens: BTreeMap<usize, Inside>,
    /// Closing brackets that close nothing.
    pub(super) strays: BTreeSet<usize>,
    /// Whether every bracket has its partner, none too deep.
    pub(super) fit: bool,
}

/// Matches the brackets of a file, and reports those that do not fit.
pub(super) fn brackets(source: SourceId, lines: &Lines<'_>, faults: &mut Faults) -> Brackets {
    let mut found = Brackets::default();
    if let Some(deep) = found.match_all(lines) {
        let span = span_of(source, lines, deep);
        faults.spoil(span, SyntaxError::TooDeep { limit: MAX_DEPTH, span });
        return found;
    }
    if found.fit {
        return found;
    }
    let count = |kind| lines.tokens.iter().filter(|token| token.kind == kind).count();
    let excess = count(Kind::Close).saturating_sub(count(Kind::Open));
    let mut matcher = ByLayout { source, lines, faults, open: Vec::new(), excess, found: Brackets::default() };
    matcher.run();
    matcher.found
}

/// Whether a clause cannot go on behind the line end or `;` at `index`.
fn ends_clause(lines: &Lines<'_>, index: usize) -> bool {
    let first = index == 0 || lines.kind(index - 1) != Some(Kind::Newline);
    lines.kind(index) == Some(Kind::Semicolon) || first && !lines.goes_on(index, false)
}

fn span_of(source: SourceId, lines: &Lines<'_>, index: usize) -> Span {
    let end = lines.text.trim_end().len();
    let token = lines.get(index).map_or((end, end), |token| (token.start, token.end));
    Span::new(source, token.0, token.1)
}

impl Brackets {
    /// Pairs brackets as they come. Returns the first that is nested too deep.
    fn match_all(&mut self, lines: &Lines<'_>) -> Option<usize> {
        let mut open: Vec<usize> = Vec::new();
        let mut deep = None;
        self.fit = true;
        for (index, token) in lines.tokens.iter().enumerate() {
            let opener = match token.kind {
                Kind::Open | Kind::ParenOpen => {
                    open.push(index);
                    if open.len() > MAX_DEPTH {
                        deep = deep.or(Some(index));
                    }
                    continue;
                }
                Kind::Close => Kind::Open,
                Kind::ParenClose => Kind::ParenOpen,
                Kind::Newline | Kind::Semicolon => {
                    let in_paren = open.last().is_some_and(|top| lines.kind(*top) == Some(Kind::ParenOpen));
                    self.fit &= !in_paren || !ends_clause(lines, index);
                    continue;
                }
                Kind::Word | Kind::Number | Kind::Text | Kind::Prose | Kind::Sign => continue,
            };
            match open.pop_if(|top| lines.kind(*top) == Some(opener)) {
                Some(top) => self.pair(lines, top, index, index + 1),
                None => self.fit = false,
            }
        }
        self.fit &= open.is_empty() && deep.is_none();
        deep
    }

    fn pair(&mut self, lines: &Lines<'_>, opener: usize, end: usize, after: usize) {
        let inside = Inside { start: opener + 1, end, after };
        match lines.kind(opener) == Some(Kind::Open) {
            true => self.blocks.insert(opener, inside),
            false => self.parens.insert(opener, inside),
        };
    }
}

struct ByLayout<'t, 'f> {
    source: SourceId,
    lines: &'t Lines<'t>,
    faults: &'f mut Faults,
    /// Numbers of the open brackets.
    open: Vec<usize>,
    /// How many more `}` than `{` are still to come.
    excess: usize,
    found: Brackets,
}

impl ByLayout<'_, '_> {
    fn run(&mut self) {
        let mut sound_up_to = 0;
        for index in 0..self.lines.tokens.len() {
            let Some(kind) = self.lines.kind(index).filter(|_| index >= sound_up_to) else { continue };
            if self.lines.is_first(index) && self.lines.indent(index) == 0 && self.begins_item(index) {
                self.unclosed_down_to(0, index);
                if let Some(end) = self.sound_item(index) {
                    sound_up_to = end;
                    continue;
                }
            }
            match kind {
                Kind::Open | Kind::ParenOpen => {
                    if kind == Kind::Open {
                        self.unclosed_parens(index);
                    }
                    self.open.push(index);
                }
                Kind::Close => self.close(index),
                Kind::ParenClose => match self.open.pop_if(|top| self.lines.kind(*top) == Some(Kind::ParenOpen)) {
                    Some(top) => self.found.pair(self.lines, top, index, index + 1),
                    None => self.stray(index),
                },
                Kind::Semicolon => self.unclosed_parens(index),
                Kind::Newline => {
                    let in_paren = self.open.last().is_some_and(|top| self.lines.kind(*top) == Some(Kind::ParenOpen));
                    if in_paren && ends_clause(self.lines, index) {
                        self.unclosed_parens(index);
                    }
                }
                Kind::Word | Kind::Number | Kind::Text | Kind::Prose | Kind::Sign => {}
            }
        }
        self.unclosed_down_to(0, self.lines.tokens.len());
    }

    fn begins_item(&self, index: usize) -> bool {
        // Behind a comma `component portal` may be a column of a row and its value.
        let before = (0..index).rev().find(|at| self.lines.kind(*at) != Some(Kind::Newline));
        let in_row = before.is_some_and(|before| matches!(self.lines.text(before), "," | ":"));
        if in_row && items::item(self.lines.text(index)).is_some_and(|item| !item.has_block()) {
            return false;
        }
        let start = self.lines.get(index).map_or(0, |token| token.start);
        items::begins_item(self.lines.text.get(start..).unwrap_or_default())
    }

    /// One past the last bracket of the item at `index`, when its brackets fit and an item or nothing follows: the
    /// mistake is elsewhere, however this one is laid out.
    fn sound_item(&mut self, index: usize) -> Option<usize> {
        let changes = items::is_change(self.lines.text(index));
        let kind = items::item(self.lines.text(index + usize::from(changes)))?;
        let mut open: Vec<usize> = Vec::new();
        let mut pairs = Vec::new();
        for at in index..self.lines.tokens.len() {
            let opener = match self.lines.kind(at)? {
                Kind::Open | Kind::ParenOpen => {
                    open.push(at);
                    continue;
                }
                Kind::Close => Kind::Open,
                Kind::ParenClose => Kind::ParenOpen,
                Kind::Newline | Kind::Semicolon => {
                    let in_paren = open.last().is_some_and(|top| self.lines.kind(*top) == Some(Kind::ParenOpen));
                    if in_paren && ends_clause(self.lines, at) {
                        return None;
                    }
                    continue;
                }
                Kind::Word => {
                    let first = at > index && self.lines.is_first(at) && self.lines.indent(at) == 0;
                    if first && self.begins_item(at) && kind.clause(self.lines.text(at)).is_none() {
                        return None;
                    }
                    continue;
                }
                Kind::Number | Kind::Text | Kind::Prose | Kind::Sign => continue,
            };
            pairs.push((open.pop_if(|top| self.lines.kind(*top) == Some(opener))?, at));
            if open.is_empty() && opener == Kind::Open {
                let next = self.lines.next_on_a_line(at + 1);
                if next < self.lines.tokens.len() && !(next > at + 1 && self.begins_item(next)) {
                    return None;
                }
                for (opener, closer) in pairs {
                    self.found.pair(self.lines, opener, closer, closer + 1);
                }
                return Some(at + 1);
            }
        }
        None
    }

    fn close(&mut self, index: usize) {
        self.unclosed_parens(index);
        let alone = self.lines.is_first(index);
        let left_of = |lines: &Lines<'_>, top: usize| {
            alone && lines.indent(index) < lines.indent(top) && lines.line(index) != lines.line(top)
        };
        while let Some(top) = self.open.pop_if(|top| left_of(self.lines, *top)) {
            self.unclosed(top, index);
        }
        let right_of_opener = |lines: &Lines<'_>, top: usize| alone && lines.indent(index) > lines.indent(top);
        match self.open.last() {
            None => self.without_opener(index),
            Some(top) if self.excess > 0 && right_of_opener(self.lines, *top) => self.without_opener(index),
            Some(_) => {
                if let Some(top) = self.open.pop() {
                    self.found.pair(self.lines, top, index, index + 1);
                }
            }
        }
    }

    fn unclosed_parens(&mut self, index: usize) {
        while let Some(top) = self.open.pop_if(|top| self.lines.kind(*top) == Some(Kind::ParenOpen)) {
            self.unclosed(top, index);
        }
    }

    fn unclosed_down_to(&mut self, depth: usize, index: usize) {
        for top in self.open.split_off(depth).into_iter().rev() {
            self.unclosed(top, index);
        }
    }

    /// The bracket `opener` should have been closed before `index`.
    fn unclosed(&mut self, opener: usize, index: usize) {
        let brace = self.lines.kind(opener) == Some(Kind::Open);
        let (bracket, closer) = if brace { ('{', '}') } else { ('(', ')') };
        let end = if brace { self.end_by_indent(opener, index) } else { index };
        let span = span_of(self.source, self.lines, opener);
        let missed = self.missed(end);
        let problem = SyntaxError::Unclosed { opener: bracket, span, missed, closer };
        match brace {
            true => self.faults.problems.push(span, problem),
            false => self.faults.spoil(span, problem),
        }
        self.found.pair(self.lines, opener, end, end);
    }

    /// Where the closing bracket was missed: the token that should come after it, or the end of the file.
    fn missed(&self, index: usize) -> Span {
        let span = span_of(self.source, self.lines, index);
        match self.lines.kind(index) == Some(Kind::Newline) {
            true => Span { end: span.start, ..span },
            false => span,
        }
    }

    /// A block whose lines are indented ends where they are not any more.
    fn end_by_indent(&self, opener: usize, index: usize) -> usize {
        let mut firsts = (opener + 1..index).filter(|inside| self.lines.is_first(*inside));
        let indented = |inside: &usize| self.lines.indent(*inside) > self.lines.indent(opener);
        match firsts.next().filter(indented) {
            Some(_) => firsts.find(|inside| !indented(inside)).unwrap_or(index),
            // A table whose rows are not indented ends where there are no more rows.
            None => self.end_of_rows(opener, index),
        }
    }

    fn end_of_rows(&self, opener: usize, index: usize) -> usize {
        let lines = self.lines;
        let head = (0..opener).rev().take_while(|at| lines.line(*at) == lines.line(opener)).last();
        if head.is_none_or(|head| lines.text(head) != "by") {
            return index;
        }
        let is_row = |first: usize| {
            let line = (first..index).take_while(|at| lines.kind(*at) != Some(Kind::Newline));
            line.into_iter().any(|at| matches!(lines.text(at), "|" | ":"))
        };
        let firsts = (opener + 1..index).filter(|inside| lines.is_first(*inside));
        firsts.into_iter().find(|first| !is_row(*first)).unwrap_or(index)
    }

    /// A `}` too many, or the `}` of a block whose `{` is missing.
    fn without_opener(&mut self, index: usize) {
        self.excess = self.excess.saturating_sub(1);
        let Some(head_end) = self.head_without_brace(index) else { return self.stray(index) };
        let start = self.lines.get(head_end).map_or(0, |token| token.start);
        let span = Span::new(self.source, start, start);
        self.faults.problems.push(span, SyntaxError::MissingBrace { span });
        self.found.blocks.insert(head_end, Inside { start: head_end + 1, end: index, after: index + 1 });
    }

    /// The line end behind the head of a block that the `}` at `index` closes and no `{` opens: the nearest line above
    /// as far to the left, with lines further in between.
    fn head_without_brace(&self, index: usize) -> Option<usize> {
        if !self.lines.is_first(index) {
            return None;
        }
        let indent = self.lines.indent(index);
        let head = (0..index).rev().filter(|above| self.lines.is_first(*above));
        let head = head.take_while(|above| self.lines.indent(*above) >= indent);
        let head = head.take(MOST_LINES).find(|above| self.lines.indent(*above) == indent)?;
        let end = (head..index).find(|at| self.lines.kind(*at) == Some(Kind::Newline))?;
        let has_lines = self.lines.next_on_a_line(end) < index;
        let has_brace = (head..end).any(|at| matches!(self.lines.kind(at), Some(Kind::Open | Kind::Close)));
        (has_lines && !has_brace && items::begins_block(self.lines.text(head))).then_some(end)
    }

    fn stray(&mut self, index: usize) {
        let span = span_of(self.source, self.lines, index);
        let closer = if self.lines.kind(index) == Some(Kind::Close) { '}' } else { ')' };
        let problem = SyntaxError::StrayCloser { closer, span };
        match closer {
            '}' => self.faults.problems.push(span, problem),
            _ => self.faults.spoil(span, problem),
        }
        self.found.strays.insert(index);
    }
}

/// How far above a `}` its head is looked for.
const MOST_LINES: usize = 10_000;
