use crate::check::Checked;

use super::Model;

/// Freezes a checked contract. Cannot fail: everything that could was refused before.
pub fn from_checked(checked: Checked) -> Model {
    let Checked {
        header,
        conventions,
        holidays,
        windows,
        ensures,
        priorities,
        tickets,
        outage_columns,
        maintenance_columns,
        clocks,
        plans,
        components,
        groups,
        measures,
        norms,
        events,
        amounts,
        judgements,
        metrics,
        compensations,
        rights,
        statuses,
        prose,
        tests,
    } = checked;
    Model {
        header,
        conventions,
        holidays,
        windows,
        ensures,
        priorities,
        tickets,
        outage_columns,
        maintenance_columns,
        clocks,
        plans,
        components,
        groups,
        measures,
        norms,
        events,
        amounts,
        judgements,
        metrics,
        compensations,
        rights,
        statuses,
        prose,
        tests,
    }
}
