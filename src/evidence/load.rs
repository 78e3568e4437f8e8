use crate::diagnostic::Diagnostics;
use crate::model::Model;

use super::{Evidence, Files, Project};

/// What to do with rows that do not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRows {
    /// Each is an error: the evidence is invalid.
    Fail,
    /// Each is left out, counted and kept among the rejects.
    Skip,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// `tickets`, …
    pub table: &'static str,
    /// The file, as in [`super::EvidenceFile::file`].
    pub file: String,
    /// 1-based line on which the row starts.
    pub line: u32,
    /// Why: `SLA0531`.
    pub code: String,
    /// Why, in words.
    pub message: String,
    /// The row as it stands in the file, without its line ending.
    pub text: Vec<u8>,
}

/// What came of a project's files.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The rows that fit.
    pub evidence: Evidence,
    /// What is wrong. With [`BadRows::Skip`] only what cannot be skipped, and warnings. At most 1,000 rows are shown.
    pub problems: Diagnostics,
    /// How many more bad rows there are beyond those in `problems`, by code.
    pub more: std::collections::BTreeMap<String, u64>,
    /// Every refused row, in reading order (either way of [`BadRows`]).
    pub rejects: Vec<Reject>,
}

/// Reads all evidence of `project` and types it after `model`. The evidence is valid when
/// [`Diagnostics::has_errors`] of the problems says no.
pub fn load(model: &Model, project: &Project, files: &dyn Files, bad_rows: BadRows) -> Loaded {
    let _ = (model, project, files, bad_rows);
    Loaded::default()
}
