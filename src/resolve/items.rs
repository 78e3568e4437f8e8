use std::collections::{BTreeMap, BTreeSet};

use super::{LostWords, ResolveError};
use crate::diagnostic::Diagnostics;
use crate::source::{SourceId, Span};
use crate::syntax::ast::{
    Applies, Cadence, Clock, Compensation, Component, Contract, Conventions, Defect, Ensure, Entitlements, Escalation,
    File, Group, Head, Holidays, Item, Matrix, Measure, Metric, Norm, Objective, Plan, Priorities, Prose, Right, Rules,
    Slices, Status, Table, Test, Ticket, Window,
};

/// An item, and whether the parser lost a part of it.
#[derive(Debug)]
pub struct Part<'a, T> {
    /// As written.
    pub item: &'a T,
    /// A clause of it could not be read: nobody may say that something is missing here.
    pub damaged: bool,
}

impl<T> Clone for Part<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<'_, T> {}

/// The items of a file by kind, each in source order.
#[derive(Debug, Default)]
pub struct Items<'a> {
    /// Files that only declare: nobody need use what they hold.
    pub libraries: BTreeSet<SourceId>,
    /// The first `contract` header.
    pub contract: Option<Part<'a, Contract>>,
    /// The first `conventions`.
    pub conventions: Option<Part<'a, Conventions>>,
    /// Holiday lists.
    pub holidays: Vec<Part<'a, Holidays>>,
    /// Windows.
    pub windows: Vec<Part<'a, Window>>,
    /// Promises about windows.
    pub ensures: Vec<Part<'a, Ensure>>,
    /// The first `priorities`.
    pub priorities: Option<Part<'a, Priorities>>,
    /// Ticket kinds.
    pub tickets: Vec<Part<'a, Ticket>>,
    /// The first `outage`.
    pub outage: Option<Part<'a, Table>>,
    /// The first `maintenance`.
    pub maintenance: Option<Part<'a, Table>>,
    /// Matrices.
    pub matrices: Vec<Part<'a, Matrix>>,
    /// Rules that give a priority.
    pub rules: Vec<Part<'a, Rules>>,
    /// Clocks.
    pub clocks: Vec<Part<'a, Clock>>,
    /// Components, of all `component` lines.
    pub components: Vec<Part<'a, Component>>,
    /// Groups.
    pub groups: Vec<Part<'a, Group>>,
    /// Events, of all `event` lines.
    pub events: Vec<Part<'a, Head>>,
    /// Amounts of money, of all `amount` lines.
    pub amounts: Vec<Part<'a, Head>>,
    /// Questions that people answer, of all `judgement` lines.
    pub judgements: Vec<Part<'a, Head>>,
    /// Metrics.
    pub metrics: Vec<Part<'a, Metric>>,
    /// Plans, of all `plan` lines.
    pub plans: Vec<Part<'a, Plan>>,
    /// Slices.
    pub slices: Vec<Part<'a, Slices>>,
    /// The first `applies to`.
    pub applies: Option<Part<'a, Applies>>,
    /// Cadences, also those of objectives.
    pub cadences: Vec<Part<'a, Cadence>>,
    /// Objectives.
    pub objectives: Vec<Part<'a, Objective>>,
    /// Tables of entitlements.
    pub entitlements: Vec<Part<'a, Entitlements>>,
    /// Norms and kpis, also those of objectives.
    pub norms: Vec<Part<'a, Norm>>,
    /// Measures.
    pub measures: Vec<Part<'a, Measure>>,
    /// Compensations.
    pub compensations: Vec<Part<'a, Compensation>>,
    /// Consequences that are not money.
    pub rights: Vec<Part<'a, Right>>,
    /// Status lights.
    pub statuses: Vec<Part<'a, Status>>,
    /// Ladders of escalation.
    pub escalations: Vec<Part<'a, Escalation>>,
    /// Prose.
    pub prose: Vec<Part<'a, Prose>>,
    /// Notes on the signed text.
    pub defects: Vec<Part<'a, Defect>>,
    /// Worked examples.
    pub tests: Vec<Part<'a, Test>>,
}

