//! `sla.coverage/1`: what examples touch, for other programs. The keys are a promise; see `docs/cli.md`.

use serde::Serialize;

use crate::eval::{Point, Sort};

use super::Covered;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    contracts: Vec<Contract<'a>>,
}

#[derive(Serialize)]
struct Contract<'a> {
    contract: &'a str,
    examples: usize,
    counts: Vec<Count>,
    points: Vec<Listed>,
}

#[derive(Serialize)]
struct Count {
    sort: &'static str,
    touched: usize,
    all: usize,
}

#[derive(Serialize)]
struct Listed {
    sort: &'static str,
    item: String,
    clause: Option<String>,
    part: String,
    file: String,
    line: usize,
    wanted: String,
    touched: bool,
}

/// Every point of every contract, and whether an example touches it.
pub fn json(covered: &[Covered<'_>]) -> String {
    let contracts = covered.iter().map(|covered| {
        let counts = covered.coverage.counts().into_iter();
        Contract {
            contract: covered.file,
            examples: covered.examples,
            counts: counts.map(|(sort, (touched, all))| Count { sort: word(sort), touched, all }).collect(),
            points: covered.coverage.points.iter().filter_map(|point| listed(covered, *point)).collect(),
        }
    });
    let document = Document { schema: "sla.coverage/1", contracts: contracts.collect() };
    serde_json::to_string_pretty(&document).expect("plain data has a JSON form") + "\n"
}

fn listed(covered: &Covered<'_>, point: Point) -> Option<Listed> {
    let told = covered.told(point)?;
    let (file, line) = covered.place(told.span);
    Some(Listed {
        sort: word(point.sort()),
        item: told.item,
        clause: told.clause,
        part: told.part,
        file: file.to_owned(),
        line,
        wanted: told.wanted,
        touched: covered.coverage.is_touched(point),
    })
}

fn word(sort: Sort) -> &'static str {
    match sort {
        Sort::Priorities => "priorities",
        Sort::Norms => "norms",
        Sort::Rows => "rows",
        Sort::Boundaries => "boundaries",
        Sort::Consequences => "consequences",
    }
}
