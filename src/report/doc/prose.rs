//! The Markdown of clauses as blocks: whatever a contract writes comes out as text, never as somebody's HTML.

#![expect(clippy::wildcard_enum_match_arm, reason = "what another library may yet add to Markdown is left out")]

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::report::page::{Block, Inline, Side, Table, Text};

/// The blocks of a clause.
pub(in crate::report) fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader { events: Parser::new_ext(text, Options::ENABLE_TABLES) };
    reader.blocks()
}

struct Reader<'t> {
    events: Parser<'t>,
}

impl Reader<'_> {
    /// Blocks up to the end of what was just opened.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose = Text::new();
        while let Some(event) = self.events.next() {
            let block = match event {
                Event::End(_) => break,
                Event::Start(Tag::Paragraph) => Some(Block::Paragraph(self.text())),
                Event::Start(Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. }) => {
                    Some(Block::Heading(self.text()))
                }
                Event::Start(Tag::Heading { .. }) => Some(Block::Paragraph(vec![Inline::Strong(self.text())])),
                Event::Start(Tag::BlockQuote(_)) => Some(Block::Quote(self.blocks())),
                Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => Some(self.verbatim()),
                Event::Start(Tag::List(first)) => Some(self.list(first)),
                Event::Start(Tag::Table(sides)) => {
                    let sides = sides.into_iter().map(side).collect();
                    Some(Block::Table(self.table(sides)))
                }
                Event::Start(Tag::Item) => None,
                Event::Rule => None,
                inline => {
                    self.inline(inline, &mut loose);
                    continue;
                }
            };
            flush(&mut loose, &mut blocks);
            blocks.extend(block);
        }
        flush(&mut loose, &mut blocks);
        blocks
    }

    fn list(&mut self, first: Option<u64>) -> Block {
        let mut items = Vec::new();
        while let Some(Event::Start(_)) = self.events.next() {
            items.push(self.blocks());
        }
        Block::List { first, items }
    }

    /// Text up to the end of what was just opened, as it was typed.
    fn verbatim(&mut self) -> Block {
        let mut typed = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => break,
                Event::Text(text) | Event::Html(text) | Event::Code(text) => typed.push_str(&text),
                _ => {}
            }
        }
        Block::Code(typed.trim_end().to_owned())
    }

    fn table(&mut self, sides: Vec<Side>) -> Table {
        let mut lines: Vec<Vec<Text>> = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => lines.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let text = self.text();
                    if let Some(line) = lines.last_mut() {
                        line.push(text);
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        let mut lines = lines.into_iter();
        let head = lines.next().into_iter().map(|line| line.into_iter().map(|text| (text, 1)).collect()).collect();
        Table { caption: None, head, names: 0, sides, rows: lines.collect() }
    }

    /// Text up to the end of what was just opened.
    fn text(&mut self) -> Text {
        let mut text = Text::new();
        while let Some(event) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, &mut text);
        }
        text
    }

    fn inline(&mut self, event: Event<'_>, text: &mut Text) {
        let inline = match event {
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => Inline::Plain(words.into_string()),
            Event::Code(words) => Inline::Code(words.into_string()),
            Event::SoftBreak => Inline::Plain(" ".to_owned()),
            Event::HardBreak => Inline::Break,
            Event::Start(Tag::Strong) => Inline::Strong(self.text()),
            Event::Start(Tag::Emphasis) => Inline::Emphasis(self.text()),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let inner = self.text();
                if is_safe(&dest_url) {
                    Inline::Link { to: dest_url.into_string(), text: inner }
                } else {
                    text.extend(inner);
                    return;
                }
            }
            // A picture would be fetched from elsewhere: what it shows is said in its words.
            Event::Start(_) => {
                let inner = self.text();
                text.extend(inner);
                return;
            }
            _ => return,
        };
        match (text.last_mut(), inline) {
            (Some(Inline::Plain(before)), Inline::Plain(words)) => before.push_str(&words),
            (_, inline) => text.push(inline),
        }
    }
}

fn flush(loose: &mut Text, blocks: &mut Vec<Block>) {
    if !loose.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(loose)));
    }
}

fn side(alignment: pulldown_cmark::Alignment) -> Side {
    match alignment {
        pulldown_cmark::Alignment::Right => Side::Right,
        pulldown_cmark::Alignment::Center => Side::Centre,
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Side::Left,
    }
}

/// Addresses that lead to a page or a mailbox, and nowhere else.
fn is_safe(address: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|start| address.starts_with(start))
}
