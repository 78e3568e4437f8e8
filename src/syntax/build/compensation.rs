//! `compensation`, `right`, `status`.

use super::node::{Node, Parts};
use super::{Builder, literal};
use crate::source::Spanned;
use crate::syntax::ast::{
    BinaryOp, CapPer, Compensation, CompensationLine, Condition, ConditionKind, Edge, Opens, Over, Pay, Right, Status,
    StatusRow, StatusWhen, StepFrom, Then, Tier, Worth,
};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;

/// As many periods as anybody counts back.
const MOST_PERIODS: u32 = 1000;

impl Builder {
    pub(super) fn compensation(&mut self, mut parts: Parts<'_>) -> Compensation {
        let head_node = parts.need();
        let head = self.head(&head_node.only());
        let complete = parts.complete;
        let lines: Vec<CompensationLine> = parts.map(|line| self.compensation_line(&line)).collect();
        if lines.is_empty() && complete {
            let (span, help) = (head_node.span(), "say what it pays: `5% when oplostijden breached`");
            self.report(span, SyntaxError::EmptyBlock { block: "compensation", span, help: Some(help.to_owned()) });
        }
        Compensation { head, lines }
    }

    fn compensation_line(&mut self, node: &Node<'_>) -> CompensationLine {
        let span = node.span();
        let mut parts = node.parts();
        match node.rule() {
            Rule::pay_of => CompensationLine::Of {
                span,
                amount: literal::name(&parts.need()),
                next_period: node.has(Rule::next_period),
            },
            Rule::pay_opens => CompensationLine::Opens(self.opens(node)),
            Rule::pay_claimed => self.claimed(node),
            Rule::pay_together => CompensationLine::Combine { span, highest: node.has(Rule::kw_highest) },
            Rule::pay_cap => {
                if let Some(fee) = parts.maybe(Rule::fee_for) {
                    let mut inner = fee.parts();
                    let amount = literal::name(&inner.need());
                    return CompensationLine::AtMostFee { span, amount, length: self.time_bound(&inner.need()) };
                }
                let most = self.worth(&parts.need());
                let per = match parts.next() {
                    Some(per) if per.rule() == Rule::cap_over => CapPer::OverAny(self.time_bound(&per.only())),
                    Some(per) if per.has(Rule::kw_year) => CapPer::Year,
                    Some(_) => CapPer::Period,
                    None => CapPer::Unsaid,
                };
                CompensationLine::AtMost { span, most, per }
            }
            Rule::pay_least => CompensationLine::PaysNothing { span, below: self.worth(&parts.need()) },
            Rule::pay_ends => CompensationLine::Ends { span, when: self.verdict_condition(&parts.need()) },
            _ => CompensationLine::Pay(Box::new(self.pay(node))),
        }
    }

    fn opens(&mut self, node: &Node<'_>) -> Opens {
        let mut parts = node.parts();
        let after = parts.maybe(Rule::calendar_time).map(|after| self.time_bound(&after));
        let event = literal::name(&parts.need());
        let mut opens = Opens { span: node.span(), after, event, with: Vec::new(), unless: None };
        for part in parts {
            let mut inner = part.parts();
            if part.rule() == Rule::opens_with {
                let wanted = "a number of events from 1 to 1000";
                let count = self.whole_where(&inner.need(), wanted, |n| (1..=MOST_PERIODS).contains(n));
                opens.with.push((count, literal::name(&inner.need())));
            } else {
                opens.unless = Some(literal::name(&inner.need().only()));
            }
        }
        opens
    }

    fn claimed(&mut self, node: &Node<'_>) -> CompensationLine {
        let (mut event, mut within) = (None, None);
        for part in node.parts() {
            match part.rule() {
                Rule::claim_by => event = Some(literal::name(&part.only())),
                _ => within = Some(self.time_bound(&part.only())),
            }
        }
        CompensationLine::Claimed { span: node.span(), event, within }
    }

