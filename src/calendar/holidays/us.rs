//! The federal holidays of the United States.
//!
//! Source: 5 U.S.C. § 6103(a) for the days. For employees who work Monday to Friday § 6103(b)(1)
//! adds the Friday before a holiday on a Saturday, and Executive Order 11582 (1971) the Monday
//! after one on a Sunday. The holiday's own date stays one, unless the contract says `without
//! weekend_dates`.
//!
//! Not here, on purpose: days on which a president closed the federal offices by executive order
//! (Christmas Eve in 2001, 2007, 2012, 2018 to 2020, 2024 and 2025, 26 December in 2003, 2008, 2014
//! and 2025, half days, days of mourning). They bind federal agencies alone: a contract that honours
//! one says so with an `on` line.
//! The holidays of the states are not here either.

use chrono::Weekday::{Mon, Thu};

use super::DayOption;
use super::rule::{Rule, SATURDAY_OBSERVED, WEEKEND_DATES, after_nth, easter, fixed, last, nth};

/// The disputed days of the United States.
pub(super) const OPTIONS: &[DayOption] = &[
    DayOption {
        name: WEEKEND_DATES,
        doc: "the Saturday or Sunday of a holiday that is observed on another day",
        default: true,
    },
    DayOption {
        name: SATURDAY_OBSERVED,
        doc: "the Friday before a holiday on a Saturday, on which Federal Reserve Banks are open",
        default: true,
    },
    DayOption {
        name: "inauguration_day",
        doc: "Inauguration Day, a federal holiday in and around Washington, D.C. only",
        default: false,
    },
    DayOption {
        name: "good_friday",
        doc: "Good Friday, no federal holiday; the stock exchanges are closed",
        default: false,
    },
    DayOption {
        name: "day_after_thanksgiving",
        doc: "the Friday after Thanksgiving Day, no federal holiday",
        default: false,
    },
];

/// The federal holidays. All without a remark: 5 U.S.C. § 6103(a), unchanged since 1986.
pub(super) const RULES: &[Rule] = &[
    fixed("New Year’s Day", 1, 1).substituted("New Year’s Day (observed)", -1, 1),
    // Public Law 98-144 of 1983, first kept in 1986.
    nth("Birthday of Martin Luther King, Jr.", 3, Mon, 1),
    // § 6103(c): 20 January after a presidential election, or 21 January when that is a Sunday.
    fixed("Inauguration Day", 1, 20).every(4, 1).sunday_moves(1).under("inauguration_day"),
    // The Uniform Monday Holiday Act of 1968 put this and Memorial Day on Mondays from 1971.
    nth("Washington’s Birthday", 3, Mon, 2),
    // Custom; rule 7.2 of the New York Stock Exchange.
    easter("Good Friday", -2).under("good_friday"),
    last("Memorial Day", Mon, 5),
    // Public Law 117-17, signed on 17 June 2021 and kept at once.
    fixed("Juneteenth National Independence Day", 6, 19).since(2021).substituted(
        "Juneteenth National Independence Day (observed)",
        -1,
        1,
    ),
    fixed("Independence Day", 7, 4).substituted("Independence Day (observed)", -1, 1),
    nth("Labor Day", 1, Mon, 9),
    nth("Columbus Day", 2, Mon, 10),
    // Public Law 94-97 of 1975 gave it back its own date from 1978.
    fixed("Veterans Day", 11, 11).substituted("Veterans Day (observed)", -1, 1),
    nth("Thanksgiving Day", 4, Thu, 11),
    // Custom, and law in some states.
    after_nth("Day after Thanksgiving", 1, 4, Thu, 11).under("day_after_thanksgiving"),
    fixed("Christmas Day", 12, 25).substituted("Christmas Day (observed)", -1, 1),
];
