use std::error::Error;
use std::io::{self, BufRead, BufReader, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// What Zstandard packed: frames, one after the other. Each must be whole, of the size that it says, and give the
/// checksum that it says, where it says one.
pub(in crate::evidence) struct Frames<R> {
    from: BufReader<R>,
    decoder: FrameDecoder,
    /// Bytes of the frame at hand that were given; `None` between frames.
    given: Option<u64>,
    /// Whether there was a frame at all.
    any: bool,
}

impl<R: Read> Frames<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from: BufReader::new(from), decoder: FrameDecoder::new(), given: None, any: false }
    }

    /// What is read from. Bytes that were read ahead are lost.
    pub(super) fn into_inner(self) -> R {
        self.from.into_inner()
    }

    /// Begins the next frame that holds something; `false` at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.from.fill_buf()?.is_empty() {
            self.any = true;
            match self.decoder.reset(&mut self.from) {
                Ok(()) => {
                    self.given = Some(0);
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let length = u64::from(length);
                    if io::copy(&mut self.from.by_ref().take(length), &mut io::sink())? < length {
                        return Err(broken_off());
                    }
                }
                Err(error) => return Err(refusal(&error)),
            }
        }
        if self.any { Ok(false) } else { Err(broken_off()) }
    }

    /// Holds a frame that is over against what it says of itself.
    fn end(&mut self) -> io::Result<()> {
        let size = self.decoder.content_size();
        let checksum = self.decoder.get_checksum_from_data();
        let is_whole = size == 0 || self.given == Some(size);
        let is_intact = checksum.is_none() || checksum == self.decoder.get_calculated_checksum();
        self.given = None;
        if is_whole && is_intact { Ok(()) } else { Err(damaged()) }
    }
}

/// Why a frame cannot be unpacked, in words that are not the decoder's.
fn refusal(error: &FrameDecoderError) -> io::Error {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(found) = cause {
        match found.downcast_ref::<io::Error>() {
            Some(io) if io.kind() == io::ErrorKind::UnexpectedEof => return broken_off(),
            Some(io) => return io::Error::new(io.kind(), io.to_string()),
            None => cause = found.source(),
        }
    }
    damaged()
}

fn broken_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "incomplete zstd stream")
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "damaged zstd stream")
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        loop {
            let Some(given) = self.given else {
                if self.begin()? {
                    continue;
                }
                return Ok(0);
            };
            if self.decoder.can_collect() > 0 {
                let read = self.decoder.read(into)?;
                self.given = Some(given + read as u64);
                return Ok(read);
            }
            if self.decoder.is_finished() {
                self.end()?;
            } else if let Err(error) = self.decoder.decode_blocks(&mut self.from, BlockDecodingStrategy::UptoBlocks(1))
            {
                return Err(refusal(&error));
            }
        }
    }
}
