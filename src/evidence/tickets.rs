//! The table `tickets`.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::model::{AnyColumn, ColumnId, ComponentId, Model, Moment, PlanId, PriorityId, TicketKindId};
use crate::quantity::Instant;

use super::ahead::{Tally, Watch};
use super::choice::Choice;
use super::columns::{Columns, Need, Origin, check_declared, check_names, check_values};
use super::error::EvidenceError;
use super::fields::{Field, TypedField, is_backwards};
use super::format::{Row, Said};
use super::found::{Found, Refused, span_of};
use super::needs::Needs;
use super::project::{Statuses, Table, TableSource};
use super::reader::{Outcome, TableReader};
use super::scope::Scope;
use super::style::Style;
use super::table::{EvidenceFile, RowRef, Ticket};

/// Built-in columns of `tickets`.
const COLUMNS: [&str; 8] = ["ticket", "kind", "opened", "responded", "resolved", "closed", "priority", "component"];

/// The built-in column of a contract with plans.
const PLAN: &str = "plan";

/// Reads rows of `tickets`.
pub(super) struct TicketReader<'m> {
    model: &'m Model,
    columns: Columns,
    style: Style,
    scope: Scope,
    ticket: Field,
    kind: Field,
    kinds: Choice<TicketKindId>,
    opened: Field,
    /// `responded`, `resolved`, `closed`
    moments: [Field; 3],
    priority: Option<(Field, Choice<PriorityId>)>,
    component: Option<(Field, Choice<ComponentId>)>,
    plan: Option<PlanColumn>,
    /// By ticket kind, then by column.
    declared: Vec<Vec<TypedField>>,
    watch: Watch,
}

/// Where the plan of a ticket comes from.
struct PlanColumn {
    field: Field,
    choice: Choice<PlanId>,
    /// The plan of tickets that name none.
    otherwise: Option<PlanId>,
}

impl<'m> TicketReader<'m> {
    /// For one `[evidence.tickets]`. `plan`: that of tickets that name none. `log`: what statuses mean, when there is a
    /// status log.
    pub(super) fn new(
        model: &'m Model,
        source: &TableSource,
        plan: Option<&str>,
        log: &[&Statuses],
        problems: &mut Diagnostics,
    ) -> Self {
        let declared: BTreeSet<&str> =
            model.tickets.iter().flat_map(|kind| &kind.columns).map(|column| column.declared.name.as_str()).collect();
        let planned = (!model.plans.is_empty()).then_some(PLAN);
        let known: Vec<&str> = COLUMNS.into_iter().chain(planned).chain(declared).collect();
        check_names(source, &known, &known, problems);

        let mut columns = Columns::new(Table::Tickets);
        let scope = Scope::new(source, &known, &mut columns);
        let kinds = Choice::new(ids(&model.tickets).map(|(id, kind)| (kind.declared.name.as_str(), TicketKindId(id))));
        check_values(source, "kind", kinds.names(), problems);

        let needs = Needs::of(model);
        let constant = source.defaults.get("kind").and_then(|(_, name)| kinds.get(&name.value));
        let possible: Vec<TicketKindId> = match constant {
            Some(kind) => vec![kind],
            None => ids(&model.tickets).map(|(id, _)| TicketKindId(id)).collect(),
        };
        let judged = |column: AnyColumn| {
            if possible.iter().any(|kind| needs.has(*kind, column)) { Need::Judged } else { Need::Optional }
        };
        let logged = |list: fn(&Statuses) -> &[crate::source::Spanned<String>], need: Need| {
            if log.iter().any(|statuses| !list(statuses).is_empty()) { Need::Optional } else { need }
        };
        let mut field = |name: &str, need| Field::new(source, name, columns.want(source, name, need));
        let ticket = field("ticket", Need::Required);
        let kind = field("kind", if model.tickets.len() > 1 { Need::Required } else { Need::Optional });
        let opened = field("opened", Need::Required);
        let moments = [
            field("responded", logged(|log| &log.responded, judged(AnyColumn::Moment(Moment::Responded)))),
            field("resolved", logged(|log| &log.resolved, judged(AnyColumn::Moment(Moment::Resolved)))),
            field("closed", logged(|log| &log.closed, judged(AnyColumn::Moment(Moment::Closed)))),
        ];
        let mut priority = None;
        if !model.priorities.is_empty() {
            let choice = Choice::of_levels(&model.priorities, PriorityId);
            check_values(source, "priority", choice.names(), problems);
            priority = Some((field("priority", judged(AnyColumn::Priority)), choice));
        }
        let mut component = None;
        if !model.components.is_empty() {
            let named = ids(&model.components).map(|(id, it)| (it.declared.name.as_str(), ComponentId(id)));
            let choice = Choice::new(named);
            check_values(source, "component", choice.names(), problems);
            component = Some((field("component", judged(AnyColumn::Component)), choice));
        }
        let plan = planned.map(|name| {
            let choice = Choice::new(ids(&model.plans).map(|(id, it)| (it.declared.name.as_str(), PlanId(id))));
            check_values(source, name, choice.names(), problems);
            let otherwise = plan.and_then(|plan| choice.get(plan));
            let need = if otherwise.is_some() { Need::Optional } else { Need::Plan };
            PlanColumn { field: field(name, need), choice, otherwise }
        });
        let declared = ids(&model.tickets)
            .map(|(kind, ticket)| {
                let wanted = possible.contains(&TicketKindId(kind));
                ids(&ticket.columns)
                    .map(|(id, column)| {
                        let name = column.declared.name.as_str();
                        let need = judged(AnyColumn::Column(ColumnId(id)));
                        let origin = if wanted { columns.want(source, name, need) } else { Origin::Nowhere };
                        TypedField::new(Field::new(source, name, origin), column)
                    })
                    .collect::<Vec<_>>()
            })
            .collect::<Vec<_>>();
        check_declared(source, declared.iter().flatten(), problems);
        let is_judged = [Moment::Responded, Moment::Resolved, Moment::Closed]
            .map(|moment| judged(AnyColumn::Moment(moment)) == Need::Judged);
        let watch = Watch::new(source, is_judged, log, &mut columns);
        let style = Style::new(source, model.header.zone);
        Self {
            model,
            columns,
            style,
            scope,
            ticket,
            kind,
            kinds,
            opened,
            moments,
            priority,
            component,
            plan,
            declared,
            watch,
        }
    }

