//! Events, amounts, judgements and samples: what is read of them, in which order.

use std::io::Write as _;

use sla::evidence::{BadRows, Evidence, SampleReading};
use sla::model::{ComponentId, Zone};
use sla::quantity::Instant;

use super::{CONTRACT, compiled, loaded_from};

/// What was read, in lines.
fn shown(evidence: &Evidence) -> Vec<String> {
    let model = compiled(&mut sla::source::SourceMap::default(), CONTRACT);
    let zone: Zone = model.header.zone;
    let at = |instant: Instant| match instant == Instant::END {
        true => "…".to_owned(),
        false => zone.rfc3339(instant).replace(":00+01:00", "").replace('T', " "),
    };
    let of =
        |id: Option<ComponentId>| id.map(|id| format!(" of {}", model.component(id).declared.name)).unwrap_or_default();
    let mut lines = Vec::new();
    for row in evidence.events.iter().flatten() {
        lines.push(format!("{} {}{}", model.event(row.event).declared.name, at(row.at), of(row.component)));
    }
    for row in evidence.amounts.iter().flatten() {
        let name = &model.amount(row.amount).declared.name;
        lines.push(format!("{name} {} to {}: {:?}", at(row.from), at(row.to), row.value.terms()));
    }
    for row in evidence.judgements.iter().flatten() {
        let name = &model.judgement(row.judgement).declared.name;
        lines.push(format!("{name} {} {:?} {} {:?} {:?}", at(row.at), row.subject, row.answer, row.by, row.reason));
    }
    for row in evidence.samples.iter().flatten() {
        let name = &model.metric(row.metric).declared.name;
        let reading = match &row.reading {
            SampleReading::Value(value) => format!("{:?}", value.terms()),
            SampleReading::Counts { good, total } => format!("{good} of {total}"),
            SampleReading::Missing => "nothing".to_owned(),
        };
        lines.push(format!("{name} {}{}: {reading} {}", at(row.at), of(row.component), row.cells.len()));
    }
    lines
}

const EVERY_TABLE: &str = r#"
contract = "contract.sla"

[evidence.events]
files   = ["events.csv"]
columns = { name = "what", at = "when" }

[evidence.amounts]
files = ["amounts.toml"]

[evidence.judgements]
files = ["judgements.json"]

[[evidence.samples]]
files    = ["latency.tsv"]
decimal  = ","
missing  = ["-"]
defaults = { metric = "latency" }
absent   = ["region"]

[[evidence.samples]]
files  = ["others.jsonl"]
absent = ["load", "region"]
"#;

#[test]
fn tables_are_read_in_every_format_and_sorted() {
    let files: [(&str, &[u8]); 5] = [
        ("events.csv", b"when,what,component\n2024-03-05 10:00,review,HM2\n2024-03-01 09:00,report,\n"),
        (
            "amounts.toml",
            b"[[amounts]]\nname = 'yearly_fee'\nfrom = '2024-02-01 00:00'\nvalue = 1200.5\n\n\
              [[amounts]]\nname = 'monthly_fee'\nperiod = '2024-02'\nvalue = '1000.10 EUR'\n",
        ),
        (
            "judgements.json",
            br#"{"judgements": [
              {"judgement": "attributable", "subject": "INC1", "at": "2024-03-02 10:00", "answer": "nee", "by": "J."},
              {"judgement": "progress", "subject": null, "at": "2024-03-01 10:00", "answer": true, "reason": "seen"}
            ]}"#,
        ),
        ("latency.tsv", b"at\tvalue\tload\n2024-03-01 10:01\t0,85\t100\n2024-03-01 10:00\t-\t\n"),
        (
            "others.jsonl",
            br#"{"metric": "response", "component": "HM2", "at": "2024-03-01 10:00", "value": 850}
{"metric": "response", "component": "HM1", "at": "2024-03-01 10:01", "value": "1.2s"}
{"metric": "calls", "at": "2024-03-01 10:00", "good": 97, "total": 100}
{"metric": "grade", "at": "2024-03-01 10:00", "value": "78.5%"}
"#,
        ),
    ];
    let (loaded, problems) = loaded_from(EVERY_TABLE, &files, BadRows::Fail);
    assert_eq!(problems, "");
    let want = [
        "report 2024-03-01 09:00",
        "review 2024-03-05 10:00 of HM2",
        "monthly_fee 2024-02-01 00:00 to 2024-03-01 00:00: (\"10001\", \"10\")",
        "yearly_fee 2024-02-01 00:00 to …: (\"2401\", \"2\")",
        "progress 2024-03-01 10:00 None true None Some(\"seen\")",
        "attributable 2024-03-02 10:00 Some(\"INC1\") false Some(\"J.\") None",
        "latency 2024-03-01 10:00: nothing 2",
        "latency 2024-03-01 10:01: (\"17\", \"20\") 2",
        "response 2024-03-01 10:01 of HM1: (\"6\", \"5\") 0",
        "response 2024-03-01 10:00 of HM2: (\"17\", \"20\") 0",
        "calls 2024-03-01 10:00: 97 of 100 0",
        "grade 2024-03-01 10:00: (\"157\", \"200\") 0",
    ];
    assert_eq!(shown(&loaded.evidence), want);
    let tables: Vec<&str> = loaded.evidence.files.iter().map(|file| file.table.as_str()).collect();
    assert_eq!(tables, ["events", "amounts", "judgements", "samples", "samples"]);
}

/// A month of samples, a minute apart, packed: more than one chunk.
#[test]
fn many_samples() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writeln!(packer, "at,value,load,region").unwrap();
    for minute in 0..43_200 {
        let (day, hour, minute) = (minute / 1440 + 1, minute / 60 % 24, minute % 60);
        let bad = if (day, hour, minute) == (20, 12, 30) { "x" } else { "" };
        writeln!(packer, "2024-04-{day:02} {hour:02}:{minute:02},0.8{minute}{bad},{hour}00,eu").unwrap();
    }
    let packed = packer.finish().unwrap();
    let project = "contract = \"contract.sla\"\n[evidence.samples]\nfiles = [\"s.csv.gz\"]\ndefaults = { metric = \"latency\" }\n";
    let (loaded, _) = loaded_from(project, &[("s.csv.gz", &packed)], BadRows::Skip);
    let samples = loaded.evidence.samples.unwrap();
    assert_eq!(samples.len(), 43_199);
    assert!(samples.is_sorted_by_key(|sample| sample.at));
    assert_eq!((loaded.evidence.files[0].rows, loaded.evidence.files[0].rejected), (43_200, 1));
    assert_eq!(loaded.rejects[0].line, 2 + 19 * 1440 + 12 * 60 + 30);
}

/// The second of two amounts at the same time is refused, and the first stays.
#[test]
fn of_two_amounts_the_first_stays() {
    let project = "contract = \"contract.sla\"\n[evidence.amounts]\nfiles = [\"*.csv\"]\n";
    let files: [(&str, &[u8]); 2] = [
        ("a.csv", b"name,period,value\nmonthly_fee,2024-02,1000\n"),
        ("b.csv", b"name,from,value\nmonthly_fee,2024-01-01 00:00,1200\nyearly_fee,2024-01-01 00:00,1200\n"),
    ];
    let (loaded, _) = loaded_from(project, &files, BadRows::Skip);
    assert_eq!(loaded.rejects.len(), 1);
    assert_eq!(loaded.rejects[0].message, "`monthly_fee` holds at this time already, by line 2 of `a.csv`");
    assert_eq!(loaded.evidence.amounts.map(|rows| rows.len()), Some(2));
}
