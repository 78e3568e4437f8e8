//! Compensation: what is paid, how much at most, and how it is claimed.

use super::change::{Change, Class, Effect, Subject};
use super::part::{Kind, Part, Table};
use super::tiers::{stretches, worths};
use super::words::calendar;
use super::{Comparing, bounds::compared};
use crate::model::{CalendarUnit, Cap, Claim, Combine, Compensation, Fee, Most, Opening, Pay, PayRule, Side, Tier};

const TWO_WAYS: &str = "one part of it pays more, and another pays less";
const OTHER_FIGURE: &str = "which of the two figures pays more depends on what happens";

pub(super) fn compare(comparing: &Comparing<'_>) {
    for (old, new) in comparing.pairs(Kind::Compensation) {
        let both = (comparing.old.compensations.get(old as usize), comparing.new.compensations.get(new as usize));
        if let (Some(was), Some(now)) = both {
            let subject = comparing.subject((Kind::Compensation, new));
            one(&Pair { comparing, subject }, was, now);
        }
    }
    let whole = |it: &Compensation| it.rules.iter().map(|rule| rule.text.clone()).collect::<Vec<_>>().join("; ");
    for new in comparing.added(Kind::Compensation) {
        let Some(now) = comparing.new.compensations.get(new as usize) else { continue };
        let subject = comparing.subject((Kind::Compensation, new));
        let change = Change::new(&subject, "the compensation is new", Class::Money, Effect::Better);
        comparing.push(change.between(None, Some(whole(now))));
    }
    for old in comparing.removed(Kind::Compensation) {
        let Some(was) = comparing.old.compensations.get(old as usize) else { continue };
        let subject = comparing.gone((Kind::Compensation, old));
        let change = Change::new(&subject, "the compensation is gone", Class::Money, Effect::Worse);
        comparing.push(change.between(Some(whole(was)), None));
    }
}

/// A compensation of both contracts.
struct Pair<'a> {
    comparing: &'a Comparing<'a>,
    subject: Subject,
}

impl Pair<'_> {
    fn change(&self, what: &str, effect: Effect) -> Change {
        Change::new(&self.subject, what, Class::Money, effect)
    }

    fn push(&self, change: Change) {
        self.comparing.push(change);
    }
}

fn one(pair: &Pair<'_>, was: &Compensation, now: &Compensation) {
    let comparing = pair.comparing;
    let Compensation { declared: _, fee, opens, rules, combine, caps, least, ends, claim } = was;
    if !comparing.same(fee, &now.fee) {
        let shown = |words: super::Words<'_>, fee: &Option<Fee>| {
            fee.map(|fee| {
                let next = if fee.next_period { " of the next period" } else { "" };
                format!("{}{next}", words.name((Kind::Amount, fee.amount.0)))
            })
        };
        let effect = Effect::unclear("which of the two is more depends on the amounts");
        let (a, b) = (shown(comparing.old_words(), fee), shown(comparing.new_words(), &now.fee));
        pair.push(pair.change("of", effect).between(a, b));
    }
    opening(pair, opens.as_ref(), now.opens.as_ref());
    each_rule(pair, rules, &now.rules);
    if *combine != now.combine && rules.len() > 1 && now.rules.len() > 1 {
        let shown = |combine: Combine| match combine {
            Combine::Added => "added together",
            Combine::Highest => "the highest",
        };
        let effect = Effect::better_if(now.combine == Combine::Added);
        pair.push(pair.change("several rules", effect).changed(shown(*combine), shown(now.combine)));
    }
    each_cap(pair, caps, &now.caps);
    if *least != now.least {
        let zero = crate::quantity::Ratio::ZERO;
        let effect = Effect::less_is_better(least.as_ref().unwrap_or(&zero), now.least.as_ref().unwrap_or(&zero));
        let shown =
            |least: &Option<crate::quantity::Ratio>, words: super::Words<'_>| least.as_ref().map(|it| words.money(it));
        let change = pair.change("pays nothing below", effect);
        pair.push(change.between(shown(least, comparing.old_words()), shown(&now.least, comparing.new_words())));
    }
    if !comparing.same(ends, &now.ends) {
        let effect = match (ends, &now.ends) {
            (None, Some(_)) => Effect::Worse,
            (Some(_), None) => Effect::Better,
            (Some(a), Some(b)) => comparing.often(a, b).effect().mirrored(),
            (None, None) => Effect::Neither,
        };
        let shown = |words: super::Words<'_>, ends: &Option<crate::model::Condition>| {
            ends.as_ref().map(|condition| format!("when {}", words.condition(condition)))
        };
        let change = pair.change("ends", effect);
        pair.push(change.between(shown(comparing.old_words(), ends), shown(comparing.new_words(), &now.ends)));
    }
    claimed(pair, *claim, now.claim);
}

