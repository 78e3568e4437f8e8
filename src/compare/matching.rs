//! Which item of the old contract is which of the new one: by name; then, of those left over, by what they say and where
//! they stand, so that an item with another name is still the same; at last by label.

use std::collections::{BTreeMap, BTreeSet};

use super::part::{Columns, Kind, Node, Table, Terms, View};
use super::places::{KINDS, Place, Uses, count, rendered};
use crate::model::{Column, ColumnKind, Declared, IntervalTable, Level, Model};

/// What the number of an item without a match is while items are matched.
const UNMATCHED: u32 = u32::MAX;
/// What the number of the item is of which it is asked where it stands.
const ASKED: u32 = u32::MAX - 1;

/// Which item of the old contract is which of the new one.
#[derive(Debug, Clone, Default)]
pub(super) struct Matching {
    /// By kind, for each old item its new one.
    nodes: BTreeMap<Kind, Vec<Option<u32>>>,
    /// Of each old table that is still there: the new one, and its columns.
    tables: BTreeMap<Table, (Table, ColumnMatching)>,
}

/// Which column, value and reason of an old table is which of the new one.
#[derive(Debug, Clone, Default)]
pub(super) struct ColumnMatching {
    pub columns: Vec<Option<u32>>,
    pub values: Vec<Vec<Option<u32>>>,
    pub reasons: Vec<Option<u32>>,
}

impl Matching {
    pub(super) fn of(old: &Model, new: &Model) -> Self {
        let mut matching = Self::default();
        for kind in KINDS {
            let (was, now) = (matching.names(old, kind, true), matching.names(new, kind, false));
            let mut pairs = by_name(&was, &now);
            if matches!(kind, Kind::Priority | Kind::Plan) {
                in_order(&mut pairs, now.len(), |_, _| true);
            }
            matching.nodes.insert(kind, pairs);
        }
        matching.match_tables(old, new);
        matching.by_meaning(old, new);
        matching.by_label(old, new);
        matching.match_tables(old, new);
        matching
    }

    /// The new item that an old one is.
    pub(super) fn new_of(&self, (kind, id): Node) -> Option<u32> {
        self.nodes.get(&kind)?.get(id as usize).copied().flatten()
    }

    /// The old item that a new one was.
    pub(super) fn old_of(&self, (kind, id): Node) -> Option<u32> {
        let place = self.nodes.get(&kind)?.iter().position(|new| *new == Some(id))?;
        u32::try_from(place).ok()
    }

    /// The new table that an old one is, and its columns.
    pub(super) fn table(&self, old: Table) -> Option<&(Table, ColumnMatching)> {
        self.tables.get(&old)
    }

    /// The old contract in the terms of the new one: what has no match comes after all that the new one has.
    pub(super) fn terms(&self, new: &Model) -> Terms {
        let nodes = self.nodes.iter().map(|(kind, pairs)| (*kind, numbered(pairs, count(new, *kind))));
        let columns = self.tables.iter().map(|(old, (_, matching))| (*old, matching.numbered()));
        Terms { nodes: nodes.collect(), columns: columns.collect() }
    }

    fn set(&mut self, old: Node, new: u32) {
        if let Some(place) = self.nodes.get_mut(&old.0).and_then(|pairs| pairs.get_mut(old.1 as usize)) {
            *place = Some(new);
        }
    }

    fn free_old(&self) -> Vec<Node> {
        let free = |(kind, pairs): (&Kind, &Vec<Option<u32>>)| {
            let kind = *kind;
            let free = (0..).zip(pairs).filter(|(_, new)| new.is_none()).map(move |(id, _)| (kind, id));
            free.collect::<Vec<Node>>()
        };
        self.nodes.iter().flat_map(free).collect()
    }

