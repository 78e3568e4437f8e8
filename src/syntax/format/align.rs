//! Lines to text: columns of neighbours that are alike, and comments at line ends.

use unicode_width::UnicodeWidthStr;

use super::clause::Family;
use super::layout::{Content, INDENT, Line, WIDTH};

/// The text of all lines, each ended by a line break.
pub(super) fn text(lines: &[Line<'_>]) -> String {
    let code = code(lines);
    let mut text = String::new();
    for ((line, code), column) in lines.iter().zip(&code).zip(comment_columns(lines, &code)) {
        if line.blank_before {
            text.push('\n');
        }
        text.push_str(code);
        if let Some(comment) = line.comment {
            let gap = column.saturating_sub(last_width(code));
            text.push_str(&" ".repeat(gap));
            text.push_str(comment);
        }
        text.push('\n');
    }
    text
}

/// Every line without its comment.
fn code(lines: &[Line<'_>]) -> Vec<String> {
    let mut code = Vec::with_capacity(lines.len());
    let mut rest = lines;
    while !rest.is_empty() {
        let (run, after) = rest.split_at(run_length(rest));
        let widths = column_widths(run);
        let mut hang = 0;
        for line in run {
            let indent = line.depth * INDENT;
            code.push(match &line.content {
                Content::Cells(_, cells) => {
                    let laid = " ".repeat(indent) + &lay(cells, &widths);
                    hang = hang_column(cells, &laid).unwrap_or(indent + 2 * INDENT);
                    laid
                }
                Content::Hanging(text) => " ".repeat(hang) + text,
                Content::Comment(text) => " ".repeat(indent) + text,
                Content::Kept(text) => (*text).to_owned(),
                Content::Nothing => String::new(),
            });
        }
        rest = after;
    }
    code
}

/// How many lines from the start share their columns; at least one.
fn run_length(lines: &[Line<'_>]) -> usize {
    let Some(first) = lines.first().and_then(Line::family) else { return 1 };
    let goes_on = |line: &&Line<'_>| match line.family() {
        None => !line.blank_before || first == Family::Table,
        Some(Family::Alone) => false,
        Some(next) => next == first && (!line.blank_before || first == Family::Table),
    };
    1 + lines.iter().skip(1).take_while(goes_on).count()
}

/// The width of each column of a run; a cell that nothing follows does not count. All zero where lining up would make a
/// line too long that is not so by itself.
fn column_widths(run: &[Line<'_>]) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    let rows = || {
        run.iter().filter_map(|line| match &line.content {
            Content::Cells(family, cells) => Some((line.depth * INDENT, *family, cells)),
            Content::Hanging(_) | Content::Comment(_) | Content::Kept(_) | Content::Nothing => None,
        })
    };
    for (_, _, cells) in rows() {
        let last = cells.iter().rposition(|cell| !cell.is_empty()).unwrap_or(0);
        for (at, cell) in cells.iter().enumerate().take(last) {
            match widths.get_mut(at) {
                Some(width) => *width = cell.width().max(*width),
                None => widths.push(cell.width()),
            }
        }
    }
    let too_long = rows().any(|(indent, family, cells)| {
        let length = |widths: &[usize]| indent + last_width(&lay(cells, widths));
        family != Family::Table && length(&widths) > WIDTH && length(&[]) <= WIDTH
    });
    if too_long { Vec::new() } else { widths }
}

/// The cells of one line, padded; columns of no width are left out.
fn lay(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (at, cell) in cells.iter().enumerate() {
        let width = widths.get(at).copied().unwrap_or(0);
        if cell.is_empty() && width == 0 {
            continue;
        }
        line.push_str(cell);
        line.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 1));
    }
    line.truncate(line.trim_end_matches(' ').len());
    line
}

/// Where further lines of a clause start: below its last column, when it has several.
fn hang_column(cells: &[String], laid: &str) -> Option<usize> {
    let last = cells.last().filter(|last| !last.is_empty() && cells.len() > 1)?;
    Some(laid.strip_suffix(last.as_str())?.width())
}

/// For each line the column of a comment at its end: two spaces behind the longest of its neighbours in the same block
/// that have one.
fn comment_columns(lines: &[Line<'_>], code: &[String]) -> Vec<usize> {
    let mut columns = vec![0; lines.len()];
    let mut widest = 0;
    let together = |line: &Line<'_>, next: Option<&Line<'_>>| {
        let goes_on = |next: &Line<'_>| next.comment.is_some() && !next.blank_before && next.depth == line.depth;
        line.comment.is_some() && next.is_some_and(goes_on)
    };
    // Forwards the widest so far, backwards the widest of all.
    for (at, ((column, line), code)) in columns.iter_mut().zip(lines).zip(code).enumerate() {
        widest = last_width(code).max(widest);
        *column = widest + 2;
        if !together(line, lines.get(at + 1)) {
            widest = 0;
        }
    }
    for at in (0..lines.len().saturating_sub(1)).rev() {
        let next = columns.get(at + 1).copied();
        if let (Some(line), Some(column), Some(next)) = (lines.get(at), columns.get_mut(at), next)
            && together(line, lines.get(at + 1))
        {
            *column = next.max(*column);
        }
    }
    columns
}

/// The width of the last line of `text`.
fn last_width(text: &str) -> usize {
    text.rsplit('\n').next().unwrap_or_default().width()
}
