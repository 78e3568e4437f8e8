//! The rows that a worked example gives, each a line of words.

use crate::model::{
    Column, ColumnId, ColumnKind, ComponentId, GivenCell, GivenChangeKind, GivenReading, GivenSpan, GivenTicket,
    GivenWhen, IntervalTable, LocalInstant, Moment, SampleField, SampleStatistic, Test, TicketKindId, Value,
};
use crate::report::locale;

use super::chapters::lower;
use super::scribe::Scribe;
use super::tickets::label;
use crate::report::page::{Inline, Text, plain};

impl Scribe<'_> {
    /// All rows of an example, and what is judged.
    pub(super) fn given(&self, test: &Test) -> Vec<Text> {
        let mut lines: Vec<Text> = Vec::new();
        for ticket in &test.tickets {
            lines.push(row(&self.ticket(ticket.kind, &ticket.id), &self.ticket_facts(ticket)));
            lines.extend(self.told_of(test, ticket));
        }
        for given in &test.intervals {
            let (key, columns) = match given.table {
                IntervalTable::Outages => ("examples.outage", self.model.interval_columns(given.table)),
                IntervalTable::Maintenance => ("examples.maintenance", self.model.interval_columns(given.table)),
            };
            let of: Vec<String> = given.of.iter().map(|id| self.component(*id)).collect();
            let mut facts = vec![self.words.and(&of), self.during(given.from.0, given.to.map(|(to, _)| to))];
            facts.extend(given.announced.map(|(at, _)| self.fill("examples.announced", &[("at", &self.at(at))])));
            facts.extend(self.cells(columns, &given.cells));
            let id = given.id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
            lines.push(row(&format!("{}{id}", self.say(key)), &facts));
        }
        for given in &test.events {
            let component = given.component.map(|id| self.component(id));
            let facts: Vec<String> = std::iter::once(self.at(given.at)).chain(component).collect();
            lines.push(row(self.model.event(given.event).declared.title(), &facts));
        }
        for given in &test.amounts {
            let over = match &given.over {
                GivenSpan::Period(period) => period.clone(),
                GivenSpan::From(from, to) => self.during(*from, *to),
            };
            lines.push(row(self.model.amount(given.amount).declared.title(), &[self.money(&given.value), over]));
        }
        for given in &test.judgements {
            let answer = self.say(if given.answer { "entitled.yes" } else { "entitled.no" }).to_owned();
            let about = given.subject.as_ref().map(|of| self.fill("examples.about", &[("subject", of)]));
            let by = given.by.as_ref().map(|by| self.fill("examples.by", &[("who", by)]));
            let reason = given.reason.as_ref().map(|reason| format!("“{reason}”"));
            let facts = [Some(answer), about, Some(self.at(given.at)), by, reason];
            let facts: Vec<String> = facts.into_iter().flatten().collect();
            lines.push(row(self.model.judgement(given.judgement).declared.title(), &facts));
        }
        for given in &test.samples {
            let metric = self.model.metric(given.metric);
            let when = match given.when {
                GivenWhen::At(at) => self.at(at),
                GivenWhen::Every { from, to, every } => {
                    let values = [("every", &*self.elapsed(every)), ("span", &*self.during(from, Some(to)))];
                    self.fill("examples.every", &values)
                }
            };
            let reading = match &given.reading {
                GivenReading::Value(value) => {
                    self.sample_value(given.metric, SampleField::Value, SampleStatistic::Highest, value)
                }
                GivenReading::Counts { good, total } => {
                    let [good, total] = [good, total].map(|count| locale::count(self.locale, *count));
                    self.fill("examples.good", &[("good", &good), ("total", &total)])
                }
                GivenReading::Missing => self.say("examples.no_value").to_owned(),
            };
            let component = given.component.map(|id| self.component(id));
            let mut facts: Vec<String> = component.into_iter().chain([when, reading]).collect();
            facts.extend(self.cells(&metric.columns, &given.cells));
            lines.push(row(metric.declared.title(), &facts));
        }
        lines.extend(test.period.as_ref().map(|(period, _)| {
            let period = [("period", period.as_str())];
            plain(self.fill("examples.judged", &period))
        }));
        lines.extend(test.as_of.map(|(at, _)| plain(self.fill("examples.as_of", &[("at", &self.at(at))]))));
        lines
    }

    /// `Incident 12`
    pub(super) fn ticket(&self, kind: TicketKindId, id: &str) -> String {
        format!("{} {id}", self.model.ticket_kind(kind).declared.title())
    }

    /// `vr 01-03-2024 18:00`
    pub(super) fn at(&self, at: LocalInstant) -> String {
        let zone = self.model.header.zone;
        locale::moment(self.locale, zone, zone.of_written(at))
    }

    /// `vr 01-03-2024 18:00–20:00`
    fn during(&self, from: LocalInstant, to: Option<LocalInstant>) -> String {
        let Some(to) = to else { return self.fill("examples.from", &[("at", &self.at(from))]) };
        let zone = self.model.header.zone;
        let end = locale::moment_after(self.locale, zone, zone.of_written(from), zone.of_written(to));
        let dash = if end.contains(' ') { " – " } else { "–" };
        format!("{}{dash}{end}", self.at(from))
    }

    fn component(&self, id: ComponentId) -> String {
        self.model.component(id).declared.title().to_owned()
    }

    fn ticket_facts(&self, given: &GivenTicket) -> Vec<String> {
        let kind = self.model.ticket_kind(given.kind);
        let mut facts = Vec::new();
        let mut fact = |key: &str, value: &str| facts.push(format!("{} {value}", self.say(key)));
        if let Some(priority) = given.priority {
            fact("condition.priority", label(self.model.priority(priority)));
        }
        if let Some(plan) = given.plan {
            fact("condition.plan", self.model.plan(plan).declared.title());
        }
        facts.extend(given.component.map(|id| self.component(id)));
        for (moment, at, _) in &given.moments {
            let name = match moment {
                Moment::Opened => self.say("examples.opened").to_owned(),
                Moment::Responded => self.say("examples.responded").to_owned(),
                Moment::Resolved => self.say("examples.resolved").to_owned(),
                Moment::Closed => self.say("examples.closed").to_owned(),
                Moment::Column(_) => lower(&self.moment(kind, *moment)),
            };
            facts.push(format!("{name} {}", self.at(*at)));
        }
        facts.extend(self.cells(&kind.columns, &given.cells));
        facts
    }

    /// Waits, changes and updates of a ticket.
    fn told_of(&self, test: &Test, ticket: &GivenTicket) -> Vec<Text> {
        let name = self.ticket(ticket.kind, &ticket.id);
        let is_of = |kind: TicketKindId, id: &str| kind == ticket.kind && id == ticket.id;
        let kind = self.model.ticket_kind(ticket.kind);
        let waits = test.waits.iter().filter(|wait| is_of(wait.kind, &wait.ticket)).map(|wait| {
            let reason = kind.reasons.get(wait.reason.index()).map_or("", label);
            let span = self.during(wait.from.0, wait.to.map(|(to, _)| to));
            row(&name, &[self.fill("examples.waits", &[("reason", reason), ("span", &span)])])
        });
        let changes = test.changes.iter().filter(|change| is_of(change.kind, &change.ticket)).map(|change| {
            let what = match change.change {
                GivenChangeKind::Priority(priority) => {
                    let level = label(self.model.priority(priority));
                    self.fill("condition.priority_is", &[("level", level)])
                }
                GivenChangeKind::Reopened => self.say("examples.reopened").to_owned(),
                GivenChangeKind::Resolved => self.say("examples.resolved").to_owned(),
                GivenChangeKind::Closed => self.say("examples.closed").to_owned(),
            };
            row(&name, &[self.fill("examples.from", &[("at", &self.at(change.at.0))]), what])
        });
        let updates = test.updates.iter().filter(|update| is_of(update.kind, &update.ticket));
        let updates: Vec<String> = updates.map(|update| self.at(update.at.0)).collect();
        let updates = (!updates.is_empty()).then(|| {
            let facts = [self.fill("examples.updates", &[("moments", &self.words.and(&updates))])];
            row(&name, &facts)
        });
        waits.chain(changes).chain(updates).collect()
    }

    /// `oorzaak MEXTRA`, for each cell.
    fn cells(&self, columns: &[Column], cells: &[(ColumnId, GivenCell)]) -> Vec<String> {
        let one = |(id, cell): &(ColumnId, GivenCell)| {
            let column = columns.get(id.index())?;
            let is_percent = column.kind == ColumnKind::Percent;
            let value = match cell {
                GivenCell::Value(value) => match &column.kind {
                    ColumnKind::Enumeration(levels) => label(levels.get(value.index())?).to_owned(),
                    ColumnKind::YesNo
                    | ColumnKind::Percent
                    | ColumnKind::Number
                    | ColumnKind::Text
                    | ColumnKind::Duration
                    | ColumnKind::Instant => return None,
                },
                GivenCell::YesNo(true) => self.say("entitled.yes").to_owned(),
                GivenCell::YesNo(false) => self.say("entitled.no").to_owned(),
                GivenCell::Number(ratio) if is_percent => self.value(&Value::Percent(ratio.clone())),
                GivenCell::Number(ratio) => self.value(&Value::Number(ratio.clone())),
                GivenCell::Text(text) => format!("“{text}”"),
                GivenCell::Elapsed(elapsed) => self.elapsed(*elapsed),
                GivenCell::Instant(at) => self.at(*at),
            };
            Some(format!("{} {value}", lower(column.declared.title())))
        };
        cells.iter().filter_map(one).collect()
    }
}

/// What it is about, and what is said of it.
fn row(head: &str, facts: &[String]) -> Text {
    let head = Inline::Strong(plain(head));
    match facts {
        [] => vec![head],
        facts => vec![head, Inline::Plain(format!(": {}", facts.join("; ")))],
    }
}
