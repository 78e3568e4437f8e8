//! Diagnostics in words and shapes: for people, for screen readers and logs, for other programs.

mod cut;
mod excerpt;
mod human;
mod json;
mod plain;
mod sarif;
mod spot;
pub mod words;

use super::Diagnostics;
use crate::source::SourceMap;

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

/// `3 errors, 1 warning`; empty where there is neither.
pub fn summary(diagnostics: &Diagnostics) -> String {
    let errors = diagnostics.iter().filter(|reported| reported.is_error()).count();
    let others = diagnostics.len() - errors;
    let counted = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{count} {word}s")),
    };
    [counted(errors, "error"), counted(others, "warning")].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
