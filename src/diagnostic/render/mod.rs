//! Diagnostics in words and shapes: for people, for screen readers and logs, for other programs.

mod cut;
mod excerpt;
mod human;
mod json;
mod page;
mod plain;
mod sarif;
mod spot;
pub mod words;

use miette::Severity;

use super::Diagnostics;
use crate::source::SourceMap;

pub use page::page;
use spot::Spotted;

/// How diagnostics are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With the source drawn around each label.
    Human {
        /// With ANSI colours.
        colour: bool,
        /// Columns that text is wrapped to.
        width: usize,
    },
    /// `file:line:column: error[SLA0203]: message`, without boxes or colour.
    Plain,
    /// One JSON array.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// All of `diagnostics` in the order they come, as text that ends in a newline (empty where there is nothing to say:
/// `Json` and `Sarif` always give a whole document).
pub fn render(diagnostics: &Diagnostics, sources: &SourceMap, format: Format) -> String {
    let spotted = || diagnostics.iter().map(|reported| Spotted::new(reported, sources)).collect::<Vec<_>>();
    match format {
        Format::Human { colour, width } => human::render(diagnostics, sources, colour, width),
        Format::Plain => spotted().iter().map(plain::line).collect(),
        Format::Github => spotted().iter().map(plain::github).collect(),
        Format::Json => json::render(&spotted()),
        Format::Sarif => sarif::render(&spotted()),
    }
}

/// `3 errors, 1 warning, 1 note`; empty where there is nothing.
pub fn summary(diagnostics: &Diagnostics) -> String {
    let counted = |severity: Severity| {
        let word = spot::severity_word(severity);
        match diagnostics.iter().filter(|reported| reported.severity() == severity).count() {
            0 => None,
            1 => Some(format!("1 {word}")),
            count => Some(format!("{count} {word}s")),
        }
    };
    let kinds = [Severity::Error, Severity::Warning, Severity::Advice];
    kinds.into_iter().filter_map(counted).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
