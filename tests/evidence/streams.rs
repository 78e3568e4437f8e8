//! Files that break off, change or lie while they are read: nothing of them is judged as if it were whole.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Write as _};
use std::sync::Mutex;

use sla::evidence::{BadRows, Files, Loaded, Project, load};
use sla::source::SourceMap;

use super::{CONTRACT, compiled, loaded_from};

/// Files of which each opening gives the next of some bytes, perhaps with an error behind them.
struct Changing(Mutex<BTreeMap<String, Vec<Opening>>>);

/// What a file holds, and what then stops its reading.
type Opening = (Vec<u8>, Option<io::ErrorKind>);

impl Files for Changing {
    fn list(&self, pattern: &str) -> io::Result<Vec<String>> {
        Ok(vec![pattern.to_owned()])
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + Send>> {
        let (bytes, error) = self.0.lock().unwrap().get_mut(name).unwrap().remove(0);
        Ok(Box::new(Cursor::new(bytes).chain(Breaks(error))))
    }
}

/// The end of a file, or what stops its reading.
struct Breaks(Option<io::ErrorKind>);

impl Read for Breaks {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.map_or(Ok(0), |kind| Err(kind.into()))
    }
}

fn read(toml: &str, name: &str, openings: Vec<Opening>, bad_rows: BadRows) -> Loaded {
    let mut sources = SourceMap::default();
    let model = compiled(&mut sources, CONTRACT);
    let id = sources.add("sla.toml", toml);
    let project = Project::parse(&sources, id).unwrap();
    load(&model, &project, &Changing(Mutex::new(BTreeMap::from([(name.to_owned(), openings)]))), bad_rows)
}

fn outages(count: usize) -> Vec<u8> {
    let row = "HM1,2024-03-01 09:00,2024-03-01 10:00,power\n";
    format!("component,from,to,cause\n{}", row.repeat(count)).into_bytes()
}

/// On the first block, and on one that is read behind the backs of the workers.
#[test]
fn a_reader_that_fails_midway_is_no_evidence() {
    let toml = "contract = 'c'\n[evidence.outages]\nfiles = ['o.csv']\n";
    for rows in [0, 1, 100_000] {
        for bad_rows in [BadRows::Fail, BadRows::Skip] {
            let loaded = read(toml, "o.csv", vec![(outages(rows), Some(io::ErrorKind::ConnectionReset))], bad_rows);
            let codes: Vec<String> = loaded.problems.iter().map(|problem| problem.code()).collect();
            assert_eq!(codes, ["SLA0501"], "{rows} {bad_rows:?}");
            assert!(loaded.problems.has_errors());
            assert_eq!(loaded.evidence.files[0].sha256, "", "no hash of a part");
        }
    }
}

/// Tickets and their log are columns of one file: of one and the same.
#[test]
fn a_file_that_changes_between_two_tables_is_no_evidence() {
    let toml = "contract = 'c'\n[evidence.outages]\nfiles = ['f.csv']\n[evidence.maintenance]\nfiles = ['f.csv']\n\
                absent = ['announced']\n";
    let same = read(toml, "f.csv", vec![(outages(3), None), (outages(3), None)], BadRows::Fail);
    assert!(!same.problems.has_errors());
    let other = read(toml, "f.csv", vec![(outages(3), None), (outages(4), None)], BadRows::Skip);
    let said: Vec<String> = other.problems.iter().map(|problem| problem.diagnostic.to_string()).collect();
    let want = "`f.csv` cannot be read: it is not the file that another table was read from: it changed in between";
    assert_eq!(said, [want]);
}

/// Cut off anywhere, a packed file is refused; so is one of which a byte is another.
#[test]
fn a_packed_file_is_whole_or_refused() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writeln!(packer, "component,from,to,cause").unwrap();
    for hour in 0..24 {
        writeln!(packer, "HM2,2024-03-02 {hour:02}:00,,").unwrap();
    }
    let packed = packer.finish().unwrap();
    let toml = "contract = 'c'\n[evidence.outages]\nfiles = ['o.csv.gz']\n";
    let errors = |bytes: &[u8]| {
        let (loaded, _) = loaded_from(toml, &[("o.csv.gz", bytes)], BadRows::Skip);
        loaded.problems.has_errors()
    };
    assert!(!errors(&packed));
    for end in 0..packed.len() {
        assert!(errors(&packed[..end]), "cut off at {end}");
    }
    for at in packed.len() - 8..packed.len() {
        let mut other = packed.clone();
        other[at] ^= 1;
        assert!(errors(&other), "another byte at {at}");
    }
}

