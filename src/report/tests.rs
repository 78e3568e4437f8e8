//! The reports of one small contract, made by hand.

use chrono_tz::Europe::Amsterdam;

use super::*;
use crate::calendar::{Interval, IntervalSet, Periods};
use crate::eval::verdict::*;
use crate::eval::{ExpectationOutcome, Found, TestOutcome, Timeline};
use crate::evidence::{Cell, Evidence, EvidenceFile, RowRef, Ticket, TicketIx};
use crate::model::*;
use crate::quantity::{Elapsed, Instant, Ratio};
use crate::source::{SourceId, SourceMap, Span};

macro_rules! assert_shown {
    ($shown:expr) => {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../snapshots/report");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!($shown.replace(env!("CARGO_PKG_VERSION"), "<version>")));
    };
}

const TEXT: &str = "edition 1\nnorm oplostijden {\n  urgent | 4h\n}\n";

fn at(text: &str) -> Instant {
    Zone::Named(Amsterdam).instant(text.parse().expect("a local time"))
}

fn span() -> Span {
    Span::new(SourceId(0), 15, 26)
}

fn declared(name: &str, label: &str, clause: &str) -> Declared {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Declared { name: name.into(), label: text(label), clause: text(clause), span: span() }
}

fn minutes(minutes: i64) -> Elapsed {
    Elapsed::from_seconds(minutes * 60).expect("in range")
}

fn percent(text: &str, decimals: u32) -> Option<Bound> {
    let value = Ratio::from_decimal(text).expect("a decimal").div(&Ratio::whole(100)).expect("not zero");
    Some(Bound { op: Comparison::AtLeast, value: Value::Percent(value), decimals })
}

fn timed(name: &str, label: &str, hours: i64, bound: Option<Bound>) -> Requirement {
    Requirement {
        agreed: true,
        group: vec![GroupValue { attribute: "priority".into(), value: name.into(), label: Some(label.into()) }],
        plan: None,
        label: None,
        clause: None,
        span: span(),
        text: format!("share of incident with oplostijd < {hours}h"),
        subject: Subject::Timed(Timed {
            clock: ClockId(0),
            filter: Predicate::True,
            strict: true,
            limit: ByPlan::same(Limit::Elapsed(minutes(hours * 60))),
            level: 0,
        }),
        bound,
    }
}

fn value() -> Formula {
    Formula { unit: Unit::Percent, span: span(), kind: FormulaKind::Measure(MeasureId(0), MeasureSubject::Bound) }
}

fn formula(text: &str, bound: Option<Bound>) -> Requirement {
    Requirement {
        agreed: true,
        group: Vec::new(),
        plan: None,
        label: None,
        clause: Some("8.2".into()),
        span: span(),
        text: text.into(),
        subject: Subject::Formula { value: value(), component: Some(ComponentId(0)) },
        bound,
    }
}

fn norm(declared: Declared, kpi: bool, requirements: Vec<Requirement>) -> Norm {
    Norm {
        declared,
        aim: false,
        objective: None,
        source: None,
        kpi,
        empty: Empty::Met,
        counted_by: CountedBy::Settled,
        every: None,
        requirements,
    }
}

