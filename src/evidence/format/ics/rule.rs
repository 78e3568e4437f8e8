//! `RRULE`: by days, weeks, months and years, as the programs that show calendars write them.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

/// A rule by which an event repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    every: Every,
    interval: u32,
    pub end: End,
    months: Vec<u32>,
    /// From 1, or from -1 backwards.
    month_days: Vec<i32>,
    /// With the how-manieth of the month; 0: each.
    weekdays: Vec<(i32, Weekday)>,
    positions: Vec<i32>,
    week_starts: Weekday,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// When it stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Never,
    Count(usize),
    /// The last moment that may be one.
    Until {
        local: NaiveDateTime,
        is_utc: bool,
    },
}

/// After so many periods in a row without a time there is none: 30 February never comes, 29 February does within eight
/// years.
const LONGEST_GAP: usize = 3_000;

impl Rule {
    /// Reads the value of an `RRULE`.
    ///
    /// # Errors
    ///
    /// Why it is not read, in words.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut rule = Self {
            every: Every::Day,
            interval: 1,
            end: End::Never,
            months: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            positions: Vec::new(),
            week_starts: Weekday::Mon,
        };
        let mut has_frequency = false;
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let unread = || format!("`{part}` is not read");
            let (name, value) = part.split_once('=').ok_or_else(unread)?;
            let numbers = |from: i32, to: i32| -> Option<Vec<i32>> {
                let number = |text: &str| text.trim().parse().ok().filter(|n| (from..=to).contains(n) && *n != 0);
                value.split(',').map(number).collect()
            };
            let read = match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    has_frequency = true;
                    let every = match value {
                        "DAILY" => Some(Every::Day),
                        "WEEKLY" => Some(Every::Week),
                        "MONTHLY" => Some(Every::Month),
                        "YEARLY" => Some(Every::Year),
                        _ => None,
                    };
                    every.map(|every| rule.every = every)
                }
                "INTERVAL" => value.parse().ok().filter(|n| (1..=10_000).contains(n)).map(|n| rule.interval = n),
                "COUNT" => value.parse().ok().filter(|n| *n > 0).map(|n| rule.end = End::Count(n)),
                "UNTIL" => last_moment(value).map(|end| rule.end = end),
                "BYMONTH" => numbers(1, 12).map(|all| rule.months = all.iter().map(|n| n.unsigned_abs()).collect()),
                "BYMONTHDAY" => numbers(-31, 31).map(|all| rule.month_days = all),
                "BYSETPOS" => numbers(-366, 366).map(|all| rule.positions = all),
                "BYDAY" => value.split(',').map(weekday).collect::<Option<_>>().map(|all| rule.weekdays = all),
                "WKST" => weekday(value).filter(|(which, _)| *which == 0).map(|(_, day)| rule.week_starts = day),
                _ => None,
            };
            read.ok_or_else(unread)?;
        }
        if !has_frequency {
            return Err("it does not say how often".to_owned());
        }
        let counts = rule.weekdays.iter().any(|(which, _)| *which != 0);
        match rule.every {
            Every::Day | Every::Week if counts => Err("the first or last weekday is of months only".to_owned()),
            Every::Year if !rule.weekdays.is_empty() && rule.months.is_empty() => {
                Err("weekdays of a whole year are not read".to_owned())
            }
            Every::Week if !rule.month_days.is_empty() => Err("days of the month do not go with weeks".to_owned()),
            Every::Day | Every::Week | Every::Month | Every::Year => Ok(rule),
        }
    }

    /// Every time from `start` on, in order; `None` when there are more than `most`. The rule must end.
    pub(super) fn times(&self, start: NaiveDateTime, most: usize) -> Option<Vec<NaiveDateTime>> {
        let (count, last) = match self.end {
            End::Never => return None,
            End::Count(count) => (count, NaiveDateTime::MAX),
            End::Until { local, .. } => (usize::MAX, local),
        };
        let mut times = Vec::new();
        let mut without = 0;
        for period in 0.. {
            let Some(mut days) = self.period(start.date(), period) else { break };
            days.sort_unstable();
            days.dedup();
            let days = if self.positions.is_empty() { days } else { self.at_positions(&days) };
            without = if days.is_empty() { without + 1 } else { 0 };
            for day in days.into_iter().filter(|day| *day >= start.date()) {
                let at = day.and_time(start.time());
                if at > last || times.len() == count {
                    return Some(times);
                }
                if times.len() == most {
                    return None;
                }
                times.push(at);
            }
            if without > LONGEST_GAP {
                break;
            }
        }
        Some(times)
    }

    /// The days of the period with this number, counted from that of `start`; `None` beyond all calendars.
    fn period(&self, start: NaiveDate, number: u32) -> Option<Vec<NaiveDate>> {
        let ahead = number.checked_mul(self.interval)?;
        let first_of_month = start.with_day(1)?;
        Some(match self.every {
            Every::Day => {
                let day = start.checked_add_days(Days::new(ahead.into()))?;
                [day]
                    .into_iter()
                    .filter(|day| self.has_month(*day) && self.has_month_day(*day) && self.has(*day))
                    .collect()
            }
            Every::Week => {
                let back = start.weekday().days_since(self.week_starts);
                let first = start.checked_sub_days(Days::new(back.into()))?;
                let first = first.checked_add_days(Days::new(u64::from(ahead) * 7))?;
                let week = first.iter_days().take(7).filter(|day| self.has_month(*day));
                let is_own = |day: &NaiveDate| match self.weekdays.is_empty() {
                    true => day.weekday() == start.weekday(),
                    false => self.has(*day),
                };
                week.filter(is_own).collect()
            }
            Every::Month => self.of_month(first_of_month.checked_add_months(Months::new(ahead))?, start.day()),
            Every::Year => {
                let january = first_of_month.with_month(1)?.checked_add_months(Months::new(ahead.checked_mul(12)?))?;
                let months: Vec<u32> = if !self.months.is_empty() {
                    self.months.clone()
                } else if self.month_days.is_empty() {
                    vec![start.month()]
                } else {
                    (1..=12).collect()
                };
                let firsts = months.into_iter().filter_map(|month| january.with_month(month));
                firsts.flat_map(|first| self.of_month(first, start.day())).collect()
            }
        })
    }

    /// The days of the month that begins with `first`; `otherwise`: where the rule names none.
    fn of_month(&self, first: NaiveDate, otherwise: u32) -> Vec<NaiveDate> {
        let days: Vec<NaiveDate> = first.iter_days().take_while(|day| day.month() == first.month()).collect();
        let length = days.len() as i32;
        let is_of_month = |day: &NaiveDate| match (self.month_days.is_empty(), self.weekdays.is_empty()) {
            (true, true) => day.day() == otherwise,
            (_, _) => {
                let number = day.day() as i32;
                let which = |(which, weekday): &(i32, Weekday)| {
                    let (from_first, from_last) = ((number - 1) / 7 + 1, -((length - number) / 7 + 1));
                    *weekday == day.weekday() && (*which == 0 || *which == from_first || *which == from_last)
                };
                self.has_month_day(*day) && (self.weekdays.is_empty() || self.weekdays.iter().any(which))
            }
        };
        days.into_iter().filter(|day| self.has_month(*day)).filter(is_of_month).collect()
    }

    fn has_month(&self, day: NaiveDate) -> bool {
        self.months.is_empty() || self.months.contains(&day.month())
    }

    fn has_month_day(&self, day: NaiveDate) -> bool {
        let length = days_in_month(day) as i32;
        let number = day.day() as i32;
        self.month_days.is_empty() || self.month_days.iter().any(|n| *n == number || *n == number - length - 1)
    }

    fn has(&self, day: NaiveDate) -> bool {
        self.weekdays.is_empty() || self.weekdays.iter().any(|(_, weekday)| *weekday == day.weekday())
    }

    /// Those of a period that `BYSETPOS` takes.
    fn at_positions(&self, days: &[NaiveDate]) -> Vec<NaiveDate> {
        let at = |position: &i32| {
            let from_start = usize::try_from(*position).ok().and_then(|n| n.checked_sub(1));
            let index = from_start.or_else(|| days.len().checked_sub(position.unsigned_abs() as usize));
            index.and_then(|index| days.get(index)).copied()
        };
        let mut taken: Vec<NaiveDate> = self.positions.iter().filter_map(at).collect();
        taken.sort_unstable();
        taken.dedup();
        taken
    }
}

