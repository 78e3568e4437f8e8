//! Streaks and caps against an oracle that knows nothing of intervals: it completes every undecided verdict in every way,
//! counts by looking at lists, and adds up cents.

use proptest::prelude::*;
use sla::eval::compensation::Between;
use sla::model::{CalendarUnit, Cap, CapPer, Compensation, Most, Over, Pay, Worth};
use sla::quantity::Ratio;

use crate::cases::cases;
use crate::world::{KEPT, World, breached, compensation, contract, contract_since_whenever, judged, month, span};

/// What pays, in cents.
#[derive(Debug, Clone, Copy)]
enum Rule {
    InARow(u32, i64),
    OfAny(u32, u32, i64),
    Ladder(i64, i64),
}

/// What limits it, in cents.
#[derive(Debug, Clone, Copy)]
enum Limit {
    Month(i64),
    Year(i64),
    Months(u32, i64),
}

fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        (1..4u32, 1..2000i64).prop_map(|(count, cents)| Rule::InARow(count, cents)),
        (1..4u32, 0..3u32, 1..2000i64).prop_map(|(count, more, cents)| Rule::OfAny(count, count + more, cents)),
        (1..2000i64, 0..2000i64).prop_map(|(first, more)| Rule::Ladder(first, more)),
    ]
}

fn limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        (0..4000i64).prop_map(Limit::Month),
        (0..9000i64).prop_map(Limit::Year),
        (1..14u32, 0..9000i64).prop_map(|(months, cents)| Limit::Months(months, cents)),
    ]
}

/// Verdicts, often breached; at most four undecided.
fn history() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(vec!['B', 'B', 'B', 'B', 'M', '.', 'U']), 1..16).prop_map(
        |all| {
            let mut unknown = 0;
            let known = |verdict: char| {
                unknown += u32::from(verdict == 'U');
                if verdict == 'U' && unknown > 4 { 'B' } else { verdict }
            };
            all.into_iter().map(known).collect()
        },
    )
}

/// What each month pays when nothing is undecided.
fn amounts(history: &[char], rule: Rule, limits: &[Limit]) -> Vec<i64> {
    let mut paid: Vec<i64> = Vec::new();
    for this in 0..history.len() {
        let judged: Vec<char> = history[..=this].iter().copied().filter(|verdict| *verdict != '.').collect();
        let breached_now = history[this] == 'B';
        let row = judged.iter().rev().take_while(|verdict| **verdict == 'B').count();
        let mut cents = 0;
        if breached_now {
            match rule {
                Rule::InARow(count, worth) => {
                    if row >= count as usize {
                        cents = worth;
                    }
                }
                Rule::OfAny(count, of, worth) => {
                    let mut seen = 0;
                    for back in 0..of as usize {
                        if back <= this && history[this - back] == 'B' {
                            seen += 1;
                        }
                    }
                    if seen >= count {
                        cents = worth;
                    }
                }
                Rule::Ladder(first, more) => {
                    cents = first;
                    for _ in 1..row {
                        cents += more;
                    }
                }
            }
        }
        for limit in limits {
            let (most, mut before) = match limit {
                Limit::Month(most) | Limit::Year(most) | Limit::Months(_, most) => (*most, 0),
            };
            for then in 0..this {
                let counts = match limit {
                    Limit::Month(_) => false,
                    Limit::Year(_) => then / 12 == this / 12,
                    Limit::Months(months, _) => this - then < *months as usize,
                };
                if counts {
                    before += paid[then];
                }
            }
            cents = cents.min((most - before).max(0));
        }
        paid.push(cents);
    }
    paid
}

