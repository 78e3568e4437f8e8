//! Each form of compensation by hand: at the edge, just past it, capped, of nothing, rounded.

use sla::eval::compensation::ClaimState;
use sla::model::{
    AmountId, CalendarUnit, Cap, CapPer, Claim, ClockId, Combine, Compensation, Condition, Edge, Fee, Further, Model,
    Most, Opening, Over, Pay, Predicate, Side, Tier, Value, Worth,
};
use sla::quantity::{Elapsed, Ratio};

use crate::world::{
    DAY, DEMANDED, FOLLOW_UP, HOUR, KEPT, LEVELS, MEETING, PROGRESS, SHORT, World, alone, at, breached, compensation,
    contract, contract_since_whenever, formula, judged, met, month, outages, pays, ratio, shown, span, worth,
};

fn percent(text: &str) -> Value {
    Value::Percent(ratio(text).div(&Ratio::whole(100)).unwrap())
}

fn time(seconds: i64) -> Value {
    Value::Elapsed(Elapsed::from_seconds(seconds).unwrap())
}

fn flat(pays: &str, when: Condition) -> Pay {
    Pay::Flat { worth: worth(pays), when }
}

fn cap(most: &str, per: CapPer) -> Cap {
    Cap { span: span(), text: "cap".into(), most: Most::Worth(worth(most)), per }
}

/// From (included) to below, what it pays.
fn tier(low: Option<Value>, below: Option<Value>, pays: Option<&str>) -> Tier {
    let edge = |included| move |at| Edge { at, included };
    Tier {
        span: span(),
        text: "tier".into(),
        low: low.map(edge(true)),
        high: below.map(edge(false)),
        worth: pays.map(worth),
        then: None,
    }
}

/// What one rule pays in January.
fn january(pay: Pay, world: &World) -> String {
    shown(&pays(&compensation(vec![pay]), world, 0).amount)
}

fn fee(fee: &'static str) -> World {
    World::with_fee(fee)
}

#[test]
fn a_share_or_a_sum_when_a_norm_is_breached() {
    let cases = [
        ("5%", "B", "1250", "62.50"),
        ("5%", "M", "1250", "0.00"),
        ("5%", ".", "1250", "0.00"),
        ("5%", "U", "1250", "0.00..62.50"),
        ("5%", "B", "0", "0.00"),
        ("5%", "U", "0", "0.00"),
        ("500", "B", "0", "500.00"),
        // Half a cent goes up, less goes down.
        ("5%", "B", "0.10", "0.01"),
        ("5%", "B", "0.09", "0.00"),
        ("2.5%", "B", "33.40", "0.84"),
        ("2.5%", "B", "33.39", "0.83"),
    ];
    for (worth, verdict, monthly, want) in cases {
        let world = World { verdicts: verdict.into(), ..fee(monthly) };
        let found = january(flat(worth, breached(KEPT, Over::This)), &world);
        assert_eq!(found, want, "{worth} of {monthly} when {verdict}");
    }
}

#[test]
fn exactly_at_the_norm_and_a_second_over() {
    for (length, want) in [(4 * HOUR, "0.00"), (4 * HOUR + 1, "5.00")] {
        let world = World { tickets: vec![(0, DAY, length, Some(0))], ..fee("100") };
        assert_eq!(january(flat("5%", breached(KEPT, Over::This)), &world), want, "{length}s");
    }
}

#[test]
fn money_is_rounded_to_the_minor_unit_of_its_currency() {
    // 2.5 % of 33.30 is 0.8325.
    for (currency, want) in [("EUR", "83/100"), ("JPY", "1"), ("KWD", "833/1000"), ("CLF", "333/400")] {
        let mut model = contract();
        model.header.currency = Some(currency.into());
        model.compensations.push(compensation(vec![flat("2.5%", breached(KEPT, Over::This))]));
        let evidence = World { verdicts: "B".into(), ..fee("33.30") }.evidence();
        let found = alone(&model, &evidence, 0).compensation.remove(0);
        assert_eq!(found.amount.exact().unwrap().to_string(), want, "{currency}");
    }
}

