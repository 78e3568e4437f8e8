//! What holds of every file of evidence, whatever stands in it.

use std::io::{self, Cursor, Read};
use std::sync::LazyLock;

use sla::diagnostic::Place;
use sla::diagnostic::render::{Format, render};
use sla::evidence::{BadRows, Evidence, Files, Loaded, Project, load};
use sla::model::Model;
use sla::source::{SourceMap, Span};

/// What the files are about.
const CONTRACT: &str = include_str!("../../tests/cases/evidence/contract.sla");

/// Endings of files: the first byte chooses one of them.
const ENDINGS: [&str; 6] = ["csv", "tsv", "json", "jsonl", "toml", "csv.gz"];

/// What else the first byte chooses: how values are written. Behind each, the tables.
const STYLES: [&str; 4] = [
    "",
    "encoding = 'windows-1252'\ndatetime = ['%d/%m/%Y %H:%M', 'unix']\ndecimal = ','\ndelimiter = ';'\nmissing = ['?']",
    "timezone = 'Europe/London'\nambiguous = 'later'\nmissing = ['?', 'NA']",
    "encoding = 'utf-16le'\ndatetime = ['%m/%d/%y %I:%M %p', 'iso']",
];

/// Groups of tables that all read the one file.
const TABLES: [&[&str]; 4] = [
    &["tickets", "changes", "waits", "updates"],
    &["outages", "maintenance"],
    &["events", "amounts", "judgements"],
    &["samples"],
];

/// Settings of a table behind those of all.
fn settings(table: &str) -> &'static str {
    match table {
        "tickets" => {
            "keep = 'last'\nduration = 'minutes'\nvalues.priority = { '1' = 'P1' }\nonly.kind = ['incident', 'question']"
        }
        "changes" => {
            "resolved = ['Resolved']\nclosed = ['Closed']\nopen = ['New']\nwaits = { 'Awaiting' = 'customer' }\n\
             defaults = { field = 'status' }"
        }
        _ => "",
    }
}

/// Files that are all the same one.
struct One<'b>(&'b [u8]);

impl Files for One<'_> {
    fn list(&self, pattern: &str) -> io::Result<Vec<String>> {
        Ok(vec![pattern.to_owned()])
    }

    fn open(&self, _: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(Cursor::new(self.0.to_vec())))
    }
}

/// A file of evidence is read or refused; every row of it is good, refused, left out or goes with another; what is said
/// of it points into it, and can be shown in every form; and skipping bad rows changes what is said, not what is read.
///
/// # Panics
///
/// Where that does not hold.
pub fn evidence(bytes: &[u8]) {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let mut sources = SourceMap::default();
        let source = sources.add("contract.sla", CONTRACT);
        sla::compile(&sources, source).expect("the contract of the tests").0
    });
    let Some((&choice, file)) = bytes.split_first() else { return };
    let choice = usize::from(choice);
    // What the last bytes choose beside others are calendars.
    let ending = if choice < 192 { ENDINGS.get(choice % 6).expect("less than six") } else { "ics" };
    let tables = TABLES.get(choice / 6 % 4).expect("less than four");
    let style = STYLES.get(choice / 24 % 4).expect("less than four");
    let mut toml = format!("contract = 'contract.sla'\n[evidence]\n{style}\n");
    let rows = tables.first().expect("one at least");
    for table in *tables {
        toml += &format!("[evidence.{table}]\nfiles = ['f.{ending}']\nrows = '{rows}'\n{}\n", settings(table));
    }
    let mut sources = SourceMap::default();
    let source = sources.add("sla.toml", &toml);
    let project = Project::parse(&sources, source).unwrap_or_else(|problems| {
        panic!("{}", render(&problems, &sources, Format::Plain));
    });
    let strict = load(&MODEL, &project, &One(file), BadRows::Fail);
    let lenient = load(&MODEL, &project, &One(file), BadRows::Skip);
    for loaded in [&strict, &lenient] {
        adds_up(loaded);
        can_be_shown(loaded, &sources);
    }
    let read = |loaded: &Loaded| format!("{:?}\n{:?}", loaded.evidence, loaded.rejects);
    assert_eq!(read(&strict), read(&lenient), "strictly and leniently");
    assert_eq!(strict.problems.has_errors(), lenient.problems.has_errors() || !strict.rejects.is_empty(), "errors");
}

/// Rows found = rows read + rows refused, left out and dropped.
fn adds_up(loaded: &Loaded) {
    let Loaded { evidence, rejects, .. } = loaded;
    let rejected: u64 = evidence.files.iter().map(|file| file.rejected).sum();
    assert_eq!(rejects.len() as u64, rejected, "rejects");
    let Evidence { tickets, updates, outages, maintenance, events, amounts, judgements, samples, .. } = evidence;
    let read = [
        ("tickets", tickets.as_ref().map(Vec::len)),
        ("updates", updates.as_ref().map(Vec::len)),
        ("outages", outages.as_ref().map(Vec::len)),
        ("maintenance", maintenance.as_ref().map(Vec::len)),
        ("events", events.as_ref().map(Vec::len)),
        ("amounts", amounts.as_ref().map(Vec::len)),
        ("judgements", judgements.as_ref().map(Vec::len)),
        ("samples", samples.as_ref().map(Vec::len)),
    ];
    for (table, read) in read {
        let Some(read) = read else { continue };
        let files = || evidence.files.iter().filter(|file| file.table == table);
        let all: u64 = files().map(|file| file.rows).sum();
        let not_read: u64 = files().map(|file| file.rejected + file.out_of_scope + file.dropped).sum();
        assert_eq!(read as u64 + not_read, all, "rows of {table}");
    }
}

/// Labels lie on whole characters of the row that is shown; and all of it can be drawn.
fn can_be_shown(loaded: &Loaded, sources: &SourceMap) {
    for problem in loaded.problems.iter() {
        let Place::Excerpt(excerpt) = &problem.place else { continue };
        for label in problem.diagnostic.labels().into_iter().flatten() {
            let span = Span::from(&label);
            let (start, end) = (span.start as usize, span.end as usize);
            // A place may be the end of a row, where something is missing.
            let is_within = excerpt.text.is_char_boundary(start)
                && (start == excerpt.text.len() || excerpt.text.is_char_boundary(end));
            assert!(is_within, "{start}..{end} of {:?}: {}", excerpt.text, problem.diagnostic);
        }
    }
    let human = Format::Human { colour: true, width: 80 };
    for format in [human, Format::Plain, Format::Json, Format::Sarif, Format::Github] {
        render(&loaded.problems, sources, format);
    }
}
