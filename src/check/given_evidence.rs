//! Events, amounts, judgements and samples in a worked example.

use super::checker::Checker;
use super::given::{Fields, has_stray_field};
use super::shape;
use super::typed::{
    AmountId, EventId, GivenAmount, GivenEvent, GivenJudgement, GivenReading, GivenSample, GivenSpan, GivenWhen,
    JudgementId, LocalInstant, Metric, MetricId, MetricUnit, Test,
};
use crate::quantity::{Elapsed, Ratio};
use crate::resolve::Kind;
use crate::source::Span;
use crate::syntax::ast::{ExprKind, Given, GivenField, Literal};

const EVENT: Fields<'static> =
    Fields { title: "`event`", columns: &[], built_in: &["at", "component"], damaged: false };
const AMOUNT: Fields<'static> =
    Fields { title: "`amount`", columns: &[], built_in: &["period", "from", "to", "value"], damaged: false };
const JUDGEMENT: Fields<'static> = Fields {
    title: "`judgement`",
    columns: &[],
    built_in: &["subject", "at", "answer", "by", "reason"],
    damaged: false,
};

/// Columns of every sample; `from`, `to` and `every` make many of one row.
const SAMPLE_FIELDS: [&str; 8] = ["component", "at", "from", "to", "every", "value", "good", "total"];

/// No row of a test makes more samples.
const MOST_SAMPLES: i64 = 100_000;

impl Checker<'_, '_> {
    /// An event, amount, judgement or sample; whether it is right. `None`: the row is of another table.
    pub(super) fn given_evidence(&mut self, given: &Given, test: &mut Test) -> Option<bool> {
        let made = match given.table.value.as_str() {
            "event" => self.given_event(given).map(|row| test.events.push(row)),
            "amount" => self.given_amount(given, &test.amounts).map(|row| test.amounts.push(row)),
            "judgement" => self.given_judgement(given, test).map(|row| test.judgements.push(row)),
            "sample" => self.given_sample(given).map(|row| test.samples.push(row)),
            _ => return None,
        };
        Some(made.is_some())
    }

    fn given_event(&mut self, given: &Given) -> Option<GivenEvent> {
        let event = self.named(given, Kind::Event, "review").map(EventId);
        let stray = self.stray(&EVENT, given);
        let at = self.needed(given, "at", stray, Self::moment_of);
        let component = self.if_given(given, "component", |all, field| all.given_component(&field.value));
        let (event, at, component) = (event?, at?, component?);
        (!stray).then_some(GivenEvent { span: given.table.span, event, at, component })
    }

    fn given_amount(&mut self, given: &Given, before: &[GivenAmount]) -> Option<GivenAmount> {
        let amount = self.named(given, Kind::Amount, "monthly_fee").map(AmountId);
        let stray = self.stray(&AMOUNT, given);
        let value = self.needed(given, "value", stray, Self::given_money);
        let period = self.if_given(given, "period", Self::given_period);
        let from = self.if_given(given, "from", Self::moment_of);
        let to = self.if_given(given, "to", Self::moment_of);
        let (amount, value, period, from, to) = (amount?, value?, period?, from?, to?);
        let span = given.table.span;
        let over = match (period, from, to) {
            (Some(period), None, None) => GivenSpan::Period(period),
            (None, Some(from), to) => GivenSpan::From(from, to),
            (period, _, _) => {
                let why = if period.is_some() { "says twice" } else { "does not say" };
                let help = "write `period 2024-03`, or `from 2024-01-01 00:00` and perhaps `to …`".to_owned();
                if !stray {
                    let why = format!("`amount` {why} from when to when it holds");
                    self.row_problem(span, why, "either `period`, or `from`", None, Some(help));
                }
                return None;
            }
        };
        if let Some(first) = before.iter().find(|first| first.amount == amount && first.over == over) {
            let help = Some("an amount has one value at a time".to_owned());
            self.row_problem(span, "this amount is given twice".to_owned(), "again here", Some(first.span), help);
            return None;
        }
        (!stray).then_some(GivenAmount { amount, span, over, value })
    }

