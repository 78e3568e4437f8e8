use std::str;

use chrono::NaiveDate;

use super::csv::{self, Fault};
use super::row::{DocumentRow, RawCell, Row};
use super::{ics, json, toml_rows};
use crate::evidence::error::EvidenceError;
use crate::evidence::place::{shown_at, span};

/// Whole rows of a file.
#[derive(Debug, Default)]
pub(in crate::evidence) struct Chunk {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// 1-based line of the first.
    pub first_line: u32,
}

/// How the rows of a file are found in its bytes.
#[derive(Debug)]
pub(in crate::evidence) enum Shape<'c> {
    /// CSV, TSV.
    Delimited {
        /// Between fields.
        delimiter: u8,
        /// Number of fields in the header.
        width: usize,
        /// For each slot the field that it takes.
        slots: Vec<Option<u32>>,
    },
    /// JSON Lines.
    Lines {
        /// For each slot the key that it takes.
        names: Vec<&'c str>,
    },
    /// JSON.
    Json {
        /// As for lines.
        names: Vec<&'c str>,
        /// The key that holds the rows.
        key: &'c str,
    },
    /// TOML.
    Toml {
        /// As for lines.
        names: Vec<&'c str>,
        /// The key that holds the rows.
        key: &'c str,
    },
    /// A calendar.
    Calendar {
        /// As for lines.
        names: Vec<&'c str>,
        /// Events without an end of their repetitions are taken up to this day.
        until: Option<NaiveDate>,
    },
}

impl Shape<'_> {
    /// Whether the file begins with the names of its columns.
    pub(in crate::evidence) fn has_header(&self) -> bool {
        match self {
            Self::Delimited { .. } => true,
            Self::Lines { .. } | Self::Json { .. } | Self::Toml { .. } | Self::Calendar { .. } => false,
        }
    }
}

/// A row of a chunk.
pub(in crate::evidence) enum ChunkRow<'a> {
    /// With its cells.
    Whole(Row<'a>),
    /// Unreadable as a row; its cells may not be where they seem.
    Broken {
        /// As far as it can be read.
        row: Row<'a>,
        /// As it stands in the file.
        bytes: &'a [u8],
        /// Why.
        problem: EvidenceError,
    },
    /// The rest of the file is lost: the line, its text, and why.
    Lost {
        /// 1-based.
        line: u32,
        /// That line alone.
        text: &'a str,
        /// Why.
        problem: EvidenceError,
    },
    /// A JSON or TOML document without the list of rows.
    NoRows,
}

/// Gives every row of `chunk`, with its byte offset in it.
pub(in crate::evidence) fn each_row(shape: &Shape<'_>, chunk: &Chunk, each: &mut dyn FnMut(ChunkRow<'_>, usize)) {
    match shape {
        Shape::Delimited { delimiter, width, slots } => delimited(chunk, *delimiter, *width, slots, each),
        Shape::Lines { names } => lines(chunk, names, each),
        Shape::Json { names, key } => whole(chunk, each, |text, each| json_rows(text, names, key, each)),
        Shape::Toml { names, key } => whole(chunk, each, |text, each| {
            document(text, names, each, |found| toml_rows::rows(text, key, names, found))
        }),
        Shape::Calendar { names, until } => {
            whole(chunk, each, |text, each| document(text, names, each, |found| ics::rows(text, names, *until, found)))
        }
    }
}

