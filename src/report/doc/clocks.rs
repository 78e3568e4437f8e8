//! Clocks in words.

use crate::model::{Clock, ClockId, Endpoint, Pick, Requirement, Subject, TicketKind, WindowExpr};

use super::scribe::{Entry, Scribe, Topic};
use super::tickets::label;
use crate::report::page::{Block, paragraph};

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let entry = |clock: &Clock| Entry::of(&clock.declared, Topic::Terms, in_words(scribe, clock));
    let ids = (0_u32..).map(ClockId);
    let clocks = scribe.model.clocks.iter().zip(ids).filter(|(_, id)| !is_of_cadence(scribe, *id));
    clocks.map(|(clock, _)| entry(clock)).collect()
}

/// Whether a clock is made of the lines of a cadence, which tells of it itself.
pub(super) fn is_of_cadence(scribe: &Scribe<'_>, id: ClockId) -> bool {
    let is_owed = |one: &Requirement| matches!(&one.subject, Subject::Cadence(owed) if owed.clock == id);
    scribe.model.norms.iter().flat_map(|norm| &norm.requirements).any(is_owed)
}

pub(super) fn in_words(scribe: &Scribe<'_>, clock: &Clock) -> Vec<Block> {
    let kind = scribe.model.ticket_kind(clock.ticket);
    let runs = scribe.fill(
        "clock.runs",
        &[
            ("kind", kind.declared.title()),
            ("from", &endpoint(scribe, kind, &clock.from)),
            ("to", &endpoint(scribe, kind, &clock.to)),
        ],
    );
    let counts = match clock.counting.shared() {
        Some(WindowExpr::Always) => scribe.say("clock.always").to_owned(),
        Some(_) | None => {
            let window = scribe.by_plan(&clock.counting, |window| scribe.window(window));
            scribe.fill("clock.counting", &[("window", &window)])
        }
    };
    let mut sentences = vec![runs, counts];
    if !clock.pausing.is_empty() {
        let reasons: Vec<String> = clock
            .pausing
            .iter()
            .filter_map(|id| kind.reasons.get(id.index()))
            .map(|reason| label(reason).to_owned())
            .collect();
        sentences.push(scribe.fill("clock.pausing", &[("reasons", &scribe.words.or(&reasons))]));
    }
    if let Some(outside) = &clock.outside {
        let window = scribe.by_plan(outside, |id| scribe.model.window(*id).declared.title().to_owned());
        sentences.push(scribe.fill("clock.outside", &[("window", &window)]));
    }
    vec![paragraph(sentences.join(" "))]
}

fn endpoint(scribe: &Scribe<'_>, kind: &TicketKind, endpoint: &Endpoint) -> String {
    let moments: Vec<String> = endpoint.moments.iter().map(|moment| scribe.moment(kind, *moment)).collect();
    match endpoint.pick {
        Pick::Only => scribe.words.and(&moments),
        Pick::First => scribe.fill("clock.first", &[("moments", &scribe.words.or(&moments))]),
        Pick::Later => scribe.fill("clock.later", &[("moments", &scribe.words.and(&moments))]),
    }
}
