//! Records and fields of CSV and TSV. Not the `csv` crate: every cell must be underlined where it stands in the file,
//! quotes that are opened and never closed must not swallow the rest, and text after a closing quote must not be
//! accepted. On what both accept they agree (see the tests).

use memchr::memchr;

use super::row::{Form, RawCell};

/// One record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    /// Where it ends, its line ending left out.
    pub end: usize,
    /// Where the next one starts.
    pub next: usize,
    /// How many line breaks stand inside its quotes.
    pub inner_lines: u32,
    /// What is wrong with its quotes.
    pub fault: Option<Fault>,
}

/// What can be wrong with quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Text after a closing quote; its offset in the record.
    AfterQuote(u32),
    /// The text ends inside quotes; the offset of the opening one in the record.
    Open(u32),
}

/// Splits the record that starts at `at` into `cells`, whose ranges count from `at`; there is no quote in `bytes`, and
/// `marks` are all delimiters and line breaks from `at` on. As [`split`], and quicker.
pub(super) fn split_plain(
    bytes: &[u8],
    at: usize,
    delimiter: u8,
    marks: &mut impl Iterator<Item = usize>,
    cells: &mut Vec<RawCell>,
) -> Record {
    cells.clear();
    let mut start = at;
    for mark in marks {
        cells.push(RawCell { start: (start - at) as u32, end: (mark - at) as u32, form: Form::Plain });
        start = mark + 1;
        if bytes.get(mark) != Some(&delimiter) {
            return Record { end: mark, next: mark + 1, inner_lines: 0, fault: None };
        }
    }
    cells.push(RawCell { start: (start - at) as u32, end: (bytes.len() - at) as u32, form: Form::Plain });
    Record { end: bytes.len(), next: bytes.len(), inner_lines: 0, fault: None }
}

/// Splits the record that starts at `at` into `cells`, whose ranges count from `at`.
pub(super) fn split(bytes: &[u8], at: usize, delimiter: u8, cells: &mut Vec<RawCell>) -> Record {
    cells.clear();
    let record = bytes.get(at..).unwrap_or_default();
    let mut fault = None;
    let mut i = 0;
    let mut quoted = false;
    let is_end = |byte: u8| byte == b'\n' || byte == b'\r';
    loop {
        let mut cell = RawCell { start: i as u32, end: 0, form: Form::Plain };
        let mut from = i;
        let mut closed = None;
        if record.get(i) == Some(&b'"') {
            let (close, form) = closing_quote(record, i + 1);
            let Some(close) = close else {
                fault = Some(Fault::Open(i as u32));
                cells.push(RawCell { start: i as u32 + 1, end: record.len() as u32, form });
                return Record { end: bytes.len(), next: bytes.len(), inner_lines: 0, fault };
            };
            cell = RawCell { start: i as u32 + 1, end: close as u32, form };
            closed = Some(close);
            quoted = true;
            from = close + 1;
        }
        let rest = record.get(from..).unwrap_or_default();
        let length = rest.iter().position(|byte| *byte == delimiter || is_end(*byte)).unwrap_or(rest.len());
        let stop = from + length;
        match closed {
            None => cell.end = stop as u32,
            Some(_) if length > 0 && fault.is_none() => fault = Some(Fault::AfterQuote(from as u32)),
            Some(_) => {}
        }
        cells.push(cell);
        if record.get(stop) == Some(&delimiter) {
            i = stop + 1;
            continue;
        }
        let ending = match record.get(stop..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([_, ..]) => 1,
            Some([]) | None => 0,
        };
        let inner_lines = if quoted { count_lines(record.get(..stop).unwrap_or_default()) } else { 0 };
        return Record { end: at + stop, next: at + stop + ending, inner_lines, fault };
    }
}

/// The quote that closes a field, and whether there are doubled ones before it.
fn closing_quote(record: &[u8], mut from: usize) -> (Option<usize>, Form) {
    let mut form = Form::Plain;
    loop {
        let Some(found) = record.get(from..).and_then(|rest| memchr(b'"', rest)) else { return (None, form) };
        let quote = from + found;
        if record.get(quote + 1) != Some(&b'"') {
            return (Some(quote), form);
        }
        form = Form::DoubledQuotes;
        from = quote + 2;
    }
}

/// Finds where records end in a stream of blocks, so that whole records can be handed out.
#[derive(Debug, Clone, Copy)]
pub(in crate::evidence) struct RecordEnds {
    delimiter: u8,
    state: State,
    /// Up to where the bytes of the unfinished record have been looked at.
    scanned: usize,
    /// Whether a quote stands in the unfinished record, or may.
    quotes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Bare,
    InQuotes,
    AfterQuote,
}

impl RecordEnds {
    pub(in crate::evidence) fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::FieldStart, scanned: 0, quotes: false }
    }

    /// Where the last whole record of `bytes` ends, its line ending included; 0 when none does. `bytes` starts with the
    /// record that the call before left unfinished.
    pub(in crate::evidence) fn last(&mut self, bytes: &[u8]) -> usize {
        let fresh = bytes.get(self.scanned..).unwrap_or_default();
        self.quotes |= memchr(b'"', fresh).is_some();
        let end = if self.quotes {
            self.walk(bytes)
        } else {
            match memchr::memrchr(b'\n', bytes) {
                Some(newline) => newline + 1,
                None => self.walk(bytes),
            }
        };
        if end > 0 && !self.quotes {
            // What follows the end is looked at again, from its start.
            (self.scanned, self.state) = (0, State::FieldStart);
        } else {
            self.scanned -= end;
        }
        if end > 0 {
            self.quotes = bytes.get(end..).is_some_and(|rest| memchr(b'"', rest).is_some());
        }
        end
    }

    /// Looks at every byte that has not been looked at.
    fn walk(&mut self, bytes: &[u8]) -> usize {
        let mut end = 0;
        let mut rest = bytes.get(self.scanned..).unwrap_or_default();
        while let [byte, after @ ..] = rest {
            self.state = match (self.state, *byte) {
                (State::InQuotes, b'"') => State::AfterQuote,
                (State::InQuotes, _) => State::InQuotes,
                (State::AfterQuote, b'"') => State::InQuotes,
                (State::FieldStart, b'"') => State::InQuotes,
                (_, byte) if byte == self.delimiter => State::FieldStart,
                // The line feed may be in the next block: the record has ended when it, or another byte, is there.
                (_, b'\r') if after.is_empty() => break,
                (_, b'\r') if after.first() == Some(&b'\n') => State::Bare,
                (_, b'\r' | b'\n') => {
                    end = bytes.len() - after.len();
                    State::FieldStart
                }
                (State::FieldStart | State::Bare | State::AfterQuote, _) => State::Bare,
            };
            rest = after;
        }
        self.scanned = bytes.len() - rest.len();
        end
    }
}

/// How many lines end in `bytes`: at a line feed, or at a carriage return without one.
pub(in crate::evidence) fn count_lines(bytes: &[u8]) -> u32 {
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let lone = memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).count();
    u32::try_from(feeds + lone).unwrap_or(u32::MAX)
}

/// How many line feeds are in `bytes`.
pub(in crate::evidence) fn count_feeds(bytes: &[u8]) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', bytes).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
