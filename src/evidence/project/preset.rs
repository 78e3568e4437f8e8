//! Presets: mappings of exports as well-known tools write them, laid under what `sla.toml` says itself.

use toml::de::DeTable;

use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::source::Spanned;

use super::error::ProjectError;
use super::walk::Reader;
use super::{Table, TableSource};

/// By name.
const ALL: [(&str, &str); 13] = [
    ("cstate", include_str!("../presets/cstate.toml")),
    ("ics", include_str!("../presets/ics.toml")),
    ("jira", include_str!("../presets/jira.toml")),
    ("jira-csv", include_str!("../presets/jira-csv.toml")),
    ("pagerduty", include_str!("../presets/pagerduty.toml")),
    ("servicenow", include_str!("../presets/servicenow.toml")),
    ("statuspage", include_str!("../presets/statuspage.toml")),
    ("statuspage-incidents", include_str!("../presets/statuspage-incidents.toml")),
    ("topdesk", include_str!("../presets/topdesk.toml")),
    ("upptime", include_str!("../presets/upptime.toml")),
    ("uptime-kuma", include_str!("../presets/uptime-kuma.toml")),
    ("zammad", include_str!("../presets/zammad.toml")),
    ("zendesk", include_str!("../presets/zendesk.toml")),
];

/// Whether a preset is for a table; not where there is no such preset.
pub(super) fn has(name: &str, table: Table) -> bool {
    ALL.iter().any(|(known, text)| *known == name && tables(text).contains(&table))
}

/// The tables that a preset is for.
fn tables(text: &str) -> Vec<Table> {
    let (preset, _) = DeTable::parse_recoverable(text);
    let has = |table: &Table| preset.get_ref().keys().any(|key| key.get_ref() == table.name());
    Table::ALL.into_iter().filter(has).collect()
}

/// The preset of a table whose headers a file has: at least four of them, and all but one. Of several the one of which
/// it has most.
pub(in crate::evidence) fn like(table: Table, headers: &[&str]) -> Option<&'static str> {
    let fit = |text: &str| {
        let (preset, _) = DeTable::parse_recoverable(text);
        let mine = preset.get_ref().get(table.name())?.get_ref().as_table()?;
        let columns = mine.get("columns")?.get_ref().as_table()?;
        let found = columns.values().filter_map(|header| header.get_ref().as_str());
        let found = found.filter(|header| headers.contains(header)).count();
        (found >= 4 && found + 1 >= columns.len()).then_some(found)
    };
    // Of several that fit as well, the first by name.
    let all = ALL.iter().rev().filter_map(|(name, text)| Some((fit(text)?, *name)));
    all.max_by_key(|(found, _)| *found).map(|(_, name)| name)
}

impl Reader {
    /// Whether there is such a preset.
    pub(super) fn check_preset(&mut self, name: &Spanned<String>) {
        let known = || ALL.iter().map(|(known, _)| *known);
        if known().any(|known| known == name.value) {
            return;
        }
        let all = || known().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let help = did_you_mean(&name.value, known()).unwrap_or_else(|| format!("there are {}", all()));
        let (name, span) = (name.value.clone(), name.span);
        self.push(span, ProjectError::UnknownPreset { name, help, span });
    }

    /// Lays a preset under a table. Whatever it says that does not fit is said of the place that names it.
    pub(super) fn lay(&mut self, source: &mut TableSource, name: &Spanned<String>) {
        let span = name.span;
        let Some((_, text)) = ALL.iter().find(|(known, _)| *known == name.value) else {
            return self.check_preset(name);
        };
        let (preset, _) = DeTable::parse_recoverable(text);
        let mine = preset.get_ref().iter().find(|(key, _)| key.get_ref() == source.table.name());
        let Some(table) = mine.and_then(|(_, value)| value.get_ref().as_table()) else {
            let has: Vec<String> = tables(text).into_iter().map(|table| format!("`{}`", table.name())).collect();
            let (table, has) = (source.table.name(), has.join(", "));
            return self.push(span, ProjectError::PresetWithout { name: name.value.clone(), table, has, span });
        };
        let mut reader = Reader { source: self.source, problems: Diagnostics::default(), fixed: Some(span) };
        for (key, value) in table {
            reader.setting(source, key.get_ref(), value);
        }
        debug_assert!(!reader.problems.has_errors(), "the tests read every preset");
        source.of_preset = source.columns.keys().chain(source.defaults.keys()).cloned().collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceMap, Span};

    #[test]
    fn every_preset_says_what_can_be_said() {
        let mut sources = SourceMap::default();
        let source = sources.add("sla.toml", "preset");
        let span = Span::new(source, 0, 6);
        for (name, text) in ALL {
            let tables = tables(text);
            assert!(!tables.is_empty(), "{name}");
            let (parsed, errors) = DeTable::parse_recoverable(text);
            assert!(errors.is_empty() && parsed.get_ref().len() == tables.len(), "{name}: {errors:?}");
            for table in tables {
                let value = parsed.get_ref().get(table.name()).and_then(|value| value.get_ref().as_table());
                let mut reader = Reader { source, problems: Diagnostics::default(), fixed: Some(span) };
                let mut found = TableSource::new(table, span);
                for (key, value) in value.expect("a table") {
                    assert!(reader.setting(&mut found, key.get_ref(), value), "{name}: {key:?}");
                }
                assert!(reader.problems.is_empty(), "{name}: {:?}", reader.problems);
                assert!(!found.columns.is_empty(), "{name}");
            }
        }
    }
}
