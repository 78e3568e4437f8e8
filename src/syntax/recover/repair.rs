//! What a clause that cannot be read was meant to be: the smallest change with which the grammar can read it.
//!
//! Nothing is guessed: a change is named only when the clause then reads as a whole, or when the word at fault is known
//! for what it is in another language.

use pest::Parser;

use super::message::{Place, offset, single_words};
use crate::diagnostic::nearest;
use crate::source::Span;
use crate::syntax::RESERVED;
use crate::syntax::error::SyntaxError;
use crate::syntax::foreign_words::english;
use crate::syntax::grammar::{Grammar, Rule, describe};
use crate::syntax::scan::Kind;

/// A clause that could not be read.
pub(super) struct Unread<'a, 't> {
    /// Where it stands.
    pub(super) place: &'a Place<'a, 't>,
    /// The rule that it was meant for.
    pub(super) rule: Rule,
    /// Its text.
    pub(super) text: &'a str,
    /// At which byte of the file that begins.
    pub(super) base: usize,
    /// The token at which reading stopped.
    pub(super) index: usize,
    /// What could stand there.
    pub(super) rules: &'a [Rule],
}

type Meant = Option<(Span, SyntaxError)>;

/// A text or a name in so many words at most.
const MOST_WORDS: usize = 10;
/// So many signs may be missing in one clause.
const MOST_MISSING: usize = 8;
/// A clause of more bytes is not read again with changes: nobody writes one by hand, and each change is a reading.
const MOST_READ_AGAIN: usize = 4_000;
/// Help shows a clause of so many bytes at most.
const MOST_SHOWN: usize = 70;

impl Unread<'_, '_> {
    /// The message about what was meant, when that can be told.
    pub(super) fn meant(&self) -> Meant {
        if self.text.len() > MOST_READ_AGAIN {
            return None;
        }
        self.sign_too_many()
            .or_else(|| self.cell())
            .or_else(|| self.wrong_sign())
            .or_else(|| self.other_word())
            .or_else(|| self.quotes_forgotten())
            .or_else(|| self.quotes_too_many())
            .or_else(|| self.comma_missing())
            .or_else(|| self.name_in_parts())
            .or_else(|| self.something_missing())
    }

    fn is_inside(&self) -> bool {
        self.index < self.place.clause.end
    }

    /// Bytes of the clause that the token `index` takes.
    fn bytes(&self, index: usize) -> Option<(usize, usize)> {
        let token = self
            .place
            .lines
            .get(index)
            .filter(|_| index >= self.place.clause.start && index < self.place.clause.end)?;
        Some((token.start.wrapping_sub(self.base), token.end.wrapping_sub(self.base)))
    }

    fn word(&self, index: usize) -> &str {
        self.place.lines.text(index)
    }

    fn kind(&self, index: usize) -> Option<Kind> {
        self.place.lines.kind(index)
    }

    fn span(&self, first: usize, last: usize) -> Span {
        let start = self.place.lines.get(first).map_or(0, |token| token.start);
        let end = self.place.lines.get(last).map_or(start, |token| token.end);
        Span::new(self.place.source, start, end)
    }

    /// The clause with `new` in the place of the bytes from `start` to `end`.
    fn with(&self, start: usize, end: usize, new: &str) -> Option<String> {
        Some(format!("{}{new}{}", self.text.get(..start)?, self.text.get(end..)?))
    }

    fn reads(&self, text: &str) -> bool {
        Grammar::parse(self.rule, text).is_ok()
    }

    /// The text for a help line: a short clause whole, and otherwise only the part.
    fn shown(whole: &str, part: &str) -> String {
        let whole = whole.trim();
        let short = whole.len() <= MOST_SHOWN && !whole.contains(['\n', '\r', '`']);
        let clause =
            if short { whole.split_whitespace().collect::<Vec<_>>().join(" ") } else { part.trim().to_owned() };
        format!("write `{clause}`")
    }

