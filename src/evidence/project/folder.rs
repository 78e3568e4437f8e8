use crate::source::{SourceId, Span, Spanned};

use super::{Look, Project, Table, TableSource};

/// The source id of things that nobody wrote.
const NOWHERE: Span = Span { source: SourceId(u32::MAX), start: 0, end: 0 };

/// See [`Project::of_folder`].
pub(super) fn project(contract: &str, names: &[String]) -> Project {
    let mut tables = Vec::new();
    for table in Table::ALL {
        let files: Vec<_> = names
            .iter()
            .filter(|name| stem(name) == table.name())
            .map(|name| Spanned::new(name.clone(), NOWHERE))
            .collect();
        if !files.is_empty() {
            tables.push(TableSource { files, ..TableSource::new(table, NOWHERE) });
        }
    }
    Project { contract: Spanned::new(contract.to_owned(), NOWHERE), plan: None, look: Look::default(), tables }
}

/// `waits` of `data/waits.json.gz`.
fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.split('.').next().unwrap_or(file)
}
