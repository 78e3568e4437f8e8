//! Components and groups.

use std::collections::BTreeMap;

use crate::model::Declared;
use crate::source::Span;

use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, paragraph, plain};

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let model = scribe.model;
    let mut by_clause: BTreeMap<Option<&String>, Vec<&Declared>> = BTreeMap::new();
    for component in &model.components {
        by_clause.entry(component.declared.clause.as_ref()).or_default().push(&component.declared);
    }
    let listed = by_clause.into_iter().filter_map(|(clause, components)| {
        let at: Span = components.first()?.span;
        let items = components.iter().map(|declared| vec![paragraph(declared.title())]).collect();
        let blocks = vec![Block::List { first: None, items }];
        let title = plain(scribe.say("components.title"));
        Some(Entry { clause: clause.cloned(), topic: Topic::Terms, at, title, blocks })
    });
    let groups = model.groups.iter().map(|group| {
        let members: Vec<String> =
            group.members.iter().map(|id| model.component(*id).declared.title().to_owned()).collect();
        let (name, members) = (group.declared.title(), scribe.words.and(&members));
        let text = scribe.fill("components.group", &[("name", name), ("members", &members)]);
        Entry::of(&group.declared, Topic::Terms, vec![paragraph(text)])
    });
    listed.chain(groups).collect()
}
