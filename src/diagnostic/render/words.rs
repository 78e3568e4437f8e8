//! Text on a terminal: its width, lines broken at spaces, and control characters made visible.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that `text` takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text` broken at spaces into lines of at most `room` columns; a longer word is broken inside. Line breaks of the
/// text stay.
pub fn wrap(text: &str, room: usize) -> Vec<String> {
    let room = room.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            if !line.is_empty() && width(&line) + 1 + width(word) > room {
                lines.push(std::mem::take(&mut line));
            } else if !line.is_empty() {
                line.push(' ');
            }
            for c in word.chars() {
                if width(&line) + c.width().unwrap_or(0) > room {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        }
        lines.push(line);
    }
    lines
}

/// `text` with control characters and characters that turn the reading direction replaced by visible ones: text from
/// a file must not steer the terminal. Tabs and line breaks stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| visible_char(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(visible_char).collect())
}

/// See [`visible`].
pub fn visible_char(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\0'..' ' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ if c.is_control() || turns_direction(c) => '\u{fffd}',
        _ => c,
    }
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn lines_break_at_spaces_or_inside_long_words() {
    assert_eq!(wrap("een twee drie", 8), ["een twee", "drie"]);
    assert_eq!(wrap("aaaaaaaaaa b", 4), ["aaaa", "aaaa", "aa b"]);
    assert_eq!(wrap("één\n\ntwee", 10), ["één", "", "twee"]);
    assert_eq!(wrap("表 表", 3), ["表", "表"]);
}

#[test]
fn escapes_do_not_reach_the_terminal() {
    assert_eq!(visible("a\u{1b}[31mb\u{202e}c\td\n"), "a␛[31mb\u{fffd}c\td\n");
}
