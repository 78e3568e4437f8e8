//! From pest's error to a message.

use pest::Parser;
use pest::error::{Error, ErrorVariant, InputLocation};

use super::repair::Unread;
use crate::diagnostic::{Edit, nearest};
use crate::source::{SourceId, Span};
use crate::syntax::MAX_DEPTH;
use crate::syntax::RESERVED;
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::{Grammar, Rule, describe};
use crate::syntax::lines::Lines;
use crate::syntax::outline::Clause;
use crate::syntax::scan::Kind;

/// More alternatives than this are not listed.
const MOST_EXPECTED: usize = 5;

/// What stands at the token `index`, in words.
pub(super) fn found(lines: &Lines<'_>, index: usize) -> String {
    match lines.kind(index) {
        None => "the end of the file".to_owned(),
        Some(Kind::Newline) => "the end of the line".to_owned(),
        Some(Kind::Prose) => "prose".to_owned(),
        Some(Kind::Text) => match lines.text(index) {
            text if text.chars().count() <= 30 => format!("`{text}`"),
            _ => "a text".to_owned(),
        },
        Some(
            Kind::Word
            | Kind::Number
            | Kind::Open
            | Kind::Close
            | Kind::ParenOpen
            | Kind::ParenClose
            | Kind::Semicolon
            | Kind::Sign,
        ) => format!("`{}`", lines.text(index)),
    }
}

/// Whether `word` may follow a name in an expression.
pub(super) fn goes_on_an_expression(word: &str) -> bool {
    RESERVED.contains(&word)
        || ["as", "lasting", "announced", "weighted", "rounded", "over", "lasts", "overlapping", "shown"]
            .contains(&word)
}

/// Where a piece stands.
#[derive(Debug)]
pub(super) struct Place<'a, 't> {
    /// The file.
    pub(super) source: SourceId,
    /// Its tokens.
    pub(super) lines: &'a Lines<'t>,
    /// The tokens of the piece.
    pub(super) clause: &'a Clause,
    /// With which words the other clauses of its block begin.
    pub(super) siblings: &'a [(&'a str, Rule)],
}

/// Which of two errors is nearer to what the writer meant: `error`, or what `meant` says at the same place or behind.
pub(super) fn more_to_the_point(
    meant: Option<Rule>,
    text: &str,
    error: Box<Error<Rule>>,
) -> (Option<Rule>, Box<Error<Rule>>) {
    match meant.map(|rule| (rule, Grammar::parse(rule, text))) {
        Some((rule, Err(other))) if offset(&other) >= offset(&error) => (Some(rule), Box::new(other)),
        Some(_) | None => (None, error),
    }
}

/// What pest could not read in a piece that was meant for `rule`, whose `text` begins at byte `base` of the file.
pub(super) fn unexpected(
    place: &Place<'_, '_>,
    rule: Rule,
    text: &str,
    base: usize,
    error: &Error<Rule>,
) -> (Span, SyntaxError) {
    let Place { source, lines, clause, siblings } = place;
    let at = base.wrapping_add(offset(error));
    let index = clause.start + lines.tokens.iter().skip(clause.start).take_while(|token| token.end <= at).count();
    let here = lines.get(index).filter(|_| index < clause.end);
    let span = match here {
        Some(token) => Span::new(*source, token.start, token.end),
        None => {
            let end = lines.get(clause.end.saturating_sub(1)).map_or(at, |token| token.end);
            Span::new(*source, end, end)
        }
    };
    // In the middle of a token: what was expected in the place of all of it?
    let cut = here.filter(|token| token.start < at).map(|token| token.start.wrapping_sub(base));
    let before = cut.and_then(|cut| text.get(..cut)).and_then(|text| Grammar::parse(rule, text).err());
    let rules = match before.map(|error| error.variant).as_ref().unwrap_or(&error.variant) {
        ErrorVariant::ParsingError { positives, .. } => positives.clone(),
        ErrorVariant::CustomError { .. } => return (span, SyntaxError::TooDeep { limit: MAX_DEPTH, span }),
    };
    let word = lines.text(index);
    if here.is_some() && RESERVED.contains(&word) && rules.iter().all(|rule| is_name(*rule)) && !rules.is_empty() {
        return (span, SyntaxError::ReservedName { word: word.to_owned(), span });
    }
    let unread =
        Unread { place, rule, text, base, index: if here.is_some() { index } else { clause.end }, rules: &rules };
    let said = here.and_then(|_| other_words(*source, lines, index));
    if said.is_none()
        && let Some(meant) = unread.meant()
    {
        return meant;
    }
    let expected = expected(&rules);
    let (said, right) = said.map_or((None, None), |(help, right)| (Some(help), right));
    let help = said.or_else(|| {
        here?;
        let sibling = rules.contains(&Rule::end) && siblings.iter().any(|(keyword, _)| *keyword == word);
        let two_clauses = sibling.then(|| "begin a new line, or put `;` between".to_owned());
        hyphen(lines, index).or(two_clauses).or_else(|| misspelt_word(word, &expected))
    });
    let found = found(lines, if here.is_some() { index } else { clause.end });
    (span, SyntaxError::Unexpected { expected, found, span, help, right })
}

