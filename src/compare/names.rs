//! Names, labels and clause numbers of items that are in both contracts, and declarations that come and go.

use super::Comparing;
use super::change::{Change, Class, Effect, Subject};
use super::matching::{declared, levels};
use super::part::{Kind, Node, Table};
use super::places::KINDS;
use super::words::Words;
use crate::model::{Column, Declared, IntervalTable, Level};

pub(super) fn compare(comparing: &Comparing<'_>) {
    for kind in KINDS {
        for (old, new) in comparing.pairs(kind) {
            item(comparing, (kind, old), (kind, new));
        }
    }
    priorities(comparing);
    tables(comparing);
    for kind in [Kind::Plan, Kind::Component, Kind::Ticket, Kind::Event, Kind::Amount, Kind::Judgement, Kind::Metric] {
        come_and_go(comparing, kind, true);
    }
    for kind in [Kind::Group, Kind::Clock, Kind::Slices, Kind::Measure] {
        come_and_go(comparing, kind, kind == Kind::Group);
    }
}

/// Whether rows of evidence name items of this kind.
fn is_in_evidence(kind: Kind) -> bool {
    match kind {
        Kind::Plan
        | Kind::Priority
        | Kind::Component
        | Kind::Group
        | Kind::Ticket
        | Kind::Event
        | Kind::Amount
        | Kind::Judgement
        | Kind::Metric => true,
        Kind::Holidays
        | Kind::Window
        | Kind::Clock
        | Kind::Slices
        | Kind::Measure
        | Kind::Norm
        | Kind::Compensation => false,
    }
}

/// What is declared in one of the contracts only: what it is good for is told where it is used.
pub(super) fn come_and_go(comparing: &Comparing<'_>, kind: Kind, evidence: bool) {
    let named = |subject: &Subject| !subject.name.is_empty();
    for new in comparing.added(kind) {
        let subject = comparing.subject((kind, new));
        if named(&subject) {
            let change = Change::new(&subject, "is new", Class::Vocabulary, Effect::Neither);
            comparing.push(Change { evidence, ..change });
        }
    }
    for old in comparing.removed(kind) {
        let subject = comparing.gone((kind, old));
        if named(&subject) {
            let change = Change::new(&subject, "is gone", Class::Vocabulary, Effect::Neither);
            comparing.push(Change { evidence, ..change });
        }
    }
}

fn item(comparing: &Comparing<'_>, old: Node, new: Node) {
    let (Some(was), Some(now)) = (declared(comparing.old, old), declared(comparing.new, new)) else { return };
    // A window of several plans is named once.
    let first_of_name = || comparing.new.windows.iter().position(|window| window.declared.name == now.name);
    let first = old.0 != Kind::Window || first_of_name() == Some(new.1 as usize);
    // The clock of a cadence has its name.
    let cadence = old.0 == Kind::Clock && comparing.new.norms.iter().any(|norm| norm.declared.name == now.name);
    if first && !cadence {
        both(comparing, &comparing.subject(new), was, now, is_in_evidence(old.0));
    }
}

/// Name, label and clause number of an item of both contracts.
pub(super) fn both(comparing: &Comparing<'_>, subject: &Subject, was: &Declared, now: &Declared, evidence: bool) {
    let Declared { name, label, clause, span: _ } = was;
    if *name != now.name {
        let what = if evidence { "is called otherwise, and the evidence must say so" } else { "is called otherwise" };
        let change = Change::new(subject, what, Class::Vocabulary, Effect::Neither).changed(name, &now.name);
        comparing.push(Change { evidence, ..change });
    }
    for (what, was, now) in [("label", label, &now.label), ("clause", clause, &now.clause)] {
        if was != now {
            comparing.push(Change::text(subject, what).between(was.clone(), now.clone()));
        }
    }
}

/// Names and labels of the values of an enumeration, of priorities, of reasons.
pub(super) fn values(
    comparing: &Comparing<'_>,
    subject: &Subject,
    what: &str,
    (old, new): (&[Level], &[Level]),
    pairs: &[Option<u32>],
) {
    for (level, pair) in old.iter().zip(pairs) {
        let Level { name, label } = level;
        let Some(now) = pair.and_then(|pair| new.get(pair as usize)) else {
            let change = Change::new(subject, what, Class::Vocabulary, Effect::Neither).of_evidence();
            comparing.push(change.between(Some(name.clone()), None));
            continue;
        };
        if *name != now.name {
            let change = Change::new(subject, what, Class::Vocabulary, Effect::Neither).of_evidence();
            comparing.push(change.changed(name, &now.name));
        }
        if *label != now.label {
            comparing.push(
                Change::text(subject, format!("label of {}", now.name)).between(label.clone(), now.label.clone()),
            );
        }
    }
    for (n, level) in (0..).zip(new) {
        if !pairs.contains(&Some(n)) {
            let change = Change::new(subject, what, Class::Vocabulary, Effect::Neither).of_evidence();
            comparing.push(change.between(None, Some(level.name.clone())));
        }
    }
}

