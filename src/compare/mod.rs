//! Two contracts -> what changed in meaning, and for whose good.
//!
//! ```text
//! Matching (which item is which) -> Terms (the old contract in terms of the new one) -> equal parts mean the same
//!                                                                       \-> Changes, one file a construct
//! ```
//!
//! Formatting, comments, order and places mean nothing. A change is told once, where it was made: a norm whose window has
//! other hours is not changed itself. What a change touches and for whose good it is follows from what depends on it.

mod bounds;
mod change;
mod clocks;
mod conditions;
mod contract;
mod filters;
mod items;
mod matching;
mod money;
mod names;
mod norms;
mod part;
mod places;
mod prose;
mod rest;
mod show;
mod tickets;
mod tiers;
mod times;
mod trend;
mod words;

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::calendar::Calendar;
use crate::model::{Model, Window, WindowExpr, WindowId};
use crate::source::Span;

pub use change::{Change, Class, Differences, Effect, Subject};
pub use show::{json, markdown, text};

use matching::Matching;
use part::{Kind, Node, Part, Terms, View};
use places::{Place, Uses};
use words::Words;

/// Compares two contracts.
pub fn compare(old: &Model, new: &Model) -> Differences {
    let matching = Matching::of(old, new);
    let (old_terms, new_terms) = (matching.terms(new), Terms::default());
    let both = both(old, new, &old_terms);
    let calendar = Calendar::new(&both);
    let comparing = Comparing {
        old,
        new,
        matching: &matching,
        was: View::new(old, &old_terms),
        now: View::new(new, &new_terms),
        old_uses: Uses::of(old),
        new_uses: Uses::of(new),
        calendar: &calendar,
        changes: RefCell::new(Vec::new()),
    };
    contract::compare(&comparing);
    names::compare(&comparing);
    times::compare(&comparing);
    tickets::compare(&comparing);
    clocks::compare(&comparing);
    items::compare(&comparing);
    norms::compare(&comparing);
    money::compare(&comparing);
    rest::compare(&comparing);
    prose::compare(&comparing);
    Differences { changes: arranged(comparing.changes.into_inner()) }
}

/// Both contracts while they are compared.
struct Comparing<'a> {
    old: &'a Model,
    new: &'a Model,
    matching: &'a Matching,
    /// The old contract in the terms of the new one.
    was: View<'a>,
    /// The new contract in its own terms.
    now: View<'a>,
    old_uses: Uses,
    new_uses: Uses,
    /// Times of both contracts: see [`both`].
    calendar: &'a Calendar<'a>,
    changes: RefCell<Vec<Change>>,
}

impl<'a> Comparing<'a> {
    fn old_words(&self) -> Words<'a> {
        Words { model: self.old }
    }

    fn new_words(&self) -> Words<'a> {
        Words { model: self.new }
    }

    /// Whether two parts mean the same.
    fn same<T: Part + PartialEq>(&self, old: &T, new: &T) -> bool {
        old.part(self.was) == new.part(self.now)
    }

    fn push(&self, change: Change) {
        let mut changes = self.changes.borrow_mut();
        // The same change in several rows is one.
        let like = changes.iter_mut().find(|other| {
            let rowless = Change { rows: Vec::new(), ..change.clone() };
            !change.rows.is_empty()
                && !other.rows.is_empty()
                && Change { rows: Vec::new(), ..(**other).clone() } == rowless
        });
        match like {
            Some(other) => other.rows.extend(change.rows),
            None => changes.push(change),
        }
    }

    /// The items of a kind that are in both contracts, in the order of the new one.
    fn pairs(&self, kind: Kind) -> Vec<(u32, u32)> {
        let all = 0..places::count(self.new, kind);
        all.filter_map(|new| Some((self.matching.old_of((kind, new))?, new))).collect()
    }

    /// The items of a kind that only the new contract has.
    fn added(&self, kind: Kind) -> Vec<u32> {
        (0..places::count(self.new, kind)).filter(|new| self.matching.old_of((kind, *new)).is_none()).collect()
    }

    /// The items of a kind that only the old contract has.
    fn removed(&self, kind: Kind) -> Vec<u32> {
        (0..places::count(self.old, kind)).filter(|old| self.matching.new_of((kind, *old)).is_none()).collect()
    }

    /// What a change of an item touches: what depends on it, in either contract.
    fn class_of(&self, old: Option<Node>, new: Option<Node>) -> Class {
        let was = old.map(|node| self.old_uses.reach(node)).unwrap_or_default();
        let now = new.map(|node| self.new_uses.reach(node)).unwrap_or_default();
        let is_money = |place: &Place| matches!(place, Place::Node((Kind::Compensation, _)));
        let counts = |place: &Place| match place {
            Place::Node((Kind::Norm, _)) | Place::Applies | Place::Right(_) | Place::Status(_) => true,
            Place::Escalation(_) | Place::Ensure(_) | Place::Entitlements(_) | Place::Test(_) => false,
            Place::Node(_) => false,
        };
        let all: BTreeSet<Place> = was.union(&now).copied().collect();
        if all.iter().any(counts) {
            Class::Verdict
        } else if all.iter().any(is_money) {
            Class::Money
        } else if all.iter().any(|place| !matches!(place, Place::Test(_) | Place::Ensure(_))) {
            Class::Verdict
        } else {
            Class::Text
        }
    }

    /// The norms, compensations and rights that depend on an item of the new contract, by name.
    fn reaches(&self, node: Node) -> Vec<String> {
        let words = self.new_words();
        let name = |place: Place| match place {
            Place::Node(node @ (Kind::Norm | Kind::Compensation, _)) => Some(words.name(node).to_owned()),
            Place::Right(n) => self.new.rights.get(n as usize).map(|right| right.declared.name.clone()),
            Place::Node(_)
            | Place::Applies
            | Place::Ensure(_)
            | Place::Entitlements(_)
            | Place::Status(_)
            | Place::Escalation(_)
            | Place::Test(_) => None,
        };
        self.new_uses.reach(node).into_iter().filter_map(name).collect()
    }

    /// An item of the new contract, as what changed in it is told.
    fn subject(&self, node: Node) -> Subject {
        subject(self.new, node, 0)
    }

    /// An item that only the old contract has.
    fn gone(&self, node: Node) -> Subject {
        subject(self.old, node, 1 << 16)
    }

    /// A window of the old contract among those of both.
    fn old_window(&self, id: WindowId) -> WindowExpr {
        WindowExpr::Window(WindowId(places::count(self.new, Kind::Window) + id.0))
    }
}

