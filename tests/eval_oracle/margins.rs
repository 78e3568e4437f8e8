//! Margins against trying: with so many more misses, or so much more downtime, a verdict still holds, and with one more, or
//! a microsecond more, it does not; and the same of what would have met a bound that is broken.

use proptest::prelude::*;
use sla::calendar::Calendar;
use sla::eval::derive::{Keeps, Margin, Of};
use sla::eval::verdict::{Exact, Verdict};
use sla::eval::{Request, derive, evaluate};
use sla::evidence::{Evidence, IntervalRow, Owner, Ticket};
use sla::model::{ComponentId, Model, NormId, TicketKindId};
use sla::quantity::{Elapsed, Instant, Ratio};

use crate::cases::cases;
use crate::world::{at, compile, nothing, periods, row};

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;

/// The first norm in January: the verdict and the margin of each of its requirements.
fn judged(model: &Model, evidence: &Evidence) -> Vec<(Verdict, Option<Margin>)> {
    let calendar = Calendar::new(model);
    let january = periods(model).into_iter().take(1).collect::<Vec<_>>();
    let request = Request { as_of: january[0].to, periods: january, plan: None, readings: false };
    let verdicts = evaluate(model, &calendar, evidence, &request);
    let derived = derive(model, &calendar, evidence, &request, &[NormId(0)]);
    let found = &verdicts.periods[0].norms[0].requirements;
    let margins = derived[0][0].requirements.iter().map(|one| one.margin.clone());
    found.iter().map(|one| one.verdict.unwrap()).zip(margins).collect()
}

fn count(value: &Exact) -> i64 {
    if let Exact::Count(count) = value { *count } else { panic!("a count: {value:?}") }
}

fn micros(value: &Exact) -> Ratio {
    let Exact::Seconds(seconds) = value else { panic!("a time: {value:?}") };
    seconds.mul(&Ratio::whole(1_000_000)).unwrap()
}

fn floor(value: &Ratio) -> i64 {
    i64::try_from(value.scaled_floor(0)).unwrap()
}

/// Tickets opened on the first of January, each with its time on the clock.
fn tickets(elapsed: &[i64]) -> Evidence {
    let tickets = elapsed.iter().enumerate().map(|(n, elapsed)| Ticket {
        plan: None,
        id: format!("T{n}").into(),
        kind: TicketKindId(0),
        opened: at(0),
        responded: None,
        resolved: Some(Instant::from_micros(at(0).micros() + elapsed)),
        closed: None,
        priority: None,
        component: None,
        cells: Box::new([]),
        row: row(n + 1),
    });
    Evidence { tickets: Some(tickets.collect()), ..nothing() }
}

const TICKETS: &str = "ticket incident\nclock c of incident {\n  from opened\n  to resolved\n  counting always\n}\n";

/// Elapsed so that a reading keeps, or does not keep, what is asked of each.
fn moved(readings: &[i64], keeps: &dyn Fn(i64) -> bool, turn: usize, to: i64) -> Option<Vec<i64>> {
    let mut all = readings.to_vec();
    let mut left = turn;
    for reading in &mut all {
        if left > 0 && keeps(*reading) != keeps(to) {
            *reading = to;
            left -= 1;
        }
    }
    (left == 0).then_some(all)
}

/// A requirement on tickets whose margin counts those on the wrong side of a limit in hours.
fn check_counted(line: &str, hours: i64, wrong_above: bool, readings: &[i64]) {
    let model = compile(&format!("{TICKETS}norm n {{\n  {line}\n}}\n"));
    let (verdict, margin) = judged(&model, &tickets(readings)).remove(0);
    let Some(margin) = margin.filter(|margin| margin.of != Of::Value) else { return };
    let what = || format!("{line} {margin:?} {readings:?}");
    let is_wrong = |reading: i64| if wrong_above { reading > hours * HOUR } else { reading < hours * HOUR };
    let (wrong, right) = if wrong_above { (400 * HOUR, MINUTE) } else { (MINUTE, 400 * HOUR) };
    let after = |all: &[i64]| judged(&model, &tickets(all)).remove(0).0;
    let value = usize::try_from(count(&margin.value)).unwrap();
    assert_eq!(readings.iter().filter(|one| is_wrong(**one)).count(), value, "{}", what());
    assert_eq!(margin.holds(), verdict == Verdict::Met, "{}", what());
    let Some(limit) = margin.limit.as_ref() else {
        let best: Vec<i64> = readings.iter().map(|_| right).collect();
        assert_eq!(after(&best), Verdict::Breached, "{}", what());
        return;
    };
    let limit = usize::try_from(count(limit)).unwrap();
    if verdict == Verdict::Met {
        let room = moved(readings, &is_wrong, limit - value, wrong).unwrap();
        assert_eq!(after(&room), Verdict::Met, "{}", what());
        if let Some(more) = moved(readings, &is_wrong, limit - value + 1, wrong) {
            assert_eq!(after(&more), Verdict::Breached, "{}", what());
        }
        assert!(margin.nearest.is_empty(), "{}", what());
    } else {
        let mended = moved(readings, &is_wrong, value - limit, right).unwrap();
        assert_eq!(after(&mended), Verdict::Met, "{}", what());
        let fewer = moved(readings, &is_wrong, value - limit - 1, right).unwrap();
        assert_eq!(after(&fewer), Verdict::Breached, "{}", what());
        if wrong_above && margin.of != Of::Matching {
            // Just those that are named, and none of the others came nearer.
            let mut named = readings.to_vec();
            for nearest in &margin.nearest {
                named[nearest.ticket[1..].parse::<usize>().unwrap()] = right;
            }
            assert_eq!(after(&named), Verdict::Met, "{}", what());
            assert_eq!(margin.nearest.len(), value - limit, "{}", what());
            let furthest = margin.nearest.iter().map(|one| one.over).max();
            let others = named.iter().filter(|one| is_wrong(**one)).min();
            let by = |reading: &i64| Elapsed::from_micros(reading - hours * HOUR);
            assert!(others.is_none_or(|other| furthest <= Some(by(other))), "{}", what());
        }
    }
}

