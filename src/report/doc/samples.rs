//! Samples and slices: figures over them in words, and what makes a slice good or bad.

use crate::model::{
    ComponentId, MeasureSubject, MetricId, MetricUnit, Needs, Predicate, SampleField, SampleFigure, SampleFormula,
    SampleStatistic, SliceFate, SliceFigure, SliceFormula, SliceSide, SliceTest, Slices, SlicesId, Value,
};
use crate::quantity::{Elapsed, Ratio};

use super::chapters::lower;
use super::predicates::{Table, symbol};
use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, paragraph};

/// Every declaration of slices.
pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let declared = scribe.model.slices.iter().filter_map(|slices| slices.declared.as_ref().map(|it| (slices, it)));
    declared.map(|(slices, declared)| Entry::of(declared, Topic::Measures, rules(scribe, slices))).collect()
}

fn rules(scribe: &Scribe<'_>, slices: &Slices) -> Vec<Block> {
    let mut lines = vec![scribe.fill(
        "slices.of",
        &[("length", &scribe.elapsed(slices.length)), ("metric", scribe.model.metric(slices.metric).declared.title())],
    )];
    if slices.filter != Predicate::True {
        lines.push(scribe.fill("slices.where", &[("condition", &scribe.picked(slices))]));
    }
    lines.push(scribe.slice_rule(slices));
    if let Some(Needs { count, requests, otherwise }) = slices.needs {
        let count = count.to_string();
        let values: [(&str, &str); 2] = [("count", &count), ("fate", scribe.fate(otherwise))];
        lines.push(if requests {
            scribe.fill("slices.needs_requests", &values)
        } else {
            scribe.fill("slices.needs_samples", &values)
        });
    }
    lines.push(scribe.fill("slices.empty", &[("fate", scribe.fate(slices.empty))]));
    if let Some(run) = slices.run {
        lines.push(scribe.fill("slices.run", &[("length", &scribe.elapsed(run))]));
    }
    lines.into_iter().map(paragraph).collect()
}

