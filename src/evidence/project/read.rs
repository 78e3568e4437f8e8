use std::collections::BTreeMap;

use chrono::NaiveDate;
use toml::de::DeTable;

use crate::diagnostic::{Diagnostics, did_you_mean};
use crate::model::Zone;
use crate::quantity::zone;
use crate::source::{SourceId, SourceMap, Spanned};

use super::error::ProjectError;
use super::walk::{Reader, Value};
use super::{DurationUnit, Format, Look, PercentStyle, Project, Table, TableSource, WhichOfTwo, look};
use super::{preset, statuses};
use crate::evidence::encoding::Encoding;
use crate::evidence::plan::format_of;
use crate::evidence::value::{self, FORMAT_ITEMS, same_but_for_day_and_month};

/// Keys of `[evidence]` and of each table.
const SHARED: [&str; 7] = ["timezone", "ambiguous", "datetime", "missing", "decimal", "delimiter", "encoding"];

/// Keys of each table beyond [`SHARED`].
const OF_TABLE: [&str; 11] = [
    "files",
    "format",
    "rows",
    "percent",
    "duration",
    "columns",
    "values",
    "defaults",
    "only",
    "absent",
    "repeat_until",
];

/// The preset, and the format, of calendars.
const CALENDARS: &str = "ics";

/// See [`Project::parse`].
pub(super) fn project(sources: &SourceMap, source: SourceId) -> Result<Project, Diagnostics> {
    let text = sources.get(source).map_or("", |source| &source.text);
    let mut reader = Reader { source, problems: Diagnostics::default(), fixed: None };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = reader.span(error.span().unwrap_or(0..0));
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        reader.push(span, ProjectError::Syntax { message, span });
    }
    if reader.problems.has_errors() {
        return Err(reader.problems);
    }
    let project = reader.project(table.get_ref());
    if reader.problems.has_errors() { Err(reader.problems.sorted()) } else { Ok(project) }
}

impl Reader {
    fn project(&mut self, root: &DeTable<'_>) -> Project {
        let (mut contract, mut plan) = (None, None);
        let (mut look, mut tables) = (Look::default(), Vec::new());
        for (key, value) in root {
            match key.get_ref().as_ref() {
                "contract" => contract = self.text("contract", value),
                "plan" => plan = self.text("plan", value),
                "evidence" => tables = self.evidence(value),
                "report" => look = look::read(self, value),
                other => self.unknown(other, key.span(), "sla.toml", &["contract", "plan", "evidence", "report"]),
            }
        }
        if !root.keys().any(|key| key.get_ref() == "contract") {
            let span = self.span(0..0);
            let example = "contract = \"contract.sla\"";
            self.push(span, ProjectError::Lacks { of: "sla.toml".into(), key: "contract", example, span });
        }
        let contract = contract.unwrap_or_else(|| Spanned::new(String::new(), self.span(0..0)));
        Project { contract, plan, look, tables }
    }

