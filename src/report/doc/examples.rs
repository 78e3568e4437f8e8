//! Worked examples, as the contract writes them: the parties agreed on what comes out.

use super::scribe::{Entry, Scribe, Topic};
use super::tree::{Block, Inline, Text, plain};

pub(super) fn entries(scribe: &Scribe<'_>) -> Vec<Entry> {
    let Some(first) = scribe.model.tests.first() else { return Vec::new() };
    let items = scribe.model.tests.iter().map(|test| {
        let expected: Vec<Vec<Block>> =
            test.expectations.iter().map(|one| vec![Block::Paragraph(vec![Inline::Code(one.text.clone())])]).collect();
        vec![Block::Paragraph(plain(test.name.clone())), Block::List { first: None, items: expected }]
    });
    let blocks = vec![
        Block::Paragraph(plain(scribe.say("examples.agreed"))),
        Block::List { first: Some(1), items: items.collect() },
    ];
    vec![Entry { clause: None, topic: Topic::Examples, at: first.span, title: Text::new(), blocks }]
}
