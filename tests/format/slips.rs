//! What a hasty writer does to a text without changing what it says.

use proptest::prelude::*;

use crate::texts::code;

/// Something done to one line, or to the break before it.
#[derive(Debug, Clone, Copy)]
pub enum Slip {
    None,
    Indent(u8),
    TrailingSpace,
    TrailingComment,
    CommentAbove,
    BlankAbove,
    WiderGaps,
    JoinedToLast,
    Broken,
}

/// Slips for as many lines as there are, over and over.
pub fn slips() -> impl Strategy<Value = Vec<Slip>> {
    let slip = prop_oneof![
        4 => Just(Slip::None),
        2 => (0..12u8).prop_map(Slip::Indent),
        1 => Just(Slip::TrailingSpace),
        2 => Just(Slip::TrailingComment),
        1 => Just(Slip::CommentAbove),
        1 => Just(Slip::BlankAbove),
        2 => Just(Slip::WiderGaps),
        2 => Just(Slip::JoinedToLast),
        2 => Just(Slip::Broken),
    ];
    prop::collection::vec(slip, 1..40)
}

/// `text` (canonical) with the slips done to it, over and over to its end.
pub fn disturb(text: &str, slips: &[Slip], line_break: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut in_prose = false;
    for (at, (line, slip)) in text.lines().zip(slips.iter().cycle()).enumerate() {
        let bare = code(line);
        let opens_prose = !in_prose && bare.trim_end().ends_with("\"\"\"");
        let has_comment = !in_prose && bare.len() < line.len();
        if in_prose {
            in_prose = line.trim() != "\"\"\"";
            lines.push(line.to_owned());
            continue;
        }
        in_prose = opens_prose;
        match slip {
            Slip::Indent(width) => lines.push(format!("{}{}", " ".repeat(usize::from(*width)), line.trim_start())),
            Slip::TrailingSpace => lines.push(format!("{line} \t ")),
            Slip::TrailingComment if !has_comment && !opens_prose => lines.push(format!("{line}# slip {at}")),
            Slip::CommentAbove => lines.extend([format!("   # slip {at}"), line.to_owned()]),
            Slip::BlankAbove => lines.extend([String::new(), " ".to_owned(), line.to_owned()]),
            Slip::WiderGaps => lines.push(widened(line)),
            Slip::Broken => lines.push(broken(line, at, line_break)),
            Slip::JoinedToLast => match lines.last_mut() {
                Some(last) if joinable(last, line) => {
                    let glue = if last.trim_end().ends_with('{') || line.trim() == "}" { "" } else { ";" };
                    *last = format!("{}{glue}{}", last.trim_end(), line.trim_start());
                }
                Some(_) | None => lines.push(line.to_owned()),
            },
            Slip::None | Slip::TrailingComment => lines.push(line.to_owned()),
        }
    }
    lines.join(line_break)
}

/// Each space outside quotes and comments becomes two and a tab.
fn widened(line: &str) -> String {
    let bare = code(line);
    let pieces = bare.split('"').enumerate();
    let wide = pieces.map(|(at, piece)| if at % 2 == 0 { piece.replace(' ', " \t ") } else { piece.to_owned() });
    let quoted_quote = bare.contains('\\');
    if quoted_quote { line.to_owned() } else { wide.collect::<Vec<_>>().join("\"") + &line[bare.len()..] }
}

/// Broken behind the first comma or operator at which a clause may go on, with a comment at the break.
fn broken(line: &str, at: usize, line_break: &str) -> String {
    let before_quotes = code(line).split('"').next().unwrap_or_default();
    let breaks = [", ", " + ", " * ", " >= ", " outside ", " and ", " or "];
    let first = breaks.iter().filter_map(|sign| Some(before_quotes.find(sign)? + sign.len())).min();
    match first {
        Some(first) => format!("{}# slip {at}{line_break}{}", &line[..first], &line[first..]),
        None => line.to_owned(),
    }
}

/// Whether two lines of a block may share one.
fn joinable(last: &str, line: &str) -> bool {
    let whole = |line: &str| {
        let line = line.trim();
        let first = line.split(' ').next().unwrap_or_default();
        let goes_on = line.starts_with(['+', '-', '*', '/', '=', '<', '>', '|', ')'])
            || matches!(first, "and" | "or" | "within" | "outside" | "with" | "unless");
        code(line).len() == line.len() && !line.is_empty() && !line.contains("\"\"\"") && !goes_on
    };
    let ended = |line: &str| {
        let line = line.trim_end();
        let word = line.rsplit(' ').next().unwrap_or_default();
        let open = matches!(word, "and" | "or" | "not" | "is" | "of" | "where" | "with" | "within" | "outside" | "to");
        !open && !line.ends_with(['(', ',', ':', '='])
    };
    let inside = line.starts_with(' ') || line == "}";
    inside && whole(last) && whole(line) && ended(last)
}

/// Slips in nothing but blanks.
pub fn blanks() -> impl Strategy<Value = Vec<Slip>> {
    let slip = prop_oneof![
        2 => (0..12u8).prop_map(Slip::Indent),
        1 => Just(Slip::TrailingSpace),
        2 => Just(Slip::WiderGaps),
    ];
    prop::collection::vec(slip, 1..40)
}

/// Slips after which every item still begins in the first column.
pub fn mild() -> impl Strategy<Value = Vec<Slip>> {
    let slip = prop_oneof![
        3 => Just(Slip::None),
        2 => Just(Slip::TrailingSpace),
        2 => Just(Slip::TrailingComment),
        1 => Just(Slip::CommentAbove),
        1 => Just(Slip::BlankAbove),
        2 => Just(Slip::WiderGaps),
    ];
    prop::collection::vec(slip, 1..40)
}