#[test]
fn rounded_once_and_not_at_each_step() {
    // Three times a third of a cent is a cent.
    let third = || Pay::Flat { worth: Worth::Money(Ratio::new(1, 300)), when: breached(KEPT, Over::This) };
    let world = World { verdicts: "B".into(), ..fee("100") };
    assert_eq!(shown(&pays(&compensation(vec![third(), third(), third()]), &world, 0).amount), "0.01");
    assert_eq!(january(third(), &world), "0.00");
}

#[test]
fn streaks_and_so_many_of_any() {
    // Whether it pays, month by month: `x` it does, `-` it does not, `?` nobody knows.
    let row = |count| Over::InARow(count);
    let any = |count, of| Over::OfAny(count, of);
    let cases = [
        (row(2), "BBMBB", "-x--x"),
        (row(2), "B.B.B", "--x-x"),
        (row(2), "BUBBB", "-??xx"),
        (row(3), "BBB..B", "--x--x"),
        (row(3), "BUB", "--?"),
        (any(2, 3), "BMBMMB", "--x---"),
        (any(2, 3), "B.BB", "--xx"),
        (any(2, 3), "BUUB", "-???"),
        (any(2, 3), "UBB", "-?x"),
        (any(3, 3), "BBBB", "--xx"),
    ];
    for (over, verdicts, want) in cases {
        let mut model = contract();
        model.compensations.push(compensation(vec![flat("5%", breached(KEPT, over))]));
        let world = World { verdicts: verdicts.into(), ..fee("100") };
        let found: String = (0..)
            .zip(want.chars())
            .map(|(number, _)| match shown(&alone(&model, &world.evidence(), number).compensation[0].amount).as_str() {
                "5.00" => 'x',
                "0.00" => '-',
                "0.00..5.00" => '?',
                other => panic!("{other}"),
            })
            .collect();
        // The first of `BUUB` cannot be two of any: nothing came before.
        assert_eq!(found, want, "{over:?} of {verdicts}");
    }
}

#[test]
fn both_either_and_not() {
    let of = |a: Condition, b: Condition| (Box::new(a), Box::new(b));
    let kept = || breached(KEPT, Over::This);
    let judged_so = || Condition::Judged(PROGRESS);
    let (a, b) = of(kept(), Condition::Not(Box::new(judged_so())));
    let both = Condition::And(a, b);
    let (a, b) = of(kept(), judged_so());
    let either = Condition::Or(a, b);
    // Verdict, answer, both, either.
    let cases = [
        ("B", Some(true), "0.00", "5.00"),
        ("B", Some(false), "5.00", "5.00"),
        ("B", None, "0.00..5.00", "5.00"),
        ("M", None, "0.00", "0.00..5.00"),
        ("U", Some(false), "0.00..5.00", "0.00..5.00"),
        ("U", Some(true), "0.00", "5.00"),
        (".", Some(true), "0.00", "5.00"),
    ];
    for (verdict, answer, want_both, want_either) in cases {
        let answers = answer.map(|answer| (0, 2 * DAY, answer)).into_iter().collect();
        let world = World { verdicts: verdict.into(), answers, ..fee("100") };
        assert_eq!(january(flat("5%", both.clone()), &world), want_both, "{verdict} {answer:?}");
        assert_eq!(january(flat("5%", either.clone()), &world), want_either, "{verdict} {answer:?}");
    }
}

fn availability(model: &Model) -> Pay {
    let (value, component) = formula(model, 0);
    let tiers = vec![
        tier(Some(percent("99.99")), None, None),
        tier(Some(percent("99")), Some(percent("99.99")), Some("10%")),
        tier(Some(percent("95")), Some(percent("99")), Some("25%")),
        tier(None, Some(percent("95")), Some("100%")),
    ];
    Pay::Tiers { value, component, tiers }
}

#[test]
fn tiers_on_their_edges() {
    let pay = availability(&contract());
    // January has 744 hours: 1 % is 26784 s, 0.01 % is 267.84 s.
    let cases =
        [(267, "0.00"), (268, "10.00"), (26_784, "10.00"), (26_785, "25.00"), (133_920, "25.00"), (133_921, "100.00")];
    for (seconds, want) in cases {
        let world = World { outages: vec![(0, DAY, seconds)], ..fee("100") };
        assert_eq!(january(pay.clone(), &world), want, "{seconds}s down");
    }
}

