//! The templates that there are, and which files of a project are none of them.

use std::collections::BTreeMap;

use crate::diagnostic::nearest;

use super::{FrameError, Template};

/// Where the built-in templates are found by others: `{% extends "builtin/report.html" %}`.
pub(super) const BUILT_IN: &str = "builtin/";

/// The built-in templates, by the names under which a project replaces them.
const TEXTS: [(&str, &str); 7] = [
    ("report.html", include_str!("builtin/report.html")),
    ("report.md", include_str!("builtin/report.md")),
    ("report.txt", include_str!("builtin/report.txt")),
    ("report.css", include_str!("builtin/report.css")),
    ("document.html", include_str!("builtin/document.html")),
    ("document.md", include_str!("builtin/document.md")),
    ("document.txt", include_str!("builtin/document.txt")),
];

/// The names of the built-in templates.
pub const NAMES: [&str; 7] =
    ["report.html", "report.md", "report.txt", "report.css", "document.html", "document.md", "document.txt"];

/// The text of a built-in template.
pub fn built_in(name: &str) -> Option<&'static str> {
    TEXTS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Files of a project that have the name of no template and that no template names: probably slips.
pub fn unused(templates: &BTreeMap<String, Template>) -> Vec<FrameError> {
    let is_named = |name: &str| {
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        templates.values().any(|template| quoted.iter().any(|quoted| template.text.contains(quoted)))
    };
    let strangers = templates.keys().filter(|name| !NAMES.contains(&name.as_str()) && !is_named(name));
    let said = |name: &String| FrameError::Unused {
        name: name.clone(),
        help: match nearest(name, NAMES) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!(
                "templates are called {}; any other file is for them to include: `{{% include \"{name}\" %}}`",
                NAMES.map(|name| format!("`{name}`")).join(", ")
            ),
        },
    };
    strangers.map(said).collect()
}

#[test]
fn every_name_has_a_text() {
    assert_eq!(TEXTS.map(|(name, _)| name), NAMES);
}
