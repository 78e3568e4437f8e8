//! Evidence from files: real exports, small projects with one mistake each, and noise.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test reads its cases and stops at the first surprise"
)]

mod calendars;
mod cases;
mod exports;
mod formats;
#[path = "../support/cases.rs"]
mod how_many;
mod logs;
mod members;
mod noise;
mod presets;
mod same;
mod streaming;
mod streams;
mod tables;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use sla::diagnostic::render::{Format, render};
use sla::evidence::{BadRows, Files, Loaded, Project, load};
use sla::model::Model;
use sla::source::SourceMap;

/// The files of a folder.
struct Folder(PathBuf);

impl Files for Folder {
    fn list(&self, pattern: &str) -> io::Result<Vec<String>> {
        let whole = self.0.join(pattern);
        let paths = glob::glob(whole.to_str().unwrap()).map_err(|why| io::Error::other(why.msg))?;
        let mut names: Vec<String> = paths
            .map(|path| path.unwrap().strip_prefix(&self.0).unwrap().to_str().unwrap().replace('\\', "/"))
            .collect();
        names.sort();
        Ok(names)
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(std::fs::File::open(self.0.join(name))?))
    }
}

/// Files in memory.
#[derive(Default)]
struct Memory(BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn list(&self, pattern: &str) -> io::Result<Vec<String>> {
        let pattern = glob::Pattern::new(pattern).map_err(|why| io::Error::other(why.msg))?;
        Ok(self.0.keys().filter(|name| pattern.matches(name)).cloned().collect())
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + Send>> {
        let bytes = self.0.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(io::Cursor::new(bytes.clone())))
    }
}

fn compiled(sources: &mut SourceMap, text: &str) -> Model {
    let id = sources.add("contract.sla", text);
    match sla::compile(sources, id) {
        Ok((model, _)) => model,
        Err(problems) => panic!("{}", render(&problems, sources, Format::Plain)),
    }
}

/// Everything that a project's folder holds, and what is said about it.
fn loaded(folder: &Path, bad_rows: BadRows) -> (Loaded, String) {
    let mut sources = SourceMap::default();
    let text = |name: &str| std::fs::read_to_string(folder.join(name));
    let shared = || std::fs::read_to_string(root().join("tests/cases/evidence/contract.sla"));
    let model = compiled(&mut sources, &text("contract.sla").or_else(|_| shared()).unwrap());
    let id = sources.add("sla.toml", &text("sla.toml").unwrap());
    let human = Format::Human { colour: false, width: 100 };
    match Project::parse(&sources, id) {
        Err(problems) => (Loaded::default(), render(&problems, &sources, human)),
        Ok(project) => {
            let loaded = load(&model, &project, &Folder(folder.to_owned()), bad_rows);
            let shown = render(&loaded.problems, &sources, human);
            (loaded, shown)
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

const CONTRACT: &str = include_str!("../cases/evidence/contract.sla");

/// What comes of files in memory under the shared contract.
fn loaded_from(sla_toml: &str, files: &[(&str, &[u8])], bad_rows: BadRows) -> (Loaded, String) {
    static MODEL: LazyLock<Model> = LazyLock::new(|| compiled(&mut SourceMap::default(), CONTRACT));
    let mut sources = SourceMap::default();
    let id = sources.add("sla.toml", sla_toml);
    let project = match Project::parse(&sources, id) {
        Ok(project) => project,
        Err(problems) => return (Loaded::default(), render(&problems, &sources, Format::Plain)),
    };
    let files = Memory(files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect());
    let loaded = load(&MODEL, &project, &files, bad_rows);
    let shown = render(&loaded.problems, &sources, Format::Plain);
    (loaded, shown)
}
