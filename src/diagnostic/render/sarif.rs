//! SARIF 2.1.0, as code-scanning services read it: each code is a rule with its page.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Value, json};

use super::spot::{Fix, Spot, Spotted};
use crate::diagnostic::{code, lint};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region<'a> {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

impl<'a> From<&'a Spot> for Region<'a> {
    fn from(spot: &'a Spot) -> Self {
        Self {
            start_line: spot.line,
            start_column: spot.utf16.0,
            end_line: spot.end_line,
            end_column: spot.utf16.1,
            message: spot.text.as_deref().map(|text| Message { text }),
        }
    }
}

fn rule(id: &str) -> Value {
    let Some(page) = code::page(id) else { return json!({ "id": id }) };
    let title = page.text.lines().next().unwrap_or(id).trim_start_matches(['#', ' ']);
    let mut rule = json!({
        "id": id,
        "shortDescription": { "text": title },
        "help": { "text": page.text, "markdown": page.text },
    });
    if let (Some(name), Some(rule)) = (lint::name_of(id), rule.as_object_mut()) {
        rule.insert("name".to_owned(), json!(name));
    }
    rule
}

fn location(file: &str, spot: Option<&Spot>) -> Value {
    let artifact = json!({ "uri": uri(file) });
    match spot {
        Some(spot) => json!({ "physicalLocation": { "artifactLocation": artifact, "region": Region::from(spot) } }),
        None => json!({ "physicalLocation": { "artifactLocation": artifact } }),
    }
}

/// A path as a relative URI reference.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn result(spotted: &Spotted) -> Value {
    let help = spotted.help.iter().map(|help| format!("\nhelp: {help}"));
    let text = std::iter::once(spotted.message.clone()).chain(help).collect::<String>();
    let file = spotted.file.as_deref();
    let locations: Vec<Value> = file.iter().map(|file| location(file, spotted.main())).collect();
    let others = spotted.labels.iter().skip(1);
    let related: Vec<Value> =
        others.filter_map(|spot| Some(location(spot.elsewhere.as_deref().or(file)?, Some(spot)))).collect();
    let mut result = json!({
        "ruleId": spotted.code, "level": spotted.severity, "message": { "text": text },
        "locations": locations, "relatedLocations": related,
    });
    if let (Some(fix), Some(file), Some(result)) = (&spotted.fix, file, result.as_object_mut()) {
        result.insert("fixes".to_owned(), json!([fixed(fix, spotted.help.as_deref(), file)]));
    }
    result
}

/// One way to mend it.
fn fixed(fix: &Fix, help: Option<&str>, file: &str) -> Value {
    let mut files: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (spot, text) in &fix.edits {
        files.entry(spot.elsewhere.as_deref().unwrap_or(file)).or_default().push(json!({
            "deletedRegion": Region::from(spot), "insertedContent": { "text": text },
        }));
    }
    let changes = files
        .into_iter()
        .map(|(file, replacements)| json!({ "artifactLocation": { "uri": uri(file) }, "replacements": replacements }));
    json!({
        "description": { "text": help.unwrap_or("write this instead") },
        "artifactChanges": changes.collect::<Vec<_>>(),
    })
}

pub(super) fn render(spotted: &[Spotted]) -> String {
    let codes: BTreeSet<&str> = spotted.iter().map(|spotted| spotted.code.as_str()).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sla", "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.into_iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "utf16CodeUnits",
            "results": spotted.iter().map(result).collect::<Vec<_>>(),
        }],
    });
    let mut out = serde_json::to_string_pretty(&document).expect("a JSON value always serialises");
    out.push('\n');
    out
}
