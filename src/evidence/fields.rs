//! From a cell to a typed value, or to a problem that says what would be accepted.

use std::borrow::Cow;

use crate::model::{Column, ColumnKind, ValueId};
use crate::quantity::{Elapsed, Instant, Ratio};

use super::choice::Choice;
use super::columns::Origin;
use super::error::EvidenceError;
use super::format::{Row, Said};
use super::found::{Found, Refused, span_of};
use super::hash::LookUp;
use super::project::TableSource;
use super::style::Style;
use super::table::Cell;
use super::value::{self, NotANumber};

/// A column and where its values come from.
#[derive(Debug)]
pub(super) struct Field {
    /// As the contract calls it.
    pub column: String,
    origin: Origin,
    values: LookUp<Box<str>, String>,
}

/// A declared column with its type.
#[derive(Debug)]
pub(super) struct TypedField {
    field: Field,
    kind: FieldKind,
}

#[derive(Debug)]
enum FieldKind {
    Choice(Choice<ValueId>),
    YesNo,
    Percent,
    Number,
    Text,
    Duration,
    Instant,
}

impl Field {
    pub(super) fn new(source: &TableSource, column: &str, origin: Origin) -> Self {
        let mut values = LookUp::default();
        if let Some((_, mapped)) = source.values.get(column) {
            values.extend(mapped.iter().map(|(from, to)| (from.as_str().into(), to.value.clone())));
        }
        Self { column: column.to_owned(), origin, values }
    }

    /// Where it comes from.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What the row says, with the values of `sla.toml` put in place; `None` when that is nothing.
    pub(super) fn said<'a>(&'a self, row: &Row<'a>, style: &Style) -> Option<Said<'a>> {
        let mut said = match &self.origin {
            Origin::Slot(slot) => row.cell(*slot)?,
            Origin::Constant(text) => {
                Said { text: Cow::Borrowed(text), at: (0, row.text.len() as u32), is_number: false }
            }
            Origin::Nowhere => return None,
        };
        if let Some(mapped) = self.values.get(&*said.text) {
            said.text = Cow::Borrowed(mapped);
            return (!mapped.is_empty()).then_some(said);
        }
        let is_missing = style.is_missing(&said.text);
        (!is_missing).then_some(said)
    }

    /// As [`Self::said`], where a row must have it.
    pub(super) fn required<'a>(&'a self, row: &Row<'a>, style: &Style, found: &mut Found) -> Result<Said<'a>, Refused> {
        self.said(row, style).ok_or_else(|| {
            let cell = if let Origin::Slot(slot) = self.origin { row.cell(slot) } else { None };
            let help = match &cell {
                Some(cell) if !cell.text.is_empty() => {
                    format!("`{}` stands for no value here (`missing` in `sla.toml`), and a row needs one", cell.text)
                }
                Some(_) | None => {
                    "a row needs one; correct the export, or let `--bad-rows skip` leave the row out".to_owned()
                }
            };
            let column = self.column.clone();
            found.push(row, EvidenceError::Missing { column, help, span: span_of(cell.as_ref(), row) })
        })
    }

    /// One of several names.
    pub(super) fn choice<'a, T: Copy>(
        &'a self,
        row: &Row<'a>,
        style: &Style,
        choice: &Choice<T>,
        found: &mut Found,
    ) -> Result<Option<T>, Refused> {
        let Some(said) = self.said(row, style) else { return Ok(None) };
        choice.get(&said.text).map(Some).ok_or_else(|| {
            let (text, column) = (said.text.to_string(), self.column.clone());
            let help = choice.help(&text, &column);
            found.push(row, EvidenceError::UnknownValue { text, column, help, span: span_of(Some(&said), row) })
        })
    }

    /// The number that a row says.
    pub(super) fn number(
        &self,
        said: &Said<'_>,
        row: &Row<'_>,
        style: &Style,
        found: &mut Found,
    ) -> Result<Ratio, Refused> {
        let comma = style.decimal_comma && !said.is_number;
        value::read_number(&said.text, comma).map_err(|why| {
            let (text, column, help) =
                (said.text.to_string(), self.column.clone(), help_or_stand_in(said, number_help(why, comma)));
            found.push(row, EvidenceError::NotANumber { text, column, help, span: span_of(Some(said), row) })
        })
    }

    /// The percentage that a row says.
    pub(super) fn percent(
        &self,
        said: &Said<'_>,
        row: &Row<'_>,
        style: &Style,
        found: &mut Found,
    ) -> Result<Ratio, Refused> {
        let comma = style.decimal_comma && !said.is_number;
        value::read_percent(&said.text, comma, style.percent).map_err(|why| {
            let (text, column, help) =
                (said.text.to_string(), self.column.clone(), help_or_stand_in(said, percent_help(why, comma)));
            found.push(row, EvidenceError::NotAPercentage { text, column, help, span: span_of(Some(said), row) })
        })
    }

    /// A moment.
    pub(super) fn instant<'a>(
        &'a self,
        row: &Row<'a>,
        style: &Style,
        found: &mut Found,
    ) -> Result<Option<Instant>, Refused> {
        self.said(row, style).map(|said| style.instant(&self.column, &said, row, found)).transpose()
    }

    /// A moment that a row must have.
    pub(super) fn required_instant<'a>(
        &'a self,
        row: &Row<'a>,
        style: &Style,
        found: &mut Found,
    ) -> Result<Instant, Refused> {
        let said = self.required(row, style, found)?;
        style.instant(&self.column, &said, row, found)
    }
}