#[test]
fn tiers_without_evidence_are_an_interval() {
    let mut model = contract();
    model.compensations.push(compensation(vec![availability(&contract())]));
    let mut evidence = fee("100").evidence();
    evidence.outages = None;
    assert_eq!(shown(&alone(&model, &evidence, 0).compensation[0].amount), "0.00..100.00");
}

#[test]
fn started_and_full_steps() {
    let (value, component) = formula(&contract(), 1);
    let pay = |started| Pay::PerStep {
        worth: worth("5%"),
        step: time(2 * HOUR),
        from: time(4 * HOUR),
        side: Side::Above,
        started,
        value: value.clone(),
        component,
    };
    // Length of the longest outage, started, full.
    let cases = [
        (4 * HOUR, "0.00", "0.00"),
        (4 * HOUR + 1, "5.00", "0.00"),
        (6 * HOUR, "5.00", "5.00"),
        (6 * HOUR + 1, "10.00", "5.00"),
        (8 * HOUR, "10.00", "10.00"),
        (HOUR, "0.00", "0.00"),
    ];
    for (length, started, full) in cases {
        let world = World { outages: vec![(0, DAY, length)], ..fee("100") };
        assert_eq!(january(pay(true), &world), started, "{length}s, started");
        assert_eq!(january(pay(false), &world), full, "{length}s, full");
    }
}

#[test]
fn points_short() {
    let (value, component) = formula(&contract(), 0);
    let pay = |started| Pay::PerStep {
        worth: worth("10"),
        step: percent("0.5"),
        from: percent("99.5"),
        side: Side::Below,
        started,
        value: value.clone(),
        component,
    };
    // 0.5 % of January is 13392 s.
    let cases =
        [(13_392, "0.00", "0.00"), (13_393, "10.00", "0.00"), (26_784, "10.00", "10.00"), (26_785, "20.00", "10.00")];
    for (seconds, started, full) in cases {
        let world = World { outages: vec![(0, DAY, seconds)], ..fee("0") };
        assert_eq!(january(pay(true), &world), started, "{seconds}s, started");
        assert_eq!(january(pay(false), &world), full, "{seconds}s, full");
    }
}

#[test]
fn per_miss_beyond_some() {
    let pay = |norm, beyond| Pay::PerMiss { worth: worth("50"), norm, beyond };
    let late = |count: i64, length: i64| -> Vec<(i64, i64, i64, Option<u32>)> {
        (0..count).map(|n| (0, DAY + n * HOUR, length, Some(0))).collect()
    };
    let cases = [
        (late(3, 5 * HOUR), LEVELS, 3, "0.00"),
        (late(4, 5 * HOUR), LEVELS, 3, "50.00"),
        // Both levels missed: one miss.
        (late(4, 7 * HOUR), LEVELS, 0, "200.00"),
        (late(4, 4 * HOUR), LEVELS, 0, "0.00"),
        (late(2, 4 * HOUR + 1), KEPT, 0, "100.00"),
        // May be of priority P1 or P2: missed only as P1.
        (vec![(0, DAY, 5 * HOUR, None)], KEPT, 0, "0.00..50.00"),
    ];
    for (tickets, norm, beyond, want) in cases {
        let world = World { tickets: tickets.clone(), ..fee("100") };
        assert_eq!(january(pay(norm, beyond), &world), want, "{tickets:?}");
    }
    let world =
        World { outages: vec![(0, DAY, 7 * HOUR), (0, 3 * DAY, 6 * HOUR), (0, 5 * DAY, 8 * HOUR)], ..fee("100") };
    assert_eq!(january(pay(SHORT, 0), &world), "100.00");
}

