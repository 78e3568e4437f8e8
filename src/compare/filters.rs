//! Which rows count: conditions that are there in one contract and not in the other.

use super::Comparing;
use super::part::{Table, conditions, operands};
use super::words::Words;
use crate::model::Predicate;

/// Conditions that only one of two contracts asks.
pub(super) struct Asked {
    /// Those of the old one, in words; `None`: all of its conditions are there still.
    pub old: Option<String>,
    /// Those of the new one.
    pub new: Option<String>,
}

impl Asked {
    /// Whether the same rows count.
    pub(super) fn is_same(&self) -> bool {
        self.old.is_none() && self.new.is_none()
    }

    /// Every row that counted counts still, and more.
    pub(super) fn is_wider(&self) -> bool {
        self.old.is_some() && self.new.is_none()
    }

    /// No row counts that did not, and fewer do.
    pub(super) fn is_narrower(&self) -> bool {
        self.old.is_none() && self.new.is_some()
    }
}

impl Comparing<'_> {
    /// Holds conditions on the rows of a table of the old contract against those on the same table of the new one.
    pub(super) fn filters(&self, old: (&Predicate, Table), new: (&Predicate, Table)) -> Asked {
        let (was, now) = (conditions(old.0, self.was.at(old.1)), conditions(new.0, self.now.at(new.1)));
        let only = |all: &Predicate, words: Words<'_>, table: Table, view: super::View<'_>, others: &[Predicate]| {
            let own = operands(all, true).into_iter().filter(|part| {
                let parts = conditions(part, view.at(table));
                !parts.is_empty() && !parts.iter().all(|part| others.contains(part))
            });
            let texts: Vec<String> = own.map(|part| words.predicate(part, table)).collect();
            (!texts.is_empty()).then(|| texts.join(" and "))
        };
        Asked {
            old: only(old.0, self.old_words(), old.1, self.was, &now),
            new: only(new.0, self.new_words(), new.1, self.now, &was),
        }
    }
}
