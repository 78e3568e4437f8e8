//! What is used of what the bounds allow, of every requirement that allows something, and of every budget.

use serde_json::json;

use crate::eval::verdict::NormVerdict;
use crate::report::page::{Block, Chart, Drawing, Gauge, Mark, Panel, plain};

use super::super::budgets::{self, Budget};
use super::super::close::{Allowance, Spare, allowance};
use super::super::desk::Desk;
use super::super::summary::full_name;
use super::{Kind, MOST_PANELS, Plot, figures, lines, mark};

/// The chart, as a block.
pub(in crate::report::service) fn allowances(desk: &Desk<'_>) -> Option<Block> {
    plot(desk).map(|plot| Block::Chart(plot.chart))
}

/// A chart, where anything allows anything.
pub(super) fn plot(desk: &Desk<'_>) -> Option<Plot> {
    let mut panels = Vec::new();
    let mut rows = Vec::new();
    let mut series = Vec::new();
    let of_norms = desk.period.norms.iter().flat_map(|verdict| of_norm(desk, verdict));
    let all: Vec<(String, Allowance, Mark, serde_json::Value)> =
        of_norms.chain(budgets::all(desk).into_iter().map(|budget| of_budget(desk, budget))).collect();
    for (name, of, mark, of_what) in all {
        rows.push(vec![plain(&*name), plain(&*of.words)]);
        let shown = |value: i64| match of.spare {
            Spare::Rows => json!(value),
            Spare::Time => {
                json!(format!("{}s", crate::report::exact::seconds(crate::quantity::Elapsed::from_micros(value))))
            }
        };
        series.push(json!({
            "name": name, "of": of_what, "used": shown(of.used), "allowed": shown(of.allowed), "words": of.words,
        }));
        if panels.len() < MOST_PANELS {
            let panel = Panel::Gauge(Gauge { used: of.used, allowed: of.allowed, mark, words: of.words.clone() });
            panels.push(Drawing { name, alt: of.words, panel });
        }
    }
    panels.first()?;
    let heads = ["report.norm", "chart.used"].map(|key| desk.say(key).to_owned());
    let chart = Chart {
        title: desk.say("chart.allowances").to_owned(),
        legend: desk.say("chart.allowances_legend").to_owned(),
        data_title: desk.say("chart.data").to_owned(),
        data: figures(heads.to_vec(), rows),
        panels,
    };
    Some(Plot { kind: Kind::Allowances, norm: None, chart, series })
}

fn of_norm(desk: &Desk<'_>, verdict: &NormVerdict) -> Vec<(String, Allowance, Mark, serde_json::Value)> {
    let norm = desk.norm(verdict.norm);
    lines(norm, verdict)
        .filter_map(|(written, found)| {
            let of = allowance(desk, written, found).filter(|of| of.allowed > 0 || of.used > 0)?;
            let what = json!({ "norm": norm.declared.name, "requirement": found.index + 1 });
            Some((full_name(desk, norm, written), of, mark(found.verdict), what))
        })
        .collect()
}

fn of_budget(desk: &Desk<'_>, budget: Budget) -> (String, Allowance, Mark, serde_json::Value) {
    let measure = desk.findings.model.measure(budget.measure);
    let of = budget.of.map(|component| desk.findings.model.component(component));
    let title = of.map_or_else(String::new, |component| format!(" – {}", component.declared.title()));
    let what = json!({
        "measure": measure.declared.name, "component": of.map(|component| component.declared.name.as_str()),
    });
    (format!("{}: {}{title}", measure.declared.title(), budget.name), budget.allowance, Mark::Plain, what)
}