#[test]
fn the_fee_for_the_time_lost() {
    let (value, component) = formula(&contract(), 1);
    let beyond = Elapsed::from_seconds(4 * HOUR).unwrap();
    let pay = Pay::TimeLost { times: Ratio::whole(10), value, component, beyond };
    // Ten times the fee of 744 for each hour of 744.
    let cases = [(4 * HOUR, "0.00"), (5 * HOUR, "10.00"), (4 * HOUR + 1, "0.00"), (4 * HOUR + 36, "0.10")];
    for (length, want) in cases {
        let world = World { outages: vec![(0, DAY, length)], ..fee("744") };
        assert_eq!(january(pay.clone(), &world), want, "{length}s");
    }
}

/// `from 2h to below 4h : 5%; from 4h to below 6h : 10%; from 6h : 30%, then 10% more per started 2h`
fn by_length() -> Vec<Tier> {
    let last = tier(Some(time(6 * HOUR)), None, Some("30%"));
    let then = Some(Further { worth: worth("10%"), step: time(2 * HOUR), started: true });
    vec![
        tier(None, Some(time(2 * HOUR)), None),
        tier(Some(time(2 * HOUR)), Some(time(4 * HOUR)), Some("5%")),
        tier(Some(time(4 * HOUR)), Some(time(6 * HOUR)), Some("10%")),
        Tier { then, ..last },
    ]
}

#[test]
fn each_ticket_and_each_row() {
    let tickets = Pay::EachTicket {
        clock: ClockId(0),
        filter: Predicate::PriorityIn(vec![sla::model::PriorityId(0)]),
        tiers: by_length(),
    };
    let rows = Pay::EachRow { rows: outages(&contract()), tiers: by_length() };
    let cases: &[(&[i64], &str)] = &[
        (&[], "0.00"),
        (&[2 * HOUR - 1], "0.00"),
        (&[2 * HOUR], "5.00"),
        (&[4 * HOUR - 1], "5.00"),
        (&[4 * HOUR], "10.00"),
        (&[6 * HOUR], "30.00"),
        (&[6 * HOUR + 1], "40.00"),
        (&[8 * HOUR], "40.00"),
        (&[8 * HOUR + 1], "50.00"),
        (&[2 * HOUR, 6 * HOUR], "35.00"),
    ];
    for (lengths, want) in cases {
        let each = || (0..).zip(lengths.iter()).map(|(n, length)| (0, DAY + n * 2 * DAY, *length));
        let world = World {
            tickets: each().map(|(month, from, length)| (month, from, length, Some(0))).collect(),
            outages: each().collect(),
            ..fee("100")
        };
        assert_eq!(january(tickets.clone(), &world), *want, "tickets of {lengths:?}");
        assert_eq!(january(rows.clone(), &world), *want, "rows of {lengths:?}");
    }
    // A ticket of no known priority may belong here.
    let world = World { tickets: vec![(0, DAY, 6 * HOUR, None)], ..fee("100") };
    assert_eq!(january(tickets.clone(), &world), "0.00..30.00");
    // What still runs at the end of the period pays when it ends.
    let world =
        World { tickets: vec![(0, 30 * DAY, 3 * DAY, Some(0))], outages: vec![(0, 30 * DAY, 3 * DAY)], ..fee("100") };
    for pay in [tickets, rows] {
        let found: Vec<String> =
            (0..2).map(|number| shown(&pays(&compensation(vec![pay.clone()]), &world, number).amount)).collect();
        assert_eq!(found, ["0.00", "360.00"], "72 hours: 30 % and 33 started steps of 10 %");
    }
}

fn ladder() -> Pay {
    Pay::Ladder { first: worth("5%"), more: worth("5%"), when: breached(KEPT, Over::This) }
}

/// What each month pays, evaluated at the end of the last.
fn by_month(model: Model, compensation: Compensation, world: &World, months: i64) -> Vec<String> {
    let mut model = model;
    model.compensations.push(compensation);
    let found = judged(&model, &world.evidence(), 0..months, month(months));
    found.periods.iter().map(|period| shown(&period.compensation[0].amount)).collect()
}

