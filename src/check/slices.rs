//! `slices`: what makes a slice of time good or bad, and the lines of norms that say the same in passing.

use super::checker::{Checker, declared};
use super::comparisons::comparison;
use super::error::{FormulaError, NormError, SampleError};
use super::formulas::Context;
use super::norms::{Frame, Row};
use super::predicates::Table;
use super::rows::both;
use super::typed::{
    Formula, FormulaKind, Metric, MetricId, MetricUnit, Needs, Predicate, Requirement, SampleField, SampleStatistic,
    SliceFate, SliceFigure, SliceFormula, SliceSide, SliceTest, Slices, SlicesId, Subject, Unit,
};
use super::{units, words};
use crate::diagnostic::did_you_mean;
use crate::quantity::{Elapsed, Ratio};
use crate::resolve::{Kind, Part};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Literal, Name, SlicesClause, SlicesShare};

/// Words for what is made of the values of a slice.
pub(super) const STATISTICS: [(&str, SampleStatistic); 6] = [
    ("count", SampleStatistic::Count),
    ("mean", SampleStatistic::Mean),
    ("median", SampleStatistic::Median),
    ("lowest", SampleStatistic::Lowest),
    ("highest", SampleStatistic::Highest),
    ("sum", SampleStatistic::Sum),
];

/// Words for how many requests a sample tells of.
pub(super) const REQUESTS: [(&str, SampleField); 3] =
    [("good", SampleField::Good), ("failed", SampleField::Failed), ("total", SampleField::Total)];

/// Lines that may stand once.
#[derive(Default)]
struct Lines<'a> {
    filter: Option<&'a ast::Expr>,
    needs: Option<&'a SlicesClause>,
    empty: Option<&'a Spanned<SliceFate>>,
    run: Option<&'a Spanned<Elapsed>>,
}

