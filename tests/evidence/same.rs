//! The same evidence is the same verdict, however it comes: as CSV, TSV, JSON, JSON Lines or TOML, packed or not, in one
//! file or ten, in any order of rows, in any encoding.

#![expect(clippy::indexing_slicing, reason = "tables and columns made here are where they were put")]

use std::io::Write as _;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};
use sla::calendar::Calendar;
use sla::eval::{Request, evaluate};
use sla::evidence::{BadRows, Project, load};
use sla::model::Model;
use sla::quantity::Instant;
use sla::report::{Findings, json as as_json, tickets as as_tickets};
use sla::source::SourceMap;

use super::how_many::cases;
use super::{CONTRACT, Memory, compiled};

/// What is judged, beside what the shared contract says.
const MORE: &str = r#"
measure uptime of component -> percent {
  service is period outside maintenance
  result  is (service outside outages) as share of service
}
norm up { uptime of HM1 >= 99% }
norm few_outages { count of outages of HM2 <= 1 }
norm calm { longest of outages of HM1 <= 2h }
kpi told { count of opened incident where motivated is yes }
"#;

/// A table: its columns, and rows with a text for each.
#[derive(Debug, Clone)]
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

/// Evidence of one month.
fn evidence() -> impl Strategy<Value = Vec<Table>> {
    (prop::collection::vec(ticket(), 0..14), intervals(), intervals()).prop_map(|(tickets, outages, maintenance)| {
        let mut tables = vec![
            Table {
                name: "tickets",
                columns: &["ticket", "kind", "opened", "resolved", "priority", "impact", "motivated", "users", "cost"],
                rows: Vec::new(),
            },
            Table { name: "waits", columns: &["ticket", "from", "to", "reason"], rows: Vec::new() },
            Table { name: "changes", columns: &["ticket", "at", "field", "value"], rows: Vec::new() },
            Table { name: "outages", columns: &["component", "from", "to", "cause"], rows: outages.clone() },
            Table { name: "maintenance", columns: &["component", "from", "to"], rows: Vec::new() },
        ];
        tables[4].rows = maintenance.iter().map(|row| row[..3].to_vec()).collect();
        for (number, made) in tickets.into_iter().enumerate() {
            let id = format!("INC{number}é");
            let with_id = |row: Vec<String>| [vec![id.clone()], row].concat();
            tables[0].rows.push(with_id(made.row));
            tables[1].rows.extend(made.waits.into_iter().map(with_id));
            tables[2].rows.extend(made.changes.into_iter().map(with_id));
        }
        tables
    })
}

#[derive(Debug, Clone)]
struct MadeTicket {
    row: Vec<String>,
    waits: Vec<Vec<String>>,
    changes: Vec<Vec<String>>,
}

/// A moment in or near March 2024, never in an hour that clocks skip.
fn moment() -> impl Strategy<Value = i64> {
    // From 2024-02-26 00:00 to 2024-03-30 00:00, in minutes.
    0..47_520_i64
}

fn written(minute: i64) -> String {
    let at = chrono::DateTime::from_timestamp(1_708_905_600 + minute * 60, 0).unwrap();
    at.format("%Y-%m-%d %H:%M").to_string()
}

