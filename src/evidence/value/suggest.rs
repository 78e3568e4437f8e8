/// Formats that could read `text`: two when day and month cannot be told apart, none when nothing fits. For help lines
/// only; nothing is ever read with them.
pub(in crate::evidence) fn suggested_formats(text: &str) -> Vec<String> {
    let digits = |c: char| c.is_ascii_digit();
    let Some((first, rest)) = number(text) else { return Vec::new() };
    let Some(mark) = rest.chars().next().filter(|mark| matches!(mark, '/' | '-' | '.')) else { return Vec::new() };
    let Some((_, rest)) = rest.strip_prefix(mark).and_then(number) else { return Vec::new() };
    let Some((third, rest)) = rest.strip_prefix(mark).and_then(number) else { return Vec::new() };
    let year = |length: usize| if length == 4 { "%Y" } else { "%y" };
    let dates = if first.len() == 4 {
        vec![format!("%Y{mark}%m{mark}%d")]
    } else if matches!(third.len(), 2 | 4) && first.len() <= 2 {
        let year = year(third.len());
        vec![format!("%d{mark}%m{mark}{year}"), format!("%m{mark}%d{mark}{year}")]
    } else {
        return Vec::new();
    };
    let between: String = rest.chars().take_while(|c| !digits(*c)).collect();
    let rest = rest.strip_prefix(between.as_str()).unwrap_or(rest);
    let Some((_, rest)) = number(rest) else { return Vec::new() };
    let Some((_, mut rest)) = rest.strip_prefix(':').and_then(number) else { return Vec::new() };
    let mut time = String::new();
    if let Some((_, after)) = rest.strip_prefix(':').and_then(number) {
        time.push_str(":%S");
        rest = after;
        if let Some((_, after)) = rest.strip_prefix('.').and_then(number) {
            time.push_str("%.f");
            rest = after;
        }
    }
    let half_day = rest.trim_start();
    let hour = if ["am", "pm"].iter().any(|half| half_day.eq_ignore_ascii_case(half)) {
        time.push_str(if half_day.len() < rest.len() { " %p" } else { "%p" });
        rest = "";
        "%I"
    } else {
        "%H"
    };
    if rest.starts_with(['+', '-', 'Z']) {
        time.push_str("%z");
    } else if !rest.is_empty() {
        return Vec::new();
    }
    let formats = dates.into_iter().map(|date| format!("{date}{between}{hour}:%M{time}"));
    let reads =
        |format: &String| super::Format::compile(format).is_ok_and(|format| format.read(text.as_bytes()).is_ok());
    formats.filter(reads).collect()
}

/// What exports write where they have no value: for help lines only, never read as such unless `missing` says so.
const STAND_INS: [&str; 26] = [
    "?", "-", "--", "—", "na", "n/a", "n.a.", "#n/a", "#n/b", "#nv", "#null!", "#value!", "#waarde!", "ns", "nb",
    "nvt", "n.v.t.", "none", "null", "nil", "nan", "\\n", "unknown", "onbekend", "(empty)", "(blank)",
];

/// How to say that `text` stands for no value, where it is one of those that often do.
pub(in crate::evidence) fn stand_in(text: &str) -> Option<String> {
    let often = STAND_INS.contains(&text.to_lowercase().as_str()) || text.starts_with("0000-00-00");
    often.then(|| format!("does it stand for no value? then say `missing = [\"{text}\"]` in `sla.toml`"))
}

/// Leading digits and the rest.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 { None } else { text.split_at_checked(end) }
}

#[test]
fn only_formats_that_fit_are_suggested() {
    let cases: [(&str, &[&str]); 9] = [
        ("5/3/2016 12:00", &["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"]),
        ("29/2/2016 01:16", &["%d/%m/%Y %H:%M"]),
        ("2/29/2016 01:16:05", &["%m/%d/%Y %H:%M:%S"]),
        ("2023-12-06T9:15:00-00:00", &["%Y-%m-%dT%H:%M:%S%z"]),
        ("5-3-16 1:05 PM", &["%d-%m-%y %I:%M %p", "%m-%d-%y %I:%M %p"]),
        ("2024-08-13T015:00:00+02:00", &[]),
        ("yesterday", &[]),
        ("2024-03-01", &[]),
        ("", &[]),
    ];
    for (text, want) in cases {
        assert_eq!(suggested_formats(text), want, "{text:?}");
    }
}

#[test]
fn what_stands_for_no_value_is_asked_about() {
    let often =
        ["?", "NS", "NA", "#N/B", "n/a", "NULL", "-", "0000-00-00 00:00:00"].map(|text| stand_in(text).is_some());
    assert_eq!(often, [true; 8]);
    assert_eq!(["", "2 - Medium", "-100", "0", "no", "yes "].map(|text| stand_in(text).is_some()), [false; 6]);
}