    fn evidence(&mut self, value: &Value<'_>) -> Vec<TableSource> {
        let Some(table) = self.table("evidence", value) else { return Vec::new() };
        let mut shared = TableSource::new(Table::Tickets, self.span(value.span()));
        let mut tables = Vec::new();
        let preset = table.iter().find(|(key, _)| key.get_ref() == "preset");
        let preset = preset.and_then(|(key, value)| self.text(key.get_ref(), value));
        if let Some(name) = &preset {
            self.check_preset(name);
        }
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if Table::ALL.iter().any(|table| table.name() == name) || self.shared(&mut shared, name, value) {
                continue;
            }
            match name {
                "preset" => {}
                other => {
                    let known: Vec<&str> =
                        Table::ALL.iter().map(|table| table.name()).chain(SHARED).chain(["preset"]).collect();
                    self.unknown(other, key.span(), "[evidence]", &known);
                }
            }
        }
        for kind in Table::ALL {
            let Some((key, value)) = table.iter().find(|(key, _)| key.get_ref() == kind.name()) else { continue };
            let template = TableSource { table: kind, span: self.span(key.span()), ..shared.clone() };
            match value.get_ref().as_array() {
                Some(entries) => {
                    tables.extend(entries.iter().filter_map(|entry| self.source(&template, preset.as_ref(), entry)))
                }
                None => tables.extend(self.source(&template, preset.as_ref(), value)),
            }
        }
        tables
    }

    /// One `[evidence.tickets]`. `of_all`: the preset of all tables that it is for.
    fn source(
        &mut self,
        template: &TableSource,
        of_all: Option<&Spanned<String>>,
        value: &Value<'_>,
    ) -> Option<TableSource> {
        let kind = template.table;
        let of = format!("[evidence.{}]", kind.name());
        let table = self.table(kind.name(), value)?;
        let mut source = template.clone();
        let preset = table.iter().find(|(key, _)| key.get_ref() == "preset");
        if let Some(name) = preset.and_then(|(key, value)| self.text(key.get_ref(), value)) {
            self.lay(&mut source, &name);
        } else if let Some(name) = of_all.filter(|name| preset::has(&name.value, kind)) {
            self.lay(&mut source, name);
        } else if let Some(calendars) = self.calendars(kind, table) {
            self.lay(&mut source, &calendars);
        }
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if name != "preset" && !self.setting(&mut source, name, value) {
                let of_kind: &[&str] = match kind {
                    Table::Tickets => &["keep"],
                    Table::Changes => &statuses::KEYS,
                    Table::Outages | Table::Maintenance => &["ends"],
                    Table::Components
                    | Table::Waits
                    | Table::Updates
                    | Table::Events
                    | Table::Amounts
                    | Table::Judgements
                    | Table::Samples => &[],
                };
                let known: Vec<&str> =
                    SHARED.into_iter().chain(OF_TABLE).chain(of_kind.iter().copied()).chain(["preset"]).collect();
                self.unknown(name, key.span(), &of, &known);
            }
        }
        if !table.keys().any(|key| key.get_ref() == "files") {
            let (span, example) = (source.span, "files = [\"data/incidents-*.csv\"]");
            self.push(span, ProjectError::Lacks { of, key: "files", example, span });
        }
        self.one_source_per_column(&source);
        self.clear_order(&source.datetime);
        statuses::check(self, &source.statuses);
        Some(source)
    }

    /// The preset of calendars, for a table that is for them and whose files are nothing else.
    fn calendars(&mut self, kind: Table, table: &DeTable<'_>) -> Option<Spanned<String>> {
        let told = |key: &str| table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value);
        let files = told("files")?.get_ref();
        let files: Vec<&str> = match files.as_array() {
            Some(files) => files.iter().filter_map(|file| file.get_ref().as_str()).collect(),
            None => files.as_str().into_iter().collect(),
        };
        let is_calendar = |file: &&str| format_of(file) == Some(Format::Ics);
        let is = match told("format").and_then(|format| format.get_ref().as_str()) {
            Some(format) => format == CALENDARS,
            None => !files.is_empty() && files.iter().all(is_calendar),
        };
        let span = self.span(told("files")?.span());
        (is && preset::has(CALENDARS, kind)).then(|| Spanned::new(CALENDARS.to_owned(), span))
    }

    /// A setting of a table; `false` for any other key.
    pub(super) fn setting(&mut self, source: &mut TableSource, key: &str, value: &Value<'_>) -> bool {
        self.shared(source, key, value)
            || self.own(source, key, value)
            || (source.table == Table::Tickets && self.keep(source, key, value))
            || (source.table == Table::Changes && statuses::read(self, &mut source.statuses, key, value))
            || (matches!(source.table, Table::Outages | Table::Maintenance) && self.ends(source, key, value))
    }

    /// A key of [`SHARED`]; `false` for any other.
    fn shared(&mut self, source: &mut TableSource, key: &str, value: &Value<'_>) -> bool {
        match key {
            "timezone" => {
                if let Some(text) = self.text(key, value) {
                    source.timezone = self.zone(&text);
                }
            }
            "datetime" => {
                source.datetime = self.texts(key, value);
                for format in &source.datetime {
                    self.datetime(format);
                }
            }
            "missing" => {
                source.missing = self.texts(key, value).into_iter().map(|text| text.value).collect();
                source.missing.push(String::new());
            }
            "decimal" => {
                let accepted = "`decimal = \",\"` or `decimal = \".\"`";
                let comma = self.choice("decimal", value, accepted, &[(".", false), (",", true)]);
                source.decimal_comma = comma.unwrap_or_default();
            }
            "delimiter" => source.delimiter = self.delimiter(value),
            "encoding" => {
                source.encoding = self.choice("encoding", value, Encoding::ACCEPTED, &Encoding::ALL);
            }
            "ambiguous" => {
                let accepted = "`ambiguous = \"earlier\"` or `ambiguous = \"later\"`";
                let words = [("earlier", WhichOfTwo::Earlier), ("later", WhichOfTwo::Later)];
                source.ambiguous = self.choice("ambiguous", value, accepted, &words);
            }
            _ => return false,
        }
        true
    }

    /// A key of [`OF_TABLE`]; `false` for any other.
    fn own(&mut self, source: &mut TableSource, key: &str, value: &Value<'_>) -> bool {
        match key {
            "files" => source.files = self.texts(key, value),
            "format" => {
                let formats = [
                    ("csv", Format::Csv),
                    ("tsv", Format::Tsv),
                    ("json", Format::Json),
                    ("jsonl", Format::Jsonl),
                    ("toml", Format::Toml),
                    ("ics", Format::Ics),
                ];
                source.format = self.choice("format", value, "`csv`, `tsv`, `json`, `jsonl`, `toml`, `ics`", &formats);
            }
            "repeat_until" => source.repeat_until = self.day("repeat_until", value),
            "rows" => source.rows = self.text(key, value).map(|text| text.value),
            "percent" => {
                let accepted = "`sign` (45%), `points` (45 is 45 %), `fraction` (0.45 is 45 %)";
                let styles = [
                    ("sign", PercentStyle::Sign),
                    ("points", PercentStyle::Points),
                    ("fraction", PercentStyle::Fraction),
                ];
                source.percent = self.choice("percent", value, accepted, &styles).unwrap_or_default();
            }
            "duration" => {
                let units = [
                    ("seconds", DurationUnit::Seconds),
                    ("minutes", DurationUnit::Minutes),
                    ("hours", DurationUnit::Hours),
                ];
                source.duration = self.choice("duration", value, "`seconds`, `minutes`, `hours`", &units);
            }
            "columns" => {
                for (column, header) in self.text_map(key, value) {
                    source.is_named(&column);
                    source.columns.insert(column, header);
                }
            }
            "defaults" => {
                for (column, text) in self.text_map(key, value) {
                    source.is_named(&column);
                    source.defaults.insert(column, text);
                }
            }
            "values" => {
                for (column, value) in self.table(key, value).into_iter().flatten() {
                    let name = column.get_ref().to_string();
                    let values = self.text_map(&name, value).into_iter().map(|(from, (_, to))| (from, to)).collect();
                    source.values.insert(name, (self.span(column.span()), values));
                }
            }
            "only" => {
                for (column, value) in self.table(key, value).into_iter().flatten() {
                    let name = column.get_ref().to_string();
                    let texts = self.texts(&name, value).into_iter().map(|text| text.value).collect();
                    source.only.insert(name, (self.span(column.span()), texts));
                }
            }
            "absent" => {
                source.absent = self.texts(key, value);
                for column in source.absent.clone() {
                    source.is_named(&column.value);
                }
            }
            _ => return false,
        }
        true
    }

    /// `keep`, of tickets; `false` for any other key.
    fn keep(&mut self, source: &mut TableSource, key: &str, value: &Value<'_>) -> bool {
        if key == "keep" {
            let accepted = "`last`: of several rows of a ticket the last one counts";
            source.keep_last = self.choice("keep", value, accepted, &[("last", true)]).unwrap_or_default();
        }
        key == "keep"
    }

    /// `ends`, of outages and maintenance; `false` for any other key.
    fn ends(&mut self, source: &mut TableSource, key: &str, value: &Value<'_>) -> bool {
        if key == "ends" {
            source.ends = Some(self.texts(key, value));
        }
        key == "ends"
    }

    fn day(&mut self, key: &'static str, value: &Value<'_>) -> Option<NaiveDate> {
        let text = self.text(key, value)?;
        let day = NaiveDate::parse_from_str(&text.value, "%Y-%m-%d").ok();
        if day.is_none() {
            let accepted = "a day such as `\"2024-12-31\"`";
            let (written, span) = (text.value, text.span);
            self.push(span, ProjectError::BadSetting { key, written, accepted, span });
        }
        day
    }

    fn delimiter(&mut self, value: &Value<'_>) -> Option<u8> {
        let text = self.text("delimiter", value)?;
        match text.value.as_bytes() {
            [byte] if !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\n' | b'\r') && byte.is_ascii() => {
                Some(*byte)
            }
            _ => {
                let accepted = "one character such as `;`, `|` or a tab (`\\t`)";
                let (written, span) = (text.value, text.span);
                self.push(span, ProjectError::BadSetting { key: "delimiter", written, accepted, span });
                None
            }
        }
    }

    fn zone(&mut self, text: &Spanned<String>) -> Option<Zone> {
        let why = match zone::parse(&text.value) {
            Ok(zone) => return Some(zone),
            Err(why) => why,
        };
        let help = match why {
            zone::ZoneError::Abbreviation { fixed, named } => Some(format!("write `{fixed}` or `{named}`")),
            zone::ZoneError::Offset => None,
            zone::ZoneError::Unknown => did_you_mean(&text.value, zone::names()),
        };
        let (written, span) = (text.value.clone(), text.span);
        self.push(span, ProjectError::Zone { written, why: why.to_string(), help, span });
        None
    }

    fn datetime(&mut self, format: &Spanned<String>) {
        if let Err(why) = value::Format::compile(&format.value) {
            let (format, span) = (format.value.clone(), format.span);
            self.push(span, ProjectError::Datetime { format, why: why.to_string(), known: FORMAT_ITEMS, span });
        }
    }

    /// Day and month are never guessed, by a list of formats neither.
    fn clear_order(&mut self, formats: &[Spanned<String>]) {
        let compiled: Vec<_> =
            formats.iter().filter_map(|text| Some((text, value::Format::compile(&text.value).ok()?))).collect();
        for (n, (second, format)) in compiled.iter().enumerate() {
            let earlier = compiled.iter().take(n).find(|(_, earlier)| same_but_for_day_and_month(earlier, format));
            if let Some((first, _)) = earlier {
                let (first, second, span) = (first.value.clone(), second.value.clone(), second.span);
                self.push(span, ProjectError::DayOrMonth { first, second, span });
            }
        }
    }

    fn one_source_per_column(&mut self, source: &TableSource) {
        let columns = source.columns.iter().map(|(name, (span, _))| (name.as_str(), "columns", *span));
        let defaults = source.defaults.iter().map(|(name, (span, _))| (name.as_str(), "defaults", *span));
        let absent = source.absent.iter().map(|name| (name.value.as_str(), "absent", name.span));
        let mut seen: BTreeMap<&str, &'static str> = BTreeMap::new();
        for (column, list, span) in columns.chain(defaults).chain(absent) {
            if let Some(first) = seen.insert(column, list) {
                let column = column.to_owned();
                self.push(span, ProjectError::ColumnTwice { column, first, second: list, span });
            }
        }
    }
}
