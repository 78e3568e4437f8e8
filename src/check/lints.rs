//! Definitions that nothing uses. Looked for only in a contract without errors: a misspelt use is an error already.

use std::collections::BTreeSet;

use super::checker::Checker;
use super::error::Lint;
use crate::resolve::{Kind, Part, names_in};
use crate::source::Span;
use crate::syntax::ast::{Head, Measure};

impl Checker<'_, '_> {
    /// Warns of everything that is declared and not used.
    pub(super) fn unused(&mut self) {
        let heads = |what: Kind| -> Vec<&Head> {
            match what {
                Kind::Window => self.items.windows.iter().map(|part| &part.item.head).collect(),
                Kind::Clock => self.items.clocks.iter().map(|part| &part.item.head).collect(),
                Kind::Holidays => self.items.holidays.iter().map(|part| &part.item.head).collect(),
                Kind::Measure => self.items.measures.iter().map(|part| &part.item.head).collect(),
                Kind::Group => self.items.groups.iter().map(|part| &part.item.head).collect(),
                // A measure of a component is reported for every component there is.
                Kind::Component if self.items.measures.iter().any(|part| part.item.of_component.is_some()) => {
                    Vec::new()
                }
                Kind::Component => self.items.components.iter().map(|part| &part.item.head).collect(),
                Kind::Event => self.items.events.iter().map(|part| part.item).collect(),
                Kind::Amount => self.items.amounts.iter().map(|part| part.item).collect(),
                Kind::Judgement => self.items.judgements.iter().map(|part| part.item).collect(),
                Kind::Metric => self.items.metrics.iter().map(|part| &part.item.head).collect(),
                Kind::Plan => self.items.plans.iter().map(|part| &part.item.head).collect(),
                Kind::Slices => self.items.slices.iter().map(|part| &part.item.head).collect(),
                Kind::Ticket | Kind::Norm | Kind::Compensation | Kind::Right | Kind::Escalation => Vec::new(),
            }
        };
        let kinds = [
            (Kind::Holidays, "a window closes on them with `closed …`, or opens on them by naming them as days"),
            (Kind::Window, "use it in a clock or a measure, or remove it"),
            (Kind::Plan, "go by it: `by priority, plan`, or a window `by plan`"),
            (Kind::Clock, "use it in a norm, a kpi or a measure, or remove it"),
            (Kind::Measure, "use it in a norm or a kpi, or remove it"),
            (Kind::Component, "use it in a norm or a group, or remove it"),
            (Kind::Group, "use it in a norm or a measure, or remove it"),
            (Kind::Event, "use it in an obligation or a compensation, or remove it"),
            (Kind::Amount, "use it in a compensation, or remove it"),
            (Kind::Judgement, "use it in a condition, or remove it"),
            (Kind::Metric, "use it in a norm or a kpi, or remove it"),
            (Kind::Slices, "use them in a norm, a kpi or a measure, or remove them"),
        ];
        let mut found = Vec::new();
        for (kind, help) in kinds {
            for (index, head) in heads(kind).into_iter().enumerate() {
                let own = !self.items.libraries.contains(&head.name.span.source);
                if own && u32::try_from(index).is_ok_and(|index| !self.names.is_used(kind, index)) {
                    let (name, span) = (head.name.value.clone(), head.name.span);
                    found.push(Lint::Unused { what: kind.word(), name, span, help });
                }
            }
        }
        found.extend(self.unused_columns());
        found.extend(self.items.measures.iter().flat_map(unused_steps));
        for lint in found {
            let (Lint::Unused { span, .. } | Lint::UnusedColumn { span, .. }) = &lint;
            self.report(*span, lint);
        }
    }
}

impl Checker<'_, '_> {
    /// Columns of tables that nothing asks for.
    fn unused_columns(&self) -> Vec<Lint> {
        let tables = [self.items.outage, self.items.maintenance].into_iter().flatten().map(|part| &part.item.columns);
        let tickets = self.items.tickets.iter().map(|part| &part.item.columns);
        let metrics = self.items.metrics.iter().map(|part| &part.item.columns);
        let own = |span: &Span| !self.items.libraries.contains(&span.source);
        tables
            .chain(tickets)
            .chain(metrics)
            .flatten()
            .filter(|column| own(&column.name.span) && !self.names.is_column_used(column.name.span))
            .map(|column| Lint::UnusedColumn { name: column.name.value.clone(), span: column.name.span })
            .collect()
    }
}

/// Steps that no other step of their measure names.
fn unused_steps(part: &Part<'_, Measure>) -> Vec<Lint> {
    let mut used: BTreeSet<&str> = BTreeSet::from(["result"]);
    for step in &part.item.steps {
        names_in(&step.value, &mut |name, _| {
            used.insert(name);
        });
    }
    let unused = part.item.steps.iter().filter(|step| !used.contains(step.name.value.as_str()));
    unused
        .map(|step| Lint::Unused {
            what: "step",
            name: step.name.value.clone(),
            span: step.name.span,
            help: "the result does not depend on it: use it, or remove it",
        })
        .collect()
}
