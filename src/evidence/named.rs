//! Columns that name something of the contract: the event, amount, judgement or metric of a row, and its component.

use crate::diagnostic::Diagnostics;
use crate::model::{ComponentId, Declared, Model};

use super::choice::Choice;
use super::columns::{Columns, Need, Origin, check_values};
use super::error::{DeclaredError, EvidenceError};
use super::fields::Field;
use super::format::{Row, Said};
use super::found::{Found, Refused, span_of};
use super::project::TableSource;
use super::style::Style;

/// `name` of an event or amount, `judgement`, `metric`: what a row is about.
#[derive(Debug)]
pub(super) struct NamedField<T> {
    field: Field,
    /// `an event`
    what: &'static str,
    choice: Choice<T>,
}

impl<T: Copy> NamedField<T> {
    /// The column `column` of a table whose rows are about `declared` things, each `what` of the contract.
    pub(super) fn new<'d>(
        source: &TableSource,
        (column, what): (&'static str, &'static str),
        declared: impl Iterator<Item = (T, &'d Declared)>,
        columns: &mut Columns,
        problems: &mut Diagnostics,
    ) -> Self {
        let choice = Choice::new(declared.map(|(id, declared)| (declared.name.as_str(), id)));
        check_values(source, column, choice.names(), problems);
        let field = Field::new(source, column, columns.want(source, column, Need::Required));
        Self { field, what, choice }
    }

    /// What a row is about, and where that stands.
    pub(super) fn read(&self, row: &Row<'_>, style: &Style, found: &mut Found) -> Result<(T, (u32, u32)), Refused> {
        let said = self.field.required(row, style, found)?;
        match self.choice.get(&said.text) {
            Some(id) => Ok((id, said.at)),
            None => {
                let (text, column) = (said.text.to_string(), self.field.column.clone());
                let help = self.choice.help(&text, &column);
                let span = span_of(Some(&said), row);
                Err(found.push(row, DeclaredError::NotDeclared { text, what: self.what, column, help, span }))
            }
        }
    }
}

/// The component that a row may name.
#[derive(Debug)]
pub(super) struct ComponentField {
    field: Field,
    choice: Choice<ComponentId>,
}

impl ComponentField {
    /// `component`, where the contract declares any.
    pub(super) fn new(
        model: &Model,
        source: &TableSource,
        need: Need,
        columns: &mut Columns,
        problems: &mut Diagnostics,
    ) -> Self {
        let named = (0..).map(ComponentId).zip(&model.components);
        let choice = Choice::new(named.map(|(id, it)| (it.declared.name.as_str(), id)));
        let origin = if model.components.is_empty() {
            Origin::Nowhere
        } else {
            check_values(source, "component", choice.names(), problems);
            columns.want(source, "component", need)
        };
        Self { field: Field::new(source, "component", origin), choice }
    }

    /// What the row says.
    pub(super) fn said<'a>(&'a self, row: &Row<'a>, style: &Style) -> Option<Said<'a>> {
        self.field.said(row, style)
    }

    /// The component, where the row names one.
    pub(super) fn read(&self, row: &Row<'_>, style: &Style, found: &mut Found) -> Result<Option<ComponentId>, Refused> {
        self.said(row, style).map(|said| self.named(&said, row, found)).transpose()
    }

    /// The component that a row must name.
    pub(super) fn required(&self, row: &Row<'_>, style: &Style, found: &mut Found) -> Result<ComponentId, Refused> {
        let said = self.field.required(row, style, found)?;
        self.named(&said, row, found)
    }

    fn named(&self, said: &Said<'_>, row: &Row<'_>, found: &mut Found) -> Result<ComponentId, Refused> {
        self.choice.get(&said.text).ok_or_else(|| {
            let text = said.text.to_string();
            let help = self.choice.help(&text, "component");
            found.push(row, EvidenceError::UnknownComponent { text, help, span: span_of(Some(said), row) })
        })
    }
}
