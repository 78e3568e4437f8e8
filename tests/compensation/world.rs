//! A small contract in UTC, and worlds in which it is judged.

use std::sync::LazyLock;

use sla::calendar::{Calendar, Period};
use sla::eval::compensation::{Between, CompensationVerdict};
use sla::eval::verdict::{PeriodVerdicts, Verdicts};
use sla::eval::{Request, evaluate};
use sla::evidence::{AmountRow, EventRow, Evidence, IntervalRow, JudgementRow, Owner, RowRef, Ticket};
use sla::model::{
    AmountId, Combine, Compensation, ComponentId, Condition, Declared, EventId, Fee, Formula, JudgementId, Model,
    NormId, Over, Pay, PayRule, PriorityId, RowSet, Subject, TicketKindId, Worth,
};
use sla::quantity::{Elapsed, Instant, Ratio};
use sla::source::{SourceId, SourceMap, Span};

const CONTRACT: &str = r#"edition 1

contract "Test" {
  effective from 2024-01-01
  timezone UTC
  locale en
  currency EUR
  period month
}

component A
event meeting, follow_up, demanded
amount fee
judgement progress
window w { daily 00:00-24:00 }
priorities P1 > P2
ticket incident
clock c of incident {
  from     opened
  to       resolved
  counting w
}

measure up of component -> percent { result is (period outside outages) as share of period }

norm kept {
  empty not judged
  share of incident where priority is P1 with c <= 4h >= 100%
}

norm levels {
  clock c
  by priority {
       | 90% within | 100% within
    P1 | 4h         | 6h
    P2 | 8h         | 12h
  }
}

kpi figures {
  up of A
  longest outages of A
}

norm short { each outages of A lasts at most 6h }
"#;

/// `kept`: 100 % of P1 within 4 hours; not judged where there are none.
pub const KEPT: NormId = NormId(0);
/// `levels`: two levels.
pub const LEVELS: NormId = NormId(1);
/// `short`: a rule on each row.
pub const SHORT: NormId = NormId(3);
pub const MEETING: EventId = EventId(0);
pub const FOLLOW_UP: EventId = EventId(1);
pub const DEMANDED: EventId = EventId(2);
pub const PROGRESS: JudgementId = JudgementId(0);
pub const HOUR: i64 = 3600;
pub const DAY: i64 = 24 * HOUR;

pub fn span() -> Span {
    Span::new(SourceId(0), 0, 0)
}

/// The contract without compensation.
pub fn contract() -> Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| compiled(CONTRACT));
    MODEL.clone()
}

/// The same, which does not say since when it holds.
pub fn contract_since_whenever() -> Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| compiled(&CONTRACT.replace("  effective from 2024-01-01\n", "")));
    MODEL.clone()
}

pub fn compiled(text: &str) -> Model {
    let mut sources = SourceMap::default();
    let source = sources.add("test.sla", text);
    match sla::compile(&sources, source) {
        Ok((model, _)) => model,
        Err(problems) => {
            let all: Vec<String> = problems.iter().map(|it| format!("{}: {}", it.code(), it.diagnostic)).collect();
            panic!("{text}\n{}", all.join("\n"));
        }
    }
}

/// A formula of the kpi: 0 availability, 1 the longest outage.
pub fn formula(model: &Model, number: usize) -> (Formula, Option<ComponentId>) {
    let Subject::Formula { value, component } = &model.norm(NormId(2)).requirements[number].subject else {
        panic!("a kpi of formulas")
    };
    (value.clone(), *component)
}

/// The outages of A.
pub fn outages(model: &Model) -> RowSet {
    let Subject::EachRow { rows, .. } = &model.norm(SHORT).requirements[0].subject else {
        panic!("a rule on each row")
    };
    rows.clone()
}

pub fn ratio(text: &str) -> Ratio {
    Ratio::from_decimal(text).expect("a decimal")
}

/// `5%` or `12.50`.
pub fn worth(text: &str) -> Worth {
    match text.strip_suffix('%') {
        Some(percent) => Worth::Share(ratio(percent).div(&Ratio::whole(100)).unwrap()),
        None => Worth::Money(ratio(text)),
    }
}

pub fn breached(norm: NormId, over: Over) -> Condition {
    Condition::Norm { norm, breached: true, over }
}

pub fn met(norm: NormId) -> Condition {
    Condition::Norm { norm, breached: false, over: Over::This }
}

/// A compensation with these rules, of the fee of the judged period.
pub fn compensation(rules: Vec<Pay>) -> Compensation {
    let rule = |pay| PayRule { span: span(), text: "rule".into(), pay };
    Compensation {
        declared: Declared { name: "credits".into(), label: None, clause: None, span: span() },
        fee: Some(Fee { amount: AmountId(0), next_period: false }),
        opens: None,
        rules: rules.into_iter().map(rule).collect(),
        combine: Combine::Added,
        caps: Vec::new(),
        least: None,
        ends: None,
        claim: None,
    }
}

/// Months since January 2024.
pub fn month(number: i64) -> Instant {
    let date = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let date = date.checked_add_months(chrono::Months::new(u32::try_from(number).unwrap())).unwrap();
    Instant::from_unix(date.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp()).unwrap()
}

/// So many seconds after the beginning of a month.
pub fn at(number: i64, seconds: i64) -> Instant {
    month(number).checked_add(Elapsed::from_seconds(seconds).unwrap()).unwrap()
}

