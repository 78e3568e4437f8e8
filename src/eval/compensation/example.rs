//! Worked examples: what a compensation pays for a value or a history that nobody measured, for the readable contract.

use std::collections::BTreeMap;

use crate::calendar::Calendar;
use crate::eval::compensation::book::Settlement;
use crate::eval::compensation::claim;
use crate::eval::compensation::condition::Chronicle;
use crate::eval::compensation::facts::{Facts, Found, Group, Item, Misses};
use crate::eval::compensation::history::{Begins, History, Judged, Past};
use crate::eval::compensation::opening::Standing;
use crate::eval::compensation::testimony::Testimony;
use crate::eval::compensation::tiers;
use crate::eval::compensation::verdict::{Between, CompensationVerdict, Reason};
use crate::eval::range::Range;
use crate::eval::verdict::{Actual, Exact, Verdict};
use crate::evidence::RowRef;
use crate::model::{CompensationId, ComponentId, Formula, NormId, RowSet, Value};
use crate::quantity::{Elapsed, Instant, Ratio};

/// What is taken to be so.
#[derive(Debug, Clone)]
pub struct Hypothesis {
    /// The fee that percentages are of.
    pub fee: Ratio,
    /// What was measured, for tiers, steps and time lost; how long it took, for rules on each ticket or row.
    pub value: Option<Value>,
    /// The verdicts of every norm, in order of time; the last one is of the period that is settled. `Met` where there is none.
    pub history: Vec<Verdict>,
    /// Misses under a norm.
    pub misses: u64,
    /// What people answer to every question.
    pub judged: bool,
}

/// The amount and its arithmetic, as if compensation is open and nothing was paid before.
pub fn example(calendar: &Calendar<'_>, compensation: CompensationId, case: &Hypothesis) -> CompensationVerdict {
    let model = calendar.model();
    let periods = calendar.periods();
    let since = model.header.effective_from.map_or(MARCH_2024, |day| calendar.zone().midnight(day));
    let verdicts = if case.history.is_empty() { vec![Verdict::Met] } else { case.history.clone() };
    let (mut period, mut past) = (periods.containing(since), Vec::new());
    for (number, verdict) in verdicts.into_iter().enumerate() {
        if number > 0 {
            period = periods.next(&period);
        }
        let judged = |(id, norm): (u32, &crate::model::Norm)| {
            let requirements = (0..norm.requirements.len()).map(|index| (index, verdict)).collect();
            (NormId(id), Judged { verdict, requirements })
        };
        let norms: BTreeMap<NormId, Judged> = (0u32..).zip(&model.norms).map(judged).collect();
        past.push(Past { from: period.from, to: period.to, end: period.to, finished: true, norms });
    }
    let at = past.len() - 1;
    let history = History { begins: Begins::With(past.first().map_or(period.from, |past| past.from)), past };
    let testimony = Testimony::Assumed(case.judged);
    let chronicle = Chronicle { model, history: &history, testimony: &testimony };
    let mut written = model.compensation(compensation).clone();
    written.opens = None;
    let mut standing = Standing::new(&written, false);
    for before in 0..at {
        standing.step(&written, &chronicle, calendar, before);
    }
    let fee = Between::just(case.fee.clone());
    let told = written.fee.map(|fee_of| {
        let of = if fee_of.next_period { periods.next(&period) } else { period.clone() };
        Reason::Fee { amount: fee_of.amount, period: of.label, value: fee.clone(), why: None }
    });
    let before = vec![None; written.caps.len()];
    let settlement =
        Settlement { chronicle, calendar, compensation: &written, id: compensation, at, fee, told, before };
    let mut facts = Case { case, length: period.from.until(period.to) };
    let mut verdict = settlement.settle(&mut facts, &mut standing);
    verdict.claim =
        claim::state(written.claim, &verdict.amount, history.at(at), &testimony, calendar, history.at(at).to);
    verdict
}

/// In March 2024, for want of anything that the contract says.
const MARCH_2024: Instant = Instant::from_micros(1_709_800_000_000_000);

/// The facts of a worked example.
struct Case<'a> {
    case: &'a Hypothesis,
    length: Elapsed,
}

impl Case<'_> {
    fn group(&self) -> Group {
        let item = |value: &Value| {
            let length = if let Value::Elapsed(length) = value { *length } else { return None };
            let row = RowRef { file: 0, line: 0 };
            Some(Item { ticket: None, at: None, length, parts: 1, certain: true, row })
        };
        Group { items: self.case.value.iter().filter_map(item).collect(), ..Group::default() }
    }
}

impl Facts for Case<'_> {
    fn value(&mut self, _: &Formula, _: Option<ComponentId>) -> Found {
        let value = self.case.value.as_ref();
        let actual =
            value.map(|value| Actual { value: Exact::from(value), terms: None, vacuous: false, floored: false });
        let could = value.map(|value| Range::just(&tiers::number(value)));
        Found { actual, could, perhaps_nothing: false, missing: None }
    }

    fn misses(&mut self, _: NormId) -> Misses {
        Misses { count: Between::just(Ratio::new(i128::from(self.case.misses), 1)), missing: None }
    }

    fn tickets(&mut self, _: CompensationId, _: usize) -> Group {
        self.group()
    }

    fn rows(&mut self, _: &RowSet) -> Group {
        self.group()
    }

    fn length(&self) -> Elapsed {
        self.length
    }
}