/// Every way in which the undecided ones can come out.
fn completions(history: &str) -> Vec<Vec<char>> {
    let mut all = vec![Vec::new()];
    for verdict in history.chars() {
        let outcomes = if verdict == 'U' { vec!['B', 'M', '.'] } else { vec![verdict] };
        all = all
            .into_iter()
            .flat_map(|begun: Vec<char>| {
                outcomes
                    .iter()
                    .map(move |outcome| begun.iter().copied().chain([*outcome]).collect())
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    all
}

fn written(rule: Rule, limits: &[Limit]) -> Compensation {
    let money = |cents: i64| Worth::Money(Ratio::new(i128::from(cents), 100));
    let flat = |cents, over| Pay::Flat { worth: money(cents), when: breached(KEPT, over) };
    let pay = match rule {
        Rule::InARow(count, cents) => flat(cents, Over::InARow(count)),
        Rule::OfAny(count, of, cents) => flat(cents, Over::OfAny(count, of)),
        Rule::Ladder(first, more) => {
            Pay::Ladder { first: money(first), more: money(more), when: breached(KEPT, Over::This) }
        }
    };
    let cap = |limit: &Limit| {
        let (cents, per) = match limit {
            Limit::Month(cents) => (*cents, CapPer::Period),
            Limit::Year(cents) => (*cents, CapPer::Year),
            Limit::Months(months, cents) => (*cents, CapPer::OverAny(*months, CalendarUnit::Month)),
        };
        Cap { span: span(), text: "cap".into(), most: Most::Worth(money(cents)), per }
    };
    Compensation { caps: limits.iter().map(cap).collect(), ..compensation(vec![pay]) }
}

fn found(model: sla::model::Model, compensation: Compensation, history: &str) -> Vec<Between> {
    let mut model = model;
    model.compensations.push(compensation);
    let world = World { verdicts: history.to_owned(), ..World::with_fee("100") };
    let months = i64::try_from(history.len()).unwrap();
    let verdicts = judged(&model, &world.evidence(), 0..months, month(months));
    verdicts.periods.into_iter().map(|mut period| period.compensation.remove(0).amount).collect()
}

fn cents(cents: i64) -> Ratio {
    Ratio::new(i128::from(cents), 100)
}

fn holds(amount: &Between, value: i64) -> bool {
    amount.low <= cents(value) && amount.high.as_ref().is_none_or(|high| cents(value) <= *high)
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn amounts_hold_whatever_is_undecided(
        history in history(),
        rule in rule(),
        limits in proptest::collection::vec(limit(), 0..3),
    ) {
        let amounts_found = found(contract(), written(rule, &limits), &history);
        let all: Vec<Vec<i64>> = completions(&history).iter().map(|it| amounts(it, rule, &limits)).collect();
        let only_this_month = limits.iter().all(|limit| matches!(limit, Limit::Month(_)));
        for (number, amount) in amounts_found.iter().enumerate() {
            let could: Vec<i64> = all.iter().map(|amounts| amounts[number]).collect();
            for value in &could {
                prop_assert!(holds(amount, *value), "{history} {rule:?} {limits:?} month {number}: {amount:?} lacks {value}");
            }
            // No wider than it must be, unless a cap leans on amounts that are not known themselves.
            if only_this_month || all.len() == 1 {
                let (low, high) = (could.iter().min().unwrap(), could.iter().max().unwrap());
                let tight = Between { low: cents(*low), high: Some(cents(*high)) };
                prop_assert_eq!(amount, &tight, "{} {:?} {:?} month {}", history, rule, limits, number);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn amounts_hold_whatever_came_before(
        history in "[BM.]{1,8}",
        before in "[BM.]{0,14}",
        rule in rule(),
        limits in proptest::collection::vec(limit(), 0..3),
    ) {
        // The evidence begins in the first month in which a ticket was opened.
        let known = history.trim_start_matches('.');
        let skipped = history.len() - known.len();
        let amounts_found = found(contract_since_whenever(), written(rule, &limits), &history);
        let whole: Vec<char> = before.chars().chain(known.chars()).collect();
        // Years are told apart by their months: a whole year of months before changes nothing of that.
        let years = !limits.iter().any(|limit| matches!(limit, Limit::Year(_)));
        if years {
            let all = amounts(&whole, rule, &limits);
            for number in 0..known.len() {
                let value = all[before.len() + number];
                let amount = &amounts_found[skipped + number];
                prop_assert!(holds(amount, value), "{before}|{known} {rule:?} {limits:?}: {amount:?} lacks {value}");
            }
        }
    }
}
