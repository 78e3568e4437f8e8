//! The bytes of a file: hashed as they are stored, unpacked, and handed out in blocks.

mod zstd;

use std::fmt::Write as _;
use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use zstd::Frames;

/// How much is read at a time: small enough for the cache of a core, large enough to be worth a thread's while.
pub(super) const BLOCK: usize = 1 << 20;

/// A file being read.
pub(super) enum Input {
    /// As it is stored.
    Stored(Hashing),
    /// Packed with gzip.
    Gzip(Box<MultiGzDecoder<Hashing>>),
    /// Packed with Zstandard.
    Zstd(Box<Frames<Hashing>>),
}

/// How a file is packed, and its name without the ending that says so. Capitals do not matter.
pub(super) fn unpacked_name(name: &str) -> (Option<Packing>, &str) {
    let endings = [(".gz", Packing::Gzip), (".zst", Packing::Zstd)];
    let stem = |ending: &str| {
        let (stem, found) = name.split_at_checked(name.len().checked_sub(ending.len())?)?;
        found.eq_ignore_ascii_case(ending).then_some(stem)
    };
    let found = endings.into_iter().find_map(|(ending, packing)| Some((Some(packing), stem(ending)?)));
    found.unwrap_or((None, name))
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// `.gz`
    Gzip,
    /// `.zst`
    Zstd,
}

/// Passes bytes on and hashes them.
pub(super) struct Hashing {
    from: Box<dyn Read + Send>,
    sha256: Sha256,
}

impl Read for Hashing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.sha256.update(into.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl Input {
    /// Reads `bytes`, unpacked when `name` ends in `.gz` or `.zst`.
    pub(super) fn new(name: &str, bytes: Box<dyn Read + Send>) -> Self {
        let hashing = Hashing { from: bytes, sha256: Sha256::new() };
        match unpacked_name(name).0 {
            None => Self::Stored(hashing),
            Some(Packing::Gzip) => Self::Gzip(Box::new(MultiGzDecoder::new(hashing))),
            Some(Packing::Zstd) => Self::Zstd(Box::new(Frames::new(hashing))),
        }
    }

    /// Appends up to [`BLOCK`] bytes to `block`; `false` when the file is over then.
    pub(super) fn read_block(&mut self, block: &mut Vec<u8>) -> io::Result<bool> {
        let reader: &mut dyn Read = match self {
            Self::Stored(reader) => reader,
            Self::Gzip(reader) => reader,
            Self::Zstd(reader) => reader,
        };
        block.reserve(BLOCK + 32);
        let read = reader.take(BLOCK as u64).read_to_end(block)?;
        Ok(read == BLOCK)
    }

    /// The SHA-256 of all bytes as stored. Those not read yet are read.
    pub(super) fn sha256(self) -> io::Result<String> {
        let mut hashing = match self {
            Self::Stored(hashing) => hashing,
            Self::Gzip(decoder) => decoder.into_inner(),
            Self::Zstd(decoder) => decoder.into_inner(),
        };
        io::copy(&mut hashing, &mut io::sink())?;
        let mut hex = String::with_capacity(64);
        for byte in hashing.sha256.finalize() {
            write!(hex, "{byte:02x}").expect("a string takes all that is written to it");
        }
        Ok(hex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// `abc` as `zstd` packs it: whole, and in two frames with a skippable one between them.
    const ZSTD: &[u8] = include_bytes!("../../tests/fixtures/packed/abc.zst");
    const ZSTD_FRAMES: &[u8] = include_bytes!("../../tests/fixtures/packed/abc-frames.zst");
    /// A header and 140 rows, compressed.
    const ZSTD_ROWS: &[u8] = include_bytes!("../../tests/fixtures/packed/tickets.csv.zst");

    /// What comes out of a file, and its hash.
    fn read(name: &str, stored: &[u8]) -> io::Result<(Vec<u8>, String)> {
        let mut input = Input::new(name, Box::new(io::Cursor::new(stored.to_vec())));
        let mut block = Vec::new();
        while input.read_block(&mut block)? {}
        Ok((block, input.sha256()?))
    }

    #[test]
    fn the_hash_is_of_the_stored_bytes() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"abc").unwrap();
        let gzip = packer.finish().unwrap();
        let cases = [
            ("a.csv", b"abc".as_slice()),
            ("a.csv.gz", &gzip),
            ("A.CSV.GZ", &gzip),
            ("a.csv.zst", ZSTD),
            ("a.csv.zst", ZSTD_FRAMES),
        ];
        for (name, stored) in cases {
            let want = Sha256::digest(stored).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
            assert_eq!(read(name, stored).unwrap(), (b"abc".to_vec(), want), "{name}");
        }
    }

    #[test]
    fn what_is_not_whole_is_refused() {
        let refused = |stored: &[u8]| read("a.zst", stored).map(|(text, _)| text).map_err(|error| error.to_string());
        for end in 0..ZSTD.len() {
            assert_eq!(refused(&ZSTD[..end]), Err("incomplete zstd stream".into()), "{end}");
        }
        // A file that ends between two frames is whole: nothing in it says that there was more.
        for end in 1..ZSTD_FRAMES.len() {
            let is_between = [14, 24].contains(&end);
            let want = if is_between { Ok(b"a".to_vec()) } else { Err("incomplete zstd stream".to_owned()) };
            assert_eq!(refused(&ZSTD_FRAMES[..end]), want, "{end}");
        }
        for end in 1..ZSTD_ROWS.len() {
            assert_eq!(refused(&ZSTD_ROWS[..end]), Err("incomplete zstd stream".into()), "{end}");
        }
        // Whatever is changed in a file with a checksum, no other text comes out.
        let rows = refused(ZSTD_ROWS).unwrap();
        assert_eq!(rows.len(), 7_168);
        for (at, bit) in (0..ZSTD_ROWS.len()).flat_map(|at| [(at, 1), (at, 0x40)]) {
            let mut damaged = ZSTD_ROWS.to_vec();
            damaged[at] ^= bit;
            assert!(refused(&damaged).map_or(true, |read| read == rows), "{at}");
        }
        let mut flipped = ZSTD.to_vec();
        *flipped.last_mut().unwrap() ^= 1;
        assert_eq!(refused(&flipped), Err("damaged zstd stream".into()));
        assert_eq!(refused(&[ZSTD, b"and more that is none"].concat()), Err("damaged zstd stream".into()));
    }
}
