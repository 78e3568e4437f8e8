use thiserror::Error;

/// Where a contract finds the files that it names.
pub trait Library {
    /// Name and text of the file `path`, as it is written in the file called `from`. What is used must lie in the
    /// project folder of the file called `contract`; `None`: a contract that is amended may lie elsewhere.
    ///
    /// # Errors
    ///
    /// Why there is no such file.
    fn find(&self, contract: Option<&str>, from: &str, path: &str) -> Result<(String, String), Unavailable>;

    /// Names of the contract files in the folder of `path`, which was not found: one of them may be meant. None by default.
    fn beside(&self, contract: Option<&str>, from: &str, path: &str) -> Vec<String> {
        let _ = (contract, from, path);
        Vec::new()
    }
}

/// Why a file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unavailable {
    /// The path is not one of a contract file.
    #[error("a path from the folder of this file to a file that ends in `.sla` is needed")]
    NotAPath,
    /// It lies outside the project folder.
    #[error("it lies outside the project folder `{0}`, and only what is in it may be used")]
    Outside(String),
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(String),
}

/// No files at all: a contract that is a text by itself.
#[derive(Debug, Clone, Copy)]
pub struct Nowhere;

impl Library for Nowhere {
    fn find(&self, _: Option<&str>, _: &str, _: &str) -> Result<(String, String), Unavailable> {
        Err(Unavailable::Unreadable("this text stands by itself, without files beside it".to_owned()))
    }
}
