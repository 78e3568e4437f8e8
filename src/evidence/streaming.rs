//! Evidence whose tickets are not kept: each is looked at as it is read, with all that belongs to it, and forgotten.
//!
//! What belongs to tickets is read before them and kept, so memory grows with the waits, changes and updates, not with the
//! tickets. Only clean evidence is read so: wherever anything is amiss, [`super::load`] reads it all again and tells what.

use std::sync::{Mutex, OnceLock, PoisonError};

use crate::diagnostic::Diagnostics;
use crate::model::{Model, TicketKindId};

use super::ahead::Tally;
use super::belongings::{Belongings, TooMuch};
use super::changes::{ChangeReader, Logged};
use super::columns::Columns;
use super::format::Row;
use super::found::Found;
use super::hash::of_text;
use super::load::{BadRows, Loaded, of, planned, read_others};
use super::of_ticket::{Named, Unread};
use super::plan::PlannedSource;
use super::project::{Format, Statuses, Table};
use super::reader::{ChunkOut, Outcome, TableReader};
use super::scope::Scope;
use super::status_log::{Derived, derive};
use super::table::{Change, Evidence, EvidenceFile, RowRef, Ticket, Update, Wait};
use super::tables::Tables;
use super::tickets::TicketReader;
use super::updates::UpdateReader;
use super::waits::WaitReader;
use super::{Files, Project};

/// A ticket with all that belongs to it.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The ticket.
    pub ticket: Ticket,
    /// Its waits, by `from`.
    pub waits: Vec<Wait>,
    /// Its changes, in order of time.
    pub changes: Vec<Change>,
    /// Its updates, in order of time.
    pub updates: Vec<Update>,
}

/// Looks at tickets as they are read: on several threads at once, in no order.
pub trait Visitor: Sync {
    /// What one thread gathers.
    type Gathered: Send;

    /// Nothing, so far.
    fn start(&self) -> Self::Gathered;

    /// Looks at a ticket; may take it away.
    fn visit(&self, whole: &mut Whole, gathered: &mut Self::Gathered);
}

/// Evidence of which everything is read but the tickets.
pub struct Opened<'a> {
    files: &'a dyn Files,
    model: &'a Model,
    project: &'a Project,
    /// What is read so far.
    others: Evidence,
    problems: Diagnostics,
    rows: OfTickets,
    /// What the files were when the tickets were first read.
    first: OnceLock<Vec<EvidenceFile>>,
}

/// What belongs to tickets.
#[derive(Debug)]
struct OfTickets {
    changes: Belongings<Logged>,
    waits: Belongings<Wait>,
    updates: Belongings<Update>,
}

/// The tickets were read.
#[derive(Debug)]
pub struct TicketsRead {
    files: Vec<EvidenceFile>,
    problems: Diagnostics,
}

/// Whether the rows of a project can be read ticket by ticket: every file twice, and all that belongs to tickets to tickets
/// of one kind.
fn can_be_streamed(model: &Model, files: &dyn Files, planned: &[PlannedSource<'_>]) -> bool {
    let Some(tickets) = of(planned, Table::Tickets) else { return false };
    let belong = [Table::Changes, Table::Waits, Table::Updates].iter().any(|table| of(planned, *table).is_some());
    let again = |source: &PlannedSource<'_>| source.files.iter().all(|file| files.is_lasting(&file.name));
    let by_row = |source: &&PlannedSource<'_>| {
        source.files.iter().all(|file| matches!(file.format, Format::Csv | Format::Tsv | Format::Jsonl))
    };
    planned.iter().all(|source| again(source) && source.source.table != Table::Components)
        && tickets.iter().all(by_row)
        && !tickets.iter().any(|tickets| tickets.source.keep_last)
        && (!belong || model.tickets.len() == 1)
}

