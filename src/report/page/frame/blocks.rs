//! Blocks of a template that its base does not have: Jinja would leave them out without a word.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::did_you_mean;
use crate::source::Span;

use super::Template;
use super::error::FrameError;
use super::names::{BUILT_IN, built_in};

/// A tag between `{%` and `%}`: its words, and where it stands.
struct Tag<'a> {
    words: Vec<&'a str>,
    from: usize,
    to: usize,
}

/// The first block that stands outside any other, in a template that extends one without it.
pub(super) fn unknown(templates: &BTreeMap<String, Template>) -> Option<FrameError> {
    templates.iter().filter(|(name, _)| !name.ends_with(".css")).find_map(|(name, template)| {
        let base = base(&template.text)?;
        let known = inherited(templates, name, base)?;
        let mut depth = 0_usize;
        for tag in tags(&template.text) {
            match tag.words.as_slice() {
                ["block", block, ..] => {
                    if depth == 0 && !known.contains(block) {
                        return Some(FrameError::Unknown {
                            what: format!("block `{block}` in `{base}`"),
                            help: did_you_mean(block, known.iter().copied()),
                            span: Span::new(template.source, tag.from, tag.to),
                        });
                    }
                    depth += 1;
                }
                ["endblock", ..] => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        None
    })
}

/// What `{% extends "…" %}` names.
fn base(text: &str) -> Option<&str> {
    tags(text).find_map(|tag| match tag.words.as_slice() {
        ["extends", name] => name.strip_prefix(['"', '\'']).and_then(|name| name.strip_suffix(['"', '\''])),
        _ => None,
    })
}

/// The blocks of a template and of those that it extends; `None` where one of them is not there, which is told elsewhere.
fn inherited<'a>(
    templates: &'a BTreeMap<String, Template>,
    from: &'a str,
    mut name: &'a str,
) -> Option<BTreeSet<&'a str>> {
    let mut known = BTreeSet::new();
    let mut seen = BTreeSet::from([from]);
    loop {
        let text = match name.strip_prefix(BUILT_IN) {
            Some(name) => built_in(name)?,
            None => templates.get(name).map(|template| template.text.as_str()).or_else(|| built_in(name))?,
        };
        known.extend(tags(text).filter_map(|tag| match tag.words.as_slice() {
            ["block", name, ..] => Some(*name),
            _ => None,
        }));
        if !seen.insert(name) {
            return None;
        }
        match base(text) {
            Some(next) => name = next,
            None => return Some(known),
        }
    }
}

/// The tags of a template, comments left out.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let from = at + rest.find("{%").into_iter().chain(rest.find("{#")).min()?;
            let is_comment = text.get(from..)?.starts_with("{#");
            let close = if is_comment { "#}" } else { "%}" };
            let to = from + text.get(from..)?.find(close)? + close.len();
            at = to;
            if !is_comment {
                let inner = text.get(from + 2..to - 2)?.trim_matches(['-', '+']);
                return Some(Tag { words: inner.split_whitespace().collect(), from, to });
            }
        }
    })
}
