//! Verdicts in words and as data: text for a terminal, JSON for programs, and everything taken apart.

mod amended;
pub mod compensation;
pub mod coverage;
mod dates;
pub mod doc;
pub mod due;
mod exact;
pub mod explain;
mod findings;
mod grid;
pub mod json;
pub mod locale;
mod notes;
mod order;
pub mod page;
mod paint;
mod rounding;
pub mod schema;
pub mod service;
pub mod text;
pub mod tickets;
pub mod trial;
pub mod words;

pub use amended::amended;
pub use exact::exactly;
pub use findings::{ContractFile, Findings};
pub use paint::{Ink, Paint};

#[cfg(test)]
mod tests;
