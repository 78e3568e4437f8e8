//! Tables with headings that say what they head; one that may be wider than a telephone can be reached and moved with
//! the keyboard.

use crate::diagnostic::render::words::width;
use crate::report::page::text::in_words;

use super::super::tree::{Inline, Side, Table, Text};
use super::{At, escaped, flowing, text};

/// Room on the narrowest screen, less its margins, in pixels (WCAG 1.4.10 asks for 320).
const NARROW: usize = 320 - 2 * 16;
/// About the width of a character, and the room between two columns, in pixels.
const CHARACTER: usize = 8;
const GAP: usize = 12;

/// A text of more characters than this is not squeezed to its longest word: its column is at least so wide (`.t` in the style
/// sheet).
const LONG: usize = 28;
const LEAST_OF_LONG: usize = 208;

pub(super) fn table(table: &Table, at: At<'_>) -> String {
    let name = table.caption.as_ref().map_or_else(|| at.title.to_owned(), in_words);
    let mut out = match least_width(table) > NARROW {
        true => format!("<div class=\"wide\" role=\"group\" aria-label=\"{}\" tabindex=\"0\">\n", escaped(&name)),
        false => "<div class=\"wide\">\n".to_owned(),
    };
    out.push_str("<table>\n");
    if let Some(caption) = &table.caption {
        out.push_str(&format!("<caption>{}</caption>\n", text(caption)));
    }
    if !table.head.is_empty() {
        out.push_str(&format!(
            "<thead>\n{}</thead>\n",
            table.head.iter().map(|line| head(table, line)).collect::<String>()
        ));
    }
    out.push_str("<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (n, words) in row.iter().enumerate() {
            let (class, said) = (class(table, n), in_words(words));
            let class = if class.is_empty() && width(&said) > LONG { " class=\"t\"" } else { class };
            out.push_str(&match n < table.names && !said.is_empty() {
                true => format!("<th scope=\"row\"{class}>{}</th>", named(words)),
                false => format!("<td{class}>{}</td>", text(words)),
            });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    out
}

fn head(table: &Table, line: &[(Text, usize)]) -> String {
    let mut out = String::from("<tr>");
    let mut at = 0;
    for (words, columns) in line {
        let (scope, span) = match columns {
            1 => ("col", String::new()),
            several => ("colgroup", format!(" colspan=\"{several}\"")),
        };
        let side = if *columns == 1 { class(table, at) } else { " class=\"c\"" };
        let words = named(words);
        out.push_str(&match words.is_empty() {
            true => format!("<td{span}></td>"),
            false => format!("<th scope=\"{scope}\"{span}{side}>{words}</th>"),
        });
        at += columns;
    }
    out.push_str("</tr>\n");
    out
}

/// The text of a heading. One that is nothing but a formula is also there in words: few programs that read tables aloud
/// read formulas.
fn named(words: &Text) -> String {
    match words.as_slice() {
        [Inline::Math(_)] => {
            let said = flowing(&in_words(words));
            format!("<span aria-hidden=\"true\">{}</span><span class=\"hid\">{said}</span>", text(words))
        }
        _ => text(words),
    }
}

fn class(table: &Table, column: usize) -> &'static str {
    match table.sides.get(column) {
        Some(Side::Right) => " class=\"r\"",
        Some(Side::Centre) => " class=\"c\"",
        Some(Side::Left) | None => "",
    }
}

/// How narrow it can be made, in pixels, roughly and rather too wide: a column is as wide as its longest word.
fn least_width(table: &Table) -> usize {
    let heads = table.head.iter().flat_map(|line| {
        let starts = line.iter().scan(0, |at, (words, columns)| {
            let start = *at;
            *at += columns;
            Some((start, words, *columns))
        });
        starts.filter(|(_, _, columns)| *columns == 1).map(|(start, words, _)| (start, words))
    });
    let cells = table.rows.iter().flat_map(|row| row.iter().enumerate());
    let mut columns: Vec<usize> = Vec::new();
    for (column, words) in heads.chain(cells) {
        if columns.len() <= column {
            columns.resize(column + 1, 0);
        }
        let longest = words.iter().map(longest_word).max().unwrap_or(0) * CHARACTER;
        let is_long = width(&in_words(words)) > LONG;
        if let Some(known) = columns.get_mut(column) {
            *known = (*known).max(longest).max(if is_long { LEAST_OF_LONG } else { 0 });
        }
    }
    columns.iter().map(|least| least + GAP).sum()
}

fn longest_word(piece: &Inline) -> usize {
    let longest = |words: &str| words.split([' ', '\n']).map(width).max().unwrap_or(0);
    match piece {
        Inline::Plain(words) => longest(words),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { to: _, text: inner } => {
            inner.iter().map(longest_word).max().unwrap_or(0)
        }
        Inline::Verdict(_, words) => longest(words) + 2,
        // Short code does not break, long code does anywhere.
        Inline::Code(typed) if width(typed) <= LONG => width(typed),
        Inline::Code(_) | Inline::Break => 0,
        Inline::Math(_) => width(&in_words(&vec![piece.clone()])),
    }
}
