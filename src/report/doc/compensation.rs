//! Compensation: what it is of, the rules as tables and sentences, the limits, and worked examples.

use crate::model::{
    CalendarUnit, Cap, CapPer, Claim, Combine, Compensation, CompensationId, Edge, Most, Opening, Pay, PayRule, Tier,
    Worth,
};

use super::chapters::capital;
use super::compensation_examples;
use super::formula::Around;
use super::predicates::Table as Columns;
use super::scribe::{Entry, Scribe, Topic};
use crate::report::page::{Block, Inline, Side, Table, Text, in_words, paragraph, plain};

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let ids = (0_u32..).map(CompensationId);
    let entry = |(one, id): (&Compensation, CompensationId)| {
        let mut blocks = blocks(scribe, one);
        blocks.extend(compensation_examples::table(scribe, one, id));
        Entry::of(&one.declared, Topic::Consequences, blocks)
    };
    scribe.model.compensations.iter().zip(ids).map(entry).collect()
}

fn blocks(scribe: &Scribe<'_>, one: &Compensation) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(fee) = one.fee {
        let amount = scribe.model.amount(fee.amount).declared.title();
        let key = if fee.next_period { "pay.of_next" } else { "pay.of" };
        blocks.push(paragraph(scribe.fill(key, &[("amount", amount)])));
    }
    for rule in &one.rules {
        blocks.extend(scribe.pay_rule(rule));
    }
    let mut terms: Vec<String> = one.opens.iter().map(|opening| scribe.opening(opening)).collect();
    if one.rules.len() > 1 {
        terms.push(
            scribe
                .say(match one.combine {
                    Combine::Added => "pay.added",
                    Combine::Highest => "pay.highest",
                })
                .to_owned(),
        );
    }
    terms.extend(one.caps.iter().map(|cap| scribe.cap(cap)));
    terms.extend(one.least.iter().map(|least| scribe.fill("pay.least", &[("amount", &scribe.money(least))])));
    terms.extend(one.claim.map(|claim| scribe.claim(claim)));
    terms.extend(one.ends.iter().map(|ends| scribe.fill("pay.ends", &[("condition", &scribe.outcome(ends))])));
    if !terms.is_empty() {
        let items = terms.into_iter().map(|term| vec![paragraph(term)]).collect();
        blocks.push(Block::List { first: None, items });
    }
    blocks
}

