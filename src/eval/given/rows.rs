//! Events, amounts, judgements and samples of a test.

use super::{Lines, cells};
use crate::calendar::Periods;
use crate::evidence::project::Table;
use crate::evidence::{AmountRow, Cell, EventRow, JudgementRow, Sample, SampleReading};
use crate::model::{
    GivenAmount, GivenEvent, GivenJudgement, GivenReading, GivenSpan, GivenWhen, LocalInstant, Model, Test,
};
use crate::quantity::Instant;

/// Events, in order of time.
pub(super) fn events(model: &Model, test: &Test, lines: &Lines<'_>) -> Vec<EventRow> {
    let row = |given: &GivenEvent| EventRow {
        event: given.event,
        at: model.header.zone.of_written(given.at),
        component: given.component,
        row: lines.row(Table::Events, given.span),
    };
    let mut rows: Vec<EventRow> = test.events.iter().map(row).collect();
    rows.sort_by_key(|row| row.at);
    rows
}

/// Amounts. A period that no calendar knows is never judged, so its amount is left out.
pub(super) fn amounts(model: &Model, test: &Test, lines: &Lines<'_>) -> Vec<AmountRow> {
    let periods = Periods::new(model.header.period, model.header.zone);
    let at = |written: LocalInstant| model.header.zone.of_written(written);
    let row = |given: &GivenAmount| {
        let (from, to) = match &given.over {
            GivenSpan::Period(written) => {
                let period = periods.parse(written).ok()?.into_iter().next()?;
                (period.from, period.to)
            }
            GivenSpan::From(from, to) => (at(*from), to.map_or(Instant::END, at)),
        };
        Some(AmountRow {
            amount: given.amount,
            from,
            to,
            value: given.value.clone(),
            row: lines.row(Table::Amounts, given.span),
        })
    };
    let mut rows: Vec<AmountRow> = test.amounts.iter().filter_map(row).collect();
    rows.sort_by_key(|row| (row.amount, row.from));
    rows
}

/// Judgements, in order of time.
pub(super) fn judgements(model: &Model, test: &Test, lines: &Lines<'_>) -> Vec<JudgementRow> {
    let row = |given: &GivenJudgement| JudgementRow {
        judgement: given.judgement,
        subject: given.subject.as_deref().map(Box::from),
        at: model.header.zone.of_written(given.at),
        answer: given.answer,
        by: given.by.as_deref().map(Box::from),
        reason: given.reason.as_deref().map(Box::from),
        row: lines.row(Table::Judgements, given.span),
    };
    let mut rows: Vec<JudgementRow> = test.judgements.iter().map(row).collect();
    rows.sort_by_key(|row| row.at);
    rows
}

/// Samples, by metric, component and time.
pub(super) fn samples(model: &Model, test: &Test, lines: &Lines<'_>) -> Vec<Sample> {
    let at = |written: LocalInstant| model.header.zone.of_written(written);
    let mut rows = Vec::new();
    for given in &test.samples {
        let (first, before, every) = match given.when {
            GivenWhen::At(moment) => (at(moment), None, None),
            GivenWhen::Every { from, to, every } => (at(from), Some(at(to)), Some(every)),
        };
        let reading = match &given.reading {
            GivenReading::Value(value) => SampleReading::Value(value.clone()),
            GivenReading::Counts { good, total } => SampleReading::Counts { good: *good, total: *total },
            GivenReading::Missing => SampleReading::Missing,
        };
        let cells: Box<[Cell]> = cells(model, &model.metric(given.metric).columns, &given.cells).into();
        let times = std::iter::successors(Some(first), |last| last.checked_add(every?));
        rows.extend(times.take_while(|at| before.is_none_or(|before| *at < before)).map(|at| Sample {
            metric: given.metric,
            component: given.component,
            at,
            reading: reading.clone(),
            cells: cells.clone(),
            row: lines.row(Table::Samples, given.span),
        }));
    }
    rows.sort_by_key(|row: &Sample| (row.metric, row.component, row.at));
    rows
}
