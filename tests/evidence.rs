//! Evidence from files: real exports, small projects with one mistake each, and noise.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sla::diagnostic::render::{Format, render};
use sla::evidence::{BadRows, ChangeKind, Files, Loaded, Project, load};
use sla::model::{Model, PriorityId};
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

/// Waits, resolutions, reopenings and priorities follow from a log with a row for every update.
#[test]
fn a_real_log_becomes_waits_and_reopenings() {
    let (loaded, shown) = loaded(&root().join("tests/cases/evidence/good/uci_events"), BadRows::Fail);
    assert_eq!(shown, "");
    let evidence = loaded.evidence;
    let (tickets, changes, waits) = (evidence.tickets.unwrap(), evidence.changes.unwrap(), evidence.waits.unwrap());
    assert_eq!(tickets.len(), 321);
    assert_eq!(evidence.files[0].out_of_scope, 2360 - 321, "earlier rows of each incident");
    let reopened = changes.iter().filter(|change| change.kind == ChangeKind::Reopened).count();
    let resolved = changes.iter().filter(|change| change.kind == ChangeKind::Resolved).count();
    assert_eq!((reopened, resolved, waits.len()), (34, 355, 129), "as counted by another program");
    assert!(tickets.iter().all(|ticket| ticket.resolved.is_some()), "where the row has none, the log tells");
    assert!(waits.is_sorted_by_key(|wait| (wait.ticket, wait.from)));
    assert!(changes.is_sorted_by_key(|change| (change.ticket, change.at)));
    let of = |id: &str| (0..).zip(&tickets).find(|(_, ticket)| *ticket.id == *id).unwrap();
    let (ix, ticket) = of("INC0000062");
    assert_eq!(ticket.priority.unwrap().0, 2, "the first priority that the log holds");
    let kinds: Vec<&ChangeKind> = changes.iter().filter(|it| it.ticket.0 == ix).map(|it| &it.kind).collect();
    let priority = |n| ChangeKind::Priority(Some(PriorityId(n)));
    assert_eq!(kinds, [&priority(2), &priority(1), &ChangeKind::Resolved, &ChangeKind::Closed]);
}

/// Eight notices end before they start: day and month swapped.
#[test]
fn a_real_status_page_has_eight_notices_that_run_backwards() {
    let folder = root().join("tests/cases/evidence/good/jenkins");
    let (strict, _) = loaded(&folder, BadRows::Fail);
    let codes: Vec<String> = strict.problems.iter().map(|problem| problem.code()).collect();
    assert_eq!(codes, ["SLA0551"; 8]);
    let (lenient, shown) = loaded(&folder, BadRows::Skip);
    assert_eq!(shown, "");
    let lines: Vec<(&str, u32)> = lenient.rejects.iter().map(|reject| (reject.table, reject.line)).collect();
    let of = |table: &'static str, lines: &[u32]| lines.iter().map(|line| (table, *line)).collect::<Vec<_>>();
    assert_eq!(lines, [of("outages", &[31, 39, 78, 127, 203, 287]), of("maintenance", &[107, 176])].concat());
    assert!(lenient.rejects[0].text.starts_with(b"2021-09-23-puppet-outage.md,"), "whole rows");
    let (outages, maintenance) = (lenient.evidence.outages.unwrap(), lenient.evidence.maintenance.unwrap());
    assert_eq!(outages.len() + maintenance.len() + 8, 297);
    let counts: Vec<[u64; 4]> =
        lenient.evidence.files.iter().map(|file| [file.rows, file.rejected, file.out_of_scope, file.dropped]).collect();
    assert_eq!(counts, [[297, 6, 55, 0], [297, 2, 242, 0]]);
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
