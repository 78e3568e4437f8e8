//! Scope, rights, colours, escalation, entitlements, objectives, promises about windows.

use super::change::{Change, Class, Effect, Subject};
use super::part::{Kind, Part, Table};
use super::words::{Words, percent};
use super::{Comparing, names, order};
use crate::model::{
    Applies, Entitled, Entitlement, Entitlements, Escalation, EscalationStep, Objective, Predicate, Right, Status,
    StatusRow,
};

pub(super) fn compare(comparing: &Comparing<'_>) {
    applies(comparing);
    rights(comparing);
    statuses(comparing);
    escalations(comparing);
    entitlements(comparing);
    objectives(comparing);
    ensures(comparing);
}

fn alone(keyword: &'static str, name: &str, place: (u32, u32)) -> Subject {
    Subject { keyword, name: name.to_owned(), label: None, clause: None, order: place }
}

fn applies(comparing: &Comparing<'_>) {
    let scope = |applies: Option<&Applies>, view: super::View<'_>, table: fn(u32) -> Table| -> Vec<(u32, Predicate)> {
        let filters = applies.into_iter().flat_map(|applies| &applies.filters);
        let all = (0..).zip(filters).map(|(kind, filter)| {
            let called = crate::model::TicketKindId(kind).part(view).0;
            (called, filter.part(view.at_scope(table(kind))))
        });
        let mut all: Vec<(u32, Predicate)> = all.collect();
        all.sort_by_key(|(kind, _)| *kind);
        all
    };
    let (old, new) = (comparing.old.applies.as_ref(), comparing.new.applies.as_ref());
    let same = scope(old, comparing.was, Table::Ticket) == scope(new, comparing.now, Table::Ticket);
    if same {
        return;
    }
    let text = |applies: Option<&Applies>| {
        applies.map(|applies| {
            let Applies { span: _, text, filters: _ } = applies;
            text.clone()
        })
    };
    let place = new.or(old).map_or((0, 0), |applies| order(applies.span, 0));
    let effect = Effect::unclear("a share rises or falls with the tickets that are counted in it");
    let change =
        Change::new(&alone("applies to tickets", "", place), "which tickets it is about", Class::Verdict, effect);
    let every = || Some("every one".to_owned());
    comparing.push(change.between(text(old).or_else(every), text(new).or_else(every)));
}

/// Items of both contracts by name, or else by what they say; and what only the old one has, and only the new one.
type Paired<'a, T> = (Vec<(&'a T, &'a T)>, Vec<&'a T>, Vec<&'a T>);

fn paired<'a, T: Part + PartialEq>(
    comparing: &Comparing<'_>,
    (old, new): (&'a [T], &'a [T]),
    name: fn(&T) -> &String,
) -> Paired<'a, T> {
    let (mut old, mut new): (Vec<&T>, Vec<&T>) = (old.iter().collect(), new.iter().collect());
    let mut pairs = Vec::new();
    for by_name in [true, false] {
        let is_pair = |was: &T, now: &T| if by_name { name(was) == name(now) } else { comparing.same(was, now) };
        old.retain(|was| match new.iter().position(|now| is_pair(was, now)) {
            Some(found) => {
                pairs.push((*was, new.remove(found)));
                false
            }
            None => true,
        });
    }
    (pairs, old, new)
}

