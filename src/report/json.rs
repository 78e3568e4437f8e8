//! `sla.verdicts/1`: verdicts for other programs. The keys are a promise; see `docs/language.md`.

pub mod explanation;
mod settlement;

use serde::Serialize;
use serde_json::{Number, Value, json};

use crate::calendar::holidays;
use crate::eval::verdict::{
    Actual, Counts, MatrixCheck, MeasureValue, NormVerdict, Note, PeriodVerdicts, RequirementVerdict,
};
use crate::model::{Bound, Model, Requirement};
use crate::quantity::{Elapsed, zone};

use super::findings::{ContractFile, Findings, conventions, counted_word, empty_word, unit};
use super::{exact, rounding, text};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    contract: Contract<'a>,
    as_of: String,
    conventions: Ordered,
    evidence: Vec<File<'a>>,
    periods: Vec<Period<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    charts: Option<&'a [Value]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrections: Option<&'a Value>,
    versions: Versions,
}

#[derive(Serialize)]
pub(super) struct Contract<'a> {
    name: &'a str,
    version: Option<&'a str>,
    file: &'a str,
    sha256: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    others: &'a [ContractFile],
    #[serde(skip_serializing_if = "Option::is_none")]
    amends: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'a str>,
    timezone: String,
}

#[derive(Serialize)]
struct File<'a> {
    table: &'a str,
    file: &'a str,
    sha256: &'a str,
    rows: u64,
    rejected: u64,
    out_of_scope: u64,
    dropped: u64,
}

#[derive(Serialize)]
struct Versions {
    sla: &'static str,
    holidays: &'static str,
    tzdb: &'static str,
}

#[derive(Serialize)]
struct Period<'a> {
    period: &'a str,
    from: String,
    to: String,
    finished: bool,
    norms: Vec<Norm<'a>>,
    measures: Vec<Measure<'a>>,
    compensation: Vec<settlement::Compensation<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rights: Vec<settlement::Right<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    out_of_scope: Option<Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    matrices: Vec<Value>,
}

#[derive(Serialize)]
struct Norm<'a> {
    id: &'a str,
    label: Option<&'a str>,
    clause: Option<&'a str>,
    plan: Option<&'a str>,
    verdict: &'static str,
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    status_could_be: Vec<&'a str>,
    /// Where it is not that of the contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    objective: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    line: usize,
    empty: &'static str,
    counted_by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    own_period: Option<Value>,
    requirements: Vec<RequirementLine<'a>>,
}

#[derive(Serialize)]
struct RequirementLine<'a> {
    group: Ordered,
    measure: &'a str,
    unit: Option<&'static str>,
    actual: Option<ActualValue>,
    bound: Option<BoundValue>,
    counts: Option<CountValues>,
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    status_could_be: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aim: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'a str>,
    /// Where it is not that of the contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<Value>,
}

#[derive(Serialize)]
struct ActualValue {
    exact: String,
    display: String,
    #[serde(skip_serializing_if = "is_false")]
    vacuous: bool,
    #[serde(skip_serializing_if = "is_false")]
    floored: bool,
}

#[derive(Serialize)]
struct BoundValue {
    op: &'static str,
    exact: String,
    display: String,
}

#[derive(Serialize)]
struct CountValues {
    good: u64,
    total: u64,
    pending: u64,
    maybe: u64,
}

#[derive(Serialize)]
struct Measure<'a> {
    id: &'a str,
    label: Option<&'a str>,
    of: Option<&'a str>,
    unit: &'static str,
    actual: Option<ActualValue>,
    steps: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    name: &'a str,
    actual: Option<ActualValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pieces: Option<usize>,
}

/// An object whose keys keep the order of the contract.
struct Ordered(Vec<(String, String)>);

