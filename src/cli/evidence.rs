//! Reading evidence, and what is said about bad rows.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::evidence::{BadRows, Evidence, Loaded, Reject, load};
use crate::model::Model;

use super::error::UsageError;
use super::exit::{Exit, Stop};
use super::files::Disk;
use super::paths;
use super::progress::Progress;
use super::project::Located;
use super::session::Session;

/// Bad rows shown; the others are counted.
const SHOWN: usize = 20;

/// Arguments about bad rows.
#[derive(Debug, clap::Args)]
pub(super) struct EvidenceArgs {
    /// What to do with rows that do not fit
    #[arg(long, value_enum, default_value_t = OnBadRows::Fail, value_name = "WHAT")]
    bad_rows: OnBadRows,
    /// Write every bad row to this file, as CSV, with the reason
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

/// What to do with rows that do not fit.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum OnBadRows {
    /// Show them and stop
    Fail,
    /// Leave them out and count them: verdicts that they could turn are undecided
    Skip,
}

/// Reads the evidence of a project, and the contract with the members of groups that it tells; invalid evidence ends the verb.
pub(super) fn read(
    session: &mut Session,
    located: &Located,
    model: &Model,
    args: &EvidenceArgs,
    progress: &Progress,
) -> Result<(Evidence, Option<Model>), Stop> {
    let bad_rows = match args.bad_rows {
        OnBadRows::Fail => BadRows::Fail,
        OnBadRows::Skip => BadRows::Skip,
    };
    let disk = Disk::new(&located.root, progress);
    let loaded = load(model, &located.project, &disk, bad_rows);
    tell(session, loaded, args, &disk, progress)
}

/// Says what is wrong with evidence; invalid evidence ends the verb.
pub(super) fn tell(
    session: &mut Session,
    loaded: Loaded,
    args: &EvidenceArgs,
    disk: &Disk<'_>,
    progress: &Progress,
) -> Result<(Evidence, Option<Model>), Stop> {
    let Loaded { evidence, model, mut problems, more, rejects } = loaded;
    problems.rename_excerpts(|name| disk.seen_from_here(name));
    if let Some(path) = &args.rejects {
        write_rejects(path, &rejects)?;
        session.detail(&format!("{} rejected rows written to {}", rejects.len(), paths::shown(path)));
    }
    for file in &evidence.files {
        session.detail(&format!("{} {}: {} rows, {} rejected", file.table, file.file, file.rows, file.rejected));
    }
    let is_valid = !problems.has_errors();
    let mut left_out: Vec<(String, u64)> = more.into_iter().collect();
    if !session.is_for_programs() {
        for reported in problems.split_off(SHOWN).iter() {
            let code = reported.code();
            match left_out.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => left_out.push((code, 1)),
            }
        }
        left_out.sort();
    }
    let counted: Vec<String> = left_out.iter().map(|(code, count)| format!("{count} × {code}")).collect();
    let total: u64 = left_out.iter().map(|(_, count)| count).sum();
    let last = (total > 0).then(|| format!("and {total} more that are not shown: {}", counted.join(", ")));
    progress.aside(|| session.show_with(&problems, last.as_deref()));
    let skipped = evidence.files.iter().map(|file| file.rejected).sum::<u64>();
    if is_valid && skipped > 0 {
        let rows = if skipped == 1 { "1 bad row" } else { &format!("{skipped} bad rows") };
        progress.aside(|| session.say(&format!("{rows} skipped: verdicts that they could turn are undecided")));
    }
    if is_valid {
        Ok((evidence, model))
    } else {
        Err(Stop::new(Exit::Evidence, crate::diagnostic::Diagnostics::default()))
    }
}

/// Every refused row, whole, with where it stood and why it was refused.
fn write_rejects(path: &Path, rejects: &[Reject]) -> Result<(), Stop> {
    let failed = |error: csv::Error| UsageError::Unwritable { path: paths::shown(path), reason: error.to_string() };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["table", "file", "line", "code", "reason", "row"]).map_err(failed)?;
    for reject in rejects {
        let line = reject.line.to_string();
        let fields = [reject.table, &reject.file, &line, &reject.code, &reject.message].map(str::as_bytes);
        writer.write_record(fields.into_iter().chain([&*reject.text])).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| UsageError::Unwritable { path: paths::shown(path), reason: error.to_string() })?;
    paths::replace(path, &bytes)
}
