//! Templates at work: strict about names, escaping whatever is not drawn by us, and never working without end.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use crate::diagnostic::render::words::visible;
use crate::report::page::bidi::isolated;
use crate::report::page::html::escaped as in_html;
use crate::report::page::markdown::escaped as in_markdown;
use crate::report::page::tree::Document;

use super::error::FrameError;
use super::names::{BUILT_IN, built_in};
use super::{Frame, Pieces, blocks, error, offer};

/// Steps that a template may take beyond those that the size of a document asks for. The built-in ones take some
/// thousands.
const FUEL: u64 = 20_000_000;

/// See [`super::draw`].
pub(super) fn render(
    document: &Document,
    pieces: &Pieces,
    name: &'static str,
    frame: &Frame,
) -> Result<String, FrameError> {
    if let Some(problem) = blocks::unknown(&frame.templates) {
        return Err(problem);
    }
    let environment = environment(frame, size(pieces));
    let offered = offer::of(document, pieces, frame, css(frame));
    let rendered = environment.get_template(name).and_then(|template| template.render(offered));
    rendered.map_err(|found| error::explained(&found, name, frame))
}

fn environment<'a>(frame: &Frame, size: usize) -> Environment<'a> {
    let mut environment = Environment::new();
    let blanks = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    environment.set_syntax(blanks.expect("the delimiters are those of Jinja"));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Errors then know the text that they are about.
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL.saturating_add(64 * u64::try_from(size).unwrap_or(u64::MAX / 128))));
    environment.set_auto_escape_callback(|name| match name.rsplit('.').next() {
        Some("html") => AutoEscape::Html,
        Some("md") => AutoEscape::Custom("markdown".into()),
        Some("txt") => AutoEscape::Custom("text".into()),
        Some(_) | None => AutoEscape::None,
    });
    environment.set_formatter(write);
    environment.remove_global("debug");
    environment.add_filter("css_text", |text: String| Value::from_safe_string(css_text(&text)));
    let own: Vec<(String, String)> =
        frame.templates.iter().map(|(name, template)| (name.clone(), template.text.clone())).collect();
    environment.set_loader(move |name| {
        let text = match name.strip_prefix(BUILT_IN) {
            Some(name) => built_in(name),
            None => {
                own.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str()).or_else(|| built_in(name))
            }
        };
        Ok(text.map(str::to_owned))
    });
    environment
}

/// Escapes for the form of the template, unless it is drawn by us.
fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_none() {
        return Ok(());
    }
    let text = value.to_string();
    let text = match state.auto_escape() {
        _ if value.is_safe() => text,
        AutoEscape::Html => in_html(&text),
        AutoEscape::Custom(form) if form == "markdown" => in_markdown(&text),
        AutoEscape::Custom(form) if form == "text" => visible(&text).into_owned(),
        // A template of no form that we write.
        AutoEscape::None | _ => text,
    };
    out.write_str(&text).map_err(|_| Error::from(ErrorKind::WriteFailure))
}

/// A text between quotes in a style sheet: nothing in it ends the quotes, or the element around them.
fn css_text(text: &str) -> String {
    let character = |c: char| match c {
        ' ' => " ".to_owned(),
        c if c.is_alphanumeric() => c.to_string(),
        c => format!("\\{:x} ", u32::from(c)),
    };
    format!("\"{}\"", isolated(text).chars().map(character).collect::<String>())
}

/// The style sheet of a page. Nothing in it ends the element that it stands in.
fn css(frame: &Frame) -> String {
    let own = frame.templates.get("report.css").map(|template| template.text.as_str());
    let text = own.or_else(|| built_in("report.css")).unwrap_or_default();
    text.trim_end_matches('\n').replace("</", "<\\/")
}

fn size(pieces: &Pieces) -> usize {
    let sections = pieces.sections.iter().map(|section| {
        section.body.len() + section.heading.len() + section.charts.iter().map(String::len).sum::<usize>()
    });
    sections.sum::<usize>() + pieces.cover.len()
}

#[test]
fn a_text_stays_within_its_quotes() {
    assert_eq!(css_text("Één \"b\" </style>"), "\"Één \\22 b\\22  \\3c \\2f style\\3e \"");
}
