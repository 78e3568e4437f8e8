//! Best and worst case (semantics 6.1, 4.4), against completing what is missing or still to come in every possible way and
//! judging each completion: what is met stays met in all of them, what is breached stays breached.

use proptest::prelude::*;
use sla::calendar::{Calendar, Period};
use sla::eval::verdict::{RequirementVerdict, Verdict};
use sla::eval::{Request, evaluate};
use sla::evidence::{Cell, Evidence, EvidenceFile, IntervalRow, Ticket, TicketIx, Wait};
use sla::model::{Model, PriorityId, ReasonId, TicketKindId, ValueId};
use sla::quantity::Instant;

use crate::availability::{ITEMS, Rows, Set, World, row_set, set, world};
use crate::cases::cases;
use crate::finished::{owner, table};
use crate::settlement::{Given, Terms, contract, evidence, given};
use crate::world::{MONTHS, at, compile, nothing, periods, row};

/// A contract and the month that is judged.
struct Court<'a> {
    calendar: Calendar<'a>,
    period: Period,
}

impl<'a> Court<'a> {
    fn new(model: &'a Model, month: usize) -> Self {
        Self { calendar: Calendar::new(model), period: periods(model)[month].clone() }
    }

    /// All requirements of the first norm.
    fn judge(&self, evidence: &Evidence, as_of: Instant) -> Vec<RequirementVerdict> {
        let request = Request { periods: vec![self.period.clone()], as_of, plan: None, readings: false };
        let mut verdicts = evaluate(self.calendar.model(), &self.calendar, evidence, &request);
        verdicts.periods.remove(0).norms.remove(0).requirements
    }
}

fn verdict(requirement: &RequirementVerdict) -> Verdict {
    requirement.verdict.unwrap()
}

/// What a verdict promises of every completion.
fn holds(claimed: Verdict, completed: Verdict) -> bool {
    match claimed {
        Verdict::Met | Verdict::Breached => completed == claimed,
        Verdict::Undecided | Verdict::Empty | Verdict::Measured => true,
    }
}

/// One row skipped as bad.
fn skipped(table: &str) -> Vec<EvidenceFile> {
    vec![EvidenceFile {
        table: table.into(),
        file: "x.csv".into(),
        sha256: String::new(),
        rows: 9,
        rejected: 1,
        dropped: 0,
        out_of_scope: 0,
    }]
}

/// The causes that are missing, filled in every way.
fn filled(rows: &[IntervalRow]) -> Vec<Vec<IntervalRow>> {
    let mut all = vec![rows.to_vec()];
    for index in 0..rows.len() {
        if rows[index].cells[0] == Cell::Missing {
            let with = |cause: u32| {
                all.iter().cloned().map(move |mut rows: Vec<IntervalRow>| {
                    rows[index].cells = Box::new([Cell::Value(ValueId(cause))]);
                    rows
                })
            };
            all = with(0).chain(with(1)).collect();
        }
    }
    all
}

/// How outages and maintenance may go on from `now` to `end`: open rows end at one of a few ticks, and one row of each
/// owner and cause may come.
fn continued(rows: &[IntervalRow], now: i64, end: i64) -> Vec<Vec<IntervalRow>> {
    let mut all = vec![];
    for closes in [now, end] {
        let mut closed = rows.to_vec();
        for row in &mut closed {
            row.to = row.to.filter(|to| *to < at(now)).or(Some(at(closes.min(end))));
        }
        all.push(closed.clone());
        for (of, cause, from, to) in [(0, 0, now, end), (2, 1, now + 1, now + 2), (2, 0, now + 1, end)] {
            let mut more = closed.clone();
            let to = Some(at(to.min(end)));
            let cells = Box::new([Cell::Value(ValueId(cause))]);
            more.push(IntervalRow {
                id: None,
                of: owner(of),
                from: at(from),
                to,
                announced: None,
                cells,
                row: row(99),
            });
            all.push(more);
        }
    }
    all
}

