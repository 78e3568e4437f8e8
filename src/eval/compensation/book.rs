//! The fold over all periods since the contract began (semantics 6.3). A contract without compensation, rights and status
//! is judged in the periods asked for alone.

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};

use crate::calendar::{Calendar, Period};
use crate::eval::Request;
use crate::eval::compensation::claim;
use crate::eval::compensation::condition::Chronicle;
use crate::eval::compensation::facts::Facts;
use crate::eval::compensation::fee::fee;
use crate::eval::compensation::history::{Begins, History, Judged, Past};
use crate::eval::compensation::opening::{Standing, norms};
use crate::eval::compensation::pay::Payer;
use crate::eval::compensation::settle::Terms;
use crate::eval::compensation::status;
use crate::eval::compensation::testimony::Testimony;
use crate::eval::compensation::verdict::{Between, CompensationVerdict, Due, NoFee, Reason, RightVerdict};
use crate::eval::judge::Judge;
use crate::eval::verdict::{MatrixCheck, PeriodVerdicts, Reading};
use crate::evidence::Evidence;
use crate::model::{CalendarUnit, CapPer, Compensation, CompensationId, Model, NormId, Pay};
use crate::quantity::{Instant, RatioError, minor_digits};

/// What is written down of each period for those after it.
#[derive(Debug)]
pub(in crate::eval) struct Book<'a> {
    model: &'a Model,
    calendar: &'a Calendar<'a>,
    evidence: &'a Evidence,
    as_of: Instant,
    testimony: Testimony<'a>,
    /// First instants of the periods asked for.
    asked: BTreeSet<Instant>,
    /// The norms that anything asks for.
    norms: BTreeSet<NormId>,
    history: History,
    /// By compensation.
    accounts: Vec<Account>,
}

/// What is written down of a compensation.
#[derive(Debug)]
struct Account {
    standing: Standing,
    /// What was due, by period; `None`: nobody asks.
    due: Vec<Option<Between>>,
}

impl<'a> Book<'a> {
    /// An empty one.
    pub(in crate::eval) fn new(calendar: &'a Calendar<'a>, evidence: &'a Evidence, request: &Request) -> Self {
        let model = calendar.model();
        let begins = begins(calendar, evidence);
        let account =
            |compensation| Account { standing: Standing::new(compensation, begins.is_unknown()), due: Vec::new() };
        Self {
            model,
            calendar,
            evidence,
            as_of: request.as_of,
            testimony: Testimony::Given(evidence),
            asked: request.periods.iter().map(|period| period.from).collect(),
            norms: asked_for(model),
            history: History { begins, past: Vec::new() },
            accounts: model.compensations.iter().map(account).collect(),
        }
    }

    /// One for a worked example: what the test does not give did not happen.
    pub(in crate::eval) fn of_example(calendar: &'a Calendar<'a>, evidence: &'a Evidence, request: &Request) -> Self {
        let mut book = Self::new(calendar, evidence, request);
        if let Begins::Unknown(at) = book.history.begins {
            book.history.begins = Begins::With(at);
            let account = |compensation| Account { standing: Standing::new(compensation, false), due: Vec::new() };
            book.accounts = book.model.compensations.iter().map(account).collect();
        }
        book
    }

    /// Whether it is the evidence that tells since when there is history, and anything depends on that.
    pub(in crate::eval) fn begins_with_evidence(&self) -> bool {
        self.is_needed() && self.history.begins.is_unknown()
    }

    /// Whether anything follows from verdicts.
    fn is_needed(&self) -> bool {
        let Model { compensations, rights, statuses, .. } = self.model;
        !(compensations.is_empty() && rights.is_empty() && statuses.is_empty())
    }

    /// The request with every period since the contract began, where that is needed.
    pub(in crate::eval) fn since_the_beginning(&self, request: &Request) -> Request {
        let (Some(first), Some(last)) = (request.periods.first(), request.periods.last()) else {
            return request.clone();
        };
        if !self.is_needed() {
            return request.clone();
        }
        let all = self.calendar.periods();
        let mut periods = vec![all.containing(first.from.min(self.history.begins.at()))];
        while let Some(period) = periods.last().filter(|period| period.from < last.from) {
            periods.push(all.next(period));
        }
        Request { periods, ..request.clone() }
    }

