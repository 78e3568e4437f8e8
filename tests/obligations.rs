//! Obligations, judgements and ladders of escalation over tables of evidence, each case worked out by hand.

#![expect(clippy::indexing_slicing, reason = "a test that is wrong should fail loudly")]

use chrono::NaiveDateTime;
use sla::calendar::Calendar;
use sla::eval::verdict::{Note, Outcome, Verdict};
use sla::eval::{Request, RungStanding, evaluate, ladders};
use sla::evidence::{EventRow, Evidence, EvidenceFile, IntervalRow, JudgementRow, Owner, RowRef, Ticket, TicketIx};
use sla::model::{ComponentId, EventId, JudgementId, Model, TicketKindId};
use sla::quantity::Instant;
use sla::source::SourceMap;

const CONTRACT: &str = r#"edition 1

contract "Obligations" {
  effective from 2024-01-01
  timezone  Europe/Amsterdam
  locale    en
  period    month
}

window office { mon..fri 09:00-17:00 }

component portal

event report, review, request, answer
judgement ours, late

ticket incident

clock resolution of incident { from opened; to resolved; counting office }

oblige reports { event report within 10 workdays of office after the period }
oblige reviews { event review at least 2 per period }
oblige answers { event answer within 2 weeks after event request }

measure downtime of component -> duration { result is length of (outages where judged ours) }

norm up { downtime of portal <= 2h }

norm resolved {
  clock resolution
  where judged ours
  within 8h
}

escalation ladder "Ladder" of incident {
  step "told"   contact "desk"
  step "second" contact "2nd line" at 50% of resolved
  step "third"  contact "3rd line" at 150% of resolved
}
"#;

const REPORT: EventId = EventId(0);
const REVIEW: EventId = EventId(1);
const REQUEST: EventId = EventId(2);
const ANSWER: EventId = EventId(3);

fn model() -> Model {
    let mut sources = SourceMap::default();
    let id = sources.add("contract.sla", CONTRACT);
    sla::compile(&sources, id).expect("a right contract").0
}

/// Local time in Amsterdam, in winter.
fn at(text: &str) -> Instant {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a moment");
    Instant::from_micros(local.and_utc().timestamp_micros() - 3_600_000_000)
}

fn event(event: EventId, when: &str) -> EventRow {
    EventRow { event, at: at(when), component: None, row: RowRef { file: 0, line: 1 } }
}

fn evidence(mut events: Vec<EventRow>) -> Evidence {
    events.sort_by_key(|event| event.at);
    Evidence {
        tickets: Some(Vec::new()),
        changes: Some(Vec::new()),
        waits: Some(Vec::new()),
        events: Some(events),
        judgements: Some(Vec::new()),
        ..Evidence::default()
    }
}

/// The verdict on a norm in each month asked for, with good, all and pending.
fn verdicts(evidence: &Evidence, norm: &str, months: &str, as_of: &str) -> Vec<(Verdict, u64, u64, u64)> {
    let model = model();
    let calendar = Calendar::new(&model);
    let periods = calendar.periods().parse(months).expect("months");
    let request = Request { periods, as_of: at(as_of), plan: None, readings: false };
    let place = model.norms.iter().position(|one| one.declared.name == norm).expect("a norm");
    let found = evaluate(&model, &calendar, evidence, &request);
    let of_period = |period: &sla::eval::verdict::PeriodVerdicts| {
        let norm = &period.norms[place];
        let counts = norm.requirements[0].counts.unwrap_or_default();
        (norm.verdict, counts.good, counts.total, counts.pending)
    };
    found.periods.iter().map(of_period).collect()
}

