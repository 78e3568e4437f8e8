//! Norms and kpis: what is promised, in the tables and sentences that contracts use.

use crate::model::{Bound, Cadence, Limit, Norm, Per, Predicate, Requirement, RowRule, Subject, Timed, WindowExpr};

use super::chapters::capital;
use super::clocks;
use super::formula::Around;
use super::norm_tables;
use super::predicates::{Table, symbol};
use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, Inline, Math, Text, paragraph, plain};

pub(in crate::report) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let entry = |norm: &Norm| {
        let mut entry = Entry::of(&norm.declared, Topic::Norms, blocks(scribe, norm));
        // A norm without a number of its own stands where its first numbered row does.
        entry.clause = entry.clause.or_else(|| norm.requirements.iter().find_map(|row| row.clause.clone()));
        entry
    };
    scribe.model.norms.iter().map(entry).collect()
}

fn blocks(scribe: &Scribe<'_>, norm: &Norm) -> Vec<Block> {
    let mut blocks = preamble(scribe, norm);
    for run in runs(&norm.requirements) {
        blocks.extend(norm_tables::of_run(scribe, norm, run));
    }
    let mut notes = Vec::new();
    if norm.empty != scribe.model.conventions.empty {
        notes.push(scribe.empty(norm.empty));
    }
    if norm.counted_by != scribe.model.conventions.counted_by {
        notes.push(scribe.counted_by(norm.counted_by));
    }
    if norm.kpi {
        notes.push(scribe.say("norm.kpi").to_owned());
    }
    if norm.aim {
        notes.push(scribe.say("norm.aim").to_owned());
    }
    if let Some(source) = &norm.source {
        notes.push(scribe.fill("norm.source", &[("source", source)]));
    }
    if !notes.is_empty() {
        blocks.push(paragraph(notes.join(" ")));
    }
    blocks
}

/// Whose time on which clock.
fn preamble(scribe: &Scribe<'_>, norm: &Norm) -> Vec<Block> {
    let timed = norm.requirements.iter().find_map(|one| match &one.subject {
        Subject::Timed(timed) => Some((timed.clock, &timed.filter, one.group.len())),
        Subject::Cadence(owed) => Some((owed.clock, &owed.filter, one.group.len())),
        Subject::Formula { .. }
        | Subject::EachMember(..)
        | Subject::EachRow { .. }
        | Subject::Obliged(_)
        | Subject::NotAgreed
        | Subject::NoNorm => None,
    });
    let Some((clock, filter, attributes)) = timed else { return Vec::new() };
    let of_cadence = clocks::is_of_cadence(scribe, clock);
    let clock = scribe.model.clock(clock);
    let kind = scribe.model.ticket_kind(clock.ticket);
    let name = vec![Inline::Emphasis(plain(clock.declared.title()))];
    let of = plain(kind.declared.title());
    let common = common_filter(filter, attributes);
    if of_cadence {
        // Its clock is its own, and has no name beside it.
        let mut blocks = clocks::in_words(scribe, clock);
        blocks.extend(common.map(|filter| {
            let condition = scribe.condition(filter, Table::of(kind));
            paragraph(scribe.fill("norm.only", &[("condition", &condition)]))
        }));
        return blocks;
    }
    vec![Block::Paragraph(match common {
        None => scribe.text("norm.clock", &[("clock", name), ("kind", of)]),
        Some(filter) => {
            let condition = plain(scribe.condition(filter, Table::of(kind)));
            scribe.text("norm.clock_where", &[("clock", name), ("kind", of), ("condition", condition)])
        }
    })]
}

/// What the norm asks of all its tickets, without what the row adds for its attributes.
fn common_filter(filter: &Predicate, attributes: usize) -> Option<&Predicate> {
    let is_and = |predicate: &Predicate| matches!(predicate, Predicate::And(..));
    match (attributes, filter) {
        (_, Predicate::True) => None,
        (0, filter) => Some(filter),
        (1, Predicate::And(common, _)) => Some(common),
        (2.., Predicate::And(common, row)) if is_and(row) => Some(common),
        (_, _) => None,
    }
}

/// Requirements that go by the same attributes, one after the other.
fn runs(all: &[Requirement]) -> Vec<&[Requirement]> {
    let attributes = |one: &Requirement| one.group.iter().map(|value| value.attribute.clone()).collect::<Vec<_>>();
    all.chunk_by(|a, b| attributes(a) == attributes(b)).collect()
}

