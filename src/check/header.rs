//! The `contract` header: zone, locale, currency, period, dates.

use chrono::{Datelike, Months, NaiveDate};

use super::checker::Checker;
use super::currency;
use super::error::HeaderError;
use super::typed::{Header, Locale, Zone};
use crate::diagnostic::{did_you_mean, nearest};
use crate::quantity::zone::{self, ZoneError};
use crate::resolve::Part;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Contract, DateRange, HeaderField, PeriodKind, Text};

/// The lines of a header, each once.
#[derive(Default)]
struct Lines<'a> {
    provider: Option<&'a Text>,
    customer: Option<&'a Text>,
    version: Option<&'a Text>,
    effective: Option<(&'a Spanned<NaiveDate>, Option<&'a Spanned<NaiveDate>>)>,
    timezone: Option<&'a Text>,
    locale: Option<&'a Text>,
    currency: Option<&'a Text>,
    period: Option<&'a Spanned<PeriodKind>>,
}

impl<'a> Checker<'a, '_> {
    /// The header with the defaults of the edition; sets the zone and the period that other items go by.
    pub(super) fn header(&mut self) {
        let Some(part) = self.items.contract else { return };
        let lines = self.header_lines(part);
        let zone = match lines.timezone {
            Some(text) => self.zone(text),
            None => {
                if !part.damaged {
                    let span = part.item.name.span;
                    self.report(span, HeaderError::NoTimezone { span });
                }
                None
            }
        };
        let locale = lines.locale.map_or(Some(Locale::English), |text| self.locale(text));
        if let Some(text) = lines.currency {
            self.currency(text);
        }
        let period = match lines.period {
            Some(period) => Some(period.value),
            None => (!part.damaged).then_some(PeriodKind::Month),
        };
        if let Some((from, to)) = lines.effective {
            self.effective(from, to, period);
        }
        let text = |text: Option<&Text>| text.map(|text| text.value.clone());
        self.facts.zone = zone;
        self.facts.period = period;
        self.facts.header = zone.zip(locale).zip(period).map(|((zone, locale), period)| Header {
            name: part.item.name.value.clone(),
            provider: text(lines.provider),
            customer: text(lines.customer),
            version: text(lines.version),
            effective_from: lines.effective.map(|(from, _)| from.value),
            effective_to: lines.effective.and_then(|(_, to)| to).map(|to| to.value),
            effective_span: lines.effective.map(|(from, to)| to.map_or(from.span, |to| from.span.to(to.span))),
            zone,
            locale,
            currency: text(lines.currency),
            period,
        });
    }

    fn header_lines(&mut self, part: Part<'a, Contract>) -> Lines<'a> {
        let mut lines = Lines::default();
        for field in &part.item.fields {
            match field {
                HeaderField::Provider(text) => self.once(&mut lines.provider, text, "provider", |text| text.span),
                HeaderField::Customer(text) => self.once(&mut lines.customer, text, "customer", |text| text.span),
                HeaderField::Version(text) => self.once(&mut lines.version, text, "version", |text| text.span),
                HeaderField::Timezone(text) => self.once(&mut lines.timezone, text, "timezone", |text| text.span),
                HeaderField::Locale(text) => self.once(&mut lines.locale, text, "locale", |text| text.span),
                HeaderField::Currency(text) => self.once(&mut lines.currency, text, "currency", |text| text.span),
                HeaderField::Period(kind) => self.once(&mut lines.period, kind, "period", |kind| kind.span),
                HeaderField::Effective { from, to } => {
                    let line = (from, to.as_ref());
                    self.once(&mut lines.effective, line, "effective", |(from, _)| from.span);
                }
            }
        }
        lines
    }

    /// Keeps the first of several lines and reports the others.
    pub(super) fn once<T: Copy>(&mut self, slot: &mut Option<T>, line: T, what: &str, place: impl Fn(T) -> Span) {
        match *slot {
            None => *slot = Some(line),
            Some(first) => {
                let (first, second) = (place(first), place(line));
                self.report(second, HeaderError::SaidTwice { what: format!("`{what}`"), second, first });
            }
        }
    }

    /// A zone as written, in the header or at a window.
    pub(super) fn zone(&mut self, text: &Text) -> Option<Zone> {
        let (name, span) = (text.value.clone(), text.span);
        let problem = match zone::parse(&name) {
            Ok(zone) => return Some(zone),
            Err(ZoneError::Abbreviation { fixed, named }) => HeaderError::AmbiguousZone { name, fixed, named, span },
            Err(ZoneError::Offset) => {
                let help = "write the offset with two digits each, such as `+01:00`; at most 18 hours";
                let why = ZoneError::Offset.to_string();
                HeaderError::UnknownZone { name, why, span, did_you_mean: Some(help.to_owned()) }
            }
            Err(ZoneError::Unknown) => {
                let why = ZoneError::Unknown.to_string();
                let did_you_mean = zone_meant(&name);
                HeaderError::UnknownZone { name, why, span, did_you_mean }
            }
        };
        self.report(span, problem);
        None
    }

    fn locale(&mut self, text: &Text) -> Option<Locale> {
        let locale = Locale::from_code(&text.value);
        if locale.is_none() {
            let name = text.value.clone();
            self.report(text.span, HeaderError::UnknownLocale { name, span: text.span });
        }
        locale
    }

    fn currency(&mut self, text: &Text) {
        if currency::CODES.contains(&text.value.as_str()) {
            return;
        }
        let did_you_mean = nearest(&text.value, currency::COMMON)
            .or_else(|| nearest(&text.value, currency::CODES.iter().copied()))
            .map(|code| format!("did you mean `{code}`?"));
        let code = text.value.clone();
        self.report(text.span, HeaderError::UnknownCurrency { code, span: text.span, did_you_mean });
    }

    fn effective(&mut self, from: &Spanned<NaiveDate>, to: Option<&Spanned<NaiveDate>>, period: Option<PeriodKind>) {
        if let Some(to) = to {
            self.dates_in_order(from, to);
        }
        let Some(period) = period else { return };
        let Some((before, after)) = period_around(period, from.value) else { return };
        if before != from.value {
            let problem = HeaderError::EffectiveInsidePeriod {
                before: before.to_string(),
                after: after.to_string(),
                span: from.span,
                period: period_word(period).to_owned(),
            };
            self.report(from.span, problem);
        }
    }

    /// Reports a range that ends before it begins.
    pub(super) fn dates_in_order(&mut self, from: &Spanned<NaiveDate>, to: &Spanned<NaiveDate>) {
        if to.value < from.value {
            self.report(to.span, HeaderError::DatesReversed { from: from.span, to: to.span });
        }
    }

    /// First and last day of a range.
    pub(super) fn dates(&mut self, range: &DateRange) -> (NaiveDate, NaiveDate) {
        let Some(to) = &range.to else { return (range.from.value, range.from.value) };
        self.dates_in_order(&range.from, to);
        (range.from.value, to.value)
    }
}

