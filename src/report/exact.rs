//! Values for other programs: exact, or an interval where that takes too many digits.

use crate::eval::verdict::{Actual, Exact, Terms};
use crate::quantity::{Elapsed, Ratio};

use super::locale::plain;

/// Both terms of a share as they were counted: `742/744`.
pub fn terms(terms: &Terms) -> String {
    match terms {
        Terms::Counts(part, whole) => format!("{part}/{whole}"),
        Terms::Lengths(part, whole) => {
            let unit = length_unit(*part, *whole);
            format!("{}/{}", in_unit(*part, unit), in_unit(*whole, unit))
        }
    }
}

/// A length in units of so many seconds.
pub(super) fn in_unit(length: Elapsed, unit: i64) -> String {
    match length.seconds().div(&Ratio::whole(unit)) {
        Ok(ratio) => decimal(&ratio).unwrap_or_else(|| ratio.to_string()),
        Err(_) => unreachable!("a unit is never zero"),
    }
}

/// Seconds in the largest unit (hour, minute, second) in which both lengths are whole.
pub fn length_unit(part: Elapsed, whole: Elapsed) -> i64 {
    let fits = |unit: &i64| [part, whole].iter().all(|length| length.micros() % (unit * 1_000_000) == 0);
    [3600, 60].into_iter().find(fits).unwrap_or(1)
}

/// `h`, `min` or `s`, for a unit of [`length_unit`].
pub fn unit_name(unit: i64) -> &'static str {
    match unit {
        3600 => "h",
        60 => "min",
        _ => "s",
    }
}

/// The exact value for other programs: a fraction, a decimal, seconds; an interval where that takes more than 64 digits.
pub fn exactly(actual: &Actual) -> String {
    match &actual.terms {
        Some(counted) => terms(counted),
        None => exact_value(&actual.value),
    }
}

/// See [`exactly`].
pub fn exact_value(value: &Exact) -> String {
    match value {
        Exact::Percent(ratio) => interval(ratio).unwrap_or_else(|| {
            let (numerator, denominator) = ratio.terms();
            format!("{numerator}/{denominator}")
        }),
        Exact::Seconds(ratio) => interval(ratio).unwrap_or_else(|| format!("{ratio}s")),
        Exact::Count(count) => count.to_string(),
        Exact::Number(ratio) => interval(ratio).or_else(|| decimal(ratio)).unwrap_or_else(|| ratio.to_string()),
    }
}

/// Seconds as a decimal, exactly: an elapsed time has no more than six digits after the point.
pub(super) fn seconds(elapsed: Elapsed) -> String {
    decimal(&elapsed.seconds()).expect("whole microseconds")
}

/// The interval of 20 decimals that holds a fraction of more than 64 digits.
fn interval(ratio: &Ratio) -> Option<String> {
    let (numerator, denominator) = ratio.terms();
    let digits = |text: &str| text.trim_start_matches('-').len();
    if digits(&numerator) + digits(&denominator) <= 64 {
        return None;
    }
    Some(format!("[{}, {}]", plain(&ratio.scaled_floor(20), 20), plain(&ratio.scaled_ceil(20), 20)))
}

/// As a decimal, where 12 digits after the point suffice.
fn decimal(ratio: &Ratio) -> Option<String> {
    let decimals = decimals_of(ratio, 0, 12)?;
    Some(plain(&ratio.scaled_floor(decimals), decimals))
}

/// The least number of decimals, from `least` on, with which the fraction is exact; `None` past `most`.
pub(super) fn decimals_of(ratio: &Ratio, least: u32, most: u32) -> Option<u32> {
    (least..=most.max(least)).find(|n| Ratio::from_scaled(ratio.scaled_floor(*n), *n) == *ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(seconds: i64) -> Elapsed {
        Elapsed::from_seconds(seconds).expect("in range")
    }

    #[test]
    fn lengths_are_counted_in_the_largest_unit_in_which_both_are_whole() {
        let shown = |part, whole| terms(&Terms::Lengths(length(part), length(whole)));
        assert_eq!(shown(742 * 3600, 744 * 3600), "742/744");
        assert_eq!(shown(742 * 3600, 744 * 3600 - 60), "44520/44639");
        assert_eq!(shown(1, 3600), "1/3600");
        let half = Elapsed::from_micros(500_000);
        assert_eq!(terms(&Terms::Lengths(half, length(1))), "0.5/1");
        assert_eq!(terms(&Terms::Counts(5, 5)), "5/5");
    }

    #[test]
    fn exact_values() {
        let third = Ratio::new(1, 3);
        assert_eq!(exact_value(&Exact::Percent(Ratio::new(17, 20))), "17/20");
        assert_eq!(exact_value(&Exact::Percent(Ratio::ONE)), "1/1");
        assert_eq!(exact_value(&Exact::Seconds(Ratio::whole(14_340))), "14340s");
        assert_eq!(exact_value(&Exact::Seconds(third.clone())), "1/3s");
        assert_eq!(exact_value(&Exact::Number(Ratio::new(5, 2))), "2.5");
        assert_eq!(exact_value(&Exact::Number(third)), "1/3");
        assert_eq!(exact_value(&Exact::Count(-2)), "-2");
    }

    #[test]
    fn above_64_digits_an_interval() {
        let mut long = Ratio::new(10_i128.pow(18) - 1, 10_i128.pow(18));
        for _ in 0..2 {
            long = long.mul(&long).expect("small enough");
        }
        assert_eq!(exact_value(&Exact::Percent(long)), "[0.99999999999999999600, 0.99999999999999999601]");
    }
}
