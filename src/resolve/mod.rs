//! Names to what they name; duplicates and unknown names.
//!
//! [`resolve`] gathers what a file declares into one [`Names`] table, and says what is wrong with the declarations
//! themselves: names declared twice or reserved, definitions that go in circles, a contract without a header. A name that
//! is *used* is looked up in that table by `check`, which alone knows what may stand there; what cannot be found is
//! kept in the table and reported once by [`Names::report`], however often it was used.
//!
//! Invariant: text that the parser could not read is never held against the rest. Names that occur in it count as
//! declared and as used, and an item that lost a clause is [`Part::damaged`]: nobody says that something is missing in it.

mod allow;
mod cycles;
mod error;
mod items;
mod local;
mod lost;
mod names;
mod walk;
mod words;

pub use cycles::Orders;
pub use error::ResolveError;
pub use items::{Items, Part};
pub use lost::LostWords;
pub use names::{Kind, Names, Symbol};
pub use walk::{holds_condition, names_in};

use crate::assemble::Assembled;
use crate::diagnostic::{Allow, Diagnostics};
use crate::source::{SourceId, Span};
use crate::syntax::ast::File;

/// A file taken apart by kind of item, with the table of what it declares.
#[derive(Debug)]
pub struct Resolved<'a> {
    /// The items, each kind in source order: an id is an index.
    pub items: Items<'a>,
    /// What names stand for.
    pub names: Names,
    /// In which order definitions can be worked out.
    pub orders: Orders,
    /// Lints that the contract allows.
    pub allows: Vec<Allow>,
}

/// Resolves the declarations of a contract.
pub fn resolve<'a>(contract: &'a Assembled, out: &mut Diagnostics) -> Resolved<'a> {
    let lost = LostWords::gather(&contract.unread, contract.incomplete);
    let (file, source) = (&contract.file, contract.root);
    edition(file, &lost, source, out);
    let mut items = Items::sort(file, &lost, source, out);
    items.libraries.clone_from(&contract.libraries);
    let names = Names::declare(&items, &contract.removed, lost, out);
    let orders = cycles::orders(&items, &names, out);
    Resolved { items, names, orders, allows: allow::allows(file, out) }
}

/// The first clause fixes the edition (semantics 1.1).
fn edition(file: &File, lost: &LostWords, source: SourceId, out: &mut Diagnostics) {
    match &file.edition {
        Some(edition) if edition.value == 1 => {}
        Some(edition) => {
            out.push(edition.span, ResolveError::UnknownEdition { edition: edition.value, span: edition.span });
        }
        None if lost.may_hold("edition") => {}
        None => {
            let span = Span::new(source, 0, 0);
            out.push(span, ResolveError::NoEdition { span });
        }
    }
}