fn ticket() -> impl Strategy<Value = MadeTicket> {
    let word = |words: &'static [&'static str]| select(words).prop_map(str::to_owned);
    let opened = moment();
    let resolved = prop::option::of(0..4_000_i64);
    let columns = (
        word(&["incident", "incident", "question"]),
        word(&["P1", "P2", "P3", ""]),
        word(&["high", "medium", "low", ""]),
        word(&["true", "True", "no", ""]),
        word(&["45%", "99.5 %", ""]),
        word(&["12.50", "-1", ""]),
    );
    let waits = prop::collection::vec((0..2_000_i64, prop::option::of(0..900_i64)), 0..3);
    // Of changes at one moment the order counts: each has its own.
    let changes = prop::collection::btree_map(
        1..3_000_i64,
        select(&[("status", "Open"), ("status", "Done"), ("priority", "P1"), ("priority", "P3")][..]),
        0..4,
    );
    // One row in eight is bad.
    let bad = 0..8_u8;
    (opened, resolved, columns, waits, changes, bad).prop_map(|(opened, resolved, columns, waits, changes, bad)| {
        let (kind, priority, impact, motivated, users, cost) = columns;
        let start = if bad == 0 { "soon".to_owned() } else { written(opened) };
        let end = resolved.map_or_else(String::new, |after| written(opened + after));
        let is_incident = kind == "incident";
        let own = |text: String| if is_incident { text } else { String::new() };
        let row = vec![kind.clone(), start, end, priority, own(impact), own(motivated), own(users), own(cost)];
        let wait = |(from, length): &(i64, Option<i64>)| {
            let to = length.map_or_else(String::new, |length| written(opened + from + length));
            vec![written(opened + from), to, "customer".to_owned()]
        };
        let change = |(at, (field, value)): (&i64, &(&str, &str))| {
            vec![written(opened + at), (*field).to_owned(), (*value).to_owned()]
        };
        MadeTicket { row, waits: waits.iter().map(wait).collect(), changes: changes.iter().map(change).collect() }
    })
}

fn intervals() -> impl Strategy<Value = Vec<Vec<String>>> {
    let row = (
        select(&["HM1", "HM2", "HM"][..]),
        moment(),
        prop::option::of(0..700_i64),
        select(&["telecom", "power", ""][..]),
    );
    let row = row.prop_map(|(of, from, length, cause)| {
        let to = length.map_or_else(String::new, |length| written(from + length));
        vec![of.to_owned(), written(from), to, cause.to_owned()]
    });
    prop::collection::vec(row, 0..6)
}

/// How evidence comes.
#[derive(Debug, Clone)]
struct Way {
    ending: &'static str,
    /// Where rows are cut into files: none is one file.
    cuts: Vec<Index>,
    /// In which order rows are written.
    order: Vec<Index>,
}

fn way() -> impl Strategy<Value = Way> {
    let endings = &["csv", "tsv", "json", "jsonl", "toml", "csv.gz", "jsonl.gz", "utf16.csv"][..];
    (select(endings), prop::collection::vec(any::<Index>(), 0..10), prop::collection::vec(any::<Index>(), 0..20))
        .prop_map(|(ending, cuts, order)| Way { ending, cuts, order })
}

/// One file of a table.
fn file(table: &Table, rows: &[Vec<String>], ending: &str) -> Vec<u8> {
    let object = |row: &Vec<String>| -> Map<String, Value> {
        let cells = table.columns.iter().zip(row);
        // Numbers, yes and no, and nothing are what the format has for them. (A file of which no row has a key lacks the
        // column.)
        let value = |(column, text): (&&str, &String)| {
            let value = match (*column, text.as_str()) {
                (_, "") if ending == "toml" => json!(""),
                (_, "") => Value::Null,
                ("cost", number) => serde_json::from_str(number).unwrap(),
                ("motivated", "true") => json!(true),
                (_, text) => json!(text),
            };
            ((*column).to_owned(), value)
        };
        cells.map(value).collect()
    };
    let separated = |delimiter: &str, quote: bool| {
        let cell = |text: &String| if quote { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.clone() };
        let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(delimiter) + "\n";
        table.columns.join(delimiter) + "\n" + &rows.iter().map(line).collect::<String>()
    };
    let packed = |text: String| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    };
    let lines = || rows.iter().map(|row| Value::from(object(row)).to_string() + "\n").collect::<String>();
    match ending {
        "csv" => separated(",", false).into_bytes(),
        "tsv" => separated("\t", true).into_bytes(),
        "csv.gz" => packed(separated(",", true)),
        "utf16.csv" => format!("\u{feff}{}", separated(",", true)).encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "jsonl" => lines().into_bytes(),
        "jsonl.gz" => packed(lines()),
        "json" => Value::from(rows.iter().map(object).map(Value::from).collect::<Vec<_>>()).to_string().into_bytes(),
        "toml" => {
            let pair = |(key, value): (String, Value)| format!("{key} = {value}\n");
            let row = |row| format!("[[{}]]\n{}", table.name, object(row).into_iter().map(pair).collect::<String>());
            let rows = rows.iter().map(row).collect::<String>();
            if rows.is_empty() { format!("{} = []\n", table.name) } else { rows }.into_bytes()
        }
        other => panic!("{other}"),
    }
}

