//! `allow`, above the item that it is about.

use super::node::Node;
use super::{Builder, literal};
use crate::syntax::ast::{Above, Allow, File};
use crate::syntax::error::SyntaxError;
use crate::syntax::grammar::Rule;

impl Builder {
    /// The `allow` lines above `item`; `None`: above the end of the file.
    pub(super) fn allows(&mut self, lines: &[&Node<'_>], item: Option<&Node<'_>>, file: &mut File) {
        let Some(first) = lines.first().map(|line| line.span()) else { return };
        for line in lines {
            let span = line.span();
            let mut parts = line.parts();
            let lint = literal::as_written(&parts.need());
            let reason = parts.next().map(|reason| literal::text(&reason));
            if reason.as_ref().is_none_or(|reason| reason.value.trim().is_empty()) {
                let span = reason.map_or(span, |reason| reason.span);
                self.report(span, SyntaxError::NoReason { lint: lint.value.clone(), span });
            }
            let above = match item.map(|item| (item.rule(), item)) {
                Some((Rule::contract, _)) => Ok(Above::Contract),
                Some((Rule::amends, _)) => Ok(Above::Amends),
                Some((Rule::edition, _)) => Err("below it stands `edition`, the first line of a file"),
                Some((Rule::use_file, _)) => Err("below it stands `use`, which names another file"),
                Some((Rule::removal, _)) => Err("below it stands `remove`, which leaves nothing to allow"),
                // Of several `allow` lines above one item, one may be about another.
                Some((_, item)) => Ok(Above::Item(first.to(item.span()))),
                None => Err("nothing stands below it"),
            };
            match above {
                Ok(above) => file.allows.push(Allow { span, line: line.own_line(), lint, above }),
                Err(found) => {
                    let help = "put this line directly above the item that it is about".to_owned();
                    self.report(span, SyntaxError::MisplacedAllow { span, found, help });
                }
            }
        }
    }
}
