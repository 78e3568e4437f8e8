//! Priorities, ticket kinds and their columns, matrices.

use crate::model::{Column, ColumnKind, Derivation, IntervalTable, Level, Matrix, PrioritySource, TicketKind};
use crate::source::{SourceId, Span};

use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, Side, Table, Text, paragraph, plain};

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let model = scribe.model;
    let mut entries = Vec::new();
    // Levels have no place of their own: they stand before all else.
    let start = Span::new(SourceId(0), 0, 0);
    if !model.priorities.is_empty() {
        let items = model.priorities.iter().map(|level| vec![paragraph(label(level))]).collect();
        let blocks = vec![paragraph(scribe.say("tickets.most_urgent_first")), Block::List { first: Some(1), items }];
        let title = plain(scribe.say("tickets.priorities"));
        entries.push(Entry { clause: None, topic: Topic::Terms, at: start, title, blocks });
    }
    for kind in &model.tickets {
        let blocks = kind_blocks(scribe, kind);
        entries.push(Entry::of(&kind.declared, Topic::Terms, blocks));
        let (PrioritySource::Derived(Derivation::Matrix(matrix)) | PrioritySource::Checked(Derivation::Matrix(matrix))) =
            &kind.priority
        else {
            continue;
        };
        entries.push(Entry {
            clause: matrix.clause.clone(),
            topic: Topic::Terms,
            at: matrix.span,
            title: plain(scribe.fill("tickets.matrix", &[("kind", kind.declared.title())])),
            blocks: vec![Block::Table(self::matrix(scribe, kind, matrix))],
        });
    }
    for (table, key) in
        [(IntervalTable::Outages, "tickets.outages"), (IntervalTable::Maintenance, "tickets.maintenance")]
    {
        let columns = model.interval_columns(table);
        if let Some(first) = columns.first() {
            entries.push(Entry {
                clause: None,
                topic: Topic::Terms,
                at: first.declared.span,
                title: plain(scribe.say(key)),
                blocks: vec![self::columns(scribe, columns)],
            });
        }
    }
    entries
}

fn kind_blocks(scribe: &Scribe<'_>, kind: &TicketKind) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !kind.columns.is_empty() {
        blocks.push(columns(scribe, &kind.columns));
    }
    if !kind.reasons.is_empty() {
        let reasons: Vec<String> = kind.reasons.iter().map(|reason| label(reason).to_owned()).collect();
        blocks.push(paragraph(scribe.fill("tickets.waits", &[("reasons", &scribe.words.or(&reasons))])));
    }
    let priority = match &kind.priority {
        PrioritySource::Recorded => "tickets.recorded",
        PrioritySource::Derived(Derivation::Matrix(_)) => "tickets.from_matrix",
        PrioritySource::Derived(Derivation::Rules(_)) => "tickets.from_rules",
        PrioritySource::Checked(Derivation::Matrix(_)) => "tickets.checked",
        PrioritySource::Checked(Derivation::Rules(_)) => "tickets.checked_by_rules",
    };
    if !scribe.model.priorities.is_empty() {
        blocks.push(paragraph(scribe.say(priority)));
    }
    if blocks.is_empty() {
        blocks.push(paragraph(scribe.say("tickets.plain")));
    }
    blocks
}

/// Columns and what they hold.
pub(super) fn columns(scribe: &Scribe<'_>, columns: &[Column]) -> Block {
    let row = |column: &Column| vec![plain(column.declared.title()), kind(scribe, &column.kind)];
    Block::Table(Table {
        caption: None,
        head: vec![vec![(plain(scribe.say("terms.field")), 1), (plain(scribe.say("terms.holds")), 1)]],
        names: 1,
        sides: vec![Side::Left, Side::Left],
        rows: columns.iter().map(row).collect(),
    })
}

fn kind(scribe: &Scribe<'_>, kind: &ColumnKind) -> Text {
    let key = match kind {
        ColumnKind::Enumeration(levels) => {
            let names: Vec<String> = levels.iter().map(|level| label(level).to_owned()).collect();
            return plain(scribe.words.or(&names));
        }
        ColumnKind::YesNo => "column.yes_no",
        ColumnKind::Percent => "column.percent",
        ColumnKind::Number => "column.number",
        ColumnKind::Text => "column.text",
        ColumnKind::Duration => "column.duration",
        ColumnKind::Instant => "column.instant",
    };
    plain(scribe.say(key))
}

/// What people call a level or value.
pub(super) fn label(level: &Level) -> &str {
    level.label.as_deref().unwrap_or(&level.name)
}

fn matrix(scribe: &Scribe<'_>, kind: &TicketKind, matrix: &Matrix) -> Table {
    let column = |n: usize| kind.columns.get(n);
    let title = |n: usize| column(n).map_or("", |column| column.declared.title()).to_owned();
    let values = |n: usize| match column(n).map(|column| &column.kind) {
        Some(ColumnKind::Enumeration(levels)) => levels.iter().map(|level| label(level).to_owned()).collect(),
        Some(
            ColumnKind::YesNo
            | ColumnKind::Percent
            | ColumnKind::Number
            | ColumnKind::Text
            | ColumnKind::Duration
            | ColumnKind::Instant,
        )
        | None => Vec::new(),
    };
    let (down, across) = (matrix.rows.index(), matrix.columns.index());
    let heads: Vec<String> = values(across);
    let cell = |priority: &Option<crate::model::PriorityId>| {
        plain(priority.map_or("–", |priority| label(scribe.model.priority(priority))))
    };
    let rows = values(down)
        .into_iter()
        .zip(&matrix.cells)
        .map(|(name, cells)| std::iter::once(plain(name)).chain(cells.iter().map(cell)).collect());
    let second = std::iter::once((plain(title(down)), 1)).chain(heads.iter().map(|head| (plain(head.clone()), 1)));
    Table {
        caption: None,
        head: vec![vec![(Text::new(), 1), (plain(title(across)), heads.len())], second.collect()],
        names: 1,
        sides: std::iter::once(Side::Left).chain(heads.iter().map(|_| Side::Centre)).collect(),
        rows: rows.collect(),
    }
}
