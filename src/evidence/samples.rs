//! The table `samples`: measurements, by the hundred thousand.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::model::{Metric, MetricId, MetricUnit, Model};
use crate::quantity::Ratio;

use super::columns::{Columns, Need, check_declared, check_names};
use super::error::{DeclaredError, EvidenceError};
use super::fields::{Field, TypedField};
use super::format::{Row, Said};
use super::found::{Found, Refused, span_of};
use super::named::{ComponentField, NamedField};
use super::project::{Table, TableSource};
use super::reader::{Outcome, TableReader};
use super::scope::Scope;
use super::style::Style;
use super::table::{Cell, RowRef, Sample, SampleReading};
use super::value;

const COLUMNS: [&str; 6] = ["metric", "component", "at", "value", "good", "total"];

/// Reads rows of `samples`.
pub(super) struct SampleReader<'m> {
    model: &'m Model,
    columns: Columns,
    style: Style,
    scope: Scope,
    metric: NamedField<MetricId>,
    component: ComponentField,
    at: Field,
    value: Field,
    good: Field,
    total: Field,
    /// By metric, then by column.
    declared: Vec<Vec<TypedField>>,
}

impl<'m> SampleReader<'m> {
    /// For one `[evidence.samples]`.
    pub(super) fn new(model: &'m Model, source: &TableSource, problems: &mut Diagnostics) -> Self {
        let own: BTreeSet<&str> = model
            .metrics
            .iter()
            .flat_map(|metric| &metric.columns)
            .map(|column| column.declared.name.as_str())
            .collect();
        let known: Vec<&str> = COLUMNS.into_iter().chain(own).collect();
        check_names(source, &known, &known, problems);
        let mut columns = Columns::new(Table::Samples);
        let scope = Scope::new(source, &known, &mut columns);
        let metrics = (0..).map(MetricId).zip(model.metrics.iter().map(|metric| &metric.declared));
        let metric = NamedField::new(source, ("metric", "a metric"), metrics, &mut columns, problems);

        // A source that says which metric all its rows are of needs no columns of others.
        let constant = source.defaults.get("metric").map(|(_, name)| name.value.as_str());
        let of_source = |metric: &&Metric| constant.is_none_or(|name| name == metric.declared.name);
        let possible: Vec<&Metric> = model.metrics.iter().filter(of_source).collect();
        let need = |is: bool| if is { Need::Judged } else { Need::Optional };
        let counts = possible.iter().any(|metric| metric.unit == MetricUnit::Requests);
        let values = possible.iter().any(|metric| metric.unit != MetricUnit::Requests);
        let of_component = match possible.iter().filter(|metric| metric.of_component).count() {
            0 => Need::Optional,
            all if all == possible.len() => Need::Required,
            _ => Need::Judged,
        };
        let component = ComponentField::new(model, source, of_component, &mut columns, problems);
        let mut field = |name: &str, need| Field::new(source, name, columns.want(source, name, need));
        let at = field("at", Need::Required);
        let value = field("value", need(values));
        let good = field("good", need(counts));
        let total = field("total", need(counts));
        let declared: Vec<Vec<TypedField>> = model
            .metrics
            .iter()
            .map(|metric| {
                let judged = need(of_source(&metric));
                let fields = metric.columns.iter();
                fields.map(|column| TypedField::new(field(&column.declared.name, judged), column)).collect()
            })
            .collect();
        check_declared(source, declared.iter().flatten(), problems);
        let style = Style::new(source, model.header.zone);
        Self { model, columns, style, scope, metric, component, at, value, good, total, declared }
    }

    /// The sample of a row; every problem is found before giving up.
    fn sample(&self, row: &Row<'_>, place: RowRef, found: &mut Found) -> Result<Sample, Refused> {
        let at = self.at.required_instant(row, &self.style, found);
        let (id, _) = self.metric.read(row, &self.style, found)?;
        let metric = self.model.metric(id);
        let component = if metric.of_component {
            self.component.required(row, &self.style, found).map(Some)
        } else {
            self.no_component(metric, row, found).map(|()| None)
        };
        let reading = self.reading(metric, row, found);
        let mut cells = Vec::new();
        let mut refused = Ok(());
        for field in self.declared.get(id.index()).map_or(&[][..], Vec::as_slice) {
            match field.read(row, &self.style, found) {
                Ok(cell) => cells.push(cell),
                Err(why) => refused = Err(why),
            }
        }
        refused?;
        let cells: Box<[Cell]> = cells.into();
        Ok(Sample { metric: id, component: component?, at: at?, reading: reading?, cells, row: place })
    }

