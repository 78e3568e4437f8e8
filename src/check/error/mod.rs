//! What `check` can complain about, by topic.

mod availability;
mod clock;
mod compensation;
mod evidence;
mod formula;
mod header;
mod lint;
mod norm;
mod plan;
mod rules;
mod samples;
mod table;
mod test;
mod window;

pub use availability::AvailabilityError;
pub use clock::ClockError;
pub use compensation::CompensationError;
pub use evidence::EvidenceError;
pub use formula::FormulaError;
pub use header::HeaderError;
pub use lint::Lint;
pub use norm::NormError;
pub use plan::PlanError;
pub use rules::RulesError;
pub use samples::SampleError;
pub use table::TableError;
pub use test::TestError;
pub use window::WindowError;
