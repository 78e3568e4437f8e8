//! Text to [`ast`], and back by the formatter. Only this room knows pest.
//!
//! ```text
//! text ──scan──> clean text, tokens ──brackets──> pairs ──pest──> tree ──build──> ast::File
//!                                                    └──outline, recover──> pieces ──┘   when the file has errors
//! ```
//!
//! A file without errors is read by pest in one go. A file with errors is cut into items and clauses, each read by
//! its own rule, so that every mistake is reported once and the rest still counts.

pub mod ast;
mod brackets;
#[expect(clippy::wildcard_enum_match_arm, reason = "of the rules of the grammar a node can be one of a few")]
mod build;
mod characters;
mod error;
mod fault;
mod foreign_words;
pub mod format;
mod grammar;
mod lines;
mod outline;
#[expect(clippy::wildcard_enum_match_arm, reason = "of the rules of the grammar some are special")]
mod recover;
mod scan;
mod weekdays;

use pest::Parser;

use crate::diagnostic::Diagnostics;
use crate::source::{SourceId, Span, document};
use build::Builder;
use build::node::{Node, Origin};
use fault::Faults;
use grammar::{Grammar, Rule};
use lines::Lines;

pub use error::{LiteralError, SyntaxError};
pub use weekdays::{english_days, is_one_day};

/// Brackets nest at most this deep, and so do words such as `not`.
pub const MAX_DEPTH: usize = 128;

/// Words that are no names unless backticks stand around them (semantics 1.2).
pub const RESERVED: [&str; 20] = [
    "and",
    "or",
    "not",
    "is",
    "in",
    "of",
    "where",
    "with",
    "within",
    "without",
    "outside",
    "from",
    "to",
    "by",
    "per",
    "than",
    "when",
    "unless",
    "otherwise",
    "none",
];

/// Reads a contract. Every mistake is pushed to `problems`, in source order; what could be read is returned, also when
/// there were mistakes. `None` when nothing could be read.
pub fn parse(source: SourceId, text: &str, problems: &mut Diagnostics) -> Option<ast::File> {
    let mut faults = Faults::default();
    if let Some((what, help)) = document::kind_of(text.as_bytes()) {
        let span = Span::new(source, 0, text.find(['\n', '\r']).unwrap_or(text.len()));
        problems.push(span, SyntaxError::OtherDocument { what, span, help });
        return None;
    }
    let scanned = scan::scan(source, text, &mut faults);
    let lines = Lines::new(text, &scanned.tokens);
    let brackets = brackets::brackets(source, &lines, &mut faults);
    let mut builder = Builder::default();
    let whole =
        (brackets.fit && !scanned.unclosed).then(|| Grammar::parse(Rule::file, &scanned.clean).map_err(Box::new));
    let file = match whole.transpose() {
        Ok(Some(pairs)) => {
            let file = pairs.into_iter().next()?;
            let items: Vec<Node<'_>> = Node::new(file, Origin { source, text }, 0).parts().collect();
            builder.items(&items)
        }
        unread => recover::recover(source, &scanned.clean, &lines, &brackets, &mut faults, &mut builder, unread.err()),
    };
    let mut found = faults.problems;
    found.append(builder.problems);
    if found.is_empty() && file == ast::File::default() {
        let what = if text.contains('#') { "this file holds only comments" } else { "this file is empty" };
        let span = Span::new(source, 0, 0);
        found.push(span, SyntaxError::NothingHere { what, span });
    }
    problems.append(found.sorted());
    (file.edition.is_some() || !file.items.is_empty()).then_some(file)
}
