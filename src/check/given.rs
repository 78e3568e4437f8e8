//! Rows of evidence in a worked example.

use super::checker::Checker;
use super::clocks::MOMENTS;
use super::error::TestError;
use super::typed::{
    Column, ColumnId, ColumnKind, ComponentId, Derivation, GivenCell, GivenTicket, LocalInstant, Moment,
    PrioritySource, TicketKindId,
};
use super::{shape, units};
use crate::diagnostic::did_you_mean;
use crate::resolve::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Expr, ExprKind, Given, GivenField, Literal, Name};

/// A moment and where it is written.
type At = (LocalInstant, Span);

/// Columns that every ticket has.
const TICKET_FIELDS: [&str; 7] = ["opened", "responded", "resolved", "closed", "priority", "component", "plan"];

/// The columns that a row can give.
pub(super) struct Fields<'t> {
    /// The table, for messages.
    pub title: &'t str,
    pub columns: &'t [Column],
    pub built_in: &'t [&'t str],
    /// Some columns may be among what the parser has lost.
    pub damaged: bool,
}

/// Whether the row gives a column that its table does not have: it may be meant for one that is missing.
pub(super) fn has_stray_field(given: &Given, built_in: &[&str], columns: &[Column]) -> bool {
    given
        .fields
        .iter()
        .map(|field| field.name.value.as_str())
        .any(|name| !built_in.contains(&name) && columns.iter().all(|column| column.declared.name != name))
}

impl Checker<'_, '_> {
    /// A ticket, with as much of it as is right, and whether that is all.
    pub(super) fn given_ticket(
        &mut self,
        given: &Given,
        known: &[(GivenTicket, bool)],
        damaged: bool,
    ) -> (Option<GivenTicket>, bool) {
        let mut right = self.each_field_once(given);
        let Some(kind) = self.given_kind(&given.table) else {
            self.unclear_ticket(given.id.as_ref());
            return (None, false);
        };
        let span = given.table.span;
        let Some(id) = &given.id else {
            self.unclear_ticket(None);
            let kind = &given.table.value;
            self.row_problem(
                span,
                format!("a ticket without a number: which `{kind}`?"),
                "which one?",
                None,
                Some(format!("write `{kind} 1: …`")),
            );
            return (None, false);
        };
        if let Some((first, _)) = known.iter().find(|(ticket, _)| ticket.id == id.value) {
            let why = format!("ticket `{}` is given twice", id.value);
            self.row_problem(
                id.span,
                why,
                "again here",
                Some(first.span),
                Some("every ticket of a test has its own number".to_owned()),
            );
            right = false;
        }
        let mut ticket = GivenTicket {
            kind,
            id: id.value.clone(),
            span: span.to(id.span),
            moments: Vec::new(),
            priority: None,
            component: None,
            plan: None,
            cells: Vec::new(),
        };
        for field in &given.fields {
            right &= self.ticket_field(&mut ticket, field).is_some();
        }
        let opened = given.fields.iter().any(|field| field.name.value == "opened");
        let columns = self.facts.tickets.get(kind.index()).map_or(&[][..], |facts| &facts.columns);
        let stray = has_stray_field(given, &TICKET_FIELDS, columns);
        if !opened && !damaged && !stray {
            let why = format!("ticket `{}` was never opened", id.value);
            let help = "give the moment, such as `opened 2024-03-01 18:00`";
            self.row_problem(ticket.span, why, "no `opened` in this row", None, Some(help.to_owned()));
        }
        let planned = ticket.plan.is_some() || self.facts.plans.is_empty();
        if !planned && right && !damaged && !stray {
            let why = format!("ticket `{}` has no plan", id.value);
            let plan = self.facts.plans.first().map_or("", |plan| plan.declared.name.as_str());
            let help = format!("the contract has plans: give the one of this ticket, such as `plan {plan}`");
            self.row_problem(ticket.span, why, "no `plan` in this row", None, Some(help));
        }
        (Some(ticket), right && opened && planned)
    }

    /// Remembers a ticket that is given, but not rightly; one without a number may be any.
    fn unclear_ticket(&mut self, id: Option<&Name>) {
        match id {
            Some(id) => {
                self.facts.unclear_tickets.insert(id.value.clone());
            }
            None => self.facts.any_ticket = true,
        }
    }

    fn given_kind(&mut self, table: &Name) -> Option<TicketKindId> {
        if let Some(symbol) = self.names.find(&[Kind::Ticket], &table.value) {
            self.names.mark_used(Kind::Ticket, symbol.index);
            return Some(TicketKindId(symbol.index));
        }
        let tables = ["outage", "maintenance", "wait", "update", "change", "event", "amount", "judgement", "sample"];
        let help = did_you_mean(&table.value, self.names.known(&[Kind::Ticket]).chain(tables));
        self.names.unknown("ticket kind or table", &[Kind::Ticket], table, help);
        None
    }

    pub(super) fn row_problem(
        &mut self,
        span: Span,
        why: String,
        label: &str,
        first: Option<Span>,
        help: Option<String>,
    ) {
        self.report(span, TestError::Row { why, span, label: label.to_owned(), first, help });
    }

