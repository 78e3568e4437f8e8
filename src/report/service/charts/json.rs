//! The charts of a report for other programs: the same series, with exact values.

use serde_json::{Value, json};

use super::super::Wanted;
use super::super::desk::Desk;
use super::{Plot, plots, used};

/// Every chart of every reported period, in the order of the report.
pub fn of_report(wanted: &Wanted<'_>) -> Vec<Value> {
    let all = wanted.findings.verdicts.periods.len();
    let desks = (all.saturating_sub(wanted.asked)..all).filter_map(|at| Desk::new(wanted, at));
    desks.flat_map(|desk| of_period(&desk)).collect()
}

fn of_period(desk: &Desk<'_>) -> Vec<Value> {
    let of_norms = crate::report::text::as_written(desk.findings.model, &desk.period.norms).into_iter();
    let all = used::plot(desk).into_iter().chain(of_norms.flat_map(|verdict| plots(desk, verdict)));
    all.map(|plot| of_plot(desk, plot)).collect()
}

fn of_plot(desk: &Desk<'_>, plot: Plot) -> Value {
    let norm = plot.norm.map(|norm| desk.norm(norm).declared.name.as_str());
    let kind = plot.kind.word();
    let id: Vec<&str> = [Some(desk.period.label.as_str()), norm, Some(kind)].into_iter().flatten().collect();
    json!({
        "id": id.join("."),
        "period": desk.period.label,
        "norm": norm,
        "kind": kind,
        "title": plot.chart.title,
        "series": plot.series,
    })
}
