//! The United Kingdom: England and Wales, Scotland, Northern Ireland.
//!
//! Source: Banking and Financial Dealings Act 1971 (c. 80), schedule 1: paragraph 1 for England and
//! Wales, 2 for Scotland, 3 for Northern Ireland. Under section 1(2) and (3) further days, other
//! days and substitute days are appointed by royal proclamation, each year anew (London, Edinburgh
//! and Belfast Gazettes). Good Friday and Christmas Day are holidays by common law outside Scotland.
//!
//! A substitute day follows a holiday on a Saturday or Sunday: by the schedule for Sundays, by
//! yearly proclamation for Saturdays. The rules take it that this custom goes on. The holiday's own
//! date counts too, unless the contract says `without weekend_dates`: then the list is the one that
//! the government publishes.
//!
//! Local holidays of Scottish towns, and the privilege days of the civil service, are not here.

use chrono::Weekday::Mon;

use super::DayOption;
use super::rule::{Rule, WEEKEND_DATES, easter, fixed, last, nth, once};

/// The disputed days of the United Kingdom.
pub(super) const OPTIONS: &[DayOption] = &[DayOption {
    name: WEEKEND_DATES,
    doc: "the Saturday or Sunday of a holiday for which a substitute day is appointed",
    default: true,
}];

/// What all parts of the United Kingdom have in common.
pub(super) const COMMON: &[Rule] = &[
    // Common law; Scotland: paragraph 2.
    easter("Good Friday", -2),
    // Proclaimed since 1978; Scotland: paragraph 2. Moved to 8 May for the 50th and the 75th
    // anniversary of VE day.
    nth("Early May bank holiday", 1, Mon, 5).except(&[1995, 2020]),
    once("Early May bank holiday (VE day)", 1995, 5, 8),
    once("Early May bank holiday (VE day)", 2020, 5, 8),
    // Paragraphs 1 and 3; Scotland: proclaimed since 1978. Moved next to each of the jubilees.
    last("Spring bank holiday", Mon, 5).except(&[2002, 2012, 2022]),
    once("Spring bank holiday", 2002, 6, 4),
    once("Spring bank holiday", 2012, 6, 4),
    once("Spring bank holiday", 2022, 6, 2),
    // Common law and paragraph 1 (27 December); Scotland: paragraph 2. A Sunday gives the Tuesday,
    // the Monday being Boxing Day.
    fixed("Christmas Day", 12, 25).substituted("Christmas Day (substitute day)", 2, 2),
    // Paragraphs 1 and 3; Scotland: proclaimed since 1974. Both on a weekend: Monday and Tuesday.
    fixed("Boxing Day", 12, 26).substituted("Boxing Day (substitute day)", 2, 2),
    // Days proclaimed once, in all parts.
    once("Millennium bank holiday", 1999, 12, 31),
    once("Golden Jubilee of Queen Elizabeth II", 2002, 6, 3),
    once("Wedding of Prince William and Catherine Middleton", 2011, 4, 29),
    once("Diamond Jubilee of Queen Elizabeth II", 2012, 6, 5),
    once("Platinum Jubilee of Queen Elizabeth II", 2022, 6, 3),
    once("State Funeral of Queen Elizabeth II", 2022, 9, 19),
    once("Coronation of King Charles III", 2023, 5, 8),
];

/// What England and Wales share with Northern Ireland, and Scotland does not have.
pub(super) const NOT_SCOTLAND: &[Rule] = &[
    // Proclaimed since 1974.
    fixed("New Year’s Day", 1, 1).substituted("New Year’s Day (substitute day)", 2, 1),
    // Paragraphs 1 and 3.
    easter("Easter Monday", 1),
    last("Summer bank holiday", Mon, 8),
];

/// The further bank holidays of Scotland.
pub(super) const SCOTLAND: &[Rule] = &[
    // Paragraph 2. A Sunday 1 January gives Tuesday the 3rd, Monday being the 2nd; a weekend of
    // both gives Monday the 3rd and, by proclamation, Tuesday the 4th.
    fixed("New Year’s Day", 1, 1).substituted("New Year’s Day (substitute day)", 2, 2),
    fixed("2nd January", 1, 2).substituted("2nd January (substitute day)", 2, 2),
    // Paragraph 2.
    nth("Summer bank holiday", 1, Mon, 8),
    // St Andrew's Day Bank Holiday (Scotland) Act 2007 (asp 2), in force 16 January 2007.
    fixed("St Andrew’s Day", 11, 30).since(2007).substituted("St Andrew’s Day (substitute day)", 2, 1),
    // Proclamation of February 2026: Scotland takes part in the FIFA World Cup.
    once("World Cup bank holiday", 2026, 6, 15),
];

/// The further bank holidays of Northern Ireland.
pub(super) const NORTHERN_IRELAND: &[Rule] = &[
    // Paragraph 3 (and the Bank Holiday (Ireland) Act 1903).
    fixed("St Patrick’s Day", 3, 17).substituted("St Patrick’s Day (substitute day)", 2, 1),
    // Proclaimed each year by the Secretary of State.
    fixed("Battle of the Boyne (Orangemen’s Day)", 7, 12).substituted(
        "Battle of the Boyne (Orangemen’s Day) (substitute day)",
        2,
        1,
    ),
];
