//! A long line cut around what is labelled in it.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::words::visible_char;

/// The room that a line has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Columns of the line.
    pub width: usize,
    /// The last column at which the middle of a mark may stand, so that its words fit beside it.
    pub furthest: usize,
}

/// A line cut down to a width: the parts around the marks are kept, `…` stands for the others.
pub(super) struct Cut {
    /// What is left of the line.
    pub text: String,
    /// Start of each character in the line, and where it (or the `…` for it) starts in `text`.
    places: Vec<(usize, usize)>,
}

impl Cut {
    /// Cuts `line` around `marks`, which are byte ranges in it.
    pub(super) fn new(line: &str, marks: &[Range<usize>], room: Room) -> Self {
        let chars: Vec<(usize, char)> = line.char_indices().map(|(at, c)| (at, visible_char(c))).collect();
        let mut widths = vec![0];
        for (_, c) in &chars {
            let last = widths.last().copied().unwrap_or(0);
            widths.push(last + if *c == '\t' { 4 } else { c.width().unwrap_or(0) });
        }
        let index = |offset: usize| chars.partition_point(|(at, _)| *at < offset);
        let mut marks: Vec<Range<usize>> = marks
            .iter()
            .map(|mark| index(mark.start)..index(mark.end))
            .map(|mark| mark.start..mark.end.max(mark.start + 1).min(chars.len()))
            .collect();
        if marks.is_empty() {
            marks.push(0..0);
        }
        marks.sort_by_key(|mark| mark.start);
        Self::keeping(&chars, &kept(&marks, &widths, room))
    }

    fn keeping(chars: &[(usize, char)], kept: &[Range<usize>]) -> Self {
        let mut cut = Self { text: String::new(), places: Vec::with_capacity(chars.len()) };
        let mut in_gap = false;
        for (n, (at, c)) in chars.iter().enumerate() {
            let keep = kept.iter().any(|range| range.contains(&n));
            if keep || !in_gap {
                cut.places.push((*at, cut.text.len()));
                cut.text.push(if keep { *c } else { '…' });
            } else {
                cut.places.push((*at, cut.text.len() - '…'.len_utf8()));
            }
            in_gap = !keep;
        }
        cut
    }

    /// Where an offset of the line stands in the cut text.
    pub(super) fn moved(&self, offset: usize) -> usize {
        let n = self.places.partition_point(|(at, _)| *at < offset);
        self.places.get(n).map_or(self.text.len(), |(_, place)| *place)
    }
}

/// Which characters to keep so that the line fits: all of them, or as many around each mark as there is room for.
fn kept(marks: &[Range<usize>], widths: &[usize], room: Room) -> Vec<Range<usize>> {
    let length = widths.len() - 1;
    let width = |range: &Range<usize>| match (widths.get(range.start), widths.get(range.end)) {
        (Some(from), Some(to)) => to - from,
        _ => 0,
    };
    // Where a character stands once only `ranges` are kept, a column for each `…` counted.
    let column = |ranges: &[Range<usize>], n: usize| {
        let mut end = 0;
        let mut column = 0;
        for range in ranges.iter().filter(|range| range.start <= n) {
            column += usize::from(range.start > end) + width(&(range.start..n.min(range.end)));
            end = range.end;
        }
        column
    };
    let fits = |ranges: &[Range<usize>]| {
        let end = ranges.last().map_or(0, |last| last.end);
        let whole = column(ranges, length) + usize::from(end < length);
        let middle = |mark: &Range<usize>| column(ranges, (mark.start + mark.end) / 2);
        whole <= room.width && marks.iter().all(|mark| middle(mark) <= room.furthest)
    };
    let all: Vec<Range<usize>> = std::iter::once(0..length).collect();
    if fits(&all) {
        return all;
    }
    let grown = |left: usize, right: usize, longest: usize| {
        let mut out: Vec<Range<usize>> = Vec::new();
        for mark in marks {
            let start = mark.start.saturating_sub(left);
            let end = (mark.end.min(mark.start + longest) + right).min(length);
            match out.last_mut() {
                Some(last) if start <= last.end + 1 => last.end = last.end.max(end),
                Some(_) | None => out.push(start..end),
            }
        }
        out
    };
    let most = |from: usize, shape: &dyn Fn(usize) -> Vec<Range<usize>>| {
        (from..=room.width).take_while(|n| fits(&shape(*n))).last().unwrap_or(from)
    };
    let longest = (0..=room.width).rev().find(|longest| fits(&grown(0, 0, *longest))).unwrap_or(room.width / 2);
    let around = most(0, &|n| grown(n, n, longest));
    let left = most(around, &|n| grown(n, around, longest));
    let ending = |end: usize| {
        let mut ranges = grown(left, around, longest);
        ranges.last_mut().into_iter().for_each(|last| last.end = last.end.max(end));
        ranges
    };
    let end = ending(0).last().map_or(0, |last| last.end);
    let furthest = length.min(end + room.width);
    ending((end..=furthest).rev().find(|end| fits(&ending(*end))).unwrap_or(end))
}