    /// Warns of rows that look ahead.
    pub(super) fn warn(&self, source: &TableSource, ahead: &Tally, files: &[EvidenceFile], problems: &mut Diagnostics) {
        self.watch.warn(source, ahead, files, problems);
    }

    fn kind(&self, row: &Row<'_>, found: &mut Found) -> Result<TicketKindId, Refused> {
        let Some(said) = self.kind.said(row, &self.style) else {
            if self.model.tickets.len() == 1 {
                return Ok(TicketKindId(0));
            }
            self.kind.required(row, &self.style, found)?;
            return Err(Refused);
        };
        self.kinds.get(&said.text).ok_or_else(|| {
            let text = said.text.to_string();
            let help = self.kinds.help(&text, "kind");
            found.push(row, EvidenceError::UnknownKind { text, help, span: span_of(Some(&said), row) })
        })
    }

    fn component(&self, row: &Row<'_>, found: &mut Found) -> Result<Option<ComponentId>, Refused> {
        let Some((field, choice)) = &self.component else { return Ok(None) };
        let Some(said) = field.said(row, &self.style) else { return Ok(None) };
        choice.get(&said.text).map(Some).ok_or_else(|| {
            let text = said.text.to_string();
            let help = format!(
                "{}; if components do not matter for tickets, say `absent = [\"component\"]`",
                choice.help(&text, "component")
            );
            found.push(row, EvidenceError::UnknownComponent { text, help, span: span_of(Some(&said), row) })
        })
    }

    fn plan(&self, row: &Row<'_>, found: &mut Found) -> Result<Option<PlanId>, Refused> {
        let Some(PlanColumn { field, choice, otherwise }) = &self.plan else { return Ok(None) };
        match field.choice(row, &self.style, choice, found)?.or(*otherwise) {
            Some(plan) => Ok(Some(plan)),
            None => field.required(row, &self.style, found).map(|_| None),
        }
    }

    /// No moment of a ticket lies before its opening.
    fn in_order(
        &self,
        opened: Instant,
        moments: [Option<Instant>; 3],
        row: &Row<'_>,
        found: &mut Found,
    ) -> Result<(), Refused> {
        let mut in_order = Ok(());
        for (field, moment) in self.moments.iter().zip(moments) {
            if is_backwards(opened, moment) {
                let at = |field: &Field| span_of(field.said(row, &self.style).as_ref(), row);
                let (at, opened) = (at(field), at(&self.opened));
                let moment = field.column.clone();
                in_order = Err(found.push(row, EvidenceError::BeforeOpened { moment, at, opened }));
            }
        }
        in_order
    }

    /// The ticket of a row; every problem is found before giving up.
    fn ticket(&self, id: &Said<'_>, row: &Row<'_>, at: RowRef, found: &mut Found) -> Result<Ticket, Refused> {
        let style = &self.style;
        let kind = self.kind(row, found);
        let opened = self.opened.required_instant(row, style, found);
        let [responded, resolved, closed] = self.moments.each_ref().map(|field| field.instant(row, style, found));
        let priority = match &self.priority {
            Some((field, choice)) => field.choice(row, style, choice, found),
            None => Ok(None),
        };
        let component = self.component(row, found);
        let plan = self.plan(row, found);
        let declared = kind.ok().and_then(|kind| self.declared.get(kind.index())).map_or(&[][..], Vec::as_slice);
        let mut cells = Vec::with_capacity(declared.len());
        let mut refused = Ok(());
        for field in declared {
            match field.read(row, style, found) {
                Ok(cell) => cells.push(cell),
                Err(why) => refused = Err(why),
            }
        }
        let moments = [responded?, resolved?, closed?];
        let opened = opened?;
        self.in_order(opened, moments, row, found)?;
        refused?;
        let [responded, resolved, closed] = moments;
        Ok(Ticket {
            id: id.text.as_ref().into(),
            kind: kind?,
            opened,
            responded,
            resolved,
            closed,
            priority: priority?,
            component: component?,
            plan: plan?,
            cells: cells.into(),
            row: at,
        })
    }
}

impl TableReader for TicketReader<'_> {
    type Item = Ticket;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn scope(&self) -> &Scope {
        &self.scope
    }

    fn read(&self, row: &Row<'_>, at: RowRef, found: &mut Found) -> Outcome<Ticket> {
        if !self.scope.holds(row) {
            return Outcome::OutOfScope;
        }
        let Ok(id) = self.ticket.required(row, &self.style, found) else { return Outcome::Bad };
        match self.ticket(&id, row, at, found) {
            Ok(item) => {
                let how = (&self.moments, &self.style);
                self.watch.see(&id.text, row, at, how, &mut found.ahead);
                Outcome::Good { item, key: id.at }
            }
            Err(Refused) => Outcome::Bad,
        }
    }

    fn ticket_of(&self, row: &Row<'_>) -> Option<Box<str>> {
        self.ticket.said(row, &self.style).map(|said| said.text.as_ref().into())
    }
}

fn ids<T>(items: &[T]) -> impl Iterator<Item = (u32, &T)> {
    (0..).zip(items)
}