fn norm_of_sets(part: &Set, of: &Set, rows: &Rows, op: &str, bound: i64) -> String {
    let (part, of, rows) = (part.text(), of.text(), rows.text());
    format!(
        "{ITEMS}\
         measure share of component -> percent {{\n  a is {part}\n  b is {of}\n  result is a as share of b\n}}\n\
         measure formula of component -> percent {{\n  all is days of period * 24h\n  a is length of ({part})\n\
           result is (all - a) as share of (all - length of ({of}))\n}}\n\
         norm n {{\n  share of A {op} {bound}%\n  formula of A {op} {bound}%\n  mean share of G {op} {bound}%\n  \
           lowest formula of G {op} {bound}%\n  share of A * formula of B {op} {bound}%\n  \
           count of {rows} {op} 2\n  longest of {rows} {op} 12h\n  shortest of {rows} {op} 12h\n}}\n"
    )
    .replace("measure share", "measure deel")
    .replace("share of A", "deel of A")
    .replace("mean share", "mean deel")
}

fn check_sets(world: &World, sets: (&Set, &Set, &Rows), op: &str, bound: i64, left: i64, skip: bool) {
    let text = norm_of_sets(sets.0, sets.1, sets.2, op, bound);
    let model = compile(&text);
    let court = Court::new(&model, 1);
    let (now, end) = (MONTHS[2] - left, MONTHS[2]);
    let mut known = nothing();
    // At most one cause of each table is missing.
    let known_rows = |rows: &[_]| {
        let mut gaps = 0;
        let mut rows = table(rows);
        rows.retain(|row| row.from < at(now));
        for row in &mut rows {
            row.to = row.to.filter(|to| *to < at(now));
            gaps += usize::from(row.cells[0] == Cell::Missing);
            if gaps > 1 && row.cells[0] == Cell::Missing {
                row.cells = Box::new([Cell::Value(ValueId(0))]);
            }
        }
        rows
    };
    let (outages, maintenance) = (known_rows(&world.outages), known_rows(&world.maintenance));
    (known.outages, known.maintenance) = (Some(outages.clone()), Some(maintenance.clone()));
    if skip {
        known.files = skipped("outages");
    }
    let claimed = court.judge(&known, at(now));
    if left > 0 {
        assert!(claimed.iter().all(|it| verdict(it) != Verdict::Met), "a running period is never met\n{text}");
    }
    if claimed.iter().all(|it| verdict(it) == Verdict::Undecided) {
        return;
    }
    let ways = |rows: &[IntervalRow]| -> Vec<Vec<IntervalRow>> {
        let ways = if left > 0 { continued(rows, now, end) } else { vec![rows.to_vec()] };
        ways.iter().flat_map(|rows| filled(rows)).collect()
    };
    let mut outage_ways = ways(&outages);
    if skip {
        for rows in ways(&outages) {
            for (of, from, to, cause) in [(0, 200, 210, 0), (2, MONTHS[1] - 5, 300, 1), (1, 250, end, 0)] {
                let mut more = rows.clone();
                let cells = Box::new([Cell::Value(ValueId(cause))]);
                let (from, to) = (at(from), Some(at(to)));
                more.push(IntervalRow { id: None, of: owner(of), from, to, announced: None, cells, row: row(98) });
                outage_ways.push(more);
            }
        }
    }
    for mut outages in outage_ways {
        for mut maintenance in ways(&maintenance) {
            for rows in [&mut outages, &mut maintenance] {
                rows.sort_by_key(|row| (row.from, row.row));
            }
            let mut whole = nothing();
            (whole.outages, whole.maintenance) = (Some(outages.clone()), Some(maintenance));
            for (claim, completed) in claimed.iter().zip(court.judge(&whole, at(end))) {
                assert!(
                    holds(verdict(claim), verdict(&completed)),
                    "requirement {} claimed {:?}, completed {completed:?}\n{text}\n{known:#?}\n{whole:#?}\nas of {now}",
                    claim.index,
                    verdict(claim),
                );
            }
        }
    }
}