pub(super) fn offset(error: &Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(offset) | InputLocation::Span((offset, _)) => offset,
    }
}

/// The nearest of the words that are expected.
fn misspelt_word(word: &str, expected: &str) -> Option<String> {
    let words: Vec<&str> = expected.split('`').skip(1).step_by(2).filter(|word| word.len() > 2).collect();
    nearest(word, words.iter().copied()).map(|right| format!("did you mean `{right}`?"))
}

fn is_name(rule: Rule) -> bool {
    describe(rule) == describe(Rule::name)
}

/// What people say and the language says in other words; as an edit where that is all there is to it.
fn other_words(source: SourceId, lines: &Lines<'_>, index: usize) -> Option<(String, Option<Edit>)> {
    let (before, after) = (lines.text(index.checked_sub(1)?), lines.text(index + 1));
    // `text` in the place of this word and the next one.
    let both = |text: &str| {
        let span = Span::new(source, lines.get(index)?.start, lines.get(index + 1)?.end);
        Some(Edit { span, text: text.to_owned() })
    };
    match lines.text(index) {
        "is" if ["breached", "met"].contains(&after) => Some((format!("write `{before} {after}`"), both(after))),
        "<" | ">" | "<=" | ">=" if before == "{" || lines.is_first(index) => {
            let right = format!("availability of portal {} …", lines.text(index));
            Some((format!("write before it what is compared, such as `{right}`"), None))
        }
        "-" if lines.kind(index + 1) == Some(Kind::Number) && [">", "<", ">=", "<=", "="].contains(&before) => {
            Some((format!("the language has no negative numbers: write `{before} {after}`"), None))
        }
        number if before == "edition" && number.starts_with('1') => Some(("write `edition 1`".to_owned(), None)),
        number if lines.kind(index) == Some(Kind::Number) && before == "most" => {
            let currency =
                (0..lines.tokens.len()).find(|at| lines.text(*at) == "currency").map(|at| lines.text(at + 1));
            let money = format!("write `{number} {}` for money", currency.unwrap_or("EUR"));
            Some((if number.len() < 3 { format!("{money}, or `{number}%`") } else { money }, None))
        }
        "consecutive" => {
            let right = both("periods in a row").filter(|_| ["period", "periods"].contains(&after));
            Some((format!("write `{before} periods in a row`"), right))
        }
        "working" | "business" if after.starts_with("day") => {
            let right = both("workdays").filter(|_| ["day", "days"].contains(&after));
            Some((format!("write `{before} workdays`"), right))
        }
        "most" if before == "at" => {
            let end = (index + 1..index + 6).find(|at| lines.text(*at) == "of")?;
            let budget = lines.text.get(lines.get(index + 1)?.start..lines.get(end)?.end)?;
            budget.contains(" per ").then(|| (format!("write `first {budget} (…)`"), None))
        }
        _ => None,
    }
}

