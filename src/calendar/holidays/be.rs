//! Belgium.
//!
//! Source: law of 4 January 1974 on public holidays (wet betreffende de feestdagen), whose ten days
//! are listed in article 1 of the royal decree of 18 April 1974. In force for the whole range.
//!
//! Not here, on purpose: the days of the communities and regions (11 July, 27 September,
//! 15 November, 8 May, 20 September) are no public holidays by that law; a contract that honours
//! one says so with a `yearly` line. The replacement day that article 6 of the law grants for a
//! holiday on a Sunday is agreed firm by firm, so no rule can give it: use `on`.

use super::DayOption;
use super::rule::{Rule, easter, fixed};

/// The disputed days of Belgium.
pub(super) const OPTIONS: &[DayOption] = &[
    DayOption { name: "easter_sunday", doc: "Easter Sunday", default: true },
    DayOption { name: "whit_sunday", doc: "Whit Sunday", default: true },
    DayOption { name: "good_friday", doc: "Good Friday, on which banks are closed", default: false },
    DayOption {
        name: "friday_after_ascension",
        doc: "the Friday after Ascension Day, on which banks are closed",
        default: false,
    },
    DayOption { name: "second_christmas_day", doc: "26 December, on which banks are closed", default: false },
];

/// The holidays of Belgium. All without a remark: royal decree of 18 April 1974, article 1.
pub(super) const RULES: &[Rule] = &[
    fixed("Nieuwjaar", 1, 1),
    // Bank closing day: calendar of the National Bank of Belgium.
    easter("Goede Vrijdag", -2).under("good_friday"),
    // Custom; a Sunday, which the decree need not name.
    easter("Pasen", 0).under("easter_sunday"),
    easter("Paasmaandag", 1),
    fixed("Dag van de Arbeid", 5, 1),
    easter("O.L.H. Hemelvaart", 39),
    // Bank closing day: calendar of the National Bank of Belgium.
    easter("Vrijdag na O.L.H. Hemelvaart", 40).under("friday_after_ascension"),
    // Custom; a Sunday.
    easter("Pinksteren", 49).under("whit_sunday"),
    easter("Pinkstermaandag", 50),
    // Also the law of 27 May 1890, which made 21 July the national day.
    fixed("Nationale feestdag", 7, 21),
    fixed("O.L.V. Hemelvaart", 8, 15),
    fixed("Allerheiligen", 11, 1),
    fixed("Wapenstilstand", 11, 11),
    fixed("Kerstmis", 12, 25),
    // Bank closing day: calendar of the National Bank of Belgium.
    fixed("Tweede Kerstdag", 12, 26).under("second_christmas_day"),
];
