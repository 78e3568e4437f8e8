//! Evidence from files: real exports, small projects with one mistake each, and noise.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test reads its cases and stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
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

const CONTRACT: &str = include_str!("cases/evidence/contract.sla");

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

const FOUR_FORMS: [(&str, &str); 5] = [
    (
        "tickets.csv",
        "ticket,kind,opened,resolved,priority,impact,cost,users,motivated\n\
         1,incident,2024-03-01 09:00,2024-03-01 10:00,P1,high,12.50,45%,true\n\
         2,question,2024-03-02T09:00:00Z,,,,,,\n\
         \"3 \"\"a\"\"\",incident,2024-03-03 09:00,,P2,low,-1,,no\n",
    ),
    (
        "tickets.tsv",
        "ticket\tkind\topened\tresolved\tpriority\timpact\tcost\tusers\tmotivated\r\n\
         1\tincident\t2024-03-01 09:00\t2024-03-01 10:00\tP1\thigh\t12.50\t45%\tTrue\r\n\
         2\tquestion\t2024-03-02T09:00:00Z\t\t\t\t\t\t\r\n\
         \"3 \"\"a\"\"\"\tincident\t2024-03-03 09:00\t\tP2\tlow\t-1\t\tno\r\n",
    ),
    (
        "tickets.json",
        r#"{ "made": 1, "tickets": [
            { "ticket": 1, "kind": "incident", "opened": "2024-03-01 09:00", "resolved": "2024-03-01 10:00",
              "priority": "P1", "impact": "high", "cost": 12.50, "users": "45%", "motivated": true, "x": [1] },
            { "ticket": 2, "kind": "question", "opened": "2024-03-02T09:00:00Z", "resolved": null },
            { "ticket": "3 \"a\"", "kind": "incid\u0065nt", "opened": "2024-03-03 09:00", "priority": "P2",
              "impact": "low", "cost": -1, "motivated": "no" } ] }"#,
    ),
    (
        "tickets.jsonl",
        r#"{ "ticket": 1, "kind": "incident", "opened": "2024-03-01 09:00", "resolved": "2024-03-01 10:00", "priority": "P1", "impact": "high", "cost": 12.50, "users": "45%", "motivated": true }

           { "ticket": 2, "kind": "question", "opened": "2024-03-02T09:00:00Z" }
           { "ticket": "3 \"a\"", "kind": "incident", "opened": "2024-03-03 09:00", "priority": "P2", "impact": "low", "cost": -1, "motivated": "no" }"#,
    ),
    (
        "tickets.toml",
        r#"
            [[tickets]]
            ticket = 1
            kind = "incident"
            opened = 2024-03-01T09:00:00
            resolved = 2024-03-01T10:00:00
            priority = "P1"
            impact = "high"
            cost = 12.50
            users = "45%"
            motivated = true

            [[tickets]]
            ticket = 2
            kind = "question"
            opened = 2024-03-02T09:00:00Z

            [[tickets]]
            ticket = '3 "a"'
            kind = "incident"
            opened = "2024-03-03 09:00"
            priority = "P2"
            impact = "low"
            cost = -1
            motivated = "no"
        "#,
    ),
];

/// The same rows in every format are the same evidence.
#[test]
fn formats_agree() {
    let mut all = Vec::new();
    for (name, text) in FOUR_FORMS {
        let toml = format!("contract = \"c\"\n[evidence.tickets]\nfiles = [\"{name}\"]\n");
        let (loaded, shown) = loaded_from(&toml, &[(name, text.as_bytes())], BadRows::Fail);
        assert_eq!(shown, "", "{name}");
        let mut tickets = loaded.evidence.tickets.unwrap();
        assert_eq!(tickets.len(), 3, "{name}");
        tickets.iter_mut().for_each(|ticket| ticket.row.line = 0);
        all.push(format!("{tickets:?}"));
    }
    all.dedup();
    assert_eq!(all.len(), 1, "{all:#?}");
    assert!(all[0].contains("Percent") || all[0].contains("9, 20"), "45% is 9/20: {}", all[0]);
}

