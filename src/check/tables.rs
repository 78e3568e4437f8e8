//! Priorities, ticket kinds, and the columns of tables.

use super::checker::{Checker, TicketFacts, declared, text};
use super::error::TableError;
use super::typed::{
    Column, ColumnKind, Declared, Derivation, IntervalTable, Level, PrioritySource, TicketKind, TicketKindId,
};
use crate::resolve::{Kind, Part};
use crate::source::Span;
use crate::syntax::ast::{self, Name};

/// How a ticket kind says where its priority comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Recorded,
    From(Way),
    Checked(Way),
}

/// How a priority may follow from other columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Matrix,
    Rules,
}

impl Way {
    fn word(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Rules => "rules",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Matrix => Self::Rules,
            Self::Rules => Self::Matrix,
        }
    }
}

/// How the priority of a ticket kind can follow from other columns; poisoned where something about it is wrong.
pub(super) struct Found {
    /// The `matrix` or `rules` line.
    pub span: Span,
    /// The matrix or the rules.
    pub derivation: Option<Derivation>,
}

/// What a ticket kind has of either.
#[derive(Default)]
pub(super) struct Ways {
    pub matrix: Option<Found>,
    pub rules: Option<Found>,
}

impl Ways {
    fn span(&self, way: Way) -> Option<Span> {
        let found = match way {
            Way::Matrix => &self.matrix,
            Way::Rules => &self.rules,
        };
        found.as_ref().map(|found| found.span)
    }

    fn take(self, way: Way) -> Option<Derivation> {
        let found = match way {
            Way::Matrix => self.matrix,
            Way::Rules => self.rules,
        };
        found?.derivation
    }
}

impl<'a> Checker<'a, '_> {
    /// Priorities, ticket kinds and columns.
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
    }

    /// Where the priority of each ticket kind comes from.
    pub(super) fn ticket_kinds(&mut self) {
        let mut ways: Vec<Ways> = self.items.tickets.iter().map(|_| Ways::default()).collect();
        self.matrices(&mut ways);
        self.rules(&mut ways);
        for (part, ways) in self.items.tickets.iter().zip(ways) {
            let kind = self.ticket_kind(*part, ways);
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

    fn ticket_kind(&mut self, part: Part<'a, ast::Ticket>, ways: Ways) -> Option<TicketKind> {
        let ticket = part.item;
        let priority = match self.priority_source(ticket, &ways, part.damaged)? {
            Source::Recorded => PrioritySource::Recorded,
            Source::From(way) => PrioritySource::Derived(ways.take(way)?),
            Source::Checked(way) => PrioritySource::Checked(ways.take(way)?),
        };
        Some(TicketKind {
            declared: declared(&ticket.head),
            columns: columns(&ticket.columns),
            reasons: levels(&ticket.waiting),
            priority,
        })
    }

    fn priority_source(&mut self, ticket: &ast::Ticket, ways: &Ways, damaged: bool) -> Option<Source> {
        let name = &ticket.head.name;
        let Some(written) = &ticket.priority else {
            return match (ways.span(Way::Matrix), ways.span(Way::Rules)) {
                _ if damaged => None,
                (None, None) => Some(Source::Recorded),
                (Some(_), None) => Some(Source::From(Way::Matrix)),
                (None, Some(_)) => Some(Source::From(Way::Rules)),
                (Some(_), Some(rules)) => {
                    let why =
                        format!("`{}` has a matrix and rules, and nothing says which of them decides", name.value);
                    let help = "write `priority from matrix` or `priority from rules`, and drop the other".to_owned();
                    self.wrong_source(name.span, why, "which of them?", Some(rules), help);
                    None
                }
            };
        };
        let words = [
            ("recorded", Source::Recorded),
            ("from matrix", Source::From(Way::Matrix)),
            ("from rules", Source::From(Way::Rules)),
            ("recorded, checked against matrix", Source::Checked(Way::Matrix)),
            ("recorded, checked against rules", Source::Checked(Way::Rules)),
        ];
        let source = self.choice("`priority`", written, &words)?;
        let name = &name.value;
        let way = match source {
            Source::Recorded => {
                let idle = [Way::Matrix, Way::Rules].into_iter().find_map(|way| Some((way, ways.span(way)?)));
                if let Some((way, span)) = idle {
                    let word = way.word();
                    let decide = if way == Way::Matrix { "matrix of `{}` decides" } else { "rules of `{}` decide" };
                    let why = format!("the {} nothing, since its priority is recorded", decide.replace("{}", name));
                    let help = format!(
                        "write `priority recorded, checked against {word}` to count where the two differ, or \
                         `priority from {word}`"
                    );
                    self.wrong_source(written.span, why, "the recorded priority counts", Some(span), help);
                    return None;
                }
                None
            }
            Source::From(way) | Source::Checked(way) => Some(way),
        };
        if let Some(way) = way {
            let word = way.word();
            if ways.span(way).is_none() {
                if !damaged && !self.facts.stray_derivation && !self.names.lost().contains(word) {
                    let (has, what, example) = match way {
                        Way::Matrix => ("matrix", "a matrix is needed for this", "from impact, urgency { … }"),
                        Way::Rules => ("rules", "rules are needed for this", "{ P1 when …; P4 otherwise }"),
                    };
                    let help = format!("add `{word} priority of {name} {example}`");
                    self.wrong_source(written.span, format!("`{name}` has no {has}"), what, None, help);
                }
                return None;
            }
            if let Some(idle) = ways.span(way.other()) {
                let why = match way {
                    Way::Matrix => format!("the rules of `{name}` decide nothing beside its matrix"),
                    Way::Rules => format!("the matrix of `{name}` decides nothing beside its rules"),
                };
                let help = "one of the two decides, or is checked against: drop the other".to_owned();
                self.wrong_source(written.span, why, "this one is read", Some(idle), help);
                return None;
            }
        }
        if self.facts.priorities.is_empty() {
            self.no_priorities(written.span);
        }
        Some(source)
    }

    fn wrong_source(&mut self, span: Span, why: String, label: &'static str, idle: Option<Span>, help: String) {
        self.report(span, TableError::PrioritySource { why, span, label, idle, help });
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
