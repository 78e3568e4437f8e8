//! Names, texts, numbers, durations, dates: leaves of the tree.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use unicode_normalization::UnicodeNormalization;

use super::Builder;
use super::node::Node;
use crate::quantity::{Elapsed, Ratio};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    CalendarUnit, DateRange, Frequency, LocalInstant, MonthDay, Name, Number, Percent, Text, TimeBound,
};
use crate::syntax::error::LiteralError;
use crate::syntax::grammar::Rule;

/// A percentage or number has at most this many digits after the point.
const MOST_DECIMALS: usize = 12;

/// `name`, `string`, `whole` or `word` as a name: NFC, without backticks or quotes.
pub(super) fn name(node: &Node<'_>) -> Name {
    let text = node.text();
    let plain = match node.rule() == Rule::string {
        true => unquoted(text),
        false => text.trim_matches('`').nfc().collect(),
    };
    Spanned::new(plain, node.span())
}

/// The name in a `value` (a name, a text in quotes or a whole number).
pub(super) fn value(node: &Node<'_>) -> Name {
    name(&node.only())
}

/// All names below a `names`.
pub(super) fn names(node: &Node<'_>) -> Vec<Name> {
    node.parts().map(|node| name(&node)).collect()
}

/// A `string` without its quotes.
pub(super) fn text(node: &Node<'_>) -> Text {
    Spanned::new(unquoted(node.text()), node.span())
}

/// A `zone`, a `code` or words as written.
pub(super) fn as_written(node: &Node<'_>) -> Text {
    Spanned::new(node.text().to_owned(), node.span())
}

/// The words of a node, joined by single spaces.
pub(super) fn words(node: &Node<'_>) -> Name {
    let words: Vec<&str> = node.text().split_whitespace().collect();
    Spanned::new(words.join(" "), node.span())
}

fn unquoted(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let mut plain = String::with_capacity(inner.len());
    let mut rest = inner.chars().peekable();
    while let Some(letter) = rest.next() {
        let escaped = (letter == '\\').then(|| rest.next_if(|next| matches!(next, '"' | '\\'))).flatten();
        plain.push(escaped.unwrap_or(letter));
    }
    plain
}

/// The lines between `"""` and `"""`, without the indentation that all of them share.
pub(super) fn prose(node: &Node<'_>) -> Text {
    let plain: Vec<&str> = lines(node).into_iter().map(|(_, line)| line).collect();
    Spanned::new(plain.join("\n").trim_end().to_owned(), node.span())
}

/// Where each of those lines stands.
pub(super) fn prose_lines(node: &Node<'_>) -> Vec<Span> {
    let block = node.span();
    let start = block.start as usize;
    let place = |(at, line): (usize, &str)| Span::new(block.source, start + at, start + at + line.len());
    lines(node).into_iter().map(place).collect()
}