#[test]
fn a_report_counts_in_the_month_in_which_it_came_or_was_due() {
    use Verdict::{Breached, Met, Undecided};
    // January ends on a Wednesday: workday 1 is Thursday 1 February, the tenth is Wednesday 14 February.
    let cases = [
        (vec!["2024-02-14 17:00"], "2024-03-01 00:00", (Met, 1, 1, 0)),
        (vec!["2024-02-14 17:01"], "2024-03-01 00:00", (Breached, 0, 1, 0)),
        (vec![], "2024-03-01 00:00", (Breached, 0, 1, 0)),
        (vec!["2024-01-31 16:00"], "2024-03-01 00:00", (Breached, 0, 1, 0)),
        (vec!["2024-02-01 00:00"], "2024-03-01 00:00", (Met, 1, 1, 0)),
        (vec![], "2024-02-14 17:00", (Undecided, 0, 0, 1)),
        (vec![], "2024-02-14 17:01", (Breached, 0, 1, 0)),
        (vec!["2024-02-08 12:00"], "2024-02-09 00:00", (Undecided, 1, 1, 0)),
    ];
    for (reports, as_of, want) in cases {
        let rows = evidence(reports.iter().map(|when| event(REPORT, when)).collect());
        assert_eq!(verdicts(&rows, "reports", "2024-02", as_of), [want], "{reports:?} {as_of}");
    }
}

/// With Easter Monday 2026 off, the workdays after 31 March are 1–3, 7–10 and 13–15 April.
#[test]
fn the_first_workday_after_the_period_is_day_one() {
    let header =
        "window office { mon..fri 09:00-17:00 closed days }\nholidays days { on 2026-04-06 \"Easter Monday\" }";
    let text = CONTRACT.replace("window office { mon..fri 09:00-17:00 }", header);
    let mut sources = SourceMap::default();
    let id = sources.add("contract.sla", &text);
    let (model, _) = sla::compile(&sources, id).unwrap_or_else(|problems| panic!("{problems:?}"));
    let calendar = Calendar::new(&model);
    let obliged = |norm: &str| {
        let norm = model.norms.iter().find(|one| one.declared.name == norm).expect("a norm");
        let subject = &norm.requirements[0].subject;
        let sla::model::Subject::Obliged(obliged) = subject else { panic!("{subject:?}") };
        obliged.limit.clone()
    };
    let periods = calendar.periods().parse("2026-03").expect("a month");
    // 17:00 in summer.
    assert_eq!(calendar.after_period(periods[0].to, &obliged("reports")), Some(at("2026-04-15 16:00")));
    // Two weeks are two weeks, from wherever they begin.
    let weeks = obliged("answers");
    assert_eq!(calendar.after_period(periods[0].to, &weeks), calendar.after(periods[0].to, &weeks));
}

#[test]
fn the_first_month_owes_nothing_and_one_report_serves_one_month() {
    use Verdict::{Breached, Met};
    // The report on January comes too late, in time for that on February; the one on February is missing.
    let rows = evidence(vec![event(REPORT, "2024-03-04 12:00"), event(REPORT, "2024-04-02 12:00")]);
    let want = [(Met, 0, 0, 0), (Breached, 0, 1, 0), (Met, 1, 1, 0), (Met, 1, 1, 0)];
    assert_eq!(verdicts(&rows, "reports", "2024-01..2024-04", "2024-05-01 00:00"), want);
    // A month says the same whether it is asked for alone or not.
    for (month, want) in ["2024-01", "2024-02", "2024-03", "2024-04"].into_iter().zip(want) {
        assert_eq!(verdicts(&rows, "reports", month, "2024-05-01 00:00"), [want], "{month}");
    }
}

#[test]
fn an_answer_serves_the_oldest_request_that_it_still_can() {
    use Verdict::{Breached, Met};
    let requests = [event(REQUEST, "2024-02-01 10:00"), event(REQUEST, "2024-02-10 10:00")];
    let with = |answers: &[&str]| {
        evidence(requests.iter().cloned().chain(answers.iter().map(|when| event(ANSWER, when))).collect())
    };
    let both = |answers: &[&str]| verdicts(&with(answers), "answers", "2024-02", "2024-03-01 00:00")[0];
    assert_eq!(both(&["2024-02-11 09:00", "2024-02-12 09:00"]), (Met, 2, 2, 0));
    assert_eq!(both(&["2024-02-15 10:00", "2024-02-24 10:00"]), (Met, 2, 2, 0));
    assert_eq!(both(&["2024-02-15 10:01", "2024-02-24 10:00"]), (Breached, 1, 2, 0));
    assert_eq!(both(&["2024-02-11 09:00"]), (Breached, 1, 2, 0));
    assert_eq!(both(&["2024-01-31 09:00"]), (Breached, 0, 2, 0));
}