/// Calendar durations by their length; `None`: they overlap.
fn longer(old: (u32, CalendarUnit), new: (u32, CalendarUnit)) -> Option<std::cmp::Ordering> {
    let days = |(count, unit): (u32, CalendarUnit)| {
        let count = u64::from(count);
        match unit {
            CalendarUnit::Day => Some((count, count)),
            CalendarUnit::Week => Some((count * 7, count * 7)),
            CalendarUnit::Month => Some((count * 28, count * 31)),
            CalendarUnit::Year => Some((count * 365, count * 366)),
            CalendarUnit::Workday => None,
        }
    };
    let months = |(count, unit): (u32, CalendarUnit)| match unit {
        CalendarUnit::Month => Some(count),
        CalendarUnit::Year => Some(count * 12),
        CalendarUnit::Workday | CalendarUnit::Day | CalendarUnit::Week => None,
    };
    if old.1 == new.1 {
        return Some(new.0.cmp(&old.0));
    }
    if let Some((a, b)) = months(old).zip(months(new)) {
        return Some(b.cmp(&a));
    }
    let (a, b) = days(old).zip(days(new))?;
    match (b.0 > a.1, b.1 < a.0) {
        (true, _) => Some(std::cmp::Ordering::Greater),
        (_, true) => Some(std::cmp::Ordering::Less),
        (false, false) => (a == b && a.0 == a.1).then_some(std::cmp::Ordering::Equal),
    }
}

fn longer_is_better(old: (u32, CalendarUnit), new: (u32, CalendarUnit)) -> Effect {
    match longer(old, new) {
        Some(std::cmp::Ordering::Equal) => Effect::Neither,
        Some(order) => Effect::better_if(order == std::cmp::Ordering::Greater),
        None => Effect::unclear("which of the two is longer depends on the calendar"),
    }
}

fn opening(pair: &Pair<'_>, old: Option<&Opening>, new: Option<&Opening>) {
    let comparing = pair.comparing;
    let (was, now) = (old.map(|it| it.part(comparing.was)), new.map(|it| it.part(comparing.now)));
    if was == now {
        return;
    }
    let effect = match (&was, &now) {
        (None, _) => Effect::Worse,
        (_, None) => Effect::Better,
        (Some(a), Some(b)) => {
            let Opening { span: _, after, event, with, unless } = a;
            let after = longer_is_better(*after, b.after).mirrored();
            let others = if *event == b.event && *with == b.with && *unless == b.unless {
                Effect::Neither
            } else {
                Effect::unclear("it opens after other events, or unless people judge otherwise")
            };
            after.and(others, TWO_WAYS)
        }
    };
    let shown = |words: super::Words<'_>, opens: Option<&Opening>| {
        opens.map(|opens| {
            let Opening { span: _, after, event, with, unless } = opens;
            let after = if after.0 == 0 { String::new() } else { format!("{} ", calendar(after.0, after.1)) };
            let event = words.name((Kind::Event, event.0));
            let with: Vec<String> = with
                .iter()
                .map(|(count, event)| format!(" with at least {count} {} since", words.name((Kind::Event, event.0))))
                .collect();
            let unless = unless.map(|question| format!(" unless judged {}", words.name((Kind::Judgement, question.0))));
            format!("{after}after first {event}{}{}", with.concat(), unless.unwrap_or_default())
        })
    };
    let change = pair.change("opens", effect);
    pair.push(change.between(shown(comparing.old_words(), old), shown(comparing.new_words(), new)));
}