impl<'a> Items<'a> {
    /// Sorts the items of `file` by kind; says where one that may stand once stands twice, or is missing.
    pub fn sort(file: &'a File, lost: &LostWords, source: SourceId, out: &mut Diagnostics) -> Self {
        let damaged = damaged_items(file, lost);
        let mut items = Self::default();
        let mut matrices: BTreeMap<&str, Span> = BTreeMap::new();
        let mut rules: BTreeMap<&str, Span> = BTreeMap::new();
        for (item, damaged) in file.items.iter().zip(damaged) {
            match item {
                Item::Contract(item) => {
                    once(&mut items.contract, Part { item, damaged }, "`contract` header", |c| c.name.span, out);
                }
                Item::Conventions(item) => {
                    once(&mut items.conventions, Part { item, damaged }, "`conventions` block", |c| c.keyword, out);
                }
                Item::Priorities(item) => {
                    once(&mut items.priorities, Part { item, damaged }, "`priorities` line", |p| p.keyword, out);
                }
                Item::Table(item) if item.table.value == "maintenance" => {
                    once(&mut items.maintenance, Part { item, damaged }, "`maintenance` block", |t| t.table.span, out);
                }
                Item::Table(item) => {
                    once(&mut items.outage, Part { item, damaged }, "`outage` block", |t| t.table.span, out);
                }
                Item::Matrix(item) => {
                    if let Some(first) = matrices.get(item.ticket.value.as_str()) {
                        let what = format!("matrix for `{}`", item.ticket.value);
                        out.push(item.span, ResolveError::Twice { what, second: item.span, first: *first });
                    } else {
                        matrices.insert(&item.ticket.value, item.span);
                    }
                    items.matrices.push(Part { item, damaged });
                }
                Item::Rules(item) => {
                    if let Some(first) = rules.get(item.ticket.value.as_str()) {
                        let what = format!("`rules` block for `{}`", item.ticket.value);
                        out.push(item.span, ResolveError::Twice { what, second: item.span, first: *first });
                    } else {
                        rules.insert(&item.ticket.value, item.span);
                    }
                    items.rules.push(Part { item, damaged });
                }
                Item::Holidays(item) => items.holidays.push(Part { item, damaged }),
                Item::Window(item) => items.windows.push(Part { item, damaged }),
                Item::Ensure(item) => items.ensures.push(Part { item, damaged }),
                Item::Ticket(item) => items.tickets.push(Part { item, damaged }),
                Item::Clock(item) => items.clocks.push(Part { item, damaged }),
                Item::Components(all) => items.components.extend(all.iter().map(|item| Part { item, damaged })),
                Item::Group(item) => items.groups.push(Part { item, damaged }),
                Item::Events(all) => items.events.extend(all.iter().map(|item| Part { item, damaged })),
                Item::Amounts(all) => items.amounts.extend(all.iter().map(|item| Part { item, damaged })),
                Item::Judgements(all) => items.judgements.extend(all.iter().map(|item| Part { item, damaged })),
                Item::Metric(item) => items.metrics.push(Part { item, damaged }),
                Item::Applies(item) => {
                    once(&mut items.applies, Part { item, damaged }, "`applies to` line", |a| a.span, out);
                }
                Item::Cadence(item) => items.cadences.push(Part { item, damaged }),
                Item::Objective(item) => items.objective(item, damaged),
                Item::Entitlements(item) => items.entitlements.push(Part { item, damaged }),
                Item::Plans(all) => items.plans.extend(all.iter().map(|item| Part { item, damaged })),
                Item::Slices(item) => items.slices.push(Part { item, damaged }),
                Item::Norm(item) => items.norms.push(Part { item, damaged }),
                Item::Measure(item) => items.measures.push(Part { item, damaged }),
                Item::Compensation(item) => items.compensations.push(Part { item, damaged }),
                Item::Right(item) => items.rights.push(Part { item, damaged }),
                Item::Status(item) => items.statuses.push(Part { item, damaged }),
                Item::Escalation(item) => items.escalations.push(Part { item, damaged }),
                Item::Prose(item) => items.prose.push(Part { item, damaged }),
                Item::Defect(item) => items.defects.push(Part { item, damaged }),
                Item::Test(item) => items.tests.push(Part { item, damaged }),
            }
        }
        if items.contract.is_none() && !lost.may_hold("contract") {
            let span = file.edition.as_ref().map_or(Span::new(source, 0, 0), |edition| edition.span);
            out.push(span, ResolveError::NoContract { span });
        }
        items
    }
}

