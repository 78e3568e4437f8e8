//! The document as text for a terminal or a mail: 80 columns, headings underlined, tables without lines.

use crate::diagnostic::render::words::{visible, width, wrap};
use crate::report::grid::{Cell, Grid, Side as GridSide, WIDTH};
use crate::report::paint::{Ink, Paint};

use super::frame::{Pieces, SectionPieces, charts};
use super::line::{self, Marks};
use super::tree::{Block, Chart, Document, Inline, Mark, Section, Side, Table, Text, Week};

/// How names and characters of a formula are written here.
const MARKS: Marks = Marks { escaped: str::to_owned, name: str::to_owned };

/// The document in pieces, for a template.
pub(super) fn pieces(document: &Document, paint: Paint) -> Pieces {
    let trimmed = |text: String| text.trim_end_matches('\n').to_owned();
    let mut facts = Grid::new(&[("", GridSide::Left), ("", GridSide::Left)]);
    for (name, value) in &document.cover {
        facts.row(vec![(name.clone(), Ink::Faint).into(), cell(value)]);
    }
    let section = |section: &Section| SectionPieces {
        heading: trimmed(head(section, paint)),
        name: visible(&name(section)).into_owned(),
        body: trimmed(blocks(&section.blocks, 0, paint)),
        charts: charts(&section.blocks).into_iter().map(|one| trimmed(chart(one, 0, paint))).collect(),
    };
    Pieces {
        heading: trimmed(heading(&document.title, '═', paint)),
        cover: if document.cover.is_empty() { String::new() } else { trimmed(facts.draw(0, paint)) },
        facts: document.cover.iter().map(|(_, value)| visible(&in_words(value)).into_owned()).collect(),
        sections: document.sections.iter().map(section).collect(),
        colophon: trimmed(lines(&in_words(&document.colophon), 0, Ink::Faint, paint)),
    }
}

fn name(section: &Section) -> String {
    let number = section.number.as_ref().map(|number| format!("{number}  ")).unwrap_or_default();
    format!("{number}{}", section.title)
}

fn head(section: &Section, paint: Paint) -> String {
    match section.depth {
        1 => heading(&name(section), '─', paint),
        _ => lines(&name(section), 0, Ink::Strong, paint),
    }
}

fn heading(title: &str, under: char, paint: Paint) -> String {
    let rule: String = std::iter::repeat_n(under, WIDTH).collect();
    format!("{}{rule}\n", lines(title, 0, Ink::Strong, paint))
}

/// Text in lines, each indented.
fn lines(text: &str, indent: usize, ink: Ink, paint: Paint) -> String {
    let lines = wrap(visible(text).trim_end(), WIDTH.saturating_sub(indent));
    lines.iter().map(|line| format!("{}{}\n", " ".repeat(indent), paint.on(ink, line))).collect()
}

fn blocks(all: &[Block], indent: usize, paint: Paint) -> String {
    let drawn = all.iter().map(|one| block(one, indent, paint));
    drawn.filter(|one| !one.is_empty()).collect::<Vec<_>>().join("\n")
}

fn block(block: &Block, indent: usize, paint: Paint) -> String {
    match block {
        Block::Paragraph(words) => lines(&in_words(words), indent, whole_ink(words), paint),
        Block::Heading(words) => lines(&in_words(words), indent, Ink::Strong, paint),
        Block::List { first, items } => list(*first, items, indent, paint),
        Block::Quote(inner) => blocks(inner, indent + 2, paint),
        Block::Code(typed) => lines(typed, indent + 2, Ink::Plain, paint),
        Block::Terms(terms) => {
            let one = |(term, meaning): &(Text, Vec<Block>)| {
                format!("{}{}", lines(&in_words(term), indent, Ink::Strong, paint), blocks(meaning, indent + 2, paint))
            };
            terms.iter().map(one).collect::<Vec<_>>().join("\n")
        }
        Block::Table(table) => self::table(table, indent, paint),
        Block::Equations(equations) => {
            equations.iter().map(|math| lines(&line::formula(math, &MARKS), indent + 2, Ink::Plain, paint)).collect()
        }
        Block::Week(week) => self::week(week, indent, paint),
        Block::Chart(chart) => self::chart(chart, indent, paint),
    }
}

fn list(first: Option<u64>, items: &[Vec<Block>], indent: usize, paint: Paint) -> String {
    let mut number = first;
    let mut out = String::new();
    for item in items {
        let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        number = number.map(|number| number.saturating_add(1));
        let body = blocks(item, indent + mark.len(), paint);
        let own = " ".repeat(indent + mark.len());
        let body = body.strip_prefix(own.as_str()).unwrap_or(&body);
        out.push_str(&format!("{}{mark}{body}", " ".repeat(indent)));
    }
    out
}

