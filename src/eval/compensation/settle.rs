//! From what rules pay to an amount: all rules together, the caps in the order written, money rounded once (semantics 6.4).

use crate::eval::compensation::tiers;
use crate::eval::compensation::verdict::{Between, Due, Reason};
use crate::model::{Cap, CapPer, Combine, Compensation, Most, Worth};
use crate::quantity::{Ratio, RatioError};

/// What is due while caps take off it.
struct Left<'a> {
    due: Due,
    fee: &'a Between,
    fee_days: i64,
    because: Vec<Reason>,
}

/// An amount with the steps to it.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    /// Rounded.
    pub(super) amount: Between,
    /// As a share of the fee, where it is just that.
    pub(super) share: Option<Between>,
    pub(super) because: Vec<Reason>,
}

/// What is needed to settle an amount.
#[derive(Debug)]
pub(super) struct Terms<'a> {
    pub(super) compensation: &'a Compensation,
    /// The fee that percentages are of.
    pub(super) fee: &'a Between,
    /// Of each cap over more than the period: what was paid before, of what it is over.
    pub(super) before: &'a [Option<Between>],
    /// How many days the fee is of.
    pub(super) fee_days: i64,
    /// Digits of the currency's minor unit.
    pub(super) digits: u32,
}

impl Terms<'_> {
    /// Settles what the rules pay.
    pub(super) fn settle(&self, rules: &[Due]) -> Result<Settled, RatioError> {
        let mut left = Left { due: Due::NOTHING, fee: self.fee, fee_days: self.fee_days, because: Vec::new() };
        left.due = self.combined(rules)?;
        if rules.len() > 1 {
            let highest = self.compensation.combine == Combine::Highest;
            left.because.push(Reason::Combined { highest, due: left.due.clone() });
        }
        let mut share = None;
        if !left.due.is_nothing() {
            for (number, cap) in self.compensation.caps.iter().enumerate() {
                left.cap(number, cap, self.before.get(number).cloned().flatten())?;
            }
            share = left.due.money.is_nothing().then(|| left.due.share.clone());
            left.resolve()?;
        }
        let exact = left.due.money;
        let rounded = exact.map(|value| Ratio::from_scaled(value.scaled_half_up(self.digits), self.digits));
        let mut because = left.because;
        if rounded != exact {
            because.push(Reason::Rounded { from: exact, to: rounded.clone() });
        }
        let amount = self.least(rounded, &mut because);
        let share = share.filter(|_| !amount.is_nothing());
        Ok(Settled { amount, share, because })
    }

    fn combined(&self, rules: &[Due]) -> Result<Due, RatioError> {
        match self.compensation.combine {
            Combine::Added => rules.iter().try_fold(Due::NOTHING, |sum, due| sum.plus(due)),
            Combine::Highest => {
                // Shares can be told apart without the fee, and so can sums of money; a share from a sum cannot.
                let shares = rules.iter().all(|due| due.money.is_nothing());
                let highest = |all: Vec<Between>| all.into_iter().reduce(Between::larger).unwrap_or(Between::NOTHING);
                if shares {
                    let share = highest(rules.iter().map(|due| due.share.clone()).collect());
                    return Ok(Due { share, money: Between::NOTHING });
                }
                let money =
                    rules.iter().map(|due| money(due, self.fee)).collect::<Result<Vec<Between>, RatioError>>()?;
                Ok(Due { share: Between::NOTHING, money: highest(money) })
            }
        }
    }

    /// `pays nothing below 1 EUR`: of what would be paid.
    fn least(&self, amount: Between, because: &mut Vec<Reason>) -> Between {
        let Some(least) = self.compensation.least.as_ref() else { return amount };
        if amount.is_nothing() || amount.low >= *least {
            return amount;
        }
        because.push(Reason::Least { amount: amount.clone() });
        if amount.high.as_ref().is_some_and(|high| high < least) {
            return Between::NOTHING;
        }
        Between { low: Ratio::ZERO, ..amount }
    }
}

/// All of it in money.
fn money(due: &Due, fee: &Between) -> Result<Between, RatioError> {
    due.share.times(fee)?.plus(&due.money)
}

impl Left<'_> {
    /// Turns the share into money.
    fn resolve(&mut self) -> Result<(), RatioError> {
        if !self.due.share.is_nothing() {
            let (share, fee) = (self.due.share.clone(), self.fee.clone());
            let money = money(&self.due, self.fee)?;
            self.because.push(Reason::OfFee { share, fee, money: money.clone() });
            self.due = Due { share: Between::NOTHING, money };
        }
        Ok(())
    }

    fn cap(&mut self, number: usize, cap: &Cap, before: Option<Between>) -> Result<(), RatioError> {
        let most = match &cap.most {
            Most::Worth(most) => most.clone(),
            Most::FeeFor(days) => {
                Worth::Share(Ratio::whole(i64::from(*days)).div(&Ratio::whole(self.fee_days.max(1)))?)
            }
        };
        let within = match (cap.per, &most) {
            // Shares compare without the fee: that it is not known yet does not matter.
            (CapPer::Period, Worth::Share(most)) if self.due.money.is_nothing() => {
                let share = self.due.share.clone().smaller(Between::just(most.clone()));
                std::mem::replace(&mut self.due.share, share) == self.due.share
            }
            (CapPer::Period, Worth::Share(_) | Worth::Money(_) | Worth::NotAgreed) => {
                self.resolve()?;
                self.limit(&most, &Between::NOTHING)?
            }
            (CapPer::Year | CapPer::OverAny(..), _) => {
                self.resolve()?;
                self.limit(&most, before.as_ref().unwrap_or(&Between::NOTHING))?
            }
        };
        self.because.push(if within {
            Reason::WithinCap { cap: number, before }
        } else {
            Reason::Capped { cap: number, before, left: self.due.clone() }
        });
        Ok(())
    }

    /// Takes off the money what is more than `most` less what was paid before. Whether that is nothing.
    fn limit(&mut self, most: &Worth, before: &Between) -> Result<bool, RatioError> {
        let most = money(&tiers::once(most), self.fee)?;
        let left = self.due.money.clone().smaller(most.less(before)?);
        Ok(std::mem::replace(&mut self.due.money, left) == self.due.money)
    }
}
