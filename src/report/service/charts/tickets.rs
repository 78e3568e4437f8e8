//! How many tickets were counted a period, those that missed apart.

use serde_json::json;

use crate::eval::verdict::NormVerdict;
use crate::model::{Norm, Subject};
use crate::report::page::{Bars, Chart, Drawing, Panel};

use super::super::desk::Desk;
use super::{Kind, MOST_PANELS, Plot, by_period, lines, unnamed};

/// A chart, where there are two periods and any tickets.
pub(super) fn plot(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Option<Plot> {
    let mut panels = Vec::new();
    let mut columns: Vec<(String, Vec<String>)> = Vec::new();
    let mut series = Vec::new();
    // Several bounds of one row count the same tickets: where the misses are the same too, they are shown once.
    let mut known: Vec<(String, Vec<(u64, u64)>)> = Vec::new();
    let timed = lines(norm, verdict).filter(|(written, _)| matches!(written.subject, Subject::Timed(_)));
    for (written, found) in timed {
        let of_period = |period| {
            let counts = desk.requirement_in(period, verdict.norm, found.index).and_then(|one| one.counts);
            counts.map_or((0, 0), |counts| (counts.total, counts.total.saturating_sub(counts.good)))
        };
        let counts: Vec<(u64, u64)> = desk.history.iter().map(of_period).collect();
        if desk.history.len() < 2 || counts.iter().all(|(all, _)| *all == 0) {
            continue;
        }
        let row = desk.row_name(written);
        let name = desk.name_of(norm, written);
        series.push(of_series(desk, &name, found.index, &counts));
        if panels.len() == MOST_PANELS || known.iter().any(|(of, same)| *of == row && *same == counts) {
            continue;
        }
        known.push((row, counts.clone()));
        columns.push((name.clone(), counts.iter().map(|one| in_words(desk, *one)).collect()));
        let bars = desk.history.iter().zip(&counts).map(|(period, (all, missed))| (desk.short(period), *all, *missed));
        let panel = Panel::Bars(Bars { bars: bars.collect(), bound: None });
        panels.push(Drawing { name, alt: alt(desk, &counts), panel });
    }
    panels.first()?;
    let chart = Chart {
        title: desk.fill("chart.tickets", &[("norm", norm.declared.title())]),
        legend: desk.say("chart.tickets_legend").to_owned(),
        data_title: desk.say("chart.data").to_owned(),
        data: by_period(desk, &columns),
        panels: unnamed(panels, norm),
    };
    Some(Plot { kind: Kind::Tickets, norm: Some(verdict.norm), chart, series })
}

/// `7, of which 2 too late`
fn in_words(desk: &Desk<'_>, (all, missed): (u64, u64)) -> String {
    match missed {
        0 => desk.count(all),
        _ => desk.fill("chart.of_which", &[("all", &desk.count(all)), ("missed", &desk.count(missed))]),
    }
}

fn alt(desk: &Desk<'_>, counts: &[(u64, u64)]) -> String {
    let sum = counts.iter().fold((0, 0), |sum: (u64, u64), one| (sum.0 + one.0, sum.1 + one.1));
    let last = counts.last().copied().unwrap_or_default();
    desk.fill("chart.tickets_alt", &[("all", &in_words(desk, sum)), ("last", &in_words(desk, last))])
}

fn of_series(desk: &Desk<'_>, name: &str, index: usize, counts: &[(u64, u64)]) -> serde_json::Value {
    let points = desk
        .history
        .iter()
        .zip(counts)
        .map(|(period, (all, missed))| json!({ "period": period.label, "total": all, "missed": missed }));
    json!({ "name": name, "requirement": index + 1, "points": points.collect::<Vec<_>>() })
}
