use std::collections::{BTreeMap, BTreeSet};

use super::words::{Taken, taken};
use super::{Items, LostWords, ResolveError};
use crate::assemble::Removed;
use crate::diagnostic::{Diagnostics, did_you_mean, nearest};
use crate::source::Span;
use crate::syntax::ast::Name;

/// What a declared name can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A `holidays` list.
    Holidays,
    /// A `window`.
    Window,
    /// A `ticket` kind.
    Ticket,
    /// A `clock`.
    Clock,
    /// A `component`.
    Component,
    /// A `group`.
    Group,
    /// A `measure`.
    Measure,
    /// A `norm` or `kpi`.
    Norm,
    /// An `event`.
    Event,
    /// An `amount` of money.
    Amount,
    /// A `judgement`.
    Judgement,
    /// A `metric`.
    Metric,
    /// A `plan`.
    Plan,
    /// A `compensation`.
    Compensation,
    /// A `right`.
    Right,
    /// An `escalation`.
    Escalation,
    /// `slices`.
    Slices,
}

impl Kind {
    /// In messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Holidays => "list of holidays",
            Self::Window => "window",
            Self::Ticket => "ticket kind",
            Self::Clock => "clock",
            Self::Component => "component",
            Self::Group => "group",
            Self::Measure => "measure",
            Self::Norm => "norm",
            Self::Event => "event",
            Self::Amount => "amount",
            Self::Judgement => "judgement",
            Self::Metric => "metric",
            Self::Plan => "plan",
            Self::Compensation => "compensation",
            Self::Right => "right",
            Self::Escalation => "escalation",
            Self::Slices => "slices",
        }
    }

    /// What an item that begins with `word` declares by name.
    pub fn declared_by(word: &str) -> Option<Self> {
        match word {
            "holidays" => Some(Self::Holidays),
            "window" => Some(Self::Window),
            "ticket" => Some(Self::Ticket),
            "clock" => Some(Self::Clock),
            "component" => Some(Self::Component),
            "group" => Some(Self::Group),
            "measure" => Some(Self::Measure),
            "norm" | "kpi" | "oblige" | "cadence" => Some(Self::Norm),
            "event" => Some(Self::Event),
            "amount" => Some(Self::Amount),
            "judgement" => Some(Self::Judgement),
            "metric" => Some(Self::Metric),
            "plan" => Some(Self::Plan),
            "compensation" => Some(Self::Compensation),
            "right" => Some(Self::Right),
            "slices" => Some(Self::Slices),
            "escalation" => Some(Self::Escalation),
            _ => None,
        }
    }

    /// The same with its article.
    pub fn a(self) -> String {
        let word = self.word();
        if self == Self::Slices {
            return word.to_owned();
        }
        let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {word}")
    }

    /// Windows, measures, components, groups, metrics, slices and amounts share a namespace; every other kind has its own
    /// (semantics 2.1).
    fn shares_namespace(self) -> bool {
        match self {
            Self::Window
            | Self::Measure
            | Self::Component
            | Self::Group
            | Self::Metric
            | Self::Slices
            | Self::Amount => true,
            Self::Clock
            | Self::Compensation
            | Self::Event
            | Self::Holidays
            | Self::Judgement
            | Self::Norm
            | Self::Plan
            | Self::Right
            | Self::Ticket
            | Self::Escalation => false,
        }
    }
}

/// `component or group`
pub(super) fn words(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" or ")
}

