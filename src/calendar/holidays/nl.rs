//! The Netherlands.
//!
//! Source: Algemene termijnenwet (Atw, in force 1 April 1965), article 3. Its first paragraph
//! lists New Year's Day, Easter Monday, Ascension Day, Whit Monday, both Christmas days, the day on
//! which the King's birthday is celebrated, and 5 May; its second puts Good Friday on a par with
//! them for time limits only. Easter Sunday and Whit Sunday are not in it because they are Sundays.
//! No Dutch law gives anyone the day off: that is for collective agreements and contracts, hence
//! the options.

use super::DayOption;
use super::rule::{Rule, easter, fixed};

/// The disputed days of the Netherlands.
pub(super) const OPTIONS: &[DayOption] = &[
    DayOption {
        name: "good_friday",
        doc: "Good Friday, a holiday for time limits (Atw art. 3 lid 2) but seldom a day off",
        default: false,
    },
    DayOption {
        name: "liberation_day",
        doc: "Liberation Day, 5 May, in the lustrum years 1990, 1995, 2000, …",
        default: true,
    },
    DayOption { name: "liberation_day_every_year", doc: "Liberation Day, 5 May, in every year", default: false },
    DayOption { name: "easter_sunday", doc: "Easter Sunday", default: true },
    DayOption { name: "whit_sunday", doc: "Whit Sunday", default: true },
];

/// The holidays of the Netherlands.
pub(super) const RULES: &[Rule] = &[
    // Atw art. 3 lid 1.
    fixed("Nieuwjaarsdag", 1, 1),
    // Atw art. 3 lid 2: "gelijkgesteld" with the general holidays.
    easter("Goede Vrijdag", -2).under("good_friday"),
    // Custom; a Sunday, so Atw art. 1 and 3 need not name it.
    easter("Eerste Paasdag", 0).under("easter_sunday"),
    // Atw art. 3 lid 1.
    easter("Tweede Paasdag", 1),
    // Atw art. 3 lid 1. Queen Beatrix kept 30 April, her mother's birthday; since 1980 a Sunday
    // gives way to the Saturday before (until then to the Monday after).
    fixed("Koninginnedag", 4, 30).until(2013).sunday_moves(-1),
    // Atw art. 3 lid 1. Birthday of King Willem-Alexander, who succeeded on 30 April 2013; first
    // kept in 2014, and at once on the 26th, the 27th being a Sunday.
    fixed("Koningsdag", 4, 27).since(2014).sunday_moves(-1),
    // Atw art. 3 lid 1 has 5 May every year; collective agreements commonly give
    // the day off once in five years, counted from the liberation in 1945.
    fixed("Bevrijdingsdag", 5, 5).every(5, 0).under("liberation_day"),
    fixed("Bevrijdingsdag", 5, 5).under("liberation_day_every_year"),
    // Atw art. 3 lid 1.
    easter("Hemelvaartsdag", 39),
    // Custom; a Sunday.
    easter("Eerste Pinksterdag", 49).under("whit_sunday"),
    // Atw art. 3 lid 1.
    easter("Tweede Pinksterdag", 50),
    // Atw art. 3 lid 1: "de beide Kerstdagen".
    fixed("Eerste Kerstdag", 12, 25),
    fixed("Tweede Kerstdag", 12, 26),
];
