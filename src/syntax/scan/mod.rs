//! Text to tokens, far enough to see brackets, texts and lines; the grammar reads the rest.
//!
//! On the way, characters that do not belong are reported, and what was probably meant takes their place in the
//! [`Scanned::clean`] text. That text is byte for byte as long as the original: every place is a place in the original.

mod pasted;
mod turned;

use crate::diagnostic::Edit;
use crate::source::{SourceId, Span};
use crate::syntax::characters::{self, Character, judge};
use crate::syntax::error::SyntaxError;
use crate::syntax::fault::Faults;
use crate::syntax::recover::items;
use crate::syntax::weekdays::english_weekday;
use pasted::Pasted;

/// One token of the original text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
}

/// Kinds of tokens. Comments and blanks are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword, with its backticks.
    Word,
    /// Anything that begins with a digit.
    Number,
    /// `"…"`
    Text,
    /// `"""` to `"""`
    Prose,
    /// `{`
    Open,
    /// `}`
    Close,
    /// `(`
    ParenOpen,
    /// `)`
    ParenClose,
    /// `;`
    Semicolon,
    /// The end of a line.
    Newline,
    /// Any other sign.
    Sign,
}

/// A text as far as it was looked at.
#[derive(Debug)]
pub(super) struct Scanned {
    /// What the grammar reads.
    pub(super) clean: String,
    /// The tokens in order.
    pub(super) tokens: Vec<Token>,
    /// Whether a text or prose has no end, so that the grammar would read too far.
    pub(super) unclosed: bool,
}

/// Looks through `text`; everything wrong with single characters and quotes goes to `faults`.
pub(super) fn scan(source: SourceId, text: &str, faults: &mut Faults) -> Scanned {
    let out = Scanned { clean: String::with_capacity(text.len()), tokens: Vec::new(), unclosed: false };
    let mut scanner = Scanner {
        source,
        text,
        out,
        faults,
        line_end: 0,
        depth: 0,
        parens: 0,
        pasted: Pasted::default(),
        turned: Vec::new(),
        foreign: Vec::new(),
    };
    if text.starts_with('\u{feff}') {
        scanner.blank('\u{feff}');
    }
    while let Some(letter) = scanner.peek() {
        scanner.next(letter);
    }
    scanner.report_foreign();
    scanner.out
}

struct Scanner<'t, 'f> {
    source: SourceId,
    text: &'t str,
    out: Scanned,
    faults: &'f mut Faults,
    /// Where the line at hand ends, once that was looked for.
    line_end: usize,
    /// How many blocks are open.
    depth: usize,
    /// How many parentheses are open on the line at hand.
    parens: usize,
    /// What was pasted and goes on.
    pasted: Pasted,
    /// Brackets of a wrong shape that are open: what was read, what closes them, and in how many blocks that stands.
    turned: Vec<(char, char, usize)>,
    /// Characters of a word processor that were met, each kind once.
    foreign: Vec<Foreign>,
}

/// Characters of one kind that stand in the place of a plain one.
struct Foreign {
    what: &'static str,
    right: &'static str,
    help: String,
    places: Vec<Span>,
    /// What to put there.
    edits: Vec<Edit>,
}

/// So many places are shown together.
const MOST_PLACES: usize = 8;

