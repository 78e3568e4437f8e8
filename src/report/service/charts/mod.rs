//! Charts: values over the periods, numbers of tickets, the spread of their times, what happened when, and what is used of
//! what the bounds allow. Each is drawn, told in words, laid out as a table, and given to programs with exact values.

mod course;
mod json;
mod spread;
mod strip;
mod tickets;
mod used;

use std::cmp::Ordering;

use serde_json::Value as Json;

use crate::eval::verdict::{Exact, NormVerdict, RequirementVerdict, Verdict};
use crate::model::{Norm, NormId, Requirement};
use crate::report::page::{Block, Chart, Drawing, Mark, Side, Table, Text, plain};

use super::desk::Desk;

pub use json::of_report;
pub(super) use strip::measured;
pub(super) use used::allowances;

/// Panels of one chart: more would not be looked at.
const MOST_PANELS: usize = 12;

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Values over the periods.
    Course,
    /// Tickets counted a period.
    Tickets,
    /// How long tickets took.
    Spread,
    /// What happened when.
    Strip,
    /// What is used of what is allowed.
    Allowances,
}

impl Kind {
    /// As in JSON.
    fn word(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Tickets => "tickets",
            Self::Spread => "spread",
            Self::Strip => "strip",
            Self::Allowances => "allowances",
        }
    }
}

/// A chart with all of its data.
pub(super) struct Plot {
    kind: Kind,
    /// Of which norm; `None`: of all of them.
    norm: Option<NormId>,
    chart: Chart,
    /// What is drawn, for programs, also what there was no room to draw.
    series: Vec<Json>,
}

/// All charts of a norm.
fn plots(desk: &Desk<'_>, verdict: &NormVerdict) -> Vec<Plot> {
    let norm = desk.norm(verdict.norm);
    let all = [
        course::plot(desk, norm, verdict),
        tickets::plot(desk, norm, verdict),
        spread::plot(desk, norm, verdict),
        strip::plot(desk, norm, verdict),
    ];
    all.into_iter().flatten().collect()
}

/// All charts of a norm, as blocks.
pub(super) fn of_norm(desk: &Desk<'_>, verdict: &NormVerdict) -> Vec<Block> {
    plots(desk, verdict).into_iter().map(|plot| Block::Chart(plot.chart)).collect()
}

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

/// Requirements of a norm with their lines in the contract.
fn lines<'n>(
    norm: &'n Norm,
    verdict: &'n NormVerdict,
) -> impl Iterator<Item = (&'n Requirement, &'n RequirementVerdict)> {
    verdict.requirements.iter().filter_map(|found| Some((norm.requirements.get(found.index)?, found)))
}

/// A table whose first column names the row, and whose others are figures.
fn figures(heads: Vec<String>, rows: Vec<Vec<Text>>) -> Table {
    let sides = std::iter::once(Side::Left).chain(heads.iter().skip(1).map(|_| Side::Right)).collect();
    let head = heads.into_iter().map(|head| (plain(head), 1)).collect();
    Table { caption: None, head: vec![head], names: 1, sides, rows }
}

/// A table with a row for each period of the history, and a column for each name with its cells.
fn by_period(desk: &Desk<'_>, columns: &[(String, Vec<String>)]) -> Table {
    let rows = desk.history.iter().enumerate().map(|(n, period)| {
        let cells = columns.iter().map(|(_, cells)| cells.get(n).map(plain).unwrap_or_default());
        std::iter::once(plain(desk.named(period))).chain(cells).collect()
    });
    let heads = std::iter::once(desk.say("report.period").to_owned());
    figures(heads.chain(columns.iter().map(|(name, _)| name.clone())).collect(), rows.collect())
}

/// Without the name of the only drawing where it is the title of the norm.
fn unnamed(mut panels: Vec<Drawing>, norm: &Norm) -> Vec<Drawing> {
    if let [one] = panels.as_mut_slice()
        && one.name == norm.declared.title()
    {
        one.name.clear();
    }
    panels
}

fn mark(verdict: Option<Verdict>) -> Mark {
    match verdict {
        Some(Verdict::Breached) => Mark::Bad,
        Some(Verdict::Undecided) => Mark::Unsure,
        Some(Verdict::Met) => Mark::Good,
        Some(Verdict::Empty | Verdict::Measured) | None => Mark::Plain,
    }
}
