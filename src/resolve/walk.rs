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
        | ExprKind::Announced { subject: value, notice: _ }
        | ExprKind::First { budget: _, per: _, of: value }
        | ExprKind::Over { value, over: _ }
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
        ExprKind::Weighted { subject, column: _, of: _ } => names_in(subject, seen),
        ExprKind::Quorum { least: _, group, of } => {
            seen(&group.value, group.span);
            names_in(of, seen);
        }
        ExprKind::Qualified { qualifier: _, kind } => seen(&kind.value, kind.span),
    }
}

/// Whether `expr` says `is` on its top: where an operator has lost its right side, the line after it, `name is …`, is
/// read as that side.
pub fn holds_condition(expr: &Expr) -> bool {
    match &expr.value {
        ExprKind::Is { .. } => true,
        ExprKind::Binary { left, right, op: _ } => holds_condition(left) || holds_condition(right),
        ExprKind::ShareOf { part, whole } => holds_condition(part) || holds_condition(whole),
        ExprKind::Rounded { value, decimals: _ } | ExprKind::Over { value, over: _ } => holds_condition(value),
        ExprKind::Name(_)
        | ExprKind::Literal(_)
        | ExprKind::Compare { .. }
        | ExprKind::Between { .. }
        | ExprKind::IsMissing { .. }
        | ExprKind::In { .. }
        | ExprKind::Not(_)
        | ExprKind::Where { .. }
        | ExprKind::With { .. }
        | ExprKind::Lasting { .. }
        | ExprKind::Announced { .. }
        | ExprKind::Weighted { .. }
        | ExprKind::Quorum { .. }
        | ExprKind::First { .. }
        | ExprKind::Aggregate { .. }
        | ExprKind::Of { .. }
        | ExprKind::Qualified { .. } => false,
    }
}
