//! Evidence: tables of tickets, waits, changes, outages, maintenance, events, amounts, judgements and samples, typed after
//! the contract.
//!
//! No column of a table is guessed; a row that does not fit is a coded diagnostic that points at the row.

mod ahead;
mod amounts;
mod belongings;
mod changes;
mod choice;
mod columns;
mod components;
mod encoding;
mod error;
mod events;
mod fields;
mod file;
mod files;
mod format;
mod found;
mod guess;
mod hash;
mod index;
mod input;
mod intervals;
mod load;
mod named;
mod needs;
mod of_ticket;
mod order;
mod place;
mod plan;
pub mod project;
mod reader;
mod samples;
mod schema;
mod scope;
mod states;
mod status_log;
mod statuses;
mod streaming;
mod style;
mod table;
mod tables;
mod tickets;
mod updates;
mod value;
mod waits;

pub use encoding::Encoding;
pub use files::Files;
pub use guess::{Export, NoTable, guess};
pub use load::{BadRows, Loaded, Reject, load};
pub use project::{Look, Project, Rgb};
pub use schema::{ColumnShape, Holds, TableShape, Wanted, schema};
pub use streaming::{Opened, TicketsRead, Visitor, Whole, open};
pub use table::*;
