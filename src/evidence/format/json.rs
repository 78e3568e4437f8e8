//! Rows of JSON and JSON Lines. Values are kept as they stand in the text: no number goes through floating point, and
//! every cell can be underlined.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::ONE_VALUE;
use super::json_path::{self, Fault, RowPath};
use super::row::{Form, RawCell};
use crate::evidence::error::EvidenceError;
use crate::evidence::place::span;

/// The cells of one object, by slot. `cells` has one a name. `above`: the rows that it stands in, the nearest last.
pub(super) fn split(
    text: &str,
    above: &[&str],
    names: &[&str],
    cells: &mut Vec<RawCell>,
    decoded: &mut Vec<String>,
) -> Result<(), EvidenceError> {
    cells.clear();
    decoded.clear();
    cells.resize(names.len(), RawCell { start: 0, end: 0, form: Form::Null });
    let mut seen = vec![false; names.len()];
    let object = Object { text, names, cells, decoded, seen: &mut seen, problem: None };
    let mut reader = serde_json::Deserializer::from_str(text);
    if let Some(what) = not_an_object(text) {
        let help = "each row is an object such as `{ \"ticket\": \"INC1\", \"opened\": \"2024-03-01 18:00\" }`";
        return Err(EvidenceError::Shape { what, expected: "an object", help, span: span(0, text.len()) });
    }
    let mut problem;
    match object.deserialize(&mut reader).and_then(|problem| reader.end().map(|()| problem)) {
        Ok(found) => problem = found,
        Err(error) => return Err(syntax(text, &error)),
    }
    for ((slot, name), seen) in names.iter().enumerate().zip(seen) {
        // A key that is written with points goes before a way into the row.
        if seen || !json_path::is_path(name) {
            continue;
        }
        let Some(raw) = json_path::value(text, above, name).map_err(|error| syntax(text, &error))? else { continue };
        let inside = !name.starts_with('^');
        let start = if inside { offset_of(raw, text) } else { 0 };
        let (cell, other) = cell(raw, start, inside, decoded).map_err(|error| syntax(text, &error))?;
        problem = problem.or(other);
        if let Some(slot) = cells.get_mut(slot) {
            *slot = cell;
        }
    }
    problem.map_or(Ok(()), Err)
}

/// A value as a cell. `inside`: it stands in the text of the row, from `start` on.
fn cell(
    raw: &str,
    start: usize,
    inside: bool,
    decoded: &mut Vec<String>,
) -> Result<(RawCell, Option<EvidenceError>), serde_json::Error> {
    let end = if inside { start + raw.len() } else { start + 1 };
    let mut problem = None;
    let mut keep = |text: String, is_number| {
        decoded.push(text);
        Form::Decoded { index: decoded.len() as u32 - 1, is_number }
    };
    let (inner, form) = match raw.as_bytes() {
        [b'"', ..] if !inside => (0, keep(serde_json::from_str(raw)?, false)),
        [b'"', ..] if raw.contains('\\') => (1, keep(serde_json::from_str(raw)?, false)),
        [b'"', ..] => (1, Form::Plain),
        [b'n', ..] => (0, Form::Null),
        [b't' | b'f', ..] if inside => (0, Form::Plain),
        [b't' | b'f', ..] => (0, keep(raw.to_owned(), false)),
        [open @ (b'{' | b'['), ..] => {
            let (what, help) = if *open == b'{' {
                (
                    "an object",
                    "a cell holds one value; to go into it, name its key behind a point: `columns.priority = \"priority.name\"`",
                )
            } else {
                (
                    "a list",
                    "a cell holds one value; for a row per value of the list, name the list: `rows = \"tickets[].labels\"`",
                )
            };
            problem = Some(EvidenceError::Shape { what, expected: ONE_VALUE, help, span: span(start, end) });
            (0, Form::Null)
        }
        _ if inside => (0, Form::Number),
        _ => (0, keep(raw.to_owned(), true)),
    };
    if let Form::Decoded { index, .. } = form
        && decoded.get(index as usize).is_some_and(|text| text.contains('\0'))
    {
        problem = Some(EvidenceError::Nul { span: span(start, end) });
    }
    Ok((RawCell { start: (start + inner) as u32, end: (end - inner) as u32, form }, problem))
}

