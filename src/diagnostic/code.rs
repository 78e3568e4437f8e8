//! Every code once, with its page in `docs/errors/`. `sla explain SLA0203` prints the page.

/// A code and its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// `SLA0203`
    pub code: &'static str,
    /// The Markdown page.
    pub text: &'static str,
}

macro_rules! pages {
    ($($code:literal)*) => {
        &[$(Page { code: $code, text: include_str!(concat!("../../docs/errors/", $code, ".md")) }),*]
    };
}

/// SLA01xx: text that is not the language. Raised by `syntax`.
const SYNTAX: &[Page] = pages! {};

/// SLA02xx: names. Raised by `resolve`.
const NAMES: &[Page] = pages! {};

/// SLA0300 to SLA0379: units, tables, bounds, windows. Raised by `check`.
const CHECKS: &[Page] = pages! {};

/// SLA0380 to SLA0399: promises about windows, and public holidays. Raised by `calendar`.
const CALENDARS: &[Page] = pages! {
    "SLA0380"
    "SLA0381"
    "SLA0382"
    "SLA0383"
    "SLA0384"
};

/// SLA0401 and on: the project file. Raised by `evidence`.
const PROJECT: &[Page] = pages! {};

/// SLA0450 and on: how the program is called. Raised by `cli`.
const USAGE: &[Page] = pages! {
    "SLA0450" "SLA0451" "SLA0452" "SLA0453" "SLA0454" "SLA0455" "SLA0456" "SLA0457" "SLA0458" "SLA0459" "SLA0460"
    "SLA0461" "SLA0462" "SLA0463" "SLA0464"
};

/// SLA05xx: rows of evidence. Raised by `evidence`.
const EVIDENCE: &[Page] = pages! {};

/// SLA06xx: evaluation and tests. Raised by `eval` and `cli`.
const EVALUATION: &[Page] = pages! { "SLA0601" "SLA0602" "SLA0603" "SLA0611" "SLA0612" "SLA0613" };

/// All pages, by code.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    [SYNTAX, NAMES, CHECKS, CALENDARS, PROJECT, USAGE, EVIDENCE, EVALUATION].into_iter().flatten()
}

/// The page of a code, in any case: `sla0203`.
pub fn page(code: &str) -> Option<&'static Page> {
    pages().find(|page| page.code.eq_ignore_ascii_case(code))
}
