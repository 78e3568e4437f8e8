//! Bounds that decide nothing: always kept, never kept, or following from a stricter one.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::checker::Checker;
use super::error::NormError;
use super::typed::{Bound, Comparison, Limit, Requirement, Subject, Timed, Value};
use super::words;
use crate::quantity::{Elapsed, Ratio};
use crate::source::Span;

/// What a bound decides on values within a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decides {
    Something,
    /// Every value keeps it.
    NeverFails,
    /// No value keeps it.
    NeverHolds,
}

impl Checker<'_, '_> {
    /// Reports a bound that no value can break (a warning) or keep (an error). `never_negative` and `share` say what
    /// is known of the value: not below 0, not above 100 %.
    pub(super) fn bound_decides(&mut self, bound: &Bound, never_negative: bool, share: bool, text: &str, span: Span) {
        let from_zero = |value: &Ratio| {
            let least =
                if never_negative { against_least(bound.op, value.cmp(&Ratio::ZERO)) } else { Decides::Something };
            (least, "a value below zero cannot happen")
        };
        let (decides, why) = match &bound.value {
            Value::Percent(value) => match from_zero(value) {
                (Decides::Something, _) if share => {
                    (against_most(bound.op, value.cmp(&Ratio::ONE)), "a share is at most 100%")
                }
                least => least,
            },
            Value::Number(value) => from_zero(value),
            Value::Count(count) => from_zero(&Ratio::whole(*count)),
            Value::Elapsed(elapsed) => from_zero(&elapsed.seconds()),
        };
        let bound = text.to_owned();
        match decides {
            Decides::Something => {}
            Decides::NeverFails => self.report(span, NormError::NeverFails { bound, why, span }),
            Decides::NeverHolds => self.report(span, NormError::NeverHolds { bound, why, span }),
        }
    }

    /// Warns of requirements on the same tickets where one follows from another, and of requirements said twice.
    pub(super) fn follows(&mut self, requirements: &[Option<Requirement>]) {
        let mut by_row: BTreeMap<Vec<&str>, Vec<&Requirement>> = BTreeMap::new();
        for requirement in requirements.iter().flatten() {
            let row = requirement.group.iter().map(|value| value.value.as_str()).collect();
            by_row.entry(row).or_default().push(requirement);
        }
        for row in by_row.into_values() {
            for (index, requirement) in row.iter().enumerate() {
                let first = row.iter().take(index).find(|first| same(first, requirement));
                let stronger = || row.iter().find(|other| !same(other, requirement) && implies(other, requirement));
                if let Some(first) = first {
                    self.report(requirement.span, NormError::Doubled { second: requirement.span, first: first.span });
                } else if let Some(stronger) = stronger() {
                    let problem = NormError::Implied {
                        weaker: in_words(requirement),
                        stronger: in_words(stronger),
                        span: requirement.span,
                        other: stronger.span,
                    };
                    self.report(requirement.span, problem);
                }
            }
        }
    }
}

/// What a bound decides on values that are at least something; `bound_to_least` is how the bound compares with that.
fn against_least(op: Comparison, bound_to_least: Ordering) -> Decides {
    let below = bound_to_least == Ordering::Less;
    let at_or_below = bound_to_least != Ordering::Greater;
    match op {
        Comparison::AtLeast if at_or_below => Decides::NeverFails,
        Comparison::More | Comparison::NotEqual if below => Decides::NeverFails,
        Comparison::Less if at_or_below => Decides::NeverHolds,
        Comparison::AtMost | Comparison::Equal if below => Decides::NeverHolds,
        Comparison::AtLeast
        | Comparison::More
        | Comparison::NotEqual
        | Comparison::Less
        | Comparison::AtMost
        | Comparison::Equal => Decides::Something,
    }
}

/// What a bound decides on values that are at most something; `bound_to_most` is how the bound compares with that.
fn against_most(op: Comparison, bound_to_most: Ordering) -> Decides {
    let above = bound_to_most == Ordering::Greater;
    let at_or_above = bound_to_most != Ordering::Less;
    match op {
        Comparison::AtMost if at_or_above => Decides::NeverFails,
        Comparison::Less | Comparison::NotEqual if above => Decides::NeverFails,
        Comparison::More if at_or_above => Decides::NeverHolds,
        Comparison::AtLeast | Comparison::Equal if above => Decides::NeverHolds,
        Comparison::AtLeast
        | Comparison::More
        | Comparison::NotEqual
        | Comparison::Less
        | Comparison::AtMost
        | Comparison::Equal => Decides::Something,
    }
}

/// The same thing measured of the same rows, with the same bound.
fn same(a: &Requirement, b: &Requirement) -> bool {
    a.group == b.group && a.text == b.text && a.bound == b.bound && a.subject != Subject::NoNorm
}

/// Whether `b` holds wherever `a` does: as many tickets at least, in no more time.
fn implies(a: &Requirement, b: &Requirement) -> bool {
    let (Subject::Timed(a_timed), Subject::Timed(b_timed)) = (&a.subject, &b.subject) else { return false };
    let (Some(Value::Percent(a_share)), Some(Value::Percent(b_share))) = (bound_value(a), bound_value(b)) else {
        return false;
    };
    a.group == b.group
        && a_timed.clock == b_timed.clock
        && a_timed.filter == b_timed.filter
        && a_share >= b_share
        && no_longer(a_timed, b_timed)
}

fn bound_value(requirement: &Requirement) -> Option<&Value> {
    requirement.bound.as_ref().map(|bound| &bound.value)
}

/// Whether what is in time for `a` is in time for `b`, where the two can be compared at all.
fn no_longer(a: &Timed, b: &Timed) -> bool {
    let (Some(a_limit), Some(b_limit)) = (a.limit.shared(), b.limit.shared()) else { return false };
    let ordering = match (a_limit, b_limit) {
        (Limit::Elapsed(a), Limit::Elapsed(b)) => a.cmp(b),
        (
            Limit::Calendar { count: a, unit: a_unit, days_of: a_days },
            Limit::Calendar { count: b, unit: b_unit, days_of: b_days },
        ) if a_unit == b_unit && a_days == b_days => a.cmp(b),
        (Limit::EndOfWorkday { count: a, days_of: a_days }, Limit::EndOfWorkday { count: b, days_of: b_days })
            if a_days == b_days =>
        {
            a.cmp(b)
        }
        (Limit::Elapsed(_) | Limit::Calendar { .. } | Limit::EndOfWorkday { .. }, _) => return false,
    };
    ordering == Ordering::Less || ordering == Ordering::Equal && (a.strict || !b.strict)
}

/// `90% within 4h`
fn in_words(requirement: &Requirement) -> String {
    let Subject::Timed(timed) = &requirement.subject else { return requirement.text.clone() };
    let share = match &requirement.bound {
        Some(Bound { value: Value::Percent(share), decimals, op: _ }) => words::decimal(share, 2, *decimals),
        Some(_) | None => String::new(),
    };
    let within = if timed.strict { "in less than" } else { "within" };
    format!("{share}% {within} {}", limit_words(timed.limit.of(None)))
}

fn limit_words(limit: &Limit) -> String {
    match limit {
        Limit::Elapsed(elapsed) => Elapsed::to_string(elapsed),
        Limit::Calendar { count, unit, days_of: _ } => words::calendar(*count, *unit),
        Limit::EndOfWorkday { count, days_of: _ } => format!("end of workday {count}"),
    }
}
