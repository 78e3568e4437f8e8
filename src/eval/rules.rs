//! The priority that rules give (semantics 2.4): the first case that holds, then the caps.

use crate::eval::population::{Facts, Standing, holds};
use crate::eval::truth::Truth;
use crate::model::{PriorityId, PriorityRules};

/// The priority of a ticket. A case of which it is unknown whether it holds leaves the priority missing, as does a cap of
/// which it is unknown and that would make a difference; nothing falls through.
pub(super) fn priority(rules: &PriorityRules, ticket: &impl Facts) -> Standing {
    let decides = rules.cases.iter().map(|case| (case.priority, holds(&case.when, ticket)));
    let first = decides.into_iter().find(|(_, truth)| *truth != Truth::No);
    let Some((mut priority, Truth::Yes)) = first else { return Standing::Missing };
    for cap in &rules.caps {
        if !is_more_urgent(priority, cap.priority) {
            continue;
        }
        match holds(&cap.when, ticket) {
            Truth::Yes => priority = cap.priority,
            Truth::Maybe => return Standing::Missing,
            Truth::No => {}
        }
    }
    Standing::Known(priority)
}

/// The most urgent priority is number 0.
fn is_more_urgent(one: PriorityId, other: PriorityId) -> bool {
    one < other
}