impl<'t> Scanner<'t, '_> {
    /// The clean text grows in step with what was read.
    fn at(&self) -> usize {
        self.out.clean.len()
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at()..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// What is left of the line.
    fn line(&mut self) -> &'t str {
        if self.line_end <= self.at() {
            let rest = self.rest();
            self.line_end = self.at() + rest.find(['\n', '\r']).unwrap_or(rest.len());
        }
        self.text.get(self.at()..self.line_end).unwrap_or_default()
    }

    fn span(&self, start: usize) -> Span {
        Span::new(self.source, start, self.at())
    }

    fn keep(&mut self, letter: char) {
        self.out.clean.push(letter);
    }

    /// Spaces in the place of `letter`.
    fn blank(&mut self, letter: char) {
        self.instead(letter, "");
    }

    /// `read` in the place of `letter`.
    fn instead(&mut self, letter: char, read: &str) {
        self.out.clean.push_str(read);
        self.out.clean.extend(std::iter::repeat_n(' ', letter.len_utf8().saturating_sub(read.len())));
    }

    fn token(&mut self, kind: Kind, start: usize) {
        match kind {
            Kind::Open => self.depth += 1,
            Kind::Close => {
                self.depth = self.depth.saturating_sub(1);
                self.pasted.block_ends();
                self.turned.retain(|turned| turned.2 <= self.depth);
            }
            Kind::ParenOpen => self.parens += 1,
            Kind::ParenClose => self.parens = self.parens.saturating_sub(1),
            Kind::Newline => self.parens = 0,
            Kind::Word | Kind::Number | Kind::Text | Kind::Prose | Kind::Semicolon | Kind::Sign => {}
        }
        let end = self.at();
        self.out.tokens.push(Token { kind, start, end });
    }

    fn next(&mut self, letter: char) {
        if self.pasted(letter) {
            return;
        }
        let start = self.at();
        match judge(letter) {
            Character::Plain => self.plain(letter),
            Character::Direction => self.direction(letter),
            Character::Quote => self.foreign_text(letter, |c| c == '"' || judge(c) == Character::Quote),
            Character::SingleQuote => self.foreign_text(letter, |c| judge(c) == Character::SingleQuote),
            Character::Foreign { read: "-", .. } if self.hyphen_of_a_name(letter) => {}
            Character::Foreign { what, right, read } => {
                while self.peek() == Some(letter) {
                    self.instead(letter, read);
                }
                let kind = if read == "\n" { Kind::Newline } else { Kind::Sign };
                if read != " " {
                    self.token(kind, start);
                }
                let span = self.span(start);
                let count = (self.at() - start) / letter.len_utf8();
                // Many dashes are a drawing, many spaces are spaces.
                let edit = Edit { span, text: read.repeat(count) };
                let edits = if count == 1 || read == " " { vec![edit] } else { Vec::new() };
                self.foreign(span, what, right, format!("write {right}"), edits);
            }
            Character::Invisible | Character::Strange => self.strange(letter),
        }
    }

    fn plain(&mut self, letter: char) {
        let start = self.at();
        if let Some((read, kind)) = self.turned(letter) {
            self.keep(read);
            return self.token(kind, start);
        }
        let kind = match letter {
            ' ' | '\t' => return self.keep(letter),
            '#' => {
                let length = self.line().len();
                return self.copy(length);
            }
            '\n' | '\r' => {
                let length = if self.rest().starts_with("\r\n") { 2 } else { 1 };
                self.copy(length);
                Kind::Newline
            }
            '"' if self.rest().starts_with("\"\"\"") => return self.prose(),
            '"' => return self.quoted(),
            '{' => self.single(letter, Kind::Open),
            '}' => self.single(letter, Kind::Close),
            '(' => self.single(letter, Kind::ParenOpen),
            ')' => self.single(letter, Kind::ParenClose),
            ';' => self.single(letter, Kind::Semicolon),
            '`' => {
                let name = self.line().get(1..).and_then(|line| line.find('`'));
                self.copy(name.map_or(1, |length| length + 2));
                if name.is_some() { Kind::Word } else { Kind::Sign }
            }
            '0'..='9' => {
                self.copy(number(self.rest()));
                Kind::Number
            }
            _ if unicode_ident::is_xid_continue(letter) => {
                let word = self.rest().find(|c| !unicode_ident::is_xid_continue(c));
                self.copy(word.unwrap_or(self.rest().len()));
                Kind::Word
            }
            _ => {
                let two = ["->", "<=", ">=", "!=", ".."].iter().any(|sign| self.rest().starts_with(sign));
                self.copy(if two { 2 } else { letter.len_utf8() });
                Kind::Sign
            }
        };
        self.token(kind, start);
    }

    fn single(&mut self, letter: char, kind: Kind) -> Kind {
        self.keep(letter);
        kind
    }

    /// Keeps so many bytes of a comment, a text or a word, without characters that are refused everywhere.
    fn copy(&mut self, length: usize) {
        let part = self.rest().get(..length).unwrap_or_default();
        for letter in part.chars() {
            if characters::is_direction(letter) {
                self.direction(letter);
            } else if characters::is_control(letter) {
                self.strange(letter);
            } else {
                self.keep(letter);
            }
        }
    }

    fn direction(&mut self, letter: char) {
        let start = self.at();
        self.blank(letter);
        let span = self.span(start);
        self.faults.report(span, SyntaxError::TextDirection { code: code(letter), span });
    }

    fn strange(&mut self, letter: char) {
        let start = self.at();
        while self.peek() == Some(letter) {
            self.blank(letter);
        }
        let span = self.span(start);
        let invisible = characters::is_invisible(letter);
        let what = if invisible { format!("the invisible character {}", code(letter)) } else { format!("`{letter}`") };
        let help = match letter {
            '\'' | '\u{2018}' | '\u{2019}' => Some("texts stand between `\"` and `\"`".to_owned()),
            _ if invisible => Some("remove it".to_owned()),
            _ => None,
        };
        let no_width = invisible && !characters::is_control(letter);
        self.faults.spoil(span, SyntaxError::StrangeCharacter { what, span, help, no_width });
    }

    /// A text between quotation marks that are not `"`. Without a second one on the line it is a stray mark.
    fn foreign_text(&mut self, letter: char, closes: impl Fn(char) -> bool) {
        let start = self.at();
        let inside = self.line().get(letter.len_utf8()..).unwrap_or_default();
        let Some(length) = inside.find(closes) else { return self.strange(letter) };
        // Between the new quotes a quote or a backslash would be read anew.
        let plain = inside.get(..length).is_some_and(|text| !text.contains(['"', '\\']));
        self.out.clean.extend(std::iter::repeat_n(' ', letter.len_utf8() - 1));
        self.keep('"');
        let mut edits = vec![self.quote(start)];
        self.copy(length);
        if let Some(closing) = self.peek() {
            let at = self.at();
            self.instead(closing, "\"");
            edits.push(self.quote(at));
        }
        edits.retain(|edit| plain && edit.span.slice(self.text) != "\"");
        self.token(Kind::Text, start);
        let double = judge(letter) == Character::Quote;
        let what = if double { "typographic quotation marks" } else { "single quotation marks" };
        let words = inside.get(..length).unwrap_or_default();
        self.foreign(self.span(start), what, "`\"`", quoted_right(words), edits);
    }

    /// `onderhoud–productie`: a name has no hyphen of any kind. (`ma–vr` are days.)
    fn hyphen_of_a_name(&mut self, letter: char) -> bool {
        let at = self.at();
        let Some(before) = self.out.tokens.last().copied().filter(|token| token.kind == Kind::Word && token.end == at)
        else {
            return false;
        };
        let first = self.text.get(before.start..before.end).unwrap_or_default();
        let behind = self.line().get(letter.len_utf8()..).unwrap_or_default();
        let end = behind.find(|c| !unicode_ident::is_xid_continue(c)).unwrap_or(behind.len());
        let second = behind.get(..end).unwrap_or_default();
        if !second.starts_with(unicode_ident::is_xid_start) || english_weekday(first).is_some() {
            return false;
        }
        let help = format!("write `{first}_{second}`");
        let length = letter.len_utf8() + second.len();
        self.out.clean.push('_');
        self.out.clean.extend(std::iter::repeat_n('_', letter.len_utf8() - 1));
        self.copy(second.len());
        let span = Span::new(self.source, before.start, at + length);
        let why = "a name has no hyphen";
        self.faults.spoil(span, SyntaxError::WrongName { why, span, help });
        if let Some(last) = self.out.tokens.last_mut() {
            last.end = at + length;
        }
        true
    }

    /// Keeps a character of a word processor for a message that shows all of its kind.
    fn foreign(&mut self, span: Span, what: &'static str, right: &'static str, help: String, edits: Vec<Edit>) {
        let full = |foreign: &Foreign| foreign.places.len() >= MOST_PLACES;
        match self.foreign.iter_mut().find(|foreign| foreign.what == what && !full(foreign)) {
            Some(foreign) => {
                foreign.places.push(span);
                foreign.edits.extend(edits);
            }
            None => self.foreign.push(Foreign { what, right, help, places: vec![span], edits }),
        }
    }

    fn report_foreign(&mut self) {
        for Foreign { what, right, help, mut places, edits } in std::mem::take(&mut self.foreign) {
            let again = places.split_off(1);
            for span in places {
                again.iter().for_each(|other| self.faults.mark(*other));
                let (what, right) = (what.to_owned(), right.to_owned());
                let help = if again.is_empty() { help.clone() } else { format!("{help}, and so in the other places") };
                let (again, edits) = (again.clone(), edits.clone());
                self.faults.report(span, SyntaxError::ForeignCharacter { what, right, span, again, help, edits });
            }
        }
    }

    /// A plain quote in the place of the character that was just read, which begins at `start`.
    fn quote(&self, start: usize) -> Edit {
        Edit { span: self.span(start), text: "\"".to_owned() }
    }

    /// `"…"`, which ends on its line.
    fn quoted(&mut self) {
        let start = self.at();
        let line = self.line();
        let odd = line.matches('"').count() % 2 == 1;
        let curly = line.char_indices().skip(1).find(|(_, letter)| judge(*letter) == Character::Quote);
        match (closing_quote(line), curly) {
            (closed, Some((curly, letter))) if closed.is_none_or(|end| odd && curly < end) => {
                self.copy(curly);
                let at = self.at();
                self.instead(letter, "\"");
                let words = line.get(1..curly).unwrap_or_default();
                let edits = vec![self.quote(at)];
                self.foreign(self.span(at), "a typographic quotation mark", "`\"`", quoted_right(words), edits);
            }
            (Some(end), _) if !(odd && swallows(line, end)) => self.copy(end),
            (closed, _) => self.unclosed(line, closed),
        }
        self.token(Kind::Text, start);
    }

    /// A text without its closing quote. `swallowed`: where another text begins that would end this one.
    fn unclosed(&mut self, line: &str, swallowed: Option<usize>) {
        let start = self.at();
        let words = match swallowed {
            Some(end) => before_clause(line.get(..end - 1).unwrap_or_default()),
            None => line.get(..self.unclosed_length(line)).unwrap_or_default(),
        };
        let several = match swallowed {
            None if words.len() == line.trim_end().len() && words.len() >= LONG_TEXT => self.text_of_lines(),
            _ => None,
        };
        self.copy(words.len());
        let span = self.span(start);
        if let Some(length) = several {
            self.copy(length - words.len());
            self.out.unclosed = true;
            let help = "end every text on its own line; prose of several lines stands between lines of `\"\"\"`";
            return self.faults.spoil(span, SyntaxError::UnclosedQuote { span, help: help.to_owned() });
        }
        let text = words.get(1..).unwrap_or_default();
        let help = match text {
            "" => "is the opening quote missing? a text stands between `\"` and `\"`".to_owned(),
            text if text.len() <= 60 && !text.contains('{') => quoted_right(text),
            _ => "end it with `\"` on the same line; long prose stands between lines of `\"\"\"`".to_owned(),
        };
        let problem = SyntaxError::UnclosedQuote { span, help };
        // The blank behind it has room for the quote.
        match self.peek() {
            Some(' ') if !text.is_empty() => {
                self.instead(' ', "\"");
                self.faults.report(span, problem);
            }
            _ => {
                self.out.unclosed = true;
                self.faults.spoil(span, problem);
            }
        }
    }

    /// The length of a text that goes on over the next lines to another quote, when there is no empty line or item
    /// between.
    fn text_of_lines(&self) -> Option<usize> {
        let mut length = 0;
        for (index, line) in self.rest().split_inclusive('\n').take(MOST_TEXT_LINES).enumerate() {
            if index > 0 && (line.trim().is_empty() || items::begins_item(line)) {
                return None;
            }
            if index > 0 && line.matches('"').count() % 2 == 1 {
                return line.find('"').map(|at| length + at + 1);
            }
            length += line.len();
        }
        None
    }

    /// How much of the line an unclosed text takes: not the brace at its end.
    fn unclosed_length(&self, line: &str) -> usize {
        let end = line.trim_end();
        let opened = || {
            let here = self.out.tokens.iter().rev().take_while(|token| token.kind != Kind::Newline);
            let brace = |kind| here.clone().filter(|token| token.kind == kind).count();
            brace(Kind::Open) > brace(Kind::Close)
        };
        match end.strip_suffix('{').or_else(|| end.strip_suffix('}').filter(|_| opened())) {
            Some(text) => text.trim_end().len().max(1),
            None => end.len(),
        }
    }

    /// Lines between `"""` and a `"""` that stands alone on its line.
    fn prose(&mut self) {
        let start = self.at();
        let first_line = self.line();
        let open = Span::new(self.source, start, start + 3);
        if !first_line.get(3..).unwrap_or_default().trim().is_empty() {
            // On one line, or with text on the line of the opening quotes.
            let again = first_line.get(3..).and_then(|line| line.find("\"\"\""));
            if let Some(length) = again {
                self.copy(length + 6);
                self.token(Kind::Prose, start);
                let span = self.span(start);
                return self.faults.spoil(span, SyntaxError::ProseLayout { span, help: PROSE_LINES });
            }
            self.faults.spoil(open, SyntaxError::ProseLayout { span: open, help: PROSE_LINES });
        }
        match prose_end(self.rest()) {
            ProseEnd::Closed(length) => self.copy(length),
            ProseEnd::BehindText(length) => {
                self.copy(length);
                self.out.unclosed = true;
                let span = self.span(self.at() - 3);
                let help = "put this `\"\"\"` on the next line, alone";
                self.faults.spoil(span, SyntaxError::ProseLayout { span, help });
            }
            ProseEnd::Missed(length) => {
                self.copy(length);
                self.out.unclosed = true;
                let (at, line) = (self.at(), self.line().trim_end().len());
                let missed = Span::new(self.source, at, at + line);
                self.faults.spoil(open, SyntaxError::UnclosedProse { span: open, missed });
            }
        }
        self.token(Kind::Prose, start);
    }
}

