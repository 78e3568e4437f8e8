//! Days on which no version of a contract holds, and days that are judged although it no longer does.

use super::error::TimeError;
use crate::calendar::{Periods, spell};
use crate::diagnostic::Diagnostics;
use crate::model::Model;
use crate::quantity::Instant;

pub(super) fn prove(model: &Model, found: &mut Diagnostics) {
    between_versions(model, found);
    inside_a_period(model, found);
}

/// The amended contract ends, and the amendment begins later than on the day after.
fn between_versions(model: &Model, found: &mut Diagnostics) {
    let Some((amendment, span)) = model.amendment.as_ref().zip(model.header.effective_span) else { return };
    let after = amendment.base_until.and_then(|last| last.succ_opt());
    let Some((from, begins)) = after.zip(model.header.effective_from) else { return };
    // The days of the amended contract are its own where the amendment says nothing of them.
    let changed = amendment.header.iter().any(|change| change.key == "effective");
    if let Some(to) = begins.pred_opt().filter(|to| changed && from <= *to) {
        found.push(span, TimeError::NothingHolds { base: amendment.base_file.clone(), from, to, span });
    }
}

fn inside_a_period(model: &Model, found: &mut Diagnostics) {
    let header = &model.header;
    let Some((last, span)) = header.effective_to.zip(header.effective_span) else { return };
    let Some(after) = last.succ_opt().filter(|after| header.zone.midnight(*after) < Instant::END) else { return };
    let period = Periods::new(header.period, header.zone).containing(header.zone.midnight(last));
    let day_before = |at| header.zone.local(at).date().pred_opt();
    if let Some((until, before)) =
        day_before(period.to).zip(day_before(period.from)).filter(|(until, _)| after <= *until)
    {
        let (period, after) = (period.label, spell::day(after));
        found.push(span, TimeError::EndsInside { last, period, until, after, before, span });
    }
}
