//! The engine against stupid oracles that share no code with it: generated worlds, counted tick by tick or completed in
//! every possible way.

#![expect(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    clippy::unwrap_used,
    reason = "an oracle that is wrong should fail loudly"
)]

mod availability;
#[path = "../support/cases.rs"]
mod cases;
mod completions;
mod finished;
mod margins;
mod settlement;
mod slices;
mod world;
