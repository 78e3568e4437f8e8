//! One month alone and a whole year give the same verdicts, amounts, rights and colours for that month, and what happens
//! after it changes none of them.

use proptest::prelude::*;
use sla::calendar::Calendar;
use sla::eval::compensation::Between;
use sla::eval::verdict::PeriodVerdicts;
use sla::evidence::Evidence;
use sla::model::{
    AmountId, CalendarUnit, Cap, CapPer, Claim, ClockId, Combine, Compensation, Condition, Fee, Model, Most, NormId,
    Opening, Over, Pay, Predicate, Right, Side, Status, StatusRow, StatusWhen, Tier, Value,
};
use sla::quantity::{Elapsed, Instant};

use crate::cases::cases;
use crate::world::{
    DAY, DEMANDED, FOLLOW_UP, HOUR, KEPT, LEVELS, MEETING, PROGRESS, SHORT, World, breached, compensation, contract,
    contract_since_whenever, formula, judged_by, met, month, outages, span, worth,
};

const MONTHS: i64 = 8;

/// Every form at once.
fn everything(model: &mut Model) {
    let time = |seconds| Value::Elapsed(Elapsed::from_seconds(seconds).unwrap());
    let (longest, component) = formula(model, 1);
    let tier = |low: Option<i64>, below: Option<i64>, pays: Option<&str>| Tier {
        span: span(),
        text: "tier".into(),
        low: low.map(|at| sla::model::Edge { at: time(at), included: true }),
        high: below.map(|at| sla::model::Edge { at: time(at), included: false }),
        worth: pays.map(worth),
        then: None,
    };
    let tiers = || vec![tier(None, Some(4 * HOUR), None), tier(Some(4 * HOUR), None, Some("7%"))];
    let flat = |pays: &str, norm: NormId, over| Pay::Flat { worth: worth(pays), when: breached(norm, over) };
    let ladder = || Pay::Ladder { first: worth("5%"), more: worth("5%"), when: breached(KEPT, Over::This) };
    let cap = |most: &str, per| Cap { span: span(), text: "cap".into(), most: Most::Worth(worth(most)), per };
    let per_step = Pay::PerStep {
        worth: worth("3%"),
        step: time(HOUR),
        from: time(2 * HOUR),
        side: Side::Above,
        started: true,
        value: longest.clone(),
        component,
    };
    let lost = Pay::TimeLost {
        times: sla::quantity::Ratio::whole(10),
        value: longest.clone(),
        component,
        beyond: Elapsed::from_seconds(HOUR).unwrap(),
    };
    let opening = Opening {
        span: span(),
        after: (1, CalendarUnit::Month),
        event: MEETING,
        with: vec![(1, FOLLOW_UP)],
        unless: Some(PROGRESS),
    };
    let over_any = |months| CapPer::OverAny(months, CalendarUnit::Month);
    model.compensations = vec![
        Compensation {
            caps: vec![cap("50%", CapPer::Period), cap("60", over_any(4)), cap("150", CapPer::Year)],
            ..compensation(vec![ladder(), flat("20", LEVELS, Over::OfAny(2, 3))])
        },
        Compensation { opens: Some(opening), ends: Some(met(KEPT)), ..compensation(vec![ladder()]) },
        Compensation {
            combine: Combine::Highest,
            ..compensation(vec![
                Pay::Tiers { value: longest, component, tiers: tiers() },
                per_step,
                lost,
                Pay::PerMiss { worth: worth("2"), norm: LEVELS, beyond: 1 },
            ])
        },
        Compensation {
            claim: Some(Claim { event: Some(DEMANDED), within: Some((20, CalendarUnit::Day)) }),
            fee: Some(Fee { amount: AmountId(0), next_period: true }),
            ..compensation(vec![
                Pay::EachTicket { clock: ClockId(0), filter: Predicate::True, tiers: tiers() },
                Pay::EachRow { rows: outages(model), tiers: tiers() },
                flat("1%", SHORT, Over::InARow(2)),
            ])
        },
    ];
    let declared = sla::model::Declared { name: "leave".into(), label: None, clause: None, span: span() };
    model.rights = vec![Right { declared, text: "when".into(), when: breached(KEPT, Over::OfAny(2, 3)) }];
    let row = |when| StatusRow { colour: format!("{when:?}"), label: None, text: String::new(), when };
    let rows = [StatusWhen::MetOfTwo(2), StatusWhen::AtLeast { count: 2, of: 4 }, StatusWhen::Otherwise];
    model.statuses = vec![Status { span: span(), objective: None, rows: rows.map(row).into() }];
    assert!(matches!(model.rights[0].when, Condition::Norm { .. }));
}

