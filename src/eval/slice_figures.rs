//! Figures over slices, slices as sets of time, and what to tell of them.

use std::rc::Rc;

use crate::calendar::{Interval, IntervalSet};
use crate::eval::judge::Judge;
use crate::eval::range::Range;
use crate::eval::rowsets::NotGiven;
use crate::eval::samples::statistic;
use crate::eval::scene::Scene;
use crate::eval::share;
use crate::eval::slicing::{Requests, Sliced, State, of_side};
use crate::eval::verdict::{Counts, Note, Terms};
use crate::eval::worth::{Known, Worth};
use crate::model::{
    ComponentId, Formula, FormulaKind, MeasureId, MeasureSubject, MetricUnit, Model, SampleField, SampleStatistic,
    SetExpr, SliceFigure, SliceFormula, SliceSide, SlicesId, StepValue,
};
use crate::quantity::{Ratio, RatioError, Sum};

impl Judge<'_> {
    /// The slices of the period, worked out once.
    pub(super) fn sliced(&self, id: SlicesId, component: Option<ComponentId>) -> Result<Rc<Sliced>, NotGiven> {
        if let Some(known) = self.sliced.borrow().get(&(id, component)) {
            return Ok(Rc::clone(known));
        }
        let slices = self.model.slices_of(id);
        let samples = self.samples_of(slices.metric, component)?;
        let requests = self.model.metric(slices.metric).unit == MetricUnit::Requests;
        let sliced = Rc::new(Sliced::new(slices, requests, samples, self.frame));
        self.sliced.borrow_mut().insert((id, component), Rc::clone(&sliced));
        Ok(sliced)
    }

    /// Good and bad slices, as known.
    pub(super) fn slice_time(
        &self,
        id: SlicesId,
        component: Option<ComponentId>,
        side: SliceSide,
    ) -> Result<IntervalSet, NotGiven> {
        Ok(self.sliced(id, component)?.time(&[of_side(side)]))
    }

    /// The time of slices that are so for certain, and of those that may be.
    pub(super) fn slice_time_could(
        &self,
        id: SlicesId,
        component: Option<ComponentId>,
        side: SliceSide,
    ) -> Result<(IntervalSet, IntervalSet), NotGiven> {
        let sliced = self.sliced(id, component)?;
        let (from, to) = (self.frame.period.from, self.frame.period.to);
        if self.skipped("samples") > 0 {
            return Ok((IntervalSet::EMPTY, IntervalSet::from_unsorted(Interval::new(from, to))));
        }
        let state = of_side(side);
        Ok((sliced.time(&[state]), sliced.time(&[state, State::Open])))
    }

    /// The value of a figure over slices.
    pub(super) fn slice_figure(&mut self, formula: &Formula, slices: &SliceFormula, scene: &Scene<'_>) -> Worth {
        let component = Self::sampled_component(slices.subject, scene);
        let sliced = match self.sliced(slices.slices, component) {
            Ok(sliced) => sliced,
            Err(missing) => return missing.into(),
        };
        let runs = self.model.slices_of(slices.slices).run.is_some();
        let worth = match slices.figure {
            SliceFigure::Share(side) => Ok(self.share_of_slices(&sliced, side, runs)),
            SliceFigure::Count(side) => Ok(self.count_of_slices(&sliced, side, runs)),
            SliceFigure::Ratios(statistic, field) => self.ratios(&sliced, statistic, field),
        };
        self.checked_worth(formula, worth)
    }

    /// Good ones of all, those not over yet, and those that may be anything; of one side of them.
    pub(super) fn slice_counts(&self, sliced: &Sliced, side: SliceSide) -> Counts {
        let (good, bad) = (sliced.count(State::Good), sliced.count(State::Bad));
        let pending = sliced.to_come();
        let kept = if side == SliceSide::Good { good } else { bad };
        Counts { good: kept, total: good + bad, pending, maybe: sliced.count(State::Open).saturating_sub(pending) }
    }

    fn share_of_slices(&self, sliced: &Sliced, side: SliceSide, runs: bool) -> Worth {
        let counts = self.slice_counts(sliced, side);
        let skipped = self.skipped("samples");
        // Each slice that is not over yet will be one thing or the other: there are so many, and no more.
        let doubt = share::Doubt { maybe: counts.maybe + counts.pending, turning: skipped, running: false };
        let could = if skipped > 0 && runs {
            Some(Range::between(Ratio::ZERO, Ratio::ONE))
        } else {
            share::range(&counts, doubt)
        };
        let terms = Some(Terms::Counts(counts.good, counts.total));
        match share::of(&counts) {
            Some(value) => Worth::Known(Known { terms, ..Known::between(value, could) }),
            None => Worth::Empty { could, terms },
        }
    }

    fn count_of_slices(&self, sliced: &Sliced, side: SliceSide, runs: bool) -> Worth {
        let counts = self.slice_counts(sliced, side);
        let skipped = self.skipped("samples");
        let whole = |count: u64| Ratio::new(i128::from(count), 1);
        let most = counts.good + counts.maybe + counts.pending + skipped;
        let could = if skipped > 0 && runs {
            Range::between(Ratio::ZERO, whole(sliced.slices.len() as u64))
        } else {
            Range::between(whole(counts.good.saturating_sub(skipped)), whole(most.min(sliced.slices.len() as u64)))
        };
        Worth::Known(Known::between(whole(counts.good), Some(could)))
    }

    /// A figure over the ratios of the slices.
    fn ratios(&self, sliced: &Sliced, asked: SampleStatistic, field: SampleField) -> Result<Worth, RatioError> {
        let failed = field == SampleField::FailedRatio;
        let side = |good: u128, total: u128| if failed { total.saturating_sub(good) } else { good };
        let (mut sum, mut count, mut open) = (Sum::default(), 0_u64, self.skipped("samples"));
        let (mut part, mut of) = (0_u128, 0_u128);
        let mut values: Vec<Ratio> = Vec::new();
        let listed = !matches!(asked, SampleStatistic::Mean | SampleStatistic::Pooled);
        for slice in &sliced.slices {
            let ratio = match slice.requests {
                Requests::Out => continue,
                Requests::Open => {
                    open += 1;
                    continue;
                }
                Requests::Taken(good) => {
                    if good == failed {
                        Ratio::ZERO
                    } else {
                        Ratio::ONE
                    }
                }
                Requests::Counted(good, total) => {
                    let some = side(good, total);
                    (part, of) = (part + some, of + total);
                    let (some, all) = (i128::try_from(some).ok(), i128::try_from(total).ok());
                    some.zip(all).and_then(|(some, all)| Ratio::checked_new(some, all)).ok_or(RatioError::TooLarge)?
                }
            };
            count += 1;
            if listed {
                values.push(ratio);
            } else {
                sum.add(&ratio);
            }
        }
        let (zero, one) = (Ratio::ZERO, Ratio::ONE);
        let value = match asked {
            SampleStatistic::Mean if count == 0 => None,
            SampleStatistic::Mean => Some(sum.divided_by(count)?),
            SampleStatistic::Pooled => i128::try_from(part)
                .ok()
                .zip(i128::try_from(of).ok())
                .and_then(|(part, of)| Ratio::checked_new(part, of)),
            SampleStatistic::Count
            | SampleStatistic::Median
            | SampleStatistic::Percentile(_)
            | SampleStatistic::Highest
            | SampleStatistic::Lowest
            | SampleStatistic::Sum => statistic(asked, &mut values)?,
        };
        let could = match (asked, &value) {
            _ if open == 0 => None,
            // Each open slice has some ratio from nothing to all, or is left out.
            (SampleStatistic::Mean, Some(_)) if self.skipped("samples") == 0 => {
                let low = sum.divided_by(count + open)?;
                let high = low.add(&Ratio::new(open.into(), i128::from(count) + i128::from(open)))?;
                Some(Range::between(low, high))
            }
            (SampleStatistic::Highest, Some(value)) if self.skipped("samples") == 0 => {
                Some(Range::between(value.clone(), one))
            }
            (SampleStatistic::Lowest, Some(value)) if self.skipped("samples") == 0 => {
                Some(Range::between(zero, value.clone()))
            }
            _ => Some(Range::between(zero, one)),
        };
        let terms = (asked == SampleStatistic::Pooled)
            .then(|| Some(Terms::Counts(u64::try_from(part).ok()?, u64::try_from(of).ok()?)))
            .flatten();
        Ok(match value {
            Some(value) => Worth::Known(Known { terms, ..Known::between(value, could) }),
            None => Worth::Empty { could, terms },
        })
    }

    /// Good ones of all, where a requirement is a share of slices.
    pub(super) fn counts_of_slices(&self, formula: &Formula, scene: &Scene<'_>) -> Option<Counts> {
        let FormulaKind::Slices(slices) = &formula.kind else { return None };
        let SliceFigure::Share(side) = slices.figure else { return None };
        let sliced = self.sliced(slices.slices, Self::sampled_component(slices.subject, scene)).ok()?;
        let counts = self.slice_counts(&sliced, side);
        Some(Counts { maybe: counts.maybe + self.skipped("samples"), ..counts })
    }

    /// What to tell of the slices that a formula looks at; of what is judged, which are bad.
    pub(super) fn slice_notes(&self, formula: &Formula, component: Option<ComponentId>, is_judged: bool) -> Vec<Note> {
        let mut asked = Vec::new();
        self.slices_in(formula, component, &mut asked);
        let mut notes = Vec::new();
        for (id, component) in asked {
            let Ok(sliced) = self.sliced(id, component) else { continue };
            let mut bad = if is_judged { sliced.stretches(State::Bad) } else { Vec::new() };
            bad.sort_by_key(|(from, to, _)| (std::cmp::Reverse(from.until(*to)), *from));
            notes.extend(bad.into_iter().map(|(from, to, slices)| Note::BadSlices { from, to, slices }));
            let open = sliced.slices.iter().filter(|slice| slice.state == State::Open && !slice.to_come);
            if let Some(first) = open.clone().next() {
                notes.push(Note::OpenSlices { slices: open.count() as u64, first: first.time.start() });
            }
            if let Some(length) = sliced.cut {
                notes.push(Note::CutSlice { length, of: self.model.slices_of(id).length });
            }
        }
        notes
    }

    fn slices_in(
        &self,
        formula: &Formula,
        component: Option<ComponentId>,
        asked: &mut Vec<(SlicesId, Option<ComponentId>)>,
    ) {
        match &formula.kind {
            FormulaKind::Slices(slices) => add(slices.slices, slices.subject, component, asked),
            FormulaKind::Length(set) => in_set(self.model, set, component, asked),
            FormulaKind::ShareOfSets(a, b) => {
                in_set(self.model, a, component, asked);
                in_set(self.model, b, component, asked);
            }
            FormulaKind::Add(a, b) | FormulaKind::Sub(a, b) | FormulaKind::Mul(a, b) | FormulaKind::Div(a, b) => {
                self.slices_in(a, component, asked);
                self.slices_in(b, component, asked);
            }
            FormulaKind::Rounded(inner, _) | FormulaKind::OverLast(_, inner) | FormulaKind::OverAny(_, _, inner) => {
                self.slices_in(inner, component, asked);
            }
            FormulaKind::Together(group, inner) => {
                for member in &self.model.group(*group).members {
                    self.slices_in(inner, Some(*member), asked);
                }
            }
            FormulaKind::Measure(id, subject) => {
                let component = match subject {
                    MeasureSubject::Whole => None,
                    MeasureSubject::Component(id) => Some(*id),
                    MeasureSubject::Bound => component,
                };
                self.slices_in_measure(*id, component, asked);
            }
            FormulaKind::OverGroup(_, id, group) => {
                for member in &self.model.group(*group).members {
                    self.slices_in_measure(*id, Some(*member), asked);
                }
            }
            FormulaKind::Literal(_)
            | FormulaKind::DaysOfPeriod
            | FormulaKind::Step(_)
            | FormulaKind::Rows(..)
            | FormulaKind::Tickets(_)
            | FormulaKind::Events(_)
            | FormulaKind::Samples(_) => {}
        }
    }

    fn slices_in_measure(
        &self,
        id: MeasureId,
        component: Option<ComponentId>,
        asked: &mut Vec<(SlicesId, Option<ComponentId>)>,
    ) {
        for step in &self.model.measure(id).steps {
            match &step.value {
                StepValue::Set(set) => in_set(self.model, set, component, asked),
                StepValue::Formula(formula) => self.slices_in(formula, component, asked),
            }
        }
    }
}

