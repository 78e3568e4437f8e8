//! Where a result goes: to standard output, or whole to a file, whose name may tell the form.

use std::path::{Path, PathBuf};

use crate::report::Paint;

use super::exit::Stop;
use super::paths;
use super::session::Session;

/// Argument that names the output.
#[derive(Debug, clap::Args)]
pub(super) struct OutputArgs {
    /// Write to this file instead of standard output: whole, or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl OutputArgs {
    /// The file.
    pub(super) fn file(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// The form of the result by the ending of the file's name, in lower case; `None`: none that says anything.
    ///
    /// # Errors
    ///
    /// What `refused` makes of the path and of an ending that `known` does not know.
    pub(super) fn form<T, E>(
        &self,
        known: impl Fn(&str) -> Option<T>,
        refused: impl FnOnce(String, String) -> E,
    ) -> Result<Option<T>, E> {
        let Some((file, ending)) = self.file().and_then(|file| Some((file, file.extension()?))) else {
            return Ok(None);
        };
        let ending = ending.to_string_lossy().to_ascii_lowercase();
        known(&ending).map(Some).ok_or_else(|| refused(paths::shown(file), ending))
    }

    /// Colour for the result: none in a file.
    pub(super) fn paint(&self, session: &Session) -> Paint {
        if self.output.is_some() { Paint::PLAIN } else { session.paint() }
    }

    /// Writes the result.
    pub(super) fn write(&self, session: &mut Session, result: &str) -> Result<(), Stop> {
        match self.file() {
            None => session.result(result),
            Some(file) => {
                paths::replace(file, result.as_bytes())?;
                session.say(&format!("wrote {}", paths::shown(file)));
            }
        }
        Ok(())
    }
}
