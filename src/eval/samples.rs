//! Samples: which there are, what each holds, and figures over those of a period.

use crate::eval::error::EvalError;
use crate::eval::judge::Judge;
use crate::eval::population::{Facts, Standing, holds};
use crate::eval::range::{End, Range};
use crate::eval::rowsets::NotGiven;
use crate::eval::scene::Scene;
use crate::eval::share;
use crate::eval::truth::Truth;
use crate::eval::verdict::{Counts, Terms};
use crate::eval::worth::{Known, Worth};
use crate::evidence::{Cell, Sample, SampleReading};
use crate::model::{
    AnyColumn, ClockId, ColumnId, Comparison, ComponentId, Formula, JudgementId, Limit, MeasureSubject, MetricId,
    Moment, PlanId, Predicate, SampleField, SampleFigure, SampleFormula, SampleStatistic, Unit, WindowExpr,
};
use crate::quantity::{Elapsed, Instant, Ratio, RatioError, Sum};

/// What a sample holds of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Held {
    /// This.
    Value(Ratio),
    /// It tells of no requests, so of no ratio.
    Nothing,
    /// Nobody knows.
    Unknown,
}

/// What a sample holds of a field.
pub(super) fn held(sample: &Sample, field: SampleField) -> Held {
    match (&sample.reading, field) {
        (SampleReading::Value(value), SampleField::Value) => Held::Value(value.clone()),
        (SampleReading::Counts { good, total }, field) => {
            let (part, of) = match field {
                SampleField::Good => (*good, 1),
                SampleField::Failed => (total.saturating_sub(*good), 1),
                SampleField::Total | SampleField::Value => (*total, 1),
                SampleField::GoodRatio => (*good, *total),
                SampleField::FailedRatio => (total.saturating_sub(*good), *total),
            };
            Ratio::checked_new(part.into(), of.into()).map_or(Held::Nothing, Held::Value)
        }
        (SampleReading::Value(_) | SampleReading::Missing, _) => Held::Unknown,
    }
}

/// Whether a sample is among those that a condition picks.
pub(super) fn picked(filter: &Predicate, sample: &Sample) -> Truth {
    if *filter == Predicate::True { Truth::Yes } else { holds(filter, &SampleFacts(sample)) }
}

struct SampleFacts<'a>(&'a Sample);

impl Facts for SampleFacts<'_> {
    fn cell(&self, column: ColumnId) -> &Cell {
        self.0.cells.get(column.index()).unwrap_or(&Cell::Missing)
    }

    fn priority(&self) -> Standing {
        Standing::Missing
    }

    fn component_in(&self, components: &[ComponentId]) -> Truth {
        Truth::known(self.0.component.map(|component| components.contains(&component)))
    }

    fn plan_in(&self, _: &[PlanId]) -> Truth {
        Truth::Maybe
    }

    fn lacks(&self, column: AnyColumn) -> bool {
        match column {
            AnyColumn::Column(id) => *self.cell(id) == Cell::Missing,
            AnyColumn::Component => self.0.component.is_none(),
            AnyColumn::Priority | AnyColumn::Moment(_) => true,
        }
    }

    fn judged(&self, _: JudgementId) -> Truth {
        Truth::Maybe
    }

    fn within(&self, _: Moment, _: &WindowExpr) -> Truth {
        Truth::Maybe
    }

    fn clock(&self, _: ClockId, _: Comparison, _: Elapsed) -> Truth {
        Truth::Maybe
    }
}

/// One value of many; `None`: of none. A count, a sum of nothing is zero.
pub(super) fn statistic(statistic: SampleStatistic, values: &mut [Ratio]) -> Result<Option<Ratio>, RatioError> {
    let count = values.len();
    let whole = Ratio::new(count as i128, 1);
    let total = |values: &[Ratio]| {
        let mut sum = Sum::default();
        values.iter().for_each(|value| sum.add(value));
        sum
    };
    match statistic {
        SampleStatistic::Count => Ok(Some(whole)),
        SampleStatistic::Sum => total(values).total().map(Some),
        _ if count == 0 => Ok(None),
        SampleStatistic::Mean | SampleStatistic::Pooled => total(values).divided_by(count as u64).map(Some),
        SampleStatistic::Highest => Ok(values.iter().max().cloned()),
        SampleStatistic::Lowest => Ok(values.iter().min().cloned()),
        SampleStatistic::Median => {
            values.sort_unstable();
            match (values.get((count - 1) / 2), values.get(count / 2)) {
                (Some(low), Some(high)) => Ok(Some(low.add(high)?.div(&Ratio::whole(2))?)),
                _ => Ok(None),
            }
        }
        SampleStatistic::Percentile(percent) => {
            values.sort_unstable();
            let rank = (u128::from(percent) * count as u128).div_ceil(100).max(1);
            Ok(usize::try_from(rank - 1).ok().and_then(|rank| values.get(rank)).cloned())
        }
    }
}

