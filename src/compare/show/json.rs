use serde_json::{Value, json as object};

use super::super::change::{Change, Differences, Effect};

/// One object: `"schema": "sla.differences/1"`; keys may be added, those that are there stay.
pub fn json(differences: &Differences, old: &str, new: &str) -> String {
    let count = |word: &str| differences.changes.iter().filter(|change| change.effect.word() == word).count();
    let whole = object!({
        "schema": "sla.differences/1",
        "old": old,
        "new": new,
        "meaning_differs": differences.changes_meaning(),
        "counts": {
            "better": count("better"),
            "worse": count("worse"),
            "neither": count("neither"),
            "unclear": count("unclear"),
        },
        "changes": differences.changes.iter().map(change).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&whole).expect("a tree of text and numbers");
    text.push('\n');
    text
}

fn change(change: &Change) -> Value {
    let why = match &change.effect {
        Effect::Unclear(why) => Some(why),
        Effect::Better | Effect::Worse | Effect::Neither => None,
    };
    let name = Some(&change.subject.name).filter(|name| !name.is_empty());
    object!({
        "clause": change.subject.clause,
        "item": change.subject.keyword,
        "id": name,
        "label": change.subject.label,
        "rows": change.rows,
        "what": change.what,
        "old": change.old,
        "new": change.new,
        "text": change.sentence(),
        "class": change.class.word(),
        "effect": change.effect.word(),
        "why": why,
        "evidence": change.evidence,
        "witnesses": change.witnesses,
        "decides": change.reaches,
    })
}
