//! `compensation`, `right`, `status`: what follows from verdicts.

mod amounts;
mod conditions;
mod cover;
mod pays;
mod status;
mod tiers;
mod words;

use super::checker::{Checker, declared};
use super::error::CompensationError;
use super::typed::{
    AmountId, CalendarUnit, Cap, CapPer, Claim, Combine, Compensation, EventId, Fee, Most, Opening, PayRule,
};
use crate::quantity::Ratio;
use crate::resolve::{Kind, Part};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, CompensationLine, Name, Pay, TimeBound, Worth};

/// The lines of a compensation by kind; of those that may stand once, the first.
#[derive(Default)]
struct Lines<'a> {
    of: Option<&'a CompensationLine>,
    opens: Option<&'a ast::Opens>,
    claimed: Option<&'a CompensationLine>,
    combine: Option<(Span, bool)>,
    least: Option<(Span, &'a Spanned<Worth>)>,
    ends: Option<(Span, &'a ast::Condition)>,
    caps: Vec<(Span, Written<'a>)>,
    pays: Vec<&'a Spanned<Pay>>,
}

/// A cap as written.
#[derive(Clone, Copy)]
enum Written<'a> {
    /// `at most 50% per year`
    Worth(&'a Spanned<Worth>, &'a ast::CapPer),
    /// `at most monthly_fee for 90 days`
    FeeFor(&'a Name, &'a Spanned<TimeBound>),
}

impl<'a> Checker<'a, '_> {
    /// All compensations.
    pub(super) fn compensations(&mut self) {
        for part in &self.items.compensations {
            let compensation = self.compensation(*part);
            self.facts.compensations.push(compensation);
        }
        self.rights();
        self.statuses();
    }

    fn compensation(&mut self, part: Part<'a, ast::Compensation>) -> Option<Compensation> {
        let item = part.item;
        let lines = self.compensation_lines(item);
        let fee = self.fee(&lines);
        let opens = lines.opens.map(|opens| self.opening(opens));
        let claim = lines.claimed.map(|claimed| self.claim(claimed));
        let rules: Vec<Option<PayRule>> = lines.pays.iter().map(|pay| self.pay_rule(pay, part.damaged)).collect();
        let caps: Vec<Option<Cap>> = lines.caps.iter().map(|cap| self.cap(*cap)).collect();
        let least = lines.least.map(|(_, below)| self.least(below));
        let ends = lines.ends.map(|(_, when)| self.verdict_condition(when));
        let combine = self.combine(&lines, part.damaged);
        if lines.pays.is_empty() && !part.damaged && !item.lines.is_empty() {
            let (name, span) = (item.head.name.value.clone(), item.head.name.span);
            self.report(span, CompensationError::NothingPaid { name, span });
        }
        if fee.is_none() && !part.damaged {
            self.percentages_have_a_fee(&lines);
        }
        self.caps_cut_something(&lines);
        Some(Compensation {
            declared: declared(&item.head),
            fee: match fee {
                Some(fee) => Some(fee?),
                None => None,
            },
            opens: match opens {
                Some(opens) => Some(opens?),
                None => None,
            },
            rules: rules.into_iter().collect::<Option<_>>()?,
            combine: combine?,
            caps: caps.into_iter().collect::<Option<_>>()?,
            least: match least {
                Some(least) => Some(least?),
                None => None,
            },
            ends: match ends {
                Some(ends) => Some(ends?),
                None => None,
            },
            claim: match claim {
                Some(claim) => Some(claim?),
                None => None,
            },
        })
    }

    fn compensation_lines(&mut self, item: &'a ast::Compensation) -> Lines<'a> {
        let mut lines = Lines::default();
        for line in &item.lines {
            match line {
                CompensationLine::Of { .. } => self.once(&mut lines.of, line, "of", place),
                CompensationLine::Opens(opens) => self.once(&mut lines.opens, opens, "opens", |opens| opens.span),
                CompensationLine::Claimed { .. } => self.once(&mut lines.claimed, line, "claimed", place),
                CompensationLine::Combine { span, highest } => {
                    self.once(&mut lines.combine, (*span, *highest), "added together", |(span, _)| span);
                }
                CompensationLine::AtMost { span, most, per } => lines.caps.push((*span, Written::Worth(most, per))),
                CompensationLine::AtMostFee { span, amount, length } => {
                    lines.caps.push((*span, Written::FeeFor(amount, length)));
                }
                CompensationLine::PaysNothing { span, below } => {
                    self.once(&mut lines.least, (*span, below), "pays nothing", |(span, _)| span);
                }
                CompensationLine::Ends { span, when } => {
                    self.once(&mut lines.ends, (*span, when), "ends", |(span, _)| span);
                }
                CompensationLine::Pay(pay) => lines.pays.push(pay),
            }
        }
        lines
    }

    /// What percentages are of: the `of` line, or the amount of `10 times monthly_fee` or `at most monthly_fee for 90
    /// days`. `Some(None)` is poisoned.
    fn fee(&mut self, lines: &Lines<'a>) -> Option<Option<Fee>> {
        let mut first: Option<(&'a Name, bool)> = lines.of.and_then(|line| match line {
            CompensationLine::Of { span: _, amount, next_period } => Some((amount, *next_period)),
            CompensationLine::Opens(_)
            | CompensationLine::Claimed { .. }
            | CompensationLine::Combine { .. }
            | CompensationLine::AtMost { .. }
            | CompensationLine::AtMostFee { .. }
            | CompensationLine::PaysNothing { .. }
            | CompensationLine::Ends { .. }
            | CompensationLine::Pay(_) => None,
        });
        let of_pays = lines.pays.iter().filter_map(|pay| match &pay.value {
            Pay::TimeLost { amount, .. } => Some(amount),
            Pay::Flat { .. }
            | Pay::Ladder { .. }
            | Pay::Tiers { .. }
            | Pay::PerStep { .. }
            | Pay::PerMiss { .. }
            | Pay::Each { .. } => None,
        });
        let of_caps = lines.caps.iter().filter_map(|(_, written)| match written {
            Written::FeeFor(amount, _) => Some(*amount),
            Written::Worth(..) => None,
        });
        for amount in of_pays.chain(of_caps) {
            match first {
                None => first = Some((amount, false)),
                Some((name, _)) if name.value == amount.value => {
                    self.amount(amount);
                }
                Some((name, _)) => {
                    let problem = CompensationError::TwoFees {
                        name: amount.value.clone(),
                        span: amount.span,
                        first_name: name.value.clone(),
                        first: name.span,
                    };
                    if self.amount(amount).is_some() {
                        self.report(amount.span, problem);
                    }
                }
            }
        }
        let (name, next_period) = first?;
        Some(self.amount(name).map(|amount| Fee { amount, next_period }))
    }

    fn amount(&mut self, name: &Name) -> Option<AmountId> {
        self.names.look_up(&[Kind::Amount], name, self.out).map(|symbol| AmountId(symbol.index))
    }

    pub(super) fn event(&mut self, name: &Name) -> Option<EventId> {
        self.names.look_up(&[Kind::Event], name, self.out).map(|symbol| EventId(symbol.index))
    }

    fn opening(&mut self, opens: &ast::Opens) -> Option<Opening> {
        let after = opens.after.as_ref().map_or(Some((0, CalendarUnit::Day)), |after| self.calendar_span(after));
        let event = self.event(&opens.event);
        let with: Vec<_> = opens.with.iter().map(|(count, event)| Some((count.value, self.event(event)?))).collect();
        let unless = opens.unless.as_ref().map(|name| self.judgement(name));
        Some(Opening {
            span: opens.span,
            after: after?,
            event: event?,
            with: with.into_iter().collect::<Option<_>>()?,
            unless: match unless {
                Some(unless) => Some(unless?),
                None => None,
            },
        })
    }

    fn claim(&mut self, line: &CompensationLine) -> Option<Claim> {
        let CompensationLine::Claimed { span: _, event, within } = line else { return None };
        let event = event.as_ref().map(|event| self.event(event));
        let within = within.as_ref().map(|within| self.calendar_span(within));
        Some(Claim {
            event: match event {
                Some(event) => Some(event?),
                None => None,
            },
            within: match within {
                Some(within) => Some(within?),
                None => None,
            },
        })
    }

    /// `3 months`: days, weeks, months or years; no window says which days workdays are.
    fn calendar_span(&mut self, bound: &Spanned<TimeBound>) -> Option<(u32, CalendarUnit)> {
        match &bound.value {
            _ if self.is_slip(bound.span) => None,
            TimeBound::Calendar { unit: CalendarUnit::Workday, .. }
            | TimeBound::Elapsed(_)
            | TimeBound::EndOfWorkday(_)
            | TimeBound::NotAgreed => {
                self.report(bound.span, CompensationError::Workdays { span: bound.span });
                None
            }
            TimeBound::Calendar { count, unit, window: _ } => Some((*count, *unit)),
        }
    }

    fn combine(&mut self, lines: &Lines<'_>, damaged: bool) -> Option<Combine> {
        match (lines.combine, lines.pays.as_slice()) {
            (Some((_, highest)), _) => Some(if highest { Combine::Highest } else { Combine::Added }),
            (None, [first, second, ..]) if !damaged => {
                let problem = CompensationError::HowTogether { span: second.span, first: first.span };
                self.report(second.span, problem);
                None
            }
            (None, _) => Some(Combine::Added),
        }
    }

    fn cap(&mut self, (span, written): (Span, Written<'_>)) -> Option<Cap> {
        let (most, per) = match written {
            Written::Worth(most, per) => (most, per),
            Written::FeeFor(amount, length) => {
                let days = match self.calendar_span(length)? {
                    (count, CalendarUnit::Day) => Some(count),
                    (count, CalendarUnit::Week) => count.checked_mul(7),
                    (_, CalendarUnit::Workday | CalendarUnit::Month | CalendarUnit::Year) => None,
                };
                let Some(days) = days else {
                    let problem = CompensationError::Unit {
                        why: "a fee is taken for a number of days".to_owned(),
                        span: length.span,
                        label: "how many days?".to_owned(),
                        help: format!("write `at most {} for 90 days`; of whole periods, `at most 300%`", amount.value),
                    };
                    self.report(length.span, problem);
                    return None;
                };
                let text = words::fee_cap(amount, &length.value);
                return Some(Cap { span, text, most: Most::FeeFor(days), per: CapPer::Period });
            }
        };
        let typed = self.worth(most);
        let over = match per {
            ast::CapPer::Unsaid | ast::CapPer::Period => Some(CapPer::Period),
            ast::CapPer::Year => Some(CapPer::Year),
            ast::CapPer::OverAny(bound) => self.calendar_span(bound).map(|(count, unit)| CapPer::OverAny(count, unit)),
        };
        Some(Cap { span, text: words::cap(&most.value, per), most: Most::Worth(typed?), per: over? })
    }

    /// `pays nothing below 1 EUR`
    fn least(&mut self, below: &Spanned<Worth>) -> Option<Ratio> {
        if let Worth::Money(money) = &below.value {
            return self.money(money, below.span);
        }
        if !self.is_slip(below.span) {
            let problem = CompensationError::Unit {
                why: "a least amount is money".to_owned(),
                span: below.span,
                label: "not an amount of money".to_owned(),
                help: "write `pays nothing below 1 EUR`".to_owned(),
            };
            self.report(below.span, problem);
        }
        None
    }
}

fn place(line: &CompensationLine) -> Span {
    match line {
        CompensationLine::Of { span, .. }
        | CompensationLine::Claimed { span, .. }
        | CompensationLine::Combine { span, .. }
        | CompensationLine::AtMost { span, .. }
        | CompensationLine::AtMostFee { span, .. }
        | CompensationLine::PaysNothing { span, .. }
        | CompensationLine::Ends { span, .. } => *span,
        CompensationLine::Opens(opens) => opens.span,
        CompensationLine::Pay(pay) => pay.span,
    }
}
