use std::collections::BTreeMap;

use crate::source::Spanned;

use super::Statuses;
use super::error::ProjectError;
use super::walk::{Reader, Value};

/// Keys of `[evidence.changes]` that say what statuses mean.
pub(super) const KEYS: [&str; 6] = ["waits", "responded", "resolved", "closed", "reopened", "open"];

/// A key of [`KEYS`]; `false` for any other.
pub(super) fn read(reader: &mut Reader, statuses: &mut Statuses, key: &str, value: &Value<'_>) -> bool {
    match key {
        "waits" => statuses.waits = reader.text_map(key, value),
        "responded" => statuses.responded = reader.texts(key, value),
        "resolved" => statuses.resolved = reader.texts(key, value),
        "closed" => statuses.closed = reader.texts(key, value),
        "reopened" => statuses.reopened = reader.texts(key, value),
        "open" => statuses.open = Some(reader.texts(key, value)),
        _ => return false,
    }
    true
}

/// A status means one thing. (`responded` is apart: work may go on, or wait, after the first response.)
pub(super) fn check(reader: &mut Reader, statuses: &Statuses) {
    let mut seen: BTreeMap<&str, &'static str> =
        statuses.waits.keys().map(|status| (status.as_str(), "waits")).collect();
    let open = statuses.open.as_deref().unwrap_or_default();
    let lists: [(&'static str, &[Spanned<String>]); 4] = [
        ("resolved", &statuses.resolved),
        ("closed", &statuses.closed),
        ("reopened", &statuses.reopened),
        ("open", open),
    ];
    for (list, names) in lists {
        for status in names {
            if let Some(first) = seen.insert(&status.value, list) {
                let (name, span) = (status.value.clone(), status.span);
                reader.push(span, ProjectError::StatusTwice { status: name, first, second: list, span });
            }
        }
    }
}