/// An hour that exists twice is what the project says it is, and the rest of the year is not touched.
#[test]
fn of_two_moments_the_project_says_which() {
    let rows =
        b"component,from,to,cause\nHM1,2024-10-27 01:59,2024-10-27 02:30,\nHM1,2024-10-27 02:30,2024-10-27 03:00,\n";
    let lengths = |of_all: &str, of_table: &str| {
        let toml = format!("contract = 'c'\n[evidence]\n{of_all}\n[evidence.outages]\nfiles = ['o.csv']\n{of_table}\n");
        let (loaded, shown) = loaded_from(&toml, &[("o.csv", rows)], BadRows::Skip);
        let rows = loaded.evidence.outages.unwrap_or_default();
        let minutes = |micros: i64| micros / 60_000_000;
        (rows.iter().map(|row| minutes(row.to.unwrap().micros() - row.from.micros())).collect::<Vec<_>>(), shown)
    };
    assert_eq!(lengths("", ""), (vec![], String::new()));
    assert_eq!(lengths("ambiguous = 'earlier'", ""), (vec![31, 90], String::new()));
    assert_eq!(lengths("ambiguous = 'earlier'", "ambiguous = 'later'"), (vec![91, 30], String::new()));
    // A time that no clock showed is a mistake of another kind.
    let gap = b"component,from,to,cause\nHM1,2024-03-31 02:30,,\n";
    let toml = "contract = 'c'\n[evidence.outages]\nfiles = ['o.csv']\nambiguous = 'earlier'\n";
    let (_, shown) = loaded_from(toml, &[("o.csv", gap)], BadRows::Fail);
    assert!(shown.contains("SLA0542"), "{shown}");
}

/// What real exports write where others write something else.
#[test]
fn values_as_exports_write_them() {
    let toml = r##"
        contract = "c"
        [evidence.tickets]
        files    = ["t.csv"]
        encoding = "windows-1252"
        datetime = ["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S%z"]
        decimal  = ","
        missing  = ["?", "NA", "NS", "#N/B"]
        timezone = "Europe/Amsterdam"
        defaults = { kind = "incident" }
        columns  = { ticket = "Num\u00e9ro" }
        values.priority = { "1 - Critical" = "P1", "2 - Medium" = "P2", "2" = "P2" }
    "##;
    let text = "Num\u{e9}ro,opened,resolved,priority,impact,motivated,cost,note,note\n\
                1,29/2/2016 01:16,#N/B,2 - Medium,high,true,\"12,5\",a,b\n\
                2,5/3/2016 12:00,5/3/2016 12:00,2,NS,True,?,,\n\
                3,2023-12-06T9:15:00-00:00,2023-12-06T9:15:00+01:00,1 - Critical,low,yes ,7,,\n\
                4,2023-12-06T9:15:00Z,?, 2 - Medium ,NA,NA,NA,,\n";
    let bytes: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let (loaded, shown) = loaded_from(toml, &[("t.csv", &bytes)], BadRows::Skip);
    assert_eq!(shown, "");
    // The third was resolved an hour before it was opened.
    let rejects: Vec<(u32, &str)> = loaded.rejects.iter().map(|it| (it.line, it.code.as_str())).collect();
    assert_eq!(rejects, [(4, "SLA0552")]);
    let tickets = loaded.evidence.tickets.unwrap();
    let ids: Vec<&str> = tickets.iter().map(|ticket| &*ticket.id).collect();
    assert_eq!(ids, ["1", "2", "4"]);
    assert!(tickets.iter().all(|ticket| ticket.priority.unwrap().0 == 1));
    assert_eq!(tickets.iter().map(|ticket| ticket.resolved.is_some()).collect::<Vec<_>>(), [false, true, false]);
}
