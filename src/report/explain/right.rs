//! A right taken apart: what it rests on, period by period.

use crate::eval::compensation::{Ground, RightVerdict};
use crate::eval::verdict::PeriodVerdicts;
use crate::model::{Model, Over};
use crate::report::findings::Findings;
use crate::report::grid::{Cell, Grid, Side};
use crate::report::paint::{self, Ink, Paint};
use crate::report::{compensation as words, locale, text};

/// The right with this index in every period judged, ending in a newline.
pub fn right(findings: &Findings<'_>, index: usize, paint: Paint) -> String {
    let mut out = String::new();
    for period in &findings.verdicts.periods {
        for verdict in period.rights.iter().filter(|verdict| verdict.right == index) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&in_period(findings, period, verdict, paint));
        }
    }
    out
}

fn in_period(findings: &Findings<'_>, period: &PeriodVerdicts, verdict: &RightVerdict, paint: Paint) -> String {
    let model = findings.model;
    let Some((declared, when, arises)) = words::right(model, verdict) else { return String::new() };
    let mut out = text::rule(&text::period_title(model, period), paint);
    out.push('\n');
    out.push_str(&text::titled(declared, arises, Ink::Strong, paint));
    let as_of = locale::moment(model.header.locale, model.header.zone, findings.verdicts.as_of);
    let mut facts = Grid::new(&[("", Side::Left), ("", Side::Left)]);
    facts.row(vec![text::faint("written"), findings.place(declared.span).into()]);
    facts.row(vec![text::faint("when"), when.into()]);
    facts.row(vec![text::faint("as of"), format!("{as_of} ({})", model.header.zone).into()]);
    out.push_str(&facts.draw(2, paint));
    for ground in &verdict.because {
        out.push('\n');
        out.push_str(&of_ground(model, ground, paint));
    }
    out
}

/// A part of the condition, then the verdicts that decide it.
fn of_ground(model: &Model, ground: &Ground, paint: Paint) -> String {
    let (said, holds) = match ground {
        Ground::Norm { norm, breached, over, holds, .. } => {
            let often = match over {
                Over::This => String::new(),
                Over::InARow(count) => format!(" {count} periods in a row"),
                Over::OfAny(count, of) => format!(" {count} of any {of} periods"),
            };
            let verdict = if *breached { "breached" } else { "met" };
            (format!("{} {verdict}{often}", model.norm(*norm).declared.name), holds)
        }
        Ground::Judged { judgement, holds } => (format!("judged {}", model.judgement(*judgement).declared.name), holds),
    };
    let mut head = Grid::new(&[("", Side::Left), ("", Side::Left)]);
    head.row(vec![said.into(), text::faint(words::condition(*holds))]);
    let mut rows = Grid::new(&[("", Side::Left), ("", Side::Left)]);
    if let Ground::Norm { verdicts, earlier, .. } = ground {
        for (label, verdict) in verdicts {
            let came = verdict.map_or_else(|| text::faint("not known"), |verdict| paint::verdict(Some(verdict)).into());
            rows.row(vec![label.as_str().into(), came]);
        }
        if *earlier {
            rows.row(vec![Cell::from("earlier"), text::faint("not known")]);
        }
    }
    head.draw(2, paint) + &rows.draw(4, paint)
}
