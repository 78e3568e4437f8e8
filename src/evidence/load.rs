//! A project's files become evidence: table by table, since rows of the later ones belong to tickets of the first.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use crate::model::{IntervalTable, Model};

use super::ahead::Tally;
use super::amounts::{AmountReader, Amounts};
use super::changes::ChangeReader;
use super::components::{ComponentReader, Members};
use super::error::{DeclaredError, EvidenceError};
use super::events::{EventReader, JudgementReader};
use super::index::{LeftOut, TicketIndex};
use super::intervals::{Ids, IntervalReader};
use super::of_ticket::Read;
use super::order::in_order_of_opening;
use super::plan::{PlannedSource, plan};
use super::project::{Statuses, Table};
use super::samples::SampleReader;
use super::states;
use super::status_log::derive;
use super::table::{AmountRow, EventRow, Evidence, IntervalRow, JudgementRow, Sample, Ticket, TicketIx, Update, Wait};
use super::tables::Tables;
use super::tickets::TicketReader;
use super::updates::UpdateReader;
use super::waits::WaitReader;
use super::{Files, Project};

/// What to do with rows that do not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRows {
    /// Each is an error: the evidence is invalid.
    Fail,
    /// Each is left out, counted and kept among the rejects.
    Skip,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// `tickets`, …
    pub table: &'static str,
    /// The file, as in [`super::EvidenceFile::file`].
    pub file: String,
    /// 1-based line on which the row starts.
    pub line: u32,
    /// Why: `SLA0531`; of several problems the first.
    pub code: String,
    /// Why, in words.
    pub message: String,
    /// The row as it stands in the file, without its line ending.
    pub text: Box<[u8]>,
}

/// What came of a project's files.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The rows that fit.
    pub evidence: Evidence,
    /// The contract with the members of groups that the evidence tells; `None` where it tells none.
    pub model: Option<Model>,
    /// What is wrong. With [`BadRows::Skip`] only what cannot be skipped, and warnings. At most 1,000 rows are shown.
    pub problems: Diagnostics,
    /// How many more problems of rows there are beyond those in `problems`, by code.
    pub more: BTreeMap<String, u64>,
    /// Every refused row, in reading order (either way of [`BadRows`]).
    pub rejects: Vec<Reject>,
}

/// Reads all evidence of `project` and types it after `model`. The evidence is valid when
/// [`Diagnostics::has_errors`] of the problems says no.
pub fn load(model: &Model, project: &Project, files: &dyn Files, bad_rows: BadRows) -> Loaded {
    let mut tables = Tables::new(files, bad_rows, model.header.zone);
    let told = members(model, project, files, &mut tables);
    let model = told.as_ref().unwrap_or(model);
    let project = &without_components(project);
    let planned = planned(model, project, files, &mut tables);
    if tables.loaded.problems.has_errors() {
        let Loaded { problems, more, rejects, .. } = tables.loaded;
        return Loaded { problems: problems.sorted(), more, rejects, ..Loaded::default() };
    }
    let mut evidence = Evidence::default();
    if let Some(sources) = of(&planned, Table::Tickets) {
        let logs = of(&planned, Table::Changes).unwrap_or_default();
        let of_tickets = OfTickets { logs, waits: of(&planned, Table::Waits), updates: of(&planned, Table::Updates) };
        read_tickets(model, &mut tables, &sources, &of_tickets, &mut evidence);
    }
    read_others(model, &mut tables, &planned, &mut evidence);
    let mut loaded = tables.loaded;
    evidence.files = std::mem::take(&mut loaded.evidence.files);
    loaded.evidence = evidence;
    loaded.model = told;
    loaded
}

/// What will be read, in the order in which it is listed: tickets, what belongs to them, then the other tables.
pub(super) fn planned<'p>(
    model: &Model,
    project: &'p Project,
    files: &dyn Files,
    tables: &mut Tables<'_>,
) -> Vec<PlannedSource<'p>> {
    let mut planned = plan(model, project, files, &mut tables.loaded.problems);
    planned.sort_by_key(|planned| planned.source.table);
    tables.expect(&mut planned);
    planned
}

