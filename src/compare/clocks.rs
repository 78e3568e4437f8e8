//! Clocks: what starts and stops them, when they run, what pauses them.

use super::Comparing;
use super::change::{Change, Effect, Subject};
use super::part::{Kind, Part, Table};
use super::trend::{Growth, TWO_WAYS};
use super::words::Words;
use crate::model::{Clock, ClockId, Endpoint, Pick, ReasonId};

pub(super) fn compare(comparing: &Comparing<'_>) {
    for (old, new) in comparing.pairs(Kind::Clock) {
        one(comparing, ClockId(old), ClockId(new));
    }
}

fn one(comparing: &Comparing<'_>, old: ClockId, new: ClockId) {
    let (was, now) = (comparing.old.clock(old), comparing.new.clock(new));
    if comparing.same(was, now) {
        return;
    }
    let node = (Kind::Clock, new.0);
    let class = comparing.class_of(Some((Kind::Clock, old.0)), Some(node));
    let subject = subject(comparing, now, node);
    let push = |what: &str, effect: Effect| {
        let reaches = comparing.reaches(node);
        Change { reaches, ..Change::new(&subject, what, class, effect) }
    };
    // Limits stay where they are: it is only the clock that shows more.
    let longer = || more_time(comparing, old, new, true);
    let Clock { declared: _, ticket, from, to, counting, pausing, outside } = was;
    if !comparing.same(ticket, &now.ticket) {
        let (a, b) = (comparing.old_words(), comparing.new_words());
        let change = push("kind of ticket", Effect::unclear("other tickets have other times"));
        comparing.push(change.changed(a.name((Kind::Ticket, ticket.0)), b.name((Kind::Ticket, now.ticket.0))));
    }
    let tables = (Table::ticket(*ticket), Table::ticket(now.ticket));
    for (what, was, now, start) in [("from", from, &now.from, true), ("to", to, &now.to, false)] {
        let (part, other) = (was.part(comparing.was.at(tables.0)), now.part(comparing.now.at(tables.1)));
        if part != other {
            let effect = match later(&part, &other) {
                // A later start shows less time, a later stop more.
                Some(later) if later == start => longer().mirrored(),
                Some(_) => longer(),
                None => Effect::unclear("which moment comes first depends on the ticket"),
            };
            let shown =
                (endpoint(comparing.old_words(), was, tables.0), endpoint(comparing.new_words(), now, tables.1));
            comparing.push(push(what, effect).changed(shown.0, shown.1));
        }
    }
    for (a, b) in comparing.matching_plans() {
        let (was, now) = (counting.of(a).part(comparing.was), now.counting.of(b).part(comparing.now));
        if was == now {
            continue;
        }
        let shown = (
            comparing.old_words().window(counting.of(a)),
            comparing.new_words().window(comparing.new.clock(new).counting.of(b)),
        );
        // The same hours by another name are no change of meaning.
        if let Some(hours) = comparing.hours(&was, &now) {
            let whole_days = hours.whole_days;
            let grows = || more_time(comparing, old, new, whole_days);
            let what = format!("counting ({})", hours.what);
            let change = push(&what, hours.effect(grows)).shown_by(hours.witnesses);
            comparing.push(change.changed(shown.0, shown.1));
        } else if shown.0 != shown.1 {
            comparing.push(Change::text(&subject, "counting, the same hours").changed(shown.0, shown.1));
        }
        if counting.shared().is_some() && comparing.new.clock(new).counting.shared().is_some() {
            break;
        }
    }
    pauses(comparing, (*ticket, pausing), now, &push, &longer);
    starts(comparing, outside.as_ref(), now, &push, &longer);
}

/// For whose good it is that a clock shows more time, by what depends on it in either contract.
fn more_time(comparing: &Comparing<'_>, old: ClockId, new: ClockId, whole_days: bool) -> Effect {
    let before = Growth::of_clock(comparing.old, &comparing.old_uses, old, whole_days);
    Growth::of_clock(comparing.new, &comparing.new_uses, new, whole_days).and(before, TWO_WAYS)
}

/// A cadence is written with the lines of its clock.
fn subject(comparing: &Comparing<'_>, clock: &Clock, node: super::part::Node) -> Subject {
    let name = &clock.declared.name;
    let cadence = comparing.new.norms.iter().position(|norm| norm.declared.name == *name);
    match cadence.and_then(|place| u32::try_from(place).ok()) {
        Some(place) => comparing.subject((Kind::Norm, place)),
        None => comparing.subject(node),
    }
}

