//! How long the tickets of the period took, against their bound: in sixths of it.

use std::collections::BTreeSet;

use serde_json::json;

use crate::eval::verdict::{BoundReading, NormVerdict};
use crate::model::{Norm, Subject};
use crate::quantity::{Elapsed, Ratio};
use crate::report::exact;
use crate::report::page::{Bars, Chart, Drawing, Panel, Text, plain};
use crate::report::rounding;

use super::super::desk::Desk;
use super::{Kind, MOST_PANELS, Plot, figures, lines, unnamed};

/// Bars before the bound.
const BEFORE: usize = 6;
/// Bars behind it; the last holds all that took longer.
const BEHIND: usize = 4;
/// Fewer tickets than this are no distribution.
const FEWEST: u64 = 5;

/// Tickets in each bar.
type Counts = [u64; BEFORE + BEHIND];

/// A chart, where there are enough tickets.
pub(super) fn plot(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Option<Plot> {
    let mut panels = Vec::new();
    let mut rows: Vec<Vec<Text>> = Vec::new();
    let mut series = Vec::new();
    let timed = lines(norm, verdict).filter(|(written, _)| matches!(written.subject, Subject::Timed(_)));
    for (written, found) in timed {
        let mut counts: Counts = [0; BEFORE + BEHIND];
        let mut limits = BTreeSet::new();
        for (elapsed, bound) in desk.settled(verdict.norm, found.index) {
            limits.insert(bound.limit);
            if let Some(count) = counts.get_mut(bar(*elapsed, bound)) {
                *count += 1;
            }
        }
        if counts.iter().sum::<u64>() < FEWEST {
            continue;
        }
        let name = desk.name_of(norm, written);
        // Of limits in workdays and the like each ticket has its own: then the axis says which share of it was used.
        let only = if limits.len() == 1 { limits.first().copied() } else { None };
        series.push(of_series(&name, found.index, only, &counts));
        if panels.len() == MOST_PANELS {
            continue;
        }
        let names: Vec<String> = (1..=counts.len()).map(|n| edge(desk, only, n)).collect();
        let apart = |n: usize, count: u64| if n >= BEFORE { count } else { 0 };
        let bars =
            names.iter().zip(counts).enumerate().map(|(n, (name, count))| (name.clone(), count, apart(n, count)));
        let bound = only.map_or_else(|| desk.say("chart.bound").to_owned(), |limit| desk.duration(limit));
        let panel = Panel::Bars(Bars { bars: bars.collect(), bound: Some((BEFORE, bound)) });
        panels.push(Drawing { name: name.clone(), alt: alt(desk, &counts), panel });
        let filled = names.iter().zip(counts).filter(|(_, count)| *count > 0);
        rows.extend(filled.map(|(until, count)| vec![plain(&*name), plain(until.as_str()), plain(desk.count(count))]));
    }
    panels.first()?;
    let heads = ["report.requirement", "chart.until", "chart.count"].map(|key| desk.say(key).to_owned());
    let mut data = figures(heads.to_vec(), rows);
    data.names = 2;
    let chart = Chart {
        title: desk.fill("chart.spread", &[("norm", norm.declared.title())]),
        legend: desk.say("chart.spread_legend").to_owned(),
        data_title: desk.say("chart.data").to_owned(),
        data,
        panels: unnamed(panels, norm),
    };
    Some(Plot { kind: Kind::Spread, norm: Some(verdict.norm), chart, series })
}

/// The bar of a ticket. The bound itself belongs to what is in time, unless the contract says less than.
fn bar(elapsed: Elapsed, bound: &BoundReading) -> usize {
    let parts = i128::from(elapsed.micros().max(0)) * BEFORE as i128;
    let limit = i128::from(bound.limit.micros().max(1));
    let at = if bound.strict { parts / limit } else { (parts - 1).max(0) / limit };
    let last = BEFORE + BEHIND - 1;
    usize::try_from(at).unwrap_or(last).min(last)
}

fn alt(desk: &Desk<'_>, counts: &Counts) -> String {
    let all: u64 = counts.iter().sum();
    let late: u64 = counts.iter().skip(BEFORE).sum();
    let half: u64 = counts.iter().take(BEFORE / 2).sum();
    desk.fill(
        "chart.spread_alt",
        &[("all", &desk.count(all)), ("half", &desk.count(half)), ("late", &desk.count(late))],
    )
}

/// Where the n-th bar ends.
fn edge(desk: &Desk<'_>, limit: Option<Elapsed>, n: usize) -> String {
    if n == BEFORE + BEHIND {
        return desk.say("chart.longer").to_owned();
    }
    let part = Ratio::new(n as i128, BEFORE as i128);
    match limit {
        Some(limit) => {
            let micros = i128::from(limit.micros()) * n as i128 / BEFORE as i128;
            desk.duration(Elapsed::from_micros(i64::try_from(micros).unwrap_or(i64::MAX)))
        }
        None => rounding::axis(desk.scribe.locale, &part),
    }
}

/// Each bar ends at a share of the bound; the last has no end.
fn of_series(name: &str, index: usize, limit: Option<Elapsed>, counts: &Counts) -> serde_json::Value {
    let bars = counts.iter().enumerate().map(|(n, count)| {
        let until = (n + 1 < counts.len()).then(|| Ratio::new(n as i128 + 1, BEFORE as i128).to_string());
        json!({ "until": until, "count": count })
    });
    json!({
        "name": name,
        "requirement": index + 1,
        "limit": limit.map(|limit| format!("{}s", exact::seconds(limit))),
        "bars": bars.collect::<Vec<_>>(),
    })
}