/// Rules that are the same are left out; of the others those of one form are held against each other, in order.
fn each_rule(pair: &Pair<'_>, old: &[PayRule], new: &[PayRule]) {
    let comparing = pair.comparing;
    let mut free_old: Vec<(&PayRule, PayRule)> = old.iter().map(|rule| (rule, rule.part(comparing.was))).collect();
    let mut free_new: Vec<(&PayRule, PayRule)> = new.iter().map(|rule| (rule, rule.part(comparing.now))).collect();
    let mut pairs = Vec::new();
    let steps: [fn(&Pay, &Pay) -> bool; 3] =
        [|a, b| a == b, of_one_thing, |a, b| std::mem::discriminant(a) == std::mem::discriminant(b)];
    for is_pair in steps {
        free_old.retain(|(rule, part)| match free_new.iter().position(|(_, other)| is_pair(&part.pay, &other.pay)) {
            Some(found) => {
                let (other, meant) = free_new.remove(found);
                pairs.push((*rule, part.clone(), other, meant));
                false
            }
            None => true,
        });
    }
    for (was, old, now, new) in pairs {
        if old != new {
            rule(pair, (was, &old.pay), (now, &new.pay));
        }
    }
    for (rule, _) in free_old {
        pair.push(pair.change("", Effect::Worse).between(Some(rule.text.clone()), None));
    }
    for (rule, _) in free_new {
        pair.push(pair.change("", Effect::Better).between(None, Some(rule.text.clone())));
    }
}

/// Whether two rules pay for the same thing.
fn of_one_thing(a: &Pay, b: &Pay) -> bool {
    match (a, b) {
        (Pay::Flat { when: x, .. }, Pay::Flat { when: y, .. })
        | (Pay::Ladder { when: x, .. }, Pay::Ladder { when: y, .. }) => x == y,
        (Pay::Tiers { value: x, component: c, .. }, Pay::Tiers { value: y, component: d, .. })
        | (Pay::PerStep { value: x, component: c, .. }, Pay::PerStep { value: y, component: d, .. })
        | (Pay::TimeLost { value: x, component: c, .. }, Pay::TimeLost { value: y, component: d, .. }) => {
            (x, c) == (y, d)
        }
        (Pay::PerMiss { norm: x, .. }, Pay::PerMiss { norm: y, .. }) => x == y,
        (Pay::EachTicket { clock: x, filter: f, .. }, Pay::EachTicket { clock: y, filter: g, .. }) => (x, f) == (y, g),
        (Pay::EachRow { rows: x, .. }, Pay::EachRow { rows: y, .. }) => x == y,
        (
            Pay::Flat { .. }
            | Pay::Ladder { .. }
            | Pay::Tiers { .. }
            | Pay::PerStep { .. }
            | Pay::PerMiss { .. }
            | Pay::TimeLost { .. }
            | Pay::EachTicket { .. }
            | Pay::EachRow { .. },
            _,
        ) => false,
    }
}