/// Verdicts and tickets, without the list of files and the places in them.
fn judged(model: &Model, tables: &[Table], way: &Way) -> (String, String) {
    let mut files = Memory::default();
    let mut toml = String::from("contract = 'contract.sla'\n");
    for table in tables {
        let mut rows = table.rows.clone();
        for (from, with) in way.order.iter().enumerate().filter(|_| !table.rows.is_empty()) {
            let (from, with) = (from % rows.len(), with.index(rows.len()));
            rows.swap(from, with);
        }
        let mut cuts: Vec<usize> = way.cuts.iter().map(|cut| cut.index(rows.len() + 1)).collect();
        cuts.extend([0, rows.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        if cuts.len() == 1 {
            cuts.push(0);
        }
        for (number, cut) in cuts.windows(2).enumerate() {
            let name = format!("{}-{number}.{}", table.name, way.ending);
            files.0.insert(name, file(table, &rows[cut[0]..cut[1]], way.ending));
        }
        toml += &format!("[[evidence.{}]]\nfiles = ['{}-*']\n", table.name, table.name);
        if table.name == "changes" {
            toml += "open = ['Open']\nresolved = ['Done']\nwaits = { 'Nobody' = 'customer' }\n";
        }
    }
    let mut sources = SourceMap::default();
    let id = sources.add("sla.toml", &toml);
    let project = Project::parse(&sources, id).unwrap();
    let loaded = load(model, &project, &files, BadRows::Skip);
    let errors: Vec<String> = loaded.problems.iter().map(|problem| problem.diagnostic.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{toml}");
    let calendar = Calendar::new(model);
    let periods = calendar.periods().parse("2024-03").unwrap();
    let request = Request { periods, as_of: Instant::from_unix(1_711_900_800).unwrap(), plan: None, readings: true };
    let verdicts = evaluate(model, &calendar, &loaded.evidence, &request);
    let findings = Findings {
        model,
        sources: &sources,
        contract: "contract.sla",
        sha256: "",
        others: &[],
        evidence: &loaded.evidence,
        verdicts: &verdicts,
    };
    let mut shown: Value = serde_json::from_str(&as_json::render(&findings)).unwrap();
    shown["evidence"] = Value::Null;
    without_places(&mut shown);
    let lines = as_tickets::render(&findings);
    let lines = lines.lines().map(|line| {
        let mut line: Value = serde_json::from_str(line).unwrap();
        without_places(&mut line);
        line.to_string()
    });
    (shown.to_string(), lines.collect::<Vec<_>>().join("\n"))
}

/// Takes away where rows were read.
fn without_places(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|key, _| !["row", "file", "line"].contains(&key.as_str()));
            object.values_mut().for_each(without_places);
        }
        Value::Array(values) => values.iter_mut().for_each(without_places),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn the_same_evidence_is_the_same_verdict(tables in evidence(), ways in prop::collection::vec(way(), 1..5)) {
        static MODEL: std::sync::LazyLock<Model> =
            std::sync::LazyLock::new(|| compiled(&mut SourceMap::default(), &format!("{CONTRACT}{MORE}")));
        let plain = Way { ending: "csv", cuts: Vec::new(), order: Vec::new() };
        let want = judged(&MODEL, &tables, &plain);
        for way in ways {
            let got = judged(&MODEL, &tables, &way);
            prop_assert_eq!(&got.0, &want.0, "{:?}", &way);
            prop_assert_eq!(&got.1, &want.1, "{:?}", &way);
        }
    }
}
