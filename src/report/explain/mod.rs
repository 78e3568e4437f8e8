//! Verdicts taken apart, down to the rows, the clause and the source line.

mod compensation;
mod ladder;
mod measure;
mod norm;
mod ticket;
mod timeline;

pub use compensation::compensation;
pub(super) use compensation::steps;
pub use ladder::ladders;
pub use measure::measure;
pub(super) use measure::of_formula;
pub use norm::norm;
pub use ticket::timeline;