fn rights(comparing: &Comparing<'_>) {
    let subject = |right: &Right, later: u32| Subject {
        keyword: "right",
        name: right.declared.name.clone(),
        label: right.declared.label.clone(),
        clause: right.declared.clause.clone(),
        order: order(right.declared.span, later),
    };
    let (pairs, old, new) =
        paired(comparing, (&comparing.old.rights, &comparing.new.rights), |it: &Right| &it.declared.name);
    for (was, now) in pairs {
        let Right { declared, text: _, when } = was;
        let subject = subject(now, 0);
        names::both(comparing, &subject, declared, &now.declared, false);
        if !comparing.same(when, &now.when) {
            let effect = comparing.often(when, &now.when).effect();
            let shown = (comparing.old_words().condition(when), comparing.new_words().condition(&now.when));
            comparing.push(Change::new(&subject, "when", Class::Verdict, effect).changed(shown.0, shown.1));
        }
    }
    for now in new {
        let change = Change::new(&subject(now, 0), "the right is new", Class::Verdict, Effect::Better);
        comparing.push(change.between(None, Some(format!("when {}", comparing.new_words().condition(&now.when)))));
    }
    for was in old {
        let change = Change::new(&subject(was, 1 << 16), "the right is gone", Class::Verdict, Effect::Worse);
        comparing.push(change.between(Some(format!("when {}", comparing.old_words().condition(&was.when))), None));
    }
}

fn statuses(comparing: &Comparing<'_>) {
    let subject = |status: &Status, later: u32| {
        alone("status", status.objective.as_deref().unwrap_or_default(), order(status.span, later))
    };
    let rows = |status: &Status| {
        let row = |row: &StatusRow| {
            let StatusRow { colour, label: _, text, when: _ } = row;
            format!("{colour}: {text}")
        };
        status.rows.iter().map(row).collect::<Vec<_>>().join("; ")
    };
    let change = |subject: &Subject, what: &str| Change::new(subject, what, Class::Verdict, Effect::Neither);
    for now in &comparing.new.statuses {
        match comparing.old.statuses.iter().find(|was| was.objective == now.objective) {
            None => comparing.push(change(&subject(now, 0), "colours are new").between(None, Some(rows(now)))),
            Some(was) if !comparing.same(was, now) => {
                comparing.push(change(&subject(now, 0), "colours").changed(rows(was), rows(now)));
            }
            Some(was) => {
                for (row, other) in was.rows.iter().zip(&now.rows).filter(|(a, b)| a.label != b.label) {
                    let change = Change::text(&subject(now, 0), format!("label of {}", other.colour));
                    comparing.push(change.between(row.label.clone(), other.label.clone()));
                }
            }
        }
    }
    for was in &comparing.old.statuses {
        if !comparing.new.statuses.iter().any(|now| now.objective == was.objective) {
            let subject = subject(was, 1 << 16);
            comparing.push(change(&subject, "colours are gone").between(Some(rows(was)), None));
        }
    }
}

fn escalations(comparing: &Comparing<'_>) {
    let subject = |it: &Escalation, later: u32| Subject {
        keyword: "escalation",
        name: it.declared.name.clone(),
        label: it.declared.label.clone(),
        clause: it.declared.clause.clone(),
        order: order(it.declared.span, later),
    };
    let (pairs, old, new) =
        paired(comparing, (&comparing.old.escalations, &comparing.new.escalations), |it: &Escalation| {
            &it.declared.name
        });
    for (was, now) in pairs {
        let Escalation { declared, ticket, steps } = was;
        let subject = subject(now, 0);
        names::both(comparing, &subject, declared, &now.declared, false);
        if !comparing.same(ticket, &now.ticket) {
            let words = (comparing.old_words(), comparing.new_words());
            let change =
                Change::new(&subject, "kind of ticket", Class::Verdict, Effect::unclear("other tickets escalate"));
            comparing.push(
                change.changed(words.0.name((Kind::Ticket, ticket.0)), words.1.name((Kind::Ticket, now.ticket.0))),
            );
        }
        escalated(comparing, &subject, (Table::ticket(*ticket), steps), (Table::ticket(now.ticket), &now.steps));
    }
    for now in new {
        comparing.push(Change::new(&subject(now, 0), "the ladder is new", Class::Verdict, Effect::Better));
    }
    for was in old {
        comparing.push(Change::new(&subject(was, 1 << 16), "the ladder is gone", Class::Verdict, Effect::Worse));
    }
}

