//! Pages for people: one tree of sections, tables, charts and formulas, drawn as Markdown and as a page of HTML.

mod html;
mod line;
mod markdown;
mod text;
mod tree;

pub use html::render as html;
pub use markdown::render as markdown;
pub use text::{in_words, render as text};
pub use tree::{
    Bars, Block, Chart, Document, Gauge, Inline, Lane, Mark, Math, Panel, Point, Section, Side, Strip, Table, Text,
    Trend, Week, WeekDay, paragraph, plain,
};
