//! `clock` and `cadence`.

use super::node::{Node, Parts};
use super::{Builder, literal};
use crate::source::Spanned;
use crate::syntax::ast::{Cadence, Clock, Endpoint, ExprKind, Norm, Pick};
use crate::syntax::error::LiteralError;
use crate::syntax::grammar::Rule;

impl Builder {
    pub(super) fn clock(&mut self, mut parts: Parts<'_>) -> Clock {
        let head_node = parts.need();
        let mut head_parts = head_node.parts();
        let head = self.head(&head_parts.need());
        let ticket = literal::name(&head_parts.need());
        let mut clock =
            Clock { head, ticket, from: None, to: None, counting: None, pausing: Vec::new(), outside: None };
        parts.for_each(|clause| self.clock_clause(&mut clock, &clause));
        clock
    }

    /// A line of a clock.
    fn clock_clause(&mut self, clock: &mut Clock, clause: &Node<'_>) {
        let span = clause.span();
        match clause.rule() {
            Rule::clock_from => {
                let mut parts = clause.parts();
                let endpoint = endpoint(clause, &parts.need());
                self.once(&mut clock.from, "from", span, endpoint, |first| first.span);
                let outside = parts.next().map(|outside| literal::name(&outside.only()));
                clock.outside = outside.or_else(|| clock.outside.take());
            }
            Rule::clock_to => {
                let endpoint = endpoint(clause, &clause.only());
                self.once(&mut clock.to, "to", span, endpoint, |first| first.span);
            }
            Rule::counting => {
                let window = match clause.only() {
                    digits if digits.rule() == Rule::always_in_digits => {
                        let (written, span) = (digits.text().to_owned(), digits.span());
                        self.report(span, LiteralError::RoundTheClock { written, right: "always", span });
                        Spanned::new(ExprKind::Name("always".to_owned()), span)
                    }
                    window => self.expression(&window),
                };
                self.once(&mut clock.counting, "counting", span, window, |first| first.span);
            }
            _ => clock.pausing.extend(clause.only().parts().map(|reason| literal::value(&reason))),
        }
    }

    pub(super) fn cadence(&mut self, mut parts: Parts<'_>) -> Cadence {
        let head_node = parts.need();
        let mut head_parts = head_node.parts();
        let head = self.head(&head_parts.need());
        let ticket = literal::name(&head_parts.need());
        let mut clock = Clock {
            head: head.clone(),
            ticket,
            from: None,
            to: None,
            counting: None,
            pausing: Vec::new(),
            outside: None,
        };
        let mut norm = Norm { kpi: false, aim: false, objective: None, head, clauses: Vec::new() };
        for clause in parts {
            match clause.rule() {
                Rule::clock_from | Rule::clock_to | Rule::counting | Rule::pausing => {
                    self.clock_clause(&mut clock, &clause);
                }
                _ => norm.clauses.push(self.norm_clause(&clause, false)),
            }
        }
        Cadence { clock, norm }
    }
}

fn endpoint(clause: &Node<'_>, moments: &Node<'_>) -> Endpoint {
    let inner = moments.only();
    let (pick, moments) = match inner.rule() {
        Rule::later_of => (Pick::Later, literal::names(&inner.only())),
        Rule::first_of => (Pick::First, literal::names(&inner.only())),
        _ => (Pick::Only, vec![literal::name(&inner)]),
    };
    Endpoint { span: clause.span(), pick, moments }
}
