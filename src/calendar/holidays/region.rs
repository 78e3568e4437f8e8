//! The regions whose holidays are known: their codes, names, options and rules.

use super::de::{self, GermanState};
use super::rule::Rule;
use super::{DayOption, be, gb, nl, us};

/// A country or region whose public holidays the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// The Netherlands.
    Nl,
    /// Belgium.
    Be,
    /// Germany: the days that are holidays in all its states.
    De,
    /// One state of Germany.
    DeState(GermanState),
    /// England and Wales, one area of law with the same bank holidays.
    GbEngland,
    /// Scotland.
    GbScotland,
    /// Northern Ireland.
    GbNorthernIreland,
    /// The federal holidays of the United States.
    UsFederal,
}

impl Region {
    /// From the codes as written in a contract: ISO 3166, capitals.
    ///
    /// England and Wales are `GB-EAW`, and also `GB-ENG` or `GB-WLS`. Plain `GB` is `None`: its
    /// parts differ, and the caller asks which.
    pub fn from_code(code: &str) -> Option<Region> {
        match code {
            "GB-ENG" | "GB-WLS" => Some(Region::GbEngland),
            _ => Region::all().find(|region| region.code() == code),
        }
    }

    /// The code under which the region is printed.
    pub fn code(self) -> &'static str {
        match self {
            Region::Nl => "NL",
            Region::Be => "BE",
            Region::De => "DE",
            Region::DeState(state) => state.code(),
            Region::GbEngland => "GB-EAW",
            Region::GbScotland => "GB-SCT",
            Region::GbNorthernIreland => "GB-NIR",
            Region::UsFederal => "US",
        }
    }

    /// The English name, for messages.
    pub fn name(self) -> &'static str {
        match self {
            Region::Nl => "the Netherlands",
            Region::Be => "Belgium",
            Region::De => "Germany",
            Region::DeState(state) => state.name(),
            Region::GbEngland => "England and Wales",
            Region::GbScotland => "Scotland",
            Region::GbNorthernIreland => "Northern Ireland",
            Region::UsFederal => "the United States (federal)",
        }
    }

    /// Every region, in the order of their codes within a country.
    pub fn all() -> impl Iterator<Item = Region> {
        [Region::Nl, Region::Be, Region::De]
            .into_iter()
            .chain(GermanState::ALL.into_iter().map(Region::DeState))
            .chain([Region::GbEngland, Region::GbScotland, Region::GbNorthernIreland])
            .chain([Region::UsFederal])
    }

    /// The disputed days that may be switched for this region.
    pub fn options(self) -> &'static [DayOption] {
        match self {
            Region::Nl => nl::OPTIONS,
            Region::Be => be::OPTIONS,
            Region::De => de::OPTIONS,
            Region::DeState(state) => state.options(),
            Region::GbEngland | Region::GbScotland | Region::GbNorthernIreland => gb::OPTIONS,
            Region::UsFederal => us::OPTIONS,
        }
    }

    /// The lines of law that hold here, the wider ones first.
    pub(super) fn rules(self) -> Vec<&'static [Rule]> {
        match self {
            Region::Nl => vec![nl::RULES],
            Region::Be => vec![be::RULES],
            Region::De => vec![de::NATIONWIDE, de::WEST],
            Region::DeState(state) => {
                let before_unity = if state.is_eastern() { de::EAST } else { de::WEST };
                vec![de::NATIONWIDE, before_unity, state.rules()]
            }
            Region::GbEngland => vec![gb::COMMON, gb::NOT_SCOTLAND],
            Region::GbScotland => vec![gb::COMMON, gb::SCOTLAND],
            Region::GbNorthernIreland => {
                vec![gb::COMMON, gb::NOT_SCOTLAND, gb::NORTHERN_IRELAND]
            }
            Region::UsFederal => vec![us::RULES],
        }
    }
}
