//! The table `amounts`: money per period, of one period or from the beginning of one to the beginning of another.

use std::collections::BTreeMap;

use crate::calendar::Periods;
use crate::diagnostic::Diagnostics;
use crate::model::{AmountId, Model};
use crate::quantity::{Instant, Ratio};

use super::columns::{Columns, Need, check_names};
use super::error::{DeclaredError, EvidenceError};
use super::fields::{Field, is_backwards};
use super::format::{Row, Said};
use super::found::{Found, Refused, span_of};
use super::named::NamedField;
use super::project::{Table, TableSource};
use super::reader::{Outcome, TableReader};
use super::scope::Scope;
use super::style::Style;
use super::table::{AmountRow, RowRef};
use super::value;

const COLUMNS: [&str; 5] = ["name", "period", "from", "to", "value"];

/// Reads rows of `amounts`.
pub(super) struct AmountReader {
    columns: Columns,
    style: Style,
    scope: Scope,
    periods: Periods,
    currency: String,
    amount: NamedField<AmountId>,
    period: Field,
    from: Field,
    to: Field,
    value: Field,
}

impl AmountReader {
    /// For one `[evidence.amounts]`.
    pub(super) fn new(model: &Model, source: &TableSource, problems: &mut Diagnostics) -> Self {
        check_names(source, &COLUMNS, &COLUMNS, problems);
        let mut columns = Columns::new(Table::Amounts);
        let scope = Scope::new(source, &COLUMNS, &mut columns);
        let amounts = (0..).map(AmountId).zip(model.amounts.iter().map(|amount| &amount.declared));
        let amount = NamedField::new(source, ("name", "an amount"), amounts, &mut columns, problems);
        let mut field = |name: &str, need| Field::new(source, name, columns.want(source, name, need));
        let period = field("period", Need::Optional);
        let from = field("from", Need::Optional);
        let to = field("to", Need::Optional);
        let value = field("value", Need::Required);
        let style = Style::new(source, model.header.zone);
        let periods = Periods::new(model.header.period, model.header.zone);
        let currency = model.header.currency.clone().unwrap_or_default();
        Self { columns, style, scope, periods, currency, amount, period, from, to, value }
    }

    fn row(&self, row: &Row<'_>, place: RowRef, found: &mut Found) -> Result<(AmountRow, (u32, u32)), Refused> {
        let amount = self.amount.read(row, &self.style, found);
        let value = self.value(row, found);
        let (from, to) = self.span(row, found)?;
        let (amount, at) = amount?;
        Ok((AmountRow { amount, from, to, value: value?, row: place }, at))
    }

    /// From when to when: a `period`, or `from` and perhaps `to`.
    fn span(&self, row: &Row<'_>, found: &mut Found) -> Result<(Instant, Instant), Refused> {
        let [period, from, to] = [&self.period, &self.from, &self.to].map(|field| field.said(row, &self.style));
        match (period, from.or(to)) {
            (Some(period), None) => self.period(&period, row, found),
            (None, Some(_)) => {
                let from = self.from.required_instant(row, &self.style, found);
                let to = self.to.instant(row, &self.style, found);
                let (from, to) = (from?, to?);
                let at = |field: &Field| span_of(field.said(row, &self.style).as_ref(), row);
                if is_backwards(from, to) {
                    return Err(
                        found.push(row, EvidenceError::EndBeforeStart { to: at(&self.to), from: at(&self.from) })
                    );
                }
                self.begins_a_period(&self.from, from, row, found)?;
                if let Some(to) = to {
                    self.begins_a_period(&self.to, to, row, found)?;
                }
                Ok((from, to.unwrap_or(Instant::END)))
            }
            (Some(_), Some(other)) => {
                let why = "says twice from when to when it holds";
                Err(found.push(row, DeclaredError::AmountSpan { why, span: span_of(Some(&other), row) }))
            }
            (None, None) => {
                let why = "does not say from when to when it holds";
                Err(found.push(row, DeclaredError::AmountSpan { why, span: span_of(None, row) }))
            }
        }
    }

    fn period(&self, said: &Said<'_>, row: &Row<'_>, found: &mut Found) -> Result<(Instant, Instant), Refused> {
        match self.periods.parse(&said.text).as_deref() {
            Ok([one]) => Ok((one.from, one.to)),
            Ok(_) | Err(_) => {
                let why = format!("`{}` is not a period of the contract", said.text);
                Err(self.not_a_period(why, span_of(Some(said), row), row, found))
            }
        }
    }

