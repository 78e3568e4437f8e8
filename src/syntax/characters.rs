//! Characters that the language has no use for, and what was probably meant.

/// What a character outside strings, prose and comments is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Character {
    /// Part of the language, or for the grammar to judge.
    Plain,
    /// Turns text around on the screen; refused everywhere.
    Direction,
    /// Stands where a plain one belongs.
    Foreign {
        /// What it is called.
        what: &'static str,
        /// What to write, in backticks or words.
        right: &'static str,
        /// What to read in its place; never longer than the character itself in bytes.
        read: &'static str,
    },
    /// A double quotation mark that is not `"`.
    Quote,
    /// A single quotation mark.
    SingleQuote,
    /// Cannot be seen and means nothing.
    Invisible,
    /// Can be seen and means nothing.
    Strange,
}

/// What `letter` is outside strings, prose and comments.
pub(super) fn judge(letter: char) -> Character {
    let foreign = |what, right, read| Character::Foreign { what, right, read };
    match letter {
        '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' => Character::SingleQuote,
        ' '..='~' | '\t' | '\r' | '\n' => Character::Plain,
        letter if is_direction(letter) => Character::Direction,
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{ff02}' => Character::Quote,
        '\u{a0}' | '\u{202f}' => foreign("a no-break space", "a plain space", " "),
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => {
            foreign("a space of a special width", "a plain space", " ")
        }
        '\u{2028}' | '\u{2029}' | '\u{85}' => foreign("a special line separator", "a plain line break", "\n"),
        '\u{2010}' | '\u{2011}' => foreign("a typographic hyphen", "`-`", "-"),
        '\u{2012}' | '\u{2013}' | '\u{2014}' | '\u{2015}' => foreign("a typographic dash", "`-`", "-"),
        '\u{2212}' => foreign("a typographic minus sign", "`-`", "-"),
        '≤' | '⩽' => foreign("`≤`", "`<=`", "<="),
        '≥' | '⩾' => foreign("`≥`", "`>=`", ">="),
        '≠' => foreign("`≠`", "`!=`", "!="),
        // The signs of currencies: the grammar says how money is written.
        '€' | '£' => Character::Plain,
        '×' => foreign("`×`", "`*`", "*"),
        '÷' => foreign("`÷`", "`/`", "/"),
        '→' => foreign("`→`", "`->`", "->"),
        '…' => foreign("`…`", "`..`", ".."),
        letter if is_invisible(letter) => Character::Invisible,
        letter if unicode_ident::is_xid_continue(letter) => Character::Plain,
        _ => Character::Strange,
    }
}

/// Controls of the bidirectional algorithm: with them a contract can read differently from what it says.
pub(super) fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Control characters other than tab and line break, and characters of no width.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{180e}')
        || is_control(letter)
}

/// Control characters other than tab and line break: refused in texts too.
pub(super) fn is_control(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\n' | '\r')
}

#[test]
fn what_is_read_fits_in_the_place_of_what_was_written() {
    for letter in ('\0'..=char::MAX).filter(|letter| *letter != '\n') {
        if let Character::Foreign { read, .. } = judge(letter) {
            assert!(read.len() <= letter.len_utf8(), "{letter:?}");
        }
    }
}