fn escalated(
    comparing: &Comparing<'_>,
    subject: &Subject,
    (old_table, old): (Table, &[EscalationStep]),
    (new_table, new): (Table, &[EscalationStep]),
) {
    let shown = |words: Words<'_>, step: &EscalationStep, table: Table| {
        let EscalationStep { span: _, label: _, contact, at, when } = step;
        let contact = contact.as_ref().map(|contact| format!("contact \"{contact}\""));
        let at =
            at.as_ref().map(|(share, norm)| format!("at {} of {}", percent(share), words.name((Kind::Norm, norm.0))));
        let when = (*when != Predicate::True).then(|| format!("when {}", words.predicate(when, table)));
        let parts: Vec<String> = [contact, at, when].into_iter().flatten().collect();
        if parts.is_empty() { "when opened".to_owned() } else { parts.join(" ") }
    };
    for now in new {
        let row = &now.label;
        let text = shown(comparing.new_words(), now, new_table);
        let Some(was) = old.iter().find(|was| was.label == *row) else {
            let change = Change::new(subject, "", Class::Verdict, Effect::Better).in_row(row);
            comparing.push(change.between(None, Some(text)));
            continue;
        };
        let (part, other) = (was.part(comparing.was.at(old_table)), now.part(comparing.now.at(new_table)));
        if part == other {
            continue;
        }
        let only_contact = EscalationStep { contact: other.contact.clone(), ..part.clone() } == other;
        let share = |step: &EscalationStep| step.at.as_ref().map(|(share, _)| share.clone());
        let sooner = EscalationStep { at: other.at.clone(), ..part.clone() } == other;
        let effect = match (share(&part), share(&other)) {
            _ if only_contact => Effect::Neither,
            (Some(a), Some(b)) if sooner && part.at.as_ref().map(|it| it.1) == other.at.as_ref().map(|it| it.1) => {
                Effect::less_is_better(&a, &b)
            }
            (_, _) => Effect::unclear("it is reached by other tickets, or at another moment"),
        };
        let class = if only_contact { Class::Text } else { Class::Verdict };
        let change = Change::new(subject, "", class, effect).in_row(row);
        comparing.push(change.changed(shown(comparing.old_words(), was, old_table), text));
    }
    for was in old.iter().filter(|was| !new.iter().any(|now| now.label == was.label)) {
        let change = Change::new(subject, "", Class::Verdict, Effect::Worse).in_row(&was.label);
        comparing.push(change.between(Some(shown(comparing.old_words(), was, old_table)), None));
    }
}

