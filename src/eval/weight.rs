//! Which rows weigh in a value, and for how long: time of a row counts where the measured sets would be others without it.
//! And which rows leave a value open, since they do not say whether they belong to it.

use std::collections::BTreeMap;

use crate::calendar::IntervalSet;
use crate::eval::extent::Extent;
use crate::eval::frame::Frame;
use crate::eval::judge::Judge;
use crate::eval::rowsets::{keeps, weight_of};
use crate::eval::scene::Scene;
use crate::eval::sets::{Instead, whole};
use crate::eval::truth::Truth;
use crate::eval::verdict::Note;
use crate::evidence::{Cell, IntervalRow, RowRef};
use crate::model::{
    AnyColumn, ColumnId, ComponentId, CountedBy, Formula, FormulaKind, IntervalTable, JudgementId, MeasureId,
    Predicate, RowSet, SetExpr, StepValue, Weight,
};
use crate::quantity::{Elapsed, Instant, Ratio};

/// The rows that weigh, with the time of each that counts, and how much it counts for.
type Weights<'a> = BTreeMap<(IntervalTable, usize), (&'a IntervalRow, IntervalSet, Ratio)>;

/// Rows that a value asks for: of which component, in which stretch of time.
type Asked<'m> = Vec<(&'m RowSet, Option<ComponentId>, Frame)>;

impl<'a> Judge<'a> {
    /// The rows that weigh in a formula, the heaviest first.
    pub(super) fn weighing(&self, formula: &Formula, scene: &Scene<'_>) -> Vec<Note> {
        let mut weights = Weights::new();
        self.weigh(formula, scene, &mut weights);
        let counted = |time: &IntervalSet, weight: &Ratio| {
            let micros = Ratio::whole(time.length().micros());
            let micros = if *weight >= Ratio::ONE { Ok(micros) } else { micros.mul(weight) };
            micros.ok().and_then(|micros| i64::try_from(micros.scaled_half_up(0)).ok()).unwrap_or(i64::MAX)
        };
        let mut rows: Vec<(std::cmp::Reverse<i64>, Instant, RowRef, &IntervalRow)> = weights
            .into_values()
            .map(|(row, time, weight)| (std::cmp::Reverse(counted(&time, &weight)), row.from, row.row, row))
            .filter(|(length, ..)| length.0 > 0)
            .collect();
        rows.sort_unstable_by_key(|(length, from, place, _)| (*length, *from, *place));
        let note = |(length, _, _, row): (std::cmp::Reverse<i64>, Instant, RowRef, &IntervalRow)| Note::Row {
            from: row.from,
            to: row.to.filter(|to| *to < self.frame.end),
            counted: Elapsed::from_micros(length.0),
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
            FormulaKind::Rounded(inner, _) | FormulaKind::OverLast(_, inner) | FormulaKind::OverAny(_, _, inner) => {
                self.weigh(inner, scene, weights);
            }
            FormulaKind::Length(set) => {
                for (rows, component, frame) in self.asked_of_set(set, scene) {
                    let with = self.replaced(set, rows, component, true, scene);
                    let without = self.replaced(set, rows, component, false, scene);
                    let time = with.above(&without).union(&without.above(&with));
                    self.add(rows, &time, component, &frame, weights);
                }
            }
            FormulaKind::ShareOfSets(part, of) => {
                // What takes time out of the part and leaves it in the whole.
                let mut all = self.asked_of_set(part, scene);
                all.extend(self.asked_of_set(of, scene));
                for (rows, component, frame) in all {
                    let missing = |with: bool| {
                        let part = self.replaced(part, rows, component, with, scene);
                        self.replaced(of, rows, component, with, scene).difference(&part)
                    };
                    self.add(rows, &missing(true).above(&missing(false)), component, &frame, weights);
                }
            }
            FormulaKind::Measure(id, subject) => {
                let component = self.subject(*subject, scene);
                self.weigh_measure(*id, component, scene.by, &self.frame_of(component, &scene.frame), weights);
            }
            FormulaKind::OverGroup(_, id, group) => {
                for scene in self.members(*group, scene).unwrap_or_default() {
                    self.weigh_measure(*id, scene.component, scene.by, &scene.frame, weights);
                }
            }
            FormulaKind::Together(group, of) => {
                for scene in self.members(*group, scene).unwrap_or_default() {
                    self.weigh(of, &scene, weights);
                }
            }
            FormulaKind::Rows(_, rows) => self.add(rows, &whole(&scene.frame), scene.component, &scene.frame, weights),
        }
    }

