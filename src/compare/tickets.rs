//! Where the priority of a ticket comes from: matrices cell by cell, rules case by case.

use super::change::{Change, Effect, Subject};
use super::part::{Kind, Part, Table};
use super::{Class, Comparing};
use crate::model::{
    Derivation, Matrix, PriorityCap, PriorityCase, PriorityId, PriorityRules, PrioritySource, TicketKind,
};

pub(super) fn compare(comparing: &Comparing<'_>) {
    for (old, new) in comparing.pairs(Kind::Ticket) {
        let (Some(was), Some(now)) = (comparing.old.tickets.get(old as usize), comparing.new.tickets.get(new as usize))
        else {
            continue;
        };
        let kinds = Kinds { comparing, old, new, was, now };
        kinds.source();
    }
}

/// A kind of ticket in both contracts.
struct Kinds<'a> {
    comparing: &'a Comparing<'a>,
    old: u32,
    new: u32,
    was: &'a TicketKind,
    now: &'a TicketKind,
}

impl Kinds<'_> {
    fn source(&self) {
        let (was, now) = (&self.was.priority, &self.now.priority);
        let kind = |source: &PrioritySource| match source {
            PrioritySource::Recorded => "recorded".to_owned(),
            PrioritySource::Derived(from) => format!("from {}", from.word()),
            PrioritySource::Checked(from) => format!("recorded, checked against {}", from.word()),
        };
        if kind(was) != kind(now) {
            let subject = self.comparing.subject((Kind::Ticket, self.new));
            let why = "a ticket may have another priority, more urgent or less";
            let change = Change::new(&subject, "priority", Class::Verdict, Effect::unclear(why));
            self.comparing.push(change.changed(kind(was), kind(now)));
        }
        let derivation = |source: &PrioritySource| match source {
            PrioritySource::Recorded => None,
            PrioritySource::Derived(from) => Some((from.clone(), true)),
            PrioritySource::Checked(from) => Some((from.clone(), false)),
        };
        match (derivation(was), derivation(now)) {
            (Some((Derivation::Matrix(a), _)), Some((Derivation::Matrix(b), decides))) => self.matrix(&a, &b, decides),
            (Some((Derivation::Rules(a), _)), Some((Derivation::Rules(b), decides))) => self.rules(&a, &b, decides),
            (_, _) => {}
        }
    }

    fn subject(&self, keyword: &'static str, clause: Option<&String>, span: crate::source::Span) -> Subject {
        Subject {
            keyword,
            name: format!("priority of {}", self.now.declared.name),
            label: None,
            clause: clause.cloned(),
            order: super::order(span, 0),
        }
    }

    /// For whose good it is that a ticket has another priority: one that is checked only decides nothing.
    fn moved(&self, old: Option<PriorityId>, new: Option<PriorityId>, decides: bool) -> Effect {
        let rank = |id: Option<PriorityId>| id.map(|id| id.0);
        match (decides, rank(old.map(|id| id.part(self.comparing.was))), rank(new)) {
            (false, _, _) => Effect::Neither,
            (true, Some(was), Some(now)) => Effect::less_is_better(&was, &now),
            (true, None, Some(_)) => Effect::Better,
            (true, Some(_), None) => Effect::Worse,
            (true, None, None) => Effect::Neither,
        }
    }

    fn matrix(&self, was: &Matrix, now: &Matrix, decides: bool) {
        let comparing = self.comparing;
        let Matrix { clause, span: _, rows, columns, cells } = was;
        let subject = self.subject("matrix", now.clause.as_ref(), now.span);
        if *clause != now.clause {
            comparing.push(Change::text(&subject, "clause").between(clause.clone(), now.clause.clone()));
        }
        let view = comparing.was.at(Table::Ticket(self.old));
        let (part_rows, part_columns) = (rows.part(view), columns.part(view));
        let straight = (part_rows, part_columns) == (now.rows, now.columns);
        let turned = (part_rows, part_columns) == (now.columns, now.rows);
        if !straight && !turned {
            let why = "it goes by other columns";
            comparing.push(Change::new(&subject, "its columns", Class::Verdict, Effect::unclear(why)));
            return;
        }
        let Some((_, matching)) = comparing.matching.table(Table::Ticket(self.old)) else { return };
        let value = |column: crate::model::ColumnId, n: usize| {
            matching.values.get(column.index()).and_then(|values| values.get(n)).copied().flatten()
        };
        let name = |column: crate::model::ColumnId, n: u32| {
            let column = self.now.columns.get(column.index());
            let level = column.map(super::matching::levels).and_then(|levels| levels.get(n as usize));
            level.map_or("", |level| level.name.as_str()).to_owned()
        };
        for (r, line) in cells.iter().enumerate() {
            for (c, cell) in line.iter().enumerate() {
                let Some((row, column)) = value(*rows, r).zip(value(*columns, c)) else { continue };
                let (row, column) = if straight { (row, column) } else { (column, row) };
                let found = now.cells.get(row as usize).and_then(|line| line.get(column as usize)).copied().flatten();
                if cell.part(comparing.was) == found {
                    continue;
                }
                let words = (comparing.old_words(), comparing.new_words());
                let shown = |words: super::Words<'_>, id: Option<PriorityId>| {
                    id.map_or("none", |id| words.name((Kind::Priority, id.0))).to_owned()
                };
                let effect = self.moved(*cell, found, decides);
                let row = format!("{}, {}", name(now.rows, row), name(now.columns, column));
                let change = Change::new(&subject, "", Class::Verdict, effect).in_row(&row);
                comparing.push(change.changed(shown(words.0, *cell), shown(words.1, found)));
            }
        }
    }

    fn rules(&self, was: &PriorityRules, now: &PriorityRules, decides: bool) {
        let comparing = self.comparing;
        let PriorityRules { clause, span: _, cases, caps } = was;
        let subject = self.subject("rules", now.clause.as_ref(), now.span);
        if *clause != now.clause {
            comparing.push(Change::text(&subject, "clause").between(clause.clone(), now.clause.clone()));
        }
        let (old, new) = (Table::Ticket(self.old), Table::Ticket(self.new));
        let (a, b) = (comparing.was.at(old), comparing.now.at(new));
        let (old_words, new_words) = (comparing.old_words(), comparing.new_words());
        let priority = |words: super::Words<'_>, id: PriorityId| words.name((Kind::Priority, id.0)).to_owned();
        let case = |words: super::Words<'_>, case: &PriorityCase, table: Table| {
            let priority = priority(words, case.priority);
            if case.when == crate::model::Predicate::True {
                format!("{priority} otherwise")
            } else {
                format!("{priority} when {}", words.predicate(&case.when, table))
            }
        };
        let cap = |words: super::Words<'_>, cap: &PriorityCap, table: Table| {
            format!("at most {} when {}", priority(words, cap.priority), words.predicate(&cap.when, table))
        };
        self.lines(
            &subject,
            "case",
            cases
                .iter()
                .map(|it| Line::new(it.priority, it.priority.part(a), &it.when.part(a), case(old_words, it, old)))
                .collect(),
            now.cases
                .iter()
                .map(|it| Line::new(it.priority, it.priority, &it.when.part(b), case(new_words, it, new)))
                .collect(),
            decides,
        );
        self.lines(
            &subject,
            "cap",
            caps.iter()
                .map(|it| Line::new(it.priority, it.priority.part(a), &it.when.part(a), cap(old_words, it, old)))
                .collect(),
            now.caps
                .iter()
                .map(|it| Line::new(it.priority, it.priority, &it.when.part(b), cap(new_words, it, new)))
                .collect(),
            decides,
        );
    }

    /// Lines that are alike are paired by their conditions, and of those left over by their place.
    fn lines(&self, subject: &Subject, what: &str, mut old: Vec<Line>, mut new: Vec<Line>, decides: bool) {
        let comparing = self.comparing;
        let order = |lines: &[Line], others: &[Line]| -> Vec<String> {
            let both = lines.iter().filter(|line| others.iter().any(|other| other.when == line.when));
            both.map(|line| line.when.clone()).collect()
        };
        if order(&old, &new) != order(&new, &old) {
            let why = "the first case that holds decides, and another one may be first";
            let shown = |lines: &[Line]| lines.iter().map(|line| line.shown.clone()).collect::<Vec<_>>().join("; ");
            let change = Change::new(subject, format!("order of {what}s"), Class::Verdict, Effect::unclear(why));
            comparing.push(change.changed(shown(&old), shown(&new)));
        }
        let mut pairs = Vec::new();
        old.retain(|line| match new.iter().position(|other| other.when == line.when) {
            Some(found) => {
                pairs.push((line.clone(), new.remove(found)));
                false
            }
            None => true,
        });
        for (was, now) in pairs {
            if was.meant != now.meant {
                let change = Change::new(
                    subject,
                    what,
                    Class::Verdict,
                    self.moved(Some(was.priority), Some(now.priority), decides),
                );
                comparing.push(change.changed(was.shown, now.shown));
            }
        }
        let changed = old.len().min(new.len());
        let why = "other tickets have this priority";
        for (was, now) in old.drain(..changed).zip(new.drain(..changed)) {
            let change = Change::new(
                subject,
                what,
                Class::Verdict,
                if decides { Effect::unclear(why) } else { Effect::Neither },
            );
            comparing.push(change.changed(was.shown, now.shown));
        }
        for was in old {
            let effect = if what == "cap" && decides { Effect::Better } else { Effect::unclear(why) };
            comparing.push(Change::new(subject, what, Class::Verdict, effect).between(Some(was.shown), None));
        }
        for now in new {
            let effect = if what == "cap" && decides { Effect::Worse } else { Effect::unclear(why) };
            comparing.push(Change::new(subject, what, Class::Verdict, effect).between(None, Some(now.shown)));
        }
    }
}

/// A case or a cap.
#[derive(Clone)]
struct Line {
    priority: PriorityId,
    /// The priority in the terms of the comparison.
    meant: PriorityId,
    when: String,
    shown: String,
}

impl Line {
    fn new(priority: PriorityId, meant: PriorityId, when: &crate::model::Predicate, shown: String) -> Self {
        Self { priority, meant, when: format!("{when:?}"), shown }
    }
}
