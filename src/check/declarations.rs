//! What the contract declares of its evidence: events, amounts, judgements, metrics.

use super::checker::{Checker, declared};
use super::error::EvidenceError;
use super::tables::columns;
use super::typed::{Amount, Event, Judgement, Metric, MetricUnit};
use crate::resolve::Part;
use crate::source::Span;
use crate::syntax::ast;

/// How a contract writes the unit of a metric.
const UNITS: [(&str, MetricUnit); 5] = [
    ("seconds", MetricUnit::Seconds),
    ("milliseconds", MetricUnit::Milliseconds),
    ("percent", MetricUnit::Percent),
    ("number", MetricUnit::Number),
    ("requests", MetricUnit::Requests),
];

impl Checker<'_, '_> {
    /// Events, amounts, judgements and metrics.
    pub(super) fn declarations(&mut self) {
        self.facts.events = self.items.events.iter().map(|part| Event { declared: declared(part.item) }).collect();
        self.facts.amounts = self.items.amounts.iter().map(|part| Amount { declared: declared(part.item) }).collect();
        self.facts.judgements =
            self.items.judgements.iter().map(|part| Judgement { declared: declared(part.item) }).collect();
        if let Some(first) = self.items.amounts.first() {
            self.money_has_a_currency(first.item.name.span);
        }
        for part in &self.items.metrics {
            let metric = self.metric(*part);
            self.facts.metrics.push(metric);
        }
    }

    /// Reports money at `span` in a contract that has no currency.
    pub(super) fn money_has_a_currency(&mut self, span: Span) {
        let Some(header) = &self.facts.header else { return };
        if header.currency.is_none() && self.items.contract.is_some_and(|part| !part.damaged) {
            let problem = EvidenceError::Currency {
                why: "the contract has no currency".to_owned(),
                span,
                label: "in which currency?".to_owned(),
                help: "say it in the header: `currency EUR`".to_owned(),
            };
            self.report(span, problem);
        }
    }

    fn metric(&mut self, part: Part<'_, ast::Metric>) -> Option<Metric> {
        let metric = part.item;
        let name = &metric.head.name;
        if let Some(span) = metric.of_component
            && self.items.components.is_empty()
            && !self.names.lost().may_hold("component")
        {
            self.report(span, EvidenceError::NoComponents { metric: name.value.clone(), span });
        }
        let Some(unit) = &metric.unit else {
            if !part.damaged {
                self.report(name.span, EvidenceError::NoUnit { metric: name.value.clone(), span: name.span });
            }
            return None;
        };
        Some(Metric {
            declared: declared(&metric.head),
            of_component: metric.of_component.is_some(),
            unit: self.choice("`unit`", unit, &UNITS)?,
            columns: columns(&metric.columns),
        })
    }
}
