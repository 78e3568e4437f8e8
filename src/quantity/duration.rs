use std::fmt;
use std::iter::Sum;

use super::Ratio;

/// A signed length of real time in whole microseconds. A calendar month is never an `Elapsed`.
///
/// Microseconds, because exports carry fractions of seconds and a verdict must not depend on cutting them off;
/// the range is about 292,000 years either way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Elapsed(i64);

impl Elapsed {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// One second.
    pub const SECOND: Self = Self(1_000_000);

    /// `micros` microseconds.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// `seconds` whole seconds, or `None` past the range.
    pub fn from_seconds(seconds: i64) -> Option<Self> {
        seconds.checked_mul(1_000_000).map(Self)
    }

    /// In microseconds.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// In whole seconds, where there is no fraction of one.
    pub const fn whole_seconds(self) -> Option<i64> {
        if self.0 % 1_000_000 == 0 { Some(self.0 / 1_000_000) } else { None }
    }

    /// In seconds, as an exact fraction.
    pub fn seconds(self) -> Ratio {
        Ratio::new(i128::from(self.0), 1_000_000)
    }

    /// The sum, or `None` past the range.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` past the range.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// `self` counted `times` times, or `None` past the range.
    pub fn checked_mul(self, times: i64) -> Option<Self> {
        self.0.checked_mul(times).map(Self)
    }
}

impl Sum for Elapsed {
    /// Adds up; stays at the end of the range instead of wrapping (the range is 292,000 years).
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |sum, next| Self(sum.0.saturating_add(next.0)))
    }
}

/// As the language writes it: `3h59m`, `45s`, `0s`, `-2m`; hours are not folded into days.
impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let micros = self.0.unsigned_abs();
        let (seconds, fraction) = (micros / 1_000_000, micros % 1_000_000);
        let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        if h > 0 {
            write!(f, "{h}h")?;
        }
        if m > 0 {
            write!(f, "{m}m")?;
        }
        match (fraction, s, h + m) {
            (0, 0, 0) => f.write_str("0s"),
            (0, 0, _) => Ok(()),
            (0, s, _) => write!(f, "{s}s"),
            (fraction, s, _) => {
                let digits = format!("{fraction:06}");
                write!(f, "{s}.{}s", digits.trim_end_matches('0'))
            }
        }
    }
}

#[test]
fn shown_as_written() {
    let cases = [
        (0, "0s"),
        (1_000_000, "1s"),
        (14_340_000_000, "3h59m"),
        (90_000_000, "1m30s"),
        (-7_200_000_000, "-2h"),
        (500_000, "0.5s"),
    ];
    for (micros, want) in cases {
        assert_eq!(Elapsed(micros).to_string(), want);
    }
}