    /// Samples of several components must not end up in one heap.
    fn no_component(&self, metric: &Metric, row: &Row<'_>, found: &mut Found) -> Result<(), Refused> {
        match self.component.said(row, &self.style) {
            None => Ok(()),
            Some(said) => {
                let (metric, span) = (metric.declared.name.clone(), span_of(Some(&said), row));
                Err(found.push(row, DeclaredError::OfNoComponent { metric, span }))
            }
        }
    }

    fn reading(&self, metric: &Metric, row: &Row<'_>, found: &mut Found) -> Result<SampleReading, Refused> {
        let [value, good, total] = [&self.value, &self.good, &self.total].map(|field| field.said(row, &self.style));
        let mut wrong = |holds: &'static str, wrong: Option<&Said<'_>>| {
            let (metric, span) = (metric.declared.name.clone(), span_of(wrong, row));
            Err(found.push(row, DeclaredError::OtherReading { metric, holds, span }))
        };
        if metric.unit == MetricUnit::Requests {
            return match (value, good, total) {
                (None, None, None) => Ok(SampleReading::Missing),
                (None, Some(good), Some(total)) => self.counts(&good, &total, row, found),
                (None, Some(one), None) | (None, None, Some(one)) => wrong("`good` and `total`, both", Some(&one)),
                (Some(value), _, _) => wrong("`good` and `total`", Some(&value)),
            };
        }
        match (value, good.or(total)) {
            (_, Some(count)) => wrong("a `value`", Some(&count)),
            (None, None) => Ok(SampleReading::Missing),
            (Some(value), None) => self.value(metric.unit, &value, row, found).map(SampleReading::Value),
        }
    }

    /// A value in the metric's unit.
    fn value(&self, unit: MetricUnit, said: &Said<'_>, row: &Row<'_>, found: &mut Found) -> Result<Ratio, Refused> {
        let (bare, help) = match unit {
            MetricUnit::Percent => return self.value.percent(said, row, &self.style, found),
            MetricUnit::Number | MetricUnit::Requests => return self.value.number(said, row, &self.style, found),
            MetricUnit::Seconds => (1, "accepted: `0.85`, which counts seconds, `0.85s`, `850ms` or `1m30s`"),
            MetricUnit::Milliseconds => {
                (1000, "accepted: `850`, which counts milliseconds, `850ms`, `0.85s` or `1m30s`")
            }
        };
        let comma = self.style.decimal_comma && !said.is_number;
        let (text, column, span) = (|| said.text.to_string(), || self.value.column.clone(), span_of(Some(said), row));
        match value::read_time(&said.text, comma, bare) {
            Some(value) if value.is_negative() => {
                Err(found.push(row, DeclaredError::Negative { text: text(), column: column(), span }))
            }
            Some(value) => Ok(value),
            None => {
                Err(found
                    .push(row, EvidenceError::NotANumber { text: text(), column: column(), help: help.into(), span }))
            }
        }
    }

    fn counts(
        &self,
        good: &Said<'_>,
        total: &Said<'_>,
        row: &Row<'_>,
        found: &mut Found,
    ) -> Result<SampleReading, Refused> {
        let count = |field: &Field, said: &Said<'_>, found: &mut Found| {
            let count = said.text.bytes().all(|byte| byte.is_ascii_digit()).then(|| said.text.parse::<u64>().ok());
            count.flatten().ok_or_else(|| {
                let (text, column) = (said.text.to_string(), field.column.clone());
                found.push(row, DeclaredError::NotACount { text, column, span: span_of(Some(said), row) })
            })
        };
        let (some, all) = (count(&self.good, good, found), count(&self.total, total, found));
        let (some, all) = (some?, all?);
        if some > all {
            let (good, total) = (span_of(Some(good), row), span_of(Some(total), row));
            return Err(found.push(row, DeclaredError::GoodBeyondTotal { good, total }));
        }
        Ok(SampleReading::Counts { good: some, total: all })
    }
}

impl TableReader for SampleReader<'_> {
    type Item = Sample;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn scope(&self) -> &Scope {
        &self.scope
    }

    fn read(&self, row: &Row<'_>, at: RowRef, found: &mut Found) -> Outcome<Sample> {
        if !self.scope.holds(row) {
            return Outcome::OutOfScope;
        }
        self.sample(row, at, found).map_or(Outcome::Bad, |item| Outcome::Good { item, key: (0, 0) })
    }

    fn ticket_of(&self, _: &Row<'_>) -> Option<Box<str>> {
        None
    }
}