/// What an unknown zone may have been meant for: a slip in the whole name, or a city without its area.
fn zone_meant(name: &str) -> Option<String> {
    let city = name.replace(' ', "_").to_lowercase();
    let in_area = zone::names().find(|known| known.rsplit('/').next().is_some_and(|last| last.to_lowercase() == city));
    match in_area {
        Some(known) => Some(format!("did you mean `{known}`?")),
        None => did_you_mean(name, zone::names()).or_else(|| {
            Some("write area and city, such as `Europe/Amsterdam`, or an offset, such as `+01:00`".to_owned())
        }),
    }
}

/// In messages, with its article.
fn period_word(period: PeriodKind) -> &'static str {
    match period {
        PeriodKind::Month => "a month",
        PeriodKind::Quarter { .. } => "a quarter",
        PeriodKind::HalfYear => "a half-year",
        PeriodKind::Year { .. } => "a year",
    }
}

/// First day of the period that holds `date`, and of the next one.
fn period_around(period: PeriodKind, date: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let (months, first) = match period {
        PeriodKind::Month => (1, 1),
        PeriodKind::Quarter { first_month } => (3, first_month),
        PeriodKind::HalfYear => (6, 1),
        PeriodKind::Year { first_month } => (12, first_month),
    };
    let into = (date.month() + 12).checked_sub(first)? % months;
    let before = date.with_day(1)?.checked_sub_months(Months::new(into))?;
    Some((before, before.checked_add_months(Months::new(months))?))
}

#[test]
fn periods_begin_where_the_contract_says() {
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    let cases = [
        (PeriodKind::Month, "2024-02-29", "2024-02-01", "2024-03-01"),
        (PeriodKind::Quarter { first_month: 1 }, "2024-03-31", "2024-01-01", "2024-04-01"),
        (PeriodKind::Quarter { first_month: 2 }, "2024-01-15", "2023-11-01", "2024-02-01"),
        (PeriodKind::HalfYear, "2024-12-31", "2024-07-01", "2025-01-01"),
        (PeriodKind::Year { first_month: 4 }, "2024-03-31", "2023-04-01", "2024-04-01"),
    ];
    for (period, date, before, after) in cases {
        assert_eq!(period_around(period, day(date)), Some((day(before), day(after))), "{period:?} {date}");
    }
}
