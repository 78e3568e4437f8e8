//! What follows from verdicts: amounts, rights, colours (semantics 6.3, 6.4). A fold over all periods since the contract
//! began, not just those asked for; nothing here decides a verdict.

mod verdict;

pub use verdict::{
    ClaimState, Colour, CompensationVerdict, Due, Holds, Measured, NoFee, Reason, RightVerdict, Shut, Sum,
};
