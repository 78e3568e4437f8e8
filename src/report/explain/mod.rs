//! Verdicts taken apart, down to the rows, the clause and the source line.

mod compensation;
mod ladder;
pub(super) mod margin;
pub(super) mod measure;
mod norm;
pub(super) mod numbers;
mod right;
mod ticket;
mod timeline;

pub use compensation::compensation;
pub(super) use compensation::steps;
pub use ladder::ladders;
pub(super) use ladder::rung_words;
pub use measure::measure;
pub(super) use measure::of_formula;
pub use norm::norm;
pub use right::right;
pub use ticket::timeline;
