//! The tables `events` and `judgements`.

use crate::diagnostic::Diagnostics;
use crate::model::{EventId, JudgementId, Model};

use super::columns::{Columns, Need, check_names};
use super::error::EvidenceError;
use super::fields::Field;
use super::format::Row;
use super::found::{Found, Refused, span_of};
use super::named::{ComponentField, NamedField};
use super::project::{Table, TableSource};
use super::reader::{Outcome, TableReader};
use super::scope::Scope;
use super::style::Style;
use super::table::{EventRow, JudgementRow, RowRef};
use super::value;

const EVENT_COLUMNS: [&str; 3] = ["name", "at", "component"];
const JUDGEMENT_COLUMNS: [&str; 6] = ["judgement", "subject", "at", "answer", "by", "reason"];

/// Reads rows of `events`.
pub(super) struct EventReader {
    columns: Columns,
    style: Style,
    scope: Scope,
    event: NamedField<EventId>,
    at: Field,
    component: ComponentField,
}

impl EventReader {
    /// For one `[evidence.events]`.
    pub(super) fn new(model: &Model, source: &TableSource, problems: &mut Diagnostics) -> Self {
        check_names(source, &EVENT_COLUMNS, &EVENT_COLUMNS, problems);
        let mut columns = Columns::new(Table::Events);
        let scope = Scope::new(source, &EVENT_COLUMNS, &mut columns);
        let events = (0..).map(EventId).zip(model.events.iter().map(|event| &event.declared));
        let event = NamedField::new(source, ("name", "an event"), events, &mut columns, problems);
        let at = Field::new(source, "at", columns.want(source, "at", Need::Required));
        let component = ComponentField::new(model, source, Need::Optional, &mut columns, problems);
        let style = Style::new(source, model.header.zone);
        Self { columns, style, scope, event, at, component }
    }

    fn row(&self, row: &Row<'_>, place: RowRef, found: &mut Found) -> Result<EventRow, Refused> {
        let event = self.event.read(row, &self.style, found);
        let at = self.at.required_instant(row, &self.style, found);
        let component = self.component.read(row, &self.style, found);
        Ok(EventRow { event: event?.0, at: at?, component: component?, row: place })
    }
}

impl TableReader for EventReader {
    type Item = EventRow;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn scope(&self) -> &Scope {
        &self.scope
    }

    fn read(&self, row: &Row<'_>, at: RowRef, found: &mut Found) -> Outcome<EventRow> {
        if !self.scope.holds(row) {
            return Outcome::OutOfScope;
        }
        self.row(row, at, found).map_or(Outcome::Bad, |item| Outcome::Good { item, key: (0, 0) })
    }

    fn ticket_of(&self, _: &Row<'_>) -> Option<Box<str>> {
        None
    }
}

/// Reads rows of `judgements`.
pub(super) struct JudgementReader {
    columns: Columns,
    style: Style,
    scope: Scope,
    judgement: NamedField<JudgementId>,
    subject: Field,
    at: Field,
    answer: Field,
    by: Field,
    reason: Field,
}

impl JudgementReader {
    /// For one `[evidence.judgements]`.
    pub(super) fn new(model: &Model, source: &TableSource, problems: &mut Diagnostics) -> Self {
        check_names(source, &JUDGEMENT_COLUMNS, &JUDGEMENT_COLUMNS, problems);
        let mut columns = Columns::new(Table::Judgements);
        let scope = Scope::new(source, &JUDGEMENT_COLUMNS, &mut columns);
        let judgements = (0..).map(JudgementId).zip(model.judgements.iter().map(|judgement| &judgement.declared));
        let judgement = NamedField::new(source, ("judgement", "a judgement"), judgements, &mut columns, problems);
        let mut field = |name: &str, need| Field::new(source, name, columns.want(source, name, need));
        let subject = field("subject", Need::Judged);
        let at = field("at", Need::Required);
        let answer = field("answer", Need::Required);
        let by = field("by", Need::Optional);
        let reason = field("reason", Need::Optional);
        let style = Style::new(source, model.header.zone);
        Self { columns, style, scope, judgement, subject, at, answer, by, reason }
    }

    fn row(&self, row: &Row<'_>, place: RowRef, found: &mut Found) -> Result<JudgementRow, Refused> {
        let judgement = self.judgement.read(row, &self.style, found);
        let at = self.at.required_instant(row, &self.style, found);
        let answer = self.answer(row, found);
        let text = |field: &Field| field.said(row, &self.style).map(|said| said.text.as_ref().into());
        Ok(JudgementRow {
            judgement: judgement?.0,
            subject: text(&self.subject),
            at: at?,
            answer: answer?,
            by: text(&self.by),
            reason: text(&self.reason),
            row: place,
        })
    }

    fn answer(&self, row: &Row<'_>, found: &mut Found) -> Result<bool, Refused> {
        let said = self.answer.required(row, &self.style, found)?;
        value::read_yes_no(&said.text).ok_or_else(|| {
            let (text, column) = (said.text.to_string(), self.answer.column.clone());
            let (accepted, span) = (value::YES_NO_WORDS, span_of(Some(&said), row));
            found.push(row, EvidenceError::NotYesNo { text, column, accepted, span })
        })
    }
}

impl TableReader for JudgementReader {
    type Item = JudgementRow;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn scope(&self) -> &Scope {
        &self.scope
    }

    fn read(&self, row: &Row<'_>, at: RowRef, found: &mut Found) -> Outcome<JudgementRow> {
        if !self.scope.holds(row) {
            return Outcome::OutOfScope;
        }
        self.row(row, at, found).map_or(Outcome::Bad, |item| Outcome::Good { item, key: (0, 0) })
    }

    fn ticket_of(&self, _: &Row<'_>) -> Option<Box<str>> {
        None
    }
}
