//! A first `sla.toml` for exports that nobody has described yet. What is found is written down with its reason; what
//! could be read in two ways is written as a question.

mod calendar;
mod facts;
mod grid;
mod log;
mod mapping;
mod moments;
mod names;
mod page;
mod questions;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use super::project::{Format, Table};
use super::schema::{ColumnShape, Holds, TableShape, Wanted, schema};
use crate::model::Model;
use facts::Facts;
use grid::Grid;
use page::{Page, many, text};

pub(in crate::evidence) use names::{Stage, stage};

/// A file to look at.
pub struct Export {
    /// As `files` in `sla.toml` is to name it.
    pub name: String,
    /// Its bytes, as they are stored.
    pub bytes: Box<dyn Read + Send>,
}

/// A file that is no table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoTable {
    /// Its name.
    pub file: String,
    /// Why, in words that go behind a colon.
    pub why: String,
}

/// One export, looked at.
struct Looked {
    name: String,
    grid: Grid,
    facts: Vec<Facts>,
    rows: u64,
    broken: u64,
}

/// Writes a first `sla.toml` for `exports`: valid, commented, and with every doubt as a question. `contract`: its path,
/// and the contract, whose columns and values are looked for; without one, those that contracts usually need.
///
/// # Errors
///
/// The first file that is no table.
pub fn guess(contract: Option<(&str, &Model)>, exports: Vec<Export>) -> Result<String, NoTable> {
    let tables = contract.map_or_else(of_any_contract, |(_, model)| schema(model));
    let mut looked = Vec::new();
    for Export { name, bytes } in exports {
        let grid = Grid::read(&name, bytes).map_err(|why| NoTable { file: name.clone(), why })?;
        looked.push(look(name, grid));
    }
    let mut page = Page::default();
    page.remark("A first mapping, made by looking at the files. Lines that begin with `# ?` are questions:");
    page.remark("answer each, in most cases by taking away the `#` of a line below it, and take it away.");
    match contract {
        Some((path, _)) => page.setting("contract", &text(path)),
        None => {
            page.question("No contract was found: which is it? `--contract FILE` makes this mapping fit it.");
            page.setting("contract", "\"contract.sla\"");
        }
    }
    let mapped: Vec<_> = looked.iter().map(|one| (one, mapping::mapping(&one.name, &tables, &one.facts))).collect();
    let mut counts: BTreeMap<Table, usize> = BTreeMap::new();
    let is_calendar = |one: &Looked| one.grid.format == Format::Ics;
    for (one, mapping) in &mapped {
        let table = mapping.as_ref().map(|mapping| mapping.table.table);
        let table = table.filter(|_| !is_calendar(one));
        table.into_iter().for_each(|table| *counts.entry(table).or_default() += 1);
    }
    for (one, mapping) in &mapped {
        page.gap();
        one.describe(&mut page);
        if is_calendar(one) {
            calendar::write(&mut page, one, &tables);
            continue;
        }
        match mapping {
            None => {
                let known: Vec<&str> = tables.iter().map(|shape| shape.table.name()).collect();
                page.question(&format!(
                    "Its columns are like those of no table that is needed ({}).",
                    known.join(", ")
                ));
                page.remark("`sla schema` tells what each of them holds.");
                let columns: Vec<String> = one.facts.iter().map(|facts| text(&facts.name)).collect();
                page.remark(&format!("It has {}.", columns.join(", ")));
            }
            Some(mapping) => {
                let several = counts.get(&mapping.table.table).is_some_and(|count| *count > 1);
                settings::write(&mut page, one, mapping, several);
                questions::write(&mut page, one, mapping);
                if mapping.table.table == Table::Tickets {
                    log::write(&mut page, one, mapping, &tables);
                }
            }
        }
    }
    Ok(page.finish())
}

fn look(name: String, grid: Grid) -> Looked {
    let is_double = |name: &String| grid.names.iter().filter(|other| *other == name).count() > 1;
    let mut facts: Vec<Facts> = grid.names.iter().map(|name| Facts::new(name, is_double(name))).collect();
    let mut rows = 0;
    let broken = grid.each(&mut |row| {
        rows += 1;
        for (slot, facts) in (0..).zip(&mut facts) {
            if let Some(said) = row.cell(slot) {
                facts.add(&said.text, row.number);
            }
        }
    });
    Looked { name, grid, facts, rows, broken }
}

impl Looked {
    /// What the file is.
    fn describe(&self, page: &mut Page) {
        if self.grid.format == Format::Ics {
            page.remark(&format!("{}: a calendar with {}.", text(&self.name), many(self.rows, "event")));
        } else {
            let (rows, columns) = (many(self.rows, "row"), many(self.facts.len() as u64, "column"));
            page.remark(&format!("{}: {rows} of {columns}.", text(&self.name)));
        }
        if self.broken > 0 {
            page.remark(&format!("{} could not be taken apart, and is not counted.", many(self.broken, "row")));
        }
        if !self.grid.lists.is_empty() {
            let lists: Vec<String> = self.grid.lists.iter().map(|name| text(name)).collect();
            page.remark(&format!("Lists in its rows may hold rows of other tables: {}.", lists.join(", ")));
        }
        let double: BTreeSet<&str> =
            self.facts.iter().filter(|facts| facts.is_double).map(|facts| facts.name.as_str()).collect();
        for name in double {
            page.remark(&format!("The name {} stands twice in the header: such a column cannot be used.", text(name)));
        }
    }

    /// The columns of moments.
    fn of_moments(&self) -> impl Iterator<Item = &Facts> {
        self.facts.iter().filter(|facts| facts.filled > 0 && !facts.is_double && facts.is_of_moments())
    }
}

/// What contracts usually need.
fn of_any_contract() -> Vec<TableShape> {
    let column = |name: &str, holds: Holds, wanted| {
        let (about, example) = (String::new(), String::new());
        ColumnShape { name: name.to_owned(), about, holds, wanted, example }
    };
    use Wanted::{Optional, Required};
    let table = |table: Table, row, columns| TableShape { table, row, needed: false, columns };
    let interval = || {
        vec![
            column("component", Holds::Text, Optional),
            column("from", Holds::Instant, Required),
            column("to", Holds::Instant, Optional),
        ]
    };
    let tickets = vec![
        column("ticket", Holds::Text, Required),
        column("kind", Holds::Text, Optional),
        column("opened", Holds::Instant, Required),
        column("responded", Holds::Instant, Optional),
        column("resolved", Holds::Instant, Optional),
        column("closed", Holds::Instant, Optional),
        column("priority", Holds::Text, Optional),
        column("component", Holds::Text, Optional),
    ];
    let mut waits = vec![column("ticket", Holds::Text, Required), column("reason", Holds::Text, Required)];
    waits.extend(interval().into_iter().skip(1));
    let mut maintenance = interval();
    maintenance.push(column("announced", Holds::Instant, Optional));
    vec![
        table(Table::Tickets, "a ticket", tickets),
        table(Table::Waits, "time in which a ticket waited on somebody", waits),
        table(Table::Outages, "time in which a component was down", interval()),
        table(Table::Maintenance, "planned work", maintenance),
    ]
}
