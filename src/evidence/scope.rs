use std::collections::BTreeSet;

use super::columns::{Columns, Origin};
use super::format::Row;
use super::project::TableSource;

/// `only`: which rows the contract is about, by the texts of the file.
#[derive(Debug)]
pub(super) struct Scope {
    only: Vec<(Origin, BTreeSet<String>)>,
}

impl Scope {
    /// A key that is a column of the table goes by that column's header; any other is a header itself.
    pub(super) fn new(source: &TableSource, table_columns: &[&str], columns: &mut Columns) -> Self {
        let mut only = Vec::new();
        for (name, (_, texts)) in &source.only {
            let header = match source.columns.get(name) {
                Some((_, header)) if table_columns.contains(&name.as_str()) => &header.value,
                Some(_) | None => name,
            };
            only.push((columns.want_header(header), texts.iter().map(|text| text.trim().to_owned()).collect()));
        }
        Self { only }
    }

    /// Whether the contract is about this row.
    pub(super) fn holds(&self, row: &Row<'_>) -> bool {
        self.only.iter().all(|(origin, texts)| {
            let said = if let Origin::Slot(slot) = origin { row.cell(*slot) } else { None };
            texts.contains(said.as_ref().map_or("", |said| &said.text))
        })
    }
}
