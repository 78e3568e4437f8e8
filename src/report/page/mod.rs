//! Pages for people: one tree of sections, tables, charts and formulas, drawn as Markdown and as a page of HTML.

mod html;
mod markdown;
mod tree;

pub use html::render as html;
pub use markdown::render as markdown;
pub use tree::{Block, Document, Inline, Math, Section, Side, Table, Text, Week, WeekDay, paragraph, plain};
