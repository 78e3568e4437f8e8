//! A flat row of operands and operators, grouped as the table above `expression` in the grammar says.
//!
//! Every chain is a loop; only parentheses and prefixes recurse, and both are counted. The depth of what is made is
//! counted too, since whoever reads the tree recurses over it.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::mixing::is_condition;
use super::node::Node;
use super::{Builder, literal};
use crate::source::{Span, Spanned};
use crate::syntax::MAX_DEPTH;
use crate::syntax::ast::{Aggregate, BinaryOp, BudgetSpan, CompareOp, Expr, ExprKind, Literal, Stretch, WeightTotal};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;

/// A tree of operators is at most this deep: `a + b + c` is one deeper than `a + b`.
const MAX_TREE: usize = 2 * MAX_DEPTH;

/// How tightly an operator binds; a looser one is smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Not,
    Comparison,
    Share,
    Sets,
    Sum,
    Product,
    Aggregate,
    Filter,
    Of,
    Primary,
}

/// An expression on its way up.
#[derive(Debug)]
pub(super) struct Grouped {
    pub(super) expr: Expr,
    depth: usize,
    /// Stands in parentheses of its own.
    pub(super) parens: bool,
    /// A part of this chain of operators was called wrong; once is enough.
    pub(super) told: bool,
}

/// The rest of a row.
type Row<'t> = Peekable<IntoIter<Node<'t>>>;

impl Builder {
    /// `expression`
    pub(super) fn expression(&mut self, node: &Node<'_>) -> Expr {
        self.told_depth = false;
        self.grouped(node).expr
    }

    fn grouped(&mut self, node: &Node<'_>) -> Grouped {
        let mut row = node.all().into_iter().peekable();
        let grouped = self.climb(&mut row, Level::Or, node.span());
        debug_assert!(row.peek().is_none(), "every operator has a level");
        grouped
    }

    /// Takes from `row` all that binds at least as tightly as `least`.
    fn climb(&mut self, row: &mut Row<'_>, least: Level, place: Span) -> Grouped {
        let mut left = self.operand(row, place);
        while left.depth <= MAX_TREE
            && let Some(operator) = row.next_if(|node| level(node.rule()) >= least)
        {
            left = self.join(left, &operator, row);
        }
        match left.depth > MAX_TREE {
            true => self.too_deep(row, left.expr.span, MAX_TREE),
            false => left,
        }
    }

    /// Reports the depth once, and drops the rest of the row.
    fn too_deep(&mut self, row: &mut Row<'_>, place: Span, limit: usize) -> Grouped {
        let span = row.next().map_or(place, |node| node.span());
        row.by_ref().for_each(drop);
        if !self.told_depth {
            self.told_depth = true;
            self.report(span, SyntaxError::TooDeep { limit, span });
        }
        leaf(ExprKind::Name(String::new()), span)
    }

    /// A prefix and its operand, or an operand alone.
    fn operand(&mut self, row: &mut Row<'_>, place: Span) -> Grouped {
        let Some(node) = row.next() else {
            return self.too_deep(row, place, MAX_DEPTH);
        };
        if self.nesting > MAX_DEPTH {
            return self.too_deep(row, place, MAX_DEPTH);
        }
        self.nesting += 1;
        let operand = match node.rule() {
            Rule::not => {
                let operand = self.climb(row, Level::Comparison, node.span());
                let span = node.span().to(operand.expr.span);
                above(operand, span, |operand| ExprKind::Not(Box::new(operand)))
            }
            Rule::aggregate => self.aggregate(&node, row),
            Rule::quorum => self.quorum(&node, row),
            Rule::budget => self.budget(&node, row),
            Rule::group_of => {
                let inner = self.grouped(&node.only());
                let expr = Spanned::new(inner.expr.value, node.span());
                Grouped { expr, depth: inner.depth, parens: true, told: false }
            }
            _ => self.leaf(&node),
        };
        self.nesting -= 1;
        operand
    }

