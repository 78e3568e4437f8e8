//! What is no change: layout, order; and a renamed item is nothing but a name.

use std::sync::LazyLock;

use proptest::prelude::*;
use sla::compare::{Class, compare, text};
use sla::model::Model;
use sla::report::Paint;
use sla::source::SourceId;

use super::cases::cases;
use super::{compiled, contracts, model};

/// Every contract: its canonical text, and what it means.
static ALL: LazyLock<Vec<(String, Model)>> = LazyLock::new(|| {
    let format = |text: &str| sla::syntax::format::format(SourceId(0), text).text;
    contracts().into_iter().map(|(_, text)| (format(&text), model(&text))).collect()
});

fn assert_none(old: &Model, new: &Model, of: &str) {
    let found = compare(old, new);
    assert!(found.changes.is_empty(), "{of}\n{}", text(&found, Paint::PLAIN));
}

#[test]
fn layout_is_no_change() {
    for (canonical, written) in ALL.iter() {
        assert_none(written, &model(canonical), canonical);
    }
}

/// The items of a canonical text, each with the comments above it; the first is what must stay first.
fn items(canonical: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let (mut depth, mut prose) = (0i32, false);
    for line in canonical.lines() {
        if line.is_empty() && depth == 0 && !prose {
            items.push(String::new());
            continue;
        }
        if prose {
            prose = line.trim() != "\"\"\"";
        } else {
            let bare = line.split('#').next().unwrap();
            prose = bare.trim_end().ends_with("\"\"\"");
            let outside = bare.split('"').step_by(2);
            depth +=
                outside.map(|text| text.matches('{').count() as i32 - text.matches('}').count() as i32).sum::<i32>();
        }
        let item = items.last_mut().unwrap();
        item.push_str(line);
        item.push('\n');
    }
    items
}

/// The names that a contract gives, longest first.
fn names(model: &Model) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    names.extend(model.holidays.iter().map(|it| it.declared.name.clone()));
    names.extend(model.windows.iter().map(|it| it.declared.name.clone()));
    names.extend(model.priorities.iter().map(|it| it.name.clone()));
    names.extend(model.tickets.iter().map(|it| it.declared.name.clone()));
    names.extend(model.tickets.iter().flat_map(|it| &it.columns).map(|it| it.declared.name.clone()));
    names.extend(model.clocks.iter().map(|it| it.declared.name.clone()));
    names.extend(model.plans.iter().map(|it| it.declared.name.clone()));
    names.extend(model.components.iter().map(|it| it.declared.name.clone()));
    names.extend(model.groups.iter().map(|it| it.declared.name.clone()));
    names.extend(model.measures.iter().map(|it| it.declared.name.clone()));
    names.extend(model.measures.iter().flat_map(|it| &it.steps).map(|it| it.name.clone()));
    names.extend(model.norms.iter().map(|it| it.declared.name.clone()));
    names.extend(model.events.iter().map(|it| it.declared.name.clone()));
    names.extend(model.amounts.iter().map(|it| it.declared.name.clone()));
    names.extend(model.judgements.iter().map(|it| it.declared.name.clone()));
    names.extend(model.metrics.iter().map(|it| it.declared.name.clone()));
    names.extend(model.slices.iter().filter_map(|it| Some(it.declared.as_ref()?.name.clone())));
    names.extend(model.compensations.iter().map(|it| it.declared.name.clone()));
    names.extend(model.rights.iter().map(|it| it.declared.name.clone()));
    names.extend(model.escalations.iter().map(|it| it.declared.name.clone()));
    names.sort();
    names.dedup();
    names
}

