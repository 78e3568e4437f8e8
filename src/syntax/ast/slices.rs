//! Slices of time over the samples of a metric.

use crate::quantity::Elapsed;
use crate::source::{Span, Spanned};

use super::{CompareOp, Expr, Head, Literal, Name, Percent};

/// `slices minutes "Minutes" of 1m of requests { bad when failed / total > 5% }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slices {
    /// Name, label, clause.
    pub head: Head,
    /// How long each is.
    pub length: Spanned<Elapsed>,
    /// Whose samples.
    pub metric: Name,
    /// Its lines.
    pub clauses: Vec<SlicesClause>,
}

/// One line of `slices`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlicesClause {
    /// `bad when failed / total > 5%`
    Rule {
        /// `good when`
        good: bool,
        /// What is asked of a slice.
        test: SliceTest,
    },
    /// `where load <= 10000`
    Where(Expr),
    /// `needs 100 samples, else good`
    Needs {
        /// How many.
        count: Spanned<u64>,
        /// `samples` or `requests`, as written.
        what: Name,
        /// What a slice with fewer is.
        otherwise: SliceFate,
        /// The line.
        span: Span,
    },
    /// `empty good`
    Empty(Spanned<SliceFate>),
    /// `run of at least 5m`
    Run(Spanned<Elapsed>),
}

/// What a slice is that cannot be judged by its samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SliceFate {
    /// `good`
    Good,
    /// `bad`
    Bad,
    /// `left out`
    LeftOut,
    /// `undecided`
    Undecided,
}

/// `mean <= 4s`, `failed / total > 5%`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SliceTest {
    /// All of it.
    pub span: Span,
    /// What is measured of a slice.
    pub figure: Spanned<SliceFigure>,
    /// How it is compared.
    pub op: Spanned<CompareOp>,
    /// With what.
    pub bound: Spanned<Literal>,
}

/// A figure over the samples of one slice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SliceFigure {
    /// `percentile 95`
    Percentile(u32),
    /// `mean`, `failed`
    Word(Name),
    /// `failed / total`
    Share(Name, Name),
}

/// `99.5% of slices of 1m of latency with mean <= 4s`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlicesShare {
    /// The least share.
    pub share: Spanned<Percent>,
    /// How long each is.
    pub length: Spanned<Elapsed>,
    /// Whose samples.
    pub metric: Name,
    /// A component, of a metric `of component`.
    pub of: Option<Name>,
    /// Which are good.
    pub test: SliceTest,
}