    /// `opened,`, `24h.`, `provider: "…"`, `(a, b,)`, `| urgent | 4h |`
    fn sign_too_many(&self) -> Meant {
        let (first, last) = (self.place.clause.start, self.place.clause.end.checked_sub(1)?);
        let is = |index: usize, signs: &[&str]| signs.contains(&self.word(index)).then_some(index);
        let bars = (self.word(first) == "|" && self.word(last) == "|").then_some((first, last));
        if let Some((first, last)) = bars {
            let ((_, start), (end, _)) = (self.bytes(first)?, self.bytes(last)?);
            let row = self.text.get(start..end)?.trim();
            if Grammar::parse(Rule::grid_row, row).is_ok()
                || Grammar::parse(Rule::by_header, &format!("|{row}")).is_ok()
            {
                let help = Self::shown(row, row);
                let (span, again) = (self.span(first, first), vec![self.span(last, last)]);
                return Some((span, SyntaxError::StraySign { sign: "|".to_owned(), span, again, help }));
            }
        }
        let behind_comma = is(self.index, &[")"]).and_then(|index| is(index.checked_sub(1)?, &[","]));
        let candidates = [is(last, &[",", ".", ":", ";", "|"]), is(first + 1, &[":"]), behind_comma, is(first, &["|"])];
        let found = candidates.into_iter().flatten().find_map(|index| {
            let (start, end) = self.bytes(index)?;
            let right = self.with(start, end, "")?;
            self.reads(&right).then_some((index, right))
        });
        let (index, right) = found?;
        let span = self.span(index, index);
        let help = Self::shown(&right, &right);
        let help = if help.len() <= MOST_SHOWN + 8 { help } else { format!("remove the `{}`", self.word(index)) };
        Some((span, SyntaxError::StraySign { sign: self.word(index).to_owned(), span, again: Vec::new(), help }))
    }

    /// `| |`, `| -`: a cell without a limit.
    fn cell(&self) -> Meant {
        if self.rule != Rule::grid_row && self.rule != Rule::by_row {
            return None;
        }
        let here = self.word(self.index);
        let (start, end, span) = match (self.is_inside(), here) {
            (true, "-" | "–" | "x" | "X" | "n" | "nvt" | "geen" | "na") => {
                let (start, _) = self.bytes(self.index)?;
                let last = (self.index..self.place.clause.end).take_while(|at| self.word(*at) != "|").last()?;
                (start, self.bytes(last)?.1, self.span(self.index, last))
            }
            (true, "|") if self.word(self.index.checked_sub(1)?) == "|" => {
                let (start, _) = self.bytes(self.index)?;
                (start, start, self.span(self.index - 1, self.index))
            }
            (false, _) if self.word(self.index.checked_sub(1)?) == "|" => {
                let (_, end) = self.bytes(self.index - 1)?;
                (end, end, self.span(self.index - 1, self.index - 1))
            }
            _ => return None,
        };
        let right = self.with(start, end, "none ")?;
        self.reads(&right).then(|| (span, SyntaxError::EmptyCell { span, help: Self::shown(&right, "none") }))
    }

    /// `=>`, `==`, `:` for `is`, `=` for `|`
    fn wrong_sign(&self) -> Meant {
        for first in [self.index.checked_sub(1)?, self.index] {
            let ((start, middle), (next, end)) = match (self.bytes(first), self.bytes(first + 1)) {
                (Some(one), Some(two)) => (one, two),
                _ => continue,
            };
            let written = self.text.get(start..end).unwrap_or_default();
            let rights: &[&str] = match written {
                _ if middle != next => continue,
                "=>" => &[">="],
                "=<" => &["<="],
                "==" => &["=", "is"],
                "<>" | "=/" => &["!=", "is not"],
                "-->" | "=>>" => &["->"],
                "&&" => &["and"],
                "||" => &["or"],
                _ => continue,
            };
            for right in rights {
                let whole = self.with(start, end, &format!(" {right} "))?;
                if self.reads(&whole) {
                    let (span, written) = (self.span(first, first + 1), written.to_owned());
                    return Some((span, SyntaxError::WrongSign { written, right: (*right).to_owned(), span }));
                }
            }
        }
        if !self.is_inside() || self.kind(self.index) != Some(Kind::Sign) {
            return None;
        }
        let (start, end) = self.bytes(self.index)?;
        let mut rights = single_words(self.rules, false);
        if self.word(self.index) == "-" {
            return None;
        }
        rights.retain(|right| *right != "outside" && *right != "closed");
        let meant: Vec<&str> = rights
            .into_iter()
            .filter(|right| self.with(start, end, &format!(" {right} ")).is_some_and(|text| self.reads(&text)))
            .collect();
        let [right] = meant.as_slice() else { return None };
        let (span, written) = (self.span(self.index, self.index), self.word(self.index).to_owned());
        Some((span, SyntaxError::WrongSign { written, right: (*right).to_owned(), span }))
    }

