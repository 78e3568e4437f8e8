//! A small contract, what happened and the verdicts, made by hand.

use chrono_tz::Europe::Amsterdam;

use crate::eval::verdict::*;
use crate::evidence::{Cell, Evidence, EvidenceFile, RowRef, Ticket, TicketIx};
use crate::model::*;
use crate::quantity::{Elapsed, Instant, Ratio};
use crate::report::Findings;
use crate::source::{SourceId, SourceMap, Span};

pub(super) const TEXT: &str = "edition 1\nnorm oplostijden {\n  urgent | 4h\n}\n";

pub(super) fn at(text: &str) -> Instant {
    Zone::Named(Amsterdam).instant(text.parse().expect("a local time"))
}

pub(super) fn span() -> Span {
    Span::new(SourceId(0), 15, 26)
}

pub(super) fn declared(name: &str, label: &str, clause: &str) -> Declared {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Declared { name: name.into(), label: text(label), clause: text(clause), span: span() }
}

pub(super) fn minutes(minutes: i64) -> Elapsed {
    Elapsed::from_seconds(minutes * 60).expect("in range")
}

pub(super) fn percent(text: &str, decimals: u32) -> Option<Bound> {
    let value = Ratio::from_decimal(text).expect("a decimal").div(&Ratio::whole(100)).expect("not zero");
    Some(Bound { op: Comparison::AtLeast, value: Value::Percent(value), decimals })
}

pub(super) fn timed(name: &str, label: &str, hours: i64, bound: Option<Bound>) -> Requirement {
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

pub(super) fn value() -> Formula {
    Formula { unit: Unit::Percent, span: span(), kind: FormulaKind::Measure(MeasureId(0), MeasureSubject::Bound) }
}

pub(super) fn formula(text: &str, bound: Option<Bound>) -> Requirement {
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

pub(super) fn norm(declared: Declared, kpi: bool, requirements: Vec<Requirement>) -> Norm {
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

pub(super) fn model() -> Model {
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
        effective_span: None,
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

pub(super) fn actual(value: Exact, terms: Option<Terms>) -> Option<Actual> {
    Some(Actual { value, terms, vacuous: false, floored: false })
}

pub(super) fn evidence() -> Evidence {
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

pub(super) fn verdicts() -> Verdicts {
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
                        vec![
                            Note::NoTable("maintenance"),
                            Note::Skipped { table: "outages", rows: 1, could_turn: None },
                        ],
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
                    pieces: Some(vec![(Instant::FIRST, Instant::END)]),
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

pub(super) fn with_findings<T>(see: impl FnOnce(&Findings<'_>) -> T) -> T {
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
