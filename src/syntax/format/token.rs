//! Text to tokens, nothing lost: comments are tokens, and every token knows how many line breaks stand before it.
//!
//! The parser throws comments away and the language ends clauses at line ends, so the formatter reads for itself. What
//! is written without a space and belongs together (`09:00-17:30`, `2024-03-01`, `Europe/Amsterdam`) is one token.

use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_width::UnicodeWidthStr;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A keyword or a name, also in backticks; a time zone.
    Word,
    /// A number and what is glued to it: `1h30m`, `99.5%`, `2024-03-01`, `09:00-17:30`.
    Number,
    /// `"…"`
    Text,
    /// `"""` to `"""`, line breaks and all.
    Prose,
    /// `# …`, without the line break.
    Comment,
    /// `{`
    Open,
    /// `}`
    Close,
    /// `;`
    Semicolon,
    /// Whole lines that stay as they are, for they do not parse.
    Kept,
    /// Any other sign: `|`, `<=`, `->`, `(`, …
    Sign,
}

/// A piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    /// What it is.
    pub kind: Kind,
    /// Its characters.
    pub text: &'t str,
    /// Line breaks between the token before and this one.
    pub breaks: usize,
    /// Columns from the start of its line; a tab is one.
    pub column: usize,
}

impl Token<'_> {
    /// Whether it is this sign or keyword.
    pub fn is(&self, text: &str) -> bool {
        self.text == text && matches!(self.kind, Kind::Word | Kind::Sign)
    }

    /// Whether it holds a time of day.
    pub fn is_time(&self) -> bool {
        self.kind == Kind::Number && self.text.contains(':')
    }
}

/// What ends a line.
const BREAKS: [char; 2] = ['\n', '\r'];

/// All tokens of `text`, in order.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let (mut rest, mut line, mut breaks) = (text, text, 0);
    while let Some(first) = rest.chars().next() {
        let (length, kind) = if first.is_whitespace() || first == '\u{feff}' {
            (first.len_utf8(), None)
        } else {
            let (kind, length) = scan(rest, first, &tokens);
            (length.max(first.len_utf8()), Some(kind))
        };
        let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if let Some(kind) = kind {
            let before = line.get(..line.len() - rest.len()).unwrap_or_default();
            let text = if kind == Kind::Comment { taken.trim_end() } else { taken };
            tokens.push(Token { kind, text, breaks, column: before.width() });
            breaks = 0;
        } else if BREAKS.contains(&first) {
            breaks += 1;
        }
        if let Some(end) = taken.rfind(BREAKS) {
            line = rest.get(end + 1..).unwrap_or_default();
        }
        rest = after;
    }
    tokens
}