    /// Judges the next period; `None`: nobody asked for it.
    pub(in crate::eval) fn period(
        &mut self,
        judge: &mut Judge<'_>,
        readings: Vec<Reading>,
        matrix_checks: Vec<MatrixCheck>,
    ) -> Option<PeriodVerdicts> {
        if !self.is_needed() {
            return Some(judge.period(readings, matrix_checks));
        }
        let asked = self.asked.contains(&judge.frame.period.from);
        let mut verdicts = asked.then(|| judge.period(readings, matrix_checks));
        let norms = match &verdicts {
            Some(verdicts) => verdicts.norms.iter().map(|found| (found.norm, Judged::from(found))).collect(),
            None => self.norms.iter().map(|norm| (*norm, Judged::from(&judge.norm(*norm)))).collect(),
        };
        let (period, finished) = (judge.frame.period.clone(), judge.frame.finished);
        self.history.past.push(Past { from: period.from, to: period.to, end: judge.frame.end, finished, norms });
        let at = self.history.past.len() - 1;
        let compensation = self.compensation(judge, &period, at, asked);
        let chronicle = Chronicle { model: self.model, history: &self.history, testimony: &self.testimony };
        if let Some(verdicts) = &mut verdicts {
            verdicts.compensation = compensation;
            let right = |(right, written): (usize, &crate::model::Right)| RightVerdict {
                right,
                arises: chronicle.condition(&written.when, at).holds(),
                because: chronicle.grounds(&written.when, at, &self.calendar.periods()),
            };
            verdicts.rights = self.model.rights.iter().enumerate().map(right).collect();
            for norm in &mut verdicts.norms {
                status::colour(norm, &chronicle, at);
            }
        } else {
            judge.problems.clear();
        }
        verdicts
    }

    fn compensation(
        &mut self,
        judge: &mut Judge<'_>,
        period: &Period,
        at: usize,
        asked: bool,
    ) -> Vec<CompensationVerdict> {
        let mut accounts = std::mem::take(&mut self.accounts);
        let mut found = Vec::new();
        let ids = (0u32..).map(CompensationId);
        for ((id, compensation), account) in ids.zip(&self.model.compensations).zip(&mut accounts) {
            if at == self.history.first(at) {
                account.standing = Standing::new(compensation, self.history.begins.is_unknown());
            }
            let verdict = (asked || looks_back(compensation)).then(|| self.settled(judge, period, at, id, account));
            if verdict.is_none() {
                let chronicle = Chronicle { model: self.model, history: &self.history, testimony: &self.testimony };
                account.standing.step(compensation, &chronicle, self.calendar, at);
            }
            account.due.push(verdict.as_ref().map(|verdict| verdict.amount.clone()));
            found.extend(verdict.filter(|_| asked));
        }
        self.accounts = accounts;
        found
    }

    /// The amount of a compensation in a period.
    fn settled(
        &self,
        judge: &mut Judge<'_>,
        period: &Period,
        at: usize,
        id: CompensationId,
        account: &mut Account,
    ) -> CompensationVerdict {
        let compensation = self.model.compensation(id);
        let (of, fee, why) = self.fee(compensation, period, self.history.at(at).end);
        let told =
            compensation.fee.map(|fee_of| Reason::Fee { amount: fee_of.amount, period: of, value: fee.clone(), why });
        let before: Vec<Option<Between>> =
            compensation.caps.iter().map(|cap| self.before(cap.per, account, period, at)).collect();
        let case = Settlement {
            chronicle: Chronicle { model: self.model, history: &self.history, testimony: &self.testimony },
            calendar: self.calendar,
            compensation,
            id,
            at,
            fee,
            told,
            before,
        };
        let mut verdict = case.settle(judge, &mut account.standing);
        let past = self.history.at(at);
        verdict.claim =
            claim::state(compensation.claim, &verdict.amount, past, &self.testimony, self.calendar, self.as_of);
        verdict
    }

    /// The period whose fee counts, the fee, and why it is not known exactly.
    fn fee(&self, compensation: &Compensation, period: &Period, end: Instant) -> (String, Between, Option<NoFee>) {
        let Some(of) = compensation.fee else { return (String::new(), Between::ANY, None) };
        let rows = self.evidence.amounts.as_deref();
        let next = of.next_period.then(|| self.calendar.periods().next(period));
        let known = if next.is_some() { self.as_of } else { end };
        let period = next.as_ref().unwrap_or(period);
        let (fee, why) = fee(rows, of.amount, period, known);
        (period.label.clone(), fee, why)
    }

