//! Words in the text of a contract that decide something and that nobody can measure: `as soon as possible`, `in
//! overleg`. Only in clauses behind which nothing is measured.

mod error;
mod phrases;

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::model::{Declared, Derivation, Model, PrioritySource, Prose};
use crate::source::Span;

pub use error::ProseError;

use phrases::{Phrase, find};

/// Notes each clause whose text leaves to its readers what is promised.
///
/// Something is measured behind a clause when an item with its number, or with a number below it (`6.1` of `6`), says what:
/// a norm, a clock, a measure, a window, a compensation. A `defect` of that number notes the words already.
pub(super) fn prove(model: &Model) -> Diagnostics {
    let mut found = Diagnostics::default();
    let numbers = numbers(model);
    for prose in &model.prose {
        let (Some(text), false) = (&prose.text, is_behind(&numbers, &prose.number)) else { continue };
        let hits: Vec<(Span, &Phrase)> = find(text)
            .into_iter()
            .filter_map(|hit| Some((place(text, &prose.lines, hit.from, hit.to)?, hit.phrase)))
            .collect();
        if let Some(problem) = of_clause(prose, &hits) {
            found.push(prose.span, problem);
        }
    }
    found
}

fn of_clause(prose: &Prose, hits: &[(Span, &Phrase)]) -> Option<ProseError> {
    let (first, others) = hits.split_first()?;
    let (span, phrase) = first;
    Some(ProseError::Unmeasured {
        words: phrase.words.clone(),
        number: prose.number.clone(),
        one: phrase.one.clone(),
        other: phrase.other.clone(),
        span: *span,
        again: others.iter().map(|(span, _)| *span).collect(),
        instead: phrase.instead.clone(),
    })
}

/// Where a piece of a text stands, which may go on over several lines.
fn place(text: &str, lines: &[Span], from: usize, to: usize) -> Option<Span> {
    let at = |offset: usize| {
        let before = text.get(..offset)?;
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().map_or(0, str::len);
        let start = lines.get(line)?;
        let at = start.start as usize + column;
        Some(Span::new(start.source, at, at))
    };
    Some(at(from)?.to(at(to)?))
}

/// Whether anything carries that number, or one below it.
fn is_behind(numbers: &BTreeSet<&str>, number: &str) -> bool {
    let below = |known: &str| known.strip_prefix(number).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    numbers.iter().any(|known| below(known))
}

/// The clause numbers of everything that measures, decides or notes.
fn numbers(model: &Model) -> BTreeSet<&str> {
    fn of<'m>(all: impl Iterator<Item = &'m Declared>) -> impl Iterator<Item = &'m str> {
        all.filter_map(|declared| declared.clause.as_deref())
    }
    let mut numbers = BTreeSet::new();
    numbers.extend(of(model.holidays.iter().map(|it| &it.declared)));
    numbers.extend(of(model.windows.iter().map(|it| &it.declared)));
    numbers.extend(of(model.clocks.iter().map(|it| &it.declared)));
    numbers.extend(of(model.measures.iter().map(|it| &it.declared)));
    numbers.extend(of(model.norms.iter().map(|it| &it.declared)));
    numbers.extend(of(model.metrics.iter().map(|it| &it.declared)));
    numbers.extend(of(model.slices.iter().filter_map(|it| it.declared.as_ref())));
    numbers.extend(of(model.judgements.iter().map(|it| &it.declared)));
    numbers.extend(of(model.compensations.iter().map(|it| &it.declared)));
    numbers.extend(of(model.rights.iter().map(|it| &it.declared)));
    numbers.extend(of(model.escalations.iter().map(|it| &it.declared)));
    numbers.extend(model.norms.iter().flat_map(|norm| &norm.requirements).filter_map(|row| row.clause.as_deref()));
    numbers.extend(model.entitlements.iter().filter_map(|table| table.clause.as_deref()));
    numbers.extend(model.tickets.iter().filter_map(|ticket| match &ticket.priority {
        PrioritySource::Recorded => None,
        PrioritySource::Derived(derivation) | PrioritySource::Checked(derivation) => match derivation {
            Derivation::Matrix(matrix) => matrix.clause.as_deref(),
            Derivation::Rules(rules) => rules.clause.as_deref(),
        },
    }));
    numbers.extend(model.defects.iter().map(|defect| defect.number.as_str()));
    numbers
}
