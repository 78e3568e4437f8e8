//! Words that are written from right to left, kept from turning what stands beside them: an id in Hebrew next to a
//! number must not move the number (Unicode Standard Annex 9, isolates).

/// Before words of which the direction is their own, and after them.
const ISOLATE: (char, char) = ('\u{2068}', '\u{2069}');

/// A text in pieces, in order: those that are `true` are to be isolated.
pub(super) fn pieces(text: &str) -> Vec<(bool, &str)> {
    if !text.chars().any(turns) {
        return vec![(false, text)];
    }
    let turns = runs(text);
    let mut out = Vec::new();
    let mut at = 0;
    for (from, to) in turns {
        out.push((false, text.get(at..from).unwrap_or_default()));
        out.push((true, text.get(from..to).unwrap_or_default()));
        at = to;
    }
    out.push((false, text.get(at..).unwrap_or_default()));
    out.retain(|(_, piece)| !piece.is_empty());
    out
}

/// With characters that isolate, where markup cannot.
pub(super) fn isolated(text: &str) -> String {
    let piece = |(turns, piece): (bool, &str)| {
        if turns { format!("{}{piece}{}", ISOLATE.0, ISOLATE.1) } else { piece.to_owned() }
    };
    pieces(text).into_iter().map(piece).collect()
}

/// Where words stand that turn, from and to: words that follow each other are one, with figures between them.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    // Whether nothing but figures and signs stands between the last run and here.
    let mut joined = false;
    for (at, word) in words(text) {
        let end = at + word.len();
        if word.chars().any(turns) {
            match found.last_mut() {
                Some(last) if joined => last.1 = end,
                Some(_) | None => found.push((at, end)),
            }
            joined = true;
        } else if word.chars().any(char::is_alphabetic) {
            joined = false;
        }
    }
    found
}

/// Words and where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(char::is_whitespace).map(move |word| {
        let begins = at + text.get(at..).and_then(|rest| rest.find(word)).unwrap_or(0);
        at = begins + word.len();
        (begins, word)
    })
}

/// Letters of scripts that run from right to left, and characters that turn the direction.
fn turns(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

#[test]
fn words_from_right_to_left_stand_alone() {
    let of = |text| isolated(text).replace(ISOLATE.0, "(").replace(ISOLATE.1, ")");
    assert_eq!(of("INC-1 5h of 4h"), "INC-1 5h of 4h");
    assert_eq!(of("אבג-1 5h of 4h"), "(אבג-1) 5h of 4h");
    assert_eq!(of("אבג 12 דהו 3 of 4"), "(אבג 12 דהו) 3 of 4");
    assert_eq!(of("אבג of דהו"), "(אבג) of (דהו)");
    assert_eq!(of("a\u{202e}b c"), "(a\u{202e}b) c");
    assert_eq!(pieces("a b"), [(false, "a b")]);
}
