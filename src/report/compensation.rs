//! Amounts, rights and colours in words: every step to an amount on a line of its own.

use crate::eval::compensation::{
    Between, ClaimState, Colour, CompensationVerdict, Due, Holds, Measured, NoFee, Reason, RightVerdict, Shut,
};
use crate::model::{Compensation, Declared, Model};
use crate::quantity::{Instant, Ratio, minor_digits};

use super::exact::decimals_of;
use super::locale::{self, number, percent_sign};
use super::rounding;

/// More digits than this of an amount or a share on its way are not shown.
const MOST_DIGITS: u32 = 6;

/// A sum of money with its currency; `62,50 EUR`.
pub fn money(model: &Model, value: &Ratio) -> String {
    let currency = model.header.currency.as_deref();
    let least = currency.map_or(2, minor_digits);
    let (shown, about) = digits(model, value, least);
    let currency = currency.map(|code| format!(" {code}")).unwrap_or_default();
    format!("{about}{shown}{currency}")
}

/// A share of the fee: `15%`.
pub fn share(model: &Model, value: &Ratio) -> String {
    let hundred = value.mul(&Ratio::whole(100)).unwrap_or_else(|_| value.clone());
    let (shown, about) = digits(model, &hundred, 0);
    format!("{about}{shown}{}", percent_sign(model.header.locale))
}

/// A number with as few digits as are exact; and `about ` where those shown are not all.
fn digits(model: &Model, value: &Ratio, least: u32) -> (String, &'static str) {
    let exact = decimals_of(value, least, MOST_DIGITS.max(least));
    let decimals = exact.unwrap_or(MOST_DIGITS.max(least));
    let shown = number(model.header.locale, &value.scaled_half_up(decimals), decimals);
    (shown, if exact.is_some() { "" } else { "about " })
}

/// What may be several things: `10%`, `5% to 10%`, `at least 5%`, `not known`.
fn between(value: &Between, shown: impl Fn(&Ratio) -> String) -> String {
    match (&value.high, value.exact()) {
        (_, Some(exact)) => shown(exact),
        (Some(high), None) if value.low.is_zero() => format!("at most {}", shown(high)),
        (Some(high), None) => format!("{} to {}", shown(&value.low), shown(high)),
        (None, None) if value.low.is_zero() => "not known".to_owned(),
        (None, None) => format!("at least {}", shown(&value.low)),
    }
}

/// An amount of money that may not be known exactly.
pub fn amount(model: &Model, value: &Between) -> String {
    between(value, |value| money(model, value))
}

/// An amount, for its title: the share of a fee that nobody knows, where that is all that is known.
pub fn headline(model: &Model, verdict: &CompensationVerdict) -> String {
    match (&verdict.share, verdict.amount.exact()) {
        (Some(of_fee), None) if verdict.amount.high.is_none() => {
            format!("{} of the fee", between(of_fee, |value| share(model, value)))
        }
        _ => amount(model, &verdict.amount),
    }
}

fn due(model: &Model, value: &Due) -> String {
    let of_fee = between(&value.share, |value| share(model, value));
    let beside = amount(model, &value.money);
    match (value.share.is_nothing(), value.money.is_nothing()) {
        (true, true) => "nothing".to_owned(),
        (false, true) => of_fee,
        (true, false) => beside,
        (false, false) => format!("{of_fee} and {beside}"),
    }
}

/// How far a line is indented under those before it.
pub fn level(reason: &Reason) -> usize {
    match reason {
        Reason::Opened { .. }
        | Reason::NotOpen(_)
        | Reason::Ended
        | Reason::Fee { .. }
        | Reason::Rule { .. }
        | Reason::Combined { .. }
        | Reason::OfFee { .. }
        | Reason::Capped { .. }
        | Reason::WithinCap { .. }
        | Reason::Rounded { .. }
        | Reason::Least { .. } => 0,
        Reason::Condition(_)
        | Reason::Measured(_)
        | Reason::Tier { .. }
        | Reason::Steps { .. }
        | Reason::Rung { .. }
        | Reason::Misses { .. }
        | Reason::TimeLost { .. }
        | Reason::Each { .. }
        | Reason::NoneOfThem
        | Reason::Missing(_)
        | Reason::Pays { .. } => 1,
    }
}

/// Every step to an amount, and how it stands with its claim: a line each.
pub fn because(model: &Model, verdict: &CompensationVerdict) -> Vec<String> {
    let written = model.compensation(verdict.compensation);
    let lines = verdict.because.iter().map(|reason| line(model, written, reason));
    lines.chain(claim(model, written, verdict.claim)).collect()
}

