//! Exact values: fractions, elapsed time, instants. No floating point anywhere below.

mod duration;
mod instant;
mod ratio;

pub use duration::Elapsed;
pub use instant::Instant;
pub use ratio::{Ratio, RatioError};
