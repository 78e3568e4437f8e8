//! One run of the program: the texts it read, and how it speaks.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use crate::diagnostic::render::{Format, render, summary};
use crate::diagnostic::{Diagnostics, Reported};
use crate::report::Paint;
use crate::source::SourceMap;

use super::error::UsageError;
use super::exit::{Exit, Stop};
use super::{Colour, Common, ErrorFormat};

/// Columns that problems are wrapped to: the same everywhere, so that logs can be compared.
const WIDTH: usize = 80;

/// One run of the program.
pub(super) struct Session {
    /// Every text read so far.
    pub sources: SourceMap,
    /// Texts that are read instead of those of the files with these names.
    pub instead: BTreeMap<String, String>,
    /// What was said once and need not be said again.
    told: BTreeSet<String>,
    common: Common,
    /// The first failure to write a result, other than a reader that went away.
    failed: Option<io::Error>,
}

impl Session {
    pub(super) fn new(common: Common) -> Self {
        Self { sources: SourceMap::default(), instead: BTreeMap::new(), told: BTreeSet::new(), common, failed: None }
    }

    /// Colour for results.
    pub(super) fn paint(&self) -> Paint {
        Paint { colour: self.colours(AutoStream::choice(&io::stdout())) }
    }

    fn colours(&self, by_stream: ColorChoice) -> bool {
        match self.common.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => by_stream != ColorChoice::Never,
        }
    }

    /// Whether a progress bar makes sense: somebody watches.
    pub(super) fn is_watched(&self) -> bool {
        !self.common.quiet && !self.is_for_programs() && io::stderr().is_terminal()
    }

    /// Whether problems are shown for other programs: then nothing else may stand among them.
    pub(super) fn is_for_programs(&self) -> bool {
        match self.common.error_format {
            ErrorFormat::Human | ErrorFormat::Plain => false,
            ErrorFormat::Json | ErrorFormat::Sarif | ErrorFormat::Github => true,
        }
    }

    /// Writes a result to standard output.
    pub(super) fn result(&mut self, text: &str) {
        self.result_bytes(text.as_bytes());
    }

    /// Writes a result to standard output.
    pub(super) fn result_bytes(&mut self, bytes: &[u8]) {
        let mut out = io::stdout().lock();
        let written = out.write_all(bytes).and_then(|()| out.flush());
        if let Err(error) = written
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.failed.get_or_insert(error);
        }
    }

    /// Says something on standard error, unless asked to be quiet.
    pub(super) fn say(&self, text: &str) {
        if !self.common.quiet && !self.is_for_programs() {
            complain(text);
        }
    }

    /// Says something on standard error, the first time only.
    pub(super) fn say_once(&mut self, text: &str) {
        if self.told.insert(text.to_owned()) {
            self.say(text);
        }
    }

    /// Says something on standard error when asked to be verbose.
    pub(super) fn detail(&self, text: &str) {
        if self.common.verbose && !self.is_for_programs() {
            complain(text);
        }
    }

    /// Shows problems on standard error, with their number.
    pub(super) fn show(&mut self, problems: &Diagnostics) {
        self.show_with(problems, None);
    }

    /// Shows problems and, instead of the usual last line, `last`.
    pub(super) fn show_with(&mut self, problems: &Diagnostics, last: Option<&str>) {
        if problems.is_empty() || (self.common.quiet && !problems.has_errors()) {
            return;
        }
        complain(render(problems, &self.sources, self.format()).trim_end_matches('\n'));
        if !self.is_for_programs() {
            let worst = problems.iter().find(|found| found.is_error()).or_else(|| problems.iter().next());
            let code = worst.map(Reported::code).unwrap_or_default();
            let more = if problems.len() == 1 { "more" } else { "more about the first" };
            let counted = last.map_or_else(|| summary(problems), str::to_owned);
            complain(&format!("{counted}; {more}: `sla explain {code}`"));
        }
    }

    /// Shows problems where they are the result that was asked for: for other programs on standard output, whole even
    /// when there are none.
    pub(super) fn show_as_result(&mut self, problems: &Diagnostics) {
        if self.is_for_programs() {
            let text = render(problems, &self.sources, self.format());
            self.result(&text);
        } else {
            self.show(problems);
        }
    }

    fn format(&self) -> Format {
        match self.common.error_format {
            ErrorFormat::Human => {
                Format::Human { colour: self.colours(AutoStream::choice(&io::stderr())), width: WIDTH }
            }
            ErrorFormat::Plain => Format::Plain,
            ErrorFormat::Json => Format::Json,
            ErrorFormat::Sarif => Format::Sarif,
            ErrorFormat::Github => Format::Github,
        }
    }

    /// The exit code, after complaining about results that could not be written.
    pub(super) fn finish(&mut self, exit: Exit) -> Exit {
        let Some(error) = self.failed.take() else { return exit };
        let stop = Stop::from(UsageError::Unwritable { path: "standard output".into(), reason: error.to_string() });
        self.show(&stop.problems);
        stop.exit
    }
}

/// Writes a line to standard error. Where that cannot be written, nobody can be told.
fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
