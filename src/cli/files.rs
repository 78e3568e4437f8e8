//! Evidence from the file system.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

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

    fn is_lasting(&self, name: &str) -> bool {
        name != "-" && self.path(name).is_file()
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn Read + Send>> {
        if name == "-" {
            return Ok(Box::new(self.progress.reading(io::stdin(), 0)));
        }
        let file = Unchanged::new(open(&self.path(name))?)?;
        let size = file.at_start.as_ref().map_or(0, |found| found.size);
        Ok(Box::new(self.progress.reading(file, size)))
    }
}

/// A file that must be at its end what it was at its start: an export that is still being written is no evidence.
struct Unchanged {
    file: File,
    /// `None` for what is no file on a disk: a pipe, a device.
    at_start: Option<Looks>,
    read: u64,
}

/// What tells whether a file was written to.
#[derive(Debug, PartialEq, Eq)]
struct Looks {
    size: u64,
    written: Option<SystemTime>,
}

impl Looks {
    fn of(file: &File) -> io::Result<Option<Self>> {
        let found = file.metadata()?;
        Ok(found.is_file().then(|| Self { size: found.len(), written: found.modified().ok() }))
    }
}

impl Unchanged {
    fn new(file: File) -> io::Result<Self> {
        let at_start = Looks::of(&file)?;
        Ok(Self { file, at_start, read: 0 })
    }
}

impl Read for Unchanged {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.read += read as u64;
        let is_over = read == 0 && !into.is_empty();
        if is_over && let Some(at_start) = &self.at_start {
            let is_whole = self.read == at_start.size || at_start.size == 0;
            if !is_whole || Looks::of(&self.file)?.as_ref() != Some(at_start) {
                let why = "it was written to while it was read; wait until the export is done";
                return Err(io::Error::other(why));
            }
        }
        Ok(read)
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line is the room that reads files")]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
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

    /// Cut off, added to or written over while it is read, it is refused; left alone it is read.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test writes the file that it reads")]
    fn a_file_that_changes_while_it_is_read_is_refused() {
        use std::io::{Seek, SeekFrom, Write};

        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        type Change = fn(&mut File) -> io::Result<()>;
        let changes: [(&str, Change); 4] = [
            ("nothing", |_| Ok(())),
            ("cut off", |file| file.set_len(100)),
            ("added to", |file| file.seek(SeekFrom::End(0)).and_then(|_| file.write_all(b"more"))),
            ("written over", |file| {
                file.write_all(b"other")?;
                file.set_modified(SystemTime::UNIX_EPOCH)
            }),
        ];
        for (what, change) in changes {
            std::fs::write(&path, [b'x'; 1000]).expect("a file");
            let progress = Progress::none();
            let mut file = Disk::new(folder.path(), &progress).open("a.csv").expect("it opens");
            let mut start = [0; 10];
            file.read_exact(&mut start).expect("it reads");
            let mut writer = File::options().write(true).open(&path).expect("it can be written");
            change(&mut writer).expect("it changes");
            let rest = file.read_to_end(&mut Vec::new());
            assert_eq!(rest.is_ok(), what == "nothing", "{what}: {rest:?}");
        }
    }
}