/// One step to an amount.
pub fn line(model: &Model, written: &Compensation, reason: &Reason) -> String {
    let header = &model.header;
    let moment = |at| locale::moment(header.locale, header.zone, at);
    let count = |value: &Between| between(value, |value| digits(model, value, 0).0);
    let event = |id| model.event(id).declared.title();
    match reason {
        Reason::Opened { since, event: id, at } => {
            format!("open since {}: {} on {}", moment(*since), event(*id), moment(*at))
        }
        Reason::NotOpen(shut) => not_open(model, shut),
        Reason::Ended => "closed: what ends it holds in this period".to_owned(),
        Reason::Fee { amount: id, period, value, why } => {
            let name = model.amount(*id).declared.title();
            let known = match why {
                None => amount(model, value),
                Some(NoFee::NoTable) => "not known, there is no table `amounts` in the evidence".to_owned(),
                Some(NoFee::NoRow) => "not known, no row of `amounts` covers the period".to_owned(),
                Some(NoFee::NotYet) => "not known yet".to_owned(),
                Some(NoFee::Changes) => format!("{}, for it changes within the period", amount(model, value)),
            };
            format!("{name} of {period}: {known}")
        }
        Reason::Rule { rule } => written.rules.get(*rule).map_or_else(String::new, |rule| rule.text.clone()),
        Reason::Condition(holds) => condition(*holds).to_owned(),
        Reason::Measured(Measured { actual, certain }) => {
            let shown = actual.as_ref().map(|actual| rounding::actual(header.locale, actual, None));
            match (shown, certain) {
                (Some(shown), true) => format!("measured {shown}"),
                (Some(shown), false) => format!("measured {shown} so far as known; it may be another value"),
                (None, true) => "nothing to measure".to_owned(),
                (None, false) => "no value".to_owned(),
            }
        }
        Reason::Tier { rule, tier } => tier_text(written, *rule, *tier).to_owned(),
        Reason::Steps { steps } => {
            let one = steps.exact() == Some(&Ratio::ONE);
            format!("{} {}", count(steps), if one { "step" } else { "steps" })
        }
        Reason::Rung { least, most } => match most {
            Some(most) if least == most => format!("period {least} in a row"),
            Some(most) => format!("period {} to {most} in a row", (*least).max(1)),
            None => "nobody knows how many periods in a row, for history begins too late".to_owned(),
        },
        Reason::Misses { misses, paying } => {
            let one = misses.exact() == Some(&Ratio::ONE);
            format!("{} {}, of which {} pay", count(misses), if one { "miss" } else { "misses" }, count(paying))
        }
        Reason::TimeLost { beyond, period } => {
            let time = |seconds: &Ratio| {
                let seconds = crate::eval::verdict::Exact::Seconds(seconds.clone());
                rounding::exact(header.locale, &seconds, None)
            };
            format!("{} of a period of {}", between(beyond, time), locale::duration(header.locale, *period))
        }
        Reason::Each { ticket, at, length, certain, tier, due: pays, .. } => {
            let when = at.map(&moment).unwrap_or_default();
            let who = ticket.clone().map_or_else(|| when.clone(), |ticket| format!("{ticket}, {when}"));
            let which = tier.map(|(rule, tier)| format!("; {}", tier_text(written, rule, tier))).unwrap_or_default();
            let perhaps = if *certain { "" } else { " (may not belong here)" };
            let length = locale::duration(header.locale, *length);
            let who = if who.is_empty() { who } else { format!("{}: ", who.trim_end_matches(", ")) };
            format!("{who}{length}{perhaps}{which}: {}", due(model, pays))
        }
        Reason::NoneOfThem => "none in this period".to_owned(),
        Reason::Missing(why) => why.clone(),
        Reason::Pays { due: pays } => format!("pays {}", due(model, pays)),
        Reason::Combined { highest: true, due: all } => format!("the highest: {}", due(model, all)),
        Reason::Combined { highest: false, due: all } => format!("added together: {}", due(model, all)),
        Reason::OfFee { share: part, fee, money: value } => {
            let fee = match (fee.exact(), &fee.high) {
                (None, None) => "a fee that is not known".to_owned(),
                (Some(_), _) | (None, Some(_)) => amount(model, fee),
            };
            format!("{} of {fee} = {}", between(part, |value| share(model, value)), amount(model, value))
        }
        Reason::Capped { cap, before, left } => {
            format!("{}{}: {}", cap_text(written, *cap), paid(model, before.as_ref()), due(model, left))
        }
        Reason::WithinCap { cap, before } => {
            format!("{}{}: takes nothing off", cap_text(written, *cap), paid(model, before.as_ref()))
        }
        Reason::Rounded { from, to } => format!("{} rounded half up: {}", amount(model, from), amount(model, to)),
        Reason::Least { amount: value } => {
            let least = written.least.as_ref().map(|least| money(model, least)).unwrap_or_default();
            format!("pays nothing below {least}: {}", amount(model, value))
        }
    }
}

