//! Pages for people: one tree of sections, tables, charts and formulas, drawn as Markdown and as a page of HTML.

mod bidi;
mod frame;
mod html;
mod line;
mod markdown;
mod text;
mod tree;

pub use frame::{
    Accent, Form, Frame, FrameError, Kind, Logo, NAMES, Template, built_in, draw, html, markdown, text, unused,
};
pub use text::in_words;
pub use tree::{
    Bars, Block, Chart, Document, Drawing, Gauge, Inline, Lane, Mark, Math, Panel, Point, Section, Side, Strip, Table,
    Text, Trend, Week, WeekDay, paragraph, plain,
};
