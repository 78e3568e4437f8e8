//! A finished period is never restated (semantics 4.1): evidence that agrees up to its end gives the same verdicts, values,
//! counts, notes and readings for it, whatever is appended later.

use proptest::prelude::*;
use sla::calendar::Calendar;
use sla::eval::{Request, evaluate};
use sla::evidence::{Cell, Evidence, IntervalRow, Owner};
use sla::model::{ComponentId, GroupId, ValueId};
use sla::quantity::Instant;

use crate::cases::cases;
use crate::settlement::{Given, Terms, contract, evidence, given, terms};
use crate::world::{MONTHS, at, compile, periods, row};

/// An outage or maintenance: whose, from, length, notice, cause.
pub type Row = (u32, i64, Option<i64>, Option<i64>, Option<u32>);

/// Owners: component 0, component 1, the group of both.
pub fn owner(number: u32) -> Owner {
    if number < 2 { Owner::Component(ComponentId(number)) } else { Owner::Group(GroupId(0)) }
}

pub fn rows() -> impl Strategy<Value = Vec<Row>> {
    let from = prop_oneof![0..MONTHS[4], (1..4usize, -6..4i64).prop_map(|(month, off)| MONTHS[month] + off)];
    let length = proptest::option::weighted(0.9, 0..12i64);
    let cause = proptest::option::weighted(0.9, 0..2u32);
    proptest::collection::vec((0..3u32, from, length, proptest::option::of(-2..20i64), cause), 0..8)
}

/// As a table, in order of start.
pub fn table(rows: &[Row]) -> Vec<IntervalRow> {
    let mut table: Vec<IntervalRow> = rows
        .iter()
        .enumerate()
        .map(|(line, (of, from, length, notice, cause))| IntervalRow {
            id: None,
            of: owner(*of),
            from: at(*from),
            to: length.map(|length| at(from + length)),
            announced: notice.map(|notice| at(from - notice)),
            cells: Box::new([cause.map_or(Cell::Missing, |cause| Cell::Value(ValueId(cause)))]),
            row: row(line + 1),
        })
        .collect();
    table.sort_by_key(|row| (row.from, row.row));
    table
}

const MORE: &str = r#"
component A, B
group G { A, B }
outage { cause ours | theirs }
maintenance { cause ours | theirs }

measure up of component -> percent {
  down   is (outages where cause is ours) lasting at least 8h
  planned is maintenance within w
  service is period outside planned
  result is (service outside down) as share of service
}

measure total of component -> percent {
  all    is days of period * 24h
  result is (all - length of outages) as share of (all - length of (maintenance outside outages))
}

norm figures {
  mean c of incident <= 8h
  percentile 80 of c of incident <= 16h
  longest c of incident <= 40h
  count of opened incident <= 3
  count of resolved incident <= 3
  count of open incident <= 2
  share of incident with c <= 12h >= 50%
  share of incident with (c > 4h and c <= 24h) >= 20%
}

norm availability {
  for each component of G : up >= 97%
  mean total of G >= 98%
  at most 2 maintenance of A
  each maintenance of G lasts at most 12h
  every maintenance of A is announced at least 2 workdays of v before
  no maintenance of B overlapping v
  longest outages of G <= 24h
  shortest outages of A >= 4h
  count of outages of G <= 3
}

window v { mon..fri 08:00-16:00 }
"#;

/// The evidence as it stood at `end`.
pub fn truncated(evidence: &Evidence, end: Instant) -> Evidence {
    let mut cut = evidence.clone();
    let before = |at: &Instant| *at < end;
    let tickets = cut.tickets.as_mut().unwrap();
    tickets.retain(|ticket| ticket.opened < end);
    for ticket in tickets {
        ticket.responded = ticket.responded.filter(before);
        ticket.resolved = ticket.resolved.filter(before);
        ticket.closed = ticket.closed.filter(before);
    }
    let waits = cut.waits.as_mut().unwrap();
    waits.retain(|wait| wait.from < end);
    for wait in waits {
        wait.to = wait.to.filter(before);
    }
    cut.changes.as_mut().unwrap().retain(|change| change.at < end);
    for table in [&mut cut.outages, &mut cut.maintenance] {
        let rows = table.as_mut().unwrap();
        rows.retain(|row| row.from < end);
        for row in rows {
            row.to = row.to.filter(before);
            row.announced = row.announced.filter(before);
        }
    }
    cut
}

fn check(terms: Terms, mut tickets: Vec<Given>, outages: &[Row], maintenance: &[Row]) {
    tickets.sort_by_key(|given| given.opened);
    let text = contract(terms) + MORE;
    let model = compile(&text);
    let calendar = Calendar::new(&model);
    let mut whole = evidence(&tickets);
    whole.outages = Some(table(outages));
    whole.maintenance = Some(table(maintenance));
    let periods = periods(&model);
    let request = Request { periods: periods.clone(), as_of: at(MONTHS[4] + 500), plan: None, readings: true };
    let later = evaluate(&model, &calendar, &whole, &request);
    for (index, period) in periods.iter().enumerate() {
        let then = truncated(&whole, period.to);
        let request = Request { periods: periods[..=index].to_vec(), as_of: period.to, plan: None, readings: true };
        let verdicts = evaluate(&model, &calendar, &then, &request);
        let (then, now) = (format!("{:#?}", verdicts.periods[index]), format!("{:#?}", later.periods[index]));
        let difference = then.lines().zip(now.lines()).find(|(a, b)| a != b);
        assert!(
            then == now,
            "{}: {difference:?}\n{then}\n{text}\n{tickets:#?}\n{outages:?}\n{maintenance:?}",
            period.label
        );
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn a_finished_period_is_never_restated(
        terms in terms(),
        tickets in proptest::collection::vec(given(), 0..12),
        outages in rows(),
        maintenance in rows(),
    ) {
        check(terms, tickets, &outages, &maintenance);
    }
}
