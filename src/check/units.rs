//! What values are, in messages: every unit with its article.

use super::typed::{ColumnKind, Unit};
use crate::syntax::ast::{CalendarUnit, Literal, TimeBound};

/// `a percentage`
pub(super) fn of_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "a percentage",
        Unit::Elapsed => "a duration",
        Unit::Count => "a count",
        Unit::Number => "a number",
    }
}

/// `a percentage`, `2 workdays`
pub(super) fn of_literal(literal: &Literal) -> String {
    match literal {
        Literal::Percent(_) => "a percentage".to_owned(),
        Literal::Elapsed(_) => "a duration".to_owned(),
        Literal::Calendar(TimeBound::Calendar { unit, count: _, window: _ }) => {
            let unit = match unit {
                CalendarUnit::Workday => "workdays",
                CalendarUnit::Day => "days",
                CalendarUnit::Week => "weeks",
                CalendarUnit::Month => "months",
                CalendarUnit::Year => "years",
            };
            format!("a number of {unit}")
        }
        Literal::Calendar(TimeBound::Elapsed(_)) => "a duration".to_owned(),
        Literal::NotAgreed | Literal::Calendar(TimeBound::NotAgreed) => "a value that is not agreed yet".to_owned(),
        Literal::Calendar(TimeBound::EndOfWorkday(_)) => "the end of a workday".to_owned(),
        Literal::Money(_) => "an amount of money".to_owned(),
        Literal::Number(_) => "a number".to_owned(),
        Literal::Text(_) => "a text".to_owned(),
        Literal::Date(_) => "a date".to_owned(),
        Literal::Instant(_) => "a moment".to_owned(),
        Literal::YesNo(_) => "yes or no".to_owned(),
        Literal::Period(_) => "a period".to_owned(),
    }
}

/// `a percentage`, `one of `high`, `low``
pub(super) fn of_column(kind: &ColumnKind) -> String {
    match kind {
        ColumnKind::Enumeration(levels) => {
            let values: Vec<String> = levels.iter().take(4).map(|level| format!("`{}`", level.name)).collect();
            let more = if levels.len() > 4 { ", …" } else { "" };
            format!("one of {}{more}", values.join(", "))
        }
        ColumnKind::YesNo => "yes or no".to_owned(),
        ColumnKind::Percent => "a percentage".to_owned(),
        ColumnKind::Number => "a number".to_owned(),
        ColumnKind::Text => "a text".to_owned(),
        ColumnKind::Duration => "a duration".to_owned(),
        ColumnKind::Instant => "a moment".to_owned(),
    }
}