fn model() -> Model {
    let none = formula("", None);
    let mut no_norm = timed("laag", "Laag", 0, None);
    no_norm.subject = Subject::NoNorm;
    let header = Header {
        name: "MEXTRA – Service Level Agreement".into(),
        provider: Some("MEXTRA BV".into()),
        customer: Some("Klant".into()),
        version: Some("2024-1".into()),
        effective_from: None,
        effective_to: None,
        zone: Zone::Named(Amsterdam),
        locale: Locale::Dutch,
        currency: None,
        period: PeriodKind::Month,
    };
    let conventions = Conventions {
        empty: Empty::Met,
        counted_by: CountedBy::Settled,
        priority: PriorityAt::Stop,
        reopened: Reopened::LastStop,
        workday: None,
    };
    Model {
        priorities: vec![
            Level { name: "urgent".into(), label: Some("Urgent".into()) },
            Level { name: "hoog".into(), label: None },
        ],
        tickets: vec![TicketKind {
            declared: declared("incident", "", ""),
            columns: Vec::new(),
            reasons: vec![Level { name: "klant".into(), label: Some("Klant".into()) }],
            priority: PrioritySource::Recorded,
        }],
        clocks: vec![Clock {
            declared: declared("oplostijd", "", ""),
            ticket: TicketKindId(0),
            from: Endpoint { pick: Pick::Only, moments: vec![Moment::Opened] },
            to: Endpoint { pick: Pick::Only, moments: vec![Moment::Resolved] },
            counting: ByPlan::same(WindowExpr::Always),
            pausing: vec![ReasonId(0)],
            outside: None,
        }],
        plans: Vec::new(),
        components: vec![Component { declared: declared("mextra", "MEXTRA", ""), life: Life::default() }],
        measures: vec![Measure {
            declared: declared("beschikbaarheid", "Beschikbaarheid", "8.2"),
            of_component: true,
            unit: Unit::Percent,
            steps: vec![Step {
                name: "service".into(),
                span: span(),
                text: "period outside onderhoud".into(),
                value: StepValue::Set(SetExpr::Period),
            }],
        }],
        norms: vec![
            norm(
                declared("oplostijden", "Oplostijden incidenten", "6.1"),
                false,
                vec![
                    timed("urgent", "Urgent", 4, percent("90", 0)),
                    timed("hoog", "Hoog", 8, percent("85", 1)),
                    no_norm,
                ],
            ),
            norm(
                declared("beschikbaar", "", "8.2"),
                false,
                vec![formula("beschikbaarheid of mextra outside onderhoud and everything else", percent("99.5", 1))],
            ),
            norm(declared("stelsel", "", ""), true, vec![none]),
        ],
        ..Model::of(header, conventions)
    }
}

fn actual(value: Exact, terms: Option<Terms>) -> Option<Actual> {
    Some(Actual { value, terms, vacuous: false, floored: false })
}

fn evidence() -> Evidence {
    let file = |table: &str, rows, rejected| EvidenceFile {
        table: table.into(),
        file: format!("data/{table}.csv"),
        sha256: "ab".repeat(32),
        rows,
        rejected,
        out_of_scope: 0,
        dropped: rejected * 2,
    };
    let ticket = Ticket {
        plan: None,
        id: "INC0012".into(),
        kind: TicketKindId(0),
        opened: at("2024-03-15T08:00:00"),
        responded: None,
        resolved: Some(at("2024-03-15T15:12:00")),
        closed: None,
        priority: Some(PriorityId(0)),
        component: None,
        cells: Box::new([Cell::Missing]),
        row: RowRef { file: 0, line: 13 },
    };
    Evidence {
        tickets: Some(vec![ticket]),
        files: vec![file("tickets", 5812, 0), file("outages", 12, 1)],
        ..Evidence::default()
    }
}

