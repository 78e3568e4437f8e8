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

mod align;
mod clause;
mod layout;
mod token;
mod tree;

use crate::diagnostic::Diagnostics;
use crate::source::SourceId;

pub use token::{Kind, Token, tokens};

/// `text` in the canonical layout.
///
/// # Errors
///
/// What is wrong with it, when it does not parse: then nothing is known about where its clauses end.
pub fn format(source: SourceId, text: &str) -> Result<String, Diagnostics> {
    let text = normalised(text);
    let mut problems = Diagnostics::default();
    super::parse(source, &text, &mut problems);
    if problems.has_errors() { Err(problems) } else { Ok(laid_out(&text)) }
}

/// Without a byte-order mark, and with one kind of line break.
fn normalised(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n")
}

/// The layout of a text that parses.
fn laid_out(text: &str) -> String {
    let tokens = token::tokens(text);
    align::text(&layout::lines(&tree::tree(&tokens)))
}
