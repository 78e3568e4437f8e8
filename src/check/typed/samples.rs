//! Samples, the slices of time that they are judged by, and figures over both.

use crate::quantity::{Elapsed, Ratio};
use crate::source::Span;
use crate::syntax::ast::SliceFate;

use super::{Comparison, Declared, Limit, MeasureSubject, MetricId, Predicate, SlicesId};

/// Slices of a period, from its start on, each good or bad by its samples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slices {
    /// Name, label, clause, place; `None`: written in the line of a norm.
    pub declared: Option<Declared>,
    /// Where they are written.
    pub span: Span,
    /// How long each is; the last of a period may be cut.
    pub length: Elapsed,
    /// Whose samples.
    pub metric: MetricId,
    /// Which samples.
    pub filter: Predicate,
    /// What makes a slice good (all of these), or bad (any of these).
    pub tests: Vec<SliceTest>,
    /// The tests say what is good.
    pub good: bool,
    /// How many samples or requests a slice needs.
    pub needs: Option<Needs>,
    /// What a slice without samples is, or one without requests.
    pub empty: SliceFate,
    /// Shorter runs of bad slices are good.
    pub run: Option<Elapsed>,
}

/// `needs 100 samples, else good`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needs {
    /// How many.
    pub count: u64,
    /// Requests rather than samples.
    pub requests: bool,
    /// What a slice with fewer is.
    pub otherwise: SliceFate,
}

/// A figure over the samples of a slice, compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SliceTest {
    /// What is made of the samples.
    pub statistic: SampleStatistic,
    /// Of which value of each.
    pub field: SampleField,
    /// How it is compared.
    pub op: Comparison,
    /// With what: seconds, 1 for 100 %, or a number.
    pub bound: Ratio,
}

/// What many values make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleStatistic {
    /// How many.
    Count,
    /// Arithmetic mean.
    Mean,
    /// Middle value; of an even number the mean of the two in the middle.
    Median,
    /// Nearest rank.
    Percentile(u32),
    /// Largest.
    Highest,
    /// Smallest.
    Lowest,
    /// Sum.
    Sum,
    /// Of a ratio: all its parts as a share of all its wholes.
    Pooled,
}

/// A value of a sample, or of a slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleField {
    /// What was measured: seconds, 1 for 100 %, or a number.
    Value,
    /// Good requests.
    Good,
    /// Requests that are not good.
    Failed,
    /// All requests.
    Total,
    /// Good ones of all.
    GoodRatio,
    /// Failed ones of all.
    FailedRatio,
}

/// A figure over the samples of a metric in the period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleFormula {
    /// Which metric.
    pub metric: MetricId,
    /// Of which component, for a metric `of component`.
    pub subject: MeasureSubject,
    /// Which samples.
    pub filter: Predicate,
    /// Of which value of each.
    pub field: SampleField,
    /// What is made of them.
    pub figure: SampleFigure,
}

/// What is made of samples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SampleFigure {
    /// One value of many.
    Statistic(SampleStatistic),
    /// The share of those that compare so.
    Share(Comparison, Ratio),
    /// The last one at or before the end of the period; no value once it is older than this.
    Latest(Option<Limit>),
}

/// A figure over slices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SliceFormula {
    /// Which slices.
    pub slices: SlicesId,
    /// Of which component, for a metric `of component`.
    pub subject: MeasureSubject,
    /// What is made of them.
    pub figure: SliceFigure,
}

/// Figures over slices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SliceFigure {
    /// The share of good ones, or of bad ones.
    Share(SliceSide),
    /// How many.
    Count(SliceSide),
    /// Over the ratios of the slices.
    Ratios(SampleStatistic, SampleField),
}

/// Good or bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SliceSide {
    /// `good`
    Good,
    /// `bad`
    Bad,
}
