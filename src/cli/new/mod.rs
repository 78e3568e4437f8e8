//! `sla new`: a project to begin with.

mod template;

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::nearest;
use crate::quantity::zone;
use crate::source::SourceMap;

use super::error::UsageError;
use super::exit::{Exit, Stop};
use super::paths::{self, shown};
use super::session::Session;
use template::{Language, next_steps, project};

/// Make a small project that checks, tests and evaluates at once
///
/// A contract with a comment on every part of it, an `sla.toml`, and a month of made-up evidence: a folder to change
/// line by line into a contract of one's own.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder to make; its name becomes the title of the contract
    ///
    /// It must not exist yet, or be empty; `.` is the folder you stand in.
    #[arg(value_name = "NAME")]
    folder: PathBuf,
    /// Language of the contract and its comments
    #[arg(long, value_enum, default_value_t = Language::En)]
    locale: Language,
    /// Local time of the contract, and for some countries its public holidays and currency
    #[arg(long, default_value = "Europe/Amsterdam", value_name = "AREA/CITY")]
    timezone: String,
}

pub(super) fn run(session: &mut Session, args: &Args) -> Result<Exit, Stop> {
    if zone::parse(&args.timezone).is_err() {
        let near = nearest(&args.timezone, zone::names()).map(|name| format!("did you mean `{name}`?"));
        let help = near.unwrap_or_else(|| "write an area and a city, such as `Europe/Brussels`".to_owned());
        return Err(UsageError::NoTimezone { written: args.timezone.clone(), help }.into());
    }
    let folder = shown(&args.folder);
    if holds_something(&args.folder)? {
        return Err(UsageError::NotEmpty { path: folder }.into());
    }
    let files = title(&args.folder).map(|title| project(args.locale, &title, &args.timezone));
    let files = files.filter(|files| is_right(files)).ok_or(UsageError::NoTitle { path: folder.clone() })?;
    for (path, text) in &files {
        let path = args.folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)
                .map_err(|error| UsageError::Unwritable { path: shown(parent), reason: paths::why(&error) })?;
        }
        paths::write(&path, text.as_bytes())?;
    }
    let typed = if folder.contains(char::is_whitespace) { format!("\"{folder}\"") } else { folder };
    session.say(&next_steps(args.locale, &typed));
    Ok(Exit::Done)
}

/// Whether something stands at `folder` that a project must not be written over. A repository without files is nothing.
fn holds_something(folder: &Path) -> Result<bool, Stop> {
    match fs::metadata(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(paths::unreadable(folder, &error)),
        Ok(found) if !found.is_dir() => return Ok(true),
        Ok(_) => {}
    }
    let entries = fs::read_dir(folder).map_err(|error| paths::unreadable(folder, &error))?;
    let names = entries.map(|entry| entry.map(|entry| entry.file_name()));
    let names: Vec<_> = names.collect::<Result<_, _>>().map_err(|error| paths::unreadable(folder, &error))?;
    Ok(names.iter().any(|name| name != ".git"))
}

/// The folder's name in words: `help-desk` is `Help desk`. `None` where it has none that is text.
fn title(folder: &Path) -> Option<String> {
    let name = match folder.file_name() {
        Some(name) => name.to_owned(),
        None => folder.canonicalize().ok()?.file_name()?.to_owned(),
    };
    let words = name.to_str()?.replace(['-', '_'], " ");
    let words = words.trim();
    let first = words.chars().next()?;
    Some(first.to_uppercase().chain(words.chars().skip(1)).collect())
}

/// Whether the contract is one: a folder may be called what no text of a contract may hold.
fn is_right(files: &[(&str, String)]) -> bool {
    let Some((path, text)) = files.iter().find(|(path, _)| path.ends_with(".sla")) else { return false };
    let mut sources = SourceMap::default();
    let source = sources.add(path, text);
    crate::compile(&sources, source).is_ok_and(|(_, warnings)| warnings.is_empty())
}

#[test]
fn titles_are_words() {
    for (folder, want) in [
        ("help-desk", Some("Help desk")),
        ("contracts/my_SLA/", Some("My SLA")),
        ("élan", Some("Élan")),
        ("-", None),
        ("/", None),
    ] {
        assert_eq!(title(Path::new(folder)).as_deref(), want, "{folder}");
    }
}
