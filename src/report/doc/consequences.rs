//! What follows from verdicts beside money: rights and status lights; and conditions on verdicts in words.

use crate::model::{Condition, Over, Right, Status, StatusRow, StatusWhen};

use super::chapters::capital;
use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, Side, Table, Text, paragraph, plain};

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let rights = scribe.model.rights.iter().map(|right: &Right| {
        let text = scribe.fill("right.when", &[("condition", &scribe.outcome(&right.when))]);
        Entry::of(&right.declared, Topic::Consequences, vec![paragraph(text)])
    });
    rights.chain(statuses(scribe)).collect()
}

/// When an objective, or everything, has which colour.
pub(in crate::report) fn statuses(scribe: &Scribe<'_>) -> Vec<Entry> {
    scribe.model.statuses.iter().map(|status| self::status(scribe, status)).collect()
}

fn status(scribe: &Scribe<'_>, status: &Status) -> Entry {
    let row = |row: &StatusRow| -> Vec<Text> {
        let colour = row.label.clone().unwrap_or_else(|| row.colour.clone());
        vec![plain(capital(&colour)), plain(when(scribe, row.when))]
    };
    let table = Table {
        caption: None,
        head: vec![vec![(plain(scribe.say("status.colour")), 1), (plain(scribe.say("status.when")), 1)]],
        names: 1,
        sides: vec![Side::Left; 2],
        rows: status.rows.iter().map(row).collect(),
    };
    let title = match &status.objective {
        None => scribe.say("status.title").to_owned(),
        Some(objective) => scribe.fill("status.of", &[("objective", objective)]),
    };
    Entry {
        clause: None,
        topic: Topic::Consequences,
        at: status.span,
        title: plain(title),
        blocks: vec![Block::Table(table)],
    }
}

fn when(scribe: &Scribe<'_>, when: StatusWhen) -> String {
    match when {
        StatusWhen::MetOfTwo(2) => scribe.say("status.both").to_owned(),
        StatusWhen::MetOfTwo(1) => scribe.say("status.one").to_owned(),
        StatusWhen::MetOfTwo(_) => scribe.say("status.neither").to_owned(),
        StatusWhen::This { met: true } => scribe.say("status.met").to_owned(),
        StatusWhen::This { met: false } => scribe.say("status.breached").to_owned(),
        StatusWhen::AtLeast { count, of } => {
            scribe.fill("status.at_least", &[("count", &count.to_string()), ("of", &of.to_string())])
        }
        StatusWhen::Otherwise => scribe.say("rules.otherwise").to_owned(),
    }
}

impl Scribe<'_> {
    /// A condition on verdicts: `Oplostijden niet gehaald, 2 perioden achter elkaar`.
    pub(in crate::report) fn outcome(&self, condition: &Condition) -> String {
        let closed = |part: &Condition| match part {
            Condition::And(..) | Condition::Or(..) => format!("({})", self.outcome(part)),
            Condition::Norm { .. } | Condition::Judged(_) | Condition::Not(_) => self.outcome(part),
        };
        match condition {
            Condition::Norm { norm, breached, over } => {
                let norm = self.model.norm(*norm).declared.title();
                let key = if *breached { "outcome.breached" } else { "outcome.met" };
                let text = self.fill(key, &[("norm", norm)]);
                match over {
                    Over::This => text,
                    Over::InARow(count) => {
                        self.fill("outcome.in_a_row", &[("outcome", &text), ("count", &count.to_string())])
                    }
                    Over::OfAny(count, of) => self.fill(
                        "outcome.of_any",
                        &[("outcome", &text), ("count", &count.to_string()), ("of", &of.to_string())],
                    ),
                }
            }
            Condition::Judged(id) => {
                self.fill("outcome.judged", &[("judgement", self.model.judgement(*id).declared.title())])
            }
            Condition::And(a, b) => format!("{} {} {}", closed(a), self.say("list.and"), closed(b)),
            Condition::Or(a, b) => format!("{} {} {}", closed(a), self.say("list.or"), closed(b)),
            Condition::Not(inner) => self.fill("condition.not", &[("condition", &closed(inner))]),
        }
    }
}