    fn aggregate(&mut self, node: &Node<'_>, row: &mut Row<'_>) -> Grouped {
        let word_node = node.only();
        let word = match word_node.rule() == Rule::percentile {
            true => Aggregate::Percentile(self.percentile(&word_node)),
            false => aggregate_word(word_node.text()),
        };
        let word = Spanned::new(word, word_node.span());
        let operand = self.climb(row, Level::Filter, node.span());
        let span = node.span().to(operand.expr.span);
        above(operand, span, |of| ExprKind::Aggregate { word, of: Box::new(of) })
    }

    /// `percentile 95`
    pub(super) fn percentile(&mut self, node: &Node<'_>) -> u32 {
        self.whole_where(&node.only(), "a percentile from 1 to 100", |n| (1..=100).contains(n)).value
    }

    fn quorum(&mut self, node: &Node<'_>, row: &mut Row<'_>) -> Grouped {
        let mut parts = node.parts();
        let least =
            self.whole_where(&parts.need(), "a number of members from 1 to 1000000", |n| (1..=1_000_000).contains(n));
        let group = literal::name(&parts.need());
        let operand = self.climb(row, Level::Filter, node.span());
        let span = node.span().to(operand.expr.span);
        above(operand, span, |of| ExprKind::Quorum { least, group, of: Box::new(of) })
    }

    fn budget(&mut self, node: &Node<'_>, row: &mut Row<'_>) -> Grouped {
        let mut parts = node.parts();
        let budget = self.elapsed(&parts.need());
        let per = parts.need();
        let units = [
            (Rule::kw_month, BudgetSpan::Month),
            (Rule::kw_quarter, BudgetSpan::Quarter),
            (Rule::kw_half_year, BudgetSpan::HalfYear),
            (Rule::kw_year, BudgetSpan::Year),
        ];
        let per = units.into_iter().find(|(word, _)| per.has(*word)).map_or(BudgetSpan::Period, |(_, unit)| unit);
        let operand = self.climb(row, Level::Filter, node.span());
        let span = node.span().to(operand.expr.span);
        above(operand, span, |of| ExprKind::First { budget, per, of: Box::new(of) })
    }

    fn leaf(&mut self, node: &Node<'_>) -> Grouped {
        let kind = match node.rule() {
            Rule::name => ExprKind::Name(literal::name(node).value),
            Rule::qualified => {
                let mut parts = node.parts();
                ExprKind::Qualified {
                    qualifier: literal::as_written(&parts.need()),
                    kind: literal::name(&parts.need()),
                }
            }
            _ => ExprKind::Literal(self.literal(node).value),
        };
        leaf(kind, node.span())
    }

    /// Any `literal`.
    pub(super) fn literal(&mut self, node: &Node<'_>) -> Spanned<Literal> {
        match node.rule() {
            Rule::percent | Rule::wrong_percent => self.percent(node).map(Literal::Percent),
            Rule::elapsed | Rule::wrong_elapsed => self.elapsed(node).map(Literal::Elapsed),
            Rule::calendar_time => self.time_bound(node).map(Literal::Calendar),
            Rule::money | Rule::wrong_money => self.money(node).map(Literal::Money),
            Rule::date | Rule::wrong_date => self.date(node).map(Literal::Date),
            Rule::moment => self.moment(node).map(Literal::Instant),
            Rule::yes_no => Spanned::new(Literal::YesNo(node.has(Rule::kw_yes)), node.span()),
            Rule::not_agreed => Spanned::new(Literal::NotAgreed, node.span()),
            Rule::string => literal::text(node).map(Literal::Text),
            Rule::period_value => literal::as_written(node).map(Literal::Period),
            _ => self.number(node).map(Literal::Number),
        }
    }

