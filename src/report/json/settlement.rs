//! Amounts, rights and colours for other programs.

use serde::Serialize;

use crate::eval::compensation::{Between, ClaimState, Colour, CompensationVerdict, RightVerdict};
use crate::eval::verdict::Exact;
use crate::model::Model;
use crate::quantity::{Instant, Ratio, minor_digits};
use crate::report::compensation as words;
use crate::report::exact;
use crate::report::findings::Findings;
use crate::report::locale::plain;

/// An amount. `amount` is `null` where it is not known exactly; then `low` and `high` say what it can be (`high` is `null`
/// where nothing limits it), and `share` of which share of the fee it is, where that is known.
#[derive(Serialize)]
pub(super) struct Compensation<'a> {
    id: &'a str,
    label: Option<&'a str>,
    clause: Option<&'a str>,
    amount: Option<String>,
    low: String,
    high: Option<String>,
    currency: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<Share>,
    claim: Claim<'a>,
    line: usize,
    because: Vec<String>,
}

#[derive(Serialize)]
struct Share {
    low: String,
    high: Option<String>,
}

#[derive(Serialize)]
struct Claim<'a> {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    line: u32,
}

/// A right, with whether it arises: `yes`, `no`, `undecided` or `not judged`.
#[derive(Serialize)]
pub(super) struct Right<'a> {
    id: &'a str,
    label: Option<&'a str>,
    clause: Option<&'a str>,
    arises: &'static str,
    when: &'a str,
    line: usize,
}

/// The colour, where it is one; and those that it can be, where there are several.
pub(super) type Lit<'a> = (Option<&'a str>, Vec<&'a str>);

/// See [`Lit`].
pub(super) fn lit<'a>(model: &'a Model, colour: Option<&Colour>) -> Lit<'a> {
    let could = colour.map(|colour| words::colours(model, colour)).unwrap_or_default();
    match could.as_slice() {
        [only] => (Some(*only), Vec::new()),
        _ => (None, could),
    }
}

pub(super) fn compensation<'a>(findings: &Findings<'a>, verdict: &CompensationVerdict) -> Compensation<'a> {
    let model = findings.model;
    let written = model.compensation(verdict.compensation);
    let currency = model.header.currency.as_deref();
    let digits = currency.map_or(2, minor_digits);
    let money = |value: &Ratio| plain(&value.scaled_half_up(digits), digits);
    let exact = |value: &Ratio| exact::exact_value(&Exact::Percent(value.clone()));
    let Between { low, high } = &verdict.amount;
    Compensation {
        id: &written.declared.name,
        label: written.declared.label.as_deref(),
        clause: written.declared.clause.as_deref(),
        amount: verdict.amount.exact().map(money),
        low: money(low),
        high: high.as_ref().map(money),
        currency,
        share: verdict
            .share
            .as_ref()
            .map(|share| Share { low: exact(&share.low), high: share.high.as_ref().map(exact) }),
        claim: claim(findings, written, verdict.claim),
        line: findings.line(written.declared.span),
        because: words::Speech::english(model).because(verdict),
    }
}

fn claim<'a>(findings: &Findings<'a>, written: &crate::model::Compensation, state: ClaimState) -> Claim<'a> {
    let moment = |at: Instant| findings.model.header.zone.rfc3339(at);
    let event = written.claim.and_then(|claim| claim.event);
    let (at, until, row) = match state {
        ClaimState::Claimed { at, row } => (Some(at), None, Some(row)),
        ClaimState::Claimable { until } | ClaimState::Past { until } => (None, Some(until), None),
        ClaimState::Lapsed { since } => (None, Some(since), None),
        ClaimState::Unknown { until } => (None, until, None),
        ClaimState::Running | ClaimState::Nothing | ClaimState::Due | ClaimState::NotClaimed => (None, None, None),
    };
    let place = |row| {
        let (file, line) = findings.row(row);
        Row { file, line }
    };
    Claim {
        state: state.word(),
        event: event.map(|id| findings.model.event(id).declared.name.as_str()),
        at: at.map(moment),
        until: until.map(moment),
        row: row.map(place),
    }
}

pub(super) fn right<'a>(findings: &Findings<'a>, verdict: &RightVerdict) -> Option<Right<'a>> {
    let written = findings.model.rights.get(verdict.right)?;
    Some(Right {
        id: &written.declared.name,
        label: written.declared.label.as_deref(),
        clause: written.declared.clause.as_deref(),
        arises: verdict.arises.word(),
        when: &written.text,
        line: findings.line(written.declared.span),
    })
}
