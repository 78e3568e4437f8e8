//! Tokens to clauses: where each begins and ends, for reading them one by one.

use crate::syntax::brackets::{Brackets, Inside};
use crate::syntax::lines::Lines;
use crate::syntax::scan::Kind;

/// An item or a clause, in token numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clause {
    /// Its first token.
    pub(super) start: usize,
    /// One past its last token.
    pub(super) end: usize,
    /// Its block, and the number under which that is known.
    pub(super) block: Option<(usize, Inside)>,
    /// The first line end at which it goes on only because an operator stands before it: a line that was left
    /// unfinished looks the same.
    pub(super) doubt: Option<usize>,
}

/// The clauses between the tokens `start` and `end`. In a table (`rows`), `|` begins and ends rows.
pub(super) fn clauses(lines: &Lines<'_>, brackets: &Brackets, start: usize, end: usize, rows: bool) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut at = start;
    while at < end {
        let between = matches!(lines.kind(at), Some(Kind::Newline | Kind::Semicolon)) || brackets.strays.contains(&at);
        if between && !brackets.blocks.contains_key(&at) {
            at += 1;
            continue;
        }
        let clause = clause(lines, brackets, at, end, rows);
        at = clause.end.max(at + 1);
        clauses.push(clause);
    }
    clauses
}

/// The lines of a clause, each for itself, at the line ends that are `ends`.
pub(super) fn apart(lines: &Lines<'_>, clause: &Clause, ends: impl Fn(usize) -> bool) -> Vec<Clause> {
    let mut parts = Vec::new();
    let mut start = clause.start;
    for at in clause.start..clause.end {
        if lines.kind(at) == Some(Kind::Newline) && ends(at) && start < at {
            parts.push(Clause { start, end: at, block: None, doubt: None });
            start = lines.next_on_a_line(at);
        }
    }
    parts.push(Clause { start, end: clause.end, block: clause.block, doubt: None });
    parts
}

/// Whether the line behind the line end at `at` is as far to the left as the clause, and begins with no operator.
pub(super) fn in_doubt(lines: &Lines<'_>, clause: &Clause, at: usize, rows: bool) -> bool {
    let next = lines.next_on_a_line(at);
    lines.indent(next) <= lines.indent(clause.start) && !lines.joins_previous(next, rows)
}

fn clause(lines: &Lines<'_>, brackets: &Brackets, start: usize, end: usize, rows: bool) -> Clause {
    let mut clause = Clause { start, end: start, block: None, doubt: None };
    let mut at = start;
    while at < end {
        if let Some(inside) = brackets.blocks.get(&at) {
            clause.block = clause.block.or(Some((at, *inside)));
            at = inside.after.max(at + 1);
            clause.end = at;
            if inside.end == inside.after {
                break; // nothing closes it
            }
            continue;
        }
        match lines.kind(at) {
            Some(Kind::ParenOpen) => {
                at = brackets.parens.get(&at).map_or(at + 1, |inside| inside.after.max(at + 1));
                clause.end = at;
            }
            Some(Kind::Semicolon) | None => break,
            Some(Kind::Newline) => {
                let next = lines.next_on_a_line(at);
                let opens = lines.kind(next) == Some(Kind::Open) && clause.block.is_none();
                // `opens 3 months after first event a` goes on with lines of its own.
                let with = lines.text(start) == "opens" && matches!(lines.text(next), "with" | "unless");
                if next >= end || !(opens || with || lines.goes_on(at, rows)) {
                    break;
                }
                if !opens && clause.block.is_none() && in_doubt(lines, &clause, at, rows) {
                    clause.doubt = clause.doubt.or(Some(at));
                }
                at = next;
            }
            Some(_) => {
                at += 1;
                clause.end = at;
            }
        }
    }
    clause
}