/// Two rules of one form; both payments in the terms of the comparison.
fn rule(pair: &Pair<'_>, (was, old): (&PayRule, &Pay), (now, new): (&PayRule, &Pay)) {
    let comparing = pair.comparing;
    let whole = |effect: Effect| pair.push(pair.change("", effect).changed(&was.text, &now.text));
    match (old, new) {
        (Pay::Flat { worth: a, when: x }, Pay::Flat { worth: b, when: y }) => {
            let often = often(pair, was, now, x, y);
            whole(worths(Some(a), Some(b)).and(often, TWO_WAYS));
        }
        (Pay::Ladder { first: a, more: b, when: x }, Pay::Ladder { first: c, more: d, when: y }) => {
            let often = often(pair, was, now, x, y);
            whole(worths(Some(a), Some(c)).and(worths(Some(b), Some(d)), TWO_WAYS).and(often, TWO_WAYS));
        }
        (Pay::Tiers { value: x, component: c, tiers: a }, Pay::Tiers { value: y, component: d, tiers: b }) => {
            if (x, c) == (y, d) { tiers(pair, a, b) } else { whole(Effect::unclear(OTHER_FIGURE)) }
        }
        (
            Pay::PerStep { worth, step, from, side, started, value: x, component: c },
            Pay::PerStep {
                worth: now_worth,
                step: now_step,
                from: now_from,
                side: now_side,
                started: now_started,
                value: y,
                component: d,
            },
        ) => {
            if (x, c, side) != (y, d, now_side) {
                whole(Effect::unclear(OTHER_FIGURE));
                return;
            }
            // Shorter steps are more of them; the sooner they begin, the more too.
            let shorter = ordered(compared(step, now_step)).mirrored();
            let sooner = match side {
                Side::Above => ordered(compared(from, now_from)).mirrored(),
                Side::Below => ordered(compared(from, now_from)),
            };
            let more = worths(Some(worth), Some(now_worth));
            let begun = Effect::more_is_better(started, now_started);
            whole(more.and(shorter, TWO_WAYS).and(sooner, TWO_WAYS).and(begun, TWO_WAYS));
        }
        (Pay::PerMiss { worth: a, norm: x, beyond: n }, Pay::PerMiss { worth: b, norm: y, beyond: m }) => {
            if x != y {
                whole(Effect::unclear(OTHER_FIGURE));
                return;
            }
            whole(worths(Some(a), Some(b)).and(Effect::less_is_better(n, m), TWO_WAYS));
        }
        (
            Pay::TimeLost { times: a, value: x, component: c, beyond: n },
            Pay::TimeLost { times: b, value: y, component: d, beyond: m },
        ) => {
            if (x, c) != (y, d) {
                whole(Effect::unclear(OTHER_FIGURE));
                return;
            }
            whole(Effect::more_is_better(a, b).and(Effect::less_is_better(n, m), TWO_WAYS));
        }
        (Pay::EachTicket { clock: x, filter: _, tiers: a }, Pay::EachTicket { clock: y, filter: _, tiers: b }) => {
            if x != y {
                whole(Effect::unclear(OTHER_FIGURE));
                return;
            }
            if let (Pay::EachTicket { clock: c, filter: f, .. }, Pay::EachTicket { clock: d, filter: g, .. }) =
                (&was.pay, &now.pay)
            {
                let table = |model: &crate::model::Model, id| Table::ticket(model.clock(id).ticket);
                let asked = comparing.filters((f, table(comparing.old, *c)), (g, table(comparing.new, *d)));
                which(pair, &asked, "which tickets pay");
            }
            tiers(pair, a, b);
        }
        (Pay::EachRow { rows: x, tiers: a }, Pay::EachRow { rows: y, tiers: b }) => {
            if x == y {
                tiers(pair, a, b)
            } else {
                whole(Effect::unclear("other rows pay"))
            }
        }
        (
            Pay::Flat { .. }
            | Pay::Ladder { .. }
            | Pay::Tiers { .. }
            | Pay::PerStep { .. }
            | Pay::PerMiss { .. }
            | Pay::TimeLost { .. }
            | Pay::EachTicket { .. }
            | Pay::EachRow { .. },
            _,
        ) => whole(Effect::unclear("the two pay for different things")),
    }
}

/// For whose good the second condition is; the conditions are in the terms of the comparison.
fn often(
    pair: &Pair<'_>,
    was: &PayRule,
    now: &PayRule,
    old: &crate::model::Condition,
    new: &crate::model::Condition,
) -> Effect {
    if old == new {
        return Effect::Neither;
    }
    let when = |pay: &Pay| match pay {
        Pay::Flat { when, .. } | Pay::Ladder { when, .. } => Some(when.clone()),
        Pay::Tiers { .. }
        | Pay::PerStep { .. }
        | Pay::PerMiss { .. }
        | Pay::TimeLost { .. }
        | Pay::EachTicket { .. }
        | Pay::EachRow { .. } => None,
    };
    match when(&was.pay).zip(when(&now.pay)) {
        Some((was, now)) => pair.comparing.often(&was, &now).effect(),
        None => Effect::Neither,
    }
}

fn which(pair: &Pair<'_>, asked: &super::filters::Asked, what: &str) {
    if asked.is_same() {
        return;
    }
    let effect = match (asked.is_wider(), asked.is_narrower()) {
        (true, _) => Effect::Better,
        (_, true) => Effect::Worse,
        (false, false) => Effect::unclear("some pay that did not, and others no longer do"),
    };
    let every = || Some("every one".to_owned());
    pair.push(pair.change(what, effect).between(asked.old.clone().or_else(every), asked.new.clone().or_else(every)));
}

fn ordered(order: Option<std::cmp::Ordering>) -> Effect {
    match order {
        Some(std::cmp::Ordering::Equal) => Effect::Neither,
        Some(order) => Effect::better_if(order == std::cmp::Ordering::Less),
        None => Effect::unclear("the two are in different units"),
    }
}

