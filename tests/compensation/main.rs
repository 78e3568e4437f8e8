//! Settlement: amounts by hand, against stupid oracles, and the same however many periods are asked for.

#![expect(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    clippy::type_complexity,
    clippy::unwrap_used,
    reason = "a test that is wrong should fail loudly"
)]

#[path = "../support/cases.rs"]
mod cases;
mod forms;
mod oracle;
mod project;
mod shown;
mod whole;
mod world;
