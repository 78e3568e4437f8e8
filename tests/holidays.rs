//! The holiday rules against an independent collection, day by day, and the options of the contract.
//!
//! `fixtures/holidays/public.csv` says where it comes from and what each row means.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, Weekday};
use sla::calendar::holidays::{FIRST_YEAR, LAST_YEAR, Region, easter_sunday, public_holidays};

const FIXTURE: &str = include_str!("fixtures/holidays/public.csv");

/// Who has a day that the other has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Has {
    Theirs,
    Ours,
}

/// A day on which we differ from the package on purpose.
struct Deviation {
    row: &'static str,
    day: (i32, u32, u32),
    has: Has,
    /// Why we are right.
    #[expect(dead_code, reason = "for the reader")]
    source: &'static str,
}

const DEVIATIONS: &[Deviation] = &[
    Deviation {
        row: "DE-ST",
        day: (1991, 1, 6),
        has: Has::Theirs,
        source: "Epiphany came with the Feiertagsgesetz of 22 May 1992 and was first kept in 1993 \
                 (MDR, 6 January 2025); until then the East German ordinance of 16 May 1990 \
                 (GBl. I no. 27 p. 248) held, which does not name it",
    },
    Deviation { row: "DE-ST", day: (1992, 1, 6), has: Has::Theirs, source: "as 1991: the law came after the day" },
    Deviation {
        row: "GB-SCT",
        day: (2006, 11, 30),
        has: Has::Theirs,
        source: "the St Andrew's Day Bank Holiday (Scotland) Act 2007 (asp 2) was passed on 29 \
                 November 2006 and in force from 16 January 2007; the first was in 2007",
    },
];

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date written in this file or the fixture")
}

/// Dates by row (a region, and options after `+`) and year.
fn fixture() -> BTreeMap<(&'static str, i32), BTreeSet<NaiveDate>> {
    let mut rows: BTreeMap<(&str, i32), BTreeSet<NaiveDate>> = BTreeMap::new();
    for line in FIXTURE.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(',').collect();
        let [row, over, year, days] = *fields else { panic!("four columns: {line}") };
        let year: i32 = year.parse().expect("a year");
        let below = match over {
            "" => BTreeSet::new(),
            over => rows.get(&(over, year)).expect("`over` names an earlier row").clone(),
        };
        let own = days.split_whitespace().map(|word| {
            let packed: u32 = word.parse().expect("MMDD");
            date(year, packed / 100, packed % 100)
        });
        let all = own.chain(below).collect();
        assert_eq!(rows.insert((row, year), all), None, "a row and year once: {line}");
    }
    rows
}

/// What our rules say for a row of the fixture.
fn ours(row: &str, year: i32) -> BTreeSet<NaiveDate> {
    let mut words = row.split('+');
    let region = words.next().and_then(Region::from_code).expect("a region we know");
    let with: Vec<&str> = words.collect();
    public_holidays(region, year, &with, &[]).into_iter().map(|day| day.date).collect()
}

fn dates(code: &str, year: i32, with: &[&str], without: &[&str]) -> Vec<(u32, u32)> {
    let region = Region::from_code(code).expect("a region we know");
    let days = public_holidays(region, year, with, without);
    days.iter().map(|day| (day.date.month(), day.date.day())).collect()
}

#[test]
fn every_region_and_year_equals_the_fixture() {
    let mut differences = BTreeSet::new();
    for ((row, year), theirs) in fixture() {
        let ours = ours(row, year);
        differences.extend(theirs.difference(&ours).map(|day| (row, *day, Has::Theirs)));
        differences.extend(ours.difference(&theirs).map(|day| (row, *day, Has::Ours)));
    }
    let intended: BTreeSet<_> =
        DEVIATIONS.iter().map(|it| (it.row, date(it.day.0, it.day.1, it.day.2), it.has)).collect();
    assert_eq!(differences, intended, "left: found; right: the table of deviations");
}

#[test]
fn the_fixture_holds_every_region_and_year() {
    let rows = fixture();
    for region in Region::all() {
        let first = if region.code().starts_with("DE") { 1991 } else { FIRST_YEAR };
        for year in first..=LAST_YEAR {
            let held = rows.keys().any(|(row, of)| *of == year && row.split('+').next() == Some(region.code()));
            assert!(held, "{} {year}", region.code());
        }
    }
    assert_eq!(rows.len(), 3088);
}

