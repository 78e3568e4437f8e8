//! Requirements that go by the same attributes: sentences, or a table of the shape that the contract gives it.

use crate::model::{GroupValue, Norm, Requirement, Subject};

use super::chapters::{capital, characters};
use super::formula::Around;
use super::scribe::Scribe;
use crate::report::page::{Block, Inline, Math, Side, Table, Text, plain};

/// Rows of a table: what they are called, and their requirements in order.
type Rows<'m> = Vec<(Text, Vec<&'m Requirement>)>;

pub(super) fn of_run(scribe: &Scribe<'_>, norm: &Norm, run: &[Requirement]) -> Vec<Block> {
    let attributes: Vec<&str> =
        run.first().map(|first| first.group.iter().map(|value| value.attribute.as_str()).collect()).unwrap_or_default();
    match attributes.as_slice() {
        [] => sentences(scribe, run),
        [attribute] => {
            let all: Rows<'_> = run
                .chunk_by(|a, b| a.group == b.group)
                .map(|row| (row_name(scribe, row), row.iter().collect()))
                .collect();
            if let Some(block) = measured(scribe, norm, &all) {
                return vec![block];
            }
            vec![Block::Table(one_attribute(scribe, &scribe.attribute(norm, attribute), &all))]
        }
        [first, .., second] => {
            vec![Block::Table(two_attributes(
                scribe,
                &scribe.attribute(norm, first),
                &scribe.attribute(norm, second),
                run,
            ))]
        }
    }
}

/// Each on its own line; the only one is a paragraph.
fn sentences(scribe: &Scribe<'_>, run: &[Requirement]) -> Vec<Block> {
    let line = |one: &Requirement| -> Text {
        let sentence = scribe.sentence(one);
        let name = row_name(scribe, std::slice::from_ref(one));
        if name.is_empty() { sentence } else { [name, plain(": "), sentence].concat() }
    };
    match run {
        [only] => vec![Block::Paragraph(line(only))],
        several => vec![Block::List {
            first: None,
            items: several.iter().map(|one| vec![Block::Paragraph(line(one))]).collect(),
        }],
    }
}

/// The same figure for each of several, measured only, is one sentence.
fn measured(scribe: &Scribe<'_>, norm: &Norm, rows: &Rows<'_>) -> Option<Block> {
    let is_plain = |(_, row): &(Text, Vec<&Requirement>)| matches!(row.as_slice(), [one] if one.bound.is_none() && matches!(one.subject, Subject::Formula { .. }));
    if !norm.kpi || !rows.iter().all(is_plain) {
        return None;
    }
    let mut values: Vec<Math> = Vec::new();
    for one in rows.iter().flat_map(|(_, row)| row) {
        let Subject::Formula { value, component: _ } = &one.subject else { return None };
        let value = scribe.formula(value, Around { measure: None, component: None });
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let [value] = <[Math; 1]>::try_from(values).ok()?;
    let names: Vec<String> = rows.iter().map(|(name, _)| characters(name)).collect();
    let names = plain(scribe.words.and(&names));
    Some(Block::Paragraph(scribe.text("norm.for_each", &[("value", vec![Inline::Math(value)]), ("names", names)])))
}

fn one_attribute(scribe: &Scribe<'_>, name: &str, rows: &Rows<'_>) -> Table {
    let width = rows.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
    let columns: Vec<(Text, Vec<Text>)> =
        (0..width).map(|n| column(scribe, rows.iter().map(|(_, row)| row.get(n).copied()))).collect();
    let head = std::iter::once((plain(name), 1)).chain(columns.iter().map(|(head, _)| (head.clone(), 1)));
    let lines = rows.iter().enumerate().map(|(n, (name, _))| {
        let cells = columns.iter().map(|(_, cells)| cells.get(n).cloned().unwrap_or_default());
        std::iter::once(name.clone()).chain(cells).collect()
    });
    Table {
        caption: None,
        head: vec![head.collect()],
        names: 1,
        sides: vec![Side::Left; width + 1],
        rows: lines.collect(),
    }
}

/// What a column asks, when all its rows ask the same, and the cells; otherwise every cell says all.
fn column<'m>(scribe: &Scribe<'_>, cells: impl Iterator<Item = Option<&'m Requirement>>) -> (Text, Vec<Text>) {
    let cells: Vec<Option<&Requirement>> = cells.collect();
    let parts: Vec<Option<(Text, Text)>> = cells.iter().map(|cell| cell.map(|one| scribe.requirement(one))).collect();
    let mut heads = parts.iter().flatten().map(|(head, _)| head).filter(|head| !head.is_empty());
    let first = heads.next().cloned().unwrap_or_default();
    if heads.all(|head| *head == first) {
        let of = |part: Option<(Text, Text)>| part.map(|(_, cell)| cell).unwrap_or_default();
        return (first, parts.into_iter().map(of).collect());
    }
    let whole = |cell: Option<&Requirement>| cell.map(|one| scribe.sentence(one)).unwrap_or_default();
    (Text::new(), cells.into_iter().map(whole).collect())
}

