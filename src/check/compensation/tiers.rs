//! Rows of amounts: units, and the proof that every value has one row.

use super::cover::{Domain, Range, holes, trials};
use super::{amounts, words};
use crate::check::arithmetic::whole;
use crate::check::checker::Checker;
use crate::check::error::CompensationError;
use crate::check::formulas::value_formula;
use crate::check::typed::{Edge, Further, Pictured, Tier, Unit, Value};
use crate::check::units;
use crate::quantity::Ratio;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Literal};

/// What rows stand below.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub span: Span,
    /// A line of the compensation was lost: it may be the row that is missing.
    pub damaged: bool,
}

impl Checker<'_, '_> {
    /// All rows below `head`, of values that can be as `domain` says; `None` is poisoned.
    pub(super) fn tiers(&mut self, head: Head, domain: Option<Domain>, rows: &[ast::Tier]) -> Option<Vec<Tier>> {
        let tiers: Vec<Option<Tier>> = rows.iter().map(|row| self.tier(domain.as_ref(), row)).collect();
        let mut tiers = tiers.into_iter().collect::<Option<Vec<Tier>>>()?;
        let domain = domain?;
        if !rows.is_empty() && !head.damaged {
            self.every_value_once(head.span, &domain, &tiers);
            self.one_way(rows, &tiers);
        }
        for tier in &mut tiers {
            unbound_ends(&domain, tier);
        }
        Some(tiers)
    }

    fn tier(&mut self, domain: Option<&Domain>, row: &ast::Tier) -> Option<Tier> {
        let low = row.low.as_ref().map(|edge| self.edge(domain, edge));
        let high = row.high.as_ref().map(|edge| self.edge(domain, edge));
        let worth = row.worth.as_ref().map(|worth| self.worth(worth));
        let then = row.then.as_ref().map(|then| {
            let (worth, step) = (self.worth(&then.worth), self.step(domain, &then.step));
            if row.low.is_none() {
                let problem = CompensationError::NoStep {
                    why: "steps from where?",
                    span: then.step.span,
                    help: "begin the row with the value that they are counted from: `from 4h`",
                };
                self.report(then.step.span, problem);
            }
            Some(Further { worth: worth?, step: step?, started: then.started })
        });
        Some(Tier {
            span: row.span,
            text: words::tier(row),
            low: match low {
                Some(low) => Some(low?),
                None => None,
            },
            high: match high {
                Some(high) => Some(high?),
                None => None,
            },
            worth: match worth {
                Some(worth) => Some(worth?),
                None => None,
            },
            then: match then {
                Some(then) => Some(then?),
                None => None,
            },
        })
    }

    fn edge(&mut self, domain: Option<&Domain>, edge: &ast::Edge) -> Option<Edge> {
        Some(Edge { at: self.edge_value(domain, &edge.at)?, included: edge.included })
    }

    /// A value in the unit of what is measured.
    pub(super) fn edge_value(&mut self, domain: Option<&Domain>, at: &Spanned<Literal>) -> Option<Value> {
        let value = self.literal(&at.value, at.span)?;
        let wanted = domain?.unit;
        let value = match (wanted, whole(&value)) {
            (Unit::Count, Some(count)) => Value::Count(count),
            _ => value,
        };
        let unit = value_formula(value.clone(), at.span).unit;
        if unit == wanted {
            return Some(value);
        }
        let example = match wanted {
            Unit::Percent => "99.5%",
            Unit::Elapsed => "4h",
            Unit::Count => "3",
            Unit::Number => "2.5",
        };
        let problem = CompensationError::Unit {
            why: format!("what is measured is {}, and this is {}", units::of_unit(wanted), units::of_unit(unit)),
            span: at.span,
            label: format!("not {}", units::of_unit(wanted)),
            help: format!("write {}, such as `{example}`", units::of_unit(wanted)),
        };
        self.report(at.span, problem);
        None
    }

    /// How long a step is: more than nothing.
    pub(super) fn step(&mut self, domain: Option<&Domain>, step: &Spanned<Literal>) -> Option<Value> {
        let value = self.edge_value(domain, step)?;
        if value.ratio().is_zero() {
            let (why, help) = ("a step of no length", "write how long a step is: `per started 2h`");
            self.report(step.span, CompensationError::NoStep { why, span: step.span, help });
            return None;
        }
        Some(value)
    }

