//! Where lines begin and where they go on, on tokens.

use crate::syntax::characters::{Character, judge};
use crate::syntax::scan::{Kind, Token};

/// The tokens of a file with their text and lines.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    /// The original text.
    pub(super) text: &'t str,
    /// All tokens.
    pub(super) tokens: &'t [Token],
    /// For each token, the number of its line and the column of that line's first token.
    places: Vec<(usize, usize)>,
}

impl<'t> Lines<'t> {
    /// Lays `tokens` of `text` out in lines.
    pub(super) fn new(text: &'t str, tokens: &'t [Token]) -> Self {
        let mut places: Vec<(usize, usize)> = Vec::with_capacity(tokens.len());
        let (mut line, mut column, mut fresh) = (0, 0, true);
        for token in tokens {
            if fresh && token.kind != Kind::Newline {
                column = column_of(text, token.start);
                fresh = false;
            }
            places.push((line, column));
            if token.kind == Kind::Newline {
                line += 1;
                fresh = true;
            }
        }
        Self { text, tokens, places }
    }

    /// The token at `index`.
    pub(super) fn get(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    /// The kind of the token at `index`.
    pub(super) fn kind(&self, index: usize) -> Option<Kind> {
        self.get(index).map(|token| token.kind)
    }

    /// The text of the token at `index`.
    pub(super) fn text(&self, index: usize) -> &'t str {
        self.get(index).and_then(|token| self.text.get(token.start..token.end)).unwrap_or_default()
    }

    /// The line of the token at `index`.
    pub(super) fn line(&self, index: usize) -> usize {
        self.places.get(index).map_or(usize::MAX, |place| place.0)
    }

    /// How far the line of the token at `index` is indented.
    pub(super) fn indent(&self, index: usize) -> usize {
        self.places.get(index).map_or(0, |place| place.1)
    }

    /// Whether the token at `index` is the first of its line.
    pub(super) fn is_first(&self, index: usize) -> bool {
        self.kind(index) != Some(Kind::Newline) && (index == 0 || self.kind(index - 1) == Some(Kind::Newline))
    }

    /// The first token at or after `index` that is no line end.
    pub(super) fn next_on_a_line(&self, index: usize) -> usize {
        let newlines = self.tokens.iter().skip(index).take_while(|token| token.kind == Kind::Newline);
        index + newlines.count()
    }

    /// Whether a clause goes on behind the line end at `index`. In a table (`rows`), `|` begins and ends rows.
    pub(super) fn goes_on(&self, index: usize, rows: bool) -> bool {
        let before = index.checked_sub(1);
        before.is_some_and(|before| self.joins_next(before, rows))
            || self.joins_previous(self.next_on_a_line(index), rows)
    }

    fn joins_next(&self, index: usize, rows: bool) -> bool {
        match self.kind(index) {
            Some(Kind::Sign) if !self.text(index).chars().all(may_operate) => false,
            Some(Kind::Sign) => self.text(index) != "|" || !rows,
            Some(Kind::ParenOpen) => true,
            Some(Kind::Word) => {
                matches!(self.text(index), "and" | "or" | "within" | "outside" | "is" | "of" | "where" | "with" | "not")
            }
            _ => false,
        }
    }

    /// Whether a line that begins with the token at `index` goes on the one before it.
    pub(super) fn joins_previous(&self, index: usize, rows: bool) -> bool {
        match self.kind(index) {
            Some(Kind::Sign) => self.text(index) != ":" && (self.text(index) != "|" || !rows),
            Some(Kind::ParenClose) => true,
            Some(Kind::Word) => match self.text(index) {
                "and" | "or" | "outside" => true,
                "within" => self.kind(index + 1) != Some(Kind::Number),
                _ => false,
            },
            _ => false,
        }
    }
}

/// Whether it may be a part of an operator: signs that the language does not know say nothing of the next line.
fn may_operate(letter: char) -> bool {
    letter.is_ascii() || matches!(judge(letter), Character::Foreign { .. })
}

fn column_of(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or_default();
    before.len() - before.rfind(['\n', '\r']).map_or(0, |newline| newline + 1)
}