fn delimited(
    chunk: &Chunk,
    delimiter: u8,
    width: usize,
    slots: &[Option<u32>],
    each: &mut dyn FnMut(ChunkRow<'_>, usize),
) {
    let bytes = chunk.bytes.as_slice();
    let whole = str::from_utf8(bytes).ok();
    let has_nul = nul(bytes).is_some();
    let mut cells: Vec<RawCell> = Vec::with_capacity(width);
    let mut line = chunk.first_line;
    let mut at = 0;
    let is_plain = memchr::memchr2(b'"', b'\r', bytes).is_none();
    let mut marks = memchr::memchr2_iter(delimiter, b'\n', bytes);
    while at < bytes.len() {
        let record = if is_plain {
            csv::split_plain(bytes, at, delimiter, &mut marks, &mut cells)
        } else {
            csv::split(bytes, at, delimiter, &mut cells)
        };
        let written = bytes.get(at..record.end).unwrap_or_default();
        if !written.is_empty() {
            let text = whole.and_then(|text| text.get(at..record.end)).ok_or(()).or_else(|()| str::from_utf8(written));
            let row = Row { text: text.unwrap_or_default(), line, number: line, cells: &cells, slots, decoded: &[] };
            let problem = match (text, record.fault) {
                (_, Some(Fault::Open(quote))) => {
                    lost_in_quotes(written, quote as usize, line, each);
                    return;
                }
                (Err(error), _) => {
                    not_utf8(written, error, line, at, each);
                    None
                }
                (Ok(_), Some(Fault::AfterQuote(offset))) => {
                    Some(EvidenceError::AfterQuote { span: shown_at(written, offset as usize).1 })
                }
                (Ok(text), None) if has_nul && nul(text.as_bytes()).is_some() => nul(text.as_bytes()),
                (Ok(text), None) if cells.len() != width => Some(EvidenceError::Ragged {
                    found: cells.len(),
                    expected: width,
                    delimiter: char::from(delimiter),
                    span: span(0, text.len()),
                }),
                (Ok(_), None) => {
                    each(ChunkRow::Whole(row), at);
                    None
                }
            };
            if let Some(problem) = problem {
                each(ChunkRow::Broken { row, bytes: written, problem }, at);
            }
        }
        line += 1 + record.inner_lines;
        at = record.next;
    }
}

/// The first NUL of some bytes.
pub(super) fn nul(bytes: &[u8]) -> Option<EvidenceError> {
    memchr::memchr(0, bytes).map(|at| EvidenceError::Nul { span: span(at, at + 1) })
}

fn lost_in_quotes(record: &[u8], quote: usize, line: u32, each: &mut dyn FnMut(ChunkRow<'_>, usize)) {
    let before = record.get(..quote).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    let rest = record.get(start..).unwrap_or_default();
    let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    let (text, span) = shown_at(rest.get(..end).unwrap_or_default(), quote - start);
    let problem = EvidenceError::OpenQuote { span };
    each(ChunkRow::Lost { line: line + csv::count_lines(before), text: &text, problem }, 0);
}

fn not_utf8(written: &[u8], error: str::Utf8Error, line: u32, at: usize, each: &mut dyn FnMut(ChunkRow<'_>, usize)) {
    let shown = String::from_utf8_lossy(written);
    let from = error.valid_up_to();
    let row = Row { text: &shown, line, number: line, cells: &[], slots: &[], decoded: &[] };
    let problem = EvidenceError::NotUtf8 { span: span(from, from + char::REPLACEMENT_CHARACTER.len_utf8()) };
    each(ChunkRow::Broken { row, bytes: written, problem }, at);
}

fn lines(chunk: &Chunk, names: &[&str], each: &mut dyn FnMut(ChunkRow<'_>, usize)) {
    let slots: Vec<_> = (0..names.len() as u32).map(Some).collect();
    let (mut cells, mut decoded) = (Vec::new(), Vec::new());
    let mut at = 0;
    for (written, line) in chunk.bytes.split_inclusive(|byte| *byte == b'\n').zip(chunk.first_line..) {
        let trimmed = written.trim_ascii_end();
        if !trimmed.is_empty() {
            match str::from_utf8(trimmed) {
                Err(error) => not_utf8(trimmed, error, line, at, each),
                Ok(text) => {
                    let split = match nul(text.as_bytes()) {
                        Some(problem) => {
                            cells.clear();
                            Err(problem)
                        }
                        None => json::split(text, &[], names, &mut cells, &mut decoded),
                    };
                    let row = Row { text, line, number: line, cells: &cells, slots: &slots, decoded: &decoded };
                    match split {
                        Ok(()) => each(ChunkRow::Whole(row), at),
                        Err(problem) => each(ChunkRow::Broken { row, bytes: trimmed, problem }, at),
                    }
                }
            }
        }
        at += written.len();
    }
}

/// For documents that are read in one piece.
fn whole(
    chunk: &Chunk,
    each: &mut dyn FnMut(ChunkRow<'_>, usize),
    rows: impl FnOnce(&str, &mut dyn FnMut(ChunkRow<'_>, usize)) -> Result<bool, EvidenceError>,
) {
    let text = match str::from_utf8(&chunk.bytes) {
        Ok(text) => text,
        Err(error) => {
            let from = error.valid_up_to();
            let shown = String::from_utf8_lossy(&chunk.bytes);
            let problem = EvidenceError::NotUtf8 { span: span(from, from + char::REPLACEMENT_CHARACTER.len_utf8()) };
            return lost(&shown, problem, each);
        }
    };
    if let Some(problem) = nul(text.as_bytes()) {
        return lost(text, problem, each);
    }
    match rows(text, each) {
        Ok(true) => {}
        Ok(false) => each(ChunkRow::NoRows, 0),
        Err(problem) => lost(text, problem, each),
    }
}

/// Shows the line of a document that the first label of `problem` is on.
fn lost(document: &str, problem: EvidenceError, each: &mut dyn FnMut(ChunkRow<'_>, usize)) {
    let labels = miette::Diagnostic::labels(&problem).into_iter().flatten();
    let at =
        labels.map(|label| crate::source::Span::from(&label).start as usize).min().unwrap_or(0).min(document.len());
    let (before, after) = document.split_at_checked(at).unwrap_or((document, ""));
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = at + after.find('\n').unwrap_or(after.len());
    let line = 1 + csv::count_lines(before.as_bytes());
    let text = document.get(start..end).unwrap_or_default();
    each(ChunkRow::Lost { line, text, problem: problem.moved_back(start, text.len()) }, 0);
}

fn json_rows(
    text: &str,
    names: &[&str],
    key: &str,
    each: &mut dyn FnMut(ChunkRow<'_>, usize),
) -> Result<bool, EvidenceError> {
    let slots: Vec<_> = (0..names.len() as u32).map(Some).collect();
    let (mut cells, mut decoded) = (Vec::new(), Vec::new());
    let (mut line, mut counted, mut number) = (1, 0, 0);
    json::rows(text, key, &mut |written, above, offset| {
        line += csv::count_lines(text.as_bytes().get(counted..offset).unwrap_or_default());
        counted = offset;
        number += 1;
        let split = json::split(written, above, names, &mut cells, &mut decoded);
        let row = Row { text: written, line, number, cells: &cells, slots: &slots, decoded: &decoded };
        match split {
            Ok(()) => each(ChunkRow::Whole(row), offset),
            Err(problem) => each(ChunkRow::Broken { row, bytes: written.as_bytes(), problem }, offset),
        }
    })
}

/// Rows that `read` finds in a document.
fn document<'a>(
    text: &'a str,
    names: &[&str],
    each: &mut dyn FnMut(ChunkRow<'_>, usize),
    read: impl FnOnce(&mut dyn FnMut(DocumentRow<'a>)) -> Result<bool, EvidenceError>,
) -> Result<bool, EvidenceError> {
    let slots: Vec<_> = (0..names.len() as u32).map(Some).collect();
    let (mut line, mut counted) = (1, 0);
    read(&mut |found| {
        line += csv::count_lines(text.as_bytes().get(counted..found.offset).unwrap_or_default());
        counted = counted.max(found.offset);
        let row =
            Row { text: found.text, line, number: line, cells: &found.cells, slots: &slots, decoded: &found.decoded };
        match found.problem {
            None => each(ChunkRow::Whole(row), found.offset),
            Some(problem) => each(ChunkRow::Broken { row, bytes: found.text.as_bytes(), problem }, found.offset),
        }
    })
}