/// `maximum 30%`, `capped at 30%`, whose first word stands at `span`: what to write, and the edit.
pub(super) fn other_cap(lines: &Lines<'_>, clause: &Clause, span: Span) -> Option<(String, Edit)> {
    let word = ["maximum", "max", "capped"].contains(&lines.text(clause.start));
    let worth = clause.start + if lines.text(clause.start + 1) == "at" { 2 } else { 1 };
    let start = lines.get(worth)?.start;
    let text = lines.text.get(start..lines.get(clause.end.checked_sub(1)?)?.end)?;
    let edit = Edit { span: Span::new(span.source, span.start as usize, start), text: "at most ".to_owned() };
    (word && worth < clause.end).then(|| (format!("write `at most {text}`"), edit))
}

/// `third-party`: a name with a hyphen.
fn hyphen(lines: &Lines<'_>, index: usize) -> Option<String> {
    let before = lines.get(index.checked_sub(1)?)?;
    let (sign, after) = (lines.get(index)?, lines.get(index + 1)?);
    let close = before.end == sign.start && sign.end == after.start;
    let words = before.kind == Kind::Word && matches!(after.kind, Kind::Word | Kind::Number);
    let name = lines.text.get(before.start..after.end)?;
    (close && words && lines.text(index) == "-")
        .then(|| format!("names have no hyphen: write `{}`, or as a value `\"{name}\"`", name.replace('-', "_")))
}

/// The words and signs among what could stand somewhere; with `samples` also the first words of what is named by a
/// sample, such as a limit by `within 4h`.
pub(super) fn single_words(rules: &[Rule], samples: bool) -> Vec<&'static str> {
    let mut words = Vec::new();
    for rule in rules.iter().filter(|rule| samples || !describe(**rule).contains("such as")) {
        let samples = describe(*rule).split('`').skip(1).step_by(2).filter_map(|sample| sample.split(' ').next());
        for word in samples.filter(|word| !word.starts_with(|letter: char| letter.is_ascii_digit())) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words
}

/// The alternatives in words: `a, b or c`.
fn expected(rules: &[Rule]) -> String {
    let operator = rules.contains(&Rule::op_and);
    let operand = rules.contains(&Rule::group_of) || rules.contains(&Rule::paren_open) && rules.contains(&Rule::name);
    let mut words: Vec<&str> = Vec::new();
    for rule in rules {
        let word = match rule {
            rule if operator && is_operator(*rule) => "an operator",
            rule if operand && is_operand(*rule) => describe(Rule::expression),
            Rule::whole if rules.contains(&Rule::elapsed) => describe(Rule::calendar_time),
            Rule::EOI if rules.contains(&Rule::open) => continue,
            _ => describe(*rule),
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    // The end is the last resort: it comes last.
    words.sort_by_key(|word| *word == describe(Rule::end));
    if words.len() > MOST_EXPECTED {
        words.truncate(MOST_EXPECTED - 1);
        words.push("something else");
    }
    match words.split_last() {
        None => "something else".to_owned(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

/// Whether an operand of an expression may begin so.
fn is_operand(rule: Rule) -> bool {
    [
        Rule::expression,
        Rule::not,
        Rule::kw_not,
        Rule::aggregate,
        Rule::aggregate_word,
        Rule::group_of,
        Rule::paren_open,
        Rule::qualified,
        Rule::qualifier,
        Rule::name,
        Rule::moment,
        Rule::date,
        Rule::wrong_date,
        Rule::percent,
        Rule::wrong_percent,
        Rule::calendar_time,
        Rule::whole,
        Rule::elapsed,
        Rule::wrong_elapsed,
        Rule::number,
        Rule::string,
        Rule::yes_no,
    ]
    .contains(&rule)
}

fn is_operator(rule: Rule) -> bool {
    match rule {
        Rule::kw_within
        | Rule::kw_outside
        | Rule::kw_is
        | Rule::kw_in
        | Rule::kw_not
        | Rule::kw_from
        | Rule::kw_as
        | Rule::kw_of
        | Rule::kw_where
        | Rule::kw_with
        | Rule::kw_lasting
        | Rule::kw_rounded => true,
        rule => {
            let words = describe(rule);
            words == "an operator"
                || ["`is missing`", "`in` and a list", "`from … to …`", "`rounded to`"].contains(&words)
                || words.starts_with("`lasting")
                || ["`+`", "`-`", "`*`", "`/`", "`=`", "`<`", "`>`", "`<=`", "`>=`", "`!=`"].contains(&words)
        }
    }
}