    /// `binnen`, `witin`, `als`: a word of another language, or a misspelt one.
    fn other_word(&self) -> Meant {
        if !self.is_inside() {
            return None;
        }
        let (start, end) = self.bytes(self.index)?;
        let written = self.word(self.index);
        let span = self.span(self.index, self.index);
        let wanted = single_words(self.rules, true);
        let reads = |right: &&str| self.with(start, end, right).is_some_and(|text| self.reads(&text));
        let expected = |right: &&str| wanted.contains(right) || self.rules.iter().any(|rule| begins_with(*rule, right));
        let known = english(written);
        let meant = known.iter().find(|right| reads(right)).or_else(|| known.iter().find(|right| expected(right)));
        if let Some(right) = meant {
            let (word, right) = (written.to_owned(), (*right).to_owned());
            return Some((span, SyntaxError::ForeignWord { word, right, span }));
        }
        // `is not in (…)`
        if written == "in" && self.word(self.index.checked_sub(1)?) == "not" && self.word(self.index - 2) == "is" {
            let (is, after) = (self.bytes(self.index - 2)?.0, self.bytes(self.index)?.1);
            let right = self.with(is, after, "not in")?;
            let span = self.span(self.index - 2, self.index);
            let (written, right_words) = ("is not in".to_owned(), "not in".to_owned());
            return self.reads(&right).then_some((span, SyntaxError::WrongSign { written, right: right_words, span }));
        }
        if self.kind(self.index) != Some(Kind::Word) {
            return None;
        }
        let near = nearest(written, wanted.iter().copied().filter(|word| word.len() > 2 || written.len() == 2))?;
        let word = written.to_owned();
        let help = format!("write `{near}`");
        (near != written).then_some((span, SyntaxError::Misspelt { word, span, help }))
    }

    /// `provider Acme Support Ltd`, `clause 6.1`
    fn quotes_forgotten(&self) -> Meant {
        let text = |rule: &Rule| matches!(rule, Rule::string | Rule::label | Rule::prose_text);
        let wanted = self.rules.iter().any(text);
        if !wanted || !matches!(self.kind(self.index), Some(Kind::Word | Kind::Number)) || !self.is_inside() {
            return None;
        }
        let (start, _) = self.bytes(self.index)?;
        (self.index..self.place.clause.end).take(MOST_WORDS).find_map(|last| {
            let (_, end) = self.bytes(last)?;
            let words = self.text.get(start..end).filter(|words| !words.contains(['"', '\n', '{', '}']))?;
            let right = self.with(start, end, &format!("\"{words}\""))?;
            let span = self.span(self.index, last);
            let help = format!("write `\"{words}\"`");
            self.reads(&right).then_some((span, SyntaxError::QuotesForgotten { span, help }))
        })
    }

    /// `timezone "Europe/Amsterdam"`
    fn quotes_too_many(&self) -> Meant {
        let (start, end) = self.bytes(self.index)?;
        let plain = self.text.get(start..end)?.strip_prefix('"')?.strip_suffix('"')?;
        let right = self.with(start, end, plain)?;
        let span = self.span(self.index, self.index);
        let help = format!("write `{plain}`");
        self.reads(&right).then_some((span, SyntaxError::QuotesTooMany { span, help }))
    }

