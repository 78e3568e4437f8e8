//! Worked examples: `test "…" { … }`. Rows are typed in `given`, expectations in `expected`.

use super::checker::Checker;
use super::error::{HeaderError, TestError};
use super::shape;
use super::typed::{GivenTicket, Prose, Test};
use crate::resolve::Part;
use crate::source::Span;
use crate::syntax::ast::{self, Given, PeriodKind, TestLine, Text};

impl<'a> Checker<'a, '_> {
    /// All worked examples.
    pub(super) fn tests(&mut self) {
        for part in &self.items.tests {
            let test = self.test(*part);
            self.facts.tests.push(test);
        }
    }

    /// The prose of the contract.
    pub(super) fn prose(&mut self) {
        self.facts.prose = self
            .items
            .prose
            .iter()
            .map(|part| Prose {
                number: part.item.number.value.clone(),
                title: part.item.title.as_ref().map(|title| title.value.clone()),
                text: part.item.text.as_ref().map(|text| text.value.clone()),
                span: part.item.number.span,
                lines: part.item.lines.clone(),
            })
            .collect();
    }

    fn test(&mut self, part: Part<'a, ast::Test>) -> Option<Test> {
        let item = part.item;
        let mut test = Test {
            name: item.name.value.clone(),
            span: item.name.span,
            tickets: Vec::new(),
            intervals: Vec::new(),
            waits: Vec::new(),
            updates: Vec::new(),
            changes: Vec::new(),
            events: Vec::new(),
            amounts: Vec::new(),
            judgements: Vec::new(),
            samples: Vec::new(),
            period: None,
            as_of: None,
            expectations: Vec::new(),
        };
        let mut right = true;
        // Waits, changes and expectations may stand before the ticket that they are about.
        let (tickets, others) = self.split_rows(item);
        self.facts.unclear_tickets.clear();
        self.facts.any_ticket = part.damaged;
        self.facts.given_ids = others.iter().filter_map(|given| own_id(given)).collect();
        let mut known: Vec<(GivenTicket, bool)> = Vec::new();
        for given in tickets {
            let (ticket, whole) = self.given_ticket(given, &known, part.damaged);
            right &= whole;
            known.extend(ticket.map(|ticket| (ticket, whole)));
        }
        test.tickets = known.into_iter().map(|(ticket, _)| ticket).collect();
        for given in others {
            right &= self.given_row(given, &mut test);
        }
        let mut period: Option<&Text> = None;
        let mut as_of: Option<(ast::LocalInstant, Span)> = None;
        for line in &item.lines {
            match line {
                TestLine::Given(_) => {}
                TestLine::Period(text) => {
                    self.once(&mut period, text, "period", |text| text.span);
                    right &= self.test_period(text);
                }
                TestLine::AsOf(instant) => {
                    self.once(&mut as_of, (instant.value, instant.span), "as of", |(_, span)| span);
                }
                TestLine::Expect(expectation) => match self.expectation(&test, expectation) {
                    Some(expectation) => test.expectations.push(expectation),
                    None => right = false,
                },
            }
        }
        test.period = period.map(|text| (text.value.clone(), text.span));
        test.as_of = as_of;
        if !item.lines.iter().any(|line| matches!(line, TestLine::Expect(_))) && !part.damaged {
            self.report(item.name.span, TestError::NothingExpected { span: item.name.span });
            right = false;
        }
        right.then_some(test)
    }

    /// Rows that are tickets, and the others. A kind called `change` or `wait`, or as another table, is a
    /// ticket unless the row has the columns of one.
    fn split_rows(&self, item: &'a ast::Test) -> (Vec<&'a Given>, Vec<&'a Given>) {
        let rows = item.lines.iter().filter_map(|line| match line {
            TestLine::Given(given) => Some(given),
            TestLine::Period(_) | TestLine::AsOf(_) | TestLine::Expect(_) => None,
        });
        rows.partition(|given| {
            let has = |name: &str| given.fields.iter().any(|field| field.name.value == name);
            match given.table.value.as_str() {
                "outage" | "maintenance" => false,
                "update" => !has("at") && self.is_ticket(&given.table.value),
                "wait" => !has("reason") && self.is_ticket(&given.table.value),
                "change" | "event" | "sample" => !has("at") && !has("every") && self.is_ticket(&given.table.value),
                "amount" => !has("value") && self.is_ticket(&given.table.value),
                "judgement" => !has("answer") && self.is_ticket(&given.table.value),
                _ => true,
            }
        })
    }

    pub(super) fn test_period(&mut self, text: &Text) -> bool {
        let Some(kind) = self.facts.period else { return true };
        let (every, example, marker, most) = match kind {
            PeriodKind::Month => ("by the month", "2024-03", Some(""), 12),
            PeriodKind::Quarter { .. } => ("by the quarter", "2024-Q1", Some("Q"), 4),
            PeriodKind::HalfYear => ("by the half-year", "2024-H1", Some("H"), 2),
            PeriodKind::Year { .. } => ("by the year", "2024", None, 0),
        };
        if is_period(&text.value, marker, most) {
            return true;
        }
        let problem = TestError::Period { written: text.value.clone(), every, example, span: text.span };
        self.report(text.span, problem);
        false
    }

    /// Reports a column that is given twice in one row; whether none is.
    pub(super) fn each_field_once(&mut self, given: &Given) -> bool {
        let mut right = true;
        for (index, field) in given.fields.iter().enumerate() {
            let first = given.fields.iter().take(index).find(|other| other.name.value == field.name.value);
            if let Some(first) = first {
                let what = format!("`{}`", field.name.value);
                let problem = HeaderError::SaidTwice { what, second: field.name.span, first: first.name.span };
                self.report(field.name.span, problem);
                right = false;
            }
        }
        right
    }
}

/// What an outage or maintenance is called by judgements.
fn own_id(given: &Given) -> Option<String> {
    let is_interval = matches!(given.table.value.as_str(), "outage" | "maintenance");
    let id = given.fields.iter().find(|field| field.name.value == "id").filter(|_| is_interval)?;
    shape::value_name(&id.value).map(|name| name.value)
}

/// `2024-03`, `2024-Q1`, `2024-H1`, or without a marker `2024`.
fn is_period(text: &str, marker: Option<&str>, most: u32) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some(marker) = marker else { return digits(text, 4) };
    let Some((year, rest)) = text.split_once('-') else { return false };
    let Some(number) = rest.strip_prefix(marker) else { return false };
    let width = if marker.is_empty() { 2 } else { 1 };
    digits(year, 4) && digits(number, width) && number.parse().is_ok_and(|number: u32| (1..=most).contains(&number))
}

#[test]
fn periods_are_written_as_they_are_reported() {
    let cases = [
        ("2024-03", Some(""), 12, true),
        ("2024-13", Some(""), 12, false),
        ("2024-3", Some(""), 12, false),
        ("2024-Q4", Some("Q"), 4, true),
        ("2024-Q5", Some("Q"), 4, false),
        ("2024-H1", Some("H"), 2, true),
        ("2024", None, 0, true),
        ("2024-01", None, 0, false),
    ];
    for (text, marker, most, want) in cases {
        assert_eq!(is_period(text, marker, most), want, "{text}");
    }
}
