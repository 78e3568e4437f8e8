//! Conditions on one row: a column on the left, a value on the right (semantics 2.4).

use super::checker::Checker;
use super::clocks::MOMENTS;
use super::comparisons::negate;
use super::error::FormulaError;
use super::typed::{
    AnyColumn, ClockId, ColumnId, ColumnKind, IntervalTable, JudgementId, MetricId, Moment, Predicate, TicketKindId,
};
use super::{shape, words};
use crate::diagnostic::did_you_mean;
use crate::resolve::Kind;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, CompareOp, Expr, ExprKind, Name};

/// Whose rows a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    /// Tickets, after `where`.
    Ticket(TicketKindId),
    /// Tickets, after `with`: their clocks can be asked too.
    TicketWithClocks(TicketKindId),
    /// Outages or maintenance.
    Interval(IntervalTable),
    /// Samples of a metric.
    Sample(MetricId),
}

/// What stands on the left of a comparison.
#[derive(Debug, Clone)]
pub(super) enum Left {
    Priority,
    Component,
    Plan,
    Moment(Moment),
    Column(ColumnId, ColumnKind),
    Clock(ClockId),
    /// A column of which nothing is known.
    Unclear,
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
                BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => self.not_a_condition(expr, None),
                BinaryOp::Within => self.moment_within(table, left, right),
                BinaryOp::Outside => self.moment_within(table, left, right).map(|within| negate(within, true)),
            },
            ExprKind::Not(inner) => self.predicate(table, inner).map(|inner| Predicate::Not(Box::new(inner))),
            ExprKind::Name(_) => match self.left(table, expr)? {
                Left::Column(id, ColumnKind::YesNo) => Some(Predicate::YesNo(id, true)),
                Left::Unclear => None,
                Left::Moment(_) | Left::Column(_, ColumnKind::Instant) => {
                    let text = words::expr(expr);
                    let help =
                        format!("say what it must be: `{text} is missing`, or in parentheses `({text} within …)`");
                    self.not_a_condition(expr, Some(help))
                }
                Left::Priority | Left::Component | Left::Plan | Left::Column(..) | Left::Clock(_) => {
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
                    Left::Plan => {
                        let help = "every ticket has a plan: ask which, such as `plan is …`";
                        return self.not_a_condition(expr, Some(help.to_owned()));
                    }
                    Left::Unclear => return None,
                    Left::Clock(_) => {
                        let help = "a clock has no value to miss: ask its stop, such as `resolved is missing`";
                        return self.not_a_condition(expr, Some(help.to_owned()));
                    }
                };
                Some(negate(Predicate::Missing(column), *negated))
            }
            ExprKind::Qualified { qualifier, kind } if qualifier.value == "judged" => match table {
                Table::Ticket(_) | Table::TicketWithClocks(_) | Table::Interval(_) => {
                    let symbol = self.names.look_up(&[Kind::Judgement], kind, self.out)?;
                    Some(Predicate::Judged(JudgementId(symbol.index)))
                }
                Table::Sample(_) => {
                    let help =
                        "people judge tickets, outages and the contract as a whole: give samples a column for it";
                    self.not_a_condition(expr, Some(help.to_owned()))
                }
            },
            ExprKind::Literal(_)
            | ExprKind::ShareOf { .. }
            | ExprKind::Where { .. }
            | ExprKind::With { .. }
            | ExprKind::Lasting { .. }
            | ExprKind::Announced { .. }
            | ExprKind::Weighted { .. }
            | ExprKind::Quorum { .. }
            | ExprKind::First { .. }
            | ExprKind::Over { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Of { .. }
            | ExprKind::Qualified { .. }
            | ExprKind::Rounded { .. } => self.not_a_condition(expr, None),
        }
    }

    /// `opened within piek`: a moment of a ticket, and a window.
    fn moment_within(&mut self, table: Table, left: &Expr, window: &Expr) -> Option<Predicate> {
        let window = self.window_expr(window);
        let moment = match self.left(table, left)? {
            Left::Moment(moment) => moment,
            Left::Column(id, ColumnKind::Instant) if !matches!(table, Table::Interval(_) | Table::Sample(_)) => {
                Moment::Column(id)
            }
            Left::Unclear => return None,
            Left::Priority | Left::Component | Left::Plan | Left::Column(..) | Left::Clock(_) => {
                let help = match table {
                    Table::Interval(_) => {
                        "cut rows to a window outside the condition: `length of (outages within peak)`"
                    }
                    Table::Sample(_) => {
                        "samples are picked by their columns, and slices cut to a window outside of them"
                    }
                    Table::Ticket(_) | Table::TicketWithClocks(_) => {
                        "only a moment lies in a window: `opened within peak`, or a column of type `instant`"
                    }
                };
                return self.not_a_condition(left, Some(help.to_owned()));
            }
        };
        Some(Predicate::Within(moment, window?))
    }

    /// Reports something that is neither true nor false.
    pub(super) fn not_a_condition<T>(&mut self, expr: &Expr, help: Option<String>) -> Option<T> {
        self.report(expr.span, FormulaError::NotACondition { text: words::expr(expr), span: expr.span, help });
        None
    }

    /// The column or clock on the left of a comparison.
    fn left(&mut self, table: Table, expr: &Expr) -> Option<Left> {
        let Some(name) = shape::name(expr) else {
            let help = match shape::literal(expr) {
                Some(literal) => {
                    Some(format!("turn it round: the column comes first, and then `{}`", words::literal(literal)))
                }
                None if matches!(expr.value, ExprKind::Of { .. }) => {
                    Some("a condition is about the row itself: leave the `of …` out".to_owned())
                }
                None => None,
            };
            self.report(expr.span, FormulaError::ColumnFirst { span: expr.span, help });
            return None;
        };
        if let Some(left) = self.left_silently(table, expr) {
            if let Left::Clock(id) = left {
                self.names.mark_used(Kind::Clock, id.0);
            }
            if let Left::Column(id, _) = left
                && let Some(declared) = self.column_at(table, id)
            {
                self.names.mark_column(declared);
            }
            return Some(left).filter(|left| !matches!(left, Left::Unclear));
        }
        self.unknown_left(table, &name);
        None
    }

    /// Where a column of a table is declared.
    fn column_at(&self, table: Table, id: ColumnId) -> Option<Span> {
        let columns = match table {
            Table::Ticket(kind) | Table::TicketWithClocks(kind) => {
                self.facts.tickets.get(kind.index()).map(|facts| facts.columns.as_slice())?
            }
            Table::Interval(table) => self.facts.interval_columns(table),
            Table::Sample(metric) => self.facts.metric(metric).map(|metric| metric.columns.as_slice())?,
        };
        columns.get(id.index()).map(|column| column.declared.span)
    }

    fn left_silently(&self, table: Table, expr: &Expr) -> Option<Left> {
        let ExprKind::Name(name) = &expr.value else { return None };
        let (columns, ticket) = match table {
            Table::Ticket(kind) | Table::TicketWithClocks(kind) => {
                (self.facts.tickets.get(kind.index()).map(|facts| facts.columns.as_slice())?, true)
            }
            Table::Interval(table) => (self.facts.interval_columns(table), false),
            Table::Sample(metric) => (self.facts.metric(metric).map(|metric| metric.columns.as_slice())?, false),
        };
        let built_in = match name.as_str() {
            "component" if !matches!(table, Table::Sample(_)) => Some(Left::Component),
            "priority" if ticket => Some(Left::Priority),
            "plan" if ticket && !self.facts.plans.is_empty() => Some(Left::Plan),
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
            let column = columns.get(place)?;
            return Some(if self.is_unclear(column) { Left::Unclear } else { Left::Column(id, column.kind.clone()) });
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
        match table {
            Table::Ticket(kind) | Table::TicketWithClocks(kind) => {
                if let Some(clock) = self.names.find(&[Kind::Clock], &name.value) {
                    self.clock_in_condition(table, name, clock.index);
                    return;
                }
                let Some(facts) = self.facts.tickets.get(kind.index()) else { return };
                let columns = facts.columns.iter().map(|column| column.declared.name.as_str());
                let known = columns.chain(["priority", "component"]);
                if let Table::TicketWithClocks(_) = table {
                    let help = did_you_mean(&name.value, known.chain(self.names.known(&[Kind::Clock])));
                    if !self.is_damaged(kind) {
                        self.names.unknown("clock or column", &[Kind::Clock], name, help);
                    }
                } else {
                    let help = did_you_mean(&name.value, known);
                    self.unknown_ticket_column(kind, name, help);
                }
            }
            Table::Interval(IntervalTable::Maintenance) if name.value == "announced" => {
                let help = "notice is judged by `every maintenance is announced at least 3 workdays of office before`";
                self.report(name.span, FormulaError::ColumnFirst { span: name.span, help: Some(help.to_owned()) });
            }
            Table::Interval(table) => {
                let columns = self.facts.interval_columns(table).iter().map(|column| column.declared.name.as_str());
                let help = did_you_mean(&name.value, columns.chain(["component"]));
                self.unknown_interval_column(table, name, help);
            }
            Table::Sample(metric) => self.unknown_sample_column(metric, name),
        }
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
            Table::Ticket(_) | Table::Interval(_) | Table::Sample(_) => {
                let help = format!(
                    "tickets are picked by their columns; a clock is judged after `with`: `share of {} with {} <= 6h`",
                    its.value, name.value
                );
                self.report(name.span, FormulaError::ColumnFirst { span: name.span, help: Some(help) });
            }
        }
    }
}
