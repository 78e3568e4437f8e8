//! Outages and maintenance of the period: when, how long, announced or not, within which windows, and how much of each
//! counts against availability.

use std::collections::BTreeMap;

use crate::calendar::{Interval, IntervalSet};
use crate::eval::verdict::Note;
use crate::evidence::{Cell, IntervalRow, Owner, RowRef};
use crate::model::{Column, ColumnKind, ComponentId, IntervalTable, Subject, Unit, WindowId};
use crate::quantity::{Elapsed, Instant};
use crate::report::findings::unit;
use crate::report::page::{Block, Inline, Mark, Section, Side, Text, paragraph, plain};

use super::budgets;
use super::desk::{Desk, table};
use super::misses::place;

/// Rows listed of one table; the others are counted.
const LISTED: usize = 60;

/// One section, where anything was down or worked on.
pub(super) fn sections(desk: &Desk<'_>) -> Vec<Section> {
    let evidence = desk.findings.evidence;
    let weights = Weights::of(desk);
    let outages: Vec<&IntervalRow> = desk.happened(&evidence.outages).collect();
    let maintenance: Vec<&IntervalRow> = desk.happened(&evidence.maintenance).collect();
    let mut blocks = Vec::new();
    blocks.extend(of_table(desk, IntervalTable::Outages, &outages, &weights));
    blocks.extend(of_table(desk, IntervalTable::Maintenance, &maintenance, &weights));
    let budgets = budgets::all(desk);
    if !budgets.is_empty() {
        let item = |budget: &budgets::Budget| {
            let measure = desk.findings.model.measure(budget.measure).declared.title();
            let of = budget.of.map(|id| format!(" ({})", desk.findings.model.component(id).declared.title()));
            let words = format!(": {}: {}", budget.name, budget.allowance.words);
            let name = format!("{measure}{}", of.unwrap_or_default());
            vec![Block::Paragraph(vec![Inline::Strong(plain(name)), Inline::Plain(words)])]
        };
        blocks.push(Block::Heading(plain(desk.say("report.budgets"))));
        blocks.push(Block::List { first: None, items: budgets.iter().map(item).collect() });
    }
    if blocks.is_empty() { Vec::new() } else { vec![desk.section(desk.say("report.interruptions"), 1, blocks)] }
}

/// How much of each row counts in a norm about a share of time.
struct Weights {
    counted: BTreeMap<RowRef, Elapsed>,
    /// What budgets take: of which component, what each is called, and the time.
    budgets: Vec<(Option<ComponentId>, String, IntervalSet)>,
    /// Whether there is a norm that could count any.
    any: bool,
}

impl Weights {
    fn of(desk: &Desk<'_>) -> Self {
        let budgets = budgets::all(desk).into_iter().filter_map(|one| Some((one.of, one.name, one.time?))).collect();
        let mut all = Self { counted: BTreeMap::new(), budgets, any: false };
        for verdict in &desk.period.norms {
            let norm = desk.norm(verdict.norm);
            for found in &verdict.requirements {
                let Some(written) = norm.requirements.get(found.index) else { continue };
                let is_share = matches!(written.subject, Subject::Formula { .. } | Subject::EachMember(..));
                if !is_share || unit(written) != Some(Unit::Percent) || found.actual.is_none() {
                    continue;
                }
                all.any = true;
                for note in &found.notes {
                    if let Note::Row { counted, row, .. } = note {
                        let most = all.counted.entry(*row).or_default();
                        *most = (*most).max(*counted);
                    }
                }
            }
        }
        all
    }

    /// Of a row as long as this: what counts of it.
    fn counted(&self, row: &IntervalRow, length: Elapsed) -> Elapsed {
        // A row may weigh in a figure by what a budget takes of it: that is what does not count.
        let taken = self.budgets.iter().fold(IntervalSet::EMPTY, |all, (_, _, time)| all.union(&of_row(row, time)));
        let left = Elapsed::from_micros(length.micros().saturating_sub(taken.length().micros()).max(0));
        self.counted.get(&row.row).copied().unwrap_or_default().min(left)
    }
}

