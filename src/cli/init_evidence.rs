use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::evidence::{Export, guess};

use super::error::UsageError;
use super::exit::{Exit, Stop};
use super::output::OutputArgs;
use super::paths::{self, shown};
use super::project::{self, compile};
use super::session::Session;

/// Look at exports and write a first sla.toml for them
///
/// It finds delimiters, columns by their names in English, Dutch and German, formats of moments by trying all rows, words
/// for "no value", decimal commas and values that the contract knows, and says why. What could be read in two ways, such as
/// whether the day or the month comes first, is written as a question and never guessed.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Exports: CSV, TSV, JSON, JSON Lines or calendars (.ics), as they are or packed (.gz, .zst)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The contract whose columns and values are looked for
    ///
    /// Default: that of the nearest `sla.toml`, or the only one in the folder you stand in.
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    look(session, &args.files, args.contract.as_deref(), &args.output)
}

/// Writes a first project file for `files`, by the names of `contract` or of the nearest one.
pub(super) fn look(
    session: &mut Session,
    files: &[PathBuf],
    contract: Option<&Path>,
    output: &OutputArgs,
) -> Result<Exit, Stop> {
    let contract = match contract {
        Some(path) => Some(project::contract(session, Some(path), "sla init-evidence")?),
        None => nearest(session)?,
    };
    let folder = output.file().and_then(Path::parent).unwrap_or(Path::new(""));
    let mut model = None;
    if let Some(path) = &contract {
        let source = paths::read(&mut session.sources, path)?;
        let (compiled, warnings) = compile(session, source)?;
        session.show(&warnings);
        session.detail(&format!("contract {}", shown(path)));
        model = Some((seen_from(folder, path)?, compiled));
    }
    let mut exports = Vec::new();
    for path in files {
        let bytes = paths::bytes(path).map_err(|error| paths::unreadable(path, &error))?;
        exports.push(Export { name: seen_from(folder, path)?, bytes: Box::new(std::io::Cursor::new(bytes)) });
    }
    let known = model.as_ref().map(|(path, model)| (path.as_str(), model));
    let text = guess(known, exports).map_err(|no| UsageError::NoTable { path: no.file, reason: no.why })?;
    output.write(session, &text)?;
    Ok(Exit::Done)
}

/// The contract of the nearest project, or the only one here.
fn nearest(session: &mut Session) -> Result<Option<PathBuf>, Stop> {
    if let Some(file) = project::nearest()? {
        return Ok(Some(project::read(session, &file)?.contract_path(&file)));
    }
    let here = fs::read_dir(".").map_err(|error| paths::unreadable(Path::new("."), &error))?;
    let mut found = here
        .filter_map(|entry| Some(PathBuf::from(entry.ok()?.file_name())))
        .filter(|path| path.extension().is_some_and(|ending| ending == "sla") && path.is_file());
    Ok(found.next().filter(|_| found.next().is_none()))
}

/// A path as a project file in `folder` names it.
fn seen_from(folder: &Path, path: &Path) -> Result<String, Stop> {
    if folder.as_os_str().is_empty() || path.is_absolute() {
        return Ok(shown(path));
    }
    let whole = |path: &Path| {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        path.canonicalize().map_err(|error| paths::unreadable(path, &error))
    };
    let (folder, path) = (whole(folder)?, whole(path)?);
    let shared = folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    Ok(shown(&up.chain(path.components().skip(shared)).collect::<PathBuf>()))
}
