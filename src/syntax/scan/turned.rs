//! Brackets and separators of another shape than the language has: `[ … ]`, `clock x of y (`, `(a; b)`.

use super::{Kind, Scanner};
use crate::syntax::error::SyntaxError;
use crate::syntax::recover::items;

impl Scanner<'_, '_> {
    /// The bracket or comma to read in the place of `letter`, when it is a wrong one.
    pub(super) fn turned(&mut self, letter: char) -> Option<(char, Kind)> {
        let right = match letter {
            '[' if self.begins_block() => ('{', Kind::Open),
            '[' => ('(', Kind::ParenOpen),
            '(' if self.line_ends_behind() && self.begins_block() => ('{', Kind::Open),
            ']' | ')' if self.turned.last().is_some_and(|turned| turned.1 == letter && turned.2 == self.depth) => {
                return self
                    .turned
                    .pop()
                    .map(|turned| if turned.0 == '{' { ('}', Kind::Close) } else { (')', Kind::ParenClose) });
            }
            ';' if self.parens > 0 && self.line().find(')').is_some_and(|at| !self.line_has_before(at, '(')) => {
                let span = self.ahead_one();
                self.foreign(span, "a semicolon between values", "a comma", "write `,`".to_owned(), Vec::new());
                return Some((',', Kind::Sign));
            }
            _ => return None,
        };
        let span = self.ahead_one();
        let closer = if letter == '[' { ']' } else { ')' };
        self.faults.report(span, SyntaxError::WrongBracket { bracket: letter, right: right.0, span });
        let depth = self.depth + usize::from(right.0 == '{');
        self.turned.push((right.0, closer, depth));
        Some(right)
    }

    fn ahead_one(&self) -> crate::source::Span {
        crate::source::Span::new(self.source, self.at(), self.at() + 1)
    }

    /// Whether the line so far is the head of a block without its brace.
    fn begins_block(&self) -> bool {
        let mut first = None;
        for token in self.out.tokens.iter().rev().take_while(|token| token.kind != Kind::Newline) {
            let text = self.text.get(token.start..token.end).unwrap_or_default();
            if matches!(token.kind, Kind::Open | Kind::Close | Kind::Sign) && !matches!(text, "->" | ",") {
                return false;
            }
            first = Some(text);
        }
        first.is_some_and(items::begins_block)
    }

    /// Whether nothing more stands on the line behind this character.
    fn line_ends_behind(&mut self) -> bool {
        let behind = self.line().get(1..).unwrap_or_default().trim_start();
        behind.is_empty() || behind.starts_with('#')
    }

    fn line_has_before(&mut self, at: usize, letter: char) -> bool {
        self.line().get(..at).is_some_and(|before| before.contains(letter))
    }
}
