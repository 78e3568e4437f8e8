//! June 2019 of the printed report, item by item.

use super::{eval, items, norm, text};

/// What a requirement printed: its name, bound, value, and counts where the report has them.
fn printed(period: &serde_json::Value, id: &str) -> Vec<String> {
    let requirements = items(&norm(period, id)["requirements"]).iter().filter(|it| !it["verdict"].is_null());
    let line = |it: &serde_json::Value| {
        let name = it["label"].as_str().or_else(|| it["group"]["priority"].as_str()).unwrap_or("-");
        let counts = &it["counts"];
        let counted = if counts.is_null() { String::new() } else { format!(" {}/{}", counts["good"], counts["total"]) };
        let (bound, actual) = (text(&it["bound"]["display"]), text(&it["actual"]["display"]));
        format!("{name} {bound} {actual}{counted} {}", text(&it["verdict"]))
    };
    requirements.map(line).collect()
}

#[test]
fn june_2019_comes_out_as_printed() {
    let verdicts = eval(&["examples/digid", "--period", "2019-06"]);
    let period = &verdicts["periods"][0];
    let want: [(&str, &[&str]); 7] = [
        ("beschikbaar", &["PI 2.1.1 99,5% 99,73% met", "PI 2.1.2 99,0% 100,00% met", "PI 2.1.3 99,5% 100,00% met"]),
        (
            "oplostijden_productie",
            &["hoog 85,0% 100,00% 5/5 met", "midden 85,0% 100,00% 0/0 met", "laag 85,0% 100,00% 15/15 met"],
        ),
        ("oplostijden_preproductie", &["midden 85,0% 100,00% 1/1 met", "laag 85,0% 100,00% 3/3 met"]),
        ("reactietijden", &["- 99,0% 100,00% 117/117 met"]),
        ("onderhoud_productie", &["- 2 2 met", "- 100% 100,00% 2/2 met"]),
        ("onderhoud_preproductie", &["- 0 0 1/1 met"]),
        ("verwerking", &["- 99,5% 100,00% 105/105 met"]),
    ];
    for (id, lines) in want {
        assert_eq!(printed(period, id), lines, "{id}");
    }
}

#[test]
fn the_three_colours_occur() {
    let verdicts = eval(&["examples/digid", "--all-periods"]);
    let periods = items(&verdicts["periods"]);
    let colours = |id: &str| periods.iter().map(|period| text(&norm(period, id)["status"])).collect::<Vec<_>>();
    // September and October 2018 breached: one of two, then neither; November met again.
    assert_eq!(colours("beschikbaar")[2..6], ["green", "orange", "red", "orange"]);
    assert_eq!(colours("reactietijden")[3..7], ["green", "orange", "red", "orange"]);
    // What happened in January 2019 was not written down: neither its colour nor that of February can be told.
    assert_eq!(colours("beschikbaar")[7..10], ["", "", "orange"]);
}
