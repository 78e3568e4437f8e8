//! Compensation in canonical words, on one line: for reports and messages.

use crate::check::words::{calendar, decimal, expr, literal, name};
use crate::source::Spanned;
use crate::syntax::ast::{
    CapPer, Condition, ConditionKind, Literal, Name, Over, Pay, StatusWhen, StepFrom, Tier, TimeBound, Worth,
};

/// `5%`, `500 EUR`
pub(super) fn worth(worth: &Worth) -> String {
    match worth {
        Worth::Share(percent) => format!("{}%", decimal(&percent.value, 2, percent.decimals)),
        Worth::Money(money) => literal(&Literal::Money(money.clone())),
        Worth::NotAgreed => "not agreed yet".to_owned(),
    }
}

/// A line that pays, without its rows.
pub(super) fn pay(pay: &Pay) -> String {
    match pay {
        Pay::Flat { worth: amount, when } => format!("{} when {}", worth(&amount.value), condition(when)),
        Pay::Ladder { first, more, when } => {
            let (first, more) = (worth(&first.value), worth(&more.value));
            format!("ladder {first}, then {more} more for each further period with {}", condition(when))
        }
        Pay::Tiers { value, tiers: _ } => format!("by {}", expr(value)),
        Pay::Each { of, clock, tiers: _ } => {
            let by = clock.as_ref().map_or_else(|| "length".to_owned(), |clock| name(&clock.value));
            format!("for each {} by {by}", expr(of))
        }
        Pay::PerStep { worth: amount, started, step, from, value } => {
            let from = from.as_ref().map_or_else(String::new, |StepFrom { beyond, value }| {
                let word = if *beyond { "beyond" } else { "below" };
                format!(" {word} {}", literal(&value.value))
            });
            let step = steps(*started, step);
            format!("{} per {step}{from} of {}", worth(&amount.value), expr(value))
        }
        Pay::PerMiss { worth: amount, norm, beyond } => {
            let beyond = beyond.as_ref().map_or_else(String::new, |beyond| format!(" beyond {}", beyond.value));
            format!("{} per miss of {}{beyond}", worth(&amount.value), name(&norm.value))
        }
        Pay::TimeLost { times, amount, value, beyond } => {
            let beyond = beyond.as_ref().map_or_else(String::new, |beyond| format!(" beyond {}", beyond.value));
            let times = decimal(&times.value.value, 0, times.value.decimals);
            format!("{times} times {} for {}{beyond}", name(&amount.value), expr(value))
        }
    }
}

fn steps(started: bool, step: &Spanned<Literal>) -> String {
    format!("{}{}", if started { "started " } else { "" }, literal(&step.value))
}

/// `from 99.0% to below 99.99% : 10%`
pub(super) fn tier(tier: &Tier) -> String {
    let low = tier.low.as_ref().map(|edge| {
        let word = if edge.included { "from" } else { "above" };
        format!("{word} {}", literal(&edge.at.value))
    });
    let high = tier.high.as_ref().map(|edge| {
        let word = match (edge.included, tier.low.is_some()) {
            (true, _) => "to",
            (false, true) => "to below",
            (false, false) => "below",
        };
        format!("{word} {}", literal(&edge.at.value))
    });
    let range: Vec<String> = low.into_iter().chain(high).collect();
    let amount = tier.worth.as_ref().map_or_else(|| "none".to_owned(), |amount| worth(&amount.value));
    let then = tier.then.as_ref().map_or_else(String::new, |then| {
        format!(", then {} more per {}", worth(&then.worth.value), steps(then.started, &then.step))
    });
    format!("{} : {amount}{then}", range.join(" "))
}

/// `at most 500 EUR per year`
pub(super) fn cap(most: &Worth, per: &CapPer) -> String {
    let per = match per {
        CapPer::Unsaid => String::new(),
        CapPer::Period => " per period".to_owned(),
        CapPer::Year => " per year".to_owned(),
        CapPer::OverAny(bound) => match &bound.value {
            TimeBound::Calendar { count, unit, window: _ } => format!(" over any {}", calendar(*count, *unit)),
            TimeBound::Elapsed(_) | TimeBound::EndOfWorkday(_) | TimeBound::NotAgreed => String::new(),
        },
    };
    format!("at most {}{per}", worth(most))
}

/// `at most monthly_fee for 90 days`
pub(super) fn fee_cap(amount: &Name, length: &TimeBound) -> String {
    let length = match length {
        TimeBound::Calendar { count, unit, window: _ } => calendar(*count, *unit),
        TimeBound::Elapsed(_) | TimeBound::EndOfWorkday(_) | TimeBound::NotAgreed => String::new(),
    };
    format!("at most {} for {length}", name(&amount.value))
}

/// `oplostijden breached 2 of any 3 periods`
pub(super) fn condition(when: &Condition) -> String {
    let inside = |part: &Condition| match part.value {
        ConditionKind::And(..) | ConditionKind::Or(..) => format!("({})", condition(part)),
        ConditionKind::CameOut { .. } | ConditionKind::Judged(_) | ConditionKind::Not(_) => condition(part),
    };
    // Of a row with one word, what is on the left needs no parentheses.
    let left = |part: &Condition, and: bool| match (&part.value, and) {
        (ConditionKind::And(..), true) | (ConditionKind::Or(..), false) => condition(part),
        (_, _) => inside(part),
    };
    match &when.value {
        ConditionKind::CameOut { norm, breached, over } => {
            let came = if *breached { "breached" } else { "met" };
            let over = match over {
                Over::This => String::new(),
                Over::InARow(count) => format!(" {} in a row", periods(count.value)),
                Over::OfAny(count, of) => format!(" {} of any {}", count.value, periods(of.value)),
            };
            format!("{} {came}{over}", name(&norm.value))
        }
        ConditionKind::Judged(judgement) => format!("judged {}", name(&judgement.value)),
        ConditionKind::And(a, b) => format!("{} and {}", left(a, true), inside(b)),
        ConditionKind::Or(a, b) => format!("{} or {}", left(a, false), inside(b)),
        ConditionKind::Not(part) => format!("not {}", inside(part)),
    }
}

fn periods(count: u32) -> String {
    format!("{count} period{}", if count == 1 { "" } else { "s" })
}

/// `this and last period met`
pub(super) fn status(when: &StatusWhen) -> String {
    match when {
        StatusWhen::MetOfTwo(0) => "neither met".to_owned(),
        StatusWhen::MetOfTwo(1) => "one of the two met".to_owned(),
        StatusWhen::MetOfTwo(_) => "this and last period met".to_owned(),
        StatusWhen::This(met) => format!("this period {}", if *met { "met" } else { "breached" }),
        StatusWhen::AtLeast(count, of) => format!("at least {} of the last {} met", count.value, periods(of.value)),
        StatusWhen::Otherwise => "otherwise".to_owned(),
    }
}