/// A ticket that is left out takes its waits and changes with it, without another word.
#[test]
fn what_belongs_to_a_refused_ticket_is_dropped_with_it() {
    let toml = r#"
        contract = "c"
        [evidence.tickets]
        files = ["tickets.csv"]
        absent = ["resolved", "priority", "impact"]
        only.kind = ["incident"]
        [evidence.waits]
        files = ["waits.csv"]
    "#;
    let tickets = "ticket,kind,opened\nA,incident,2024-03-01 09:00\nB,incident,soon\nC,change,2024-03-01 09:00\n\
                   D,incident\nA,incident,2024-03-01 09:00\n";
    let waits = "ticket,from,to,reason\nA,2024-03-01 10:00,,customer\nB,2024-03-01 10:00,,customer\n\
                 C,2024-03-01 10:00,,x\nD,2024-03-01 10:00,,customer\nE,2024-03-01 10:00,,customer\n";
    let files: [(&str, &[u8]); 2] = [("tickets.csv", tickets.as_bytes()), ("waits.csv", waits.as_bytes())];
    let (strict, shown) = loaded_from(toml, &files, BadRows::Fail);
    let codes: Vec<String> = strict.problems.iter().map(|problem| problem.code()).collect();
    assert_eq!(codes, ["SLA0540", "SLA0520", "SLA0550", "SLA0553"], "{shown}");
    let (lenient, shown) = loaded_from(toml, &files, BadRows::Skip);
    assert_eq!(shown, "");
    let rejects: Vec<(&str, u32, &str, &[u8])> =
        lenient.rejects.iter().map(|it| (it.table, it.line, it.code.as_str(), &*it.text)).collect();
    let want: [(&str, u32, &str, &[u8]); 4] = [
        ("tickets", 3, "SLA0540", b"B,incident,soon"),
        ("tickets", 5, "SLA0520", b"D,incident"),
        ("tickets", 6, "SLA0550", b"A,incident,2024-03-01 09:00"),
        ("waits", 6, "SLA0553", b"E,2024-03-01 10:00,,customer"),
    ];
    assert_eq!(rejects, want);
    let counts: Vec<[u64; 4]> =
        lenient.evidence.files.iter().map(|file| [file.rows, file.rejected, file.out_of_scope, file.dropped]).collect();
    assert_eq!(counts, [[5, 3, 1, 0], [5, 1, 1, 2]]);
    assert_eq!(lenient.evidence.waits.unwrap().len(), 1);
}

/// A file of several megabytes is read in pieces on all cores; nothing of that shows.
#[test]
fn large_files_are_read_as_small_ones() {
    const ROWS: usize = 60_000;
    let toml = r#"
        contract = "c"
        [evidence.tickets]
        files = ["tickets.csv*"]
        format = "csv"
        absent = ["priority", "impact"]
        defaults = { kind = "incident" }
    "#;
    let mut text = String::from("ticket,note,opened,resolved\n");
    for n in 0..ROWS {
        // Lines break inside quotes, one row in a thousand is bad, and two tickets come twice.
        let id = if n % 30_000 == 29_999 { n - 20_000 } else { n };
        let note = if n % 7 == 0 { "\"two\nlines, \"\"quoted\"\"\"" } else { "one line" };
        let opened = if n % 1_000 == 500 { "soon" } else { "2024-03-01 09:00" };
        text += &format!("INC{id:06},{note},{opened},2024-03-01 10:00\n");
    }
    assert!(text.len() > 3 << 20);
    let (large, shown) = loaded_from(toml, &[("tickets.csv", text.as_bytes())], BadRows::Skip);
    assert_eq!(shown, "");
    // The same in files of 1,000 rows, and packed.
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut rest = text.split_once('\n').unwrap().1;
    while !rest.is_empty() {
        let end = rest.match_indices("\nINC").nth(999).map_or(rest.len(), |(at, _)| at + 1);
        let part = format!("ticket,note,opened,resolved\n{}", &rest[..end]);
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut packer, part.as_bytes()).unwrap();
        parts.push((format!("tickets.csv{:03}.gz", parts.len()), packer.finish().unwrap()));
        rest = &rest[end..];
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let (small, shown) = loaded_from(toml, &parts, BadRows::Skip);
    assert_eq!(shown, "");
    let shown = |loaded: &Loaded| {
        let tickets = loaded.evidence.tickets.as_ref().unwrap().iter();
        let rows = tickets.map(|it| (it.id.clone(), it.opened, it.resolved)).collect::<Vec<_>>();
        let rejects = loaded.rejects.iter().map(|it| (it.code.clone(), it.text.clone())).collect::<Vec<_>>();
        (rows, rejects)
    };
    assert_eq!(shown(&large), shown(&small));
    assert_eq!(large.rejects.len(), 62);
    let line = |n: usize| 2 + n as u32 + n.div_ceil(7) as u32;
    assert_eq!(large.rejects[0].line, line(500));
    assert_eq!(large.rejects[30].line, line(29_999));
    assert_eq!(large.rejects[61].line, line(59_999));
}

