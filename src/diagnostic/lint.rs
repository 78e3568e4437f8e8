//! What is allowed and probably not meant: every warning and note about a contract has a name, by which it is allowed
//! or denied.

use std::collections::BTreeMap;

use miette::Severity;

use super::{Diagnostics, Reported};

/// A lint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lint {
    /// `SLA0355`
    pub code: &'static str,
    /// `unused`: lower case, words joined by underscores.
    pub name: &'static str,
}

/// Every lint that warns, in the order of codes. Several codes may share a name.
pub const LINTS: &[Lint] = &[
    Lint { code: "SLA0325", name: "matrix_order" },
    Lint { code: "SLA0350", name: "bound_never_fails" },
    Lint { code: "SLA0351", name: "bound_implied" },
    Lint { code: "SLA0352", name: "doubled" },
    Lint { code: "SLA0355", name: "unused" },
    Lint { code: "SLA0382", name: "window_never_opens" },
    Lint { code: "SLA0705", name: "amounts_order" },
    Lint { code: "SLA0710", name: "cap_below_amounts" },
    Lint { code: "SLA0724", name: "not_agreed_yet" },
    Lint { code: "SLA0800", name: UNUSED_ALLOW },
    Lint { code: "SLA0810", name: "met_and_credited" },
    Lint { code: "SLA0811", name: "rule_never_decides" },
    Lint { code: "SLA0815", name: "bounds_contradict" },
    Lint { code: "SLA0816", name: "priority_slower" },
    Lint { code: "SLA0817", name: "response_after_resolution" },
    Lint { code: "SLA0818", name: "all_of_few" },
    Lint { code: "SLA0819", name: "priority_without_norm" },
    Lint { code: "SLA0820", name: "maintenance_breaks_target" },
    Lint { code: "SLA0821", name: "above_parts" },
    Lint { code: "SLA0840", name: "clocks_change" },
    Lint { code: "SLA0841", name: "clocks_change" },
    Lint { code: "SLA0842", name: "holidays_missing" },
    Lint { code: "SLA0843", name: "effective_dates" },
    Lint { code: "SLA0844", name: "effective_dates" },
];

/// Every lint that only notes, in the order of codes: `--deny warnings` leaves it a note.
pub const NOTES: &[Lint] = &[
    Lint { code: "SLA0812", name: "rules_not_proved" },
    Lint { code: "SLA0845", name: "hours_or_days" },
    Lint { code: "SLA0850", name: "words_that_decide" },
];

/// The lint about an `allow` that suppresses nothing.
pub(super) const UNUSED_ALLOW: &str = "unused_allow";

/// Warnings, then notes.
pub fn all() -> impl Iterator<Item = &'static Lint> {
    LINTS.iter().chain(NOTES)
}

/// The name of the lint with this code; `None` for an error, and for what is not about a contract.
pub fn name_of(code: &str) -> Option<&'static str> {
    all().find(|lint| lint.code == code).map(|lint| lint.name)
}

/// The lint called `name`, as the table writes it.
pub fn known(name: &str) -> Option<&'static str> {
    all().map(|lint| lint.name).find(|known| *known == name)
}

/// What to make of a lint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Say nothing.
    Allow,
    /// Warn.
    Warn,
    /// Take it for an error.
    Deny,
}

/// Levels other than a lint's own. What is said last of a name holds; what is said of all warnings comes after that, as
/// in rustc: it changes what would be a warning without it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    names: BTreeMap<&'static str, Level>,
    warnings: Option<Level>,
}

impl Levels {
    /// The lint `name` gets this level; `warnings` is all that would be a warning.
    pub fn set(&mut self, name: &'static str, level: Level) {
        if name == WARNINGS {
            self.warnings = Some(level);
        } else {
            self.names.insert(name, level);
        }
    }

    /// The level of what was reported; `None` for an error, and for a note about which nothing was said.
    fn of(&self, reported: &Reported) -> Option<Level> {
        let own = match reported.severity() {
            Severity::Error => return None,
            Severity::Warning => Some(Level::Warn),
            Severity::Advice => None,
        };
        let named = reported.lint().and_then(|name| self.names.get(name).copied());
        match named.or(own) {
            Some(Level::Warn) => Some(self.warnings.unwrap_or(Level::Warn)),
            other => other,
        }
    }
}

/// What stands for all warnings where the name of a lint may stand.
pub const WARNINGS: &str = "warnings";

impl Diagnostics {
    /// What is allowed is gone, and what is denied is an error.
    pub fn at_levels(mut self, levels: &Levels) -> Self {
        self.all.retain_mut(|reported| match levels.of(reported) {
            None => true,
            Some(Level::Allow) => false,
            Some(Level::Warn) => {
                reported.severity = Severity::Warning;
                true
            }
            Some(Level::Deny) => {
                reported.severity = Severity::Error;
                true
            }
        });
        self
    }
}

#[test]
fn names_are_words_and_codes_have_one() {
    let mut codes: Vec<&str> = all().map(|lint| lint.code).collect();
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count, "a code stands twice");
    for table in [LINTS, NOTES] {
        assert!(table.is_sorted_by_key(|lint| lint.code));
    }
    for Lint { name, .. } in all() {
        let word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!(name.split('_').all(word) && *name != WARNINGS, "{name}");
    }
}
