use std::cmp::Ordering;
use std::fmt;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

/// An exact fraction. Small ones are a pair of `i128`; an operation that overflows goes on with big integers, so no
/// result is ever rounded. One of more than 1 Mibit is refused ([`RatioError::TooLarge`]).
#[derive(Debug, Clone)]
pub struct Ratio(Repr);

#[derive(Debug, Clone)]
enum Repr {
    /// Lowest terms, denominator above zero.
    Small(i128, i128),
    Big(Box<Big>),
}

/// A fraction of big integers: not whole unless its denominator is one. In lowest terms up to [`REDUCED_BITS`]; beyond
/// those the common factors stay, since finding them costs more than all the rest.
#[derive(Debug, Clone)]
struct Big {
    numerator: BigInt,
    /// Above zero.
    denominator: BigInt,
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

/// Up to this size fractions are brought to lowest terms.
const REDUCED_BITS: u64 = 1 << 12;

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
            return Some(Self::of_big(numerator.into(), denominator.into()));
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
        const FEW: usize = 36;
        if whole.len() + decimals.len() <= FEW {
            let all = whole.bytes().chain(decimals.bytes());
            let magnitude = all.fold(0, |sum: i128, digit| sum * 10 + i128::from(digit - b'0'));
            let scale = 10_i128.pow(u32::try_from(decimals.len()).ok()?);
            return Self::checked_new(if negative { -magnitude } else { magnitude }, scale);
        }
        let scale = BigInt::from(10).pow(u32::try_from(decimals.len()).ok()?);
        let magnitude: BigInt = format!("{whole}{decimals}").parse().ok()?;
        let signed = if negative { -magnitude } else { magnitude };
        Some(Self::of_big(signed, scale))
    }

    /// `numerator / denominator`, of which the second is not zero.
    ///
    /// # Errors
    ///
    /// [`RatioError::TooLarge`] above 1 Mibit.
    pub fn of_terms(numerator: BigInt, denominator: BigInt) -> Result<Self, RatioError> {
        if numerator.bits().max(denominator.bits()) > LARGEST_BITS {
            return Err(RatioError::TooLarge);
        }
        Ok(Self::of_big(numerator, denominator))
    }

    /// Both terms, where they are small: lowest terms, the second above zero.
    pub fn small(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Repr::Small(a, b) => Some((*a, *b)),
            Repr::Big(_) => None,
        }
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
        let (Big { numerator: a, denominator: b }, Big { numerator: c, denominator: d }) = (self.big(), other.big());
        if b == d { Self::of_terms(a + c, b) } else { Self::of_terms(a * &d + c * &b, b * d) }
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
        let (a, b) = (self.big(), other.big());
        Self::of_terms(a.numerator * b.numerator, a.denominator * b.denominator)
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
        let (a, b) = (self.big(), other.big());
        Self::of_terms(a.numerator * b.denominator, a.denominator * b.numerator)
    }

    /// With the other sign.
    pub fn neg(&self) -> Self {
        match &self.0 {
            Repr::Small(a, b) if *a != i128::MIN => Self(Repr::Small(-*a, *b)),
            Repr::Small(..) | Repr::Big(_) => {
                let Big { numerator, denominator } = self.big();
                Self::shrink(-numerator, denominator)
            }
        }
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Repr::Small(a, _) => *a == 0,
            Repr::Big(big) => big.numerator.is_zero(),
        }
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(a, _) => *a < 0,
            Repr::Big(big) => big.numerator.is_negative(),
        }
    }

    /// Numerator and denominator in decimal digits, in lowest terms up to some 600 digits.
    pub fn terms(&self) -> (String, String) {
        match &self.0 {
            Repr::Small(a, b) => (a.to_string(), b.to_string()),
            Repr::Big(big) => (big.numerator.to_string(), big.denominator.to_string()),
        }
    }

    /// How many bits its longer term takes.
    pub fn bits(&self) -> u64 {
        let big = self.big();
        big.numerator.bits().max(big.denominator.bits())
    }

    /// Whether the denominator is one.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Repr::Small(_, b) => *b == 1,
            Repr::Big(big) => big.denominator.is_one(),
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
        let Big { numerator, denominator } = self.scaled_big(decimals);
        let doubled: BigInt = numerator * 2 + &denominator;
        doubled.div_floor(&(denominator * 2))
    }

    /// `self × 10^decimals` cut off downwards.
    pub fn scaled_floor(&self, decimals: u32) -> BigInt {
        match self.scaled(decimals) {
            Some((numerator, denominator)) => Integer::div_floor(&numerator, &denominator).into(),
            None => {
                let Big { numerator, denominator } = self.scaled_big(decimals);
                numerator.div_floor(&denominator)
            }
        }
    }

    /// `self × 10^decimals` cut off upwards.
    pub fn scaled_ceil(&self, decimals: u32) -> BigInt {
        match self.scaled(decimals) {
            Some((numerator, denominator)) => Integer::div_ceil(&numerator, &denominator).into(),
            None => {
                let Big { numerator, denominator } = self.scaled_big(decimals);
                Integer::div_ceil(&numerator, &denominator)
            }
        }
    }

    /// `units ÷ 10^decimals`: back from the `scaled_…` functions.
    pub fn from_scaled(units: BigInt, decimals: u32) -> Self {
        Self::of_big(units, BigInt::from(10).pow(decimals))
    }

    /// `self × 10^decimals` as a numerator and a denominator above zero, where both are small.
    fn scaled(&self, decimals: u32) -> Option<(i128, i128)> {
        match &self.0 {
            Repr::Small(a, b) => Some((a.checked_mul(10_i128.checked_pow(decimals)?)?, *b)),
            Repr::Big(_) => None,
        }
    }

    fn scaled_big(&self, decimals: u32) -> Big {
        let Big { numerator, denominator } = self.big();
        Big { numerator: numerator * BigInt::from(10).pow(decimals), denominator }
    }

    fn big(&self) -> Big {
        match &self.0 {
            Repr::Small(a, b) => Big { numerator: (*a).into(), denominator: (*b).into() },
            Repr::Big(big) => big.as_ref().clone(),
        }
    }

    /// Of any two terms, of which the second is not zero.
    fn of_big(numerator: BigInt, denominator: BigInt) -> Self {
        let (numerator, denominator) =
            if denominator.is_negative() { (-numerator, -denominator) } else { (numerator, denominator) };
        if numerator.bits().max(denominator.bits()) <= REDUCED_BITS {
            let divisor = numerator.gcd(&denominator);
            return Self::shrink(numerator / &divisor, denominator / divisor);
        }
        let (whole, rest) = numerator.div_rem(&denominator);
        if rest.is_zero() { Self::shrink(whole, BigInt::one()) } else { Self::shrink(numerator, denominator) }
    }

    fn shrink(numerator: BigInt, denominator: BigInt) -> Self {
        match (i128::try_from(&numerator), i128::try_from(&denominator)) {
            (Ok(a), Ok(b)) => Self::checked_new(a, b).unwrap_or(Self::ZERO),
            _ => Self(Repr::Big(Box::new(Big { numerator, denominator }))),
        }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0)
            && let (Some(ad), Some(cb)) = (a.checked_mul(*d), c.checked_mul(*b))
        {
            return ad.cmp(&cb);
        }
        let (a, b) = (self.big(), other.big());
        (a.numerator * b.denominator).cmp(&(b.numerator * a.denominator))
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

    /// Beyond the size up to which fractions are brought to lowest terms, all operations still agree.
    #[test]
    fn common_factors_change_nothing() {
        let factor = BigInt::from(3).pow(5000);
        let padded = |n: i128, d: i128| Ratio::of_terms(&factor * n, &factor * d).expect("a few thousand bits");
        assert_eq!(padded(6, 3), Ratio::whole(2));
        assert!(padded(6, 3).is_whole());
        let (a, b) = (padded(7, 3), padded(-5, 11));
        let (x, y) = (Ratio::new(7, 3), Ratio::new(-5, 11));
        assert_eq!(a, x);
        assert!(b < a && b.is_negative() && !a.is_whole());
        assert_eq!(a.add(&b), x.add(&y));
        assert_eq!(a.sub(&b), x.sub(&y));
        assert_eq!(a.mul(&b), x.mul(&y));
        assert_eq!(a.div(&b), x.div(&y));
        assert_eq!(a.add(&padded(-1, 3)).map(|sum| sum.is_whole()), Ok(true));
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
                let long = BigInt::from(7).pow(3000);
                let big = Ratio::of_terms(&long * numerator + 1, &long * denominator).expect("a few thousand bits");
                assert!(big.small().is_none());
                assert_eq!(big.scaled_floor(1), ratio.scaled_floor(1), "{ratio}");
                assert_eq!(big.scaled_ceil(1), ratio.scaled_floor(1) + 1, "{ratio}");
                assert_eq!(big.scaled_half_up(1), ratio.scaled_half_up(1), "{ratio}");
            }
        }
    }
}
