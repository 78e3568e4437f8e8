//! The lines of a norm that say what must hold.

use super::node::Node;
use super::{Builder, literal};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, Lasting, Limit, Name, Requirement, RequirementKind, Rows, Stretch};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;

impl Builder {
    pub(super) fn requirement(&mut self, node: &Node<'_>) -> Requirement {
        let mut parts = node.parts();
        let kind = match node.rule() {
            Rule::share => {
                let share = self.percent(&parts.need());
                match parts.need() {
                    limit if limit.rule() == Rule::limit => RequirementKind::Share { share, limit: self.limit(&limit) },
                    slices => RequirementKind::Slices(Box::new(self.of_slices(share, &slices))),
                }
            }
            Rule::frequency => RequirementKind::Frequency(self.frequency(node)),
            Rule::limit => RequirementKind::Limit(self.limit(node)),
            Rule::count => {
                let at_most = parts.need().rule() == Rule::at_most;
                let count = self.whole_where(&parts.need(), "a count of at most 1000000000", |n| *n <= 1_000_000_000);
                let rows = parts.need();
                let (expr, over) = without_over(self.expression(&rows.only()));
                RequirementKind::Count { at_most, count, rows: self.rows_of(expr, rows.span()), over }
            }
            Rule::each_lasts => RequirementKind::EachLasts {
                rows: self.rows(&parts.need()),
                at_most: parts.need().rule() == Rule::at_most,
                length: self.elapsed(&parts.need()),
            },
            Rule::announced => {
                RequirementKind::Announced { rows: self.rows(&parts.need()), notice: self.time_bound(&parts.need()) }
            }
            Rule::none_overlapping => RequirementKind::NoneOverlapping {
                rows: self.rows(&parts.need()),
                window: self.expression(&parts.need()),
            },
            Rule::for_each => RequirementKind::ForEach {
                group: literal::name(&parts.need()),
                requirement: self.expression(&parts.need()),
            },
            Rule::together => RequirementKind::Together {
                group: literal::name(&parts.need()),
                requirement: self.expression(&parts.need()),
            },
            _ => RequirementKind::Formula(self.expression(&parts.need())),
        };
        Spanned::new(kind, node.span())
    }

    /// `within 4h`, `in less than 4h`, `by end of workday 0`
    pub(super) fn limit(&mut self, node: &Node<'_>) -> Limit {
        let inner = node.only();
        Limit { strict: Some(inner.rule() == Rule::less_than), time: self.time_bound(&inner.only()) }
    }

    /// An expression that must be `table [of owner] [where condition] [lasting …]`.
    fn rows(&mut self, node: &Node<'_>) -> Rows {
        let expr = self.expression(&node.only());
        self.rows_of(expr, node.span())
    }

    fn rows_of(&mut self, expr: Expr, span: Span) -> Rows {
        if let ExprKind::Binary { op, left, .. } = &expr.value
            && let (BinaryOp::And | BinaryOp::Or, ExprKind::Where { .. }) = (op.value, &left.value)
        {
            // `and` was reported where it joined; `or` is a union, which is no single table.
            if op.value == BinaryOp::Or {
                self.report(op.span, SyntaxError::OneCondition { word: "where", joined: "or", span: op.span });
            }
            return no_rows(span);
        }
        taken_apart(expr).unwrap_or_else(|| {
            self.report(span, SyntaxError::NotRows { span });
            no_rows(span)
        })
    }
}

fn no_rows(span: Span) -> Rows {
    let (announced, lasting) = (Vec::new(), Vec::new());
    Rows { table: Spanned::new(String::new(), span), of: None, filter: None, announced, lasting }
}

/// `rows over any 30 days`
fn without_over(expr: Expr) -> (Expr, Option<Spanned<Stretch>>) {
    match expr.value {
        ExprKind::Over { value, over } => (*value, Some(over)),
        _ => (expr, None),
    }
}

fn taken_apart(mut expr: Expr) -> Option<Rows> {
    let (mut filter, mut announced, mut lasting) = (None, Vec::new(), Vec::new());
    loop {
        let span = expr.span;
        match expr.value {
            ExprKind::Lasting { subject, at_most, length } => {
                lasting.insert(0, Lasting { at_most, length });
                expr = *subject;
            }
            ExprKind::Announced { subject, notice } => {
                announced.insert(0, notice);
                expr = *subject;
            }
            ExprKind::Where { subject, predicate } if filter.is_none() => {
                filter = Some(*predicate);
                expr = *subject;
            }
            ExprKind::Of { what, of } => {
                let (table, owner) = (plain_name(*what)?, plain_name(*of)?);
                return Some(Rows { table, of: Some(owner), filter, announced, lasting });
            }
            ExprKind::Name(name) => {
                return Some(Rows { table: Spanned::new(name, span), of: None, filter, announced, lasting });
            }
            _ => return None,
        }
    }
}

fn plain_name(expr: Expr) -> Option<Name> {
    match expr.value {
        ExprKind::Name(name) => Some(Spanned::new(name, expr.span)),
        _ => None,
    }
}
