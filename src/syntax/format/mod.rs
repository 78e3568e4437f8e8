//! The one canonical layout. Comments stay, meaning stays: the output has the same tokens in the same order, save for
//! the semicolons that become line breaks.
//!
//! - Two spaces a brace. A clause has a line of its own; a block with one clause that fits 100 columns stays on one line
//!   where it was written so. A clause goes on where its author broke it, and hangs below its last column.
//! - At most one blank line, none at the edges of a block; one between items when either takes several lines.
//! - One space between words and around signs, none inside parentheses and before commas.
//! - Neighbours that are alike share columns: keys and values, hours of windows, columns of tickets, rows of tables
//!   (there the `|`), steps of measures, items on one line; and the comments at their ends.
//! - Prose between `"""` is left as it is. Line ends become `\n`, a byte-order mark and spaces at line ends go.
//! - An item with a mistake in it is left as it is, to the byte: nothing is known about where its clauses end.

mod align;
mod clause;
mod kept;
mod layout;
mod token;
mod tree;

use crate::diagnostic::Diagnostics;
use crate::source::SourceId;
pub use token::{Kind, Token, tokens};

/// A text in the canonical layout.
#[derive(Debug)]
pub struct Formatted {
    /// All of it, each line ended by `\n`.
    pub text: String,
    /// What is wrong with the items that were left as they are.
    pub problems: Diagnostics,
}

/// `text` in the canonical layout, save for the items that do not parse. A text in which even the places between those
/// cannot be told is left as it is: its layout would not be settled at once, or hide that something is wrong.
pub fn format(source: SourceId, text: &str) -> Formatted {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let once = laid_out(source, text);
    if !once.problems.has_errors() {
        return once;
    }
    let twice = laid_out(source, &once.text);
    let is_settled = twice.text == once.text && twice.problems.has_errors();
    if is_settled { once } else { Formatted { text: text.to_owned(), ..once } }
}

fn laid_out(source: SourceId, text: &str) -> Formatted {
    let mut problems = Diagnostics::default();
    let file = super::parse(source, text, &mut problems);
    let kept = if problems.has_errors() { kept::kept(source, text, file.as_ref(), &problems) } else { Vec::new() };
    let (mut between, mut at) = (Vec::new(), 0);
    for kept in &kept {
        between.push(with_one_break(text.get(at..kept.start).unwrap_or_default()));
        at = kept.end;
    }
    between.push(with_one_break(text.get(at..).unwrap_or_default()));
    let mut tokens = Vec::new();
    let mut kept = kept.iter().filter_map(|kept| text.get(kept.clone()));
    for part in &between {
        tokens.extend(token::tokens(part));
        let breaks = part.chars().rev().take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').count();
        tokens.extend(kept.next().map(|text| Token { kind: Kind::Kept, text, breaks, column: 0 }));
    }
    Formatted { text: align::text(&layout::lines(&tree::tree(&tokens))), problems }
}

/// With one kind of line break.
fn with_one_break(text: &str) -> String {
    text.replace("\r\n", "\n")
}