/// What happens in a world; months since January 2024, seconds since the beginning of the month.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// Of `kept`, from January: `B` breached, `M` met, `U` undecided, `.` not judged.
    pub verdicts: String,
    /// Month, from, length.
    pub outages: Vec<(i64, i64, i64)>,
    /// Month, opened, length, priority.
    pub tickets: Vec<(i64, i64, i64, Option<u32>)>,
    /// First month, month after the last, fee.
    pub fees: Vec<(i64, i64, &'static str)>,
    pub events: Vec<(EventId, i64, i64)>,
    pub answers: Vec<(i64, i64, bool)>,
}

impl World {
    /// 100 a month.
    pub fn with_fee(fee: &'static str) -> Self {
        Self { fees: vec![(0, 60, fee)], ..Self::default() }
    }

    pub fn evidence(&self) -> Evidence {
        let row = RowRef { file: 0, line: 1 };
        let mut given = self.tickets.clone();
        for (number, verdict) in self.verdicts.chars().enumerate() {
            let number = i64::try_from(number).unwrap();
            match verdict {
                'B' => given.push((number, DAY, 10 * HOUR, Some(0))),
                'M' => given.push((number, DAY, HOUR, Some(0))),
                'U' => given.push((number, DAY, 10 * HOUR, None)),
                '.' => {}
                other => panic!("no verdict {other}"),
            }
        }
        let mut tickets: Vec<Ticket> = given
            .into_iter()
            .map(|(number, opened, length, priority)| Ticket {
                id: format!("INC-{number}-{opened}-{length}").into(),
                kind: TicketKindId(0),
                plan: None,
                opened: at(number, opened),
                responded: None,
                resolved: Some(at(number, opened + length)),
                closed: None,
                priority: priority.map(PriorityId),
                component: None,
                cells: Box::new([]),
                row,
            })
            .collect();
        tickets.sort_by_key(|ticket| (ticket.opened, ticket.id.clone()));
        let mut outages: Vec<IntervalRow> = self
            .outages
            .iter()
            .map(|(number, from, length)| IntervalRow {
                id: None,
                of: Owner::Component(ComponentId(0)),
                from: at(*number, *from),
                to: Some(at(*number, from + length)),
                announced: None,
                cells: Box::new([]),
                row,
            })
            .collect();
        outages.sort_by_key(|row| row.from);
        let amount = |(from, to, fee): &(i64, i64, &str)| AmountRow {
            amount: AmountId(0),
            from: month(*from),
            to: month(*to),
            value: ratio(fee),
            row,
        };
        let mut events: Vec<EventRow> = self
            .events
            .iter()
            .map(|(event, number, seconds)| EventRow { event: *event, at: at(*number, *seconds), component: None, row })
            .collect();
        events.sort_by_key(|event| event.at);
        let answer = |(number, seconds, answer): &(i64, i64, bool)| JudgementRow {
            judgement: PROGRESS,
            subject: None,
            at: at(*number, *seconds),
            answer: *answer,
            by: None,
            reason: None,
            row,
        };
        Evidence {
            tickets: Some(tickets),
            waits: Some(vec![]),
            changes: Some(vec![]),
            outages: Some(outages),
            maintenance: Some(vec![]),
            amounts: Some(self.fees.iter().map(amount).collect()),
            events: Some(events),
            judgements: Some(self.answers.iter().map(answer).collect()),
            ..Evidence::default()
        }
    }
}

pub fn periods(calendar: &Calendar<'_>, months: std::ops::Range<i64>) -> Vec<Period> {
    months.map(|number| calendar.periods().containing(month(number))).collect()
}

/// These months, evaluated at the beginning of month `as_of`.
pub fn judged(model: &Model, evidence: &Evidence, months: std::ops::Range<i64>, as_of: Instant) -> Verdicts {
    judged_by(&Calendar::new(model), evidence, months, as_of)
}

/// The same by a calendar of the contract, which keeps what it has worked out of windows.
pub fn judged_by(
    calendar: &Calendar<'_>,
    evidence: &Evidence,
    months: std::ops::Range<i64>,
    as_of: Instant,
) -> Verdicts {
    let request = Request { periods: periods(calendar, months), as_of, readings: false, plan: None };
    evaluate(calendar.model(), calendar, evidence, &request)
}

/// One month, evaluated at its end.
pub fn alone(model: &Model, evidence: &Evidence, number: i64) -> PeriodVerdicts {
    judged(model, evidence, number..number + 1, month(number + 1)).periods.remove(0)
}

/// What a month pays, evaluated at its end.
pub fn pays(compensation: &Compensation, world: &World, number: i64) -> CompensationVerdict {
    let mut model = contract();
    model.compensations.push(compensation.clone());
    alone(&model, &world.evidence(), number).compensation.remove(0)
}

/// `62.50`, `0.00..5.00`, `0.00..`.
pub fn shown(amount: &Between) -> String {
    let money = |value: &Ratio| {
        let cents = value.scaled_half_up(2).to_string();
        let cents = format!("{cents:0>3}");
        format!("{}.{}", &cents[..cents.len() - 2], &cents[cents.len() - 2..])
    };
    match (&amount.high, amount.exact()) {
        (_, Some(exact)) => money(exact),
        (Some(high), None) => format!("{}..{}", money(&amount.low), money(high)),
        (None, None) => format!("{}..", money(&amount.low)),
    }
}
