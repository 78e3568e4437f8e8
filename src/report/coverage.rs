//! What of a contract no worked example touches: by clause, with the line where it is written.

mod json;

pub use json::json;

use crate::diagnostic::render::words::{visible, wrap};
use crate::eval::{Coverage, Point, Side, Sort};
use crate::model::{
    Bound, Comparison, Compensation, CompensationId, Derivation, Matrix, Model, Pay, PriorityRules, PrioritySource,
    Requirement, Subject, TicketKind,
};
use crate::source::{SourceMap, Span};

use super::grid::{self, Grid, WIDTH};
use super::paint::{Ink, Paint};
use super::{rounding, text};

/// The examples of one contract, and what they touch.
#[derive(Debug)]
pub struct Covered<'a> {
    /// The file of the contract, as messages name it.
    pub file: &'a str,
    /// The contract.
    pub model: &'a Model,
    /// Its text, for line numbers.
    pub sources: &'a SourceMap,
    /// How many examples it has.
    pub examples: usize,
    /// What they touch.
    pub coverage: Coverage,
}

/// A point in words.
struct Told {
    /// What it belongs to: `norm oplostijden`.
    item: String,
    /// What people call that.
    label: Option<String>,
    /// Clause number of it.
    clause: Option<String>,
    /// Where that is written.
    item_span: Span,
    /// The row, cell, tier or rule.
    part: String,
    /// Where that is written.
    span: Span,
    /// What an example would have to have: `a ticket exactly at the limit`.
    wanted: String,
}

/// What no example touches, and how much each kind of thing is touched. What stands in something that is not touched is
/// counted and not listed.
pub fn render(covered: &Covered<'_>, paint: Paint) -> String {
    let examples = if covered.examples == 1 { "example" } else { "examples" };
    let head = format!("{}: {} {examples}", covered.file, covered.examples);
    let mut out = format!("{}\n", paint.on(Ink::Strong, &head));
    let touched = |point: Point| covered.coverage.is_touched(point);
    let is_listed = |point: &&Point| !touched(**point) && point.needs().is_none_or(touched);
    let told: Vec<Told> = covered.coverage.points.iter().filter(is_listed).filter_map(|it| covered.told(*it)).collect();
    for item in told.chunk_by(|a, b| a.item_span == b.item_span && a.item == b.item) {
        out.push_str(&covered.item(item, paint));
    }
    out.push('\n');
    let mut counts = Grid::new(&[("", grid::Side::Left), ("touched", grid::Side::Right), ("of", grid::Side::Right)]);
    for (sort, (touched, all)) in covered.coverage.counts() {
        counts.row(vec![word(sort).into(), touched.to_string().into(), all.to_string().into()]);
    }
    if told.is_empty() {
        out.push_str("The examples touch everything that they can.\n");
    }
    out + &counts.draw(0, paint)
}

/// What a kind of point is called.
fn word(sort: Sort) -> &'static str {
    match sort {
        Sort::Priorities => "cells and rules of priorities",
        Sort::Norms => "norms",
        Sort::Rows => "rows and cells of norms",
        Sort::Boundaries => "boundaries",
        Sort::Consequences => "tiers, rules, caps and rights",
    }
}

