use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// An exact fraction. Small ones are a pair of `i128`; an operation that overflows goes on with big integers, so no
/// result is ever rounded. A denominator above 1 Mibit is refused ([`RatioError::TooLarge`]).
#[derive(Debug, Clone)]
pub struct Ratio(Repr);

#[derive(Debug, Clone)]
enum Repr {
    /// Lowest terms, denominator above zero.
    Small(i128, i128),
    Big(Box<BigRational>),
}

/// Why a fraction cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RatioError {
    /// The divisor is zero.
    #[error("division by zero")]
    DivisionByZero,
    /// The exact result needs more than 1 Mibit.
    #[error("the exact result needs more than a million bits")]
    TooLarge,
}

const LARGEST_BITS: u64 = 1 << 20;

impl Ratio {
    /// Zero.
    pub const ZERO: Self = Self(Repr::Small(0, 1));
    /// One, which is 100 %.
    pub const ONE: Self = Self(Repr::Small(1, 1));

    /// `numerator / denominator` in lowest terms. A zero denominator is a defect of the caller and gives zero.
    pub fn new(numerator: i128, denominator: i128) -> Self {
        Self::checked_new(numerator, denominator).unwrap_or(Self::ZERO)
    }

    /// `numerator / denominator` in lowest terms, or `None` when the denominator is zero.
    pub fn checked_new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        if numerator == i128::MIN || denominator == i128::MIN {
            let big = BigRational::new(numerator.into(), denominator.into());
            return Some(Self(Repr::Big(Box::new(big))));
        }
        let divisor = numerator.gcd(&denominator) * denominator.signum();
        Some(Self(Repr::Small(numerator / divisor, denominator / divisor)))
    }

    /// A whole number.
    pub fn whole(n: i64) -> Self {
        Self(Repr::Small(i128::from(n), 1))
    }

    /// The decimal number `text` (`-12.50`, a dot, no exponent), exactly; `None` when it is not one.
    pub fn from_decimal(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty()
            || !is_digits(whole)
            || !is_digits(decimals)
            || (digits.contains('.') && decimals.is_empty())
        {
            return None;
        }
        let scale = BigInt::from(10).pow(u32::try_from(decimals.len()).ok()?);
        let magnitude: BigInt = format!("{whole}{decimals}").parse().ok()?;
        let signed = if negative { -magnitude } else { magnitude };
        Some(Self::shrink(BigRational::new(signed, scale)))
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// [`RatioError::TooLarge`] above 1 Mibit; the same for the other operations.
    pub fn add(&self, other: &Self) -> Result<Self, RatioError> {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0)
            && let (Some(ad), Some(cb), Some(bd)) = (a.checked_mul(*d), c.checked_mul(*b), b.checked_mul(*d))
            && let Some(sum) = ad.checked_add(cb)
            && let Some(small) = Self::checked_new(sum, bd)
        {
            return Ok(small);
        }
        Self::checked(self.big() + other.big())
    }

    /// The difference.
    pub fn sub(&self, other: &Self) -> Result<Self, RatioError> {
        self.add(&other.neg())
    }

    /// The product.
    pub fn mul(&self, other: &Self) -> Result<Self, RatioError> {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0)
            && let (Some(ac), Some(bd)) = (a.checked_mul(*c), b.checked_mul(*d))
            && let Some(small) = Self::checked_new(ac, bd)
        {
            return Ok(small);
        }
        Self::checked(self.big() * other.big())
    }

    /// The quotient.
    pub fn div(&self, other: &Self) -> Result<Self, RatioError> {
        if other.is_zero() {
            return Err(RatioError::DivisionByZero);
        }
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0)
            && let (Some(ad), Some(bc)) = (a.checked_mul(*d), b.checked_mul(*c))
            && let Some(small) = Self::checked_new(ad, bc)
        {
            return Ok(small);
        }
        Self::checked(self.big() / other.big())
    }

    /// With the other sign.
    pub fn neg(&self) -> Self {
        match &self.0 {
            Repr::Small(a, b) => {
                a.checked_neg().map_or_else(|| Self::shrink(-self.big()), |a| Self(Repr::Small(a, *b)))
            }
            Repr::Big(big) => Self::shrink(-big.as_ref().clone()),
        }
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Repr::Small(a, _) => *a == 0,
            Repr::Big(big) => big.is_zero(),
        }
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(a, _) => *a < 0,
            Repr::Big(big) => big.is_negative(),
        }
    }

    /// Numerator and denominator in lowest terms, in decimal digits.
    pub fn terms(&self) -> (String, String) {
        match &self.0 {
            Repr::Small(a, b) => (a.to_string(), b.to_string()),
            Repr::Big(big) => (big.numer().to_string(), big.denom().to_string()),
        }
    }

    /// Whether the denominator is one.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Small(_, b) => *b == 1,
            Repr::Big(big) => big.is_integer(),
        }
    }

    /// `self × 10^decimals` rounded half up (towards plus infinity at exactly a half), as decimal digits with a sign.
    pub fn scaled_half_up(&self, decimals: u32) -> BigInt {
        if let Some((numerator, denominator)) = self.scaled(decimals)
            && let Some(doubled) = numerator.checked_mul(2).and_then(|twice| twice.checked_add(denominator))
            && let Some(divisor) = denominator.checked_mul(2)
        {
            return Integer::div_floor(&doubled, &divisor).into();
        }
        (self.scaled_big(decimals) + BigRational::new(1.into(), 2.into())).floor().to_integer()
    }

    /// `self × 10^decimals` cut off downwards.
    pub fn scaled_floor(&self, decimals: u32) -> BigInt {
        match self.scaled(decimals) {
            Some((numerator, denominator)) => Integer::div_floor(&numerator, &denominator).into(),
            None => self.scaled_big(decimals).floor().to_integer(),
        }
    }

    /// `self × 10^decimals` cut off upwards.
    pub fn scaled_ceil(&self, decimals: u32) -> BigInt {
        match self.scaled(decimals) {
            Some((numerator, denominator)) => Integer::div_ceil(&numerator, &denominator).into(),
            None => self.scaled_big(decimals).ceil().to_integer(),
        }
    }

    /// `units ÷ 10^decimals`: back from the `scaled_…` functions.
    pub fn from_scaled(units: BigInt, decimals: u32) -> Self {
        Self::shrink(BigRational::new(units, BigInt::from(10).pow(decimals)))
    }

    /// `self × 10^decimals` as a numerator and a denominator above zero, where both are small.
    fn scaled(&self, decimals: u32) -> Option<(i128, i128)> {
        match &self.0 {
            Repr::Small(a, b) => Some((a.checked_mul(10_i128.checked_pow(decimals)?)?, *b)),
            Repr::Big(_) => None,
        }
    }

    fn scaled_big(&self, decimals: u32) -> BigRational {
        self.big() * BigRational::from(BigInt::from(10).pow(decimals))
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Repr::Small(a, b) => BigRational::new((*a).into(), (*b).into()),
            Repr::Big(big) => big.as_ref().clone(),
        }
    }

    fn shrink(big: BigRational) -> Self {
        match (i128::try_from(big.numer()), i128::try_from(big.denom())) {
            (Ok(a), Ok(b)) => Self::checked_new(a, b).unwrap_or(Self::ZERO),
            _ => Self(Repr::Big(Box::new(big))),
        }
    }

    fn checked(big: BigRational) -> Result<Self, RatioError> {
        if big.numer().bits().max(big.denom().bits()) > LARGEST_BITS {
            return Err(RatioError::TooLarge);
        }
        Ok(Self::shrink(big))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0)
            && let (Some(ad), Some(cb)) = (a.checked_mul(*d), c.checked_mul(*b))
        {
            return ad.cmp(&cb);
        }
        self.big().cmp(&other.big())
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

