//! Columns of text without lines around them, fitted to a width.

use std::borrow::Cow;

use crate::diagnostic::render::words::{visible, width, wrap};

use super::paint::{Ink, Paint};

/// Columns that every text report fits in, on every machine.
pub(super) const WIDTH: usize = 80;

/// Between two columns.
const GAP: usize = 2;

/// The least that a column is squeezed to.
const LEAST: usize = 6;

/// The least that is shown of a text's end: a file and a line.
const LEAST_END: usize = 16;

/// On which side of its column a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
    /// Left, and never wrapped.
    Whole,
    /// Left; where there is no room, only the end of the text is shown: of a path the file.
    End,
}

/// A table: its columns, and rows of as many cells.
pub(super) struct Grid {
    columns: Vec<(Cow<'static, str>, Side)>,
    rows: Vec<Vec<Cell>>,
}

/// A text and what it is.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    text: String,
    ink: Ink,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text: visible(&text).into_owned(), ink: Ink::Plain }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<(String, Ink)> for Cell {
    fn from((text, ink): (String, Ink)) -> Self {
        Self { ink, ..Self::from(text) }
    }
}

impl Grid {
    /// Of columns with these headings; empty ones are not printed.
    pub(super) fn new(columns: &[(&'static str, Side)]) -> Self {
        Self { columns: columns.iter().map(|(head, side)| ((*head).into(), *side)).collect(), rows: Vec::new() }
    }

    /// Of columns whose headings are words of a language.
    pub(super) fn headed(columns: Vec<(String, Side)>) -> Self {
        Self { columns: columns.into_iter().map(|(head, side)| (head.into(), side)).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// The lines, each indented by `indent` and at most [`WIDTH`] columns wide. Columns without any text are left out;
    /// where the others do not fit, the widest of them are wrapped.
    pub(super) fn draw(&self, indent: usize, paint: Paint) -> String {
        let used: Vec<usize> =
            (0..self.columns.len()).filter(|n| self.rows.iter().any(|row| !text(row, *n).is_empty())).collect();
        let room = room(indent, used.len());
        let widths = fitted(
            used.iter().map(|n| Column { width: self.natural(*n), word: self.word(*n), side: self.side(*n) }).collect(),
            room,
        );
        let mut out = String::new();
        if self.columns.iter().any(|(head, _)| !head.is_empty()) {
            let head: Vec<Cell> =
                self.columns.iter().map(|(head, _)| Cell::from((head.to_string(), Ink::Faint))).collect();
            self.line(&mut out, &head, &used, &widths, indent, paint);
        }
        for row in &self.rows {
            self.line(&mut out, row, &used, &widths, indent, paint);
        }
        out
    }

    /// Whether no word needs to be broken.
    pub(super) fn fits(&self, indent: usize) -> bool {
        let used = (0..self.columns.len()).filter(|n| self.rows.iter().any(|row| !text(row, *n).is_empty()));
        let words: Vec<usize> = used.map(|n| self.word(n)).collect();
        words.iter().sum::<usize>() <= room(indent, words.len())
    }

    /// The width of a column that nobody squeezes.
    fn natural(&self, n: usize) -> usize {
        let head = self.columns.get(n).map_or(0, |(head, _)| width(head));
        self.rows.iter().flat_map(|row| text(row, n).lines().map(width)).max().unwrap_or(0).max(head)
    }

    /// The longest word of a column, its heading included; of what may be cut, what is shown of it at least.
    fn word(&self, n: usize) -> usize {
        let longest = |text: &str| text.split([' ', '\n']).map(width).max().unwrap_or(0);
        let head = self.columns.get(n).map_or(0, |(head, _)| longest(head));
        let word = self.rows.iter().map(|row| longest(text(row, n))).max().unwrap_or(0).max(head);
        match self.side(n) {
            Side::End => word.min(LEAST_END),
            Side::Left | Side::Right => word,
            Side::Whole => self.natural(n),
        }
    }

    fn side(&self, n: usize) -> Side {
        self.columns.get(n).map_or(Side::Left, |(_, side)| *side)
    }

    fn line(&self, out: &mut String, row: &[Cell], used: &[usize], widths: &[usize], indent: usize, paint: Paint) {
        let wrapped: Vec<Vec<String>> = used
            .iter()
            .zip(widths)
            .map(|(n, room)| match self.side(*n) {
                Side::Left | Side::Right | Side::Whole => wrap(text(row, *n), *room),
                Side::End => vec![end(text(row, *n), *room)],
            })
            .collect();
        for line in 0..wrapped.iter().map(Vec::len).max().unwrap_or(0) {
            let mut gap = indent;
            for ((n, room), lines) in used.iter().zip(widths).zip(&wrapped) {
                let words = lines.get(line).map_or("", String::as_str);
                let free = room.saturating_sub(width(words));
                let (before, after) = if self.side(*n) == Side::Right { (free, 0) } else { (0, free) };
                if !words.is_empty() {
                    out.push_str(&" ".repeat(gap + before));
                    out.push_str(&paint.on(row.get(*n).map_or(Ink::Plain, |cell| cell.ink), words));
                    gap = 0;
                } else {
                    gap += before;
                }
                gap += after + GAP;
            }
            out.push('\n');
        }
    }
}

/// The end of a text that is too wide, after `…`.
fn end(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut ends = text.char_indices().map(|(at, _)| text.get(at..).unwrap_or_default());
    format!("…{}", ends.find(|end| width(end) < room).unwrap_or_default())
}

fn text(row: &[Cell], n: usize) -> &str {
    row.get(n).map_or("", |cell| &cell.text)
}

/// Columns of text that there are for this many columns.
fn room(indent: usize, columns: usize) -> usize {
    WIDTH.saturating_sub(indent + GAP * columns.saturating_sub(1))
}

/// A column to be fitted.
struct Column {
    width: usize,
    /// Its longest word.
    word: usize,
    side: Side,
}

/// The widths, those squeezed that can be cut, then the widest down to their longest words, then the widest of all, until
/// all fit `room`.
fn fitted(mut columns: Vec<Column>, room: usize) -> Vec<usize> {
    let too_wide = |columns: &[Column]| columns.iter().map(|column| column.width).sum::<usize>() > room;
    while too_wide(&columns) {
        let widest = |least: &dyn Fn(&Column) -> usize| {
            let squeezable = |(_, column): &(usize, &Column)| column.width > least(column);
            columns.iter().enumerate().filter(squeezable).max_by_key(|(_, column)| column.width).map(|(n, _)| n)
        };
        let end = |column: &Column| if column.side == Side::End { LEAST_END } else { usize::MAX };
        let least = |column: &Column| if column.side == Side::Whole { usize::MAX } else { LEAST };
        let next = widest(&end).or_else(|| widest(&|column| column.word.max(least(column)))).or_else(|| widest(&least));
        let Some(column) = next.and_then(|n| columns.get_mut(n)) else { break };
        column.width -= 1;
    }
    columns.into_iter().map(|column| column.width).collect()
}

#[test]
fn the_widest_column_is_wrapped_and_empty_ones_are_left_out() {
    let mut grid = Grid::new(&[("name", Side::Left), ("none", Side::Left), ("count", Side::Right)]);
    grid.row(vec!["a".into(), "".into(), "12".into()]);
    grid.row(vec!["word ".repeat(20).trim().into(), "".into(), "3".into()]);
    let drawn = grid.draw(2, Paint::PLAIN);
    let want = [
        "  name                                                                     count",
        "  a                                                                           12",
        "  word word word word word word word word word word word word word word        3",
        "  word word word word word word",
    ];
    assert_eq!(drawn.lines().collect::<Vec<_>>(), want);
}

#[test]
fn paths_are_cut_before_words_are_wrapped() {
    let mut grid = Grid::new(&[("", Side::Left), ("", Side::End)]);
    grid.row(vec!["word ".repeat(10).trim().into(), format!("data/{}.csv:4034", "a".repeat(40)).into()]);
    let want = "  word word word word word word word word word word  …aaaaaaaaaaaaaaaaa.csv:4034\n";
    assert_eq!(grid.draw(2, Paint::PLAIN), want);
}

#[test]
fn a_column_that_stays_whole_is_never_wrapped() {
    let mut grid = Grid::new(&[("", Side::Whole), ("", Side::Left)]);
    grid.row(vec!["Thu 2026-10-08 09:00 ".repeat(3).trim().into(), "some more words".into()]);
    let want = [
        "  Thu 2026-10-08 09:00 Thu 2026-10-08 09:00 Thu 2026-10-08 09:00  some more",
        "                                                                  words",
    ];
    assert_eq!(grid.draw(2, Paint::PLAIN).lines().collect::<Vec<_>>(), want);
}
