//! Bounds and limits: which of two is stricter.

use super::Comparing;
use super::change::Effect;
use super::part::Part;
use crate::model::{Bound, CalendarUnit, Comparison, Limit, Requirement, Timed, Value, WindowExpr};
use crate::quantity::Elapsed;

const TWO_WAYS: &str = "one part of it is stricter, and another is not";

impl Comparing<'_> {
    /// A shorter limit is better for the customer.
    pub(super) fn limits(&self, old: &Limit, new: &Limit) -> Effect {
        self.meant_limits(&old.part(self.was), &new.part(self.now))
    }

    /// Limits in the terms of the comparison.
    fn meant_limits(&self, old: &Limit, new: &Limit) -> Effect {
        if old == new {
            return Effect::Neither;
        }
        let was = length(old, self.old.conventions.workday);
        was.against(length(new, self.new.conventions.workday))
            .unwrap_or_else(|| Effect::unclear("which of the two ends first depends on the day on which it begins"))
    }

    /// Limits of the same tickets; of several plans each, but in the row of a plan its own.
    pub(super) fn timed(
        &self,
        (old_row, old): (&Requirement, &Timed),
        (new_row, new): (&Requirement, &Timed),
    ) -> Effect {
        let (old, new) = (old.part(self.was.for_plan(old_row.plan)), new.part(self.now.for_plan(new_row.plan)));
        let mut effect = Effect::Neither;
        for (was, now) in self.matching_plans() {
            effect = effect.and(self.meant_limits(old.limit.of(was), new.limit.of(now)), TWO_WAYS);
        }
        // Whether exactly the limit is in time decides only between limits of one length.
        match (effect, old.strict, new.strict) {
            (Effect::Neither, false, true) => Effect::Better,
            (Effect::Neither, true, false) => Effect::Worse,
            (effect, _, _) => effect,
        }
    }

    /// The plans that both contracts have; of contracts without plans, that there is none.
    pub(super) fn matching_plans(&self) -> Vec<(Option<crate::model::PlanId>, Option<crate::model::PlanId>)> {
        let id = |n: u32| Some(crate::model::PlanId(n));
        let pairs: Vec<_> =
            self.pairs(super::part::Kind::Plan).into_iter().map(|(old, new)| (id(old), id(new))).collect();
        if pairs.is_empty() { vec![(None, None)] } else { pairs }
    }
}

fn length(limit: &Limit, workday: Option<Elapsed>) -> Length {
    match limit {
        Limit::Elapsed(elapsed) => Length::Micros(elapsed.micros()),
        Limit::Calendar { count, unit: CalendarUnit::Workday, days_of } => {
            match workday.and_then(|day| day.checked_mul(i64::from(*count))) {
                Some(elapsed) => Length::Micros(elapsed.micros()),
                None => Length::Workdays(i64::from(*count), days_of.clone(), false),
            }
        }
        Limit::Calendar { count, unit: CalendarUnit::Day, .. } => Length::Days(i64::from(*count)),
        Limit::Calendar { count, unit: CalendarUnit::Week, .. } => Length::Days(i64::from(*count) * 7),
        Limit::Calendar { count, unit: CalendarUnit::Month, .. } => Length::Months(i64::from(*count)),
        Limit::Calendar { count, unit: CalendarUnit::Year, .. } => Length::Months(i64::from(*count) * 12),
        Limit::EndOfWorkday { count, days_of } => Length::Workdays(i64::from(*count), days_of.clone(), true),
    }
}

/// A limit that can be held against one of its like.
enum Length {
    Micros(i64),
    /// How many, whose, and whether to the end of the last.
    Workdays(i64, WindowExpr, bool),
    Days(i64),
    Months(i64),
}

impl Length {
    /// For whose good it is when the first becomes the second.
    fn against(self, new: Self) -> Option<Effect> {
        match (self, new) {
            (Self::Micros(a), Self::Micros(b))
            | (Self::Days(a), Self::Days(b))
            | (Self::Months(a), Self::Months(b)) => Some(Effect::less_is_better(&a, &b)),
            (Self::Workdays(a, of, end), Self::Workdays(b, other, ends)) if of == other => match (end, ends) {
                _ if end == ends => Some(Effect::less_is_better(&a, &b)),
                // The end of a workday comes no sooner than the same time of that day, and before the next day.
                (false, true) => Some(Effect::better_if(b < a)),
                (_, _) => Some(Effect::better_if(b <= a)),
            },
            // A month has 28 to 31 days.
            (Self::Days(days), Self::Months(months)) => days_to_months(days, months),
            (Self::Months(months), Self::Days(days)) => days_to_months(days, months).map(Effect::mirrored),
            (_, _) => None,
        }
    }
}

fn days_to_months(days: i64, months: i64) -> Option<Effect> {
    if days < months * 28 {
        Some(Effect::Worse)
    } else if days > months * 31 {
        Some(Effect::Better)
    } else {
        None
    }
}

/// For whose good it is when one bound of the same thing becomes another.
pub(super) fn bounds(old: &Bound, new: &Bound) -> Effect {
    let order = match compared(&old.value, &new.value) {
        Some(order) => order,
        None => return Effect::unclear("the bounds are in different units"),
    };
    let grows = order == std::cmp::Ordering::Less;
    match (side(old.op), side(new.op)) {
        (Some(was), Some(now)) if was.at_least == now.at_least => {
            if order == std::cmp::Ordering::Equal {
                match (was.strict, now.strict) {
                    (false, true) => Effect::Better,
                    (true, false) => Effect::Worse,
                    (_, _) => Effect::Neither,
                }
            } else {
                Effect::better_if(grows == now.at_least)
            }
        }
        (_, _) if old.op == new.op && order == std::cmp::Ordering::Equal => Effect::Neither,
        (_, _) => Effect::unclear("what kept the one bound may break the other, and the other way round"),
    }
}

struct Sided {
    at_least: bool,
    strict: bool,
}

fn side(op: Comparison) -> Option<Sided> {
    match op {
        Comparison::Less => Some(Sided { at_least: false, strict: true }),
        Comparison::AtMost => Some(Sided { at_least: false, strict: false }),
        Comparison::More => Some(Sided { at_least: true, strict: true }),
        Comparison::AtLeast => Some(Sided { at_least: true, strict: false }),
        Comparison::Equal | Comparison::NotEqual => None,
    }
}

/// Whether more of what is measured is better for the customer, by the bound on it.
pub(super) fn more_is_better(bound: &Bound) -> Option<bool> {
    side(bound.op).map(|side| side.at_least)
}

/// In one unit.
pub(super) fn compared(a: &Value, b: &Value) -> Option<std::cmp::Ordering> {
    match (a, b) {
        (Value::Percent(a), Value::Percent(b)) | (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
        (Value::Elapsed(a), Value::Elapsed(b)) => a.partial_cmp(b),
        (Value::Count(a), Value::Count(b)) => a.partial_cmp(b),
        (Value::Percent(_) | Value::Number(_) | Value::Elapsed(_) | Value::Count(_), _) => None,
    }
}

/// The bounds of two requirements on the same thing, and whether they are agreed.
pub(super) fn agreed(old: &Requirement, new: &Requirement) -> Effect {
    match (&old.bound, &new.bound) {
        (Some(was), Some(now)) => bounds(was, now),
        (None, Some(_)) => Effect::Better,
        (Some(_), None) => Effect::Worse,
        (None, None) => Effect::Neither,
    }
}