fn days_in_month(day: NaiveDate) -> u32 {
    let next = day.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
    next.and_then(|next| next.pred_opt()).map_or(31, |last| last.day())
}

/// `20241231T230000Z`, or a day, up to its end.
fn last_moment(text: &str) -> Option<End> {
    let (written, is_utc) = text.strip_suffix('Z').map_or((text, false), |text| (text, true));
    if written.len() == 8 {
        let day = NaiveDate::parse_from_str(written, "%Y%m%d").ok()?;
        let local = day.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::seconds(86_399))?;
        return Some(End::Until { local, is_utc: false });
    }
    let local = NaiveDateTime::parse_from_str(written, "%Y%m%dT%H%M%S").ok()?;
    Some(End::Until { local, is_utc })
}

/// `MO`, `1SU`, `-1FR`.
fn weekday(text: &str) -> Option<(i32, Weekday)> {
    let text = text.trim();
    let (which, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = match day {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    let which = if which.is_empty() { 0 } else { which.parse().ok().filter(|n| (-5..=5).contains(n) && *n != 0)? };
    Some((which, day))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days(start: &str, rule: &str) -> Vec<String> {
        let start = NaiveDate::parse_from_str(start, "%Y%m%d").unwrap().and_hms_opt(9, 0, 0).unwrap();
        let times = Rule::read(rule).unwrap().times(start, 2_000).unwrap();
        times.iter().map(|at| at.format("%y%m%d").to_string()).collect()
    }

    /// The examples of RFC 5545, 3.8.5.3, that end.
    #[test]
    fn as_the_standard_shows() {
        let cases = [
            (
                "19970902",
                "FREQ=DAILY;COUNT=10",
                "970902 970903 970904 970905 970906 970907 970908 970909 970910 970911",
            ),
            (
                "19970902",
                "FREQ=WEEKLY;UNTIL=19971224T000000Z",
                "970902 970909 970916 970923 970930 971007 971014 971021 971028 971104 971111 971118 971125 971202 971209 971216 971223",
            ),
            (
                "19970901",
                "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
                "970901 970903 970905 970915 970917 970919 970929 971001 971003 971013 971015 971017 971027 971029 971031 971110 \
                 971112 971114 971124 971126 971128 971208 971210 971212 971222",
            ),
            (
                "19970902",
                "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
                "970902 970904 970916 970918 970930 971002 971014 971016",
            ),
            (
                "19970905",
                "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
                "970905 971003 971107 971205 980102 980206 980306 980403 980501 980605",
            ),
            (
                "19970907",
                "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
                "970907 970928 971102 971130 980104 980125 980301 980329 980503 980531",
            ),
            ("19970922", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "970922 971020 971117 971222 980119 980216"),
            (
                "19970902",
                "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
                "970902 970915 971002 971015 971102 971115 971202 971215 980102 980115",
            ),
            (
                "19970930",
                "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
                "970930 971001 971031 971101 971130 971201 971231 980101 980131 980201",
            ),
            (
                "19970910",
                "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
                "970910 970911 970912 970913 970914 970915 990310 990311 990312 990313",
            ),
            (
                "19970610",
                "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
                "970610 970710 980610 980710 990610 990710 000610 000710 010610 010710",
            ),
            (
                "19970310",
                "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
                "970310 990110 990210 990310 010110 010210 010310 030110 030210 030310",
            ),
            (
                "19961105",
                "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
                "961105 001107 041102",
            ),
            ("19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "970904 971007 971106"),
            (
                "19970929",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=7",
                "970929 971030 971127 971230 980129 980226 980330",
            ),
            ("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "970805 970810 970819 970824"),
            ("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "970805 970817 970819 970831"),
            ("20070115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "070115 070130 070215 070315 070330"),
        ];
        for (start, rule, want) in cases {
            assert_eq!(days(start, rule).join(" "), want, "{rule}");
        }
    }

    #[test]
    fn what_is_not_read_is_said() {
        for rule in [
            "",
            "FREQ=SECONDLY",
            "COUNT=3",
            "FREQ=DAILY;BYHOUR=3",
            "FREQ=WEEKLY;BYDAY=1MO",
            "FREQ=YEARLY;BYDAY=MO",
            "FREQ=YEARLY;BYWEEKNO=20",
            "FREQ=DAILY;COUNT=0",
            "FREQ=MONTHLY;BYMONTHDAY=32",
            "FREQ=DAILY;INTERVAL=0",
        ] {
            assert!(Rule::read(rule).is_err(), "{rule}");
        }
    }

    #[test]
    fn a_day_that_never_comes_ends() {
        assert_eq!(days("20240101", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3"), Vec::<String>::new());
        assert_eq!(days("20240229", "FREQ=YEARLY;COUNT=3"), ["240229", "280229", "320229"]);
    }

    proptest! {
        /// Beside a walk over all days that asks of each whether it is one.
        #[test]
        fn a_day_is_one_or_not(
            start in 0..800u64,
            every in prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY"]),
            interval in 1..5u32,
            weekdays in prop::sample::subsequence(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"], 0..4),
            month_days in prop::sample::subsequence(vec![1, 2, 15, 29, 31, -1, -3], 0..3),
            months in prop::sample::subsequence(vec![1u32, 2, 3, 6, 12], 0..3),
        ) {
            let first = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap().checked_add_days(Days::new(start)).unwrap();
            let month_days: Vec<i32> = if every == "WEEKLY" { Vec::new() } else { month_days };
            let list = |name: &str, all: Vec<String>| if all.is_empty() { String::new() } else { format!(";{name}={}", all.join(",")) };
            let rule = format!(
                "FREQ={every};INTERVAL={interval};UNTIL=20261231{}{}{}",
                list("BYDAY", weekdays.iter().map(|day| (*day).to_owned()).collect()),
                list("BYMONTHDAY", month_days.iter().map(ToString::to_string).collect()),
                list("BYMONTH", months.iter().map(ToString::to_string).collect()),
            );
            let found = days(&first.format("%Y%m%d").to_string(), &rule);
            let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
            let monday = |day: NaiveDate| day.week(Weekday::Mon).first_day();
            let want: Vec<String> = first
                .iter_days()
                .take_while(|day| *day <= NaiveDate::from_ymd_opt(2026, 12, 31).unwrap())
                .filter(|day| {
                    let period = match every {
                        "DAILY" => (*day - first).num_days(),
                        "WEEKLY" => (monday(*day) - monday(first)).num_days() / 7,
                        _ => i64::from((day.year() - first.year()) * 12 + day.month() as i32 - first.month() as i32),
                    };
                    let from_end = day.day() as i32 - days_in_month(*day) as i32 - 1;
                    let named = weekdays.contains(&names[day.weekday().num_days_from_monday() as usize]);
                    let is_weekday = match (every, weekdays.is_empty()) {
                        ("WEEKLY", true) => day.weekday() == first.weekday(),
                        ("MONTHLY", true) => !month_days.is_empty() || day.day() == first.day(),
                        (_, is_any) => is_any || named,
                    };
                    period % i64::from(interval) == 0
                        && is_weekday
                        && (month_days.is_empty() || month_days.contains(&(day.day() as i32)) || month_days.contains(&from_end))
                        && (months.is_empty() || months.contains(&day.month()))
                })
                .map(|day| day.format("%y%m%d").to_string())
                .collect();
            prop_assert_eq!(found, want, "{} from {}", rule, first);
        }
    }
}
