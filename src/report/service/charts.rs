//! Charts of a norm: its values over the periods, the number of tickets, the spread of their times, and what is used of
//! what the bounds allow.

use std::cmp::Ordering;

use num_traits::ToPrimitive;

use crate::eval::verdict::{Exact, NormVerdict, RequirementVerdict, Verdict};
use crate::model::{Norm, Requirement, Subject, Value};
use crate::quantity::{Elapsed, Ratio};
use crate::report::page::{Bars, Block, Chart, Gauge, Mark, Panel, Point, Side, Table, Text, Trend, plain};
use crate::report::rounding;

use super::close::allowance;
use super::desk::Desk;
use super::summary::full_name;

/// Panels of one chart: more would not be looked at.
const MOST_PANELS: usize = 12;

/// A value against another of its kind; those of different kinds are equal.
pub(super) fn compared(a: &Exact, b: &Exact) -> Ordering {
    match (a, b) {
        (Exact::Percent(a), Exact::Percent(b))
        | (Exact::Seconds(a), Exact::Seconds(b))
        | (Exact::Number(a), Exact::Number(b)) => a.cmp(b),
        (Exact::Count(a), Exact::Count(b)) => a.cmp(b),
        (Exact::Percent(_) | Exact::Seconds(_) | Exact::Count(_) | Exact::Number(_), _) => Ordering::Equal,
    }
}

/// A value on the scale of a drawing: millionths.
fn scaled(value: &Exact) -> i64 {
    match value {
        Exact::Percent(ratio) | Exact::Seconds(ratio) | Exact::Number(ratio) => scaled_ratio(ratio),
        Exact::Count(count) => count.saturating_mul(1_000_000),
    }
}

fn scaled_ratio(ratio: &Ratio) -> i64 {
    ratio.scaled_half_up(6).to_i64().unwrap_or(i64::MAX)
}

fn scaled_bound(value: &Value) -> i64 {
    scaled(&Exact::from(value))
}

/// All charts of a norm.
pub(super) fn of_norm(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Vec<Block> {
    [values(desk, norm, verdict), tickets(desk, norm, verdict), spread(desk, norm, verdict)]
        .into_iter()
        .flatten()
        .map(Block::Chart)
        .collect()
}

/// Requirements of a norm with their lines in the contract.
fn lines<'n>(
    norm: &'n Norm,
    verdict: &'n NormVerdict,
) -> impl Iterator<Item = (&'n Requirement, &'n RequirementVerdict)> {
    verdict.requirements.iter().filter_map(|found| Some((norm.requirements.get(found.index)?, found)))
}

fn table(heads: Vec<String>, rows: Vec<Vec<Text>>) -> Table {
    let sides = std::iter::once(Side::Left).chain(heads.iter().skip(1).map(|_| Side::Right)).collect();
    let head = heads.into_iter().map(|head| (plain(head), 1)).collect();
    Table { caption: None, head: vec![head], names: 1, sides, rows }
}