/// Each line of a block of prose, with how far into the block it begins.
fn lines<'t>(node: &Node<'t>) -> Vec<(usize, &'t str)> {
    let text = node.text();
    let inner = text.strip_suffix("\"\"\"").unwrap_or(text);
    let mut at = 0;
    let mut lines = Vec::new();
    for line in inner.split_inclusive('\n') {
        lines.push((at, line.trim_end_matches(['\n', '\r'])));
        at += line.len();
    }
    // The first one is that of the opening quotes.
    lines.drain(..lines.len().min(1));
    let indent_of = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let written = lines.iter().filter(|(_, line)| !line.trim().is_empty());
    let indent = written.map(|(_, line)| indent_of(line)).min().unwrap_or(0);
    let cut = |(at, line): (usize, &'t str)| (at + indent, line.get(indent..).unwrap_or_default().trim_end());
    lines.into_iter().map(cut).collect()
}

/// Digits as a number; `None` when there are too many.
fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

impl Builder {
    /// A whole number that fits and is `allowed`; 0 stands in for one that does not.
    pub(super) fn whole_where<T: std::str::FromStr + Default>(
        &mut self,
        node: &Node<'_>,
        wanted: &'static str,
        allowed: impl Fn(&T) -> bool,
    ) -> Spanned<T> {
        let span = node.span();
        let value = digits(node.text()).filter(allowed).unwrap_or_else(|| {
            self.report(span, LiteralError::OutOfRange { written: node.text().to_owned(), wanted, span });
            T::default()
        });
        Spanned::new(value, span)
    }

    /// `percent` or its slip `wrong_percent`.
    pub(super) fn percent(&mut self, node: &Node<'_>) -> Spanned<Percent> {
        let span = node.span();
        let right = super::slips::right_number(node.text());
        match node.rule() {
            Rule::wrong_percent if node.text().ends_with('%') => {
                self.report(span, LiteralError::DecimalComma { right: format!("{right}%"), span });
            }
            Rule::wrong_percent | Rule::bare_share => {
                self.report(span, LiteralError::WrongPercent { right: format!("{right}%"), span });
            }
            _ => {}
        }
        let number = self.decimal(node, &right);
        let share = number.value.div(&Ratio::whole(100)).unwrap_or(Ratio::ZERO);
        Spanned::new(Percent { value: share, decimals: number.decimals }, span)
    }

    /// `number`
    pub(super) fn number(&mut self, node: &Node<'_>) -> Spanned<Number> {
        Spanned::new(self.decimal(node, node.text()), node.span())
    }

    pub(super) fn decimal(&mut self, node: &Node<'_>, text: &str) -> Number {
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let whole_digits = text.len() - decimals;
        let value = Ratio::from_decimal(text).filter(|_| decimals <= MOST_DECIMALS && whole_digits <= 19);
        let value = value.unwrap_or_else(|| {
            let wanted = "a number of at most 18 digits before the point and 12 after it";
            self.report(
                node.span(),
                LiteralError::OutOfRange { written: node.text().to_owned(), wanted, span: node.span() },
            );
            Ratio::ZERO
        });
        Number { value, decimals: u32::try_from(decimals.min(MOST_DECIMALS)).unwrap_or(0) }
    }

    /// `elapsed` or its slip `wrong_elapsed`.
    pub(super) fn elapsed(&mut self, node: &Node<'_>) -> Spanned<Elapsed> {
        let span = node.span();
        let written = node.text();
        let value = match node.rule() == Rule::wrong_elapsed {
            true => Err(super::slips::wrong_unit(written, span)),
            false => super::slips::elapsed(written, span),
        };
        let value = value.unwrap_or_else(|problem| {
            self.report(span, problem);
            Elapsed::ZERO
        });
        Spanned::new(value, span)
    }

    /// `elapsed`, `wrong_elapsed`, `calendar_time` or `end_of_workday`.
    pub(super) fn time_bound(&mut self, node: &Node<'_>) -> Spanned<TimeBound> {
        let span = node.span();
        let wanted = "a number from 0 to 100000";
        let fits = |count: &u32| *count <= 100_000;
        if node.rule() == Rule::not_agreed {
            return Spanned::new(TimeBound::NotAgreed, span);
        }
        if node.rule() == Rule::end_of_workday {
            let count = self.whole_where(&node.only(), wanted, fits);
            return Spanned::new(TimeBound::EndOfWorkday(count.value), span);
        }
        if node.rule() == Rule::no_unit {
            let number = super::slips::right_number(node.text());
            self.report(span, LiteralError::NoUnit { number, span });
            return Spanned::new(TimeBound::Elapsed(Elapsed::ZERO), span);
        }
        if node.rule() != Rule::calendar_time {
            return self.elapsed(node).map(TimeBound::Elapsed);
        }
        let count = self.whole_where(&node.only(), wanted, fits);
        let unit = [
            (Rule::unit_workday, CalendarUnit::Workday),
            (Rule::unit_day, CalendarUnit::Day),
            (Rule::unit_week, CalendarUnit::Week),
            (Rule::unit_month, CalendarUnit::Month),
        ]
        .into_iter()
        .find(|(rule, _)| node.has(*rule))
        .map_or(CalendarUnit::Year, |(_, unit)| unit);
        let window = node.parts().find(|part| part.rule() == Rule::calendar_of).map(|of| name(&of.only()));
        Spanned::new(TimeBound::Calendar { count: count.value, unit, window }, span)
    }

    /// `frequency`
    pub(super) fn frequency(&mut self, node: &Node<'_>) -> Spanned<Frequency> {
        let mut parts = node.parts();
        let count = self.whole_where(&parts.need(), "a number from 1 to 1000", |count| (1..=1000).contains(count));
        let per = parts.find(|part| matches!(part.rule(), Rule::elapsed | Rule::wrong_elapsed));
        let per = per.map(|per| self.elapsed(&per).value);
        Spanned::new(Frequency { count: count.value, per }, node.span())
    }

    /// `date` or its slip `wrong_date`.
    pub(super) fn date(&mut self, node: &Node<'_>) -> Spanned<NaiveDate> {
        let span = node.span();
        let written = node.text();
        let value = match node.rule() == Rule::wrong_date {
            true => Err(super::slips::wrong_date(written, span)),
            false => {
                NaiveDate::parse_from_str(written, "%Y-%m-%d").map_err(|_| super::slips::no_such_date(written, span))
            }
        };
        let value = value.unwrap_or_else(|problem| {
            self.report(span, problem);
            NaiveDate::default()
        });
        Spanned::new(value, span)
    }

    /// `days`: a date or a range of dates.
    pub(super) fn date_range(&mut self, node: &Node<'_>) -> DateRange {
        let mut parts = node.parts();
        let from = self.date(&parts.need());
        let to = parts.next().map(|to| self.date(&to));
        DateRange { from, to }
    }

    /// `month_day` or its slip `wrong_month_day`.
    pub(super) fn month_day(&mut self, node: &Node<'_>) -> Spanned<MonthDay> {
        if node.rule() == Rule::wrong_month_day {
            self.report(node.span(), super::slips::wrong_month_day(node.text(), node.span()));
            return Spanned::new(MonthDay { month: 1, day: 1 }, node.span());
        }
        let (month, day) = node.text().split_once('-').unwrap_or_default();
        let found = digits(month).zip(digits(day));
        // 2024 is a leap year: 02-29 exists.
        let found = found.filter(|(month, day)| NaiveDate::from_ymd_opt(2024, *month, *day).is_some());
        let (month, day) = found.unwrap_or_else(|| {
            self.report(node.span(), super::slips::no_such_month_day(node.text(), node.span()));
            (1, 1)
        });
        Spanned::new(MonthDay { month, day }, node.span())
    }

    /// `time` (or, already reported, `wrong_time`) in seconds after midnight; 24:00 is 86400.
    pub(super) fn time(&mut self, node: &Node<'_>) -> Spanned<u32> {
        let span = node.span();
        if node.rule() == Rule::wrong_time {
            let right = super::slips::right_time(node.text());
            let sure = super::slips::has_one_reading(node.text());
            self.report(span, LiteralError::WrongTime { right, span, sure });
            return Spanned::new(0, span);
        }
        let (hours, minutes) = node.text().split_once(':').unwrap_or_default();
        let found = digits::<u32>(hours).zip(digits::<u32>(minutes));
        let found = found.filter(|(h, m)| *m < 60 && h * 60 + m <= 24 * 60);
        let (hours, minutes) = found.unwrap_or_else(|| {
            let help = super::slips::past_midnight(node.text());
            let written = node.text().to_owned();
            self.report(span, LiteralError::NoSuchMoment { what: "time", written, span, help });
            (0, 0)
        });
        Spanned::new(hours * 3600 + minutes * 60, span)
    }

    /// `moment`
    pub(super) fn moment(&mut self, node: &Node<'_>) -> Spanned<LocalInstant> {
        let mut parts = node.parts();
        let date = self.date(&parts.need()).value;
        let clock = parts.need();
        let time = match clock.rule() == Rule::time_of_moment {
            true => NaiveTime::parse_from_str(clock.text(), "%H:%M:%S%.f").ok(),
            false => NaiveTime::from_num_seconds_from_midnight_opt(self.time(&clock).value, 0),
        };
        let time = time.unwrap_or_else(|| {
            self.report(clock.span(), super::slips::no_such_time_of_moment(clock.text(), date, clock.span()));
            NaiveTime::MIN
        });
        let offset = parts.next().map(|offset| self.offset(&offset));
        Spanned::new(LocalInstant { local: NaiveDateTime::new(date, time), offset }, node.span())
    }

    /// `+01:00` or `Z` in seconds east of UTC.
    fn offset(&mut self, node: &Node<'_>) -> i32 {
        let text = node.text();
        if text == "Z" {
            return 0;
        }
        let (hours, minutes) = text.trim_start_matches(['+', '-']).split_once(':').unwrap_or_default();
        let found = digits::<i32>(hours).zip(digits::<i32>(minutes)).filter(|(h, m)| *m < 60 && h * 60 + m <= 14 * 60);
        let (hours, minutes) = found.unwrap_or_else(|| {
            self.report(node.span(), no_such("offset", node));
            (0, 0)
        });
        let seconds = hours * 3600 + minutes * 60;
        if text.starts_with('-') { -seconds } else { seconds }
    }
}

fn no_such(what: &'static str, node: &Node<'_>) -> LiteralError {
    LiteralError::NoSuchMoment { what, written: node.text().to_owned(), span: node.span(), help: None }
}