fn tiers(pair: &Pair<'_>, old: &[Tier], new: &[Tier]) {
    let words = (pair.comparing.old_words(), pair.comparing.new_words());
    for stretch in stretches((old, words.0), (new, words.1)) {
        let change = pair.change("", stretch.effect).in_row(&stretch.values);
        pair.push(change.changed(stretch.old, stretch.new));
    }
}

/// A higher cap is better.
fn capped(old: &Most, new: &Most) -> Effect {
    match (old, new) {
        (Most::Worth(was), Most::Worth(now)) => worths(Some(was), Some(now)),
        (Most::FeeFor(was), Most::FeeFor(now)) => Effect::more_is_better(was, now),
        (Most::Worth(_) | Most::FeeFor(_), _) => Effect::unclear("which of the two cuts off more depends on the fee"),
    }
}

/// Caps of one kind are held against each other; a cap more is worse.
fn each_cap(pair: &Pair<'_>, old: &[Cap], new: &[Cap]) {
    let mut free_new: Vec<&Cap> = new.iter().collect();
    let same_length = |a: &Cap, b: &Cap| a.per == b.per;
    let (mut kept, mut gone) = (Vec::new(), Vec::new());
    for cap in old {
        let Cap { span: _, text, most, per } = cap;
        let found = free_new.iter().position(|other| other.per == *per && other.most == *most);
        let found = found.or_else(|| free_new.iter().position(|other| same_length(cap, other)));
        match found.map(|found| free_new.remove(found)) {
            Some(other) => {
                kept.push(new.iter().position(|it| std::ptr::eq(it, other)));
                if other.most != *most {
                    let effect = capped(most, &other.most);
                    pair.push(pair.change("", effect).changed(text, &other.text));
                }
            }
            None => gone.push(cap),
        }
    }
    // A cap over another time is another cap; which of the two cuts off more depends on the periods.
    let changed = gone.len().min(free_new.len());
    for (was, now) in gone.drain(..changed).zip(free_new.drain(..changed)) {
        let effect = Effect::unclear("which of the two cuts off more depends on the other periods");
        pair.push(pair.change("", effect).changed(&was.text, &now.text));
    }
    for cap in gone {
        pair.push(pair.change("", Effect::Better).between(Some(cap.text.clone()), None));
    }
    for cap in free_new {
        pair.push(pair.change("", Effect::Worse).between(None, Some(cap.text.clone())));
    }
    if !kept.is_sorted() {
        let shown = |caps: &[Cap]| caps.iter().map(|cap| cap.text.as_str()).collect::<Vec<_>>().join("; ");
        let effect = Effect::unclear("caps apply in the order written, and another one is first");
        pair.push(pair.change("order of caps", effect).changed(shown(old), shown(new)));
    }
}

/// A claim that has to be made, and in less time, is worse.
fn claimed(pair: &Pair<'_>, old: Option<Claim>, new: Option<Claim>) {
    let comparing = pair.comparing;
    if comparing.same(&old, &new) {
        return;
    }
    let effect = match (old, new) {
        (None, Some(_)) => Effect::Worse,
        (Some(_), None) => Effect::Better,
        (Some(was), Some(now)) => {
            let Claim { event, within } = was;
            let event = match (event, now.event) {
                _ if comparing.same(&event, &now.event) => Effect::Neither,
                (None, Some(_)) => Effect::Worse,
                (Some(_), None) => Effect::Better,
                (_, _) => Effect::Neither,
            };
            let within = match (within, now.within) {
                (None, Some(_)) => Effect::Worse,
                (Some(_), None) => Effect::Better,
                (Some(a), Some(b)) => longer_is_better(a, b),
                (None, None) => Effect::Neither,
            };
            event.and(within, TWO_WAYS)
        }
        (None, None) => Effect::Neither,
    };
    let shown = |words: super::Words<'_>, claim: Option<Claim>| {
        claim.map(|claim| {
            let event = claim.event.map(|event| format!("by event {}", words.name((Kind::Event, event.0))));
            let within = claim.within.map(|(count, unit)| format!("within {} after the period", calendar(count, unit)));
            [event, within].into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
    };
    let change = pair.change("claimed", effect);
    pair.push(change.between(shown(comparing.old_words(), old), shown(comparing.new_words(), new)));
}