    fn free_new(&self, new: &Model) -> Vec<Node> {
        let taken: BTreeSet<Node> =
            self.nodes.iter().flat_map(|(kind, pairs)| pairs.iter().flatten().map(|id| (*kind, *id))).collect();
        let all = KINDS.into_iter().flat_map(|kind| (0..count(new, kind)).map(move |id| (kind, id)));
        all.filter(|node| !taken.contains(node)).collect()
    }

    /// Pairs what is left over: items that say the same and stand in the same places. Each pair may tell more of others.
    fn by_meaning(&mut self, old: &Model, new: &Model) {
        let (old_uses, new_uses) = (Uses::of(old), Uses::of(new));
        loop {
            let (was, now) = (self.free_old(), self.free_new(new));
            if was.is_empty() || now.is_empty() {
                return;
            }
            let mut groups: BTreeMap<(Kind, String), (Vec<u32>, Vec<u32>)> = BTreeMap::new();
            let old_terms = self.while_matching(new);
            let new_terms = terms_of_free(&now, new);
            for node in was.iter().filter(|node| now.iter().any(|other| other.0 == node.0)) {
                let key = (node.0, standing(View::new(old, &old_terms), &old_uses, *node));
                groups.entry(key).or_default().0.push(node.1);
            }
            for node in now.iter().filter(|node| was.iter().any(|other| other.0 == node.0)) {
                let key = (node.0, standing(View::new(new, &new_terms), &new_uses, *node));
                groups.entry(key).or_default().1.push(node.1);
            }
            let mut found: Vec<(Node, u32)> = Vec::new();
            for ((kind, _), (a, b)) in groups.iter().filter(|(_, (a, b))| a.len() == 1 && b.len() == 1) {
                found.extend(a.first().zip(b.first()).map(|(a, b)| ((*kind, *a), *b)));
            }
            if found.is_empty() {
                // Of several that cannot be told apart, any pair is right: the first ones.
                let alike = groups.iter().find(|(_, (a, b))| !a.is_empty() && a.len() == b.len());
                found.extend(alike.and_then(|((kind, _), (a, b))| Some(((*kind, *a.first()?), *b.first()?))));
            }
            if found.is_empty() {
                return;
            }
            for (old, new) in found {
                self.set(old, new);
            }
            self.match_tables(old, new);
        }
    }

    /// Pairs what is left over and has the same label, if that is of no other one.
    fn by_label(&mut self, old: &Model, new: &Model) {
        let (was, now) = (self.free_old(), self.free_new(new));
        let label = |model: &Model, node: Node| {
            let declared = declared(model, node)?;
            declared.label.clone().map(|label| (node.0, label))
        };
        for node in &was {
            let Some(wanted) = label(old, *node) else { continue };
            let alone = was.iter().filter(|other| label(old, **other).as_ref() == Some(&wanted)).count() == 1;
            let mut same = now.iter().filter(|other| label(new, **other).as_ref() == Some(&wanted));
            if let (true, Some(found), None) = (alone, same.next(), same.next()) {
                self.set(*node, found.1);
            }
        }
        // Slices of a norm's own line have no name: what is left of them is in order.
        if let Some(pairs) = self.nodes.get_mut(&Kind::Slices) {
            let nameless = |model: &Model, n: usize| model.slices.get(n).is_some_and(|it| it.declared.is_none());
            in_order(pairs, new.slices.len(), |a, b| nameless(old, a) && nameless(new, b));
        }
    }

    /// The old contract while items are matched: all that have no match are called the same.
    fn while_matching(&self, new: &Model) -> Terms {
        let mut terms = self.terms(new);
        for (kind, numbers) in &mut terms.nodes {
            let known = count(new, *kind);
            numbers.iter_mut().filter(|number| **number >= known).for_each(|number| *number = UNMATCHED);
        }
        terms
    }

