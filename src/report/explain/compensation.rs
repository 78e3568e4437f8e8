//! An amount taken apart, step by step.

use crate::eval::compensation::{CompensationVerdict, Reason};
use crate::eval::verdict::PeriodVerdicts;
use crate::model::CompensationId;
use crate::report::findings::Findings;
use crate::report::grid::{Cell, Grid, Side};
use crate::report::paint::{Ink, Paint};
use crate::report::{compensation as words, locale, notes, text};

/// The compensation in every period judged, ending in a newline.
pub fn compensation(findings: &Findings<'_>, id: CompensationId, paint: Paint) -> String {
    let mut out = String::new();
    for period in &findings.verdicts.periods {
        for verdict in period.compensation.iter().filter(|verdict| verdict.compensation == id) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&in_period(findings, period, verdict, paint));
        }
    }
    out
}

fn in_period(findings: &Findings<'_>, period: &PeriodVerdicts, verdict: &CompensationVerdict, paint: Paint) -> String {
    let model = findings.model;
    let written = model.compensation(verdict.compensation);
    let mut out = text::rule(&text::period_title(model, period), paint);
    out.push('\n');
    out.push_str(&text::compensation_title(model, verdict, paint));
    let as_of = locale::moment(model.header.locale, model.header.zone, findings.verdicts.as_of);
    let mut facts = Grid::new(&[("", Side::Left), ("", Side::Left)]);
    facts.row(vec![text::faint("written"), findings.place(written.declared.span).into()]);
    facts.row(vec![text::faint("as of"), format!("{as_of} ({})", model.header.zone).into()]);
    out.push_str(&facts.draw(2, paint));
    out.push('\n');
    out.push_str(&steps(findings, verdict, paint));
    out
}

/// Every step, with the row that it was read from.
pub(in crate::report) fn steps(findings: &Findings<'_>, verdict: &CompensationVerdict, paint: Paint) -> String {
    let model = findings.model;
    let written = model.compensation(verdict.compensation);
    let speech = words::Speech::english(model);
    let mut out = String::new();
    let mut draw = |level: usize, line: String, row: Cell| {
        let mut grid = Grid::new(&[("", Side::Left), ("", Side::End)]);
        grid.row(vec![line.into(), row]);
        out.push_str(&grid.draw(2 + 2 * level, paint));
    };
    for reason in &verdict.because {
        let row = if let Reason::Each { row, .. } = reason {
            Cell::from((notes::place(findings, *row), Ink::Faint))
        } else {
            Cell::default()
        };
        draw(words::level(reason), speech.line(written, reason), row);
    }
    if let Some(claim) = speech.claim(written, verdict.claim) {
        draw(0, claim, Cell::default());
    }
    out
}
