//! What every part of the document is written with.

use crate::calendar::{Calendar, holidays::DATA_VERSION};
use crate::model::{Declared, Locale, Model, Moment, TicketKind, Value};
use crate::quantity::{Elapsed, Ratio, minor_digits};
use crate::report::exact::decimals_of;
use crate::report::locale;
use crate::report::words::{Part, Words};
use crate::source::Span;

use super::{Wishes, Worked};
use crate::report::page::{Block, Inline, Text};

/// More digits of an amount than this are not shown.
const MOST_DECIMALS: u32 = 6;

/// Writes one document.
pub(in crate::report) struct Scribe<'a> {
    pub model: &'a Model,
    pub calendar: &'a Calendar<'a>,
    pub words: Words,
    pub locale: Locale,
    /// First and last year of dated lists.
    pub years: (i32, i32),
    /// What came of the worked examples.
    pub worked: &'a [Worked],
}

/// Something the contract says, with the clause it belongs to.
#[derive(Debug, Clone)]
pub(in crate::report) struct Entry {
    /// Clause number in the signed text.
    pub clause: Option<String>,
    /// What it is about: the chapter of those without a clause.
    pub topic: Topic,
    /// Its place among others.
    pub at: Span,
    /// What people call it.
    pub title: Text,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// What an entry is about, in the order of the chapters for entries without a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Topic {
    /// What an amendment changes.
    Changes,
    /// Priorities, tickets, clocks, components.
    Terms,
    /// Windows.
    Hours,
    /// Holiday lists.
    Holidays,
    /// Measures.
    Measures,
    /// Norms and kpis.
    Norms,
    /// Compensation, rights, status.
    Consequences,
    /// Notes on the signed text.
    Notes,
    /// What the contract left open.
    Conventions,
    /// Worked examples.
    Examples,
}

impl Topic {
    /// Heading of its chapter.
    pub(in crate::report) fn title(self, words: &Words) -> &str {
        words.say(match self {
            Self::Changes => "topic.changes",
            Self::Terms => "topic.terms",
            Self::Hours => "topic.hours",
            Self::Holidays => "topic.holidays",
            Self::Measures => "topic.measures",
            Self::Norms => "topic.norms",
            Self::Consequences => "topic.consequences",
            Self::Notes => "topic.notes",
            Self::Conventions => "topic.conventions",
            Self::Examples => "topic.examples",
        })
    }
}

impl Entry {
    /// Of a declared thing.
    pub(in crate::report) fn of(declared: &Declared, topic: Topic, blocks: Vec<Block>) -> Self {
        let title = vec![Inline::Plain(declared.title().to_owned())];
        Self { clause: declared.clause.clone(), topic, at: declared.span, title, blocks }
    }
}

impl<'a> Scribe<'a> {
    pub(in crate::report) fn new(
        model: &'a Model,
        calendar: &'a Calendar<'a>,
        wishes: Wishes,
        worked: &'a [Worked],
    ) -> Self {
        let locale = wishes.locale.unwrap_or(model.header.locale);
        let years = wishes.years.unwrap_or_else(|| two_years(model));
        Self { model, calendar, words: Words::of(locale), locale, years, worked }
    }

    /// In English, with the numbers of the contract's locale: what speaks on a terminal.
    pub(in crate::report) fn english(model: &'a Model, calendar: &'a Calendar<'a>) -> Self {
        let words = Words::of(Locale::English);
        Self { words, ..Self::new(model, calendar, Wishes { locale: None, years: None }, &[]) }
    }

    /// The words of a key.
    pub(in crate::report) fn say(&self, key: &str) -> &str {
        self.words.say(key)
    }

    /// The words of a key with values in their places.
    pub(in crate::report) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.fill(key, values)
    }

    /// The words of a key with marked text in their places.
    pub(in crate::report) fn text(&self, key: &str, values: &[(&str, Text)]) -> Text {
        let mut text = Text::new();
        for part in self.words.parts(key) {
            match part {
                Part::Words("") => {}
                Part::Words(words) => text.push(Inline::Plain(words.to_owned())),
                Part::Place(name) => {
                    let value = values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
                    text.extend(value.expect("the tests hold the places of every key against every language"));
                }
            }
        }
        text
    }

    /// A length of time.
    pub(in crate::report) fn elapsed(&self, elapsed: Elapsed) -> String {
        locale::duration(self.locale, elapsed)
    }

    /// A value with its unit.
    pub(in crate::report) fn value(&self, value: &Value) -> String {
        let bound = crate::model::Bound { op: crate::model::Comparison::Equal, value: value.clone(), decimals: 0 };
        crate::report::rounding::bound(self.locale, &bound)
    }

    /// An amount in the contract's currency: `62,50 EUR`.
    pub(in crate::report) fn money(&self, amount: &Ratio) -> String {
        let currency = self.model.header.currency.as_deref();
        let least = currency.map_or(2, minor_digits);
        let decimals = decimals_of(amount, least, MOST_DECIMALS.max(least)).unwrap_or(MOST_DECIMALS.max(least));
        let shown = locale::number(self.locale, &amount.scaled_half_up(decimals), decimals);
        currency.map_or(shown.clone(), |currency| format!("{shown}\u{a0}{currency}"))
    }

    /// A moment of a ticket.
    pub(in crate::report) fn moment(&self, kind: &TicketKind, moment: Moment) -> String {
        match moment {
            Moment::Opened => self.say("moment.opened").to_owned(),
            Moment::Responded => self.say("moment.responded").to_owned(),
            Moment::Resolved => self.say("moment.resolved").to_owned(),
            Moment::Closed => self.say("moment.closed").to_owned(),
            Moment::Column(id) => kind.columns.get(id.index()).map_or("", |column| column.declared.title()).to_owned(),
        }
    }
}

/// The two years from the first day of the contract, or else from the year up to which holidays are known for certain;
/// none after the contract ends.
fn two_years(model: &Model) -> (i32, i32) {
    use chrono::Datelike;
    let known = || DATA_VERSION.get(..4).and_then(|year| year.parse().ok()).expect("a version begins with its year");
    let first = model.header.effective_from.map_or_else(known, |day| day.year());
    let last = model.header.effective_to.map_or(first + 1, |day| day.year());
    (first, last.clamp(first, first + 1))
}
