use std::borrow::Cow;

use crate::evidence::error::EvidenceError;

/// One row of any format, as the readers of tables see it: cells by slot (see [`super::super::columns`]).
#[derive(Debug, Clone, Copy)]
pub(in crate::evidence) struct Row<'a> {
    /// The row as it stands in the file, without its line ending.
    pub text: &'a str,
    /// 1-based line on which it starts.
    pub line: u32,
    /// What a [`super::super::RowRef`] calls it: the line, in JSON its position.
    pub number: u32,
    /// Its cells, in the order of the file.
    pub(super) cells: &'a [RawCell],
    /// Where each slot is among the cells.
    pub(super) slots: &'a [Option<u32>],
    /// Texts that do not stand in the file as they are meant (escapes).
    pub(super) decoded: &'a [String],
}

/// A row of a document that is read in one piece: its text is whole lines of the file.
pub(super) struct DocumentRow<'a> {
    pub text: &'a str,
    /// Where it starts.
    pub offset: usize,
    pub cells: Vec<RawCell>,
    pub decoded: Vec<String>,
    pub problem: Option<EvidenceError>,
}

/// A cell as the splitter leaves it: a range of the row's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawCell {
    pub start: u32,
    pub end: u32,
    pub form: Form,
}

/// How a cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Its text is what it means.
    Plain,
    /// Its text, with every quote doubled (CSV).
    DoubledQuotes,
    /// A number of JSON or TOML: the decimal mark is a point, whatever the project says.
    Number,
    /// The text is this one of the row's decoded texts.
    Decoded {
        /// Which.
        index: u32,
        /// As [`Form::Number`].
        is_number: bool,
    },
    /// No value: `null`.
    Null,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::evidence) struct Said<'a> {
    /// Its text, without the white space around it.
    pub text: Cow<'a, str>,
    /// Where it stands in the row's text.
    pub at: (u32, u32),
    /// Whether the format itself says that it is a number.
    pub is_number: bool,
}

impl<'a> Row<'a> {
    /// Whether the row has the slot's key (formats without a header).
    pub(in crate::evidence) fn has(&self, slot: u32) -> bool {
        self.cells.get(slot as usize).is_some_and(|raw| raw.end > 0)
    }

    /// The cell of a slot; `None` where the row or the file has none, and for `null`.
    pub(in crate::evidence) fn cell(&self, slot: u32) -> Option<Said<'a>> {
        let index = (*self.slots.get(slot as usize)?)?;
        let raw = self.cells.get(index as usize)?;
        let written = self.text.get(raw.start as usize..raw.end as usize)?;
        let mut cell = Said { text: Cow::Borrowed(""), at: (raw.start, raw.end), is_number: false };
        match raw.form {
            Form::Plain | Form::Number => {
                let from_start = trim_start(written);
                let text = trim_end(from_start);
                let start = raw.start + (written.len() - from_start.len()) as u32;
                cell.at = (start, start + text.len() as u32);
                cell.text = Cow::Borrowed(text);
                cell.is_number = raw.form == Form::Number;
            }
            Form::DoubledQuotes => cell.text = Cow::Owned(written.replace("\"\"", "\"").trim().to_owned()),
            Form::Decoded { index, is_number } => {
                cell.text = Cow::Borrowed(self.decoded.get(index as usize)?.trim());
                cell.is_number = is_number;
            }
            Form::Null => return None,
        }
        Some(cell)
    }
}

/// As [`str::trim_start`], but quick where there is nothing to trim.
fn trim_start(text: &str) -> &str {
    if text.as_bytes().first().is_some_and(u8::is_ascii_graphic) { text } else { text.trim_start() }
}

fn trim_end(text: &str) -> &str {
    if text.as_bytes().last().is_some_and(u8::is_ascii_graphic) { text } else { text.trim_end() }
}
