//! Worked examples of a compensation: cases on both sides of what decides, and what the evaluator makes of them.

use crate::eval::compensation::{Between, Hypothesis, example};
use crate::eval::verdict::Verdict;
use crate::model::{Compensation, CompensationId, Condition, Edge, Over, Pay, PayRule, Side as Beyond, Tier, Value};
use crate::quantity::{Elapsed, Ratio};
use crate::report::exact::decimals_of;

use super::formula::Around;
use super::scribe::Scribe;
use crate::report::page::{Block, Inline, Math, Side, Table, Text, plain};

/// The fee of the examples.
const FEE: i64 = 1000;

/// Values have no more digits than this after the point.
const MOST_DECIMALS: u32 = 14;

/// As many periods of a ladder as are shown.
const RUNGS: [usize; 4] = [1, 2, 3, 12];

/// A case in words, and what is taken to be so in it.
struct Case {
    words: Text,
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
        let row = vec![case.words, plain(share.unwrap_or_default()), plain(scribe.money(amount))];
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

/// A value of something that has a name.
fn of_value(scribe: &Scribe<'_>, what: &Math, value: Value) -> Case {
    let words = Math::joined("=", [what.clone(), Math::Number(scribe.value(&value))]);
    Case { words: vec![Inline::Math(words)], hypothesis: Hypothesis { value: Some(value), ..nothing() } }
}

/// A case for each edge of the rows.
fn at_edges(scribe: &Scribe<'_>, what: &Math, tiers: &[Tier]) -> Vec<Case> {
    edges(tiers).into_iter().map(|value| of_value(scribe, what, value)).collect()
}

fn cases(scribe: &Scribe<'_>, rule: &PayRule) -> Vec<Case> {
    let figure = |value, component| scribe.formula(value, Around { measure: None, component });
    match &rule.pay {
        Pay::Flat { worth: _, when } => {
            let norms = norms(scribe, when);
            vec![breached(scribe, &norms, 0), breached(scribe, &norms, periods(when))]
        }
        Pay::Ladder { when, .. } => {
            let norms = norms(scribe, when);
            RUNGS.iter().map(|count| breached(scribe, &norms, *count)).collect()
        }
        Pay::Tiers { value, component, tiers } => at_edges(scribe, &figure(value, *component), tiers),
        Pay::EachTicket { clock, tiers, .. } => {
            let clock = scribe.model.clock(*clock).declared.title();
            at_edges(scribe, &Math::Words(clock.to_owned()), tiers)
        }
        Pay::EachRow { tiers, .. } => at_edges(scribe, &Math::Words(scribe.say("pay.length").to_owned()), tiers),
        Pay::PerStep { step, from, side, value, component, .. } => {
            let what = figure(value, *component);
            let at = |halves: i64| beyond(from, step, *side, halves).map(|value| of_value(scribe, &what, value));
            [0, 2, 3].into_iter().filter_map(at).collect()
        }
        Pay::PerMiss { norm, beyond, .. } => {
            let norm = scribe.model.norm(*norm).declared.title();
            let misses = |count: u64| Case {
                words: plain(scribe.fill("pay.misses", &[("norm", norm), ("count", &count.to_string())])),
                hypothesis: Hypothesis { misses: count, history: vec![Verdict::Breached], ..nothing() },
            };
            let free = u64::from(*beyond);
            vec![misses(free), misses(free + 1), misses(free + 3)]
        }
        Pay::TimeLost { value, component, beyond, .. } => [0, 1, 5]
            .into_iter()
            .filter_map(|hours| beyond.checked_add(Elapsed::from_seconds(hours * 3600)?))
            .map(|length| of_value(scribe, &figure(value, *component), Value::Elapsed(length)))
            .collect(),
    }
}

/// So many periods in a row in which nothing was met.
fn breached(scribe: &Scribe<'_>, norms: &str, count: usize) -> Case {
    let verdict = if count == 0 { Verdict::Met } else { Verdict::Breached };
    let outcome = scribe.fill(if count == 0 { "outcome.met" } else { "outcome.breached" }, &[("norm", norms)]);
    let words = match count {
        0 | 1 => outcome,
        count => scribe.fill("outcome.in_a_row", &[("outcome", &outcome), ("count", &count.to_string())]),
    };
    Case { words: plain(words), hypothesis: Hypothesis { history: vec![verdict; count.max(1)], ..nothing() } }
}

/// What people call the norms that a condition is about.
fn norms(scribe: &Scribe<'_>, when: &Condition) -> String {
    fn named(scribe: &Scribe<'_>, when: &Condition, found: &mut Vec<String>) {
        match when {
            Condition::Norm { norm, .. } => {
                let title = scribe.model.norm(*norm).declared.title().to_owned();
                if !found.contains(&title) {
                    found.push(title);
                }
            }
            Condition::Judged(_) => {}
            Condition::And(a, b) | Condition::Or(a, b) => {
                named(scribe, a, found);
                named(scribe, b, found);
            }
            Condition::Not(inner) => named(scribe, inner, found),
        }
    }
    let mut found = Vec::new();
    named(scribe, when, &mut found);
    scribe.words.and(&found)
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

/// The first and the last value of each row, in the order of the rows: the edge itself, or what lies just inside of it.
fn edges(tiers: &[Tier]) -> Vec<Value> {
    let all = tiers.iter().flat_map(|tier| tier.low.iter().chain(&tier.high)).map(|edge| &edge.at);
    let Some(unit) = all.map(finest).reduce(least) else { return Vec::new() };
    let inside = |edge: &Edge, sign: i64| match edge.included {
        true => Some(edge.at.clone()),
        false => mixed(&edge.at, &scaled(&unit, &Ratio::whole(sign))?),
    };
    let falling = tiers.last().is_some_and(|tier| tier.low.is_none());
    let mut found = Vec::new();
    for tier in tiers {
        let low = tier.low.as_ref().and_then(|edge| inside(edge, 1));
        let high = tier.high.as_ref().and_then(|edge| inside(edge, -1));
        // What is paid more with each step shows when a step begins.
        let further = match (&tier.then, &tier.low, &tier.high) {
            (Some(then), Some(low), None) => {
                scaled(&then.step, &Ratio::new(3, 2)).and_then(|more| mixed(&low.at, &more))
            }
            (_, _, _) => None,
        };
        let (first, last) = if falling { (high, low) } else { (low, high) };
        for value in [first, last, further].into_iter().flatten() {
            if !found.contains(&value) {
                found.push(value);
            }
        }
    }
    found
}

/// One in the last digit that a value has.
fn finest(value: &Value) -> Value {
    let digit = |ratio: &Ratio, least: u32| {
        let decimals = decimals_of(ratio, least, MOST_DECIMALS).unwrap_or(MOST_DECIMALS);
        Ratio::new(1, 10_i128.pow(decimals))
    };
    match value {
        // 99 % is 0.99: one digit more than it is written with, at the least.
        Value::Percent(ratio) => Value::Percent(digit(ratio, 3)),
        Value::Number(ratio) => Value::Number(digit(ratio, 0)),
        Value::Elapsed(elapsed) => Value::Elapsed(match elapsed.micros() {
            micros if micros % 60_000_000 == 0 => Elapsed::from_micros(60_000_000),
            micros if micros % 1_000_000 == 0 => Elapsed::from_micros(1_000_000),
            _ => Elapsed::from_micros(1),
        }),
        Value::Count(_) => Value::Count(1),
    }
}

/// The smaller of two values of one unit.
fn least(a: Value, b: Value) -> Value {
    let first = match (&a, &b) {
        (Value::Percent(a), Value::Percent(b)) | (Value::Number(a), Value::Number(b)) => a <= b,
        (Value::Elapsed(a), Value::Elapsed(b)) => a <= b,
        (_, _) => true,
    };
    if first { a } else { b }
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