/// Reads all evidence but the tickets. `None`: it cannot be read so, or something is amiss.
pub fn open<'a>(model: &'a Model, project: &'a Project, files: &'a dyn Files) -> Option<Opened<'a>> {
    let mut tables = Tables::new(files, BadRows::Fail, model.header.zone);
    let planned = planned(model, project, files, &mut tables);
    if !is_clean(&tables) || !can_be_streamed(model, files, &planned) {
        return None;
    }
    // Warnings of the tickets come after these, and before those of the other tables.
    let problems = std::mem::take(&mut tables.loaded.problems);
    let changes = logs(model, &mut tables, &planned).ok()?;
    let waits = waits(model, &mut tables, &planned).ok()?;
    let updates = updates(model, &mut tables, &planned).ok()?;
    let is_given = |table| of(&planned, table).is_some();
    let has_waits = is_given(Table::Waits) || statuses(&planned).iter().any(|statuses| !statuses.waits.is_empty());
    let mut others = Evidence {
        tickets: Some(Vec::new()),
        waits: has_waits.then(Vec::new),
        updates: is_given(Table::Updates).then(Vec::new),
        changes: is_given(Table::Changes).then(Vec::new),
        ..Evidence::default()
    };
    read_others(model, &mut tables, &planned, &mut others);
    if !is_clean(&tables) || !tables.loaded.problems.is_empty() {
        return None;
    }
    others.files = std::mem::take(&mut tables.loaded.evidence.files);
    let rows = OfTickets { changes, waits, updates };
    Some(Opened { files, model, project, others, problems, rows, first: OnceLock::new() })
}

fn is_clean(tables: &Tables<'_>) -> bool {
    !tables.loaded.problems.has_errors() && tables.loaded.rejects.is_empty()
}

fn statuses<'s>(planned: &'s [PlannedSource<'_>]) -> Vec<&'s Statuses> {
    of(planned, Table::Changes).into_iter().flatten().map(|log| &log.source.statuses).collect()
}

/// The kind of all tickets.
const KIND: Unread = Unread(TicketKindId(0));

fn logs(model: &Model, tables: &mut Tables<'_>, planned: &[PlannedSource<'_>]) -> Result<Belongings<Logged>, TooMuch> {
    let mut all = Belongings::default();
    for source in of(planned, Table::Changes).into_iter().flatten() {
        let reader = ChangeReader::new(model, KIND, source.source, &mut Diagnostics::default());
        let mut unlisted = std::collections::BTreeSet::new();
        read(tables, &reader, source, &mut all, |found| unlisted.append(&mut found.unlisted))?;
        reader.warn(&unlisted, &mut tables.loaded.problems);
    }
    all.close()?;
    Ok(all)
}

fn waits(model: &Model, tables: &mut Tables<'_>, planned: &[PlannedSource<'_>]) -> Result<Belongings<Wait>, TooMuch> {
    let mut all = Belongings::default();
    for source in of(planned, Table::Waits).into_iter().flatten() {
        let reader = WaitReader::new(model, KIND, source.source, &mut Diagnostics::default());
        read(tables, &reader, source, &mut all, |_| ())?;
    }
    all.close()?;
    Ok(all)
}

