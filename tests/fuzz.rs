//! What the fuzzer holds against texts that nobody wrote, held against those that once broke something, and against a
//! small corpus: docs/fuzzing.md.

#![expect(clippy::disallowed_methods, reason = "a test reads the files that it is about")]

#[path = "../fuzz/src/lib.rs"]
mod properties;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Far more than any takes, in a build without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new("tests/fuzz").join(folder)).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    files
}

/// Holds a property against the texts of some files.
fn hold(property: fn(&str), folders: &[&str]) {
    hold_bytes(move |bytes| property(&String::from_utf8_lossy(bytes)), folders, 50);
}

/// Holds a property against the bytes of some files, on the stack of a thread such as servers have.
fn hold_bytes(property: impl Fn(&[u8]) + Copy + Send + 'static, folders: &[&str], least: usize) {
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| files(folder)).collect();
    assert!(files.len() >= least, "the corpus is gone: {}", files.len());
    for file in files {
        let bytes = fs::read(&file).expect("a file that was listed");
        let name = file.display().to_string();
        let work = move || {
            let begun = Instant::now();
            property(&bytes);
            assert!(begun.elapsed() < PATIENCE, "it took {:?}", begun.elapsed());
        };
        let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work).expect("a thread");
        assert!(thread.join().is_ok(), "{name}");
    }
}

#[test]
fn parse() {
    hold(properties::parse, &["parse", "corpus"]);
}

#[test]
fn check() {
    hold(properties::check, &["check", "corpus"]);
}

#[test]
fn layout() {
    hold(properties::layout, &["layout", "corpus"]);
}

#[test]
fn document() {
    hold(properties::document, &["document", "corpus"]);
}

#[test]
fn differences() {
    hold(properties::differences, &["differences", "corpus"]);
}

#[test]
fn evidence() {
    hold_bytes(properties::evidence, &["evidence", "evidence-corpus"], 20);
}
