use std::io::{self, Read};

/// Where evidence files come from. The command line implements it with the file system, tests in memory; nothing
/// below it knows paths.
pub trait Files {
    /// The files that match `pattern` (a path or a glob, `/`-separated, relative to the project), sorted. Each is a name
    /// that [`Files::open`] takes and that diagnostics and reports print. Empty when nothing matches.
    ///
    /// # Errors
    ///
    /// When the pattern is not one, or a folder cannot be read.
    fn list(&self, pattern: &str) -> io::Result<Vec<String>>;

    /// Whether a file holds the same bytes when it is opened again: not standard input, a pipe or a device.
    fn is_lasting(&self, name: &str) -> bool {
        name != "-"
    }

    /// The bytes of a file as they are stored; `-` is standard input.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened.
    fn open(&self, name: &str) -> io::Result<Box<dyn Read + Send>>;
}
