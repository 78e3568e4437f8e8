//! A real export of 5,812 incidents, and the audit log of some of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{eval, items, norm, sla, text};

#[test]
fn servicenow_counts_what_the_export_holds() {
    let verdicts = eval(&["examples/servicenow", "--period", "2016-Q1"]);
    let period = &verdicts["periods"][0];
    let found: Vec<(String, u64, u64)> = items(&norm(period, "resolved_within_a_day")["requirements"])
        .iter()
        .map(|requirement| {
            let counts = &requirement["counts"];
            let count = |key: &str| counts[key].as_u64().unwrap_or_default();
            (text(&requirement["group"]["priority"]).to_owned(), count("good"), count("total"))
        })
        .collect();
    let want = [("P1", 13, 57), ("P2", 31, 105), ("P3", 1517, 5101), ("P4", 85, 281)];
    assert_eq!(found, want.map(|(priority, good, total)| (priority.to_owned(), good, total)));
    let matrix = &period["matrices"][0];
    assert_eq!((matrix["agree"].as_u64(), matrix["checked"].as_u64()), (Some(5812), Some(5812)));
    assert_eq!(verdicts["evidence"][0]["rows"], 5812);
    assert_eq!(verdicts["evidence"][0]["rejected"], 0);
}

/// Why the log of an incident and its last row tell different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Contradiction {
    /// The row does not say when it was resolved, the log does.
    Unsaid,
    /// The row gives a moment at which the log has no resolution: the field was written again afterwards.
    WrittenAgain,
    /// It was resolved more than once, and the row knows the last time only.
    Reopened,
    /// It had another priority before, and the row knows the last one only.
    OtherPriority,
}

/// The incidents of both files whose outcome is not the same, with the reason.
const CONTRADICTED: [(Contradiction, &[&str]); 4] = [
    (
        Contradiction::Unsaid,
        &[
            "INC0000093",
            "INC0000160",
            "INC0000199",
            "INC0000269",
            "INC0000290",
            "INC0000323",
            "INC0000352",
            "INC0000353",
            "INC0000399",
            "INC0000587",
            "INC0000604",
            "INC0000660",
            "INC0000682",
            "INC0000686",
            "INC0000730",
            "INC0000941",
            "INC0001137",
            "INC0004524",
        ],
    ),
    (
        Contradiction::WrittenAgain,
        &[
            "INC0000135",
            "INC0000159",
            "INC0000294",
            "INC0000370",
            "INC0000441",
            "INC0001438",
            "INC0001448",
            "INC0001471",
            "INC0001669",
            "INC0001964",
            "INC0002208",
            "INC0003049",
            "INC0003058",
            "INC0003065",
        ],
    ),
    (Contradiction::Reopened, &["INC0001894", "INC0002069"]),
    (
        Contradiction::OtherPriority,
        &["INC0000341", "INC0000548", "INC0001058", "INC0001832", "INC0001844", "INC0002483", "INC0003092"],
    ),
];

/// Rows of a file of the example, by incident, in the order of the file. Read without the program.
fn rows(file: &str) -> BTreeMap<String, Vec<BTreeMap<String, String>>> {
    let mut reader = csv::Reader::from_path(format!("examples/servicenow/data/{file}")).expect("the file");
    let mut found: BTreeMap<String, Vec<BTreeMap<String, String>>> = BTreeMap::new();
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.expect("a row");
        found.entry(row["number"].clone()).or_default().push(row);
    }
    found
}

/// What contradicts the row of an incident in its log.
fn contradictions(row: &BTreeMap<String, String>, log: &[BTreeMap<String, String>]) -> BTreeSet<Contradiction> {
    let mut resolutions = Vec::new();
    let mut before = "";
    for update in log {
        if update["incident_state"] == "Resolved" && before != "Resolved" {
            resolutions.push(update["sys_updated_at"].as_str());
        }
        before = &update["incident_state"];
    }
    let said = row["resolved_at"].as_str();
    let told = [
        (Contradiction::Unsaid, said == "?" && !resolutions.is_empty()),
        (Contradiction::WrittenAgain, said != "?" && !resolutions.contains(&said)),
        (Contradiction::Reopened, resolutions.len() > 1),
        (Contradiction::OtherPriority, log.iter().any(|update| update["priority"] != row["priority"])),
    ];
    told.into_iter().filter(|(_, is)| *is).map(|(kind, _)| kind).collect()
}

/// By incident: its priority, when its clock stopped, and each outcome with when it was settled.
fn outcomes(project: &str) -> BTreeMap<String, Value> {
    let (printed, _) = sla(&["eval", project, "--period", "2016-Q1", "--tickets"]);
    let lines = printed.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines
        .map(|line| {
            let of_bound = |bound: &Value| json!([bound["bound"], bound["outcome"], bound["settled"]]);
            let bounds: Vec<Value> = items(&line["bounds"]).iter().map(of_bound).collect();
            let outcome = json!([line["priority"], line["started"], line["stopped"], line["elapsed_s"], bounds]);
            (text(&line["ticket"]).to_owned(), outcome)
        })
        .collect()
}

/// The audit log gives the outcome of the last rows, but for the incidents whose log contradicts their row.
#[test]
fn the_log_tells_what_the_rows_tell() {
    let (last, log) = (rows("uci_incidents_opened_2016-02-29_to_03-18.csv"), rows("uci_events_sample.csv"));
    let both: Vec<&String> = log.keys().filter(|id| last.contains_key(*id)).collect();
    assert_eq!((last.len(), log.len(), both.len()), (5812, 321, 165));
    let (by_row, by_log) = (outcomes("examples/servicenow"), outcomes("examples/servicenow/from-log.toml"));
    let mut listed: BTreeMap<&str, Contradiction> = BTreeMap::new();
    for (reason, incidents) in CONTRADICTED {
        listed.extend(incidents.iter().map(|id| (*id, reason)));
    }
    for id in both {
        let contradictions = contradictions(&last[id][0], &log[id]);
        match listed.remove(id.as_str()) {
            None => assert_eq!(by_row[id], by_log[id], "{id}: {contradictions:?}"),
            Some(reason) => {
                assert_ne!(by_row[id], by_log[id], "{id} need not be listed");
                assert!(contradictions.contains(&reason), "{id}: {contradictions:?}");
            }
        }
        // In time or not: on that all agree.
        let in_time = |outcome: &Value| items(&outcome[4]).iter().map(|bound| bound[1].clone()).collect::<Vec<_>>();
        assert_eq!(in_time(&by_row[id]), in_time(&by_log[id]), "{id}");
    }
    assert!(listed.is_empty(), "{listed:?}");
}