    fn match_tables(&mut self, old: &Model, new: &Model) {
        let mut tables = BTreeMap::new();
        for table in [IntervalTable::Outages, IntervalTable::Maintenance] {
            let columns = ColumnMatching::of(old.interval_columns(table), new.interval_columns(table), &[], &[]);
            tables.insert(Table::Interval(table), (Table::Interval(table), columns));
        }
        for (id, was) in (0..).zip(&old.tickets) {
            let Some(now) = self.new_of((Kind::Ticket, id)) else { continue };
            let Some(kind) = new.tickets.get(now as usize) else { continue };
            let columns = ColumnMatching::of(&was.columns, &kind.columns, &was.reasons, &kind.reasons);
            tables.insert(Table::Ticket(id), (Table::Ticket(now), columns));
        }
        for (id, was) in (0..).zip(&old.metrics) {
            let Some(now) = self.new_of((Kind::Metric, id)) else { continue };
            let Some(metric) = new.metrics.get(now as usize) else { continue };
            let columns = ColumnMatching::of(&was.columns, &metric.columns, &[], &[]);
            tables.insert(Table::Metric(id), (Table::Metric(now), columns));
        }
        self.tables = tables;
    }

    /// The names of all items of a kind; a window goes by its plan too, in the terms of the new contract.
    fn names(&self, model: &Model, kind: Kind, old: bool) -> Vec<Option<String>> {
        let plan = |plan: Option<u32>| match plan {
            None => String::new(),
            Some(plan) if old => format!("#{:?}", self.new_of((Kind::Plan, plan))),
            Some(plan) => format!("#{:?}", Some(plan)),
        };
        let name = |id: u32| {
            if kind == Kind::Window {
                let window = model.windows.get(id as usize)?;
                return Some(format!("{}{}", window.declared.name, plan(window.plan.map(|plan| plan.0))));
            }
            if kind == Kind::Priority {
                return model.priorities.get(id as usize).map(|level| level.name.clone());
            }
            declared(model, (kind, id)).map(|declared| declared.name.clone())
        };
        (0..count(model, kind)).map(name).collect()
    }
}

impl ColumnMatching {
    fn of(old: &[Column], new: &[Column], old_reasons: &[Level], new_reasons: &[Level]) -> Self {
        let names = |columns: &[Column]| -> Vec<Option<String>> {
            columns.iter().map(|column| Some(column.declared.name.clone())).collect()
        };
        let mut columns = by_name(&names(old), &names(new));
        let alike = |a: usize, b: usize| match (old.get(a), new.get(b)) {
            (Some(a), Some(b)) => same_type(&a.kind, &b.kind),
            (_, _) => false,
        };
        in_order(&mut columns, new.len(), alike);
        let values = old.iter().zip(&columns).map(|(column, now)| {
            let now = now.and_then(|now| new.get(now as usize)).map(levels).unwrap_or_default();
            by_name_and_order(levels(column), now)
        });
        Self { values: values.collect(), columns, reasons: by_name_and_order(old_reasons, new_reasons) }
    }

    fn numbered(&self) -> Columns {
        // A number that no table reaches: what has no match is equal to nothing.
        const BEYOND: u32 = 1 << 20;
        let values = self.values.iter().map(|values| numbered(values, BEYOND)).collect();
        Columns { columns: numbered(&self.columns, BEYOND), values, reasons: numbered(&self.reasons, BEYOND) }
    }
}

/// The values of an enumeration.
pub(super) fn levels(column: &Column) -> &[Level] {
    match &column.kind {
        ColumnKind::Enumeration(levels) => levels,
        ColumnKind::YesNo
        | ColumnKind::Percent
        | ColumnKind::Number
        | ColumnKind::Text
        | ColumnKind::Duration
        | ColumnKind::Instant => &[],
    }
}

fn same_type(a: &ColumnKind, b: &ColumnKind) -> bool {
    match (a, b) {
        (ColumnKind::Enumeration(a), ColumnKind::Enumeration(b)) => a.len() == b.len(),
        (a, b) => a == b,
    }
}

