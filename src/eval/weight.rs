//! Which rows weigh in a value, and for how long: time of a row counts where the measured sets would be others without it.

use std::collections::BTreeMap;

use crate::calendar::IntervalSet;
use crate::eval::judge::Judge;
use crate::eval::rowsets::keeps;
use crate::eval::scene::Scene;
use crate::eval::truth::Truth;
use crate::eval::verdict::Note;
use crate::evidence::{IntervalRow, RowRef};
use crate::model::{
    ComponentId, CountedBy, Formula, FormulaKind, IntervalTable, MeasureId, MeasureSubject, RowSet, SetExpr, StepValue,
};
use crate::quantity::Instant;

/// The rows that weigh, with the time of each that counts.
type Weights<'a> = BTreeMap<(IntervalTable, usize), (&'a IntervalRow, IntervalSet)>;

impl<'a> Judge<'a> {
    /// The rows that weigh in a formula, the heaviest first.
    pub(super) fn weighing(&self, formula: &Formula, component: Option<ComponentId>, by: CountedBy) -> Vec<Note> {
        let mut weights = Weights::new();
        let scene = Scene::of_formula(component, by, formula);
        self.weigh(formula, &scene, &mut weights);
        let mut rows: Vec<(std::cmp::Reverse<i64>, Instant, RowRef, &IntervalRow)> = weights
            .into_values()
            .map(|(row, time)| (std::cmp::Reverse(time.length().micros()), row.from, row.row, row))
            .filter(|(length, ..)| length.0 > 0)
            .collect();
        rows.sort_unstable_by_key(|(length, from, place, _)| (*length, *from, *place));
        let note = |(length, _, _, row): (std::cmp::Reverse<i64>, Instant, RowRef, &IntervalRow)| Note::Row {
            from: row.from,
            to: row.to.filter(|to| *to < self.frame.end),
            counted: crate::quantity::Elapsed::from_micros(length.0),
            row: row.row,
        };
        rows.into_iter().map(note).collect()
    }

    fn weigh(&self, formula: &Formula, scene: &Scene<'_>, weights: &mut Weights<'a>) {
        match &formula.kind {
            FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Tickets(_)
            | FormulaKind::Samples(_)
            | FormulaKind::Slices(_)
            | FormulaKind::Events(_) => {}
            FormulaKind::Step(id) => match scene.step(*id) {
                StepValue::Formula(formula) => self.weigh(formula, scene, weights),
                StepValue::Set(_) => {}
            },
            FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
                self.weigh(a, scene, weights);
                self.weigh(b, scene, weights);
            }
            FormulaKind::Rounded(inner, _) => self.weigh(inner, scene, weights),
            FormulaKind::Length(set) => {
                for rows in scene.row_sets(set) {
                    let with = self.replaced(set, rows, true, scene);
                    let without = self.replaced(set, rows, false, scene);
                    let time = with.difference(&without).union(&without.difference(&with));
                    self.add(rows, &time, scene.component, weights);
                }
            }
            FormulaKind::ShareOfSets(part, of) => {
                // What takes time out of the part and leaves it in the whole.
                let mut all = scene.row_sets(part);
                all.extend(scene.row_sets(of));
                for rows in all {
                    let missing = |with: bool| {
                        let (part, of) = (self.replaced(part, rows, with, scene), self.replaced(of, rows, with, scene));
                        of.difference(&part)
                    };
                    self.add(rows, &missing(true).difference(&missing(false)), scene.component, weights);
                }
            }
            FormulaKind::Measure(id, subject) => {
                let component = match subject {
                    MeasureSubject::Whole => None,
                    MeasureSubject::Component(component) => Some(*component),
                    MeasureSubject::Bound => scene.component,
                };
                self.weigh_measure(*id, component, scene.by, weights);
            }
            FormulaKind::OverGroup(_, id, group) => {
                for member in &self.model.group(*group).members {
                    self.weigh_measure(*id, Some(*member), scene.by, weights);
                }
            }
            FormulaKind::Rows(_, rows) => self.add(rows, &self.whole(), scene.component, weights),
        }
    }

    fn weigh_measure(&self, id: MeasureId, component: Option<ComponentId>, by: CountedBy, weights: &mut Weights<'a>) {
        let scene = Scene::of_measure(component, by, &self.model.measure(id).steps);
        if let Some(StepValue::Formula(formula)) = self.model.measure(id).steps.last().map(|step| &step.value) {
            self.weigh(formula, &scene, weights);
        }
    }

    /// A set, if a row set in it were all of the period, or nothing.
    fn replaced(&self, set: &SetExpr, rows: &RowSet, with: bool, scene: &Scene<'_>) -> IntervalSet {
        let by = if with { self.whole() } else { IntervalSet::EMPTY };
        self.set(set, scene, Some((rows, &by))).unwrap_or_default()
    }

    /// Adds the rows of a set, for as much of them as lies within `time`.
    fn add(&self, set: &RowSet, time: &IntervalSet, bound: Option<ComponentId>, weights: &mut Weights<'a>) {
        let Ok(merged) = self.tables.merged(set, bound, self.frame, Truth::Yes) else { return };
        for row in merged.iter().filter(|row| keeps(set, row.length())) {
            for part in &row.rows {
                let to = part.row.to.map_or(self.frame.end, |to| to.min(self.frame.end));
                let counted = time.clip(part.row.from, to);
                let entry = weights.entry((set.table, part.number)).or_insert_with(|| (part.row, IntervalSet::EMPTY));
                entry.1 = entry.1.union(&counted);
            }
        }
    }
}