fn in_set(
    model: &Model,
    set: &SetExpr,
    component: Option<ComponentId>,
    asked: &mut Vec<(SlicesId, Option<ComponentId>)>,
) {
    match set {
        SetExpr::Slices(id, subject, _) => add(*id, *subject, component, asked),
        SetExpr::Union(a, b) | SetExpr::Intersection(a, b) | SetExpr::Difference(a, b) => {
            in_set(model, a, component, asked);
            in_set(model, b, component, asked);
        }
        SetExpr::First(_, _, of) => in_set(model, of, component, asked),
        SetExpr::Quorum(_, group, of) => {
            for member in &model.group(*group).members {
                in_set(model, of, Some(*member), asked);
            }
        }
        SetExpr::Period | SetExpr::Window(_) | SetExpr::Rows(_) | SetExpr::Step(_) => {}
    }
}

fn add(
    id: SlicesId,
    subject: MeasureSubject,
    bound: Option<ComponentId>,
    asked: &mut Vec<(SlicesId, Option<ComponentId>)>,
) {
    let component = match subject {
        MeasureSubject::Whole => None,
        MeasureSubject::Component(id) => Some(id),
        MeasureSubject::Bound => bound,
    };
    if !asked.contains(&(id, component)) {
        asked.push((id, component));
    }
}
