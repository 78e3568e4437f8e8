//! The formatter: one layout, reached at once, with all comments and the same meaning; and what it leaves alone.
#![expect(clippy::disallowed_methods, reason = "a test reads the files that it is about")]
#![expect(clippy::indexing_slicing, reason = "a step that fails is a test that fails")]

#[path = "../support/cases.rs"]
mod cases;
mod made;
mod mistakes;
mod slips;
mod texts;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use sla::source::SourceId;
use sla::syntax;

use cases::cases;
use slips::{disturb, slips};
use texts::{assert_comments_stay, bad_files, good_files, model, read, tree};

/// The layout of a text without mistakes.
fn format(text: &str) -> String {
    let formatted = syntax::format::format(SourceId(0), text);
    assert!(formatted.problems.is_empty(), "{:?}\n{text}", formatted.problems);
    formatted.text
}

fn assert_same(path: &Path, before: &str, after: &str) {
    assert_comments_stay(before, after);
    assert!(tree(before) == tree(after), "the tree of\n{before}\nbecame that of\n{after}");
    assert!(model(path, before) == model(path, after), "the model of\n{before}\nbecame that of\n{after}");
    assert_eq!(after, format(after), "a second time");
}

#[test]
fn ugly_files_become_canonical() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots/format");
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        insta::glob!("..", "cases/format/ugly/*.sla", |path| {
            let text = read(path);
            let formatted = format(&text);
            insta::assert_snapshot!("ugly", formatted);
            assert_same(path, &text, &formatted);
        });
        insta::glob!("..", "cases/format/bad/*.sla", |path| {
            let text = read(path);
            let formatted = syntax::format::format(SourceId(0), &text);
            insta::assert_snapshot!("bad", formatted.text);
            assert!(formatted.problems.has_errors());
            assert_eq!(formatted.text, syntax::format::format(SourceId(0), &formatted.text).text, "a second time");
            assert_comments_stay(&text, &formatted.text);
        });
    });
}

#[test]
fn every_good_file_keeps_its_comments_and_its_meaning() {
    for (path, after, means) in CANONICAL.iter() {
        let before = read(path);
        assert_comments_stay(&before, after);
        assert!(tree(&before) == tree(after), "the tree of\n{before}\nbecame that of\n{after}");
        assert!(model(path, &before) == *means, "the model of\n{before}\nbecame that of\n{after}");
        assert_eq!(after, &format(after), "a second time");
    }
}

#[test]
fn every_bad_file_keeps_its_code_and_is_laid_out_once() {
    let written = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != ';').collect::<String>();
    let files = bad_files();
    assert!(files.len() > 200, "{}", files.len());
    for path in files {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let once = syntax::format::format(SourceId(0), text).text;
        assert_eq!(written(text), written(&once), "{}", path.display());
        assert_eq!(once, syntax::format::format(SourceId(0), &once).text, "{}: a second time", path.display());
    }
}

#[test]
fn examples_are_canonical() {
    for path in good_files().iter().filter(|path| path.starts_with("examples")) {
        let text = read(path);
        assert_eq!(text, format(&text), "{}: run `sla fmt`", path.display());
    }
}

/// Every good file in the canonical layout, with its path and its model.
static CANONICAL: LazyLock<Vec<(PathBuf, String, String)>> = LazyLock::new(|| {
    let texts = good_files().into_iter().map(|path| (format(&read(&path)), path));
    texts.map(|(text, path)| (path.clone(), text.clone(), model(&path, &text))).collect()
});

proptest! {
    #![proptest_config(cases(25))]

    #[test]
    fn layout_survives_slips(slips in slips(), file in any::<prop::sample::Index>(), crlf in any::<bool>()) {
        let (path, text, means) = file.get(&CANONICAL);
        let disturbed = disturb(text, &slips, if crlf { "\r\n" } else { "\n" });
        let formatted = format(&disturbed);
        assert_comments_stay(&disturbed, &formatted);
        prop_assert!(tree(text) == tree(&formatted), "from\n{}\nto\n{}", disturbed, formatted);
        prop_assert!(*means == model(path, &formatted), "from\n{}\nto\n{}", disturbed, formatted);
        prop_assert_eq!(&formatted, &format(&formatted), "a second time");
    }

    #[test]
    fn made_contracts_keep_their_model(text in made::contract(), slips in slips()) {
        let path = Path::new("made.sla");
        let means = model(path, &text);
        prop_assert!(!means.starts_with('['), "a made contract compiles: {}\n{}", means, text);
        let disturbed = disturb(&text, &slips, "\n");
        let formatted = format(&disturbed);
        assert_comments_stay(&disturbed, &formatted);
        prop_assert!(means == model(path, &formatted), "from\n{}\nto\n{}", disturbed, formatted);
        prop_assert_eq!(&formatted, &format(&formatted), "a second time");
    }

    /// However wide the gaps are and whatever the indentation: what is said in the same lines is laid out the same.
    #[test]
    fn spaces_say_nothing(text in made::contract(), slips in slips::blanks()) {
        prop_assert_eq!(format(&text), format(&disturb(&text, &slips, "\n")));
    }
}
