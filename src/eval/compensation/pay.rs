//! What one rule pays in one period, with every step to it.

use crate::eval::compensation::condition::Chronicle;
use crate::eval::compensation::facts::{Facts, Found, Group, Item};
use crate::eval::compensation::opening::Stand;
use crate::eval::compensation::tiers;
use crate::eval::compensation::verdict::{Between, Due, Measured, Reason};
use crate::eval::range::{End, Range};
use crate::model::{CompensationId, ComponentId, Formula, Pay, PayRule, Side, Tier, Worth};
use crate::quantity::{Elapsed, Ratio, RatioError};

/// A rule in a period.
pub(super) struct Payer<'a, F> {
    pub(super) id: CompensationId,
    /// Number of the rule.
    pub(super) number: usize,
    pub(super) chronicle: Chronicle<'a>,
    /// Number of the period.
    pub(super) at: usize,
    pub(super) stand: &'a Stand,
    pub(super) facts: &'a mut F,
    pub(super) because: Vec<Reason>,
}

impl<F: Facts> Payer<'_, F> {
    /// What the rule pays while compensation is open.
    pub(super) fn pays(&mut self, rule: &PayRule) -> Result<Due, RatioError> {
        self.because.push(Reason::Rule { rule: self.number });
        let due = match &rule.pay {
            Pay::Flat { worth, when } => {
                let could = self.chronicle.condition(when, self.at);
                self.because.push(Reason::Condition(could.holds()));
                let due = if could.yes { tiers::once(worth) } else { Due::NOTHING };
                if could.is_certain() { due } else { due.or(Due::NOTHING) }
            }
            Pay::Ladder { first, more, when } => {
                self.because.push(Reason::Condition(self.chronicle.condition(when, self.at).holds()));
                let (least, most) = self.stand.rungs.get(self.number).copied().unwrap_or((0, Some(0)));
                self.ladder(first, more, least, most)?
            }
            Pay::Tiers { value, component, tiers } => {
                let found = self.measured(value, *component);
                self.tiers(tiers, &found)?
            }
            Pay::PerStep { worth, step, from, side, started, value, component } => {
                let found = self.measured(value, *component);
                let Some(range) = &found.could else { return Ok(self.paid(Due::NOTHING)) };
                let mut steps = tiers::beyond(range, from, step, *side, *started)?;
                if found.perhaps_nothing {
                    steps = steps.or(Between::NOTHING);
                }
                self.because.push(Reason::Steps { steps: steps.clone() });
                tiers::times(worth, &steps)?
            }
            Pay::PerMiss { worth, norm, beyond } => {
                let misses = self.facts.misses(*norm);
                self.because.extend(misses.missing.map(Reason::Missing));
                let free = Between::just(Ratio::whole(i64::from(*beyond)));
                let paying = misses.count.less(&free)?;
                self.because.push(Reason::Misses { misses: misses.count, paying: paying.clone() });
                tiers::times(worth, &paying)?
            }
            Pay::TimeLost { times, value, component, beyond } => {
                let found = self.measured(value, *component);
                let Some(range) = &found.could else { return Ok(self.paid(Due::NOTHING)) };
                self.time_lost(times, range, *beyond, found.perhaps_nothing)?
            }
            Pay::EachTicket { tiers, .. } => {
                let group = self.facts.tickets(self.id, self.number);
                self.each(group, tiers)?
            }
            Pay::EachRow { rows, tiers } => {
                let group = self.facts.rows(rows);
                self.each(group, tiers)?
            }
        };
        Ok(self.paid(due))
    }

    fn paid(&mut self, due: Due) -> Due {
        self.because.push(Reason::Pays { due: due.clone() });
        due
    }

    fn measured(&mut self, value: &Formula, component: Option<ComponentId>) -> Found {
        let found = self.facts.value(value, component);
        self.because.extend(found.missing.clone().map(Reason::Missing));
        let certain = found.could.as_ref().is_none_or(|range| range.low.is_some() && range.low == range.high);
        let certain = certain && !found.perhaps_nothing;
        self.because.push(Reason::Measured(Measured { actual: found.actual.clone(), certain }));
        found
    }

    fn ladder(&mut self, first: &Worth, more: &Worth, least: u64, most: Option<u64>) -> Result<Due, RatioError> {
        if most == Some(0) {
            return Ok(Due::NOTHING);
        }
        self.because.push(Reason::Rung { least, most });
        let further =
            Between { low: whole(least.saturating_sub(1)), high: most.map(|most| whole(most.saturating_sub(1))) };
        let due = tiers::once(first).plus(&tiers::times(more, &further)?)?;
        Ok(if least == 0 { due.or(Due::NOTHING) } else { due })
    }

    fn tiers(&mut self, tiers: &[Tier], found: &Found) -> Result<Due, RatioError> {
        let Some(range) = &found.could else { return Ok(Due::NOTHING) };
        let (due, numbers) = tiers::tiers(tiers, range)?;
        let rule = self.number;
        self.because.extend(numbers.iter().map(|tier| Reason::Tier { rule, tier: *tier }));
        if let [only] = numbers.as_slice()
            && let Some(tier) = tiers.get(*only)
            && let (Some(low), Some(further)) = (&tier.low, &tier.then)
        {
            let steps = tiers::beyond(range, &low.at, &further.step, Side::Above, further.started)?;
            self.because.push(Reason::Steps { steps });
        }
        Ok(if found.perhaps_nothing { due.or(Due::NOTHING) } else { due })
    }

    fn time_lost(
        &mut self,
        times: &Ratio,
        range: &Range,
        allowance: Elapsed,
        perhaps_nothing: bool,
    ) -> Result<Due, RatioError> {
        let end = |end: &Option<End>| end.as_ref().map(|end| end.value.clone().max(Ratio::ZERO));
        let mut lost = Between { low: end(&range.low).unwrap_or(Ratio::ZERO), high: end(&range.high) };
        if perhaps_nothing {
            lost = lost.or(Between::NOTHING);
        }
        let beyond = lost.less(&Between::just(Ratio::whole(allowance.micros())))?;
        let period = self.facts.length();
        let part = |micros: &Ratio| micros.div(&Ratio::whole(period.micros().max(1)));
        let share = Between { low: part(&beyond.low)?, high: beyond.high.as_ref().map(part).transpose()? };
        let second = Ratio::whole(Elapsed::SECOND.micros());
        let seconds = beyond.map(|micros| micros.div(&second).unwrap_or_else(|_| micros.clone()));
        self.because.push(Reason::TimeLost { beyond: seconds, period });
        Ok(Due { share: Between::just(times.clone()).times(&share)?, money: Between::NOTHING })
    }

    /// Added over tickets or rows.
    fn each(&mut self, group: Group, tiers: &[Tier]) -> Result<Due, RatioError> {
        let mut sum = Due::NOTHING;
        if group.items.is_empty() && !group.open {
            self.because.push(Reason::NoneOfThem);
        }
        for item in group.items {
            let (due, tier) = self.item(&item, tiers, group.shaky)?;
            sum = sum.plus(&due)?;
            let Item { ticket, at, length, certain, row, .. } = item;
            self.because.push(Reason::Each { ticket, at, length, certain, tier, due, row });
        }
        self.because.extend(group.missing.map(Reason::Missing));
        if group.open {
            // A worth that is not agreed may be money as well.
            let pays = |what: fn(&Worth) -> bool| {
                let worths =
                    tiers.iter().flat_map(|tier| tier.worth.iter().chain(tier.then.iter().map(|it| &it.worth)));
                worths.into_iter().any(what)
            };
            if pays(|worth| matches!(worth, Worth::Share(_))) {
                sum.share.high = None;
            }
            if pays(|worth| matches!(worth, Worth::Money(_) | Worth::NotAgreed)) {
                sum.money.high = None;
            }
        }
        Ok(sum)
    }

    fn item(&self, item: &Item, tiers: &[Tier], shaky: bool) -> Result<(Due, Option<(usize, usize)>), RatioError> {
        let length = Ratio::whole(item.length.micros());
        if item.certain {
            let (due, numbers) = tiers::tiers(tiers, &Range::just(&length))?;
            let tier = numbers.first().map(|tier| (self.number, *tier));
            return Ok((if shaky { due.or(Due::NOTHING) } else { due }, tier));
        }
        // It may be shorter, or fall apart into the rows that it is made of.
        let (due, _) = tiers::tiers(tiers, &Range::between(Ratio::ZERO, length))?;
        let parts = Between::just(whole(u64::from(item.parts)));
        let most = Due { share: due.share.times(&parts)?, money: due.money.times(&parts)? };
        Ok((most.or(Due::NOTHING), None))
    }
}

fn whole(n: u64) -> Ratio {
    Ratio::new(i128::from(n), 1)
}