fn subject(model: &Model, node: Node, later: u32) -> Subject {
    let words = Words { model };
    let declared = matching::declared(model, node);
    let keyword = match node.0 {
        Kind::Plan => "plan",
        Kind::Priority => "priorities",
        Kind::Holidays => "holidays",
        Kind::Window => "window",
        Kind::Component => "component",
        Kind::Group => "group",
        Kind::Ticket => "ticket",
        Kind::Clock => "clock",
        Kind::Event => "event",
        Kind::Amount => "amount",
        Kind::Judgement => "judgement",
        Kind::Metric => "metric",
        Kind::Slices => "slices",
        Kind::Measure => "measure",
        Kind::Norm => match model.norms.get(node.1 as usize) {
            Some(norm) => norm_keyword(norm),
            None => "norm",
        },
        Kind::Compensation => "compensation",
    };
    let window = (node.0 == Kind::Window).then(|| model.windows.get(node.1 as usize)).flatten();
    let plan = window.and_then(|window| window.plan);
    let of_plan = plan.map(|plan| format!(" ({})", words.name((Kind::Plan, plan.0)))).unwrap_or_default();
    Subject {
        keyword,
        name: format!("{}{of_plan}", words.name(node)),
        label: declared.and_then(|declared| declared.label.clone()),
        clause: declared.and_then(|declared| declared.clause.clone()),
        order: declared.map_or((later, 0), |declared| order(declared.span, later)),
    }
}

fn norm_keyword(norm: &crate::model::Norm) -> &'static str {
    let first = norm.requirements.first().map(|requirement| &requirement.subject);
    match (norm.kpi, first) {
        (true, _) => "kpi",
        (false, Some(crate::model::Subject::Cadence(_))) => "cadence",
        (false, Some(crate::model::Subject::Obliged(_))) => "oblige",
        (false, _) => "norm",
    }
}

/// The place of something in the order of the text; what is only in the old contract comes later.
fn order(span: Span, later: u32) -> (u32, u32) {
    (span.source.0.min(u32::from(u16::MAX)) + later, span.start)
}

/// The new contract, and after its windows and holiday lists those of the old one, which refer to what they refer to in
/// the new contract: so the hours of one window can be compared whatever else has changed.
fn both(old: &Model, new: &Model, terms: &Terms) -> Model {
    let view = View::new(old, terms);
    let mut both = new.clone();
    both.holidays.extend(old.holidays.iter().map(|list| list.part(view)));
    both.windows.extend(old.windows.iter().map(|window| {
        let zone = if window.zone == old.header.zone { new.header.zone } else { window.zone };
        Window { zone, ..window.part(view) }
    }));
    both
}

/// By clause number, as people read them; then in the order of the text.
fn arranged(mut changes: Vec<Change>) -> Vec<Change> {
    let number = |change: &Change| {
        let clause = change.subject.clause.as_deref();
        (clause.is_none(), clause.map(crate::report::doc::Number::of), change.subject.order)
    };
    changes.sort_by_cached_key(number);
    changes
}
