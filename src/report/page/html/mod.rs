//! The document as one page of HTML: no script, nothing from the network, legible on paper and on a telephone.

mod chart;
mod math;
mod week;

use super::tree::{Block, Document, Inline, Mark, Section, Side, Table, Text};

/// Everything that decides how the page looks.
const STYLE: &str = include_str!("page.css");

/// The whole page, ending in a newline.
pub fn render(document: &Document) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<header>\n<h1>{}</h1>\n",
        document.language,
        escaped(&document.title),
        escaped(&document.title)
    );
    if !document.cover.is_empty() {
        out.push_str("<dl class=\"facts\">\n");
        for (name, value) in &document.cover {
            out.push_str(&format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(name), text(value)));
        }
        out.push_str("</dl>\n");
    }
    out.push_str("</header>\n");
    out.push_str(&contents(document));
    out.push_str("<main>\n");
    for section in &document.sections {
        out.push_str(&self::section(section));
    }
    out.push_str(&format!("</main>\n<footer>\n<p>{}</p>\n</footer>\n</body>\n</html>\n", text(&document.colophon)));
    out
}

fn contents(document: &Document) -> String {
    if document.sections.len() < 2 {
        return String::new();
    }
    let name = escaped(&document.contents);
    let mut out = format!("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">{name}</h2>\n<ol>\n");
    for section in &document.sections {
        out.push_str(&format!(
            "<li class=\"d{}\"><a href=\"#{}\">{}{}</a></li>\n",
            section.depth.min(4),
            section.anchor,
            number(section),
            escaped(&section.title)
        ));
    }
    out.push_str("</ol>\n</nav>\n");
    out
}

fn number(section: &Section) -> String {
    let number = section.number.as_ref();
    number.map(|number| format!("<span class=\"no\">{}</span> ", escaped(number))).unwrap_or_default()
}

fn section(section: &Section) -> String {
    let level = (section.depth + 1).min(6);
    let mut out = format!("<section aria-labelledby=\"{}\">\n", section.anchor);
    out.push_str(&format!(
        "<h{level} id=\"{}\">{}{}</h{level}>\n",
        section.anchor,
        number(section),
        escaped(&section.title)
    ));
    out.push_str(&blocks(&section.blocks, level + 1));
    out.push_str("</section>\n");
    out
}

fn blocks(all: &[Block], level: usize) -> String {
    all.iter().map(|one| block(one, level)).collect()
}

fn block(block: &Block, level: usize) -> String {
    match block {
        Block::Paragraph(words) => format!("<p>{}</p>\n", text(words)),
        Block::Heading(words) => format!("<h{0} class=\"item\">{1}</h{0}>\n", level.min(6), text(words)),
        Block::List { first, items } => list(*first, items, level),
        Block::Quote(inner) => format!("<blockquote>\n{}</blockquote>\n", blocks(inner, level)),
        Block::Code(typed) => format!("<pre><code>{}</code></pre>\n", escaped(typed)),
        Block::Terms(terms) => {
            let one = |(term, meaning): &(Text, Vec<Block>)| {
                format!("<dt>{}</dt>\n<dd>{}</dd>\n", text(term), item(meaning, level))
            };
            format!("<dl class=\"terms\">\n{}</dl>\n", terms.iter().map(one).collect::<String>())
        }
        Block::Table(table) => self::table(table),
        Block::Equations(equations) => {
            let lines = equations.iter().map(|one| format!("<div class=\"eq\">{}</div>\n", math::broken(one)));
            format!("<div class=\"eqs\">\n{}</div>\n", lines.collect::<String>())
        }
        Block::Week(week) => week::drawn(week),
        Block::Chart(chart) => chart::drawn(chart),
    }
}

fn list(first: Option<u64>, items: &[Vec<Block>], level: usize) -> String {
    let (open, close) = match first {
        None => ("<ul>".to_owned(), "</ul>"),
        Some(1) => ("<ol>".to_owned(), "</ol>"),
        Some(first) => (format!("<ol start=\"{first}\">"), "</ol>"),
    };
    let lines = items.iter().map(|one| format!("<li>{}</li>\n", item(one, level)));
    format!("{open}\n{}{close}\n", lines.collect::<String>())
}

/// A single paragraph stands without tags.
fn item(inner: &[Block], level: usize) -> String {
    match inner {
        [Block::Paragraph(words)] => text(words),
        [Block::Paragraph(words), rest @ ..] => format!("{}\n{}", text(words), blocks(rest, level)),
        others => blocks(others, level),
    }
}

fn table(table: &Table) -> String {
    let mut out = String::from("<div class=\"wide\" tabindex=\"0\">\n<table>\n");
    if let Some(caption) = &table.caption {
        out.push_str(&format!("<caption>{}</caption>\n", text(caption)));
    }
    let class = |n: usize| match table.sides.get(n) {
        Some(Side::Right) => " class=\"r\"",
        Some(Side::Centre) => " class=\"c\"",
        Some(Side::Left) | None => "",
    };
    if !table.head.is_empty() {
        out.push_str("<thead>\n");
        for line in &table.head {
            out.push_str("<tr>");
            let mut at = 0;
            for (words, columns) in line {
                let (scope, span) = match columns {
                    1 => ("col", String::new()),
                    several => ("colgroup", format!(" colspan=\"{several}\"")),
                };
                let side = if *columns == 1 { class(at) } else { " class=\"c\"" };
                if words.is_empty() {
                    out.push_str(&format!("<td{span}></td>"));
                } else {
                    out.push_str(&format!("<th scope=\"{scope}\"{span}{side}>{}</th>", text(words)));
                }
                at += columns;
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</thead>\n");
    }
    out.push_str("<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (n, words) in row.iter().enumerate() {
            let words = text(words);
            out.push_str(&match n < table.names {
                true => format!("<th scope=\"row\"{}>{words}</th>", class(n)),
                false => format!("<td{}>{words}</td>", class(n)),
            });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    out
}

fn text(words: &Text) -> String {
    words.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Plain(words) => escaped(words),
        Inline::Strong(inner) => format!("<strong>{}</strong>", text(inner)),
        Inline::Emphasis(inner) => format!("<em>{}</em>", text(inner)),
        Inline::Code(typed) => format!("<code>{}</code>", escaped(typed)),
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
    format!("<span class=\"v {class}\"><span aria-hidden=\"true\">{}</span> {}</span>", mark.sign(), escaped(words))
}

/// Characters as text and as the value of an attribute; control characters that HTML does not allow are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