fn verdicts() -> Verdicts {
    let share = |good, total| {
        actual(Exact::Percent(Ratio::new(i128::from(good), i128::from(total))), Some(Terms::Counts(good, total)))
    };
    let counts = |good, total, pending, maybe| Some(Counts { good, total, pending, maybe });
    let line = |index, actual, counts, verdict, notes| RequirementVerdict {
        aimed: None,
        index,
        actual,
        counts,
        verdict,
        notes,
        status: None,
    };
    let row = RowRef { file: 0, line: 13 };
    let missed = Note::Missed {
        ticket: "INC0012".into(),
        elapsed: minutes(372),
        limit: minutes(240),
        settled: at("2024-03-15T15:00:00"),
        row,
    };
    let outage = Note::Row {
        from: at("2024-03-04T09:00:00"),
        to: Some(at("2024-03-04T13:00:00")),
        counted: minutes(240),
        row: RowRef { file: 1, line: 3 },
    };
    let lengths = Terms::Lengths(minutes(742 * 60), minutes(744 * 60));
    let available = actual(Exact::Percent(Ratio::new(742, 744)), Some(lengths));
    let bound = BoundReading {
        norm: NormId(0),
        requirement: 0,
        limit: minutes(240),
        strict: true,
        deadline: Some(at("2024-03-15T13:00:00")),
        lapse: Some(at("2024-03-15T13:00:00")),
        outcome: Outcome::Missed,
        settled: Some(at("2024-03-15T13:00:00")),
    };
    Verdicts {
        plan: None,
        problems: Vec::new(),
        as_of: at("2024-04-01T00:00:00"),
        periods: vec![PeriodVerdicts {
            out_of_scope: None,
            compensation: Vec::new(),
            rights: Vec::new(),
            label: "2024-03".into(),
            from: at("2024-03-01T00:00:00"),
            to: at("2024-04-01T00:00:00"),
            finished: true,
            norms: vec![
                NormVerdict {
                    status: None,
                    norm: NormId(0),
                    own: None,
                    verdict: Verdict::Breached,
                    requirements: vec![
                        line(0, share(4, 5), counts(4, 5, 1, 0), Some(Verdict::Breached), vec![missed; 7]),
                        line(1, share(17, 20), counts(17, 20, 0, 2), Some(Verdict::Undecided), vec![Note::Unknown(2)]),
                        line(2, None, None, None, vec![]),
                    ],
                },
                NormVerdict {
                    status: None,
                    norm: NormId(1),
                    own: None,
                    verdict: Verdict::Met,
                    requirements: vec![line(0, available.clone(), None, Some(Verdict::Met), vec![outage])],
                },
                NormVerdict {
                    status: None,
                    norm: NormId(2),
                    own: None,
                    verdict: Verdict::Measured,
                    requirements: vec![line(
                        0,
                        None,
                        None,
                        Some(Verdict::Measured),
                        vec![Note::NoTable("maintenance"), Note::Skipped("outages", 1)],
                    )],
                },
            ],
            measures: vec![MeasureValue {
                measure: MeasureId(0),
                of: Some(ComponentId(0)),
                actual: available,
                steps: vec![StepReading {
                    name: "service".into(),
                    actual: actual(Exact::Seconds(Ratio::whole(2_678_400)), None),
                    pieces: Some(1),
                }],
            }],
            readings: vec![Reading {
                ticket: TicketIx(0),
                clock: ClockId(0),
                priority: Some(PriorityId(0)),
                started: at("2024-03-15T08:00:00"),
                stopped: Some(at("2024-03-15T15:12:00.5")),
                elapsed: Elapsed::from_micros(22_320_500_000),
                paused: minutes(60),
                bounds: vec![bound],
            }],
            matrix_checks: vec![MatrixCheck {
                kind: TicketKindId(0),
                checked: 5812,
                agree: 5811,
                differ: vec![("INC0012".into(), PriorityId(0), Some(PriorityId(1)))],
            }],
        }],
    }
}

