/// The nearest of `known` to what was `written`, when it is near enough to be a slip: at most one edit in short
/// words, two in words of five letters or more, three from nine on; a transposition is one edit.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    let allowed = match written.chars().count() {
        0..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(&written, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, name)| (*distance, *name))
        .map(|(_, name)| name)
}

/// A help line: the nearest name, or else all of them while they are few.
pub fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    if let Some(name) = nearest(written, known.iter().copied()) {
        return Some(format!("did you mean `{name}`?"));
    }
    match known.len() {
        0 => None,
        1..=8 => {
            Some(format!("known here: {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")))
        }
        _ => None,
    }
}

/// The name that a help line of [`did_you_mean`] asks about.
pub(super) fn meant(help: &str) -> Option<&str> {
    help.strip_prefix("did you mean `")?.strip_suffix("`?").filter(|name| !name.contains('`'))
}

#[test]
fn what_is_asked_about_can_be_read_back() {
    let help = did_you_mean("urgnet", ["urgent", "hoog"]).unwrap_or_default();
    assert_eq!(meant(&help), Some("urgent"));
    assert_eq!(meant("known here: `hoog`, `laag`"), None);
}

#[test]
fn slips_are_found_and_strangers_are_not() {
    let known = ["urgent", "hoog", "normaal", "laag"];
    assert_eq!(nearest("urgnet", known), Some("urgent"));
    assert_eq!(nearest("lag", known), Some("laag"));
    assert_eq!(nearest("kritiek", known), None);
}