/// Whether the second comes later (`false`: sooner) than the first, whatever the ticket.
fn later(old: &Endpoint, new: &Endpoint) -> Option<bool> {
    let within = |a: &Endpoint, b: &Endpoint| a.moments.iter().all(|moment| b.moments.contains(moment));
    let as_later = |it: &Endpoint| matches!(it.pick, Pick::Later | Pick::Only);
    let as_first = |it: &Endpoint| matches!(it.pick, Pick::First | Pick::Only);
    if as_later(old) && as_later(new) {
        // The latest of more is later.
        match (within(old, new), within(new, old)) {
            (true, false) => return Some(true),
            (false, true) => return Some(false),
            (_, _) => {}
        }
    }
    if as_first(old) && as_first(new) {
        match (within(old, new), within(new, old)) {
            (true, false) => return Some(false),
            (false, true) => return Some(true),
            (_, _) => {}
        }
    }
    None
}

fn endpoint(words: Words<'_>, endpoint: &Endpoint, table: Table) -> String {
    let moments: Vec<String> = endpoint.moments.iter().map(|moment| words.moment(*moment, table)).collect();
    let moments = moments.join(", ");
    match endpoint.pick {
        Pick::Only => moments,
        Pick::First => format!("first of {moments}"),
        Pick::Later => format!("later of {moments}"),
    }
}

/// A clock that pauses more shows less time.
fn pauses(
    comparing: &Comparing<'_>,
    (ticket, old): (crate::model::TicketKindId, &[ReasonId]),
    now: &Clock,
    push: &dyn Fn(&str, Effect) -> Change,
    longer: &dyn Fn() -> Effect,
) {
    let names = |words: Words<'_>, ticket: crate::model::TicketKindId, reasons: &[ReasonId]| {
        let kind = words.model.ticket_kind(ticket);
        let named = reasons.iter().filter_map(|reason| kind.reasons.get(reason.index()));
        named.map(|level| level.name.clone()).collect::<Vec<_>>()
    };
    let part = |view: super::View<'_>, table, reasons: &[ReasonId]| -> Vec<ReasonId> {
        reasons.iter().map(|reason| reason.part(view.at(table))).collect()
    };
    let was = part(comparing.was, Table::ticket(ticket), old);
    let is = part(comparing.now, Table::ticket(now.ticket), &now.pausing);
    let more = is.iter().any(|reason| !was.contains(reason));
    let fewer = was.iter().any(|reason| !is.contains(reason));
    let effect = match (more, fewer) {
        (false, false) => return,
        (true, false) => longer().mirrored(),
        (false, true) => longer(),
        (true, true) => Effect::unclear("it pauses where it did not, and runs where it paused"),
    };
    let shown = |names: Vec<String>| (!names.is_empty()).then(|| format!("while waiting on {}", names.join(", ")));
    let old = shown(names(comparing.old_words(), ticket, old));
    let new = shown(names(comparing.new_words(), now.ticket, &now.pausing));
    let never = || Some("never".to_owned());
    comparing.push(push("pausing", effect).between(old.or_else(never), new.or_else(never)));
}

/// A start that is moved to the next workday.
fn starts(
    comparing: &Comparing<'_>,
    old: Option<&crate::model::ByPlan<crate::model::WindowId>>,
    now: &Clock,
    push: &dyn Fn(&str, Effect) -> Change,
    longer: &dyn Fn() -> Effect,
) {
    let (was, is) = (old.map(|it| it.part(comparing.was)), now.outside.as_ref().map(|it| it.part(comparing.now)));
    if was == is {
        return;
    }
    let shown = |words: Words<'_>, outside: Option<&crate::model::ByPlan<crate::model::WindowId>>| {
        outside.map(|windows| {
            let names: Vec<&str> = windows.iter().map(|id| words.name((Kind::Window, id.0))).collect();
            format!("the next workday when outside {}", names.join(" or "))
        })
    };
    let effect = match (was.is_some(), is.is_some()) {
        (false, true) => longer().mirrored(),
        (true, false) => longer(),
        (_, _) => Effect::unclear("some starts are moved that were not, and others no longer are"),
    };
    let same = || Some("its moment".to_owned());
    let (old, new) = (shown(comparing.old_words(), old), shown(comparing.new_words(), now.outside.as_ref()));
    comparing.push(push("starts at", effect).between(old.or_else(same), new.or_else(same)));
}
