//! The period as a strip: when something was down, when there was maintenance, and what the measure made of it.

use chrono::Datelike;
use serde_json::json;

use crate::eval::verdict::{MeasureValue, NormVerdict};
use crate::evidence::IntervalRow;
use crate::model::{ComponentId, Formula, FormulaKind, MeasureId, MeasureSubject, Norm, Subject};
use crate::quantity::{Elapsed, Instant};
use crate::report::page::{Chart, Drawing, Lane, Panel, Side, Strip, Table, Text, plain};

use super::super::desk::Desk;
use super::{Kind, MOST_PANELS, Plot};

/// Stretches of a lane that the table lists; of more it says how many there are and how long they are together.
const LISTED: usize = 12;

/// A stretch of time.
type Stretch = (Instant, Instant);

/// What a lane shows: its name, its pattern, and its stretches.
type Track = (String, usize, Vec<Stretch>);

/// A strip for each component of a norm about a measure, where anything happened.
pub(super) fn plot(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Option<Plot> {
    let mut panels: Vec<Drawing> = Vec::new();
    let mut rows: Vec<Vec<Text>> = Vec::new();
    let mut series = Vec::new();
    for requirement in &norm.requirements {
        let Subject::Formula { value, component } = &requirement.subject else { continue };
        let Some((measure, of)) = measured(value, *component) else { continue };
        let found = |one: &&MeasureValue| one.measure == measure && one.of == of;
        let Some(value) = desk.period.measures.iter().find(found) else { continue };
        let Some((name, lanes)) = lanes(desk, value) else { continue };
        if panels.len() == MOST_PANELS || panels.iter().any(|panel| panel.name == name) {
            continue;
        }
        series.extend(lanes.iter().map(|lane| of_series(desk, &name, lane)));
        rows.extend(lanes.iter().flat_map(|lane| lines(desk, &name, lane)));
        let alt = lanes.iter().map(|lane| alt(desk, lane)).collect::<Vec<_>>().join("; ");
        panels.push(Drawing { name, alt, panel: Panel::Strip(strip(desk, &lanes)) });
    }
    panels.first()?;
    let heads = ["report.component", "chart.lane", "report.when", "report.length"];
    let head = heads.map(|key| (plain(desk.say(key)), 1)).to_vec();
    let sides = vec![Side::Left, Side::Left, Side::Left, Side::Right];
    let chart = Chart {
        title: desk.fill("chart.strip", &[("norm", norm.declared.title()), ("period", &desk.named(desk.period))]),
        legend: desk.say("chart.strip_legend").to_owned(),
        data_title: desk.say("chart.data").to_owned(),
        data: Table { caption: None, head: vec![head], names: 2, sides, rows },
        panels,
    };
    Some(Plot { kind: Kind::Strip, norm: Some(verdict.norm), chart, series })
}

/// The measure that a formula is, and of which component.
pub(in crate::report::service) fn measured(
    formula: &Formula,
    row: Option<ComponentId>,
) -> Option<(MeasureId, Option<ComponentId>)> {
    let FormulaKind::Measure(id, subject) = &formula.kind else { return None };
    match subject {
        MeasureSubject::Whole => Some((*id, None)),
        MeasureSubject::Component(component) => Some((*id, Some(*component))),
        MeasureSubject::Bound => Some((*id, row)),
    }
}

/// What happened to a component, and the sets of the measure; `None` where nothing happened.
fn lanes(desk: &Desk<'_>, value: &MeasureValue) -> Option<(String, Vec<Track>)> {
    let component = value.of?;
    let of = |rows: &Option<Vec<IntervalRow>>| -> Vec<Stretch> {
        let mine = desk.happened(rows).filter(|row| desk.is_of(row, component));
        mine.filter_map(|row| clipped(desk, row.from, row.to.unwrap_or(desk.period.to))).collect()
    };
    let (outages, maintenance) = (of(&desk.findings.evidence.outages), of(&desk.findings.evidence.maintenance));
    if outages.is_empty() && maintenance.is_empty() {
        return None;
    }
    let mut lanes = vec![
        (desk.say("report.outages").to_owned(), 0, outages),
        (desk.say("report.maintenance").to_owned(), 1, maintenance),
    ];
    lanes.retain(|(_, _, stretches)| !stretches.is_empty());
    let steps = value.steps.iter().filter_map(|step| Some((step.name.replace('_', " "), 2, step.pieces.clone()?)));
    lanes.extend(steps.filter(|(_, _, stretches)| !stretches.is_empty()));
    Some((desk.findings.model.component(component).declared.title().to_owned(), lanes))
}

/// The part of a stretch that lies in the period.
fn clipped(desk: &Desk<'_>, from: Instant, to: Instant) -> Option<Stretch> {
    let (from, to) = (from.max(desk.period.from), to.min(desk.period.to));
    (from < to).then_some((from, to))
}

fn together(stretches: &[Stretch]) -> Elapsed {
    Elapsed::from_micros(stretches.iter().map(|(from, to)| from.until(*to).micros()).sum())
}

/// A line a stretch; of many, or of most of the period, one line for all of them.
fn lines(desk: &Desk<'_>, component: &str, (lane, _, stretches): &Track) -> Vec<Vec<Text>> {
    let line = |when: String, length: Elapsed| {
        vec![plain(component), plain(lane.as_str()), plain(when), plain(desk.duration(length))]
    };
    let all = together(stretches);
    let is_most = all.micros() > desk.period.from.until(desk.period.to).micros() / 2;
    if stretches.len() > 1 && (is_most || stretches.len() > LISTED) {
        return vec![line(desk.fill("chart.stretches", &[("count", &desk.count(stretches.len() as u64))]), all)];
    }
    stretches.iter().map(|(from, to)| line(desk.span(*from, Some(*to)), from.until(*to))).collect()
}

/// `Outages: 1h 35m, in 2 stretches`
fn alt(desk: &Desk<'_>, (lane, _, stretches): &Track) -> String {
    let length = desk.duration(together(stretches));
    match stretches.len() {
        1 => format!("{lane} {length}"),
        n => format!("{lane} {length}, {}", desk.fill("chart.stretches", &[("count", &desk.count(n as u64))])),
    }
}

fn of_series(desk: &Desk<'_>, component: &str, (lane, pattern, stretches): &Track) -> serde_json::Value {
    let zone = desk.calendar.zone();
    let kind = ["outages", "maintenance"].get(*pattern).copied().unwrap_or("step");
    let stretches = stretches.iter().map(|(from, to)| json!({ "from": zone.rfc3339(*from), "to": zone.rfc3339(*to) }));
    json!({ "name": lane, "component": component, "lane": kind, "stretches": stretches.collect::<Vec<_>>() })
}

fn strip(desk: &Desk<'_>, lanes: &[Track]) -> Strip {
    let since = |at: Instant| at.micros() - desk.period.from.micros();
    let zone = desk.calendar.zone();
    let mut ticks = Vec::new();
    let mut day = zone.local(desk.period.from).date();
    let last = zone.local(desk.period.to).date();
    let long = (last - day).num_days() > 45;
    while day < last {
        let is_tick = if long { day.day() == 1 } else { day.day() % 7 == 1 };
        if is_tick {
            let name = if long { desk.short_month(day.month()) } else { day.day().to_string() };
            ticks.push((since(zone.midnight(day)), name));
        }
        let Some(next) = day.succ_opt() else { break };
        day = next;
    }
    let lanes = lanes.iter().map(|(name, pattern, stretches)| Lane {
        name: name.clone(),
        pattern: *pattern,
        stretches: stretches.iter().map(|(from, to)| (since(*from), since(*to))).collect(),
    });
    Strip { length: since(desk.period.to), ticks, lanes: lanes.collect() }
}
