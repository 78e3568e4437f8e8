//! An amendment over its base: whole items take the place of others, are added or go.

use std::collections::BTreeMap;

use super::error::AssembleError;
use super::key::{Key, apart, carried, key};
use super::{Amendment, HeaderChange, ItemChange, Removed};
use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::ast::{Amends, Contract, File, HeaderField, Item, Removal};

/// What comes of an amendment over its base.
pub(super) struct Amended {
    /// The contract.
    pub(super) file: File,
    /// What was changed.
    pub(super) amendment: Amendment,
    /// What was removed.
    pub(super) removed: Vec<Removed>,
}

/// The contract that comes of `base` with the changes of `file`, and what those are.
pub(super) fn amend(
    sources: &SourceMap,
    file: File,
    amends: &Amends,
    base_id: SourceId,
    base: File,
    problems: &mut Diagnostics,
) -> Amended {
    let base_file = sources.get(base_id).map(|source| source.name.to_string()).unwrap_or_default();
    let mut items: Vec<Option<Item>> = apart(base.items).into_iter().map(Some).collect();
    let contract = items.iter().flatten().find_map(|item| {
        let Item::Contract(contract) = item else { return None };
        Some(contract.clone())
    });
    let version = |field: &HeaderField| {
        let HeaderField::Version(version) = field else { return None };
        Some(version.value.clone())
    };
    let until = |field: &HeaderField| {
        let HeaderField::Effective { to, .. } = field else { return None };
        to.as_ref().map(|to| to.value)
    };
    let mut amendment = Amendment {
        base: base_id,
        base_name: contract.as_ref().map(|contract| contract.name.value.clone()),
        base_version: contract.iter().flat_map(|contract| &contract.fields).find_map(version),
        base_until: contract.iter().flat_map(|contract| &contract.fields).find_map(until),
        base_file,
        header: Vec::new(),
        items: Vec::new(),
    };
    for item in items.iter_mut().flatten() {
        if let Item::Contract(contract) = item {
            header(contract, amends, &mut amendment);
        }
    }
    let mut changes =
        Changes { base: &amendment.base_file, seen: BTreeMap::new(), made: Vec::new(), removed: Vec::new(), problems };
    let marked: BTreeMap<usize, (bool, Span)> =
        file.changes.iter().map(|change| (change.item, (change.replaces, change.span))).collect();
    for (at, item) in file.items.into_iter().enumerate() {
        let replaces = match marked.get(&at) {
            Some((replaces, _)) => Some(*replaces),
            // What the amendment uses of other files is new.
            None if key(&item).1.source != amends.path.span.source => Some(false),
            None => None,
        };
        for item in apart(vec![item]) {
            changes.item(item, replaces, &mut items);
        }
    }
    for removal in &file.removals {
        changes.removal(removal, &mut items);
    }
    let Changes { made, removed, .. } = changes;
    amendment.items = made;
    let items = items.into_iter().flatten().collect();
    let allows = base.allows.into_iter().chain(file.allows).collect();
    let file = File { edition: file.edition.or(base.edition), items, allows, ..File::default() };
    Amended { file, amendment, removed }
}

/// The header of the base with the lines of the amendment.
fn header(contract: &mut Contract, amends: &Amends, amendment: &mut Amendment) {
    if let Some(label) = &amends.label {
        let (was, now) = (Some(contract.name.value.clone()), label.value.clone());
        amendment.header.push(HeaderChange { key: "contract", was, now, span: label.span });
        contract.name = label.clone();
    }
    for field in &amends.fields {
        let (name, now, span) = words(field);
        let place = contract.fields.iter_mut().find(|known| words(known).0 == name);
        let was = place.as_ref().map(|known| words(known).1);
        match place {
            Some(known) => *known = field.clone(),
            None => contract.fields.push(field.clone()),
        }
        amendment.header.push(HeaderChange { key: name, was, now, span });
    }
}

/// The first word of a line of the header, the rest of it, and where that stands.
fn words(field: &HeaderField) -> (&'static str, String, Span) {
    match field {
        HeaderField::Provider(text) => ("provider", text.value.clone(), text.span),
        HeaderField::Customer(text) => ("customer", text.value.clone(), text.span),
        HeaderField::Version(text) => ("version", text.value.clone(), text.span),
        HeaderField::Timezone(text) => ("timezone", text.value.clone(), text.span),
        HeaderField::Locale(text) => ("locale", text.value.clone(), text.span),
        HeaderField::Currency(text) => ("currency", text.value.clone(), text.span),
        HeaderField::Effective { from, to } => {
            let until = to.as_ref().map(|to| format!(" to {}", to.value)).unwrap_or_default();
            ("effective", format!("from {}{until}", from.value), from.span)
        }
        HeaderField::Period(kind) => ("period", kind.value.to_string(), kind.span),
    }
}

struct Changes<'c> {
    base: &'c str,
    /// What was changed, and where.
    seen: BTreeMap<Key, Span>,
    made: Vec<ItemChange>,
    removed: Vec<Removed>,
    problems: &'c mut Diagnostics,
}