/// A sentence that sums up, and the rows.
fn of_table(desk: &Desk<'_>, of: IntervalTable, rows: &[&IntervalRow], weights: &Weights) -> Vec<Block> {
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = desk.findings.model.interval_columns(of);
    let is_maintenance = of == IntervalTable::Maintenance;
    let evidence = &desk.findings.evidence.maintenance;
    let announces = is_maintenance && evidence.iter().flatten().any(|row| row.announced.is_some());
    let windows = if is_maintenance { windows(desk) } else { Vec::new() };
    let line = |row: &&IntervalRow| {
        let length = length(desk, row);
        vec![
            plain(owner(desk, row.of)),
            plain(values(desk, columns, &row.cells)),
            plain(desk.span(row.from, row.to.filter(|to| *to <= desk.period.to))),
            plain(desk.duration(length)),
            if announces { announced(desk, row) } else { Text::new() },
            plain(within(desk, &windows, row, length)),
            if weights.any { plain(counts(desk, weights, row, length)) } else { Text::new() },
            place(desk, row.row),
        ]
    };
    let head = |key: &str, side| (desk.say(key).to_owned(), side);
    let heads = vec![
        head("report.component", Side::Left),
        head("report.what", Side::Left),
        head("report.when", Side::Left),
        head("report.length", Side::Right),
        head("report.announced", Side::Left),
        head("report.window", Side::Left),
        head("report.counts_against", Side::Left),
        head("report.read", Side::Left),
    ];
    let title = if is_maintenance { "report.maintenance" } else { "report.outages" };
    let mut blocks = vec![
        Block::Heading(plain(desk.say(title))),
        paragraph(summed(desk, rows, weights, announces)),
        table(None, heads, 1, rows.iter().take(LISTED).map(line).collect()),
    ];
    let more = rows.len().saturating_sub(LISTED) as u64;
    if more > 0 {
        blocks.push(paragraph(desk.counted(more, "report.more_one", "report.more")));
    }
    blocks
}

/// `2 times, together 8h 20m; 1 was not announced. Of this 20m counts against availability.`
fn summed(desk: &Desk<'_>, rows: &[&IntervalRow], weights: &Weights, announces: bool) -> String {
    let lengths = || rows.iter().map(|row| (*row, length(desk, row)));
    let all = Elapsed::from_micros(lengths().map(|(_, length)| length.micros()).sum());
    let times = desk.counted(rows.len() as u64, "report.times_one", "report.times");
    let mut said = desk.fill("report.together", &[("times", &times), ("length", &desk.duration(all))]);
    let silent = rows.iter().filter(|row| row.announced.is_none()).count() as u64;
    if announces && silent > 0 {
        said.push_str(&format!(" {}", desk.counted(silent, "report.unannounced_one", "report.unannounced")));
    }
    if weights.any {
        let counted = Elapsed::from_micros(lengths().map(|(row, all)| weights.counted(row, all).micros()).sum());
        let key = if counted.micros() == 0 { "report.none_counts" } else { "report.so_much_counts" };
        said.push_str(&format!(" {}", desk.fill(key, &[("length", &desk.duration(counted))])));
    }
    said
}

/// How much of a row lies in the period.
fn length(desk: &Desk<'_>, row: &IntervalRow) -> Elapsed {
    let (from, to) = (row.from.max(desk.period.from), row.to.unwrap_or(desk.period.to).min(desk.period.to));
    from.until(to)
}

fn owner(desk: &Desk<'_>, of: Owner) -> String {
    match of {
        Owner::Component(id) => desk.findings.model.component(id).declared.title().to_owned(),
        Owner::Group(id) => desk.findings.model.group(id).declared.title().to_owned(),
        Owner::All => String::new(),
    }
}