fn updates(
    model: &Model,
    tables: &mut Tables<'_>,
    planned: &[PlannedSource<'_>],
) -> Result<Belongings<Update>, TooMuch> {
    let mut all = Belongings::default();
    for source in of(planned, Table::Updates).into_iter().flatten() {
        let reader = UpdateReader::new(model, KIND, source.source, &mut Diagnostics::default());
        read(tables, &reader, source, &mut all, |_| ())?;
    }
    all.close()?;
    Ok(all)
}

fn read<T: Clone + Send, R: TableReader<Item = (Named, T)>>(
    tables: &mut Tables<'_>,
    reader: &R,
    source: &PlannedSource<'_>,
    all: &mut Belongings<T>,
    mut see: impl FnMut(&mut Found),
) -> Result<(), TooMuch> {
    let mut added = Ok(());
    let complete = tables.read(reader, source, &mut |_, out, _| {
        see(&mut out.found);
        let names = std::mem::take(&mut out.found.names);
        for (named, row) in out.items.drain(..) {
            added = added.and_then(|()| all.add(names.get(named), row));
        }
    });
    if complete { added } else { Err(TooMuch) }
}

impl Opened<'_> {
    /// The evidence without tickets, and without what belongs to them.
    pub fn others(&self) -> &Evidence {
        &self.others
    }

    /// Reads the tickets. `None`: something is amiss.
    pub fn visit<V: Visitor>(&self, visitor: &V) -> Option<(Vec<V::Gathered>, TicketsRead)> {
        // Most exports are in the order of their tickets: then it needs no proof that none is there twice.
        match self.read(visitor, true) {
            Err(Amiss::Disorder) => self.read(visitor, false).ok(),
            read => read.ok(),
        }
    }

    fn read<V: Visitor>(&self, visitor: &V, rising: bool) -> Result<(Vec<V::Gathered>, TicketsRead), Amiss> {
        let model = self.model;
        self.rows.reset();
        let mut tables = Tables::new(self.files, BadRows::Fail, model.header.zone);
        let planned = planned(model, self.project, self.files, &mut tables);
        let named = |files: &[EvidenceFile]| -> Vec<String> { files.iter().map(|file| file.file.clone()).collect() };
        if named(&tables.loaded.evidence.files) != named(&self.others.files) {
            return Err(Amiss::Anything);
        }
        // What came of the other files, and what there is to say about them, is known.
        tables.loaded.evidence.files.clone_from(&self.others.files);
        tables.loaded.problems = Diagnostics::default();
        let statuses = statuses(&planned);
        let state = Reading {
            rows: &self.rows,
            visitor,
            rising,
            amiss: Mutex::new(None),
            ends: Mutex::default(),
            idle: Mutex::default(),
        };
        for source in of(&planned, Table::Tickets).into_iter().flatten() {
            let tickets = TicketReader::new(model, source.source, source.plan, &statuses, &mut Diagnostics::default());
            let reader = VisitingReader { tickets, reading: &state };
            let mut ahead = Tally::default();
            let complete =
                tables.read(&reader, source, &mut |_, out, _| ahead.add(std::mem::take(&mut out.found.ahead)));
            reader.tickets.warn(source.source, &ahead, &tables.loaded.evidence.files, &mut tables.loaded.problems);
            if !complete {
                return Err(Amiss::Anything);
            }
        }
        if let Some(amiss) = state.amiss() {
            return Err(amiss);
        }
        if !is_clean(&tables) {
            return Err(Amiss::Anything);
        }
        let mut hands = state.idle.into_inner().unwrap_or_else(PoisonError::into_inner);
        if rising {
            let mut ends = state.ends.into_inner().unwrap_or_else(PoisonError::into_inner);
            ends.sort_unstable_by_key(|(row, ..)| *row);
            if !ends.is_sorted_by(|(_, _, last), (_, first, _)| last < first) {
                return Err(Amiss::Disorder);
            }
        } else {
            let mut hashes: Vec<u64> = hands.iter_mut().flat_map(|hand| std::mem::take(&mut hand.hashes)).collect();
            hashes.sort_unstable();
            if !hashes.is_sorted_by(|a, b| a < b) {
                return Err(Amiss::Anything);
            }
        }
        if self.rows.have_strangers() {
            return Err(Amiss::Anything);
        }
        let mut files = tables.loaded.evidence.files;
        for row in self.rows.left_out() {
            if let Some(file) = files.get_mut(row.file as usize) {
                file.out_of_scope += 1;
            }
        }
        // Read a second time, they must be what they were.
        if *self.first.get_or_init(|| files.clone()) != files {
            return Err(Amiss::Anything);
        }
        let read = TicketsRead { files, problems: tables.loaded.problems };
        Ok((hands.into_iter().map(|hand| hand.gathered).collect(), read))
    }

    /// What came of the files, with those tickets that are told of, and without what belongs to them.
    pub fn close(self, read: TicketsRead, told_of: Vec<Ticket>) -> Loaded {
        let evidence = Evidence { tickets: Some(told_of), files: read.files, ..self.others };
        let mut problems = self.problems;
        problems.append(read.problems);
        Loaded { evidence, problems, ..Loaded::default() }
    }
}

impl OfTickets {
    fn reset(&self) {
        self.changes.reset();
        self.waits.reset();
        self.updates.reset();
    }

    fn have_strangers(&self) -> bool {
        self.changes.has_strangers() || self.waits.has_strangers() || self.updates.has_strangers()
    }

    fn left_out(&self) -> impl Iterator<Item = RowRef> {
        let changes = self.changes.left_out().map(|row| row.row);
        let (waits, updates) = (self.waits.left_out().map(|row| row.row), self.updates.left_out().map(|row| row.row));
        changes.chain(waits).chain(updates)
    }
}

/// Why tickets cannot be read one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Amiss {
    /// Their identifiers do not rise.
    Disorder,
    /// A bad row, a ticket that is there twice, a row of no ticket.
    Anything,
}

/// Tickets being read.
struct Reading<'o, V: Visitor> {
    rows: &'o OfTickets,
    visitor: &'o V,
    /// Whether identifiers are expected to rise.
    rising: bool,
    /// Why it must be read otherwise.
    amiss: Mutex<Option<Amiss>>,
    /// Where each chunk begins, and its first and last identifier.
    ends: Mutex<Vec<Ends>>,
    idle: Mutex<Vec<Hand<V::Gathered>>>,
}

