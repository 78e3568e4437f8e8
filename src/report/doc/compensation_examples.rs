//! Worked examples of a compensation: cases on both sides of what decides, and what the evaluator makes of them.

use crate::eval::compensation::{Between, Hypothesis, example};
use crate::eval::verdict::Verdict;
use crate::model::{Compensation, CompensationId, Condition, Over, Pay, PayRule, Side as Beyond, Tier, Value};
use crate::quantity::{Elapsed, Ratio};

use super::scribe::Scribe;
use super::tree::{Block, Side, Table, Text, plain};

/// The fee of the examples.
const FEE: i64 = 1000;

/// As many periods of a ladder as are shown.
const RUNGS: [usize; 4] = [1, 2, 3, 12];

/// A case in words, and what is taken to be so in it.
struct Case {
    words: String,
    hypothesis: Hypothesis,
}

pub(super) fn table(scribe: &Scribe<'_>, one: &Compensation, id: CompensationId) -> Option<Block> {
    let mut rows: Vec<Vec<Text>> = Vec::new();
    for case in one.rules.iter().flat_map(|rule| cases(scribe, rule)) {
        let found = example(scribe.calendar, id, &case.hypothesis);
        let Some(amount) = found.amount.exact() else { continue };
        let share = found.share.as_ref().and_then(Between::exact);
        let share = share.filter(|share| !share.is_zero() && is_short(share)).map(|share| {
            let share = scribe.value(&Value::Percent(share.clone()));
            scribe.fill("pay.sum", &[("share", &share), ("fee", &scribe.money(&Ratio::whole(FEE)))])
        });
        let row = vec![plain(case.words), plain(share.unwrap_or_default()), plain(scribe.money(amount))];
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    if rows.is_empty() {
        return None;
    }
    let caption = match one.fee {
        Some(fee) => {
            let amount = scribe.model.amount(fee.amount).declared.title();
            let fee = scribe.money(&Ratio::whole(FEE));
            scribe.fill("pay.examples_of", &[("amount", amount), ("fee", &fee)])
        }
        None => scribe.say("pay.examples").to_owned(),
    };
    let heads = ["pay.case", "pay.worked_out", "pay.amount"];
    Some(Block::Table(Table {
        caption: Some(plain(caption)),
        head: vec![heads.iter().map(|key| (plain(scribe.say(key)), 1)).collect()],
        names: 1,
        sides: vec![Side::Left, Side::Left, Side::Right],
        rows,
    }))
}

/// Whether a share has few enough digits to be worked out by hand.
fn is_short(share: &Ratio) -> bool {
    Ratio::from_scaled(share.scaled_floor(4), 4) == *share
}

fn nothing() -> Hypothesis {
    Hypothesis { fee: Ratio::whole(FEE), value: None, history: vec![Verdict::Met], misses: 0, judged: false }
}

fn of_value(scribe: &Scribe<'_>, value: Value) -> Case {
    Case { words: scribe.value(&value), hypothesis: Hypothesis { value: Some(value), ..nothing() } }
}

fn cases(scribe: &Scribe<'_>, rule: &PayRule) -> Vec<Case> {
    match &rule.pay {
        Pay::Flat { worth: _, when } => {
            let periods = periods(when);
            vec![breached(scribe, 0), breached(scribe, periods)]
        }
        Pay::Ladder { .. } => RUNGS.iter().map(|count| breached(scribe, *count)).collect(),
        Pay::Tiers { tiers, .. } | Pay::EachTicket { tiers, .. } | Pay::EachRow { tiers, .. } => {
            tiers.iter().filter_map(within).map(|value| of_value(scribe, value)).collect()
        }
        Pay::PerStep { step, from, side, .. } => {
            let at = |halves: i64| beyond(from, step, *side, halves).map(|value| of_value(scribe, value));
            [0, 2, 3].into_iter().filter_map(at).collect()
        }
        Pay::PerMiss { beyond, .. } => {
            let misses = |count: u64| Case {
                words: scribe.fill("pay.misses", &[("count", &count.to_string())]),
                hypothesis: Hypothesis { misses: count, history: vec![Verdict::Breached], ..nothing() },
            };
            let free = u64::from(*beyond);
            vec![misses(free), misses(free + 1), misses(free + 3)]
        }
        Pay::TimeLost { beyond, .. } => [0, 1, 5]
            .into_iter()
            .filter_map(|hours| beyond.checked_add(Elapsed::from_seconds(hours * 3600)?))
            .map(|length| of_value(scribe, Value::Elapsed(length)))
            .collect(),
    }
}

/// So many periods in a row in which nothing was met.
fn breached(scribe: &Scribe<'_>, count: usize) -> Case {
    let (words, history) = match count {
        0 => (scribe.say("pay.all_met").to_owned(), vec![Verdict::Met]),
        1 => (scribe.say("pay.breached_once").to_owned(), vec![Verdict::Breached]),
        count => (scribe.fill("pay.breached", &[("count", &count.to_string())]), vec![Verdict::Breached; count]),
    };
    Case { words, hypothesis: Hypothesis { history, ..nothing() } }
}

/// How many breached periods a condition looks back on at most.
fn periods(when: &Condition) -> usize {
    match when {
        Condition::Norm { over: Over::This, .. } | Condition::Judged(_) => 1,
        Condition::Norm { over: Over::InARow(count) | Over::OfAny(count, _), .. } => *count as usize,
        Condition::And(a, b) | Condition::Or(a, b) => periods(a).max(periods(b)),
        Condition::Not(inner) => periods(inner),
    }
}

/// A value in a tier: an end that belongs to it, or else one between its ends.
fn within(tier: &Tier) -> Option<Value> {
    match (&tier.low, &tier.high) {
        (Some(edge), _) if edge.included => Some(edge.at.clone()),
        (_, Some(edge)) if edge.included => Some(edge.at.clone()),
        (Some(low), Some(high)) => halfway(&low.at, &high.at),
        (None, Some(high)) => scaled(&high.at, &Ratio::new(9, 10)),
        (Some(low), None) => scaled(&low.at, &Ratio::whole(2)),
        (None, None) => None,
    }
}

fn halfway(a: &Value, b: &Value) -> Option<Value> {
    let half = Ratio::new(1, 2);
    mixed(&scaled(a, &half)?, &scaled(b, &half)?)
}

/// So many half steps beyond where they begin to count.
fn beyond(from: &Value, step: &Value, side: Beyond, halves: i64) -> Option<Value> {
    let sign = match side {
        Beyond::Above => 1,
        Beyond::Below => -1,
    };
    mixed(from, &scaled(step, &Ratio::new(i128::from(sign * halves), 2))?)
}

/// The sum of two values of one unit.
fn mixed(a: &Value, b: &Value) -> Option<Value> {
    match (a, b) {
        (Value::Percent(a), Value::Percent(b)) => a.add(b).ok().map(Value::Percent),
        (Value::Number(a), Value::Number(b)) => a.add(b).ok().map(Value::Number),
        (Value::Elapsed(a), Value::Elapsed(b)) => a.checked_add(*b).map(Value::Elapsed),
        (Value::Count(a), Value::Count(b)) => a.checked_add(*b).map(Value::Count),
        (_, _) => None,
    }
}

/// A value times a number, where that is a value.
fn scaled(value: &Value, by: &Ratio) -> Option<Value> {
    match value {
        Value::Percent(value) => value.mul(by).ok().map(Value::Percent),
        Value::Number(value) => value.mul(by).ok().map(Value::Number),
        Value::Elapsed(value) => {
            let micros = Ratio::whole(value.micros()).mul(by).ok()?.scaled_floor(0);
            i64::try_from(micros).ok().map(Elapsed::from_micros).map(Value::Elapsed)
        }
        Value::Count(value) => {
            let count = Ratio::whole(*value).mul(by).ok()?.scaled_floor(0);
            i64::try_from(count).ok().map(Value::Count)
        }
    }
}
