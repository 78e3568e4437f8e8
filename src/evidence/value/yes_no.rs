/// What is read as yes or no, in any case.
pub(in crate::evidence) const ACCEPTED: &str = "`yes`/`no`, `y`/`n`, `true`/`false`, `1`/`0`, `ja`/`nee`, `waar`/`onwaar`, `ja`/`nein`, `wahr`/`falsch`, \
     `oui`/`non`, `vrai`/`faux`, in any case";

const YES: [&str; 9] = ["yes", "y", "true", "1", "ja", "waar", "wahr", "oui", "vrai"];
const NO: [&str; 10] = ["no", "n", "false", "0", "nee", "onwaar", "nein", "falsch", "non", "faux"];

/// `yes` and `no` as exports write them ([`ACCEPTED`]); `None` for anything else.
pub(in crate::evidence) fn read_yes_no(text: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is(&YES) {
        Some(true)
    } else if is(&NO) {
        Some(false)
    } else {
        None
    }
}

#[test]
fn words_for_yes_and_no() {
    let cases = [
        ("true", Some(true)),
        ("True", Some(true)),
        ("TRUE", Some(true)),
        ("1", Some(true)),
        ("ja", Some(true)),
        ("Nee", Some(false)),
        ("0", Some(false)),
        ("FAUX", Some(false)),
        ("x", None),
        ("2", None),
        ("", None),
        ("yess", None),
    ];
    for (text, want) in cases {
        assert_eq!(read_yes_no(text), want, "{text:?}");
    }
}