/// Kind and length of the token at the start of `rest`.
fn scan(rest: &str, first: char, before: &[Token<'_>]) -> (Kind, usize) {
    let glued = before.last().and_then(|last| belonging(last, rest));
    match first {
        '#' => (Kind::Comment, rest.find(BREAKS).unwrap_or(rest.len())),
        '"' if rest.starts_with("\"\"\"") => (Kind::Prose, prose(rest)),
        '"' => (Kind::Text, quoted(rest, '"')),
        '`' => (Kind::Word, quoted(rest, '`')),
        '{' => (Kind::Open, 1),
        '}' => (Kind::Close, 1),
        ';' => (Kind::Semicolon, 1),
        _ if glued.is_some_and(|length| length > 0) => (Kind::Word, glued.unwrap_or_default()),
        _ if first.is_ascii_digit() => (Kind::Number, number(rest)),
        _ if is_xid_start(first) || first == '_' => (Kind::Word, word(rest)),
        _ => (Kind::Sign, sign(rest, first)),
    }
}

/// Length of a time zone (`Europe/Amsterdam`, `+01:00`) or a code (`DE-BY`, `nl-BE`) behind the keyword before it.
fn belonging(last: &Token<'_>, rest: &str) -> Option<usize> {
    let signed = rest.strip_prefix(['+', '-']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let lettered = rest.starts_with(is_xid_start);
    match last.text {
        "zone" | "timezone" if signed || lettered => {
            Some(run(rest, |c| is_xid_continue(c) || matches!(c, '/' | '+' | '-' | ':')))
        }
        "public" | "locale" | "currency" if lettered => Some(run(rest, |c| is_xid_continue(c) || c == '-')),
        _ => None,
    }
}

/// Length of the longest prefix whose characters all satisfy `keep`.
fn run(rest: &str, keep: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !keep(c)).unwrap_or(rest.len())
}

/// Length of a `"…"` or a name in backticks; both end at the line end at the latest.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if BREAKS.contains(&c) => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of a `"""` block: to the first `"""` that stands alone on its line.
fn prose(rest: &str) -> usize {
    let alone = rest.match_indices("\"\"\"").skip(1).find(|(at, mark)| {
        let (before, after) = (rest.get(..*at), rest.get(at + mark.len()..));
        let blank = |part: Option<&str>| part.is_none_or(|part| part.trim_matches([' ', '\t']).is_empty());
        blank(before.and_then(|before| before.rsplit(BREAKS).next()))
            && blank(after.and_then(|after| after.split(BREAKS).next()))
    });
    alone.map_or(rest.len(), |(at, mark)| at + mark.len())
}

/// Length of a number with all that belongs to it.
fn number(rest: &str) -> usize {
    let mut length = 0;
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let so_far = rest.get(..length).unwrap_or_default();
        let next_is_digit = chars.peek().is_some_and(char::is_ascii_digit);
        let after_digit = so_far.ends_with(|c: char| c.is_ascii_digit());
        let belongs = match c {
            _ if is_xid_continue(c) => true,
            '%' => after_digit,
            '.' | ':' => after_digit && next_is_digit,
            '-' if next_is_digit => after_digit && starts_date_or_time(so_far),
            '-' => so_far.len() == 4 && after_digit && chars.peek().is_some_and(|c| matches!(c, 'Q' | 'H')),
            '+' => next_is_digit && so_far.contains(':'),
            _ => false,
        };
        if !belongs {
            break;
        }
        length += c.len_utf8();
    }
    length
}

/// Whether a `-` after `text` continues a date (`2024-`, `2024-03-`, `07-`) or a time (`09:00-`).
fn starts_date_or_time(text: &str) -> bool {
    text.contains(':') || text.split('-').zip([[4, 2], [2, 2]]).all(|(part, lengths)| lengths.contains(&part.len()))
}

/// Length of a word; `yes/no` and `half-year` are one each.
fn word(rest: &str) -> usize {
    let length = run(rest, is_xid_continue);
    for whole in ["yes/no", "half-year"] {
        if rest.strip_prefix(whole).is_some_and(|after| !after.starts_with(is_xid_continue)) {
            return whole.len();
        }
    }
    length
}

/// Length of a sign.
fn sign(rest: &str, first: char) -> usize {
    let two = ["->", "<=", ">=", "!=", ".."].iter().any(|sign| rest.starts_with(sign));
    if two { 2 } else { first.len_utf8() }
}

#[test]
fn what_belongs_together_is_one_token() {
    let cases = [
        ("mon..fri 09:00-17:30,18:00-24:00", "mon .. fri 09:00-17:30 , 18:00-24:00"),
        ("timezone Europe/Amsterdam", "timezone Europe/Amsterdam"),
        ("zone +01:00{", "zone +01:00 {"),
        ("public DE-BY", "public DE-BY"),
        ("a-b*24h", "a - b * 24h"),
        ("motivated yes/no", "motivated yes/no"),
        ("period half-year", "period half-year"),
        ("2024-03-01 18:00+01:00", "2024-03-01 18:00+01:00"),
        ("yearly 12-25 to 01-01", "yearly 12-25 to 01-01"),
        ("99.5%-0.5%", "99.5% - 0.5%"),
        ("4h-2h", "4h - 2h"),
        ("period 2024-Q1", "period 2024-Q1"),
        ("where (zone)", "where ( zone )"),
        ("x<=4h#no", "x <= 4h #no"),
        ("`from`|\"a # b\"", "`from` | \"a # b\""),
    ];
    for (text, want) in cases {
        let texts: Vec<&str> = tokens(text).iter().map(|token| token.text).collect();
        assert_eq!(texts.join(" "), want, "{text}");
    }
}

#[test]
fn prose_is_one_token() {
    let text = "clause \"1\" \"\"\"\nSays \"\"\" inside.\n  \"\"\"\nedition";
    let found = tokens(text);
    assert_eq!(found.iter().map(|token| token.breaks).collect::<Vec<_>>(), [0, 0, 0, 1]);
    assert_eq!(found.iter().filter(|token| token.kind == Kind::Prose).count(), 1);
}
