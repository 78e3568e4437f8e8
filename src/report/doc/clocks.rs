//! Clocks in words.

use crate::model::{Clock, Endpoint, Pick, TicketKind, WindowExpr};

use super::scribe::{Entry, Scribe, Topic};
use super::tickets::label;
use super::tree::{Block, paragraph};

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    scribe.model.clocks.iter().map(|clock| Entry::of(&clock.declared, Topic::Terms, in_words(scribe, clock))).collect()
}

fn in_words(scribe: &Scribe<'_>, clock: &Clock) -> Vec<Block> {
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