fn paid(model: &Model, before: Option<&Between>) -> String {
    before.map(|before| format!(" ({} before)", amount(model, before))).unwrap_or_default()
}

fn tier_text(written: &Compensation, rule: usize, tier: usize) -> &str {
    use crate::model::Pay;
    let tiers = written.rules.get(rule).map(|rule| match &rule.pay {
        Pay::Tiers { tiers, .. } | Pay::EachTicket { tiers, .. } | Pay::EachRow { tiers, .. } => tiers.as_slice(),
        Pay::Flat { .. } | Pay::Ladder { .. } | Pay::PerStep { .. } | Pay::PerMiss { .. } | Pay::TimeLost { .. } => &[],
    });
    tiers.and_then(|tiers| tiers.get(tier)).map_or("", |tier| &tier.text)
}

fn cap_text(written: &Compensation, cap: usize) -> &str {
    written.caps.get(cap).map_or("", |cap| &cap.text)
}

/// Whether a condition holds.
pub fn condition(holds: Holds) -> &'static str {
    match holds {
        Holds::Yes => "holds",
        Holds::No => "does not hold",
        Holds::Unknown => "undecided",
        Holds::NotJudged => "not judged in this period",
    }
}

fn not_open(model: &Model, shut: &Shut) -> String {
    let header = &model.header;
    let moment = |at: Instant| locale::moment(header.locale, header.zone, at);
    let event = |id| model.event(id).declared.title();
    let question = |id| model.judgement(id).declared.title();
    match shut {
        Shut::NoEvent(id) => format!("not open: no {}", event(*id)),
        Shut::NotYet { at, opens: Some(opens) } => {
            format!("not open before {}, counted from {}", moment(*opens), moment(*at))
        }
        Shut::NotYet { at, opens: None } => format!("not open before 2101, counted from {}", moment(*at)),
        Shut::TooFew { event: id, found, needed } => format!("not open: {found} of {needed} {}", event(*id)),
        Shut::Judged(id) => format!("not open: judged {}", question(*id)),
        Shut::Unanswered(id) => format!("perhaps open: nobody has judged {} yet", question(*id)),
        Shut::Unknown => "perhaps open: the evidence does not tell".to_owned(),
    }
}

/// How it stands with the claim; `None`: there is nothing to say.
pub fn claim(model: &Model, written: &Compensation, state: ClaimState) -> Option<String> {
    let header = &model.header;
    let moment = |at| locale::moment(header.locale, header.zone, at);
    let event = written.claim.and_then(|claim| claim.event);
    let by = event.map(|id| format!(" by {}", model.event(id).declared.title())).unwrap_or_default();
    Some(match state {
        ClaimState::Nothing | ClaimState::Due => return None,
        ClaimState::Running => "the period still runs".to_owned(),
        ClaimState::Claimed { at, .. } => format!("claimed{by} on {}", moment(at)),
        ClaimState::Claimable { until } => format!("claimable{by} until {}", moment(until)),
        ClaimState::NotClaimed => format!("not claimed{by} yet"),
        ClaimState::Lapsed { since } => format!("lapsed: not claimed{by} before {}", moment(since)),
        ClaimState::Past { until } => format!("was to be claimed before {}", moment(until)),
        ClaimState::Unknown { .. } => format!("the evidence does not tell whether it was claimed{by}"),
    })
}

/// A right, and whether it arises.
pub fn right<'m>(model: &'m Model, verdict: &RightVerdict) -> Option<(&'m Declared, &'m str, &'static str)> {
    let written = model.rights.get(verdict.right)?;
    let arises = match verdict.arises {
        Holds::Yes => "arises",
        Holds::No | Holds::NotJudged => "does not arise",
        Holds::Unknown => "undecided",
    };
    Some((&written.declared, &written.text, arises))
}

/// The colours that a status can be, as the contract names them.
pub fn colours<'m>(model: &'m Model, colour: &Colour) -> Vec<&'m str> {
    let rows = model.statuses.get(colour.status).map_or(&[][..], |status| &status.rows);
    colour.rows.iter().filter_map(|row| rows.get(*row)).map(|row| row.colour.as_str()).collect()
}

/// A status for the reader: `On course`, or where it is not known `On course or orange`.
pub fn status(model: &Model, colour: Option<&Colour>) -> String {
    let Some(colour) = colour else { return String::new() };
    let rows = model.statuses.get(colour.status).map_or(&[][..], |status| &status.rows);
    let lit = colour.rows.iter().filter_map(|row| rows.get(*row));
    lit.map(|row| row.label.as_deref().unwrap_or(&row.colour)).collect::<Vec<_>>().join(" or ")
}
