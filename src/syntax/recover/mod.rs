//! Reading a file that has errors: item by item and clause by clause, so that each mistake is reported once and
//! everything else is still read.

pub(super) mod items;
mod message;
mod repair;

use std::collections::BTreeMap;

use pest::Parser;

use crate::diagnostic::did_you_mean;
use crate::source::{SourceId, Span};
use crate::syntax::ast::{File, Lost};
use crate::syntax::brackets::{Brackets, Inside};
use crate::syntax::build::Builder;
use crate::syntax::build::names::misspelt;
use crate::syntax::build::node::{Missing, Node, Origin};
use crate::syntax::error::SyntaxError;
use crate::syntax::fault::Faults;
use crate::syntax::foreign_words::english;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::lines::Lines;
use crate::syntax::outline::{self, Clause, clauses};
use crate::syntax::scan::Kind;
use crate::syntax::weekdays::english_weekday;
use items::{BY, Block, ITEMS, PAY_BY, PAY_EACH};
use message::Place;

/// Reads what can be read of a file that does not parse as a whole (`whole`: what pest says about that, if asked).
pub(super) fn recover(
    source: SourceId,
    clean: &str,
    lines: &Lines<'_>,
    brackets: &Brackets,
    faults: &mut Faults,
    builder: &mut Builder,
    whole: Option<Box<pest::error::Error<Rule>>>,
) -> File {
    let all = clauses(lines, brackets, 0, lines.tokens.len(), false);
    let items = all.iter().map(|item| without_change(lines, item, |_| {}));
    let respelt = items.filter_map(|item| respelt(lines, clean, &item)).collect();
    let mut recovery =
        Recovery { source, clean, lines, brackets, faults, lost: Vec::new(), respelt: &respelt, stray: Vec::new() };
    let nodes = recovery.items(&all);
    let mut file = builder.items(&nodes);
    file.lost.append(&mut recovery.lost);
    if faults.problems.is_empty()
        && builder.problems.is_empty()
        && let Some(error) = whole
    {
        // Each piece can be read and the whole cannot: then at least that is said.
        let clause = Clause { start: 0, end: lines.tokens.len(), block: None, doubt: None };
        let place = Place { source, lines, clause: &clause, siblings: &[] };
        let (span, problem) = message::unexpected(&place, Rule::file, clean, 0, &error);
        faults.report(span, problem);
    }
    file
}

/// The item behind `replace` or `add`, which goes to `change`.
fn without_change(lines: &Lines<'_>, item: &Clause, change: impl FnOnce(&Clause)) -> Clause {
    if !items::is_change(lines.text(item.start)) || lines.kind(item.start + 1) != Some(Kind::Word) {
        return *item;
    }
    change(&Clause { end: item.start + 1, block: None, doubt: None, ..*item });
    Clause { start: item.start + 1, ..*item }
}

/// An item whose keyword is misspelt: its kind, and its text with the right one.
#[derive(Debug)]
struct Respelt {
    kind: &'static Block,
    text: String,
    /// By how much the right keyword is longer; wraps when it is shorter.
    longer: usize,
}

/// The item that `clause` is meant to be when its first word is nearly a keyword, by its first token.
fn respelt(lines: &Lines<'_>, clean: &str, clause: &Clause) -> Option<(usize, Respelt)> {
    let word = lines.text(clause.start);
    let keywords: Vec<&str> = ITEMS.iter().map(|item| item.keyword).collect();
    let a_word = lines.kind(clause.start) == Some(Kind::Word) && !keywords.contains(&word);
    let foreign = || english(word).iter().copied().find(|right| items::item(right).is_some());
    let meant = a_word.then(|| foreign().or_else(|| misspelt(word, &keywords))).flatten()?;
    let kind = items::item(meant)?;
    if kind.has_block() && clause.block.is_none() && foreign().is_none() && lines.text(clause.end - 1) == "," {
        return None; // the words of a letter
    }
    let head_end = clause.block.map_or(clause.end, |(block, _)| block).max(clause.start + 1);
    let (start, end) = (lines.get(clause.start)?, lines.get(head_end - 1)?);
    let text = format!("{}{}", kind.keyword, clean.get(start.end..end.end)?);
    let longer = kind.keyword.len().wrapping_sub(word.len());
    Some((clause.start, Respelt { kind, text, longer }))
}