    /// A line that pays. Its place is that of its first line: a block below says for itself.
    fn pay(&mut self, node: &Node<'_>) -> Spanned<Pay> {
        let mut parts = node.parts();
        match node.rule() {
            Rule::pay_by => {
                let head = parts.need();
                let value = self.expression(&head.only());
                Spanned::new(Pay::Tiers { value, tiers: self.tiers("by", &head, parts) }, head.span())
            }
            Rule::pay_each => {
                let head = parts.need();
                let mut inner = head.parts();
                let of = self.expression(&inner.need());
                let by = inner.need();
                let clock = (by.rule() == Rule::name).then(|| literal::name(&by));
                Spanned::new(Pay::Each { of, clock, tiers: self.tiers("for each", &head, parts) }, head.span())
            }
            Rule::pay_ladder => {
                let (first, more) = (self.worth(&parts.need()), self.worth(&parts.need()));
                let when = self.verdict_condition(&parts.need());
                Spanned::new(Pay::Ladder { first, more, when }, node.span())
            }
            _ => Spanned::new(self.pay_line(&node.only()), node.span()),
        }
    }

    fn pay_line(&mut self, node: &Node<'_>) -> Pay {
        let mut parts = node.parts();
        let first = parts.need();
        match node.rule() {
            Rule::pay_time => {
                let times = self.number(&first);
                let amount = literal::name(&parts.need());
                let value = self.expression(&parts.need());
                Pay::TimeLost { times, amount, value, beyond: parts.next().map(|beyond| self.elapsed(&beyond)) }
            }
            Rule::pay_miss => Pay::PerMiss {
                worth: self.worth(&first),
                norm: literal::name(&parts.need()),
                beyond: parts.next().map(|beyond| self.periods(&beyond, "a number of misses from 0 to 1000")),
            },
            Rule::pay_step => {
                let worth = self.worth(&first);
                let step = self.literal(&parts.need());
                let from = parts
                    .maybe(Rule::step_from)
                    .map(|from| StepFrom { beyond: from.has(Rule::kw_beyond), value: self.literal(&from.only()) });
                let value = self.expression(&parts.need());
                Pay::PerStep { worth, started: node.has(Rule::kw_started), step, from, value }
            }
            _ => Pay::Flat { worth: self.worth(&first), when: self.verdict_condition(&parts.need()) },
        }
    }

    fn periods(&mut self, node: &Node<'_>, wanted: &'static str) -> Spanned<u32> {
        self.whole_where(node, wanted, |n| *n <= MOST_PERIODS)
    }

    /// The rows below `head`.
    fn tiers(&mut self, block: &'static str, head: &Node<'_>, parts: Parts<'_>) -> Vec<Tier> {
        let complete = parts.complete;
        let tiers: Vec<Tier> = parts.map(|row| self.tier(&row)).collect();
        if tiers.is_empty() && complete {
            let (span, help) = (head.span(), "write a row for every value: `from 99.5% : none`, `below 99.5% : 10%`");
            self.report(span, SyntaxError::EmptyBlock { block, span, help: Some(help.to_owned()) });
        }
        tiers
    }

    fn tier(&mut self, node: &Node<'_>) -> Tier {
        let mut parts = node.parts();
        let low = parts.maybe(Rule::tier_low);
        let high = parts.maybe(Rule::tier_high);
        let low = low.map(|low| Edge { included: low.has(Rule::kw_from), at: self.literal(&low.only()) });
        let high = high.map(|high| Edge { included: !high.has(Rule::kw_below), at: self.literal(&high.only()) });
        let worth = parts.maybe(Rule::worth).map(|worth| self.worth(&worth));
        let then = parts.maybe(Rule::tier_then).map(|then| {
            let mut inner = then.parts();
            Then {
                worth: self.worth(&inner.need()),
                started: then.has(Rule::kw_started),
                step: self.literal(&inner.need()),
            }
        });
        Tier { span: node.span(), low, high, worth, then }
    }

    /// `worth`
    fn worth(&mut self, node: &Node<'_>) -> Spanned<Worth> {
        let inner = node.only();
        let worth = match inner.rule() {
            Rule::not_agreed => Worth::NotAgreed,
            Rule::money | Rule::wrong_money => Worth::Money(self.money(&inner).value),
            _ => Worth::Share(self.percent(&inner).value),
        };
        Spanned::new(worth, node.span())
    }

