//! Verdicts in words and as data: text for a terminal, JSON for programs, and everything taken apart.

mod exact;
pub mod locale;
mod rounding;

pub use exact::exactly;
