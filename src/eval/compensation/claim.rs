//! How it stands with a claim. What is due is fixed at the end of its period; whether it was claimed follows the moment of
//! evaluation (semantics 6.4).

use crate::calendar::Calendar;
use crate::eval::compensation::history::Past;
use crate::eval::compensation::testimony::Testimony;
use crate::eval::compensation::verdict::{Between, ClaimState};
use crate::model::{Claim, Limit, WindowExpr};
use crate::quantity::Instant;

/// How it stands with the claim of what is due of a period. A claim counts from the end of the period on, for nothing is
/// due before; one made at the deadline is too late.
pub(super) fn state(
    claim: Option<Claim>,
    amount: &Between,
    past: &Past,
    told: &Testimony<'_>,
    calendar: &Calendar<'_>,
    as_of: Instant,
) -> ClaimState {
    if !past.finished {
        return ClaimState::Running;
    }
    if amount.is_nothing() {
        return ClaimState::Nothing;
    }
    let Some(claim) = claim else { return ClaimState::Due };
    let until = claim.within.and_then(|(count, unit)| {
        calendar.after(past.to, &Limit::Calendar { count, unit, days_of: WindowExpr::Always })
    });
    let in_time = until.filter(|until| *until <= as_of);
    let Some(event) = claim.event else {
        return match (until, in_time) {
            (_, Some(until)) => ClaimState::Past { until },
            (Some(until), None) => ClaimState::Claimable { until },
            (None, None) => ClaimState::NotClaimed,
        };
    };
    let Some(mut events) = told.events(event, Some(past.to), in_time.unwrap_or(as_of)) else {
        return ClaimState::Unknown { until };
    };
    match (events.next(), until, in_time) {
        (Some(row), ..) => ClaimState::Claimed { at: row.at, row: row.row },
        (None, ..) if told.lacks_events() => ClaimState::Unknown { until },
        (None, _, Some(since)) => ClaimState::Lapsed { since },
        (None, Some(until), None) => ClaimState::Claimable { until },
        (None, None, None) => ClaimState::NotClaimed,
    }
}
