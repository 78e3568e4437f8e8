//! Every step to an amount in words.

use crate::eval::compensation::{Between, ClaimState, CompensationVerdict, Due, Measured, NoFee, Reason, Shut};
use crate::eval::verdict::Exact;
use crate::model::{Compensation, EventId, JudgementId, Locale, Model, Zone};
use crate::quantity::{Elapsed, Instant, Ratio, minor_digits};
use crate::report::doc::scribe::Scribe;
use crate::report::exact::decimals_of;
use crate::report::locale::{self, number, percent_sign};
use crate::report::rounding;
use crate::report::words::Words;

use super::tier_of;

/// More digits than this of an amount or a share on its way are not shown.
const MOST_DIGITS: u32 = 6;

/// Who speaks of the amounts of a contract: in which language, and with which marks in numbers.
pub struct Speech<'s, 'm> {
    model: &'m Model,
    words: Words,
    locale: Locale,
    /// Who tells rules in words; `None`: they are said as they are written.
    scribe: Option<&'s Scribe<'m>>,
}

impl<'s, 'm> Speech<'s, 'm> {
    /// English words around the numbers of the contract's locale: what `eval` and `explain` print.
    pub fn english(model: &'m Model) -> Self {
        Self { model, words: Words::of(Locale::English), locale: model.header.locale, scribe: None }
    }

    /// Words and numbers of one locale, rules among them.
    pub(in crate::report) fn told(scribe: &'s Scribe<'m>) -> Self {
        Self { model: scribe.model, words: scribe.words.clone(), locale: scribe.locale, scribe: Some(scribe) }
    }

    fn say(&self, key: &str) -> String {
        self.words.say(key).to_owned()
    }

    fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.fill(key, values)
    }

    fn zone(&self) -> Zone {
        self.model.header.zone
    }

    fn moment(&self, at: Instant) -> String {
        locale::moment(self.locale, self.zone(), at)
    }

    fn duration(&self, elapsed: Elapsed) -> String {
        locale::duration(self.locale, elapsed)
    }

    fn event(&self, id: EventId) -> &'m str {
        self.model.event(id).declared.title()
    }

    fn question(&self, id: JudgementId) -> &'m str {
        self.model.judgement(id).declared.title()
    }

    /// A sum of money with its currency; `62,50 EUR`.
    pub fn money(&self, value: &Ratio) -> String {
        let currency = self.model.header.currency.as_deref();
        let least = currency.map_or(2, minor_digits);
        let (shown, exact) = self.digits(value, least);
        let currency = currency.map(|code| format!(" {code}")).unwrap_or_default();
        self.about(format!("{shown}{currency}"), exact)
    }

    /// A share of the fee: `15%`.
    fn share(&self, value: &Ratio) -> String {
        let hundred = value.mul(&Ratio::whole(100)).unwrap_or_else(|_| value.clone());
        let (shown, exact) = self.digits(&hundred, 0);
        self.about(format!("{shown}{}", percent_sign(self.locale)), exact)
    }

    /// A number with as few digits as are exact; and whether those shown are all.
    fn digits(&self, value: &Ratio, least: u32) -> (String, bool) {
        let exact = decimals_of(value, least, MOST_DIGITS.max(least));
        let decimals = exact.unwrap_or(MOST_DIGITS.max(least));
        (number(self.locale, &value.scaled_half_up(decimals), decimals), exact.is_some())
    }

    fn about(&self, shown: String, exact: bool) -> String {
        if exact { shown } else { self.fill("due.about", &[("value", &shown)]) }
    }

    /// What may be several things: `10%`, `5% to 10%`, `at least 5%`, `not known`.
    fn between(&self, value: &Between, shown: impl Fn(&Ratio) -> String) -> String {
        match (&value.high, value.exact()) {
            (_, Some(exact)) => shown(exact),
            (Some(high), None) if value.low.is_zero() => self.fill("due.at_most", &[("value", &shown(high))]),
            (Some(high), None) => self.fill("due.range", &[("low", &shown(&value.low)), ("high", &shown(high))]),
            (None, None) if value.low.is_zero() => self.say("due.not_known"),
            (None, None) => self.fill("due.at_least", &[("value", &shown(&value.low))]),
        }
    }

    /// An amount of money that may not be known exactly.
    pub fn amount(&self, value: &Between) -> String {
        self.between(value, |value| self.money(value))
    }

    fn count(&self, value: &Between) -> String {
        self.between(value, |value| self.digits(value, 0).0)
    }

    /// An amount, for its title: the share of a fee that nobody knows, where that is all that is known.
    pub fn headline(&self, verdict: &CompensationVerdict) -> String {
        match (&verdict.share, verdict.amount.exact()) {
            (Some(of_fee), None) if verdict.amount.high.is_none() => {
                let share = self.between(of_fee, |value| self.share(value));
                self.fill("due.of_the_fee", &[("share", &share)])
            }
            _ => self.amount(&verdict.amount),
        }
    }

    fn due(&self, value: &Due) -> String {
        let of_fee = self.between(&value.share, |value| self.share(value));
        let beside = self.amount(&value.money);
        match (value.share.is_nothing(), value.money.is_nothing()) {
            (true, true) => self.say("due.nothing"),
            (false, true) => of_fee,
            (true, false) => beside,
            (false, false) => self.fill("due.both", &[("share", &of_fee), ("money", &beside)]),
        }
    }

    /// Every step to an amount, and how it stands with its claim: a line each.
    pub fn because(&self, verdict: &CompensationVerdict) -> Vec<String> {
        let written = self.model.compensation(verdict.compensation);
        let lines = verdict.because.iter().map(|reason| self.line(written, reason));
        lines.chain(self.claim(written, verdict.claim)).collect()
    }

    /// One step to an amount.
    pub fn line(&self, written: &Compensation, reason: &Reason) -> String {
        match reason {
            Reason::Opened { since, event, at } => self.fill(
                "due.opened",
                &[("since", &self.moment(*since)), ("event", self.event(*event)), ("at", &self.moment(*at))],
            ),
            Reason::NotOpen(shut) => self.not_open(shut),
            Reason::Ended => self.say("due.ended"),
            Reason::Fee { amount, period, value, why } => {
                let known = match why {
                    None => self.amount(value),
                    Some(NoFee::NoTable) => self.say("due.fee_no_table"),
                    Some(NoFee::NoRow) => self.say("due.fee_no_row"),
                    Some(NoFee::NotYet) => self.say("due.fee_not_yet"),
                    Some(NoFee::Changes) => self.fill("due.fee_changes", &[("amount", &self.amount(value))]),
                };
                let name = self.model.amount(*amount).declared.title();
                self.fill("due.fee", &[("name", name), ("period", period), ("known", &known)])
            }
            Reason::Rule { rule } => written.rules.get(*rule).map_or_else(String::new, |rule| match self.scribe {
                Some(scribe) => scribe.rule_words(rule),
                None => rule.text.clone(),
            }),
            Reason::Condition(holds) => self.say(match holds {
                crate::eval::compensation::Holds::Yes => "due.holds",
                crate::eval::compensation::Holds::No => "due.holds_not",
                crate::eval::compensation::Holds::Unknown => "due.undecided",
                crate::eval::compensation::Holds::NotJudged => "due.not_judged",
            }),
            Reason::Measured(Measured { actual, certain }) => {
                let shown = actual.as_ref().map(|actual| rounding::actual(self.locale, actual, None));
                match (shown, certain) {
                    (Some(shown), true) => self.fill("due.measured", &[("value", &shown)]),
                    (Some(shown), false) => self.fill("due.measured_so_far", &[("value", &shown)]),
                    (None, true) => self.say("due.measured_nothing"),
                    (None, false) => self.say("due.measured_none"),
                }
            }
            Reason::Tier { rule, tier } => self.tier(written, *rule, *tier),
            Reason::Steps { steps } => {
                let one = steps.exact() == Some(&Ratio::ONE);
                self.fill(if one { "due.step" } else { "due.steps" }, &[("count", &self.count(steps))])
            }
            Reason::Rung { least, most } => match most {
                Some(most) if least == most => self.fill("due.rung", &[("n", &least.to_string())]),
                Some(most) => {
                    let (low, high) = ((*least).max(1).to_string(), most.to_string());
                    self.fill("due.rung_between", &[("low", &low), ("high", &high)])
                }
                None => self.say("due.rung_unknown"),
            },
            Reason::Misses { misses, paying } => {
                let one = misses.exact() == Some(&Ratio::ONE);
                let key = if one { "due.miss" } else { "due.misses" };
                self.fill(key, &[("count", &self.count(misses)), ("paying", &self.count(paying))])
            }
            Reason::TimeLost { beyond, period } => {
                let time = |seconds: &Ratio| rounding::exact(self.locale, &Exact::Seconds(seconds.clone()), None);
                let lost = self.between(beyond, time);
                self.fill("due.time_lost", &[("lost", &lost), ("period", &self.duration(*period))])
            }
            Reason::Each { ticket, at, length, certain, tier, due, .. } => {
                let when = at.map(|at| self.moment(at));
                let who: Vec<String> = ticket.clone().into_iter().chain(when).collect();
                let who = if who.is_empty() { String::new() } else { format!("{}: ", who.join(", ")) };
                let which =
                    tier.map(|(rule, tier)| format!("; {}", self.tier(written, rule, tier))).unwrap_or_default();
                let perhaps = if *certain { String::new() } else { format!(" {}", self.say("due.perhaps")) };
                format!("{who}{}{perhaps}{which}: {}", self.duration(*length), self.due(due))
            }
            Reason::NoneOfThem => self.say("due.none"),
            Reason::Missing(why) => why.clone(),
            Reason::Pays { due } => self.fill("due.pays", &[("due", &self.due(due))]),
            Reason::Combined { highest, due } => {
                self.fill(if *highest { "due.highest" } else { "due.together" }, &[("due", &self.due(due))])
            }
            Reason::OfFee { share, fee, money } => {
                let fee = match (fee.exact(), &fee.high) {
                    (None, None) => self.say("due.a_fee_not_known"),
                    (Some(_), _) | (None, Some(_)) => self.amount(fee),
                };
                let share = self.between(share, |value| self.share(value));
                self.fill("due.of_fee", &[("share", &share), ("fee", &fee), ("money", &self.amount(money))])
            }
            Reason::Capped { cap, before, left } => {
                let before = self.before(before.as_ref());
                format!("{}{before}: {}", self.cap(written, *cap), self.due(left))
            }
            Reason::WithinCap { cap, before } => {
                let before = self.before(before.as_ref());
                format!("{}{before}: {}", self.cap(written, *cap), self.say("due.takes_nothing_off"))
            }
            Reason::Rounded { from, to } => {
                self.fill("due.rounded", &[("from", &self.amount(from)), ("to", &self.amount(to))])
            }
            Reason::Least { amount } => {
                let least = written.least.as_ref().map(|least| self.money(least)).unwrap_or_default();
                self.fill("due.least", &[("least", &least), ("amount", &self.amount(amount))])
            }
        }
    }

    fn tier(&self, written: &Compensation, rule: usize, tier: usize) -> String {
        match (tier_of(written, rule, tier), self.scribe) {
            (Some(tier), Some(scribe)) => scribe.tier_words(tier),
            (Some(tier), None) => tier.text.clone(),
            (None, _) => String::new(),
        }
    }

    fn cap(&self, written: &Compensation, cap: usize) -> String {
        match (written.caps.get(cap), self.scribe) {
            (Some(cap), Some(scribe)) => scribe.cap(cap).trim_end_matches('.').to_owned(),
            (Some(cap), None) => cap.text.clone(),
            (None, _) => String::new(),
        }
    }

    /// What was paid before, of a cap over several periods.
    fn before(&self, before: Option<&Between>) -> String {
        let said = before.map(|before| self.fill("due.before", &[("amount", &self.amount(before))]));
        said.map(|said| format!(" ({said})")).unwrap_or_default()
    }

    fn not_open(&self, shut: &Shut) -> String {
        match shut {
            Shut::NoEvent(id) => self.fill("due.no_event", &[("event", self.event(*id))]),
            Shut::NotYet { at, opens: Some(opens) } => {
                self.fill("due.not_before", &[("opens", &self.moment(*opens)), ("at", &self.moment(*at))])
            }
            Shut::NotYet { at, opens: None } => self.fill("due.never", &[("at", &self.moment(*at))]),
            Shut::TooFew { event, found, needed } => self.fill(
                "due.too_few",
                &[("found", &found.to_string()), ("needed", &needed.to_string()), ("event", self.event(*event))],
            ),
            Shut::Judged(id) => self.fill("due.judged", &[("question", self.question(*id))]),
            Shut::Unanswered(id) => self.fill("due.unanswered", &[("question", self.question(*id))]),
            Shut::Unknown => self.say("due.perhaps_open"),
        }
    }

    /// How it stands with the claim; `None`: there is nothing to say.
    pub fn claim(&self, written: &Compensation, state: ClaimState) -> Option<String> {
        let event = written.claim.and_then(|claim| claim.event);
        let by = event.map(|id| format!(" {}", self.fill("due.by", &[("event", self.event(id))]))).unwrap_or_default();
        let at = |key, at: Instant| self.fill(key, &[("by", &by), ("at", &self.moment(at))]);
        Some(match state {
            ClaimState::Nothing | ClaimState::Due => return None,
            ClaimState::Running => self.say("due.runs"),
            ClaimState::Claimed { at: when, .. } => at("due.claimed", when),
            ClaimState::Claimable { until } => at("due.claimable", until),
            ClaimState::NotClaimed => self.fill("due.not_claimed", &[("by", &by)]),
            ClaimState::Lapsed { since } => at("due.lapsed", since),
            ClaimState::Past { until } => self.fill("due.past", &[("at", &self.moment(until))]),
            ClaimState::Unknown { .. } => self.fill("due.claim_unknown", &[("by", &by)]),
        })
    }
}