/// `a component or group`, `an event`
fn a(kinds: &[Kind]) -> String {
    let others = kinds.iter().skip(1).map(|kind| kind.word().to_owned());
    kinds.iter().take(1).map(|kind| kind.a()).chain(others).collect::<Vec<_>>().join(" or ")
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Symbol {
    /// What it is.
    pub kind: Kind,
    /// Which of its kind: the value of its id.
    pub index: u32,
    /// Where it is declared.
    pub span: Span,
}

/// Names that were looked for and not found. A column belongs to its table and a value to its list; a name that nothing
/// declares is one mistake, whatever it was wanted for.
type Wanted = (UnknownKind, String, String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum UnknownKind {
    Name,
    Column,
    Value,
}

/// Where an unknown name was used, what for, and what it may have been meant for.
#[derive(Debug)]
struct Unknown {
    places: Vec<(Span, String)>,
    help: Option<String>,
    /// Where an amendment removes the declaration.
    removed: Option<Span>,
}

/// All declared names of a file, and what became of them.
#[derive(Debug, Default)]
pub struct Names {
    table: BTreeMap<(Option<Kind>, String), Symbol>,
    lost: LostWords,
    /// What amendments remove, and where.
    removed: BTreeMap<(Kind, String), Span>,
    unknown: BTreeMap<Wanted, Unknown>,
    used: BTreeSet<(Kind, u32)>,
    /// Columns, by where they are declared.
    used_columns: BTreeSet<Span>,
    /// Where a name of another kind has been reported.
    told: BTreeSet<Span>,
    /// Names that are declared twice: one of the two may be meant by a name that is not known.
    doubled: BTreeSet<String>,
}

impl Names {
    /// Gathers what `items` declare; says which names are taken, and which are declared twice. What amendments have
    /// `removed` is not among them, and is told of where it is still used.
    pub fn declare(items: &Items<'_>, removed: &[Removed], lost: LostWords, out: &mut Diagnostics) -> Self {
        let named = |one: &Removed| Some(((Kind::declared_by(one.kind)?, one.name.clone()), one.span));
        let removed = removed.iter().filter_map(named).collect();
        let mut names = Self { lost, removed, ..Self::default() };
        let mut declare = |kind, all: Vec<&Name>| {
            for (index, name) in all.into_iter().enumerate() {
                names.declare_one(kind, index, name, out);
            }
        };
        declare(Kind::Holidays, items.holidays.iter().map(|part| &part.item.head.name).collect());
        declare(Kind::Window, items.windows.iter().map(|part| &part.item.head.name).collect());
        declare(Kind::Ticket, items.tickets.iter().map(|part| &part.item.head.name).collect());
        declare(Kind::Clock, items.clocks.iter().map(|part| &part.item.head.name).collect());
        declare(Kind::Component, items.components.iter().map(|part| &part.item.head.name).collect());
        declare(Kind::Group, items.groups.iter().map(|part| &part.item.head.name).collect());
        declare(Kind::Measure, items.measures.iter().map(|part| &part.item.head.name).collect());
        declare(Kind::Plan, items.plans.iter().map(|part| &part.item.head.name).collect());
        // A cadence is judged like a norm, and its id comes after theirs.
        let cadences = items.cadences.iter().map(|part| &part.item.norm.head.name);
        declare(Kind::Norm, items.norms.iter().map(|part| &part.item.head.name).chain(cadences).collect());
        declare(Kind::Event, items.events.iter().map(|part| &part.item.name).collect());
        declare(Kind::Amount, items.amounts.iter().map(|part| &part.item.name).collect());
        declare(Kind::Judgement, items.judgements.iter().map(|part| &part.item.name).collect());
        declare(Kind::Metric, items.metrics.iter().map(|part| &part.item.head.name).collect());
        declare(Kind::Compensation, items.compensations.iter().map(|part| &part.item.head.name).collect());
        declare(Kind::Right, items.rights.iter().map(|part| &part.item.head.name).collect());
        declare(Kind::Escalation, items.escalations.iter().map(|part| &part.item.head.name).collect());
        declare(Kind::Slices, items.slices.iter().map(|part| &part.item.head.name).collect());
        super::local::report(items, &names, out);
        names
    }

    fn declare_one(&mut self, kind: Kind, index: usize, name: &Name, out: &mut Diagnostics) {
        let Ok(index) = u32::try_from(index) else { return };
        if let Some(taken) = taken(Some(kind), &name.value) {
            out.push(name.span, reserved(taken, name));
        }
        let key = (key_of(kind), name.value.clone());
        match self.table.get(&key) {
            None => {
                self.table.insert(key, Symbol { kind, index, span: name.span });
            }
            Some(first) => {
                // Of two kinds in one namespace the order of kinds is not the order of lines.
                let (first, second) =
                    if first.span.start < name.span.start { (first.span, name.span) } else { (name.span, first.span) };
                let what = if kind.shares_namespace() {
                    "window, measure, component, group, metric, slices and amount"
                } else {
                    kind.word()
                };
                let twice =
                    ResolveError::DeclaredTwice { name: name.value.clone(), what: what.to_owned(), second, first };
                out.push(second, twice);
                self.doubled.insert(name.value.clone());
            }
        }
    }

    /// What `name` stands for among `kinds`, without any consequence.
    pub fn find(&self, kinds: &[Kind], name: &str) -> Option<Symbol> {
        kinds.iter().find_map(|kind| {
            let symbol = self.table.get(&(key_of(*kind), name.to_owned()))?;
            (symbol.kind == *kind).then_some(*symbol)
        })
    }

    /// What `name` stands for, whatever it is.
    pub fn find_any(&self, name: &str) -> Option<Symbol> {
        const ALL: [Kind; 17] = [
            Kind::Window,
            Kind::Measure,
            Kind::Component,
            Kind::Group,
            Kind::Clock,
            Kind::Ticket,
            Kind::Holidays,
            Kind::Norm,
            Kind::Metric,
            Kind::Slices,
            Kind::Amount,
            Kind::Event,
            Kind::Judgement,
            Kind::Plan,
            Kind::Compensation,
            Kind::Right,
            Kind::Escalation,
        ];
        self.find(&ALL, name)
    }

    /// What `name` stands for among `kinds`, which is a use of it. A name that stands for something else is reported
    /// now; one that stands for nothing is kept for [`Names::report`].
    pub fn look_up(&mut self, kinds: &[Kind], name: &Name, out: &mut Diagnostics) -> Option<Symbol> {
        if let Some(symbol) = self.find(kinds, &name.value) {
            self.mark_used(symbol.kind, symbol.index);
            return Some(symbol);
        }
        if let Some(other) = self.find_any(&name.value) {
            self.mark_used(other.kind, other.index);
            self.other_kind(name, other, &a(kinds), None, out);
            return None;
        }
        let help = did_you_mean(&name.value, self.known(kinds));
        self.unknown(&words(kinds), kinds, name, help);
        None
    }

    /// Reports that `name` stands for `found` where `wanted` (with its article) is needed.
    pub fn other_kind(
        &mut self,
        name: &Name,
        found: Symbol,
        wanted: &str,
        help: Option<String>,
        out: &mut Diagnostics,
    ) {
        if self.lost.contains(&name.value) || !self.told.insert(name.span) {
            return;
        }
        let problem = ResolveError::OtherKind {
            name: name.value.clone(),
            found: found.kind.a(),
            wanted: wanted.to_owned(),
            span: name.span,
            declared: Some(found.span),
            help,
        };
        out.push(name.span, problem);
    }

    /// The names of these kinds, in order.
    pub fn known(&self, kinds: &[Kind]) -> impl Iterator<Item = &str> {
        self.table.iter().filter(|(_, symbol)| kinds.contains(&symbol.kind)).map(|((_, name), _)| name.as_str())
    }

    /// Keeps an unknown name for [`Names::report`]; `what` was wanted: `window`, which may be declared as `kinds`.
    pub fn unknown(&mut self, what: &str, kinds: &[Kind], name: &Name, help: Option<String>) {
        let doubled = nearest(&name.value, self.doubled.iter().map(String::as_str)).is_some();
        if !self.lost.may_name(kinds) && !doubled {
            let removed = kinds.iter().find_map(|kind| self.removed.get(&(*kind, name.value.clone())).copied());
            self.keep(UnknownKind::Name, what, name, help, removed);
        }
    }

    /// Keeps an unknown column of `table` (`` ticket `incident` ``).
    pub fn unknown_column(&mut self, table: &str, name: &Name, help: Option<String>) {
        self.keep(UnknownKind::Column, table, name, help, None);
    }

    /// Keeps a name that is not `of` (`a priority`, `` a value of `impact` ``).
    pub fn unknown_value(&mut self, of: &str, name: &Name, help: Option<String>) {
        self.keep(UnknownKind::Value, of, name, help, None);
    }

    fn keep(&mut self, kind: UnknownKind, what: &str, name: &Name, help: Option<String>, removed: Option<Span>) {
        if self.lost.contains(&name.value) {
            return;
        }
        let of = if kind == UnknownKind::Name { "" } else { what };
        let key = (kind, of.to_owned(), name.value.clone());
        let unknown = self.unknown.entry(key).or_insert(Unknown { places: Vec::new(), help: None, removed: None });
        unknown.help = unknown.help.take().or(help);
        unknown.removed = unknown.removed.or(removed);
        if unknown.places.iter().all(|(place, _)| *place != name.span) {
            unknown.places.push((name.span, what.to_owned()));
        }
    }

    /// Records a use of a declared thing.
    pub fn mark_used(&mut self, kind: Kind, index: u32) {
        self.used.insert((kind, index));
    }

    /// Records a use of the column that is declared there.
    pub fn mark_column(&mut self, declared: Span) {
        self.used_columns.insert(declared);
    }

    /// Whether a declared thing is used anywhere.
    pub fn is_used(&self, kind: Kind, index: u32) -> bool {
        self.used.contains(&(kind, index))
    }

    /// Whether the column that is declared there is used anywhere.
    pub fn is_column_used(&self, declared: Span) -> bool {
        self.used_columns.contains(&declared)
    }

    /// The words of what could not be read.
    pub fn lost(&self) -> &LostWords {
        &self.lost
    }

    /// Reports each unknown name once, at its first use; the other uses are labels of the same message.
    pub fn report(&mut self, out: &mut Diagnostics) {
        for ((kind, _, name), Unknown { mut places, help: did_you_mean, removed }) in std::mem::take(&mut self.unknown)
        {
            // What stands in for an expression that was too deep has no name, and was told of.
            if name.is_empty() {
                continue;
            }
            places.sort_unstable();
            let mut places = places.into_iter();
            let Some((span, what)) = places.next() else { continue };
            let again = places.map(|(place, _)| place).collect();
            let problem = match kind {
                UnknownKind::Name if removed.is_some() => ResolveError::Removed { what, name, span, again, removed },
                UnknownKind::Name => ResolveError::Unknown { what, name, span, again, did_you_mean },
                UnknownKind::Column => ResolveError::UnknownColumn { table: what, name, span, again, did_you_mean },
                UnknownKind::Value => ResolveError::UnknownValue { of: what, name, span, again, did_you_mean },
            };
            out.push(span, problem);
        }
    }
}

/// The namespace of a kind: `None` is the shared one.
fn key_of(kind: Kind) -> Option<Kind> {
    (!kind.shares_namespace()).then_some(kind)
}

/// The words for a name that the language has taken.
pub(super) fn reserved(taken: Taken, name: &Name) -> ResolveError {
    let (what, help) = match taken {
        Taken::Word(what) => {
            (what, format!("choose another name, such as `{0}_1` or the word of your own language", name.value))
        }
        Taken::BuiltIn(what) => (what, "choose another name: nothing in a contract hides anything else".to_owned()),
    };
    ResolveError::Reserved { name: name.value.clone(), what: what.to_owned(), span: name.span, help }
}
