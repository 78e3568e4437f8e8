//! The document as one page of HTML: no script, nothing from the network, legible on paper and on a telephone.

mod chart;
mod math;
mod table;
mod week;

use super::bidi;
use super::frame::{Pieces, SectionPieces, charts};
use super::tree::{Block, Document, Inline, Mark, Section, Text};
use table::table;

/// What surrounds a block.
#[derive(Debug, Clone, Copy)]
struct At<'a> {
    /// Level of the next heading below.
    level: usize,
    /// Title of the section.
    title: &'a str,
}

/// The document in pieces, for a template.
pub(super) fn pieces(document: &Document) -> Pieces {
    let fact =
        |(name, value): &(String, Text)| format!("<div><dt>{}</dt><dd>{}</dd></div>\n", flowing(name), text(value));
    let facts: String = document.cover.iter().map(fact).collect();
    Pieces {
        heading: format!("<h1>{}</h1>", flowing(&document.title)),
        cover: if facts.is_empty() { facts } else { format!("<dl class=\"facts\">\n{facts}</dl>") },
        facts: document.cover.iter().map(|(_, value)| text(value)).collect(),
        sections: document.sections.iter().map(section).collect(),
        colophon: text(&document.colophon),
    }
}

fn section(section: &Section) -> SectionPieces {
    let level = (section.depth + 1).min(6);
    let at = At { level: level + 1, title: &section.title };
    let number = section.number.as_ref();
    let number = number.map(|number| format!("<span class=\"no\">{}</span> ", flowing(number))).unwrap_or_default();
    let name = format!("{number}{}", flowing(&section.title));
    SectionPieces {
        heading: format!("<h{level} id=\"{}\">{name}</h{level}>", section.anchor),
        name,
        body: blocks(&section.blocks, at),
        charts: charts(&section.blocks).into_iter().map(|chart| chart::drawn(chart, at)).collect(),
    }
}

fn blocks(all: &[Block], at: At<'_>) -> String {
    all.iter().map(|one| block(one, at)).collect()
}

fn block(block: &Block, at: At<'_>) -> String {
    match block {
        Block::Paragraph(words) => format!("<p>{}</p>\n", text(words)),
        Block::Heading(words) => format!("<h{0} class=\"item\">{1}</h{0}>\n", at.level.min(6), text(words)),
        Block::List { first, items } => list(*first, items, at),
        Block::Quote(inner) => format!("<blockquote>\n{}</blockquote>\n", blocks(inner, at)),
        Block::Code(typed) => format!("<pre><code>{}</code></pre>\n", escaped(typed)),
        Block::Terms(terms) => {
            let one = |(term, meaning): &(Text, Vec<Block>)| {
                format!("<dt>{}</dt>\n<dd>{}</dd>\n", text(term), item(meaning, at))
            };
            format!("<dl class=\"terms\">\n{}</dl>\n", terms.iter().map(one).collect::<String>())
        }
        Block::Table(one) => table(one, at),
        Block::Equations(equations) => {
            let lines = equations.iter().map(|one| format!("<div class=\"eq\">{}</div>\n", math::broken(one)));
            format!("<div class=\"eqs\">\n{}</div>\n", lines.collect::<String>())
        }
        Block::Week(week) => week::drawn(week),
        Block::Chart(chart) => chart::drawn(chart, at),
    }
}

fn list(first: Option<u64>, items: &[Vec<Block>], at: At<'_>) -> String {
    let (open, close) = match first {
        None => ("<ul>".to_owned(), "</ul>"),
        Some(1) => ("<ol>".to_owned(), "</ol>"),
        Some(first) => (format!("<ol start=\"{first}\">"), "</ol>"),
    };
    let lines = items.iter().map(|one| format!("<li>{}</li>\n", item(one, at)));
    format!("{open}\n{}{close}\n", lines.collect::<String>())
}

/// A single paragraph stands without tags.
fn item(inner: &[Block], at: At<'_>) -> String {
    match inner {
        [Block::Paragraph(words)] => text(words),
        [Block::Paragraph(words), rest @ ..] => format!("{}\n{}", text(words), blocks(rest, at)),
        others => blocks(others, at),
    }
}

fn text(words: &Text) -> String {
    words.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Plain(words) => flowing(words),
        Inline::Strong(inner) => format!("<strong>{}</strong>", text(inner)),
        Inline::Emphasis(inner) => format!("<em>{}</em>", text(inner)),
        Inline::Code(typed) => format!("<code>{}</code>", flowing(typed)),
        Inline::Link { to, text: inner } => format!("<a href=\"{}\">{}</a>", escaped(to), text(inner)),
        Inline::Math(math) => math::broken(math),
        Inline::Verdict(mark, words) => verdict(*mark, words),
        Inline::Break => "<br>".to_owned(),
    }
}

fn verdict(mark: Mark, words: &str) -> String {
    let class = match mark {
        Mark::Good => "good",
        Mark::Bad => "bad",
        Mark::Unsure => "unsure",
        Mark::Plain => "plain",
    };
    format!(
        "<span class=\"v {class}\"><span aria-hidden=\"true\">{}</span>\u{a0}{}</span>",
        mark.sign(),
        flowing(words)
    )
}

/// Characters in running text: words from right to left are marked as such.
fn flowing(text: &str) -> String {
    let piece = |(turns, piece): (bool, &str)| {
        if turns { format!("<bdi>{}</bdi>", plainly(piece)) } else { plainly(piece) }
    };
    bidi::pieces(text).into_iter().map(piece).collect()
}

/// Characters where no tag can stand: in attributes, titles and drawings.
pub(super) fn escaped(text: &str) -> String {
    plainly(&bidi::isolated(text))
}

/// Characters as text and as the value of an attribute; those that HTML does not allow are left out.
fn plainly(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || is_no_character(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// What Unicode keeps for programs among themselves.
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}
