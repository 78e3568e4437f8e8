//! `check --fix`: what can mean nothing else is written as the language has it, until nothing of that kind is left.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diagnostic::Suggestion;
use crate::diagnostic::suggestion::follow;
use crate::report::Paint;
use crate::source::SourceId;

use super::compiled::{Compiled, compile_all};
use super::exit::Stop;
use super::paths::{self, shown};
use super::session::Session;
use super::unified::unified;

/// Mending one slip can show another; more rounds than this none needs.
const ROUNDS: usize = 16;

/// Contracts after mending, and what was mended.
pub(super) struct Mended {
    /// The contracts as they are now.
    pub contracts: Vec<Compiled>,
    files: Vec<MendedFile>,
}

/// A file that changes.
struct MendedFile {
    path: PathBuf,
    old: String,
    new: String,
    /// How many mistakes were mended.
    count: usize,
}

/// Mends the contracts that `paths` mean, in memory: no file is written, and no other is looked at for mistakes.
pub(super) fn mend(session: &mut Session, paths: &[PathBuf]) -> Result<Mended, Stop> {
    let mut files: BTreeMap<String, (PathBuf, usize)> =
        paths::contracts(session, paths)?.into_iter().map(|path| (shown(&path), (path, 0))).collect();
    let mut contracts = compile_all(session, paths)?;
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (source, suggestions) in certain(&contracts) {
            let Some(source) = session.sources.get(source) else { continue };
            let Some((_, count)) = files.get_mut(&*source.name) else { continue };
            let (text, followed) = follow(&source.text, &suggestions);
            if followed > 0 && text != *source.text {
                *count += followed;
                changed = true;
                session.instead.insert(source.name.to_string(), text);
            }
        }
        if !changed {
            break;
        }
        contracts = compile_all(session, paths)?;
    }
    let mut mended = Vec::new();
    for (name, (path, count)) in files {
        if let Some(text) = session.instead.get(&name) {
            let old = paths::text(&path, &paths::bytes(&path).map_err(|error| paths::unreadable(&path, &error))?)?;
            let mark = if old.starts_with('\u{feff}') { "\u{feff}" } else { "" };
            mended.push(MendedFile { new: format!("{mark}{text}"), path, old, count });
        }
    }
    Ok(Mended { contracts, files: mended })
}

/// The suggestions about the contracts that can be followed without asking, by text, none twice.
fn certain(contracts: &[Compiled]) -> BTreeMap<SourceId, Vec<Suggestion>> {
    let mut all: BTreeMap<SourceId, Vec<Suggestion>> = BTreeMap::new();
    for contract in contracts {
        let (Ok((_, found)) | Err(found)) = &contract.result;
        for (source, mut suggestions) in found.certain() {
            let known = all.entry(source).or_default();
            suggestions.retain(|suggestion| !known.contains(suggestion));
            known.append(&mut suggestions);
        }
    }
    all
}

impl Mended {
    /// Whether a file changes.
    pub(super) fn is_any(&self) -> bool {
        !self.files.is_empty()
    }

    /// The changes as `patch` knows them, for the eye in colour.
    pub(super) fn diff(&self, paint: Paint) -> String {
        self.files.iter().map(|file| unified(&shown(&file.path), &file.old, &file.new, paint)).collect()
    }

    /// Writes the files that change, each in one step.
    pub(super) fn write(&self) -> Result<(), Stop> {
        self.files.iter().try_for_each(|file| paths::replace(&file.path, file.new.as_bytes()))
    }

    /// `fixed 3 mistakes in 2 files`
    pub(super) fn counted(&self, verb: &str) -> String {
        let count: usize = self.files.iter().map(|file| file.count).sum();
        let mistakes = if count == 1 { "1 mistake".to_owned() } else { format!("{count} mistakes") };
        match self.files.len() {
            0 => format!("{verb} nothing: no mistake has one sure reading"),
            1 => format!("{verb} {mistakes} in 1 file"),
            files => format!("{verb} {mistakes} in {files} files"),
        }
    }
}
