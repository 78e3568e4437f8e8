use std::borrow::Cow;

use crate::evidence::project::PercentStyle;
use crate::quantity::Ratio;

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::evidence) enum NotANumber {
    /// Not digits with at most one decimal mark.
    Malformed,
    /// It has a mark that may group thousands, or be the other decimal mark.
    OtherMark,
    /// A percentage without its sign.
    NoSign,
}

/// The longest number that is read: more digits than any measurement has, few enough to stay cheap.
const LONGEST: usize = 60;

/// The number that `text` writes, exactly. `comma`: the decimal mark is a comma.
///
/// # Errors
///
/// No thousands separators, no exponent, no plus sign: see [`NotANumber`].
pub(in crate::evidence) fn read_number(text: &str, comma: bool) -> Result<Ratio, NotANumber> {
    if text.len() > LONGEST {
        return Err(NotANumber::Malformed);
    }
    let text = if comma {
        if text.contains('.') {
            return Err(looks_grouped(text));
        }
        Cow::Owned(text.replacen(',', ".", 1))
    } else {
        Cow::Borrowed(text)
    };
    Ratio::from_decimal(&text).ok_or_else(|| looks_grouped(&text))
}

/// The share that `text` writes: 1 is 100 %.
///
/// # Errors
///
/// As [`read_number`]; and the sign must be there or not, as `style` says.
pub(in crate::evidence) fn read_percent(text: &str, comma: bool, style: PercentStyle) -> Result<Ratio, NotANumber> {
    let number = text.strip_suffix('%').map(|number| number.trim_end_matches([' ', '\u{a0}', '\u{202f}']));
    let hundredths = |number: &str| {
        let number = read_number(number, comma)?;
        number.div(&Ratio::whole(100)).map_err(|_| NotANumber::Malformed)
    };
    match (number, style) {
        (Some(number), _) => hundredths(number),
        (None, PercentStyle::Points) => hundredths(text),
        (None, PercentStyle::Fraction) => read_number(text, comma),
        (None, PercentStyle::Sign) => read_number(text, comma).and(Err(NotANumber::NoSign)),
    }
}

/// Digits with the wrong or too many marks are told apart from mere noise.
fn looks_grouped(text: &str) -> NotANumber {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_marked = digits.contains([',', '.'])
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    if is_marked { NotANumber::OtherMark } else { NotANumber::Malformed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_never_guessed() {
        let ok = |n, d| Ok(Ratio::new(n, d));
        let cases = [
            ("12", false, ok(12, 1)),
            ("-12.50", false, ok(-25, 2)),
            ("12,50", true, ok(25, 2)),
            ("12,50", false, Err(NotANumber::OtherMark)),
            ("12.50", true, Err(NotANumber::OtherMark)),
            ("3,87,16,91,111", true, Err(NotANumber::OtherMark)),
            ("3,87,16,91,111", false, Err(NotANumber::OtherMark)),
            ("1.234,5", true, Err(NotANumber::OtherMark)),
            ("1,234.5", false, Err(NotANumber::OtherMark)),
            ("1 234", false, Err(NotANumber::Malformed)),
            ("1e3", false, Err(NotANumber::Malformed)),
            ("+5", false, Err(NotANumber::Malformed)),
            (",5", true, Err(NotANumber::Malformed)),
            ("5,", true, Err(NotANumber::OtherMark)),
            ("٣", false, Err(NotANumber::Malformed)),
            ("", false, Err(NotANumber::Malformed)),
        ];
        for (text, comma, want) in cases {
            assert_eq!(read_number(text, comma), want, "{text:?}, comma: {comma}");
        }
    }

    #[test]
    fn percentages_carry_their_sign_unless_told() {
        use PercentStyle::{Fraction, Points, Sign};
        let ok = |n, d| Ok(Ratio::new(n, d));
        let cases = [
            ("45%", false, Sign, ok(45, 100)),
            ("45 %", false, Sign, ok(45, 100)),
            ("99,5%", true, Sign, ok(995, 1000)),
            ("99,5%", false, Sign, Err(NotANumber::OtherMark)),
            ("45", false, Sign, Err(NotANumber::NoSign)),
            ("45", false, Points, ok(45, 100)),
            ("0.45", false, Fraction, ok(45, 100)),
            ("45%", false, Fraction, ok(45, 100)),
            ("%", false, Sign, Err(NotANumber::Malformed)),
        ];
        for (text, comma, style, want) in cases {
            assert_eq!(read_percent(text, comma, style), want, "{text:?}");
        }
    }
}
