//! The value of each requirement over the periods, with its bound.

use num_traits::ToPrimitive;
use serde_json::json;

use crate::eval::verdict::{Exact, NormVerdict, RequirementVerdict, Verdict};
use crate::model::{Norm, Requirement};
use crate::quantity::Ratio;
use crate::report::exact::{exact_value, exactly};
use crate::report::findings::unit;
use crate::report::page::{Chart, Drawing, Panel, Point, Trend};
use crate::report::rounding;

use super::super::desk::Desk;
use super::{Kind, MOST_PANELS, Plot, by_period, compared, lines, mark, unnamed};

/// What there is of a requirement in each period of the history.
type Past<'p> = Vec<Option<&'p RequirementVerdict>>;

/// A chart, where there are two values of anything.
pub(super) fn plot(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Option<Plot> {
    let mut panels = Vec::new();
    let mut columns: Vec<(String, Vec<String>)> = Vec::new();
    let mut series = Vec::new();
    for (written, found) in lines(norm, verdict) {
        let past: Past<'_> =
            desk.history.iter().map(|period| desk.requirement_in(period, verdict.norm, found.index)).collect();
        if past.iter().filter(|one| one.is_some_and(|one| one.actual.is_some())).count() < 2 {
            continue;
        }
        let name = desk.name_of(norm, written);
        let points: Vec<Option<Point>> = past.iter().map(|one| point(desk, written, (*one)?)).collect();
        let cell = |point: &Option<Point>| point.as_ref().map(|point| point.words.clone()).unwrap_or_default();
        series.push(of_series(desk, &name, written, found.index, &past));
        if panels.len() == MOST_PANELS {
            continue;
        }
        columns.push((name.clone(), points.iter().map(cell).collect()));
        let bound = written.bound.as_ref();
        let bound = bound.map(|bound| (scaled(&Exact::from(&bound.value)), desk.scribe.bound(bound)));
        let alt = in_words(desk, written, &past);
        let points: Vec<(String, Option<Point>)> =
            desk.history.iter().map(|period| desk.short(period)).zip(points).collect();
        let scale = scale(desk, &points, bound.as_ref(), found);
        panels.push(Drawing { name, alt, panel: Panel::Trend(Trend { scale, bound, points }) });
    }
    panels.first()?;
    let chart = Chart {
        title: desk.fill("chart.course", &[("norm", norm.declared.title())]),
        legend: desk.say("chart.course_legend").to_owned(),
        data_title: desk.say("chart.data").to_owned(),
        data: by_period(desk, &columns),
        panels: unnamed(panels, norm),
    };
    Some(Plot { kind: Kind::Course, norm: Some(verdict.norm), chart, series })
}

fn point(desk: &Desk<'_>, written: &Requirement, one: &RequirementVerdict) -> Option<Point> {
    let actual = one.actual.as_ref()?;
    Some(Point { value: scaled(&actual.value), mark: mark(one.verdict), words: desk.actual(actual, written) })
}

/// `From 98,92% to 100,00%, last 99,73%; not met in maart 2019.`
fn in_words(desk: &Desk<'_>, written: &Requirement, past: &Past<'_>) -> String {
    let values = || past.iter().flatten().filter_map(|one| one.actual.as_ref());
    let (Some(low), Some(high), Some(last)) = (
        values().min_by(|a, b| compared(&a.value, &b.value)),
        values().max_by(|a, b| compared(&a.value, &b.value)),
        values().next_back(),
    ) else {
        return String::new();
    };
    let [low, high, last] = [low, high, last].map(|one| desk.actual(one, written));
    let mut said = desk.fill("chart.course_alt", &[("low", &low), ("high", &high), ("last", &last)]);
    if let Some(bound) = &written.bound {
        said.push_str(&format!(" {}", desk.fill("chart.bound_alt", &[("bound", &desk.scribe.bound(bound))])));
    }
    let of = |verdict| -> Vec<String> {
        let periods = desk.history.iter().zip(past);
        let found = periods.filter(|(_, one)| one.is_some_and(|one| one.verdict == Some(verdict)));
        found.map(|(period, _)| desk.named(period)).collect()
    };
    for (verdict, key) in [(Verdict::Breached, "chart.breached_alt"), (Verdict::Undecided, "chart.undecided_alt")] {
        let periods = of(verdict);
        if !periods.is_empty() {
            said.push_str(&format!(" {}", desk.fill(key, &[("periods", &desk.scribe.words.and(&periods))])));
        }
    }
    said
}

fn of_series(desk: &Desk<'_>, name: &str, written: &Requirement, index: usize, past: &Past<'_>) -> serde_json::Value {
    let points = desk.history.iter().zip(past).map(|(period, one)| {
        let actual = one.and_then(|one| one.actual.as_ref());
        json!({
            "period": period.label,
            "exact": actual.map(exactly),
            "display": actual.map(|actual| desk.actual(actual, written)),
            "verdict": one.and_then(|one| one.verdict).map(Verdict::word),
        })
    });
    let bound = written.bound.as_ref();
    json!({
        "name": name,
        "requirement": index + 1,
        "unit": unit(written).map(|unit| unit.name()),
        "bound": bound.map(|bound| json!({
            "op": bound.op.symbol(),
            "exact": exact_value(&Exact::from(&bound.value)),
            "display": desk.scribe.bound(bound),
        })),
        "points": points.collect::<Vec<_>>(),
    })
}

/// A value on the scale of a drawing: millionths.
fn scaled(value: &Exact) -> i64 {
    match value {
        Exact::Percent(ratio) | Exact::Seconds(ratio) | Exact::Number(ratio) => {
            ratio.scaled_half_up(6).to_i64().unwrap_or(i64::MAX)
        }
        Exact::Count(count) => count.saturating_mul(1_000_000),
    }
}

/// From the lowest to the highest of values and bound, a little wider; a share never above 100 %, nothing below zero.
fn scale(
    desk: &Desk<'_>,
    points: &[(String, Option<Point>)],
    bound: Option<&(i64, String)>,
    found: &RequirementVerdict,
) -> [(i64, String); 2] {
    let all = points.iter().filter_map(|(_, point)| point.as_ref().map(|point| point.value));
    let all: Vec<i64> = all.chain(bound.map(|(value, _)| *value)).collect();
    let (least, most) = (all.iter().min().copied().unwrap_or(0), all.iter().max().copied().unwrap_or(1));
    let room = (most.saturating_sub(least) / 8).max(1);
    let is_share = matches!(found.actual.as_ref().map(|actual| &actual.value), Some(Exact::Percent(_)));
    let high = if is_share && most <= 1_000_000 {
        most.saturating_add(room).min(1_000_000)
    } else {
        most.saturating_add(room)
    };
    let low = least.saturating_sub(room).max(if least < 0 { i64::MIN } else { 0 });
    let low = if low == high { low.saturating_sub(1) } else { low };
    let shown = |value: i64| {
        let ratio = Ratio::new(i128::from(value), 1_000_000);
        match found.actual.as_ref().map(|actual| &actual.value) {
            Some(Exact::Seconds(_)) => desk.exact(&Exact::Seconds(Ratio::whole(value.div_euclid(1_000_000)))),
            Some(Exact::Count(_)) => desk.exact(&Exact::Number(Ratio::whole(value.div_euclid(1_000_000)))),
            Some(Exact::Number(_)) => desk.exact(&Exact::Number(ratio)),
            Some(Exact::Percent(_)) | None => rounding::axis(desk.scribe.locale, &ratio),
        }
    };
    [(low, shown(low)), (high, shown(high))]
}