impl Changes<'_> {
    /// Puts an item of the amendment in its place.
    fn item(&mut self, item: Item, replaces: Option<bool>, items: &mut Vec<Option<Item>>) {
        let (key, span) = key(&item);
        let base = self.base.to_owned();
        let there = find(items, &key);
        let there_at = there.and_then(|at| Some(super::key::key(items.get(at)?.as_ref()?).1));
        if !self.first_change(&key, span) {
            return;
        }
        match (replaces, there, there_at) {
            (None, _, _) => {
                let word = if there.is_some() { "replace" } else { "add" };
                let help = match key.kind {
                    "contract" => {
                        "leave out the header: the lines of `amends { … }` take the place of its lines".to_owned()
                    }
                    kind => format!("write `{word} {kind} …`"),
                };
                self.problems.push(span, AssembleError::Unmarked { kind: key.kind, base, span, there: there_at, help });
            }
            (Some(true), Some(at), Some(_)) => {
                self.made.push(ItemChange { kind: key.kind, name: key.name, was: there_at, now: Some(span) });
                if let Some(place) = items.get_mut(at) {
                    *place = Some(item);
                }
            }
            (Some(true), ..) => self.not_there(&key, "replace", span, items),
            (Some(false), Some(_), Some(there)) => {
                self.problems.push(span, AssembleError::AlreadyThere { base, what: key.words(), span, there });
            }
            (Some(false), ..) => {
                self.made.push(ItemChange { kind: key.kind, name: key.name, was: None, now: Some(span) });
                items.push(Some(item));
            }
        }
    }

    fn removal(&mut self, removal: &Removal, items: &mut [Option<Item>]) {
        let names = removal.names.iter().map(|name| name.value.as_str());
        let wanted: Vec<Option<String>> = match removal.kind.value.as_str() {
            "ensure" => vec![Some(names.collect::<Vec<_>>().join(", "))],
            _ if removal.names.is_empty() => vec![None],
            _ => names.map(|name| Some(name.to_owned())).collect(),
        };
        for name in wanted {
            let word = if removal.kind.value == "kpi" { "norm" } else { removal.kind.value.as_str() };
            let known = items.iter().flatten().map(|item| key(item).0.kind).find(|kind| *kind == word);
            let place = known.and_then(|kind| find(items, &Key { kind, name: name.clone() }));
            let Some((place, kind)) = place.zip(known) else {
                let what = match &name {
                    Some(name) if word == "clause" => format!("clause \"{name}\""),
                    Some(name) => format!("{word} `{name}`"),
                    None => word.to_owned(),
                };
                let same = items.iter().flatten().map(key_of).filter(|key| key.kind == word);
                let names: Vec<String> = same.filter_map(|key| key.name).collect();
                let near = || did_you_mean(name.as_deref().unwrap_or_default(), names.iter().map(String::as_str));
                let help = carriers(word, name.as_deref(), "remove", items).or_else(near);
                let (base, span) = (self.base.to_owned(), removal.span);
                self.problems.push(span, AssembleError::NotThere { base, what, word: "remove", span, help });
                continue;
            };
            if !self.first_change(&Key { kind, name: name.clone() }, removal.span) {
                continue;
            }
            let was = items.get_mut(place).and_then(Option::take).map(|item| key(&item).1);
            if let Some(name) = name.clone() {
                self.removed.push(Removed { kind, name, span: removal.span });
            }
            self.made.push(ItemChange { kind, name, was, now: None });
        }
    }

    fn not_there(&mut self, key: &Key, word: &'static str, span: Span, items: &[Option<Item>]) {
        let all: Vec<Key> = items.iter().flatten().map(key_of).collect();
        let other_kind = all.iter().find(|known| known.name == key.name && known.name.is_some());
        let names = all.iter().filter(|known| known.kind == key.kind).filter_map(|known| known.name.as_deref());
        let help = match other_kind {
            Some(other) => Some(format!("there it is {}", other.words())),
            None => carriers(key.kind, key.name.as_deref(), word, items)
                .or_else(|| did_you_mean(key.name.as_deref().unwrap_or_default(), names))
                .or_else(|| Some(format!("write `add {} …` when it is new", key.kind))),
        };
        let (base, what) = (self.base.to_owned(), key.words());
        self.problems.push(span, AssembleError::NotThere { base, what, word, span, help });
    }

    /// Whether this is the first change of the item; a second one is reported.
    fn first_change(&mut self, key: &Key, span: Span) -> bool {
        if let Some(first) = self.seen.get(key) {
            let (what, first) = (key.words(), *first);
            self.problems.push(span, AssembleError::ChangedTwice { what, span, first });
            return false;
        }
        self.seen.insert(key.clone(), span);
        true
    }
}

/// The items that carry a clause number of which there is no prose: those may be meant.
fn carriers(kind: &str, number: Option<&str>, word: &str, items: &[Option<Item>]) -> Option<String> {
    let carries = |item: &&Item| kind == "clause" && number.is_some() && carried(item) == number;
    let all: Vec<String> = items.iter().flatten().filter(carries).map(|item| key_of(item).bare()).collect();
    let named = all.iter().map(|item| format!("`{item}`")).collect::<Vec<_>>().join(", ");
    Some(format!(
        "no prose has that number, but {named} {}: write `{word} {}`",
        match all.len() {
            1 => "does",
            _ => "do",
        },
        all.first()?
    ))
}

fn key_of(item: &Item) -> Key {
    key(item).0
}

fn find(items: &[Option<Item>], wanted: &Key) -> Option<usize> {
    items.iter().position(|item| item.as_ref().is_some_and(|item| key_of(item) == *wanted))
}