    /// What was due before, in the stretch of time that a cap is over.
    fn before(&self, per: CapPer, account: &Account, period: &Period, at: usize) -> Option<Between> {
        let since = match per {
            CapPer::Period => return None,
            CapPer::Year => self.calendar.periods().year_of(period),
            CapPer::OverAny(count, unit) => {
                let after = period.last_day.succ_opt().unwrap_or(period.last_day);
                self.calendar.zone().midnight(earlier(after, count, unit))
            }
        };
        let first = self.history.first(at);
        let begins = self.history.at(first).from;
        let unknown = self.history.begins.is_unknown() && since < begins;
        let mut sum = if unknown { Between::ANY } else { Between::NOTHING };
        for (past, due) in self.history.past.iter().zip(&account.due).take(at).skip(first) {
            if past.from >= since {
                sum = due.as_ref().and_then(|due| sum.plus(due).ok()).unwrap_or(Between::ANY);
            }
        }
        Some(sum)
    }
}

/// One compensation in one period.
pub(super) struct Settlement<'a> {
    pub(super) chronicle: Chronicle<'a>,
    pub(super) calendar: &'a Calendar<'a>,
    pub(super) compensation: &'a Compensation,
    pub(super) id: CompensationId,
    /// Number of the period.
    pub(super) at: usize,
    pub(super) fee: Between,
    /// What is told of the fee.
    pub(super) told: Option<Reason>,
    /// Of each cap: what was due before, of what it is over.
    pub(super) before: Vec<Option<Between>>,
}

impl Settlement<'_> {
    /// The amount, with every step to it; the claim is left to the moment of evaluation.
    pub(super) fn settle<F: Facts>(&self, facts: &mut F, standing: &mut Standing) -> CompensationVerdict {
        let compensation = self.compensation;
        let stand = standing.step(compensation, &self.chronicle, self.calendar, self.at);
        let mut because = stand.because.clone();
        let mut verdict = CompensationVerdict {
            compensation: self.id,
            amount: Between::NOTHING,
            share: None,
            claim: super::ClaimState::Nothing,
            because: Vec::new(),
        };
        if stand.open.yes {
            let mut working = Vec::new();
            match self.rules(compensation, facts, &stand, &mut working) {
                Ok(rules) => {
                    if rules.iter().any(|due| !due.share.is_nothing()) {
                        because.extend(self.told.clone());
                    }
                    because.append(&mut working);
                    let currency = self.chronicle.model.header.currency.as_deref();
                    let digits = currency.map_or(2, minor_digits);
                    let fee_days = self.fee_days();
                    let terms = Terms { compensation, fee: &self.fee, before: &self.before, fee_days, digits };
                    match terms.settle(&rules) {
                        Ok(mut settled) => {
                            verdict.amount = settled.amount;
                            verdict.share = settled.share;
                            because.append(&mut settled.because);
                        }
                        Err(error) => too_large(&mut verdict, &mut because, error),
                    }
                }
                Err(error) => too_large(&mut verdict, &mut because, error),
            }
        }
        verdict.because = because;
        verdict
    }

    /// How many days the period has whose fee counts.
    fn fee_days(&self) -> i64 {
        let periods = self.calendar.periods();
        let period = periods.containing(self.chronicle.history.at(self.at).from);
        let next = self.compensation.fee.is_some_and(|fee| fee.next_period);
        if next { periods.next(&period).days() } else { period.days() }
    }

    fn rules<F: Facts>(
        &self,
        compensation: &Compensation,
        facts: &mut F,
        stand: &super::opening::Stand,
        because: &mut Vec<Reason>,
    ) -> Result<Vec<Due>, RatioError> {
        let mut all = Vec::new();
        for (number, rule) in compensation.rules.iter().enumerate() {
            let (chronicle, id, at) = (self.chronicle, self.id, self.at);
            let mut payer = Payer { id, number, chronicle, at, stand, facts, because: Vec::new() };
            let due = payer.pays(rule)?;
            because.append(&mut payer.because);
            all.push(if stand.open.is_certain() { due } else { due.or(Due::NOTHING) });
        }
        Ok(all)
    }
}

fn too_large(verdict: &mut CompensationVerdict, because: &mut Vec<Reason>, error: RatioError) {
    verdict.amount = Between::ANY;
    because.push(Reason::Missing(error.to_string()));
}

