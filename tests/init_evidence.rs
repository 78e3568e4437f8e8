//! `sla init-evidence`: what it writes is a project file, and with its questions answered it reads what the examples read.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a step that fails is a test that fails")]

#[path = "support/ran.rs"]
mod ran;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use proptest::prelude::*;
use ran::{folder, sla};
use sla::diagnostic::render::{Format, render};
use sla::evidence::project::TableSource;
use sla::evidence::{BadRows, Export, Files, Loaded, Project, guess, load};
use sla::model::Model;
use sla::source::SourceMap;

/// The files of a folder.
struct Folder(PathBuf);

impl Files for Folder {
    fn list(&self, pattern: &str) -> io::Result<Vec<String>> {
        Ok(vec![pattern.to_owned()])
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(fs::File::open(self.0.join(name))?))
    }
}

fn project(text: &str) -> Project {
    let mut sources = SourceMap::default();
    let id = sources.add("sla.toml", text);
    Project::parse(&sources, id)
        .unwrap_or_else(|problems| panic!("{text}\n{}", render(&problems, &sources, Format::Plain)))
}

/// The contract of a folder.
fn model(folder: &Path) -> Model {
    let mut sources = SourceMap::default();
    let id = sources.add("contract.sla", &fs::read_to_string(folder.join("contract.sla")).unwrap());
    sla::compile(&sources, id).map(|(model, _)| model).unwrap()
}

/// What is written for an export of a project, whose contract is `model`; once for all tests.
fn guessed(model: &Model, folder: &Path, name: &str) -> String {
    static KNOWN: Mutex<BTreeMap<PathBuf, Arc<OnceLock<String>>>> = Mutex::new(BTreeMap::new());
    let path = folder.join(name);
    let text = Arc::clone(KNOWN.lock().unwrap().entry(path.clone()).or_default());
    let export = || Export { name: name.to_owned(), bytes: Box::new(fs::File::open(&path).unwrap()) };
    let known = Some(("contract.sla", model));
    let text = text.get_or_init(|| {
        let text = guess(known, vec![export()]).unwrap();
        // The largest take seconds to read.
        if fs::metadata(&path).unwrap().len() < 200_000 {
            assert_eq!(text, guess(known, vec![export()]).unwrap(), "a second time");
        }
        text
    });
    text.clone()
}

/// Projects with evidence whose contract is one file.
fn projects() -> Vec<PathBuf> {
    let names = [
        "examples/cloud/chat-service",
        "examples/cloud/code-host",
        "examples/cloud/object-storage",
        "examples/cloud/wavelength-circuit",
        "examples/cloud-kpi",
        "examples/digid",
        "examples/etd",
        "examples/first",
        "examples/magda",
        "examples/mextra",
        "examples/servicenow",
        "tests/cases/evidence/good/jenkins",
        "tests/cases/evidence/good/uci_events",
    ];
    names.into_iter().map(PathBuf::from).collect()
}

/// Adds to what was guessed what only people know: the answers that `own` gives.
fn answer(guessed: &mut TableSource, own: &TableSource) {
    for (column, header) in &own.columns {
        guessed.columns.entry(column.clone()).or_insert_with(|| header.clone());
    }
    for (column, (span, values)) in &own.values {
        let known = &mut guessed.values.entry(column.clone()).or_insert_with(|| (*span, Default::default())).1;
        for (from, to) in values {
            known.entry(from.clone()).or_insert_with(|| to.clone());
        }
    }
    for (column, value) in &own.defaults {
        guessed.defaults.entry(column.clone()).or_insert_with(|| value.clone());
    }
    guessed.only.extend(own.only.clone());
    guessed.absent.extend(own.absent.clone());
    guessed.missing.extend(own.missing.clone());
    guessed.keep_last |= own.keep_last;
}

fn rows(loaded: &Loaded) -> String {
    format!("{:?}", loaded.evidence)
}