    /// Nothing says how much of an amount a part of a period is.
    fn begins_a_period(&self, field: &Field, at: Instant, row: &Row<'_>, found: &mut Found) -> Result<(), Refused> {
        if self.periods.containing(at).from == at {
            return Ok(());
        }
        let why = format!("`{}` is not the beginning of a period of the contract", field.column);
        Err(self.not_a_period(why, span_of(field.said(row, &self.style).as_ref(), row), row, found))
    }

    fn not_a_period(&self, why: String, span: crate::source::Span, row: &Row<'_>, found: &mut Found) -> Refused {
        // Any one shows how they are called.
        let example = self.periods.containing(Instant::from_micros(1_709_251_200_000_000)).label;
        found.push(row, DeclaredError::NotAPeriod { why, example, span })
    }

    /// How much: a decimal, and the currency before or behind it when it is written.
    fn value(&self, row: &Row<'_>, found: &mut Found) -> Result<Ratio, Refused> {
        let said = self.value.required(row, &self.style, found)?;
        let text = said.text.as_ref();
        let code = self.currency.as_str();
        let bare = text.strip_suffix(code).or_else(|| text.strip_prefix(code)).unwrap_or(text);
        let bare = bare.trim_matches([' ', '\u{a0}', '\u{202f}']);
        let comma = self.style.decimal_comma && !said.is_number;
        let number = value::read_number(bare, comma).map_err(|_| {
            let (text, column, currency) = (text.to_owned(), self.value.column.clone(), self.currency.clone());
            let help = if comma {
                "accepted: `1000,00`, without thousands separators, since `decimal = \",\"`"
            } else {
                "accepted: `1000.00`, without thousands separators; for a decimal comma say `decimal = \",\"`"
            };
            found.push(row, DeclaredError::NotMoney { text, column, currency, help, span: span_of(Some(&said), row) })
        })?;
        if number.is_negative() {
            let (text, column, span) = (text.to_owned(), self.value.column.clone(), span_of(Some(&said), row));
            return Err(found.push(row, DeclaredError::Negative { text, column, span }));
        }
        Ok(number)
    }
}

impl TableReader for AmountReader {
    type Item = AmountRow;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn scope(&self) -> &Scope {
        &self.scope
    }

    fn read(&self, row: &Row<'_>, at: RowRef, found: &mut Found) -> Outcome<AmountRow> {
        if !self.scope.holds(row) {
            return Outcome::OutOfScope;
        }
        self.row(row, at, found).map_or(Outcome::Bad, |(item, key)| Outcome::Good { item, key })
    }

    fn ticket_of(&self, _: &Row<'_>) -> Option<Box<str>> {
        None
    }
}

/// The rows of `amounts` so far: no two of one amount hold at the same time.
#[derive(Debug, Default)]
pub(super) struct Amounts {
    /// By amount and start: end, and where it was read.
    taken: BTreeMap<(AmountId, Instant), (Instant, RowRef)>,
}

impl Amounts {
    /// Takes in a row, or gives the one that it overlaps.
    pub(super) fn add(&mut self, row: &AmountRow) -> Result<(), RowRef> {
        let before = self.taken.range(..(row.amount, row.to)).next_back();
        if let Some(((amount, _), (to, first))) = before
            && *amount == row.amount
            && *to > row.from
        {
            return Err(*first);
        }
        self.taken.insert((row.amount, row.from), (row.to, row.row));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_that_touch_do_not_overlap() {
        let row = |amount, from, to| AmountRow {
            amount: AmountId(amount),
            from: Instant::from_micros(from),
            to: Instant::from_micros(to),
            value: Ratio::ONE,
            row: RowRef { file: 0, line: u32::try_from(from).unwrap() },
        };
        let cases = [
            (0, 20, 30, None),
            (0, 10, 20, None),
            (0, 30, 40, None),
            (0, 15, 16, Some(10)),
            (0, 5, 11, Some(10)),
            (0, 0, 50, Some(30)),
            (0, 39, 60, Some(30)),
            (1, 15, 25, None),
            (0, 0, 10, None),
        ];
        let mut amounts = Amounts::default();
        for (amount, from, to, want) in cases {
            let found = amounts.add(&row(amount, from, to)).err().map(|first| first.line);
            assert_eq!(found, want, "amount {amount} from {from} to {to}");
        }
    }
}
