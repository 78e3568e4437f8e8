//! Sets of time in mathematical notation: `∪`, `∩`, `∖`.

use crate::model::{IntervalTable, Measure, Predicate, RowOwner, RowSet, SetExpr, WindowExpr};

use super::predicates::Table;
use super::scribe::Scribe;
use super::tree::Math;

impl Scribe<'_> {
    /// A set, within a measure or on its own.
    pub(super) fn set(&self, set: &SetExpr, measure: Option<&Measure>) -> Math {
        let inner = |part: &SetExpr| {
            let math = self.set(part, measure);
            let is_one = match part {
                SetExpr::Period | SetExpr::Rows(_) | SetExpr::Slices(..) | SetExpr::Step(_) => true,
                SetExpr::Window(window) => matches!(window, WindowExpr::Window(_) | WindowExpr::Always),
                SetExpr::Union(..) | SetExpr::Intersection(..) | SetExpr::Difference(..) => false,
            };
            if is_one { math } else { Math::Fenced(Box::new(math)) }
        };
        match set {
            SetExpr::Period => Math::Words(self.say("formula.period").to_owned()),
            SetExpr::Window(window) => self.window_set(window),
            SetExpr::Rows(rows) => Math::Words(self.rows(rows)),
            SetExpr::Slices(id, subject, side) => Math::Words(self.slice_set(*id, *subject, *side)),
            SetExpr::Step(id) => step_name(measure, id.index()),
            SetExpr::Union(a, b) => Math::joined("∪", [inner(a), inner(b)]),
            SetExpr::Intersection(a, b) => Math::joined("∩", [inner(a), inner(b)]),
            SetExpr::Difference(a, b) => Math::joined("∖", [inner(a), inner(b)]),
        }
    }

    fn window_set(&self, window: &WindowExpr) -> Math {
        let inner = |part: &WindowExpr| match part {
            WindowExpr::Window(_) | WindowExpr::Always => self.window_set(part),
            WindowExpr::Union(..) | WindowExpr::Intersection(..) | WindowExpr::Difference(..) => {
                Math::Fenced(Box::new(self.window_set(part)))
            }
        };
        match window {
            WindowExpr::Window(_) | WindowExpr::Always => Math::Words(self.window(window)),
            WindowExpr::Union(a, b) => Math::joined("∪", [inner(a), inner(b)]),
            WindowExpr::Intersection(a, b) => Math::joined("∩", [inner(a), inner(b)]),
            WindowExpr::Difference(a, b) => Math::joined("∖", [inner(a), inner(b)]),
        }
    }

    /// `storingen van MEXTRA waarvan oorzaak is MEXTRA`
    pub(super) fn rows(&self, rows: &RowSet) -> String {
        let mut text = self
            .say(match rows.table {
                IntervalTable::Outages => "rows.outages",
                IntervalTable::Maintenance => "rows.maintenance",
            })
            .to_owned();
        let of = match rows.of {
            RowOwner::All => None,
            RowOwner::Component(id) => Some(self.model.component(id).declared.title()),
            RowOwner::Group(id) => Some(self.model.group(id).declared.title()),
            RowOwner::Bound => Some("c"),
        };
        if let Some(of) = of {
            text = self.fill("rows.of", &[("rows", &text), ("of", of)]);
        }
        if rows.filter != Predicate::True {
            let table = Table { columns: self.model.interval_columns(rows.table), kind: None };
            let condition = self.condition(&rows.filter, table);
            text = self.fill("rows.where", &[("rows", &text), ("condition", &condition)]);
        }
        if let Some(least) = rows.at_least {
            text = self.fill("rows.at_least", &[("rows", &text), ("length", &self.elapsed(least))]);
        }
        if let Some(most) = rows.at_most {
            text = self.fill("rows.at_most", &[("rows", &text), ("length", &self.elapsed(most))]);
        }
        text
    }
}

/// The name of a step of a measure.
pub(super) fn step_name(measure: Option<&Measure>, step: usize) -> Math {
    let name = measure.and_then(|measure| measure.steps.get(step)).map_or("", |step| &step.name);
    Math::Name(name.replace('_', " "))
}
