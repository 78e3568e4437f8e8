//! The right side of a condition: a value that fits the column on the left.

use super::checker::Checker;
use super::error::FormulaError;
use super::predicates::Left;
use super::typed::{ColumnId, ColumnKind, Comparison, ComponentId, Predicate, PriorityId, ValueId};
use super::{shape, units, words};
use crate::diagnostic::did_you_mean;
use crate::resolve::Kind;
use crate::source::Span;
use crate::syntax::ast::{CompareOp, Expr, Literal};

impl Checker<'_, '_> {
    /// `column op value`
    pub(super) fn compared(
        &mut self,
        left: &Left,
        column: &Expr,
        op: (CompareOp, Span),
        right: &Expr,
    ) -> Option<Predicate> {
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
            Left::Plan => {
                self.equality(column, op, op_span, "plans")?;
                let plan = self.plan_value(right)?;
                Some(negate(Predicate::PlanIn(vec![plan]), op == CompareOp::NotEqual))
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
            Left::Column(id, kind) => {
                let ordered = matches!(kind, ColumnKind::Percent | ColumnKind::Number | ColumnKind::Duration);
                if !ordered {
                    self.equality(column, op, op_span, "values")?;
                }
                let made = match_value(*id, kind, comparison, shape::literal(right));
                if made.is_none() {
                    self.column_type(column, kind, right);
                }
                made
            }
            Left::Unclear => None,
            Left::Clock(id) => match shape::literal(right) {
                Some(Literal::Elapsed(elapsed)) => Some(Predicate::Clock(*id, comparison, *elapsed)),
                Some(literal @ Literal::Calendar(_)) => {
                    let problem = FormulaError::NotReckonable {
                        found: units::of_literal(literal),
                        span: right.span,
                        help: "limits by the calendar stand in a norm with a clock, as in `90% within 2 workdays`",
                    };
                    self.report(right.span, problem);
                    None
                }
                Some(_) | None => {
                    self.column_type(column, &ColumnKind::Duration, right);
                    None
                }
            },
        }
    }

    /// Several values on the right: any of them.
    pub(super) fn one_of(&mut self, left: &Left, column: &Expr, list: &[Expr]) -> Option<Predicate> {
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
            Left::Plan => {
                let plans: Vec<_> = list.iter().map(|item| self.plan_value(item)).collect();
                plans.into_iter().collect::<Option<_>>().map(Predicate::PlanIn)
            }
            Left::Column(id, kind @ ColumnKind::Enumeration(_)) => {
                let ids: Vec<Option<ValueId>> =
                    list.iter().map(|item| self.enumeration_value(column, kind, item)).collect();
                Some(Predicate::OneOf(*id, ids.into_iter().collect::<Option<_>>()?))
            }
            Left::Moment(_) | Left::Column(..) | Left::Clock(_) | Left::Unclear => {
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

    /// Reports a value that does not fit its column.
    fn column_type(&mut self, column: &Expr, kind: &ColumnKind, right: &Expr) {
        let value = shape::in_words(right);
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
    }

    fn priority_value(&mut self, expr: &Expr) -> Option<PriorityId> {
        if self.facts.priorities.is_empty() {
            self.no_priorities(expr.span);
            return None;
        }
        match shape::value_name(expr) {
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

    fn component_value(&mut self, expr: &Expr) -> Option<Vec<ComponentId>> {
        let name = self.only_name(expr)?;
        let symbol = self.names.look_up(&[Kind::Component, Kind::Group], &name, self.out)?;
        if symbol.kind == Kind::Group {
            return self.facts.groups.get(symbol.index as usize)?.as_ref().map(|group| group.members.clone());
        }
        Some(vec![ComponentId(symbol.index)])
    }

    /// A value of an enumeration column.
    pub(super) fn enumeration_value(&mut self, column: &Expr, kind: &ColumnKind, expr: &Expr) -> Option<ValueId> {
        let ColumnKind::Enumeration(levels) = kind else { return None };
        let Some(name) = shape::value_name(expr) else {
            self.column_type(column, kind, expr);
            return None;
        };
        let place = levels.iter().position(|level| level.name == name.value);
        if place.is_none() {
            let help = did_you_mean(&name.value, levels.iter().map(|level| level.name.as_str()));
            self.names.unknown_value(&format!("a value of `{}`", words::expr(column)), &name, help);
        }
        Some(ValueId(u32::try_from(place?).ok()?))
    }
}

/// A comparison of a column of this type with a literal of the same; `None` for one of another type.
fn match_value(id: ColumnId, kind: &ColumnKind, op: Comparison, literal: Option<&Literal>) -> Option<Predicate> {
    let negated = op == Comparison::NotEqual;
    match (kind, literal?) {
        (ColumnKind::YesNo, Literal::YesNo(yes)) => Some(negate(Predicate::YesNo(id, *yes), negated)),
        (ColumnKind::Text, Literal::Text(text)) => Some(negate(Predicate::TextIs(id, text.clone()), negated)),
        (ColumnKind::Percent, Literal::Percent(percent)) => Some(Predicate::Compared(id, op, percent.value.clone())),
        (ColumnKind::Number, Literal::Number(number)) => Some(Predicate::Compared(id, op, number.value.clone())),
        (ColumnKind::Duration, Literal::Elapsed(elapsed)) => Some(Predicate::ElapsedCompared(id, op, *elapsed)),
        (
            ColumnKind::YesNo
            | ColumnKind::Text
            | ColumnKind::Percent
            | ColumnKind::Number
            | ColumnKind::Duration
            | ColumnKind::Enumeration(_)
            | ColumnKind::Instant,
            _,
        ) => None,
    }
}

/// The condition, or its opposite.
pub(super) fn negate(predicate: Predicate, negated: bool) -> Predicate {
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
