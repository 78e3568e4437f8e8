//! Sets of time in mathematical notation: `∪`, `∩`, `∖`.

use crate::model::{
    BudgetSpan, ColumnId, IntervalTable, Measure, Predicate, RowOwner, RowSet, SetExpr, Value, Weight, WindowExpr,
};

use super::predicates::Table;
use super::scribe::Scribe;
use crate::report::page::Math;

impl Scribe<'_> {
    /// A set, within a measure or on its own.
    pub(super) fn set(&self, set: &SetExpr, measure: Option<&Measure>) -> Math {
        let inner = |part: &SetExpr| {
            let math = self.set(part, measure);
            let is_one = match part {
                SetExpr::Period
                | SetExpr::Rows(_)
                | SetExpr::Slices(..)
                | SetExpr::Step(_)
                | SetExpr::Quorum(..)
                | SetExpr::First(..) => true,
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
            SetExpr::Quorum(least, group, of) => {
                let group = self.model.group(*group).declared.title();
                let name = self.fill("rows.quorum", &[("n", &least.to_string()), ("group", group)]);
                Math::of(name, self.set(of, measure))
            }
            SetExpr::First(budget, per, of) => {
                let per = self.say(match per {
                    BudgetSpan::Period => "rows.per_period",
                    BudgetSpan::Month => "rows.per_month",
                    BudgetSpan::Quarter => "rows.per_quarter",
                    BudgetSpan::HalfYear => "rows.per_half_year",
                    BudgetSpan::Year => "rows.per_year",
                });
                let name = self.fill("rows.first", &[("length", &self.elapsed(*budget)), ("per", per)]);
                Math::of(name, self.set(of, measure))
            }
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
        for notice in &rows.notices {
            text = self.fill("rows.notice", &[("rows", &text), ("limit", &self.limit(notice, &[]))]);
        }
        if let Some(least) = rows.at_least {
            text = self.fill("rows.at_least", &[("rows", &text), ("length", &self.elapsed(least))]);
        }
        if let Some(most) = rows.at_most {
            text = self.fill("rows.at_most", &[("rows", &text), ("length", &self.elapsed(most))]);
        }
        if let Some(weight) = rows.weight.as_deref() {
            let column = |id: ColumnId| {
                let column = self.model.interval_columns(rows.table).get(id.index());
                column.map_or("", |column| column.declared.title())
            };
            let of = |of: ColumnId, total: &str| self.fill("rows.in_all", &[("column", column(of)), ("total", total)]);
            let weight = match weight {
                Weight::Share(id) => column(*id).to_owned(),
                Weight::Of(id, total) => of(*id, &self.value(&Value::Number(total.clone()))),
                Weight::OfColumn(id, total) => of(*id, column(*total)),
            };
            text = self.fill("rows.weighted", &[("rows", &text), ("column", &weight)]);
        }
        text
    }
}

/// The name of a step of a measure.
pub(super) fn step_name(measure: Option<&Measure>, step: usize) -> Math {
    let name = measure.and_then(|measure| measure.steps.get(step)).map_or("", |step| &step.name);
    Math::Name(name.replace('_', " "))
}