    /// `oplos tijd`, `resolved-in-time`, `1st_line`
    fn name_in_parts(&self) -> Meant {
        let written = self.word(self.index);
        if self.kind(self.index) == Some(Kind::Number) && written.contains(unicode_ident::is_xid_start) {
            let digits = written.find(|letter: char| !letter.is_ascii_digit())?;
            let (number, letters) = written.split_at_checked(digits)?;
            let right = format!("{}_{number}", letters.trim_matches('_'));
            let (start, end) = self.bytes(self.index)?;
            let span = self.span(self.index, self.index);
            let why = "a name begins with a letter";
            let reads = self.with(start, end, &right).is_some_and(|text| self.reads(&text));
            return reads.then(|| (span, SyntaxError::WrongName { why, span, help: format!("write `{right}`") }));
        }
        let first = self.index.checked_sub(1).filter(|first| *first > self.place.clause.start)?;
        if self.kind(first) != Some(Kind::Word) {
            return None;
        }
        let (start, _) = self.bytes(first)?;
        let hyphen = written == "-";
        let declared = self.rules.contains(&Rule::label) || self.rules.contains(&Rule::clause_number);
        if !(hyphen || declared) {
            return None;
        }
        let part = |at: &usize| matches!(self.kind(*at), Some(Kind::Word | Kind::Number)) || self.word(*at) == "-";
        (self.index..self.place.clause.end).take_while(part).take(MOST_WORDS).find_map(|last| {
            let (_, end) = self.bytes(last)?;
            let parts = self.text.get(start..end)?.split(['-', ' ', '\t']).filter(|part| !part.is_empty());
            let parts: Vec<&str> = parts.collect();
            if parts.iter().any(|part| RESERVED.contains(part)) {
                return None;
            }
            let right = parts.join("_");
            let span = self.span(first, last);
            let why = if hyphen { "a name has no hyphen" } else { "a name is one word" };
            let reads = self.word(last) != "-" && self.with(start, end, &right).is_some_and(|text| self.reads(&text));
            reads.then(|| (span, SyntaxError::WrongName { why, span, help: format!("write `{right}`") }))
        })
    }

    /// `ensure sw1 sw2 cover …`: several names, where a head would be one.
    fn comma_missing(&self) -> Meant {
        let head = self.rules.contains(&Rule::label) || self.rules.contains(&Rule::clause_number);
        let comma = self.rules.contains(&Rule::comma) && self.word(self.index) != "-";
        if comma && !head { self.something_missing() } else { None }
    }

    /// A comma, a colon, a bar, a word that is not there.
    fn something_missing(&self) -> Meant {
        let mut wanted: Vec<&str> = single_words(self.rules, false);
        let is_sign = |word: &str| word.chars().all(|letter| !letter.is_alphanumeric());
        wanted.retain(|word| {
            !matches!(*word, "(" | ")" | "{" | "}" | "<" | ">" | "=" | "!=" | "<=" | ">=" | "+" | "-" | "*" | "/")
        });
        let at = match self.bytes(self.index) {
            Some((start, _)) => start,
            None => self.text.len(),
        };
        let (signs, words): (Vec<&str>, Vec<&str>) = wanted.into_iter().partition(|word| is_sign(word));
        let filled = |word: &&str| self.filled(at, word).map(|whole| ((*word).to_owned(), whole));
        let mut meant: Vec<(String, String)> = signs.iter().filter_map(filled).take(1).collect();
        if meant.is_empty() {
            meant = words.iter().filter_map(filled).collect();
        }
        let [(word, whole)] = meant.as_slice() else { return None };
        let end = match self.place.lines.get(self.index.checked_sub(1)?) {
            Some(before) => before.end,
            None => return None,
        };
        let span = Span::new(self.place.source, end, end);
        let before = self.word(self.index - 1);
        let part = match self.is_inside() {
            true => format!("{before}{}{word} {}", if word == "," { "" } else { " " }, self.word(self.index)),
            false => format!("{before} {word}"),
        };
        let help = Self::shown(whole, &part);
        Some((span, SyntaxError::SomethingMissing { word: word.clone(), span, help }))
    }

    /// The clause with `word` at byte `at`, and a sign also wherever it is missing further on.
    fn filled(&self, at: usize, word: &str) -> Option<String> {
        let mut text = self.text.to_owned();
        let mut at = at;
        for _ in 0..MOST_MISSING {
            let before = text.get(..at)?.trim_end_matches([' ', '\t']);
            let space = if word == "," { "" } else { " " };
            text = format!("{before}{space}{word} {}", text.get(at..)?.trim_start_matches([' ', '\t']));
            match Grammar::parse(self.rule, &text) {
                Ok(_) => return Some(text),
                Err(error) => {
                    let next = offset(&error);
                    let sign = !word.contains(char::is_alphanumeric);
                    if !sign || next <= at + word.len() || next > text.len() {
                        return None;
                    }
                    at = next;
                }
            }
        }
        None
    }
}

/// Whether what `rule` stands for begins with `word`: a limit with `within`.
fn begins_with(rule: Rule, word: &str) -> bool {
    let described = describe(rule);
    described.split('`').skip(1).step_by(2).any(|sample| sample.split(' ').next() == Some(word))
}