impl Scribe<'_> {
    /// What a requirement asks, and what it asks it of: `90% binnen`, `3 werkdagen`.
    pub(in crate::report) fn requirement(&self, requirement: &Requirement) -> (Text, Text) {
        match &requirement.subject {
            Subject::NoNorm => (Text::new(), plain(self.say("norm.none"))),
            Subject::NotAgreed => (Text::new(), plain(self.say("norm.not_agreed"))),
            Subject::Cadence(owed) => (Text::new(), plain(self.owed(owed))),
            Subject::Timed(timed) => self.timed(timed, requirement.bound.as_ref()),
            Subject::Formula { value, component } => {
                // One head for all rows: of any component, which the row names.
                let any = requirement.group.iter().any(|group| group.attribute == "component");
                let around = Around { measure: None, component: component.filter(|_| !any) };
                let head = vec![Inline::Math(self.formula(value, around))];
                let bound = requirement.bound.as_ref().map(|bound| self.bound(bound));
                let open = if requirement.agreed { "norm.measured" } else { "norm.not_agreed" };
                (head, plain(bound.unwrap_or_else(|| self.say(open).to_owned())))
            }
            Subject::Obliged(obliged) => {
                let title = |event| self.model.event(event).declared.title();
                let head = match obliged.after {
                    None => self.fill("oblige.period", &[("event", title(obliged.event))]),
                    Some(asks) => self.fill("oblige.event", &[("event", title(obliged.event)), ("asks", title(asks))]),
                };
                (plain(head), plain(self.fill("oblige.within", &[("limit", &self.limit(&obliged.limit, &[]))])))
            }
            Subject::EachMember(_, value) => {
                let head = vec![Inline::Math(self.formula(value, Around { measure: None, component: None }))];
                let bound = requirement.bound.as_ref().map(|bound| self.bound(bound));
                (head, plain(bound.unwrap_or_else(|| self.say("norm.measured").to_owned())))
            }
            Subject::EachRow { rows, rule } => {
                let rows = self.rows(rows);
                let rule = match rule {
                    RowRule::Lasts(op, length) => {
                        self.fill("each.lasts", &[("op", symbol(*op)), ("length", &self.elapsed(*length))])
                    }
                    RowRule::Announced(limit) => self.fill("each.announced", &[("limit", &self.limit(limit, &[]))]),
                    RowRule::NotOverlapping(window) => self.fill("each.outside", &[("window", &self.window(window))]),
                };
                (plain(self.fill("each.of", &[("rows", &capital(&rows))])), plain(rule))
            }
        }
    }

    /// `2 updates per werkdag`
    fn owed(&self, owed: &Cadence) -> String {
        let count = owed.count.to_string();
        match owed.per {
            Per::Workday => self.fill("cadence.workday", &[("count", &count)]),
            Per::Elapsed(each) => self.fill("cadence.elapsed", &[("count", &count), ("length", &self.elapsed(each))]),
        }
    }

    /// What a timed requirement asks, without its percentage: `binnen 6u`.
    pub(in crate::report) fn within(&self, timed: &Timed) -> Text {
        let (preposition, limit) = self.within_limit(timed);
        plain(format!("{preposition} {limit}"))
    }

    fn within_limit(&self, timed: &Timed) -> (&str, String) {
        let counting = &self.model.clock(timed.clock).counting;
        let own: Vec<&WindowExpr> = counting.iter().collect();
        let limit = self.by_plan(&timed.limit, |limit| self.limit(limit, &own));
        let is_end = |limit: &Limit| matches!(limit, Limit::EndOfWorkday { .. });
        let preposition = match (timed.limit.iter().any(is_end), timed.strict) {
            (true, _) => self.say("limit.by"),
            (false, true) => self.say("limit.less_than"),
            (false, false) => self.say("limit.within"),
        };
        (preposition, limit)
    }

    fn timed(&self, timed: &Timed, bound: Option<&Bound>) -> (Text, Text) {
        let (preposition, limit) = self.within_limit(timed);
        let head = match bound {
            Some(bound) => format!("{} {preposition}", crate::report::rounding::bound(self.locale, bound)),
            None => self.fill("limit.share", &[("limit", preposition)]),
        };
        (plain(head), plain(limit))
    }

    /// `≥ 99,5%`
    pub(in crate::report) fn bound(&self, bound: &Bound) -> String {
        format!("{}\u{a0}{}", symbol(bound.op), crate::report::rounding::bound(self.locale, bound))
    }

    /// A requirement as one line.
    pub(in crate::report) fn sentence(&self, requirement: &Requirement) -> Text {
        let (head, cell) = self.requirement(requirement);
        match &requirement.subject {
            Subject::Formula { value, .. } | Subject::EachMember(_, value) => {
                let component =
                    if let Subject::Formula { component, .. } = &requirement.subject { *component } else { None };
                let math = self.formula(value, Around { measure: None, component });
                vec![Inline::Math(match &requirement.bound {
                    None => math,
                    Some(bound) => Math::Row(vec![
                        math,
                        Math::Symbol(symbol(bound.op)),
                        Math::Number(crate::report::rounding::bound(self.locale, bound)),
                    ]),
                })]
            }
            Subject::Timed(_)
            | Subject::Cadence(_)
            | Subject::EachRow { .. }
            | Subject::Obliged(_)
            | Subject::NotAgreed
            | Subject::NoNorm => {
                if head.is_empty() {
                    return cell;
                }
                head.into_iter().chain(plain(" ")).chain(cell).collect()
            }
        }
    }
}
