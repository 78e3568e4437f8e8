//! Values for the eye: rounded half up, but never to 100 % and never across the bound (semantics 2.7).

use num_bigint::BigInt;

use crate::eval::verdict::{Actual, Exact};
use crate::model::{Bound, Locale, Value};
use crate::quantity::Ratio;

use super::exact::decimals_of;
use super::locale::{duration, number, percent_sign, seconds};

/// Digits after the point of a percentage that no clause gives a number of digits.
const DECIMALS: u32 = 2;

/// A measured value, rounded so that it stands on the same side of `bound` as it does exactly.
pub fn actual(locale: Locale, actual: &Actual, bound: Option<&Bound>) -> String {
    exact(locale, &actual.value, bound)
}

/// A value, rounded so that it stands on the same side of `bound` as it does exactly.
pub fn exact(locale: Locale, value: &Exact, bound: Option<&Bound>) -> String {
    let decimals = DECIMALS.max(bound.map_or(0, |bound| bound.decimals));
    match value {
        Exact::Percent(ratio) => {
            let is_full = |shown: &Ratio| *ratio < Ratio::ONE && *shown >= Ratio::ONE;
            let units = rounded(ratio, decimals + 2, |shown| is_full(shown) || crosses(value, shown, bound));
            format!("{}{}", number(locale, &units, decimals), percent_sign(locale))
        }
        Exact::Seconds(ratio) => {
            let decimals = if ratio.is_whole() {
                0
            } else if within_a_second(ratio) {
                3
            } else {
                0
            };
            let units = rounded(ratio, decimals, |shown| crosses(value, shown, bound));
            seconds(locale, &units, decimals)
        }
        Exact::Count(count) => number(locale, &BigInt::from(*count), 0),
        Exact::Number(ratio) => {
            let decimals = decimals_of(ratio, 0, decimals).unwrap_or(decimals);
            let units = rounded(ratio, decimals, |shown| crosses(value, shown, bound));
            number(locale, &units, decimals)
        }
    }
}

/// A percentage on an axis, with as few digits as it takes.
pub fn axis(locale: Locale, ratio: &Ratio) -> String {
    let decimals = decimals_of(ratio, 2, 4).unwrap_or(4);
    format!("{}{}", number(locale, &ratio.scaled_half_up(decimals), decimals - 2), percent_sign(locale))
}

/// A bound's value, with the digits that the contract writes.
pub fn bound(locale: Locale, bound: &Bound) -> String {
    match &bound.value {
        Value::Percent(ratio) => {
            let decimals = decimals_of(ratio, bound.decimals + 2, 14).unwrap_or(14).saturating_sub(2);
            let units = ratio.scaled_half_up(decimals + 2);
            format!("{}{}", number(locale, &units, decimals), percent_sign(locale))
        }
        Value::Elapsed(elapsed) => duration(locale, *elapsed),
        Value::Count(count) => number(locale, &BigInt::from(*count), 0),
        Value::Number(ratio) => {
            let decimals = decimals_of(ratio, bound.decimals, 12).unwrap_or(12);
            number(locale, &ratio.scaled_half_up(decimals), decimals)
        }
    }
}

/// `value × 10^decimals` rounded half up; cut off, downwards or else upwards, where the rounded value is not to be shown.
fn rounded(value: &Ratio, decimals: u32, refused: impl Fn(&Ratio) -> bool) -> BigInt {
    let half_up = value.scaled_half_up(decimals);
    [half_up.clone(), value.scaled_floor(decimals), value.scaled_ceil(decimals)]
        .into_iter()
        .find(|units| !refused(&Ratio::from_scaled(units.clone(), decimals)))
        .unwrap_or(half_up)
}

/// Whether `shown` lies on the other side of the bound than the value that it stands for.
fn crosses(value: &Exact, shown: &Ratio, bound: Option<&Bound>) -> bool {
    let Some(bound) = bound else { return false };
    let (value, limit) = match (value, &bound.value) {
        (Exact::Percent(value), Value::Percent(limit)) | (Exact::Number(value), Value::Number(limit)) => {
            (value, limit.clone())
        }
        (Exact::Seconds(value), Value::Elapsed(limit)) => (value, limit.seconds()),
        _ => return false,
    };
    bound.op.holds(value, &limit) != bound.op.holds(shown, &limit)
}

fn within_a_second(ratio: &Ratio) -> bool {
    *ratio < Ratio::ONE && ratio.neg() < Ratio::ONE
}

#[cfg(test)]
mod tests;
