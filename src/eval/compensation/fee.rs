//! What percentages are of.
//!
//! A share of the fee is fixed at the end of the judged period. The fee itself is a price, not something that happened in
//! that period: of the judged period it is read as it stood at the period's own end; of the next period, which begins
//! there, as it stands at the moment of evaluation (semantics 4.1: a row that begins at or after a moment is not known
//! at it). Until something tells it, the amount is a share of a fee that nobody knows.

use crate::calendar::Period;
use crate::eval::compensation::verdict::{Between, NoFee};
use crate::evidence::AmountRow;
use crate::model::AmountId;
use crate::quantity::Instant;

/// The fee of a period, as known before an instant.
pub(super) fn fee(
    rows: Option<&[AmountRow]>,
    amount: AmountId,
    period: &Period,
    known: Instant,
) -> (Between, Option<NoFee>) {
    let Some(rows) = rows else { return (Between::ANY, Some(NoFee::NoTable)) };
    let in_it =
        |row: &&AmountRow| row.amount == amount && row.from < known && row.from < period.to && row.to > period.from;
    let mut covered = period.from;
    let mut fee: Option<Between> = None;
    for row in rows.iter().filter(in_it) {
        if row.from > covered {
            break;
        }
        covered = covered.max(row.to);
        let value = Between::just(row.value.clone());
        fee = Some(match fee {
            Some(fee) => fee.or(value),
            None => value,
        });
    }
    match fee {
        Some(fee) if covered >= period.to => {
            let why = fee.exact().is_none().then_some(NoFee::Changes);
            (fee, why)
        }
        _ if period.from >= known => (Between::ANY, Some(NoFee::NotYet)),
        _ => (Between::ANY, Some(NoFee::NoRow)),
    }
}
