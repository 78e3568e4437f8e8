//! Worked examples: what is given, what comes out of it as the parties agreed, and where that is not so.

use crate::eval::TestOutcome;
use crate::model::{Bound, Comparison, Expectation, ExpectationKind, ExpectedRight, ExpectedVerdict, Formula, Test};
use crate::report::rounding;

use super::formula::Around;
use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, Inline, Math, Text, paragraph, plain};

/// What came of a worked example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worked {
    /// Whether each expectation came true, in their order.
    came_true: Vec<bool>,
}

impl Worked {
    /// Of a test that was run.
    pub fn of(outcome: &TestOutcome) -> Self {
        Self { came_true: outcome.expectations.iter().map(|one| one.passed).collect() }
    }

    /// Whether everything came out as expected.
    pub fn holds(&self) -> bool {
        self.came_true.iter().all(|came_true| *came_true)
    }
}

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let Some(first) = scribe.model.tests.first() else { return Vec::new() };
    let items = scribe.model.tests.iter().enumerate().map(|(n, test)| example(scribe, test, scribe.worked.get(n)));
    let blocks = vec![
        Block::Paragraph(plain(scribe.say("examples.agreed"))),
        Block::List { first: Some(1), items: items.collect() },
    ];
    vec![Entry { clause: None, topic: Topic::Examples, at: first.span, title: Text::new(), blocks }]
}

fn example(scribe: &Scribe<'_>, test: &Test, worked: Option<&Worked>) -> Vec<Block> {
    let mut name = plain(test.name.clone());
    if worked.is_some_and(|worked| !worked.holds()) {
        name.push(Inline::Plain(" — ".to_owned()));
        name.push(Inline::Strong(plain(scribe.say("examples.does_not_hold"))));
    }
    let mut blocks = vec![Block::Paragraph(name)];
    let given = scribe.given(test);
    if !given.is_empty() {
        blocks.push(paragraph(scribe.say("examples.given")));
        blocks.push(list(given));
        blocks.push(paragraph(scribe.say("examples.then")));
    }
    let expected = test.expectations.iter().enumerate().map(|(n, one)| {
        let mut text = scribe.expected(test, one);
        if worked.and_then(|worked| worked.came_true.get(n)) == Some(&false) {
            text.push(Inline::Plain(" ".to_owned()));
            text.push(Inline::Strong(plain(scribe.say("examples.fails"))));
        }
        text
    });
    blocks.push(list(expected.collect()));
    blocks
}

fn list(items: Vec<Text>) -> Block {
    Block::List { first: None, items: items.into_iter().map(|text| vec![Block::Paragraph(text)]).collect() }
}

impl Scribe<'_> {
    /// What must come out, in words.
    fn expected(&self, test: &Test, expectation: &Expectation) -> Text {
        match &expectation.kind {
            ExpectationKind::Verdict(norm, verdict) => {
                let key = match verdict {
                    ExpectedVerdict::Met => "outcome.met",
                    ExpectedVerdict::Breached => "outcome.breached",
                    ExpectedVerdict::Undecided => "examples.undecided",
                    ExpectedVerdict::Empty => "examples.empty",
                    ExpectedVerdict::Measured => "examples.measured",
                };
                plain(self.fill(key, &[("norm", self.model.norm(*norm).declared.title())]))
            }
            ExpectationKind::Elapsed(clock, ticket, elapsed) => {
                let clock = self.model.clock(*clock);
                let ticket = format!("{} {ticket}", self.model.ticket_kind(clock.ticket).declared.title());
                let values =
                    [("what", clock.declared.title()), ("ticket", &ticket), ("value", &self.elapsed(*elapsed))];
                plain(self.fill("examples.of_ticket", &values))
            }
            ExpectationKind::Deadline(norm, ticket, at) => {
                let norm = self.model.norm(*norm).declared.title();
                let mut named = test.tickets.iter().filter(|given| given.id == *ticket);
                let ticket = match (named.next(), named.next()) {
                    (Some(given), None) => self.ticket(given.kind, ticket),
                    (_, _) => ticket.clone(),
                };
                let values = [("norm", norm), ("ticket", &ticket), ("at", &self.at(*at))];
                plain(self.fill("examples.deadline", &values))
            }
            ExpectationKind::Exactly(formula, value) => self.equation(formula, "=", self.value(value)),
            ExpectationKind::Shown(formula, value, decimals) => {
                let bound = Bound { op: Comparison::Equal, value: value.clone(), decimals: *decimals };
                self.equation(formula, "≈", rounding::bound(self.locale, &bound))
            }
            ExpectationKind::Amount(id, period, amount) => {
                let title = self.model.compensation(*id).declared.title();
                let amount = match amount {
                    Some(amount) => self.money(amount),
                    None => self.say("examples.unknown").to_owned(),
                };
                plain(match period {
                    Some((period, _)) => {
                        self.fill("examples.in_period", &[("what", title), ("period", period), ("value", &amount)])
                    }
                    None => self.fill("examples.is", &[("what", title), ("value", &amount)]),
                })
            }
            ExpectationKind::Right(index, expected) => {
                let title = self.model.rights.get(*index).map_or("", |right| right.declared.title());
                let value = self.say(match expected {
                    ExpectedRight::Arises => "examples.arises",
                    ExpectedRight::DoesNotArise => "examples.does_not_arise",
                    ExpectedRight::Undecided => "examples.unknown",
                });
                plain(self.fill("examples.is", &[("what", title), ("value", value)]))
            }
            ExpectationKind::Colour(norm, colour) => {
                let title = self.model.norm(*norm).declared.title();
                plain(self.fill("examples.is", &[("what", title), ("value", colour)]))
            }
        }
    }

    fn equation(&self, formula: &Formula, symbol: &'static str, value: String) -> Text {
        let left = self.formula(formula, Around { measure: None, component: None });
        vec![Inline::Math(Math::joined(symbol, [left, Math::Number(value)]))]
    }
}
