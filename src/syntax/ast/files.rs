//! What one file says about others.

use crate::source::Span;

use super::{HeaderField, Name, Text};

/// `use "kalenders/nl.sla"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Path of the other file, from the folder of this one.
    pub path: Text,
}

/// `amends "../standaard/contract.sla" "Label" { customer "…" }`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amends {
    /// Path of the contract that is amended, from the folder of this one.
    pub path: Text,
    /// What the amended contract is called.
    pub label: Option<Text>,
    /// Lines of the header that take the place of those of the contract.
    pub fields: Vec<HeaderField>,
}

/// `replace` or `add` before an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Index of the item in the file.
    pub item: usize,
    /// Whether it takes the place of an item that is there; otherwise it is new.
    pub replaces: bool,
    /// The word.
    pub span: Span,
}

/// `remove norm rfc`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// The whole line.
    pub span: Span,
    /// The kind of item: `norm`, `clause`.
    pub kind: Text,
    /// Its name, number or names; of an item that stands once, none.
    pub names: Vec<Name>,
}

/// `allow unused "the desk opens in May"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// From its first to its last word.
    pub span: Span,
    /// The same, with its line when nothing else stands there.
    pub line: Span,
    /// The name of the lint.
    pub lint: Name,
    /// What it stands above.
    pub above: Above,
}

/// What an `allow` stands above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Above {
    /// An item: from the first `allow` above it to its end.
    Item(Span),
    /// `contract`
    Contract,
    /// `amends`
    Amends,
}
