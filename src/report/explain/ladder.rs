//! The ladders of escalation of a ticket: which steps were reached, and when.

use crate::eval::verdict::Exact;
use crate::eval::{Rung, RungStanding};
use crate::model::Model;
use crate::report::grid::{Grid, Side};
use crate::report::paint::{Ink, Paint};
use crate::report::{locale, rounding, text};

/// The steps of every ladder, ending in a newline; nothing where there are none.
pub fn ladders(model: &Model, rungs: &[Rung<'_>], paint: Paint) -> String {
    let mut out = String::new();
    let alike = |a: &Rung<'_>, b: &Rung<'_>| std::ptr::eq(a.escalation, b.escalation);
    for ladder in rungs.chunk_by(alike) {
        let Some(first) = ladder.first() else { continue };
        let title = format!("escalation {}", text::title(&first.escalation.declared));
        out.push_str(&format!("\n{}\n", paint.on(Ink::Strong, &title)));
        let mut grid = Grid::new(&[("", Side::Left), ("", Side::Left), ("", Side::Left), ("", Side::End)]);
        for rung in ladder {
            let (words, ink) = rung_words(model, rung.standing);
            let at = rung.step.at.as_ref().map(|(share, norm)| {
                let share = rounding::exact(model.header.locale, &Exact::Percent(share.clone()), None);
                format!("{share} of {}", model.norm(*norm).declared.name)
            });
            grid.row(vec![
                rung.step.label.as_str().into(),
                rung.step.contact.as_deref().unwrap_or_default().into(),
                (words, ink).into(),
                (at.unwrap_or_default(), Ink::Faint).into(),
            ]);
        }
        out.push_str(&grid.draw(2, paint));
    }
    out
}

/// How a step stands: `reached Wed 2026-10-07 13:00`.
pub(in crate::report) fn rung_words(model: &Model, standing: RungStanding) -> (String, Ink) {
    let header = &model.header;
    let moment = |at| locale::moment(header.locale, header.zone, at);
    match standing {
        RungStanding::Reached(at) => (format!("reached {}", moment(at)), Ink::Strong),
        RungStanding::Ahead(Some(at)) => (format!("ahead, {}", moment(at)), Ink::Unsure),
        RungStanding::Ahead(None) => ("ahead, after 2100".to_owned(), Ink::Unsure),
        RungStanding::Stopped => ("not reached: the clock stopped before".to_owned(), Ink::Faint),
        RungStanding::NoLimit => ("not reached: no limit applies".to_owned(), Ink::Faint),
        RungStanding::Unknown => ("unknown: the ticket lacks a value that decides".to_owned(), Ink::Unsure),
    }
}
