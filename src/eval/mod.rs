//! Judging a contract over evidence.

pub mod verdict;
