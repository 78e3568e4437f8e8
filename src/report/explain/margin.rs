//! Margins in words: how many missed of how many, how much the norm allows, and what would turn the verdict.

use num_bigint::BigInt;

use crate::eval::derive::{Derivation, Keeps, Margin, Of, Open, Things};
use crate::eval::verdict::{Exact, Verdict};
use crate::quantity::Ratio;
use crate::report::doc::scribe::Scribe;
use crate::report::{locale, rounding};

/// Tickets named as those that missed by least; the others are counted.
const NAMED: usize = 5;

/// Decimals of percentages and numbers in a margin.
const DECIMALS: u32 = 2;

/// Which way a shown amount may stray from the exact one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Towards {
    Less,
    More,
}

/// What is to be said of how near the bound is, a sentence each: how it stands, then what would turn it.
pub(in crate::report) fn sentences(
    scribe: &Scribe<'_>,
    derivation: &Derivation,
    verdict: Option<Verdict>,
) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(margin) = &derivation.margin {
        let standing = standing(scribe, margin);
        let outlook = match verdict {
            Some(Verdict::Met) if margin.holds() => room(scribe, margin),
            Some(Verdict::Breached) if !margin.holds() => remedy(scribe, margin),
            Some(Verdict::Met | Verdict::Breached | Verdict::Undecided | Verdict::Empty | Verdict::Measured) | None => {
                None
            }
        };
        let said: Vec<String> = standing.into_iter().chain(outlook).collect();
        if !said.is_empty() {
            let of = margin.component.map(|id| scribe.model.component(id).declared.title().to_owned());
            all.push(of.into_iter().chain(said).collect::<Vec<_>>().join(scribe.say("derivation.then")));
        }
        if verdict == Some(Verdict::Breached) {
            all.extend(nearest(scribe, margin));
        }
    }
    if verdict == Some(Verdict::Undecided) {
        all.extend(derivation.open.as_ref().and_then(|open| opened(scribe, open)));
        all.extend(derivation.could.as_ref().and_then(|(low, high)| could(scribe, low.as_ref(), high.as_ref())));
    }
    all
}

/// `4 of 40 tickets missed; the norm allows 6`
fn standing(scribe: &Scribe<'_>, margin: &Margin) -> Option<String> {
    let key = match (margin.of, margin.side) {
        (Of::Missed, _) => missed_key(margin.things),
        (Of::Matching, _) => "derivation.matching",
        (Of::Number, Keeps::AtMost) => "derivation.number_most",
        (Of::Number, Keeps::AtLeast) => "derivation.number_least",
        (Of::Beyond, _) => "derivation.beyond",
        (Of::Downtime, _) if margin.whole.is_some() => "derivation.downtime_of",
        (Of::Downtime, _) => "derivation.downtime",
        (Of::Time, Keeps::AtMost) => "derivation.time_most",
        (Of::Time, Keeps::AtLeast) => "derivation.time_least",
        (Of::Total, Keeps::AtMost) => "derivation.total_most",
        (Of::Total, Keeps::AtLeast) => "derivation.total_least",
        (Of::Value, _) => return None,
    };
    let towards = if margin.side == Keeps::AtMost { Towards::Less } else { Towards::More };
    let limit = match &margin.limit {
        None | Some(Exact::Count(0)) if margin.side == Keeps::AtMost => scribe.say("derivation.none").to_owned(),
        None => "–".to_owned(),
        Some(limit) if margin.reached => shown(scribe, limit, towards),
        Some(limit) => {
            let key = if margin.side == Keeps::AtMost { "derivation.less_than" } else { "derivation.more_than" };
            scribe.fill(key, &[("value", &shown(scribe, limit, towards))])
        }
    };
    let value = rounding::exact(scribe.locale, &margin.value, None);
    let whole = margin.whole.as_ref().map(|whole| rounding::exact(scribe.locale, whole, None)).unwrap_or_default();
    Some(scribe.fill(key, &[("value", &value), ("whole", &whole), ("limit", &limit)]))
}

fn missed_key(things: Things) -> &'static str {
    match things {
        Things::Tickets => "derivation.missed_tickets",
        Things::Updates => "derivation.missed_updates",
        Things::Rows => "derivation.missed_rows",
        Things::Duties => "derivation.missed_duties",
        Things::Slices => "derivation.missed_slices",
        Things::Samples => "derivation.missed_samples",
        Things::Requests => "derivation.missed_requests",
        Things::Events | Things::Nothing => "derivation.missed_things",
    }
}

/// Of a bound that holds, how much room there is.
fn room(scribe: &Scribe<'_>, margin: &Margin) -> Option<String> {
    let left = margin.left()?;
    if let Exact::Count(count) = left {
        let (none, one, many) = match margin.side {
            Keeps::AtMost => ("derivation.one_more", "derivation.room_one", "derivation.room"),
            Keeps::AtLeast => ("derivation.one_fewer", "derivation.spare_one", "derivation.spare"),
        };
        // All may miss: nothing breaches it.
        if margin.whole.is_some() && margin.whole == margin.limit {
            return Some(scribe.say("derivation.never").to_owned());
        }
        let key = match count {
            0 if is_zero(&margin.value) && margin.side == Keeps::AtMost => "derivation.first",
            0 => none,
            1 => return Some(scribe.say(one).to_owned()),
            _ => many,
        };
        let shown = rounding::exact(scribe.locale, &left, None);
        return Some(if count == 0 { scribe.say(key).to_owned() } else { scribe.fill(key, &[("left", &shown)]) });
    }
    if is_zero(&left) {
        return Some(scribe.say("derivation.nothing_left").to_owned());
    }
    let key = match (margin.of, margin.side) {
        (Of::Downtime, _) => "derivation.downtime_left",
        (_, Keeps::AtMost) => "derivation.left",
        (_, Keeps::AtLeast) => "derivation.to_spare",
    };
    Some(scribe.fill(key, &[("left", &shown(scribe, &left, Towards::Less))]))
}