/// Tickets under a contract with more bounds: shares of 100 %, and shares that should be small.
fn norm_of_tickets(terms: Terms) -> String {
    let more = "norm m {\n  clock c\n  100% within 24h\n  share of incident with c > 12h <= 20%\n  \
        share of incident with (c > 4h and c <= 24h) >= 30%\n}\n";
    let (before, norm) = {
        let text = contract(terms);
        let place = text.find("norm n").unwrap();
        (text[..place].to_owned(), text[place..].to_owned())
    };
    // The norm that is judged comes first.
    let rows = norm.lines().filter(|line| line.trim_start().starts_with('P')).collect::<Vec<_>>().join("\n");
    format!(
        "{before}norm n {{\n  clock c\n  by priority {{\n       | 50% within | 100% in less than\n{rows}\n  }}\n  100% within 24h\n  \
         share of incident with c > 12h <= 20%\n  share of incident with (c > 4h and c <= 24h) >= 30%\n}}\n{more}"
    )
}

fn check_tickets(terms: Terms, mut tickets: Vec<Given>, left: i64) {
    tickets.sort_by_key(|given| given.opened);
    tickets.retain(|given| given.opened < MONTHS[2] - left);
    let mut gaps = 0;
    for given in &mut tickets {
        // Only what the oracle completes may be missing.
        given.log.clear();
        gaps += usize::from(given.priority.is_none());
        given.priority = given.priority.or((gaps > 3).then_some(1));
        let known = |tick: &i64| *tick < MONTHS[2] - left;
        given.responded = given.responded.filter(known);
        given.resolved = given.resolved.filter(known);
        given.closed = given.closed.filter(known);
        given.waits.retain(|(from, ..)| known(from));
    }
    let text = norm_of_tickets(terms);
    let model = compile(&text);
    let court = Court::new(&model, 1);
    let (now, end) = (MONTHS[2] - left, MONTHS[2]);
    let known = evidence(&tickets);
    // Between two ticks, so that nothing happens at that very instant.
    let as_of = if left > 0 { Instant::from_micros((at(now - 1).micros() + at(now).micros()) / 2) } else { at(end) };
    let claimed = court.judge(&known, as_of);
    let fill = |evidence: &Evidence| -> Vec<Evidence> {
        let mut all = vec![evidence.clone()];
        for index in 0..tickets.len() {
            if tickets[index].priority.is_none() {
                let with = |priority: u32| {
                    all.iter().cloned().map(move |mut evidence: Evidence| {
                        evidence.tickets.as_mut().unwrap()[index].priority = Some(PriorityId(priority));
                        evidence
                    })
                };
                all = (0..3).flat_map(with).collect();
            }
        }
        all
    };
    let mut completions = fill(&known);
    let best = |evidence: &Evidence, priority: u32, stop: bool| {
        let mut best = evidence.clone();
        let tickets = best.tickets.as_mut().unwrap();
        for ticket in tickets.iter_mut().filter(|_| stop) {
            for moment in [&mut ticket.responded, &mut ticket.resolved, &mut ticket.closed] {
                *moment = moment.or(Some(as_of));
            }
        }
        for number in 0..60 {
            tickets.push(Ticket {
                plan: None,
                id: format!("Z{number}").into(),
                kind: TicketKindId(0),
                opened: as_of,
                responded: Some(as_of),
                resolved: Some(as_of),
                closed: Some(as_of),
                priority: Some(PriorityId(priority)),
                component: None,
                cells: Box::new([]),
                row: row(900 + number),
            });
        }
        best
    };
    if left > 0 {
        let filled = completions.clone();
        completions.extend((0..3).flat_map(|priority| filled.iter().map(move |it| best(it, priority, true))));
        completions.extend((0..3).flat_map(|priority| filled.iter().map(move |it| best(it, priority, false))));
    }
    let mut saved = vec![false; claimed.len()];
    for completion in &completions {
        for (claim, completed) in claimed.iter().zip(court.judge(completion, at(end))) {
            saved[claim.index] |= verdict(&completed) == Verdict::Met;
            let undecided = terms.counted_by == "opened" && verdict(&completed) == Verdict::Undecided;
            assert!(
                undecided || holds(verdict(claim), verdict(&completed)),
                "requirement {} claimed {claim:?}, completed {completed:?}\n{text}\n{tickets:#?}\nas of {now}\n{completion:#?}",
                claim.index,
            );
        }
    }
    if left > 0 && matches!(terms.counted_by, "settled" | "opened") {
        for claim in claimed.iter().take(8) {
            let could = saved[claim.index];
            assert!(verdict(claim) != Verdict::Met);
            assert!(could == (verdict(claim) != Verdict::Breached), "{claim:?}\n{text}\n{tickets:#?}\nas of {now}");
        }
    }
}