/// A sum or mean: the readings together may grow, or would have to shrink, by so much and no more.
fn check_total(line: &str, readings: &[i64]) {
    let model = compile(&format!("{TICKETS}norm n {{\n  {line}\n}}\n"));
    let (verdict, margin) = judged(&model, &tickets(readings)).remove(0);
    let margin = margin.unwrap();
    let after = |all: &[i64]| judged(&model, &tickets(all)).remove(0).0;
    let left = floor(&micros(&margin.left().unwrap()));
    let what = || format!("{line} {margin:?} {readings:?}");
    assert_eq!(margin.holds(), verdict == Verdict::Met, "{}", what());
    // With a strict bound the last one is a microsecond before.
    let last = if margin.reached || !micros(&margin.left().unwrap()).is_whole() { left } else { left - 1 };
    let shifted = |by: i64| {
        let mut all = readings.to_vec();
        let mut by = by;
        for reading in &mut all {
            let step = by.max(-*reading);
            *reading += step;
            by -= step;
        }
        (by == 0).then_some(all)
    };
    if let Some(all) = shifted(last) {
        assert_eq!(after(&all), Verdict::Met, "{}", what());
    }
    if let Some(all) = shifted(last + 1) {
        assert_eq!(after(&all), Verdict::Breached, "{}", what());
    }
}

/// How many there are.
fn check_number(line: &str, readings: &[i64]) {
    let model = compile(&format!("{TICKETS}norm n {{\n  {line}\n}}\n"));
    let (verdict, margin) = judged(&model, &tickets(readings)).remove(0);
    let margin = margin.unwrap();
    let of = |count: i64| judged(&model, &tickets(&vec![HOUR; usize::try_from(count).unwrap()])).remove(0).0;
    let what = || format!("{line} {margin:?} {}", readings.len());
    assert_eq!(margin.holds(), verdict == Verdict::Met, "{}", what());
    let Some(limit) = margin.limit.as_ref().map(count) else {
        assert_eq!(of(0), Verdict::Breached, "{}", what());
        return;
    };
    let beyond = if margin.side == Keeps::AtMost { limit + 1 } else { limit - 1 };
    assert!(limit < 0 || of(limit) == Verdict::Met, "{}", what());
    assert!(beyond < 0 || of(beyond) == Verdict::Breached, "{}", what());
}

/// Outages one after the other: minutes up before each, and minutes down.
fn outages(of: u32, down: &[(i64, i64)], more: i64) -> Vec<IntervalRow> {
    let mut from = at(0).micros();
    let mut spans = Vec::new();
    for (gap, length) in down {
        from += gap * MINUTE;
        spans.push((from, from + length * MINUTE));
        from += length * MINUTE;
    }
    // What is to go goes from the last ones.
    let mut less = (-more).max(0);
    for span in spans.iter_mut().rev() {
        let cut = less.min(span.1 - span.0);
        span.1 -= cut;
        less -= cut;
    }
    assert_eq!(less, 0, "no more than there is");
    if more > 0 {
        let from = at(20 * 6).micros();
        spans.push((from, from + more));
    }
    let rows = spans.into_iter().filter(|(from, to)| from < to).enumerate();
    rows.map(|(n, (from, to))| IntervalRow {
        id: None,
        of: Owner::Component(ComponentId(of)),
        from: Instant::from_micros(from),
        to: Some(Instant::from_micros(to)),
        announced: None,
        cells: Box::new([]),
        row: row(n + 1),
    })
    .collect()
}

const UP: &str = "component A, B\ngroup G { A, B }\n\
    measure up of component -> percent {\n  down is outages outside maintenance\n  \
      result is ((period outside maintenance) outside down) as share of (period outside maintenance)\n}\n\
    measure less of component -> percent { result is 100% - length of outages / length of period }\n\
    measure near of component -> percent { result is up rounded to 2 decimals }\n\
    measure time of component -> duration { result is length of outages + 2h }\n\
    measure lost of component -> percent { result is outages as share of period }\n";

