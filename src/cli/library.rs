//! The files that a contract names, from the file system.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

pub(super) use crate::assemble::Library;

use crate::assemble::Unavailable;
use crate::report::ContractFile;

use super::paths::{bytes, shown, why};
use super::project::{FILE, hexadecimal};

/// The files beside a contract. Keeps what it handed out.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// Texts that are read instead of those of the files with these names.
    instead: BTreeMap<String, String>,
    read: RefCell<Vec<ContractFile>>,
}

impl Beside {
    /// The same, with texts in the place of those of some files.
    pub(super) fn with(instead: &BTreeMap<String, String>) -> Self {
        Self { instead: instead.clone(), ..Self::default() }
    }

    /// What was handed out, by name, each file once. Reports name them from the folder `project`.
    pub(super) fn into_read(self, project: &Path) -> Vec<ContractFile> {
        let mut read = self.read.into_inner();
        let here = if project.as_os_str().is_empty() { Path::new(".") } else { project };
        for other in &mut read {
            let file = Path::new(&other.seen_as);
            if let (Ok(folder), Ok(file)) = (here.canonicalize(), file.canonicalize()) {
                other.file = shown(&from_folder(&folder, &file));
            }
        }
        read.sort();
        read.dedup();
        read
    }
}

/// The file at a path, when it is one that a contract may name.
pub(super) fn file_at(from: &str, path: &str) -> Option<PathBuf> {
    let written = Path::new(path);
    let is_contract = written.extension().is_some_and(|ending| ending == "sla");
    if !is_contract || path.contains('\\') || written.has_root() || written.is_absolute() {
        return None;
    }
    let folder = Path::new(from).parent().unwrap_or(Path::new(""));
    Some(tidy(&folder.join(written)))
}

/// Whether a file or folder lies in the project of a contract; `Err` when it cannot be read.
fn is_inside(project: &Path, file: &Path) -> std::io::Result<bool> {
    let here = if project.as_os_str().is_empty() { Path::new(".") } else { project };
    file.canonicalize().and_then(|file| Ok(file.starts_with(here.canonicalize()?)))
}

impl Library for Beside {
    fn find(&self, contract: Option<&str>, from: &str, path: &str) -> Result<(String, String), Unavailable> {
        let file = file_at(from, path).ok_or(Unavailable::NotAPath)?;
        let unreadable = |error: std::io::Error| Unavailable::Unreadable(why(&error));
        let bytes = bytes(&file).map_err(unreadable)?;
        if let Some(contract) = contract {
            let project = project_folder(Path::new(contract));
            if !is_inside(&project, &file).map_err(unreadable)? {
                return Err(Unavailable::Outside(shown(&project)));
            }
        }
        let name = shown(&file);
        self.read.borrow_mut().push(ContractFile {
            file: name.clone(),
            seen_as: name.clone(),
            sha256: hexadecimal(&Sha256::digest(&bytes)),
        });
        if let Some(text) = self.instead.get(&name) {
            return Ok((name.clone(), text.clone()));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok((name, text)),
            Err(_) => Err(Unavailable::Unreadable("it is not UTF-8 text".to_owned())),
        }
    }

    fn beside(&self, contract: Option<&str>, from: &str, path: &str) -> Vec<String> {
        let Some(file) = file_at(from, path).filter(|file| !file.exists()) else { return Vec::new() };
        let folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            Some(_) | None => Path::new("."),
        };
        let allowed =
            contract.is_none_or(|contract| is_inside(&project_folder(Path::new(contract)), folder).unwrap_or_default());
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut names: Vec<String> = names.filter(|name| allowed && name.ends_with(".sla")).collect();
        names.sort();
        names
    }
}

/// The folder of the project that a contract belongs to: the nearest one above it with an `sla.toml`, or else its own.
pub(super) fn project_folder(contract: &Path) -> PathBuf {
    let own = contract.parent().unwrap_or(Path::new(""));
    let found = own.ancestors().find(|folder| folder.join(FILE).is_file());
    found.unwrap_or(own).to_owned()
}

/// Whether a file lies in a folder by its name alone: it may not be there any more.
pub(super) fn lies_in(folder: &Path, file: &Path) -> bool {
    let (folder, file) = (tidy(folder), tidy(file));
    let goes_up = |path: &Path| path.components().take_while(|part| *part == Component::ParentDir).count();
    let folder_up = goes_up(&folder);
    file.starts_with(&folder) && goes_up(&file) == folder_up
}

/// The path of a file from a folder, both from the root.
fn from_folder(folder: &Path, file: &Path) -> PathBuf {
    let shared = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(file.components().skip(shared)).collect()
}

/// Without `.`, and without a folder that `..` leaves again: a file has one name.
fn tidy(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.iter().collect()
}

#[test]
fn a_file_has_one_name() {
    for (written, want) in [("a/../b.sla", "b.sla"), ("./a/b.sla", "a/b.sla"), ("../a/./b.sla", "../a/b.sla")] {
        assert_eq!(tidy(Path::new(written)), Path::new(want));
    }
}

#[test]
fn what_lies_in_a_folder_by_its_name() {
    for (folder, file, want) in [
        ("", "a.sla", true),
        ("x", "x/y/a.sla", true),
        ("x", "x/../a.sla", false),
        ("", "../a.sla", false),
        ("../x", "../x/a.sla", true),
        ("../x", "../y/a.sla", false),
    ] {
        assert_eq!(lies_in(Path::new(folder), Path::new(file)), want, "{file} in {folder:?}");
    }
}

#[test]
fn a_report_names_files_from_the_project() {
    let from = |folder: &str, file: &str| shown(&from_folder(Path::new(folder), Path::new(file)));
    assert_eq!(from("/x/examples/klant", "/x/examples/mextra/contract.sla"), "../mextra/contract.sla");
    assert_eq!(from("/x", "/x/kalenders/nl.sla"), "kalenders/nl.sla");
    assert_eq!(from("/x/a/b", "/y/c.sla"), "../../../y/c.sla");
}
