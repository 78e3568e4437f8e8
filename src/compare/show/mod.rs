//! Changes as text for a terminal, as Markdown, and as data.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

use super::change::{Change, Class, Differences, Effect, Subject};

/// Changes of one item.
struct Item<'a> {
    subject: &'a Subject,
    changes: Vec<&'a Change>,
}

/// Changes under one clause number, or under none.
struct Clause<'a> {
    number: Option<&'a str>,
    items: Vec<Item<'a>>,
}

/// In the order of the changes.
fn by_clause(differences: &Differences) -> Vec<Clause<'_>> {
    let mut clauses: Vec<Clause<'_>> = Vec::new();
    for change in &differences.changes {
        let number = change.subject.clause.as_deref();
        let item = Item { subject: &change.subject, changes: vec![change] };
        match clauses.last_mut().filter(|clause| clause.number == number) {
            None => clauses.push(Clause { number, items: vec![item] }),
            Some(clause) => match clause.items.iter_mut().find(|other| is_same(other.subject, &change.subject)) {
                Some(other) => other.changes.push(change),
                None => clause.items.push(item),
            },
        }
    }
    clauses
}

fn is_same(a: &Subject, b: &Subject) -> bool {
    (a.keyword, &a.name, &a.label) == (b.keyword, &b.name, &b.label)
}

/// `Incidents resolved (norm resolved)`
fn title(subject: &Subject) -> String {
    let name = if subject.name.is_empty() { String::new() } else { format!(" {}", subject.name) };
    match &subject.label {
        Some(label) => format!("{label} ({}{name})", subject.keyword),
        None => format!("{}{name}", subject.keyword),
    }
}

/// `worse for the customer`
fn effect(effect: &Effect) -> &'static str {
    match effect {
        Effect::Better => "better for the customer",
        Effect::Worse => "worse for the customer",
        Effect::Neither => "neither better nor worse",
        Effect::Unclear(_) => "cannot be told for whose good",
    }
}

/// `verdict, worse for the customer`
fn judged(change: &Change) -> String {
    match (change.class, &change.effect) {
        (Class::Text | Class::Vocabulary, Effect::Neither) => change.class.word().to_owned(),
        (class, of) => format!("{}, {}", class.word(), effect(of)),
    }
}

/// `3 changes: 1 verdict (worse), 2 text only`, in a line.
fn counted(differences: &Differences) -> String {
    let total = differences.changes.len();
    if total == 0 {
        return "no differences".to_owned();
    }
    let many = |count: usize, of: &str| if count == 1 { format!("1 {of}") } else { format!("{count} {of}s") };
    let of_class = |class: Class| differences.changes.iter().filter(move |change| change.class == class).count();
    let classes = [Class::Verdict, Class::Money, Class::Vocabulary, Class::Text];
    let classes: Vec<String> = classes
        .into_iter()
        .filter(|class| of_class(*class) > 0)
        .map(|class| format!("{} {}", of_class(class), class.word()))
        .collect();
    let of_effect = |word: &str| differences.changes.iter().filter(|change| change.effect.word() == word).count();
    let effects = [("better", "better"), ("worse", "worse"), ("unclear", "cannot be told")];
    let effects: Vec<String> = effects
        .into_iter()
        .filter(|(word, _)| of_effect(word) > 0)
        .map(|(word, shown)| format!("{} {shown}", of_effect(word)))
        .collect();
    let effects = if effects.is_empty() { String::new() } else { format!("; for the customer {}", effects.join(", ")) };
    format!("{}: {}{effects}", many(total, "change"), classes.join(", "))
}