/// Where some tickets begin, and the first and the last of their identifiers.
type Ends = (RowRef, Box<str>, Box<str>);

/// What one thread works with.
struct Hand<G> {
    gathered: G,
    hashes: Vec<u64>,
    logged: Vec<Logged>,
}

/// A table of tickets that gives each of them to a visitor.
struct VisitingReader<'o, 'm, V: Visitor> {
    tickets: TicketReader<'m>,
    reading: &'o Reading<'o, V>,
}

impl<V: Visitor> TableReader for VisitingReader<'_, '_, V> {
    type Item = Ticket;

    fn columns(&self) -> &Columns {
        self.tickets.columns()
    }

    fn scope(&self) -> &Scope {
        self.tickets.scope()
    }

    fn read(&self, row: &Row<'_>, at: RowRef, found: &mut Found) -> Outcome<Ticket> {
        self.tickets.read(row, at, found)
    }

    fn ticket_of(&self, row: &Row<'_>) -> Option<Box<str>> {
        self.tickets.ticket_of(row)
    }

    fn after(&self, out: &mut ChunkOut<Ticket>) {
        self.reading.chunk(out);
    }
}

impl<V: Visitor> Reading<'_, V> {
    fn amiss(&self) -> Option<Amiss> {
        *self.amiss.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_up(&self, amiss: Amiss) {
        self.amiss.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(amiss);
    }

    /// Visits the tickets of a chunk.
    fn chunk(&self, out: &mut ChunkOut<Ticket>) {
        if out.counts.rejected > 0 || out.lost.is_some() || out.no_rows {
            self.give_up(Amiss::Anything);
        }
        let items = std::mem::take(&mut out.items);
        out.places = Vec::new();
        if self.amiss().is_some() {
            return;
        }
        let ends = items.first().zip(items.last()).map(|(first, last)| (first.row, first.id.clone(), last.id.clone()));
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut hand =
            idle.unwrap_or_else(|| Hand { gathered: self.visitor.start(), hashes: Vec::new(), logged: Vec::new() });
        let mut hints = Hints::default();
        let OfTickets { changes, waits, updates } = self.rows;
        for id in out.out_of_scope.drain(..) {
            changes.leave_out(&id, &mut hints.changes);
            waits.leave_out(&id, &mut hints.waits);
            updates.leave_out(&id, &mut hints.updates);
        }
        let mut whole: Option<Whole> = None;
        for ticket in items {
            if self.rising && whole.as_ref().is_some_and(|before| before.ticket.id >= ticket.id) {
                self.give_up(Amiss::Disorder);
                break;
            }
            if !self.rising {
                hand.hashes.push(of_text(&ticket.id));
            }
            let whole = match &mut whole {
                Some(whole) => {
                    whole.ticket = ticket;
                    whole.waits.clear();
                    whole.changes.clear();
                    whole.updates.clear();
                    whole
                }
                None => whole.insert(Whole { ticket, waits: Vec::new(), changes: Vec::new(), updates: Vec::new() }),
            };
            waits.take(&whole.ticket.id, &mut hints.waits, &mut whole.waits);
            updates.take(&whole.ticket.id, &mut hints.updates, &mut whole.updates);
            hand.logged.clear();
            changes.take(&whole.ticket.id, &mut hints.changes, &mut hand.logged);
            if !hand.logged.is_empty() {
                if hand.logged.iter().any(|logged| logged.is_too_early(whole.ticket.opened).is_some()) {
                    self.give_up(Amiss::Anything);
                    break;
                }
                hand.logged.sort_by_key(|logged| logged.at);
                let Derived { waits, changes } = derive(&hand.logged, std::slice::from_mut(&mut whole.ticket));
                whole.waits.extend(waits);
                whole.changes = changes;
            }
            whole.waits.sort_by_key(|wait| wait.from);
            whole.updates.sort_by_key(|update| update.at);
            self.visitor.visit(whole, &mut hand.gathered);
        }
        if let Some(ends) = ends {
            self.ends.lock().unwrap_or_else(PoisonError::into_inner).push(ends);
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(hand);
    }
}

/// Where the rows of the last ticket were.
#[derive(Debug, Default)]
struct Hints {
    changes: usize,
    waits: usize,
    updates: usize,
}
