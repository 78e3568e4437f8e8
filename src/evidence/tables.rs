//! Reading the files of a table, and gathering what was wrong with them.

use std::sync::Arc;

use super::Files;
use super::encoding::{NotText, Text};
use super::error::{EvidenceError, EvidenceWarning};
use super::file::{Chunks, Ends, read_chunks};
use super::format::{Chunk, RecordEnds, Shape, header};
use super::found::{BadRow, Offsets, SHOWN};
use super::input::Input;
use super::load::{BadRows, Loaded, Reject};
use super::place::{in_project, in_row};
use super::plan::{PlannedFile, PlannedSource};
use super::project::{Format, TableSource};
use super::reader::{ChunkOut, Counts, TableReader};
use super::table::{EvidenceFile, RowRef};
use crate::model::Zone;

/// What has been read so far.
pub(super) struct Tables<'f> {
    files: &'f dyn Files,
    bad_rows: BadRows,
    zone: Zone,
    shown: usize,
    pub loaded: Loaded,
}

/// How rows are called in messages.
pub(super) struct Names<'n> {
    files: &'n [EvidenceFile],
    current: u32,
}

/// What to do with what came of a chunk, before its problems are gathered.
type Take<'t, T> = dyn FnMut(&Names<'_>, &mut ChunkOut<T>, &Chunk) + 't;

impl Names<'_> {
    /// `line 12`, or `line 12 of a.csv`.
    pub(super) fn row(&self, row: RowRef) -> String {
        let file = self.files.get(row.file as usize).map_or("", |file| &file.file);
        let unit = unit_of(file);
        let line = row.line;
        if row.file == self.current { format!("{unit} {line}") } else { format!("{unit} {line} of `{file}`") }
    }
}

/// What a number of a row counts: in JSON rows have no lines of their own.
pub(super) fn unit_of(file: &str) -> &'static str {
    if file.contains(".json") && !file.contains(".jsonl") { "row" } else { "line" }
}

impl<'f> Tables<'f> {
    /// `zone` is the contract's.
    pub(super) fn new(files: &'f dyn Files, bad_rows: BadRows, zone: Zone) -> Self {
        Self { files, bad_rows, zone, shown: 0, loaded: Loaded::default() }
    }