#[test]
fn ladders_climb_and_start_anew() {
    let cases: &[(&str, &[&str])] = &[
        ("BBB", &["5.00", "10.00", "15.00"]),
        ("BBMB", &["5.00", "10.00", "0.00", "5.00"]),
        ("B.B", &["5.00", "0.00", "10.00"]),
        ("BUB", &["5.00", "0.00..10.00", "5.00..15.00"]),
        ("MMB", &["0.00", "0.00", "5.00"]),
    ];
    for (verdicts, want) in cases {
        let world = World { verdicts: (*verdicts).into(), ..fee("100") };
        let found = by_month(contract(), compensation(vec![ladder()]), &world, i64::try_from(want.len()).unwrap());
        assert_eq!(found, *want, "{verdicts}");
    }
}

#[test]
fn history_before_the_evidence_is_unknown() {
    let mut capped = compensation(vec![ladder()]);
    capped.caps.push(cap("50%", CapPer::Period));
    let world = World { verdicts: "BBMB".into(), ..fee("100") };
    let found = by_month(contract_since_whenever(), capped, &world, 4);
    assert_eq!(found, ["5.00..50.00", "10.00..50.00", "0.00", "5.00"]);
    let rolling = Compensation {
        caps: vec![cap("30", CapPer::OverAny(3, CalendarUnit::Month))],
        ..compensation(vec![flat("10", breached(KEPT, Over::This))])
    };
    let found = by_month(contract_since_whenever(), rolling.clone(), &world, 4);
    assert_eq!(found, ["0.00..10.00", "0.00..10.00", "0.00", "10.00"]);
    assert_eq!(by_month(contract(), rolling, &world, 4), ["10.00", "10.00", "0.00", "10.00"]);
}

#[test]
fn caps_in_the_order_written() {
    let month = |cap: Vec<Cap>| Compensation { caps: cap, ..compensation(vec![ladder()]) };
    let world = World { verdicts: "BBBBBBBBBBBBB".into(), ..fee("100") };
    let found = by_month(contract(), month(vec![cap("50%", CapPer::Period)]), &world, 12);
    assert_eq!(found[8..], ["45.00", "50.00", "50.00", "50.00"], "reached in October");
    let yearly = month(vec![cap("50%", CapPer::Period), cap("100", CapPer::Year)]);
    let found = by_month(contract(), yearly, &world, 13);
    // 5 + 10 + 15 + 20 + 25 = 75; then 25 of 30 are left, then nothing until January.
    assert_eq!(found[4..8], ["25.00", "25.00", "0.00", "0.00"]);
    assert_eq!(found[12], "50.00", "a new year");
    let rolling = month(vec![cap("20%", CapPer::Period), cap("30%", CapPer::OverAny(3, CalendarUnit::Month))]);
    let found = by_month(contract(), rolling, &world, 8);
    // 5, 10, 15, then what three months leave of 30.
    assert_eq!(found, ["5.00", "10.00", "15.00", "5.00", "10.00", "15.00", "5.00", "10.00"]);
}

#[test]
fn a_cap_of_so_many_days_of_the_fee() {
    let days = |days| Cap { span: span(), text: "cap".into(), most: Most::FeeFor(days), per: CapPer::Period };
    let next = |mut of: Compensation| {
        of.fee = of.fee.map(|fee| Fee { next_period: true, ..fee });
        of
    };
    // January has 31 days, February of 2024 has 29. 15/31 of 310 is 150; of 100 it is 48.387…
    let cases = [
        ("90%", "310", 15, "150.00", "160.34"),
        ("90%", "100", 15, "48.39", "51.72"),
        ("40%", "310", 15, "124.00", "124.00"),
        ("100%", "310", 31, "310.00", "310.00"),
        ("100%", "310", 30, "300.00", "310.00"),
        ("90%", "0", 15, "0.00", "0.00"),
        ("200", "310", 15, "150.00", "160.34"),
    ];
    for (worth, monthly, limit, want, want_next) in cases {
        let mut of = compensation(vec![flat(worth, breached(KEPT, Over::This))]);
        of.caps = vec![days(limit)];
        let world = World { verdicts: "BM".into(), ..fee(monthly) };
        assert_eq!(shown(&pays(&of, &world, 0).amount), want, "{worth} of {monthly}, {limit} days");
        assert_eq!(
            by_month(contract(), next(of), &world, 1),
            [want_next],
            "{worth} of {monthly}, {limit} days of the next fee"
        );
    }
}

