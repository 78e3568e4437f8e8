//! Prose, notes on the signed text, worked examples: words, which decide nothing.

use super::change::{Change, Subject};
use super::{Comparing, order};
use crate::model::{Defect, Prose, Test};

pub(super) fn compare(comparing: &Comparing<'_>) {
    let changes = [prose(comparing), defects(comparing), tests(comparing)];
    for change in changes.into_iter().flatten() {
        comparing.push(change);
    }
}

fn subject(keyword: &'static str, name: &str, clause: Option<&str>, span: crate::source::Span, later: u32) -> Subject {
    let clause = clause.map(str::to_owned);
    Subject { keyword, name: name.to_owned(), label: None, clause, order: order(span, later) }
}

fn prose(comparing: &Comparing<'_>) -> Vec<Change> {
    let of = |it: &Prose, later: u32| {
        let label = it.title.clone();
        Subject { label, ..subject("clause", "", Some(&it.number), it.span, later) }
    };
    let (old, new) = (&comparing.old.prose, &comparing.new.prose);
    let pairs = paired(old, new);
    let mut changes = Vec::new();
    for (now, pair) in new.iter().zip(&pairs) {
        let Some(was) = pair.and_then(|at| old.get(at)) else {
            changes.push(Change::text(&of(now, 0), "the clause is new"));
            continue;
        };
        let Prose { number: _, title, text, lines: _, span: _ } = was;
        if *title != now.title {
            changes.push(Change::text(&of(now, 0), "title").between(title.clone(), now.title.clone()));
        }
        if *text != now.text {
            changes.push(Change::text(&of(now, 0), "other words"));
        }
    }
    let gone = old.iter().enumerate().filter(|(at, _)| !pairs.contains(&Some(*at)));
    changes.extend(gone.map(|(_, was)| Change::text(&of(was, 1 << 16), "the clause is gone")));
    changes
}

/// Of each new clause its place among the old ones. Several may have one number: first those find each other that are
/// the same, then those with the same title, then the others in their order.
fn paired(old: &[Prose], new: &[Prose]) -> Vec<Option<usize>> {
    type Alike = fn(&Prose, &Prose) -> bool;
    let alike: [Alike; 3] = [|a, b| (&a.title, &a.text) == (&b.title, &b.text), |a, b| a.title == b.title, |_, _| true];
    let mut pairs = vec![None; new.len()];
    for alike in alike {
        for (at, now) in new.iter().enumerate() {
            let is_free = |n: usize| !pairs.contains(&Some(n));
            let found =
                old.iter().enumerate().position(|(n, was)| was.number == now.number && is_free(n) && alike(was, now));
            if let Some(pair) = pairs.get_mut(at)
                && pair.is_none()
            {
                *pair = found;
            }
        }
    }
    pairs
}

fn defects(comparing: &Comparing<'_>) -> Vec<Change> {
    let same = |a: &Defect, b: &Defect| {
        let Defect { number, text, span: _ } = a;
        (number, text) == (&b.number, &b.text)
    };
    let (old, new) = (&comparing.old.defects, &comparing.new.defects);
    let count = |all: &[Defect], number: &str| all.iter().filter(|it| it.number == number).count();
    // The only note on a clause is the same note in other words.
    let only = |it: &Defect| count(old, &it.number) == 1 && count(new, &it.number) == 1;
    let of = |it: &Defect, later: u32, what: &str| {
        Change::text(&subject("defect", "", Some(&it.number), it.span, later), what)
    };
    let told = new.iter().filter(|now| !old.iter().any(|was| same(was, now)));
    let told = told.map(|it| of(it, 0, if only(it) { "other words" } else { "the note is new" }));
    let gone = old.iter().filter(|was| !only(was) && !new.iter().any(|now| same(was, now)));
    told.chain(gone.map(|it| of(it, 1 << 16, "the note is gone"))).collect()
}

fn tests(comparing: &Comparing<'_>) -> Vec<Change> {
    let (old, new) = (&comparing.old.tests, &comparing.new.tests);
    let of = |it: &Test, later: u32| subject("test", &it.name, None, it.span, later);
    let mut changes = Vec::new();
    for now in new {
        match old.iter().find(|was| was.name == now.name) {
            None => changes.push(Change::text(&of(now, 0), "the worked example is new")),
            Some(was) if !comparing.same(was, now) => {
                changes.push(Change::text(&of(now, 0), "the worked example shows something else"));
            }
            Some(_) => {}
        }
    }
    let gone = old.iter().filter(|was| !new.iter().any(|now| now.name == was.name));
    changes.extend(gone.map(|was| Change::text(&of(was, 1 << 16), "the worked example is gone")));
    changes
}
