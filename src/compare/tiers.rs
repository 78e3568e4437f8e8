//! Tiers as what they are: an amount for every value. The values at which two of them differ, and by how much.

use std::cmp::Ordering;

use super::bounds::compared;
use super::change::Effect;
use super::words::{Words, value};
use crate::model::{Edge, Further, Tier, Value, Worth};

/// A stretch of values over which two sets of tiers pay differently.
pub(super) struct Stretch {
    /// `from 99% to below 99.5%`
    pub values: String,
    pub old: String,
    pub new: String,
    pub effect: Effect,
}

/// Every stretch of values on which the two pay differently, in order of value.
pub(super) fn stretches(old: (&[Tier], Words<'_>), new: (&[Tier], Words<'_>)) -> Vec<Stretch> {
    let mut cuts: Vec<&Value> = Vec::new();
    for tier in old.0.iter().chain(new.0) {
        cuts.extend(tier.low.iter().chain(&tier.high).map(|edge| &edge.at));
    }
    cuts.sort_by(|a, b| compared(a, b).unwrap_or(Ordering::Equal));
    cuts.dedup_by(|a, b| compared(a, b) == Some(Ordering::Equal));
    let mut found: Vec<(Range<'_>, Stretch)> = Vec::new();
    for at in ranges(&cuts) {
        let (was, now) = (at.of(old.0), at.of(new.0));
        let (Some(was), Some(now)) = (was, now) else { continue };
        if same(was, now) {
            continue;
        }
        let stretch =
            Stretch { values: String::new(), old: pays(was, old.1), new: pays(now, new.1), effect: effect(was, now) };
        match found.last_mut() {
            Some((last, other)) if last.touches(at) && other.is_like(&stretch) => last.high = at.high,
            Some(_) | None => found.push((at, stretch)),
        }
    }
    found.into_iter().map(|(range, stretch)| Stretch { values: range.words(), ..stretch }).collect()
}

impl Stretch {
    fn is_like(&self, other: &Self) -> bool {
        self.old == other.old && self.new == other.new && self.effect == other.effect
    }
}

/// Values from one cut to another, each included or not; no cut: no end.
#[derive(Clone, Copy)]
struct Range<'a> {
    low: Option<(&'a Value, bool)>,
    high: Option<(&'a Value, bool)>,
}

/// The stretches that cuts make, and the cuts themselves.
fn ranges<'a>(cuts: &[&'a Value]) -> Vec<Range<'a>> {
    let mut all = Vec::new();
    let mut low = None;
    for cut in cuts {
        all.push(Range { low, high: Some((cut, false)) });
        all.push(Range { low: Some((cut, true)), high: Some((cut, true)) });
        low = Some((cut, false));
    }
    all.push(Range { low, high: None });
    all
}

impl<'a> Range<'a> {
    /// The tier that holds all of it: its ends are cuts.
    fn of(self, tiers: &[Tier]) -> Option<&Tier> {
        let above = |edge: &Edge| match self.low {
            None => false,
            Some((low, included)) => match compared(low, &edge.at) {
                Some(Ordering::Greater) => true,
                Some(Ordering::Equal) => edge.included || !included,
                Some(Ordering::Less) | None => false,
            },
        };
        let below = |edge: &Edge| match self.high {
            None => false,
            Some((high, included)) => match compared(high, &edge.at) {
                Some(Ordering::Less) => true,
                Some(Ordering::Equal) => edge.included || !included,
                Some(Ordering::Greater) | None => false,
            },
        };
        tiers.iter().find(|tier| tier.low.as_ref().is_none_or(above) && tier.high.as_ref().is_none_or(below))
    }

    /// Whether another one begins where this one ends.
    fn touches(self, next: Range<'_>) -> bool {
        match (self.high, next.low) {
            (Some((high, included)), Some((low, also))) => {
                compared(high, low) == Some(Ordering::Equal) && included != also
            }
            (_, _) => false,
        }
    }