    /// `left operator …`, taking the right operand from `row`.
    fn join(&mut self, left: Grouped, operator: &Node<'_>, row: &mut Row<'_>) -> Grouped {
        match level(operator.rule()) {
            Level::Comparison => {
                let told = self.check_single_comparison(&left, operator);
                Grouped { told, ..self.compare(left, operator, row, Level::Share) }
            }
            Level::Share => self.share_or_rounded(left, operator, row),
            Level::Filter => self.filter(left, operator, row),
            Level::Of => {
                let right = self.climb(row, Level::Primary, operator.span());
                both(left, right, |what, of| ExprKind::Of { what, of })
            }
            Level::Or
            | Level::And
            | Level::Sets
            | Level::Sum
            | Level::Product
            | Level::Not
            | Level::Aggregate
            | Level::Primary => self.binary(left, operator, row),
        }
    }

    fn binary(&mut self, left: Grouped, operator: &Node<'_>, row: &mut Row<'_>) -> Grouped {
        let (op, tighter) = match operator.rule() {
            Rule::op_or => (BinaryOp::Or, Level::And),
            Rule::op_and => (BinaryOp::And, Level::Not),
            Rule::op_within => (BinaryOp::Within, Level::Sum),
            Rule::op_outside => (BinaryOp::Outside, Level::Sum),
            Rule::plus => (BinaryOp::Add, Level::Product),
            Rule::minus => (BinaryOp::Sub, Level::Product),
            Rule::times => (BinaryOp::Mul, Level::Aggregate),
            _ => (BinaryOp::Div, Level::Aggregate),
        };
        if matches!(row.peek().map(Node::rule), Some(Rule::not)) && tighter > Level::Not {
            let span = row.peek().map_or(operator.span(), Node::span);
            self.report(span, SyntaxError::NeedsParentheses { word: "not", span });
        }
        let right = self.climb(row, tighter, operator.span());
        let op = Spanned::new(op, operator.span());
        let told =
            self.check_mixing(&left, &op) | self.check_mixing(&right, &op) | self.check_one_condition(&left, &op);
        Grouped { told, ..both(left, right, |left, right| ExprKind::Binary { op, left, right }) }
    }

    /// `left` compared with what follows; `tightness` is that of the right operand.
    fn compare(&mut self, left: Grouped, operator: &Node<'_>, row: &mut Row<'_>, tightness: Level) -> Grouped {
        let op = match operator.rule() {
            Rule::is_missing | Rule::in_list | Rule::between => return self.condition(left, operator),
            Rule::op_is => {
                let negated = operator.has(Rule::is_not);
                let right = self.climb(row, tightness, operator.span());
                return both(left, right, |value, right| ExprKind::Is { value, right, negated });
            }
            Rule::less_sign | Rule::op_less_than => CompareOp::Less,
            Rule::at_most_sign | Rule::op_within_time => CompareOp::AtMost,
            Rule::more_sign => CompareOp::More,
            Rule::at_least_sign => CompareOp::AtLeast,
            Rule::not_equal => CompareOp::NotEqual,
            _ => CompareOp::Equal,
        };
        let right = self.climb(row, tightness, operator.span());
        let op = Spanned::new(op, operator.span());
        both(left, right, |left, right| ExprKind::Compare { op, left, right })
    }

    /// The comparisons that hold their right side: `is missing`, `in (…)`, `from … to …`.
    fn condition(&mut self, left: Grouped, suffix: &Node<'_>) -> Grouped {
        let span = left.expr.span.to(suffix.span());
        match suffix.rule() {
            Rule::is_missing => {
                let negated = suffix.has(Rule::is_not);
                above(left, span, |value| ExprKind::IsMissing { value: Box::new(value), negated })
            }
            Rule::in_list => {
                let negated = suffix.has(Rule::not_in);
                let values = suffix.parts().filter(|part| part.rule() != Rule::not_in);
                let list: Vec<Expr> = values.map(|part| self.leaf(&part).expr).collect();
                above(left, span, |value| ExprKind::In { value: Box::new(value), list, negated })
            }
            _ => {
                let mut bounds = suffix.parts();
                let mut bound = |builder: &mut Self| {
                    let node = bounds.need();
                    let span = node.span();
                    builder.climb(&mut vec![node].into_iter().peekable(), Level::Primary, span)
                };
                let (low, high) = (bound(self), bound(self));
                let depth = low.depth.max(high.depth).max(left.depth) + 1;
                let kind = ExprKind::Between {
                    value: Box::new(left.expr),
                    low: Box::new(low.expr),
                    high: Box::new(high.expr),
                };
                Grouped { expr: Spanned::new(kind, span), depth, parens: false, told: false }
            }
        }
    }

