//! Colours (semantics 6.3): of each norm and requirement the first row that holds, by its own history. Periods that were
//! not judged are skipped; before the contract began no period was met.

use crate::eval::compensation::condition::{Chronicle, said};
use crate::eval::compensation::verdict::Colour;
use crate::eval::verdict::{NormVerdict, Verdict};
use crate::model::{Empty, Model, Norm, Status, StatusWhen};

/// The status that colours a norm: that of its objective, or else the one of all.
fn of_norm<'m>(model: &'m Model, norm: &Norm) -> Option<(usize, &'m Status)> {
    let of = |objective: Option<&String>| {
        model.statuses.iter().enumerate().find(|(_, status)| status.objective.as_ref() == objective)
    };
    norm.objective.as_ref().and_then(|objective| of(Some(objective))).or_else(|| of(None))
}

/// Colours a norm and its requirements in a period.
pub(super) fn colour(found: &mut NormVerdict, chronicle: &Chronicle<'_>, at: usize) {
    let norm = chronicle.model.norm(found.norm);
    let Some((number, status)) = of_norm(chronicle.model, norm) else { return };
    let unknown = chronicle.history.begins.is_unknown();
    let lit = |requirement| {
        let verdicts = chronicle.verdicts(at, found.norm, requirement);
        rows(status, norm.empty, &verdicts, unknown).map(|rows| Colour { status: number, rows })
    };
    let of_requirements: Vec<Option<Colour>> = found.requirements.iter().map(|one| lit(Some(one.index))).collect();
    found.status = lit(None);
    for (one, colour) in found.requirements.iter_mut().zip(of_requirements) {
        one.status = colour;
    }
}

/// The rows that may hold; `verdicts` of this period and those before it, `unknown`: there may have been others before.
/// `None`: this period was not judged.
fn rows(status: &Status, empty: Empty, verdicts: &[Verdict], unknown: bool) -> Option<Vec<usize>> {
    let this = *verdicts.first()?;
    match this {
        Verdict::Empty | Verdict::Measured => return None,
        Verdict::Met | Verdict::Breached => {}
        // Either way by itself, so that no colour is named that needs both at once.
        Verdict::Undecided => {
            let before = verdicts.get(1..).unwrap_or_default();
            let as_if = |verdict| rows(status, empty, &[&[verdict], before].concat(), unknown).unwrap_or_default();
            let mut possible = [as_if(Verdict::Met), as_if(Verdict::Breached)].concat();
            possible.sort_unstable();
            possible.dedup();
            return Some(possible);
        }
    }
    // How many of the last so many periods were met: at least and at most.
    let met = |of: u32| {
        let (mut least, mut most, mut seen) = (0u32, 0u32, 0u32);
        let judged = verdicts.iter().filter(|verdict| **verdict != Verdict::Empty);
        for verdict in judged.take(of as usize) {
            let could = said(*verdict, false, empty);
            seen += 1;
            most += u32::from(could.yes);
            least += u32::from(could.is_certain());
        }
        (least, if unknown { most + (of - seen) } else { most })
    };
    // Whether a row may hold, and whether it may not.
    let holds = |when: &StatusWhen| match when {
        StatusWhen::MetOfTwo(count) => {
            let (least, most) = met(2);
            ((least..=most).contains(count), least != most || least != *count)
        }
        StatusWhen::This { met } => {
            let could = said(this, !met, empty);
            (could.yes, could.no)
        }
        StatusWhen::AtLeast { count, of } => {
            let (least, most) = met(*of);
            (most >= *count, least < *count)
        }
        StatusWhen::Otherwise => (true, false),
    };
    let mut possible = Vec::new();
    for (number, row) in status.rows.iter().enumerate() {
        let (may, may_not) = holds(&row.when);
        if may {
            possible.push(number);
        }
        if !may_not {
            break;
        }
    }
    Some(possible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::StatusRow;
    use crate::source::{SourceId, Span};

    fn status(whens: &[StatusWhen]) -> Status {
        let span = Span::new(SourceId(0), 0, 0);
        let row =
            |when: &StatusWhen| StatusRow { colour: String::new(), label: None, text: String::new(), when: *when };
        Status { span, objective: None, rows: whens.iter().map(row).collect() }
    }

    #[test]
    fn an_objective_may_have_its_own() {
        let text = "edition 1\ncontract \"Test\" { timezone UTC }\ncomponent A\nnorm n { each outages of A lasts at most 6h }\n";
        let mut sources = crate::source::SourceMap::default();
        let source = sources.add("test.sla", text);
        let Ok((mut model, _)) = crate::compile(&sources, source) else { panic!("a contract") };
        let own = Status { objective: Some("Always there".into()), ..status(&[StatusWhen::Otherwise]) };
        model.statuses = vec![own, status(&[StatusWhen::Otherwise])];
        let mut norm = model.norms.remove(0);
        for (objective, want) in [(None, 1), (Some("Another"), 1), (Some("Always there"), 0)] {
            norm.objective = objective.map(str::to_owned);
            assert_eq!(of_norm(&model, &norm).map(|(number, _)| number), Some(want), "{objective:?}");
        }
    }

    #[test]
    fn the_first_row_that_holds() {
        use Verdict::{Breached as B, Empty as E, Measured as K, Met as M, Undecided as U};
        let of_two = status(&[StatusWhen::MetOfTwo(2), StatusWhen::MetOfTwo(1), StatusWhen::MetOfTwo(0)]);
        let often = status(&[
            StatusWhen::This { met: true },
            StatusWhen::AtLeast { count: 2, of: 3 },
            StatusWhen::This { met: false },
            StatusWhen::Otherwise,
        ]);
        // Status, verdicts, whether there may have been others before, and the rows that it can be.
        type Case<'a> = (&'a Status, &'a [Verdict], bool, Option<&'a [usize]>);
        let cases: &[Case<'_>] = &[
            (&of_two, &[M, M], false, Some(&[0])),
            (&of_two, &[M, B], false, Some(&[1])),
            (&of_two, &[B, M, M], false, Some(&[1])),
            (&of_two, &[B, B, M], false, Some(&[2])),
            (&of_two, &[M, E, E, M], false, Some(&[0])),
            (&of_two, &[E, M, M], false, None),
            (&of_two, &[K], false, None),
            (&of_two, &[], false, None),
            (&of_two, &[M], false, Some(&[1])),
            (&of_two, &[B], false, Some(&[2])),
            (&of_two, &[M], true, Some(&[0, 1])),
            (&of_two, &[B], true, Some(&[1, 2])),
            (&of_two, &[M, U], false, Some(&[0, 1])),
            (&of_two, &[U, U], false, Some(&[0, 1, 2])),
            (&often, &[M], false, Some(&[0])),
            (&often, &[B, M, M], false, Some(&[1])),
            (&often, &[B, M, B, M], false, Some(&[2])),
            (&often, &[U, M, M], false, Some(&[0, 1])),
            (&often, &[U, M, U], false, Some(&[0, 1, 2])),
            (&often, &[U, B, B], false, Some(&[0, 2])),
        ];
        for (status, verdicts, unknown, want) in cases {
            let found = rows(status, Empty::Met, verdicts, *unknown);
            assert_eq!(found.as_deref(), *want, "{verdicts:?} {unknown}");
        }
    }
}