    fn weigh_measure(
        &self,
        id: MeasureId,
        component: Option<ComponentId>,
        by: CountedBy,
        frame: &Frame,
        weights: &mut Weights<'a>,
    ) {
        let scene = Scene::of_measure(component, by, frame.clone(), &self.model.measure(id).steps);
        if let Some(StepValue::Formula(formula)) = self.model.measure(id).steps.last().map(|step| &step.value) {
            self.weigh(formula, &scene, weights);
        }
    }

    /// A set, if a row set in it were all of the time, or nothing.
    fn replaced(
        &self,
        set: &SetExpr,
        rows: &RowSet,
        component: Option<ComponentId>,
        with: bool,
        scene: &Scene<'_>,
    ) -> Extent {
        let by = if with { whole(&scene.frame).into() } else { Extent::default() };
        self.set(set, scene, Some(Instead { rows, component, by: &by })).unwrap_or_default()
    }

    /// Adds the rows of a set, for as much of them as lies within `time`.
    fn add(
        &self,
        set: &RowSet,
        time: &IntervalSet,
        bound: Option<ComponentId>,
        frame: &Frame,
        weights: &mut Weights<'a>,
    ) {
        let Ok(merged) = self.tables.merged(set, bound, frame, Truth::Yes) else { return };
        for row in merged.iter().filter(|row| keeps(set, row.length())) {
            let Some(there) = row.interval() else { continue };
            for part in &row.rows {
                let to = part.row.to.map_or(self.frame.end, |to| to.min(self.frame.end));
                let counted = time.clip(part.row.from.max(there.start()), to.min(there.end()));
                let weight = set.weight.as_ref().map_or(Some(Ratio::ONE), |weight| weight_of(weight, part.row));
                let weight = weight.unwrap_or(Ratio::ZERO);
                let entry = weights
                    .entry((set.table, part.number))
                    .or_insert_with(|| (part.row, IntervalSet::EMPTY, weight.clone()));
                entry.1 = entry.1.union(&counted);
                entry.2 = entry.2.clone().max(weight);
            }
        }
    }

    /// Every row set that a set is made of, steps included.
    fn asked_of_set<'m>(&self, set: &'m SetExpr, scene: &Scene<'m>) -> Asked<'m> {
        match set {
            SetExpr::Period | SetExpr::Window(_) | SetExpr::Slices(..) => Vec::new(),
            SetExpr::Rows(rows) => vec![(rows, scene.component, scene.frame.clone())],
            SetExpr::Step(id) => match scene.step(*id) {
                StepValue::Set(set) => self.asked_of_set(set, scene),
                StepValue::Formula(_) => Vec::new(),
            },
            SetExpr::Union(a, b) | SetExpr::Intersection(a, b) | SetExpr::Difference(a, b) => {
                let mut all = self.asked_of_set(a, scene);
                all.extend(self.asked_of_set(b, scene));
                all
            }
            SetExpr::First(_, _, of) => self.asked_of_set(of, scene),
            SetExpr::Quorum(_, group, of) => {
                let members = self.members(*group, scene).unwrap_or_default();
                members.iter().flat_map(|scene| self.asked_of_set(of, scene)).collect()
            }
        }
    }

    /// The rows of which it is not known whether they belong to what a formula measures, with the columns that would say
    /// so.
    pub(super) fn doubtful(&self, formula: &Formula, scene: &Scene<'_>) -> Vec<Note> {
        let mut found = BTreeMap::new();
        self.doubts(formula, scene, &mut found);
        found.into_values().collect()
    }