impl Covered<'_> {
    /// File and line of something in the contract.
    fn place(&self, span: Span) -> (&str, usize) {
        let file = self.sources.get(span.source).map_or(self.file, |source| &source.name);
        (file, self.sources.line_column(span.source, span.start).0)
    }

    /// An item with everything of it that no example touches.
    fn item(&self, told: &[Told], paint: Paint) -> String {
        let Some(first) = told.first() else { return String::new() };
        let (file, line) = self.place(first.item_span);
        let clause = first.clause.as_ref().map(|clause| format!("{clause} ")).unwrap_or_default();
        let label = first.label.as_ref().map(|label| format!(" “{label}”")).unwrap_or_default();
        let title = format!("{clause}{}{label}, {file}:{line}", first.item);
        let mut out = "\n".to_owned();
        for line in wrap(&visible(&title), WIDTH) {
            out.push_str(&format!("{}\n", paint.on(Ink::Strong, &line)));
        }
        let columns = [("line", grid::Side::Right), ("", grid::Side::Left), ("no example has", grid::Side::Left)];
        let mut rows = Grid::new(&columns);
        for part in told.chunk_by(|a, b| a.span == b.span && a.part == b.part) {
            let wanted: Vec<&str> = part.iter().map(|told| told.wanted.as_str()).collect();
            if let Some(first) = part.first() {
                let line = self.place(first.span).1.to_string();
                rows.row(vec![line.into(), first.part.as_str().into(), wanted.join("; ").into()]);
            }
        }
        out + &rows.draw(2, paint)
    }

    /// A point in words; `None` for one of another contract.
    fn told(&self, point: Point) -> Option<Told> {
        let model = self.model;
        Some(match point {
            Point::Cell(kind, row, column) => {
                let kind = model.ticket_kind(kind);
                let (PrioritySource::Derived(Derivation::Matrix(matrix))
                | PrioritySource::Checked(Derivation::Matrix(matrix))) = &kind.priority
                else {
                    return None;
                };
                of_matrix(kind, matrix, row, column)?
            }
            Point::Case(id, number) | Point::PriorityCap(id, number) => {
                let kind = model.ticket_kind(id);
                let (PrioritySource::Derived(Derivation::Rules(rules))
                | PrioritySource::Checked(Derivation::Rules(rules))) = &kind.priority
                else {
                    return None;
                };
                self.of_rules(kind, rules, number, matches!(point, Point::PriorityCap(..)))?
            }
            Point::Norm(id) => self.of_norm(id, None, "an expectation about it")?,
            Point::Requirement(id, row) => self.of_norm(id, Some(row), "anything to judge")?,
            Point::Limit(id, row, side) => {
                let Subject::Timed(timed) = &model.norm(id).requirements.get(row)?.subject else { return None };
                let wanted = match (side, timed.strict) {
                    (Side::At, _) => "a ticket exactly at the limit",
                    (Side::Beyond, false) => "a ticket beyond the limit",
                    (Side::Beyond, true) => "a ticket within the limit",
                };
                self.of_norm(id, Some(row), wanted)?
            }
            Point::Bound(id, row, side) => {
                let bound = model.norm(id).requirements.get(row)?.bound.as_ref()?;
                let wanted = format!("{} {}", which(bound, side), rounding::bound(model.header.locale, bound));
                self.of_norm(id, Some(row), &wanted)?
            }
            Point::Rule(id, rule) => {
                let compensation = model.compensation(id);
                let rule = compensation.rules.get(rule)?;
                let wanted = if matches!(rule.pay, Pay::PerMiss { .. }) {
                    "misses that it pays for"
                } else {
                    "a period in which it pays"
                };
                of_compensation(compensation, &rule.text, rule.span, wanted)
            }
            Point::Tier(id, rule, tier) => self.of_tier(id, rule, tier, "a value in this row")?,
            Point::Edge(id, rule, tier) => {
                let low = model.compensation(id).rules.get(rule)?.pay.tiers()?.get(tier)?.low.as_ref()?;
                let bound = Bound { op: Comparison::Equal, value: low.at.clone(), decimals: 0 };
                let wanted = format!("a value of exactly {}", rounding::bound(model.header.locale, &bound));
                self.of_tier(id, rule, tier, &wanted)?
            }
            Point::Cap(id, cap) => {
                let compensation = model.compensation(id);
                let cap = compensation.caps.get(cap)?;
                of_compensation(compensation, &cap.text, cap.span, "an amount that it cuts")
            }
            Point::Right(right) => {
                let right = model.rights.get(right)?;
                let declared = &right.declared;
                Told {
                    item: format!("right {}", declared.name),
                    label: declared.label.clone(),
                    clause: declared.clause.clone(),
                    item_span: declared.span,
                    part: format!("when {}", right.text),
                    span: declared.span,
                    wanted: "a period in which it arises".to_owned(),
                }
            }
        })
    }

    fn of_norm(&self, id: crate::model::NormId, row: Option<usize>, wanted: &str) -> Option<Told> {
        let norm = self.model.norm(id);
        let written: Option<&Requirement> = match row {
            Some(row) => Some(norm.requirements.get(row)?),
            None => None,
        };
        let part = written.map(|written| {
            let (name, measured) = (text::row_name(written), text::measured(self.model, norm, written));
            let bound = written.bound.as_ref().filter(|_| is_held_against_its_bound(&written.subject));
            let said = match bound {
                Some(bound) => {
                    let bound = format!("{} {}", bound.op.symbol(), rounding::bound(self.model.header.locale, bound));
                    if measured.is_empty() { bound } else { format!("{measured} ({bound})") }
                }
                None => measured,
            };
            if name.is_empty() { said } else { format!("{name}: {said}") }
        });
        let declared = &norm.declared;
        Some(Told {
            item: format!("{} {}", if norm.kpi { "kpi" } else { "norm" }, declared.name),
            label: declared.label.clone(),
            clause: declared.clause.clone(),
            item_span: declared.span,
            part: part.unwrap_or_default(),
            span: written.map_or(declared.span, |written| written.span),
            wanted: wanted.to_owned(),
        })
    }

    fn of_tier(&self, id: CompensationId, rule: usize, tier: usize, wanted: &str) -> Option<Told> {
        let compensation = self.model.compensation(id);
        let tier = compensation.rules.get(rule)?.pay.tiers()?.get(tier)?;
        Some(of_compensation(compensation, &tier.text, tier.span, wanted))
    }

    fn of_rules(&self, kind: &TicketKind, rules: &PriorityRules, number: usize, cap: bool) -> Option<Told> {
        let (priority, span) = if cap {
            let cap = rules.caps.get(number)?;
            (cap.priority, cap.span)
        } else {
            let case = rules.cases.get(number)?;
            (case.priority, case.span)
        };
        let text =
            self.sources.get(span.source).and_then(|source| source.text.get(span.start as usize..span.end as usize));
        let written = text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        Some(Told {
            item: format!("rules priority of {}", kind.declared.name),
            label: None,
            clause: rules.clause.clone(),
            item_span: rules.span,
            part: written.unwrap_or_else(|| self.model.priority(priority).name.clone()),
            span,
            wanted: if cap { "a ticket that it moves" } else { "a ticket that it decides" }.to_owned(),
        })
    }
}

