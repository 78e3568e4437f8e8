//! The engine against stupid oracles that share no code with it: generated worlds, counted tick by tick or completed in
//! every possible way.

mod availability;
mod completions;
mod finished;
mod settlement;
mod world;