    fn doubts(&self, formula: &Formula, scene: &Scene<'_>, found: &mut BTreeMap<RowRef, Note>) {
        let sets = |sets: &[&SetExpr], found: &mut BTreeMap<RowRef, Note>| {
            for (rows, component, frame) in sets.iter().flat_map(|set| self.asked_of_set(set, scene)) {
                self.doubts_of_rows(rows, component, &frame, found);
            }
        };
        match &formula.kind {
            FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Tickets(_)
            | FormulaKind::Samples(_)
            | FormulaKind::Events(_)
            | FormulaKind::Slices(_) => {}
            FormulaKind::Step(id) => match scene.step(*id) {
                StepValue::Formula(formula) => self.doubts(formula, scene, found),
                StepValue::Set(_) => {}
            },
            FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
                self.doubts(a, scene, found);
                self.doubts(b, scene, found);
            }
            FormulaKind::Rounded(inner, _) | FormulaKind::OverLast(_, inner) | FormulaKind::OverAny(_, _, inner) => {
                self.doubts(inner, scene, found);
            }
            FormulaKind::Length(set) => sets(&[set], found),
            FormulaKind::ShareOfSets(a, b) => sets(&[a, b], found),
            FormulaKind::Rows(_, rows) => self.doubts_of_rows(rows, scene.component, &scene.frame, found),
            FormulaKind::Measure(id, subject) => {
                let component = self.subject(*subject, scene);
                self.doubts_of_measure(*id, component, scene.by, &self.frame_of(component, &scene.frame), found);
            }
            FormulaKind::OverGroup(_, id, group) => {
                for scene in self.members(*group, scene).unwrap_or_default() {
                    self.doubts_of_measure(*id, scene.component, scene.by, &scene.frame, found);
                }
            }
            FormulaKind::Together(group, of) => {
                for scene in self.members(*group, scene).unwrap_or_default() {
                    self.doubts(of, &scene, found);
                }
            }
        }
    }

    fn doubts_of_measure(
        &self,
        id: MeasureId,
        component: Option<ComponentId>,
        by: CountedBy,
        frame: &Frame,
        found: &mut BTreeMap<RowRef, Note>,
    ) {
        let steps = &self.model.measure(id).steps;
        let scene = Scene::of_measure(component, by, frame.clone(), steps);
        if let Some(StepValue::Formula(formula)) = steps.last().map(|step| &step.value) {
            self.doubts(formula, &scene, found);
        }
    }

    /// The rows of a set that lack a value which decides whether, or for how much, they belong to it.
    pub(super) fn doubts_of_rows(
        &self,
        rows: &RowSet,
        component: Option<ComponentId>,
        frame: &Frame,
        found: &mut BTreeMap<RowRef, Note>,
    ) {
        let (mut columns, mut questions) = (Vec::new(), Vec::new());
        columns_of(&rows.filter, &mut columns, &mut questions);
        let weighs = match rows.weight.as_deref() {
            None => Vec::new(),
            Some(Weight::Share(column) | Weight::Of(column, _)) => vec![*column],
            Some(Weight::OfColumn(column, total)) => vec![*column, *total],
        };
        let Ok(merged) = self.tables.merged(rows, component, frame, Truth::Maybe) else { return };
        for part in merged.iter().flat_map(|row| &row.rows) {
            let over = part.row.to.is_some_and(|to| to < frame.period.from) || part.row.from >= frame.period.to;
            let unsure = if part.belongs == Truth::Maybe { columns.as_slice() } else { &[] };
            let asked = if part.belongs == Truth::Maybe { questions.as_slice() } else { &[] };
            let unheard = |question: &&JudgementId| match part.row.id.as_deref() {
                Some(id) => self.tables.answer(id, **question, frame).is_none(),
                None => true,
            };
            let lacks = |column: &&ColumnId| part.row.cells.get(column.index()).is_none_or(|it| *it == Cell::Missing);
            let mut missing: Vec<String> = unsure
                .iter()
                .chain(&weighs)
                .filter(lacks)
                .filter_map(|column| self.model.interval_columns(rows.table).get(column.index()))
                .map(|column| column.declared.name.clone())
                .collect();
            missing.extend(asked.iter().filter(unheard).map(|question| match part.row.id {
                Some(_) => format!("judged {}", self.model.judgement(*question).declared.name),
                None => "id".to_owned(),
            }));
            missing.dedup();
            if over || missing.is_empty() {
                continue;
            }
            let to = part.row.to.filter(|to| *to < self.frame.end);
            let note = Note::Lacking { from: part.row.from, to, columns: missing, row: part.row.row };
            found.entry(part.row.row).or_insert(note);
        }
    }
}

/// The declared columns that a condition asks for, and what it asks people.
fn columns_of(predicate: &Predicate, columns: &mut Vec<ColumnId>, questions: &mut Vec<JudgementId>) {
    let mut add = |column: ColumnId| {
        if !columns.contains(&column) {
            columns.push(column);
        }
    };
    match predicate {
        Predicate::And(a, b) | Predicate::Or(a, b) => {
            columns_of(a, columns, questions);
            columns_of(b, columns, questions);
        }
        Predicate::Not(inner) => columns_of(inner, columns, questions),
        Predicate::OneOf(column, _)
        | Predicate::YesNo(column, _)
        | Predicate::Compared(column, ..)
        | Predicate::ElapsedCompared(column, ..)
        | Predicate::TextIs(column, _)
        | Predicate::Missing(AnyColumn::Column(column)) => add(*column),
        Predicate::True
        | Predicate::PriorityIn(_)
        | Predicate::PlanIn(_)
        | Predicate::PriorityCompared(..)
        | Predicate::ComponentIn(_)
        | Predicate::Missing(_)
        | Predicate::Within(..)
        | Predicate::Clock(..) => {}
        Predicate::Judged(question) => questions.push(*question),
    }
}
