use super::{Part, View, structures};
use crate::model::{
    Amount, Conventions, Declared, Defect, Entitled, Entitlement, Entitlements, Event, Header, Judgement, Objective,
    Plan, PlanId, Prose,
};

structures! {
    Event { declared }
    Amount { declared }
    Judgement { declared }
    Plan { declared }
    Prose { span, number, title, text; wording lines }
    Defect { span, number, text }
    Objective { span, name, clause }
    Entitlements { span, rows; wording label, clause }
    Conventions { empty, counted_by, priority, reopened, workday }
    Header {
        name, provider, customer, version, effective_from, effective_to, effective_span, zone, locale, currency, period
    }
}

/// Names, labels and clause numbers are compared apart.
impl Part for Declared {
    fn part(&self, view: View<'_>) -> Self {
        let Self { name: _, label: _, clause: _, span } = self;
        Self { name: String::new(), label: None, clause: None, span: span.part(view) }
    }
}

/// Cells in the order of the plans in the comparison.
impl Part for Entitlement {
    fn part(&self, view: View<'_>) -> Self {
        let Self { what, norm, cells } = self;
        let mut numbered: Vec<(PlanId, Entitled)> =
            (0..).zip(cells).map(|(plan, cell)| (PlanId(plan).part(view), cell.clone())).collect();
        numbered.sort_by_key(|(plan, _)| *plan);
        let cells = numbered.into_iter().map(|(_, cell)| cell).collect();
        Self { what: what.clone(), norm: norm.part(view), cells }
    }
}