    fn every_value_once(&mut self, head: Span, domain: &Domain, tiers: &[Tier]) {
        let ranges: Vec<Range> = tiers.iter().map(range).collect();
        let trials = trials(domain, &ranges);
        for hole in holes(&trials, &ranges) {
            let Pictured { share: value, witness } = domain.witness(&hole, &ranges);
            let help = self.hole_help(domain, &hole, tiers);
            self.report(head, CompensationError::Hole { witness, value, span: head, help });
        }
        for (index, (range, tier)) in ranges.iter().zip(tiers).enumerate() {
            if !trials.iter().any(|value| range.holds(value)) {
                let help = "the smaller value comes first: `from 95% to below 99%`";
                self.report(tier.span, CompensationError::EmptyRow { span: tier.span, help });
            }
            let earlier = ranges.iter().zip(tiers).take(index);
            for (other, first) in earlier {
                if let Some(value) = trials.iter().find(|value| range.holds(value) && other.holds(value)) {
                    let Pictured { share: value, witness } = domain.witness(value, &ranges);
                    let (span, first) = (tier.span, first.span);
                    self.report(span, CompensationError::Overlap { witness, value, span, first });
                }
            }
        }
    }

    /// What would fill a hole.
    fn hole_help(&self, domain: &Domain, hole: &Ratio, tiers: &[Tier]) -> String {
        let above_all = tiers.iter().all(|tier| tier.high.as_ref().is_some_and(|high| high.at.ratio() <= *hole));
        if above_all && domain.unit == Unit::Percent && *hole > Ratio::ONE {
            return "this percentage is no share of a whole and can pass 100%: leave the end of the last row open, \
                    as in `from 99.99% : none`"
                .to_owned();
        }
        "add a row for it, or move the end of the row beside it; what costs nothing is written `: none`".to_owned()
    }

    /// Warns where amounts turn, from one value to the next.
    fn one_way(&mut self, rows: &[ast::Tier], tiers: &[Tier]) {
        let mut order: Vec<(&ast::Tier, &Tier)> = rows.iter().zip(tiers).collect();
        order.sort_by_key(|(_, tier)| tier.low.as_ref().map(|low| (low.at.ratio(), !low.included)));
        let amount = |row: &ast::Tier| match &row.worth {
            None => Some(Ratio::ZERO),
            Some(worth) => amounts::value(&worth.value).cloned(),
        };
        let is_share = |row: &ast::Tier| match row.worth.as_ref().map(|worth| &worth.value) {
            Some(ast::Worth::Share(_)) => Some(true),
            Some(ast::Worth::Money(_)) => Some(false),
            Some(ast::Worth::NotAgreed) | None => None,
        };
        let kinds: Vec<bool> = rows.iter().filter_map(is_share).collect();
        if kinds.windows(2).any(|pair| pair.first() != pair.last()) {
            return;
        }
        // The last row whose amount differs from the one before it, and which way that went.
        let mut way: Option<(bool, &ast::Tier)> = None;
        for (before, after) in order.iter().zip(order.iter().skip(1)) {
            let (Some(first), Some(second)) = (amount(before.0), amount(after.0)) else { return };
            if first == second {
                continue;
            }
            let up = second > first;
            if let Some((was_up, start)) = way
                && was_up != up
            {
                let problem = CompensationError::NotMonotone {
                    turns: [start, before.0, after.0].map(words::tier).map(|row| format!("`{row}`")).join(", "),
                    span: after.0.span,
                    before: before.0.span,
                };
                self.report(after.0.span, problem);
                return;
            }
            way = Some((up, before.0));
        }
    }
}

/// A row whose end is the end of all values has no end: so a value that rounding or a correction puts beyond it has a
/// row, too. What steps are counted from stays.
fn unbound_ends(domain: &Domain, tier: &mut Tier) {
    let ends = |edge: &Option<Edge>, end: &Option<Ratio>| {
        edge.as_ref().zip(end.as_ref()).is_some_and(|(edge, end)| edge.included && edge.at.ratio() == *end)
    };
    if tier.then.is_none() && ends(&tier.low, &domain.low) {
        tier.low = None;
    }
    if ends(&tier.high, &domain.high) {
        tier.high = None;
    }
}

fn range(tier: &Tier) -> Range {
    let end = |edge: &Option<Edge>| edge.as_ref().map(|edge| (edge.at.ratio(), edge.included));
    Range { low: end(&tier.low), high: end(&tier.high) }
}