/// The sources of a table; `None`: it is not given.
pub(super) fn of<'s, 'p>(planned: &'s [PlannedSource<'p>], table: Table) -> Option<Vec<&'s PlannedSource<'p>>> {
    let sources: Vec<&PlannedSource<'_>> = planned.iter().filter(|planned| planned.source.table == table).collect();
    (!sources.is_empty()).then_some(sources)
}

/// Reads every table whose rows belong to no ticket.
pub(super) fn read_others(
    model: &Model,
    tables: &mut Tables<'_>,
    planned: &[PlannedSource<'_>],
    evidence: &mut Evidence,
) {
    evidence.outages =
        of(planned, Table::Outages).map(|sources| intervals(model, tables, &sources, IntervalTable::Outages));
    evidence.maintenance =
        of(planned, Table::Maintenance).map(|sources| intervals(model, tables, &sources, IntervalTable::Maintenance));
    evidence.events = of(planned, Table::Events).map(|sources| events(model, tables, &sources));
    evidence.amounts = of(planned, Table::Amounts).map(|sources| amounts(model, tables, &sources));
    evidence.judgements = of(planned, Table::Judgements).map(|sources| judgements(model, tables, &sources));
    evidence.samples = of(planned, Table::Samples).map(|sources| samples(model, tables, &sources));
}

/// The sources of the tables whose rows belong to tickets.
struct OfTickets<'p, 's> {
    logs: Vec<&'s PlannedSource<'p>>,
    waits: Option<Vec<&'s PlannedSource<'p>>>,
    updates: Option<Vec<&'s PlannedSource<'p>>>,
}

/// A project without its table `components`, which is read before the others.
fn without_components(project: &Project) -> Project {
    let mut project = project.clone();
    project.tables.retain(|source| source.table != Table::Components);
    project
}

/// The contract with the members that `components` tells; `None` where no such table is given.
fn members(model: &Model, project: &Project, files: &dyn Files, tables: &mut Tables<'_>) -> Option<Model> {
    let mut own = project.clone();
    own.tables.retain(|source| source.table == Table::Components);
    if own.tables.is_empty() {
        return None;
    }
    let mut planned = plan(model, &own, files, &mut tables.loaded.problems);
    tables.expect(&mut planned);
    if tables.loaded.problems.has_errors() {
        return None;
    }
    let (mut all, mut rows) = (Members::default(), Vec::new());
    for planned in &planned {
        let reader = ComponentReader::new(model, planned.source, &mut Diagnostics::default());
        tables.read(&reader, planned, &mut |names, out, chunk| {
            let places = std::mem::take(&mut out.places);
            for ((member, row), place) in std::mem::take(&mut out.items).into_iter().zip(places) {
                match all.add(&member, row) {
                    Ok(()) => rows.push(member),
                    Err(first) => {
                        let (component, first) = (member.name, names.row(first));
                        out.refuse(&place, chunk, DeclaredError::MemberTwice { component, first, span: place.key() });
                    }
                }
            }
            out.rejects.sort_by_key(|reject| reject.line);
        });
    }
    let complete = tables.loaded.rejects.is_empty();
    Some(model.with_members(&rows, complete))
}

/// Reads `tickets` and the tables that belong to it.
fn read_tickets(
    model: &Model,
    tables: &mut Tables<'_>,
    sources: &[&PlannedSource<'_>],
    of_tickets: &OfTickets<'_, '_>,
    evidence: &mut Evidence,
) {
    let OfTickets { logs, waits, updates } = of_tickets;
    let statuses: Vec<&Statuses> = logs.iter().map(|log| &log.source.statuses).collect();
    let (mut tickets, index) = tickets(model, tables, sources, &statuses);
    let mut logged = Vec::new();
    let (mut all_waits, mut all_updates) = (Vec::new(), Vec::new());
    {
        let known = Read { all: &tickets, index: &index };
        let mut ignored = Diagnostics::default();
        for planned in logs {
            let reader = ChangeReader::new(model, known, planned.source, &mut ignored);
            let mut unlisted = BTreeSet::new();
            tables.read(&reader, planned, &mut |_, out, _| {
                logged.extend(out.items.drain(..).map(|((), logged)| logged));
                unlisted.append(&mut out.found.unlisted);
            });
            reader.warn(&unlisted, &mut tables.loaded.problems);
        }
        for planned in waits.iter().flatten() {
            let reader = WaitReader::new(model, known, planned.source, &mut ignored);
            tables
                .read(&reader, planned, &mut |_, out, _| all_waits.extend(out.items.drain(..).map(|((), wait)| wait)));
        }
        for planned in updates.iter().flatten() {
            let reader = UpdateReader::new(model, known, planned.source, &mut ignored);
            tables.read(&reader, planned, &mut |_, out, _| {
                all_updates.extend(out.items.drain(..).map(|((), update)| update))
            });
        }
    }
    logged.sort_by_key(|logged| (logged.ticket, logged.at));
    let derived = derive(&logged, &mut tickets);
    drop(logged);
    all_waits.extend(derived.waits);

    let rank = in_order_of_opening(&mut tickets);
    let moved = |ticket: TicketIx| rank.get(ticket.0 as usize).map_or(ticket, |rank| TicketIx(*rank));
    for wait in &mut all_waits {
        wait.ticket = moved(wait.ticket);
    }
    all_waits.sort_by_key(|wait: &Wait| (wait.ticket, wait.from));
    for update in &mut all_updates {
        update.ticket = moved(update.ticket);
    }
    all_updates.sort_by_key(|update: &Update| (update.ticket, update.at));
    let mut changes = derived.changes;
    for change in &mut changes {
        change.ticket = moved(change.ticket);
    }
    changes.sort_by_key(|change| change.ticket);

    evidence.tickets = Some(tickets);
    evidence.updates = updates.is_some().then_some(all_updates);
    // A status log that says what waiting is holds all waits.
    let has_waits = waits.is_some() || statuses.iter().any(|statuses| !statuses.waits.is_empty());
    evidence.waits = has_waits.then_some(all_waits);
    evidence.changes = (!logs.is_empty()).then_some(changes);
}

/// Reads `tickets`, in reading order.
fn tickets(
    model: &Model,
    tables: &mut Tables<'_>,
    sources: &[&PlannedSource<'_>],
    statuses: &[&Statuses],
) -> (Vec<Ticket>, TicketIndex) {
    let mut tickets: Vec<Ticket> = Vec::new();
    let mut index = TicketIndex::default();
    for planned in sources {
        let reader = TicketReader::new(model, planned.source, planned.plan, statuses, &mut Diagnostics::default());
        let mut ahead = Tally::default();
        let complete = tables.read(&reader, planned, &mut |names, out, chunk| {
            ahead.add(std::mem::take(&mut out.found.ahead));
            let places = std::mem::take(&mut out.places);
            for (ticket, place) in std::mem::take(&mut out.items).into_iter().zip(places) {
                match index.add(&tickets, &ticket.id) {
                    Ok(()) => tickets.push(ticket),
                    Err(first) if planned.source.keep_last => {
                        out.counts.out_of_scope += 1;
                        if let Some(earlier) = tickets.get_mut(first as usize) {
                            *earlier = ticket;
                        }
                    }
                    Err(first) => {
                        let first = tickets.get(first as usize).map(|ticket| ticket.row);
                        let first = first.map(|row| names.row(row)).unwrap_or_default();
                        let id = ticket.id.to_string();
                        out.refuse(&place, chunk, EvidenceError::TicketTwice { id, first, span: place.key() });
                    }
                }
            }
            out.rejects.sort_by_key(|reject| reject.line);
            out.refused.drain(..).for_each(|id| index.leave_out(id, LeftOut::Refused));
            out.out_of_scope.drain(..).for_each(|id| index.leave_out(id, LeftOut::OutOfScope));
        });
        reader.warn(planned.source, &ahead, &tables.loaded.evidence.files, &mut tables.loaded.problems);
        if !complete {
            index.set_incomplete();
        }
    }
    (tickets, index)
}

/// Reads `outages` or `maintenance`; of two rows with one identifier the second is refused.
fn intervals(
    model: &Model,
    tables: &mut Tables<'_>,
    sources: &[&PlannedSource<'_>],
    table: IntervalTable,
) -> Vec<IntervalRow> {
    let (mut rows, mut log) = (Vec::new(), Vec::new());
    let mut ids = Ids::default();
    for planned in sources {
        let reader = IntervalReader::new(model, planned.source, table, &mut Diagnostics::default());
        tables.read(&reader, planned, &mut |names, out, chunk| {
            let places = std::mem::take(&mut out.places);
            for (read, place) in std::mem::take(&mut out.items).into_iter().zip(places) {
                match ids.add(&read.row) {
                    Ok(()) if read.state.is_some() => log.push(read),
                    Ok(()) => rows.push(read.row),
                    Err((id, first)) => {
                        let (table, first) = (planned.source.table.name(), names.row(first));
                        out.refuse(&place, chunk, EvidenceError::RowTwice { table, id, first, span: place.key() });
                    }
                }
            }
            out.rejects.sort_by_key(|reject| reject.line);
        });
    }
    rows.append(&mut states::derive(log));
    rows.sort_by_key(|row: &IntervalRow| (row.from, row.to, row.of));
    rows
}

/// Reads `events`.
fn events(model: &Model, tables: &mut Tables<'_>, sources: &[&PlannedSource<'_>]) -> Vec<EventRow> {
    let mut rows = Vec::new();
    for planned in sources {
        let reader = EventReader::new(model, planned.source, &mut Diagnostics::default());
        tables.read(&reader, planned, &mut |_, out, _| rows.append(&mut out.items));
    }
    rows.sort_by_key(|row: &EventRow| row.at);
    rows
}

/// Reads `judgements`.
fn judgements(model: &Model, tables: &mut Tables<'_>, sources: &[&PlannedSource<'_>]) -> Vec<JudgementRow> {
    let mut rows = Vec::new();
    for planned in sources {
        let reader = JudgementReader::new(model, planned.source, &mut Diagnostics::default());
        tables.read(&reader, planned, &mut |_, out, _| rows.append(&mut out.items));
    }
    rows.sort_by_key(|row: &JudgementRow| row.at);
    rows
}

/// Reads `amounts`; of two that hold at the same time the second is refused.
fn amounts(model: &Model, tables: &mut Tables<'_>, sources: &[&PlannedSource<'_>]) -> Vec<AmountRow> {
    let mut rows = Vec::new();
    let mut all = Amounts::default();
    for planned in sources {
        let reader = AmountReader::new(model, planned.source, &mut Diagnostics::default());
        tables.read(&reader, planned, &mut |names, out, chunk| {
            let places = std::mem::take(&mut out.places);
            for (row, place) in std::mem::take(&mut out.items).into_iter().zip(places) {
                match all.add(&row) {
                    Ok(()) => rows.push(row),
                    Err(first) => {
                        let (amount, first) = (model.amount(row.amount).declared.name.clone(), names.row(first));
                        out.refuse(&place, chunk, DeclaredError::AmountTwice { amount, first, span: place.key() });
                    }
                }
            }
            out.rejects.sort_by_key(|reject| reject.line);
        });
    }
    rows.sort_by_key(|row: &AmountRow| (row.amount, row.from));
    rows
}

/// Reads `samples`.
fn samples(model: &Model, tables: &mut Tables<'_>, sources: &[&PlannedSource<'_>]) -> Vec<Sample> {
    let mut rows = Vec::new();
    for planned in sources {
        let reader = SampleReader::new(model, planned.source, &mut Diagnostics::default());
        tables.read(&reader, planned, &mut |_, out, _| rows.append(&mut out.items));
    }
    rows.sort_by_key(|sample: &Sample| (sample.metric, sample.component, sample.at));
    rows
}
