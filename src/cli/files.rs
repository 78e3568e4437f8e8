//! Evidence from the file system.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::evidence::Files;

use super::paths::shown;
use super::progress::Progress;

/// The files below a folder; `-` is standard input.
pub(super) struct Disk<'a> {
    root: &'a Path,
    progress: &'a Progress,
}

impl<'a> Disk<'a> {
    pub(super) fn new(root: &'a Path, progress: &'a Progress) -> Self {
        Self { root, progress }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The name of an evidence file as seen from where the user stands.
    pub(super) fn seen_from_here(&self, name: &str) -> String {
        if name == "-" { "standard input".to_owned() } else { shown(&self.path(name)) }
    }
}

impl Files for Disk<'_> {
    fn list(&self, pattern: &str) -> io::Result<Vec<String>> {
        if pattern == "-" {
            return Ok(vec![pattern.to_owned()]);
        }
        if !pattern.contains(['*', '?', '[']) {
            let exists = self.path(pattern).try_exists()?;
            return Ok(if exists { vec![pattern.to_owned()] } else { Vec::new() });
        }
        let root = glob::Pattern::escape(&self.root.to_string_lossy());
        let whole = Path::new(&root).join(pattern);
        let invalid = |error: glob::PatternError| io::Error::new(io::ErrorKind::InvalidInput, error.msg);
        let mut names = Vec::new();
        for found in glob::glob(&whole.to_string_lossy()).map_err(invalid)? {
            let path = found.map_err(io::Error::from)?;
            if path.is_file() {
                names.push(shown(path.strip_prefix(self.root).unwrap_or(&path)));
            }
        }
        names.sort();
        Ok(names)
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + Send>> {
        if name == "-" {
            return Ok(Box::new(self.progress.reading(io::stdin(), 0)));
        }
        let file = open(&self.path(name))?;
        let size = file.metadata().map_or(0, |found| found.len());
        Ok(Box::new(self.progress.reading(file, size)))
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line is the room that reads files")]
fn open(path: &Path) -> io::Result<std::fs::File> {
    std::fs::File::open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_and_names_start_from_the_root() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("odd [name]");
        std::fs::create_dir_all(root.join("data")).expect("a folder");
        for name in ["data/b.csv", "data/a.csv", "data/c.txt"] {
            super::super::paths::write(&root.join(name), name.as_bytes()).expect("a file");
        }
        let progress = Progress::none();
        let disk = Disk::new(&root, &progress);
        let list = |pattern| disk.list(pattern).expect("a pattern");
        assert_eq!(list("data/*.csv"), ["data/a.csv", "data/b.csv"]);
        assert_eq!(list("./data/*.csv"), ["data/a.csv", "data/b.csv"]);
        assert_eq!(list("data/c.txt"), ["data/c.txt"]);
        assert_eq!(list("data/d.csv"), [""; 0]);
        assert_eq!(list("-"), ["-"]);
        assert!(disk.list("data/[").is_err());
        let mut text = String::new();
        disk.open("data/a.csv").and_then(|mut file| file.read_to_string(&mut text)).expect("it reads");
        assert_eq!(text, "data/a.csv");
    }
}
