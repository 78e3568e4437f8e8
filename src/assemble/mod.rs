//! One contract of several files: `use` brings in what other files declare, `amends` changes items of another
//! contract. All of it happens before names are looked up, so that the rooms below know one list of items.
//!
//! A file counts once, wherever it is used from. Files that use one another in a circle, an amendment that replaces what is
//! not there, and a file that cannot be had are mistakes with a place each.

mod amend;
mod error;
mod key;
mod library;

pub use error::AssembleError;
pub use library::{Library, Nowhere, Unavailable};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, nearest};
use crate::source::{SourceId, SourceMap, Span, Spanned};
use crate::syntax;
use crate::syntax::ast::{File, Lost, Text};

/// A contract with everything that belongs to it.
#[derive(Debug)]
pub struct Assembled {
    /// All items, those of other files too.
    pub file: File,
    /// What the parser could not read, file by file.
    pub unread: Vec<Unread>,
    /// Whether a file that it uses could not be had, so that any unknown name may be declared there.
    pub incomplete: bool,
    /// The file that was asked for.
    pub root: SourceId,
    /// The other files that were read, in the order in which they were first named.
    pub others: Vec<SourceId>,
    /// Those of them that only declare: a contract need not use all of it.
    pub libraries: BTreeSet<SourceId>,
    /// What an amendment changes of its base.
    pub amendment: Option<Amendment>,
    /// What amendments remove, those of the base too.
    pub removed: Vec<Removed>,
}

/// An item with a name that an amendment removes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The word that it begins with.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Where the amendment says so.
    pub span: Span,
}

/// What the parser could not read of one file.
#[derive(Debug)]
pub struct Unread {
    /// The file.
    pub text: Arc<str>,
    /// What was skipped.
    pub lost: Vec<Lost>,
    /// Where each problem was reported.
    pub reported: Vec<Span>,
}

/// What an amendment changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// The contract that is amended.
    pub base: SourceId,
    /// Its file, as it is called in messages.
    pub base_file: String,
    /// Its name.
    pub base_name: Option<String>,
    /// Its version.
    pub base_version: Option<String>,
    /// The last day on which it holds, where it says so.
    pub base_until: Option<chrono::NaiveDate>,
    /// Lines of the header that are other than those of the base, in the order written.
    pub header: Vec<HeaderChange>,
    /// Items, in the order written.
    pub items: Vec<ItemChange>,
}

/// A line of the header that is other than that of the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderChange {
    /// Its first word.
    pub key: &'static str,
    /// What stood there.
    pub was: Option<String>,
    /// What stands there now.
    pub now: String,
    /// Where that is written.
    pub span: Span,
}

/// An item that is other than in the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemChange {
    /// The word that it begins with: `norm`, `window`, `clause`.
    pub kind: &'static str,
    /// Its name, number or text; none where such an item stands once.
    pub name: Option<String>,
    /// Where it stood in the base; `None`: it is new.
    pub was: Option<Span>,
    /// Where it stands in the amendment; `None`: it is removed.
    pub now: Option<Span>,
}

/// Reads the contract `root` and all files that it names. `None` when nothing of it could be read. Every mistake is
/// pushed to `problems`.
pub fn assemble(
    sources: &mut SourceMap,
    root: SourceId,
    library: &dyn Library,
    problems: &mut Diagnostics,
) -> Option<Assembled> {
    let contract = sources.get(root)?.name.to_string();
    let mut reader = Reader {
        sources,
        library,
        problems,
        unread: Vec::new(),
        read: BTreeMap::new(),
        others: Vec::new(),
        libraries: BTreeSet::new(),
        removed: Vec::new(),
        incomplete: false,
    };
    reader.read.insert(contract.clone(), Standing { named_at: None, open: true });
    let (file, amendment) = reader.contract(root, &contract)?;
    let Reader { unread, others, libraries, removed, incomplete, .. } = reader;
    Some(Assembled { file, unread, incomplete, root, others, libraries, amendment, removed })
}

/// Where a file stands among those that were read.
struct Standing {
    /// Where it was named first.
    named_at: Option<Span>,
    /// Whether the files that it names are still being read.
    open: bool,
}

struct Reader<'r> {
    sources: &'r mut SourceMap,
    library: &'r dyn Library,
    problems: &'r mut Diagnostics,
    unread: Vec<Unread>,
    /// By name.
    read: BTreeMap<String, Standing>,
    others: Vec<SourceId>,
    libraries: BTreeSet<SourceId>,
    removed: Vec<Removed>,
    /// A file could not be had.
    incomplete: bool,
}