/// `text` with a name changed wherever it is a word outside quotes, comments and prose.
fn renamed(text: &str, name: &str, to: &str) -> String {
    let mut out = String::new();
    let mut prose = false;
    for line in text.lines() {
        if prose {
            prose = line.trim() != "\"\"\"";
            out.push_str(line);
        } else {
            let code = line.split('#').next().unwrap();
            prose = code.trim_end().ends_with("\"\"\"");
            for (n, piece) in code.split('"').enumerate() {
                if n > 0 {
                    out.push('"');
                }
                if n % 2 == 0 { out.push_str(&words_renamed(piece, name, to)) } else { out.push_str(piece) }
            }
            out.push_str(&line[code.len()..]);
        }
        out.push('\n');
    }
    out
}

fn words_renamed(text: &str, name: &str, to: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
        } else {
            out.push_str(if word == name { to } else { &word });
            word.clear();
            out.push(c);
        }
    }
    out.pop();
    out
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn order_is_no_change(file in any::<prop::sample::Index>(), keys in prop::collection::vec(any::<u16>(), 60)) {
        let (canonical, written) = file.get(&ALL);
        let items = items(canonical);
        let (first, rest) = items.split_first().unwrap();
        let mut keyed: Vec<(u16, &String)> = keys.iter().cycle().copied().zip(rest).collect();
        keyed.sort_by_key(|(key, _)| *key);
        let rest: Vec<&str> = keyed.into_iter().map(|(_, item)| item.as_str()).collect();
        let shuffled = format!("{first}\n{}", rest.join("\n"));
        // A column may only be told apart by the items around it: what does not compile is no contract.
        let new = compiled(&shuffled);
        prop_assert!(new.is_ok(), "{shuffled}");
        let found = compare(written, &new.unwrap());
        prop_assert!(found.changes.is_empty(), "{shuffled}\n{}", text(&found, Paint::PLAIN));
    }

    #[test]
    fn a_renamed_item_is_only_a_name(file in any::<prop::sample::Index>(), name in any::<prop::sample::Index>()) {
        let (canonical, written) = file.get(&ALL);
        let names = names(written);
        let name = name.get(&names);
        let new = renamed(canonical, name, "renamed_one");
        // Names that are words of the language too cannot be renamed by replacing words.
        if let Ok(new) = compiled(&new) {
            let found = compare(written, &new);
            let only = found.changes.iter().all(|change| change.class == Class::Vocabulary);
            prop_assert!(only, "{name}\n{}", text(&found, Paint::PLAIN));
            let found = compare(&new, written);
            let only = found.changes.iter().all(|change| change.class == Class::Vocabulary);
            prop_assert!(only, "back: {name}\n{}", text(&found, Paint::PLAIN));
        }
    }
}

/// `text` with as many of the names changed as can be, and how many that are. A few are words of the language too: one that
/// cannot be changed is looked for by halves, since each attempt is a compilation.
fn all_renamed(text: &str, names: &[(usize, String)]) -> (String, usize) {
    let change = |text: String, (n, name): &(usize, String)| renamed(&text, name, &format!("renamed_{n}"));
    let new = names.iter().fold(text.to_owned(), change);
    if compiled(&new).is_ok() {
        return (new, names.len());
    }
    if names.len() < 2 {
        return (text.to_owned(), 0);
    }
    let (first, second) = names.split_at(names.len() / 2);
    let (text, some) = all_renamed(text, first);
    let (text, more) = all_renamed(&text, second);
    (text, some + more)
}

/// Every name of every contract at once: nothing but names is left to tell.
#[test]
fn all_names_at_once() {
    let mut renamed_all = 0;
    // The longest contracts take too long.
    for (canonical, written) in ALL.iter().filter(|(canonical, _)| canonical.len() < 5_000) {
        let names: Vec<(usize, String)> = names(written).into_iter().enumerate().collect();
        let (new, changed) = all_renamed(canonical, &names);
        renamed_all += changed;
        let found = compare(written, &model(&new));
        let only = found.changes.iter().all(|change| change.class == Class::Vocabulary);
        assert!(only, "{new}\n{}", text(&found, Paint::PLAIN));
    }
    assert!(renamed_all > 80, "{renamed_all} names");
}
