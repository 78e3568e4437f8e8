use std::sync::Arc;

use crate::diagnostic::{Excerpt, Place};
use crate::source::{SourceId, Span};

/// The source id of ranges within a row: labels of a [`Place::Excerpt`] count from its start.
pub(super) const IN_ROW: SourceId = SourceId(u32::MAX);

/// The range `start..end` of a row.
pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(IN_ROW, start, end)
}

/// A row as the place of a diagnostic.
pub(super) fn in_row(file: &Arc<str>, line: u32, text: &str) -> Place {
    Place::Excerpt(Excerpt { name: Arc::clone(file), first_line: line as usize, text: text.into() })
}

/// A place in `sla.toml`, or nowhere for what nobody wrote.
pub(super) fn in_project(span: Span) -> Place {
    if span.source == IN_ROW { Place::Nowhere } else { Place::Source(span.source) }
}
