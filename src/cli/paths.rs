//! Paths on the command line, and the contracts behind them.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::source::document::kind_of;
use crate::source::{SourceId, SourceMap};

use super::error::UsageError;
use super::exit::{Exit, Stop};
use super::project;
use super::session::Session;

/// A path as reports and messages show it: `/`-separated, without `./`.
pub(super) fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.components().filter(|part| *part != Component::CurDir).collect();
    let text = parts.iter().collect::<PathBuf>().to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    if text.is_empty() { ".".to_owned() } else { text }
}

/// The contracts that `paths` mean: files as they are, of folders every `*.sla` below, in order of path and none twice.
/// Without paths: the contract of the project one stands in, or else of the folder.
pub(super) fn contracts(session: &mut Session, paths: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    if paths.is_empty() {
        return match project::nearest()? {
            Some(file) => Ok(vec![project::read(session, &file)?.contract_path(&file)]),
            None => below(Path::new(".")),
        };
    }
    let mut all = Vec::new();
    for path in paths {
        if is_folder(path)? { all.extend(below(path)?) } else { all.push(path.clone()) }
    }
    let mut seen = BTreeSet::new();
    all.retain(|path| seen.insert(shown(path)));
    Ok(all)
}

/// Whether a path that must exist is a folder.
pub(super) fn is_folder(path: &Path) -> Result<bool, Stop> {
    let found = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    Ok(found.is_dir())
}

/// Every `*.sla` below a folder, hidden folders left out.
fn below(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))? {
            let entry = entry.map_err(|error| unreadable(&folder, &error))?;
            let kind = entry.file_type().map_err(|error| unreadable(&entry.path(), &error))?;
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            if kind.is_dir() && !is_hidden {
                waiting.push(entry.path());
            } else if !kind.is_dir() && entry.path().extension().is_some_and(|ending| ending == "sla") {
                found.push(entry.path());
            }
        }
    }
    if found.is_empty() {
        return Err(UsageError::NoContract { path: shown(folder) }.into());
    }
    found.sort();
    Ok(found)
}

/// Reads a contract or project file.
pub(super) fn read(sources: &mut SourceMap, path: &Path) -> Result<SourceId, Stop> {
    let text = text(path, &bytes(path).map_err(|error| unreadable(path, &error))?)?;
    Ok(sources.add(&shown(path), &text))
}

/// The bytes of a file.
#[expect(clippy::disallowed_methods, reason = "the command line is the room that reads files")]
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Bytes as text; a contract that is none is invalid.
pub(super) fn text(path: &Path, bytes: &[u8]) -> Result<String, Stop> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            let path = shown(path);
            let stop = Stop::from(match kind_of(bytes) {
                Some((what, help)) => UsageError::OtherDocument { path, what, help },
                None => UsageError::NotText { path, line },
            });
            Err(Stop::new(Exit::Contract, stop.problems))
        }
    }
}

/// Writes a file whole.
#[expect(clippy::disallowed_methods, reason = "the command line is the room that writes files")]
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    fs::write(path, bytes).map_err(|error| UsageError::Unwritable { path: shown(path), reason: why(&error) }.into())
}

/// Writes a file so that at every moment it is either as it was or as it will be. It keeps its permissions, and a link
/// to it stays a link.
#[expect(clippy::disallowed_methods, reason = "the command line is the room that writes files")]
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let unwritable = |error: &io::Error| Stop::from(UsageError::Unwritable { path: shown(path), reason: why(error) });
    let found = fs::metadata(path).ok();
    if found.as_ref().is_some_and(|found| !found.is_file()) {
        // A device or a pipe takes what comes; it cannot be put in another's place.
        return fs::write(path, bytes).map_err(|error| unwritable(&error));
    }
    let permissions = found.map(|found| found.permissions());
    if permissions.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(unwritable(&io::ErrorKind::PermissionDenied.into()));
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let part = target.with_file_name(name);
    let written = fs::write(&part, bytes)
        .and_then(|()| permissions.map_or(Ok(()), |permissions| fs::set_permissions(&part, permissions)))
        .and_then(|()| fs::rename(&part, &target));
    written.map_err(|error| {
        // Where nothing was written there is nothing to take away.
        let _ = fs::remove_file(&part);
        unwritable(&error)
    })
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Stop {
    UsageError::Unreadable { path: shown(path), reason: why(error) }.into()
}

/// The reason in words that are the same on every system, where there are some.
pub(super) fn why(error: &io::Error) -> String {
    let known = [
        (io::ErrorKind::NotFound, "there is no such file or folder"),
        (io::ErrorKind::PermissionDenied, "permission denied"),
        (io::ErrorKind::IsADirectory, "it is a folder"),
    ];
    let words = known.into_iter().find(|(kind, _)| *kind == error.kind());
    words.map_or_else(|| error.to_string(), |(_, words)| words.to_owned())
}