impl Scribe<'_> {
    /// A rule in one line: of a table of tiers, what it is by.
    pub(in crate::report) fn rule_words(&self, rule: &PayRule) -> String {
        let mut said = Vec::new();
        for block in self.pay_rule(rule) {
            match block {
                Block::Paragraph(words) => said.push(in_words(&words)),
                Block::Table(Table { head, .. }) => {
                    let by = head.into_iter().flatten().next().map(|(by, _)| in_words(&by)).unwrap_or_default();
                    said.push(self.fill("pay.tiers_by", &[("value", &by)]));
                }
                Block::Heading(_)
                | Block::List { .. }
                | Block::Quote(_)
                | Block::Code(_)
                | Block::Terms(_)
                | Block::Equations(_)
                | Block::Week(_)
                | Block::Chart(_) => {}
            }
        }
        said.join(" ")
    }

    /// `van 99% tot 99,5%: 5%`
    pub(in crate::report) fn tier_words(&self, tier: &Tier) -> String {
        format!("{}: {}", self.range(tier), self.tier_worth(tier))
    }

    fn pay_rule(&self, rule: &PayRule) -> Vec<Block> {
        let figure = |value, component| vec![Inline::Math(self.formula(value, Around { measure: None, component }))];
        match &rule.pay {
            Pay::Flat { worth, when } => {
                let values = [("worth", self.worth(worth)), ("condition", self.outcome(when))];
                vec![paragraph(capital(
                    &self.fill("pay.flat", &values.each_ref().map(|(name, value)| (*name, value.as_str()))),
                ))]
            }
            Pay::Ladder { first, more, when } => {
                let (first, more, when) = (self.worth(first), self.worth(more), self.outcome(when));
                vec![paragraph(capital(
                    &self.fill("pay.ladder", &[("first", &first), ("more", &more), ("condition", &when)]),
                ))]
            }
            Pay::Tiers { value, component, tiers } => vec![self.tiers(figure(value, *component), tiers)],
            Pay::PerStep { worth, step, from, side, started, value, component } => {
                let key = match (side, started) {
                    (crate::model::Side::Above, true) => "pay.per_started_above",
                    (crate::model::Side::Above, false) => "pay.per_full_above",
                    (crate::model::Side::Below, true) => "pay.per_started_below",
                    (crate::model::Side::Below, false) => "pay.per_full_below",
                };
                vec![Block::Paragraph(self.text(
                    key,
                    &[
                        ("worth", plain(self.worth(worth))),
                        ("step", plain(self.value(step))),
                        ("from", plain(self.value(from))),
                        ("value", figure(value, *component)),
                    ],
                ))]
            }
            Pay::PerMiss { worth, norm, beyond } => {
                let key = if *beyond == 0 { "pay.per_miss" } else { "pay.per_miss_beyond" };
                let norm = self.model.norm(*norm).declared.title();
                let values = [("worth", &*self.worth(worth)), ("norm", norm), ("beyond", &*beyond.to_string())];
                vec![paragraph(self.fill(key, &values))]
            }
            Pay::TimeLost { times, value, component, beyond } => {
                let times = self.value(&crate::model::Value::Number(times.clone()));
                let key = if beyond.micros() == 0 { "pay.time_lost" } else { "pay.time_lost_beyond" };
                vec![Block::Paragraph(self.text(
                    key,
                    &[
                        ("times", plain(times)),
                        ("value", figure(value, *component)),
                        ("beyond", plain(self.elapsed(*beyond))),
                    ],
                ))]
            }
            Pay::EachTicket { clock, filter, tiers } => {
                let clock = self.model.clock(*clock);
                let kind = self.model.ticket_kind(clock.ticket);
                let mut what = clock.declared.title().to_owned();
                if *filter != crate::model::Predicate::True {
                    let condition = self.condition(filter, Columns::of(kind));
                    what = self.fill("rows.where", &[("rows", &what), ("condition", &condition)]);
                }
                let lead = self.fill("pay.each_ticket", &[("kind", kind.declared.title())]);
                vec![paragraph(lead), self.tiers(plain(what), tiers)]
            }
            Pay::EachRow { rows, tiers } => {
                let lead = self.fill("pay.each_row", &[("rows", &self.rows(rows))]);
                vec![paragraph(lead), self.tiers(plain(self.say("pay.length")), tiers)]
            }
        }
    }

    fn tiers(&self, head: Text, tiers: &[Tier]) -> Block {
        let row = |tier: &Tier| vec![plain(capital(&self.range(tier))), plain(self.tier_worth(tier))];
        Block::Table(Table {
            caption: None,
            head: vec![vec![(head, 1), (plain(self.say("pay.pays")), 1)]],
            names: 1,
            sides: vec![Side::Left, Side::Left],
            rows: tiers.iter().map(row).collect(),
        })
    }

    fn range(&self, tier: &Tier) -> String {
        let value = |edge: &Edge| self.value(&edge.at);
        let (low, high) = match (&tier.low, &tier.high) {
            (None, None) => return self.say("pay.any").to_owned(),
            (None, Some(high)) => {
                let key = if high.included { "pay.up_to" } else { "pay.below" };
                return self.fill(key, &[("value", &value(high))]);
            }
            (Some(low), high) => (low, high),
        };
        let from = self.fill(if low.included { "pay.from" } else { "pay.above" }, &[("value", &value(low))]);
        let Some(high) = high else { return from };
        let to = self.fill(if high.included { "pay.to" } else { "pay.to_below" }, &[("value", &value(high))]);
        format!("{from} {to}")
    }

    fn tier_worth(&self, tier: &Tier) -> String {
        let first = tier.worth.as_ref().map_or_else(|| self.say("pay.none").to_owned(), |worth| self.worth(worth));
        let Some(then) = &tier.then else { return first };
        let key = if then.started { "pay.then_started" } else { "pay.then_full" };
        self.fill(key, &[("first", &first), ("more", &self.worth(&then.worth)), ("step", &self.value(&then.step))])
    }

    /// `5%`, `500,00 EUR`, `nog niet afgesproken`
    pub(super) fn worth(&self, worth: &Worth) -> String {
        match worth {
            Worth::Share(share) => self.value(&crate::model::Value::Percent(share.clone())),
            Worth::Money(money) => self.money(money),
            Worth::NotAgreed => self.say("pay.not_agreed").to_owned(),
        }
    }

    fn opening(&self, opening: &Opening) -> String {
        let event = |id| self.model.event(id).declared.title();
        let (count, unit) = opening.after;
        let mut text = match count {
            0 => self.fill("pay.opens", &[("event", event(opening.event))]),
            count => self
                .fill("pay.opens_after", &[("event", event(opening.event)), ("length", &self.calendar(count, unit))]),
        };
        for (count, id) in &opening.with {
            text =
                self.fill("pay.opens_with", &[("opens", &text), ("count", &count.to_string()), ("event", event(*id))]);
        }
        if let Some(judgement) = opening.unless {
            let title = self.model.judgement(judgement).declared.title();
            text = self.fill("pay.opens_unless", &[("opens", &text), ("judgement", title)]);
        }
        format!("{text}.")
    }

    pub(in crate::report) fn cap(&self, cap: &Cap) -> String {
        let most = match &cap.most {
            Most::Worth(most) => self.worth(most),
            Most::FeeFor(days) => {
                return self.fill("pay.cap_fee", &[("length", &self.calendar(*days, CalendarUnit::Day))]);
            }
        };
        match cap.per {
            CapPer::Period => self.fill("pay.cap", &[("most", &most)]),
            CapPer::Year => self.fill("pay.cap_year", &[("most", &most)]),
            CapPer::OverAny(count, unit) => {
                self.fill("pay.cap_over", &[("most", &most), ("length", &self.calendar(count, unit))])
            }
        }
    }

    fn claim(&self, claim: Claim) -> String {
        let event = claim.event.map(|id| self.model.event(id).declared.title());
        let within = claim.within.map(|(count, unit)| self.calendar(count, unit));
        match (event, within) {
            (Some(event), Some(within)) => self.fill("pay.claimed_by_within", &[("event", event), ("length", &within)]),
            (Some(event), None) => self.fill("pay.claimed_by", &[("event", event)]),
            (None, Some(within)) => self.fill("pay.claimed_within", &[("length", &within)]),
            (None, None) => self.say("pay.claimed").to_owned(),
        }
    }
}