impl Serialize for Ordered {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// The whole document, ending in a newline. Equal findings give equal bytes.
pub fn render(findings: &Findings<'_>) -> String {
    document(findings, None, None)
}

/// The same, with the charts of a report, and what differs from an earlier one where it was compared.
pub fn of_report(findings: &Findings<'_>, charts: &[Value], corrections: Option<&Value>) -> String {
    document(findings, Some(charts), corrections)
}

fn document(findings: &Findings<'_>, charts: Option<&[Value]>, corrections: Option<&Value>) -> String {
    let header = &findings.model.header;
    let document = Document {
        schema: "sla.verdicts/1",
        contract: contract(findings),
        as_of: header.zone.rfc3339(findings.verdicts.as_of),
        conventions: Ordered(
            conventions(&findings.model.conventions).into_iter().map(|(name, word)| (name.to_owned(), word)).collect(),
        ),
        evidence: findings
            .evidence
            .files
            .iter()
            .map(|file| File {
                table: &file.table,
                file: &file.file,
                sha256: &file.sha256,
                rows: file.rows,
                rejected: file.rejected,
                out_of_scope: file.out_of_scope,
                dropped: file.dropped,
            })
            .collect(),
        periods: findings.verdicts.periods.iter().map(|one| period(findings, one)).collect(),
        charts,
        corrections,
        versions: Versions {
            sla: env!("CARGO_PKG_VERSION"),
            holidays: holidays::DATA_VERSION,
            tzdb: zone::DATABASE_VERSION,
        },
    };
    let mut out = serde_json::to_string_pretty(&document).expect("strings and numbers always serialise");
    out.push('\n');
    out
}

pub(super) fn contract<'a>(findings: &Findings<'a>) -> Contract<'a> {
    let header = &findings.model.header;
    Contract {
        name: &header.name,
        version: header.version.as_deref(),
        file: findings.contract,
        sha256: findings.sha256,
        others: findings.others,
        amends: findings.amended().map(|base| base.file.as_str()),
        currency: header.currency.as_deref(),
        timezone: header.zone.to_string(),
    }
}

fn period<'a>(findings: &Findings<'a>, period: &'a PeriodVerdicts) -> Period<'a> {
    let model = findings.model;
    let zone = model.header.zone;
    Period {
        period: &period.label,
        from: zone.rfc3339(period.from),
        to: zone.rfc3339(period.to),
        finished: period.finished,
        norms: period.norms.iter().map(|one| norm(findings, one)).collect(),
        measures: period.measures.iter().map(|one| measure(model, one)).collect(),
        compensation: period.compensation.iter().map(|one| settlement::compensation(findings, one)).collect(),
        rights: period.rights.iter().filter_map(|one| settlement::right(findings, one)).collect(),
        out_of_scope: period.out_of_scope.map(|outside| json!({ "tickets": outside.tickets, "maybe": outside.maybe })),
        matrices: period.matrix_checks.iter().map(|one| matrix(model, one)).collect(),
    }
}

fn norm<'a>(findings: &Findings<'a>, found: &'a NormVerdict) -> Norm<'a> {
    let norm = findings.model.norm(found.norm);
    let (status, status_could_be) = settlement::lit(findings.model, found.status.as_ref());
    let written = |one: &RequirementVerdict| norm.requirements.get(one.index);
    let zone = findings.model.header.zone;
    let own_period = found.own.as_ref().map(|own| {
        json!({
            "period": own.label, "from": zone.rfc3339(own.from), "to": zone.rfc3339(own.to), "due": own.due,
        })
    });
    Norm {
        id: &norm.declared.name,
        label: norm.declared.label.as_deref(),
        clause: norm.declared.clause.as_deref(),
        plan: findings.verdicts.plan.map(|plan| findings.model.plan(plan).declared.name.as_str()),
        verdict: found.verdict.word(),
        status,
        status_could_be,
        file: findings.elsewhere(norm.declared.span),
        objective: norm.objective.as_deref(),
        source: norm.source.as_deref(),
        line: findings.line(norm.declared.span),
        empty: empty_word(norm.empty),
        counted_by: counted_word(norm.counted_by),
        own_period,
        requirements: found
            .requirements
            .iter()
            .filter_map(|one| Some(requirement(findings, written(one)?, one)))
            .collect(),
    }
}

fn requirement<'a>(
    findings: &Findings<'a>,
    written: &'a Requirement,
    found: &'a RequirementVerdict,
) -> RequirementLine<'a> {
    let model = findings.model;
    let bound = written.bound.as_ref();
    let (status, status_could_be) = settlement::lit(model, found.status.as_ref());
    RequirementLine {
        group: Ordered(written.group.iter().map(|group| (group.attribute.clone(), group.value.clone())).collect()),
        measure: &written.text,
        unit: unit(written).map(|unit| unit.name()),
        actual: found.actual.as_ref().map(|value| actual(model, value, bound)),
        bound: bound.map(|bound| BoundValue {
            op: bound.op.symbol(),
            exact: exact::exact_value(&(&bound.value).into()),
            display: rounding::bound(model.header.locale, bound),
        }),
        counts: found.counts.map(|Counts { good, total, pending, maybe }| CountValues { good, total, pending, maybe }),
        verdict: found.verdict.map(|verdict| verdict.word()),
        status,
        status_could_be,
        aim: found.aimed.map(text::aim_word),
        label: written.label.as_deref(),
        clause: written.clause.as_deref(),
        file: findings.elsewhere(written.span),
        line: findings.line(written.span),
        notes: found.notes.iter().map(|one| note(findings, one)).collect(),
    }
}

