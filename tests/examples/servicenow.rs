//! A real export of 5,812 incidents.

use super::{eval, items, norm, text};

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