    /// Puts the files of these sources on the list of evidence, in this order: their rows are known by their place there.
    pub(super) fn expect(&mut self, planned: &mut [PlannedSource<'_>]) {
        let list = &mut self.loaded.evidence.files;
        for source in planned {
            for file in &mut source.files {
                file.place = u32::try_from(list.len()).expect("fewer files than 32 bits count");
                list.push(EvidenceFile {
                    table: source.source.table.name().to_owned(),
                    file: file.name.clone(),
                    sha256: String::new(),
                    rows: 0,
                    rejected: 0,
                    out_of_scope: 0,
                    dropped: 0,
                });
            }
        }
    }

    /// Reads the files of one `[evidence.<table>]`, which are expected; `false` when one of them could not be read to its
    /// end.
    pub(super) fn read<R: TableReader>(
        &mut self,
        reader: &R,
        planned: &PlannedSource<'_>,
        take: &mut Take<'_, R::Item>,
    ) -> bool {
        let mut complete = true;
        for file in &planned.files {
            let mut counts = Counts::default();
            let mut sha256 = String::new();
            match self.file(reader, planned.source, file, &mut counts, take) {
                Ok(Some(found)) if self.is_other_than_before(&file.name, &found) => {
                    complete = false;
                    let (file, span) = (file.name.clone(), file.span);
                    let why = "it is not the file that another table was read from: it changed in between".to_owned();
                    self.loaded.problems.push_in(in_project(span), EvidenceError::Unreadable { file, why, span });
                }
                Ok(Some(found)) => sha256 = found,
                Ok(None) => complete = false,
                Err(problem) => {
                    complete = false;
                    self.loaded.problems.push_in(in_project(file.span), problem);
                }
            }
            if let Some(entry) = self.loaded.evidence.files.get_mut(file.place as usize) {
                let Counts { rows, rejected, out_of_scope, dropped } = counts;
                *entry = EvidenceFile { sha256, rows, rejected, out_of_scope, dropped, ..entry.clone() };
            }
        }
        complete
    }

    /// Whether a file that several tables are read from has changed since.
    fn is_other_than_before(&self, file: &str, sha256: &str) -> bool {
        let mut before =
            self.loaded.evidence.files.iter().filter(|entry| entry.file == file && !entry.sha256.is_empty());
        before.any(|entry| entry.sha256 != sha256)
    }

    /// Reads one file. Its SHA-256; `None` when what is wrong with it has been reported.
    fn file<R: TableReader>(
        &mut self,
        reader: &R,
        source: &TableSource,
        file: &PlannedFile,
        counts: &mut Counts,
        take: &mut Take<'_, R::Item>,
    ) -> Result<Option<String>, EvidenceError> {
        let (name, span) = (file.name.clone(), file.span);
        let unreadable = |why: std::io::Error| {
            let file = name.clone();
            match why.get_ref().and_then(|inner| inner.downcast_ref::<NotText>()) {
                Some(why) => EvidenceError::NotText { file, why: why.to_string(), help: why.help(), span },
                None => EvidenceError::Unreadable { file, why: why.to_string(), span },
            }
        };
        let delimiter = source.delimiter.unwrap_or(if file.format == Format::Tsv { b'\t' } else { b',' });
        let ends = match file.format {
            Format::Csv | Format::Tsv => Ends::Records(RecordEnds::new(delimiter)),
            Format::Jsonl => Ends::Lines,
            Format::Json | Format::Toml | Format::Ics => Ends::Document,
        };
        let bytes = self.files.open(&file.name).map_err(unreadable)?;
        let mut chunks = Chunks::new(Text::new(Input::new(&file.name, bytes), source.encoding), ends);
        let mut first = chunks.next().map_err(unreadable)?.unwrap_or_default();
        let key = source.rows.as_deref().unwrap_or(source.table.name());
        let names = reader.columns().headers();
        let label: Arc<str> = name.as_str().into();
        let shape = match file.format {
            Format::Csv | Format::Tsv => {
                let header = match header(&first.bytes, delimiter) {
                    Ok(header) => header,
                    Err(bad) => {
                        let BadRow { line, text, problem } = *bad;
                        self.loaded.problems.push_in(in_row(&label, line, &text), problem);
                        return Ok(None);
                    }
                };
                if header.is_empty() {
                    return Err(EvidenceError::NoHeader { file: name, span });
                }
                let mut problems = crate::diagnostic::Diagnostics::default();
                let slots = reader.columns().find(&label, &header, delimiter, &mut problems);
                let is_usable = !problems.has_errors();
                self.loaded.problems.append(problems);
                if !is_usable {
                    return Ok(None);
                }
                first.bytes.drain(..header.next);
                first.first_line += header.lines;
                Shape::Delimited { delimiter, width: header.names.len(), slots }
            }
            Format::Jsonl => Shape::Lines { names },
            Format::Json => Shape::Json { names, key },
            Format::Toml => Shape::Toml { names, key },
            Format::Ics => Shape::Calendar { names, until: source.repeat_until },
        };
        let index = file.place;
        let mut seen = vec![false; reader.columns().headers().len()];
        let mut state = FileState {
            table: source.table.name(),
            label,
            intact: true,
            counts: Counts::default(),
            offsets: Offsets::default(),
        };
        let read = read_chunks(reader, &shape, index, first, &mut chunks, &mut |mut out, chunk| {
            let names = Names { files: &self.loaded.evidence.files, current: index };
            take(&names, &mut out, chunk);
            seen.iter_mut().zip(&out.seen).for_each(|(all, here)| *all |= here);
            if out.no_rows {
                state.intact = false;
                let problem = EvidenceError::NoRows { file: name.clone(), key: key.to_owned(), span };
                self.loaded.problems.push_in(in_project(span), problem);
            }
            self.gather(out, &mut state);
        });
        *counts = state.counts;
        read.map_err(unreadable)?;
        if let (Some(with), Some(without)) = (state.offsets.with, state.offsets.without)
            && source.timezone.is_none()
        {
            let (file, unit) = (name.clone(), unit_of(&name));
            let problem =
                EvidenceWarning::MixedOffsets { file, unit, with, without, zone: self.zone.to_string(), span };
            self.loaded.problems.push_in(in_project(span), problem);
        }
        // Where no row could be taken apart, that is the problem.
        if !shape.has_header() && seen.contains(&true) && state.intact {
            let before = self.loaded.problems.len();
            reader.columns().never_seen(&seen, source, &mut self.loaded.problems);
            state.intact &= self.loaded.problems.len() == before;
        }
        let sha256 = chunks.sha256().map_err(unreadable)?;
        Ok(state.intact.then_some(sha256))
    }

    /// Keeps what was wrong with a chunk.
    fn gather<T>(&mut self, out: ChunkOut<T>, state: &mut FileState) {
        let ChunkOut { counts, found, rejects, lost, .. } = out;
        state.counts.add(counts);
        state.offsets.add(found.offsets);
        if let Some(BadRow { line, text, problem }) = lost {
            state.intact = false;
            self.loaded.problems.push_in(in_row(&state.label, line, &text), problem);
        }
        let (table, file) = (state.table, &state.label);
        self.loaded.rejects.extend(rejects.into_iter().map(|reject| Reject {
            table,
            file: file.to_string(),
            line: reject.line,
            code: reject.why.code,
            message: reject.why.message,
            text: reject.bytes,
        }));
        if self.bad_rows == BadRows::Skip {
            return;
        }
        let mut shown = found.shown;
        shown.sort_by_key(|bad| bad.line);
        let room = SHOWN.saturating_sub(self.shown);
        for bad in shown.drain(..shown.len().min(room)) {
            self.shown += 1;
            self.loaded.problems.push_in(in_row(&state.label, bad.line, &bad.text), bad.problem);
        }
        for (code, count) in shown.iter().map(|bad| (bad.problem.code_text(), 1)).chain(found.more) {
            *self.loaded.more.entry(code).or_default() += count;
        }
    }
}

/// What is known of the file at hand.
struct FileState {
    table: &'static str,
    label: Arc<str>,
    intact: bool,
    counts: Counts,
    offsets: Offsets,
}