enum ProseEnd {
    /// So many bytes, with the closing quotes.
    Closed(usize),
    /// So many bytes, with closing quotes that stand behind the last words.
    BehindText(usize),
    /// So many bytes until an item that cannot be meant as prose, or the end of the file.
    Missed(usize),
}

/// Where the prose at the start of `rest` ends.
fn prose_end(rest: &str) -> ProseEnd {
    let mut at = 0;
    let (mut item, mut behind) = (None, None);
    for line in rest.split_inclusive('\n') {
        let bare = line.trim_end();
        if at > 0 && line.trim() == "\"\"\"" {
            return ProseEnd::Closed(at + bare.len());
        }
        if at > 0 && line.starts_with("clause \"") {
            return behind.map_or(ProseEnd::Missed(at), ProseEnd::BehindText);
        }
        if at > 0 && item.is_none() && behind.is_none() && bare.ends_with("\"\"\"") {
            behind = Some(at + bare.len());
        }
        let like_an_item = bare.ends_with(['{', '}']) && items::begins_item(line);
        if at > 0 && like_an_item && item.is_none() {
            item = Some(at);
        }
        at += line.len();
    }
    behind.map_or(ProseEnd::Missed(item.unwrap_or(rest.len())), ProseEnd::BehindText)
}

const PROSE_LINES: &str =
    "end this line after `\"\"\"`, then the text on lines of its own, then `\"\"\"` alone on a line";

