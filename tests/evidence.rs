//! Evidence from files: real exports, small projects with one mistake each, and noise.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sla::diagnostic::render::{Format, render};
use sla::evidence::{BadRows, ChangeKind, Files, Loaded, Project, load};
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

#[test]
fn a_real_export_is_read_whole() {
    let (loaded, shown) = loaded(&root().join("examples/servicenow"), BadRows::Fail);
    assert_eq!(shown, "");
    let evidence = loaded.evidence;
    let tickets = evidence.tickets.unwrap();
    assert_eq!(tickets.len(), 5812);
    assert_eq!(tickets.iter().filter(|ticket| ticket.resolved.is_none()).count(), 268);
    let by_priority = |n: u32| tickets.iter().filter(|ticket| ticket.priority.unwrap().0 == n).count();
    assert_eq!([0, 1, 2, 3].map(by_priority), [57, 105, 5352, 298]);
    assert!(tickets.is_sorted_by_key(|ticket| (ticket.opened, ticket.id.clone())));
    assert_eq!(evidence.files[0].rows, 5812);
    assert_eq!(evidence.waits, None);
}

/// Each folder holds a project with one kind of mistake; the contract is the shared one unless it has its own.
#[test]
fn bad_projects() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/evidence");
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    let folder = root().join("tests/cases/evidence/bad");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    settings.bind(|| {
        for case in cases {
            let name = case.file_name().unwrap().to_str().unwrap();
            let (_, shown) = loaded(&case, BadRows::Fail);
            insta::assert_snapshot!(name, format!("{}\n----\n{shown}", written(&case)));
        }
    });
}

/// The files of a case, as its author sees them.
fn written(case: &Path) -> String {
    let mut files: Vec<PathBuf> = std::fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort_by_key(|path| (path.extension().is_none_or(|ending| ending != "toml"), path.clone()));
    let shown = files.iter().map(|path| {
        let bytes = std::fs::read(path).unwrap();
        let text = String::from_utf8(bytes).unwrap_or_else(|_| "(not UTF-8)\n".to_owned());
        format!("== {}\n{text}", path.file_name().unwrap().to_str().unwrap())
    });
    shown.collect::<Vec<_>>().join("\n")
}