/// The value of each requirement over the periods, with its bound.
fn values(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Option<Chart> {
    let mut panels = Vec::new();
    let mut columns: Vec<(String, Vec<Option<String>>)> = Vec::new();
    for (written, found) in lines(norm, verdict).take(MOST_PANELS) {
        let past: Vec<Option<&RequirementVerdict>> =
            desk.history.iter().map(|period| desk.requirement_in(period, verdict.norm, found.index)).collect();
        let values: Vec<Option<Point>> = past
            .iter()
            .map(|one| {
                let one = (*one)?;
                let actual = one.actual.as_ref()?;
                let (value, mark) = (scaled(&actual.value), mark(one.verdict));
                Some(Point { value, mark, words: desk.actual(actual, written) })
            })
            .collect();
        if values.iter().flatten().count() < 2 {
            continue;
        }
        let name = desk.name_of(norm, written);
        columns.push((name.clone(), values.iter().map(|one| one.as_ref().map(|point| point.words.clone())).collect()));
        let bound = written.bound.as_ref().map(|bound| (scaled_bound(&bound.value), desk.scribe.bound(bound)));
        let points: Vec<(String, Option<Point>)> =
            desk.history.iter().map(|period| desk.short(period)).zip(values).collect();
        let scale = scale(desk, &points, bound.as_ref(), found);
        panels.push((name, Panel::Trend(Trend { scale, bound, points })));
    }
    let first = panels.first()?;
    let alone = panels.len() == 1 && first.0 == norm.declared.title();
    if alone {
        panels.iter_mut().for_each(|(name, _)| name.clear());
    }
    let rows = desk.history.iter().enumerate().map(|(n, period)| {
        let cells = columns.iter().map(|(_, cells)| cells.get(n).cloned().flatten().map(plain).unwrap_or_default());
        std::iter::once(plain(desk.named(period))).chain(cells).collect()
    });
    let heads =
        std::iter::once(desk.say("report.period").to_owned()).chain(columns.iter().map(|(name, _)| name.clone()));
    Some(Chart {
        title: desk.fill("chart.values", &[("norm", norm.declared.title())]),
        alt: desk.fill(
            "chart.values_alt",
            &[("count", &desk.count(desk.history.len() as u64)), ("period", &desk.named(desk.period))],
        ),
        data_title: desk.say("chart.data").to_owned(),
        data: table(heads.collect(), rows.collect()),
        panels,
    })
}

fn mark(verdict: Option<Verdict>) -> Mark {
    match verdict {
        Some(Verdict::Breached) => Mark::Bad,
        Some(Verdict::Undecided) => Mark::Unsure,
        Some(Verdict::Met) => Mark::Good,
        Some(Verdict::Empty | Verdict::Measured) | None => Mark::Plain,
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

/// How many tickets were counted a period, those that missed apart.
fn tickets(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Option<Chart> {
    let mut panels = Vec::new();
    let mut columns: Vec<(String, Vec<(u64, u64)>)> = Vec::new();
    let timed = lines(norm, verdict).filter(|(written, _)| matches!(written.subject, Subject::Timed(_)));
    for (written, found) in timed.take(MOST_PANELS) {
        let counts: Vec<(u64, u64)> = desk
            .history
            .iter()
            .map(|period| {
                let counts = desk.requirement_in(period, verdict.norm, found.index).and_then(|one| one.counts);
                counts.map_or((0, 0), |counts| (counts.total, counts.total.saturating_sub(counts.good)))
            })
            .collect();
        if desk.history.len() < 2 || counts.iter().all(|(all, _)| *all == 0) {
            continue;
        }
        let name = desk.name_of(norm, written);
        let bars = desk.history.iter().zip(&counts).map(|(period, (all, missed))| (desk.short(period), *all, *missed));
        panels.push((name.clone(), Panel::Bars(Bars { bars: bars.collect(), bound: None })));
        columns.push((name, counts));
    }
    panels.first()?;
    let rows = desk.history.iter().enumerate().map(|(n, period)| {
        let cells = columns.iter().map(|(_, counts)| {
            let (all, missed) = counts.get(n).copied().unwrap_or_default();
            let of = [("all", desk.count(all)), ("missed", desk.count(missed))];
            let of: Vec<(&str, &str)> = of.iter().map(|(name, value)| (*name, value.as_str())).collect();
            plain(if missed == 0 { desk.count(all) } else { desk.fill("chart.of_which", &of) })
        });
        std::iter::once(plain(desk.named(period))).chain(cells).collect()
    });
    let heads =
        std::iter::once(desk.say("report.period").to_owned()).chain(columns.iter().map(|(name, _)| name.clone()));
    Some(Chart {
        title: desk.fill("chart.tickets", &[("norm", norm.declared.title())]),
        alt: desk.say("chart.tickets_alt").to_owned(),
        data_title: desk.say("chart.data").to_owned(),
        data: table(heads.collect(), rows.collect()),
        panels,
    })
}

/// Bars before the bound of a spread.
const BEFORE: usize = 6;
/// Bars behind it; the last holds all that took longer.
const BEHIND: usize = 4;

/// How long the tickets of the period took, against their bound: in sixths of it.
fn spread(desk: &Desk<'_>, norm: &Norm, verdict: &NormVerdict) -> Option<Chart> {
    let mut panels = Vec::new();
    let mut rows: Vec<Vec<Text>> = Vec::new();
    let timed = lines(norm, verdict).filter(|(written, _)| matches!(written.subject, Subject::Timed(_)));
    for (written, found) in timed.take(MOST_PANELS) {
        let mut counts = [0u64; BEFORE + BEHIND];
        let mut limits = std::collections::BTreeSet::new();
        for reading in &desk.period.readings {
            let is_it = |bound: &&crate::eval::verdict::BoundReading| {
                bound.norm == verdict.norm && bound.requirement == found.index && bound.settled.is_some()
            };
            let Some(bound) = reading.bounds.iter().find(is_it) else { continue };
            limits.insert(bound.limit);
            let sixths = i128::from(reading.elapsed.micros().max(0)) * BEFORE as i128;
            let limit = i128::from(bound.limit.micros().max(1));
            // The bound itself belongs to what is in time, unless the contract says less than.
            let at = if bound.strict { sixths / limit } else { (sixths - 1).max(0) / limit };
            let last = counts.len() - 1;
            if let Some(count) = counts.get_mut(usize::try_from(at).unwrap_or(last).min(last)) {
                *count += 1;
            }
        }
        if counts.iter().sum::<u64>() < 5 {
            continue;
        }
        let name = desk.name_of(norm, written);
        // Of limits in workdays and the like each ticket has its own: then the axis says which share of it was used.
        let only = if limits.len() == 1 { limits.first().copied() } else { None };
        let names: Vec<String> = (1..=counts.len()).map(|n| edge(desk, only, n)).collect();
        let apart = |n: usize, count: u64| if n >= BEFORE { count } else { 0 };
        let bars =
            names.iter().zip(counts).enumerate().map(|(n, (name, count))| (name.clone(), count, apart(n, count)));
        let bound = only.map_or_else(|| desk.say("chart.bound").to_owned(), |limit| desk.duration(limit));
        panels.push((name.clone(), Panel::Bars(Bars { bars: bars.collect(), bound: Some((BEFORE, bound)) })));
        rows.extend(
            names
                .iter()
                .zip(counts)
                .filter(|(_, count)| *count > 0)
                .map(|(until, count)| vec![plain(name.as_str()), plain(until.as_str()), plain(desk.count(count))]),
        );
    }
    panels.first()?;
    let heads = ["report.requirement", "chart.until", "chart.count"].map(|key| desk.say(key).to_owned());
    let mut data = table(heads.to_vec(), rows);
    data.names = 2;
    Some(Chart {
        title: desk.fill("chart.spread", &[("norm", norm.declared.title())]),
        alt: desk.say("chart.spread_alt").to_owned(),
        data_title: desk.say("chart.data").to_owned(),
        data,
        panels,
    })
}

/// Where the n-th bar of a spread ends.
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

/// What is used of what the bounds allow, of every requirement that allows something.
pub(super) fn allowances(desk: &Desk<'_>) -> Option<Block> {
    let mut panels = Vec::new();
    let mut rows = Vec::new();
    for verdict in &desk.period.norms {
        let norm = desk.norm(verdict.norm);
        for (written, found) in lines(norm, verdict) {
            let Some(of) = allowance(desk, written, found).filter(|of| of.allowed > 0 || of.used > 0) else { continue };
            let name = full_name(desk, norm, written);
            rows.push(vec![plain(name.as_str()), plain(of.words.as_str())]);
            if panels.len() < MOST_PANELS {
                let mark = mark(found.verdict);
                panels.push((name, Panel::Gauge(Gauge { used: of.used, allowed: of.allowed, mark, words: of.words })));
            }
        }
    }
    panels.first()?;
    let heads = ["report.norm", "chart.used"].map(|key| desk.say(key).to_owned());
    Some(Block::Chart(Chart {
        title: desk.say("chart.allowances").to_owned(),
        alt: desk.say("chart.allowances_alt").to_owned(),
        data_title: desk.say("chart.data").to_owned(),
        data: table(heads.to_vec(), rows),
        panels,
    }))
}
