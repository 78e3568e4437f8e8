//! Names that live inside one item: steps, columns, values, reasons, priorities.

use std::collections::BTreeMap;

use super::names::reserved;
use super::words::{ColumnsOf, taken, taken_as_column};
use super::{Items, Kind, Names, ResolveError};
use crate::diagnostic::Diagnostics;
use crate::source::Span;
use crate::syntax::ast::{Column, ColumnKind, Measure, Name};

/// Kinds that no local name may have the name of.
pub(super) const SHARED: [Kind; 7] =
    [Kind::Window, Kind::Measure, Kind::Component, Kind::Group, Kind::Metric, Kind::Slices, Kind::Amount];

/// Says which local names are taken, doubled or hide a global one.
pub(super) fn report(items: &Items<'_>, names: &Names, out: &mut Diagnostics) {
    if let Some(priorities) = items.priorities {
        unique("priority", priorities.item.levels.iter().map(|level| &level.name), out);
    }
    for ticket in &items.tickets {
        columns(ColumnsOf::Tickets, &ticket.item.columns, out);
        unique("reason for waiting", ticket.item.waiting.iter().map(|level| &level.name), out);
    }
    for table in [items.outage, items.maintenance].into_iter().flatten() {
        columns(ColumnsOf::Intervals, &table.item.columns, out);
    }
    for metric in &items.metrics {
        columns(ColumnsOf::Samples, &metric.item.columns, out);
    }
    for group in &items.groups {
        unique("member of the group", group.item.members.iter(), out);
    }
    for measure in &items.measures {
        steps(measure.item, names, out);
    }
}

fn columns(of: ColumnsOf, columns: &[Column], out: &mut Diagnostics) {
    unique("column", columns.iter().map(|column| &column.name), out);
    for column in columns {
        if let Some(taken) = taken_as_column(of, &column.name.value) {
            out.push(column.name.span, reserved(taken, &column.name));
        }
        if let ColumnKind::Enumeration(levels) = &column.kind.value {
            unique("value", levels.iter().map(|level| &level.name), out);
        }
    }
}

fn steps(measure: &Measure, names: &Names, out: &mut Diagnostics) {
    unique("step", measure.steps.iter().map(|step| &step.name), out);
    for step in &measure.steps {
        if let Some(taken) = taken(None, &step.name.value) {
            out.push(step.name.span, reserved(taken, &step.name));
        }
        if let Some(global) = names.find(&SHARED, &step.name.value) {
            let problem = ResolveError::StepShadows {
                name: step.name.value.clone(),
                found: global.kind.a(),
                span: step.name.span,
                declared: global.span,
            };
            out.push(step.name.span, problem);
        }
    }
}

/// Reports each name that stands a second time among `all`.
fn unique<'a>(what: &str, all: impl Iterator<Item = &'a Name>, out: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for name in all {
        if let Some(first) = seen.get(name.value.as_str()) {
            let problem = ResolveError::DeclaredTwice {
                name: name.value.clone(),
                what: what.to_owned(),
                second: name.span,
                first: *first,
            };
            out.push(name.span, problem);
        } else {
            seen.insert(&name.value, name.span);
        }
    }
}