    fn given_judgement(&mut self, given: &Given, test: &Test) -> Option<GivenJudgement> {
        let judgement = self.named(given, Kind::Judgement, "progress").map(JudgementId);
        let stray = self.stray(&JUDGEMENT, given);
        let at = self.needed(given, "at", stray, Self::moment_of);
        let answer = self.needed(given, "answer", stray, Self::yes_or_no);
        let subject = self.if_given(given, "subject", |all, field| all.subject(field, test));
        let by = self.if_given(given, "by", Self::text_of);
        let reason = self.if_given(given, "reason", Self::text_of);
        let (judgement, at, answer, subject, by, reason) = (judgement?, at?, answer?, subject?, by?, reason?);
        (!stray).then_some(GivenJudgement { span: given.table.span, judgement, subject, at, answer, by, reason })
    }

    /// A ticket, outage or maintenance of the test, or a quoted identifier of anything.
    fn subject(&mut self, field: &GivenField, test: &Test) -> Option<String> {
        let name = self.value_of(field, "a ticket or outage of the test, or an identifier in quotes")?;
        if let ExprKind::Literal(Literal::Text(_)) = field.value.value {
            return Some(name.value);
        }
        if self.facts.given_ids.contains(&name.value) {
            return Some(name.value);
        }
        self.known_ticket(test, &name).map(|(ticket, _)| ticket)
    }

    fn given_sample(&mut self, given: &Given) -> Option<GivenSample> {
        let id = self.named(given, Kind::Metric, "latency").map(MetricId)?;
        let metric = self.facts.metrics.get(id.index())?.clone()?;
        let title = format!("metric `{}`", metric.declared.name);
        let damaged = self.items.metrics.get(id.index()).is_some_and(|part| part.damaged);
        let fields = Fields { title: &title, columns: &metric.columns, built_in: &SAMPLE_FIELDS, damaged };
        let stray = self.stray(&fields, given);
        let when = self.sample_times(given, stray);
        let component = self.if_given(given, "component", |all, field| all.given_component(&field.value));
        let of = self.sample_component(given, &metric, component.as_ref(), stray);
        let reading = self.sample_reading(given, &metric);
        let mut cells = Vec::new();
        let mut right = !stray;
        for field in given.fields.iter().filter(|field| !SAMPLE_FIELDS.contains(&field.name.value.as_str())) {
            let (column, kind) = self.given_column(&fields, field)?;
            let cell = self.given_cell(&kind, field);
            right &= cell.is_some();
            cells.extend(cell.map(|cell| (column, cell)));
        }
        let (when, component, reading) = (when?, component?, reading?);
        (right && of).then_some(GivenSample { span: given.table.span, metric: id, component, when, reading, cells })
    }

    /// Whether a sample names a component just where its metric is of components.
    fn sample_component<T>(
        &mut self,
        given: &Given,
        metric: &Metric,
        component: Option<&Option<T>>,
        stray: bool,
    ) -> bool {
        let Some(component) = component else { return false };
        let (why, label, help) = match (metric.of_component, component) {
            (true, None) if stray => return false,
            (true, None) => ("names no component", "of which component?", "give it, such as `component …`"),
            (false, Some(_)) => {
                ("names a component", "its metric has none", "declare the metric `of component`, or leave it out")
            }
            (true, Some(_)) | (false, None) => return true,
        };
        let why = format!("this sample of `{}` {why}", metric.declared.name);
        self.row_problem(given.table.span, why, label, None, Some(help.to_owned()));
        false
    }

