//! What is declared of the evidence: `event`, `amount`, `judgement`, `metric`.

use super::node::Parts;
use super::{Builder, literal};
use crate::syntax::ast::{Head, Metric};
use crate::syntax::grammar::Rule;

impl Builder {
    /// The heads of a line that declares several things.
    pub(super) fn heads(&mut self, mut parts: Parts<'_>) -> Vec<Head> {
        parts.need().parts().map(|head| self.head(&head)).collect()
    }

    pub(super) fn metric(&mut self, mut parts: Parts<'_>) -> Metric {
        let head_node = parts.need();
        let mut head_parts = head_node.parts();
        let head = self.head(&head_parts.need());
        let of_component = head_parts.maybe(Rule::of_component).map(|of| of.span());
        let mut metric = Metric { head, of_component, unit: None, columns: Vec::new() };
        for line in parts {
            if line.rule() == Rule::metric_unit {
                let unit = literal::as_written(&line.only());
                self.once(&mut metric.unit, "unit", unit.span, unit, |unit| unit.span);
            } else {
                metric.columns.push(self.column(&line, "metric", &["unit"]));
            }
        }
        metric
    }
}