#[test]
fn added_together_or_the_highest() {
    let rules = || {
        vec![
            flat("5%", breached(KEPT, Over::This)),
            flat("8%", breached(LEVELS, Over::This)),
            flat("6", breached(KEPT, Over::This)),
        ]
    };
    let shares = || vec![flat("5%", breached(KEPT, Over::This)), flat("8%", breached(LEVELS, Over::This))];
    let world = World { verdicts: "B".into(), ..fee("100") };
    let of = |combine, rules| shown(&pays(&Compensation { combine, ..compensation(rules) }, &world, 0).amount);
    assert_eq!(of(Combine::Added, rules()), "19.00");
    assert_eq!(of(Combine::Highest, rules()), "8.00");
    assert_eq!(of(Combine::Added, shares()), "13.00");
    assert_eq!(of(Combine::Highest, shares()), "8.00");
}

#[test]
fn nothing_below_a_least_amount() {
    for (monthly, want) in [("19.80", "0.00"), ("19.89", "0.00"), ("19.90", "1.00"), ("20", "1.00")] {
        let least =
            Compensation { least: Some(Ratio::ONE), ..compensation(vec![flat("5%", breached(KEPT, Over::This))]) };
        let world = World { verdicts: "B".into(), ..fee(monthly) };
        assert_eq!(shown(&pays(&least, &world, 0).amount), want, "5 % of {monthly}");
    }
}

#[test]
fn what_is_not_agreed_yet_is_not_known() {
    let pay = Pay::Flat { worth: Worth::NotAgreed, when: breached(KEPT, Over::This) };
    for (verdict, want) in [("B", "0.00.."), ("M", "0.00")] {
        assert_eq!(january(pay.clone(), &World { verdicts: verdict.into(), ..fee("100") }), want);
    }
}

#[test]
fn the_fee_of_the_next_period_is_told_when_it_is_known() {
    let next = Compensation {
        fee: Some(Fee { amount: AmountId(0), next_period: true }),
        ..compensation(vec![flat("5%", breached(KEPT, Over::This))])
    };
    let world = World { verdicts: "B".into(), fees: vec![(0, 1, "100"), (1, 2, "200")], ..World::default() };
    let mut model = contract();
    model.compensations.push(next);
    let at_end = alone(&model, &world.evidence(), 0).compensation.remove(0);
    assert_eq!(shown(&at_end.amount), "0.00..");
    assert_eq!(at_end.share.unwrap().exact(), Some(&ratio("0.05")), "the share is fixed");
    let later = judged(&model, &world.evidence(), 0..1, at(1, 1)).periods.remove(0).compensation.remove(0);
    assert_eq!(shown(&later.amount), "10.00");
    // A fee that was fixed before covers the next period, too.
    let fixed = World { fees: vec![(0, 12, "100")], ..world };
    assert_eq!(shown(&alone(&model, &fixed.evidence(), 0).compensation[0].amount), "5.00");
}

