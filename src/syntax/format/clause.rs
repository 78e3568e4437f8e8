//! How one clause is spaced, and into which columns it falls when its neighbours are alike.

use super::token::{Kind, Token};

/// Which kind of block a clause stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The file.
    File,
    /// `contract`, `conventions`, `clock`: a key and its value.
    Keys,
    /// `holidays`
    Holidays,
    /// `window`
    Window,
    /// `ticket`, `outage`, `maintenance`, `metric`
    Columns,
    /// `matrix`, `by`, `for each`, `status`
    Table,
    /// `rules`
    Rules,
    /// `escalation`
    Escalation,
    /// `norm`, `kpi`
    Norm,
    /// `compensation`
    Compensation,
    /// `measure`
    Measure,
    /// `test`
    Test,
    /// Anything else.
    Plain,
}

impl Place {
    /// Inside the block of an item or clause that begins with `keyword`.
    pub fn inside(keyword: &str) -> Self {
        match keyword {
            "contract" | "amends" | "conventions" | "clock" | "cadence" => Self::Keys,
            "holidays" => Self::Holidays,
            "window" => Self::Window,
            "ticket" | "outage" | "maintenance" | "metric" => Self::Columns,
            "matrix" | "by" | "for" | "status" | "entitlements" => Self::Table,
            "rules" => Self::Rules,
            "escalation" => Self::Escalation,
            "norm" | "kpi" | "aim" => Self::Norm,
            "compensation" => Self::Compensation,
            "measure" => Self::Measure,
            "test" => Self::Test,
            _ => Self::Plain,
        }
    }
}

/// The first word of an item or clause; in a file, the one behind `replace` or `add`.
pub(super) fn keyword<'t>(place: Place, tokens: &[Token<'t>]) -> &'t str {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let changes = place == Place::File && matches!(word(0), "replace" | "add");
    word(usize::from(changes))
}

/// Which neighbours a line shares its columns with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family<'t> {
    /// None.
    Alone,
    /// Lines of one kind, up to a blank line.
    Run,
    /// Rows with `|`, over blank lines too.
    Table,
    /// Rows with `:`.
    Colon,
    /// Items on one line that begin with this keyword.
    Item(&'t str),
}

/// Columns of the first line of a clause. Later lines of it hang below its last column.
pub(super) fn cells<'t>(place: Place, tokens: &[Token<'t>]) -> (Family<'t>, Vec<String>) {
    let at = |word: &str| tokens.iter().position(|token| token.is(word));
    let is_text = |token: &Token<'_>| token.kind == Kind::Text;
    let label = || {
        let follows =
            tokens.iter().zip(tokens.iter().skip(1)).position(|(before, token)| is_text(token) && !before.is(","));
        follows.map(|before| before + 1)
    };
    let second_is_text = tokens.get(1).is_some_and(is_text);
    let first_is = |word: &str| tokens.first().is_some_and(|token| token.is(word));
    let second_is = |word: &str| tokens.get(1).is_some_and(|token| token.is(word));
    let number_first = tokens.first().is_some_and(|token| token.kind == Kind::Number);
    match place {
        Place::Keys if number_first => (Family::Alone, vec![spaced(tokens)]),
        Place::Keys => {
            let key = if first_is("counted") && second_is("by") { 2 } else { 1 };
            (Family::Run, cut(tokens, &[Some(key)]))
        }
        Place::Holidays => (Family::Run, cut(tokens, &[Some(1), label()])),
        Place::Window => {
            let colon = at(":");
            let hours = tokens.iter().position(Token::is_time);
            let closed = at("closed").filter(|at| *at > 0);
            let all_day = closed.filter(|at| at + 1 == tokens.len());
            let behind = [hours.or(all_day), if all_day.is_some() { None } else { closed }];
            match colon {
                None => (Family::Run, cut(tokens, &behind)),
                Some(colon) => {
                    let [hours, closed] = behind;
                    let hours = hours.filter(|at| *at > colon + 1);
                    (Family::Colon, cut(tokens, &[Some(colon), Some(colon + 1), hours, closed]))
                }
            }
        }
        Place::Columns => {
            let name = if first_is("waiting") && second_is("on") { 2 } else { 1 };
            let labelled = second_is_text && tokens.get(2).is_some_and(|third| !third.is("|"));
            (Family::Run, cut(tokens, &[Some(name), labelled.then_some(2).or(Some(name))]))
        }
        Place::Table if at("|").is_some() => (Family::Table, table(tokens)),
        Place::Table => {
            let colon = at(":");
            let before_colon = |at: &usize| colon.is_some_and(|colon| *at < colon);
            let clause = at("clause").filter(before_colon);
            let label = label().filter(before_colon).filter(|label| clause.is_none_or(|clause| *label < clause));
            (Family::Colon, cut(tokens, &[label, clause, colon, colon.map(|colon| colon + 1)]))
        }
        Place::Compensation if ["of", "opens", "claimed", "ladder", "ends"].into_iter().any(first_is) => {
            (Family::Run, cut(tokens, &[Some(1)]))
        }
        Place::Compensation if first_is("at") => (Family::Run, cut(tokens, &[Some(2)])),
        Place::Rules if !first_is("at") => (Family::Run, cut(tokens, &[Some(1)])),
        Place::Escalation => (Family::Run, cut(tokens, &[at("contact"), at("at"), at("when")])),
        Place::Norm if number_first => (Family::Run, cut(tokens, &[Some(1)])),
        Place::Norm if first_is("where") => (Family::Alone, cut(tokens, &[Some(1)])),
        Place::Measure if second_is("is") => (Family::Run, cut(tokens, &[Some(1), Some(2)])),
        Place::File if first_is("window") => {
            let equals = at("=");
            (Family::Item("window"), cut(tokens, &[equals, equals.map(|equals| equals + 1)]))
        }
        Place::File
            if ["component", "plan", "priorities", "ensure", "event", "amount", "judgement"]
                .into_iter()
                .any(first_is) =>
        {
            (Family::Alone, cut(tokens, &[Some(1)]))
        }
        Place::File if first_is("ticket") => (Family::Item("ticket"), cut(tokens, &[Some(2)])),
        Place::Test => (Family::Alone, vec![sentence(tokens)]),
        Place::File | Place::Rules | Place::Norm | Place::Compensation | Place::Measure | Place::Plain => {
            (Family::Alone, vec![spaced(tokens)])
        }
    }
}