fn priorities(comparing: &Comparing<'_>) {
    let subject = Subject { keyword: "priorities", name: String::new(), label: None, clause: None, order: (0, 2) };
    let old = &comparing.old.priorities;
    let new = &comparing.new.priorities;
    let pairs: Vec<Option<u32>> =
        (0..).zip(old).map(|(id, _)| comparing.matching.new_of((Kind::Priority, id))).collect();
    values(comparing, &subject, "priority", (old, new), &pairs);
    let kept: Vec<u32> = pairs.iter().flatten().copied().collect();
    if !kept.is_sorted() {
        let names = |words: Words<'_>, count: usize| {
            (0..).take(count).map(|id| words.name((Kind::Priority, id))).collect::<Vec<_>>().join(" > ")
        };
        let why = "which of two priorities is more urgent decides cases, caps and comparisons";
        let change = Change::new(&subject, "order", Class::Verdict, Effect::unclear(why));
        let shown = (names(comparing.old_words(), old.len()), names(comparing.new_words(), new.len()));
        comparing.push(change.changed(shown.0, shown.1));
    }
}

/// The columns of every table that is in both contracts.
fn tables(comparing: &Comparing<'_>) {
    for (table, keyword) in [(IntervalTable::Outages, "outage"), (IntervalTable::Maintenance, "maintenance")] {
        let subject = Subject { keyword, name: String::new(), label: None, clause: None, order: (0, 3) };
        columns(comparing, &subject, Table::Interval(table));
    }
    for (old, new) in comparing.pairs(Kind::Ticket) {
        let subject = comparing.subject((Kind::Ticket, new));
        columns(comparing, &subject, Table::Ticket(old));
        let (Some(was), Some(now)) = (comparing.old.tickets.get(old as usize), comparing.new.tickets.get(new as usize))
        else {
            continue;
        };
        let Some((_, matching)) = comparing.matching.table(Table::Ticket(old)) else { continue };
        values(comparing, &subject, "reason for waiting", (&was.reasons, &now.reasons), &matching.reasons);
    }
    for (old, new) in comparing.pairs(Kind::Metric) {
        columns(comparing, &comparing.subject((Kind::Metric, new)), Table::Metric(old));
    }
}

fn columns(comparing: &Comparing<'_>, subject: &Subject, old: Table) {
    let Some((new, matching)) = comparing.matching.table(old) else { return };
    let (was, now) = (comparing.old_words().columns(old), comparing.new_words().columns(*new));
    let vocabulary = |what: String| Change::new(subject, what, Class::Vocabulary, Effect::Neither).of_evidence();
    for ((column, pair), values_of) in was.iter().zip(&matching.columns).zip(&matching.values) {
        let Column { declared, kind } = column;
        let Some(other) = pair.and_then(|pair| now.get(pair as usize)) else {
            comparing.push(vocabulary("column".to_owned()).between(Some(declared.name.clone()), None));
            continue;
        };
        let name = &other.declared.name;
        if declared.name != *name {
            comparing.push(vocabulary("column".to_owned()).changed(&declared.name, name));
        }
        if declared.label != other.declared.label {
            let change = Change::text(subject, format!("label of {name}"));
            comparing.push(change.between(declared.label.clone(), other.declared.label.clone()));
        }
        let (a, b) = (levels(column), levels(other));
        if a.is_empty() != b.is_empty() || (a.is_empty() && *kind != other.kind) {
            comparing.push(vocabulary(format!("type of {name}")).changed(type_name(column), type_name(other)));
        } else {
            values(comparing, subject, &format!("value of {name}"), (a, b), values_of);
        }
    }
    for (n, column) in (0..).zip(now) {
        if !matching.columns.contains(&Some(n)) {
            comparing.push(vocabulary("column".to_owned()).between(None, Some(column.declared.name.clone())));
        }
    }
}

fn type_name(column: &Column) -> String {
    use crate::model::ColumnKind;
    match &column.kind {
        ColumnKind::Enumeration(levels) => {
            levels.iter().map(|level| level.name.as_str()).collect::<Vec<_>>().join(" | ")
        }
        ColumnKind::YesNo => "yes/no".to_owned(),
        ColumnKind::Percent => "percent".to_owned(),
        ColumnKind::Number => "number".to_owned(),
        ColumnKind::Text => "text".to_owned(),
        ColumnKind::Duration => "duration".to_owned(),
        ColumnKind::Instant => "instant".to_owned(),
    }
}
