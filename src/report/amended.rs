//! What an amendment changes, in lines.

use super::grid::{Grid, Side};
use super::paint::Paint;
use crate::model::Amendment;
use crate::source::{SourceMap, Span};

/// What the amendment in the file `path` changes of its base.
pub fn amended(sources: &SourceMap, path: &str, amendment: &Amendment) -> String {
    let place = |span: Span, usual: &str| {
        let file = sources.get(span.source).map_or("", |source| &source.name);
        let line = sources.line_column(span.source, span.start).0;
        if file == usual { format!("line {line}") } else { format!("{file}:{line}") }
    };
    let (was, now) = (|span| place(span, &amendment.base_file), |span| place(span, path));
    let name = amendment.base_name.as_deref().unwrap_or_default();
    let version = amendment.base_version.as_ref().map(|version| format!(", version {version}")).unwrap_or_default();
    let mut grid = Grid::new(&[("", Side::Left), ("", Side::Left), ("", Side::Left)]);
    for change in &amendment.header {
        let was = change.was.as_ref().map(|was| format!("{was} → ")).unwrap_or_default();
        grid.row(vec!["header".into(), change.key.into(), format!("{was}{}", change.now).into()]);
    }
    for change in &amendment.items {
        let (word, places) = match (change.was, change.now) {
            (Some(old), Some(new)) => ("replaces", format!("{} → {}", was(old), now(new))),
            (None, Some(new)) => ("adds", now(new)),
            (Some(old), None) => ("removes", was(old)),
            (None, None) => ("", String::new()),
        };
        let what = change.name.as_ref().map_or(change.kind.to_owned(), |name| format!("{} {name}", change.kind));
        grid.row(vec![word.into(), what.into(), places.into()]);
    }
    let changes = grid.draw(2, Paint { colour: false });
    format!("{path} amends {name}{version} ({}):\n{}", amendment.base_file, changes.trim_end())
}
