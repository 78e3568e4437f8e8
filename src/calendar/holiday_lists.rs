use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use super::dates::{self, Day, DaySet};
use super::holidays::{FIRST_YEAR, LAST_YEAR, Region, public_holidays};
use crate::model::{Holidays, MonthDay, PublicHolidays};
use crate::source::Spanned;

/// The dates of a `holidays` list, with what they are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolidayDates {
    labels: BTreeMap<Day, Option<String>>,
    days: DaySet,
}

impl HolidayDates {
    /// Of this list: `except` beats `on`, which beats `yearly`, which beats `public`, whatever their order in the text.
    pub(super) fn of(list: &Holidays) -> Self {
        let mut labels = BTreeMap::new();
        for line in &list.public {
            labels.extend(public(line).map(|(day, name)| (day, Some(name.to_owned()))));
        }
        for (from, to, label) in &list.yearly {
            for day in (FIRST_YEAR - 1..=LAST_YEAR + 1).flat_map(|year| in_year(year, *from, *to)) {
                name(&mut labels, day, label.as_deref());
            }
        }
        for (first, last, label) in &list.on {
            for day in dates::between(*first, *last) {
                name(&mut labels, day, label.as_deref());
            }
        }
        for (first, last) in &list.except {
            for day in dates::between(*first, *last) {
                labels.remove(&day);
            }
        }
        let days = labels.keys().copied().collect();
        Self { labels, days }
    }

    /// Whether it holds the date.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.has(Day::of(date))
    }

    /// Whether it holds the day.
    pub(super) fn has(&self, day: Day) -> bool {
        self.days.contains(day)
    }

    /// What the date is called, if it is in the list and has a label.
    pub fn label(&self, date: NaiveDate) -> Option<&str> {
        self.labels.get(&Day::of(date))?.as_deref()
    }

    /// In order of time, from 1990 to 2100, with the days on either side that are another year elsewhere.
    pub fn iter(&self) -> impl Iterator<Item = (NaiveDate, Option<&str>)> {
        self.labels.iter().map(|(day, label)| (day.date(), label.as_deref()))
    }
}

/// The stronger line names the day, unless it has no words for it.
fn name(labels: &mut BTreeMap<Day, Option<String>>, day: Day, label: Option<&str>) {
    let known = labels.entry(day).or_default();
    if let Some(label) = label {
        *known = Some(label.to_owned());
    }
}

/// The days from one day of the year to another, both included, when the first lies in `year`; they may run over New
/// Year. A day that the year does not have is the next one as a beginning and the one before as an end: 29 February
/// alone holds in leap years only.
fn in_year(year: i32, from: MonthDay, to: MonthDay) -> impl Iterator<Item = Day> {
    let date = |year: i32, it: MonthDay| NaiveDate::from_ymd_opt(year, it.month, it.day);
    let next_month =
        |year: i32, it: MonthDay| NaiveDate::from_ymd_opt(year, it.month, 1)?.checked_add_months(Months::new(1));
    let end_year = if from <= to { year } else { year + 1 };
    let first = date(year, from).or_else(|| next_month(year, from));
    let last = date(end_year, to).or_else(|| next_month(end_year, to)?.pred_opt());
    first.zip(last).into_iter().flat_map(|(first, last)| dates::between(first, last))
}

/// An unknown region has no days; [`super::prove`] has refused it.
fn public(line: &PublicHolidays) -> impl Iterator<Item = (Day, &'static str)> {
    fn words(all: &[Spanned<String>]) -> Vec<&str> {
        all.iter().map(|option| option.value.as_str()).collect()
    }
    let (with, without) = (words(&line.with), words(&line.without));
    Region::from_code(&line.region.value)
        .into_iter()
        .flat_map(|region| (FIRST_YEAR..=LAST_YEAR).map(move |year| (region, year)))
        .flat_map(move |(region, year)| public_holidays(region, year, &with, &without))
        .map(|day| (Day::of(day.date), day.name))
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