/// Of a bound that is broken, the least that would have met it.
fn remedy(scribe: &Scribe<'_>, margin: &Margin) -> Option<String> {
    let Some(left) = margin.left() else { return Some(scribe.say("derivation.impossible").to_owned()) };
    let short = match left {
        Exact::Count(count) => Exact::Count(count.checked_neg()?),
        Exact::Percent(ratio) => Exact::Percent(ratio.neg()),
        Exact::Seconds(ratio) => Exact::Seconds(ratio.neg()),
        Exact::Number(ratio) => Exact::Number(ratio.neg()),
    };
    let key = match (margin.of, margin.side, &short) {
        (_, Keeps::AtMost, Exact::Count(1)) => return Some(scribe.say("derivation.fewer_one").to_owned()),
        (_, Keeps::AtMost, Exact::Count(_)) => "derivation.fewer",
        (Of::Downtime, _, _) => "derivation.less_downtime",
        (_, Keeps::AtMost, _) => "derivation.less",
        (_, Keeps::AtLeast, _) => "derivation.more",
    };
    let mut amount = shown(scribe, &short, Towards::More);
    if !margin.reached {
        amount = scribe.fill("derivation.more_than", &[("value", &amount)]);
    }
    Some(scribe.fill(key, &[("left", &amount)]))
}

/// The tickets that missed by least, as many as it takes.
fn nearest(scribe: &Scribe<'_>, margin: &Margin) -> Option<String> {
    if margin.nearest.is_empty() {
        return None;
    }
    let one = |nearest: &crate::eval::derive::Nearest| {
        let over = locale::duration(scribe.locale, nearest.over);
        scribe.fill("derivation.by", &[("ticket", &nearest.ticket), ("over", &over)])
    };
    let mut named: Vec<String> = margin.nearest.iter().take(NAMED).map(one).collect();
    let more = margin.nearest.len().saturating_sub(NAMED);
    if more > 0 {
        named.push(scribe.fill("derivation.others", &[("count", &locale::count(scribe.locale, more as u64))]));
    }
    let key = if margin.nearest.len() == 1 { "derivation.nearest_one" } else { "derivation.nearest" };
    Some(scribe.fill(key, &[("tickets", &scribe.words.and(&named))]))
}

/// What is open, and how much of it has to turn out well.
fn opened(scribe: &Scribe<'_>, open: &Open) -> Option<String> {
    let needed = open.needed?;
    let count = |n| locale::count(scribe.locale, n);
    let key = match (open.side, open.things) {
        (Keeps::AtLeast, 1) => "derivation.open_one",
        (Keeps::AtLeast, _) => "derivation.open_least",
        (Keeps::AtMost, 1) => "derivation.open_most_one",
        (Keeps::AtMost, _) => "derivation.open_most",
    };
    Some(match open.things {
        1 => scribe.say(key).to_owned(),
        _ => scribe.fill(key, &[("things", &count(open.things)), ("needed", &count(needed))]),
    })
}

fn could(scribe: &Scribe<'_>, low: Option<&Exact>, high: Option<&Exact>) -> Option<String> {
    let (low, high) =
        (low.map(|low| shown(scribe, low, Towards::Less)), high.map(|high| shown(scribe, high, Towards::More)));
    match (low, high) {
        (Some(low), Some(high)) => Some(scribe.fill("derivation.between", &[("low", &low), ("high", &high)])),
        (Some(low), None) => Some(scribe.fill("derivation.from", &[("low", &low)])),
        (None, Some(high)) => Some(scribe.fill("derivation.up_to", &[("high", &high)])),
        (None, None) => None,
    }
}

fn is_zero(value: &Exact) -> bool {
    match value {
        Exact::Count(count) => *count == 0,
        Exact::Percent(ratio) | Exact::Seconds(ratio) | Exact::Number(ratio) => ratio.is_zero(),
    }
}

/// An amount, cut off so that what is said of it stays true: no more is left than is said, no less is enough.
fn shown(scribe: &Scribe<'_>, value: &Exact, towards: Towards) -> String {
    let cut = |ratio: &Ratio, decimals: u32| -> BigInt {
        match towards {
            Towards::Less => ratio.scaled_floor(decimals),
            Towards::More => ratio.scaled_ceil(decimals),
        }
    };
    // As few digits as tell it from nothing.
    let digits = |ratio: &Ratio, least: u32| {
        let zero = BigInt::from(0);
        (least..=12)
            .find(|decimals| ratio.scaled_half_up(*decimals) != zero && cut(ratio, *decimals) != zero)
            .unwrap_or(least)
    };
    match value {
        Exact::Count(_) => rounding::exact(scribe.locale, value, None),
        Exact::Seconds(ratio) => {
            let least = if ratio.is_zero() { 0 } else { digits(ratio, 0).min(6) };
            locale::seconds(scribe.locale, &cut(ratio, least), least)
        }
        Exact::Percent(ratio) => {
            let decimals = if ratio.is_zero() { DECIMALS + 2 } else { digits(ratio, DECIMALS + 2) };
            let number = locale::number(scribe.locale, &cut(ratio, decimals), decimals - 2);
            format!("{number}{}", locale::percent_sign(scribe.locale))
        }
        Exact::Number(ratio) => {
            let least = if ratio.is_whole() { 0 } else { DECIMALS };
            let decimals = if ratio.is_zero() { 0 } else { digits(ratio, least) };
            locale::number(scribe.locale, &cut(ratio, decimals), decimals)
        }
    }
}