impl Scribe<'_> {
    /// `bad minutes of the portal`
    pub(super) fn slice_set(&self, id: SlicesId, subject: MeasureSubject, side: SliceSide) -> String {
        let (name, metric) = self.slices_named(id);
        let name = self.of_subject(name, metric, subject);
        match side {
            SliceSide::Good => self.fill("slices.good", &[("slices", &name)]),
            SliceSide::Bad => self.fill("slices.bad", &[("slices", &name)]),
        }
    }

    /// A figure over slices in words.
    pub(super) fn slice_figure(&self, figure: &SliceFormula) -> String {
        let one = self.model.slices_of(figure.slices);
        if let (None, SliceFigure::Share(_)) = (&one.declared, figure.figure) {
            let (name, metric) = self.slices_named(figure.slices);
            let name = self.of_subject(name, metric, figure.subject);
            let rule = self.tests(one);
            return if one.filter == Predicate::True {
                self.fill("slices.share_with", &[("slices", &name), ("rule", &rule)])
            } else {
                let condition = self.picked(one);
                self.fill("slices.share_where", &[("slices", &name), ("rule", &rule), ("condition", &condition)])
            };
        }
        match figure.figure {
            SliceFigure::Share(side) => {
                self.fill("slices.share", &[("slices", &self.slice_set(figure.slices, figure.subject, side))])
            }
            SliceFigure::Count(side) => {
                self.fill("slices.count", &[("slices", &self.slice_set(figure.slices, figure.subject, side))])
            }
            SliceFigure::Ratios(statistic, field) => {
                let (name, metric) = self.slices_named(figure.slices);
                let name = self.of_subject(name, metric, figure.subject);
                let ratio = self.fill("slices.each", &[("what", self.field(field)), ("slices", &name)]);
                self.statistic(statistic, &ratio)
            }
        }
    }

    /// A figure over samples in words.
    pub(super) fn sample_figure(&self, figure: &SampleFormula) -> String {
        let metric = self.model.metric(figure.metric);
        let name = self.of_subject(lower(metric.declared.title()), figure.metric, figure.subject);
        let is_share = matches!(figure.figure, SampleFigure::Share(..));
        let what = if figure.field == SampleField::Value || is_share {
            name
        } else {
            self.fill("samples.field", &[("what", self.field(figure.field)), ("metric", &name)])
        };
        let of = if figure.filter == Predicate::True {
            what
        } else {
            let condition = self.condition(&figure.filter, Table { columns: &metric.columns, kind: None });
            self.fill("samples.where", &[("what", &what), ("condition", &condition)])
        };
        match &figure.figure {
            SampleFigure::Statistic(statistic) => self.statistic(*statistic, &of),
            SampleFigure::Share(op, bound) => {
                let value = self.sample_value(figure.metric, figure.field, SampleStatistic::Highest, bound);
                let field = self.field(figure.field);
                self.fill("samples.share", &[("field", field), ("op", symbol(*op)), ("value", &value), ("of", &of)])
            }
            SampleFigure::Latest(None) => self.fill("samples.latest", &[("of", &of)]),
            SampleFigure::Latest(Some(limit)) => {
                self.fill("samples.latest_within", &[("of", &of), ("limit", &self.limit(limit, &[]))])
            }
        }
    }

    fn slices_named(&self, id: SlicesId) -> (String, MetricId) {
        let slices = self.model.slices_of(id);
        let name = match &slices.declared {
            Some(declared) => lower(declared.title()),
            None => {
                let metric = lower(self.model.metric(slices.metric).declared.title());
                self.fill("slices.unnamed", &[("length", &self.elapsed(slices.length)), ("metric", &metric)])
            }
        };
        (name, slices.metric)
    }

    fn of_subject(&self, name: String, metric: MetricId, subject: MeasureSubject) -> String {
        let of = |id: ComponentId| self.model.component(id).declared.title();
        match subject {
            MeasureSubject::Component(id) => self.fill("rows.of", &[("rows", &name), ("of", of(id))]),
            MeasureSubject::Bound if self.model.metric(metric).of_component => {
                self.fill("rows.of", &[("rows", &name), ("of", "c")])
            }
            MeasureSubject::Whole | MeasureSubject::Bound => name,
        }
    }

    fn picked(&self, slices: &Slices) -> String {
        let columns = &self.model.metric(slices.metric).columns;
        self.condition(&slices.filter, Table { columns, kind: None })
    }

    fn slice_rule(&self, slices: &Slices) -> String {
        let rule = self.tests(slices);
        if slices.good {
            self.fill("slices.good_when", &[("rule", &rule)])
        } else {
            self.fill("slices.bad_when", &[("rule", &rule)])
        }
    }

    fn tests(&self, slices: &Slices) -> String {
        let tests: Vec<String> = slices.tests.iter().map(|test| self.slice_test(slices.metric, test)).collect();
        if slices.good { self.words.and(&tests) } else { self.words.or(&tests) }
    }

    fn slice_test(&self, metric: MetricId, test: &SliceTest) -> String {
        let what = match (test.statistic, test.field) {
            (SampleStatistic::Count, _) => self.say("samples.count_word").to_owned(),
            (statistic, SampleField::Value) => {
                self.statistic(statistic, &lower(self.model.metric(metric).declared.title()))
            }
            (_, field) => self.field(field).to_owned(),
        };
        let value = self.sample_value(metric, test.field, test.statistic, &test.bound);
        format!("{what} {} {value}", symbol(test.op))
    }

    /// A value of a metric with its unit.
    pub(super) fn sample_value(
        &self,
        metric: MetricId,
        field: SampleField,
        statistic: SampleStatistic,
        bound: &Ratio,
    ) -> String {
        let counted = statistic == SampleStatistic::Count;
        let value = match (field, self.model.metric(metric).unit) {
            (SampleField::GoodRatio | SampleField::FailedRatio, _) => Value::Percent(bound.clone()),
            (SampleField::Value, MetricUnit::Percent) if !counted => Value::Percent(bound.clone()),
            (SampleField::Value, MetricUnit::Seconds | MetricUnit::Milliseconds) if !counted => {
                let micros = bound.scaled_half_up(6).to_string().parse().unwrap_or_default();
                Value::Elapsed(Elapsed::from_micros(micros))
            }
            (SampleField::Value | SampleField::Good | SampleField::Failed | SampleField::Total, _) => {
                Value::Number(bound.clone())
            }
        };
        self.value(&value)
    }

    fn field(&self, field: SampleField) -> &str {
        self.say(match field {
            SampleField::Value => "samples.value",
            SampleField::Good => "samples.good",
            SampleField::Failed => "samples.failed",
            SampleField::Total => "samples.total",
            SampleField::GoodRatio => "samples.good_ratio",
            SampleField::FailedRatio => "samples.failed_ratio",
        })
    }

    fn fate(&self, fate: SliceFate) -> &str {
        self.say(match fate {
            SliceFate::Good => "slices.is_good",
            SliceFate::Bad => "slices.is_bad",
            SliceFate::LeftOut => "slices.is_left_out",
            SliceFate::Undecided => "slices.is_undecided",
        })
    }

    fn statistic(&self, statistic: SampleStatistic, of: &str) -> String {
        let values: [(&str, &str); 1] = [("of", of)];
        match statistic {
            SampleStatistic::Count => self.fill("samples.count", &values),
            SampleStatistic::Mean => self.fill("samples.mean", &values),
            SampleStatistic::Median => self.fill("samples.median", &values),
            SampleStatistic::Percentile(rank) => {
                self.fill("samples.percentile", &[("of", of), ("rank", &rank.to_string())])
            }
            SampleStatistic::Highest => self.fill("samples.highest", &values),
            SampleStatistic::Lowest => self.fill("samples.lowest", &values),
            SampleStatistic::Sum => self.fill("samples.sum", &values),
            SampleStatistic::Pooled => self.fill("samples.pooled", &values),
        }
    }
}
