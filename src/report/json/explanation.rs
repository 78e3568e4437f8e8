//! `sla.explanation/1`: verdicts taken apart, for other programs. The keys are a promise; see `docs/cli.md`.

use serde::Serialize;
use serde_json::{Value, json};

use crate::eval::Timeline;
use crate::eval::derive::{Derivation, Keeps, Margin, NormDerivation, Of, Things, Worked};
use crate::eval::verdict::{BoundReading, Exact, NormVerdict, PeriodVerdicts, Reading};
use crate::model::NormId;
use crate::report::doc::Wishes;
use crate::report::doc::scribe::Scribe;
use crate::report::explain::margin;
use crate::report::findings::Findings;
use crate::report::service::{Explained, Wanted};
use crate::report::{exact, rounding};

use super::{Contract, Measure, Norm, contract, measure, norm, seconds, settlement};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    contract: Contract<'a>,
    as_of: String,
    explains: Value,
    periods: Vec<Period<'a>>,
}

#[derive(Serialize)]
struct Period<'a> {
    period: &'a str,
    from: String,
    to: String,
    finished: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    norm: Option<Norm<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    derivations: Vec<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    measures: Vec<Measure<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compensation: Option<settlement::Compensation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    right: Option<settlement::Right<'a>>,
}

/// What is explained, in every period judged, ending in a newline; `derivations` are those of the same periods.
pub fn render(wanted: &Wanted<'_>, what: Explained, derivations: &[Vec<NormDerivation>]) -> String {
    let (findings, wishes) = (&wanted.findings, Wishes { locale: wanted.locale, years: None });
    let scribe = &Scribe::new(findings.model, wanted.calendar, wishes, &[]);
    let zone = findings.model.header.zone;
    let kind = match what {
        Explained::Norm(_) => "norm",
        Explained::Measure(_) => "measure",
        Explained::Compensation(_) => "compensation",
        Explained::Right(_) => "right",
    };
    let id = what.declared(findings.model).map_or("", |declared| declared.name.as_str());
    let periods = findings.verdicts.periods.iter().enumerate().map(|(n, period)| {
        let derived = derivations.get(n).map_or(&[][..], Vec::as_slice);
        of_period(findings, scribe, what, period, derived)
    });
    written(&Document {
        schema: "sla.explanation/1",
        contract: contract(findings),
        as_of: zone.rfc3339(findings.verdicts.as_of),
        explains: json!({ "kind": kind, "id": id }),
        periods: periods.collect(),
    })
}

fn written(document: &impl Serialize) -> String {
    let mut out = serde_json::to_string_pretty(document).expect("strings and numbers always serialise");
    out.push('\n');
    out
}

fn of_period<'a>(
    findings: &Findings<'a>,
    scribe: &Scribe<'_>,
    what: Explained,
    period: &'a PeriodVerdicts,
    derived: &[NormDerivation],
) -> Period<'a> {
    let zone = findings.model.header.zone;
    let mut out = Period {
        period: &period.label,
        from: zone.rfc3339(period.from),
        to: zone.rfc3339(period.to),
        finished: period.finished,
        norm: None,
        derivations: Vec::new(),
        measures: Vec::new(),
        compensation: None,
        right: None,
    };
    match what {
        Explained::Norm(id) => {
            let verdict = period.norms.iter().find(|one| one.norm == id);
            out.norm = verdict.map(|verdict| norm(findings, verdict));
            let derived = derived.iter().find(|one| one.norm == id);
            let all = verdict.zip(derived).map(|(verdict, derived)| (verdict, &derived.requirements));
            out.derivations = all
                .into_iter()
                .flat_map(|(verdict, all)| all.iter().map(move |one| (verdict, one)))
                .map(|(verdict, one)| derivation(findings, scribe, (id, period), verdict, one))
                .collect();
        }
        Explained::Measure(id) => {
            let values = period.measures.iter().filter(|value| value.measure == id);
            out.measures = values.map(|value| measure(findings.model, value)).collect();
        }
        Explained::Compensation(id) => {
            let found = period.compensation.iter().find(|one| one.compensation == id);
            out.compensation = found.map(|one| settlement::compensation(findings, one));
        }
        Explained::Right(index) => {
            let found = period.rights.iter().find(|one| one.right == index);
            out.right = found.and_then(|one| settlement::right(findings, one));
        }
    }
    out
}

/// Of the requirement at `requirement` in the norm.
fn derivation(
    findings: &Findings<'_>,
    scribe: &Scribe<'_>,
    (norm, period): (NormId, &PeriodVerdicts),
    verdict: &NormVerdict,
    one: &Derivation,
) -> Value {
    let found = verdict.requirements.iter().find(|found| found.index == one.index);
    let judged = found.and_then(|found| found.aimed.or(found.verdict));
    let readings: Vec<Value> = period
        .readings
        .iter()
        .filter_map(|reading| {
            let is_it = |bound: &&BoundReading| bound.norm == norm && bound.requirement == one.index;
            Some(of_reading(findings, reading, reading.bounds.iter().find(is_it)?))
        })
        .collect();
    let (low, high) = one.could.clone().unzip();
    json!({
        "requirement": one.index,
        "worked": one.worked.as_ref().map(|worked| of_worked(scribe, worked)),
        "margin": one.margin.as_ref().map(|margin| of_margin(findings, scribe, margin)),
        "open": one.open.map(|open| json!({
            "things": open.things, "needed": open.needed, "side": side(open.side),
        })),
        "could_be": one.could.as_ref().map(|_| json!({
            "low": low.flatten().map(|end| value(scribe, &end)), "high": high.flatten().map(|end| value(scribe, &end)),
        })),
        "says": margin::sentences(scribe, one, judged),
        "tickets": readings,
    })
}