    fn share_or_rounded(&mut self, left: Grouped, operator: &Node<'_>, row: &mut Row<'_>) -> Grouped {
        if operator.rule() == Rule::op_share {
            let right = self.climb(row, Level::Sets, operator.span());
            return both(left, right, |part, whole| ExprKind::ShareOf { part, whole });
        }
        if operator.rule() == Rule::over {
            let (inner, span) = (operator.only(), operator.span());
            let time = self.time_bound(&inner.only());
            let over =
                if inner.rule() == Rule::over_last { Stretch::Last(time.value) } else { Stretch::Any(time.value) };
            let (over, span) = (Spanned::new(over, span), left.expr.span.to(span));
            return above(left, span, |value| ExprKind::Over { value: Box::new(value), over });
        }
        let decimals = self.whole_where(&operator.only(), "a number of decimals from 0 to 12", |n| *n <= 12);
        let span = left.expr.span.to(operator.span());
        above(left, span, |value| ExprKind::Rounded { value: Box::new(value), decimals })
    }

    /// `where`, `with` and their one condition; `lasting`.
    fn filter(&mut self, left: Grouped, operator: &Node<'_>, row: &mut Row<'_>) -> Grouped {
        if operator.rule() == Rule::announced_before {
            let notice = self.time_bound(&operator.only());
            let span = left.expr.span.to(operator.span());
            return above(left, span, |subject| ExprKind::Announced { subject: Box::new(subject), notice });
        }
        if operator.rule() == Rule::weighted {
            let mut parts = operator.parts();
            let column = literal::name(&parts.need());
            let total = parts.maybe(Rule::weight_total).map(|total| total.only());
            let of = total.map(|total| match total.rule() {
                Rule::name => WeightTotal::Column(literal::name(&total)),
                _ => WeightTotal::Number(self.number(&total)),
            });
            let span = left.expr.span.to(operator.span());
            return above(left, span, |subject| ExprKind::Weighted { subject: Box::new(subject), column, of });
        }
        if operator.rule() == Rule::lasting {
            let mut parts = operator.parts();
            let at_most = parts.need().rule() == Rule::at_most;
            let length = self.elapsed(&parts.need());
            let span = left.expr.span.to(operator.span());
            return above(left, span, |subject| ExprKind::Lasting { subject: Box::new(subject), at_most, length });
        }
        let predicate = self.one_condition(row, operator.span());
        if operator.rule() == Rule::op_where {
            both(left, predicate, |subject, predicate| ExprKind::Where { subject, predicate })
        } else {
            both(left, predicate, |subject, predicate| ExprKind::With { subject, predicate })
        }
    }

    fn one_condition(&mut self, row: &mut Row<'_>, place: Span) -> Grouped {
        if self.nesting >= MAX_DEPTH {
            return self.too_deep(row, place, MAX_DEPTH);
        }
        if let Some(not) = row.next_if(|node| node.rule() == Rule::not) {
            self.nesting += 1;
            let operand = self.one_condition(row, not.span());
            self.nesting -= 1;
            let span = not.span().to(operand.expr.span);
            return above(operand, span, |operand| ExprKind::Not(Box::new(operand)));
        }
        let left = self.climb(row, Level::Of, place);
        if left.parens && (is_condition(&left.expr.value) || is_within(&left.expr.value)) {
            return left;
        }
        if is_moment(&left)
            && let Some(op) = row.next_if(|node| set_operator(node.rule()).is_some())
        {
            let right = self.climb(row, Level::Of, op.span());
            let op = Spanned::new(set_operator(op.rule()).unwrap_or(BinaryOp::Within), op.span());
            return both(left, right, |left, right| ExprKind::Binary { op, left, right });
        }
        match row.next_if(|node| level(node.rule()) == Level::Comparison) {
            Some(operator) => self.compare(left, &operator, row, Level::Of),
            None => left,
        }
    }
}

