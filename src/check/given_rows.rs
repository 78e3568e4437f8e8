//! Outages, maintenance, waits and changes in a worked example.

use super::checker::Checker;
use super::given::{Fields, has_stray_field};
use super::typed::{
    ComponentId, GivenChange, GivenChangeKind, GivenInterval, GivenUpdate, GivenWait, IntervalTable, Test, TicketKindId,
};
use crate::resolve::Kind;
use crate::syntax::ast::{Expr, Given, GivenField, Name};

const WAIT_FIELDS: [&str; 3] = ["from", "to", "reason"];
const UPDATE_FIELDS: [&str; 1] = ["at"];
const CHANGE_FIELDS: [&str; 3] = ["at", "field", "value"];

const WAIT: Fields<'static> = Fields { title: "`wait`", columns: &[], built_in: &WAIT_FIELDS, damaged: false };
const UPDATE: Fields<'static> = Fields { title: "`update`", columns: &[], built_in: &UPDATE_FIELDS, damaged: false };
const CHANGE: Fields<'static> = Fields { title: "`change`", columns: &[], built_in: &CHANGE_FIELDS, damaged: false };

impl Checker<'_, '_> {
    /// An outage, maintenance, wait, change or other row that is no ticket; whether it is right.
    pub(super) fn given_row(&mut self, given: &Given, test: &mut Test) -> bool {
        let once = self.each_field_once(given);
        if let Some(right) = self.given_evidence(given, test) {
            return right && once;
        }
        let made = match given.table.value.as_str() {
            "outage" => self.given_interval(given, IntervalTable::Outages, test).map(|row| test.intervals.push(row)),
            "maintenance" => {
                self.given_interval(given, IntervalTable::Maintenance, test).map(|row| test.intervals.push(row))
            }
            "update" => self.given_update(given, test).map(|row| test.updates.push(row)),
            "wait" => self.given_wait(given, test).map(|row| test.waits.push(row)),
            _ => self.given_change(given, test).map(|row| test.changes.push(row)),
        };
        made.is_some() && once
    }

    fn given_interval(&mut self, given: &Given, table: IntervalTable, test: &Test) -> Option<GivenInterval> {
        let (mut id, mut of, mut from, mut to, mut announced) = (None, None, None, None, None);
        let mut cells = Vec::new();
        let mut right = true;
        let title = format!("`{}`", given.table.value);
        let columns = self.facts.interval_columns(table).to_vec();
        let built_in: &[&str] = match table {
            IntervalTable::Outages => &["id", "component", "from", "to"],
            IntervalTable::Maintenance => &["id", "component", "from", "to", "announced"],
        };
        let item = match table {
            IntervalTable::Outages => self.items.outage,
            IntervalTable::Maintenance => self.items.maintenance,
        };
        let damaged = item.is_some_and(|part| part.damaged);
        let fields = Fields { title: &title, columns: &columns, built_in, damaged };
        for field in &given.fields {
            let done = match field.name.value.as_str() {
                "id" => {
                    id = self.own_id(field, table, test);
                    id.is_some()
                }
                "component" => {
                    of = Some(self.owners(&field.value));
                    of.as_ref().is_some_and(Option::is_some)
                }
                "from" => {
                    from = self.at(field);
                    from.is_some()
                }
                "to" => {
                    to = self.at(field);
                    to.is_some()
                }
                "announced" if table == IntervalTable::Maintenance => {
                    announced = self.at(field);
                    announced.is_some()
                }
                _ => match self.given_column(&fields, field) {
                    Some((id, kind)) => {
                        let cell = self.given_cell(&kind, field);
                        let done = cell.is_some();
                        cells.extend(cell.map(|cell| (id, cell)));
                        done
                    }
                    None => false,
                },
            };
            right &= done;
        }
        let stray = has_stray_field(given, built_in, &columns);
        right &= self.required(given, "from", stray);
        if of.is_none() && stray {
            return None;
        }
        if of.is_none() && !self.facts.components.is_empty() {
            let help = Some("give the component, such as `component …`".to_owned());
            self.row_problem(
                given.table.span,
                format!("{title} of which component?"),
                "no `component` in this row",
                None,
                help,
            );
            right = false;
        }
        let of = of.unwrap_or(Some(Vec::new()))?;
        right.then_some(())?;
        Some(GivenInterval { id, table, span: given.table.span, of, from: from?, to, announced, cells })
    }

    /// An identifier that no other row of the table has.
    fn own_id(&mut self, field: &GivenField, table: IntervalTable, test: &Test) -> Option<String> {
        let id = self.value_of(field, "a number, a word or a text in quotes")?;
        let taken = |row: &&GivenInterval| row.table == table && row.id.as_ref() == Some(&id.value);
        if let Some(first) = test.intervals.iter().find(taken) {
            let why = format!("the identifier `{}` is given twice", id.value);
            let help = Some("an identifier names one row".to_owned());
            self.row_problem(id.span, why, "again here", Some(first.span), help);
            return None;
        }
        Some(id.value)
    }

    fn owners(&mut self, value: &Expr) -> Option<Vec<ComponentId>> {
        let name = self.only_name(value)?;
        let symbol = self.names.look_up(&[Kind::Component, Kind::Group], &name, self.out)?;
        if symbol.kind == Kind::Group {
            return self.facts.groups.get(symbol.index as usize)?.as_ref().map(|group| group.members.clone());
        }
        Some(vec![ComponentId(symbol.index)])
    }

