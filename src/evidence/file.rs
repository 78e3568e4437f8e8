//! One file: opened, unpacked, cut into chunks of whole rows, read on all cores when it is large. What comes out is the
//! same either way, in the order of the file.

use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::encoding::Text;
use super::format::{Chunk, RecordEnds, Shape, count_feeds, count_lines};
use super::reader::{ChunkOut, TableReader, read_chunk};

/// No row is longer than this: what looks like one is a quote that is never closed.
const LONGEST_ROW: usize = 64 << 20;

/// Where rows end in a stream.
pub(super) enum Ends {
    /// Where records of CSV do.
    Records(RecordEnds),
    /// At every line feed.
    Lines,
    /// Only where the file does.
    Document,
}

/// A file as a stream of chunks.
pub(super) struct Chunks {
    text: Text,
    ends: Ends,
    carried: Vec<u8>,
    line: u32,
    over: bool,
}

impl Chunks {
    pub(super) fn new(text: Text, ends: Ends) -> Self {
        Self { text, ends, carried: Vec::new(), line: 1, over: false }
    }

    /// Whether the last chunk was handed out.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// The next whole rows; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Chunk>> {
        while !self.over {
            let mut bytes = std::mem::take(&mut self.carried);
            self.over = !self.text.read_block(&mut bytes)?;
            let end = match &mut self.ends {
                _ if self.over => bytes.len(),
                Ends::Records(ends) => ends.last(&bytes),
                Ends::Lines => memchr::memrchr(b'\n', &bytes).map_or(0, |feed| feed + 1),
                Ends::Document => 0,
            };
            if end == 0 {
                if bytes.len() > LONGEST_ROW && !matches!(self.ends, Ends::Document) {
                    let why = "a row is longer than 64 MiB; is a quote opened and never closed?";
                    return Err(io::Error::new(io::ErrorKind::InvalidData, why));
                }
                self.carried = bytes;
                continue;
            }
            self.carried = bytes.get(end..).unwrap_or_default().to_vec();
            bytes.truncate(end);
            let first_line = self.line;
            self.line += match self.ends {
                Ends::Records(_) => count_lines(&bytes),
                Ends::Lines | Ends::Document => count_feeds(&bytes),
            };
            return Ok(Some(Chunk { bytes, first_line }));
        }
        Ok(None)
    }

    /// The SHA-256 of the whole file.
    pub(super) fn sha256(self) -> io::Result<String> {
        self.text.sha256()
    }
}

/// Reads `first` and all chunks after it, and gives what comes of each to `sink`, in order.
///
/// # Errors
///
/// When reading the file fails; what came before has been given.
pub(super) fn read_chunks<R: TableReader>(
    reader: &R,
    shape: &Shape<'_>,
    file: u32,
    first: Chunk,
    chunks: &mut Chunks,
    sink: &mut dyn FnMut(ChunkOut<R::Item>, &Chunk),
) -> io::Result<()> {
    sink(read_chunk(reader, shape, &first, file), &first);
    if chunks.is_over() {
        return Ok(());
    }
    let workers = thread::available_parallelism().map_or(1, |count| count.get().min(16));
    let (to_workers, from_file) = sync_channel::<(u64, Chunk)>(workers);
    let from_file = Arc::new(Mutex::new(from_file));
    let (to_sink, from_workers) = channel();
    thread::scope(|scope| {
        let reading = scope.spawn(move || {
            let mut number = 0;
            while let Some(chunk) = chunks.next()? {
                if to_workers.send((number, chunk)).is_err() {
                    break;
                }
                number += 1;
            }
            Ok(())
        });
        for _ in 0..workers {
            let (from_file, to_sink) = (Arc::clone(&from_file), to_sink.clone());
            scope.spawn(move || {
                loop {
                    let next = from_file.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((number, chunk)) = next else { break };
                    let out = read_chunk(reader, shape, &chunk, file);
                    if to_sink.send((number, out, chunk)).is_err() {
                        break;
                    }
                }
            });
        }
        drop((from_file, to_sink));
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (number, out, chunk) in from_workers {
            waiting.insert(number, (out, chunk));
            while let Some((out, chunk)) = waiting.remove(&due) {
                sink(out, &chunk);
                due += 1;
            }
        }
        reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
