//! The priority that rules give (semantics 2.4): the first case that holds, then the caps.

use crate::eval::population::{Facts, Standing, holds};
use crate::eval::truth::Truth;
use crate::model::{PriorityId, PriorityRules};

/// What decided a priority.
pub(super) struct Decided {
    /// The priority.
    priority: PriorityId,
    /// Number of the case that held first.
    pub(super) case: usize,
    /// Numbers of the caps that took something off.
    pub(super) caps: Vec<usize>,
}

/// The priority of a ticket.
pub(super) fn priority(rules: &PriorityRules, ticket: &impl Facts) -> Standing {
    decided(rules, ticket).map_or(Standing::Missing, |decided| Standing::Known(decided.priority))
}

/// What decides the priority of a ticket. A case of which it is unknown whether it holds leaves the priority missing, as
/// does a cap of which it is unknown and that would make a difference; nothing falls through.
pub(super) fn decided(rules: &PriorityRules, ticket: &impl Facts) -> Option<Decided> {
    let decides = rules.cases.iter().enumerate().map(|(number, case)| (number, case, holds(&case.when, ticket)));
    let first = decides.into_iter().find(|(.., truth)| *truth != Truth::No);
    let Some((number, case, Truth::Yes)) = first else { return None };
    let mut decided = Decided { priority: case.priority, case: number, caps: Vec::new() };
    for (number, cap) in rules.caps.iter().enumerate() {
        if !is_more_urgent(decided.priority, cap.priority) {
            continue;
        }
        match holds(&cap.when, ticket) {
            Truth::Yes => {
                decided.priority = cap.priority;
                decided.caps.push(number);
            }
            Truth::Maybe => return None,
            Truth::No => {}
        }
    }
    Some(decided)
}

/// The most urgent priority is number 0.
fn is_more_urgent(one: PriorityId, other: PriorityId) -> bool {
    one < other
}
