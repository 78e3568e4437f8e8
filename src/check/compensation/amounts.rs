//! Amounts: money in the contract's currency, percentages of a fee, and caps on them.

use super::{Lines, Written, words};
use crate::check::checker::Checker;
use crate::check::error::{CompensationError, EvidenceError};
use crate::check::typed::Worth;
use crate::quantity::Ratio;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Money, Pay};

impl Checker<'_, '_> {
    /// An amount as written.
    pub(super) fn worth(&mut self, worth: &Spanned<ast::Worth>) -> Option<Worth> {
        if self.is_slip(worth.span) {
            return None;
        }
        match &worth.value {
            ast::Worth::Share(percent) => Some(Worth::Share(percent.value.clone())),
            ast::Worth::Money(money) => self.money(money, worth.span).map(Worth::Money),
            ast::Worth::NotAgreed => Some(Worth::NotAgreed),
        }
    }

    /// Money, which must be in the contract's currency.
    pub(in crate::check) fn money(&mut self, money: &Money, span: Span) -> Option<Ratio> {
        if self.is_slip(span) {
            return None;
        }
        self.money_has_a_currency(span);
        let currency = self.facts.header.as_ref()?.currency.clone()?;
        if currency == money.currency {
            return Some(money.value.clone());
        }
        let problem = EvidenceError::Currency {
            why: format!("`{}` is not the currency of this contract", money.currency),
            span,
            label: format!("the contract is in {currency}"),
            help: "all money of a contract is in one currency: sums of two would need a rate".to_owned(),
        };
        self.report(span, problem);
        None
    }

    /// Reports the first percentage of a compensation that says nothing about what it is of.
    pub(super) fn percentages_have_a_fee(&mut self, lines: &Lines<'_>) {
        let amounts = lines.pays.iter().flat_map(|pay| amounts(&pay.value));
        let share = amounts.chain(caps(lines)).find(|amount| matches!(amount.value, ast::Worth::Share(_)));
        if let Some(share) = share {
            self.report(share.span, CompensationError::NoFee { span: share.span });
        }
    }

    /// Warns of a cap that is below every amount that the rules write.
    pub(super) fn caps_cut_something(&mut self, lines: &Lines<'_>) {
        let amounts: Vec<&Spanned<ast::Worth>> = lines.pays.iter().flat_map(|pay| amounts(&pay.value)).collect();
        if lines.pays.iter().any(|pay| matches!(pay.value, Pay::TimeLost { .. })) {
            return;
        }
        for most in caps(lines) {
            let below = |amount: &&Spanned<ast::Worth>| match (&most.value, &amount.value) {
                (ast::Worth::Share(most), ast::Worth::Share(amount)) => most.value < amount.value,
                (ast::Worth::Money(most), ast::Worth::Money(amount)) => most.value < amount.value,
                (_, _) => false,
            };
            let paying = || amounts.iter().filter(|amount| !is_nothing(&amount.value));
            if paying().all(below) {
                let Some(smallest) = paying().min_by_key(|amount| value(&amount.value)) else { continue };
                let problem = CompensationError::CapBelow {
                    amount: words::worth(&smallest.value),
                    most: words::worth(&most.value),
                    span: most.span,
                    smallest: smallest.span,
                };
                self.report(most.span, problem);
            }
        }
    }
}

/// Caps that say how much.
fn caps<'a>(lines: &Lines<'a>) -> impl Iterator<Item = &'a Spanned<ast::Worth>> {
    lines.caps.iter().filter_map(|(_, written)| match written {
        Written::Worth(most, _) => Some(*most),
        Written::FeeFor(..) => None,
    })
}

fn is_nothing(worth: &ast::Worth) -> bool {
    value(worth).is_some_and(|value| value.is_zero())
}

/// A percentage or an amount of money.
pub(super) fn value(worth: &ast::Worth) -> Option<&Ratio> {
    match worth {
        ast::Worth::Share(percent) => Some(&percent.value),
        ast::Worth::Money(money) => Some(&money.value),
        ast::Worth::NotAgreed => None,
    }
}

/// Every amount that a rule begins with; what comes on top of one is left out.
fn amounts(pay: &Pay) -> Vec<&Spanned<ast::Worth>> {
    match pay {
        Pay::Flat { worth, .. }
        | Pay::Ladder { first: worth, .. }
        | Pay::PerStep { worth, .. }
        | Pay::PerMiss { worth, .. } => vec![worth],
        Pay::Tiers { tiers, .. } | Pay::Each { tiers, .. } => {
            tiers.iter().filter_map(|tier| tier.worth.as_ref()).collect()
        }
        Pay::TimeLost { .. } => Vec::new(),
    }
}
