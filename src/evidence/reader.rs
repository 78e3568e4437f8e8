//! What a table makes of its rows, chunk by chunk.

use std::borrow::Cow;

use super::columns::Columns;
use super::error::EvidenceError;
use super::format::{Chunk, ChunkRow, ONE_VALUE, Row, Shape, each_row};
use super::found::{BadRow, Found, Why};
use super::place::span;
use super::scope::Scope;
use super::table::RowRef;
use crate::source::Span;

/// What a table makes of its rows.
pub(super) trait TableReader: Sync {
    /// What a good row becomes.
    type Item: Send;

    /// The columns that it wants.
    fn columns(&self) -> &Columns;

    /// Which rows the contract is about.
    fn scope(&self) -> &Scope;

    /// Reads one row; what is wrong with it goes to `found`.
    fn read(&self, row: &Row<'_>, at: RowRef, found: &mut Found) -> Outcome<Self::Item>;

    /// For tickets: which ticket a row is about, even when the row is broken. Rows about tickets that are left out are
    /// not reported again.
    fn ticket_of(&self, row: &Row<'_>) -> Option<Box<str>>;

    /// What is to be done with a chunk on the thread that read it.
    fn after(&self, _: &mut ChunkOut<Self::Item>) {}
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome<T> {
    /// It is good; `key` is where its identifier stands in the row.
    Good { item: T, key: (u32, u32) },
    /// `only` leaves it out, or the ticket that it belongs to.
    OutOfScope,
    /// It belongs to a ticket that was refused.
    Dropped,
    /// It is bad: the problems are among those found.
    Bad,
}

/// What came of a chunk.
#[derive(Debug)]
pub(super) struct ChunkOut<T> {
    /// The good rows.
    pub items: Vec<T>,
    /// Where each of them stands.
    pub places: Vec<RowPlace>,
    /// Tickets that were refused.
    pub refused: Vec<Box<str>>,
    /// Tickets that `only` leaves out.
    pub out_of_scope: Vec<Box<str>>,
    /// How many rows, and what became of them.
    pub counts: Counts,
    /// What was wrong.
    pub found: Found,
    /// The refused rows.
    pub rejects: Vec<RejectedRow>,
    /// What makes the file useless.
    pub lost: Option<BadRow>,
    /// A document without the list of rows.
    pub no_rows: bool,
    /// For each slot whether some row had it.
    pub seen: Vec<bool>,
}

/// A refused row.
#[derive(Debug)]
pub(super) struct RejectedRow {
    /// 1-based.
    pub line: u32,
    /// Its first problem.
    pub why: Why,
    /// As it stands in the file.
    pub bytes: Box<[u8]>,
}

/// Where a row and its identifier stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowPlace {
    /// 1-based.
    pub line: u32,
    /// In the chunk.
    pub start: u32,
    pub length: u32,
    /// In the row.
    pub key: (u32, u32),
}

/// How many rows, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub rows: u64,
    pub rejected: u64,
    pub out_of_scope: u64,
    pub dropped: u64,
}

impl Counts {
    pub(super) fn add(&mut self, more: Self) {
        self.rows += more.rows;
        self.rejected += more.rejected;
        self.out_of_scope += more.out_of_scope;
        self.dropped += more.dropped;
    }
}

impl RowPlace {
    /// The row, in its chunk.
    pub(super) fn text<'c>(&self, chunk: &'c Chunk) -> Cow<'c, str> {
        let (start, length) = (self.start as usize, self.length as usize);
        String::from_utf8_lossy(chunk.bytes.get(start..start + length).unwrap_or_default())
    }

    /// Where its identifier stands in the row.
    pub(super) fn key(&self) -> Span {
        span(self.key.0 as usize, self.key.1 as usize)
    }
}

/// Reads the rows of `chunk`, of the file with this index.
pub(super) fn read_chunk<R: TableReader>(reader: &R, shape: &Shape<'_>, chunk: &Chunk, file: u32) -> ChunkOut<R::Item> {
    let mut out = ChunkOut {
        items: Vec::new(),
        places: Vec::new(),
        refused: Vec::new(),
        out_of_scope: Vec::new(),
        counts: Counts::default(),
        found: Found::default(),
        rejects: Vec::new(),
        lost: None,
        no_rows: false,
        seen: vec![false; reader.columns().headers().len()],
    };
    each_row(shape, chunk, &mut |row, start| match row {
        ChunkRow::Whole(row) => {
            out.counts.rows += 1;
            if !shape.has_header() {
                (0..).zip(&mut out.seen).for_each(|(slot, seen)| *seen |= row.has(slot));
            }
            match reader.read(&row, RowRef { file, line: row.number }, &mut out.found) {
                Outcome::Good { item, key } => {
                    let length = row.text.len() as u32;
                    out.items.push(item);
                    out.places.push(RowPlace { line: row.line, start: start as u32, length, key });
                }
                Outcome::OutOfScope => {
                    out.counts.out_of_scope += 1;
                    out.out_of_scope.extend(reader.ticket_of(&row));
                }
                Outcome::Dropped => out.counts.dropped += 1,
                Outcome::Bad => out.reject(reader, &row, row.text.as_bytes()),
            }
        }
        // What a row holds that the contract is not about is no matter, as long as it can be told that it is not.
        ChunkRow::Broken { row, problem: EvidenceError::Shape { expected: ONE_VALUE, .. }, .. }
            if !reader.scope().holds(&row) =>
        {
            out.counts.rows += 1;
            out.counts.out_of_scope += 1;
            out.out_of_scope.extend(reader.ticket_of(&row));
        }
        ChunkRow::Broken { row, bytes, problem } => {
            out.counts.rows += 1;
            out.found.push(&row, problem);
            out.reject(reader, &row, bytes);
        }
        ChunkRow::Lost { line, text, problem } => out.lost = Some(BadRow { line, text: text.into(), problem }),
        ChunkRow::NoRows => out.no_rows = true,
    });
    reader.after(&mut out);
    out
}

impl<T> ChunkOut<T> {
    /// Refuses a row that was good by itself.
    pub(super) fn refuse(&mut self, place: &RowPlace, chunk: &Chunk, problem: impl Into<EvidenceError>) {
        self.found.push_at(place.line, &place.text(chunk), problem);
        let why = self.found.end_row();
        self.rejects.push(RejectedRow { line: place.line, why, bytes: place.text(chunk).as_bytes().into() });
        self.counts.rejected += 1;
    }

    fn reject<R: TableReader<Item = T>>(&mut self, reader: &R, row: &Row<'_>, bytes: &[u8]) {
        let why = self.found.end_row();
        self.counts.rejected += 1;
        self.rejects.push(RejectedRow { line: row.line, why, bytes: bytes.into() });
        self.refused.extend(reader.ticket_of(row));
    }
}
