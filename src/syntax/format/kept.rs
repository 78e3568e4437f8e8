//! What of a file with mistakes stays as it is: the lines of items that cannot be read.

use std::ops::Range;

use pest::Parser;

use crate::diagnostic::Diagnostics;
use crate::source::SourceId;
use crate::syntax::ast;
use crate::syntax::brackets::{Brackets, brackets};
use crate::syntax::fault::Faults;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::lines::Lines;
use crate::syntax::outline::{Clause, apart, clauses};
use crate::syntax::recover::items::begins_item;
use crate::syntax::scan::{Kind, scan};

/// What ends a line.
const BREAKS: [char; 2] = ['\n', '\r'];

/// Whole lines of the text, without the line break behind the last one.
struct Stretch {
    bytes: Range<usize>,
    kept: bool,
    /// Whether it ends in a block that nothing closes.
    open: bool,
}

/// The bytes of an item.
struct Item {
    bytes: Range<usize>,
    /// Whether nothing closes its block.
    open: bool,
}

/// The lines of `text` to keep as they are, in order and apart from each other: those of items with a mistake in them,
/// and of what belongs to no item. `file` and `problems` are what came of reading it.
pub(super) fn kept(
    source: SourceId,
    text: &str,
    file: Option<&ast::File>,
    problems: &Diagnostics,
) -> Vec<Range<usize>> {
    let mut faults = Faults::default();
    let scanned = scan(source, text, &mut faults);
    let lines = Lines::new(text, &scanned.tokens);
    let brackets = brackets(source, &lines, &mut faults);
    let mut wrong: Vec<usize> =
        problems.iter().filter(|found| found.is_error()).map(|found| found.offset() as usize).collect();
    wrong.extend(file.into_iter().flat_map(|file| &file.lost).map(|lost| lost.span.start as usize));
    let items = items(text, &lines, &brackets);
    let mut stretches: Vec<Stretch> = Vec::new();
    for Item { bytes, open } in &items {
        let has_mistake = wrong.iter().any(|at| bytes.contains(at));
        let kept = has_mistake || !scanned.clean.get(bytes.clone()).is_some_and(is_sound);
        stretches.push(Stretch { bytes: whole_lines(text, bytes), kept, open: *open });
    }
    let outside = wrong.iter().filter(|at| !items.iter().any(|item| item.bytes.contains(at)));
    let strays = brackets.strays.iter().filter_map(|stray| lines.get(*stray)).map(|token| token.start);
    for at in outside.copied().chain(strays) {
        let bytes = whole_lines(text, &(at..at));
        if text.get(bytes.clone()).is_some_and(|line| !line.trim().is_empty()) {
            stretches.push(Stretch { bytes, kept: true, open: false });
        } else if let Some(before) = stretches.iter_mut().rfind(|stretch| stretch.bytes.start < at) {
            // Something that is missing at the end belongs to what is there.
            before.kept = true;
        }
    }
    stretches.sort_by_key(|stretch| (stretch.bytes.start, stretch.bytes.end));
    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match joined.last_mut() {
            Some(last) if stretch.bytes.start <= last.bytes.end => {
                last.bytes.end = last.bytes.end.max(stretch.bytes.end);
                last.kept |= stretch.kept;
                last.open = stretch.open;
            }
            Some(_) | None => joined.push(stretch),
        }
    }
    // Lines that belong to no item with nothing between them may be one.
    joined.dedup_by(|next, last| {
        let blank = text.get(last.bytes.end..next.bytes.start).is_some_and(|between| between.trim().is_empty());
        let one = blank && last.kept && next.kept;
        if one {
            (last.bytes.end, last.open) = (next.bytes.end, next.open);
        }
        one
    });
    let ends = joined.iter().skip(1).map(|next| next.bytes.start).chain([text.len()]);
    let kept = joined.iter().zip(ends).filter(|(stretch, _)| stretch.kept);
    let bytes = |(stretch, next): (&Stretch, usize)| stretch.bytes.start..comments_inside(text, stretch, next);
    kept.map(bytes).collect()
}

/// The items of a text, in order.
fn items(text: &str, lines: &Lines<'_>, brackets: &Brackets) -> Vec<Item> {
    let place = |at: usize| lines.get(at).map_or(text.len()..text.len(), |token| token.start..token.end);
    // Behind a block that nothing closes the line ends up to the next item count as its own.
    let is_written = |at: &usize| !matches!(lines.kind(*at), Some(Kind::Newline | Kind::Semicolon));
    let last = |item: &Clause| (item.start..item.end).rev().find(is_written).unwrap_or(item.start);
    let item = |item: Clause| Item {
        bytes: place(item.start).start..place(last(&item)).end,
        open: brackets.blocks.range(item.start..item.end).any(|(_, inside)| inside.end == inside.after),
    };
    let all = clauses(lines, brackets, 0, lines.tokens.len(), false);
    all.iter()
        .flat_map(|clause| apart(lines, clause, |at| next_begins(lines, brackets, clause, at)))
        .map(item)
        .collect()
}

/// Whether an item begins behind the line end at `at`, though a sign is left over before it.
fn next_begins(lines: &Lines<'_>, brackets: &Brackets, clause: &Clause, at: usize) -> bool {
    let next = lines.next_on_a_line(at);
    let begins = lines.get(next).and_then(|token| lines.text.get(token.start..)).is_some_and(begins_item);
    let inside = || brackets.blocks.range(clause.start..at).any(|(_, inside)| at < inside.end);
    begins && lines.indent(next) <= lines.indent(clause.start) && next < clause.end && !inside()
}

/// Whether the grammar can read an item by itself.
fn is_sound(item: &str) -> bool {
    Grammar::parse(Rule::file, item).is_ok()
}

/// The lines in which `bytes` lie.
fn whole_lines(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let before = text.get(..bytes.start).unwrap_or(text);
    let start = before.rfind(BREAKS).map_or(0, |line_break| line_break + 1);
    // What has no end of its own may reach past its last line break.
    let inner = text.get(bytes.clone()).map_or(bytes.end, |inner| bytes.start + inner.trim_end_matches(BREAKS).len());
    let end = text.get(inner..).and_then(|rest| rest.find(BREAKS)).map_or(text.len(), |length| inner + length);
    start..end.max(start)
}

/// The end of what is kept, with the comments behind it that stand further to the right than it begins: they go on with
/// the one at its end, or are inside a block whose `}` is missing. The next item begins at `next`.
fn comments_inside(text: &str, stretch: &Stretch, next: usize) -> usize {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let own = text.get(stretch.bytes.clone()).map_or(0, indent);
    let (mut end, mut at) = (stretch.bytes.end, stretch.bytes.end);
    // The first piece is the line break behind what is kept.
    for (number, line) in text.get(end..next).unwrap_or_default().split_inclusive('\n').enumerate() {
        let bare = line.trim();
        if bare.starts_with('#') && indent(line) > own {
            end = at + line.trim_end_matches(BREAKS).len();
        } else if bare.starts_with('#') || (number > 0 && !stretch.open) {
            break;
        }
        at += line.len();
    }
    end
}
