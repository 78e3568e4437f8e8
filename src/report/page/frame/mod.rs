//! The frame of a page: which template decides what stands where, and what it has to decide about. The built-in
//! templates are in `builtin/`; a project replaces any of them by a file of its own.

mod blocks;
mod contrast;
mod engine;
mod error;
mod look;
mod names;
mod offer;

use std::collections::BTreeMap;

use crate::report::Paint;
use crate::source::SourceId;

use super::tree::{Block, Chart, Document};
use super::{html as as_html, markdown as as_markdown, text as as_text};

pub use error::FrameError;
pub use look::{Accent, Logo};
pub use names::{NAMES, built_in, unused};

/// What is written: each has templates of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `sla report`
    Report,
    /// `sla doc`
    Document,
}

/// How it is written.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// A page that needs nothing else.
    Html,
    /// CommonMark with tables.
    Markdown,
    /// 80 columns.
    Text(Paint),
}

/// What a project adds to its pages.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Templates by the name of their file, `report.html`.
    pub templates: BTreeMap<String, Template>,
    /// Picture on the cover.
    pub logo: Option<Logo>,
    /// Colour of links and rules.
    pub accent: Option<Accent>,
    /// Verdicts as `eval --format json` prints them; see [`Frame::asks_for_verdicts`].
    pub verdicts: Option<serde_json::Value>,
}

/// A template of a project.
#[derive(Debug, Clone)]
pub struct Template {
    /// The file, for messages.
    pub source: SourceId,
    /// What stands in it.
    pub text: String,
}

impl Frame {
    /// Whether a template of the project mentions the verdicts as data, so that they are worth making.
    pub fn asks_for_verdicts(&self) -> bool {
        self.templates.values().any(|template| template.text.contains("verdicts"))
    }
}

/// A document drawn in one form, in pieces none of which ends in a newline. Whatever is in them is escaped.
pub(super) struct Pieces {
    /// The title as a heading.
    pub heading: String,
    /// The facts as a list or table; empty where there are none.
    pub cover: String,
    /// The values of the facts, in their order.
    pub facts: Vec<String>,
    /// In the order of the document.
    pub sections: Vec<SectionPieces>,
    /// What it was made from.
    pub colophon: String,
}

/// A section in pieces.
pub(super) struct SectionPieces {
    /// Number and title.
    pub name: String,
    /// The same as a heading that links lead to.
    pub heading: String,
    /// All that stands in it.
    pub body: String,
    /// The charts among it, each with its data.
    pub charts: Vec<String>,
}

/// The charts of a section, wherever they stand in it.
pub(super) fn charts<'a>(blocks: &'a [Block]) -> Vec<&'a Chart> {
    let inner = |block: &'a Block| match block {
        Block::Chart(chart) => vec![chart],
        Block::Quote(inner) => charts(inner),
        Block::List { first: _, items } => items.iter().flat_map(|item| charts(item)).collect(),
        Block::Terms(terms) => terms.iter().flat_map(|(_, meaning)| charts(meaning)).collect(),
        Block::Paragraph(_)
        | Block::Heading(_)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Equations(_)
        | Block::Week(_) => Vec::new(),
    };
    blocks.iter().flat_map(inner).collect()
}

/// The name of the template that draws `kind` in `form`.
fn name(kind: Kind, form: Form) -> &'static str {
    match (kind, form) {
        (Kind::Report, Form::Html) => "report.html",
        (Kind::Report, Form::Markdown) => "report.md",
        (Kind::Report, Form::Text(_)) => "report.txt",
        (Kind::Document, Form::Html) => "document.html",
        (Kind::Document, Form::Markdown) => "document.md",
        (Kind::Document, Form::Text(_)) => "document.txt",
    }
}

/// The whole page, ending in a newline: the template of that name, with the document in it.
///
/// # Errors
///
/// What is wrong with a template of the project. The built-in ones suit every document.
pub fn draw(document: &Document, kind: Kind, form: Form, frame: &Frame) -> Result<String, FrameError> {
    let pieces = match form {
        Form::Html => as_html::pieces(document),
        Form::Markdown => as_markdown::pieces(document),
        Form::Text(paint) => as_text::pieces(document, paint),
    };
    engine::render(document, &pieces, name(kind, form), frame)
}

/// The built-in page of HTML.
pub fn html(document: &Document) -> String {
    plainly(document, Form::Html)
}

/// The built-in Markdown.
pub fn markdown(document: &Document) -> String {
    plainly(document, Form::Markdown)
}

/// The built-in text.
pub fn text(document: &Document, paint: Paint) -> String {
    plainly(document, Form::Text(paint))
}

fn plainly(document: &Document, form: Form) -> String {
    draw(document, Kind::Document, form, &Frame::default()).expect("the built-in templates suit every document")
}
