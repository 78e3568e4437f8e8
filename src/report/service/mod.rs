//! The service level report: what the customer reads. One page of sections in the contract's own order and numbering,
//! drawn by `report/page` as HTML, Markdown or text.

mod budgets;
mod charts;
mod clauses;
mod close;
mod corrections;
mod cover;
mod csv;
mod derivation;
mod desk;
mod earlier;
mod explanation;
mod interruptions;
mod meaning;
mod misses;
mod money;
mod open;
mod rows;
mod summary;
mod ticket;

use std::thread;

use crate::calendar::Calendar;
use crate::model::{Locale, NormId};

use super::findings::Findings;
use super::page::Document;
use corrections::Corrections;
use desk::Desk;

pub use charts::of_report as charts;
pub use csv::render as csv;
pub use earlier::{Earlier, NotEarlier};
pub use explanation::{Explained, explanation};
pub use ticket::{Clocked, ticket};

/// What is asked of a report.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Contract, evidence and verdicts: of the periods that are reported, the last ones, and of those before them, which
    /// charts and comparisons show.
    pub findings: Findings<'a>,
    /// Of the contract.
    pub calendar: &'a Calendar<'a>,
    /// How many periods are reported; from 1.
    pub asked: usize,
    /// Language of words and numbers; `None`: the contract's.
    pub locale: Option<Locale>,
    /// An earlier report, with which finished periods are compared.
    pub earlier: Option<&'a Earlier>,
}

/// Periods that are reported norm by norm; of more, only the last one is, and the others in their summaries.
const IN_FULL: usize = 12;

/// The report.
pub fn report(wanted: &Wanted<'_>) -> Document {
    let all = &wanted.findings.verdicts.periods;
    let first = all.len().saturating_sub(wanted.asked);
    let desks: Vec<Desk<'_>> = (first..all.len()).filter_map(|at| Desk::new(wanted, at)).collect();
    let several = desks.len() > 1;
    let norms: Vec<NormId> = (0u32..).map(NormId).zip(&wanted.findings.model.norms).map(|(id, _)| id).collect();
    let derived = if several { Vec::new() } else { derivation::of_periods(wanted, &norms) };
    let own = |desk: &Desk<'_>| {
        let mut own = summary::sections(desk);
        // Norm by norm, more than a year of months is no longer read.
        if desks.len() <= IN_FULL || desk.is_last {
            own.extend(clauses::sections(desk));
            own.extend(interruptions::sections(desk));
        }
        own.extend(money::sections(desk));
        own.extend(open::sections(desk));
        if let Some(derived) = derived.first() {
            own.extend(derivation::appendix(desk, derived));
        }
        own
    };
    let mut sections = Vec::new();
    for (desk, mut own) in desks.iter().zip(side_by_side(&desks, own)) {
        if several {
            sections.push(desk.section(desk.title(), 1, Vec::new()));
            for section in &mut own {
                section.depth += 1;
            }
        }
        sections.extend(own);
    }
    if let Some(desk) = desks.last() {
        sections.extend(Corrections::of(wanted, desk).map(|corrections| corrections.section(desk)));
        sections.extend(cover::annexes(desk));
    }
    desk::anchored(&mut sections);
    let scribe = Desk::scribe(wanted);
    Document {
        language: scribe.words.language(),
        title: wanted.findings.model.header.name.clone(),
        cover: desks.last().map(|desk| cover::facts(desk, desks.first())).unwrap_or_default(),
        contents: scribe.say("cover.contents").to_owned(),
        skip: scribe.say("cover.skip").to_owned(),
        sections,
        colophon: cover::colophon(&scribe),
    }
}

/// Of each, in order; the last one, which carries the charts, beside the others.
fn side_by_side<T: Sync, U: Send>(all: &[T], of: impl Fn(&T) -> U + Sync) -> Vec<U> {
    let Some((last, others)) = all.split_last() else { return Vec::new() };
    thread::scope(|scope| {
        let others = scope.spawn(|| others.iter().map(&of).collect::<Vec<U>>());
        let last = of(last);
        match others.join() {
            Ok(others) => others.into_iter().chain([last]).collect(),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// What differs from the earlier report, for other programs; `None`: there is nothing to compare with.
pub fn corrections(wanted: &Wanted<'_>) -> Option<serde_json::Value> {
    let last = wanted.findings.verdicts.periods.len().checked_sub(1)?;
    let desk = Desk::new(wanted, last)?;
    Corrections::of(wanted, &desk).map(|corrections| corrections.json())
}
