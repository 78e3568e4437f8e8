//! Conditions on one row: a column on the left, a value on the right (semantics 2.4).

use super::checker::Checker;
use super::clocks::MOMENTS;
use super::error::FormulaError;
use super::typed::{
    AnyColumn, ClockId, ColumnId, ColumnKind, Comparison, IntervalTable, Moment, Predicate, PriorityId, TicketKindId,
    ValueId,
};
use super::{units, words};
use crate::diagnostic::did_you_mean;
use crate::resolve::Kind;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{BinaryOp, CompareOp, Expr, ExprKind, Literal, Name};

/// Whose rows a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    /// Tickets, after `where`.
    Ticket(TicketKindId),
    /// Tickets, after `with`: their clocks can be asked too.
    TicketWithClocks(TicketKindId),
    /// Outages or maintenance.
    Interval(IntervalTable),
}

/// What stands on the left of a comparison.
#[derive(Debug, Clone)]
pub(super) enum Left {
    Priority,
    Component,
    Moment(Moment),
    Column(ColumnId, ColumnKind),
    Clock(ClockId),
}

impl Checker<'_, '_> {
    /// A condition on the rows of `table`; `None` is poisoned.
    pub(super) fn predicate(&mut self, table: Table, expr: &Expr) -> Option<Predicate> {
        match &expr.value {
            ExprKind::Binary { op, left, right } => match op.value {
                BinaryOp::And => {
                    let (a, b) = (self.predicate(table, left), self.predicate(table, right));
                    Some(Predicate::And(Box::new(a?), Box::new(b?)))
                }
                BinaryOp::Or => {
                    if let (ExprKind::Is { value, right: first, .. }, ExprKind::Name(_)) = (&left.value, &right.value)
                        && self.left_silently(table, right).is_none()
                    {
                        let list =
                            format!("{} in ({}, {})", words::expr(value), words::expr(first), words::expr(right));
                        return self.not_a_condition(right, Some(format!("write `{list}`")));
                    }
                    let (a, b) = (self.predicate(table, left), self.predicate(table, right));
                    Some(Predicate::Or(Box::new(a?), Box::new(b?)))
                }
                BinaryOp::Add
                | BinaryOp::Sub
                | BinaryOp::Mul
                | BinaryOp::Div
                | BinaryOp::Within
                | BinaryOp::Outside => self.not_a_condition(expr, None),
            },
            ExprKind::Not(inner) => self.predicate(table, inner).map(|inner| Predicate::Not(Box::new(inner))),
            ExprKind::Name(_) => match self.left(table, expr)? {
                Left::Column(id, ColumnKind::YesNo) => Some(Predicate::YesNo(id, true)),
                Left::Priority | Left::Component | Left::Moment(_) | Left::Column(..) | Left::Clock(_) => {
                    let help = format!("say what it must be: `{} is …`", words::expr(expr));
                    self.not_a_condition(expr, Some(help))
                }
            },
            ExprKind::Is { value, right, negated } => {
                let left = self.left(table, value)?;
                let is = self.compared(&left, value, (CompareOp::Equal, expr.span), right)?;
                Some(negate(is, *negated))
            }
            ExprKind::Compare { op, left: value, right } => {
                let left = self.left(table, value)?;
                self.compared(&left, value, (op.value, op.span), right)
            }
            ExprKind::In { value, list, negated } => {
                let left = self.left(table, value)?;
                let any = self.one_of(&left, value, list)?;
                Some(negate(any, *negated))
            }
            ExprKind::Between { value, low, high } => {
                let left = self.left(table, value)?;
                let low = self.compared(&left, value, (CompareOp::AtLeast, value.span), low);
                let high = self.compared(&left, value, (CompareOp::AtMost, value.span), high);
                Some(Predicate::And(Box::new(low?), Box::new(high?)))
            }
            ExprKind::IsMissing { value, negated } => {
                let column = match self.left(table, value)? {
                    Left::Priority => AnyColumn::Priority,
                    Left::Component => AnyColumn::Component,
                    Left::Moment(moment) => AnyColumn::Moment(moment),
                    Left::Column(id, _) => AnyColumn::Column(id),
                    Left::Clock(_) => {
                        let help = "a clock has no value to miss: ask its stop, such as `resolved is missing`";
                        return self.not_a_condition(expr, Some(help.to_owned()));
                    }
                };
                Some(negate(Predicate::Missing(column), *negated))
            }
            ExprKind::Literal(_)
            | ExprKind::ShareOf { .. }
            | ExprKind::Where { .. }
            | ExprKind::With { .. }
            | ExprKind::Lasting { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Of { .. }
            | ExprKind::Qualified { .. }
            | ExprKind::Rounded { .. } => self.not_a_condition(expr, None),
        }
    }

    fn not_a_condition<T>(&mut self, expr: &Expr, help: Option<String>) -> Option<T> {
        self.report(expr.span, FormulaError::NotACondition { text: words::expr(expr), span: expr.span, help });
        None
    }

    /// The column or clock on the left of a comparison.
    fn left(&mut self, table: Table, expr: &Expr) -> Option<Left> {
        let ExprKind::Name(name) = &expr.value else {
            let help = match &expr.value {
                ExprKind::Literal(literal) => {
                    Some(format!("turn it round: the column comes first, and then `{}`", words::literal(literal)))
                }
                ExprKind::Of { .. } => Some("a condition is about the row itself: leave the `of …` out".to_owned()),
                _ => None,
            };
            self.report(expr.span, FormulaError::ColumnFirst { span: expr.span, help });
            return None;
        };
        if let Some(left) = self.left_silently(table, expr) {
            if let Left::Clock(id) = left {
                self.names.mark_used(Kind::Clock, id.0);
            }
            return Some(left);
        }
        let name = Spanned::new(name.clone(), expr.span);
        self.unknown_left(table, &name);
        None
    }

    fn left_silently(&self, table: Table, expr: &Expr) -> Option<Left> {
        let ExprKind::Name(name) = &expr.value else { return None };
        let (columns, ticket) = match table {
            Table::Ticket(kind) | Table::TicketWithClocks(kind) => {
                (self.facts.tickets.get(kind.index()).map(|facts| facts.columns.as_slice())?, true)
            }
            Table::Interval(table) => (self.facts.interval_columns(table), false),
        };
        let built_in = match name.as_str() {
            "component" => Some(Left::Component),
            "priority" if ticket => Some(Left::Priority),
            moment if ticket => {
                MOMENTS.iter().find(|(word, _)| *word == moment).map(|(_, moment)| Left::Moment(*moment))
            }
            _ => None,
        };
        if built_in.is_some() {
            return built_in;
        }
        if let Some(place) = columns.iter().position(|column| column.declared.name == *name) {
            let id = ColumnId(u32::try_from(place).ok()?);
            return columns.get(place).map(|column| Left::Column(id, column.kind.clone()));
        }
        if let Table::TicketWithClocks(kind) = table {
            let symbol = self.names.find(&[Kind::Clock], name)?;
            let of_kind = self.facts.clock_facts.get(symbol.index as usize)?.ticket == Some(kind);
            return of_kind.then_some(Left::Clock(ClockId(symbol.index)));
        }
        None
    }

    /// Says why a name is no column of the row.
    fn unknown_left(&mut self, table: Table, name: &Name) {
        let (title, columns) = match table {
            Table::Ticket(kind) | Table::TicketWithClocks(kind) => {
                let Some(facts) = self.facts.tickets.get(kind.index()) else { return };
                (facts.title.clone(), &facts.columns)
            }
            Table::Interval(IntervalTable::Outages) => ("`outage`".to_owned(), &self.facts.outage_columns),
            Table::Interval(IntervalTable::Maintenance) => {
                ("`maintenance`".to_owned(), &self.facts.maintenance_columns)
            }
        };
        let ticket = !matches!(table, Table::Interval(_));
        if let Some(clock) = self.names.find(&[Kind::Clock], &name.value)
            && ticket
        {
            self.clock_in_condition(table, name, clock.index);
            return;
        }
        if name.value == "announced" && table == Table::Interval(IntervalTable::Maintenance) {
            let help = "notice is judged by `every maintenance is announced at least 3 workdays of office before`";
            self.report(name.span, FormulaError::ColumnFirst { span: name.span, help: Some(help.to_owned()) });
            return;
        }
        let built_in: &[&str] = if ticket { &["priority", "component"] } else { &["component"] };
        let known = columns.iter().map(|column| column.declared.name.as_str()).chain(built_in.iter().copied());
        let help = did_you_mean(&name.value, known);
        self.names.unknown_column(&title, name, help);
    }

    fn clock_in_condition(&mut self, table: Table, name: &Name, clock: u32) {
        self.names.mark_used(Kind::Clock, clock);
        let Some(part) = self.items.clocks.get(clock as usize) else { return };
        let its = &part.item.ticket;
        match table {
            Table::TicketWithClocks(kind) => {
                let Some(asked) = self.items.tickets.get(kind.index()) else { return };
                // A clock of an unknown ticket kind has been reported.
                if self.facts.clock_facts.get(clock as usize).is_some_and(|facts| facts.ticket.is_some()) {
                    let problem = FormulaError::OtherTicket {
                        clock: name.value.clone(),
                        its: its.value.clone(),
                        asked: asked.item.head.name.value.clone(),
                        span: name.span,
                        declared: its.span,
                        help: None,
                    };
                    self.report(name.span, problem);
                }
            }
            Table::Ticket(_) | Table::Interval(_) => {
                let help = format!(
                    "tickets are picked by their columns; a clock is judged after `with`: `share of {} with {} <= 6h`",
                    its.value, name.value
                );
                self.report(name.span, FormulaError::ColumnFirst { span: name.span, help: Some(help) });
            }
        }
    }

    fn compared(&mut self, left: &Left, column: &Expr, op: (CompareOp, Span), right: &Expr) -> Option<Predicate> {
        let (op, op_span) = op;
        let comparison = comparison(op);
        match left {
            Left::Priority => {
                let id = self.priority_value(right)?;
                Some(match op {
                    CompareOp::Equal => Predicate::PriorityIn(vec![id]),
                    CompareOp::NotEqual => negate(Predicate::PriorityIn(vec![id]), true),
                    CompareOp::Less | CompareOp::AtMost | CompareOp::More | CompareOp::AtLeast => {
                        Predicate::PriorityCompared(comparison, id)
                    }
                })
            }
            Left::Component => {
                self.equality(column, op, op_span, "components")?;
                let members = self.component_value(right)?;
                Some(negate(Predicate::ComponentIn(members), op == CompareOp::NotEqual))
            }
            Left::Moment(_) | Left::Column(_, ColumnKind::Instant) => {
                let name = words::expr(column);
                let help =
                    format!("of moments one can ask `{name} is missing`; a period is judged by what settles in it");
                self.not_a_condition(column, Some(help))
            }
            Left::Column(id, kind @ ColumnKind::Enumeration(_)) => {
                self.equality(column, op, op_span, "values")?;
                let value = self.enumeration_value(column, kind, right)?;
                Some(negate(Predicate::OneOf(*id, vec![value]), op == CompareOp::NotEqual))
            }
            Left::Column(id, kind @ ColumnKind::YesNo) => {
                self.equality(column, op, op_span, "answers")?;
                match &right.value {
                    ExprKind::Literal(Literal::YesNo(yes)) => {
                        Some(negate(Predicate::YesNo(*id, *yes), op == CompareOp::NotEqual))
                    }
                    _ => self.column_type(column, kind, right),
                }
            }
            Left::Column(id, kind @ ColumnKind::Percent) => match &right.value {
                ExprKind::Literal(Literal::Percent(percent)) => {
                    Some(Predicate::Compared(*id, comparison, percent.value.clone()))
                }
                _ => self.column_type(column, kind, right),
            },
            Left::Column(id, kind @ ColumnKind::Number) => match &right.value {
                ExprKind::Literal(Literal::Number(number)) => {
                    Some(Predicate::Compared(*id, comparison, number.value.clone()))
                }
                _ => self.column_type(column, kind, right),
            },
            Left::Column(id, kind @ ColumnKind::Duration) => match &right.value {
                ExprKind::Literal(Literal::Elapsed(elapsed)) => {
                    Some(Predicate::ElapsedCompared(*id, comparison, *elapsed))
                }
                _ => self.column_type(column, kind, right),
            },
            Left::Column(id, kind @ ColumnKind::Text) => {
                self.equality(column, op, op_span, "texts")?;
                match &right.value {
                    ExprKind::Literal(Literal::Text(text)) => {
                        Some(negate(Predicate::TextIs(*id, text.clone()), op == CompareOp::NotEqual))
                    }
                    _ => self.column_type(column, kind, right),
                }
            }
            Left::Clock(id) => match &right.value {
                ExprKind::Literal(Literal::Elapsed(elapsed)) => Some(Predicate::Clock(*id, comparison, *elapsed)),
                ExprKind::Literal(literal @ Literal::Calendar(_)) => {
                    let problem = FormulaError::NotReckonable {
                        found: units::of_literal(literal),
                        span: right.span,
                        help: "limits by the calendar stand in a norm with a clock, as in `90% within 2 workdays`",
                    };
                    self.report(right.span, problem);
                    None
                }
                _ => self.column_type(column, &ColumnKind::Duration, right),
            },
        }
    }

    /// Several values on the right: any of them.
    fn one_of(&mut self, left: &Left, column: &Expr, list: &[Expr]) -> Option<Predicate> {
        match left {
            Left::Priority => {
                let ids: Vec<Option<PriorityId>> = list.iter().map(|item| self.priority_value(item)).collect();
                ids.into_iter().collect::<Option<_>>().map(Predicate::PriorityIn)
            }
            Left::Component => {
                let members: Vec<_> = list.iter().map(|item| self.component_value(item)).collect();
                let members: Option<Vec<Vec<_>>> = members.into_iter().collect();
                Some(Predicate::ComponentIn(members?.into_iter().flatten().collect()))
            }
            Left::Column(id, kind @ ColumnKind::Enumeration(_)) => {
                let ids: Vec<Option<ValueId>> =
                    list.iter().map(|item| self.enumeration_value(column, kind, item)).collect();
                Some(Predicate::OneOf(*id, ids.into_iter().collect::<Option<_>>()?))
            }
            Left::Moment(_) | Left::Column(..) | Left::Clock(_) => {
                let each: Vec<Option<Predicate>> = list
                    .iter()
                    .map(|item| self.compared(left, column, (CompareOp::Equal, column.span), item))
                    .collect();
                let each: Vec<Predicate> = each.into_iter().collect::<Option<_>>()?;
                each.into_iter().reduce(|a, b| Predicate::Or(Box::new(a), Box::new(b)))
            }
        }
    }

    /// Only `is`, `=` and `!=` make sense.
    fn equality(&mut self, column: &Expr, op: CompareOp, span: Span, what: &str) -> Option<()> {
        match op {
            CompareOp::Equal | CompareOp::NotEqual => Some(()),
            CompareOp::Less | CompareOp::AtMost | CompareOp::More | CompareOp::AtLeast => {
                let column = words::expr(column);
                let help = format!("of {what} one can ask `{column} is …` and `{column} in (…, …)`");
                self.report(span, FormulaError::NoOrder { column, span, op: words::symbol(op), help });
                None
            }
        }
    }

    fn column_type<T>(&mut self, column: &Expr, kind: &ColumnKind, right: &Expr) -> Option<T> {
        let value = match &right.value {
            ExprKind::Literal(literal) => units::of_literal(literal),
            _ => format!("`{}`", words::expr(right)),
        };
        let help = match kind {
            ColumnKind::Percent => Some("write a percentage, such as `50%`"),
            ColumnKind::Number => Some("write a number, such as `3`"),
            ColumnKind::Duration => Some("write a duration, such as `4h` or `1h30m`"),
            ColumnKind::Text => Some("write a text in quotes"),
            ColumnKind::YesNo => Some("write `yes` or `no`"),
            ColumnKind::Enumeration(_) | ColumnKind::Instant => None,
        };
        let problem = FormulaError::ColumnType {
            column: words::expr(column),
            kind: units::of_column(kind),
            value,
            span: right.span,
            help: help.map(str::to_owned),
        };
        self.report(right.span, problem);
        None
    }

    fn priority_value(&mut self, expr: &Expr) -> Option<PriorityId> {
        if self.facts.priorities.is_empty() {
            self.no_priorities(expr.span);
            return None;
        }
        match value_name(expr) {
            Some(name) => self.priority(&name).map(|id| id.value),
            None => {
                let problem = FormulaError::ColumnType {
                    column: "priority".to_owned(),
                    kind: "a priority".to_owned(),
                    value: format!("`{}`", words::expr(expr)),
                    span: expr.span,
                    help: None,
                };
                self.report(expr.span, problem);
                None
            }
        }
    }

    fn component_value(&mut self, expr: &Expr) -> Option<Vec<super::typed::ComponentId>> {
        let name = self.only_name(expr)?;
        let symbol = self.names.look_up(&[Kind::Component, Kind::Group], &name, self.out)?;
        if symbol.kind == Kind::Group {
            return self.facts.groups.get(symbol.index as usize)?.as_ref().map(|group| group.members.clone());
        }
        Some(vec![super::typed::ComponentId(symbol.index)])
    }

    /// A value of an enumeration column.
    pub(super) fn enumeration_value(&mut self, column: &Expr, kind: &ColumnKind, expr: &Expr) -> Option<ValueId> {
        let ColumnKind::Enumeration(levels) = kind else { return None };
        let Some(name) = value_name(expr) else { return self.column_type(column, kind, expr) };
        let place = levels.iter().position(|level| level.name == name.value);
        if place.is_none() {
            let help = did_you_mean(&name.value, levels.iter().map(|level| level.name.as_str()));
            self.names.unknown_value(&format!("a value of `{}`", words::expr(column)), &name, help);
        }
        Some(ValueId(u32::try_from(place?).ok()?))
    }
}

/// The name that a value of an enumeration is written as: a word, a quoted text, or a whole number.
pub(super) fn value_name(expr: &Expr) -> Option<Name> {
    let name = match &expr.value {
        ExprKind::Name(name) => name.clone(),
        ExprKind::Literal(Literal::Text(text)) => text.clone(),
        ExprKind::Literal(literal @ Literal::Number(number)) if number.decimals == 0 => words::literal(literal),
        ExprKind::Literal(literal @ Literal::YesNo(_)) => words::literal(literal),
        _ => return None,
    };
    Some(Spanned::new(name, expr.span))
}

fn negate(predicate: Predicate, negated: bool) -> Predicate {
    if negated { Predicate::Not(Box::new(predicate)) } else { predicate }
}

/// The comparison of a bound or condition.
pub(super) fn comparison(op: CompareOp) -> Comparison {
    match op {
        CompareOp::Less => Comparison::Less,
        CompareOp::AtMost => Comparison::AtMost,
        CompareOp::More => Comparison::More,
        CompareOp::AtLeast => Comparison::AtLeast,
        CompareOp::Equal => Comparison::Equal,
        CompareOp::NotEqual => Comparison::NotEqual,
    }
}
