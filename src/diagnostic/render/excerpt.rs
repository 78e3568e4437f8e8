//! The lines around labels, cut to a width, with labels moved along.

use std::ops::Range;
use std::sync::Arc;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::cut::{Cut, Room};
use super::spot::{clamped, line_column};
use super::words::{self, visible, wrap};
use crate::source::Span;

/// Lines to draw: a part of a text, each line cut to fit, that still knows where it came from.
#[derive(Debug)]
pub(super) struct Lines {
    name: Arc<str>,
    /// Every line ends in a newline, the last one too: a label at the end of the file is drawn only then.
    text: String,
    /// Offset in `text` at which each line starts.
    starts: Vec<usize>,
    /// 0-based number of the first line kept.
    first: usize,
    /// Offsets of labels in `text`, each with the 0-based column that it has in the file.
    columns: Vec<(usize, usize)>,
}

/// Lines kept above and below a label.
const CONTEXT: usize = 1;

/// Columns that the words of a label get at least, however far to the right it points.
const LABEL: usize = 24;

/// Columns of `╰── ` before them.
const BEFORE_LABEL: usize = 4;

impl Lines {
    /// The lines of `text` around `labels` and the labels as they stand in them. `first_line` is the number of the
    /// text's first line in its file.
    pub(super) fn around(
        name: &Arc<str>,
        text: &str,
        first_line: usize,
        labels: &[LabeledSpan],
        width: usize,
    ) -> (Self, Vec<LabeledSpan>) {
        let ranges: Vec<Range<usize>> = labels
            .iter()
            .map(|label| {
                let span = Span::from(label);
                let start = clamped(text, span.start as usize);
                start..clamped(text, span.end as usize).max(start)
            })
            .collect();
        let line_of = |offset: usize| line_column(text, offset).0 - 1;
        let spans: Vec<(usize, usize)> =
            ranges.iter().map(|range| (line_of(range.start), line_of(range.end))).collect();
        let top = spans.iter().map(|(from, _)| *from).min().unwrap_or(0).saturating_sub(CONTEXT);
        let bottom = spans.iter().map(|(_, to)| *to).max().unwrap_or(0) + CONTEXT;
        let gutter = match spans.iter().filter(|(from, to)| from != to).count() {
            0 => 0,
            several => several + 3,
        };
        let margin = (first_line + bottom).to_string().len() + 4 + gutter;
        let room = width.saturating_sub(margin + 1).max(20);

        let mut lines =
            Self { name: name.clone(), text: String::new(), starts: Vec::new(), first: 0, columns: Vec::new() };
        lines.first = first_line - 1 + top;
        let mut moved: Vec<Range<usize>> = vec![0..0; ranges.len()];
        let mut offset = 0;
        for (number, line) in text.split('\n').enumerate() {
            let here = offset..offset + line.len();
            offset = here.end + 1;
            if number < top || number > bottom || (number > 0 && here.start == text.len()) {
                continue;
            }
            let line = line.trim_end_matches('\r');
            let marks: Vec<Range<usize>> = ranges.iter().filter_map(|range| mark(range, &here)).collect();
            let on_line = labels.iter().zip(&ranges).filter(|(_, range)| mark(range, &here).is_some());
            let words = on_line.filter_map(|(label, _)| label.label()).map(words::width).max().unwrap_or(0);
            let beside = if words == 0 { 0 } else { words.min(LABEL.max(room / 2)) + BEFORE_LABEL };
            let cut = Cut::new(line, &marks, Room { width: room, furthest: room.saturating_sub(beside) });
            let start = lines.text.len();
            for (range, (moved, (from, to))) in ranges.iter().zip(moved.iter_mut().zip(&spans)) {
                if *from == number {
                    moved.start = start + cut.moved(range.start - here.start);
                    lines.columns.push((moved.start, line_column(text, range.start).1 - 1));
                }
                if *to == number {
                    moved.end = start + cut.moved(range.end - here.start);
                }
            }
            lines.starts.push(start);
            lines.text.push_str(&cut.text);
            lines.text.push('\n');
        }
        let labels = labels.iter().zip(moved).map(|(label, range)| lines.label(label, range, room)).collect();
        (lines, labels)
    }

    /// The label at its new place, its words wrapped into what room is left beside it.
    fn label(&self, label: &LabeledSpan, range: Range<usize>, room: usize) -> LabeledSpan {
        let line = self.starts.iter().rev().find(|start| **start <= range.start).copied().unwrap_or(0);
        let before = self.text.get(line..(range.start + range.end.max(range.start)) / 2).unwrap_or_default();
        let taken = before.lines().next().map_or(0, words::width) + BEFORE_LABEL;
        let words = label.label().map(|words| wrap(&visible(words), room.saturating_sub(taken).max(LABEL)).join("\n"));
        let span = (range.start, range.len());
        if label.primary() {
            LabeledSpan::new_primary_with_span(words, span)
        } else {
            LabeledSpan::new_with_span(words, span)
        }
    }

    fn line_at(&self, offset: usize) -> usize {
        self.starts.iter().rposition(|start| *start <= offset).unwrap_or(0)
    }
}

impl SourceCode for Lines {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = (span.offset() + span.len()).max(span.offset() + 1) - 1;
        let top = self.line_at(span.offset()).saturating_sub(before);
        let bottom = self.line_at(end) + after + 1;
        let from = self.starts.get(top).copied().unwrap_or(0);
        let to = self.starts.get(bottom).copied().unwrap_or(self.text.len());
        let column = match self.columns.iter().find(|(offset, _)| *offset == span.offset()) {
            Some((_, column)) if before == 0 => *column,
            Some(_) | None => 0,
        };
        let line = self.first + if before == 0 { self.line_at(span.offset()) } else { top };
        let data = self.text.get(from..to).ok_or(MietteError::OutOfBounds)?.as_bytes();
        let count = bottom.min(self.starts.len()).saturating_sub(top);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.to_string(),
            data,
            (from, to - from).into(),
            line,
            column,
            count,
        )))
    }
}

/// The part of a line `here` that must stay visible for a label: all of it, or the end that lies in this line.
fn mark(label: &Range<usize>, here: &Range<usize>) -> Option<Range<usize>> {
    let holds = |offset: usize| here.start <= offset && offset <= here.end;
    let at = |offset: usize| offset - here.start;
    match (holds(label.start), holds(label.end)) {
        (true, true) => Some(at(label.start)..at(label.end)),
        (true, false) => Some(at(label.start)..at(label.start)),
        (false, true) => Some(at(label.end)..at(label.end)),
        (false, false) => None,
    }
}
