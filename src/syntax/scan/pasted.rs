//! What comes along when text is pasted from somewhere else: comments as other languages write them, the marks of a
//! merge, of a mail and of Markdown, bullets and numbers of headings. Each is reported once, and blanks take its place.

use super::{Kind, Scanner};
use crate::source::Span;
use crate::syntax::error::SyntaxError;
use crate::syntax::recover::items;

/// Bullets of word processors. (Behind a `{` a hyphen and an asterisk are bullets too.)
const BULLETS: [char; 10] = ['•', '◦', '▪', '‣', '·', '●', '○', '✓', '\u{f0b7}', '\u{f0a7}'];

/// What was pasted, as far as it goes on behind where it was seen.
#[derive(Debug, Default)]
pub(super) struct Pasted {
    /// What is still to be blanked: the other side of a merge, the second `**` of a word.
    skip: Option<(usize, usize)>,
    /// The file is the text of a mail, with `>` before its lines.
    mail: bool,
    /// A code fence was reported.
    fence: bool,
    /// The sign that begins the lines of the block at hand.
    bullet: Option<char>,
}

impl Pasted {
    /// A block ends, and a list in it.
    pub(super) fn block_ends(&mut self) {
        self.bullet = None;
    }
}

impl Scanner<'_, '_> {
    /// Blanks what does not belong here, when there is something; says so.
    pub(super) fn pasted(&mut self, letter: char) -> bool {
        if self.pasted.skip.is_some_and(|(start, _)| start <= self.at()) {
            let end = self.pasted.skip.take().map_or(0, |(_, end)| end);
            self.blank_up_to(end);
            return true;
        }
        let unusual = BULLETS.contains(&letter) || matches!(letter, '–' | '—');
        if !unusual && !matches!(letter, '<' | '=' | '>' | '|' | '`' | '-' | '*' | '/' | ':' | '0'..='9') {
            return false;
        }
        let line = self.line();
        let first = self.out.tokens.last().is_none_or(|token| token.kind == Kind::Newline);
        if first && (self.merge(line) || self.mark(letter, line)) {
            return true;
        }
        self.comment(line, first) || self.emphasis(line)
    }

    fn blank_up_to(&mut self, end: usize) {
        let length = end.saturating_sub(self.at());
        self.out.clean.extend(std::iter::repeat_n(' ', length));
    }

    /// The span of the next `length` bytes.
    fn ahead(&self, length: usize) -> Span {
        Span::new(self.source, self.at(), self.at() + length)
    }

    fn leftover(&mut self, span: Span, what: &'static str, help: String) {
        self.faults.report(span, SyntaxError::Leftover { what, span, help });
    }

    /// `<<<<<<<`, `=======` and `>>>>>>>`: what stands above the middle one is read.
    fn merge(&mut self, line: &str) -> bool {
        if !line.starts_with("<<<<<<<") {
            return false;
        }
        let start = self.at();
        let (mut at, mut middle, mut end) = (start, None, None);
        for line in self.rest().split_inclusive('\n') {
            let length = line.trim_end().len();
            if middle.is_none() && line.trim_end() == "=======" {
                middle = Some((at, at + length));
            } else if middle.is_some() && line.starts_with(">>>>>>>") {
                end = Some((at, at + length));
                break;
            }
            at += line.len();
        }
        let Some((middle, end)) = middle.zip(end) else { return false };
        let span = self.ahead(line.trim_end().len());
        let other = |(start, end)| Span::new(self.source, start, end);
        let (middle_span, end_span) = (other(middle), other(end));
        self.blank_up_to(start + line.len());
        self.pasted.skip = Some((middle.0, end.1));
        self.faults.report(span, SyntaxError::MergeConflict { span, middle: middle_span, end: end_span });
        true
    }

    /// A mark at the beginning of a line.
    fn mark(&mut self, letter: char, line: &str) -> bool {
        let start = self.at();
        let bare = line.trim_end();
        if line.starts_with("```") {
            let span = self.ahead(bare.len());
            if !self.pasted.fence {
                self.leftover(
                    span,
                    "a code fence of Markdown",
                    "remove this line, and the one that ends it".to_owned(),
                );
            }
            self.pasted.fence = true;
            self.blank_up_to(start + bare.len());
            return true;
        }
        if letter == '>' && (self.pasted.mail || self.out.tokens.iter().all(|token| token.kind == Kind::Newline)) {
            if !self.pasted.mail {
                self.leftover(self.ahead(1), "the mark of a quoted mail", "remove the `>` before each line".to_owned());
            }
            self.pasted.mail = true;
            self.keep_blank();
            return true;
        }
        if bare.contains("---") && bare.bytes().all(|byte| b"-|:+= ".contains(&byte)) {
            let span = self.ahead(bare.len());
            self.leftover(span, "a ruled line", "remove it: a table needs no line below its header".to_owned());
            self.blank_up_to(start + bare.len());
            return true;
        }
        self.bullet(letter, line) || self.heading(line)
    }

