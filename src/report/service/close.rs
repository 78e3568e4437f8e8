//! How much of what a bound allows is used up: misses of those allowed, downtime of the downtime allowed.

use num_bigint::BigInt;

use crate::eval::verdict::{Exact, RequirementVerdict, Terms, Verdict};
use crate::model::{Bound, Comparison, Requirement, Value};
use crate::quantity::{Elapsed, Ratio};

use super::desk::Desk;

/// What a bound allows, and how much of it is gone.
pub(super) struct Allowance {
    /// How much is used: rows, or microseconds.
    pub used: i64,
    /// How much there is.
    pub allowed: i64,
    /// Of what.
    pub spare: Spare,
    /// Both in words: `4 of 6 misses`, `2u 1m of 3u 36m`.
    pub words: String,
}

/// What is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spare {
    /// Rows that miss.
    Rows,
    /// Time.
    Time,
}

impl Allowance {
    /// Of lengths in microseconds.
    pub(super) fn of_time(desk: &Desk<'_>, used: i64, allowed: i64) -> Self {
        let shown = |micros| desk.duration(whole_seconds(micros));
        let words = desk.fill("report.used_time", &[("used", &shown(used)), ("allowed", &shown(allowed))]);
        Self { used, allowed, spare: Spare::Time, words }
    }

    /// Whether three quarters are used, and something is.
    pub(super) fn is_close(&self) -> bool {
        self.used > 0 && i128::from(self.used) * 4 >= i128::from(self.allowed) * 3
    }
}

/// The allowance of a share that must reach a percentage; `None` of anything else.
pub(super) fn allowance(desk: &Desk<'_>, written: &Requirement, found: &RequirementVerdict) -> Option<Allowance> {
    let bound = written.bound.as_ref()?;
    let (Bound { op: Comparison::AtLeast | Comparison::More, value: Value::Percent(least), .. }, Some(actual)) =
        (bound, found.actual.as_ref())
    else {
        return None;
    };
    let Exact::Percent(_) = actual.value else { return None };
    let terms = match (&actual.terms, found.counts) {
        (_, Some(counts)) => Terms::Counts(counts.good, counts.total),
        (Some(terms), None) => terms.clone(),
        (None, None) => return None,
    };
    let spare = Ratio::ONE.sub(least).ok().filter(|spare| !spare.is_negative())?;
    let allowed = |whole: i64| -> Option<i64> {
        let exact = spare.mul(&Ratio::whole(whole)).ok()?;
        i64::try_from(exact.scaled_floor(0) - strictly(bound, &exact)).ok().map(|allowed| allowed.max(0))
    };
    match terms {
        Terms::Counts(good, total) => {
            let (used, allowed) = (i64::try_from(total.checked_sub(good)?).ok()?, allowed(i64::try_from(total).ok()?)?);
            let values = [("used", desk.count(used.unsigned_abs())), ("allowed", desk.count(allowed.unsigned_abs()))];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let words = desk.fill("report.used_misses", &values);
            (total > 0).then_some(Allowance { used, allowed, spare: Spare::Rows, words })
        }
        Terms::Lengths(part, whole) => {
            let (used, allowed) = (whole.micros().checked_sub(part.micros())?, allowed(whole.micros())?);
            (used >= 0).then(|| Allowance::of_time(desk, used, allowed))
        }
    }
}

/// One less where the bound itself is not enough.
fn strictly(bound: &Bound, exact: &Ratio) -> BigInt {
    BigInt::from(u8::from(bound.op == Comparison::More && exact.is_whole()))
}

/// What is allowed is cut off to whole seconds: nothing more is promised than there is.
fn whole_seconds(micros: i64) -> Elapsed {
    Elapsed::from_micros(micros.div_euclid(1_000_000) * 1_000_000)
}

/// Requirements that are met and near their bound.
pub(super) fn near(desk: &Desk<'_>, written: &Requirement, found: &RequirementVerdict) -> Option<Allowance> {
    if found.verdict != Some(Verdict::Met) {
        return None;
    }
    allowance(desk, written, found).filter(Allowance::is_close)
}