/// A skipped wait may have been any wait of any ticket.
fn check_skipped_wait(terms: Terms, mut tickets: Vec<Given>, from: i64, length: i64) {
    tickets.sort_by_key(|given| given.opened);
    let text = norm_of_tickets(terms);
    let model = compile(&text);
    let court = Court::new(&model, 1);
    let mut known = evidence(&tickets);
    known.files = skipped("waits");
    let claimed = court.judge(&known, at(MONTHS[2]));
    for number in 0..tickets.len() {
        let mut whole = evidence(&tickets);
        let waits = whole.waits.as_mut().unwrap();
        let start = tickets[number].opened + from;
        let ticket = TicketIx(u32::try_from(number).unwrap());
        let (from, to) = (at(start), Some(at(start + length)));
        waits.push(Wait { ticket, from, to, reason: ReasonId(0), row: row(77) });
        waits.sort_by_key(|wait| (wait.ticket, wait.from, wait.row));
        for (claim, completed) in claimed.iter().zip(court.judge(&whole, at(MONTHS[2]))) {
            assert!(holds(verdict(claim), verdict(&completed)), "{claim:?} {completed:?}\n{text}\n{tickets:#?}");
        }
    }
}

/// No priority changes: a completion of a ticket is what the row lacks.
fn plain_terms() -> impl Strategy<Value = Terms> {
    (crate::settlement::terms(), any::<bool>()).prop_map(|(terms, _)| terms)
}

proptest! {
    #![proptest_config(cases(25))]

    #[test]
    fn no_completion_of_rows_turns_a_verdict(
        world in world(),
        part in set(),
        of in set(),
        rows in row_set(),
        op in proptest::sample::select(&[">=", "<=", ">", "<"][..]),
        bound in proptest::sample::select(&[0i64, 2, 50, 90, 97, 99, 100][..]),
        left in proptest::sample::select(&[0i64, 0, 2, 20][..]),
        skip in proptest::bool::weighted(0.2),
    ) {
        // A bound that nothing can hold, or fail, is refused.
        let bound = match op {
            ">" => bound.min(99),
            "<" => bound.max(2),
            _ => bound,
        };
        let (part, of, rows) = (part.without_missing(), of.without_missing(), rows.without_missing());
        check_sets(&world, (&part, &of, &rows), op, bound, left, skip);
    }

    #[test]
    fn no_completion_of_tickets_turns_a_verdict(
        terms in plain_terms(),
        tickets in proptest::collection::vec(given(), 0..8),
        left in proptest::sample::select(&[0i64, 3, 12][..]),
    ) {
        check_tickets(terms, tickets, left);
    }

    #[test]
    fn no_skipped_wait_turns_a_verdict(
        terms in plain_terms(),
        tickets in proptest::collection::vec(given(), 1..8),
        from in 0..10i64,
        length in 1..30i64,
    ) {
        check_skipped_wait(terms, tickets, from, length);
    }
}
