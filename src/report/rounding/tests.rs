//! Rounding that never flatters: one row a rule.

use super::*;
use crate::model::Comparison;
use crate::quantity::Elapsed;

fn at_least(percent: &str, decimals: u32) -> Bound {
    compared(Comparison::AtLeast, percent, decimals)
}

fn compared(op: Comparison, percent: &str, decimals: u32) -> Bound {
    Bound { op, value: Value::Percent(percent_of(percent)), decimals }
}

fn percent_of(text: &str) -> Ratio {
    Ratio::from_decimal(text).and_then(|ratio| ratio.div(&Ratio::whole(100)).ok()).expect("a decimal")
}

fn shown(value: &str, bound: Option<&Bound>) -> String {
    exact(Locale::English, &Exact::Percent(percent_of(value)), bound)
}

#[test]
fn percentages() {
    let cases = [
        ("99.734", None, "99.73%"),
        ("99.735", None, "99.74%"),
        ("99.99999", None, "99.99%"),
        ("100", None, "100.00%"),
        ("100.001", None, "100.00%"),
        ("84.996", Some(at_least("85", 1)), "84.99%"),
        ("85.004", Some(at_least("85", 1)), "85.00%"),
        ("85.004", Some(compared(Comparison::AtMost, "85", 0)), "85.01%"),
        ("85.004", Some(compared(Comparison::More, "85", 0)), "85.01%"),
        ("84.996", Some(compared(Comparison::Less, "85", 0)), "84.99%"),
        ("99.9996", Some(at_least("99.999", 3)), "99.999%"),
        ("99.9496", Some(at_least("99.95", 2)), "99.94%"),
        ("85", Some(compared(Comparison::Equal, "85", 0)), "85.00%"),
        ("85.001", Some(compared(Comparison::Equal, "85", 0)), "85.01%"),
    ];
    for (value, bound, want) in cases {
        assert_eq!(shown(value, bound.as_ref()), want, "{value} against {bound:?}");
    }
}

#[test]
fn durations_and_numbers() {
    let four_hours = |op| Bound { op, value: Value::Elapsed(Elapsed::from_micros(14_400_000_000)), decimals: 0 };
    let seconds = |numerator, denominator| Exact::Seconds(Ratio::new(numerator, denominator));
    let shown = |value: &Exact, bound: Option<&Bound>| exact(Locale::English, value, bound);
    assert_eq!(shown(&seconds(14_399_999, 1000), None), "4h");
    assert_eq!(shown(&seconds(14_399_999, 1000), Some(&four_hours(Comparison::Less))), "3h 59m 59s");
    assert_eq!(shown(&seconds(14_400_001, 1000), Some(&four_hours(Comparison::AtMost))), "4h 1s");
    assert_eq!(shown(&seconds(1, 3), None), "0.333s");
    assert_eq!(shown(&Exact::Number(Ratio::new(7, 2)), None), "3.5");
    assert_eq!(shown(&Exact::Number(Ratio::new(2, 3)), None), "0.67");
    assert_eq!(shown(&Exact::Count(1234), None), "1,234");
}

#[test]
fn bounds_keep_the_digits_that_are_written() {
    let shown = |percent, decimals| bound(Locale::Dutch, &at_least(percent, decimals));
    assert_eq!(shown("85", 1), "85,0%");
    assert_eq!(shown("85", 0), "85%");
    assert_eq!(shown("99.95", 0), "99,95%");
}