impl<'a> Checker<'a, '_> {
    /// All slices.
    pub(super) fn slices(&mut self) {
        for part in &self.items.slices {
            let slices = self.slices_item(*part);
            self.facts.slices.push(slices);
        }
    }

    fn slices_item(&mut self, part: Part<'a, ast::Slices>) -> Option<Slices> {
        let item = part.item;
        let metric = self.metric_of(&item.metric);
        let length = self.slice_length(&item.length);
        let mut lines = Lines::default();
        let mut rules: Vec<(bool, &ast::SliceTest)> = Vec::new();
        for clause in &item.clauses {
            match clause {
                SlicesClause::Rule { good, test } => rules.push((*good, test)),
                SlicesClause::Where(expr) => self.once(&mut lines.filter, expr, "where", |expr| expr.span),
                SlicesClause::Needs { .. } => self.once(&mut lines.needs, clause, "needs", needs_span),
                SlicesClause::Empty(fate) => self.once(&mut lines.empty, fate, "empty", |fate| fate.span),
                SlicesClause::Run(run) => self.once(&mut lines.run, run, "run", |run| run.span),
            }
        }
        let good = self.one_rule(item, &rules, part.damaged);
        let metric = metric?;
        let filter = match lines.filter {
            Some(expr) => self.predicate(Table::Sample(metric), expr),
            None => Some(Predicate::True),
        };
        let tests: Vec<Option<SliceTest>> = rules.iter().map(|(_, test)| self.slice_test(metric, test)).collect();
        let needs = match lines.needs {
            Some(SlicesClause::Needs { count, what, otherwise, span: _ }) => {
                Some(self.slice_needs(metric, count.value, what, *otherwise)?)
            }
            Some(_) | None => None,
        };
        let run = match (lines.run, length) {
            (Some(run), Some(length)) => Some(self.slice_run(run, length)?),
            (Some(_), None) => return None,
            (None, _) => None,
        };
        Some(Slices {
            declared: Some(declared(&item.head)),
            span: item.head.name.span,
            length: length?,
            metric,
            filter: filter?,
            tests: tests.into_iter().collect::<Option<_>>()?,
            good: good?,
            needs,
            empty: lines.empty.map_or(SliceFate::Undecided, |fate| fate.value),
            run,
        })
    }

    /// Whether the rules say what is good, rather than what is bad.
    fn one_rule(&mut self, item: &ast::Slices, rules: &[(bool, &ast::SliceTest)], damaged: bool) -> Option<bool> {
        let name = &item.head.name;
        let Some((good, _)) = rules.first() else {
            if !damaged {
                let problem = SampleError::Rule {
                    why: format!("nothing makes the slices `{}` good or bad", name.value),
                    span: name.span,
                    label: "nothing to judge them by",
                    help: "add a line `bad when …` or `good when …`, such as `bad when failed / total > 5%`",
                };
                self.report(name.span, problem);
            }
            return None;
        };
        if let Some((_, other)) = rules.iter().find(|(other, _)| other != good) {
            let problem = SampleError::Rule {
                why: format!("the slices `{}` say both what is good and what is bad", name.value),
                span: other.span,
                label: "the other way round than before",
                help: "write all rules with `bad when`, of which one suffices, or with `good when`, which all must hold",
            };
            self.report(other.span, problem);
            return None;
        }
        Some(*good)
    }

    /// A metric by its name.
    fn metric_of(&mut self, name: &Name) -> Option<MetricId> {
        let symbol = self.names.look_up(&[Kind::Metric], name, self.out)?;
        let id = MetricId(symbol.index);
        self.facts.metric(id).map(|_| id)
    }

    fn slice_length(&mut self, length: &Spanned<Elapsed>) -> Option<Elapsed> {
        if self.is_slip(length.span) {
            return None;
        }
        if length.value < Elapsed::SECOND {
            let problem = SampleError::Length {
                why: format!("slices of {} are too many", length.value),
                span: length.span,
                help: "a slice is at least `1s` long",
            };
            self.report(length.span, problem);
            return None;
        }
        Some(length.value)
    }

    fn slice_run(&mut self, run: &Spanned<Elapsed>, length: Elapsed) -> Option<Elapsed> {
        if self.is_slip(run.span) {
            return None;
        }
        if run.value <= length {
            let problem = SampleError::Length {
                why: format!("every slice is a run of at least {}", run.value),
                span: run.span,
                help: "a run is longer than one slice: write a longer time, or leave the line out",
            };
            self.report(run.span, problem);
            return None;
        }
        Some(run.value)
    }

    fn slice_needs(&mut self, metric: MetricId, count: u64, what: &Name, otherwise: SliceFate) -> Option<Needs> {
        let metric = self.facts.metric(metric)?;
        let requests = metric.unit == MetricUnit::Requests;
        let known: &[&str] = if requests { &["samples", "requests"] } else { &["samples"] };
        if known.contains(&what.value.as_str()) {
            return Some(Needs { count, requests: what.value == "requests", otherwise });
        }
        let help = did_you_mean(&what.value, known.iter().copied());
        let problem = SampleError::NoFigure {
            what: "slices of",
            name: metric.declared.name.clone(),
            figure: what.value.clone(),
            span: what.span,
            help: help.unwrap_or_else(|| format!("count {}", listed(known))),
        };
        self.report(what.span, problem);
        None
    }

    /// What is asked of a slice.
    fn slice_test(&mut self, id: MetricId, test: &ast::SliceTest) -> Option<SliceTest> {
        let metric = self.facts.metric(id)?.clone();
        let (statistic, field) = self.figure_of_slice(&metric, &test.figure)?;
        let unit = unit_of(&metric, statistic, field);
        let bound = self.sample_bound(unit, test.figure.span, &test.bound)?;
        Some(SliceTest { statistic, field, op: comparison(test.op.value), bound })
    }

    /// A literal that is compared with a value of samples, which is in `unit`.
    pub(super) fn sample_bound(&mut self, unit: Unit, left: Span, bound: &Spanned<Literal>) -> Option<Ratio> {
        if self.is_slip(bound.span) {
            return None;
        }
        let (value, found) = match &bound.value {
            Literal::Percent(percent) => (percent.value.clone(), Unit::Percent),
            Literal::Elapsed(elapsed) => (elapsed.seconds(), Unit::Elapsed),
            // A count is compared with a number.
            Literal::Number(number) if unit == Unit::Count => (number.value.clone(), Unit::Count),
            Literal::Number(number) => (number.value.clone(), Unit::Number),
            Literal::NotAgreed
            | Literal::Calendar(_)
            | Literal::Money(_)
            | Literal::Text(_)
            | Literal::Date(_)
            | Literal::Instant(_)
            | Literal::YesNo(_)
            | Literal::Period(_) => {
                let help = "samples are compared with percentages, durations and numbers";
                let problem =
                    FormulaError::NotReckonable { found: units::of_literal(&bound.value), span: bound.span, help };
                self.report(bound.span, problem);
                return None;
            }
        };
        if unit == found {
            return Some(value);
        }
        let problem = FormulaError::UnitsDiffer {
            what: "these cannot be compared",
            left: units::of_unit(unit).to_owned(),
            right: units::of_unit(found).to_owned(),
            left_span: left,
            right_span: bound.span,
            help: (unit == Unit::Elapsed).then(|| "write the unit: `4s`, `0.2s`".to_owned()),
        };
        self.report(left, problem);
        None
    }

    fn figure_of_slice(
        &mut self,
        metric: &Metric,
        figure: &Spanned<ast::SliceFigure>,
    ) -> Option<(SampleStatistic, SampleField)> {
        let requests = metric.unit == MetricUnit::Requests;
        let word = |name: &Name| REQUESTS.iter().find(|(word, _)| *word == name.value).map(|(_, field)| *field);
        let found = match &figure.value {
            ast::SliceFigure::Word(name) if name.value == "count" => Some((SampleStatistic::Count, SampleField::Value)),
            ast::SliceFigure::Word(name) if requests => word(name).map(|field| (SampleStatistic::Sum, field)),
            ast::SliceFigure::Word(name) => {
                let statistic = STATISTICS.iter().find(|(word, _)| *word == name.value);
                statistic.map(|(_, statistic)| (*statistic, SampleField::Value))
            }
            ast::SliceFigure::Percentile(percent) => {
                (!requests).then_some((SampleStatistic::Percentile(*percent), SampleField::Value))
            }
            ast::SliceFigure::Share(part, whole) => match (word(part), word(whole)) {
                (Some(SampleField::Good), Some(SampleField::Total)) if requests => {
                    Some((SampleStatistic::Pooled, SampleField::GoodRatio))
                }
                (Some(SampleField::Failed), Some(SampleField::Total)) if requests => {
                    Some((SampleStatistic::Pooled, SampleField::FailedRatio))
                }
                _ => None,
            },
        };
        if found.is_none() {
            let written = match &figure.value {
                ast::SliceFigure::Word(name) => name.value.clone(),
                ast::SliceFigure::Percentile(percent) => format!("percentile {percent}"),
                ast::SliceFigure::Share(part, whole) => format!("{} / {}", part.value, whole.value),
            };
            let known: &[&str] = if requests {
                &["failed / total", "good / total", "good", "failed", "total", "count"]
            } else {
                &["mean", "median", "percentile 95", "lowest", "highest", "sum", "count"]
            };
            let near = did_you_mean(&written, known.iter().copied());
            let problem = SampleError::NoFigure {
                what: "slices of",
                name: metric.declared.name.clone(),
                figure: written,
                span: figure.span,
                help: near.unwrap_or_else(|| format!("ask for {}", listed(known))),
            };
            self.report(figure.span, problem);
        }
        found
    }

    /// `99.5% of slices of 1m of latency with mean <= 4s`
    pub(super) fn slices_requirement(
        &mut self,
        frame: &Frame,
        row: &Row,
        span: Span,
        line: &SlicesShare,
    ) -> Option<Requirement> {
        if frame.kpi {
            self.report(line.share.span, NormError::BoundInKpi { span: line.share.span });
        }
        let bound = self.share_bound(&line.share);
        let length = self.slice_length(&line.length);
        let metric = self.metric_of(&line.metric)?;
        let context = Context { bound: row.bound, ..Context::default() };
        let subject = self.sample_subject(&context, metric, &line.metric, line.of.as_ref());
        let filter = match &frame.samples {
            Some(expr) => self.predicate(Table::Sample(metric), expr),
            None => Some(Predicate::True),
        };
        let test = self.slice_test(metric, &line.test);
        let of = line.of.as_ref().map_or_else(String::new, |of| format!(" of {}", words::name(&of.value)));
        let filtered =
            frame.samples.as_ref().map_or_else(String::new, |expr| format!(" where {}", words::condition(expr)));
        let text = format!(
            "share of slices of {} of {}{of}{filtered} with {}",
            line.length.value,
            words::name(&line.metric.value),
            words::slice_test(&line.test)
        );
        let slices = Slices {
            declared: None,
            span,
            length: length?,
            metric,
            filter: both(filter?, Predicate::True),
            tests: vec![test?],
            good: true,
            needs: None,
            empty: SliceFate::Undecided,
            run: None,
        };
        let id = SlicesId(u32::try_from(self.facts.slices.len()).ok()?);
        self.facts.slices.push(Some(slices));
        let figure = SliceFigure::Share(SliceSide::Good);
        let kind = FormulaKind::Slices(SliceFormula { slices: id, subject: subject?, figure });
        Some(row.requirement(
            span,
            text,
            Subject::Formula { value: Formula { unit: Unit::Percent, span, kind }, component: row.component },
            Some(bound).filter(|_| !frame.kpi),
        ))
    }

    /// Keeps a column that the metric does not have, unless it may be among what the parser has lost.
    pub(super) fn unknown_sample_column(&mut self, id: MetricId, name: &Name) {
        let Some(metric) = self.facts.metric(id) else { return };
        let title = format!("metric `{}`", metric.declared.name);
        let help = did_you_mean(&name.value, metric.columns.iter().map(|column| column.declared.name.as_str()));
        let damaged = self.items.metrics.get(id.index()).is_some_and(|part| part.damaged);
        if !damaged {
            self.names.unknown_column(&title, name, help);
        }
    }
}