/// The values of the last attribute side by side, each with as many columns as a row has levels.
fn two_attributes(scribe: &Scribe<'_>, down: &str, across: &str, run: &[Requirement]) -> Table {
    let split = |one: &Requirement| one.group.split_last().map(|(last, first)| (first.to_vec(), last.clone()));
    let mut rows: Vec<Vec<GroupValue>> = Vec::new();
    let mut values: Vec<GroupValue> = Vec::new();
    for (first, last) in run.iter().filter_map(split) {
        if !rows.contains(&first) {
            rows.push(first);
        }
        if !values.contains(&last) {
            values.push(last);
        }
    }
    let at = |row: &[GroupValue], value: &GroupValue| -> Vec<&Requirement> {
        run.iter().filter(|one| split(one).is_some_and(|(first, last)| first == row && last == *value)).collect()
    };
    let mut tops: Vec<(Text, usize)> = vec![(Text::new(), 1)];
    let mut heads: Vec<(Text, usize)> = vec![(plain(down), 1)];
    let mut columns: Vec<Vec<Text>> = Vec::new();
    for value in &values {
        let cells: Vec<Vec<&Requirement>> = rows.iter().map(|row| at(row, value)).collect();
        let width = cells.iter().map(Vec::len).max().unwrap_or(1);
        tops.push((plain(value_name(value)), width));
        for n in 0..width {
            let (head, cells) = column(scribe, cells.iter().map(|cell| cell.get(n).copied()));
            heads.push((head, 1));
            columns.push(cells);
        }
    }
    let names = rows.iter().map(|row| plain(row.iter().map(value_name).collect::<Vec<_>>().join(", ")));
    let lines = names.enumerate().map(|(n, name)| {
        let cells = columns.iter().map(|cells| cells.get(n).cloned().unwrap_or_default());
        std::iter::once(name).chain(cells).collect()
    });
    Table {
        caption: Some(plain(scribe.fill("norm.by_two", &[("down", down), ("across", across)]))),
        head: vec![tops, heads],
        names: 1,
        sides: vec![Side::Left; columns.len() + 1],
        rows: lines.collect(),
    }
}

fn value_name(value: &GroupValue) -> &str {
    value.label.as_deref().unwrap_or(&value.value)
}

/// The row's own label and its values, each once; with its clause.
fn row_name(scribe: &Scribe<'_>, row: &[Requirement]) -> Text {
    let Some(first) = row.first() else { return Text::new() };
    let values = first.group.iter().map(value_name).collect::<Vec<_>>().join(", ");
    let name = match &first.label {
        None => values,
        Some(label) if values.is_empty() || label.contains(&values) => label.clone(),
        Some(label) => format!("{label}: {values}"),
    };
    let mut text = if name.is_empty() { Text::new() } else { plain(name) };
    if let Some(clause) = &first.clause {
        let clause = scribe.fill("norm.clause", &[("clause", clause)]);
        text.push(Inline::Plain(if text.is_empty() { clause } else { format!(" ({clause})") }));
    }
    text
}

impl Scribe<'_> {
    /// What people call what a table goes by.
    fn attribute(&self, norm: &Norm, name: &str) -> String {
        match name {
            "priority" => capital(self.say("condition.priority")),
            "component" => capital(self.say("condition.component")),
            "plan" => capital(self.say("condition.plan")),
            other => {
                let kinds = norm.requirements.iter().find_map(|one| match &one.subject {
                    Subject::Timed(timed) => Some(self.model.clock(timed.clock).ticket),
                    Subject::Cadence(owed) => Some(self.model.clock(owed.clock).ticket),
                    Subject::Formula { .. }
                    | Subject::EachMember(..)
                    | Subject::EachRow { .. }
                    | Subject::Obliged(_)
                    | Subject::NotAgreed
                    | Subject::NoNorm => None,
                });
                let columns = kinds.map(|kind| self.model.ticket_kind(kind).columns.as_slice()).unwrap_or_default();
                let column = columns.iter().find(|column| column.declared.name == other);
                column.map_or(other, |column| column.declared.title()).to_owned()
            }
        }
    }
}
