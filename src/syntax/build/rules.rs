//! `rules`, `escalation`, `defect`.

use super::node::{Node, Parts};
use super::{Builder, literal};
use crate::source::Spanned;
use crate::syntax::ast::{
    Defect, Escalation, EscalationStep, Expr, Norm, NormClause, Requirement, RequirementKind, RuleLine, Rules,
};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;

impl Builder {
    pub(super) fn rules(&mut self, mut parts: Parts<'_>) -> Rules {
        let head = parts.need();
        let mut names = head.parts();
        let ticket = literal::name(&names.need());
        let clause = names.next().map(|clause| literal::text(&clause.only()));
        let complete = parts.complete;
        let lines: Vec<RuleLine> = parts.map(|line| self.rule_line(&line)).collect();
        let span = head.span();
        if lines.is_empty() && complete {
            let help = Some("write a line for each priority: `P1 when users > 50%`, and a last one `P4 otherwise`");
            self.report(span, SyntaxError::EmptyBlock { block: "rules", span, help: help.map(str::to_owned) });
        }
        Rules { span, ticket, clause, lines }
    }

    fn rule_line(&mut self, node: &Node<'_>) -> RuleLine {
        let span = node.span();
        let mut parts = node.parts();
        let priority = literal::value(&parts.need());
        let when = self.condition_of(&mut parts, Rule::rule_when);
        match node.rule() {
            Rule::rule_cap => {
                RuleLine::Cap { span, priority, when, unless: self.condition_of(&mut parts, Rule::rule_unless) }
            }
            _ => RuleLine::Case { span, priority, when },
        }
    }

    /// The condition behind `when` or `unless`, when it is there.
    fn condition_of(&mut self, parts: &mut Parts<'_>, rule: Rule) -> Option<Expr> {
        parts.maybe(rule).map(|clause| self.expression(&clause.only()))
    }

    pub(super) fn escalation(&mut self, mut parts: Parts<'_>) -> Escalation {
        let head_node = parts.need();
        let mut head_parts = head_node.parts();
        let head = self.head(&head_parts.need());
        let ticket = literal::name(&head_parts.need());
        let complete = parts.complete;
        let steps: Vec<EscalationStep> = parts.map(|step| self.escalation_step(&step)).collect();
        if steps.is_empty() && complete {
            let (span, help) = (head_node.span(), "write its steps: `step \"1st escalation\" contact \"2nd line\"`");
            self.report(span, SyntaxError::EmptyBlock { block: "escalation", span, help: Some(help.to_owned()) });
        }
        Escalation { head, ticket, steps }
    }

    fn escalation_step(&mut self, node: &Node<'_>) -> EscalationStep {
        let mut parts = node.parts();
        EscalationStep {
            span: node.span(),
            label: literal::text(&parts.need()),
            contact: parts.maybe(Rule::step_contact).map(|contact| literal::text(&contact.only())),
            at: parts.maybe(Rule::step_at).map(|at| {
                let mut at = at.parts();
                (self.percent(&at.need()), literal::name(&at.need()))
            }),
            when: self.condition_of(&mut parts, Rule::step_when),
        }
    }

    /// An `oblige` is a norm over events.
    pub(super) fn oblige(&mut self, mut parts: Parts<'_>) -> Norm {
        let head = self.head(&parts.need().only());
        let clauses = parts.map(|clause| match clause.rule() {
            Rule::norm_empty => NormClause::Empty(literal::words(&clause.only())),
            _ => NormClause::Requirement(Box::new(self.obligation(&clause))),
        });
        let clauses = clauses.collect();
        Norm { kpi: false, aim: false, objective: None, head, clauses }
    }

    fn obligation(&mut self, node: &Node<'_>) -> Requirement {
        let mut parts = node.parts();
        let event = literal::name(&parts.need());
        let rule = parts.need();
        let mut parts = rule.parts();
        let kind = match rule.rule() {
            Rule::event_due => {
                let time = self.time_bound(&parts.need());
                let after = parts.maybe(Rule::after_event).map(|after| literal::name(&after.only()));
                RequirementKind::Due { event, time, after }
            }
            _ => RequirementKind::PerPeriod {
                event,
                at_most: parts.need().rule() == Rule::at_most,
                count: self.whole_where(&parts.need(), "a count of at most 1000000000", |n| *n <= 1_000_000_000),
            },
        };
        Spanned::new(kind, node.span())
    }

    pub(super) fn defect(&mut self, mut parts: Parts<'_>) -> Defect {
        let mut parts = parts.need().parts();
        let (number, text) = (parts.need(), parts.need());
        let text = if text.rule() == Rule::prose_text { literal::prose(&text) } else { literal::text(&text) };
        Defect { number: literal::text(&number), text }
    }
}
