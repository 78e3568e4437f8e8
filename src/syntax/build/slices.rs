//! `slices`, and lines of a norm about slices.

use super::node::{Node, Parts};
use super::{Builder, literal};
use crate::source::Spanned;
use crate::syntax::ast::{CompareOp, Percent, SliceFate, SliceFigure, SliceTest, Slices, SlicesClause, SlicesShare};
use crate::syntax::grammar::Rule;

impl Builder {
    pub(super) fn slices(&mut self, mut parts: Parts<'_>) -> Slices {
        let head_node = parts.need();
        let mut head_parts = head_node.parts();
        let head = self.head(&head_parts.need());
        let (length, metric) = (self.elapsed(&head_parts.need()), literal::name(&head_parts.need()));
        Slices { head, length, metric, clauses: parts.map(|line| self.slices_clause(&line)).collect() }
    }

    fn slices_clause(&mut self, node: &Node<'_>) -> SlicesClause {
        let mut parts = node.parts();
        match node.rule() {
            Rule::slice_rule => {
                SlicesClause::Rule { good: node.has(Rule::kw_good), test: self.slice_test(&parts.need()) }
            }
            Rule::slice_where => SlicesClause::Where(self.expression(&parts.need())),
            Rule::slice_needs => SlicesClause::Needs {
                count: self
                    .whole_where(&parts.need(), "a number from 1 to 1000000000", |n| (1..=1_000_000_000).contains(n)),
                what: literal::as_written(&parts.need()),
                otherwise: fate(&parts.need()).value,
                span: node.span(),
            },
            Rule::slice_empty => SlicesClause::Empty(fate(&parts.need())),
            _ => SlicesClause::Run(self.elapsed(&parts.need())),
        }
    }

    /// `mean <= 4s`
    fn slice_test(&mut self, node: &Node<'_>) -> SliceTest {
        let mut parts = node.parts();
        let figure_node = parts.need();
        let mut words = figure_node.parts();
        let first = words.need();
        let figure = match words.next() {
            _ if first.rule() == Rule::percentile => SliceFigure::Percentile(self.percentile(&first)),
            None => SliceFigure::Word(literal::name(&first)),
            Some(whole) => SliceFigure::Share(literal::name(&first), literal::name(&whole)),
        };
        let op_node = parts.need();
        let op = match op_node.keyword().rule() {
            Rule::less_sign => CompareOp::Less,
            Rule::at_most_sign => CompareOp::AtMost,
            Rule::more_sign => CompareOp::More,
            Rule::at_least_sign => CompareOp::AtLeast,
            Rule::not_equal => CompareOp::NotEqual,
            _ => CompareOp::Equal,
        };
        SliceTest {
            span: node.span(),
            figure: Spanned::new(figure, figure_node.span()),
            op: Spanned::new(op, op_node.span()),
            bound: self.literal(&parts.need()),
        }
    }

    /// `of slices of 1m of latency with mean <= 4s`, behind a share.
    pub(super) fn of_slices(&mut self, share: Spanned<Percent>, node: &Node<'_>) -> SlicesShare {
        let mut parts = node.parts();
        SlicesShare {
            share,
            length: self.elapsed(&parts.need()),
            metric: literal::name(&parts.need()),
            of: parts.maybe(Rule::of_owner).map(|of| literal::name(&of.only())),
            test: self.slice_test(&parts.need()),
        }
    }
}

fn fate(node: &Node<'_>) -> Spanned<SliceFate> {
    let fate = match node.keyword().rule() {
        Rule::kw_good => SliceFate::Good,
        Rule::kw_bad => SliceFate::Bad,
        Rule::kw_left => SliceFate::LeftOut,
        _ => SliceFate::Undecided,
    };
    Spanned::new(fate, node.span())
}