/// In lowest terms: `17/20`, or `3` when whole.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = self.terms();
        if denominator == "1" { f.write_str(&numerator) } else { write!(f, "{numerator}/{denominator}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        let cases = [
            ("99.95", Some((1999, 20))),
            ("-0.5", Some((-1, 2))),
            ("7", Some((7, 1))),
            ("1.", None),
            (".5", None),
            ("1e3", None),
        ];
        for (text, want) in cases {
            assert_eq!(Ratio::from_decimal(text), want.map(|(n, d)| Ratio::new(n, d)), "{text}");
        }
    }

    #[test]
    fn an_overflow_goes_on_exactly() {
        let big = Ratio::new(i128::MAX, 3);
        let back = big.mul(&big).and_then(|square| square.div(&big));
        assert_eq!(back, Ok(big));
    }

    #[test]
    fn rounding_is_half_up() {
        let shown = |n, d, places| Ratio::new(n, d).scaled_half_up(places).to_string();
        assert_eq!(shown(1, 200, 2), "1");
        assert_eq!(shown(-1, 200, 2), "0");
        assert_eq!(shown(742, 744, 4), "9973");
    }

    #[test]
    fn more_than_a_million_bits_are_refused() {
        let squares = std::iter::successors(Some(Ok(Ratio::whole(2))), |last: &Result<Ratio, RatioError>| {
            last.as_ref().ok().map(|ratio| ratio.mul(ratio))
        });
        let all: Vec<_> = squares.take(22).map(|square| square.err()).collect();
        assert_eq!(all.iter().position(Option::is_some), Some(20), "2^(2^20) has one bit more than a Mibit");
        assert_eq!(all.last(), Some(&Some(RatioError::TooLarge)));
    }

    /// The same roundings, small and big, below and above zero.
    #[test]
    fn small_and_big_fractions_round_alike() {
        for numerator in -40..=40_i128 {
            for denominator in 1..=9_i128 {
                let ratio = Ratio::new(numerator, denominator);
                let scaled = ratio.scaled_big(1);
                let half = BigRational::new(1.into(), 2.into());
                assert_eq!(ratio.scaled_half_up(1), (scaled.clone() + half).floor().to_integer(), "{ratio}");
                assert_eq!(ratio.scaled_floor(1), scaled.floor().to_integer(), "{ratio}");
                assert_eq!(ratio.scaled_ceil(1), scaled.ceil().to_integer(), "{ratio}");
            }
        }
    }
}
