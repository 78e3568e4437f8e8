//! Germany and its sixteen states.
//!
//! Holidays are the states' own law (Feiertagsgesetze); only 3 October is federal. `NATIONWIDE`
//! holds what all states have in common. A one-off day that all of them enacted is there too.
//!
//! Not here, on purpose: the Augsburg Peace Festival (8 August; article 1 paragraph 2 BayFTG, one
//! town: use `yearly`), Sundays as such (holidays by law in Hesse, HFeiertagsG § 1), and the
//! memorial days and religious holidays on which work goes on.
//!
//! **1990.** West Germany kept 17 June for the last time, and 3 October for the first. In East
//! Germany Easter Monday was a holiday again that spring, and the ordinance of 16 May 1990 (GBl. I
//! no. 27 p. 248) brought back Ascension Day, Reformation Day and Repentance Day, the latter two in
//! mainly Protestant parts; the five eastern states, formed on 3 October 1990, are given all of
//! them. Berlin follows West Berlin.

use chrono::Weekday::Wed;

use super::DayOption;
use super::rule::{Rule, before, easter, fixed, once};

/// A state of Germany, under the letters of its ISO 3166-2 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GermanState {
    /// Brandenburg.
    Bb,
    /// Berlin.
    Be,
    /// Baden-Württemberg.
    Bw,
    /// Bavaria.
    By,
    /// Bremen.
    Hb,
    /// Hesse.
    He,
    /// Hamburg.
    Hh,
    /// Mecklenburg-Western Pomerania.
    Mv,
    /// Lower Saxony.
    Ni,
    /// North Rhine-Westphalia.
    Nw,
    /// Rhineland-Palatinate.
    Rp,
    /// Schleswig-Holstein.
    Sh,
    /// Saarland.
    Sl,
    /// Saxony.
    Sn,
    /// Saxony-Anhalt.
    St,
    /// Thuringia.
    Th,
}

const EASTER_SUNDAY: DayOption = DayOption { name: "easter_sunday", doc: "Easter Sunday", default: false };
const WHIT_SUNDAY: DayOption = DayOption { name: "whit_sunday", doc: "Whit Sunday", default: false };
const CORPUS_CHRISTI: DayOption = DayOption {
    name: "corpus_christi",
    doc: "Corpus Christi, a holiday in some mainly Catholic municipalities of the state",
    default: false,
};
const ASSUMPTION_DAY: DayOption = DayOption {
    name: "assumption_day",
    doc: "Assumption Day, a holiday in the municipalities of the state with a Catholic majority",
    default: false,
};

/// The disputed days of Germany as a whole and of most of its states.
pub(super) const OPTIONS: &[DayOption] = &[EASTER_SUNDAY, WHIT_SUNDAY];

/// What is a holiday in every state: its own law, unless remarked.
pub(super) const NATIONWIDE: &[Rule] = &[
    fixed("Neujahr", 1, 1),
    easter("Karfreitag", -2),
    // Custom; a Sunday. By law a holiday in Brandenburg alone: there the option is on.
    easter("Ostersonntag", 0).under("easter_sunday"),
    easter("Ostermontag", 1),
    fixed("Tag der Arbeit", 5, 1),
    easter("Christi Himmelfahrt", 39),
    // As Easter Sunday.
    easter("Pfingstsonntag", 49).under("whit_sunday"),
    easter("Pfingstmontag", 50),
    // Unification Treaty of 31 August 1990, article 2 paragraph 2.
    fixed("Tag der Deutschen Einheit", 10, 3).since(1990),
    // The 500th anniversary, by a law or ordinance of each state that did not have the day anyway.
    once("Reformationstag", 2017, 10, 31),
    // Given up from 1995 by all states but Saxony, to pay for the long-term care insurance
    // (SGB XI § 58). The Wednesday before 23 November.
    before("Buß- und Bettag", Wed, 11, 23).until(1994),
    fixed("Erster Weihnachtstag", 12, 25),
    fixed("Zweiter Weihnachtstag", 12, 26),
];

/// What the old states alone had, and the Federal Republic until unification.
pub(super) const WEST: &[Rule] = &[
    // Law of 4 August 1953 (BGBl. I p. 778); given up by the Unification Treaty.
    fixed("Tag der deutschen Einheit", 6, 17).until(1990),
];

/// What all five new states have: their own laws since 1991 to 1994, and before them the ordinance
/// of 16 May 1990, which stayed in force (Unification Treaty, annex II, chapter VIII, C III 3).
pub(super) const EAST: &[Rule] = &[REFORMATION_DAY];

const EPIPHANY: Rule = fixed("Heilige Drei Könige", 1, 6);
const WOMENS_DAY: Rule = fixed("Internationaler Frauentag", 3, 8);
const CORPUS_CHRISTI_DAY: Rule = easter("Fronleichnam", 60);
const ASSUMPTION: Rule = fixed("Mariä Himmelfahrt", 8, 15);
const REFORMATION_DAY: Rule = fixed("Reformationstag", 10, 31);
const ALL_SAINTS: Rule = fixed("Allerheiligen", 11, 1);

impl GermanState {
    /// Every state, by code.
    pub const ALL: [GermanState; 16] = [
        GermanState::Bb,
        GermanState::Be,
        GermanState::Bw,
        GermanState::By,
        GermanState::Hb,
        GermanState::He,
        GermanState::Hh,
        GermanState::Mv,
        GermanState::Ni,
        GermanState::Nw,
        GermanState::Rp,
        GermanState::Sh,
        GermanState::Sl,
        GermanState::Sn,
        GermanState::St,
        GermanState::Th,
    ];