/// With its questions answered as the project's own file answers them, what was guessed reads the same evidence.
#[test]
fn the_answered_mapping_reads_what_the_example_reads() {
    let mut read = 0;
    let mut wrong = Vec::new();
    for folder in projects() {
        let model = model(&folder);
        let own = project(&fs::read_to_string(folder.join("sla.toml")).unwrap());
        for source in &own.tables {
            // A log in the same file as the tickets is told with them, below.
            let [file] = source.files.as_slice() else { panic!("one file") };
            let twice = own.tables.iter().filter(|other| other.files[0].value == file.value).count();
            if twice > 1 {
                continue;
            }
            let text = guessed(&model, &folder, &file.value);
            let mut first = project(&text);
            if first.tables.first().map(|first| first.table) != Some(source.table) {
                wrong.push(format!("{}: another table: {text}", file.value));
                continue;
            }
            for (column, (_, header)) in &first.tables[0].columns {
                let mine = source.columns.get(column).map_or(column, |(_, header)| &header.value);
                if header.value != *mine {
                    wrong.push(format!("{}: {column} is not {}", file.value, header.value));
                }
            }
            answer(&mut first.tables[0], source);
            let mut alone = own.clone();
            alone.tables = vec![source.clone()];
            // Waits and updates are of tickets: those stand beside them.
            if let Some(tickets) = own.tables.iter().find(|other| other.table.name() == "tickets")
                && matches!(source.table.name(), "waits" | "updates")
            {
                alone.tables.insert(0, tickets.clone());
                first.tables.insert(0, tickets.clone());
            }
            let files = Folder(folder.clone());
            let (want, found) =
                (load(&model, &alone, &files, BadRows::Skip), load(&model, &first, &files, BadRows::Skip));
            let shown = render(&found.problems, &SourceMap::default(), Format::Plain);
            if rows(&found) != rows(&want) {
                wrong.push(format!("{}: other rows: {text}\n{shown}", file.value));
            }
            read += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(read > 20, "{read}");
}

/// A status log in a file of tickets: the lines that are offered, taken, read it as the project's own mapping does.
#[test]
fn an_offered_log_reads_what_the_example_reads() {
    let folder = PathBuf::from("tests/cases/evidence/good/uci_events");
    let model = model(&folder);
    let text = guessed(&model, &folder, "uci_events_sample.csv");
    let answers = [
        ("# values.priority.\"1 - Critical\" = \"?\"", "values.priority.\"1 - Critical\" = \"P1\""),
        ("# values.priority.\"2 - High\" = \"?\"", "values.priority.\"2 - High\" = \"P2\""),
        ("# values.priority.\"3 - Moderate\" = \"?\"", "values.priority.\"3 - Moderate\" = \"P3\""),
        ("# values.priority.\"4 - Low\" = \"?\"", "values.priority.\"4 - Low\" = \"P4\""),
        ("# values.impact.\"1 - High\" = \"?\"", "values.impact.\"1 - High\" = \"high\""),
        ("# values.impact.\"2 - Medium\" = \"?\"", "values.impact.\"2 - Medium\" = \"medium\""),
        ("# values.impact.\"3 - Low\" = \"?\"", "values.impact.\"3 - Low\" = \"low\""),
        ("waits.\"Awaiting User Info\" = \"?\"", "waits.\"Awaiting User Info\" = \"customer\""),
        ("waits.\"Awaiting Problem\" = \"?\"", "waits.\"Awaiting Problem\" = \"problem\""),
        ("waits.\"Awaiting Vendor\" = \"?\"", "waits.\"Awaiting Vendor\" = \"vendor\""),
        ("waits.\"Awaiting Evidence\" = \"?\"", "waits.\"Awaiting Evidence\" = \"evidence\""),
        ("missing = [\"?\"]", "missing = [\"?\", \"-100\"]"),
        (
            "# with `values.priority` as above",
            "values.priority = { \"1 - Critical\" = \"P1\", \"2 - High\" = \"P2\", \"3 - Moderate\" = \"P3\", \"4 - Low\" = \"P4\" }",
        ),
    ];
    let mut taken = text.clone();
    for (question, answer) in answers {
        assert!(taken.contains(question), "{question}\n{text}");
        taken = taken.replace(question, answer);
    }
    let offered = [
        "# keep",
        "# [[",
        "# files",
        "# datetime",
        "# missing",
        "# columns",
        "# defaults",
        "# open",
        "# resolved",
        "# closed",
        "# waits",
    ];
    let take = |line: &str| {
        let is_offer = offered.iter().any(|start| line.starts_with(start));
        if is_offer { line[2..].to_owned() } else { line.to_owned() }
    };
    let taken: Vec<String> = taken.lines().map(take).collect();
    let found = load(&model, &project(&taken.join("\n")), &Folder(folder.clone()), BadRows::Fail);
    let own = project(&fs::read_to_string(folder.join("sla.toml")).unwrap());
    let want = load(&model, &own, &Folder(folder), BadRows::Fail);
    assert_eq!(render(&found.problems, &SourceMap::default(), Format::Plain), "");
    assert_eq!(rows(&found), rows(&want));
}

fn snapshots(bound: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/init_evidence");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(bound);
}

#[test]
fn what_is_written_for_real_exports() {
    snapshots(|| {
        for folder in projects() {
            let model = model(&folder);
            let own = project(&fs::read_to_string(folder.join("sla.toml")).unwrap());
            let mut files: Vec<&str> = own.tables.iter().map(|source| source.files[0].value.as_str()).collect();
            files.dedup();
            let text: Vec<String> = files.iter().map(|file| guessed(&model, &folder, file)).collect();
            let name = folder.file_name().unwrap().to_str().unwrap();
            insta::assert_snapshot!(name, text.join("\n---- \n"));
        }
    });
}

const SMALL: [(&str, &str, &str); 8] = [
    (
        "day_or_month_is_open",
        "a.csv",
        "number,opened_at,resolved_at\nT1,5/3/2016 12:00,6/3/2016 10:00\nT2,1/2/2016 9:00,\n",
    ),
    ("day_and_month_contradict", "a.csv", "number,opened_at\nT1,29/2/2016 12:00\nT2,2/29/2016 12:00\n"),
    (
        "dutch_semicolons",
        "export.txt",
        "Incidentnummer;Aanmaakdatum;Datum gereed;Prioriteit\nI-1;05-03-2024 12:00;n.v.t.;Hoog\nI-2;31-03-2024 12:00;;Laag\n",
    ),
    (
        "german_tabs",
        "vorgaenge.tsv",
        "Vorgangsnummer\tErstellt am\tGelöst am\tPriorität\nV1\t01.03.2024 08:00\t31.03.2024 09:00\thoch\n",
    ),
    (
        "jira_rest",
        "issues.json",
        r#"{ "total": 1, "issues": [ { "key": "A-1", "fields": { "created": "2024-03-01T09:00:00.000+0100", "resolutiondate": null, "priority": { "name": "High" }, "labels": [] } } ] }"#,
    ),
    (
        "jira_csv",
        "jira.csv",
        "Issue key,Created,Resolved,Priority,Status,Labels,Labels\nA-1,12/Mar/24 3:04 PM,,High,To Do,,\n",
    ),
    (
        "lines",
        "zendesk.jsonl",
        "{\"id\": 1, \"created_at\": \"2024-03-01T09:00:00Z\"}\n{\"id\": 2, \"created_at\": \"2024-03-02T09:00:00Z\", \"solved_at\": \"2024-03-02T10:00:00Z\"}\n",
    ),
    ("like_nothing", "odd.csv", "a,\"b\nc\",a\n1,2,3\n1,2\n"),
];

/// Without a contract: what contracts usually need.
#[test]
fn what_is_written_for_small_exports() {
    snapshots(|| {
        for (name, file, text) in SMALL {
            let export = Export { name: file.into(), bytes: Box::new(Cursor::new(text.as_bytes())) };
            let written = guess(None, vec![export]).unwrap();
            project(&written);
            insta::assert_snapshot!(name, format!("{text}\n----\n{written}"));
        }
    });
}

/// What a calendar's days become can be pasted into a contract.
#[test]
fn days_of_a_calendar_are_a_holiday_list() {
    let day = |uid: &str, from: &str, to: &str, label: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART;VALUE=DATE:{from}\r\nDTEND;VALUE=DATE:{to}\r\nSUMMARY:{label}\r\nEND:VEVENT\r\n"
        )
    };
    let events = [
        day("2", "20241225", "20241227", "Kerst \\, \"beide\" dagen"),
        day("1", "20240510", "20240511", "Brugdag"),
        day("3", "20240510", "20240511", "Brugdag"),
    ];
    let calendar = format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", events.concat());
    let folder = folder(&[("days.ics", &calendar)]);
    let ran = sla(folder.path(), &["init-evidence", "days.ics"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    project(&ran.out);
    let block = ran.out.split("# holidays closed_days {\n").nth(1).and_then(|rest| rest.split("# }\n").next()).unwrap();
    assert_eq!(block, "#   on 2024-05-10 \"Brugdag\"\n#   on 2024-12-25 to 2024-12-26 \"Kerst , 'beide' dagen\"\n");
    let pasted = block.replace("#   ", "  ");
    let contract = format!(
        "edition 1\ncontract \"x\" {{ timezone Europe/Amsterdam }}\nholidays closed_days {{\n{pasted}}}\nwindow w {{ daily 09:00-17:00 closed closed_days }}\n"
    );
    let mut sources = SourceMap::default();
    let id = sources.add("contract.sla", &contract);
    assert!(sla::compile(&sources, id).is_ok(), "{contract}");
}

/// Planned work stands in the mapping as it is, with its places as questions.
#[test]
fn planned_work_of_a_calendar_is_maintenance() {
    let calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nCREATED:20240226T090000Z\nDTSTART:20240305T220000Z\nDTEND:20240305T230000Z\n\
                    LOCATION:Rack 1\nEND:VEVENT\nEND:VCALENDAR\n";
    let export = Export { name: "planned.ics".into(), bytes: Box::new(Cursor::new(calendar.as_bytes())) };
    let written = guess(None, vec![export]).unwrap();
    let found = project(&written);
    assert_eq!(found.tables.iter().map(|table| table.table.name()).collect::<Vec<_>>(), ["maintenance"]);
    for line in [
        "# \"planned.ics\": a calendar with 1 event.",
        "# columns.announced = \"CREATED\"",
        "# values.component.\"Rack 1\" = \"?\"  # 1 event",
    ] {
        assert!(written.contains(&format!("\n{line}\n")), "{written}");
    }
}

#[test]
fn packed_exports_are_looked_at_too() {
    let export = Export {
        name: "tickets.csv.zst".into(),
        bytes: Box::new(fs::File::open("tests/fixtures/packed/tickets.csv.zst").unwrap()),
    };
    let text = guess(None, vec![export]).unwrap();
    assert!(text.contains("# \"tickets.csv.zst\": 140 rows of 4 columns."), "{text}");
}

#[test]
fn files_that_are_no_tables_are_refused() {
    let cases: [(&str, &[u8], &str); 6] = [
        ("a.csv", b"", "it is empty"),
        ("a.csv", b"\xff\xfea\0", "it is UTF-16; save it as UTF-8"),
        ("a.csv", b"a,b\nc,\xe9\n", "it is not UTF-8 text (line 2); save it as UTF-8"),
        ("a.json", b"{ \"a\": 1 }", "it holds no list of rows"),
        ("a.toml", b"a = 1", "it is TOML; exports of CSV, TSV, JSON and JSON Lines are looked at"),
        ("a.csv.gz", b"\x1f\x8b", "unexpected end of file"),
    ];
    for (name, bytes, want) in cases {
        let export = Export { name: name.into(), bytes: Box::new(Cursor::new(bytes)) };
        assert_eq!(guess(None, vec![export]).unwrap_err().why, want, "{name}");
    }
}

#[test]
fn on_the_command_line() {
    let contract = fs::read_to_string("examples/first/contract.sla").unwrap();
    let tickets = fs::read_to_string("examples/first/data/tickets.csv").unwrap();
    let folder = folder(&[("contract.sla", &contract), ("data/tickets.csv", &tickets), ("more/x", "")]);
    let here = folder.path();
    let ran = sla(here, &["init-evidence", "data/tickets.csv"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("\ncontract = \"contract.sla\"\n"), "{}", ran.out);
    assert!(ran.out.contains("\nfiles = [\"data/tickets.csv\"]\n"), "{}", ran.out);
    assert!(!here.join("sla.toml").exists());
    assert_eq!(sla(here, &["schema", "--guess", "data/tickets.csv"]), ran);
    assert_eq!(sla(here, &["schema", "contract.sla", "--guess", "data/tickets.csv"]), ran);
    assert_eq!(sla(here, &["schema", "--csv", "--guess", "data/tickets.csv"]).code, 2);
    let ran = sla(here, &["init-evidence", "data/tickets.csv", "-o", "more/sla.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, "wrote more/sla.toml\n"));
    let written = fs::read_to_string(here.join("more/sla.toml")).unwrap();
    assert!(written.contains("\ncontract = \"../contract.sla\"\n"), "{written}");
    assert!(written.contains("\nfiles = [\"../data/tickets.csv\"]\n"), "{written}");
    let ran = sla(here, &["eval", "more"]);
    assert!(ran.code < 2 || ran.code == 5, "{}", ran.err);
    let ran = sla(here, &["init-evidence", "more/x"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("SLA0469") && ran.err.contains("`more/x` is no table: it is empty"), "{}", ran.err);
}

proptest! {
    /// Whatever stands in a file, what is written is a project file.
    #[test]
    fn what_is_written_can_be_read(
        header in prop::collection::vec("[a-zé#\"'\\\\\t=\\[\\]. ]{0,6}|number|opened_at|state|priority", 1..6),
        rows in prop::collection::vec(prop::collection::vec("[0-9a-z\"'\\\\#?%,;./: -]{0,8}|5/3/2016 12:00|2024-03-01 09:00|New", 1..6), 0..8),
        mark in prop::sample::select(vec![",", ";", "\t", "|"]),
        name in "[a-z #\"']{1,6}\\.(csv|tsv|txt|jsonl)",
    ) {
        let lines = std::iter::once(&header).chain(&rows).map(|cells| cells.join(mark));
        let text = lines.collect::<Vec<_>>().join("\n");
        let export = || Export { name: name.clone(), bytes: Box::new(Cursor::new(text.clone().into_bytes())) };
        if let Ok(written) = guess(None, vec![export(), export()]) {
            project(&written);
        }
    }
}
