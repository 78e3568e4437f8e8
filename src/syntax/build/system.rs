//! What is measured: `component`, `group`, `plan`, `measure`; and `clause` prose.

use super::node::Parts;
use super::{Builder, literal};
use crate::syntax::ast::{Component, Group, Measure, Plan, Prose, Step};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;

impl Builder {
    pub(super) fn components(&mut self, parts: Parts<'_>) -> Vec<Component> {
        self.heads(parts).into_iter().map(|head| Component { head }).collect()
    }

    pub(super) fn plans(&mut self, mut parts: Parts<'_>) -> Vec<Plan> {
        parts.need().parts().map(|head| Plan { head: self.head(&head) }).collect()
    }

    pub(super) fn group(&mut self, mut parts: Parts<'_>) -> Group {
        let head_node = parts.need();
        let head = self.head(&head_node.only());
        let complete = parts.complete;
        let (mut members, mut from_evidence) = (Vec::new(), None);
        for line in parts {
            let listed = line.only();
            match listed.rule() {
                Rule::evidence_members => from_evidence = Some(listed.span()),
                _ => members.extend(literal::names(&listed)),
            }
        }
        if members.is_empty() && from_evidence.is_none() && complete {
            let (span, help) = (head_node.span(), Some("list components: `{ HM1, HM2 }`".to_owned()));
            self.report(span, SyntaxError::EmptyBlock { block: "group", span, help });
        }
        Group { head, members, from_evidence }
    }

    pub(super) fn measure(&mut self, mut parts: Parts<'_>) -> Measure {
        let head_node = parts.need();
        let mut head_parts = head_node.parts();
        let head = self.head(&head_parts.need());
        let of_component = head_parts.maybe(Rule::of_component).map(|of| of.span());
        let result = literal::as_written(&head_parts.need());
        let steps = parts.map(|step| {
            let mut parts = step.parts();
            Step { name: literal::name(&parts.need()), value: self.expression(&parts.need()) }
        });
        Measure { head, of_component, result, steps: steps.collect() }
    }

    pub(super) fn prose(&mut self, mut parts: Parts<'_>) -> Prose {
        let mut parts = parts.need().parts();
        let number = literal::text(&parts.need());
        let title = parts.maybe(Rule::label).map(|title| literal::text(&title.only()));
        let block = parts.next();
        let lines = block.as_ref().map(literal::prose_lines).unwrap_or_default();
        Prose { number, title, text: block.map(|block| literal::prose(&block)), lines }
    }
}
