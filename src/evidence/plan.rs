//! What will be read: every pattern resolved to files, every mapping checked against the contract, before the first row.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::model::{IntervalTable, Model};
use crate::source::Span;

use super::amounts::AmountReader;
use super::changes::ChangeReader;
use super::components::ComponentReader;
use super::events::{EventReader, JudgementReader};
use super::index::TicketIndex;
use super::input::unpacked_name;
use super::intervals::IntervalReader;
use super::of_ticket::Read;
use super::place::in_project;
use super::project::{Format, ProjectError, Table, TableSource};
use super::samples::SampleReader;
use super::tickets::TicketReader;
use super::updates::UpdateReader;
use super::waits::WaitReader;
use super::{Files, Project};

/// One `[evidence.<table>]` and its files.
#[derive(Debug)]
pub(super) struct PlannedSource<'p> {
    pub source: &'p TableSource,
    /// The plan of tickets that name none.
    pub plan: Option<&'p str>,
    pub files: Vec<PlannedFile>,
}

/// A file to be read.
#[derive(Debug)]
pub(super) struct PlannedFile {
    pub name: String,
    /// Where it is on the list of evidence files; known once it is expected.
    pub place: u32,
    pub format: Format,
    /// The pattern that it matches.
    pub span: Span,
}

/// Everything to be read, by table.
pub(super) fn plan<'p>(
    model: &Model,
    project: &'p Project,
    files: &dyn Files,
    problems: &mut Diagnostics,
) -> Vec<PlannedSource<'p>> {
    check_tables(model, project, problems);
    let mut input_used = false;
    let mut planned = Vec::new();
    for source in &project.tables {
        check_mapping(model, project, source, problems);
        let mut all = Vec::new();
        let mut seen = BTreeSet::new();
        for pattern in &source.files {
            let span = pattern.span;
            let names = match files.list(&pattern.value) {
                _ if pattern.value == "-" => vec!["-".to_owned()],
                Ok(names) => names,
                Err(why) => {
                    let (pattern, why) = (pattern.value.clone(), why.to_string());
                    problems.push_in(in_project(span), ProjectError::BadPattern { pattern, why, span });
                    continue;
                }
            };
            if names.is_empty() {
                let pattern = pattern.value.clone();
                problems.push_in(in_project(span), ProjectError::NoFile { pattern, span });
            }
            for name in names.into_iter().filter(|name| seen.insert(name.clone())) {
                if name == "-" && std::mem::replace(&mut input_used, true) {
                    problems.push_in(in_project(span), ProjectError::InputTwice { span });
                }
                match source.format.or_else(|| format_of(&name)) {
                    Some(format) => all.push(PlannedFile { name, place: 0, format, span }),
                    None => {
                        problems.push_in(in_project(span), ProjectError::UnknownFormat { file: name, span });
                    }
                }
            }
        }
        planned.push(PlannedSource { source, plan: project.plan(), files: all });
    }
    planned
}

fn check_tables(model: &Model, project: &Project, problems: &mut Diagnostics) {
    check_plan(model, project, problems);
    let has_tickets = project.tables.iter().any(|source| source.table == Table::Tickets);
    for source in &project.tables {
        let (table, span) = (source.table.name(), source.span);
        let mut declares = |count: usize, what, example| {
            if count == 0 {
                problems.push_in(in_project(span), ProjectError::NothingDeclared { table, what, example, span });
            }
        };
        match source.table {
            Table::Changes | Table::Waits | Table::Updates if !has_tickets => {
                problems.push_in(in_project(span), ProjectError::NoTickets { table, span });
            }
            Table::Changes | Table::Waits | Table::Updates | Table::Outages | Table::Maintenance => {}
            Table::Components => {
                let open = model.groups.iter().filter(|group| group.from_evidence).count();
                declares(open, "group", "group services { members from evidence }");
            }
            Table::Tickets => declares(model.tickets.len(), "ticket", "ticket incident"),
            Table::Events => declares(model.events.len(), "event", "event review"),
            Table::Amounts => declares(model.amounts.len(), "amount", "amount monthly_fee"),
            Table::Judgements => declares(model.judgements.len(), "judgement", "judgement progress"),
            Table::Samples => declares(model.metrics.len(), "metric", "metric latency { unit seconds }"),
        }
    }
}

/// Whether the plan of the project is one of the contract.
fn check_plan(model: &Model, project: &Project, problems: &mut Diagnostics) {
    let Some(plan) = &project.plan else { return };
    let known = || model.plans.iter().map(|plan| plan.declared.name.as_str());
    let span = plan.span;
    if model.plans.is_empty() {
        problems.push_in(in_project(span), ProjectError::NoPlans { span });
    } else if known().all(|name| name != plan.value) {
        let (value, column, did_you_mean) = (plan.value.clone(), "plan".to_owned(), did_you_mean(&plan.value, known()));
        problems.push_in(in_project(span), ProjectError::UnknownValue { value, column, did_you_mean, span });
    }
}

/// Makes the reader of the table once, for the problems that this finds.
fn check_mapping(model: &Model, project: &Project, source: &TableSource, problems: &mut Diagnostics) {
    let index = TicketIndex::default();
    let tickets = Read { all: &[], index: &index };
    match source.table {
        Table::Components => drop(ComponentReader::new(model, source, problems)),
        Table::Tickets => drop(TicketReader::new(model, source, project.plan(), &[], problems)),
        Table::Changes => drop(ChangeReader::new(model, tickets, source, problems)),
        Table::Waits => drop(WaitReader::new(model, tickets, source, problems)),
        Table::Updates => drop(UpdateReader::new(model, tickets, source, problems)),
        Table::Outages => drop(IntervalReader::new(model, source, IntervalTable::Outages, problems)),
        Table::Maintenance => drop(IntervalReader::new(model, source, IntervalTable::Maintenance, problems)),
        Table::Events => drop(EventReader::new(model, source, problems)),
        Table::Amounts => drop(AmountReader::new(model, source, problems)),
        Table::Judgements => drop(JudgementReader::new(model, source, problems)),
        Table::Samples => drop(SampleReader::new(model, source, problems)),
    }
}

/// By the end of the name; how it is packed left out.
pub(super) fn format_of(name: &str) -> Option<Format> {
    let name = unpacked_name(name).1.to_ascii_lowercase();
    match name.rsplit_once('.')?.1 {
        "csv" => Some(Format::Csv),
        "tsv" => Some(Format::Tsv),
        "json" => Some(Format::Json),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        "toml" => Some(Format::Toml),
        "ics" => Some(Format::Ics),
        _ => None,
    }
}
