use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use serde_json::Value;
use serde_json::value::RawValue;

use super::calendar::PROPERTIES;
use crate::evidence::format::{Chunk, ChunkRow, Row, Shape, each_row, header};
use crate::evidence::input::Input;
use crate::evidence::plan::format_of;
use crate::evidence::project::Format;

/// How many records the delimiter is looked for in.
const LOOKED_AT: usize = 200;
/// How deep keys in keys are followed.
const DEEPEST: usize = 4;

/// An export as a grid: how it is written, what its columns are called, and its rows, as often as they are asked for.
#[derive(Debug)]
pub(super) struct Grid {
    pub format: Format,
    /// Whether the name of the file tells the format.
    pub is_told: bool,
    pub delimiter: u8,
    /// In JSON, the key that holds the rows.
    pub key: Option<String>,
    /// The headers, or the keys of all rows.
    pub names: Vec<String>,
    /// Keys of rows that hold lists.
    pub lists: BTreeSet<String>,
    chunk: Chunk,
}

impl Grid {
    /// Reads an export whole.
    ///
    /// # Errors
    ///
    /// Why it is no table, in words that go behind a colon.
    pub(super) fn read(name: &str, bytes: Box<dyn Read + Send>) -> Result<Self, String> {
        let mut input = Input::new(name, bytes);
        let mut bytes = Vec::new();
        while input.read_block(&mut bytes).map_err(|error| error.to_string())? {}
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return Err("it is UTF-16; save it as UTF-8".into());
        }
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            format!("it is not UTF-8 text (line {line}); save it as UTF-8")
        })?;
        let Some(first) = text.trim_start().chars().next() else { return Err("it is empty".into()) };
        let told = format_of(name);
        let format = told.unwrap_or(match first {
            '[' => Format::Json,
            '{' if serde_json::from_str::<&RawValue>(text).is_ok() => Format::Json,
            '{' => Format::Jsonl,
            _ => Format::Csv,
        });
        let mut grid = Self {
            format,
            is_told: told.is_some(),
            delimiter: b',',
            key: None,
            names: Vec::new(),
            lists: BTreeSet::new(),
            chunk: Chunk::default(),
        };
        let mut first_line = 1;
        match format {
            Format::Csv | Format::Tsv => {
                grid.delimiter = if format == Format::Tsv { b'\t' } else { delimiter(&bytes) };
                let head = header(&bytes, grid.delimiter).map_err(|bad| bad.problem.to_string())?;
                first_line += head.lines;
                grid.names = head.names.into_iter().map(|(name, _)| name).collect();
                bytes.drain(..head.next);
            }
            Format::Json => grid.document(text)?,
            Format::Jsonl => text.lines().for_each(|row| grid.keys_of(row)),
            Format::Ics => grid.names = PROPERTIES.map(str::to_owned).into(),
            Format::Toml => return Err("it is TOML; exports of CSV, TSV, JSON and JSON Lines are looked at".into()),
        }
        if grid.names.is_empty() {
            return Err("it has no columns".into());
        }
        grid.chunk = Chunk { bytes, first_line };
        Ok(grid)
    }

    /// Gives every row that can be taken apart, its cells in the order of the names; how many cannot.
    pub(super) fn each(&self, each: &mut dyn FnMut(&Row<'_>)) -> u64 {
        let names = || self.names.iter().map(String::as_str).collect();
        let key = self.key.as_deref().unwrap_or_default();
        let shape = match self.format {
            Format::Csv | Format::Tsv => {
                let slots = (0..self.names.len() as u32).map(Some).collect();
                Shape::Delimited { delimiter: self.delimiter, width: self.names.len(), slots }
            }
            Format::Jsonl => Shape::Lines { names: names() },
            Format::Json | Format::Toml => Shape::Json { names: names(), key },
            Format::Ics => Shape::Calendar { names: names(), until: None },
        };
        let mut broken = 0;
        each_row(&shape, &self.chunk, &mut |row, _| match row {
            ChunkRow::Whole(row) => each(&row),
            ChunkRow::Broken { .. } | ChunkRow::Lost { .. } => broken += 1,
            ChunkRow::NoRows => {}
        });
        broken
    }

    /// Finds the rows of a document and their keys.
    fn document(&mut self, text: &str) -> Result<(), String> {
        let damaged = |error: serde_json::Error| format!("it is not JSON: {error}");
        let rows: Vec<&RawValue> = if text.trim_start().starts_with('[') {
            serde_json::from_str(text).map_err(damaged)?
        } else {
            let all: BTreeMap<String, &RawValue> = serde_json::from_str(text).map_err(damaged)?;
            let is_rows = |raw: &str| raw.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'));
            let lists = all.iter().filter(|(_, raw)| is_rows(raw.get()));
            // Of two lists as long as each other the first by name.
            let longest = lists.min_by_key(|(_, raw)| std::cmp::Reverse(raw.get().len()));
            let (key, rows) = longest.ok_or("it holds no list of rows")?;
            self.key = Some(key.clone());
            serde_json::from_str(rows.get()).map_err(damaged)?
        };
        rows.iter().for_each(|row| self.keys_of(row.get()));
        Ok(())
    }

    /// Adds the keys of a row, those in objects behind a point.
    fn keys_of(&mut self, row: &str) {
        if let Ok(Value::Object(members)) = serde_json::from_str(row) {
            self.keys_in("", &members, 1);
        }
    }

    fn keys_in(&mut self, before: &str, members: &serde_json::Map<String, Value>, depth: usize) {
        for (key, value) in members {
            let name = format!("{before}{key}");
            match value {
                Value::Object(members) if depth < DEEPEST => self.keys_in(&format!("{name}."), members, depth + 1),
                Value::Object(_) => {}
                Value::Array(_) => {
                    self.lists.insert(name);
                }
                // A key that is empty in one row may hold an object in the next.
                Value::Null => {}
                Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                    if !self.names.contains(&name) {
                        self.names.push(name);
                    }
                }
            }
        }
    }
}

/// The delimiter that cuts the most of the first records into as many fields as the header has, which must be two or
/// more; of several the one that finds more fields.
fn delimiter(bytes: &[u8]) -> u8 {
    let fit = |delimiter: &u8| {
        let Ok(head) = header(bytes, *delimiter) else { return (0, 0) };
        let width = head.names.len();
        let rest = bytes.get(head.next..).unwrap_or_default();
        let slots = (0..width as u32).map(Some).collect();
        let shape = Shape::Delimited { delimiter: *delimiter, width, slots };
        let end = rest.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(LOOKED_AT);
        let first = rest.get(..end.map_or(rest.len(), |(at, _)| at + 1)).unwrap_or_default();
        let mut whole = 0;
        each_row(&shape, &Chunk { bytes: first.to_vec(), first_line: 1 }, &mut |row, _| {
            whole += usize::from(matches!(row, ChunkRow::Whole(_)));
        });
        if width < 2 { (0, 0) } else { (whole, width) }
    };
    // The last of several that fit as well wins, so the comma, the default, stands last.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(fit).unwrap_or(b',')
}
