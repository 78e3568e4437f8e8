//! The tables `outages` and `maintenance`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::diagnostic::Diagnostics;
use crate::model::{ColumnId, ComponentId, GroupId, IntervalTable, Model};

use super::choice::Choice;
use super::columns::{Columns, Need, Origin, check_declared, check_names, check_values};
use super::error::EvidenceError;
use super::fields::{Field, TypedField, is_backwards};
use super::format::Row;
use super::found::{Found, Refused, span_of};
use super::needs::Needs;
use super::project::{Table, TableSource};
use super::reader::{Outcome, TableReader};
use super::scope::Scope;
use super::states::{self, ReadRow, State, StateColumns};
use super::style::Style;
use super::table::{IntervalRow, Owner, RowRef};

/// Reads rows of `outages` and `maintenance`.
pub(super) struct IntervalReader {
    columns: Columns,
    style: Style,
    scope: Scope,
    id: Field,
    component: Field,
    owners: Choice<Owner>,
    /// Of a row that names none.
    otherwise: Option<Owner>,
    from: Field,
    to: Field,
    announced: Field,
    declared: Vec<TypedField>,
    /// Where the rows are a log of statuses.
    log: Option<StateColumns>,
}

impl IntervalReader {
    /// For one `[evidence.outages]` or `[evidence.maintenance]`.
    pub(super) fn new(model: &Model, source: &TableSource, table: IntervalTable, problems: &mut Diagnostics) -> Self {
        let built_in: &[&str] = match table {
            IntervalTable::Outages => &["id", "component", "from", "to"],
            IntervalTable::Maintenance => &["id", "component", "from", "to", "announced"],
        };
        let declared = model.interval_columns(table);
        let names = declared.iter().map(|column| column.declared.name.as_str());
        let of_log: &[&str] = if source.ends.is_some() { &states::COLUMNS } else { &[] };
        let own = built_in.iter().filter(|name| source.ends.is_none() || **name != "to");
        let known: Vec<&str> = own.chain(of_log).copied().chain(names).collect();
        check_names(source, &known, &known, problems);

        let mut columns = Columns::new(match table {
            IntervalTable::Outages => Table::Outages,
            IntervalTable::Maintenance => Table::Maintenance,
        });
        let scope = Scope::new(source, &known, &mut columns);
        let components = (0..).map(ComponentId).map(Owner::Component).zip(&model.components);
        let groups = (0..).map(GroupId).map(Owner::Group).zip(&model.groups);
        let owners = Choice::new(
            components
                .map(|(owner, it)| (it.declared.name.as_str(), owner))
                .chain(groups.map(|(owner, it)| (it.declared.name.as_str(), owner))),
        );
        check_values(source, "component", owners.names(), problems);
        let (otherwise, need) = match model.components.len() {
            _ if model.has_open_groups() => (None, Some(Need::Required)),
            0 => (Some(Owner::All), None),
            1 => (Some(Owner::Component(ComponentId(0))), Some(Need::Optional)),
            _ => (None, Some(Need::Required)),
        };
        let component = need.map_or(Origin::Nowhere, |need| columns.want(source, "component", need));
        let component = Field::new(source, "component", component);

        let needs = Needs::of(model);
        let judged = |is: bool| if is { Need::Judged } else { Need::Optional };
        let log = StateColumns::new(source, &mut columns);
        let mut field = |name: &str, need| Field::new(source, name, columns.want(source, name, need));
        // An export may have a column of this name that nobody judges by: what it says twice is no mistake then.
        let has_id = needs.has_id(table) || source.columns.contains_key("id");
        let id = if has_id { field("id", Need::Judged) } else { Field::new(source, "id", Origin::Nowhere) };
        let from = field("from", Need::Required);
        let to = if log.is_none() { field("to", Need::Judged) } else { Field::new(source, "to", Origin::Nowhere) };
        let announced = match table {
            IntervalTable::Outages => Field::new(source, "announced", Origin::Nowhere),
            IntervalTable::Maintenance => field("announced", judged(needs.has_announced())),
        };
        let declared: Vec<TypedField> = (0..)
            .map(ColumnId)
            .zip(declared)
            .map(|(id, column)| {
                let need = judged(needs.has_of(table, id));
                TypedField::new(field(&column.declared.name, need), column)
            })
            .collect();
        check_declared(source, declared.iter(), problems);
        let style = Style::new(source, model.header.zone);
        Self { columns, style, scope, id, component, owners, otherwise, from, to, announced, declared, log }
    }

    fn owner(&self, row: &Row<'_>, found: &mut Found) -> Result<Owner, Refused> {
        let Some(said) = self.component.said(row, &self.style) else {
            if let Some(owner) = self.otherwise {
                return Ok(owner);
            }
            self.component.required(row, &self.style, found)?;
            return Err(Refused);
        };
        self.owners.get(&said.text).ok_or_else(|| {
            let text = said.text.to_string();
            let help = self.owners.help(&text, "component");
            found.push(row, EvidenceError::UnknownComponent { text, help, span: span_of(Some(&said), row) })
        })
    }

    fn row(&self, row: &Row<'_>, at: RowRef, found: &mut Found) -> Result<ReadRow, Refused> {
        let style = &self.style;
        let state = self.log.as_ref().map(|log| log.state(row, style, found)).transpose();
        let of = self.owner(row, found);
        let from = self.from.required_instant(row, style, found);
        let to = self.to.instant(row, style, found);
        let announced = self.announced.instant(row, style, found);
        let mut cells = Vec::with_capacity(self.declared.len());
        let mut refused = Ok(());
        // Where it is over, nothing is said of what it was.
        let is_over = matches!(state, Ok(Some(State { ends: true, .. })));
        for field in self.declared.iter().filter(|_| !is_over) {
            match field.read(row, style, found) {
                Ok(cell) => cells.push(cell),
                Err(why) => refused = Err(why),
            }
        }
        let (from, to) = (from?, to?);
        if is_backwards(from, to) {
            let at = |field: &Field| span_of(field.said(row, style).as_ref(), row);
            return Err(found.push(row, EvidenceError::EndBeforeStart { to: at(&self.to), from: at(&self.from) }));
        }
        refused?;
        let id = self.id.said(row, style).map(|said| said.text.as_ref().into());
        let row = IntervalRow { id, of: of?, from, to, announced: announced?, cells: cells.into(), row: at };
        Ok(ReadRow { row, state: state? })
    }
}

/// The identifiers of one table so far: no two rows share one.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeMap<Box<str>, RowRef>);

impl Ids {
    /// Takes in a row, or gives its identifier and the row that has it already.
    pub(super) fn add(&mut self, row: &IntervalRow) -> Result<(), (String, RowRef)> {
        let Some(id) = &row.id else { return Ok(()) };
        match self.0.entry(id.clone()) {
            Entry::Vacant(free) => {
                free.insert(row.row);
                Ok(())
            }
            Entry::Occupied(taken) => Err((id.to_string(), *taken.get())),
        }
    }
}

impl TableReader for IntervalReader {
    type Item = ReadRow;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn scope(&self) -> &Scope {
        &self.scope
    }

    fn read(&self, row: &Row<'_>, at: RowRef, found: &mut Found) -> Outcome<ReadRow> {
        if !self.scope.holds(row) {
            return Outcome::OutOfScope;
        }
        match self.row(row, at, found) {
            Ok(item) => Outcome::Good { item, key: (0, 0) },
            Err(Refused) => Outcome::Bad,
        }
    }

    fn ticket_of(&self, _: &Row<'_>) -> Option<Box<str>> {
        None
    }
}