/// What the columns of the contract say of a row: `Major update`, `Gepland: ja`.
fn values(desk: &Desk<'_>, columns: &[Column], cells: &[Cell]) -> String {
    let said = columns.iter().zip(cells).filter_map(|(column, cell)| {
        let title = column.declared.title();
        match (cell, &column.kind) {
            (Cell::Value(id), ColumnKind::Enumeration(levels)) => {
                levels.get(id.index()).map(|level| level.label.as_ref().unwrap_or(&level.name).clone())
            }
            (Cell::YesNo(yes), _) => {
                let word = desk.say(if *yes { "entitled.yes" } else { "entitled.no" });
                Some(format!("{title}: {word}"))
            }
            (Cell::Text(text), _) => Some(text.to_string()),
            (Cell::Elapsed(length), _) => Some(format!("{title}: {}", desk.duration(*length))),
            (Cell::Instant(at), _) => Some(format!("{title}: {}", desk.moment(*at))),
            (Cell::Number(number), kind) => {
                let percent = *kind == ColumnKind::Percent;
                let value = |ratio: &crate::quantity::Ratio| match percent {
                    true => crate::eval::verdict::Exact::Percent(ratio.clone()),
                    false => crate::eval::verdict::Exact::Number(ratio.clone()),
                };
                Some(format!("{title}: {}", desk.exact(&value(number))))
            }
            (Cell::Missing | Cell::Value(_), _) => None,
        }
    });
    said.collect::<Vec<_>>().join(", ")
}

/// How much of a row counts, and which budget takes the rest: `20m`, `no: the first 10h of each year`.
fn counts(desk: &Desk<'_>, weights: &Weights, row: &IntervalRow, length: Elapsed) -> String {
    let counted = weights.counted(row, length);
    let shown = if counted.micros() == 0 { desk.say("entitled.no").to_owned() } else { desk.duration(counted) };
    let taken = weights.budgets.iter().filter(|(owner, _, time)| {
        let of = owner.is_none_or(|component| desk.is_of(row, component));
        of && of_row(row, time).length().micros() > 0
    });
    let names: Vec<&str> = taken.map(|(_, name, _)| name.as_str()).collect();
    if names.is_empty() { shown } else { format!("{shown}: {}", names.join(", ")) }
}

/// What of a set lies within a row.
fn of_row(row: &IntervalRow, time: &IntervalSet) -> IntervalSet {
    time.clip(row.from, row.to.unwrap_or(Instant::END))
}

/// When it was announced, and how long before.
fn announced(desk: &Desk<'_>, row: &IntervalRow) -> Text {
    match row.announced {
        None => vec![Inline::Verdict(Mark::Plain, desk.say("report.not_announced").to_owned())],
        Some(at) if at < row.from => plain(desk.fill(
            "report.announced_before",
            &[("at", &desk.moment(at)), ("length", &desk.duration(whole_minutes(at.until(row.from))))],
        )),
        Some(at) => plain(desk.moment(at)),
    }
}

fn whole_minutes(length: Elapsed) -> Elapsed {
    const MINUTE: i64 = 60_000_000;
    if length.micros() < MINUTE { length } else { Elapsed::from_micros(length.micros() / MINUTE * MINUTE) }
}

/// Windows that are not open all the time: their times within the period and a little around it.
fn windows(desk: &Desk<'_>) -> Vec<(String, IntervalSet)> {
    let all = desk.findings.model.windows.iter().zip((0_u32..).map(WindowId));
    let of_plan = |plan| desk.findings.verdicts.plan.is_none_or(|judged| plan == Some(judged));
    let kept = all.filter(|(window, _)| window.plan.is_none() || of_plan(window.plan));
    let clipped = kept.map(|(window, id)| {
        let open = desk.calendar.window(id).open().clip(desk.period.from, desk.period.to);
        (window.declared.title().to_owned(), open)
    });
    let whole = desk.period.from.until(desk.period.to);
    clipped.filter(|(_, open)| open.length() < whole).collect()
}

/// In which windows a row lies: `Onderhoudsvenster (4u)`; without the length where all of it does.
fn within(desk: &Desk<'_>, windows: &[(String, IntervalSet)], row: &IntervalRow, length: Elapsed) -> String {
    let end = row.to.unwrap_or(desk.period.to).min(desk.period.to);
    let start: Instant = row.from.max(desk.period.from);
    if Interval::new(start, end).is_none() {
        return String::new();
    }
    let said = windows.iter().filter_map(|(name, open)| {
        let inside = open.clip(start, end).length();
        match inside.micros() {
            0 => None,
            _ if inside == length => Some(name.clone()),
            _ => Some(format!("{name} ({})", desk.duration(inside))),
        }
    });
    said.collect::<Vec<_>>().join(", ")
}
