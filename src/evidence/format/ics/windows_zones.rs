/// What Windows, and so Outlook and Exchange, calls the zones that calendars name most (CLDR, `windowsZones.xml`).
const ZONES: [(&str, &str); 28] = [
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("Arabian Standard Time", "Asia/Dubai"),
    ("Central America Standard Time", "America/Guatemala"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Central Standard Time", "America/Chicago"),
    ("China Standard Time", "Asia/Shanghai"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
    ("Eastern Standard Time", "America/New_York"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("GMT Standard Time", "Europe/London"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("India Standard Time", "Asia/Kolkata"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Mountain Standard Time", "America/Denver"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Romance Standard Time", "Europe/Paris"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("Singapore Standard Time", "Asia/Singapore"),
    ("South Africa Standard Time", "Africa/Johannesburg"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("UTC", "+00:00"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("tzone://Microsoft/Utc", "+00:00"),
];

/// The name in the time zone database.
pub(super) fn iana(name: &str) -> Option<&'static str> {
    ZONES.iter().find(|(windows, _)| *windows == name).map(|(_, iana)| *iana)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::zone;

    #[test]
    fn all_are_known() {
        for (windows, iana) in ZONES {
            assert!(zone::parse(iana).is_ok(), "{windows}");
        }
    }
}