impl TypedField {
    pub(super) fn new(field: Field, column: &Column) -> Self {
        let kind = match &column.kind {
            ColumnKind::Enumeration(levels) => FieldKind::Choice(Choice::of_levels(levels, ValueId)),
            ColumnKind::YesNo => FieldKind::YesNo,
            ColumnKind::Percent => FieldKind::Percent,
            ColumnKind::Number => FieldKind::Number,
            ColumnKind::Text => FieldKind::Text,
            ColumnKind::Duration => FieldKind::Duration,
            ColumnKind::Instant => FieldKind::Instant,
        };
        Self { field, kind }
    }

    /// The value in a row.
    pub(super) fn read(&self, row: &Row<'_>, style: &Style, found: &mut Found) -> Result<Cell, Refused> {
        match self.field.said(row, style) {
            None => Ok(Cell::Missing),
            Some(said) => self.value(&said, row, style, found),
        }
    }

    /// The value of a text.
    pub(super) fn value(
        &self,
        said: &Said<'_>,
        row: &Row<'_>,
        style: &Style,
        found: &mut Found,
    ) -> Result<Cell, Refused> {
        let text = || said.text.to_string();
        let column = || self.field.column.clone();
        let span = || span_of(Some(said), row);
        let number = |value: Ratio| Cell::Number(Box::new(value));
        let read = match &self.kind {
            FieldKind::Choice(choice) => choice.get(&said.text).map(Cell::Value).ok_or_else(|| {
                let help = choice.help(&said.text, &self.field.column);
                EvidenceError::UnknownValue { text: text(), column: column(), help, span: span() }
            }),
            FieldKind::YesNo => value::read_yes_no(&said.text).map(Cell::YesNo).ok_or_else(|| {
                EvidenceError::NotYesNo { text: text(), column: column(), accepted: value::YES_NO_WORDS, span: span() }
            }),
            FieldKind::Percent => return self.field.percent(said, row, style, found).map(number),
            FieldKind::Number => return self.field.number(said, row, style, found).map(number),
            FieldKind::Text => Ok(Cell::Text(said.text.as_ref().into())),
            FieldKind::Duration => value::read_duration(&said.text, style.duration)
                .map(Cell::Elapsed)
                .ok_or_else(|| EvidenceError::NotADuration { text: text(), column: column(), span: span() }),
            FieldKind::Instant => {
                return style.instant(&self.field.column, said, row, found).map(Cell::Instant);
            }
        };
        read.map_err(|problem| found.push(row, problem))
    }

    /// As the contract calls it.
    pub(super) fn column(&self) -> &str {
        &self.field.column
    }

    /// The column's values, when it is an enumeration.
    pub(super) fn names(&self) -> Option<impl Iterator<Item = &str>> {
        if let FieldKind::Choice(choice) = &self.kind { Some(choice.names()) } else { None }
    }
}

/// What to say of a text that is no number: whether it stands for none.
fn help_or_stand_in(said: &Said<'_>, help: &str) -> String {
    value::stand_in(&said.text).unwrap_or_else(|| help.to_owned())
}

fn number_help(why: NotANumber, comma: bool) -> &'static str {
    match (why, comma) {
        (NotANumber::OtherMark, false) => {
            "accepted: `12` or `12.5`, without thousands separators; for a decimal comma say `decimal = \",\"`"
        }
        (NotANumber::OtherMark, true) => {
            "accepted: `12` or `12,5`, without thousands separators, since `decimal = \",\"`"
        }
        (NotANumber::Malformed | NotANumber::NoSign, false) => "accepted: `12`, `-12` or `12.5`",
        (NotANumber::Malformed | NotANumber::NoSign, true) => "accepted: `12`, `-12` or `12,5`",
    }
}

fn percent_help(why: NotANumber, comma: bool) -> &'static str {
    match why {
        NotANumber::NoSign => {
            "accepted: `45%`; if `45` means 45 % say `percent = \"points\"`, if `0.45` does say `percent = \"fraction\"`"
        }
        NotANumber::OtherMark if comma => "accepted: `45%` or `99,5%`, since `decimal = \",\"`",
        NotANumber::OtherMark => "accepted: `45%` or `99.5%`; for a decimal comma say `decimal = \",\"`",
        NotANumber::Malformed if comma => "accepted: `45%` or `99,5%`",
        NotANumber::Malformed => "accepted: `45%` or `99.5%`",
    }
}

/// Time from `from` to `to`; `None` when it runs backwards.
pub(super) fn is_backwards(from: Instant, to: Option<Instant>) -> bool {
    to.is_some_and(|to| from.until(to) < Elapsed::ZERO)
}