/// The unit of a figure over samples of a metric.
pub(super) fn unit_of(metric: &Metric, statistic: SampleStatistic, field: SampleField) -> Unit {
    match (statistic, field) {
        (SampleStatistic::Count, _) => Unit::Count,
        (_, SampleField::GoodRatio | SampleField::FailedRatio) => Unit::Percent,
        (
            SampleStatistic::Mean | SampleStatistic::Median,
            SampleField::Good | SampleField::Failed | SampleField::Total,
        ) => Unit::Number,
        (_, SampleField::Good | SampleField::Failed | SampleField::Total) => Unit::Count,
        (_, SampleField::Value) => match metric.unit {
            MetricUnit::Seconds | MetricUnit::Milliseconds => Unit::Elapsed,
            MetricUnit::Percent => Unit::Percent,
            MetricUnit::Number => Unit::Number,
            MetricUnit::Requests => Unit::Count,
        },
    }
}

/// `` `a`, `b` or `c` ``
pub(super) fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

fn needs_span(clause: &SlicesClause) -> Span {
    match clause {
        SlicesClause::Needs { span, .. } => *span,
        SlicesClause::Where(expr) => expr.span,
        SlicesClause::Rule { test, .. } => test.span,
        SlicesClause::Empty(fate) => fate.span,
        SlicesClause::Run(run) => run.span,
    }
}