/// The columns of an item that fits on one line: its head, and the block in braces.
pub(super) fn item_cells<'t>(head: &[Token<'t>], body: &str, closed: Option<&str>) -> (Family<'t>, Vec<String>) {
    let keyword = head.first().map_or("", |token| token.text);
    let cells = match closed {
        None => vec![spaced(head), format!("{{ {body} }}")],
        Some(closed) => vec![spaced(head), format!("{{ {body}"), format!("{closed} }}")],
    };
    (Family::Item(keyword), cells)
}

/// Splits at the given tokens; a column that has no place to start is empty.
fn cut(tokens: &[Token<'_>], starts: &[Option<usize>]) -> Vec<String> {
    let mut starts = starts.to_vec();
    starts.insert(0, Some(0));
    let mut end = tokens.len();
    let mut cells = Vec::new();
    for start in starts.iter().rev() {
        let cell = start.and_then(|start| tokens.get(start..end));
        end = start.map_or(end, |start| start.min(end));
        cells.push(cell.map_or_else(String::new, spaced));
    }
    cells.reverse();
    cells
}

/// The cells of a row; all but the first carry the `|` before them.
fn table(tokens: &[Token<'_>]) -> Vec<String> {
    let mut cells = tokens.split(|token| token.is("|")).map(spaced);
    let first = cells.next().unwrap_or_default();
    std::iter::once(first).chain(cells.map(|cell| format!("| {cell}").trim_end().to_owned())).collect()
}

/// The tokens with the spaces that belong between them.
pub(super) fn spaced(tokens: &[Token<'_>]) -> String {
    join(tokens, " :")
}

/// The same with the colon of a sentence: `incident 1: priority urgent`.
fn sentence(tokens: &[Token<'_>]) -> String {
    join(tokens, ":")
}

fn join(tokens: &[Token<'_>], colon: &str) -> String {
    let mut text = String::new();
    let mut before: Option<&Token<'_>> = None;
    for token in tokens {
        if token.is(":") {
            text.push_str(if before.is_some() { colon } else { ":" });
        } else {
            if before.is_some_and(|before| apart(before, token)) {
                text.push(' ');
            }
            if token.kind == Kind::Prose {
                text.push_str(&prose(token.text));
            } else {
                text.push_str(token.text);
            }
        }
        before = Some(token);
    }
    text
}

/// Whether a space stands between two tokens.
fn apart(before: &Token<'_>, token: &Token<'_>) -> bool {
    let tight_before = matches!(token.text, "," | ")" | "..") && token.kind == Kind::Sign;
    let tight_after = matches!(before.text, "(" | "..") && before.kind == Kind::Sign;
    let dash = |token: &Token<'_>| token.is("-") || token.is("+");
    let time = (dash(before) && token.is_time()) || (before.is_time() && (dash(token) || token.is("Z")));
    let percent = before.kind == Kind::Number && token.is("%");
    !tight_before && !tight_after && !time && !percent
}

/// Prose as it is, but for blanks behind the opening `"""`.
fn prose(text: &str) -> String {
    let (first, rest) = text.split_at(text.find(['\n', '\r']).unwrap_or(text.len()));
    first.trim_end().to_owned() + rest
}
