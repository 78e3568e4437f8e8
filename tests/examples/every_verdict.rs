//! The evidence of the larger examples shows every norm met, breached and undecided.

use std::collections::{BTreeMap, BTreeSet};

use super::{eval, items, text};

/// Evaluates every period of an example, and holds its verdicts to a snapshot.
fn shows_every_verdict(example: &str) {
    let verdicts = eval(&[&format!("examples/{example}"), "--all-periods"]);
    let mut seen: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    for period in items(&verdicts["periods"]) {
        let judged = || items(&period["norms"]).iter().filter(|norm| norm["verdict"] != "measured");
        if rows.is_empty() {
            rows.push(std::iter::once("period").chain(judged().map(|norm| text(&norm["id"]))).collect());
        }
        for norm in judged() {
            seen.entry(text(&norm["id"])).or_default().insert(text(&norm["verdict"]));
        }
        let verdicts = judged().map(|norm| text(&norm["verdict"]));
        rows.push(std::iter::once(text(&period["period"])).chain(verdicts).collect());
    }
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.len()).max().unwrap_or(0);
    let line = |row: &Vec<&str>| {
        let cells: Vec<String> =
            row.iter().enumerate().map(|(at, cell)| format!("{cell:width$}", width = width(at))).collect();
        cells.join("  ").trim_end().to_owned()
    };
    let table = rows.iter().map(line).collect::<Vec<_>>().join("\n");
    let name = example.replace('/', "_");
    insta::with_settings!({ snapshot_path => "../../snapshots/examples", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, table);
    });
    for (norm, verdicts) in seen {
        for verdict in ["breached", "met", "undecided"] {
            assert!(verdicts.contains(verdict), "{norm} is never {verdict}\n{table}");
        }
    }
}

#[test]
fn digid() {
    shows_every_verdict("digid");
}

#[test]
fn mextra() {
    shows_every_verdict("mextra");
}

#[test]
fn cloud_kpi() {
    shows_every_verdict("cloud-kpi");
}

#[test]
fn mextra_klant() {
    shows_every_verdict("mextra-klant");
}

#[test]
fn magda() {
    shows_every_verdict("magda");
}

#[test]
fn chat_service() {
    shows_every_verdict("cloud/chat-service");
}

#[test]
fn code_host() {
    shows_every_verdict("cloud/code-host");
}

#[test]
fn object_storage() {
    shows_every_verdict("cloud/object-storage");
}

#[test]
fn wavelength_circuit() {
    shows_every_verdict("cloud/wavelength-circuit");
}