    fn words(self) -> String {
        let low = self.low.map(|(at, included)| format!("{} {}", if included { "from" } else { "above" }, value(at)));
        let high = self.high.map(|(at, included)| format!("{} {}", if included { "to" } else { "below" }, value(at)));
        match (self.low, self.high, low, high) {
            (Some((low, true)), Some((high, true)), _, _) if compared(low, high) == Some(Ordering::Equal) => {
                format!("at {}", value(low))
            }
            (_, _, Some(low), Some(high)) if high.starts_with("below") => format!("{low} to {high}"),
            (_, _, Some(low), Some(high)) => format!("{low} {high}"),
            (_, _, Some(one), None) | (_, _, None, Some(one)) => one,
            (_, _, None, None) => "always".to_owned(),
        }
    }
}

/// Whether two tiers pay the same at every value that both hold.
fn same(a: &Tier, b: &Tier) -> bool {
    let Tier { span: _, text: _, low, high: _, worth, then } = a;
    let start = |edge: &Option<Edge>| edge.as_ref().map(|edge| edge.at.clone());
    // Where it begins matters only to what is paid for each step beyond.
    worth == &b.worth && then == &b.then && (then.is_none() || start(low) == start(&b.low))
}

fn pays(tier: &Tier, words: Words<'_>) -> String {
    let worth = tier.worth.as_ref().map_or_else(|| "none".to_owned(), |worth| words.worth(worth));
    match &tier.then {
        None => worth,
        Some(Further { worth: more, step, started }) => {
            let started = if *started { "started " } else { "" };
            let from = tier.low.as_ref().map(|low| format!(" beyond {}", value(&low.at))).unwrap_or_default();
            format!("{worth}, then {} more per {started}{}{from}", words.worth(more), value(step))
        }
    }
}

fn effect(old: &Tier, new: &Tier) -> Effect {
    let first = worths(old.worth.as_ref(), new.worth.as_ref());
    let start = |tier: &Tier| tier.low.as_ref().map(|edge| edge.at.clone());
    let further = match (&old.then, &new.then) {
        (None, None) => Effect::Neither,
        (None, Some(_)) => Effect::Better,
        (Some(_), None) => Effect::Worse,
        (Some(a), Some(b)) if start(old) == start(new) => steps(a, b),
        (Some(_), Some(_)) => Effect::unclear("its steps begin elsewhere"),
    };
    first.and(further, "it pays more at some of these values, and less at others")
}

fn steps(old: &Further, new: &Further) -> Effect {
    let longer = match compared(&old.step, &new.step) {
        Some(Ordering::Equal) => Effect::Neither,
        Some(Ordering::Less) => Effect::Worse,
        Some(Ordering::Greater) => Effect::Better,
        None => Effect::unclear("the steps are in different units"),
    };
    let started = Effect::more_is_better(&old.started, &new.started);
    let why = "more is paid for each step, and there are fewer of them";
    worths(Some(&old.worth), Some(&new.worth)).and(longer, why).and(started, why)
}

/// More is better; nothing is less than anything.
pub(super) fn worths(old: Option<&Worth>, new: Option<&Worth>) -> Effect {
    let zero = crate::quantity::Ratio::ZERO;
    match (old, new) {
        (a, b) if a == b => Effect::Neither,
        (Some(Worth::NotAgreed), _) | (_, Some(Worth::NotAgreed)) => {
            Effect::unclear("what is not agreed yet may become more or less than that")
        }
        (None, Some(Worth::Share(now) | Worth::Money(now))) => Effect::more_is_better(&zero, now),
        (Some(Worth::Share(was) | Worth::Money(was)), None) => Effect::more_is_better(was, &zero),
        (Some(Worth::Share(was)), Some(Worth::Share(now))) | (Some(Worth::Money(was)), Some(Worth::Money(now))) => {
            Effect::more_is_better(was, now)
        }
        (Some(Worth::Share(_) | Worth::Money(_)), Some(_)) => Effect::unclear("it depends on the fee"),
        (None, None) => Effect::Neither,
    }
}
