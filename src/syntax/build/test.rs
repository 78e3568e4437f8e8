//! `test`.

use super::node::{Node, Parts};
use super::{Builder, literal};
use crate::source::Spanned;
use crate::syntax::ast::{Expectation, ExprKind, Given, GivenField, Test, TestLine};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;

impl Builder {
    pub(super) fn test(&mut self, mut parts: Parts<'_>) -> Test {
        let name = literal::text(&parts.need().only());
        Test { name, lines: parts.filter_map(|line| self.test_line(&line)).collect() }
    }

    fn test_line(&mut self, node: &Node<'_>) -> Option<TestLine> {
        Some(match node.rule() {
            Rule::expect => TestLine::Expect(self.expectation(&node.only())?),
            Rule::test_period => TestLine::Period(literal::as_written(&node.only())),
            Rule::as_of => TestLine::AsOf(self.moment(&node.only())),
            _ => TestLine::Given(self.given(node)),
        })
    }

    fn given(&mut self, node: &Node<'_>) -> Given {
        let mut parts = node.parts();
        let table = parts.need();
        self.check_spelling(&table, "test", &["expect", "period"]);
        let id = parts.maybe(Rule::value).map(|id| literal::value(&id));
        let fields = parts.map(|field| {
            let mut parts = field.parts();
            let name = parts.need();
            let value = parts.need();
            let name = if name.has(Rule::name) { literal::name(&name.only()) } else { literal::as_written(&name) };
            GivenField { name, value: self.given_value(&value) }
        });
        Given { table: literal::name(&table), id, fields: fields.collect() }
    }

    fn given_value(&mut self, node: &Node<'_>) -> crate::syntax::ast::Expr {
        match node.rule() {
            Rule::name => literal::name(node).map(ExprKind::Name),
            _ => self.literal(node).map(ExprKind::Literal),
        }
    }

    /// `None` when nothing is expected; that is reported.
    fn expectation(&mut self, node: &Node<'_>) -> Option<Spanned<Expectation>> {
        let inner = node.only();
        let span = inner.span();
        let mut parts = inner.parts();
        let first = parts.need();
        let expectation = match inner.rule() {
            Rule::expect_deadline => Expectation::Deadline {
                norm: literal::name(&first),
                kind: literal::name(&parts.need()),
                id: literal::value(&parts.need()),
                at: self.moment(&parts.need()),
            },
            Rule::expect_elapsed => Expectation::Elapsed {
                clock: literal::name(&first),
                kind: literal::name(&parts.need()),
                id: literal::value(&parts.need()),
                elapsed: self.elapsed(&parts.need()),
            },
            Rule::expect_amount => {
                let period = parts.maybe(Rule::period_name).map(|period| literal::as_written(&period));
                Expectation::Amount { compensation: literal::name(&first), period, money: self.money(&parts.need()) }
            }
            Rule::expect_right => {
                Expectation::Right { right: literal::name(&first), arises: inner.has(Rule::kw_arises) }
            }
            Rule::expect_colour => {
                Expectation::Colour { norm: literal::name(&first), colour: literal::name(&parts.need()) }
            }
            Rule::expect_verdict => {
                Expectation::Verdict { norm: literal::name(&first), verdict: literal::as_written(&parts.need()) }
            }
            _ => self.expected_value(&first, parts.next())?,
        };
        Some(Spanned::new(expectation, span))
    }

    /// `value is literal` (an expression of its own) or `value shown as literal`.
    fn expected_value(&mut self, expression: &Node<'_>, shown: Option<Node<'_>>) -> Option<Expectation> {
        let value = self.expression(expression);
        if let Some(shown) = shown {
            return Some(Expectation::Value { value, shown: true, want: self.literal(&shown.only()) });
        }
        match value.value {
            ExprKind::Is { value, right, negated: false } => {
                if let ExprKind::Literal(literal) = right.value {
                    let want = Spanned::new(literal, right.span);
                    return Some(Expectation::Value { value: *value, shown: false, want });
                }
                self.report(right.span, SyntaxError::NothingExpected { span: right.span });
            }
            _ => self.report(value.span, SyntaxError::NothingExpected { span: value.span }),
        }
        None
    }
}
