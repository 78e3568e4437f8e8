//! Text to [`ast`], and back by the formatter. Only this room knows pest.

pub mod ast;
#[expect(clippy::wildcard_enum_match_arm, reason = "of the rules of the grammar a node can be one of a few")]
mod build;
mod error;
pub mod format;
mod grammar;

use pest::Parser;

use crate::diagnostic::Diagnostics;
use crate::source::{SourceId, Span};
use build::Builder;
use build::node::Node;
use grammar::{Grammar, Rule};

pub use error::SyntaxError;

/// Brackets and operators nest at most this deep.
pub const MAX_DEPTH: usize = 256;

/// Reads a contract. Every mistake is pushed to `problems`, in source order; what could be read is returned, also when
/// there were mistakes. `None` when nothing could be read.
pub fn parse(source: SourceId, text: &str, problems: &mut Diagnostics) -> Option<ast::File> {
    match Grammar::parse(Rule::file, text) {
        Ok(mut pairs) => {
            let file = Node::new(pairs.next()?, source, 0);
            let mut builder = Builder::default();
            let read = builder.file(&file);
            problems.append(builder.problems.sorted());
            Some(read)
        }
        Err(error) => {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
            };
            let span = Span::new(source, at, at);
            let (expected, found) = (error.variant.to_string(), String::new());
            problems.push(span, SyntaxError::Unexpected { expected, found, span, help: None });
            None
        }
    }
}