impl<'a> Items<'a> {
    /// An objective, and what is in it.
    fn objective(&mut self, item: &'a Objective, damaged: bool) {
        self.objectives.push(Part { item, damaged });
        for inner in &item.items {
            if let Item::Norm(item) = inner {
                self.norms.push(Part { item, damaged });
            } else if let Item::Cadence(item) = inner {
                self.cadences.push(Part { item, damaged });
            }
        }
    }
}

/// Keeps the first of its kind and reports the others.
fn once<'a, T>(
    slot: &mut Option<Part<'a, T>>,
    part: Part<'a, T>,
    what: &str,
    place: impl Fn(&T) -> Span,
    out: &mut Diagnostics,
) {
    match slot {
        None => *slot = Some(part),
        Some(first) => {
            let second = place(part.item);
            out.push(second, ResolveError::Twice { what: what.to_owned(), second, first: place(first.item) });
        }
    }
}

/// For each item, whether a clause of it was lost: a lost clause belongs to the last item of its file that begins before
/// it.
fn damaged_items(file: &File, lost: &LostWords) -> Vec<bool> {
    let starts: Vec<Option<Span>> = file.items.iter().map(start).collect();
    let mut sorted: Vec<(SourceId, u32)> = starts.iter().flatten().map(|span| (span.source, span.start)).collect();
    sorted.sort_unstable();
    let damaged = |start: Span| {
        let next = sorted.partition_point(|known| *known <= (start.source, start.start));
        let next = sorted.get(next).filter(|(source, _)| *source == start.source);
        lost.clause_between(start, next.map_or(u32::MAX, |(_, offset)| *offset))
    };
    starts.into_iter().map(|start| start.is_some_and(damaged)).collect()
}

/// A place near the start of an item, before its first clause.
fn start(item: &Item) -> Option<Span> {
    match item {
        Item::Contract(item) => Some(item.name.span),
        Item::Conventions(item) => Some(item.keyword),
        Item::Holidays(item) => Some(item.head.name.span),
        Item::Window(item) => Some(item.head.name.span),
        Item::Ensure(item) => Some(item.span),
        Item::Priorities(item) => Some(item.keyword),
        Item::Ticket(item) => Some(item.head.name.span),
        Item::Table(item) => Some(item.table.span),
        Item::Matrix(item) => Some(item.span),
        Item::Rules(item) => Some(item.span),
        Item::Clock(item) => Some(item.head.name.span),
        Item::Components(all) => all.first().map(|item| item.head.name.span),
        Item::Group(item) => Some(item.head.name.span),
        Item::Events(all) | Item::Amounts(all) | Item::Judgements(all) => all.first().map(|head| head.name.span),
        Item::Metric(item) => Some(item.head.name.span),
        Item::Applies(item) => Some(item.span),
        Item::Cadence(item) => Some(item.norm.head.name.span),
        Item::Objective(item) => Some(item.name.span),
        Item::Entitlements(item) => Some(item.keyword),
        Item::Plans(all) => all.first().map(|item| item.head.name.span),
        Item::Slices(item) => Some(item.head.name.span),
        Item::Norm(item) => Some(item.head.name.span),
        Item::Measure(item) => Some(item.head.name.span),
        Item::Compensation(item) => Some(item.head.name.span),
        Item::Right(item) => Some(item.head.name.span),
        Item::Status(item) => Some(item.span),
        Item::Escalation(item) => Some(item.head.name.span),
        Item::Prose(item) => Some(item.number.span),
        Item::Defect(item) => Some(item.number.span),
        Item::Test(item) => Some(item.name.span),
    }
}
