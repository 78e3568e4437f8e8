//! One period at hand: everything that a formula or a norm needs to be judged in it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::calendar::{Calendar, IntervalSet};
use crate::eval::error::EvalError;
use crate::eval::figures::Figures;
use crate::eval::frame::Frame;
use crate::eval::ledger::Ledger;
use crate::eval::measure::Measured;
use crate::eval::rowsets::{self, NotGiven, Tables};
use crate::eval::scene::{Done, Scene};
use crate::eval::slicing::Sliced;
use crate::eval::verdict::{MatrixCheck, PeriodVerdicts, Reading};
use crate::eval::worth::Absent;
use crate::evidence::Evidence;
use crate::model::{
    ComponentId, CountedBy, MeasureId, Model, NormId, PlanId, RowSet, SetExpr, SlicesId, StepValue, WindowExpr,
};

/// A period and all that is known in it.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub(super) model: &'a Model,
    pub(super) calendar: &'a Calendar<'a>,
    pub(super) evidence: &'a Evidence,
    pub(super) tables: &'a Tables<'a>,
    pub(super) figures: &'a Figures<'a>,
    pub(super) ledger: &'a Ledger,
    /// Number of the period in the ledger.
    pub(super) period: usize,
    pub(super) frame: &'a Frame,
    /// The plan that is judged; `None`: all of them.
    pub(super) plan: Option<PlanId>,
    /// Measures that were asked for before.
    pub(super) measured: BTreeMap<(MeasureId, Option<ComponentId>, u8), Measured>,
    /// Slices that were asked for before.
    pub(super) sliced: RefCell<BTreeMap<(SlicesId, Option<ComponentId>), Rc<Sliced>>>,
    /// Values that could not be had.
    pub(super) problems: Vec<EvalError>,
}

impl<'a> Judge<'a> {
    /// Everything that is found in the period.
    pub(super) fn period(&mut self, readings: Vec<Reading>, matrix_checks: Vec<MatrixCheck>) -> PeriodVerdicts {
        let norms = (0u32..).map(NormId).zip(&self.model.norms).map(|(id, _)| self.norm(id)).collect();
        PeriodVerdicts {
            label: self.frame.period.label.clone(),
            from: self.frame.period.from,
            to: self.frame.period.to,
            finished: self.frame.finished,
            norms,
            measures: self.measures(),
            readings,
            matrix_checks,
            compensation: Vec::new(),
            rights: Vec::new(),
        }
    }

    /// How many rows of a table were skipped as bad.
    pub(super) fn skipped(&self, table: &str) -> u64 {
        rowsets::skipped(self.evidence, table)
    }

    /// When a window is open, within the period.
    pub(super) fn window(&self, window: &WindowExpr) -> IntervalSet {
        self.calendar.schedule(window).open().clip(self.frame.period.from, self.frame.period.to)
    }

    /// All of the period.
    pub(super) fn whole(&self) -> IntervalSet {
        IntervalSet::between(self.frame.period.from, self.frame.period.to)
    }

    /// The time of a set within the period, as known. `instead`: what stands for one row set (see [`super::weight`]).
    pub(super) fn set(
        &self,
        set: &SetExpr,
        scene: &Scene<'_>,
        instead: Option<(&RowSet, &IntervalSet)>,
    ) -> Result<IntervalSet, NotGiven> {
        match set {
            SetExpr::Period => Ok(self.whole()),
            SetExpr::Window(window) => Ok(self.window(window)),
            SetExpr::Rows(rows) => match instead {
                Some((replaced, by)) if replaced == rows => Ok(by.clone()),
                Some(_) | None => self.tables.known(rows, scene.component, self.frame),
            },
            SetExpr::Slices(id, subject, side) => self.slice_time(*id, Self::sampled_component(*subject, scene), *side),
            SetExpr::Step(id) => match (instead, scene.done.get(id.index())) {
                (None, Some(Done::Set(known))) => known.clone(),
                _ => match scene.step(*id) {
                    StepValue::Set(set) => self.set(set, scene, instead),
                    StepValue::Formula(_) => unreachable!("a set is made of steps that are sets"),
                },
            },
            SetExpr::Union(a, b) => Ok(self.set(a, scene, instead)?.union(&self.set(b, scene, instead)?)),
            SetExpr::Intersection(a, b) => Ok(self.set(a, scene, instead)?.intersection(&self.set(b, scene, instead)?)),
            SetExpr::Difference(a, b) => Ok(self.set(a, scene, instead)?.difference(&self.set(b, scene, instead)?)),
        }
    }

    /// Whether some time may or may not be in a set.
    pub(super) fn is_open(&self, set: &SetExpr, scene: &Scene<'_>) -> Result<bool, NotGiven> {
        match set {
            SetExpr::Period | SetExpr::Window(_) => Ok(false),
            SetExpr::Rows(rows) => {
                let (must, may) = self.tables.could(rows, scene.component, self.frame)?;
                Ok(must != may)
            }
            SetExpr::Slices(id, subject, side) => {
                let (must, may) = self.slice_time_could(*id, Self::sampled_component(*subject, scene), *side)?;
                Ok(must != may)
            }
            SetExpr::Step(id) => match scene.step(*id) {
                StepValue::Set(set) => self.is_open(set, scene),
                StepValue::Formula(_) => Ok(false),
            },
            SetExpr::Union(a, b) | SetExpr::Intersection(a, b) | SetExpr::Difference(a, b) => {
                Ok(self.is_open(a, scene)? || self.is_open(b, scene)?)
            }
        }
    }

    /// Notes that a value cannot be had. While a period runs an empty operand may still fill, so it is no problem yet.
    pub(super) fn problem(&mut self, error: EvalError) -> Absent {
        let early = !self.frame.finished && matches!(error, EvalError::EmptyOperand { .. });
        if !early && !self.problems.contains(&error) {
            self.problems.push(error.clone());
        }
        Absent::Impossible(error)
    }
}

/// A number for a convention, to look up by.
pub(super) fn rank(by: CountedBy) -> u8 {
    match by {
        CountedBy::Settled => 0,
        CountedBy::Opened => 1,
        CountedBy::Resolved => 2,
        CountedBy::Closed => 3,
    }
}
