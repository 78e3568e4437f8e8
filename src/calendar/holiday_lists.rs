use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::dates::{self, DaySet};
use super::holidays::{FIRST_YEAR, LAST_YEAR, Region, public_holidays};
use crate::model::{Holidays, MonthDay, PublicHolidays};
use crate::source::Spanned;

/// The dates of a `holidays` list, with what they are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayDates {
    labels: BTreeMap<NaiveDate, Option<String>>,
    days: DaySet,
}

impl HolidayDates {
    /// Of this list: `except` beats `on`, which beats `yearly`, which beats `public`, whatever their order in the text.
    pub(super) fn of(list: &Holidays) -> Self {
        let mut labels = BTreeMap::new();
        for line in &list.public {
            labels.extend(public(line).map(|(date, name)| (date, Some(name.to_owned()))));
        }
        for date in dates::all() {
            let today = MonthDay { month: date.month(), day: date.day() };
            for (_, _, label) in list.yearly.iter().filter(|(from, to, _)| in_year(*from, *to, today)) {
                name(&mut labels, date, label.as_deref());
            }
        }
        for (first, last, label) in &list.on {
            for date in dates::between(*first, *last) {
                name(&mut labels, date, label.as_deref());
            }
        }
        for (first, last) in &list.except {
            for date in dates::between(*first, *last) {
                labels.remove(&date);
            }
        }
        let days = labels.keys().copied().collect();
        Self { labels, days }
    }

    /// Whether it holds the date.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.days.contains(date)
    }

    /// What the date is called, if it is in the list and has a label.
    pub fn label(&self, date: NaiveDate) -> Option<&str> {
        self.labels.get(&date)?.as_deref()
    }

    /// In order of time, from 1990 to 2100, with the days on either side that are another year elsewhere.
    pub fn iter(&self) -> impl Iterator<Item = (NaiveDate, Option<&str>)> {
        self.labels.iter().map(|(date, label)| (*date, label.as_deref()))
    }
}

/// The stronger line names the day, unless it has no words for it.
fn name(labels: &mut BTreeMap<NaiveDate, Option<String>>, date: NaiveDate, label: Option<&str>) {
    let known = labels.entry(date).or_default();
    if let Some(label) = label {
        *known = Some(label.to_owned());
    }
}

/// Whether a day of the year lies from one to another, both included; they may run over New Year.
fn in_year(from: MonthDay, to: MonthDay, day: MonthDay) -> bool {
    if from <= to { (from..=to).contains(&day) } else { day >= from || day <= to }
}

/// An unknown region has no days; [`super::prove`] has refused it.
fn public(line: &PublicHolidays) -> impl Iterator<Item = (NaiveDate, &'static str)> {
    fn words(all: &[Spanned<String>]) -> Vec<&str> {
        all.iter().map(|option| option.value.as_str()).collect()
    }
    let (with, without) = (words(&line.with), words(&line.without));
    Region::from_code(&line.region.value)
        .into_iter()
        .flat_map(|region| (FIRST_YEAR..=LAST_YEAR).map(move |year| (region, year)))
        .flat_map(move |(region, year)| public_holidays(region, year, &with, &without))
        .map(|day| (day.date, day.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Declared;
    use crate::source::{SourceId, Span};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn list() -> Holidays {
        let span = Span::new(SourceId(0), 0, 0);
        let day = |month, day| MonthDay { month, day };
        let declared = Declared { name: "feestdagen".into(), label: None, clause: None, span };
        Holidays {
            declared,
            public: vec![PublicHolidays {
                region: Spanned::new("NL".into(), span),
                with: vec![Spanned::new("good_friday".into(), span)],
                without: vec![Spanned::new("liberation_day".into(), span)],
            }],
            yearly: vec![
                (day(12, 24), day(1, 2), Some("Kerstverlof".into())),
                (day(2, 29), day(2, 29), None),
                (day(4, 27), day(4, 27), None),
            ],
            on: vec![
                (date("2024-05-10"), date("2024-05-11"), Some("Brugdag".into())),
                (date("2024-12-25"), date("2024-12-25"), Some("Kerst op kantoor".into())),
            ],
            except: vec![(date("2024-12-26"), date("2024-12-27")), (date("2024-05-11"), date("2024-05-11"))],
        }
    }

    #[test]
    fn except_beats_on_beats_yearly_beats_public() {
        let dates = HolidayDates::of(&list());
        let cases = [
            ("2024-03-29", true, Some("Goede Vrijdag")),
            ("2025-05-05", false, None),
            ("2024-04-27", true, Some("Koningsdag")),
            ("2024-05-10", true, Some("Brugdag")),
            ("2024-05-11", false, None),
            ("2024-12-23", false, None),
            ("2024-12-24", true, Some("Kerstverlof")),
            ("2024-12-25", true, Some("Kerst op kantoor")),
            ("2024-12-26", false, None),
            ("2025-01-01", true, Some("Kerstverlof")),
            ("2025-01-02", true, Some("Kerstverlof")),
            ("2025-01-03", false, None),
            ("2024-02-29", true, None),
            ("2100-12-25", true, Some("Kerstverlof")),
        ];
        for (text, listed, label) in cases {
            assert_eq!(dates.contains(date(text)), listed, "{text}");
            assert_eq!(dates.label(date(text)), label, "{text}");
        }
    }
}