/// So many tokens above a line are looked at for what its neighbours are.
const MOST_ABOVE: usize = 200;

struct Recovery<'t, 'f> {
    source: SourceId,
    clean: &'t str,
    lines: &'f Lines<'t>,
    brackets: &'f Brackets,
    faults: &'f mut Faults,
    lost: Vec<Lost>,
    respelt: &'t BTreeMap<usize, Respelt>,
    /// Signs too many of the block at hand: which, where, and the line without it.
    stray: Vec<(String, Span, String)>,
}

impl<'t> Recovery<'t, '_> {
    fn items(&mut self, all: &[Clause]) -> Vec<Node<'t>> {
        let mut nodes = Vec::new();
        let mut rest = all;
        while let Some((item, after)) = rest.split_first() {
            rest = after;
            let before = nodes.len();
            let item = &without_change(self.lines, item, |change| nodes.extend(self.parse(Rule::change, change)));
            let Some(kind) = self.item_kind(item) else {
                nodes.truncate(before);
                let is_unknown = |next: &&Clause| self.item_kind(&without_change(self.lines, next, |_| {})).is_none();
                let unknown = rest.iter().take_while(is_unknown).count();
                let above = rest.get(unknown).is_some_and(|next| self.lines.text(next.start) == "edition");
                self.unknown_item(item, above && nodes.is_empty());
                let (skipped, after) = rest.split_at_checked(unknown).unwrap_or((rest, &[]));
                skipped.iter().for_each(|skipped| self.lose(skipped, true));
                rest = after;
                continue;
            };
            let node = self.item(item, kind);
            if node.is_none() {
                nodes.truncate(before);
            }
            if node.is_none() && kind.has_block() && item.block.is_none() {
                // Lines further to the right, behind the head of a block that has none, belong to it.
                let below = self.indented_below(item, rest);
                let (indented, after) = rest.split_at_checked(below).unwrap_or((rest, &[]));
                indented.iter().for_each(|line| self.lose(line, true));
                rest = after;
            }
            nodes.extend(node);
            self.report_stray();
        }
        nodes
    }

    /// The kind of item that `clause` is meant to be, also when its keyword is misspelt.
    fn item_kind(&self, clause: &Clause) -> Option<&'static Block> {
        let respelt = || self.respelt.get(&clause.start).map(|respelt| respelt.kind);
        items::item(self.lines.text(clause.start)).or_else(respelt)
    }

    /// `above`: the contract begins further down.
    fn unknown_item(&mut self, clause: &Clause, above: bool) {
        let (start, end) = self.bytes(clause);
        self.lose(clause, true);
        if self.faults.touch(start, end) {
            return;
        }
        let span = self.first_span(clause);
        let word = self.lines.text(clause.start).to_owned();
        if above {
            let span = Span::new(self.source, start, end);
            let help = "remove it, or put `#` before each of its lines: a contract begins with `edition 1`".to_owned();
            self.faults.report(span, SyntaxError::Leftover { what: "text above the contract", span, help });
        } else if self.lines.kind(clause.start) == Some(Kind::Word) {
            let keywords = ITEMS.iter().map(|item| item.keyword);
            let help = did_you_mean(&word, keywords).or_else(|| {
                Some("an item begins with a word such as `contract`, `window`, `norm` or `clause`".to_owned())
            });
            self.faults.report(span, SyntaxError::UnknownItem { word, span, help });
        } else {
            let (expected, found) = ("an item such as a `norm`".to_owned(), message::found(self.lines, clause.start));
            self.faults.report(span, SyntaxError::Unexpected { expected, found, span, help: None, right: None });
        }
    }

    /// How many of `rest` stand further to the right than `item`.
    fn indented_below(&self, item: &Clause, rest: &[Clause]) -> usize {
        let indent = self.lines.indent(item.start);
        rest.iter().take_while(|next| self.lines.indent(next.start) > indent).count()
    }

    fn item(&mut self, item: &Clause, kind: &'static Block) -> Option<Node<'t>> {
        let (start, end) = self.bytes(item);
        if self.respelt.contains_key(&item.start) {
            let span = self.first_span(item);
            let word = self.lines.text(item.start).to_owned();
            let right = kind.keyword.to_owned();
            let problem = match english(&word).contains(&kind.keyword) {
                true => SyntaxError::ForeignWord { word, right, span },
                false => SyntaxError::UnknownItem { word, span, help: Some(format!("did you mean `{right}`?")) },
            };
            self.faults.problems.push(span, problem);
        } else if !self.faults.spoil_any(start, end)
            && let Ok(node) = self.parse(kind.rule, item)
        {
            return Some(node);
        }
        self.block(item, kind, true)
    }

    /// An item or clause with a block, of its head and its clauses.
    fn block(&mut self, clause: &Clause, kind: &'static Block, item: bool) -> Option<Node<'t>> {
        let (start, _) = self.bytes(clause);
        let Some((block_start, inside)) = clause.block.filter(|_| kind.has_block()) else {
            return self.piece(clause, kind.rule, item);
        };
        let head = Clause { end: block_start.max(clause.start + 1), block: None, ..*clause };
        let head_node = self.piece(&head, kind.head, item);
        self.check_nothing_behind(clause, inside);
        let mut parts: Vec<Node<'t>> = head_node.clone().into_iter().collect();
        let mut lost = Missing::Nothing;
        for line in clauses(self.lines, self.brackets, inside.start, inside.end, kind.has_rows()) {
            // A row of cells ends with its line, also after a word such as `within`.
            let cells = line.doubt.is_some() && (line.start..line.end).any(|at| self.lines.text(at) == "|");
            let lines = if kind.has_rows() && cells {
                outline::apart(self.lines, &line, |_| true)
            } else if line.doubt.is_some() && self.whole(&line, kind).is_none() {
                outline::apart(self.lines, &line, |at| outline::in_doubt(self.lines, &line, at, kind.has_rows()))
            } else {
                vec![line]
            };
            for line in lines {
                match self.clause(&line, kind) {
                    // The first row that could be read is not the header when rows before it are lost.
                    Some(_) if kind.has_rows() && lost != Missing::Nothing && parts.len() <= 1 => {}
                    Some(clause) => parts.push(clause),
                    None => lost = Missing::Clauses,
                }
            }
        }
        self.report_stray();
        let span = Span::new(self.source, start, start);
        if head_node.is_none() {
            lost = Missing::Head;
            let origin = Origin { source: self.source, text: self.lines.text };
            let stand_in =
                Grammar::parse(kind.head, kind.stand_in).ok().filter(|_| item).and_then(|mut pairs| pairs.next());
            parts.insert(0, Node::new(stand_in?, origin, start));
        }
        Some(Node::Made { rule: kind.rule, parts, span, lost })
    }

    /// After a `}` the line ends.
    fn check_nothing_behind(&mut self, clause: &Clause, inside: Inside) {
        if inside.after < clause.end
            && let Some(token) = self.lines.get(inside.after)
        {
            let span = Span::new(self.source, token.start, token.end);
            let found = message::found(self.lines, inside.after);
            let help = Some("begin a new line, or put `;` between".to_owned());
            let expected = "the end of the line after `}`".to_owned();
            self.faults.report(span, SyntaxError::Unexpected { expected, found, span, help, right: None });
        }
    }

    /// A clause without mistakes.
    fn whole(&self, clause: &Clause, kind: &'static Block) -> Option<Node<'t>> {
        let (start, end) = self.bytes(clause);
        if self.faults.spoil_any(start, end) {
            return None;
        }
        let candidates = [self.clause_rule(clause, kind), kind.otherwise];
        candidates.into_iter().flatten().find_map(|rule| self.parse(rule, clause).ok())
    }

    fn clause(&mut self, clause: &Clause, kind: &'static Block) -> Option<Node<'t>> {
        if let Some(node) = self.whole(clause, kind) {
            return Some(node);
        }
        let word = self.lines.text(clause.start);
        let (start, end) = self.bytes(clause);
        let rule = self.clause_rule(clause, kind);
        if rule == Some(Rule::by) && clause.block.is_some() {
            return self.block(clause, &BY, false);
        }
        let tiers = [&PAY_BY, &PAY_EACH].into_iter().find(|tiers| rule == Some(tiers.rule));
        if let Some(tiers) = tiers.filter(|_| clause.block.is_some()) {
            return self.block(clause, tiers, false);
        }
        if let (Some(Rule::norm | Rule::cadence), Some(_), Some(nested)) = (rule, clause.block, items::item(word)) {
            return self.block(clause, nested, true);
        }
        if rule.is_none() && !self.faults.touch(start, end) && self.unknown_clause(clause, kind, word) {
            self.lose(clause, false);
            return None;
        }
        match rule.or(kind.otherwise) {
            Some(rule) => self.piece_of(clause, rule, false, kind.clauses),
            None => {
                self.lose(clause, false);
                None
            }
        }
    }

    /// The rule that the clause is meant for.
    fn clause_rule(&self, clause: &Clause, kind: &Block) -> Option<Rule> {
        let has = |sign| (clause.start..clause.end).any(|at| self.lines.text(at) == sign);
        if kind.rule == Rule::entitlements && self.lines.text(clause.start) == "|" {
            return Some(Rule::plan_header);
        }
        if kind.rule == Rule::window && (has(":") || self.beside_plans(clause)) {
            return Some(Rule::planned);
        }
        if kind.rule == Rule::norm && self.lines.text(clause.start) == "every" {
            let period = ["month", "quarter", "half", "half-year", "year"];
            let own = period.contains(&self.lines.text(clause.start + 1));
            return Some(if own { Rule::norm_every } else { Rule::requirement_line });
        }
        if kind.rule != Rule::by {
            return kind.clause(self.lines.text(clause.start));
        }
        match (self.lines.text(clause.start) == "|", has("|"), has(":")) {
            (true, _, _) => Some(Rule::by_header),
            (false, false, true) => Some(Rule::by_row),
            // `web "PI 1" availability >= 99.5%`: a row without its colon.
            (false, false, false) if self.lines.kind(clause.start + 1) == Some(Kind::Text) => Some(Rule::by_row),
            (false, _, _) => Some(Rule::grid_row),
        }
    }

    /// `dedicated mon..fri 08:00-17:00`, a name and a day, below a line of a plan.
    fn beside_plans(&self, clause: &Clause) -> bool {
        let word = |at: usize| self.lines.kind(at) == Some(Kind::Word);
        let named =
            word(clause.start) && word(clause.start + 1) && english_weekday(self.lines.text(clause.start)).is_none();
        let above = (0..clause.start).rev().take(MOST_ABOVE).take_while(|at| self.lines.kind(*at) != Some(Kind::Open));
        named && self.lines.text(clause.start) != "closed" && above.into_iter().any(|at| self.lines.text(at) == ":")
    }

    /// Reports a clause whose first word is the mistake; `false` when it may be right.
    fn unknown_clause(&mut self, clause: &Clause, kind: &Block, word: &str) -> bool {
        let span = self.first_span(clause);
        let a_word = self.lines.kind(clause.start) == Some(Kind::Word) && !word.starts_with('`');
        let keywords: Vec<&str> = kind.clauses.iter().map(|(keyword, _)| *keyword).collect();
        let measured = Grammar::parse(Rule::aggregate_word, word).is_ok();
        let near = misspelt(word, &keywords).filter(|_| a_word && !measured);
        // Two words on end begin no expression: the first one was meant as a keyword.
        let next_is_word = matches!(self.lines.kind(clause.start + 1), Some(Kind::Word | Kind::Text));
        let stray = kind.rule == Rule::compensation && a_word
            || kind.rule == Rule::norm
                && a_word
                && next_is_word
                && clause.start + 1 < clause.end
                && !message::goes_on_an_expression(self.lines.text(clause.start + 1));
        let foreign = english(word).iter().find(|right| keywords.contains(right)).filter(|_| a_word && near.is_none());
        let joined = format!("{word}{}", self.lines.text(clause.start + 1));
        let word = word.to_owned();
        if word == "allow" && self.lines.kind(clause.start + 2) == Some(Kind::Text) {
            let (found, span) = ("inside a block", self.first_span(clause));
            let help = format!("put this line directly above the `{}`", kind.keyword);
            self.faults.report(span, SyntaxError::MisplacedAllow { span, found, help });
        } else if let Some(right) = foreign {
            self.faults.report(span, SyntaxError::ForeignWord { word, right: (*right).to_owned(), span });
        } else if let Some(keyword) = keywords.iter().find(|keyword| **keyword == joined) {
            let next = self.lines.get(clause.start + 1).map_or(span.end as usize, |token| token.end);
            let span = Span::new(self.source, span.start as usize, next);
            let word = span.slice(self.lines.text).to_owned();
            let help = Some(format!("write `{keyword}`"));
            self.faults.report(
                span,
                SyntaxError::UnknownClause { word, block: kind.keyword.to_owned(), span, help, right: None },
            );
        } else if let Some(tier) = self.tier_in_words(clause, kind) {
            let (start, end) = self.bytes(clause);
            let span = Span::new(self.source, start, end);
            self.faults.report(span, SyntaxError::TierInWords { span, help: format!("write `{tier}`") });
        } else if let Some(keyword) = near {
            let help = Some(format!("did you mean `{keyword}`?"));
            let block = kind.keyword.to_owned();
            self.faults.report(span, SyntaxError::UnknownClause { word, block, span, help, right: None });
        } else if kind.otherwise.is_none() && a_word || stray {
            let cap = message::other_cap(self.lines, clause, span).filter(|_| kind.rule == Rule::compensation);
            let (cap, right) = cap.unzip();
            let help = cap.or_else(|| did_you_mean(&word, keywords.iter().copied()).filter(|_| !stray));
            let block = kind.keyword.to_owned();
            self.faults.report(span, SyntaxError::UnknownClause { word, block, span, help, right });
        } else if kind.otherwise.is_none() {
            let expected = format!("a line of `{}`", kind.keyword);
            let found = message::found(self.lines, clause.start);
            self.faults.report(span, SyntaxError::Unexpected { expected, found, span, help: None, right: None });
        } else {
            return false;
        }
        true
    }

    /// `99.5% or more : none`, `between 99% and 99.5% : 10%`, `>= 99.5% : none` as the language has it.
    fn tier_in_words(&self, clause: &Clause, kind: &Block) -> Option<String> {
        if !matches!(kind.rule, Rule::pay_by | Rule::pay_each) {
            return None;
        }
        let (text, _) = self.text(clause);
        let (range, amount) = text.split_once(':')?;
        let words: Vec<&str> = range.split_whitespace().collect();
        let lower = |word: &str| ["less", "lower", "minder", "lager", "weniger", "moins"].contains(&word);
        let higher = |word: &str| ["more", "higher", "meer", "hoger", "mehr", "plus"].contains(&word);
        let right = match words.as_slice() {
            [value, "or" | "of" | "oder" | "ou" | "en" | "and", word] if higher(word) => format!("from {value}"),
            [value, "or" | "of" | "oder" | "ou" | "en" | "and", word] if lower(word) => format!("to {value}"),
            ["between" | "tussen" | "zwischen" | "entre", low, "and" | "en" | "und" | "et", high]
            | [low, "-" | "to" | "tot" | "bis", high] => format!("from {low} to below {high}"),
            [">=" | "vanaf" | "ab", value] => format!("from {value}"),
            [">" | "over" | "boven" | "more", value] | ["more", "than", value] => format!("above {value}"),
            ["<" | "under" | "onder" | "less", value] | ["less", "than", value] => format!("below {value}"),
            ["<=" | "tot", value] => format!("to {value}"),
            _ => return None,
        };
        let tier = format!("{right} : {}", amount.trim());
        Grammar::parse(Rule::tier, &tier).is_ok().then_some(tier)
    }

    /// Reads a clause with one rule, and reports what is wrong with it unless something was already.
    fn piece(&mut self, clause: &Clause, rule: Rule, item: bool) -> Option<Node<'t>> {
        self.piece_of(clause, rule, item, &[])
    }

    /// The same in a block whose clauses begin with the words of `siblings`.
    fn piece_of(&mut self, clause: &Clause, rule: Rule, item: bool, siblings: &[(&str, Rule)]) -> Option<Node<'t>> {
        let (start, end) = self.bytes(clause);
        if self.faults.spoil_any(start, end) {
            self.lose(clause, item);
            return None;
        }
        match self.parse(rule, clause) {
            Ok(node) => Some(node),
            Err(error) => {
                if !self.faults.touch(start, self.reach(clause)) {
                    let place = Place { source: self.source, lines: self.lines, clause, siblings };
                    let (text, base) = self.text(clause);
                    let word = self.lines.text(clause.start);
                    let meant = items::requirement(word).filter(|_| rule == Rule::requirement_line);
                    let (meant, error) = message::more_to_the_point(meant, text, error);
                    let (span, problem) = message::unexpected(&place, meant.unwrap_or(rule), text, base, &error);
                    self.report(span, problem);
                }
                self.lose(clause, item);
                None
            }
        }
    }

    /// Reports a problem; a sign too many waits for others of its kind in the block.
    fn report(&mut self, span: Span, problem: SyntaxError) {
        match problem {
            SyntaxError::StraySign { sign, again, help, .. } if again.is_empty() => {
                self.faults.mark(span);
                self.stray.push((sign, span, help));
            }
            problem => self.faults.report(span, problem),
        }
    }

    /// Reports the signs too many of a block, each kind once.
    fn report_stray(&mut self) {
        let mut stray = std::mem::take(&mut self.stray).into_iter();
        let mut rest: Vec<(String, Span, String)> = Vec::new();
        while let Some((sign, span, help)) = stray.next() {
            let (same, others): (Vec<_>, Vec<_>) = stray.partition(|(other, _, _)| *other == sign);
            let again: Vec<Span> = same.into_iter().map(|(_, span, _)| span).collect();
            let help = if again.is_empty() { help } else { format!("{help}, and so in the other lines") };
            self.faults.report(span, SyntaxError::StraySign { sign, span, again, help });
            rest = others;
            stray = std::mem::take(&mut rest).into_iter();
        }
        drop(rest);
    }

    fn parse(&self, rule: Rule, clause: &Clause) -> Result<Node<'t>, Box<pest::error::Error<Rule>>> {
        let (text, base) = self.text(clause);
        let mut pairs = Grammar::parse(rule, text).map_err(Box::new)?;
        let pair = pairs.next().expect("a parse has the pair of its rule");
        let origin = Origin { source: self.source, text: self.lines.text };
        Ok(Node::new(pair, origin, base))
    }

    /// The text of a clause, and where it begins in the file.
    fn text(&self, clause: &Clause) -> (&'t str, usize) {
        let (start, end) = self.bytes(clause);
        match self.respelt.get(&clause.start) {
            Some(respelt) => (&respelt.text, start.wrapping_sub(respelt.longer)),
            None => (self.clean.get(start..end).unwrap_or_default(), start),
        }
    }

    fn lose(&mut self, clause: &Clause, item: bool) {
        let (start, end) = self.bytes(clause);
        self.lost.push(Lost { span: Span::new(self.source, start, end), item });
    }

    /// First byte, and one past the last byte.
    fn bytes(&self, clause: &Clause) -> (usize, usize) {
        let start = self.lines.get(clause.start).map_or(self.clean.len(), |token| token.start);
        let last = clause.end.saturating_sub(1).max(clause.start);
        (start, self.lines.get(last).map_or(start, |token| token.end))
    }

    /// The byte up to which a fault belongs to the clause: characters that were taken out leave no token.
    fn reach(&self, clause: &Clause) -> usize {
        self.lines.get(clause.end).map_or(self.clean.len(), |token| token.start)
    }

    fn first_span(&self, clause: &Clause) -> Span {
        let token = self.lines.get(clause.start).map_or((0, 0), |token| (token.start, token.end));
        Span::new(self.source, token.0, token.1)
    }
}
