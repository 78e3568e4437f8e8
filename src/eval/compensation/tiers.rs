//! What a value pays: by tiers, and by steps. A value that may be several things pays anything between the least and the
//! most that one of them would.

use crate::eval::compensation::verdict::{Between, Due};
use crate::eval::range::{End, Range};
use crate::model::{Edge, Side, Tier, Value, Worth};
use crate::quantity::{Ratio, RatioError};

/// A value as formulas have it: times in microseconds.
pub(super) fn number(value: &Value) -> Ratio {
    match value {
        Value::Percent(ratio) | Value::Number(ratio) => ratio.clone(),
        Value::Elapsed(elapsed) => Ratio::whole(elapsed.micros()),
        Value::Count(count) => Ratio::whole(*count),
    }
}

/// So many times a worth.
pub(super) fn times(worth: &Worth, count: &Between) -> Result<Due, RatioError> {
    Ok(match worth {
        Worth::Share(share) => Due { share: Between::just(share.clone()).times(count)?, money: Between::NOTHING },
        Worth::Money(money) => Due { share: Between::NOTHING, money: Between::just(money.clone()).times(count)? },
        Worth::NotAgreed if count.is_nothing() => Due::NOTHING,
        Worth::NotAgreed => Due { share: Between::NOTHING, money: Between::ANY },
    })
}

/// A worth, once.
pub(super) fn once(worth: &Worth) -> Due {
    times(worth, &Between::just(Ratio::ONE)).unwrap_or(Due { share: Between::ANY, money: Between::ANY })
}

/// How many steps lie between two values, the second of which is the farther one.
fn steps(near: &Ratio, far: &Ratio, step: &Ratio, started: bool) -> Result<Ratio, RatioError> {
    let steps = far.sub(near)?.max(Ratio::ZERO).div(step)?;
    let whole = if started { steps.scaled_ceil(0) } else { steps.scaled_floor(0) };
    Ok(Ratio::from_scaled(whole, 0))
}

/// How many steps a value lies beyond where they begin to count.
pub(super) fn beyond(
    range: &Range,
    from: &Value,
    step: &Value,
    side: Side,
    started: bool,
) -> Result<Between, RatioError> {
    let (from, step) = (number(from), number(step));
    let count = |end: &Option<End>| {
        let of = |end: &End| match side {
            Side::Above => steps(&from, &end.value, &step, started),
            Side::Below => steps(&end.value, &from, &step, started),
        };
        end.as_ref().map(of).transpose()
    };
    let (least, most) = match side {
        Side::Above => (&range.low, &range.high),
        Side::Below => (&range.high, &range.low),
    };
    Ok(Between { low: count(least)?.unwrap_or(Ratio::ZERO), high: count(most)? })
}

/// What tiers pay for a value, and the numbers of those that it may stand in.
pub(super) fn tiers(tiers: &[Tier], range: &Range) -> Result<(Due, Vec<usize>), RatioError> {
    let (mut due, mut numbers): (Option<Due>, _) = (None, Vec::new());
    for (number, tier) in tiers.iter().enumerate() {
        let Some(part) = part(tier, range) else { continue };
        let pays = pays(tier, &part)?;
        due = Some(match due {
            Some(due) => due.or(pays),
            None => pays,
        });
        numbers.push(number);
    }
    // `check` has proved that there is a tier for every value.
    Ok((due.unwrap_or(Due::NOTHING), numbers))
}

/// What one tier pays for the values of it in a range.
fn pays(tier: &Tier, part: &Range) -> Result<Due, RatioError> {
    let Some(worth) = &tier.worth else { return Ok(Due::NOTHING) };
    let due = once(worth);
    let (Some(further), Some(low)) = (&tier.then, &tier.low) else { return Ok(due) };
    let steps = beyond(part, &low.at, &further.step, Side::Above, further.started)?;
    due.plus(&times(&further.worth, &steps)?)
}

/// The part of a range that stands in a tier; `None`: none of it.
fn part(tier: &Tier, range: &Range) -> Option<Range> {
    let edge = |edge: &Option<Edge>| edge.as_ref().map(|edge| End { value: number(&edge.at), reached: edge.included });
    // Of two ends the inner one; of equal ones the one that is not reached.
    let inner = |a: Option<End>, b: Option<End>, low: bool| match (a, b) {
        (Some(a), Some(b)) if a.value == b.value => Some(End { reached: a.reached && b.reached, ..a }),
        (Some(a), Some(b)) => Some(if (a.value > b.value) == low { a } else { b }),
        (a, b) => a.or(b),
    };
    let low = inner(edge(&tier.low), range.low.clone(), true);
    let high = inner(edge(&tier.high), range.high.clone(), false);
    let empty = match (&low, &high) {
        (Some(low), Some(high)) => {
            low.value > high.value || (low.value == high.value && !(low.reached && high.reached))
        }
        _ => false,
    };
    (!empty).then_some(Range { low, high })
}