/// The samples from an instant up to another.
pub(super) fn between(samples: &[Sample], from: Instant, to: Instant) -> &[Sample] {
    let first = samples.partition_point(|sample| sample.at < from);
    let after = samples.partition_point(|sample| sample.at < to);
    samples.get(first..after).unwrap_or_default()
}

impl<'a> Judge<'a> {
    /// All samples of a metric, of a component where it is `of component`, in order of time.
    pub(super) fn samples_of(
        &self,
        metric: MetricId,
        component: Option<ComponentId>,
    ) -> Result<&'a [Sample], NotGiven> {
        let all = self.evidence.samples.as_deref().ok_or(NotGiven("samples"))?;
        let component = component.filter(|_| self.model.metric(metric).of_component);
        let key = |sample: &Sample| (sample.metric, sample.component);
        let first = all.partition_point(|sample| key(sample) < (metric, component));
        let after = all.partition_point(|sample| key(sample) <= (metric, component));
        Ok(all.get(first..after).unwrap_or_default())
    }

    /// The component that a figure over samples is about.
    pub(super) fn sampled_component(subject: MeasureSubject, scene: &Scene<'_>) -> Option<ComponentId> {
        match subject {
            MeasureSubject::Whole => None,
            MeasureSubject::Component(component) => Some(component),
            MeasureSubject::Bound => scene.component,
        }
    }

    /// The value of a figure over samples.
    pub(super) fn sample_figure(&mut self, formula: &Formula, samples: &SampleFormula, scene: &Scene<'_>) -> Worth {
        let all = match self.samples_of(samples.metric, Self::sampled_component(samples.subject, scene)) {
            Ok(all) => all,
            Err(missing) => return missing.into(),
        };
        let worth = match &samples.figure {
            SampleFigure::Latest(stale) => return self.latest(formula, samples, all, stale.as_ref()),
            SampleFigure::Statistic(statistic) => self.over_samples(samples, all, *statistic),
            SampleFigure::Share(op, bound) => Ok(self.share_of_samples(samples, all, *op, bound)),
        };
        let scaled = worth.and_then(|worth| scaled(worth, formula.unit));
        self.checked_worth(formula, scaled)
    }

    pub(super) fn here(&self, all: &'a [Sample]) -> &'a [Sample] {
        between(all, self.frame.period.from, self.frame.end)
    }

    fn share_of_samples(&self, formula: &SampleFormula, all: &'a [Sample], op: Comparison, bound: &Ratio) -> Worth {
        let mut counts = Counts::default();
        for sample in self.here(all) {
            match (picked(&formula.filter, sample), held(sample, formula.field)) {
                (Truth::No, _) | (_, Held::Nothing) => {}
                (Truth::Yes, Held::Value(value)) => {
                    counts.total += 1;
                    counts.good += u64::from(op.holds(&value, bound));
                }
                (Truth::Maybe, _) | (Truth::Yes, Held::Unknown) => counts.maybe += 1,
            }
        }
        let doubt =
            share::Doubt { maybe: counts.maybe + self.skipped("samples"), turning: 0, running: !self.frame.finished };
        let (could, terms) = (share::range(&counts, doubt), Some(Terms::Counts(counts.good, counts.total)));
        match share::of(&counts) {
            Some(value) => Worth::Known(Known { terms, ..Known::between(value, could) }),
            None => Worth::Empty { could, terms },
        }
    }

    fn over_samples(
        &self,
        formula: &SampleFormula,
        all: &'a [Sample],
        asked: SampleStatistic,
    ) -> Result<Worth, RatioError> {
        let (mut values, mut maybe) = (Vec::new(), 0_u64);
        let (mut part, mut of) = (Sum::default(), Sum::default());
        for sample in self.here(all) {
            let belongs = picked(&formula.filter, sample);
            if asked == SampleStatistic::Count {
                match belongs {
                    Truth::Yes => values.push(Ratio::ZERO),
                    Truth::Maybe => maybe += 1,
                    Truth::No => {}
                }
                continue;
            }
            match (belongs, held(sample, formula.field)) {
                (Truth::No, _) | (_, Held::Nothing) => {}
                (Truth::Maybe, _) | (Truth::Yes, Held::Unknown) => maybe += 1,
                (Truth::Yes, Held::Value(_)) if asked == SampleStatistic::Pooled => {
                    let field =
                        if formula.field == SampleField::GoodRatio { SampleField::Good } else { SampleField::Failed };
                    if let (Held::Value(some), Held::Value(all)) =
                        (held(sample, field), held(sample, SampleField::Total))
                    {
                        part.add(&some);
                        of.add(&all);
                    }
                }
                (Truth::Yes, Held::Value(value)) => values.push(value),
            }
        }
        let value = if asked == SampleStatistic::Pooled {
            let of = of.total()?;
            if of.is_zero() { None } else { Some(part.total()?.div(&of)?) }
        } else {
            statistic(asked, &mut values)?
        };
        let unsure = maybe + self.skipped("samples");
        let running = !self.frame.finished;
        let could = (unsure > 0 || running).then(|| {
            let end = value.clone().map(End::at);
            match asked {
                SampleStatistic::Count => {
                    let most = value.clone().and_then(|value| value.add(&Ratio::new(unsure.into(), 1)).ok());
                    Range { low: end, high: most.filter(|_| !running).map(End::at) }
                }
                SampleStatistic::Highest | SampleStatistic::Percentile(100) => Range { low: end, high: None },
                SampleStatistic::Lowest => Range { low: None, high: end },
                SampleStatistic::Sum if formula.field != SampleField::Value => Range { low: end, high: None },
                SampleStatistic::Sum
                | SampleStatistic::Mean
                | SampleStatistic::Median
                | SampleStatistic::Percentile(_)
                | SampleStatistic::Pooled => Range::ANY,
            }
        });
        Ok(match value {
            Some(value) => Worth::Known(Known::between(value, could)),
            None => Worth::Empty { could, terms: None },
        })
    }

    /// The last value at or before the end of the period, unless it is stale by then.
    fn latest(
        &mut self,
        formula: &Formula,
        samples: &SampleFormula,
        all: &'a [Sample],
        stale: Option<&Limit>,
    ) -> Worth {
        let before = between(all, Instant::FIRST, self.frame.end);
        let told = |sample: &&Sample| {
            picked(&samples.filter, sample) != Truth::No && held(sample, samples.field) != Held::Nothing
        };
        let Some(last) = before.iter().rev().find(told) else {
            let could = (!self.frame.finished || self.skipped("samples") > 0).then_some(Range::ANY);
            return Worth::Empty { could, terms: None };
        };
        if let Some(limit) = stale
            && self.calendar.after(last.at, limit).is_some_and(|until| until < self.frame.end)
        {
            let period = self.frame.period.label.clone();
            let header = &self.model.header;
            let at = header.zone.local(last.at).date().to_string();
            let metric = self.model.metric(samples.metric).declared.name.clone();
            return Worth::Absent(self.problem(EvalError::Stale { period, metric, at, span: formula.span }));
        }
        // A value that may or may not be the last one leaves it open.
        let (certain, value) = match (picked(&samples.filter, last), held(last, samples.field)) {
            (Truth::Yes, Held::Value(value)) => (true, Some(value)),
            _ => {
                let sure = before.iter().rev().find_map(|sample| match held(sample, samples.field) {
                    Held::Value(value) if picked(&samples.filter, sample) == Truth::Yes => Some(value),
                    Held::Value(_) | Held::Nothing | Held::Unknown => None,
                });
                (false, sure)
            }
        };
        let open = !certain || !self.frame.finished || self.skipped("samples") > 0;
        let could = open.then_some(Range::ANY);
        let worth = match value {
            Some(value) => Worth::Known(Known::between(value, could)),
            None => Worth::Empty { could, terms: None },
        };
        let scaled = scaled(worth, formula.unit);
        self.checked_worth(formula, scaled)
    }
}

/// Samples hold seconds, formulas reckon in microseconds.
fn scaled(worth: Worth, unit: Unit) -> Result<Worth, RatioError> {
    let micros = Known::just(Ratio::whole(Elapsed::SECOND.micros()));
    Ok(match (worth, unit) {
        (Worth::Known(known), Unit::Elapsed) => Worth::Known(known.mul(&micros, None)?),
        (worth, _) => worth,
    })
}