#[test]
fn so_many_times_in_a_period() {
    use Verdict::{Breached, Met, Undecided};
    let reviews = |times: &[&str]| evidence(times.iter().map(|when| event(REVIEW, when)).collect());
    let judged = |times: &[&str], as_of: &str| verdicts(&reviews(times), "reviews", "2024-02", as_of)[0].0;
    assert_eq!(judged(&["2024-02-01 00:00", "2024-02-29 23:59"], "2024-03-01 00:00"), Met);
    assert_eq!(judged(&["2024-02-01 00:00", "2024-03-01 00:00"], "2024-04-01 00:00"), Breached);
    assert_eq!(judged(&["2024-02-01 00:00"], "2024-02-20 00:00"), Undecided);
}

#[test]
fn without_the_table_nothing_is_known() {
    let rows = Evidence { events: None, ..evidence(Vec::new()) };
    for norm in ["reports", "reviews", "answers"] {
        assert_eq!(verdicts(&rows, norm, "2024-02", "2024-03-01 00:00")[0].0, Verdict::Undecided, "{norm}");
    }
}

#[test]
fn a_note_says_which_period_an_obligation_is_about() {
    let (model, rows) = (model(), evidence(vec![event(REPORT, "2024-02-08 12:00")]));
    let calendar = Calendar::new(&model);
    let periods = calendar.periods().parse("2024-02").expect("a month");
    let request = Request { periods, as_of: at("2024-03-01 00:00"), plan: None, readings: false };
    let found = evaluate(&model, &calendar, &rows, &request);
    let note = &found.periods[0].norms[0].requirements[0].notes[0];
    let want = Note::Obligation {
        event: REPORT,
        period: Some("2024-01".to_owned()),
        from: at("2024-02-01 00:00"),
        due: Some(at("2024-02-14 17:00")),
        done: Some(at("2024-02-08 12:00")),
        outcome: Outcome::Good,
        row: Some(RowRef { file: 0, line: 1 }),
    };
    assert_eq!(*note, want);
}

/// A ticket opened on Thursday 1 February at 09:00.
fn ticket(id: &str, resolved: Option<&str>) -> Ticket {
    Ticket {
        id: id.into(),
        kind: TicketKindId(0),
        opened: at("2024-02-01 09:00"),
        responded: None,
        resolved: resolved.map(at),
        closed: None,
        priority: None,
        component: None,
        plan: None,
        cells: Box::new([]),
        row: RowRef { file: 0, line: 1 },
    }
}

fn judged(question: u32, subject: &str, when: &str, answer: bool) -> JudgementRow {
    JudgementRow {
        judgement: JudgementId(question),
        subject: Some(subject.into()),
        at: at(when),
        answer,
        by: None,
        reason: None,
        row: RowRef { file: 0, line: 1 },
    }
}

#[test]
fn what_people_judged_decides_from_their_answer_on() {
    use Verdict::{Breached, Met, Undecided};
    // Resolved after 12 hours of office time, four more than allowed.
    let late = ticket("A", Some("2024-02-02 13:00"));
    let with = |judgements: Vec<JudgementRow>| Evidence {
        tickets: Some(vec![late.clone()]),
        judgements: Some(judgements),
        ..evidence(Vec::new())
    };
    let both = |judgements: Vec<JudgementRow>| {
        let found = verdicts(&with(judgements), "resolved", "2024-02..2024-03", "2024-04-01 00:00");
        (found[0].0, found[1].0)
    };
    assert_eq!(both(vec![]), (Undecided, Met));
    assert_eq!(both(vec![judged(0, "A", "2024-02-05 10:00", true)]), (Breached, Met));
    assert_eq!(both(vec![judged(0, "A", "2024-02-05 10:00", false)]), (Met, Met));
    // The latest answer counts; another question and another ticket do not.
    let changed = vec![judged(0, "A", "2024-02-05 10:00", true), judged(0, "A", "2024-02-06 10:00", false)];
    assert_eq!(both(changed), (Met, Met));
    assert_eq!(both(vec![judged(1, "A", "2024-02-05 10:00", true)]), (Undecided, Met));
    assert_eq!(both(vec![judged(0, "B", "2024-02-05 10:00", true)]), (Undecided, Met));
    // Judged after the month: its report stands, and the miss counts where it became certain.
    assert_eq!(both(vec![judged(0, "A", "2024-03-05 10:00", true)]), (Undecided, Breached));
    let without = Evidence { judgements: None, ..with(vec![]) };
    assert_eq!(verdicts(&without, "resolved", "2024-02", "2024-04-01 00:00")[0].0, Undecided);
}

