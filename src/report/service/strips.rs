//! The period as a strip: when something was down, when there was maintenance, and what the measure made of it.

use chrono::Datelike;

use crate::eval::verdict::MeasureValue;
use crate::evidence::{IntervalRow, Owner};
use crate::model::{ComponentId, Formula, FormulaKind, MeasureId, MeasureSubject, Norm, Subject};
use crate::quantity::Instant;
use crate::report::page::{Block, Chart, Lane, Panel, Side, Strip, Table, Text, plain};

use super::desk::Desk;

/// Strips of one norm: more would not be looked at.
const MOST_PANELS: usize = 12;

/// A stretch of time.
type Stretch = (Instant, Instant);

/// What a lane shows: its name, its pattern, and its stretches.
type Track = (String, usize, Vec<Stretch>);

/// A strip for each component of a norm about a measure, where anything happened.
pub(super) fn of_norm(desk: &Desk<'_>, norm: &Norm) -> Option<Block> {
    let mut panels = Vec::new();
    let mut rows: Vec<Vec<Text>> = Vec::new();
    for requirement in &norm.requirements {
        let Subject::Formula { value, component } = &requirement.subject else { continue };
        let Some((measure, of)) = measured(value, *component) else { continue };
        let found = |one: &&MeasureValue| one.measure == measure && one.of == of;
        let Some(value) = desk.period.measures.iter().find(found) else { continue };
        let Some((name, lanes)) = lanes(desk, value) else { continue };
        if panels.len() == MOST_PANELS || panels.iter().any(|(known, _)| *known == name) {
            continue;
        }
        for (lane, _, stretches) in &lanes {
            rows.extend(stretches.iter().map(|(from, to)| {
                vec![plain(name.as_str()), plain(lane.as_str()), plain(desk.span(*from, Some(*to)))]
            }));
        }
        panels.push((name, Panel::Strip(strip(desk, &lanes))));
    }
    panels.first()?;
    let heads = ["report.component", "chart.lane", "report.when"].map(|key| (plain(desk.say(key)), 1));
    let data = Table { caption: None, head: vec![heads.to_vec()], names: 2, sides: vec![Side::Left; 3], rows };
    Some(Block::Chart(Chart {
        title: desk.fill("chart.strip", &[("norm", norm.declared.title()), ("period", &desk.named(desk.period))]),
        alt: desk.say("chart.strip_alt").to_owned(),
        data_title: desk.say("chart.data").to_owned(),
        data,
        panels,
    }))
}

/// The measure that a formula is, and of which component.
fn measured(formula: &Formula, row: Option<ComponentId>) -> Option<(MeasureId, Option<ComponentId>)> {
    match &formula.kind {
        FormulaKind::Measure(id, MeasureSubject::Whole) => Some((*id, None)),
        FormulaKind::Measure(id, MeasureSubject::Component(component)) => Some((*id, Some(*component))),
        FormulaKind::Measure(id, MeasureSubject::Bound) => Some((*id, row)),
        FormulaKind::Literal(_)
        | FormulaKind::DaysOfPeriod
        | FormulaKind::Step(_)
        | FormulaKind::Length(_)
        | FormulaKind::Add(..)
        | FormulaKind::Sub(..)
        | FormulaKind::Mul(..)
        | FormulaKind::Div(..)
        | FormulaKind::ShareOfSets(..)
        | FormulaKind::Rounded(..)
        | FormulaKind::OverGroup(..)
        | FormulaKind::Rows(..)
        | FormulaKind::Tickets(_)
        | FormulaKind::Samples(_)
        | FormulaKind::Slices(_)
        | FormulaKind::Events(_)
        | FormulaKind::Together(..)
        | FormulaKind::OverLast(..)
        | FormulaKind::OverAny(..) => None,
    }
}

/// What happened to a component, and the sets of the measure; `None` where nothing happened.
fn lanes(desk: &Desk<'_>, value: &MeasureValue) -> Option<(String, Vec<Track>)> {
    let model = desk.findings.model;
    let component = value.of?;
    let of = |rows: &Option<Vec<IntervalRow>>| -> Vec<Stretch> {
        let mine = rows.iter().flatten().filter(|row| match row.of {
            Owner::Component(one) => one == component,
            Owner::Group(group) => model.group(group).members.contains(&component),
            Owner::All => true,
        });
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
    Some((model.component(component).declared.title().to_owned(), lanes))
}

/// The part of a stretch that lies in the period.
fn clipped(desk: &Desk<'_>, from: Instant, to: Instant) -> Option<Stretch> {
    let (from, to) = (from.max(desk.period.from), to.min(desk.period.to));
    (from < to).then_some((from, to))
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
            let name = if long { format!("{}-{}", day.day(), day.month()) } else { day.day().to_string() };
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
