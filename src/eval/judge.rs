//! One period at hand: everything that a formula or a norm needs to be judged in it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::calendar::Calendar;
use crate::eval::error::EvalError;
use crate::eval::figures::Figures;
use crate::eval::frame::Frame;
use crate::eval::ledger::Ledger;
use crate::eval::measure::Measured;
use crate::eval::rowsets::{self, Tables};
use crate::eval::slicing::Sliced;
use crate::eval::verdict::{MatrixCheck, PeriodVerdicts, Reading};
use crate::eval::worth::Absent;
use crate::evidence::Evidence;
use crate::model::{ComponentId, CountedBy, MeasureId, Model, NormId, PlanId, SlicesId};
use crate::quantity::Instant;

/// A measure, of which component, by which convention, from when to when.
pub(super) type Asked = (MeasureId, Option<ComponentId>, u8, Instant, Instant);

/// Slices, each of one component or of all.
type SlicesAsked = BTreeMap<(SlicesId, Option<ComponentId>), Rc<Sliced>>;

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
    /// Slices that were asked for before.
    pub(super) sliced: RefCell<SlicesAsked>,
    /// Measures that were asked for before.
    pub(super) measured: BTreeMap<Asked, Measured>,
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
            out_of_scope: self.model.applies.as_ref().map(|_| self.ledger.out_of_scope(self.period)),
            matrix_checks,
            compensation: Vec::new(),
            rights: Vec::new(),
        }
    }

    /// How many rows of a table were skipped as bad.
    pub(super) fn skipped(&self, table: &str) -> u64 {
        rowsets::skipped(self.evidence, table)
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
