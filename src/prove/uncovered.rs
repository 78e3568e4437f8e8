//! Priorities that no norm of a clock says anything of.

use super::error::Unmeant;
use super::order;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Answers, AnyColumn, ClockId, Derivation, Found, Model, Norm, Predicate, PriorityId, PrioritySource, Requirement,
    Subject, Worlds,
};

/// Looks at every clock whose norms choose tickets by their priority.
pub(super) fn prove(model: &Model, found: &mut Diagnostics) {
    for (id, clock) in (0..).map(ClockId).zip(&model.clocks) {
        let norms: Vec<&Norm> = model.norms.iter().filter(|norm| !norm.kpi && reads(norm, id)).collect();
        let rows: Vec<&Requirement> = norms.iter().flat_map(|norm| &norm.requirements).collect();
        if !rows.iter().any(|row| by_priority(row)) {
            continue;
        }
        let given = (0u32..).take(model.priorities.len()).map(PriorityId).filter(|one| can_be(model, id, *one));
        let (covered, bare): (Vec<PriorityId>, Vec<PriorityId>) =
            given.partition(|one| rows.iter().any(|row| covers(model, id, row, *one)));
        let Some(first) = norms.first().filter(|_| !covered.is_empty()) else { continue };
        for priority in bare {
            let span = first.declared.span;
            let problem = Unmeant::NoNorm {
                clock: clock.declared.name.clone(),
                priority: model.priority(priority).name.clone(),
                span,
            };
            found.push(span, problem);
        }
    }
}

fn reads(norm: &Norm, clock: ClockId) -> bool {
    norm.requirements.iter().any(|row| matches!(&row.subject, Subject::Timed(timed) if timed.clock == clock))
}

/// Whether a row chooses tickets by their priority.
fn by_priority(row: &Requirement) -> bool {
    let Subject::Timed(timed) = &row.subject else { return false };
    let mut asks = false;
    timed.filter.leaves(&mut |leaf| {
        asks |= matches!(
            leaf,
            Predicate::PriorityIn(_) | Predicate::PriorityCompared(..) | Predicate::Missing(AnyColumn::Priority)
        );
    });
    asks
}

/// Whether a row is about some ticket of a priority, or says that nothing is promised of it.
fn covers(model: &Model, clock: ClockId, row: &Requirement, one: PriorityId) -> bool {
    match &row.subject {
        Subject::Timed(timed) => timed.clock == clock && some_ticket(model, clock, &timed.filter, one),
        Subject::NoNorm | Subject::NotAgreed => order::priority(model, row).is_none_or(|of| of == one),
        Subject::Formula { .. }
        | Subject::EachMember(..)
        | Subject::EachRow { .. }
        | Subject::Obliged(_)
        | Subject::Cadence(_) => false,
    }
}

/// Whether some ticket of a priority is as a condition asks. What cannot be decided is.
fn some_ticket(model: &Model, clock: ClockId, filter: &Predicate, one: PriorityId) -> bool {
    let kind = model.clock(clock).ticket;
    let (all, of_it) = (Predicate::True, Predicate::PriorityIn(vec![one]));
    let applies = model.applies.as_ref().and_then(|applies| applies.filters.get(kind.index())).unwrap_or(&all);
    let worlds = Worlds::new(model.universe(kind), &[filter, applies, &of_it]);
    worlds.find(&[Answers::YES; 3]) != Found::Nothing
}

/// Whether a ticket of the clock can have a priority.
fn can_be(model: &Model, clock: ClockId, one: PriorityId) -> bool {
    let given = match &model.ticket_kind(model.clock(clock).ticket).priority {
        PrioritySource::Derived(Derivation::Matrix(matrix)) => matrix.cells.iter().flatten().any(|it| *it == Some(one)),
        PrioritySource::Derived(Derivation::Rules(rules)) => {
            rules.cases.iter().any(|case| case.priority == one) || rules.caps.iter().any(|cap| cap.priority == one)
        }
        PrioritySource::Recorded | PrioritySource::Checked(_) => true,
    };
    given && some_ticket(model, clock, &Predicate::True, one)
}
