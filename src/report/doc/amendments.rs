//! What an amendment changes: a mark on everything that is other than in the contract it amends, and a list of it all.

use crate::model::{Amendment, ItemChange, Prose};
use crate::source::Span;

use super::chapters::characters;
use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, Inline, Side, Table, Text, plain};

/// Marks what was added or replaced, and adds the list.
pub(super) fn mark(scribe: &Scribe<'_>, entries: &mut Vec<Entry>) {
    let Some(amendment) = &scribe.model.amendment else { return };
    let list = list(scribe, amendment, entries);
    for entry in entries.iter_mut() {
        if let Some(note) = note(scribe, entry.at) {
            entry.blocks.insert(0, note);
        }
    }
    entries.push(list);
}

/// `Replaces what stood in …`, for what stands at a place of the amendment.
pub(super) fn note(scribe: &Scribe<'_>, at: Span) -> Option<Block> {
    let amendment = scribe.model.amendment.as_ref()?;
    let change = amendment.items.iter().find(|change| change.now.is_some_and(|now| holds(now, at)))?;
    let key = if change.was.is_some() { "amends.replaced_note" } else { "amends.added_note" };
    let base = base(amendment);
    Some(Block::Paragraph(vec![Inline::Emphasis(plain(scribe.fill(key, &[("base", &base)])))]))
}

/// What the contract is called that is amended, with its version.
pub(super) fn cover(scribe: &Scribe<'_>) -> Option<String> {
    let amendment = scribe.model.amendment.as_ref()?;
    let base = base(amendment);
    Some(match &amendment.base_version {
        Some(version) => scribe.fill("amends.version", &[("base", &base), ("version", version)]),
        None => base,
    })
}

fn base(amendment: &Amendment) -> String {
    amendment.base_name.clone().unwrap_or_else(|| amendment.base_file.clone())
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}

fn list(scribe: &Scribe<'_>, amendment: &Amendment, entries: &[Entry]) -> Entry {
    let header = amendment.header.iter().map(|change| {
        let was = change.was.clone().unwrap_or_else(|| "–".to_owned());
        let what = scribe.fill("amends.header", &[("was", &was), ("now", &change.now)]);
        vec![plain(line(scribe, change.key)), Text::new(), plain(what)]
    });
    let items = amendment.items.iter().map(|change| item(scribe, change, entries));
    let heads = ["amends.what", "amends.clause", "amends.change"];
    let table = Table {
        caption: None,
        head: vec![heads.iter().map(|key| (plain(scribe.say(key)), 1)).collect()],
        names: 1,
        sides: vec![Side::Left; 3],
        rows: header.chain(items).collect(),
    };
    let at = Span::new(amendment.base, 0, 0);
    Entry { clause: None, topic: Topic::Changes, at, title: Text::new(), blocks: vec![Block::Table(table)] }
}

/// What people call a line of the header.
fn line<'s>(scribe: &'s Scribe<'_>, key: &'static str) -> &'s str {
    match key {
        "contract" | "amends" => scribe.say("amends.title"),
        "provider" => scribe.say("cover.provider"),
        "customer" => scribe.say("cover.customer"),
        "version" => scribe.say("cover.version"),
        "effective" => scribe.say("cover.effective"),
        "timezone" => scribe.say("cover.zone"),
        "currency" => scribe.say("cover.currency"),
        "period" => scribe.say("cover.period"),
        other => other,
    }
}

/// What people call it, where it stands, what became of it.
fn item(scribe: &Scribe<'_>, change: &ItemChange, entries: &[Entry]) -> Vec<Text> {
    let stands = |at: Span| change.now.is_some_and(|now| holds(now, at));
    let entry = entries.iter().find(|entry| !entry.title.is_empty() && stands(entry.at));
    let prose = scribe.model.prose.iter().find(|prose| stands(prose.span));
    // Windows that share a week share an entry.
    let window = scribe.model.windows.iter().find(|window| stands(window.declared.span));
    let named = || change.name.clone().unwrap_or_default();
    let name = match (entry, prose) {
        _ if window.is_some() => plain(window.map_or("", |window| window.declared.title())),
        _ if change.kind == "test" => plain(scribe.fill("amends.example", &[("name", &named())])),
        (Some(entry), _) => plain(characters(&entry.title)),
        (None, Some(Prose { title: Some(title), .. })) => plain(title.clone()),
        (None, Some(_) | None) => vec![Inline::Code(format!("{} {}", change.kind, named()).trim().to_owned())],
    };
    let clause = entry
        .and_then(|entry| entry.clause.clone())
        .or_else(|| window.and_then(|window| window.declared.clause.clone()))
        .or_else(|| prose.map(|prose| prose.number.clone()));
    let key = match (change.was, change.now) {
        (Some(_), Some(_)) => "amends.replaced",
        (None, _) => "amends.added",
        (Some(_), None) => "amends.removed",
    };
    vec![name, plain(clause.unwrap_or_default()), plain(scribe.say(key))]
}