/// Beyond the first thousand, bad rows are counted; all are kept as rejects.
#[test]
fn every_bad_row_counts() {
    let toml = "contract = \"c\"\n[evidence.outages]\nfiles = [\"-\"]\nformat = \"csv\"\n";
    let rows = "HM1,soon,,\n".repeat(2_500);
    let text = format!("component,from,to,cause\n{rows}HM9,2024-03-01 09:00,,\n");
    let (loaded, _) = loaded_from(toml, &[("-", text.as_bytes())], BadRows::Fail);
    assert_eq!(loaded.problems.len(), 1_000);
    let more: Vec<(&str, u64)> = loaded.more.iter().map(|(code, count)| (code.as_str(), *count)).collect();
    assert_eq!(more, [("SLA0528", 1), ("SLA0540", 1_500)]);
    assert_eq!(loaded.rejects.len(), 2_501);
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

/// Every code of this room occurs in a case above.
#[test]
fn every_code_has_a_case() {
    let snapshots = std::fs::read_dir(root().join("snapshots/evidence")).unwrap();
    let shown: String = snapshots.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    let own = |code: &str| ("SLA0400".."SLA0450").contains(&code) || ("SLA0500".."SLA0600").contains(&code);
    for page in sla::diagnostic::code::pages().filter(|page| own(page.code)) {
        assert!(shown.contains(&format!("[{}]", page.code)), "{} occurs in no case", page.code);
    }
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

/// Bytes that are nearly a table.
fn noise() -> impl Strategy<Value = Vec<u8>> {
    let parts: Vec<&[u8]> = vec![
        b"ticket,kind,opened,resolved,priority,impact\n",
        b"ticket,from,to,reason\n",
        b"ticket,at,field,value\n",
        b"A,incident,2024-03-01 09:00,2024-03-01 10:00,P1,high\n",
        b"A,2024-03-01 10:00,status,Resolved\n",
        b"A,2024-03-31 02:30,,customer\n",
        b"\"",
        b",",
        b"\n",
        b"\r",
        b"\xff",
        b"\xef\xbb\xbf",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"\"ticket\"",
        b"\"\\ud800\"",
        b"[[tickets]]\nticket = 1\n",
        b"99999999999999999999-12-31 24:00:00.99999999999",
        b"-0",
        b"null",
        "\u{a0}é".as_bytes(),
    ];
    proptest::collection::vec(proptest::sample::select(parts), 0..30).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Whatever the files hold, something is said or read, and nothing breaks.
    #[test]
    fn noise_never_panics(tickets in noise(), other in noise()) {
        for ending in ["csv", "json", "jsonl", "toml"] {
            let toml = format!(
                "contract = 'c'\n[evidence.tickets]\nfiles = ['t.{ending}']\n[evidence.waits]\nfiles = ['o.{ending}']\n\
                 [evidence.changes]\nfiles = ['o.{ending}']\n[evidence.outages]\nfiles = ['o.{ending}']\n"
            );
            let (t, o) = (format!("t.{ending}"), format!("o.{ending}"));
            let files: [(&str, &[u8]); 2] = [(&t, &tickets), (&o, &other)];
            for bad_rows in [BadRows::Fail, BadRows::Skip] {
                let (loaded, _) = loaded_from(&toml, &files, bad_rows);
                let read: u64 = loaded.evidence.files.iter().map(|file| file.rejected).sum();
                prop_assert_eq!(read, loaded.rejects.len() as u64);
            }
        }
    }

    /// A project file with anything in it is read or refused.
    #[test]
    fn a_mangled_project_never_panics(at in 0_usize..900, mut with in ".{0,5}", cut in 0_usize..30) {
        let text = include_str!("cases/evidence/good/uci_events/sla.toml");
        let boundary = |n: usize| (0..=n.min(text.len())).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
        let (start, end) = (boundary(at), boundary(at + cut));
        with.insert_str(0, &text[..start]);
        with.push_str(&text[end..]);
        let mut sources = SourceMap::default();
        let id = sources.add("sla.toml", &with);
        let shown = Project::parse(&sources, id).map_err(|problems| render(&problems, &sources, Format::Plain));
        prop_assert!(shown.is_ok() || shown.is_err_and(|words| words.contains("SLA04")));
    }
}
