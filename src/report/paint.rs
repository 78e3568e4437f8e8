//! Colour, for terminals only.

use owo_colors::{OwoColorize, Style};

use crate::eval::verdict::{Outcome, Verdict};

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    /// With ANSI escapes.
    pub colour: bool,
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ink {
    /// Text.
    #[default]
    Plain,
    /// A heading.
    Strong,
    /// What stands in the background.
    Faint,
    /// Met, good.
    Good,
    /// Breached, missed.
    Bad,
    /// Undecided, pending.
    Unsure,
}

impl Paint {
    /// Without colour.
    pub const PLAIN: Self = Self { colour: false };

    /// `text` in the colour of `ink`.
    pub fn on(self, ink: Ink, text: &str) -> String {
        let style = match ink {
            Ink::Plain => return text.to_owned(),
            Ink::Strong => Style::new().bold(),
            Ink::Faint => Style::new().dimmed(),
            Ink::Good => Style::new().green(),
            Ink::Bad => Style::new().red().bold(),
            Ink::Unsure => Style::new().yellow(),
        };
        if self.colour && !text.is_empty() { text.style(style).to_string() } else { text.to_owned() }
    }
}

/// `✓ met`, `✗ breached`: sign and word, so that nothing hangs on colour.
pub(super) fn verdict(verdict: Option<Verdict>) -> (String, Ink) {
    let (sign, ink) = match verdict {
        Some(Verdict::Breached) => ("✗", Ink::Bad),
        Some(Verdict::Undecided) => ("?", Ink::Unsure),
        Some(Verdict::Met) => ("✓", Ink::Good),
        Some(Verdict::Empty) => ("–", Ink::Plain),
        Some(Verdict::Measured) => ("·", Ink::Plain),
        None => return ("no norm".to_owned(), Ink::Faint),
    };
    (format!("{sign} {}", verdict.map_or("", Verdict::word)), ink)
}

/// `✓ good`, `✗ missed`, `? pending`.
pub(super) fn outcome(outcome: Outcome) -> (String, Ink) {
    let (sign, ink) = match outcome {
        Outcome::Good => ("✓", Ink::Good),
        Outcome::Missed => ("✗", Ink::Bad),
        Outcome::Pending => ("?", Ink::Unsure),
    };
    (format!("{sign} {}", outcome.word()), ink)
}