fn value(scribe: &Scribe<'_>, value: &Exact) -> Value {
    json!({ "exact": exact::exact_value(value), "display": rounding::exact(scribe.locale, value, None) })
}

fn of_worked(scribe: &Scribe<'_>, worked: &Worked) -> Value {
    let parts: Vec<Value> = worked.parts.iter().map(|part| of_worked(scribe, part)).collect();
    json!({ "value": worked.value.as_ref().map(|one| value(scribe, one)), "parts": parts })
}

fn side(side: Keeps) -> &'static str {
    match side {
        Keeps::AtMost => "at_most",
        Keeps::AtLeast => "at_least",
    }
}

fn of_margin(findings: &Findings<'_>, scribe: &Scribe<'_>, margin: &Margin) -> Value {
    let of = match margin.of {
        Of::Missed => "missed",
        Of::Matching => "matching",
        Of::Number => "number",
        Of::Beyond => "beyond",
        Of::Downtime => "downtime",
        Of::Time => "time",
        Of::Total => "total",
        Of::Value => "value",
    };
    let things = match margin.things {
        Things::Tickets => Some("tickets"),
        Things::Updates => Some("updates"),
        Things::Rows => Some("rows"),
        Things::Duties => Some("obligations"),
        Things::Slices => Some("slices"),
        Things::Samples => Some("samples"),
        Things::Requests => Some("requests"),
        Things::Events => Some("events"),
        Things::Nothing => None,
    };
    let nearest: Vec<Value> = margin
        .nearest
        .iter()
        .map(|one| {
            let (file, line) = findings.row(one.row);
            json!({ "ticket": one.ticket, "over_s": seconds(one.over), "row": { "file": file, "line": line } })
        })
        .collect();
    json!({
        "of": of, "things": things, "side": side(margin.side), "holds": margin.holds(),
        "component": margin.component.map(|id| findings.model.component(id).declared.name.as_str()),
        "value": value(scribe, &margin.value), "limit": margin.limit.as_ref().map(|limit| value(scribe, limit)),
        "limit_holds": margin.reached, "whole": margin.whole.as_ref().map(|whole| value(scribe, whole)),
        "left": margin.left().map(|left| value(scribe, &left)), "nearest": nearest,
    })
}

fn of_reading(findings: &Findings<'_>, reading: &Reading, bound: &BoundReading) -> Value {
    let zone = findings.model.header.zone;
    let ticket = findings.evidence.tickets.as_deref().and_then(|all| all.get(reading.ticket.0 as usize));
    let place = ticket.map(|ticket| findings.row(ticket.row));
    json!({
        "ticket": ticket.map(|ticket| &*ticket.id), "outcome": bound.outcome.word(),
        "elapsed_s": seconds(reading.elapsed), "paused_s": seconds(reading.paused), "limit_s": seconds(bound.limit),
        "deadline": bound.deadline.map(|at| zone.rfc3339(at)), "settled": bound.settled.map(|at| zone.rfc3339(at)),
        "row": place.map(|(file, line)| json!({ "file": file, "line": line })),
    })
}

#[derive(Serialize)]
struct OfTicket<'a> {
    schema: &'static str,
    contract: Contract<'a>,
    explains: Value,
    clocks: Vec<Value>,
}

/// A ticket under each of these clocks, ending in a newline.
pub fn ticket(findings: &Findings<'_>, id: &str, timelines: &[Timeline]) -> String {
    written(&OfTicket {
        schema: "sla.explanation/1",
        contract: contract(findings),
        explains: json!({ "kind": "ticket", "id": id }),
        clocks: timelines.iter().map(|timeline| of_clock(findings, timeline)).collect(),
    })
}

fn of_clock(findings: &Findings<'_>, timeline: &Timeline) -> Value {
    let model = findings.model;
    let at = |at| model.header.zone.rfc3339(at);
    let clock = model.clock(timeline.clock);
    let reasons = &model.ticket_kind(clock.ticket).reasons;
    let running: Vec<Value> = timeline
        .running
        .iter()
        .map(|(piece, total)| json!({ "from": at(piece.start()), "to": at(piece.end()), "total_s": seconds(*total) }))
        .collect();
    let paused: Vec<Value> = timeline
        .pauses
        .iter()
        .map(|(piece, reason)| {
            let reason = reasons.get(reason.index()).map(|reason| reason.name.as_str());
            json!({ "from": at(piece.start()), "to": at(piece.end()), "reason": reason })
        })
        .collect();
    let bounds: Vec<Value> = timeline
        .bounds
        .iter()
        .map(|bound| {
            json!({
                "norm": model.norm(bound.norm).declared.name, "requirement": bound.requirement,
                "op": if bound.strict { "<" } else { "<=" }, "limit_s": seconds(bound.limit),
                "deadline": bound.deadline.map(at), "lapse": bound.lapse.map(at), "outcome": bound.outcome.word(),
                "settled": bound.settled.map(at),
            })
        })
        .collect();
    let priorities: Vec<Value> = timeline
        .priorities
        .iter()
        .map(|(from, priority)| json!({ "from": at(*from), "priority": priority.map(|id| &model.priority(id).name) }))
        .collect();
    json!({
        "clock": clock.declared.name, "as_of": at(timeline.at), "started": timeline.started.map(at),
        "moved_from": timeline.moved_from.map(at), "stopped": timeline.stopped.map(at),
        "stops": timeline.stops.iter().map(|one| at(*one)).collect::<Vec<_>>(),
        "reopenings": timeline.reopenings.iter().map(|one| at(*one)).collect::<Vec<_>>(),
        "priorities": priorities, "elapsed_s": seconds(timeline.elapsed), "paused_s": seconds(timeline.paused),
        "running": running, "paused": paused, "bounds": bounds,
    })
}