/// The evidence as it stood at an instant.
fn truncated(evidence: &Evidence, end: Instant) -> Evidence {
    let mut cut = evidence.clone();
    for ticket in cut.tickets.as_mut().unwrap() {
        ticket.resolved = ticket.resolved.filter(|at| *at < end);
    }
    cut.tickets.as_mut().unwrap().retain(|ticket| ticket.opened < end);
    for row in cut.outages.as_mut().unwrap() {
        row.to = row.to.filter(|at| *at < end);
    }
    cut.outages.as_mut().unwrap().retain(|row| row.from < end);
    cut.events.as_mut().unwrap().retain(|row| row.at < end);
    cut.judgements.as_mut().unwrap().retain(|row| row.at < end);
    cut.amounts.as_mut().unwrap().retain(|row| row.from < end);
    cut
}

/// All but what follows the moment of evaluation: claims, and the fees of periods that had not begun.
fn fixed(found: &PeriodVerdicts) -> String {
    let mut found = found.clone();
    for (number, compensation) in found.compensation.iter_mut().enumerate() {
        compensation.claim = sla::eval::compensation::ClaimState::Nothing;
        if number == 3 {
            assert!(compensation.share.is_some() || compensation.amount.is_nothing());
            compensation.amount = Between::ANY;
            compensation.because.clear();
        }
    }
    format!("{found:#?}")
}

fn world() -> impl Strategy<Value = World> {
    let when = || (0..MONTHS, 0..31 * DAY);
    let length = || prop_oneof![Just(4 * HOUR), 0..12 * HOUR, 0..4 * DAY];
    let verdicts = proptest::collection::vec(proptest::sample::select(vec!['B', 'B', 'M', 'U', '.']), 8);
    let outages = proptest::collection::vec((when(), length()), 0..6);
    let priority = proptest::option::weighted(0.9, 0..2u32);
    let tickets = proptest::collection::vec((when(), length(), priority), 0..8);
    let event = proptest::sample::select(vec![MEETING, FOLLOW_UP, DEMANDED]);
    let events = proptest::collection::vec((event, when()), 0..8);
    let answers = proptest::collection::vec((when(), any::<bool>()), 0..4);
    let fees = proptest::sample::select(vec![
        vec![(0, 60, "99.95")],
        vec![(0, 3, "100"), (3, 60, "250")],
        vec![(0, 1, "10"), (1, 2, "20"), (2, 3, "30"), (3, 4, "40"), (4, 5, "50"), (6, 60, "70")],
        vec![],
    ]);
    (verdicts, outages, tickets, events, answers, fees).prop_map(
        |(verdicts, outages, tickets, events, mut answers, fees)| {
            answers.sort_by_key(|((number, seconds), _)| month(*number).micros() / 1_000_000 + seconds);
            World {
                verdicts: verdicts.into_iter().collect(),
                outages: outages.into_iter().map(|((month, from), length)| (month, from, length)).collect(),
                tickets: tickets
                    .into_iter()
                    .map(|((month, from), length, priority)| (month, from, length, priority))
                    .collect(),
                fees,
                events: events.into_iter().map(|(event, (month, seconds))| (event, month, seconds)).collect(),
                answers: answers.into_iter().map(|((month, seconds), answer)| (month, seconds, answer)).collect(),
            }
        },
    )
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn a_month_alone_is_that_month_of_the_year(world in world(), since in any::<bool>()) {
        let mut model = if since { contract() } else { contract_since_whenever() };
        everything(&mut model);
        let calendar = Calendar::new(&model);
        let evidence = world.evidence();
        let as_of = month(MONTHS);
        let year = judged_by(&calendar, &evidence, 0..MONTHS, as_of);
        for number in 0..MONTHS {
            let index = usize::try_from(number).unwrap();
            let of_year = &year.periods[index];
            let same = judged_by(&calendar, &evidence, number..number + 1, as_of).periods.remove(0);
            prop_assert_eq!(format!("{same:#?}"), format!("{of_year:#?}"), "month {} of {:?}", number, world);
            let end = month(number + 1);
            let at_end = judged_by(&calendar, &evidence, number..number + 1, end).periods.remove(0);
            prop_assert_eq!(fixed(&at_end), fixed(of_year), "month {} at its end, of {:?}", number, world);
            let then = judged_by(&calendar, &truncated(&evidence, end), number..number + 1, end).periods.remove(0);
            prop_assert_eq!(fixed(&then), fixed(of_year), "month {} on what was known then, of {:?}", number, world);
        }
    }
}
