//! The tree to lines: what gets a line of its own, how deep it stands, and where blank lines go.

use unicode_width::UnicodeWidthStr;

use super::clause::{self, Family, Place};
use super::token::Token;
use super::tree::{Body, Node, NodeKind, Row, Statement};

/// Lines longer than this are not kept on one line.
pub(super) const WIDTH: usize = 100;

/// Spaces a level.
pub(super) const INDENT: usize = 2;

/// One line of output before columns are known.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// How many braces are open.
    pub depth: usize,
    /// Whether a blank line stands before it.
    pub blank_before: bool,
    /// What it says.
    pub content: Content<'t>,
    /// Comment at its end.
    pub comment: Option<&'t str>,
}

impl<'t> Line<'t> {
    /// Which neighbours it shares its columns with; `None` for a line that begins no clause.
    pub fn family(&self) -> Option<Family<'t>> {
        match &self.content {
            Content::Cells(family, _) => Some(*family),
            Content::Hanging(_) | Content::Comment(_) | Content::Kept(_) | Content::Nothing => None,
        }
    }
}

/// What a line says.
#[derive(Debug)]
pub(super) enum Content<'t> {
    /// The first line of a clause, in columns.
    Cells(Family<'t>, Vec<String>),
    /// A further line of the clause above.
    Hanging(String),
    /// A comment on its own line.
    Comment(&'t str),
    /// Lines that stay as they are, wherever they begin.
    Kept(&'t str),
    /// Nothing but the comment at its end, which goes on with the one above.
    Nothing,
}

/// All lines of a file.
pub(super) fn lines<'t>(file: &Body<'t>) -> Vec<Line<'t>> {
    let mut layout = Layout { lines: Vec::new(), comment_column: None };
    layout.body(file, Place::File, 0);
    layout.lines
}

struct Layout<'t> {
    lines: Vec<Line<'t>>,
    /// Column in the source of the comment at the end of the last line.
    comment_column: Option<usize>,
}

impl<'t> Layout<'t> {
    fn push(&mut self, depth: usize, content: Content<'t>, comment: Option<Token<'t>>) {
        self.comment_column = comment.map(|comment| comment.column);
        self.lines.push(Line { depth, blank_before: false, content, comment: comment.map(|comment| comment.text) });
    }

    fn body(&mut self, body: &Body<'t>, place: Place, depth: usize) {
        // Where the comments above the next statement begin; the file's items get a blank line above those.
        let mut group: Option<usize> = None;
        let mut last_was_tall = false;
        // Whether an `allow` waits for the item that it is about: it stands directly above that one.
        let mut allowing = false;
        for node in &body.nodes {
            let start = self.lines.len();
            let blank_before = node.blank_before && !allowing;
            match &node.kind {
                NodeKind::Comment(comment) if self.goes_on(node, comment) => {
                    self.push(depth, Content::Nothing, Some(*comment));
                    group = None;
                    continue;
                }
                NodeKind::Comment(comment) => {
                    self.push(depth, Content::Comment(comment.text), None);
                    if blank_before || group.is_none() {
                        self.part(start, blank_before || last_was_tall && place == Place::File);
                        group = Some(start);
                    }
                    continue;
                }
                NodeKind::Statement(statement) => self.statement(statement, place, depth),
                NodeKind::Kept(text) => self.push(depth, Content::Kept(text), None),
            }
            let tall = self.is_tall(start) || allowing;
            let apart = place == Place::File && (tall || last_was_tall) && depth == 0;
            let above = group.filter(|_| !blank_before).unwrap_or(start);
            self.part(start, blank_before);
            self.part(above, apart);
            allowing = place == Place::File && allows(node);
            group = allowing.then_some(above);
            last_was_tall = tall && !allowing;
        }
    }

    /// Puts a blank line before a line of the output, unless that is the first one or the first of its block.
    fn part(&mut self, at: usize, blank: bool) {
        let depth_above = at.checked_sub(1).and_then(|above| self.lines.get(above)).map(|line| line.depth);
        if let Some(line) = self.lines.get_mut(at).filter(|_| blank) {
            line.blank_before |= depth_above.is_some_and(|above| above >= line.depth);
        }
    }

