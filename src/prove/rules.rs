//! Lines of rules that no ticket comes to: decided over all tickets that their conditions tell apart.

use super::error::Unmeant;
use super::words;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Answers, Asked, Derivation, Found, Held, Model, Predicate, PriorityRules, PrioritySource, TicketKind, TicketKindId,
    Worlds,
};
use crate::source::Span;

/// Looks at the rules of every kind of ticket.
pub(super) fn prove(model: &Model, found: &mut Diagnostics) {
    for (kind, ticket) in (0..).map(TicketKindId).zip(&model.tickets) {
        let (PrioritySource::Derived(Derivation::Rules(rules)) | PrioritySource::Checked(Derivation::Rules(rules))) =
            &ticket.priority
        else {
            continue;
        };
        let looked = Looked::at(model, kind, rules);
        if looked.lines(found).is_none() {
            let span = rules.span;
            found.push(span, Unmeant::NotProved { ticket: name(ticket), span });
        }
    }
}

fn name(ticket: &TicketKind) -> String {
    ticket.declared.name.clone()
}

type Row = Vec<(Asked, Held)>;

/// Rules, and all tickets that they tell apart.
struct Looked<'m> {
    model: &'m Model,
    rules: &'m PriorityRules,
    /// The cases, then the caps.
    worlds: Worlds<'m>,
}

impl<'m> Looked<'m> {
    fn at(model: &'m Model, kind: TicketKindId, rules: &'m PriorityRules) -> Self {
        let cases = rules.cases.iter().map(|case| &case.when);
        let conditions: Vec<&Predicate> = cases.chain(rules.caps.iter().map(|cap| &cap.when)).collect();
        Self { model, rules, worlds: Worlds::new(model.universe(kind), &conditions) }
    }

    /// Every line that never decides; `None`: there are too many tickets to try.
    fn lines(&self, found: &mut Diagnostics) -> Option<()> {
        for (line, case) in self.rules.cases.iter().enumerate() {
            let reached: Vec<(usize, Answers)> =
                (0..line).map(|before| (before, Answers::NO)).chain([(line, Answers::YES)]).collect();
            if self.row(&reached)?.is_none() {
                let problem = self.never(line, case.span)?;
                found.push(case.span, problem);
            }
        }
        for (index, cap) in self.rules.caps.iter().enumerate() {
            if !self.cap_decides(index)? {
                let line = self.rules.cases.len() + index;
                let (witness, help) = match self.row(&[(line, Answers::YES)])? {
                    None => ("no ticket is as it asks".to_owned(), "correct its condition, or leave it out"),
                    Some(row) => (
                        format!(
                            "where {} the priority is never above `{}`",
                            self.worlds.words(&row),
                            self.priority(cap.priority)
                        ),
                        "the lines above give such tickets no more than that already: leave the cap out, or lower it",
                    ),
                };
                let span = cap.span;
                found.push(span, Unmeant::NeverDecides { witness, span, first: None, how: "", help });
            }
        }
        Some(())
    }

    /// A ticket of which each of these lines gives one of the answers that are wanted.
    fn row(&self, wanted: &[(usize, Answers)]) -> Option<Option<Row>> {
        let mut all = vec![Answers::ANY; self.rules.cases.len() + self.rules.caps.len()];
        for (line, answers) in wanted {
            if let Some(slot) = all.get_mut(*line) {
                *slot = *answers;
            }
        }
        match self.worlds.find(&all) {
            Found::Row(row) => Some(Some(row)),
            Found::Nothing => Some(None),
            Found::TooMany => None,
        }
    }

    /// Why no ticket comes to a case: the smallest ticket that it is about, and the line that has it before.
    fn never(&self, line: usize, span: Span) -> Option<Unmeant> {
        let otherwise = self.rules.cases.get(line).is_some_and(|case| case.when == Predicate::True);
        for (before, case) in self.rules.cases.iter().enumerate().take(line) {
            let earlier = (0..before).map(|earlier| (earlier, Answers::NO));
            let with = |answer| -> Vec<(usize, Answers)> {
                earlier.clone().chain([(before, answer), (line, Answers::YES)]).collect()
            };
            let first = words::beside(span, case.span);
            if let Some(row) = self.row(&with(Answers::YES))? {
                let witness = format!(
                    "where {} an earlier one gives `{}`",
                    self.worlds.words(&row),
                    self.priority(case.priority)
                );
                let help = if otherwise {
                    "the lines above hold every ticket: let the last of them be the one with `otherwise`"
                } else {
                    "the first line that holds decides: move this one up, or leave it out"
                };
                return Some(Unmeant::NeverDecides { witness, span, first, how: "this line decides first", help });
            }
            if let Some(row) = self.row(&with(Answers::UNKNOWN))? {
                let witness = format!(
                    "where {} an earlier one is unknown, and the ticket gets no priority",
                    self.worlds.words(&row)
                );
                let help =
                    "nothing falls through a line of which it is unknown whether it holds: ask `… is missing` first";
                return Some(Unmeant::NeverDecides { witness, span, first, how: "this line is unknown then", help });
            }
        }
        let witness = "no ticket is as it asks".to_owned();
        let help = "correct its condition, or leave it out";
        Some(Unmeant::NeverDecides { witness, span, first: None, how: "", help })
    }

    /// Whether a cap makes some ticket less urgent.
    fn cap_decides(&self, index: usize) -> Option<bool> {
        let (cases, caps) = (&self.rules.cases, &self.rules.caps);
        let Some(cap) = caps.get(index) else { return Some(true) };
        for (line, case) in cases.iter().enumerate().filter(|(_, case)| case.priority < cap.priority) {
            let mut wanted: Vec<(usize, Answers)> = (0..line).map(|before| (before, Answers::NO)).collect();
            wanted.push((line, Answers::YES));
            for (earlier, other) in caps.iter().enumerate().take(index) {
                // A cap above what the case gives is not asked for; one that leaves more than this may hold.
                let answers = if other.priority >= cap.priority { Answers::NO } else { Answers::KNOWN };
                if other.priority > case.priority {
                    wanted.push((cases.len() + earlier, answers));
                }
            }
            wanted.push((cases.len() + index, Answers::YES));
            if self.row(&wanted)?.is_some() {
                return Some(true);
            }
        }
        Some(false)
    }

    fn priority(&self, id: crate::model::PriorityId) -> &str {
        &self.model.priority(id).name
    }
}