    /// The ISO 3166-2 code.
    pub fn code(self) -> &'static str {
        match self {
            GermanState::Bb => "DE-BB",
            GermanState::Be => "DE-BE",
            GermanState::Bw => "DE-BW",
            GermanState::By => "DE-BY",
            GermanState::Hb => "DE-HB",
            GermanState::He => "DE-HE",
            GermanState::Hh => "DE-HH",
            GermanState::Mv => "DE-MV",
            GermanState::Ni => "DE-NI",
            GermanState::Nw => "DE-NW",
            GermanState::Rp => "DE-RP",
            GermanState::Sh => "DE-SH",
            GermanState::Sl => "DE-SL",
            GermanState::Sn => "DE-SN",
            GermanState::St => "DE-ST",
            GermanState::Th => "DE-TH",
        }
    }

    /// The English name.
    pub fn name(self) -> &'static str {
        match self {
            GermanState::Bb => "Brandenburg",
            GermanState::Be => "Berlin",
            GermanState::Bw => "Baden-Württemberg",
            GermanState::By => "Bavaria",
            GermanState::Hb => "Bremen",
            GermanState::He => "Hesse",
            GermanState::Hh => "Hamburg",
            GermanState::Mv => "Mecklenburg-Western Pomerania",
            GermanState::Ni => "Lower Saxony",
            GermanState::Nw => "North Rhine-Westphalia",
            GermanState::Rp => "Rhineland-Palatinate",
            GermanState::Sh => "Schleswig-Holstein",
            GermanState::Sl => "Saarland",
            GermanState::Sn => "Saxony",
            GermanState::St => "Saxony-Anhalt",
            GermanState::Th => "Thuringia",
        }
    }

    /// Whether it lay in East Germany until 3 October 1990. Berlin, half of which did, does not.
    pub(super) fn is_eastern(self) -> bool {
        use GermanState::{Bb, Mv, Sn, St, Th};
        matches!(self, Bb | Mv | Sn | St | Th)
    }

    /// The disputed days of the state.
    pub(super) fn options(self) -> &'static [DayOption] {
        use GermanState::{Bb, Be, Bw, By, Hb, He, Hh, Mv, Ni, Nw, Rp, Sh, Sl, Sn, St, Th};
        match self {
            // FTG Brandenburg § 2: both Sundays are holidays by name.
            Bb => const { &[DayOption { default: true, ..EASTER_SUNDAY }, DayOption { default: true, ..WHIT_SUNDAY }] },
            // BayFTG article 1 paragraph 1 no. 2.
            By => &[EASTER_SUNDAY, WHIT_SUNDAY, ASSUMPTION_DAY],
            // SächsSFG § 1 and ordinance: Sorbian municipalities around Bautzen. ThürFtG § 2
            // paragraph 2: the Eichsfeld and parts of two districts.
            Sn | Th => &[EASTER_SUNDAY, WHIT_SUNDAY, CORPUS_CHRISTI],
            Be | Bw | Hb | He | Hh | Mv | Ni | Nw | Rp | Sh | Sl | St => OPTIONS,
        }
    }

    /// What the state's own law adds to the days of all states.
    pub(super) fn rules(self) -> &'static [Rule] {
        use GermanState::{Bb, Be, Bw, By, Hb, He, Hh, Mv, Ni, Nw, Rp, Sh, Sl, Sn, St, Th};
        match self {
            // FTG Brandenburg § 2: Reformation Day as all new states.
            Bb => &[],
            // FeiertG Berlin § 1: Women's Day by the law of 30 January 2019 (GVBl. p. 22); single
            // days 75 and 80 years after the war, and 75 after the uprising in East Germany.
            Be => {
                const {
                    &[
                        WOMENS_DAY.since(2019),
                        once("Tag der Befreiung", 2020, 5, 8),
                        once("Tag der Befreiung", 2025, 5, 8),
                        once("Jahrestag des Aufstandes vom 17. Juni 1953", 2028, 6, 17),
                    ]
                }
            }
            // FTG Baden-Württemberg § 1.
            Bw => &[EPIPHANY, CORPUS_CHRISTI_DAY, ALL_SAINTS],
            // BayFTG article 1.
            By => const { &[EPIPHANY, CORPUS_CHRISTI_DAY, ASSUMPTION.under("assumption_day"), ALL_SAINTS] },
            // By laws of 2018: Bremen § 2, Hamburg § 1, NFeiertagsG § 2, SFTG § 2.
            Hb | Hh | Ni | Sh => const { &[REFORMATION_DAY.since(2018)] },
            // HFeiertagsG § 1.
            He => &[CORPUS_CHRISTI_DAY],
            // FTG M-V § 2: Women's Day from 2023.
            Mv => const { &[WOMENS_DAY.since(2023)] },
            // Feiertagsgesetz NW § 2, LFtG Rheinland-Pfalz § 2.
            Nw | Rp => &[CORPUS_CHRISTI_DAY, ALL_SAINTS],
            // SFG Saarland § 2: Assumption Day in the whole state.
            Sl => &[CORPUS_CHRISTI_DAY, ASSUMPTION, ALL_SAINTS],
            // SächsSFG § 1: Repentance Day was kept here.
            Sn => {
                const { &[CORPUS_CHRISTI_DAY.under("corpus_christi"), before("Buß- und Bettag", Wed, 11, 23).since(1995)] }
            }
            // FeiertG LSA § 2, of 22 May 1992: Epiphany first in 1993.
            St => const { &[EPIPHANY.since(1993)] },
            // ThürFtG § 2: Children's Day from 2019.
            Th => const { &[CORPUS_CHRISTI_DAY.under("corpus_christi"), fixed("Weltkindertag", 9, 20).since(2019)] },
        }
    }
}