/// Whether this is a moment that every ticket has: after `where`, a window says when it must lie.
fn is_moment(operand: &Grouped) -> bool {
    match &operand.expr.value {
        ExprKind::Name(name) => ["opened", "responded", "resolved", "closed"].contains(&name.as_str()),
        _ => false,
    }
}

/// `registered within peak`: in the parentheses of a condition, a moment within a window.
fn is_within(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Binary { op, .. } => matches!(op.value, BinaryOp::Within | BinaryOp::Outside),
        _ => false,
    }
}

fn set_operator(rule: Rule) -> Option<BinaryOp> {
    match rule {
        Rule::op_within => Some(BinaryOp::Within),
        Rule::op_outside => Some(BinaryOp::Outside),
        _ => None,
    }
}

/// How tightly the operator that `rule` matches binds; anything else is an operand.
fn level(rule: Rule) -> Level {
    match rule {
        Rule::op_or => Level::Or,
        Rule::op_and => Level::And,
        Rule::op_is
        | Rule::op_within_time
        | Rule::op_less_than
        | Rule::less_sign
        | Rule::at_most_sign
        | Rule::more_sign
        | Rule::at_least_sign
        | Rule::not_equal
        | Rule::equals
        | Rule::is_missing
        | Rule::in_list
        | Rule::between => Level::Comparison,
        Rule::op_share | Rule::rounded | Rule::over => Level::Share,
        Rule::op_within | Rule::op_outside => Level::Sets,
        Rule::plus | Rule::minus => Level::Sum,
        Rule::times | Rule::divided => Level::Product,
        Rule::op_where | Rule::op_with | Rule::lasting | Rule::announced_before | Rule::weighted => Level::Filter,
        Rule::op_of => Level::Of,
        _ => Level::Or,
    }
}

fn aggregate_word(word: &str) -> Aggregate {
    match word {
        "length" => Aggregate::Length,
        "count" => Aggregate::Count,
        "longest" => Aggregate::Longest,
        "shortest" => Aggregate::Shortest,
        "share" => Aggregate::Share,
        "mean" => Aggregate::Mean,
        "median" => Aggregate::Median,
        "sum" => Aggregate::Sum,
        "lowest" => Aggregate::Lowest,
        "highest" => Aggregate::Highest,
        "product" => Aggregate::Product,
        "pooled" => Aggregate::Pooled,
        "latest" => Aggregate::Latest,
        _ => Aggregate::Redundant,
    }
}

fn leaf(kind: ExprKind, span: Span) -> Grouped {
    Grouped { expr: Spanned::new(kind, span), depth: 1, parens: false, told: false }
}

fn above(operand: Grouped, span: Span, make: impl FnOnce(Expr) -> ExprKind) -> Grouped {
    Grouped { depth: operand.depth + 1, expr: Spanned::new(make(operand.expr), span), parens: false, told: false }
}

fn both(left: Grouped, right: Grouped, make: impl FnOnce(Box<Expr>, Box<Expr>) -> ExprKind) -> Grouped {
    let span = left.expr.span.to(right.expr.span);
    let depth = left.depth.max(right.depth) + 1;
    Grouped {
        depth,
        expr: Spanned::new(make(Box::new(left.expr), Box::new(right.expr)), span),
        parens: false,
        told: false,
    }
}
