//! Exact values: fractions, elapsed time, instants, zones. No floating point anywhere below.

mod currency;
pub mod downtime;
mod duration;
mod instant;
mod ratio;
mod sum;
pub mod zone;

pub use currency::minor_digits;
pub use duration::Elapsed;
pub use instant::Instant;
pub use ratio::{Ratio, RatioError};
pub use sum::Sum;
pub use zone::{Zone, ZoneError};