    /// `condition`: operands and the words between them, from left to right.
    pub(super) fn verdict_condition(&mut self, node: &Node<'_>) -> Condition {
        let mut joined: Option<(Condition, Option<Spanned<BinaryOp>>)> = None;
        let mut join: Option<Spanned<BinaryOp>> = None;
        let mut not: Vec<Node<'_>> = Vec::new();
        for part in node.all() {
            match part.rule() {
                Rule::kw_not => not.push(part),
                Rule::op_and => join = Some(Spanned::new(BinaryOp::And, part.span())),
                Rule::op_or => join = Some(Spanned::new(BinaryOp::Or, part.span())),
                _ => {
                    let mut operand = self.condition_operand(&part);
                    for word in not.drain(..).rev() {
                        let span = word.span().to(operand.span);
                        operand = Spanned::new(ConditionKind::Not(Box::new(operand)), span);
                    }
                    joined = Some(match (joined, join.take()) {
                        (Some((left, before)), Some(op)) => {
                            self.one_word(before, &op);
                            (both(left, op.value, operand), Some(op))
                        }
                        (Some((left, before)), None) => (left, before),
                        (None, _) => (operand, None),
                    });
                }
            }
        }
        joined.map(|(condition, _)| condition).expect("the grammar has an operand in every condition")
    }

    /// `and` and `or` do not mix without parentheses; said once for each condition.
    fn one_word(&mut self, before: Option<Spanned<BinaryOp>>, op: &Spanned<BinaryOp>) {
        if let Some(before) = before
            && before.value != op.value
        {
            let word = |op: BinaryOp| if op == BinaryOp::And { "and" } else { "or" };
            let problem = SyntaxError::Mixed {
                first: word(before.value),
                second: word(op.value),
                first_span: before.span,
                second_span: op.span,
            };
            self.report(before.span, problem);
        }
    }

    fn condition_operand(&mut self, node: &Node<'_>) -> Condition {
        let span = node.span();
        let kind = match node.rule() {
            Rule::condition_group => self.verdict_condition(&node.only()).value,
            Rule::judged => ConditionKind::Judged(literal::name(&node.only())),
            _ => {
                let mut parts = node.parts();
                let norm = literal::name(&parts.need());
                let wanted = "a number of periods from 0 to 1000";
                let over = match parts.next() {
                    None => Over::This,
                    Some(over) => {
                        let mut counts = over.parts();
                        let count = self.periods(&counts.need(), wanted);
                        match counts.next() {
                            Some(of) => Over::OfAny(count, self.periods(&of, wanted)),
                            None => Over::InARow(count),
                        }
                    }
                };
                ConditionKind::CameOut { norm, breached: node.has(Rule::kw_breached), over }
            }
        };
        Spanned::new(kind, span)
    }

    pub(super) fn right(&mut self, mut parts: Parts<'_>) -> Right {
        let mut parts = parts.need().parts();
        Right { head: self.head(&parts.need()), when: self.verdict_condition(&parts.need()) }
    }

    pub(super) fn status(&mut self, mut parts: Parts<'_>) -> Status {
        let head = parts.need();
        let objective = head.parts().next().map(|objective| literal::text(&objective));
        let complete = parts.complete;
        let rows: Vec<StatusRow> = parts.map(|row| self.status_row(&row)).collect();
        if rows.is_empty() && complete {
            let (span, help) = (head.span(), "write a line for each colour: `green : this and last period met`");
            self.report(span, SyntaxError::EmptyBlock { block: "status", span, help: Some(help.to_owned()) });
        }
        Status { span: head.span(), objective, rows }
    }

    fn status_row(&mut self, node: &Node<'_>) -> StatusRow {
        let mut parts = node.parts();
        let colour = literal::name(&parts.need());
        let label = parts.maybe(Rule::label).map(|label| literal::text(&label.only()));
        let when = parts.need();
        let wanted = "a number of periods from 0 to 1000";
        let when = match when.rule() {
            Rule::both_met => StatusWhen::MetOfTwo(2),
            Rule::one_met => StatusWhen::MetOfTwo(1),
            Rule::neither_met => StatusWhen::MetOfTwo(0),
            Rule::this_period => StatusWhen::This(when.has(Rule::kw_met)),
            Rule::at_least_of => {
                let mut counts = when.parts();
                StatusWhen::AtLeast(self.periods(&counts.need(), wanted), self.periods(&counts.need(), wanted))
            }
            _ => StatusWhen::Otherwise,
        };
        StatusRow { span: node.span(), colour, label, when }
    }
}

fn both(left: Condition, op: BinaryOp, right: Condition) -> Condition {
    let span = left.span.to(right.span);
    let (left, right) = (Box::new(left), Box::new(right));
    let kind = if op == BinaryOp::And { ConditionKind::And(left, right) } else { ConditionKind::Or(left, right) };
    Spanned::new(kind, span)
}
