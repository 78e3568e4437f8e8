//! Contracts of the command line, compiled; files that only declare are compiled with the contracts that use them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::model::Model;
use crate::source::SourceId;

use super::exit::Stop;
use super::library::{Beside, project_folder};
use super::paths::{self, shown};
use super::session::Session;

/// A contract, compiled.
pub(super) struct Compiled {
    /// Its file.
    pub path: PathBuf,
    /// The contract with its warnings, or what is wrong with it.
    pub result: Result<(Model, Diagnostics), Diagnostics>,
}

/// Compiles the contracts that `paths` mean, in their order.
pub(super) fn compile_all(session: &mut Session, paths: &[PathBuf]) -> Result<Vec<Compiled>, Stop> {
    let mut all = Vec::new();
    let mut libraries = Vec::new();
    let mut used = BTreeSet::new();
    for path in paths::contracts(session, paths)? {
        let source = read(session, &path)?;
        if crate::is_library(&session.sources, source) {
            libraries.push((path, source));
        } else {
            all.push(compile(session, path, source, &mut used));
        }
    }
    for (path, source) in libraries {
        if used.contains(&shown(&path)) {
            continue;
        }
        let users = users(session, &path)?;
        if users.is_empty() {
            all.push(compile(session, path, source, &mut used));
        } else {
            for (user, source) in users {
                session.say_once(&format!("{} is checked as a part of {}", shown(&path), shown(&user)));
                all.push(compile(session, user, source, &mut used));
            }
        }
    }
    all.sort_by_key(|compiled| shown(&compiled.path));
    all.dedup_by_key(|compiled| shown(&compiled.path));
    Ok(all)
}

/// Reads a contract, or what stands in its place.
fn read(session: &mut Session, path: &Path) -> Result<SourceId, Stop> {
    match session.instead.get(&shown(path)) {
        Some(text) => Ok(session.sources.add(&shown(path), text)),
        None => paths::read(&mut session.sources, path),
    }
}

fn compile(session: &mut Session, path: PathBuf, source: SourceId, used: &mut BTreeSet<String>) -> Compiled {
    let library = Beside::with(&session.instead);
    let result = crate::compile_with(&mut session.sources, source, &library);
    used.extend(library.into_read(Path::new("")).into_iter().map(|other| other.seen_as));
    Compiled { path, result }
}

/// The contracts of the same project that use a file.
fn users(session: &mut Session, file: &Path) -> Result<Vec<(PathBuf, SourceId)>, Stop> {
    let folder = project_folder(file);
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let mut found = Vec::new();
    for path in paths::contracts(session, &[folder])? {
        let mut sources = session.sources.clone();
        let source = match session.instead.get(&shown(&path)) {
            Some(text) => sources.add(&shown(&path), text),
            None => paths::read(&mut sources, &path)?,
        };
        let mut used = BTreeSet::new();
        if !crate::is_library(&sources, source) {
            let library = Beside::with(&session.instead);
            let _ = crate::compile_with(&mut sources, source, &library);
            used.extend(library.into_read(Path::new("")).into_iter().map(|other| other.seen_as));
        }
        if used.contains(&shown(file)) {
            found.push((path.clone(), read(session, &path)?));
        }
    }
    Ok(found)
}
