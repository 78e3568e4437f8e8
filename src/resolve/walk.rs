use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

/// Calls `seen` for every bare name in `expr`, from left to right.
pub fn names_in<'a>(expr: &'a Expr, seen: &mut impl FnMut(&'a str, Span)) {
    match &expr.value {
        ExprKind::Name(name) => seen(name, expr.span),
        ExprKind::Literal(_) => {}
        ExprKind::Binary { left, right, op: _ } | ExprKind::Compare { left, right, op: _ } => {
            names_in(left, seen);
            names_in(right, seen);
        }
        ExprKind::ShareOf { part, whole } => {
            names_in(part, seen);
            names_in(whole, seen);
        }
        ExprKind::Between { value, low, high } => {
            names_in(value, seen);
            names_in(low, seen);
            names_in(high, seen);
        }
        ExprKind::Is { value, right, negated: _ } => {
            names_in(value, seen);
            names_in(right, seen);
        }
        ExprKind::In { value, list, negated: _ } => {
            names_in(value, seen);
            list.iter().for_each(|item| names_in(item, seen));
        }
        ExprKind::IsMissing { value, negated: _ }
        | ExprKind::Not(value)
        | ExprKind::Lasting { subject: value, at_most: _, length: _ }
        | ExprKind::Aggregate { of: value, word: _ }
        | ExprKind::Rounded { value, decimals: _ } => names_in(value, seen),
        ExprKind::Where { subject, predicate } | ExprKind::With { subject, predicate } => {
            names_in(subject, seen);
            names_in(predicate, seen);
        }
        ExprKind::Of { what, of } => {
            names_in(what, seen);
            names_in(of, seen);
        }
        ExprKind::Qualified { qualifier: _, kind } => seen(&kind.value, kind.span),
    }
}
