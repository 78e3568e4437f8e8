//! From bytes to rows, whatever the format.

mod chunk;
mod csv;
mod ics;
mod json;
mod json_path;
mod row;
mod toml_rows;

pub(super) use chunk::{Chunk, ChunkRow, Shape, each_row};
pub(super) use csv::{RecordEnds, count_feeds, count_lines};
pub(super) use row::{Row, Said};

use super::error::EvidenceError;
use super::found::BadRow;
use super::place::shown_at;
use crate::source::Span;

/// What a cell should have held: the other cells of the row are there.
pub(super) const ONE_VALUE: &str = "one value";

/// A header line.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// 1-based.
    pub line: u32,
    /// As it stands in the file.
    pub text: String,
    /// The names, each with its range in the text.
    pub names: Vec<(String, (u32, u32))>,
    /// Where the next record starts.
    pub next: usize,
    /// How many lines end before that.
    pub lines: u32,
}

impl Header {
    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The first line of a file that is not empty.
pub(super) fn header(bytes: &[u8], delimiter: u8) -> Result<Header, Box<BadRow>> {
    let mut cells = Vec::new();
    let mut start = 0;
    let mut record = csv::split(bytes, start, delimiter, &mut cells);
    while record.end == start && record.next > start {
        start = record.next;
        record = csv::split(bytes, start, delimiter, &mut cells);
    }
    let written = bytes.get(start..record.end).unwrap_or_default();
    let line = 1 + count_lines(bytes.get(..start).unwrap_or_default());
    let bad = |at: usize, problem: fn(Span) -> EvidenceError| {
        let (text, span) = shown_at(written, at);
        Box::new(BadRow { line, text: text.into(), problem: problem(span) })
    };
    match record.fault {
        Some(csv::Fault::Open(quote)) => return Err(bad(quote as usize, |span| EvidenceError::OpenQuote { span })),
        Some(csv::Fault::AfterQuote(at)) => return Err(bad(at as usize, |span| EvidenceError::AfterQuote { span })),
        None => {}
    }
    let text = match std::str::from_utf8(written) {
        Ok(text) => text.to_owned(),
        Err(error) => return Err(bad(error.valid_up_to(), |span| EvidenceError::NotUtf8 { span })),
    };
    if let Some(at) = memchr::memchr(0, written) {
        return Err(bad(at, |span| EvidenceError::Nul { span }));
    }
    let slots: Vec<_> = (0..cells.len() as u32).map(Some).collect();
    let row = Row { text: &text, line, number: line, cells: &cells, slots: &slots, decoded: &[] };
    let said = (0..cells.len() as u32).filter_map(|slot| row.cell(slot));
    let names = said.map(|said| (said.text.into_owned(), said.at)).collect();
    let lines = count_lines(bytes.get(..record.next).unwrap_or_default());
    Ok(Header { line, names, next: record.next, lines, text })
}
