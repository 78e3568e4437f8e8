//! What is claimed of a change, held against what comes out: of verdicts by judging tickets and outages under both
//! contracts, of money by asking both tables for every value.

use proptest::prelude::*;
use sla::calendar::Calendar;
use sla::compare::{Effect, compare, text};
use sla::eval::run_test;
use sla::model::{Edge, Pay, Tier, Value, Worth};
use sla::quantity::Ratio;
use sla::report::Paint;
use sla::source::SourceMap;

use super::cases::cases;
use super::model;

/// The terms of one contract.
#[derive(Debug, Clone)]
struct Terms {
    share: u32,
    strict: bool,
    hours: u32,
    opens: u32,
    closes: u32,
    pauses: bool,
    percent: u32,
    count: u32,
    ours_only: bool,
    holiday: bool,
}

fn terms() -> impl Strategy<Value = Terms> {
    (
        (prop::sample::select(vec![50u32, 90, 100]), any::<bool>(), 1..5u32, 7..11u32, 14..19u32),
        (any::<bool>(), prop::sample::select(vec![90u32, 99]), 0..3u32, any::<bool>(), any::<bool>()),
    )
        .prop_map(|((share, strict, hours, opens, closes), (pauses, percent, count, ours_only, holiday))| Terms {
            share,
            strict,
            hours,
            opens,
            closes,
            pauses,
            percent,
            count,
            ours_only,
            holiday,
        })
}

/// One or two terms of `a` replaced by those of `b`.
fn mixed(a: &Terms, b: &Terms, which: usize) -> Terms {
    let mut mixed = a.clone();
    match which {
        0 => mixed.share = b.share,
        1 => mixed.strict = b.strict,
        2 => mixed.hours = b.hours,
        3 => mixed.opens = b.opens,
        4 => mixed.closes = b.closes,
        5 => mixed.pauses = b.pauses,
        6 => mixed.percent = b.percent,
        7 => mixed.count = b.count,
        8 => mixed.ours_only = b.ours_only,
        9 => mixed.holiday = b.holiday,
        10 => (mixed.share, mixed.hours) = (b.share, b.hours),
        _ => return b.clone(),
    }
    mixed
}

fn contract(terms: &Terms, rows: &str) -> String {
    let Terms { share, strict, hours, opens, closes, pauses, percent, count, ours_only, holiday } = terms;
    let within = if *strict { "in less than" } else { "within" };
    let pausing = if *pauses { "  pausing while waiting on customer\n" } else { "" };
    let ours = if *ours_only { " where cause is ours" } else { "" };
    let day = if *holiday { "2026-03-04" } else { "2026-03-07" };
    format!(
        r#"edition 1

contract "Oracle" {{
  timezone Europe/Amsterdam
  effective from 2026-01-01
}}

holidays days {{ on {day} }}
window office {{ mon..fri {opens:02}:00-{closes}:00 closed days }}

ticket incident {{ waiting on customer }}

clock resolution of incident {{
  from opened
  to resolved
  counting office
{pausing}}}

norm solved {{ clock resolution; {share}% {within} {hours}h }}

component portal
outage {{ cause ours | theirs }}

measure uptime of component -> percent {{ result is (office outside outages) as share of office }}
measure down of component -> duration {{ result is length of (outages within office) }}

norm up {{ uptime of portal >= {percent}% }}
norm short {{ down of portal <= {hours}h }}
norm few {{ at most {count} outages of portal{ours} }}

test "rows" {{
{rows}  period 2026-03
  as of 2026-04-01 00:00
  expect solved met
  expect solved breached
  expect up met
  expect up breached
  expect short met
  expect short breached
  expect few met
  expect few breached
}}
"#
    )
}

/// Tickets and outages of one week, all over by the end of the month.
fn rows() -> impl Strategy<Value = String> {
    let ticket = (2..7u32, 6..20u32, 0..60u32, 1..40u32, 0..6u32, any::<bool>());
    let outage = (2..7u32, 6..20u32, 1..12u32, any::<bool>());
    (prop::collection::vec(ticket, 0..5), prop::collection::vec(outage, 0..4)).prop_map(|(tickets, outages)| {
        let at = |day: u32, hour: u32, minute: u32| {
            let day = day + hour / 24;
            format!("2026-03-{day:02} {:02}:{minute:02}", hour % 24)
        };
        let mut rows = String::new();
        for (n, (day, hour, minute, takes, wait, waits)) in tickets.into_iter().enumerate() {
            let stop = at(day, hour + takes, minute);
            rows.push_str(&format!("  incident {n}: opened {}, resolved {stop}\n", at(day, hour, minute)));
            if waits && wait > 0 && wait < takes {
                let to = at(day, hour + wait, minute);
                rows.push_str(&format!("  wait {n}: from {}, to {to}, reason customer\n", at(day, hour, minute)));
            }
        }
        for (day, hour, lasts, ours) in outages {
            let cause = if ours { "ours" } else { "theirs" };
            let (from, to) = (at(day, hour, 0), at(day, hour + lasts, 0));
            rows.push_str(&format!("  outage: component portal, from {from}, to {to}, cause {cause}\n"));
        }
        rows
    })
}