/// Where history begins: in the period of the first day on which the contract holds, or else in the first one with evidence.
fn begins(calendar: &Calendar<'_>, evidence: &Evidence) -> Begins {
    let start = |at| calendar.periods().containing(at).from;
    match calendar.model().header.effective_from {
        Some(day) => Begins::With(start(calendar.zone().midnight(day))),
        None => Begins::Unknown(first(evidence).map_or(Instant::END, start)),
    }
}

/// The first thing in the evidence. Amounts are prices, which tell nothing of what happened.
fn first(evidence: &Evidence) -> Option<Instant> {
    let tickets = evidence.tickets.iter().flatten().map(|ticket| ticket.opened).min();
    let rows = evidence.outages.iter().chain(&evidence.maintenance).flatten().map(|row| row.from).min();
    let waits = evidence.waits.iter().flatten().map(|wait| wait.from).min();
    let changes = evidence.changes.iter().flatten().map(|change| change.at).min();
    let events = evidence.events.iter().flatten().map(|event| event.at).min();
    let judgements = evidence.judgements.iter().flatten().map(|judgement| judgement.at).min();
    let samples = evidence.samples.iter().flatten().map(|sample| sample.at).min();
    [tickets, rows, waits, changes, events, judgements, samples].into_iter().flatten().min()
}

/// The norms that anything asks for.
fn asked_for(model: &Model) -> BTreeSet<NormId> {
    if !model.statuses.is_empty() {
        return (0u32..).zip(&model.norms).map(|(id, _)| NormId(id)).collect();
    }
    let mut asked = BTreeSet::new();
    let rules = model.compensations.iter().flat_map(|compensation| &compensation.rules);
    let of_rules = rules.filter_map(|rule| match &rule.pay {
        Pay::Flat { when, .. } | Pay::Ladder { when, .. } => Some(when),
        Pay::Tiers { .. }
        | Pay::PerStep { .. }
        | Pay::PerMiss { .. }
        | Pay::TimeLost { .. }
        | Pay::EachTicket { .. }
        | Pay::EachRow { .. } => None,
    });
    let ends = model.compensations.iter().filter_map(|compensation| compensation.ends.as_ref());
    let rights = model.rights.iter().map(|right| &right.when);
    for when in of_rules.chain(ends).chain(rights) {
        norms(when, &mut |norm| {
            asked.insert(norm);
        });
    }
    asked
}

/// Whether amounts depend on those before them.
fn looks_back(compensation: &Compensation) -> bool {
    compensation.caps.iter().any(|cap| cap.per != CapPer::Period)
}

/// So long before a day.
fn earlier(day: NaiveDate, count: u32, unit: CalendarUnit) -> NaiveDate {
    let found = match unit {
        // `check` refuses workdays here: a cap knows no window.
        CalendarUnit::Day | CalendarUnit::Workday => day.checked_sub_days(Days::new(u64::from(count))),
        CalendarUnit::Week => day.checked_sub_days(Days::new(u64::from(count) * 7)),
        CalendarUnit::Month => day.checked_sub_months(Months::new(count)),
        CalendarUnit::Year => day.checked_sub_months(Months::new(count.saturating_mul(12))),
    };
    // No calendar reaches further back.
    let least = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a date");
    found.map_or(least, |day| day.max(least))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn earlier_periods_are_judged_only_where_something_follows_from_them() {
        let text = "edition 1\ncontract \"Test\" { effective from 2024-01-01; timezone UTC }\n";
        let mut sources = SourceMap::default();
        let source = sources.add("test.sla", text);
        let (mut model, _) = crate::compile(&sources, source).expect("a contract");
        let labels = |model: &Model| {
            let calendar = Calendar::new(model);
            let periods = calendar.periods().parse("2024-03..2024-04").expect("two months");
            let request = Request { as_of: Instant::END, periods, readings: false, plan: None };
            let evidence = Evidence::default();
            let all = Book::new(&calendar, &evidence, &request).since_the_beginning(&request);
            all.periods.iter().map(|period| period.label.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(labels(&model), "2024-03 2024-04");
        let span = crate::source::Span::new(crate::source::SourceId(0), 0, 0);
        model.statuses.push(crate::model::Status { span, objective: None, rows: Vec::new() });
        assert_eq!(labels(&model), "2024-01 2024-02 2024-03 2024-04");
        model.header.effective_from = None;
        assert_eq!(labels(&model), "2024-03 2024-04", "no evidence, and so no history");
    }
}
