//! The table `components`: the members of groups that the contract leaves to the evidence, and when they are there.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::model::{GroupId, Life, Member, Model};

use super::columns::{Columns, Need, check_names};
use super::error::{DeclaredError, EvidenceError};
use super::fields::{Field, is_backwards};
use super::format::Row;
use super::found::{Found, Refused, span_of};
use super::named::NamedField;
use super::project::{Table, TableSource};
use super::reader::{Outcome, TableReader};
use super::scope::Scope;
use super::style::Style;
use super::table::RowRef;

const COLUMNS: [&str; 5] = ["component", "group", "label", "from", "to"];

/// Reads rows of `components`.
pub(super) struct ComponentReader {
    columns: Columns,
    style: Style,
    scope: Scope,
    component: Field,
    group: NamedField<GroupId>,
    label: Field,
    from: Field,
    to: Field,
    /// Names that stand for a group already.
    groups: Vec<String>,
}

impl ComponentReader {
    /// For one `[evidence.components]`.
    pub(super) fn new(model: &Model, source: &TableSource, problems: &mut Diagnostics) -> Self {
        check_names(source, &COLUMNS, &COLUMNS, problems);
        let mut columns = Columns::new(Table::Components);
        let scope = Scope::new(source, &COLUMNS, &mut columns);
        let open = (0..).map(GroupId).zip(&model.groups).filter(|(_, group)| group.from_evidence);
        let open = open.map(|(id, group)| (id, &group.declared));
        let group =
            NamedField::new(source, ("group", "a group with `members from evidence`"), open, &mut columns, problems);
        let mut field = |name: &str, need| Field::new(source, name, columns.want(source, name, need));
        let component = field("component", Need::Required);
        let (label, from) = (field("label", Need::Optional), field("from", Need::Judged));
        let to = field("to", Need::Judged);
        let groups = model.groups.iter().map(|group| group.declared.name.clone()).collect();
        let style = Style::new(source, model.header.zone);
        Self { columns, style, scope, component, group, label, from, to, groups }
    }

    fn row(&self, row: &Row<'_>, place: RowRef, found: &mut Found) -> Result<(Member, RowRef), Refused> {
        let style = &self.style;
        let name = self.component.required(row, style, found).map(|said| said.text.to_string());
        let group = self.group.read(row, style, found);
        let label = self.label.said(row, style).map(|said| said.text.to_string());
        let (from, to) = (self.from.instant(row, style, found), self.to.instant(row, style, found));
        let (name, group, from, to) = (name?, group?.0, from?, to?);
        let span = |field: &Field| span_of(field.said(row, style).as_ref(), row);
        if from.is_some_and(|from| is_backwards(from, to)) {
            let (from, to) = (span(&self.from), span(&self.to));
            return Err(found.push(row, EvidenceError::EndBeforeStart { to, from }));
        }
        if self.groups.contains(&name) {
            return Err(found.push(row, DeclaredError::NameOfGroup { name, span: span(&self.component) }));
        }
        Ok((Member { name, group, label, life: Life { from, to } }, place))
    }
}

impl TableReader for ComponentReader {
    type Item = (Member, RowRef);

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn scope(&self) -> &Scope {
        &self.scope
    }

    fn read(&self, row: &Row<'_>, at: RowRef, found: &mut Found) -> Outcome<(Member, RowRef)> {
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

/// Where each component joined each group.
#[derive(Debug, Default)]
pub(super) struct Members(BTreeMap<(String, u32), RowRef>);

impl Members {
    /// Notes a member; where it is one already, the row that says so.
    pub(super) fn add(&mut self, member: &Member, row: RowRef) -> Result<(), RowRef> {
        match self.0.insert((member.name.clone(), member.group.0), row) {
            None => Ok(()),
            Some(first) => {
                self.0.insert((member.name.clone(), member.group.0), first);
                Err(first)
            }
        }
    }
}
