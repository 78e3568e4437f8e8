//! Contracts that a page in `docs/errors/` shows in part: they lean on the whole one in `docs/language.md`.

use std::collections::BTreeSet;

/// A part of a contract with the items of `whole` that it leans on; a whole one as it is.
pub fn completed(part: &str, whole: &str) -> String {
    if part.starts_with("edition") || part.contains("contract \"") {
        return part.to_owned();
    }
    let head = |item: &str| {
        let words = if item.starts_with("priorities") { 1 } else { 2 };
        item.split_whitespace().take(words).collect::<Vec<_>>().join(" ")
    };
    let items = |text: &str| text.split("\n\n").flat_map(one_each).map(str::to_owned).collect::<Vec<_>>();
    let own: BTreeSet<String> = items(part).iter().map(|item| head(item)).collect();
    let leaned_on: Vec<String> = items(whole).into_iter().filter(|item| !own.contains(&head(item))).collect();
    format!("{}\n{part}", leaned_on.join("\n"))
}

/// Items of one line each that stand together.
fn one_each(together: &str) -> Vec<&str> {
    if together.contains("\n  ") { vec![together] } else { together.lines().collect() }
}