/// The tabular method of Clavius, as in Knuth, *The Art of Computer Programming*, 1.3.2 exercise 14:
/// the ecclesiastical full moon from the epact, then the Sunday after it.
fn easter_by_epact(year: i32) -> NaiveDate {
    let golden = year % 19 + 1;
    let century = year / 100 + 1;
    let skipped_leap_years = 3 * century / 4 - 12;
    let moon_correction = (8 * century + 5) / 25 - 5;
    let epact = (11 * golden + 20 + moon_correction - skipped_leap_years).rem_euclid(30);
    let epact = if (epact == 25 && golden > 11) || epact == 24 { epact + 1 } else { epact };
    let march = if 44 - epact < 21 { 74 - epact } else { 44 - epact };
    let full_moon = date(year, 3, 1) + Days::new(u64::try_from(march - 1).expect("from 21 March"));
    full_moon.iter_days().skip(1).find(|day| day.weekday() == Weekday::Sun).expect("within a week")
}

#[test]
fn easter_by_two_algorithms() {
    for year in 1583..=4099 {
        assert_eq!(easter_sunday(year), Some(easter_by_epact(year)), "{year}");
    }
    assert_eq!(easter_sunday(1582), None);
    let known = [(1990, 4, 15), (2000, 4, 23), (2008, 3, 23), (2024, 3, 31), (2038, 4, 25)];
    for (year, month, day) in known {
        assert_eq!(easter_sunday(year), Some(date(year, month, day)));
    }
}

#[test]
fn codes_and_names() {
    for region in Region::all() {
        assert_eq!(Region::from_code(region.code()), Some(region));
        assert!(!region.name().is_empty());
    }
    assert_eq!(Region::all().count(), 23);
    for code in ["GB-ENG", "GB-WLS"] {
        assert_eq!(Region::from_code(code), Some(Region::GbEngland));
    }
    for code in ["GB", "UK", "nl", "DE-XX", "US-CA", "FR", ""] {
        assert_eq!(Region::from_code(code), None, "{code:?}");
    }
}

#[test]
fn only_the_years_that_are_known() {
    for region in Region::all() {
        assert!(public_holidays(region, FIRST_YEAR - 1, &[], &[]).is_empty());
        assert!(public_holidays(region, LAST_YEAR + 1, &[], &[]).is_empty());
        for year in FIRST_YEAR..=LAST_YEAR {
            let days = public_holidays(region, year, &[], &[]);
            assert!(days.len() >= 8 && days.iter().all(|day| day.date.year() == year));
            assert!(days.iter().zip(days.iter().skip(1)).all(|(one, next)| one < next));
        }
    }
}

/// Every option, taken or left out, changes some year: none is dead, none is misspelt in a rule.
#[test]
fn every_option_matters() {
    for region in Region::all() {
        for option in region.options() {
            let name = [option.name];
            let (taken, left) = ((&name[..], &[][..]), (&[][..], &name[..]));
            let (as_default, switched) = if option.default { (taken, left) } else { (left, taken) };
            let year = |(with, without), year| public_holidays(region, year, with, without);
            let years = || FIRST_YEAR..=LAST_YEAR;
            assert!(years().all(|y| year(as_default, y) == public_holidays(region, y, &[], &[])));
            assert!(years().any(|y| year(switched, y) != year(as_default, y)), "{} {}", region.code(), option.name);
            assert!(!option.doc.is_empty());
        }
    }
}

