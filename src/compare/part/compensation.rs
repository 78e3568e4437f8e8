use super::{Part, Table, View, structures, unordered};
use crate::model::{
    Cap, Claim, Compensation, Condition, Edge, Fee, Further, Most, Opening, Pay, PayRule, Right, Status, StatusRow,
    Tier,
};

structures! {
    Compensation { declared, fee, opens, combine, caps, least, ends, claim; unordered rules }
    Fee { amount, next_period }
    Opening { span, after, event, unless; unordered with }
    PayRule { span, pay; wording text }
    Tier { span, low, high, worth, then; wording text }
    Edge { at, included }
    Further { worth, step, started }
    Cap { span, most, per; wording text }
    Claim { event, within }
    Right { declared, when; wording text }
    Status { span, objective, rows }
    StatusRow { colour, when; wording label, text }
}

impl Part for Pay {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Flat { worth, when } => Self::Flat { worth: worth.part(view), when: when.part(view) },
            Self::Ladder { first, more, when } => {
                Self::Ladder { first: first.part(view), more: more.part(view), when: when.part(view) }
            }
            Self::Tiers { value, component, tiers } => Self::Tiers {
                value: value.part(view),
                component: component.part(view),
                tiers: unordered(tiers.part(view)),
            },
            Self::PerStep { worth, step, from, side, started, value, component } => Self::PerStep {
                worth: worth.part(view),
                step: step.part(view),
                from: from.part(view),
                side: side.part(view),
                started: started.part(view),
                value: value.part(view),
                component: component.part(view),
            },
            Self::PerMiss { worth, norm, beyond } => {
                Self::PerMiss { worth: worth.part(view), norm: norm.part(view), beyond: beyond.part(view) }
            }
            Self::TimeLost { times, value, component, beyond } => Self::TimeLost {
                times: times.part(view),
                value: value.part(view),
                component: component.part(view),
                beyond: beyond.part(view),
            },
            Self::EachTicket { clock, filter, tiers } => {
                let filter = filter.part(view.at(Table::ticket(view.model.clock(*clock).ticket)));
                Self::EachTicket { clock: clock.part(view), filter, tiers: unordered(tiers.part(view)) }
            }
            Self::EachRow { rows, tiers } => {
                Self::EachRow { rows: rows.part(view), tiers: unordered(tiers.part(view)) }
            }
        }
    }
}

impl Part for Most {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Worth(worth) => Self::Worth(worth.part(view)),
            Self::FeeFor(days) => Self::FeeFor(*days),
        }
    }
}

impl Part for Condition {
    fn part(&self, view: View<'_>) -> Self {
        match self {
            Self::Norm { norm, breached, over } => {
                Self::Norm { norm: norm.part(view), breached: *breached, over: *over }
            }
            Self::Judged(question) => Self::Judged(question.part(view)),
            Self::And(..) => joined(operands(self, true), view, |a, b| Self::And(Box::new(a), Box::new(b))),
            Self::Or(..) => joined(operands(self, false), view, |a, b| Self::Or(Box::new(a), Box::new(b))),
            Self::Not(inner) => Self::Not(inner.part(view)),
        }
    }
}

/// What an `and` joins, or an `or`, however deep.
fn operands(condition: &Condition, and: bool) -> Vec<&Condition> {
    match (condition, and) {
        (Condition::And(a, b), true) | (Condition::Or(a, b), false) => [operands(a, and), operands(b, and)].concat(),
        (other, _) => vec![other],
    }
}

fn joined(parts: Vec<&Condition>, view: View<'_>, join: impl Fn(Condition, Condition) -> Condition) -> Condition {
    let parts = unordered(parts.into_iter().map(|part| part.part(view)).collect());
    parts.into_iter().reduce(join).expect("an `and` or `or` joins two")
}