#[test]
fn what_people_judged_of_an_outage_goes_by_its_id() {
    use Verdict::{Breached, Met, Undecided};
    let outage = |id: Option<&str>| IntervalRow {
        id: id.map(Box::from),
        of: Owner::Component(ComponentId(0)),
        from: at("2024-02-05 10:00"),
        to: Some(at("2024-02-05 13:00")),
        announced: None,
        cells: Box::new([]),
        row: RowRef { file: 0, line: 1 },
    };
    let with = |id: Option<&str>, judgements: Option<Vec<JudgementRow>>| Evidence {
        outages: Some(vec![outage(id)]),
        judgements,
        ..evidence(Vec::new())
    };
    let found = |rows: &Evidence| verdicts(rows, "up", "2024-02", "2024-04-01 00:00")[0].0;
    let yes = || vec![judged(0, "A", "2024-02-20 10:00", true)];
    assert_eq!(found(&with(Some("A"), Some(yes()))), Breached);
    assert_eq!(found(&with(Some("A"), Some(vec![judged(0, "A", "2024-02-20 10:00", false)]))), Met);
    for rows in [
        with(Some("A"), Some(vec![])),
        with(Some("B"), Some(yes())),
        with(None, Some(yes())),
        with(Some("A"), None),
        with(Some("A"), Some(vec![judged(0, "A", "2024-03-01 00:00", true)])),
    ] {
        assert_eq!(found(&rows), Undecided, "{rows:?}");
    }
    // A skipped answer may be the last one about any row.
    let mut skipped = with(Some("A"), Some(yes()));
    skipped.files.push(EvidenceFile {
        table: "judgements".to_owned(),
        file: "judgements.csv".to_owned(),
        sha256: String::new(),
        rows: 1,
        rejected: 1,
        out_of_scope: 0,
        dropped: 0,
    });
    assert_eq!(found(&skipped), Undecided);
}

#[test]
fn steps_of_a_ladder_are_reached_when_so_much_of_the_limit_is_used_up() {
    let model = model();
    let calendar = Calendar::new(&model);
    let of = |ticket: Ticket, when: &str| {
        let rows = Evidence {
            judgements: Some(vec![judged(0, "A", "2024-02-01 09:00", true)]),
            tickets: Some(vec![ticket]),
            ..evidence(Vec::new())
        };
        let rungs = ladders(&calendar, &rows, TicketIx(0), at(when));
        rungs.iter().map(|rung| rung.standing).collect::<Vec<_>>()
    };
    let (told, half) = (RungStanding::Reached(at("2024-02-01 09:00")), at("2024-02-01 13:00"));
    let third = at("2024-02-02 13:00");
    // Open: 4 hours are used up at 13:00, 12 hours on Friday at 13:00.
    let open = of(ticket("A", None), "2024-02-01 12:00");
    assert_eq!(open, [told, RungStanding::Ahead(Some(half)), RungStanding::Ahead(Some(third))]);
    let open = of(ticket("A", None), "2024-02-05 12:00");
    assert_eq!(open, [told, RungStanding::Reached(half), RungStanding::Reached(third)]);
    // Resolved exactly at the half, and a minute before.
    let resolved = of(ticket("A", Some("2024-02-01 13:00")), "2024-02-05 12:00");
    assert_eq!(resolved, [told, RungStanding::Reached(half), RungStanding::Stopped]);
    let resolved = of(ticket("A", Some("2024-02-01 12:59")), "2024-02-05 12:00");
    assert_eq!(resolved, [told, RungStanding::Stopped, RungStanding::Stopped]);
}
