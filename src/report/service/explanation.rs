//! A norm, measure, compensation or right taken apart, as a document of its own.

use crate::eval::compensation::{Ground, Holds, RightVerdict};
use crate::eval::derive::NormDerivation;
use crate::eval::verdict::NormVerdict;
use crate::model::{CompensationId, Declared, MeasureId, Model, NormId, Over};
use crate::report::doc::measures;
use crate::report::page::{Block, Document, Inline, Mark, Section, Side, Text, plain};

use super::desk::{Desk, anchored, table};
use super::{Wanted, clauses, cover, derivation, misses, money, rows};

/// What is taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explained {
    /// A norm or kpi.
    Norm(NormId),
    /// A measure.
    Measure(MeasureId),
    /// A compensation.
    Compensation(CompensationId),
    /// A right, by its index in the model.
    Right(usize),
}

impl Explained {
    /// Its name, label, clause and place; `None`: there is no such right.
    pub fn declared(self, model: &Model) -> Option<&Declared> {
        match self {
            Self::Norm(id) => Some(&model.norm(id).declared),
            Self::Measure(id) => Some(&model.measure(id).declared),
            Self::Compensation(id) => Some(&model.compensation(id).declared),
            Self::Right(index) => model.rights.get(index).map(|right| &right.declared),
        }
    }
}

/// The explanation, a section a period; `derivations` are those of the periods asked for.
pub fn explanation(wanted: &Wanted<'_>, what: Explained, derivations: &[Vec<NormDerivation>]) -> Document {
    let all = &wanted.findings.verdicts.periods;
    let first = all.len().saturating_sub(wanted.asked);
    let desks: Vec<Desk<'_>> = (first..all.len()).filter_map(|at| Desk::new(wanted, at)).collect();
    let mut sections: Vec<Section> = Vec::new();
    for (n, desk) in desks.iter().enumerate() {
        let blocks = match what {
            Explained::Norm(id) => {
                let derived = derivations.get(n).and_then(|all| all.iter().find(|one| one.norm == id));
                desk.norm_in(desk.period, id).map(|verdict| norm(desk, verdict, derived))
            }
            Explained::Measure(id) => Some(measure(desk, id)),
            Explained::Compensation(id) => {
                let verdict = desk.period.compensation.iter().find(|one| one.compensation == id);
                verdict.map(|verdict| money::one(desk, verdict))
            }
            Explained::Right(index) => {
                desk.period.rights.iter().find(|one| one.right == index).map(|one| right(desk, one))
            }
        };
        sections.push(desk.section(desk.title(), 1, blocks.unwrap_or_default()));
    }
    anchored(&mut sections);
    let scribe = Desk::scribe(wanted);
    let declared = what.declared(wanted.findings.model);
    let mut facts =
        vec![(scribe.say("derivation.agreement").to_owned(), plain(wanted.findings.model.header.name.as_str()))];
    if let Some(declared) = declared {
        let place = vec![Inline::Code(wanted.findings.place(declared.span))];
        facts.push((scribe.say("derivation.written").to_owned(), place));
        if let Some(clause) = &declared.clause {
            facts.push((scribe.say("report.clause").to_owned(), plain(clause.as_str())));
        }
    }
    facts.extend(desks.last().map(|desk| cover::facts(desk, desks.first())).unwrap_or_default());
    Document {
        language: scribe.words.language(),
        title: declared.map_or("", Declared::title).to_owned(),
        cover: facts,
        contents: scribe.say("cover.contents").to_owned(),
        skip: scribe.say("cover.skip").to_owned(),
        sections,
        colophon: cover::colophon(&scribe),
    }
}

fn norm(desk: &Desk<'_>, verdict: &NormVerdict, derived: Option<&NormDerivation>) -> Vec<Block> {
    let written = desk.norm(verdict.norm);
    let mut blocks = vec![Block::Paragraph(vec![desk.verdict(verdict.verdict)])];
    blocks.push(clauses::requirements(desk, written, verdict));
    blocks.extend(derived.map(|derived| derivation::of_norm(desk, verdict, derived)).unwrap_or_default());
    blocks.extend(misses::table(desk, written, verdict));
    blocks.extend(rows::blocks(desk, written, verdict));
    blocks
}

fn measure(desk: &Desk<'_>, id: MeasureId) -> Vec<Block> {
    let mut blocks = measures::equations(&desk.scribe, desk.findings.model.measure(id));
    let values = desk.period.measures.iter().filter(|value| value.measure == id);
    blocks.extend(values.map(|value| derivation::steps(desk, value)));
    blocks
}

fn right(desk: &Desk<'_>, verdict: &RightVerdict) -> Vec<Block> {
    let mut blocks: Vec<Block> = money::right_row(desk, verdict)
        .map(|row| {
            Block::Paragraph(
                row.into_iter()
                    .skip(1)
                    .flat_map(|cell| [vec![Inline::Plain(" ".into())], cell].concat())
                    .skip(1)
                    .collect(),
            )
        })
        .into_iter()
        .collect();
    for ground in &verdict.because {
        blocks.extend(of_ground(desk, ground));
    }
    blocks
}

/// A part of the condition, then the verdicts that decide it.
fn of_ground(desk: &Desk<'_>, ground: &Ground) -> Vec<Block> {
    let (said, holds) = match ground {
        Ground::Norm { norm, breached, over, holds, .. } => {
            let verdict = desk.say(if *breached { "verdict.breached" } else { "verdict.met" });
            let norm = desk.norm(*norm).declared.title();
            let said = match over {
                Over::This => desk.fill("derivation.ground", &[("norm", norm), ("verdict", verdict)]),
                Over::InARow(count) => desk.fill(
                    "derivation.ground_in_a_row",
                    &[("norm", norm), ("verdict", verdict), ("count", &count.to_string())],
                ),
                Over::OfAny(count, of) => desk.fill(
                    "derivation.ground_of_any",
                    &[("norm", norm), ("verdict", verdict), ("count", &count.to_string()), ("of", &of.to_string())],
                ),
            };
            (said, holds)
        }
        Ground::Judged { judgement, holds } => {
            (desk.findings.model.judgement(*judgement).declared.title().to_owned(), holds)
        }
    };
    let (mark, key) = match holds {
        Holds::Yes => (Mark::Bad, "derivation.holds"),
        Holds::No => (Mark::Plain, "derivation.holds_not"),
        Holds::NotJudged => (Mark::Plain, "verdict.empty"),
        Holds::Unknown => (Mark::Unsure, "verdict.undecided"),
    };
    let mut blocks = vec![Block::Paragraph(vec![
        Inline::Strong(plain(said)),
        Inline::Plain(": ".to_owned()),
        Inline::Verdict(mark, desk.say(key).to_owned()),
    ])];
    if let Ground::Norm { verdicts, earlier, .. } = ground {
        let unknown = || plain(desk.say("derivation.unknown"));
        let mut rows: Vec<Vec<Text>> = verdicts
            .iter()
            .map(|(label, verdict)| {
                let came = verdict.map_or_else(unknown, |verdict| vec![desk.verdict(verdict)]);
                vec![plain(label.as_str()), came]
            })
            .collect();
        if *earlier {
            rows.push(vec![plain(desk.say("derivation.earlier")), unknown()]);
        }
        let columns = ["report.period", "report.verdict"].map(|key| (desk.say(key).to_owned(), Side::Left));
        if !rows.is_empty() {
            blocks.push(table(None, columns.to_vec(), 1, rows));
        }
    }
    blocks
}
