//! The bytes of a file: hashed as they are stored, unpacked, and handed out in blocks.

use std::fmt::Write as _;
use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

/// How much is read at a time: small enough for the cache of a core, large enough to be worth a thread's while.
pub(super) const BLOCK: usize = 1 << 20;

/// A file being read.
pub(super) enum Input {
    /// As it is stored.
    Stored(Hashing),
    /// Packed with gzip.
    Packed(Box<MultiGzDecoder<Hashing>>),
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
    /// Reads `bytes`, unpacked when `name` ends in `.gz`.
    pub(super) fn new(name: &str, bytes: Box<dyn Read + Send>) -> Self {
        let hashing = Hashing { from: bytes, sha256: Sha256::new() };
        if name.ends_with(".gz") { Self::Packed(Box::new(MultiGzDecoder::new(hashing))) } else { Self::Stored(hashing) }
    }

    /// Appends up to [`BLOCK`] bytes to `block`; `false` when the file is over then.
    pub(super) fn read_block(&mut self, block: &mut Vec<u8>) -> io::Result<bool> {
        let reader: &mut dyn Read = match self {
            Self::Stored(reader) => reader,
            Self::Packed(reader) => reader,
        };
        block.reserve(BLOCK + 32);
        let read = reader.take(BLOCK as u64).read_to_end(block)?;
        Ok(read == BLOCK)
    }

    /// The SHA-256 of all bytes as stored. Those not read yet are read.
    pub(super) fn sha256(self) -> io::Result<String> {
        let mut hashing = match self {
            Self::Stored(hashing) => hashing,
            Self::Packed(decoder) => decoder.into_inner(),
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

    #[test]
    fn the_hash_is_of_the_stored_bytes() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"abc").unwrap();
        let packed = packer.finish().unwrap();
        let cases = [
            ("a.csv", b"abc".to_vec(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned()),
            ("a.csv.gz", packed.clone(), Sha256::digest(&packed).iter().map(|byte| format!("{byte:02x}")).collect()),
        ];
        for (name, stored, want) in cases {
            let mut input = Input::new(name, Box::new(io::Cursor::new(stored)));
            let mut block = Vec::new();
            while input.read_block(&mut block).unwrap() {}
            assert_eq!(block, b"abc", "{name}");
            assert_eq!(input.sha256().unwrap(), want, "{name}");
        }
    }
}
