//! The worked example of the text: March, 744 hours, ten suppliers.

use super::{eval, items, measure, norm, text};

#[test]
fn etd_gives_the_numbers_of_the_text() {
    let verdicts = eval(&["examples/etd", "--period", "2024-03"]);
    let period = &verdicts["periods"][0];
    let roles = measure(period, "rolbeschikbaarheid");
    let want = [
        ("HM1", "744/744", "100%"),
        ("HM2", "742/744", "99,73%"),
        ("HM3", "740/740", "100%"),
        ("AD1", "744/744", "100%"),
        ("AD2", "742/744", "99,73%"),
        ("AD3", "740/742", "99,73%"),
        ("MR1", "742/744", "99,73%"),
        ("MR2", "740/740", "100%"),
        ("MR3", "744/744", "100%"),
        ("DC1", "744/744", "100%"),
    ];
    for (role, exact, display) in want {
        let (found, shown) = &roles[role];
        assert_eq!((found.as_str(), shown.replace(",00", "").as_str()), (exact, display), "{role}");
    }
    let means: Vec<String> = items(&norm(period, "parallel")["requirements"])
        .iter()
        .map(|requirement| text(&requirement["actual"]["display"]).replace(",00", ""))
        .collect();
    assert_eq!(means, ["99,91%", "99,82%", "99,91%", "100%"], "HM, AD, MR, DC");
    assert_eq!(norm(period, "geheel")["requirements"][0]["actual"]["display"], "99,64%");
    assert!(items(&period["norms"]).iter().all(|norm| norm["verdict"] == "measured"), "the text gives no norm");
}