    /// `at`, or one `every` so often `from` a moment `to` another.
    fn sample_times(&mut self, given: &Given, stray: bool) -> Option<GivenWhen> {
        let [at, from, to] = ["at", "from", "to"].map(|column| self.if_given(given, column, Self::moment_of));
        let every = self.if_given(given, "every", |all, field| all.elapsed_of(field));
        match (at?, from?, to?, every?) {
            (Some(at), None, None, None) => Some(GivenWhen::At(at)),
            (None, Some(from), Some(to), Some(every)) => {
                let length = to.local.signed_duration_since(from.local).num_microseconds().unwrap_or(i64::MAX);
                let why = match length.checked_div(every.micros()) {
                    Some(0..=MOST_SAMPLES) if every > Elapsed::ZERO => {
                        return Some(GivenWhen::Every { from, to, every });
                    }
                    Some(count) if count > 0 => format!("this row makes more than {MOST_SAMPLES} samples"),
                    Some(_) | None => "this row makes no sample".to_owned(),
                };
                let help = "samples are made from `from` on, `every` so often, before `to`".to_owned();
                self.row_problem(given.table.span, why, "too many or none", None, Some(help));
                None
            }
            _ if stray => None,
            _ => {
                let help = "write `at 2024-03-01 10:00`; or for many of them `from 2024-03-01 10:00, to 2024-03-01 11:00, \
                            every 1m`";
                let why = "when was this sample taken?".to_owned();
                self.row_problem(
                    given.table.span,
                    why,
                    "either `at`, or `from`, `to` and `every`",
                    None,
                    Some(help.to_owned()),
                );
                None
            }
        }
    }

    /// What the unit of the metric says that a sample holds.
    fn sample_reading(&mut self, given: &Given, metric: &Metric) -> Option<GivenReading> {
        let value = self.if_given(given, "value", |all, field| all.sample_value(metric.unit, field));
        let good = self.if_given(given, "good", Self::count_of);
        let total = self.if_given(given, "total", Self::count_of);
        let requests = metric.unit == MetricUnit::Requests;
        let (why, label) = match (value?, good?, total?) {
            (Some(value), None, None) if !requests => return Some(GivenReading::Value(value)),
            (None, None, None) => return Some(GivenReading::Missing),
            (None, Some(good), Some(total)) if requests && good <= total => {
                return Some(GivenReading::Counts { good, total });
            }
            (None, Some(_), Some(_)) if requests => {
                ("more are good than there are".to_owned(), "`good` is more than `total`")
            }
            (_, _, _) => {
                let holds = if requests { "`good` and `total`" } else { "a `value`" };
                (format!("a sample of `{}` holds {holds}", metric.declared.name), "not this, or not this alone")
            }
        };
        self.row_problem(given.table.span, why, label, None, None);
        None
    }

    fn sample_value(&mut self, unit: MetricUnit, field: &GivenField) -> Option<Ratio> {
        let time = |unit: i64, number: &Ratio| number.div(&Ratio::whole(unit)).ok();
        let (found, kind) = match (unit, &field.value.value) {
            (MetricUnit::Seconds | MetricUnit::Milliseconds, ExprKind::Literal(Literal::Elapsed(elapsed))) => {
                (Some(elapsed.seconds()), "")
            }
            (MetricUnit::Seconds, ExprKind::Literal(Literal::Number(number))) => (time(1, &number.value), ""),
            (MetricUnit::Milliseconds, ExprKind::Literal(Literal::Number(number))) => (time(1000, &number.value), ""),
            (MetricUnit::Percent, ExprKind::Literal(Literal::Percent(percent))) => (Some(percent.value.clone()), ""),
            (MetricUnit::Number | MetricUnit::Requests, ExprKind::Literal(Literal::Number(number))) => {
                (Some(number.value.clone()), "")
            }
            (MetricUnit::Seconds, _) => (None, "a duration or a number of seconds"),
            (MetricUnit::Milliseconds, _) => (None, "a duration or a number of milliseconds"),
            (MetricUnit::Percent, _) => (None, "a percentage"),
            (MetricUnit::Number | MetricUnit::Requests, _) => (None, "a number"),
        };
        if found.is_none() {
            self.wrong_value(field, kind, None);
        }
        found
    }

