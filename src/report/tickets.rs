//! One JSON line a ticket and clock: every reading, for spreadsheets and other programs.

use serde::Serialize;
use serde_json::Value;

use crate::eval::verdict::{BoundReading, PeriodVerdicts, Reading};
use crate::model::Model;

use super::findings::{Findings, limit_of};
use super::json::seconds;

#[derive(Serialize)]
struct Line<'a> {
    ticket: &'a str,
    clock: &'a str,
    period: &'a str,
    priority: Option<&'a str>,
    started: String,
    stopped: Option<String>,
    elapsed_s: Value,
    paused_s: Value,
    bounds: Vec<BoundLine<'a>>,
    file: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct BoundLine<'a> {
    norm: &'a str,
    bound: String,
    deadline: Option<String>,
    outcome: &'static str,
    limit_s: Value,
    lapse: Option<String>,
    settled: Option<String>,
}

/// All readings of all periods, in order of period, ticket and clock.
pub fn render(findings: &Findings<'_>) -> String {
    let mut out = String::new();
    for period in &findings.verdicts.periods {
        for reading in &period.readings {
            if let Some(line) = line(findings, period, reading) {
                out.push_str(&serde_json::to_string(&line).expect("strings and numbers always serialise"));
                out.push('\n');
            }
        }
    }
    out
}

fn line<'a>(findings: &Findings<'a>, period: &'a PeriodVerdicts, reading: &Reading) -> Option<Line<'a>> {
    let model = findings.model;
    let zone = model.header.zone;
    let ticket = findings.evidence.tickets.as_ref()?.get(reading.ticket.0 as usize)?;
    let (file, line) = findings
        .evidence
        .files
        .get(ticket.row.file as usize)
        .map_or(("", 0), |file| (file.file.as_str(), ticket.row.line));
    Some(Line {
        ticket: &ticket.id,
        clock: &model.clock(reading.clock).declared.name,
        period: &period.label,
        priority: reading.priority.map(|priority| model.priority(priority).name.as_str()),
        started: zone.rfc3339(reading.started),
        stopped: reading.stopped.map(|at| zone.rfc3339(at)),
        elapsed_s: seconds(reading.elapsed),
        paused_s: seconds(reading.paused),
        bounds: reading.bounds.iter().map(|one| bound(model, reading, one)).collect(),
        file,
        line,
    })
}

fn bound<'a>(model: &'a Model, reading: &Reading, bound: &BoundReading) -> BoundLine<'a> {
    let zone = model.header.zone;
    let norm = model.norm(bound.norm);
    let clock = model.clock(reading.clock);
    let words = limit_of(model, clock, Some((bound.norm, bound.requirement)), (bound.strict, bound.limit));
    BoundLine {
        norm: &norm.declared.name,
        bound: words,
        deadline: bound.deadline.map(|at| zone.rfc3339(at)),
        outcome: bound.outcome.word(),
        limit_s: seconds(bound.limit),
        lapse: bound.lapse.map(|at| zone.rfc3339(at)),
        settled: bound.settled.map(|at| zone.rfc3339(at)),
    }
}