fn by_name_and_order(old: &[Level], new: &[Level]) -> Vec<Option<u32>> {
    let names = |levels: &[Level]| -> Vec<Option<String>> { levels.iter().map(|it| Some(it.name.clone())).collect() };
    let mut pairs = by_name(&names(old), &names(new));
    in_order(&mut pairs, new.len(), |_, _| true);
    pairs
}

fn by_name(old: &[Option<String>], new: &[Option<String>]) -> Vec<Option<u32>> {
    let at = |name: &Option<String>| {
        name.as_ref()?;
        new.iter().position(|other| other == name).and_then(|n| u32::try_from(n).ok())
    };
    old.iter().map(at).collect()
}

/// What is left over on both sides in order, when it is as many.
fn in_order(pairs: &mut [Option<u32>], new: usize, may: impl Fn(usize, usize) -> bool) {
    let free_new: Vec<usize> =
        (0..new).filter(|n| !pairs.iter().flatten().any(|taken| *taken as usize == *n)).collect();
    let free_old: Vec<usize> = pairs.iter().enumerate().filter(|(_, new)| new.is_none()).map(|(n, _)| n).collect();
    if free_old.len() != free_new.len() {
        return;
    }
    for (a, b) in free_old.into_iter().zip(free_new) {
        if may(a, b)
            && let Some(pair) = pairs.get_mut(a)
        {
            *pair = u32::try_from(b).ok();
        }
    }
}

/// What has no match comes after `known`, each with a number of its own.
fn numbered(pairs: &[Option<u32>], known: u32) -> Vec<u32> {
    (known..).zip(pairs).map(|(own, pair)| pair.unwrap_or(own)).collect()
}

fn terms_of_free(free: &[Node], new: &Model) -> Terms {
    let mut nodes: BTreeMap<Kind, Vec<u32>> =
        KINDS.into_iter().map(|kind| (kind, (0..count(new, kind)).collect())).collect();
    for (kind, id) in free {
        if let Some(number) = nodes.get_mut(kind).and_then(|numbers| numbers.get_mut(*id as usize)) {
            *number = UNMATCHED;
        }
    }
    Terms { nodes, columns: BTreeMap::new() }
}

/// What an item says, and what is said of it.
fn standing(view: View<'_>, uses: &Uses, node: Node) -> String {
    let own = rendered(view, Place::Node(node));
    let label = declared(view.model, node).and_then(|declared| declared.label.clone());
    let mut others: Vec<String> = uses.direct(node).map(|place| rendered(view.marking(node, ASKED), place)).collect();
    others.sort();
    format!("{label:?} {own} {others:?}")
}

/// Name, label and clause of an item that has some; priorities have none of this kind.
pub(super) fn declared(model: &Model, (kind, id): Node) -> Option<&Declared> {
    let n = id as usize;
    match kind {
        Kind::Plan => model.plans.get(n).map(|it| &it.declared),
        Kind::Priority => None,
        Kind::Holidays => model.holidays.get(n).map(|it| &it.declared),
        Kind::Window => model.windows.get(n).map(|it| &it.declared),
        Kind::Component => model.components.get(n).map(|it| &it.declared),
        Kind::Group => model.groups.get(n).map(|it| &it.declared),
        Kind::Ticket => model.tickets.get(n).map(|it| &it.declared),
        Kind::Clock => model.clocks.get(n).map(|it| &it.declared),
        Kind::Event => model.events.get(n).map(|it| &it.declared),
        Kind::Amount => model.amounts.get(n).map(|it| &it.declared),
        Kind::Judgement => model.judgements.get(n).map(|it| &it.declared),
        Kind::Metric => model.metrics.get(n).map(|it| &it.declared),
        Kind::Slices => model.slices.get(n).and_then(|it| it.declared.as_ref()),
        Kind::Measure => model.measures.get(n).map(|it| &it.declared),
        Kind::Norm => model.norms.get(n).map(|it| &it.declared),
        Kind::Compensation => model.compensations.get(n).map(|it| &it.declared),
    }
}