    /// What the row is about: `event review: …`.
    fn named(&mut self, given: &Given, kind: Kind, example: &str) -> Option<u32> {
        let Some(name) = &given.id else {
            let table = &given.table.value;
            let help = Some(format!("write `{table} {example}: …`"));
            self.row_problem(given.table.span, format!("`{table}` of which name?"), "which one?", None, help);
            return None;
        };
        self.names.look_up(&[kind], name, self.out).map(|symbol| symbol.index)
    }

    /// Whether the row gives something that its table does not have, which is reported.
    fn stray(&mut self, fields: &Fields<'_>, given: &Given) -> bool {
        if !has_stray_field(given, fields.built_in, fields.columns) {
            return false;
        }
        for field in given.fields.iter().filter(|field| !fields.built_in.contains(&field.name.value.as_str())) {
            self.given_column(fields, field);
        }
        true
    }

    /// A column that the row must have.
    fn needed<T>(
        &mut self,
        given: &Given,
        column: &str,
        stray: bool,
        read: impl FnOnce(&mut Self, &GivenField) -> Option<T>,
    ) -> Option<T> {
        self.required(given, column, stray);
        self.if_given(given, column, read)?
    }

    /// A column that the row may have; `None`: it is wrong.
    fn if_given<T>(
        &mut self,
        given: &Given,
        column: &str,
        read: impl FnOnce(&mut Self, &GivenField) -> Option<T>,
    ) -> Option<Option<T>> {
        match given.fields.iter().find(|field| field.name.value == column) {
            None => Some(None),
            Some(field) => read(self, field).map(Some),
        }
    }

    fn moment_of(&mut self, field: &GivenField) -> Option<LocalInstant> {
        self.at(field).map(|(at, _)| at)
    }

    fn given_money(&mut self, field: &GivenField) -> Option<Ratio> {
        if let ExprKind::Literal(Literal::Money(money)) = &field.value.value {
            return self.money(money, field.value.span);
        }
        let currency = self.facts.header.as_ref().and_then(|header| header.currency.clone());
        let help = format!("write `1000 {0}` or `1000.50 {0}`", currency.as_deref().unwrap_or("EUR"));
        self.wrong_value(field, "an amount of money", Some(&help));
        None
    }

    fn given_period(&mut self, field: &GivenField) -> Option<String> {
        let value = &field.value.value;
        let written = if let ExprKind::Literal(Literal::Period(period)) = value {
            Some(period.clone())
        } else if let ExprKind::Literal(Literal::Number(_)) = value {
            shape::value_name(&field.value).map(|year| year.value)
        } else {
            None
        };
        let Some(written) = written else {
            self.wrong_value(field, "a period", Some("write `2024-03`, `2024-Q1`, `2024-H1` or `2024`"));
            return None;
        };
        self.is_judged_by(&written, field.value.span).then_some(written)
    }

    fn yes_or_no(&mut self, field: &GivenField) -> Option<bool> {
        if let ExprKind::Literal(Literal::YesNo(yes)) = field.value.value {
            return Some(yes);
        }
        self.wrong_value(field, "yes or no", None);
        None
    }

    fn text_of(&mut self, field: &GivenField) -> Option<String> {
        self.value_of(field, "a text").map(|name| name.value)
    }

    fn elapsed_of(&mut self, field: &GivenField) -> Option<Elapsed> {
        if let ExprKind::Literal(Literal::Elapsed(elapsed)) = field.value.value {
            return Some(elapsed);
        }
        self.wrong_value(field, "a duration", None);
        None
    }

    fn count_of(&mut self, field: &GivenField) -> Option<u64> {
        let count = if let ExprKind::Literal(literal @ Literal::Number(_)) = &field.value.value {
            super::words::literal(literal).parse().ok()
        } else {
            None
        };
        if count.is_none() {
            self.wrong_value(field, "a whole number", None);
        }
        count
    }

    /// Whether a period is one by which the contract is judged; anything else is reported.
    pub(super) fn is_judged_by(&mut self, written: &str, span: Span) -> bool {
        self.test_period(&crate::source::Spanned::new(written.to_owned(), span))
    }
}
