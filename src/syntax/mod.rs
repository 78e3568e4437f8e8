//! Text to [`ast`], and back by the formatter. Only this room knows pest.

pub mod ast;
pub mod format;