    fn ticket_field(&mut self, ticket: &mut GivenTicket, field: &GivenField) -> Option<()> {
        let name = field.name.value.as_str();
        if let Some((_, moment)) = MOMENTS.iter().find(|(word, _)| *word == name) {
            let (at, span) = self.at(field)?;
            ticket.moments.push((*moment, at, span));
            return Some(());
        }
        match name {
            "priority" => {
                self.priority_is_recorded(ticket.kind, field)?;
                ticket.priority = Some(self.given_priority(field)?);
            }
            "component" => ticket.component = Some(self.given_component(&field.value)?),
            "plan" => ticket.plan = Some(self.plan_value(&field.value)?),
            _ => {
                let facts = self.facts.tickets.get(ticket.kind.index())?;
                let title = facts.title.clone();
                let known = facts.columns.clone();
                let damaged = self.is_damaged(ticket.kind);
                let table = Fields { title: &title, columns: &known, built_in: &TICKET_FIELDS, damaged };
                let (id, kind) = self.given_column(&table, field)?;
                if kind == ColumnKind::Instant {
                    let (at, span) = self.at(field)?;
                    ticket.moments.push((Moment::Column(id), at, span));
                } else {
                    ticket.cells.push((id, self.given_cell(&kind, field)?));
                }
            }
        }
        Some(())
    }

    /// A priority that follows from other columns cannot be given as well.
    pub(super) fn priority_is_recorded(&mut self, kind: TicketKindId, field: &GivenField) -> Option<()> {
        let facts = self.facts.ticket_kinds.get(kind.index()).and_then(Option::as_ref);
        let Some(PrioritySource::Derived(derivation)) = facts.map(|kind| &kind.priority) else { return Some(()) };
        let columns = facts.map(|kind| &kind.columns)?;
        let name = |id: ColumnId| columns.get(id.index()).map_or("", |column| column.declared.name.as_str());
        let (help, why) = match derivation {
            Derivation::Matrix(matrix) => {
                (format!("give `{}` and `{}`", name(matrix.rows), name(matrix.columns)), "the matrix")
            }
            Derivation::Rules(_) => ("give the columns that the rules ask for".to_owned(), "the rules"),
        };
        let why = format!("the priority of this ticket follows from {why}");
        self.row_problem(field.name.span, why, "not read from evidence", None, Some(help));
        None
    }

    pub(super) fn given_priority(&mut self, field: &GivenField) -> Option<super::typed::PriorityId> {
        let name = self.value_of(field, "a priority")?;
        if self.facts.priorities.is_empty() {
            self.no_priorities(field.name.span);
        }
        self.priority(&name).map(|id| id.value)
    }

    pub(super) fn given_component(&mut self, value: &Expr) -> Option<ComponentId> {
        let name = self.only_name(value)?;
        self.component(&name)
    }

    /// The word that a field's value is; anything else is reported.
    pub(super) fn value_of(&mut self, field: &GivenField, kind: &str) -> Option<Name> {
        let name = shape::value_name(&field.value);
        if name.is_none() {
            self.wrong_value(field, kind, None);
        }
        name
    }

    pub(super) fn wrong_value(&mut self, field: &GivenField, kind: &str, help: Option<&str>) {
        let value = shape::in_words(&field.value);
        let problem = TestError::Value {
            field: field.name.value.clone(),
            kind: kind.to_owned(),
            value,
            span: field.value.span,
            help: help.map(str::to_owned),
        };
        self.report(field.value.span, problem);
    }

    pub(super) fn at(&mut self, field: &GivenField) -> Option<At> {
        if let ExprKind::Literal(Literal::Instant(instant)) = field.value.value {
            return Some((instant, field.value.span));
        }
        self.wrong_value(field, "a moment", Some("write date and time, such as `2024-03-01 18:00`"));
        None
    }

    pub(super) fn given_column(&mut self, table: &Fields<'_>, field: &GivenField) -> Option<(ColumnId, ColumnKind)> {
        let Fields { title, columns, built_in, damaged } = *table;
        let place = columns.iter().position(|column| column.declared.name == field.name.value);
        if place.and_then(|place| columns.get(place)).is_some_and(|column| self.is_unclear(column)) {
            return None;
        }
        let Some(place) = place else {
            let known = columns.iter().map(|column| column.declared.name.as_str()).chain(built_in.iter().copied());
            let help = did_you_mean(&field.name.value, known);
            if !damaged {
                self.names.unknown_column(title, &field.name, help);
            }
            return None;
        };
        Some((ColumnId(u32::try_from(place).ok()?), columns.get(place)?.kind.clone()))
    }

    pub(super) fn given_cell(&mut self, kind: &ColumnKind, field: &GivenField) -> Option<GivenCell> {
        let cell = match (kind, &field.value.value) {
            (ColumnKind::Enumeration(_), _) => {
                self.value_of(field, &units::of_column(kind))?;
                let column = Spanned::new(ExprKind::Name(field.name.value.clone()), field.name.span);
                return self.enumeration_value(&column, kind, &field.value).map(GivenCell::Value);
            }
            (ColumnKind::YesNo, ExprKind::Literal(Literal::YesNo(yes))) => Some(GivenCell::YesNo(*yes)),
            (ColumnKind::Percent, ExprKind::Literal(Literal::Percent(percent))) => {
                Some(GivenCell::Number(percent.value.clone()))
            }
            (ColumnKind::Number, ExprKind::Literal(Literal::Number(number))) => {
                Some(GivenCell::Number(number.value.clone()))
            }
            (ColumnKind::Text, ExprKind::Literal(Literal::Text(text))) => Some(GivenCell::Text(text.clone())),
            (ColumnKind::Duration, ExprKind::Literal(Literal::Elapsed(elapsed))) => Some(GivenCell::Elapsed(*elapsed)),
            (ColumnKind::Instant, ExprKind::Literal(Literal::Instant(instant))) => Some(GivenCell::Instant(*instant)),
            (
                ColumnKind::YesNo
                | ColumnKind::Percent
                | ColumnKind::Number
                | ColumnKind::Text
                | ColumnKind::Duration
                | ColumnKind::Instant,
                _,
            ) => None,
        };
        if cell.is_none() {
            self.wrong_value(field, &units::of_column(kind), None);
        }
        cell
    }
}
