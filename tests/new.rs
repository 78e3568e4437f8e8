//! `sla new`: a project on which every verb works from the first minute.

#![expect(clippy::disallowed_methods, reason = "a step that fails is a test that fails")]

#[path = "support/ran.rs"]
mod ran;

use std::fs;
use std::path::Path;

use ran::{folder, sla};

const EVERY_VERB: &[&[&str]] = &[
    &["check", "--deny", "warnings"],
    &["fmt", "--check"],
    &["test"],
    &["eval"],
    &["eval", "--tickets"],
    &["eval", "--format", "json"],
    &["report"],
    &["doc", "--format", "html"],
];
/// What depends on where the contract holds.
const LOCAL: &[&[&str]] = &[&["check", "--deny", "warnings"], &["test"], &["eval"]];

/// Runs verbs on the project in `folder`; each must be content.
fn are_content(folder: &Path, verbs: &[&[&str]]) {
    for args in verbs {
        let ran = sla(folder, args);
        assert_eq!(ran.code, 0, "{}: {args:?}\n{}{}", folder.display(), ran.out, ran.err);
        let is_quiet = !ran.err.contains("warning") && !ran.err.contains("does not hold");
        assert!(is_quiet, "{}: {args:?}\n{}", folder.display(), ran.err);
    }
}

#[test]
fn every_verb_works_in_both_languages() {
    let empty = folder(&[]);
    for locale in ["nl", "en"] {
        let ran = sla(empty.path(), &["new", locale, "--locale", locale]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
        assert!(ran.err.contains(&format!("cd {locale}\n")), "{}", ran.err);
        are_content(&empty.path().join(locale), EVERY_VERB);
    }
}

#[test]
fn it_works_everywhere() {
    let empty = folder(&[]);
    let zones = ["Europe/Brussels", "Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kathmandu"];
    for (zone, locale) in zones.into_iter().zip(["nl", "en"].into_iter().cycle()) {
        let name = zone.replace('/', "-");
        assert_eq!(sla(empty.path(), &["new", &name, "--locale", locale, "--timezone", zone]).code, 0, "{zone}");
        are_content(&empty.path().join(name), LOCAL);
    }
}

#[test]
fn an_offset_may_be_the_time_zone() {
    let empty = folder(&[]);
    assert_eq!(sla(empty.path(), &["new", "-q", "desk", "--timezone=-03:30"]).code, 0);
    are_content(&empty.path().join("desk"), LOCAL);
    let contract = fs::read_to_string(empty.path().join("desk/contract.sla")).unwrap();
    assert!(contract.contains("timezone  -03:30\n"), "{contract}");
}

#[test]
fn the_same_project_twice_is_the_same_bytes() {
    let empty = folder(&[]);
    let project = |parent: &str| {
        let name = format!("{parent}/help-desk");
        assert_eq!(sla(empty.path(), &["new", "-q", &name]).code, 0);
        let files = ["contract.sla", "sla.toml", "README.md", "data/tickets.csv", "data/amounts.csv"];
        files.map(|file| fs::read_to_string(empty.path().join(&name).join(file)).unwrap())
    };
    let first = project("a");
    assert_eq!(first, project("b/c"));
    assert!(first[0].contains("contract \"Help desk\" {"), "{}", first[0]);
    assert!(first[2].starts_with("# Help desk\n"), "{}", first[2]);
    assert!(first.iter().all(|text| !text.contains("{{")));
}

/// The evidence is worth looking at: a wait, an outage that counts and two that do not, a ticket that is still open.
#[test]
fn the_evidence_shows_what_counts() {
    let empty = folder(&[]);
    assert_eq!(sla(empty.path(), &["new", "-q", "desk"]).code, 0);
    let desk = empty.path().join("desk");
    let ran = sla(&desk, &["eval"]);
    for want in ["3/3", "43575/43680 min", "99.76%", "0.00 EUR", "1 pending", "2026-01: 2 met"] {
        assert!(ran.out.contains(want), "{want}\n{}", ran.out);
    }
    let ran = sla(&desk, &["explain", "resolved_in_time", "--ticket", "INC-5"]);
    assert!(ran.code == 0 && ran.out.contains("3h"), "{}{}", ran.out, ran.err);
}

#[test]
fn nothing_is_written_over() {
    let place = folder(&[("full/notes.txt", "mine"), ("file", "mine"), ("repository/.git/HEAD", "ref: x")]);
    fs::create_dir(place.path().join("empty")).unwrap();
    for taken in ["full", "file", "."] {
        let ran = sla(place.path(), &["new", taken]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{taken}\n{}", ran.err);
        assert!(ran.err.contains("SLA0890") && ran.err.contains(&format!("`{taken}`")), "{}", ran.err);
    }
    assert_eq!(fs::read_dir(place.path().join("full")).unwrap().count(), 1);
    for free in ["empty", "repository", "deep/er"] {
        assert_eq!(sla(place.path(), &["new", free]).code, 0, "{free}");
        are_content(&place.path().join(free), &LOCAL[..1]);
    }
    fs::create_dir(place.path().join("here-and_now")).unwrap();
    assert_eq!(sla(&place.path().join("here-and_now"), &["new", "."]).code, 0);
    let contract = fs::read_to_string(place.path().join("here-and_now/contract.sla")).unwrap();
    assert!(contract.contains("contract \"Here and now\" {"), "{contract}");
}

#[test]
fn a_name_is_a_title() {
    let place = folder(&[]);
    for unfit in ["--", "line\nbreak", "over\u{202e}turned"] {
        let ran = sla(place.path(), &["new", "--", unfit]);
        assert_eq!(ran.code, 2, "{unfit:?}\n{}", ran.err);
        assert!(ran.err.contains("SLA0891"), "{}", ran.err);
        assert!(!place.path().join(unfit).exists(), "{unfit:?}");
    }
    for odd in ["say \"when\"", "東京", "100%", "a # b"] {
        let ran = sla(place.path(), &["new", odd]);
        assert_eq!(ran.code, 0, "{odd}\n{}", ran.err);
        are_content(&place.path().join(odd), &[LOCAL[0], &["fmt", "--check"], &["doc"]]);
    }
}

#[test]
fn a_time_zone_that_is_none_is_refused() {
    let place = folder(&[]);
    for (zone, want) in [
        ("Europe/Amsterdm", "did you mean `Europe/Amsterdam`?"),
        ("CET", "write an area and a city"),
        ("Mars/Olympus_Mons", "write an area and a city"),
    ] {
        let ran = sla(place.path(), &["new", "desk", "--timezone", zone]);
        assert_eq!(ran.code, 2, "{zone}\n{}", ran.err);
        assert!(ran.err.contains("SLA0892") && ran.err.contains(want), "{}", ran.err);
    }
    assert!(!place.path().join("desk").exists());
}
