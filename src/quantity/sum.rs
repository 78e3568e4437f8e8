use std::collections::BTreeMap;

use num_bigint::BigInt;

use super::{Ratio, RatioError};

/// A sum of many fractions. Those with one denominator are added first, and what is left pair by pair, so that thousands of
/// fractions with as many denominators take no more than a few multiplications of long numbers.
#[derive(Debug, Clone, Default)]
pub struct Sum {
    /// Numerators by denominator.
    small: BTreeMap<i128, i128>,
    /// What is too long for that.
    long: Vec<Ratio>,
}

impl Sum {
    /// Adds a fraction.
    pub fn add(&mut self, term: &Ratio) {
        let Some((numerator, denominator)) = term.small() else {
            self.long.push(term.clone());
            return;
        };
        let sum = self.small.entry(denominator).or_default();
        match sum.checked_add(numerator) {
            Some(next) => *sum = next,
            None => self.long.push(term.clone()),
        }
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// [`RatioError::TooLarge`] above 1 Mibit.
    pub fn total(&self) -> Result<Ratio, RatioError> {
        self.divided_by(1)
    }

    /// The sum, divided by a count above zero: a mean.
    ///
    /// # Errors
    ///
    /// [`RatioError::TooLarge`] above 1 Mibit.
    pub fn divided_by(&self, count: u64) -> Result<Ratio, RatioError> {
        let mut terms: Vec<(BigInt, BigInt)> =
            self.small.iter().map(|(denominator, sum)| ((*sum).into(), (*denominator).into())).collect();
        while terms.len() > 1 {
            terms = terms.chunks(2).map(pair).collect();
        }
        let (numerator, denominator) = terms.pop().unwrap_or((BigInt::from(0), BigInt::from(1)));
        let count = BigInt::from(count);
        let mut sum = Ratio::of_terms(numerator, denominator * &count)?;
        for term in &self.long {
            sum = sum.add(&term.div(&Ratio::of_terms(count.clone(), BigInt::from(1))?)?)?;
        }
        Ok(sum)
    }
}

fn pair(terms: &[(BigInt, BigInt)]) -> (BigInt, BigInt) {
    match terms {
        [(a, b), (c, d)] => (a * d + c * b, b * d),
        [one, ..] => one.clone(),
        [] => (BigInt::from(0), BigInt::from(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_sum_one_by_one() {
        let terms = || (1..200_i128).map(|n| Ratio::new(n * n - 50, n + n % 7));
        let one_by_one = terms().try_fold(Ratio::ZERO, |sum, term| sum.add(&term)).expect("small enough");
        let mut sum = Sum::default();
        terms().for_each(|term| sum.add(&term));
        assert_eq!(sum.total(), Ok(one_by_one.clone()));
        assert_eq!(sum.divided_by(7), one_by_one.div(&Ratio::whole(7)));
        assert_eq!(Sum::default().total(), Ok(Ratio::ZERO));
    }

    #[test]
    fn long_terms_are_added_too() {
        let mut sum = Sum::default();
        for _ in 0..3 {
            sum.add(&Ratio::new(i128::MAX, 2));
        }
        assert_eq!(sum.total(), Ratio::new(i128::MAX, 2).mul(&Ratio::whole(3)));
    }

    /// A month of 5-minute slices, each with a total of its own.
    #[test]
    fn thousands_of_denominators_stay_quick() {
        let mut sum = Sum::default();
        (0..8928_i128).for_each(|n| sum.add(&Ratio::new(90_000 + n * 7, 90_001 + n * 11)));
        let mean = sum.divided_by(8928).expect("below the limit of size");
        assert!(mean.bits() > 100_000);
        assert!(mean < Ratio::ONE && mean > Ratio::new(8, 10));
        assert_eq!(mean.sub(&mean), Ok(Ratio::ZERO));
    }
}