impl Reader<'_> {
    /// A contract or amendment with what it uses. `contract` is the file whose project bounds what may be read.
    fn contract(&mut self, id: SourceId, contract: &str) -> Option<(File, Option<Amendment>)> {
        let mut file = self.parse(id)?;
        let base = file.amends.take().map(|amends| (self.base(&amends.path), amends));
        self.used(&mut file, contract);
        let Some((base, amends)) = base else {
            for change in std::mem::take(&mut file.changes) {
                let word = if change.replaces { "replace" } else { "add" };
                self.problems.push(change.span, AssembleError::NothingAmended { word, span: change.span });
            }
            for removal in std::mem::take(&mut file.removals) {
                let span = removal.span;
                self.problems.push(span, AssembleError::NothingAmended { word: "remove", span });
            }
            return Some((file, None));
        };
        match base {
            Some((base_id, base)) => {
                let amended = amend::amend(self.sources, file, &amends, base_id, base, self.problems);
                self.removed.extend(amended.removed);
                Some((amended.file, Some(amended.amendment)))
            }
            None => None,
        }
    }

    /// The contract that an amendment amends.
    fn base(&mut self, path: &Text) -> Option<(SourceId, File)> {
        let (id, name) = self.open(path, None)?;
        let found = self.contract(id, &name);
        self.close(&name);
        let (file, _) = found?;
        Some((id, file))
    }

    /// Adds what the files of `use` declare, in front: they are the ground that the contract stands on.
    fn used(&mut self, file: &mut File, contract: &str) {
        let mut items = Vec::new();
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for used in std::mem::take(&mut file.uses) {
            if let Some(first) = seen.insert(used.path.value.clone(), used.path.span) {
                let (path, span) = (used.path.value, used.path.span);
                self.problems.push(span, AssembleError::UsedTwice { path, span, first });
                continue;
            }
            let Some((id, name)) = self.open(&used.path, Some(contract)) else { continue };
            self.libraries.insert(id);
            if let Some(mut library) = self.parse(id) {
                self.refuse_header(&library, &used.path);
                self.used(&mut library, contract);
                items.append(&mut library.items);
                file.allows.append(&mut library.allows);
            }
            self.close(&name);
        }
        let count = items.len();
        file.changes.iter_mut().for_each(|change| change.item += count);
        items.append(&mut file.items);
        file.items = items;
    }

    /// A library declares; who agrees on what is for the contract to say.
    fn refuse_header(&mut self, library: &File, path: &Text) {
        let found = library.items.iter().find_map(key::header);
        let amends = library.amends.as_ref().map(|amends| ("amends", amends.path.span));
        let change = library.changes.first().map(|change| ("replace", change.span));
        let removal = library.removals.first().map(|removal| ("remove", removal.span));
        if let Some((what, span)) = found.or(amends).or(change).or(removal) {
            let used = path.span;
            self.problems.push(span, AssembleError::HeaderInLibrary { what, span, used });
        }
    }

    /// The file at `path`, when it was not read before; a circle is reported.
    fn open(&mut self, path: &Text, contract: Option<&str>) -> Option<(SourceId, String)> {
        let Spanned { value, span } = path.clone();
        let from = self.sources.get(span.source)?.name.to_string();
        let (name, text) = match self.library.find(contract, &from, &value) {
            Ok(found) => found,
            Err(why) => {
                self.incomplete = true;
                let help = self.unavailable(contract, &from, &value);
                self.problems.push(span, AssembleError::Unavailable { path: value, why, span, help });
                return None;
            }
        };
        if let Some(standing) = self.read.get(&name) {
            if standing.open {
                self.problems.push(span, AssembleError::Circle { path: value, span, began: standing.named_at });
            }
            return None;
        }
        let id = self.sources.add(&name, &text);
        self.read.insert(name.clone(), Standing { named_at: Some(span), open: true });
        self.others.push(id);
        Some((id, name))
    }

    /// What to write for a path at which there is no file.
    fn unavailable(&self, contract: Option<&str>, from: &str, path: &str) -> String {
        let (folder, file) = path.rsplit_once('/').map_or(("", path), |(folder, file)| (folder, file));
        let beside = self.library.beside(contract, from, path);
        if let Some(near) = nearest(file, beside.iter().map(String::as_str)) {
            let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
            return format!("did you mean `\"{folder}{near}\"`?");
        }
        let example = match contract {
            Some(_) => "use \"kalenders/nl.sla\"",
            None => "amends \"../standaard/contract.sla\"",
        };
        format!("paths start from the folder of this file: `{example}`")
    }

    fn close(&mut self, name: &str) {
        if let Some(standing) = self.read.get_mut(name) {
            standing.open = false;
        }
    }

    fn parse(&mut self, id: SourceId) -> Option<File> {
        let text = self.sources.get(id)?.text.clone();
        let mut found = Diagnostics::default();
        let file = syntax::parse(id, &text, &mut found);
        let labels = found.iter().filter_map(|problem| problem.diagnostic.labels()?.next());
        let reported = labels.map(|label| Span::from(&label)).collect();
        let lost = file.as_ref().map(|file| file.lost.clone()).unwrap_or_default();
        self.unread.push(Unread { text, lost, reported });
        self.problems.append(found);
        file
    }
}