fn table(table: &Table, indent: usize, paint: Paint) -> String {
    let side = |n: usize| match table.sides.get(n) {
        Some(Side::Right) => GridSide::Right,
        Some(Side::Left | Side::Centre) | None => GridSide::Left,
    };
    let heads = line::heads(table, in_words);
    let of = |columns: &[usize]| {
        let head = |n: &usize| (heads.get(*n).cloned().unwrap_or_default(), side(*n));
        let mut grid = Grid::headed(columns.iter().map(head).collect());
        for row in &table.rows {
            grid.row(columns.iter().map(|n| row.get(*n).map(cell).unwrap_or_default()).collect());
        }
        grid
    };
    let width = heads.len().max(table.rows.iter().map(Vec::len).max().unwrap_or(0));
    let caption = table.caption.as_ref().map(|caption| lines(&in_words(caption), indent, Ink::Faint, paint));
    let parts: Vec<String> = side_by_side(table.names, width, |columns| of(columns).fits(indent))
        .iter()
        .map(|columns| of(columns).draw(indent, paint))
        .collect();
    format!("{}{}", caption.unwrap_or_default(), parts.join("\n"))
}

/// The columns of each of the tables that a table is cut into, so that no word of it is broken: those that name the
/// row, and as many of the others as fit. Names that leave no room are cut into nothing.
fn side_by_side(names: usize, width: usize, fits: impl Fn(&[usize]) -> bool) -> Vec<Vec<usize>> {
    let all: Vec<usize> = (0..width).collect();
    let (names, others) = all.split_at(names.min(width));
    if fits(&all) || others.len() < 2 {
        return vec![all];
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for n in others {
        let wider: Option<Vec<usize>> = parts.last().map(|part| part.iter().chain([n]).copied().collect());
        match (parts.last_mut(), wider) {
            (Some(part), Some(wider)) if fits(&wider) => *part = wider,
            (_, _) => parts.push(names.iter().chain([n]).copied().collect()),
        }
    }
    parts
}

/// Days and their hours.
fn week(week: &Week, indent: usize, paint: Paint) -> String {
    let mut grid = Grid::new(&[("", GridSide::Left), ("", GridSide::Left)]);
    for day in &week.days {
        let time = |seconds: u32| format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
        let name = |n: usize| match week.windows.as_slice() {
            [_] => String::new(),
            several => several.get(n).map(|name| format!(" {name}")).unwrap_or_default(),
        };
        let spans = day.spans.iter().map(|(n, from, to)| format!("{}–{}{}", time(*from), time(*to), name(*n)));
        let spans = spans.collect::<Vec<_>>().join(", ");
        let spans = if spans.is_empty() { week.closed.clone() } else { spans };
        grid.row(vec![day.name.clone().into(), spans.into()]);
    }
    format!("{}{}", lines(&in_words(&week.caption), indent, Ink::Faint, paint), grid.draw(indent, paint))
}

/// What it shows, and the data.
fn chart(chart: &Chart, indent: usize, paint: Paint) -> String {
    format!("{}{}", lines(&chart.title, indent, Ink::Strong, paint), table(&chart.data, indent, paint))
}

fn cell(words: &Text) -> Cell {
    (in_words(words), whole_ink(words)).into()
}

/// The ink of a text that is one thing as a whole.
fn whole_ink(words: &Text) -> Ink {
    match words.as_slice() {
        [Inline::Verdict(mark, _), ..] => match mark {
            Mark::Good => Ink::Good,
            Mark::Bad => Ink::Bad,
            Mark::Unsure => Ink::Unsure,
            Mark::Plain => Ink::Plain,
        },
        [Inline::Strong(_)] => Ink::Strong,
        _ => Ink::Plain,
    }
}

/// The words of a text, without marks; formulas in a line.
pub fn in_words(words: &Text) -> String {
    words.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Plain(words) | Inline::Code(words) => words.clone(),
        Inline::Strong(inner) | Inline::Emphasis(inner) => in_words(inner),
        Inline::Link { to, text: inner } if to.starts_with('#') => in_words(inner),
        Inline::Link { to, text: inner } => {
            let said = in_words(inner);
            if said == *to || width(to) == 0 { said } else { format!("{said} ({to})") }
        }
        Inline::Math(math) => line::formula(math, &MARKS),
        // The sign stays with the word.
        Inline::Verdict(mark, words) => format!("{}\u{a0}{words}", mark.sign()),
        Inline::Break => "\n".to_owned(),
    }
}
