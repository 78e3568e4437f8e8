//! Operators that do not go together without parentheses (semantics 1.4): said, never guessed.

use super::Builder;
use super::expression::Grouped;
use super::node::Node;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind};
use crate::syntax::error::SyntaxError;

impl Builder {
    /// `a < b < c`
    pub(super) fn check_single_comparison(&mut self, left: &Grouped, operator: &Node<'_>) -> bool {
        let chained = !left.parens && is_comparison(&left.expr.value);
        if chained && let Some(span) = dutch_or(&left.expr).filter(|_| !left.told) {
            self.report(span, SyntaxError::ForeignWord { word: "of".to_owned(), right: "or".to_owned(), span });
        } else if chained && !left.told {
            let span = operator.span();
            self.report(span, SyntaxError::ChainedComparison { span, first: left.expr.span });
        }
        chained
    }

    /// `within` goes with neither `outside` nor `or`, `and` not with `or`, unless in parentheses.
    pub(super) fn check_mixing(&mut self, operand: &Grouped, op: &Spanned<BinaryOp>) -> bool {
        let ExprKind::Binary { op: inner, .. } = &operand.expr.value else { return false };
        let mixed = matches!(
            (inner.value, op.value),
            (BinaryOp::Within, BinaryOp::Outside | BinaryOp::Or)
                | (BinaryOp::Outside, BinaryOp::Within)
                | (BinaryOp::And, BinaryOp::Or)
        );
        if operand.parens || operand.told || !mixed {
            return operand.told && !operand.parens;
        }
        let (first, second) = if inner.span.start < op.span.start { (inner, op) } else { (op, inner) };
        let problem = SyntaxError::Mixed {
            first: word(first.value),
            second: word(second.value),
            first_span: first.span,
            second_span: second.span,
        };
        self.report(first.span, problem);
        true
    }

    /// `outages where a is b and c is d`: rows and a condition, which `and` cannot join.
    pub(super) fn check_one_condition(&mut self, left: &Grouped, op: &Spanned<BinaryOp>) -> bool {
        if op.value != BinaryOp::And || left.parens {
            return false;
        }
        let mut inner = &left.expr.value;
        while let ExprKind::Aggregate { of, .. } = inner {
            inner = &of.value;
        }
        let filter = match inner {
            ExprKind::Where { .. } => "where",
            ExprKind::With { .. } => "with",
            _ => return false,
        };
        self.report(op.span, SyntaxError::OneCondition { word: filter, joined: word(op.value), span: op.span });
        true
    }
}

/// `omvang is groot of geraakt`, before another comparison: where the Dutch word for `or` stands.
fn dutch_or(expr: &Expr) -> Option<Span> {
    let ExprKind::Is { right, .. } = &expr.value else { return None };
    let ExprKind::Of { what, of } = &right.value else { return None };
    let between = Span { start: what.span.end + 1, end: of.span.start.saturating_sub(1), ..what.span };
    (matches!(what.value, ExprKind::Name(_)) && between.end == between.start + 2).then_some(between)
}

fn is_comparison(kind: &ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::Compare { .. }
            | ExprKind::Is { .. }
            | ExprKind::IsMissing { .. }
            | ExprKind::In { .. }
            | ExprKind::Between { .. }
    )
}

/// Whether this is true or false rather than a value or a set. (`or` may be a union: nothing that follows decides.)
pub(super) fn is_condition(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Not(_) => true,
        ExprKind::Binary { op, left, right } => {
            matches!(op.value, BinaryOp::And)
                || op.value == BinaryOp::Or && (is_condition(&left.value) || is_condition(&right.value))
        }
        other => is_comparison(other),
    }
}

fn word(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Within => "within",
        BinaryOp::Outside => "outside",
        BinaryOp::And => "and",
        BinaryOp::Or => "or",
    }
}
