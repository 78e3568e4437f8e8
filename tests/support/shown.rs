//! What the author of a contract sees: its text, then every diagnostic, drawn without colour on 80 columns.

use std::path::Path;

use sla::diagnostic::Diagnostics;
use sla::diagnostic::render::{Format, render};
use sla::model::Model;
use sla::source::SourceMap;

/// Compiles the file at `path`, shown by its name alone.
pub fn compiled(path: &Path) -> (String, SourceMap, Result<(Model, Diagnostics), Diagnostics>) {
    #[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
    let text = std::fs::read_to_string(path).expect("a case");
    let mut sources = SourceMap::default();
    let id = sources.add(&path.file_name().expect("a file").to_string_lossy(), &text);
    let result = sla::compile(&sources, id);
    (text, sources, result)
}

/// The source, then what its author sees.
pub fn shown(path: &Path) -> String {
    let (text, sources, result) = compiled(path);
    let problems = match result {
        Ok((_, warnings)) => warnings,
        Err(problems) => problems,
    };
    format!("{text}\n----\n{}", drawn(&problems, &sources))
}

/// As drawn on a terminal of 80 columns without colour.
pub fn drawn(problems: &Diagnostics, sources: &SourceMap) -> String {
    render(problems, sources, Format::Human { colour: false, width: 80 })
}

/// Snapshots into `snapshots/<room>/`.
pub fn settings(room: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("../snapshots/{room}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