/// Every row of a document: an array, or an object that holds one under `key`. Gives each with its offset; `false` when
/// there is no such array.
pub(super) fn rows<'a>(
    text: &'a str,
    key: &str,
    each: &mut dyn FnMut(&'a str, &[&'a str], usize),
) -> Result<bool, EvidenceError> {
    if let Some(path) = RowPath::parse(key) {
        return nested(text, &path, each);
    }
    let each: &mut dyn FnMut(&'a str, usize) = &mut |row, offset| each(row, &[], offset);
    let mut reader = serde_json::Deserializer::from_str(text);
    let found = match text.trim_start().as_bytes().first() {
        Some(b'[') => Array { text, each }.deserialize(&mut reader).map(|()| true),
        _ => Document { text, key, each }.deserialize(&mut reader),
    };
    found.and_then(|found| reader.end().map(|()| found)).map_err(|error| syntax(text, &error))
}

/// Rows that stand in others.
fn nested<'a>(
    text: &'a str,
    path: &RowPath<'_>,
    each: &mut dyn FnMut(&'a str, &[&'a str], usize),
) -> Result<bool, EvidenceError> {
    let document: &RawValue = serde_json::from_str(text).map_err(|error| syntax(text, &error))?;
    match path.walk(document, &mut |row, above| each(row, above, offset_of(row, text))) {
        Ok(found) => Ok(found),
        Err(Fault::Json(error)) => Err(syntax(text, &error)),
        Err(Fault::NotAList(value)) => {
            let at = offset_of(value, text);
            let help = "`rows` leads from list to list: `issues[].changelog.histories[].items`";
            let what = if value.starts_with('{') { "an object" } else { "a single value" };
            Err(EvidenceError::Shape { what, expected: "a list of rows", help, span: span(at, at + 1) })
        }
    }
}

fn syntax(text: &str, error: &serde_json::Error) -> EvidenceError {
    let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = (before + error.column().saturating_sub(1)).min(text.len());
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default().to_owned();
    let help = "nothing of a file that breaks off or is damaged is used; export it again";
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let at = (0..=at).rev().find(is_boundary).unwrap_or_default();
    let end = (at + 1..=text.len()).find(is_boundary).unwrap_or(at);
    EvidenceError::Syntax { format: "JSON", why, help, span: span(at, end) }
}

fn not_an_object(text: &str) -> Option<&'static str> {
    match text.trim_start().as_bytes().first() {
        Some(b'[') => Some("a list"),
        Some(b'"') => Some("a text"),
        Some(b'0'..=b'9' | b'-') => Some("a number"),
        Some(b't' | b'f') => Some("true or false"),
        Some(b'n') => Some("null"),
        Some(_) | None => None,
    }
}

/// Where a part of a text stands in it.
fn offset_of(part: &str, whole: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

struct Object<'t, 'c> {
    text: &'t str,
    names: &'c [&'c str],
    cells: &'c mut Vec<RawCell>,
    decoded: &'c mut Vec<String>,
    seen: &'c mut Vec<bool>,
    problem: Option<EvidenceError>,
}

impl<'t> DeserializeSeed<'t> for Object<'t, '_> {
    type Value = Option<EvidenceError>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Object<'t, '_> {
    type Value = Option<EvidenceError>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
        while let Some(slots) = map.next_key_seed(Key { names: self.names })? {
            let value: &'t RawValue = map.next_value()?;
            for slot in slots {
                self.put(slot, value.get()).map_err(A::Error::custom)?;
            }
        }
        Ok(self.problem)
    }
}

impl Object<'_, '_> {
    fn put(&mut self, slot: usize, raw: &str) -> Result<(), serde_json::Error> {
        let start = offset_of(raw, self.text);
        let end = start + raw.len();
        if let Some(seen) = self.seen.get_mut(slot)
            && std::mem::replace(seen, true)
        {
            let key = self.names.get(slot).copied().unwrap_or_default().to_owned();
            self.problem.get_or_insert(EvidenceError::KeyTwice { key, span: span(start, end) });
        }
        let (found, problem) = cell(raw, start, true, self.decoded)?;
        if let Some(problem) = problem {
            self.problem.get_or_insert(problem);
        }
        if let Some(cell) = self.cells.get_mut(slot) {
            *cell = found;
        }
        Ok(())
    }
}

/// Which slots a key fills: several columns may come from one.
struct Key<'c> {
    names: &'c [&'c str],
}

impl<'t> DeserializeSeed<'t> for Key<'_> {
    type Value = Vec<usize>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Vec<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.names.iter().enumerate().filter(|(_, name)| **name == key).map(|(slot, _)| slot).collect())
    }
}

struct Array<'t, 'c> {
    text: &'t str,
    each: &'c mut dyn FnMut(&'t str, usize),
}

impl<'t> DeserializeSeed<'t> for Array<'t, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'t> Visitor<'t> for Array<'t, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of rows")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut rows: A) -> Result<(), A::Error> {
        while let Some(row) = rows.next_element::<&'t RawValue>()? {
            (self.each)(row.get(), offset_of(row.get(), self.text));
        }
        Ok(())
    }
}

struct Document<'t, 'c> {
    text: &'t str,
    key: &'c str,
    each: &'c mut dyn FnMut(&'t str, usize),
}

impl<'t> DeserializeSeed<'t> for Document<'t, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Document<'t, '_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of rows, or an object that holds one")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(slots) = map.next_key_seed(Key { names: &[self.key] })? {
            if slots.is_empty() {
                map.next_value::<IgnoredAny>()?;
            } else if found {
                return Err(A::Error::custom(format!("the key `{}` stands twice", self.key)));
            } else {
                map.next_value_seed(Array { text: self.text, each: &mut *self.each })?;
                found = true;
            }
        }
        Ok(found)
    }
}
