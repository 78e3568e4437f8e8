//! What follows from verdicts: amounts, rights, colours (semantics 6.3, 6.4). A fold over all periods since the contract
//! began, not just those asked for; nothing here decides a verdict.

mod book;
mod claim;
mod condition;
mod example;
mod facts;
mod fee;
mod grounds;
mod history;
mod judged;
mod opening;
mod pay;
mod settle;
mod status;
mod testimony;
mod tiers;
mod verdict;

pub(super) use book::Book;
pub use example::{Hypothesis, example};
pub(super) use opening::norms;
pub use verdict::{
    Between, ClaimState, Colour, CompensationVerdict, Due, Ground, Holds, Measured, NoFee, Reason, RightVerdict, Shut,
};