/// Of each norm, whether it is met, and whether it is breached.
fn verdicts(contract: &str) -> Vec<(bool, bool)> {
    let mut sources = SourceMap::default();
    let id = sources.add("contract.sla", contract);
    let (model, _) = sla::compile(&sources, id).ok().unwrap();
    let calendar = Calendar::new(&model);
    let outcome = run_test(&model, &calendar, &sources, model.tests.first().unwrap()).ok().unwrap();
    outcome.expectations.chunks(2).map(|pair| (pair[0].passed, pair[1].passed)).collect()
}

proptest! {
    #![proptest_config(cases(16))]

    /// No change, no other verdict; what is better breaks no fewer norms, and what is worse breaks no more.
    #[test]
    fn verdicts_follow_what_is_claimed(a in terms(), b in terms(), which in 0..12usize, rows in rows()) {
        let (old, new) = (contract(&a, &rows), contract(&mixed(&a, &b, which), &rows));
        let found = compare(&model(&old), &model(&new));
        let shown = || format!("{old}\n{}", text(&found, Paint::PLAIN));
        let (was, now) = (verdicts(&old), verdicts(&new));
        if !found.changes_meaning() {
            prop_assert_eq!(&was, &now, "{}", shown());
        }
        let all = |effect: fn(&Effect) -> bool| found.changes.iter().all(|change| effect(&change.effect));
        let pairs = || was.iter().zip(&now);
        if all(|effect| matches!(effect, Effect::Better | Effect::Neither)) {
            prop_assert!(pairs().all(|(was, now)| !(was.1 && now.0)), "{:?} {:?}\n{}", was, now, shown());
        }
        if all(|effect| matches!(effect, Effect::Worse | Effect::Neither)) {
            prop_assert!(pairs().all(|(was, now)| !(was.0 && now.1)), "{:?} {:?}\n{}", was, now, shown());
        }
    }

    /// Tiers pay what a table of every value says.
    #[test]
    fn tiers_are_what_they_pay(old in tiers(), new in tiers()) {
        let (old, new) = (model(&old), model(&new));
        let found = compare(&old, &new);
        let pays = |model: &sla::model::Model, at: i64| {
            let Some(Pay::Tiers { tiers, .. }) = model.compensations.first().and_then(|it| it.rules.first()).map(|it| &it.pay)
            else { panic!("no tiers") };
            paid(tiers, &Ratio::new(i128::from(at), 2000))
        };
        // Cuts lie on whole percents: between them and on them are all the values that there are.
        let (mut more, mut less) = (false, false);
        for at in 0..=2000 {
            let (was, now) = (pays(&old, at), pays(&new, at));
            more |= now > was;
            less |= now < was;
        }
        let any = |effect: Effect| found.changes.iter().any(|change| change.effect == effect);
        prop_assert_eq!((any(Effect::Better), any(Effect::Worse)), (more, less), "{}", text(&found, Paint::PLAIN));
    }
}

/// What the row pays that holds a value.
fn paid(tiers: &[Tier], at: &Ratio) -> Ratio {
    let value = |edge: &Edge| match &edge.at {
        Value::Percent(share) => share.clone(),
        Value::Elapsed(_) | Value::Count(_) | Value::Number(_) => panic!("a share"),
    };
    let holds = |tier: &&Tier| {
        let above = tier.low.as_ref().is_none_or(|low| value(low) < *at || (low.included && value(low) == *at));
        let below = tier.high.as_ref().is_none_or(|high| *at < value(high) || (high.included && value(high) == *at));
        above && below
    };
    match tiers.iter().find(holds).unwrap().worth.clone() {
        Some(Worth::Share(share)) => share,
        Some(Worth::Money(_) | Worth::NotAgreed) => panic!("a share"),
        None => Ratio::ZERO,
    }
}

/// A contract whose compensation has random tiers.
fn tiers() -> impl Strategy<Value = String> {
    let row = (1..99u32, 0..30u32, any::<bool>());
    prop::collection::vec(row, 1..5).prop_map(|mut rows| {
        rows.sort_by_key(|row| std::cmp::Reverse(row.0));
        rows.dedup_by_key(|row| row.0);
        let mut lines = String::new();
        let mut high: Option<(u32, bool)> = None;
        let end = |high: Option<(u32, bool)>| match high {
            None => String::new(),
            Some((at, true)) => format!(" to {at}%"),
            Some((at, false)) => format!(" to below {at}%"),
        };
        let worth = |worth: u32| if worth == 0 { "none".to_owned() } else { format!("{worth}%") };
        for (cut, pays, included) in &rows {
            let low = if *included { "from" } else { "above" };
            lines.push_str(&format!("    {low} {cut}%{} : {}\n", end(high), worth(*pays)));
            high = Some((*cut, !included));
        }
        let last = match high {
            Some((at, true)) => format!("to {at}%"),
            Some((at, false)) => format!("below {at}%"),
            None => String::new(),
        };
        lines.push_str(&format!("    {last} : 40%\n"));
        format!(
            "edition 1\n\ncontract \"Tiers\" {{\n  timezone Europe/Amsterdam\n  currency EUR\n}}\n\ncomponent portal\n\
             amount fee\n\nmeasure uptime of component -> percent {{\n  result is (period outside outages) as share of \
             period\n}}\n\ncompensation credits {{\n  of fee\n  by uptime of portal {{\n{lines}  }}\n}}\n"
        )
    })
}