#[test]
fn options_switch_days() {
    type Words = &'static [&'static str];
    type Case = (&'static str, Words, Words, (i32, u32, u32), bool);
    let cases: &[Case] = &[
        ("NL", &[], &[], (2024, 3, 29), false),
        ("NL", &["good_friday"], &[], (2024, 3, 29), true),
        ("NL", &["good_friday"], &["good_friday"], (2024, 3, 29), false),
        ("NL", &[], &[], (2025, 5, 5), true),
        ("NL", &[], &[], (2024, 5, 5), false),
        ("NL", &[], &["liberation_day"], (2025, 5, 5), false),
        ("NL", &["liberation_day_every_year"], &[], (2024, 5, 5), true),
        ("NL", &["liberation_day_every_year"], &["liberation_day"], (2025, 5, 5), true),
        ("NL", &[], &["easter_sunday"], (2024, 3, 31), false),
        ("BE", &["friday_after_ascension"], &[], (2024, 5, 10), true),
        ("BE", &[], &[], (2024, 7, 11), false),
        ("DE", &["easter_sunday"], &[], (2024, 3, 31), true),
        ("DE-BB", &[], &["easter_sunday"], (2024, 3, 31), false),
        ("DE-BY", &[], &[], (2024, 8, 15), false),
        ("DE-BY", &["assumption_day"], &[], (2024, 8, 15), true),
        ("DE-SL", &[], &[], (2024, 8, 15), true),
        ("DE-TH", &["corpus_christi"], &[], (2024, 5, 30), true),
        ("GB-EAW", &[], &[], (2022, 1, 1), true),
        ("GB-EAW", &[], &["weekend_dates"], (2022, 1, 1), false),
        ("US", &[], &[], (2021, 12, 31), true),
        ("US", &[], &["saturday_observed"], (2021, 12, 31), false),
        ("US", &[], &["saturday_observed", "weekend_dates"], (2022, 1, 1), true),
        ("US", &[], &["weekend_dates"], (2022, 1, 1), false),
        ("US", &[], &[], (2025, 1, 20), true), // Martin Luther King, Jr.
        ("US", &[], &[], (2021, 1, 20), false),
        ("US", &["inauguration_day"], &[], (2021, 1, 20), true),
        ("US", &["inauguration_day"], &[], (2013, 1, 20), false), // a Sunday
        ("US", &["day_after_thanksgiving"], &[], (2024, 11, 29), true),
        ("US", &["day_after_thanksgiving"], &[], (2019, 11, 29), true), // the fifth Friday
    ];
    for (code, with, without, (year, month, day), want) in cases {
        let is_one = dates(code, *year, with, without).contains(&(*month, *day));
        assert_eq!(is_one, *want, "{code} with {with:?} without {without:?}: {year}-{month}-{day}");
    }
}

#[test]
fn two_holidays_on_one_day_are_two_entries() {
    let region = Region::Nl;
    let days = public_holidays(region, 2005, &["liberation_day_every_year"], &[]);
    let names: Vec<&str> = days.iter().filter(|day| day.date == date(2005, 5, 5)).map(|day| day.name).collect();
    assert_eq!(names, ["Bevrijdingsdag", "Hemelvaartsdag"]);
}

/// The package starts in 1991: the year of unification, by hand from the laws in `de.rs`.
#[test]
fn germany_in_1990() {
    let common = [(1, 1), (4, 13), (4, 16), (5, 1), (5, 24), (6, 4), (10, 3), (11, 21), (12, 25), (12, 26)];
    let beside = [
        ("DE", vec![(6, 17)]),
        ("DE-HH", vec![(6, 17)]),
        ("DE-BE", vec![(6, 17)]),
        ("DE-NW", vec![(6, 14), (6, 17), (11, 1)]),
        ("DE-SN", vec![(10, 31)]),
        ("DE-ST", vec![(10, 31)]),
        ("DE-BB", vec![(4, 15), (6, 3), (10, 31)]),
    ];
    for (code, own) in beside {
        let mut want: Vec<(u32, u32)> = own.into_iter().chain(common).collect();
        want.sort_unstable();
        assert_eq!(dates(code, 1990, &[], &[]), want, "{code}");
    }
}

/// As the government lists them: the substitute day, not the weekend it stands for.
#[test]
fn bank_holidays_as_the_government_lists_them() {
    type Case = (&'static str, i32, &'static [(u32, u32)]);
    let cases: &[Case] = &[
        ("GB-EAW", 2022, &[(1, 3), (4, 15), (4, 18), (5, 2), (6, 2), (6, 3), (8, 29), (9, 19), (12, 26), (12, 27)]),
        ("GB-SCT", 2023, &[(1, 2), (1, 3), (4, 7), (5, 1), (5, 8), (5, 29), (8, 7), (11, 30), (12, 25), (12, 26)]),
        ("GB-NIR", 2020, &[(1, 1), (3, 17), (4, 10), (4, 13), (5, 8), (5, 25), (7, 13), (8, 31), (12, 25), (12, 28)]),
    ];
    for (code, year, want) in cases {
        assert_eq!(dates(code, *year, &[], &["weekend_dates"]), *want, "{code} {year}");
    }
}
