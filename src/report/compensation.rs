//! Amounts, rights and colours: every step to an amount on a line of its own, in the words of a language.

use crate::eval::compensation::{Colour, Holds, Reason, RightVerdict};
use crate::model::{Compensation, Declared, Model, Tier};

mod speech;

pub use speech::Speech;

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

fn tier_of(written: &Compensation, rule: usize, tier: usize) -> Option<&Tier> {
    use crate::model::Pay;
    let tiers = written.rules.get(rule).map(|rule| match &rule.pay {
        Pay::Tiers { tiers, .. } | Pay::EachTicket { tiers, .. } | Pay::EachRow { tiers, .. } => tiers.as_slice(),
        Pay::Flat { .. } | Pay::Ladder { .. } | Pay::PerStep { .. } | Pay::PerMiss { .. } | Pay::TimeLost { .. } => &[],
    });
    tiers.and_then(|tiers| tiers.get(tier))
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
    listed(model, colour).join(" or ")
}

/// The labels of the colours that a status can be.
pub fn listed<'m>(model: &'m Model, colour: Option<&Colour>) -> Vec<&'m str> {
    let Some(colour) = colour else { return Vec::new() };
    let rows = model.statuses.get(colour.status).map_or(&[][..], |status| &status.rows);
    let lit = colour.rows.iter().filter_map(|row| rows.get(*row));
    lit.map(|row| row.label.as_deref().unwrap_or(&row.colour)).collect()
}