fn actual(model: &Model, value: &Actual, bound: Option<&Bound>) -> ActualValue {
    ActualValue {
        exact: exact::exactly(value),
        display: rounding::actual(model.header.locale, value, bound),
        vacuous: value.vacuous,
        floored: value.floored,
    }
}

fn measure<'a>(model: &'a Model, value: &'a MeasureValue) -> Measure<'a> {
    let measure = model.measure(value.measure);
    Measure {
        id: &measure.declared.name,
        label: measure.declared.label.as_deref(),
        of: value.of.map(|component| model.component(component).declared.name.as_str()),
        unit: measure.unit.name(),
        actual: value.actual.as_ref().map(|value| actual(model, value, None)),
        steps: value
            .steps
            .iter()
            .map(|step| Step {
                name: &step.name,
                actual: step.actual.as_ref().map(|value| actual(model, value, None)),
                pieces: step.pieces.as_ref().map(Vec::len),
            })
            .collect(),
    }
}

fn matrix(model: &Model, check: &MatrixCheck) -> Value {
    let (name, by) = (|id| &model.priority(id).name, check.by(model));
    let differ: Vec<Value> = check
        .differ
        .iter()
        .map(|(ticket, recorded, given)| json!({ "ticket": ticket, "recorded": name(*recorded), by: given.map(name) }))
        .collect();
    json!({
        "ticket_kind": model.ticket_kind(check.kind).declared.name, "by": by,
        "checked": check.checked, "agree": check.agree, "differ": differ,
    })
}

fn note(findings: &Findings<'_>, note: &Note) -> Value {
    let zone = findings.model.header.zone;
    let place = |row| {
        let (file, line) = findings.row(row);
        json!({ "file": file, "line": line })
    };
    match note {
        Note::Missed { ticket, elapsed, limit, settled, row } => json!({
            "kind": "missed", "ticket": ticket, "elapsed_s": seconds(*elapsed), "limit_s": seconds(*limit),
            "settled": zone.rfc3339(*settled), "row": place(*row),
        }),
        Note::Owed { ticket, from, until, updates, wanted, row } => json!({
            "kind": "owed", "ticket": ticket, "from": zone.rfc3339(*from), "until": zone.rfc3339(*until),
            "updates": updates, "wanted": wanted, "row": place(*row),
        }),
        Note::NotAgreed => json!({ "kind": "not_agreed" }),
        Note::AllOfFew { of, bound } => json!({
            "kind": "all_of_few", "of": of, "bound": rounding::bound(findings.model.header.locale, bound),
        }),
        Note::Row { from, to, counted, row } => json!({
            "kind": "row", "table": findings.table(*row), "from": zone.rfc3339(*from),
            "to": to.map(|to| zone.rfc3339(to)), "counted_s": seconds(*counted), "row": place(*row),
        }),
        Note::BadSlices { from, to, slices } => json!({
            "kind": "bad_slices", "from": zone.rfc3339(*from), "to": zone.rfc3339(*to), "slices": slices,
        }),
        Note::OpenSlices { slices, first } => json!({
            "kind": "open_slices", "slices": slices, "first": zone.rfc3339(*first),
        }),
        Note::CutSlice { length, of } => json!({
            "kind": "cut_slice", "length_s": seconds(*length), "of_s": seconds(*of),
        }),
        Note::Obligation { event, period, from, due, done, outcome, row } => json!({
            "kind": "obligation", "event": findings.model.event(*event).declared.name, "period": period,
            "since": zone.rfc3339(*from), "due": due.map(|due| zone.rfc3339(due)),
            "done": done.map(|done| zone.rfc3339(done)), "outcome": outcome.word(), "row": row.map(place),
        }),
        Note::Lacking { from, to, columns, row } => json!({
            "kind": "lacking", "table": findings.table(*row), "columns": columns, "from": zone.rfc3339(*from),
            "to": to.map(|to| zone.rfc3339(to)), "row": place(*row),
        }),
        Note::Stretch { from, to } => json!({
            "kind": "stretch", "from": zone.rfc3339(*from), "to": zone.rfc3339(*to),
        }),
        Note::NotThere => json!({ "kind": "not_there" }),
        Note::NoTable(table) => json!({ "kind": "no_table", "table": table }),
        Note::Skipped { table, rows, could_turn } => json!({
            "kind": "skipped", "table": table, "rows": rows, "could_turn": could_turn,
        }),
        Note::Unknown(tickets) => json!({ "kind": "unknown", "tickets": tickets }),
        Note::Impossible(reason) => json!({ "kind": "impossible", "reason": reason }),
    }
}

/// Seconds as a JSON number: whole, or a decimal that is exact.
pub(super) fn seconds(elapsed: Elapsed) -> Value {
    let text = exact::seconds(elapsed);
    let number: Number = text.parse().expect("a decimal number is a JSON number");
    Value::Number(number)
}
