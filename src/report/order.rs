//! The order of names and ticket numbers: that of people, the same on every machine and in every language.

use std::cmp::Ordering;

/// `INC-9` before `INC-10`: runs of digits by their value, letters by the alphabet whatever their case, everything else by
/// its place in Unicode; texts that are then equal by their bytes. Of digits with the same value those with fewer zeros
/// come first.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let order = match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.len().cmp(&b.len()).then_with(|| a.cmp(b)),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (x, y) = (number(&mut left), number(&mut right));
                x.len().cmp(&y.len()).then_with(|| x.cmp(&y))
            }
            (Some(x), Some(y)) => {
                left.next();
                right.next();
                x.to_lowercase().cmp(y.to_lowercase())
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The digits that come next, without the zeros before them.
fn number(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut digits = String::new();
    while let Some(digit) = rest.next_if(char::is_ascii_digit) {
        if digit != '0' || !digits.is_empty() {
            digits.push(digit);
        }
    }
    digits
}

#[test]
fn as_people_count() {
    let mut all = ["INC-10", "inc-9", "INC-9", "INC-009", "B", "a", "INC", "INC-9a", "é", "1", "02", "INC-9-2"];
    all.sort_by(|a, b| natural(a, b));
    assert_eq!(all, ["1", "02", "a", "B", "INC", "INC-9", "inc-9", "INC-009", "INC-9-2", "INC-9a", "INC-10", "é"]);
}

#[cfg(test)]
mod laws {
    use proptest::prelude::*;

    use super::natural;

    proptest! {
        #[test]
        fn it_is_an_order(a in "[aB0-9é-]{0,6}", b in "[aB0-9é-]{0,6}", c in "[aB0-9é-]{0,6}") {
            prop_assert_eq!(natural(&a, &b), natural(&b, &a).reverse());
            prop_assert_eq!(natural(&a, &b).is_eq(), a == b);
            if natural(&a, &b).is_le() && natural(&b, &c).is_le() {
                prop_assert!(natural(&a, &c).is_le());
            }
        }
    }
}