/// A text shorter than this in bytes does not go on over more lines.
const LONG_TEXT: usize = 25;
/// A text goes on over so many lines at most.
const MOST_TEXT_LINES: usize = 30;

/// Whether the quote that ends at byte `end` begins another text: a blank stands before it, a letter or digit behind.
fn swallows(line: &str, end: usize) -> bool {
    let before = line.get(..end - 1).is_some_and(|before| before.len() > 1 && before.ends_with([' ', '\t']));
    before && line.get(end..).is_some_and(|after| after.starts_with(unicode_ident::is_xid_continue))
}

/// `"Service Window 2 clause ` without the word that belongs to the next text.
fn before_clause(text: &str) -> &str {
    let text = text.trim_end();
    text.strip_suffix("clause").map_or(text, str::trim_end)
}

fn quoted_right(words: &str) -> String {
    if words.contains('"') { "write `\"`".to_owned() } else { format!("write `\"{words}\"`") }
}

/// Bytes up to and with the closing quote of a text that begins the line.
fn closing_quote(line: &str) -> Option<usize> {
    let mut letters = line.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                letters.next_if(|(_, next)| matches!(next, '"' | '\\'));
            }
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Length of what begins with a digit: `4h`, `99.5%`, `2024-03-01`, `09:00`.
fn number(rest: &str) -> usize {
    let mut end = 0;
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let before_digit = letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let so_far = rest.get(..at).unwrap_or_default();
        let date = || so_far.split('-').all(|part| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
        let belongs = match letter {
            '%' => true,
            '.' | ':' | ',' => before_digit,
            '-' => before_digit && so_far.len() >= 4 && date(),
            letter => unicode_ident::is_xid_continue(letter),
        };
        if !belongs {
            break;
        }
        end = at + letter.len_utf8();
    }
    end
}

/// `U+202E`
fn code(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}
