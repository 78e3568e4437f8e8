//! Heads that say a bound, and how a cell under one is read.

use super::checker::Checker;
use super::error::NormError;
use super::typed::{Bound, Comparison, Value};
use crate::quantity::Ratio;
use crate::source::Span;
use crate::syntax::ast::{Head2, Limit};

/// `90% in less than`
pub(super) struct Head {
    bound: Bound,
    strict: bool,
    span: Span,
}

impl Checker<'_, '_> {
    /// A head that says a bound.
    pub(super) fn head(&mut self, head: &Head2) -> Option<Head> {
        match head {
            Head2::Share { share, strict } => {
                let bound = self.share_bound(share);
                Some(Head { bound, strict: *strict, span: share.span })
            }
            Head2::Value(_) => None,
        }
    }

    /// Whether a cell's limit is strict, and the least share under it; a bare limit without a head is for all.
    pub(super) fn cell_bound(&mut self, limit: &Limit, head: Option<&Head>, span: Span) -> Option<(bool, Bound)> {
        let all = || Bound { op: Comparison::AtLeast, value: Value::Percent(Ratio::ONE), decimals: 0 };
        let Some(head) = head else { return Some((limit.strict.unwrap_or(false), all())) };
        if let Some(strict) = limit.strict
            && strict != head.strict
        {
            let words = |strict| if strict { "in less than" } else { "within" };
            let problem =
                NormError::HeadAndCell { cell: words(strict), head: words(head.strict), span, head_span: head.span };
            self.report(span, problem);
            return None;
        }
        Some((head.strict, head.bound.clone()))
    }
}
