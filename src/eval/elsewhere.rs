//! Other times than the period, and the members of a group as one.

use std::collections::BTreeSet;

use crate::eval::frame::Frame;
use crate::eval::judge::Judge;
use crate::eval::partition::Leaf;
use crate::eval::range::Range;
use crate::eval::rowsets::NotGiven;
use crate::eval::scene::{Done, Scene};
use crate::eval::truth::Truth;
use crate::eval::worth::{Absent, Known, Worth};
use crate::model::{
    CalendarUnit, Extreme, Formula, FormulaKind, GroupId, MeasureId, MeasureSubject, Past, SetExpr, StepValue, Unit,
};
use crate::quantity::{Elapsed, Instant, Ratio, RatioError};

/// A value, and the stretch of time that it is of.
type Placed = (Worth, Option<Frame>);

impl Judge<'_> {
    /// The value of a requirement, in the stretch of time that it asks for.
    pub(super) fn placed(&mut self, formula: &Formula, scene: &Scene<'_>) -> Placed {
        if let FormulaKind::OverLast(past, of) = &formula.kind {
            let frame = self.past(*past, &scene.frame);
            let scene = scene.elsewhere(scene.component, frame.clone());
            let worth = self.formula(of, &scene);
            (self.finished(of, worth, &scene), Some(frame))
        } else if let FormulaKind::OverAny(length, extreme, of) = &formula.kind {
            self.over_any(formula, *length, *extreme, of, scene)
        } else {
            let worth = self.formula(formula, scene);
            (self.finished(formula, worth, scene), None)
        }
    }

    /// So many days, weeks, months or years that end with the period.
    fn past(&self, past: Past, frame: &Frame) -> Frame {
        use chrono::{Days, Months};
        let end = frame.period.last_day.succ_opt().unwrap_or(frame.period.last_day);
        let first = match past.unit {
            CalendarUnit::Workday | CalendarUnit::Day => end.checked_sub_days(Days::new(past.count.into())),
            CalendarUnit::Week => end.checked_sub_days(Days::new(u64::from(past.count) * 7)),
            CalendarUnit::Month => end.checked_sub_months(Months::new(past.count)),
            CalendarUnit::Year => end.checked_sub_months(Months::new(past.count.saturating_mul(12))),
        };
        let zone = self.calendar.zone();
        let from = first.map_or(Instant::FIRST, |day| zone.midnight(day)).max(Instant::FIRST);
        frame.stretched(from, frame.period.to, zone)
    }

    /// The least or the most over every stretch of a length that ends in the period, as far as that is over. A value can
    /// only turn where an end of a stretch meets the edge of a piece of time: just there, or just behind.
    fn over_any(
        &mut self,
        formula: &Formula,
        length: Elapsed,
        extreme: Extreme,
        of: &Formula,
        scene: &Scene<'_>,
    ) -> Placed {
        let (from, to) = (scene.frame.period.from, scene.frame.end.min(scene.frame.period.to));
        let zone = self.calendar.zone();
        let start = |at: Instant| at.checked_sub(length).unwrap_or(Instant::FIRST).max(Instant::FIRST);
        let wide = scene.elsewhere(scene.component, scene.frame.stretched(start(from), to, zone));
        let mut edges = BTreeSet::new();
        if let Err(missing) = self.edges(of, &wide, &mut edges) {
            return (missing.into(), None);
        }
        let next = |at: Instant| at.checked_add(Elapsed::from_micros(1));
        let ends = edges.iter().flat_map(|at| [Some(*at), at.checked_add(length)]).flatten().chain([from]);
        let ends: BTreeSet<Instant> = ends.flat_map(|at| [Some(at), next(at)]).flatten().chain([to]).collect();
        let mut best: Option<(Known, Frame)> = None;
        let mut ranges = Vec::new();
        for end in ends.into_iter().filter(|end| from < *end && *end <= to) {
            let frame = scene.frame.stretched(start(end), end, zone);
            let inner = scene.elsewhere(scene.component, frame.clone());
            let worth = self.formula(of, &inner);
            let known = match self.finished(of, worth, &inner) {
                Worth::Known(known) => known,
                Worth::Empty { could: None, .. } => continue,
                Worth::Empty { could: Some(range), .. } => {
                    ranges.push(range);
                    continue;
                }
                Worth::Absent(absent) => return (Worth::Absent(absent), None),
            };
            match known.range(None) {
                Ok(range) => ranges.push(range),
                Err(error) => return (self.checked(formula, Err(error)), None),
            }
            // Of equal ones the last is shown: there the rows that it counts lie in it whole, up to the edge of the first.
            let better = best.as_ref().is_none_or(|(best, _)| match extreme {
                Extreme::Least => known.value <= best.value,
                Extreme::Most => known.value >= best.value,
            });
            if better {
                best = Some((known, frame));
            }
        }
        let could = Range::chosen(&ranges, extreme == Extreme::Least);
        let could = could.map(|range| match extreme {
            // What is still to come can only make it worse.
            _ if scene.frame.finished => range,
            Extreme::Least => Range { low: None, ..range },
            Extreme::Most => Range { high: None, ..range },
        });
        match best {
            Some((known, frame)) => {
                let worth = Known { terms: known.terms, floored: known.floored, ..Known::between(known.value, could) };
                (Worth::Known(worth), Some(frame))
            }
            None => {
                (Worth::Empty { could: could.or((!scene.frame.finished).then_some(Range::ANY)), terms: None }, None)
            }
        }
    }

    /// All time that a requirement looks at.
    pub(super) fn widest<'m>(&self, formula: &Formula, scene: &Scene<'m>) -> Scene<'m> {
        let frame = if let FormulaKind::OverLast(past, _) = &formula.kind {
            self.past(*past, &scene.frame)
        } else if let FormulaKind::OverAny(length, ..) = &formula.kind {
            let from = scene.frame.period.from.checked_sub(*length).unwrap_or(Instant::FIRST);
            scene.frame.stretched(from.max(Instant::FIRST), scene.frame.period.to, self.calendar.zone())
        } else {
            scene.frame.clone()
        };
        scene.elsewhere(scene.component, frame)
    }

    /// Every edge of the pieces of time that a value is made of.
    fn edges(&self, formula: &Formula, scene: &Scene<'_>, edges: &mut BTreeSet<Instant>) -> Result<(), NotGiven> {
        for leaf in scene.leaves() {
            match leaf {
                Leaf::Window(window) => {
                    edges.extend(self.window(window, &scene.frame).iter().flat_map(|it| [it.start(), it.end()]));
                }
                Leaf::Rows(rows) => {
                    let (must, may) = self.tables.could(rows, scene.component, &scene.frame)?;
                    let known = self.tables.known(rows, scene.component, &scene.frame)?;
                    edges.extend(must.edges().chain(may.edges()).chain(known.edges()));
                }
                // Slices are of the period alone.
                Leaf::Slices(..) => {}
                Leaf::Made(set) => {
                    let (must, may) = self.bounds(set, scene)?;
                    let known = self.set(set, scene, None)?;
                    edges.extend(must.edges().chain(may.edges()).chain(known.edges()));
                }
            }
        }
        self.inner_edges(formula, scene, edges)
    }

    /// The same for what a formula names.
    fn inner_edges(&self, formula: &Formula, scene: &Scene<'_>, edges: &mut BTreeSet<Instant>) -> Result<(), NotGiven> {
        match &formula.kind {
            FormulaKind::Literal(_)
            | FormulaKind::Step(_)
            | FormulaKind::Length(_)
            | FormulaKind::ShareOfSets(..)
            | FormulaKind::Tickets(_)
            | FormulaKind::Samples(_)
            | FormulaKind::Events(_)
            | FormulaKind::Slices(_) => Ok(()),
            FormulaKind::DaysOfPeriod => {
                // The days that a stretch touches change at midnight.
                let zone = self.calendar.zone();
                let (first, last) = (scene.frame.period.first_day, scene.frame.period.last_day);
                let days = first.iter_days().take_while(|day| *day <= last);
                edges.extend(days.map(|day| zone.midnight(day)));
                Ok(())
            }
            FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
                self.inner_edges(a, scene, edges)?;
                self.inner_edges(b, scene, edges)
            }
            FormulaKind::Rounded(of, _) | FormulaKind::OverLast(_, of) | FormulaKind::OverAny(_, _, of) => {
                self.inner_edges(of, scene, edges)
            }
            FormulaKind::Rows(_, rows) => {
                for row in self.tables.merged(rows, scene.component, &scene.frame, Truth::Maybe)? {
                    edges.extend([row.from, row.to]);
                    edges.extend(row.rows.iter().flat_map(|part| [Some(part.row.from), part.row.to]).flatten());
                }
                Ok(())
            }
            FormulaKind::Measure(id, subject) => {
                let component = self.subject(*subject, scene);
                self.measure_edges(*id, &scene.elsewhere(component, scene.frame.clone()), edges)
            }
            FormulaKind::OverGroup(_, id, group) => {
                for scene in self.members(*group, scene)? {
                    self.measure_edges(*id, &scene, edges)?;
                }
                Ok(())
            }
            FormulaKind::Together(group, of) => {
                for scene in self.members(*group, scene)? {
                    edges.extend([scene.frame.period.from, scene.frame.period.to]);
                    self.edges(of, &scene, edges)?;
                }
                Ok(())
            }
        }
    }

    fn measure_edges(&self, id: MeasureId, scene: &Scene<'_>, edges: &mut BTreeSet<Instant>) -> Result<(), NotGiven> {
        let frame = self.frame_of(scene.component, &scene.frame);
        edges.extend([frame.period.from, frame.period.to]);
        let steps = &self.model.measure(id).steps;
        let inner = Scene::of_measure(scene.component, scene.by, frame, steps);
        for step in steps {
            if let StepValue::Formula(formula) = &step.value {
                self.inner_edges(formula, &inner, edges)?;
            }
        }
        match steps.last().map(|step| &step.value) {
            Some(StepValue::Formula(formula)) => self.edges(formula, &inner, edges),
            Some(StepValue::Set(_)) | None => Ok(()),
        }
    }

    /// All members of a group as one: their values added up, of a share both sides.
    pub(super) fn together(&mut self, formula: &Formula, group: GroupId, of: &Formula, scene: &Scene<'_>) -> Worth {
        match self.members(group, scene) {
            Ok(scenes) => self.pooled(formula, of, scenes),
            Err(missing) => missing.into(),
        }
    }

    fn pooled(&mut self, whole: &Formula, of: &Formula, scenes: Vec<Scene<'_>>) -> Worth {
        match &of.kind {
            FormulaKind::Measure(id, MeasureSubject::Bound) => {
                let scenes: Vec<Scene<'_>> =
                    scenes.iter().map(|scene| self.performed(*id, scene.component, scene.by, &scene.frame)).collect();
                match self.model.measure(*id).steps.last().map(|step| &step.value) {
                    Some(StepValue::Formula(formula)) => self.pooled(whole, formula, scenes),
                    Some(StepValue::Set(_)) | None => unreachable!("the last step of a measure is its value"),
                }
            }
            FormulaKind::Step(id) => {
                let step = scenes.first().map(|scene| scene.step(*id));
                match step {
                    Some(StepValue::Formula(formula)) => self.pooled(whole, formula, scenes),
                    Some(StepValue::Set(_)) => unreachable!("a formula takes the length of a set"),
                    None => Worth::Empty { could: None, terms: None },
                }
            }
            FormulaKind::Rounded(inner, decimals) => match self.pooled(whole, inner, scenes) {
                Worth::Known(known) => self.rounded(whole, &known, *decimals, None),
                other @ (Worth::Empty { .. } | Worth::Absent(_)) => other,
            },
            FormulaKind::ShareOfSets(part, all) => {
                let sides = (self.lengths(whole, part, &scenes), self.lengths(whole, all, &scenes));
                self.share_of_sums(whole, sides, Unit::Elapsed)
            }
            FormulaKind::Div(part, all) if part.unit == all.unit => {
                let sides = (self.sums(whole, part, &scenes), self.sums(whole, all, &scenes));
                self.share_of_sums(whole, sides, part.unit)
            }
            FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Length(_)
            | FormulaKind::Add(..)
            | FormulaKind::Sub(..)
            | FormulaKind::Mul(..)
            | FormulaKind::Div(..)
            | FormulaKind::Measure(..)
            | FormulaKind::OverGroup(..)
            | FormulaKind::Rows(..)
            | FormulaKind::Tickets(_)
            | FormulaKind::Samples(_)
            | FormulaKind::Events(_)
            | FormulaKind::Slices(_)
            | FormulaKind::Together(..)
            | FormulaKind::OverLast(..)
            | FormulaKind::OverAny(..) => match self.sums(whole, of, &scenes) {
                Ok(known) => Worth::Known(known),
                Err(absent) => Worth::Absent(absent),
            },
        }
    }

    fn share_of_sums(
        &mut self,
        formula: &Formula,
        (part, all): (Result<Known, Absent>, Result<Known, Absent>),
        unit: Unit,
    ) -> Worth {
        match (part, all) {
            (Ok(part), Ok(all)) => self.share(formula, &part, &all, unit, None),
            (Err(absent), _) | (_, Err(absent)) => Worth::Absent(absent),
        }
    }

    fn lengths(&mut self, whole: &Formula, set: &SetExpr, scenes: &[Scene<'_>]) -> Result<Known, Absent> {
        let mut sum = Known::just(Ratio::ZERO);
        for scene in scenes {
            let known = match self.length(whole, set, scene) {
                Worth::Known(known) => known,
                Worth::Absent(absent) => return Err(absent),
                Worth::Empty { .. } => continue,
            };
            sum = self.plus(whole, &sum, known, scene)?;
        }
        Ok(sum)
    }

    fn sums(&mut self, whole: &Formula, of: &Formula, scenes: &[Scene<'_>]) -> Result<Known, Absent> {
        let mut sum = Known::just(Ratio::ZERO);
        for scene in scenes {
            let worth = self.formula(of, scene);
            let known = self.operand(of, worth)?;
            sum = self.plus(whole, &sum, known, scene)?;
        }
        Ok(sum)
    }

    /// A sum over scenes: what each could be is a range of its own.
    fn plus(&mut self, whole: &Formula, sum: &Known, next: Known, scene: &Scene<'_>) -> Result<Known, Absent> {
        let settled = |next: Known| -> Result<Known, RatioError> {
            let range = next.range(scene.partition())?;
            sum.add(&Known::between(next.value, Some(range)), None)
        };
        match self.checked(whole, settled(next)) {
            Worth::Known(known) => Ok(known),
            Worth::Absent(absent) => Err(absent),
            Worth::Empty { .. } => unreachable!("a sum is a value"),
        }
    }

    /// Works out every step of a scene.
    pub(super) fn perform(&mut self, scene: &mut Scene<'_>) {
        for step in scene.steps() {
            let done = match &step.value {
                StepValue::Set(set) => Done::Set(self.set(set, scene, None)),
                StepValue::Formula(formula) => Done::Worth(self.formula(formula, scene)),
            };
            scene.done.push(done);
        }
    }
}
