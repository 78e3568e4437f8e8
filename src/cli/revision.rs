//! Files of a revision, from git.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::assemble::{Library, Unavailable};
use crate::source::SourceId;

use super::error::UsageError;
use super::exit::Stop;
use super::library::file_at;
use super::paths::{shown, text};
use super::session::Session;

/// The files of one revision, as contracts name them.
pub(super) struct Revision {
    /// As asked for.
    name: String,
    /// The commit that it is.
    commit: String,
}

impl Revision {
    /// Finds a revision in the repository in which `contract` lies.
    pub(super) fn find(name: &str, contract: &Path) -> Result<Self, Stop> {
        let inside = git(contract, &["rev-parse", "--is-inside-work-tree"])?;
        if !inside.status.success() {
            return Err(UsageError::NotInGit { path: shown(contract) }.into());
        }
        // What follows is never taken for an option, whatever it begins with.
        let commit = format!("{name}^{{commit}}");
        let found = git(contract, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        if !found.status.success() {
            return Err(UsageError::UnknownRevision { name: name.to_owned() }.into());
        }
        let commit = String::from_utf8_lossy(&found.stdout).trim().to_owned();
        Ok(Self { name: name.to_owned(), commit })
    }

    /// Reads a contract of the revision.
    pub(super) fn read(&self, session: &mut Session, contract: &Path) -> Result<SourceId, Stop> {
        let missing = || UsageError::NotInRevision { path: shown(contract), name: self.name.clone() };
        let bytes = self.bytes(contract)?.ok_or_else(missing)?;
        let text = text(contract, &bytes)?;
        Ok(session.sources.add(&self.called(contract), &text))
    }

    /// `main:contract.sla`, as git writes it.
    fn called(&self, file: &Path) -> String {
        format!("{}:{}", self.name, shown(file))
    }

    /// The bytes of a file; `None`: the revision has none there.
    fn bytes(&self, file: &Path) -> Result<Option<Vec<u8>>, Stop> {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let found = git(file, &["cat-file", "blob", &format!("{}:./{name}", self.commit)])?;
        Ok(found.status.success().then_some(found.stdout))
    }
}

impl Library for Revision {
    fn find(&self, contract: Option<&str>, from: &str, path: &str) -> Result<(String, String), Unavailable> {
        let bare = |name: &str| name.strip_prefix(&format!("{}:", self.name)).unwrap_or(name).to_owned();
        let file = file_at(&bare(from), path).ok_or(Unavailable::NotAPath)?;
        if let Some(contract) = contract {
            let project = super::library::project_folder(Path::new(&bare(contract)));
            if !super::library::lies_in(&project, &file) {
                return Err(Unavailable::Outside(shown(&project)));
            }
        }
        let unreadable = |why: String| Unavailable::Unreadable(why);
        let bytes = self.bytes(&file).map_err(|_| unreadable("git does not give it".to_owned()))?;
        let bytes =
            bytes.ok_or_else(|| unreadable(format!("there is no such file in the revision `{}`", self.name)))?;
        let text = String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8 text".to_owned()))?;
        Ok((self.called(&file), text))
    }
}

/// Runs git in the folder of a file, or in the nearest one above it that is still there.
fn git(file: &Path, args: &[&str]) -> Result<Output, Stop> {
    let folder = file.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_owned);
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| PathBuf::from("."));
    let run = Command::new("git").arg("-C").arg(folder).args(args).output();
    run.map_err(|error| UsageError::NoGit { reason: super::paths::why(&error) }.into())
}