    /// A bullet before a line of a block.
    fn bullet(&mut self, letter: char, line: &str) -> bool {
        let spaced = line.get(letter.len_utf8()..).is_some_and(|rest| rest.starts_with([' ', '\t', '\u{a0}']));
        let opened = self.out.tokens.iter().rev().find(|token| token.kind != Kind::Newline);
        let opened = opened.is_some_and(|token| token.kind == Kind::Open);
        let listed = self.pasted.bullet == Some(letter) || opened && matches!(letter, '-' | '*' | '–' | '—');
        if !(spaced && (listed || BULLETS.contains(&letter))) {
            return false;
        }
        if self.pasted.bullet != Some(letter) {
            let help = format!("remove the `{letter}` before each line: every line is a clause of its own");
            self.leftover(self.ahead(letter.len_utf8()), "a bullet", help);
        }
        self.pasted.bullet = Some(letter);
        self.blank_up_to(self.at() + letter.len_utf8());
        true
    }

    /// `3.1 Resolution times`, outside every block.
    fn heading(&mut self, line: &str) -> bool {
        let number = line.find(|letter: char| !(letter.is_ascii_digit() || letter == '.')).unwrap_or(line.len());
        let (number, title) = line.split_at(number);
        let title = title.trim();
        let ended = self.out.tokens.iter().rev().find(|token| token.kind != Kind::Newline);
        let ended =
            ended.is_none_or(|token| matches!(token.kind, Kind::Close | Kind::Text | Kind::Prose | Kind::Number));
        let worded = title.starts_with(unicode_ident::is_xid_start);
        if number.is_empty() || !number.starts_with(|c: char| c.is_ascii_digit()) || !worded || !ended || self.depth > 0
        {
            return false;
        }
        let length = if items::begins_item(title) { number.len() } else { line.trim_end().len() };
        let span = self.ahead(length);
        let help = match length == number.len() {
            true => format!("remove it; the number of a clause stands behind the name: `clause \"{number}\"`"),
            false => format!("make it a comment, `# {number} {title}`, or a clause, `clause \"{number}\" \"{title}\"`"),
        };
        self.leftover(span, "a heading", help);
        self.blank_up_to(self.at() + length);
        true
    }

    /// `// …`, `-- …`, `/* … */`, `<!-- … -->`
    fn comment(&mut self, line: &str, first: bool) -> bool {
        let (open, close) = match line {
            _ if line.starts_with("//") => ("//", None),
            _ if line.starts_with("/*") => ("/*", Some("*/")),
            _ if line.starts_with("<!--") => ("<!--", Some("-->")),
            _ if first && line.starts_with("--") && !line.starts_with("-->") => ("--", None),
            _ => return false,
        };
        let start = self.at();
        let rest = self.rest().get(open.len()..).unwrap_or_default();
        let closed = close.and_then(|close| rest.find(close).map(|at| open.len() + at + close.len()));
        let length = closed.unwrap_or(line.trim_end().len());
        let inside = self.rest().get(..length).unwrap_or_default().trim_start_matches(open);
        let words = close.map_or(inside, |close| inside.trim_end_matches(close)).trim();
        let help = match words.contains(['\n', '\r']) {
            true => "begin each of its lines with `#`".to_owned(),
            false => format!("write `# {words}`"),
        };
        let span = self.ahead(length.min(line.trim_end().len()));
        self.faults.report(span, SyntaxError::ForeignComment { mark: open, span, help });
        self.blank_up_to(start + length);
        true
    }

    /// `**norm** oplostijden`
    fn emphasis(&mut self, line: &str) -> bool {
        let Some(word) = line.strip_prefix("**") else { return false };
        let Some(length) = word.find("**").filter(|length| *length > 0) else { return false };
        let start = self.at();
        let word = word.get(..length).unwrap_or_default();
        self.leftover(self.ahead(length + 4), "bold type of Markdown", format!("write `{word}`"));
        self.blank_up_to(start + 2);
        self.pasted.skip = Some((start + 2 + length, start + 4 + length));
        true
    }

    fn keep_blank(&mut self) {
        self.blank_up_to(self.at() + 1);
    }
}