fn with_findings<T>(see: impl FnOnce(&Findings<'_>) -> T) -> T {
    let mut sources = SourceMap::default();
    sources.add("contract.sla", TEXT);
    let sha256 = "cd".repeat(32);
    see(&Findings {
        model: &model(),
        sources: &sources,
        contract: "contract.sla",
        sha256: &sha256,
        others: &[],
        evidence: &evidence(),
        verdicts: &verdicts(),
    })
}

#[test]
fn text_report() {
    let shown = with_findings(|findings| text::render(findings, Paint::PLAIN));
    for line in shown.lines() {
        let columns = crate::diagnostic::render::words::width(line);
        assert!(columns <= 80, "{columns} columns: {line}");
    }
    assert_shown!(shown);
}

#[test]
fn colours_change_nothing_but_colour() {
    let coloured = with_findings(|findings| text::render(findings, Paint { colour: true }));
    assert!(coloured.contains('\u{1b}'));
    let plain = with_findings(|findings| text::render(findings, Paint::PLAIN));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
}

#[test]
fn json_report() {
    assert_shown!(with_findings(json::render));
}

#[test]
fn ticket_lines() {
    assert_shown!(with_findings(tickets::render));
}

/// Working days 09:00–17:30 from one local moment to another.
fn office_hours(from: &str, to: &str) -> Vec<Interval> {
    let zone = Zone::Named(Amsterdam);
    let days = zone.local(at(from)).date().iter_days().take_while(|day| *day <= zone.local(at(to)).date());
    let weekdays = days.filter(|day| chrono::Datelike::weekday(day).num_days_from_monday() < 5);
    let open = weekdays.filter_map(|day| {
        let hour = |hour, minute| zone.instant(day.and_hms_opt(hour, minute, 0).expect("a time"));
        Interval::new(hour(9, 0), hour(17, 30))
    });
    IntervalSet::from_unsorted(open).clip(at(from), at(to)).iter().collect()
}

fn opened_to(from: &str, stop: Option<&str>, pauses: &[(&str, &str)], now: &str, limits: &[i64]) -> Timeline {
    let far = "2024-12-31T00:00:00";
    let opening = IntervalSet::from_unsorted(office_hours(from, far));
    let paused = IntervalSet::from_unsorted(pauses.iter().filter_map(|(from, to)| Interval::new(at(from), at(to))));
    let can_run = opening.difference(&paused);
    let mut total = 0;
    let running: Vec<(Interval, Elapsed)> = can_run
        .clip(at(from), at(stop.unwrap_or(now)))
        .iter()
        .map(|interval| {
            total += interval.length().micros();
            (interval, Elapsed::from_micros(total))
        })
        .collect();
    let used_up = |limit: Elapsed| {
        let mut left = limit.micros();
        can_run.iter().find_map(|interval| {
            let length = interval.length().micros();
            left -= length;
            (left <= 0).then(|| Instant::from_micros(interval.end().micros() + left))
        })
    };
    let elapsed = Elapsed::from_micros(total);
    let bounds: Vec<BoundReading> = limits
        .iter()
        .enumerate()
        .map(|(n, hours)| {
            let limit = minutes(hours * 60);
            let missed = elapsed >= limit;
            let deadline = used_up(limit);
            let outcome = match stop {
                _ if missed => Outcome::Missed,
                Some(_) => Outcome::Good,
                None => Outcome::Pending,
            };
            let settled = if missed { deadline } else { stop.map(at) };
            BoundReading {
                norm: NormId(0),
                requirement: n,
                limit,
                strict: true,
                deadline,
                lapse: deadline,
                outcome,
                settled,
            }
        })
        .collect();
    let last = bounds.iter().filter_map(|bound| bound.deadline).chain([at(stop.unwrap_or(now))]).max();
    let shown = opening.clip(at(from), last.unwrap_or(at(now)));
    Timeline {
        ticket: TicketIx(0),
        clock: ClockId(0),
        at: at(now),
        started: Some(at(from)),
        moved_from: None,
        stopped: stop.map(at),
        stops: stop.map(at).into_iter().collect(),
        reopenings: Vec::new(),
        priorities: vec![(at(from), Some(PriorityId(0)))],
        priority: Some(PriorityId(0)),
        paused: paused.intersection(&opening).clip(at(from), at(stop.unwrap_or(now))).length(),
        opening: shown.iter().collect(),
        pauses: paused.iter().map(|interval| (interval, ReasonId(0))).collect(),
        running,
        shown_until: last,
        elapsed,
        bounds,
    }
}

#[test]
fn timelines() {
    let now = "2024-04-01T00:00:00";
    let all = [
        opened_to("2024-03-01T18:00:00", Some("2024-03-04T12:59:00"), &[], now, &[4, 6]),
        opened_to(
            "2024-03-13T11:20:00",
            Some("2024-03-15T15:12:00"),
            &[("2024-03-13T16:00:00", "2024-03-14T10:30:00")],
            now,
            &[4, 8],
        ),
        opened_to("2024-02-20T08:00:00", None, &[("2024-03-11T12:00:00", "2024-03-12T12:00:00")], now, &[85, 300]),
    ];
    let model = model();
    let shown: Vec<String> =
        all.iter().map(|timeline| explain::timeline(&model, "INC0012", timeline, Paint::PLAIN)).collect();
    let shown = shown.join("\n");
    for line in shown.lines() {
        let columns = crate::diagnostic::render::words::width(line);
        assert!(columns <= 80, "{columns} columns: {line}");
    }
    assert_shown!(shown);
}

#[test]
fn norms_and_measures_taken_apart() {
    let shown = with_findings(|findings| {
        let norms = [NormId(0), NormId(1), NormId(2)].map(|norm| explain::norm(findings, norm, Paint::PLAIN));
        format!("{}\n{}", norms.join("\n"), explain::measure(findings, MeasureId(0), Paint::PLAIN))
    });
    for line in shown.lines() {
        let columns = crate::diagnostic::render::words::width(line);
        assert!(columns <= 80, "{columns} columns: {line}");
    }
    assert_shown!(shown);
}

#[test]
fn worked_examples_that_fail() {
    let mut sources = SourceMap::default();
    sources.add("contract.sla", TEXT);
    let expectation = |text: &str, kind| Expectation { span: span(), text: text.into(), kind };
    let test = Test {
        updates: Vec::new(),
        name: "precies vier uur is niet minder dan vier uur".into(),
        span: span(),
        tickets: Vec::new(),
        intervals: Vec::new(),
        waits: Vec::new(),
        changes: Vec::new(),
        events: Vec::new(),
        amounts: Vec::new(),
        judgements: Vec::new(),
        samples: Vec::new(),
        period: None,
        as_of: None,
        expectations: vec![
            expectation("oplostijden met", ExpectationKind::Verdict(NormId(0), ExpectedVerdict::Met)),
            expectation(
                "oplostijd of incident 1 is 3h58m",
                ExpectationKind::Elapsed(ClockId(0), "1".into(), minutes(238)),
            ),
            expectation(
                "beschikbaarheid of mextra is 99.73%",
                ExpectationKind::Shown(value(), Value::Percent(Ratio::new(9974, 10_000)), 2),
            ),
        ],
    };
    let all = verdicts();
    let norm = all.periods[0].norms[0].clone();
    let available = all.periods[0].measures[0].actual.clone();
    let timeline = opened_to("2024-03-01T18:00:00", Some("2024-03-04T12:59:00"), &[], "2024-04-01T00:00:00", &[4]);
    let found = |found, timeline| ExpectationOutcome { span: span(), passed: false, found, timeline };
    let outcome = TestOutcome {
        problems: vec![],
        evidence: Evidence::default(),
        verdicts: verdicts(),
        period: Periods::new(PeriodKind::Month, Zone::Named(Amsterdam)).containing(at("2024-03-04T00:00:00")),
        as_of: at("2024-04-01T00:00:00"),
        expectations: vec![
            found(Found::Verdict(Verdict::Breached, norm), None),
            found(Found::Elapsed(Some(minutes(239))), Some(timeline)),
            found(Found::Value(available), None),
        ],
    };
    let lines = [
        trial::line("vrijdagavond gemeld, maandag opgepakt", true, Paint::PLAIN),
        trial::line(&test.name, false, Paint::PLAIN),
    ];
    let failure = trial::failure(&model(), &sources, &test, &outcome, Paint::PLAIN);
    assert_shown!(format!("{}\n{failure}{}", lines.concat(), trial::summary(1, 1, Paint::PLAIN)));
}
