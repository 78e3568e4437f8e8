//! Evidence: tables of tickets, waits, changes, outages and maintenance, typed after the contract.
//!
//! No column of a table is guessed; a row that does not fit is a coded diagnostic that points at the row.

mod files;
mod load;
pub mod project;
mod table;
mod value;

pub use files::Files;
pub use load::{BadRows, Loaded, Reject, load};
pub use project::Project;
pub use table::*;
