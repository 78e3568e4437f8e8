//! Priorities, ticket kinds, and the columns of tables.

use super::checker::{Checker, TicketFacts, declared, text};
use super::error::TableError;
use super::typed::{Column, ColumnKind, Declared, IntervalTable, Level, PrioritySource, TicketKind, TicketKindId};
use crate::resolve::{Kind, Part};
use crate::source::Span;
use crate::syntax::ast::{self, Name};

/// How a ticket kind says where its priority comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Recorded,
    Matrix,
    Checked,
}

impl<'a> Checker<'a, '_> {
    /// Priorities, ticket kinds and columns; then the matrices, which need all of them.
    pub(super) fn tables(&mut self) {
        self.facts.priorities = self.items.priorities.map(|part| levels(&part.item.levels)).unwrap_or_default();
        self.facts.outage_columns = self.items.outage.map(|part| columns(&part.item.columns)).unwrap_or_default();
        self.facts.maintenance_columns =
            self.items.maintenance.map(|part| columns(&part.item.columns)).unwrap_or_default();
        self.unclear_columns();
        for part in &self.items.tickets {
            let ticket = part.item;
            let facts = TicketFacts {
                title: format!("ticket `{}`", ticket.head.name.value),
                columns: columns(&ticket.columns),
                reasons: levels(&ticket.waiting),
            };
            self.facts.tickets.push(facts);
            self.columns_are_no_clocks(ticket);
        }
        let matrices = self.matrices();
        for (part, matrix) in self.items.tickets.iter().zip(matrices) {
            let kind = self.ticket_kind(*part, matrix);
            self.facts.ticket_kinds.push(kind);
        }
    }

    /// Columns whose type the parser has refused: whatever stands in for it says nothing.
    fn unclear_columns(&mut self) {
        let tables = [self.items.outage, self.items.maintenance].into_iter().flatten().map(|part| &part.item.columns);
        let tickets = self.items.tickets.iter().map(|part| &part.item.columns);
        let metrics = self.items.metrics.iter().map(|part| &part.item.columns);
        let columns = tables.chain(tickets).chain(metrics).flatten();
        let unclear: Vec<Span> =
            columns.filter(|column| self.is_slip(column.kind.span)).map(|column| column.name.span).collect();
        self.facts.unclear_columns.extend(unclear);
    }

    /// Whether a column or reason of the ticket kind may be among what the parser has lost.
    pub(super) fn is_damaged(&self, kind: TicketKindId) -> bool {
        self.items.tickets.get(kind.index()).is_some_and(|part| part.damaged)
    }

    /// Keeps a column that the ticket kind does not have, unless it may be among what the parser has lost.
    pub(super) fn unknown_ticket_column(&mut self, kind: TicketKindId, name: &Name, help: Option<String>) {
        let Some(facts) = self.facts.tickets.get(kind.index()) else { return };
        if !self.is_damaged(kind) {
            self.names.unknown_column(&facts.title, name, help);
        }
    }

    /// Keeps a column that an interval table does not have, unless it may be among what the parser has lost.
    pub(super) fn unknown_interval_column(&mut self, table: IntervalTable, name: &Name, help: Option<String>) {
        let (title, item) = match table {
            IntervalTable::Outages => ("`outage`", self.items.outage),
            IntervalTable::Maintenance => ("`maintenance`", self.items.maintenance),
        };
        if item.is_none_or(|part| !part.damaged) {
            self.names.unknown_column(title, name, help);
        }
    }

    /// Whether nothing is known of the type of a column.
    pub(super) fn is_unclear(&self, column: &Column) -> bool {
        self.facts.unclear_columns.contains(&column.declared.span)
    }

    fn columns_are_no_clocks(&mut self, ticket: &ast::Ticket) {
        for column in &ticket.columns {
            let Some(clock) = self.names.find(&[Kind::Clock], &column.name.value) else { continue };
            let of_this_kind = self.items.clocks.get(clock.index as usize);
            if of_this_kind.is_some_and(|clock| clock.item.ticket.value == ticket.head.name.value) {
                let problem = TableError::ColumnIsClock {
                    name: column.name.value.clone(),
                    column: column.name.span,
                    clock: clock.span,
                };
                self.report(column.name.span, problem);
            }
        }
    }

    /// `matrix`: `None` where the kind has none, `Some(None)` where it is poisoned.
    fn ticket_kind(&mut self, part: Part<'a, ast::Ticket>, matrix: Option<super::matrix::Found>) -> Option<TicketKind> {
        let ticket = part.item;
        let source = self.priority_source(ticket, matrix.as_ref().map(|found| found.span), part.damaged)?;
        let priority = match (source, matrix) {
            (Source::Recorded, _) => PrioritySource::Recorded,
            (Source::Matrix, Some(found)) => PrioritySource::Matrix(found.matrix?),
            (Source::Checked, Some(found)) => PrioritySource::Checked(found.matrix?),
            (Source::Matrix | Source::Checked, None) => return None,
        };
        Some(TicketKind {
            declared: declared(&ticket.head),
            columns: columns(&ticket.columns),
            reasons: levels(&ticket.waiting),
            priority,
        })
    }

    fn priority_source(&mut self, ticket: &ast::Ticket, matrix: Option<Span>, damaged: bool) -> Option<Source> {
        let Some(written) = &ticket.priority else {
            if damaged {
                return None;
            }
            return Some(if matrix.is_some() { Source::Matrix } else { Source::Recorded });
        };
        let words = [
            ("recorded", Source::Recorded),
            ("from matrix", Source::Matrix),
            ("recorded, checked against matrix", Source::Checked),
        ];
        let source = self.choice("`priority`", written, &words)?;
        let name = &ticket.head.name.value;
        match (source, matrix) {
            (Source::Recorded, Some(matrix)) => {
                let problem = TableError::PrioritySource {
                    why: format!("the matrix of `{name}` decides nothing, since its priority is recorded"),
                    span: written.span,
                    label: "the recorded priority counts",
                    matrix: Some(matrix),
                    help: "write `priority recorded, checked against matrix` to count where the two differ, or \
                           `priority from matrix`"
                        .to_owned(),
                };
                self.report(written.span, problem);
                None
            }
            (Source::Matrix | Source::Checked, None) => {
                if !damaged && !self.facts.stray_matrix && !self.names.lost().contains("matrix") {
                    let problem = TableError::PrioritySource {
                        why: format!("`{name}` has no matrix"),
                        span: written.span,
                        label: "a matrix is needed for this",
                        matrix: None,
                        help: format!("add `matrix priority of {name} from impact, urgency {{ … }}`"),
                    };
                    self.report(written.span, problem);
                }
                None
            }
            (Source::Recorded, None) | (Source::Matrix | Source::Checked, Some(_)) => {
                if self.facts.priorities.is_empty() {
                    self.no_priorities(written.span);
                }
                Some(source)
            }
        }
    }

    /// Notes that priorities are spoken of and none are declared; it is said once.
    pub(super) fn no_priorities(&mut self, span: Span) {
        if self.items.priorities.is_none() && !self.names.lost().may_hold("priorities") {
            let first = self.facts.priorities_wanted.get_or_insert(span);
            *first = (*first).min(span);
        }
    }
}

pub(super) fn columns(columns: &[ast::Column]) -> Vec<Column> {
    let column = |column: &ast::Column| Column {
        declared: Declared {
            name: column.name.value.clone(),
            label: text(column.label.as_ref()),
            clause: None,
            span: column.name.span,
        },
        kind: match &column.kind.value {
            ast::ColumnKind::Enumeration(values) => ColumnKind::Enumeration(levels(values)),
            ast::ColumnKind::YesNo => ColumnKind::YesNo,
            ast::ColumnKind::Percent => ColumnKind::Percent,
            ast::ColumnKind::Number => ColumnKind::Number,
            ast::ColumnKind::Text => ColumnKind::Text,
            ast::ColumnKind::Duration => ColumnKind::Duration,
            ast::ColumnKind::Instant => ColumnKind::Instant,
        },
    };
    columns.iter().map(column).collect()
}

fn levels(levels: &[ast::Level]) -> Vec<Level> {
    levels.iter().map(|level| Level { name: level.name.value.clone(), label: text(level.label.as_ref()) }).collect()
}