    /// Whether the row has the column. One with a stray column may have it under another name.
    pub(super) fn required(&mut self, given: &Given, column: &str, stray: bool) -> bool {
        let there = given.fields.iter().any(|field| field.name.value == column);
        if !there && !stray {
            let why = format!("`{}` needs `{column}`", given.table.value);
            let label = format!("no `{column}` in this row");
            self.row_problem(given.table.span, why, &label, None, None);
        }
        there
    }

    /// The ticket of a wait or change.
    fn ticket_of(&mut self, given: &Given, test: &Test) -> Option<(String, TicketKindId)> {
        let Some(id) = &given.id else {
            let table = &given.table.value;
            let help = Some(format!("write `{table} 1: …` for ticket 1"));
            self.row_problem(given.table.span, format!("`{table}` of which ticket?"), "which one?", None, help);
            return None;
        };
        self.known_ticket(test, id)
    }

    /// A ticket that the test gives.
    pub(super) fn known_ticket(&mut self, test: &Test, id: &Name) -> Option<(String, TicketKindId)> {
        let ticket = test.tickets.iter().find(|ticket| ticket.id == id.value);
        let unclear = self.facts.any_ticket
            || self.facts.unclear_tickets.contains(&id.value)
            || self.names.lost().contains(&id.value);
        if ticket.is_none() && !unclear {
            // Numbers are all alike: which ones there are says more than which one is near.
            let given: Vec<String> = test.tickets.iter().map(|ticket| format!("`{}`", ticket.id)).collect();
            let help = (1..=8).contains(&given.len()).then(|| format!("tickets of this test: {}", given.join(", ")));
            let why = format!("the test gives no ticket `{}`", id.value);
            self.row_problem(id.span, why, "not given in this test", None, help);
        }
        ticket.map(|ticket| (ticket.id.clone(), ticket.kind))
    }

    fn given_wait(&mut self, given: &Given, test: &Test) -> Option<GivenWait> {
        let ticket = self.ticket_of(given, test);
        let (mut from, mut to, mut reason) = (None, None, None);
        let mut right = true;
        for field in &given.fields {
            right &= match field.name.value.as_str() {
                "from" => {
                    from = self.at(field);
                    from.is_some()
                }
                "to" => {
                    to = self.at(field);
                    to.is_some()
                }
                "reason" => {
                    let name = self.value_of(field, "a reason for waiting");
                    let kind = ticket.as_ref().map(|(_, kind)| *kind);
                    reason = name.and_then(|name| self.reason(kind, &name));
                    reason.is_some()
                }
                _ => self.given_column(&WAIT, field).is_some(),
            };
        }
        let stray = has_stray_field(given, &WAIT_FIELDS, &[]);
        right &= self.required(given, "from", stray) & self.required(given, "reason", stray);
        right.then_some(())?;
        let (ticket, kind) = ticket?;
        Some(GivenWait { ticket, kind, from: from?, to, reason: reason? })
    }

    fn given_update(&mut self, given: &Given, test: &Test) -> Option<GivenUpdate> {
        let ticket = self.ticket_of(given, test);
        let (mut at, mut right) = (None, true);
        for field in &given.fields {
            right &= match field.name.value.as_str() {
                "at" => {
                    at = self.at(field);
                    at.is_some()
                }
                _ => self.given_column(&UPDATE, field).is_some(),
            };
        }
        let stray = has_stray_field(given, &UPDATE_FIELDS, &[]);
        right &= self.required(given, "at", stray);
        right.then_some(())?;
        let (ticket, kind) = ticket?;
        Some(GivenUpdate { ticket, kind, at: at? })
    }

    fn given_change(&mut self, given: &Given, test: &Test) -> Option<GivenChange> {
        let ticket = self.ticket_of(given, test);
        let (mut at, mut right) = (None, true);
        for field in &given.fields {
            right &= match field.name.value.as_str() {
                "at" => {
                    at = self.at(field);
                    at.is_some()
                }
                "field" | "value" => true,
                _ => self.given_column(&CHANGE, field).is_some(),
            };
        }
        let stray = has_stray_field(given, &CHANGE_FIELDS, &[]);
        for column in CHANGE_FIELDS {
            right &= self.required(given, column, stray);
        }
        right.then_some(())?;
        let find = |name: &str| given.fields.iter().find(|field| field.name.value == name);
        let (field, value) = (find("field")?, find("value")?);
        let what = self.value_of(field, "`priority` or `status`")?;
        let change = match what.value.as_str() {
            "priority" => {
                if let Some((_, kind)) = &ticket {
                    self.priority_is_recorded(*kind, field)?;
                }
                GivenChangeKind::Priority(self.given_priority(value)?)
            }
            "status" => {
                let status = self.value_of(value, "a status")?;
                let words = [
                    ("reopened", GivenChangeKind::Reopened),
                    ("resolved", GivenChangeKind::Resolved),
                    ("closed", GivenChangeKind::Closed),
                ];
                self.choice("a changed status", &status, &words)?
            }
            _ => {
                self.choice("a changed field", &what, &[("priority", ()), ("status", ())])?;
                return None;
            }
        };
        let (ticket, kind) = ticket?;
        Some(GivenChange { ticket, kind, at: at?, change })
    }
}