fn of_matrix(kind: &TicketKind, matrix: &Matrix, row: usize, column: usize) -> Option<Told> {
    let value = |id: crate::model::ColumnId, value: usize| {
        let column = kind.columns.get(id.index())?;
        let crate::model::ColumnKind::Enumeration(levels) = &column.kind else { return None };
        Some(format!("{} {}", column.declared.name, levels.get(value)?.name))
    };
    Some(Told {
        item: format!("matrix priority of {}", kind.declared.name),
        label: None,
        clause: matrix.clause.clone(),
        item_span: matrix.span,
        part: format!("{}, {}", value(matrix.rows, row)?, value(matrix.columns, column)?),
        span: matrix.span,
        wanted: "a ticket like this".to_owned(),
    })
}

fn of_compensation(compensation: &Compensation, part: &str, span: Span, wanted: &str) -> Told {
    let declared = &compensation.declared;
    Told {
        item: format!("compensation {}", declared.name),
        label: declared.label.clone(),
        clause: declared.clause.clone(),
        item_span: declared.span,
        part: part.to_owned(),
        span,
        wanted: wanted.to_owned(),
    }
}

/// Whether the bound is written beside what is measured, and is not one for all rows that goes without saying.
fn is_held_against_its_bound(subject: &Subject) -> bool {
    match subject {
        Subject::Timed(_) | Subject::Formula { .. } | Subject::EachMember(..) => true,
        Subject::EachRow { .. } | Subject::Obliged(_) | Subject::Cadence(_) | Subject::NotAgreed | Subject::NoNorm => {
            false
        }
    }
}

/// Which values lie on that side of a bound.
fn which(bound: &Bound, side: Side) -> &'static str {
    match (side, bound.op) {
        (Side::At, _) => "a value of exactly",
        (Side::Beyond, Comparison::AtLeast | Comparison::Less) => "a value below",
        (Side::Beyond, Comparison::AtMost | Comparison::More) => "a value above",
        (Side::Beyond, Comparison::Equal | Comparison::NotEqual) => "a value other than",
    }
}
