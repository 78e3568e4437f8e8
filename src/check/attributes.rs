//! What a `by` can go by: priority, component, or a column with a list of values.

use super::checker::{Checker, values};
use super::error::NormError;
use super::grid::Axis;
use super::norms::{Frame, NormClock, Row};
use super::rows::both;
use super::typed::{ColumnId, ComponentId, GroupValue, Level, PlanId, Predicate, PriorityId, TicketKindId, ValueId};
use crate::diagnostic::did_you_mean;
use crate::resolve::Kind;
use crate::syntax::ast::Name;

/// What rows or columns go by.
pub(super) struct Attribute {
    /// Its values.
    pub axis: Axis,
    /// What people call the values.
    labels: Vec<Option<String>>,
    kind: AttributeKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AttributeKind {
    Priority,
    Component,
    Plan,
    Column(ColumnId),
}

impl Checker<'_, '_> {
    /// What a `by` goes by; `None` is poisoned.
    pub(super) fn attribute(&mut self, frame: &mut Frame, name: &Name) -> Option<Attribute> {
        match name.value.as_str() {
            "component" => self.by_component(name),
            "plan" => self.by_plan(name),
            _ => {
                let Some(clock) = &frame.clock else {
                    if name.value != "priority" && !self.is_some_column(&name.value) {
                        let help = did_you_mean(&name.value, ["component", "priority"]);
                        self.names.unknown("attribute", &[], name, help);
                        return None;
                    }
                    let what = format!("`by {}`", name.value);
                    let help = "add a line `clock …` to the norm: it says whose tickets these are; without a clock a norm \
                                goes by `component`";
                    self.report(name.span, NormError::NoClock { what, span: name.span, help: help.to_owned() });
                    frame.clock = Some(NormClock::poisoned());
                    return None;
                };
                match (name.value.as_str(), clock.ticket) {
                    ("priority", _) => self.by_priority(name),
                    (_, Some(ticket)) => self.by_column(ticket, name),
                    (_, None) => None,
                }
            }
        }
    }

    /// Whether any ticket kind has such a column.
    fn is_some_column(&self, name: &str) -> bool {
        self.facts.tickets.iter().flat_map(|facts| &facts.columns).any(|column| column.declared.name == name)
    }

    fn by_priority(&mut self, name: &Name) -> Option<Attribute> {
        if self.facts.priorities.is_empty() {
            self.no_priorities(name.span);
            return None;
        }
        let levels = &self.facts.priorities;
        Some(Attribute {
            axis: axis("priority", "a priority", levels),
            labels: labels(levels),
            kind: AttributeKind::Priority,
        })
    }

    fn by_component(&mut self, name: &Name) -> Option<Attribute> {
        if self.facts.components.is_empty() {
            if !self.names.lost().may_hold("component") {
                let problem = NormError::NotAnAttribute {
                    name: name.value.clone(),
                    why: "the contract declares no components".to_owned(),
                    span: name.span,
                    help: "declare them: `component web \"Web site\", mail`",
                };
                self.report(name.span, problem);
            }
            return None;
        }
        let levels: Vec<Level> = self
            .facts
            .components
            .iter()
            .map(|component| Level { name: component.declared.name.clone(), label: component.declared.label.clone() })
            .collect();
        Some(Attribute {
            axis: axis("component", "a component", &levels),
            labels: labels(&levels),
            kind: AttributeKind::Component,
        })
    }

    fn by_plan(&mut self, name: &Name) -> Option<Attribute> {
        if self.facts.plans.is_empty() {
            self.no_plans(name.span);
            return None;
        }
        let plans = self.facts.plans.iter().map(|plan| &plan.declared);
        let levels: Vec<Level> =
            plans.map(|plan| Level { name: plan.name.clone(), label: plan.label.clone() }).collect();
        Some(Attribute { axis: axis("plan", "a plan", &levels), labels: labels(&levels), kind: AttributeKind::Plan })
    }

    fn by_column(&mut self, ticket: TicketKindId, name: &Name) -> Option<Attribute> {
        let facts = self.facts.tickets.get(ticket.index())?;
        let Some(place) = facts.columns.iter().position(|column| column.declared.name == name.value) else {
            let lists = facts.columns.iter().filter(|column| values(column).is_some());
            let known = lists.map(|column| column.declared.name.as_str()).chain(["priority", "component", "plan"]);
            let help = did_you_mean(&name.value, known);
            self.unknown_ticket_column(ticket, name, help);
            return None;
        };
        if facts.columns.get(place).is_some_and(|column| self.is_unclear(column)) {
            return None;
        }
        let Some(levels) = facts.columns.get(place).and_then(values) else {
            let problem = NormError::NotAnAttribute {
                name: name.value.clone(),
                why: "its values are not listed".to_owned(),
                span: name.span,
                help: "a table has a row for every value: go by `priority`, `component` or a column such as \
                       `impact wide | narrow`",
            };
            self.report(name.span, problem);
            return None;
        };
        let attribute = Attribute {
            axis: axis(&name.value, &format!("a value of `{}`", name.value), levels),
            labels: labels(levels),
            kind: AttributeKind::Column(ColumnId(u32::try_from(place).ok()?)),
        };
        if let Some(column) = facts.columns.get(place) {
            self.names.mark_column(column.declared.span);
        }
        Some(attribute)
    }

    /// The row of one value, within `outer` for the second attribute.
    pub(super) fn row(&mut self, attribute: &Attribute, place: usize, outer: &Row) -> Row {
        let value = GroupValue {
            attribute: attribute.axis.attribute.clone(),
            value: attribute.axis.values.get(place).cloned().unwrap_or_default(),
            label: attribute.labels.get(place).cloned().flatten(),
        };
        let index = u32::try_from(place).unwrap_or(u32::MAX);
        let mut plan = outer.plan;
        let (component, filter) = match attribute.kind {
            AttributeKind::Plan => {
                self.names.mark_used(Kind::Plan, index);
                plan = Some(PlanId(index));
                (None, Predicate::PlanIn(vec![PlanId(index)]))
            }
            AttributeKind::Priority => (None, Predicate::PriorityIn(vec![PriorityId(index)])),
            AttributeKind::Column(column) => (None, Predicate::OneOf(column, vec![ValueId(index)])),
            AttributeKind::Component => {
                self.names.mark_used(Kind::Component, index);
                (Some(ComponentId(index)), Predicate::ComponentIn(vec![ComponentId(index)]))
            }
        };
        Row {
            group: outer.group.iter().cloned().chain([value]).collect(),
            component: outer.component.or(component),
            plan,
            bound: outer.bound || component.is_some(),
            filter: both(outer.filter.clone(), filter),
            ..outer.clone()
        }
    }
}

fn axis(attribute: &str, of: &str, levels: &[Level]) -> Axis {
    Axis {
        attribute: attribute.to_owned(),
        of: of.to_owned(),
        values: levels.iter().map(|level| level.name.clone()).collect(),
    }
}

fn labels(levels: &[Level]) -> Vec<Option<String>> {
    levels.iter().map(|level| level.label.clone()).collect()
}