fn entitlements(comparing: &Comparing<'_>) {
    // Rows are told by what they give; a block is only a heading over them.
    let rows = |blocks: &[Entitlements]| -> Vec<(Subject, Entitlement)> {
        let of = |block: &Entitlements| {
            let Entitlements { label, clause, span, rows } = block;
            let subject = Subject {
                keyword: "entitlements",
                name: String::new(),
                label: label.clone(),
                clause: clause.clone(),
                order: order(*span, 0),
            };
            rows.iter().map(|row| (subject.clone(), row.clone())).collect::<Vec<_>>()
        };
        blocks.iter().flat_map(of).collect()
    };
    let (old, mut new) = (rows(&comparing.old.entitlements), rows(&comparing.new.entitlements));
    let rank = |cell: &Entitled| match cell {
        Entitled::No => Some(0),
        Entitled::NotAgreed | Entitled::Text(_) => None,
        Entitled::Yes => Some(1),
    };
    let effect = |was: &Entitled, now: &Entitled| match (was, now, rank(was), rank(now)) {
        (_, _, Some(a), Some(b)) => Effect::more_is_better(&a, &b),
        (Entitled::No, Entitled::Text(_), _, _) | (Entitled::NotAgreed, Entitled::Yes, _, _) => Effect::Better,
        (Entitled::Text(_), Entitled::No, _, _) | (Entitled::Yes, Entitled::NotAgreed, _, _) => Effect::Worse,
        (_, _, _, _) => Effect::unclear("it is described in words"),
    };
    let shown = |cell: &Entitled| match cell {
        Entitled::Yes => "yes".to_owned(),
        Entitled::No => "no".to_owned(),
        Entitled::Text(text) => format!("\"{text}\""),
        Entitled::NotAgreed => "not agreed yet".to_owned(),
    };
    for (subject, was) in old {
        let Some(found) = new.iter().position(|(_, now)| now.what == was.what) else {
            let change = Change::new(
                &Subject { order: (subject.order.0 + (1 << 16), 0), ..subject },
                "is gone",
                Class::Verdict,
                Effect::Worse,
            );
            comparing.push(change.in_row(&was.what));
            continue;
        };
        let (now_subject, now) = new.remove(found);
        for texts in [("label", &subject.label, &now_subject.label), ("clause", &subject.clause, &now_subject.clause)] {
            if texts.1 != texts.2 {
                comparing.push(Change::text(&now_subject, texts.0).between(texts.1.clone(), texts.2.clone()));
            }
        }
        let Entitlement { what, norm, cells } = &was;
        if !comparing.same(norm, &now.norm) {
            comparing.push(Change::text(&now_subject, "the norm that says the same").in_row(what));
        }
        for (plan, cell) in (0..).zip(cells) {
            let Some(other) = comparing.matching.new_of((Kind::Plan, plan)) else { continue };
            let Some(after) = now.cells.get(other as usize) else { continue };
            if cell != after {
                let change = Change::new(&now_subject, what.as_str(), Class::Verdict, effect(cell, after));
                let row = comparing.new_words().name((Kind::Plan, other));
                comparing.push(change.in_row(row).changed(shown(cell), shown(after)));
            }
        }
    }
    for (subject, now) in new {
        let change = Change::new(&subject, "is new", Class::Verdict, Effect::Better).in_row(&now.what);
        let cells: Vec<String> = now.cells.iter().map(shown).collect();
        comparing.push(change.between(None, Some(cells.join(", "))));
    }
}

fn objectives(comparing: &Comparing<'_>) {
    let subject = |it: &Objective| Subject {
        keyword: "objective",
        name: it.name.clone(),
        label: None,
        clause: it.clause.clone(),
        order: order(it.span, 0),
    };
    for now in &comparing.new.objectives {
        match comparing.old.objectives.iter().find(|was| was.name == now.name) {
            None => comparing.push(Change::text(&subject(now), "the objective is new")),
            Some(was) => {
                let Objective { name: _, clause, span: _ } = was;
                if *clause != now.clause {
                    comparing.push(Change::text(&subject(now), "clause").between(clause.clone(), now.clause.clone()));
                }
            }
        }
    }
    for was in &comparing.old.objectives {
        if !comparing.new.objectives.iter().any(|now| now.name == was.name) {
            comparing.push(Change::text(&subject(was), "the objective is gone"));
        }
    }
}

/// A promise that the compiler proves is a promise all the same.
fn ensures(comparing: &Comparing<'_>) {
    let (old, new) = (&comparing.old.ensures, &comparing.new.ensures);
    let shown = |words: Words<'_>, ensure: &crate::model::Ensure| {
        let names: Vec<&str> = ensure.windows.iter().map(|id| words.name((Kind::Window, id.0))).collect();
        format!("{} cover the week exactly once", names.join(", "))
    };
    for now in new.iter().filter(|now| !old.iter().any(|was| comparing.same(was, now))) {
        let change = Change::text(&alone("ensure", "", order(now.span, 0)), "");
        comparing.push(change.between(None, Some(shown(comparing.new_words(), now))));
    }
    for was in old.iter().filter(|was| !new.iter().any(|now| comparing.same(*was, now))) {
        let change = Change::text(&alone("ensure", "", order(was.span, 1 << 16)), "");
        comparing.push(change.between(Some(shown(comparing.old_words(), was)), None));
    }
}
