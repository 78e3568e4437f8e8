//! Rows of TOML: `[[tickets]]`.

use toml::de::{DeTable, DeValue};

use super::ONE_VALUE;
use super::row::{DocumentRow, Form, RawCell};
use crate::evidence::error::EvidenceError;
use crate::evidence::place::span;

/// Every row under `key`, in the order of the file; `None` when there is no such key. Names are the slots' headers.
pub(super) fn rows<'a>(
    text: &'a str,
    key: &str,
    names: &[&str],
    each: &mut dyn FnMut(DocumentRow<'a>),
) -> Result<bool, EvidenceError> {
    let document = DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        let why = error.message().lines().next().unwrap_or_default().to_owned();
        let help = "nothing of a damaged file is used; see https://toml.io";
        EvidenceError::Syntax { format: "TOML", why, help, span: span(at.start, at.end) }
    })?;
    let Some(rows) = document.get_ref().get(key) else { return Ok(false) };
    let DeValue::Array(rows) = rows.get_ref() else { return Ok(false) };
    for row in rows {
        each(split(text, row, names));
    }
    Ok(true)
}

fn split<'a>(text: &'a str, value: &toml::Spanned<DeValue<'_>>, names: &[&str]) -> DocumentRow<'a> {
    let table = value.get_ref().as_table();
    let ends = table.into_iter().flatten().map(|(_, value)| value.span().end);
    let end = ends.chain([value.span().end]).max().unwrap_or_default();
    let offset = text.get(..value.span().start).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let rest = text.get(end..).unwrap_or_default();
    let end = end + rest.find('\n').unwrap_or(rest.len());
    let row = text.get(offset..end).unwrap_or_default();
    let mut cells = vec![RawCell { start: 0, end: 0, form: Form::Null }; names.len()];
    let mut decoded = Vec::new();
    let mut problem = None;
    if table.is_none() {
        let (start, end) = (value.span().start.saturating_sub(offset), value.span().end.saturating_sub(offset));
        let help = "each row is a table such as `[[tickets]]`";
        problem = Some(EvidenceError::Shape {
            what: kind(value.get_ref()),
            expected: "a table",
            help,
            span: span(start, end),
        });
    }
    for (slot, name) in names.iter().enumerate() {
        let Some(value) = table.and_then(|table| table.get(*name)) else { continue };
        let at = value.span();
        let (start, end) = (at.start.saturating_sub(offset), at.end.saturating_sub(offset));
        let mut is_number = false;
        let said = match value.get_ref() {
            DeValue::String(said) => said.to_string(),
            DeValue::Integer(number) if number.radix() == 10 => {
                is_number = true;
                number.as_str().to_owned()
            }
            DeValue::Float(number) => {
                is_number = true;
                number.as_str().to_owned()
            }
            DeValue::Boolean(said) => said.to_string(),
            DeValue::Datetime(said) => said.to_string(),
            DeValue::Integer(_) | DeValue::Array(_) | DeValue::Table(_) => {
                let help = "a cell holds one value, numbers in decimal digits";
                let what = kind(value.get_ref());
                problem.get_or_insert(EvidenceError::Shape { what, expected: ONE_VALUE, help, span: span(start, end) });
                continue;
            }
        };
        if said.contains('\0') {
            problem.get_or_insert(EvidenceError::Nul { span: span(start, end) });
        }
        decoded.push(said);
        let form = Form::Decoded { index: decoded.len() as u32 - 1, is_number };
        if let Some(cell) = cells.get_mut(slot) {
            *cell = RawCell { start: start as u32, end: end as u32, form };
        }
    }
    DocumentRow { text: row, offset, cells, decoded, problem }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
