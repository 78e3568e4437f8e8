use std::sync::Arc;

use crate::diagnostic::{Excerpt, Place};
use crate::source::{SourceId, Span};

/// The source id of ranges within a row: labels of a [`Place::Excerpt`] count from its start.
pub(super) const IN_ROW: SourceId = SourceId(u32::MAX);

/// The range `start..end` of a row.
pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(IN_ROW, start, end)
}

/// Bytes as they can be shown, and where the character at `at` then stands.
pub(super) fn shown_at(bytes: &[u8], at: usize) -> (String, Span) {
    let (before, after) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
    let mut shown = String::from_utf8_lossy(before).into_owned();
    let start = shown.len();
    shown.push_str(&String::from_utf8_lossy(after));
    let length = shown.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    (shown, span(start, start + length))
}

/// A row as the place of a diagnostic.
pub(super) fn in_row(file: &Arc<str>, line: u32, text: &str) -> Place {
    Place::Excerpt(Excerpt { name: Arc::clone(file), first_line: line as usize, text: text.into() })
}

/// A place in `sla.toml`, or nowhere for what nobody wrote.
pub(super) fn in_project(span: Span) -> Place {
    if span.source == IN_ROW { Place::Nowhere } else { Place::Source(span.source) }
}
