//! What an expression is at its top.

use super::{units, words};
use crate::source::Spanned;
use crate::syntax::ast::{Expr, ExprKind, Literal, Name};

/// The literal that `expr` is.
pub(super) fn literal(expr: &Expr) -> Option<&Literal> {
    if let ExprKind::Literal(literal) = &expr.value { Some(literal) } else { None }
}

/// The name that `expr` is.
pub(super) fn name(expr: &Expr) -> Option<Name> {
    if let ExprKind::Name(name) = &expr.value { Some(Spanned::new(name.clone(), expr.span)) } else { None }
}

/// The name that a value of an enumeration is written as: a word, a quoted text, or a whole number.
pub(super) fn value_name(expr: &Expr) -> Option<Name> {
    let written = match literal(expr) {
        None => return name(expr),
        Some(Literal::Text(text)) => text.clone(),
        Some(Literal::Number(number)) if number.decimals > 0 => return None,
        Some(literal @ (Literal::Number(_) | Literal::YesNo(_))) => words::literal(literal),
        Some(
            Literal::NotAgreed
            | Literal::Percent(_)
            | Literal::Elapsed(_)
            | Literal::Calendar(_)
            | Literal::Money(_)
            | Literal::Date(_)
            | Literal::Instant(_)
            | Literal::Period(_),
        ) => return None,
    };
    Some(Spanned::new(written, expr.span))
}

/// What a value is: `a duration`, or what is written there.
pub(super) fn in_words(expr: &Expr) -> String {
    literal(expr).map_or_else(|| format!("`{}`", words::expr(expr)), units::of_literal)
}

/// Digits after the point, as written.
pub(super) fn decimals(literal: &Literal) -> u32 {
    match literal {
        Literal::Percent(percent) => percent.decimals,
        Literal::Number(number) => number.decimals,
        Literal::Money(money) => money.decimals,
        Literal::Elapsed(_)
        | Literal::Calendar(_)
        | Literal::Text(_)
        | Literal::Date(_)
        | Literal::Instant(_)
        | Literal::YesNo(_)
        | Literal::Period(_)
        | Literal::NotAgreed => 0,
    }
}