#[test]
fn fees_that_do_not_tell() {
    let cases: [(&[(i64, i64, &'static str)], &str); 5] = [
        (&[], "0.00.."),
        (&[(1, 2, "100")], "0.00.."),
        (&[(0, 1, "100")], "5.00"),
        (&[(0, 1, "100"), (0, 1, "200")], "5.00..10.00"),
        (&[(1, 3, "300"), (0, 1, "100")], "5.00"),
    ];
    for (fees, want) in cases {
        let world = World { verdicts: "B".into(), fees: fees.to_vec(), ..World::default() };
        assert_eq!(january(flat("5%", breached(KEPT, Over::This)), &world), want, "{fees:?}");
    }
    let mut model = contract();
    model.compensations.push(compensation(vec![flat("5%", breached(KEPT, Over::This))]));
    let mut evidence = World { verdicts: "B".into(), ..World::default() }.evidence();
    evidence.amounts = None;
    assert_eq!(shown(&alone(&model, &evidence, 0).compensation[0].amount), "0.00..");
}

fn opening() -> Opening {
    Opening {
        span: span(),
        after: (3, CalendarUnit::Month),
        event: MEETING,
        with: vec![(2, FOLLOW_UP)],
        unless: Some(PROGRESS),
    }
}

/// The ladder of the example: open three months after the first meeting, with two follow-ups and no progress.
fn after_meetings() -> Compensation {
    Compensation { opens: Some(opening()), ends: Some(met(KEPT)), ..compensation(vec![ladder()]) }
}

#[test]
fn opens_with_unless_and_ends() {
    let meetings = |answers| World {
        verdicts: "BBBBBBMBB".into(),
        events: vec![(MEETING, 0, 20 * DAY), (FOLLOW_UP, 1, 20 * DAY), (FOLLOW_UP, 2, 20 * DAY)],
        answers,
        ..fee("100")
    };
    let found = by_month(contract(), after_meetings(), &meetings(vec![(2, 21 * DAY, false)]), 9);
    assert_eq!(found, ["0.00", "0.00", "0.00", "5.00", "10.00", "15.00", "0.00", "0.00", "0.00"]);
    let found = by_month(contract(), after_meetings(), &meetings(vec![(2, 21 * DAY, true)]), 9);
    assert!(found.iter().all(|amount| amount == "0.00"), "{found:?}");
    // Nobody answered: it may be open.
    let found = by_month(contract(), after_meetings(), &meetings(vec![]), 5);
    assert_eq!(found[3..], ["0.00..5.00", "0.00..10.00"]);
    // An answer counts from its month on, and only the last one.
    let found = by_month(contract(), after_meetings(), &meetings(vec![(2, DAY, false), (4, DAY, true)]), 5);
    assert_eq!(found[3..], ["5.00", "0.00"]);
    // One follow-up is too few.
    let mut few = meetings(vec![(2, 21 * DAY, false)]);
    few.events.pop();
    let found = by_month(contract(), after_meetings(), &few, 6);
    assert!(found.iter().all(|amount| amount == "0.00"), "{found:?}");
}

#[test]
fn it_opens_at_an_instant_and_again_after_it_ended() {
    // Opens on 1 April 00:00: that is no longer March.
    for (day, want) in [(0, ["0.00", "5.00"]), (-1, ["5.00", "10.00"])] {
        let opens = Compensation {
            opens: Some(Opening { with: vec![], unless: None, ..opening() }),
            ..compensation(vec![ladder()])
        };
        let world = World {
            verdicts: "BBBB".into(),
            events: vec![(MEETING, 0, 0), (MEETING, 0, DAY)]
                .into_iter()
                .take(1)
                .map(|(e, m, s)| (e, m, s + day.min(0)))
                .collect(),
            ..fee("100")
        };
        assert_eq!(by_month(contract(), opens, &world, 4)[2..], want, "{day}");
    }
    let again = Compensation {
        opens: Some(Opening { after: (0, CalendarUnit::Month), with: vec![], unless: None, ..opening() }),
        ends: Some(met(KEPT)),
        ..compensation(vec![ladder()])
    };
    let world = World {
        verdicts: "BBMBBB".into(),
        // In the month in which it ends a meeting is about what ends.
        events: vec![(MEETING, 0, 20 * DAY), (MEETING, 2, DAY), (MEETING, 4, DAY)],
        ..fee("100")
    };
    let found = by_month(contract(), again, &world, 6);
    assert_eq!(found, ["5.00", "10.00", "0.00", "0.00", "5.00", "10.00"]);
}

#[test]
fn without_the_table_of_events_it_may_be_open() {
    let mut model = contract();
    model.compensations.push(after_meetings());
    let mut evidence = World { verdicts: "BBBB".into(), ..fee("100") }.evidence();
    evidence.events = None;
    let found = judged(&model, &evidence, 3..4, month(4));
    assert_eq!(shown(&found.periods[0].compensation[0].amount), "0.00..20.00");
}

#[test]
fn claims_and_their_deadlines() {
    let claimed = |event, within| Compensation {
        claim: Some(Claim { event, within }),
        ..compensation(vec![flat("5%", breached(KEPT, Over::This))])
    };
    let days = Some((30, CalendarUnit::Day));
    let until = at(1, 30 * DAY);
    let state = |compensation: Compensation, events: Vec<(i64, i64)>, verdict: &str, as_of| {
        let mut model = contract();
        model.compensations.push(compensation);
        let events = events.into_iter().map(|(month, seconds)| (DEMANDED, month, seconds)).collect();
        let evidence = World { verdicts: verdict.into(), events, ..fee("100") }.evidence();
        let found = judged(&model, &evidence, 0..1, as_of).periods.remove(0).compensation.remove(0);
        if as_of >= month(1) && verdict == "B" {
            assert_eq!(shown(&found.amount), "5.00", "the entitlement is fixed, whatever the claim");
        }
        found.claim
    };
    let by = |within| claimed(Some(DEMANDED), within);
    let was = |number, seconds| ClaimState::Claimed {
        at: at(number, seconds),
        row: sla::evidence::RowRef { file: 0, line: 1 },
    };
    let cases = [
        (by(days), vec![], "B", month(1), ClaimState::Claimable { until }),
        (by(days), vec![], "B", at(1, 30 * DAY - 1), ClaimState::Claimable { until }),
        (by(days), vec![], "B", until, ClaimState::Lapsed { since: until }),
        (by(days), vec![(1, DAY)], "B", at(1, DAY), ClaimState::Claimable { until }),
        (by(days), vec![(1, DAY)], "B", at(1, DAY + 1), was(1, DAY)),
        (by(days), vec![(1, 0)], "B", at(1, DAY), was(1, 0)),
        // Before the end there is nothing to claim; at the deadline it is too late.
        (by(days), vec![(0, 30 * DAY)], "B", until, ClaimState::Lapsed { since: until }),
        (by(days), vec![(1, 30 * DAY)], "B", month(6), ClaimState::Lapsed { since: until }),
        (by(days), vec![(1, 30 * DAY - 1)], "B", month(6), was(1, 30 * DAY - 1)),
        (by(None), vec![], "B", month(6), ClaimState::NotClaimed),
        (by(None), vec![(4, 0)], "B", month(6), was(4, 0)),
        (claimed(None, days), vec![], "B", month(1), ClaimState::Claimable { until }),
        (claimed(None, days), vec![], "B", month(6), ClaimState::Past { until }),
        (by(days), vec![], "M", month(6), ClaimState::Nothing),
        (by(days), vec![], "B", at(0, 20 * DAY), ClaimState::Running),
    ];
    for (compensation, events, verdict, as_of, want) in cases {
        assert_eq!(state(compensation, events.clone(), verdict, as_of), want, "{events:?} {as_of:?}");
    }
}

#[test]
fn every_amount_is_explained_line_by_line() {
    let mut model = contract();
    let mut full = compensation(vec![ladder(), flat("12.34", breached(KEPT, Over::This))]);
    full.rules[0].text = "ladder 5%, then 5% more for each further period with kept breached".into();
    full.rules[1].text = "12.34 EUR when kept breached".into();
    full.caps = vec![cap("12%", CapPer::Period), cap("20", CapPer::OverAny(12, CalendarUnit::Month))];
    full.caps[0].text = "at most 12%".into();
    full.caps[1].text = "at most 20 EUR over any 12 months".into();
    full.claim = Some(Claim { event: Some(DEMANDED), within: Some((30, CalendarUnit::Day)) });
    model.compensations.push(full);
    let evidence = World { verdicts: "BB".into(), ..fee("99.99") }.evidence();
    let found = judged(&model, &evidence, 1..2, month(2)).periods.remove(0).compensation.remove(0);
    let lines = sla::report::compensation::Speech::english(&model).because(&found);
    let want = [
        "fee of 2024-02: 99.99 EUR",
        "ladder 5%, then 5% more for each further period with kept breached",
        "holds",
        "period 2 in a row",
        "pays 10%",
        "12.34 EUR when kept breached",
        "holds",
        "pays 12.34 EUR",
        "added together: 10% and 12.34 EUR",
        "10% of 99.99 EUR = 22.339 EUR",
        "at most 12%: 11.9988 EUR",
        "at most 20 EUR over any 12 months (12.00 EUR before): 8.00 EUR",
        "claimable by demanded until Sun 2024-03-31 00:00",
    ];
    assert_eq!(lines, want);
}
