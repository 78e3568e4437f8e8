//! What stands in a contract, place by place, and which item each refers to.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use super::part::{Kind, Node, Part, Table, Terms, View};
use crate::model::Model;

/// A place in a contract that says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// An item that others refer to.
    Node(Node),
    /// Which tickets the contract is about.
    Applies,
    /// A promise about windows.
    Ensure(u32),
    /// Rows of entitlements.
    Entitlements(u32),
    /// A right.
    Right(u32),
    /// Colours.
    Status(u32),
    /// A ladder of escalation.
    Escalation(u32),
    /// A worked example.
    Test(u32),
}

impl Place {
    /// The item that stands there, if others can refer to it.
    pub(super) fn node(self) -> Option<Node> {
        match self {
            Self::Node(node) => Some(node),
            Self::Applies
            | Self::Ensure(_)
            | Self::Entitlements(_)
            | Self::Right(_)
            | Self::Status(_)
            | Self::Escalation(_)
            | Self::Test(_) => None,
        }
    }
}

/// The kinds of item, in the order in which they are matched and told.
pub(super) const KINDS: [Kind; 16] = [
    Kind::Plan,
    Kind::Priority,
    Kind::Holidays,
    Kind::Window,
    Kind::Component,
    Kind::Group,
    Kind::Ticket,
    Kind::Clock,
    Kind::Event,
    Kind::Amount,
    Kind::Judgement,
    Kind::Metric,
    Kind::Slices,
    Kind::Measure,
    Kind::Norm,
    Kind::Compensation,
];

/// How many items of a kind there are.
pub(super) fn count(model: &Model, kind: Kind) -> u32 {
    let length = match kind {
        Kind::Plan => model.plans.len(),
        Kind::Priority => model.priorities.len(),
        Kind::Holidays => model.holidays.len(),
        Kind::Window => model.windows.len(),
        Kind::Component => model.components.len(),
        Kind::Group => model.groups.len(),
        Kind::Ticket => model.tickets.len(),
        Kind::Clock => model.clocks.len(),
        Kind::Event => model.events.len(),
        Kind::Amount => model.amounts.len(),
        Kind::Judgement => model.judgements.len(),
        Kind::Metric => model.metrics.len(),
        Kind::Slices => model.slices.len(),
        Kind::Measure => model.measures.len(),
        Kind::Norm => model.norms.len(),
        Kind::Compensation => model.compensations.len(),
    };
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Every place of a contract.
pub(super) fn places(model: &Model) -> Vec<Place> {
    let numbered = |length: usize| 0..u32::try_from(length).unwrap_or(u32::MAX);
    let nodes = KINDS.into_iter().flat_map(|kind| (0..count(model, kind)).map(move |id| Place::Node((kind, id))));
    nodes
        .chain(model.applies.iter().map(|_| Place::Applies))
        .chain(numbered(model.ensures.len()).map(Place::Ensure))
        .chain(numbered(model.entitlements.len()).map(Place::Entitlements))
        .chain(numbered(model.rights.len()).map(Place::Right))
        .chain(numbered(model.statuses.len()).map(Place::Status))
        .chain(numbered(model.escalations.len()).map(Place::Escalation))
        .chain(numbered(model.tests.len()).map(Place::Test))
        .collect()
}

/// What a place means, as a text to be held against others.
pub(super) fn rendered(view: View<'_>, place: Place) -> String {
    let model = view.model;
    match place {
        Place::Node((kind, id)) => {
            let n = id as usize;
            match kind {
                Kind::Plan => text(model.plans.get(n), view),
                Kind::Priority => text(model.priorities.get(n), view),
                Kind::Holidays => text(model.holidays.get(n), view),
                Kind::Window => text(model.windows.get(n), view),
                Kind::Component => text(model.components.get(n), view),
                Kind::Group => text(model.groups.get(n), view),
                Kind::Ticket => text(model.tickets.get(n), view.at(Table::Ticket(id))),
                Kind::Clock => text(model.clocks.get(n), view),
                Kind::Event => text(model.events.get(n), view),
                Kind::Amount => text(model.amounts.get(n), view),
                Kind::Judgement => text(model.judgements.get(n), view),
                Kind::Metric => text(model.metrics.get(n), view),
                Kind::Slices => text(model.slices.get(n), view),
                Kind::Measure => text(model.measures.get(n), view),
                Kind::Norm => text(model.norms.get(n), view),
                Kind::Compensation => text(model.compensations.get(n), view),
            }
        }
        Place::Applies => {
            let filters = model.applies.iter().flat_map(|applies| &applies.filters);
            let all = (0..).zip(filters).map(|(kind, filter)| filter.part(view.at_scope(Table::Ticket(kind))));
            format!("{:?}", all.collect::<Vec<_>>())
        }
        Place::Ensure(n) => text(model.ensures.get(n as usize), view),
        Place::Entitlements(n) => text(model.entitlements.get(n as usize), view),
        Place::Right(n) => text(model.rights.get(n as usize), view),
        Place::Status(n) => text(model.statuses.get(n as usize), view),
        Place::Escalation(n) => text(model.escalations.get(n as usize), view),
        Place::Test(n) => text(model.tests.get(n as usize), view),
    }
}

fn text<T: Part + Debug>(part: Option<&T>, view: View<'_>) -> String {
    part.map(|part| format!("{:?}", part.part(view))).unwrap_or_default()
}

/// Which places refer to each item.
#[derive(Debug, Default)]
pub(super) struct Uses(BTreeMap<Node, BTreeSet<Place>>);

impl Uses {
    pub(super) fn of(model: &Model) -> Self {
        let terms = Terms::default();
        let mut uses: BTreeMap<Node, BTreeSet<Place>> = BTreeMap::new();
        for place in places(model) {
            let seen = RefCell::new(BTreeSet::new());
            rendered(View::new(model, &terms).gathering(&seen), place);
            for node in seen.into_inner() {
                uses.entry(node).or_default().insert(place);
            }
        }
        Self(uses)
    }

    /// The places that name it.
    pub(super) fn direct(&self, node: Node) -> impl Iterator<Item = Place> + '_ {
        self.0.get(&node).into_iter().flatten().copied()
    }

    /// All places that depend on it, through others too; not itself.
    pub(super) fn reach(&self, node: Node) -> BTreeSet<Place> {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            for place in self.direct(node) {
                if reached.insert(place)
                    && let Place::Node(next) = place
                {
                    waiting.push(next);
                }
            }
        }
        reached
    }
}