    /// Whether a comment on its own line goes on with the one at the end of the line above.
    fn goes_on(&self, node: &Node<'t>, comment: &Token<'t>) -> bool {
        !node.blank_before && self.comment_column == Some(comment.column)
    }

    /// Whether the lines from here on are more than one.
    fn is_tall(&self, start: usize) -> bool {
        let has_break = |line: &Line<'_>| match &line.content {
            Content::Cells(_, cells) => cells.iter().any(|cell| cell.contains('\n')),
            Content::Kept(text) => text.contains(['\n', '\r']),
            Content::Hanging(_) | Content::Comment(_) | Content::Nothing => true,
        };
        self.lines.len() > start + 1 || self.lines.iter().skip(start).any(has_break)
    }

    fn statement(&mut self, statement: &Statement<'t>, place: Place, depth: usize) {
        if let Some((family, cells)) = one_line(statement, place) {
            let plain = cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.width() + 1).sum::<usize>();
            if depth * INDENT + plain <= WIDTH + 1 || statement.block.is_none() {
                self.push(depth, Content::Cells(family, cells), statement.trailing);
                return;
            }
        }
        let last = statement.lines.len().saturating_sub(1);
        let ending = if statement.block.is_some() { " {" } else { "" };
        for (at, row) in statement.lines.iter().enumerate() {
            let ending = if at == last { ending } else { "" };
            let comment = match (&statement.block, at == last) {
                (Some(block), true) => block.opening,
                (None, true) => row.comment.or(statement.trailing),
                (_, false) => row.comment,
            };
            self.row(row, at == 0, place, depth, ending, comment);
        }
        if let Some(block) = &statement.block {
            if last == 0 && statement.lines.is_empty() {
                self.push(depth, Content::Cells(Family::Alone, vec!["{".to_owned()]), block.opening);
            }
            let tokens = statement.lines.first().map_or(&[][..], |row| &row.tokens);
            let keyword = clause::keyword(place, tokens);
            self.body(block, Place::inside(keyword), depth + 1);
            self.push(depth, Content::Cells(Family::Alone, vec!["}".to_owned()]), statement.trailing);
        }
    }

    fn row(
        &mut self,
        row: &Row<'t>,
        first: bool,
        place: Place,
        depth: usize,
        ending: &str,
        comment: Option<Token<'t>>,
    ) {
        let content = if row.tokens.is_empty() {
            let text = row.comment.map_or("", |comment| comment.text);
            self.push(depth, Content::Hanging(text.to_owned()), None);
            return;
        } else if !first {
            Content::Hanging(clause::spaced(&row.tokens) + ending)
        } else if ending.is_empty() {
            let (family, cells) = clause::cells(place, &row.tokens);
            Content::Cells(family, cells)
        } else {
            Content::Cells(Family::Alone, vec![clause::spaced(&row.tokens) + ending])
        };
        self.push(depth, content, comment);
    }
}

/// Whether it is an `allow`.
fn allows(node: &Node<'_>) -> bool {
    match &node.kind {
        NodeKind::Statement(statement) => statement.first().is_some_and(|word| word.is("allow")),
        NodeKind::Comment(_) | NodeKind::Kept(_) => false,
    }
}

/// The columns of a statement that has one line, or that has a block of one clause and was written on one line.
fn one_line<'t>(statement: &Statement<'t>, place: Place) -> Option<(Family<'t>, Vec<String>)> {
    let [row] = statement.lines.as_slice() else { return None };
    if row.comment.is_some() {
        return None;
    }
    let Some(block) = &statement.block else {
        return Some(clause::cells(place, &row.tokens));
    };
    let keyword = clause::keyword(place, &row.tokens);
    match block.nodes.as_slice() {
        [] if block.one_line => Some((Family::Item(keyword), vec![clause::spaced(&row.tokens) + " {}"])),
        [node] if block.one_line => {
            let NodeKind::Statement(inner) = &node.kind else { return None };
            let (_, cells) = one_line(inner, Place::inside(keyword))?;
            let filled: Vec<&str> = cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
            let (body, closed) = match filled.as_slice() {
                [body @ .., last] if keyword == "window" && last.starts_with("closed") && !body.is_empty() => {
                    (body.join(" "), Some(*last))
                }
                _ => (filled.join(" "), None),
            };
            Some(clause::item_cells(&row.tokens, &body, closed))
        }
        _ => None,
    }
}
