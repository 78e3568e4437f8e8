//! Small projects with one mistake each.

use std::path::{Path, PathBuf};

use sla::evidence::BadRows;

use super::{loaded, root};

/// Each folder holds a project with one kind of mistake; the contract is the shared one unless it has its own.
#[test]
fn bad_projects() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots/evidence");
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    let folder = root().join("tests/cases/evidence/bad");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    settings.bind(|| {
        for case in cases {
            let name = case.file_name().unwrap().to_str().unwrap();
            let (_, shown) = loaded(&case, BadRows::Fail);
            insta::assert_snapshot!(name, format!("{}\n----\n{shown}", written(&case)));
        }
    });
}

/// Every code of this room occurs in a case above.
#[test]
fn every_code_has_a_case() {
    let snapshots = std::fs::read_dir(root().join("snapshots/evidence")).unwrap();
    let shown: String = snapshots.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    let own = |code: &str| ("SLA0400".."SLA0450").contains(&code) || ("SLA0500".."SLA0600").contains(&code);
    for page in sla::diagnostic::code::pages().filter(|page| own(page.code)) {
        assert!(shown.contains(&format!("[{}]", page.code)), "{} occurs in no case", page.code);
    }
}

/// The files of a case, as its author sees them.
fn written(case: &Path) -> String {
    let mut files: Vec<PathBuf> = std::fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort_by_key(|path| (path.extension().is_none_or(|ending| ending != "toml"), path.clone()));
    let shown = files.iter().map(|path| {
        let bytes = std::fs::read(path).unwrap();
        let text = String::from_utf8(bytes).unwrap_or_else(|_| "(not UTF-8)\n".to_owned());
        let text = text.replace('\0', "␀");
        format!("== {}\n{text}", path.file_name().unwrap().to_str().unwrap())
    });
    shown.collect::<Vec<_>>().join("\n")
}
