//! The project that `sla new` writes: files with a few places to fill in.

/// Languages that it is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Language {
    /// Dutch
    Nl,
    /// English
    En,
}

/// The files of a language: path and text.
macro_rules! files {
    ($language:literal) => {
        [
            ("contract.sla", include_str!(concat!($language, "/contract.sla"))),
            ("sla.toml", include_str!(concat!($language, "/sla.toml"))),
            ("README.md", include_str!(concat!($language, "/README.md"))),
            ("data/tickets.csv", include_str!(concat!($language, "/tickets.csv"))),
            ("data/waits.csv", include_str!(concat!($language, "/waits.csv"))),
            ("data/outages.csv", include_str!(concat!($language, "/outages.csv"))),
            ("data/amounts.csv", include_str!(concat!($language, "/amounts.csv"))),
        ]
    };
}

const ENGLISH: [(&str, &str); 7] = files!("en");
const DUTCH: [(&str, &str); 7] = files!("nl");

/// Where the public holidays and the currency follow from the time zone: `(zone, region, currency)`.
const COUNTRIES: [(&str, &str, &str); 8] = [
    ("Europe/Amsterdam", "NL", "EUR"),
    ("Europe/Brussels", "BE", "EUR"),
    ("Europe/Berlin", "DE", "EUR"),
    ("Europe/London", "GB-EAW", "GBP"),
    ("America/New_York", "US", "USD"),
    ("America/Chicago", "US", "USD"),
    ("America/Denver", "US", "USD"),
    ("America/Los_Angeles", "US", "USD"),
];

/// The project: path from its folder, and text. `title` is that of the contract, `zone` is a time zone of the language.
pub(super) fn project(language: Language, title: &str, zone: &str) -> Vec<(&'static str, String)> {
    let country = COUNTRIES.iter().find(|(name, ..)| *name == zone);
    let holidays = match (country, language) {
        (Some((_, region, _)), Language::Nl | Language::En) => format!("public {region}"),
        (None, Language::Nl) => "yearly 01-01 \"Nieuwjaarsdag\"\n  yearly 12-25 \"Eerste kerstdag\"".to_owned(),
        (None, Language::En) => "yearly 01-01 \"New Year's Day\"\n  yearly 12-25 \"Christmas Day\"".to_owned(),
    };
    let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
    let filled = |path: &str, text: &str| {
        text.replace("{{title}}", if path.ends_with(".sla") { &quoted } else { title })
            .replace("{{timezone}}", zone)
            .replace("{{holidays}}", &holidays)
            .replace("{{currency}}", country.map_or("EUR", |(.., currency)| currency))
    };
    let files = match language {
        Language::Nl => DUTCH,
        Language::En => ENGLISH,
    };
    files.into_iter().map(|(path, text)| (path, filled(path, text))).collect()
}

/// What to do next, in the language of the project.
pub(super) fn next_steps(language: Language, folder: &str) -> String {
    match language {
        Language::Nl => format!(
            "`{folder}` is gemaakt: een overeenkomst, gegevens van januari 2026, en in README.md hoe het verder gaat

  cd {folder}
  sla check   klopt de overeenkomst?
  sla test    komen haar uitgewerkte voorbeelden uit?
  sla eval    is zij nagekomen?
  sla doc     de overeenkomst om te lezen en te tekenen"
        ),
        Language::En => format!(
            "created `{folder}`: a contract, evidence of January 2026, and in README.md how to go on

  cd {folder}
  sla check   is the contract right?
  sla test    do its worked examples come out?
  sla eval    was it kept?
  sla doc     the contract to read and sign"
        ),
    }
}