fn check_downtime(line: &str, a: &[(i64, i64)], b: &[(i64, i64)]) {
    let model = compile(&format!("{UP}norm n {{\n  {line}\n}}\n"));
    let world = |more: [i64; 2]| {
        let mut rows = outages(0, a, more[0]);
        rows.extend(outages(1, b, more[1]));
        rows.sort_by_key(|row| (row.from, row.row));
        let maintenance = vec![IntervalRow {
            id: None,
            of: Owner::All,
            from: at(25 * 6),
            to: Some(at(25 * 6 + 3)),
            announced: None,
            cells: Box::new([]),
            row: row(1),
        }];
        Evidence { outages: Some(rows), maintenance: Some(maintenance), ..nothing() }
    };
    let after = |more: [i64; 2]| judged(&model, &world(more)).remove(0).0;
    let (verdict, margin) = judged(&model, &world([0, 0])).remove(0);
    let what = || format!("{line} {margin:?} {a:?} {b:?}");
    let Some(margin) = margin.as_ref().filter(|margin| margin.of != Of::Value) else {
        // Both members of the group break the bound: no one of them decides.
        assert!(line.contains("of G") && verdict == Verdict::Breached, "{}", what());
        return;
    };
    assert_eq!(margin.holds(), verdict == Verdict::Met, "{}", what());
    assert_eq!(margin.side, Keeps::AtMost, "{}", what());
    let Some(left) = margin.left() else {
        let none = |all: &[(i64, i64)]| -all.iter().map(|(_, length)| length * MINUTE).sum::<i64>();
        assert_eq!(after([none(a), none(b)]), Verdict::Breached, "{}", what());
        return;
    };
    let left = micros(&left);
    let last = if margin.reached || !left.is_whole() { floor(&left) } else { floor(&left) - 1 };
    let of = usize::from(margin.component == Some(ComponentId(1)));
    let most = [a, b][of].iter().map(|(_, length)| length * MINUTE).sum::<i64>();
    let by = |amount: i64| {
        let mut more = [0, 0];
        more[of] = amount;
        after(more)
    };
    if -last <= most {
        assert_eq!(by(last), Verdict::Met, "{}", what());
    }
    if -(last + 1) <= most {
        assert_eq!(by(last + 1), Verdict::Breached, "{}", what());
    }
}

fn readings() -> impl Strategy<Value = Vec<i64>> {
    proptest::collection::vec(prop_oneof![Just(8 * HOUR), 1..20 * HOUR, (1..20i64).prop_map(|n| n * HOUR)], 1..14)
}

fn down() -> impl Strategy<Value = Vec<(i64, i64)>> {
    proptest::collection::vec((0..2000i64, 1..600i64), 0..5)
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn misses_are_counted_to_the_last_one(readings in readings(), percent in 1..=100i64, limit in 1..20i64) {
        check_counted(&format!("clock c\n  {percent}% within {limit}h"), limit, true, &readings);
        let percent = percent.min(99);
        for op in [">=", ">"] {
            let line = format!("share of incident with c <= {limit}h {op} {percent}%");
            check_counted(&line, limit, true, &readings);
        }
        for op in ["<=", "<"] {
            check_counted(&format!("share of incident with c > {limit}h {op} {percent}%"), limit, true, &readings);
        }
    }

    #[test]
    fn ranks_leave_so_many_beyond(readings in readings(), percent in 1..=100i64, limit in 1..20i64) {
        for figure in [format!("percentile {percent} c"), "median c".to_owned(), "longest c".to_owned(), "shortest c".to_owned()] {
            check_counted(&format!("{figure} of incident <= {limit}h"), limit, true, &readings);
            check_counted(&format!("{figure} of incident >= {limit}h"), limit, false, &readings);
        }
    }

    #[test]
    fn totals_and_numbers_to_the_last_one(readings in readings(), limit in 1..20i64, number in 1..16i64) {
        for op in ["<=", "<"] {
            check_total(&format!("mean c of incident {op} {limit}h"), &readings);
            check_total(&format!("sum c of incident {op} {}h", limit * 5), &readings);
        }
        for op in ["<=", "<", ">=", ">"] {
            check_number(&format!("count of opened incident {op} {number}"), &readings);
        }
    }

    #[test]
    fn downtime_to_the_last_microsecond(a in down(), b in down(), hundredths in 9500..10000i64, hours in 3..40i64) {
        let percent = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let lost = format!("{}.{:02}", (10000 - hundredths) / 100, (10000 - hundredths) % 100);
        for (measure, op) in ["up", "less", "near"].into_iter().flat_map(|one| [">=", ">"].map(|op| (one, op))) {
            check_downtime(&format!("{measure} of A {op} {percent}%"), &a, &b);
        }
        check_downtime(&format!("lowest up of G >= {percent}%"), &a, &b);
        for op in ["<=", "<"] {
            check_downtime(&format!("lost of A {op} {lost}%"), &a, &b);
            check_downtime(&format!("time of A {op} {hours}h"), &a, &b);
        }
    }
}
