//! `right` and `status`. Which colours can come is found by trying every course of periods.

use std::collections::BTreeMap;

use super::words;
use crate::check::checker::{Checker, declared, text};
use crate::check::error::{CompensationError, HeaderError};
use crate::check::typed::{Right, Status, StatusRow, StatusWhen};
use crate::diagnostic::did_you_mean;
use crate::resolve::Part;
use crate::source::Span;
use crate::syntax::ast;

/// A status looks back at most so far: every course is tried.
const FARTHEST: u32 = 12;

impl<'a> Checker<'a, '_> {
    /// All consequences that are not money.
    pub(super) fn rights(&mut self) {
        for part in &self.items.rights {
            let right = part.item;
            let when = self.verdict_condition(&right.when);
            let text = words::condition(&right.when);
            self.facts.rights.push(when.map(|when| Right { declared: declared(&right.head), text, when }));
        }
    }

    /// All status lights.
    pub(super) fn statuses(&mut self) {
        let mut seen: BTreeMap<Option<String>, Span> = BTreeMap::new();
        for part in &self.items.statuses {
            let objective = text(part.item.objective.as_ref());
            let span = part.item.span;
            match seen.get(&objective) {
                Some(first) => {
                    let (what, first) = ("`status`".to_owned(), *first);
                    self.report(span, HeaderError::SaidTwice { what, second: span, first });
                }
                None => {
                    seen.insert(objective, span);
                }
            }
            self.known_objective(part.item);
            let status = self.status(*part);
            self.facts.statuses.push(status);
        }
    }

    fn status(&mut self, part: Part<'a, ast::Status>) -> Option<Status> {
        let status = part.item;
        let rows: Vec<Option<StatusRow>> = status.rows.iter().map(|row| self.status_row(row)).collect();
        let rows = rows.into_iter().collect::<Option<Vec<StatusRow>>>()?;
        if !part.damaged && !rows.is_empty() {
            self.every_course(status, &rows);
        }
        Some(Status { span: status.span, objective: text(status.objective.as_ref()), rows })
    }

    /// Reports an objective that nothing declares.
    fn known_objective(&mut self, status: &ast::Status) {
        let Some(name) = &status.objective else { return };
        let known: Vec<&str> = self.facts.objectives.iter().map(|objective| objective.name.as_str()).collect();
        if !known.contains(&name.value.as_str()) && !self.names.lost().may_hold("objective") {
            let help = did_you_mean(&name.value, known.iter().copied());
            self.names.unknown("objective", &[], name, help);
        }
    }

    fn status_row(&mut self, row: &ast::StatusRow) -> Option<StatusRow> {
        let when = match &row.when {
            ast::StatusWhen::MetOfTwo(count) => StatusWhen::MetOfTwo(*count),
            ast::StatusWhen::This(met) => StatusWhen::This { met: *met },
            ast::StatusWhen::AtLeast(count, of) => {
                if self.is_slip(row.span) || !self.no_more_than(count.value, of.value, row.span) {
                    return None;
                }
                if of.value > FARTHEST {
                    let why = format!("a status looks back at most {FARTHEST} periods");
                    let help = "write a smaller number";
                    self.report(of.span, CompensationError::HowOften { why, span: of.span, help });
                    return None;
                }
                StatusWhen::AtLeast { count: count.value, of: of.value }
            }
            ast::StatusWhen::Otherwise => StatusWhen::Otherwise,
        };
        Some(StatusRow {
            colour: row.colour.value.clone(),
            label: text(row.label.as_ref()),
            text: words::status(&row.when),
            when,
        })
    }

    /// Reports a course of periods that no row holds, and rows that hold for none.
    fn every_course(&mut self, status: &ast::Status, rows: &[StatusRow]) {
        let back = rows.iter().map(|row| looks_back(row.when)).max().unwrap_or(1).max(1);
        let mut comes = vec![false; rows.len()];
        let mut missing = None;
        // The lowest bit is this period; a bit is set where it was met.
        for course in (0..1_u32 << back).rev() {
            match rows.iter().position(|row| holds(row.when, course)) {
                Some(first) => {
                    if let Some(comes) = comes.get_mut(first) {
                        *comes = true;
                    }
                }
                None => missing = missing.or(Some(course)),
            }
        }
        if let Some(course) = missing {
            let history = in_words(course, back);
            self.report(status.span, CompensationError::NoColour { history, span: status.span });
        }
        for (row, comes) in status.rows.iter().zip(comes) {
            if !comes {
                let colour = row.colour.value.clone();
                self.report(row.span, CompensationError::NeverShown { colour, span: row.span });
            }
        }
    }
}

/// How many periods a row is about, this one included.
fn looks_back(when: StatusWhen) -> u32 {
    match when {
        StatusWhen::MetOfTwo(_) => 2,
        StatusWhen::AtLeast { count: _, of } => of,
        StatusWhen::This { .. } | StatusWhen::Otherwise => 1,
    }
}

fn holds(when: StatusWhen, course: u32) -> bool {
    let met = |periods: u32| (course & ((1 << periods) - 1)).count_ones();
    match when {
        StatusWhen::MetOfTwo(count) => met(2) == count,
        StatusWhen::This { met: wanted } => (met(1) == 1) == wanted,
        StatusWhen::AtLeast { count, of } => met(of) >= count,
        StatusWhen::Otherwise => true,
    }
}

/// `this period breached, the one before met`
fn in_words(course: u32, back: u32) -> String {
    let word = |at: u32| if course & (1 << at) == 0 { "breached" } else { "met" };
    let place = |at: u32| match at {
        0 => "this period",
        1 => "the one before",
        _ => "before that",
    };
    (0..back).map(|at| format!("{} {}", place(at), word(at))).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_course_is_told_from_this_period_back() {
    assert_eq!(in_words(0b10, 2), "this period breached, the one before met");
    assert!(holds(StatusWhen::MetOfTwo(1), 0b10));
    assert!(!holds(StatusWhen::This { met: true }, 0b10));
    assert!(holds(StatusWhen::AtLeast { count: 2, of: 3 }, 0b110));
}
